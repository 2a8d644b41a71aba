"""Which words of two quotes face each other.

The longest common sequence of words gives runs of equal words. Runs that match by
chance, on "the" or "of", far from the others, are left out.
"""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from rapidfuzz import fuzz
from rapidfuzz.distance import LCSseq

from quotes.matching.numerals import NUMBER_SIGN
from quotes.matching.vocabulary import vocabulary
from quotes.matching.words import NEGATION_SIGN, WordList

_MOST_CELLS = 60_000_000
"""Longer texts are first divided at the words that each has once."""
_COST_OF_DISTANCE = 0.15
_MOST_DISTANCE = 3.0
_MOST_PAIRED = 12
"""Longer stretches that differ are not aligned word by word."""
_ALIKE, _UNLIKE, _SINGLE = 0.4, 1.6, 1.0
"""Costs of facing a word with a form of it, with another word, with nothing."""


class Run(NamedTuple):
    """Equal words: ``length`` of them from word ``first`` of one text and word ``second`` of the other."""

    first: int
    second: int
    length: int


class Stretch(NamedTuple):
    """Words that face each other and are not equal: ``first[i1:i2]`` and ``second[j1:j2]``."""

    i1: int
    i2: int
    j1: int
    j2: int
    alike: bool = False
    """Forms of one word, or of one kind of word ("will" and "would")."""


def equal_runs(first: WordList, second: WordList) -> list[Run]:
    """Runs of equal words, in order, without those that match by chance far from the others."""
    return _nearest(_common_runs(first.keys, second.keys), first, second)


def _common_runs(first: Sequence[str], second: Sequence[str]) -> list[Run]:
    if len(first) * len(second) > _MOST_CELLS:
        return _runs_of_long_texts(first, second)
    return [
        Run(code.src_start, code.dest_start, code.src_end - code.src_start)
        for code in LCSseq.opcodes(first, second)
        if code.tag == "equal"
    ]


def _runs_of_long_texts(first: Sequence[str], second: Sequence[str]) -> list[Run]:
    """Divide both texts at a word near the middle that each has once, and align the halves."""
    once = _places_of_single_words(first)
    once_second = _places_of_single_words(second)
    shared = sorted(
        (abs(at - len(first) // 2), at, once_second[key]) for key, at in once.items() if key in once_second
    )
    near = [(at, other) for _, at, other in shared if abs(at / len(first) - other / len(second)) < 0.1]
    middle = (len(first) // 2, len(second) // 2) if not near else near[0]
    if min(middle) == 0:
        return []
    before = _common_runs(first[: middle[0]], second[: middle[1]])
    after = _common_runs(first[middle[0] :], second[middle[1] :])
    return before + [Run(run.first + middle[0], run.second + middle[1], run.length) for run in after]


def _places_of_single_words(keys: Sequence[str]) -> dict[str, int]:
    places: dict[str, int] = {}
    for at, key in enumerate(keys):
        places[key] = -1 if key in places else at
    return {key: at for key, at in places.items() if at >= 0}


def _nearest(runs: Sequence[Run], first: WordList, second: WordList) -> list[Run]:
    """The neighbouring runs that weigh most, where distance between two runs counts against them."""
    best_sum = current = 0.0
    best = (0, 0)
    start = 0
    for at, run in enumerate(runs):
        weight = first.weigh(run.first, run.first + run.length)
        distance = _distance(runs[at - 1], run, first, second) if at else 0.0
        if current - distance <= 0:
            current, start = weight, at
        else:
            current += weight - distance
        if current > best_sum:
            best_sum, best = current, (start, at + 1)
    return list(runs[best[0] : best[1]])


def _distance(run: Run, following: Run, first: WordList, second: WordList) -> float:
    i1, i2 = run.first + run.length, following.first
    j1, j2 = run.second + run.length, following.second
    if (i1 == i2 and first.gaps_within(i1, i2)) or (j1 == j2 and second.gaps_within(j1, j2)):
        return 0.0
    return min(_MOST_DISTANCE, _COST_OF_DISTANCE * max(first.weigh(i1, i2), second.weigh(j1, j2)))


def stretches_between(runs: Sequence[Run]) -> Iterator[Stretch]:
    """What lies between the runs."""
    for run, following in pairwise(runs):
        yield Stretch(run.first + run.length, following.first, run.second + run.length, following.second)


def pair_words(stretch: Stretch, first: WordList, second: WordList) -> list[Stretch]:
    """Divide a stretch so that forms of one word face each other ("I will" and "would")."""
    i1, i2, j1, j2, _ = stretch
    rows, columns = i2 - i1, j2 - j1
    if not rows or not columns or max(rows, columns) > _MOST_PAIRED:
        return [stretch]
    alike = [[are_alike(first.keys[i], second.keys[j]) for j in range(j1, j2)] for i in range(i1, i2)]
    costs = [[float(row + column) for column in range(columns + 1)] for row in range(rows + 1)]
    for row in range(rows - 1, -1, -1):
        costs[row][columns] = float(rows - row)
    for column in range(columns + 1):
        costs[rows][column] = float(columns - column)
    for row in range(rows - 1, -1, -1):
        for column in range(columns - 1, -1, -1):
            facing = _ALIKE if alike[row][column] else _UNLIKE
            costs[row][column] = min(
                costs[row + 1][column + 1] + facing,
                costs[row + 1][column] + _SINGLE,
                costs[row][column + 1] + _SINGLE,
            )
    return list(_follow(stretch, costs, alike))


def _follow(stretch: Stretch, costs: list[list[float]], alike: list[list[bool]]) -> Iterator[Stretch]:
    """Follow the cheapest way; neighbours that are not alike stay together."""
    i1, i2, j1, j2, _ = stretch
    row = column = 0
    open_row = open_column = 0
    while row < i2 - i1 and column < j2 - j1:
        here = costs[row][column]
        if alike[row][column] and abs(here - costs[row + 1][column + 1] - _ALIKE) < 1e-9:
            if open_row < row or open_column < column:
                yield Stretch(i1 + open_row, i1 + row, j1 + open_column, j1 + column)
            yield Stretch(i1 + row, i1 + row + 1, j1 + column, j1 + column + 1, alike=True)
            row, column = row + 1, column + 1
            open_row, open_column = row, column
        elif not alike[row][column] and abs(here - costs[row + 1][column + 1] - _UNLIKE) < 1e-9:
            row, column = row + 1, column + 1
        elif abs(here - costs[row + 1][column] - _SINGLE) < 1e-9:
            row += 1
        else:
            column += 1
    if i1 + open_row < i2 or j1 + open_column < j2:
        yield Stretch(i1 + open_row, i2, j1 + open_column, j2)


def are_alike(one: str, other: str) -> bool:
    """Are two words forms of one word, or of one kind that replace each other?

    >>> are_alike("will", "would"), are_alike("resign", "resigned"), are_alike("war", "peace")
    (True, True, False)
    """
    known = vocabulary()
    if one[0] in "#!" or other[0] in "#!":
        return one[0] == other[0] or (
            NUMBER_SIGN in {one[0], other[0]} and not known.vague_numbers.isdisjoint({one, other})
        )
    if one in known.modals and other in known.modals:
        return True
    if one in known.families and other in known.families and known.families[one] & known.families[other]:
        return True
    if min(len(one), len(other)) < 4:
        return False
    return (one[:3] == other[:3] and fuzz.ratio(one, other, score_cutoff=72) > 0) or fuzz.ratio(
        one, other, score_cutoff=84
    ) > 0


def is_negation(key: str) -> bool:
    """Is it the key of "not", "never", "no"?"""
    return key.startswith(NEGATION_SIGN)
