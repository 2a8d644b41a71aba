"""Choose who a mention refers to from its antecedents, by fitted weights."""

from collections.abc import Iterator
from dataclasses import dataclass

from quotes.language import softmax
from quotes.speakers.antecedent_features import AntecedentWeights, few
from quotes.speakers.antecedents import Antecedent
from quotes.speakers.mention_context import MentionContext

CLEAR = 0.75
"""If two people of one name are closer together than this, the name stays as it is written."""

CLOSE = 0.4
"""Antecedents are close if their probabilities differ by less."""


@dataclass(frozen=True, slots=True)
class ChosenAntecedent:
    """The antecedent chosen for a mention, and the probability that it is right.

    ``signs`` say what kind of mention and entity these are, for the confidence of the row.
    """

    antecedent: Antecedent
    confidence: float
    signs: frozenset[str] = frozenset()


def choose_antecedent(context: MentionContext, weights: AntecedentWeights) -> ChosenAntecedent | None:
    """Choose the most probable antecedent; the first of several that are equally probable.

    Nobody is chosen only if that is more probable than all the others together.
    """
    rivals = context.antecedents
    if not rivals:
        return None
    if len(rivals) == 1:
        return ChosenAntecedent(rivals[0], 1.0, frozenset(_signs(rivals[0], 1.0, context)))
    shares = softmax([weights.score(rival, context) for rival in rivals])
    ranked = sorted(zip(shares, rivals, strict=True), key=lambda pair: -pair[0])
    if not ranked[0][1].entity.name and ranked[0][0] <= 0.5 and len(ranked) > 1:
        ranked = ranked[1:]
    (share, best), second = ranked[0], max((share for share, _ in ranked[1:]), default=0.0)
    if share - second < CLEAR and context.reading.kind == "name":
        written = next((pair for pair in ranked if pair[1].answers[0].rule.name == "undecided"), None)
        share, best = written or (share, best)
    return ChosenAntecedent(best, share, frozenset(_signs(best, share - second, context)))


def _signs(best: Antecedent, margin: float, context: MentionContext) -> Iterator[str]:
    """What else shows whether a choice is right: the form of mention and name, the doubt about the entity."""
    entity = best.entity
    yield f"mention {context.form} {context.head}"
    yield f"{context.form}, person {round(entity.person * 5) / 5}"
    yield f"{context.form} by {best.answers[0].rule.name}"
    yield f"{min(len(entity.words), 5)} words of a name"
    yield f"full name {few(entity.weight)} times"
    yield f"{few(len(context.antecedents))} antecedents"
    if margin < CLOSE:
        yield "two close antecedents"
    if entity.is_place:
        yield "may be a place"
