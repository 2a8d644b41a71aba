"""Compares two quotes by their words: exact, shortened, altered or different.

- **exact**: the same words.
- **shortened**: one has only words of the other, in one piece or with gaps: marked gaps of any kind, and
  unmarked ones of a clause or of many words.
- **altered**: most words are the same, and some differ. One word left out in the middle is a difference.
- **different**: everything else.

A part that leaves out a negation is altered, never shortened.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Literal

from quotes.matching.alignment import Run, Stretch, equal_runs, pair_words, stretches_between
from quotes.matching.gravity import Gravity, ends_clause, gravity_of, leaves_out_negation, opens_with_denial
from quotes.matching.vocabulary import vocabulary
from quotes.matching.words import WordList, join_divided, read_words
from quotes.types import Span

Part = Literal["first", "second"]
DifferenceKind = Literal["missing", "added", "changed"]

ALTERED_FROM = 0.6
"""Least similarity of two quotes of which one is an alteration of the other."""
OVERLAP_FROM = 0.5
"""Least share of the shorter quote that two quotes share if each begins or ends elsewhere."""
_ALIKE_COUNTS = 0.6
_OTHER_END_COUNTS = 2.0
"""A beginning or an end that says something else counts more than a change in the middle."""
_WORDS_OF_A_CLAUSE = 5
_WORDS_OF_A_HEDGE = 8
_EDGE_SLACK = 2


class Wording(StrEnum):
    """How the words of two quotes relate."""

    EXACT = "exact"
    SHORTENED = "shortened"
    ALTERED = "altered"
    DIFFERENT = "different"


@dataclass(frozen=True, slots=True)
class Difference:
    """Words that differ. Spans are characters of the two texts; an empty one is where words are absent.

    ``missing``: words of the second that the first lacks. ``added``: the other way round.
    """

    kind: DifferenceKind
    grave: Gravity | None
    first: Span
    second: Span

    def mirrored(self) -> "Difference":
        """The same difference, with first and second exchanged."""
        kinds: dict[DifferenceKind, DifferenceKind] = {"missing": "added", "added": "missing"}
        return Difference(kinds.get(self.kind, self.kind), self.grave, self.second, self.first)


@dataclass(frozen=True, slots=True)
class Comparison:
    """How two quotes relate by their words. Speaker and source play no part."""

    wording: Wording
    part: Part | None = None
    """Which of the two is the part, if the wording is shortened."""
    gap_marked: bool = False
    """Does "…" or a bracket mark every place where words are left out in the middle, or any at the edge?"""
    differences: tuple[Difference, ...] = ()
    """Grave ones first, then in order of place. Of a shortened quote: what is left out in the middle."""
    grave: bool = False
    """Does a difference change what was said: a negation, number, name or modal verb?"""
    similarity: float = 0.0
    """Share of words that agree where the two overlap, from 0 to 1; words that carry meaning count more."""
    overlap: tuple[Span, Span] = (Span(0, 0), Span(0, 0))
    """The characters of each that face the other. What is outside, only one of the two has."""

    def mirrored(self) -> "Comparison":
        """The same comparison, with first and second exchanged."""
        parts: dict[Part | None, Part] = {"first": "second", "second": "first"}
        return replace(
            self,
            part=parts.get(self.part),
            differences=_in_order([difference.mirrored() for difference in self.differences]),
            overlap=(self.overlap[1], self.overlap[0]),
        )


def compare(first: str, second: str) -> Comparison:
    """How two quotes relate by their words.

    >>> compare("We will not sign the treaty.", "we won’t sign the treaty").wording
    <Wording.EXACT: 'exact'>
    >>> compare("We will … sign", "We will read it and sign").wording
    <Wording.SHORTENED: 'shortened'>
    >>> found = compare("We will sign the treaty.", "We will not sign the treaty.")
    >>> found.wording, found.grave, found.differences[0].kind
    (<Wording.ALTERED: 'altered'>, True, 'missing')
    """
    return compare_words(read_words(first), read_words(second))


def compare_words(first: WordList, second: WordList) -> Comparison:
    """`compare` for texts whose words are read already."""
    if _rank(second) < _rank(first):
        return _compare(second, first).mirrored()
    return _compare(first, second)


def _rank(words: WordList) -> tuple[int, str, str]:
    return len(words.keys), words.joined, words.text


def _compare(first: WordList, second: WordList) -> Comparison:
    """Compare two texts of which the first has not more words."""
    if not first.keys:
        same = not second.keys and first.text.strip() == second.text.strip()
        return Comparison(Wording.EXACT if same else Wording.DIFFERENT, similarity=float(same))
    if first.joined == second.joined:
        whole = first.span(0, len(first.keys)), second.span(0, len(second.keys))
        return Comparison(Wording.EXACT, similarity=1.0, overlap=whole)
    first, second = join_divided(first, second), join_divided(second, first)
    runs = equal_runs(first, second)
    if not runs:
        return Comparison(Wording.DIFFERENT)
    return _Assessment(first, second, runs).verdict()


class _Assessment:
    """Weighs up what two quotes share and where they differ."""

    def __init__(self, first: WordList, second: WordList, runs: Sequence[Run]) -> None:
        self.first = first
        self.second = second
        self.same = 0.0
        self.unlike = 0.0
        self.differences: list[Difference] = []
        self.gaps: list[Difference] = []  # left out in the middle
        self.marked: list[bool] = []
        self.lacking = {"first": False, "second": False}
        self.from_first, self.to_first = 0, len(first.keys)
        self.from_second, self.to_second = 0, len(second.keys)
        self.runs = runs
        self.same = sum(first.weigh(run.first, run.first + run.length) for run in runs)

    def verdict(self) -> Comparison:
        first, second = self.first, self.second
        self._read_start()
        for stretch in stretches_between(self.runs):
            for piece in pair_words(stretch, first, second):
                self._read_stretch(piece)
        self._read_end()
        total = 2 * self.same + self.unlike
        similarity = 2 * self.same / total if total else 0.0
        overlap = first.span(self.from_first, self.to_first), second.span(self.from_second, self.to_second)
        found = Comparison(Wording.DIFFERENT, similarity=round(similarity, 4), overlap=overlap)
        lacking = [part for part, lacks in self.lacking.items() if lacks]
        if not self.differences and len(lacking) < 2:
            if not lacking:
                return replace(found, wording=Wording.EXACT)
            part: Part = "first" if lacking == ["first"] else "second"
            if not self._says_enough(
                first if part == "first" else second, second if part == "first" else first
            ):
                return found
            marked = bool(self.marked) and all(self.marked)
            return replace(
                found, wording=Wording.SHORTENED, part=part, gap_marked=marked, differences=tuple(self.gaps)
            )
        differences = _in_order([*self.differences, *self.gaps])
        if (
            (len(lacking) == 2 and not self._overlaps_enough())
            or similarity < ALTERED_FROM
            or not self._shares_content()
        ):
            return replace(found, differences=differences)
        grave = any(difference.grave for difference in differences)
        return replace(found, wording=Wording.ALTERED, differences=differences, grave=grave)

    def _says_enough(self, part: WordList, whole: WordList) -> bool:
        return self._shares_content() or 2 * len(part.keys) >= len(whole.keys)

    def _shares_content(self) -> bool:
        weights = vocabulary().weights
        return any(
            self.first.keys[at] not in weights
            for run in self.runs
            for at in range(run.first, run.first + run.length)
        )

    def _overlaps_enough(self) -> bool:
        least = min(self.first.weigh(0, len(self.first.keys)), self.second.weigh(0, len(self.second.keys)))
        return self.same >= OVERLAP_FROM * least

    def _read_start(self) -> None:
        run = self.runs[0]
        reach = min(run.first, run.second) + _EDGE_SLACK if run.first and run.second else 0
        i1, j1 = max(0, run.first - reach), max(0, run.second - reach)
        pieces = pair_words(Stretch(i1, run.first, j1, run.second), self.first, self.second)
        self.from_first, self.from_second = i1, j1
        if pieces and (pieces[0].i1 == pieces[0].i2 or pieces[0].j1 == pieces[0].j2):
            piece = pieces.pop(0)
            self.from_first, self.from_second = piece.i2, piece.j2
        inner = [piece for piece in pieces if piece.i1 < piece.i2 or piece.j1 < piece.j2]
        for piece in inner:
            self._read_stretch(piece, edge=True)
        if self.from_second and not self._is_bracketed(self.first, 0, self.second, 0, self.from_second):
            self._cut("first", 0)
            if not inner and opens_with_denial(self.first, self.second, self.from_second):
                self._deny("missing", (0, 0), (0, self.from_second))
        if self.from_first and not self._is_bracketed(self.second, 0, self.first, 0, self.from_first):
            self._cut("second", 0)
            if not inner and opens_with_denial(self.second, self.first, self.from_first):
                self._deny("added", (0, self.from_first), (0, 0))

    def _read_end(self) -> None:
        run = self.runs[-1]
        i1, j1 = run.first + run.length, run.second + run.length
        last_first, last_second = len(self.first.keys), len(self.second.keys)
        left_first, left_second = last_first - i1, last_second - j1
        reach = min(left_first, left_second) + _EDGE_SLACK if left_first and left_second else 0
        i2, j2 = min(last_first, i1 + reach), min(last_second, j1 + reach)
        pieces = pair_words(Stretch(i1, i2, j1, j2), self.first, self.second)
        self.to_first, self.to_second = i2, j2
        if pieces and (pieces[-1].i1 == pieces[-1].i2 or pieces[-1].j1 == pieces[-1].j2):
            piece = pieces.pop()
            self.to_first, self.to_second = piece.i1, piece.j1
        inner = [piece for piece in pieces if piece.i1 < piece.i2 or piece.j1 < piece.j2]
        for piece in inner:
            self._read_stretch(piece, edge=True)
        left = (self.to_second, last_second)
        if left[0] < left[1] and not self._is_bracketed(self.first, last_first, self.second, *left):
            self._cut("first", last_first)
            if left[1] - left[0] == 1 and leaves_out_negation(self.second, left[0], left[1]):
                self._deny("missing", (last_first, last_first), left)
        left = (self.to_first, last_first)
        if left[0] < left[1] and not self._is_bracketed(self.second, last_second, self.first, *left):
            self._cut("second", last_second)
            if left[1] - left[0] == 1 and leaves_out_negation(self.first, left[0], left[1]):
                self._deny("added", left, (last_second, last_second))

    def _cut(self, part: Part, at: int) -> None:
        """Note that ``part`` lacks words at its edge, before its word ``at``."""
        self.lacking[part] = True
        words = self.first if part == "first" else self.second
        if any(gap.at == at for gap in words.gaps):
            self.marked.append(True)

    def _deny(self, kind: DifferenceKind, in_first: tuple[int, int], in_second: tuple[int, int]) -> None:
        spans = self.first.span(*in_first), self.second.span(*in_second)
        self.differences.append(Difference(kind, Gravity.NEGATION, *spans))

    @staticmethod
    def _is_bracketed(words: WordList, at: int, other: WordList, start: int, end: int) -> bool:
        """Do brackets in ``words`` hold just the words that the other has there?"""
        inside = "".join(key for gap in words.gaps if gap.at == at for key in gap.words)
        return bool(inside) and inside == "".join(other.keys[start:end])

    def _read_stretch(self, stretch: Stretch, *, edge: bool = False) -> None:
        i1, i2, j1, j2, alike = stretch
        first, second = self.first, self.second
        if "".join(first.keys[i1:i2]) == "".join(second.keys[j1:j2]):
            self.same += first.weigh(i1, i2)
            return
        if i1 == i2:
            self._read_omission(stretch, "first")
            return
        if j1 == j2:
            self._read_omission(stretch, "second")
            return
        weight = first.weigh(i1, i2), second.weigh(j1, j2)
        if alike:
            self.same += _ALIKE_COUNTS * min(weight)
            self.unlike += 2 * (1 - _ALIKE_COUNTS) * max(weight)
        else:
            says_other = edge and min(weight) >= 2
            self.unlike += sum(weight) * (_OTHER_END_COUNTS if says_other else 1.0)
        self._note("changed", stretch, gravity_of(stretch, first, second))

    def _read_omission(self, stretch: Stretch, part: Part) -> None:
        """Words that the part has not."""
        if part == "first":
            words, at, whole, left_out = self.first, stretch.i1, self.second, (stretch.j1, stretch.j2)
        else:
            words, at, whole, left_out = self.second, stretch.j1, self.first, (stretch.i1, stretch.i2)
        kind: DifferenceKind = "missing" if part == "first" else "added"
        if self._is_bracketed(words, at, whole, *left_out):
            return
        marked = any(gap.at == at for gap in words.gaps)
        if marked or _is_abridgement(whole, *left_out):
            if leaves_out_negation(whole, *left_out):
                self._note(kind, stretch, Gravity.NEGATION)
                return
            self.lacking[part] = True
            self.marked.append(marked)
            spans = self.first.span(stretch.i1, stretch.i2), self.second.span(stretch.j1, stretch.j2)
            self.gaps.append(Difference(kind, None, *spans))
            return
        self.unlike += whole.weigh(*left_out)
        self._note(kind, stretch, gravity_of(stretch, self.first, self.second))

    def _note(self, kind: DifferenceKind, stretch: Stretch, grave: Gravity | None) -> None:
        spans = self.first.span(stretch.i1, stretch.i2), self.second.span(stretch.j1, stretch.j2)
        self.differences.append(Difference(kind, grave, *spans))


def _is_abridgement(words: WordList, start: int, end: int) -> bool:
    """May these words be left out without changing the sentence: a clause of its own, or many words?"""
    count = end - start
    if count <= _WORDS_OF_A_HEDGE and _has_hedge(words.keys[start:end]):
        return False
    return count >= _WORDS_OF_A_CLAUSE or (
        count > 1 and ends_clause(words, start) and ends_clause(words, end)
    )


def _has_hedge(keys: Sequence[str]) -> bool:
    padded = f" {' '.join(keys)} "
    return any(f" {' '.join(hedge)} " in padded for hedge in vocabulary().hedges)


def _in_order(differences: Sequence[Difference]) -> tuple[Difference, ...]:
    ranks = {gravity: rank for rank, gravity in enumerate(Gravity)}
    return tuple(
        sorted(
            differences,
            key=lambda difference: (
                ranks[difference.grave] if difference.grave else len(ranks),
                difference.first,
                difference.second,
            ),
        )
    )
