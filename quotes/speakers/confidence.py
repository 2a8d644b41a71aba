"""How sure a row's speaker is: the probability that mention and name are both right.

The two stages tend to be right and wrong together, and each is too sure of itself where the article is
unlike those it was fitted on. So their probabilities are evidence like any other. Weights that were fitted
on the rows of outlets unknown to both stages turn the evidence into one probability.
"""

from collections.abc import Iterator

from quotes.language import logistic, score
from quotes.text import MarkedArticle
from quotes.types import Attribution, Quotation, Speaker

STEPS = (0.3, 0.5, 0.6, 0.7, 0.8, 0.85, 0.9, 0.93, 0.96, 0.98, 0.99)
"""The steps in which a probability counts as evidence."""

LONGEST_PARAGRAPH = 1500
"""A paragraph with more characters is text in one block, in which nothing shows where a turn ends."""


def speaker_confidence(
    marked: MarkedArticle, quotation: Quotation, attribution: Attribution, speaker: Speaker
) -> float:
    """The probability that the speaker of a quotation is right; 0 if there is none."""
    if speaker.name is None:
        return 0.0
    found = confidence_features(marked, quotation, attribution, speaker)
    return round(logistic(score(marked.language.confidence_weights, found)), 3)


def confidence_features(
    marked: MarkedArticle, quotation: Quotation, attribution: Attribution, speaker: Speaker
) -> list[str]:
    """What the probability depends on: the stages' own probabilities, and signs of doubt."""
    paragraph = marked.paragraphs[quotation.paragraphs[0]]
    found = [
        "every row",
        f"rule {attribution.rule}",
        quotation.kind,
        f"{speaker.kind}",
        *(f"{sign}" for sign in sorted(speaker.signs)),
        *_steps("mention", attribution.confidence),
        *_steps("mention margin", attribution.margin),
        *_steps("name", speaker.confidence),
        *_steps("both", attribution.confidence * speaker.confidence),
    ]
    if paragraph.end - paragraph.start > LONGEST_PARAGRAPH:
        found.append("text in one block")
    return found


def _steps(what: str, share: float) -> Iterator[str]:
    """Every step that a probability reaches."""
    return (f"{what} {step:g}" for step in STEPS if share >= step)
