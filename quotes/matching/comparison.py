"""Compares two quotes by their words: exact, shortened, altered or different.

- **exact**: the same words.
- **shortened**: one has only words of the other, in one piece or with gaps: marked gaps of any kind, and
  unmarked ones of a clause or of many words.
- **altered**: most words are the same, and some differ. One word left out in the middle is a difference.
- **different**: everything else.

A part that leaves out a negation is altered, never shortened.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Literal

from quotes.matching.alignment import Alignment, Facing, Piece, align
from quotes.matching.gravity import Gravity, Side, gravity_of, leaves_out_negation, opens_with_denial
from quotes.matching.omissions import is_abridgement
from quotes.matching.vocabulary import vocabulary
from quotes.matching.word_division import divide_as
from quotes.matching.word_list import NEGATION_SIGN, WordList
from quotes.matching.words import is_function_word, read_words
from quotes.types import Span

Part = Literal["first", "second"]
DifferenceKind = Literal["missing", "added", "changed"]

ALTERED_FROM = 0.5
"""Least similarity of two quotes of which one is an alteration of the other. docs/matching.md says why."""
ALTERED_BY_ONE_WORD_FROM = 0.65
"""The same, if only one word of meaning is in both, and they do not begin and end with the same words."""
ALTERED_AT_ITS_EDGE_FROM = 0.7
"""The same, if they differ where one of them begins or ends and the other has more to say."""
OVERLAP_FROM = 0.5
"""Least share of the shorter quote that two quotes share if each begins or ends elsewhere."""
OTHER_REGION_FROM = 0.25
"""Least share of the shorter quote that says something else in one region, for the two to be different."""
_WEIGHT_OF_OTHER_REGION = 1.5
REORDERED_FROM = 0.9
"""Least share of words that two quotes share if they have them in another order."""
_WORDS_IN_COMMON = 3
"""Least number of words of meaning in common, if one begins elsewhere or has them in another order."""
_ALIKE_COUNTS = 0.6


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
    first, second = divide_as(first, second), divide_as(second, first)
    alignment = align(first, second)
    if not alignment.runs:
        return Comparison(Wording.DIFFERENT)
    findings = [finding for piece in alignment.pieces for finding in _findings(piece, first, second)]
    return _verdict(findings, alignment, first, second)


@dataclass(frozen=True, slots=True)
class Finding:
    """What one piece of the alignment says about the two texts."""

    same: float = 0.0
    """Weight of the words that agree."""
    unlike: float = 0.0
    """Weight of the words of both sides that do not."""
    other: float = 0.0
    """Weight of the words that say something else: of the side with less."""
    difference: Difference | None = None
    lacking: Part | None = None
    """The side that leaves words out without altering the others."""
    marked: bool | None = None
    """Is that marked? None at the edge of a quote, where no mark is needed."""


def _findings(piece: Piece, first: WordList, second: WordList) -> Sequence[Finding]:
    i1, i2, j1, j2, facing = piece
    if facing is Facing.EQUAL:
        return [Finding(same=first.weigh(i1, i2))]
    one, other = Side(first, i1, i2), Side(second, j1, j2)
    if facing is Facing.OUTSIDE:
        return _outside(one, other)
    if _says_the_same(one, other) or _says_the_same(other, one):
        return [Finding(same=min(first.weigh(i1, i2), second.weigh(j1, j2)))]
    if i1 == i2 or j1 == j2:
        return [_omission(one, other)]
    weight, other_weight = first.weigh(i1, i2), second.weigh(j1, j2)
    difference = Difference("changed", gravity_of(one, other), first.span(i1, i2), second.span(j1, j2))
    if facing is Facing.ALIKE:
        unlike = 2 * (1 - _ALIKE_COUNTS) * max(weight, other_weight)
        return [Finding(_ALIKE_COUNTS * min(weight, other_weight), unlike, difference=difference)]
    return [Finding(unlike=weight + other_weight, other=min(weight, other_weight), difference=difference)]


def _says_the_same(one: Side, other: Side) -> bool:
    """Are words that face each other the same, written otherwise: "[he]", "it's been"?"""
    words, at, end = one
    inserted = "".join(key for gap in words.gaps_at(at) for key in gap.words)
    joined = "".join(other.keys)
    if "".join(one.keys) == joined or (at == end and inserted == joined):
        return True
    verbs = {tuple(one.keys), tuple(other.keys)}
    if verbs != {("is",), ("has",)}:
        return False
    return words.text[words.ends[at] - 2 : words.ends[at]].lower() in {"'s", "’s"}


def _part_and_whole(one: Side, other: Side) -> tuple[Part, Side, Side]:
    """Which side lacks words, that side, and the one that has them."""
    return ("first", one, other) if one.start == one.end else ("second", other, one)


def _outside(one: Side, other: Side) -> Sequence[Finding]:
    """Words before or after what the two share, which only one of them has."""
    part, lacking, whole = _part_and_whole(one, other)
    if _says_the_same(lacking, whole):
        return [Finding()]
    marked = True if lacking.words.gaps_at(lacking.start) else None
    findings = [Finding(lacking=part, marked=marked)]
    if whole.start == 0:
        denies = opens_with_denial(lacking.words, whole.words, whole.end)
    else:
        denies = whole.end - whole.start == 1 and leaves_out_negation(whole)
    if denies:
        findings.append(Finding(difference=_left_out(one, other, Gravity.NEGATION)))
    return findings


def _left_out(one: Side, other: Side, grave: Gravity | None) -> Difference:
    kind: DifferenceKind = "missing" if one.start == one.end else "added"
    return Difference(
        kind, grave, one.words.span(one.start, one.end), other.words.span(other.start, other.end)
    )


def _omission(one: Side, other: Side) -> Finding:
    """Words in the middle that only one of the two has."""
    part, lacking, whole = _part_and_whole(one, other)
    marked = bool(lacking.words.gaps_at(lacking.start))
    if not marked and not is_abridgement(whole):
        return Finding(unlike=whole.weight, difference=_left_out(one, other, gravity_of(one, other)))
    if leaves_out_negation(whole):
        return Finding(difference=_left_out(one, other, Gravity.NEGATION))
    return Finding(difference=_left_out(one, other, None), lacking=part, marked=marked)


def _verdict(
    findings: Sequence[Finding], alignment: Alignment, first: WordList, second: WordList
) -> Comparison:
    pieces = alignment.pieces
    lacking: set[Part] = {finding.lacking for finding in findings if finding.lacking}
    edges = _edges(pieces, first, second) if len(lacking) > 1 else []
    same = sum(finding.same for finding in findings)
    unlike = sum(finding.unlike for finding in findings)
    least = min(first.weight, second.weight)
    differences = [finding.difference for finding in findings if finding.difference]
    is_altered = any(finding.difference and not finding.lacking for finding in findings)
    found = Comparison(
        Wording.DIFFERENT,
        differences=_in_order([*differences, *edges]),
        similarity=round(2 * same / (2 * same + unlike), 4) if same else 0.0,
        overlap=_overlap(pieces, first, second),
    )
    if not is_altered and not lacking:
        return replace(found, wording=Wording.EXACT)
    shared = _content_words_shared(alignment, first)
    if not is_altered and len(lacking) == 1:
        if not shared and 2 * len(first.keys) < len(second.keys):
            return found
        marks = [finding.marked for finding in findings if finding.marked is not None]
        is_marked = bool(marks) and all(marks)
        return replace(found, wording=Wording.SHORTENED, part=lacking.pop(), gap_marked=is_marked)
    is_other = (
        found.similarity < _altered_from(shared, pieces)
        or (bool(edges) and (shared < _WORDS_IN_COMMON or same < OVERLAP_FROM * least))
        or not (shared or _only_function_words(alignment, first, second))
        or _says_otherwise(findings, least)
    )
    if is_other and not _is_reordered(first, second):
        return found
    grave = any(difference.grave for difference in found.differences)
    return replace(found, wording=Wording.ALTERED, grave=grave)


def _is_reordered(first: WordList, second: WordList) -> bool:
    """Do the two have nearly the same words, in another order?"""
    if 2 * len(first.keys) < len(second.keys):
        return False
    weights = vocabulary().weights
    shared = Counter(first.keys) & Counter(second.keys)
    weight = sum(count * weights.get(key, 1.0) for key, count in shared.items())
    whole = first.weight + second.weight
    content = sum(count for key, count in shared.items() if not is_function_word(key))
    return 2 * weight >= REORDERED_FROM * whole and content >= _WORDS_IN_COMMON


def _altered_from(shared: int, pieces: Sequence[Piece]) -> float:
    """The least similarity of an alteration: higher where little is shared or one text goes on otherwise."""
    inner = [piece for piece in pieces if piece.facing is not Facing.OUTSIDE]
    if any(_goes_on_otherwise(piece, pieces) for piece in (inner[0], inner[-1])):
        return ALTERED_AT_ITS_EDGE_FROM
    is_framed = inner[0].facing is Facing.EQUAL and inner[-1].facing is Facing.EQUAL
    return ALTERED_FROM if shared > 1 or is_framed else ALTERED_BY_ONE_WORD_FROM


def _goes_on_otherwise(piece: Piece, pieces: Sequence[Piece]) -> bool:
    """Do other words face each other at the edge, where one of the texts has more to say?"""
    outer = pieces[0] if piece.i1 == 0 or piece.j1 == 0 else pieces[-1]
    lengths = piece.i2 - piece.i1, piece.j2 - piece.j1
    return (
        piece.facing is Facing.CHANGED
        and min(lengths) > 0
        and (abs(lengths[0] - lengths[1]) > 1 or outer.facing is Facing.OUTSIDE)
    )


def _edges(pieces: Sequence[Piece], first: WordList, second: WordList) -> Sequence[Difference]:
    """What is outside, as differences."""
    outside = [
        (Side(first, piece.i1, piece.i2), Side(second, piece.j1, piece.j2))
        for piece in pieces
        if piece.facing is Facing.OUTSIDE
    ]
    return [_left_out(one, other, None) for one, other in outside]


def _overlap(pieces: Sequence[Piece], first: WordList, second: WordList) -> tuple[Span, Span]:
    inner = [piece for piece in pieces if piece.facing is not Facing.OUTSIDE]
    return first.span(inner[0].i1, inner[-1].i2), second.span(inner[0].j1, inner[-1].j2)


def _content_words_shared(alignment: Alignment, words: WordList) -> int:
    return sum(
        not is_function_word(key) and not key.startswith(NEGATION_SIGN)
        for run in alignment.runs
        for key in words.keys[run.first : run.first + run.length]
    )


def _only_function_words(alignment: Alignment, first: WordList, second: WordList) -> bool:
    """Do the two differ in nothing that says what they are about: "I did" / "I didn't"?"""
    return all(
        is_function_word(key) or key.startswith(NEGATION_SIGN)
        for piece in alignment.pieces
        if piece.facing is not Facing.EQUAL
        for key in (*first.keys[piece.i1 : piece.i2], *second.keys[piece.j1 : piece.j2])
    )


def _says_otherwise(findings: Sequence[Finding], least: float) -> bool:
    """Does a region say something else, rather than the same in other words?"""
    other = same = 0.0
    for finding in findings:
        other += finding.other
        same += finding.same
        if other <= same:
            other = same = 0.0
        elif other - same >= _WEIGHT_OF_OTHER_REGION and other >= OTHER_REGION_FROM * least:
            return True
    return False


def _in_order(differences: Sequence[Difference]) -> tuple[Difference, ...]:
    ranks = {gravity: rank for rank, gravity in enumerate(Gravity)}

    def rank(difference: Difference) -> tuple[int, Span, Span]:
        grave = difference.grave
        return ranks[grave] if grave else len(ranks), difference.first, difference.second

    return tuple(sorted(differences, key=rank)) if len(differences) > 1 else tuple(differences)
