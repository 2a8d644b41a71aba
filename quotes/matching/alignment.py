"""Which words of two quotes face each other.

The longest common sequence of words gives runs of equal words. Runs that match by chance, on "the" or "of",
far from the others, are left out. What lies between two runs is divided so that forms of one word face each
other.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum, auto
from itertools import pairwise
from typing import NamedTuple

from rapidfuzz.distance import LCSseq

from quotes.matching.likeness import are_alike
from quotes.matching.word_list import WordList

_MOST_CELLS = 60_000_000
"""Longer texts are first divided at a word that each has once."""
_COST_OF_DISTANCE = 0.15
_MOST_DISTANCE = 3.0
_WEIGHT_OF_CHANCE = 0.7
_CHANCE_FROM = 4.0
"""Function words between words that differ and weigh this many times more may be equal by chance."""
_MOST_PAIRED = 12
"""Longer stretches that differ are not aligned word by word."""
_EDGE_SLACK = 2
_ALIKE, _UNLIKE, _SINGLE = 0.4, 1.6, 1.0
"""Costs of facing a word with a form of it, with another word, with nothing."""


class Facing(Enum):
    """How the words of a `Piece` face each other."""

    EQUAL = auto()
    ALIKE = auto()
    """Forms of one word, or of one kind of word: "will" and "would"."""
    CHANGED = auto()
    OUTSIDE = auto()
    """Before or after what the two share; one side is empty."""


class Run(NamedTuple):
    """Equal words: ``length`` of them from word ``first`` of one text and word ``second`` of the other."""

    first: int
    second: int
    length: int


class Piece(NamedTuple):
    """Words that face each other: ``first[i1:i2]`` and ``second[j1:j2]``; one side may be empty."""

    i1: int
    i2: int
    j1: int
    j2: int
    facing: Facing = Facing.CHANGED


@dataclass(frozen=True, slots=True)
class Alignment:
    """Two texts as pieces, in order. ``runs`` are the equal ones."""

    pieces: Sequence[Piece]
    runs: Sequence[Run]


def align(first: WordList, second: WordList) -> Alignment:
    """The pieces of two texts, or none if they have no words in common."""
    runs = _slid_together(_common_runs(first.keys, second.keys), first.keys, second.keys)
    runs = _without_chance(_nearest(runs, first, second), first, second)
    if not runs:
        return Alignment((), ())
    texts = first, second
    pieces = list(_start_pieces(runs[0], first, second))
    for run, following in pairwise(runs):
        equal = _equal(run)
        pieces.append(equal)
        pieces += _pair_words(equal.i2, following.first, equal.j2, following.second, texts)
    pieces.append(_equal(runs[-1]))
    pieces += _end_pieces(runs[-1], first, second)
    return Alignment(pieces, runs)


def _equal(run: Run) -> Piece:
    return Piece(run.first, run.first + run.length, run.second, run.second + run.length, Facing.EQUAL)


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
    places, other_places = _places_of_single_words(first), _places_of_single_words(second)
    shared = [(at, other_places[key]) for key, at in places.items() if key in other_places]
    facing = [pair for pair in shared if abs(pair[0] / len(first) - pair[1] / len(second)) < 0.1]
    middle = len(first) // 2, len(second) // 2
    cut, other_cut = min(facing, key=lambda pair: (abs(pair[0] - middle[0]), pair[0]), default=middle)
    if not 0 < cut < len(first) or not 0 < other_cut < len(second):
        cut, other_cut = middle
    before = _common_runs(first[:cut], second[:other_cut])
    after = _common_runs(first[cut:], second[other_cut:])
    return before + [Run(run.first + cut, run.second + other_cut, run.length) for run in after]


def _places_of_single_words(keys: Sequence[str]) -> dict[str, int]:
    places: dict[str, int] = {}
    for at, key in enumerate(keys):
        places[key] = -1 if key in places else at
    return {key: at for key, at in places.items() if at >= 0}


def _slid_together(runs: Sequence[Run], first: Sequence[str], second: Sequence[str]) -> Sequence[Run]:
    """Join a run to the next one where its words are repeated just before that: "the bill. The people paid".

    Of two places that a word may be equal to, the nearer one is meant.
    """
    if len(runs) < 2:
        return runs
    joined = [runs[-1]]
    for run in reversed(runs[:-1]):
        following = joined[-1]
        i2, j2, length = following.first, following.second, run.length
        is_one_sided = run.first + length == i2 or run.second + length == j2
        words = first[run.first : run.first + length]
        if is_one_sided and first[i2 - length : i2] == second[j2 - length : j2] == words:
            joined[-1] = Run(i2 - length, j2 - length, length + following.length)
        else:
            joined.append(run)
    runs = joined[::-1]
    joined = [runs[0]]
    for run in runs[1:]:
        before = joined[-1]
        i1, j1, length = before.first + before.length, before.second + before.length, run.length
        is_one_sided = i1 == run.first or j1 == run.second
        words = first[run.first : run.first + length]
        if is_one_sided and first[i1 : i1 + length] == second[j1 : j1 + length] == words:
            joined[-1] = Run(before.first, before.second, before.length + length)
        else:
            joined.append(run)
    return joined


def _nearest(runs: Sequence[Run], first: WordList, second: WordList) -> Sequence[Run]:
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
    return runs[best[0] : best[1]]


def _without_chance(runs: Sequence[Run], first: WordList, second: WordList) -> Sequence[Run]:
    """Leave out "the" or "of" between words that differ; `_pair_words` puts it back where it fits."""
    kept = list(runs[:1])
    for run, following in pairwise(runs[1:]):
        i1, j1 = kept[-1].first + kept[-1].length, kept[-1].second + kept[-1].length
        i2, j2 = run.first + run.length, run.second + run.length
        weight = first.weigh(run.first, i2)
        around = max(
            first.weigh(i1, run.first) + first.weigh(i2, following.first),
            second.weigh(j1, run.second) + second.weigh(j2, following.second),
        )
        differs_before = i1 < run.first or j1 < run.second
        if weight >= _WEIGHT_OF_CHANCE or not differs_before or around < _CHANCE_FROM * weight:
            kept.append(run)
    return kept + list(runs[1:][-1:])


def _distance(run: Run, following: Run, first: WordList, second: WordList) -> float:
    i1, i2 = run.first + run.length, following.first
    j1, j2 = run.second + run.length, following.second
    if (i1 == i2 and first.gaps_at(i1)) or (j1 == j2 and second.gaps_at(j1)):
        return 0.0
    return min(_MOST_DISTANCE, _COST_OF_DISTANCE * max(first.weigh(i1, i2), second.weigh(j1, j2)))


def _start_pieces(run: Run, first: WordList, second: WordList) -> Iterator[Piece]:
    """What precedes the first run. Words that only one text has there are outside."""
    i1, j1 = run.first, run.second
    if i1 and j1:
        reach = min(i1, j1) + _EDGE_SLACK
        i1, j1 = max(0, i1 - reach), max(0, j1 - reach)
        inner = _pair_words(i1, run.first, j1, run.second, (first, second))
        if inner and _is_one_sided(inner[0]):
            piece = inner.pop(0)
            i1, j1 = piece.i2, piece.j2
    else:
        inner = []
    if i1:
        yield Piece(0, i1, 0, 0, Facing.OUTSIDE)
    if j1:
        yield Piece(0, 0, 0, j1, Facing.OUTSIDE)
    yield from inner


def _end_pieces(run: Run, first: WordList, second: WordList) -> Iterator[Piece]:
    """What follows the last run. Words that only one text has there are outside."""
    i1, j1 = run.first + run.length, run.second + run.length
    last, other_last = len(first.keys), len(second.keys)
    i2, j2 = i1, j1
    inner: list[Piece] = []
    if i1 < last and j1 < other_last:
        reach = min(last - i1, other_last - j1) + _EDGE_SLACK
        i2, j2 = min(last, i1 + reach), min(other_last, j1 + reach)
        inner = _pair_words(i1, i2, j1, j2, (first, second))
        if inner and _is_one_sided(inner[-1]):
            piece = inner.pop()
            i2, j2 = piece.i1, piece.j1
    yield from inner
    if i2 < last:
        yield Piece(i2, last, other_last, other_last, Facing.OUTSIDE)
    if j2 < other_last:
        yield Piece(last, last, j2, other_last, Facing.OUTSIDE)


def _is_one_sided(piece: Piece) -> bool:
    return piece.i1 == piece.i2 or piece.j1 == piece.j2


def _pair_words(i1: int, i2: int, j1: int, j2: int, texts: tuple[WordList, WordList]) -> list[Piece]:
    """Divide a stretch that differs, so that forms of one word face each other ("I will" and "would")."""
    rows, columns = i2 - i1, j2 - j1
    if not rows and not columns:
        return []
    if not rows or not columns or max(rows, columns) > _MOST_PAIRED:
        return [Piece(i1, i2, j1, j2)]
    keys, other_keys = texts[0].keys[i1:i2], texts[1].keys[j1:j2]
    costs = [[_cost(key, other) for other in other_keys] for key in keys]
    if all(cost == _UNLIKE for row in costs for cost in row):
        return [Piece(i1, i2, j1, j2)]
    return [
        Piece(i1 + piece.i1, i1 + piece.i2, j1 + piece.j1, j1 + piece.j2, piece.facing)
        for piece in _cheapest_pairs(costs)
    ]


def _cost(key: str, other: str) -> float:
    if key == other:
        return 0.0
    return _ALIKE if are_alike(key, other) else _UNLIKE


def _cheapest_pairs(pairs: Sequence[Sequence[float]]) -> Iterator[Piece]:
    """Pairs of equal and alike words and what lies between them, at the least sum of costs."""
    rows, columns = len(pairs), len(pairs[0])
    sums = [[0.0] * columns + [float(rows - row)] for row in range(rows)]
    sums.append([float(columns - column) for column in range(columns + 1)])
    for row in range(rows - 1, -1, -1):
        for column in range(columns - 1, -1, -1):
            sums[row][column] = min(
                sums[row + 1][column + 1] + pairs[row][column],
                sums[row + 1][column] + _SINGLE,
                sums[row][column + 1] + _SINGLE,
            )
    row = column = open_row = open_column = 0
    while row < rows and column < columns:
        cost = pairs[row][column]
        if abs(sums[row][column] - sums[row + 1][column + 1] - cost) < 1e-9:
            if cost < _UNLIKE:
                if open_row < row or open_column < column:
                    yield Piece(open_row, row, open_column, column)
                yield Piece(row, row + 1, column, column + 1, Facing.ALIKE if cost else Facing.EQUAL)
                open_row, open_column = row + 1, column + 1
            row, column = row + 1, column + 1
        elif abs(sums[row][column] - sums[row + 1][column] - _SINGLE) < 1e-9:
            row += 1
        else:
            column += 1
    if open_row < rows or open_column < columns:
        yield Piece(open_row, rows, open_column, columns)
