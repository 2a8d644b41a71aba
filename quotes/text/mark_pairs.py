"""Pair the quotation marks of one paragraph.

A stack holds the open double marks. Straight marks, and curly ones that face the wrong way, may open or
close: their neighbours decide. Only the outermost pairs are kept. Single marks pair outside the double ones.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from quotes.types import Span

_DOUBLE = re.compile(r"``|''|’’|‘‘|[\"“”„‟«»＂]")
_SINGLE = re.compile(r"(?<!['’‘])(?:['‘’‚‛](?!['’‘])|‘(?=’[^\W\d_]))")
_FAMILY = {
    '"': "straight", "＂": "straight", "''": "straight", "``": "straight", "’’": "straight", "‘‘": "straight",
    "“": "curly", "”": "curly", "„": "curly", "‟": "curly", "«": "angle", "»": "angle",
}  # fmt: skip
_BEHIND_INCHES = re.compile(r"\s*[a-z0-9x×]")
_SINGLES_TRIED = 60
_SINGLE_CLOSING = re.compile(r"(?<=[,.!?])['’](?=\s|\Z)")
_SINGLE_OPENING = re.compile(r"(?<!\S)['‘](?=\w)")
_SENTENCE_END_WITHIN = 200
_BEFORE_CLOSING = ',.!?”"'
_STOPS = ",.!?"
_STOPS_AND_BLANK = frozenset({". ", "! ", "? "})
_OPENING_NEIGHBOURS = "([{—–-/|:;,>*_¿¡“‘\"'«"
_CLOSING_NEIGHBOURS = ".,;:!?)]}…—–-/|<*_”’\"'»"
_SENTENCE_END = re.compile(r"[.!?…,:;—–)\]]['’”\"]?\s*$")


class QuotationMark(NamedTuple):
    """One mark in the text, and whether its neighbours let it open or close a quotation.

    One behind a number may stand for inches instead. One that ``looks_open`` closes only for want of another.
    """

    span: Span
    family: str
    opens: bool
    closes: bool
    may_be_inches: bool = False
    looks_open: bool = False


class MarkPair(NamedTuple):
    """An opening mark and the end of the words after it; ``close`` is None if no mark closes it."""

    open: QuotationMark
    end: int
    close: QuotationMark | None


class Carried(NamedTuple):
    """Whether a quotation is open where a paragraph begins, and the single mark that opens the next one."""

    is_open: bool
    reopens: str


def paragraph_pairs(text: str, paragraph: Span, elision: re.Pattern[str], carried: Carried) -> list[MarkPair]:
    """Pair the marks of one paragraph and keep the outermost pairs. ``text`` has no marks in its markup."""
    marks = [
        _classify_mark(text, Span(*found.span()), _FAMILY[found.group()], paragraph)
        for found in _DOUBLE.finditer(text, *paragraph)
    ]
    marks = list(_without_inches(marks))
    if carried.is_open and marks and not marks[0].opens and marks[0].closes:
        start = QuotationMark(
            Span(paragraph.start, paragraph.start), marks[0].family, opens=True, closes=False
        )
        marks.insert(0, start)
    doubles = _outermost_pairs(text, marks, paragraph)
    singles = _single_pairs(text, paragraph, doubles, elision, carried.reopens)
    held = [pair for pair in doubles if not _is_inside(pair, singles)]
    return sorted([*held, *singles], key=lambda pair: pair.open.span)


def _is_inside(pair: MarkPair, others: list[MarkPair]) -> bool:
    """Is a pair inside one of ``others``? These are in order and do not overlap."""
    before = bisect_right(others, pair.open.span, key=lambda other: other.open.span) - 1
    return before >= 0 and pair.end <= others[before].end


def _without_inches(marks: Sequence[QuotationMark]) -> Iterator[QuotationMark]:
    """Leave out the marks that stand for inches: those that may, and that close no straight quotation.

    "The plank was 6' 2" long," has a mark further on that closes it; "Article 9" has none.
    """
    straight = [mark for mark in marks if mark.family == "straight" and not mark.may_be_inches]
    is_open, passed = False, 0
    for mark in marks:
        if mark.may_be_inches:
            closed_later = passed < len(straight) and not straight[passed].opens
            if not is_open or closed_later:
                continue
            is_open = False
        elif mark.family == "straight":
            is_open = mark.opens and not (mark.closes and is_open)
            passed += 1
        yield mark


def _classify_mark(text: str, span: Span, family: str, paragraph: Span) -> QuotationMark:
    """Decide whether the mark at ``span`` may open or close."""
    before = text[span.start - 1] if span.start > paragraph.start else " "
    after = text[span.end] if span.end < paragraph.end else " "
    written = span.of(text)
    opens = not after.isspace() and (before.isspace() or before in _OPENING_NEIGHBOURS)
    closes = not before.isspace() and (after.isspace() or after in _CLOSING_NEIGHBOURS)
    if family == "angle":
        opens = written == _first_angle(text, paragraph)
        closes = not opens
    elif written in ("“", "„", "``", "‘‘") and not (closes and not opens):
        opens, closes = True, False
    elif written in ("”", "’’"):
        opens, closes = opens and not closes, True
    elif (
        written == '"'
        and before.isdigit()
        and not opens
        and _BEHIND_INCHES.match(text, span.end, paragraph.end)
    ):
        return QuotationMark(span, family, opens=False, closes=True, may_be_inches=True)
    if not opens and not closes:
        opens = closes = True
    elif opens and written == '"' and (before in _STOPS or _is_behind_blank(text, span, paragraph)):
        return QuotationMark(span, family, opens=True, closes=True, looks_open=True)  # "It is late,"he said
    return QuotationMark(span, family, opens, closes)


def _is_behind_blank(text: str, span: Span, paragraph: Span) -> bool:
    """May a straight mark close words that end in a stop and a blank: ``"It is late, "he said``?

    Behind a full stop a capital begins the next paragraph of a speech.
    """
    before, first = text[max(paragraph.start, span.start - 2) : span.start], text[span.end : span.end + 1]
    return (before == ", " and first.isalpha()) or (before in _STOPS_AND_BLANK and first.islower())


def _first_angle(text: str, paragraph: Span) -> str:
    """The angle mark that opens quotations in a paragraph: « as in French, or » as in German."""
    found = re.compile("[«»]").search(text, *paragraph)
    return found.group() if found else "«"


def _outermost_pairs(text: str, marks: list[QuotationMark], paragraph: Span) -> list[MarkPair]:
    """Pair the ``marks`` of one paragraph, given in order, and keep the outermost pairs."""
    pairs: list[MarkPair] = []
    stack: list[QuotationMark] = []
    closings = _closings_after(marks)
    for index, mark in enumerate(marks):
        opens_here = mark.opens and (
            _is_nested_opening(stack, mark) or (mark.looks_open and closings[index] > 0)
        )
        closes_here = mark.closes and bool(stack) and not opens_here
        if closes_here:
            depth = _depth_closed(stack, mark)
            opening = stack[depth]
            del stack[depth:]
            if not stack:
                pairs.append(MarkPair(opening, mark.span.start, mark))
        elif mark.opens:
            if stack and _is_reopening(text, stack, mark, closings[index]):
                pairs.append(MarkPair(stack[0], mark.span.start, None))
                stack.clear()
            stack.append(mark)
    if stack:
        pairs.append(MarkPair(stack[0], paragraph.end, None))
    pairs = [pair if pair.close else _closed_by_single(text, pair) for pair in pairs]
    last = len(pairs) - 1
    return [
        pair if pair.close or (index == last and pair.end == paragraph.end) else _closed_by_next(pair)
        for index, pair in enumerate(pairs)
    ]


def _closed_by_single(text: str, pair: MarkPair) -> MarkPair:
    """Close a pair that lacks its closing mark at a single one: ``“Go,' she said``.

    A single mark that opens inside the words has its own closing mark, which is not theirs.
    """
    found = _SINGLE_CLOSING.search(text, pair.open.span.end, pair.end)
    if found is None or _SINGLE_OPENING.search(text, pair.open.span.end, found.start()):
        return pair
    mark = QuotationMark(Span(*found.span()), "single", opens=False, closes=True)
    return MarkPair(pair.open, mark.span.start, mark)


def _closed_by_next(pair: MarkPair) -> MarkPair:
    """Close a pair that the next opening mark ended, with an empty mark at that place."""
    return pair._replace(
        close=QuotationMark(Span(pair.end, pair.end), pair.open.family, opens=False, closes=True)
    )


def _is_nested_opening(stack: list[QuotationMark], mark: QuotationMark) -> bool:
    """Does an ambiguous mark open a quotation of another style inside the one that is open?"""
    return all(opened.family != mark.family for opened in stack) and len(stack) == 1 and not mark.closes


def _depth_closed(stack: list[QuotationMark], mark: QuotationMark) -> int:
    """Index of the open mark that ``mark`` closes: the innermost of its family, otherwise the innermost."""
    for depth in range(len(stack) - 1, -1, -1):
        if stack[depth].family == mark.family:
            return depth
    return len(stack) - 1


def _closings_after(marks: Sequence[QuotationMark]) -> list[int]:
    """For each mark, count the marks after it up to the next one that opens."""
    numbers, number = [0] * len(marks), 0
    for index in range(len(marks) - 1, 0, -1):
        number = 0 if marks[index].opens else number + 1
        numbers[index - 1] = number
    return numbers


def _is_reopening(text: str, stack: list[QuotationMark], mark: QuotationMark, closings: int) -> bool:
    """Does an opening mark begin a new quotation because the open one lacks its closing mark?

    Two opening marks followed by two closing ones are one quotation inside another.
    """
    if mark.family not in {opened.family for opened in stack}:
        return False
    if closings > len(stack) and mark.family != "straight":
        return False
    nearest = max(stack[0].span.end, mark.span.start - _SENTENCE_END_WITHIN)
    return closings <= 1 or bool(_SENTENCE_END.search(text, nearest, mark.span.start))


def _single_pairs(
    text: str, paragraph: Span, taken: list[MarkPair], elision: re.Pattern[str], reopens: str
) -> list[MarkPair]:
    """Pair single marks that are used as quotation marks, outside the double pairs that are ``taken``.

    A single quotation may contain double ones if its closing mark follows a comma or full stop. One that
    opens its paragraph needs no closing mark if the next paragraph begins with the same mark (``reopens``).
    """
    ends = [pair.close.span.end if pair.close else pair.end for pair in taken]
    starts = [pair.open.span.start for pair in taken]

    def is_free(offset: int) -> bool:
        before = bisect_right(starts, offset) - 1
        return before < 0 or offset >= ends[before]

    places = [Span(*found.span()) for found in _SINGLE.finditer(text, *paragraph) if is_free(found.start())]
    pairs: list[MarkPair] = []
    reached = paragraph.start
    for index, place in enumerate(places):
        if place.start < reached or not _opens_single(text, place, paragraph, elision):
            continue
        following = bisect_right(starts, place.start)
        limit = starts[following] if following < len(starts) else paragraph.end
        later = places[index + 1 : index + 1 + _SINGLES_TRIED]
        close = _closing_single(text, [mark for mark in later if mark.start < limit], paragraph, elision)
        if close is None and limit < paragraph.end:
            surer = [mark for mark in later if text[mark.start - 1] in _BEFORE_CLOSING]
            close = _closing_single(text, surer, paragraph, elision)
        if close:
            opening = QuotationMark(place, "single", opens=True, closes=False)
            pairs.append(
                MarkPair(opening, close.start, QuotationMark(close, "single", opens=False, closes=True))
            )
            reached = close.end
        elif place.start == paragraph.start and reopens == place.of(text) and not taken:
            return [MarkPair(QuotationMark(place, "single", opens=True, closes=False), paragraph.end, None)]
    return pairs


def _opens_single(text: str, place: Span, paragraph: Span, elision: re.Pattern[str]) -> bool:
    """Is a single mark where an opening one would be, and not an elision ('90s, 'em)?"""
    before = text[place.start - 1] if place.start > paragraph.start else " "
    after = text[place.end] if place.end < paragraph.end else " "
    begins, elided = after.isalnum() or after in "$£€…[.#@", after == "’" and place.of(text) == "‘"
    if not (before.isspace() or before in "([{—–-:/") or not (begins or elided):
        return False
    return not elision.match(text, place.start)


def _closing_single(
    text: str, places: Iterable[Span], paragraph: Span, elision: re.Pattern[str]
) -> Span | None:
    """Find the mark that closes an open single quotation: the first that is not an apostrophe.

    A mark after a final s and before another word may be a possessive. It closes only if no better one
    follows before the next opening mark.
    """
    doubtful = None
    for place in places:
        before = text[place.start - 1]
        after = text[place.end] if place.end < paragraph.end else " "
        if _opens_single(text, place, paragraph, elision):
            break
        if before.isspace() or after.isalnum():
            continue
        if before not in "sS" or not after.isspace() or place.end >= paragraph.end:
            return place
        doubtful = doubtful or place
    return doubtful
