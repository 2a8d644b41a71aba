"""Whether confidences are calibrated: of the rows with a confidence of 0.9, nine in ten should be right."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

BINS = 10
CONFIDENT = 0.9
"""The confidence from which a reader will hardly check a row."""


@dataclass(frozen=True, slots=True)
class Bin:
    """The answers with ``low`` <= confidence < ``high`` (the last bin includes 1)."""

    low: float
    high: float
    answers: int
    mean_confidence: float
    share_right: float


def reliability(answers: Iterable[tuple[float, bool]]) -> tuple[Bin, ...]:
    """Make the reliability table: ten bins of equal width, lowest first, without the empty ones.

    ``answers`` are pairs of a confidence, 0 to 1, and whether the answer was right.

    >>> [(each.low, each.answers, each.share_right) for each in reliability([(0.92, True), (0.98, False)])]
    [(0.9, 2, 0.5)]
    """
    by_bin: dict[int, list[tuple[float, bool]]] = defaultdict(list)
    for confidence, right in answers:
        by_bin[min(int(confidence * BINS), BINS - 1)].append((confidence, right))
    return tuple(
        Bin(
            low=number / BINS,
            high=(number + 1) / BINS,
            answers=len(members),
            mean_confidence=sum(confidence for confidence, _ in members) / len(members),
            share_right=sum(right for _, right in members) / len(members),
        )
        for number, members in sorted(by_bin.items())
    )


def expected_error(bins: Sequence[Bin]) -> float | None:
    """Compute the expected calibration error: the gap between each bin's two means, weighted by its answers.

    Method: Naeini, Cooper and Hauskrecht, "Obtaining Well Calibrated Probabilities Using Bayesian Binning",
    AAAI 2015. None if there are no answers.
    """
    answers = sum(each.answers for each in bins)
    if not answers:
        return None
    return sum(each.answers * abs(each.mean_confidence - each.share_right) for each in bins) / answers


def share_confident_and_wrong(answers: Iterable[tuple[float, bool]]) -> float | None:
    """The share of wrong answers among those with a confidence of `CONFIDENT` or more; None without any.

    >>> share_confident_and_wrong([(0.95, True), (0.9, False), (0.4, False)])
    0.5
    """
    confident = [right for confidence, right in answers if confidence >= CONFIDENT]
    return confident.count(False) / len(confident) if confident else None
