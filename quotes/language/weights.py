"""Fitted weights: read their tables, add them up, and turn the sums into probabilities."""

import math
from collections.abc import Iterable, Mapping, Sequence
from importlib.resources.abc import Traversable
from itertools import repeat

from quotes.types import InputError


def read_weights(file: Traversable) -> Mapping[str, float]:
    """Read a table of fitted weights. Each line has a feature, a tab and its weight.

    Raises:
        InputError: a line is malformed or repeats a feature; the message names file and line.

    """
    found: dict[str, float] = {}
    for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), start=1):
        if line.startswith("#") or not line:
            continue
        feature, _, weight = line.rpartition("\t")
        try:
            value = float(weight)
        except ValueError as error:
            raise InputError(f"{file.name}:{number}: not a feature, a tab and a weight: {line!r}") from error
        if not feature or feature in found:
            raise InputError(f"{file.name}:{number}: feature missing or given twice: {line!r}")
        found[feature] = value
    return found


def score(weights: Mapping[str, float], features: Iterable[str]) -> float:
    """Add up the weights of ``features``; one without a weight counts as 0."""
    return sum(map(weights.get, features, repeat(0.0)))


def softmax(scores: Sequence[float]) -> list[float]:
    """Probability of each of several rival scores: their softmax.

    >>> [round(share, 2) for share in softmax([2.0, 2.0])]
    [0.5, 0.5]
    """
    top = max(scores)
    powers = [math.exp(score - top) for score in scores]
    total = sum(powers)
    return [power / total for power in powers]


def logistic(score: float) -> float:
    """Probability for a score of log-odds: the logistic function.

    >>> logistic(0.0)
    0.5
    """
    return 1.0 / (1.0 + math.exp(-max(-60.0, min(60.0, score))))
