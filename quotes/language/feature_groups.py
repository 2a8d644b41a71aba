"""Groups of features that share their facts: templates which are filled once for each combination of facts.

Facts are coarse (a class, a bucket, a mark), so the same combinations return again and again. Filling a group
is then one look-up, and so is adding up its weights. A few facts are words, of which new ones come with every
article, so a group that has become too large begins again.
"""

from collections.abc import Iterator, Mapping

from quotes.language.weights import score

MOST_COMBINATIONS = 1 << 12
MOST_SCORES = 1 << 15


class Features:
    """The features for one combination of facts: one object in a group, so that look-ups need not compare."""

    __slots__ = ("_names",)

    def __init__(self, *names: str) -> None:
        self._names = names

    def __iter__(self) -> Iterator[str]:
        return iter(self._names)


class FeatureGroup(dict[object, Features]):
    """Templates for features, and the names of the facts that they mention, in the order of the look-up.

    >>> seen = FeatureGroup("side cue", "side={side}", "side={side}&cue={cue}")
    >>> list(seen["after", "say"])
    ['side=after', 'side=after&cue=say']
    """

    def __init__(self, facts: str, *templates: str) -> None:
        super().__init__()
        self._names = facts.split()
        self._templates = templates

    def __missing__(self, facts: object) -> Features:
        """Fill the templates with facts that are looked up for the first time."""
        if len(self) >= MOST_COMBINATIONS:
            self.clear()
        given = facts if isinstance(facts, tuple) else (facts,)
        values = dict(zip(self._names, given, strict=True))
        found = self[facts] = Features(*(template.format_map(values) for template in self._templates))
        return found


class GroupScores(dict[Features, float]):
    """What the features of each group weigh in a table of weights, added up at the first look-up."""

    def __init__(self, weights: Mapping[str, float]) -> None:
        super().__init__()
        self._weights = weights

    def __missing__(self, features: Features) -> float:
        if len(self) >= MOST_SCORES:
            self.clear()
        found = self[features] = score(self._weights, features)
        return found
