"""Groups of features that share their facts: templates which are filled once for each combination of facts.

Facts are coarse (a class, a bucket, a mark), so the same combinations return again and again. Filling a group
is then one look-up, and so is adding up its weights.
"""

from functools import lru_cache

from quotes.language import Language, score

Features = tuple[str, ...]

_GROUPS_KEPT = 1 << 16


class FeatureGroup:
    """Templates for features, and the names of the facts that they mention, in the order of the arguments.

    >>> seen = FeatureGroup("side cue", "side={side}", "side={side}&cue={cue}")
    >>> seen("after", "say")
    ('side=after', 'side=after&cue=say')
    """

    def __init__(self, facts: str, *templates: str) -> None:
        self._names = facts.split()
        self._templates = templates
        self._filled: dict[tuple[object, ...], Features] = {}

    def __call__(self, *facts: object) -> Features:
        """The features for these facts."""
        found = self._filled.get(facts)
        if found is None:
            values = dict(zip(self._names, facts, strict=True))
            found = self._filled[facts] = tuple(template.format_map(values) for template in self._templates)
        return found


@lru_cache(_GROUPS_KEPT)
def attribution_score(language: Language, features: Features) -> float:
    """Add up what the features of one group weigh in attribution."""
    return score(language.attribution_weights, features)
