"""Linear models of named features: a choice between rivals, and yes or no.

Both are fitted by L-BFGS and smoothed by the squared size of the weights. Rare features and weights near
zero are left out, which keeps the tables readable.
"""

from collections import Counter
from collections.abc import Callable, Sequence
from typing import NamedTuple

import numpy as np
import scipy.optimize
import scipy.sparse

LEAST_COUNT = 5
LEAST_WEIGHT = 0.04
STEPS = 300

Features = Sequence[str]
Loss = Callable[[np.ndarray], tuple[float, np.ndarray]]


class Choice(NamedTuple):
    """One choice: the features of every rival, and which rivals are right (at least one)."""

    rivals: Sequence[Features]
    right: Sequence[bool]


class YesNo(NamedTuple):
    """One decision: its features and the right answer."""

    features: Features
    answer: bool


def fit_choices(
    examples: Sequence[Choice],
    smoothing: float,
    *,
    least_count: int = LEAST_COUNT,
    weights: Sequence[float] | None = None,
) -> dict[str, float]:
    """Fit a conditional logit: the weights with which the right rivals are the most probable ones.

    ``weights`` say how much each example counts; without them each counts 1.
    """
    matrix, names = _matrix([row for example in examples for row in example.rivals], least_count)
    right = np.array([value for example in examples for value in example.right])
    sizes = np.array([len(example.right) for example in examples])
    starts = np.concatenate([[0], np.cumsum(sizes)[:-1]])
    group = np.repeat(np.arange(len(sizes)), sizes)
    counts = np.ones(len(sizes)) if weights is None else np.array(weights)

    def loss(vector: np.ndarray) -> tuple[float, np.ndarray]:
        scores = matrix @ vector
        powers = np.exp(scores - np.maximum.reduceat(scores, starts)[group])
        total = np.add.reduceat(powers, starts)
        total_right = np.add.reduceat(powers * right, starts)
        value = -(counts * np.log(total_right / total)).sum() + 0.5 * smoothing * vector @ vector
        difference = powers / total[group] - np.where(right, powers / total_right[group], 0.0)
        return value, matrix.T @ (counts[group] * difference) + smoothing * vector

    return _minimise(loss, names)


def fit_yes_no(
    examples: Sequence[YesNo],
    smoothing: float,
    *,
    least_count: int = LEAST_COUNT,
    weights: Sequence[float] | None = None,
) -> dict[str, float]:
    """Fit a logistic regression. ``weights`` as for `fit_choices`."""
    matrix, names = _matrix([example.features for example in examples], least_count)
    label = np.array([example.answer for example in examples], dtype=float)
    counts = np.ones(len(label)) if weights is None else np.array(weights)

    def loss(vector: np.ndarray) -> tuple[float, np.ndarray]:
        scores = matrix @ vector
        value = (counts * (np.logaddexp(0, scores) - label * scores)).sum()
        slope = matrix.T @ (counts * (1 / (1 + np.exp(-scores)) - label))
        return value + 0.5 * smoothing * vector @ vector, slope + smoothing * vector

    return _minimise(loss, names)


def _matrix(rows: Sequence[Features], least_count: int) -> tuple[scipy.sparse.csr_matrix, list[str]]:
    """Rows of features as a sparse matrix of ones, and the names of its columns."""
    counts = Counter(feature for row in rows for feature in row)
    names = sorted(feature for feature, count in counts.items() if count >= least_count)
    column = {name: number for number, name in enumerate(names)}
    cells = [(i, column[feature]) for i, row in enumerate(rows) for feature in row if feature in column]
    at, of = zip(*cells, strict=True)
    return scipy.sparse.csr_matrix((np.ones(len(cells)), (at, of)), shape=(len(rows), len(names))), names


def _minimise(loss: Loss, names: Sequence[str]) -> dict[str, float]:
    """The weights with the least loss, without those near zero, rounded as the tables hold them."""
    result = scipy.optimize.minimize(
        loss, np.zeros(len(names)), jac=True, method="L-BFGS-B", options={"maxiter": STEPS}
    )
    weights = zip(names, result.x.tolist(), strict=True)
    return {name: round(weight, 3) for name, weight in weights if abs(weight) >= LEAST_WEIGHT}
