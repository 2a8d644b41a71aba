"""Find the quotations of a text by their marks. This needs no parser.

Marks are paired paragraph by paragraph, so a stray mark spoils at most its own paragraph. A stack holds the
open marks. Straight marks, and curly ones that face the wrong way, may open or close: their neighbours
decide. The outermost pairs become quotations; marks inside them belong to their words.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from quotes.language import Language
from quotes.text.paragraphs import paragraph_at, split_paragraphs, trim_span
from quotes.types import Quotation, Span

_DOUBLE = re.compile(r"``|''|’’|‘‘|[\"“”„‟«»＂]")
_SINGLE = re.compile(r"(?<!['’‘])(?:['‘’‚‛](?!['’‘])|‘(?=’[^\W\d_]))")
_FAMILY = {
    '"': "straight", "＂": "straight", "''": "straight", "``": "straight", "’’": "straight", "‘‘": "straight",
    "“": "curly", "”": "curly", "„": "curly", "‟": "curly", "«": "angle", "»": "angle",
}  # fmt: skip
MARKUP = re.compile(r"<[A-Za-z/!][^<>\n]*>")
_ATTRIBUTE = re.compile(r"=\s?(?:\"[^\"\n]*\"|“[^”\n]*”|'[^'\n]*'|‘[^’\n]*’)")
_BEHIND_INCHES = re.compile(r"\s*[a-z0-9x×]")
_ANY_MARK = re.compile("[\"“”„‟«»＂'’‘`‚‛]")
_SINGLES_TRIED = 60
_SINGLES = "'‘"
_SENTENCE_END_WITHIN = 200
_BEFORE_CLOSING = ',.!?”"'
_OPENING_NEIGHBOURS = "([{—–-/|:;,>*_¿¡“‘\"'«"
_CLOSING_NEIGHBOURS = ".,;:!?)]}…—–-/|<*_”’\"'»"
_TURN_LABEL = re.compile(r"\s*([A-Z][A-Z.'’-]+(?: [A-Z][A-Z.'’-]+){0,4}(?: ?\([^()\n]{1,40}\))?)\s*:(?=\s)")
_SENTENCE_END = re.compile(r"[.!?…,:;—–)\]]['’”\"]?\s*$")


class _Mark(NamedTuple):
    """One mark in the text, and whether its neighbours let it open or close a quotation.

    One behind a number may stand for inches instead.
    """

    span: Span
    family: str
    opens: bool
    closes: bool
    may_be_inches: bool = False


class _Pair(NamedTuple):
    """An opening mark and the end of the words after it; ``close`` is None if no mark closes it."""

    open: _Mark
    end: int
    close: _Mark | None


class _Carried(NamedTuple):
    """Whether a quotation is open where a paragraph begins, and the single mark that opens the next one."""

    is_open: bool
    reopens: str


def find_quotations(
    text: str, language: Language, paragraphs: Sequence[Span] | None = None
) -> list[Quotation]:
    r"""Find every outermost quotation of ``text``, in order. Quotations never overlap.

    A quotation that is still open at the end of a paragraph continues in the next one if that one reopens
    or closes it. ``paragraphs`` come from `split_paragraphs`, which is called if they are not given.

    >>> from quotes.language import english
    >>> text = "“Go,” she said. “Now.”"
    >>> [quotation.span.of(text) for quotation in find_quotations(text, english())]
    ['Go,', 'Now.']
    """
    own = split_paragraphs(text) if paragraphs is None else paragraphs
    return list(_join_over_paragraphs(text, own, language.grammar.patterns.elision))


def quotation_over(text: str, span: Span, paragraphs: tuple[Span, ...]) -> Quotation:
    """Make a quotation of a span that a person selected, with one segment for each of its paragraphs."""
    numbers = paragraph_at(paragraphs, span.start), paragraph_at(paragraphs, max(span.start, span.end - 1))
    own = paragraphs[numbers[0] : numbers[1] + 1]
    cut = (Span(max(span.start, part.start), min(span.end, part.end)) for part in own)
    segments = tuple(trimmed for each in cut if (trimmed := trim_span(text, each))) or (span,)
    return Quotation(segments, span, numbers, kind=_quotation_kind(text, segments, span))


def _join_over_paragraphs(
    text: str, paragraphs: Sequence[Span], elision: re.Pattern[str]
) -> Iterator[Quotation]:
    """Yield the quotations, joining those that run over several paragraphs."""
    masked = _without_markup_marks(text)
    pending: Quotation | None = None
    for number, paragraph in enumerate(paragraphs):
        following = masked[paragraphs[number + 1].start] if number + 1 < len(paragraphs) else ""
        carried = _Carried(pending is not None, following if following in _SINGLES else "")
        pairs = _paragraph_pairs(masked, paragraph, elision, carried)
        found = [quotation for pair in pairs if (quotation := _quotation_of_pair(text, pair, number))]
        if pending:
            if found and found[0].outer.start == paragraph.start and not turn_label(text, found[0]):
                found[0] = _joined(pending, found[0])
            else:
                yield pending
            pending = None
        if found and not found[-1].closed:
            pending = found.pop()
        yield from found
    if pending:
        yield pending


def turn_label(text: str, quotation: Quotation) -> Span | None:
    """Span of the label with which a transcript opens a turn inside the marks; None if there is none.

    >>> text = "“QUILL: We sail.”"
    >>> from quotes.language import english
    >>> turn_label(text, find_quotations(text, english())[0]).of(text)
    'QUILL'
    """
    found = _TURN_LABEL.match(text, quotation.outer.start + 1)
    return Span(*found.span(1)) if found else None


def _joined(first: Quotation, second: Quotation) -> Quotation:
    """Join the two parts of a quotation that continues in the next paragraph."""
    return Quotation(
        segments=first.segments + second.segments,
        outer=Span(first.outer.start, second.outer.end),
        paragraphs=(first.paragraphs[0], second.paragraphs[1]),
        closed=second.closed,
        kind="full",
    )


def _quotation_of_pair(text: str, pair: _Pair, paragraph: int) -> Quotation | None:
    """Make the quotation of a pair of marks. None if no letter or digit is between them."""
    label = _TURN_LABEL.match(text, pair.open.span.end, pair.end)
    inside = trim_span(text, Span(label.end() if label else pair.open.span.end, pair.end))
    if inside is None or not any(character.isalnum() for character in inside.of(text)):
        return None
    outer_end = pair.close.span.end if pair.close else pair.end
    outer = Span(pair.open.span.start, outer_end)
    kind = _quotation_kind(text, (inside,), outer)
    return Quotation((inside,), outer, (paragraph, paragraph), closed=pair.close is not None, kind=kind)


def _without_markup_marks(text: str) -> str:
    """Replace each quotation mark inside HTML tags and attributes by an "x". Offsets stay the same."""
    for pattern in (MARKUP, _ATTRIBUTE):
        text = pattern.sub(lambda found: _ANY_MARK.sub("x", found.group()), text)
    return text


def _paragraph_pairs(text: str, paragraph: Span, elision: re.Pattern[str], carried: _Carried) -> list[_Pair]:
    """Pair the marks of one paragraph and keep the outermost pairs. ``text`` has no marks in its markup."""
    marks = [
        _classify_mark(text, Span(*found.span()), _FAMILY[found.group()], paragraph)
        for found in _DOUBLE.finditer(text, *paragraph)
    ]
    marks = list(_without_inches(marks))
    if carried.is_open and marks and not marks[0].opens and marks[0].closes:
        start = _Mark(Span(paragraph.start, paragraph.start), marks[0].family, opens=True, closes=False)
        marks.insert(0, start)
    doubles = _outermost_pairs(text, marks, paragraph)
    singles = _single_pairs(text, paragraph, doubles, elision, carried.reopens)
    held = [pair for pair in doubles if not _is_inside(pair, singles)]
    return sorted([*held, *singles], key=lambda pair: pair.open.span)


def _is_inside(pair: _Pair, others: list[_Pair]) -> bool:
    """Is a pair inside one of ``others``? These are in order and do not overlap."""
    before = bisect_right(others, pair.open.span, key=lambda other: other.open.span) - 1
    return before >= 0 and pair.end <= others[before].end


def _without_inches(marks: Sequence[_Mark]) -> Iterator[_Mark]:
    """Leave out the marks that stand for inches: those that may, and that close no straight quotation.

    "The plank was 6' 2" long," has a mark further on that closes it; "Article 9" has none.
    """
    is_open = False
    for index, mark in enumerate(marks):
        if mark.may_be_inches:
            later = (each for each in marks[index + 1 :] if each.family == mark.family)
            following = next((each for each in later if not each.may_be_inches), None)
            if not is_open or (following is not None and not following.opens):
                continue
        if mark.family == "straight":
            is_open = mark.opens and not (mark.closes and is_open)
        yield mark


def _classify_mark(text: str, span: Span, family: str, paragraph: Span) -> _Mark:
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
    elif written in ("”", "’’") and not (opens and not closes):
        opens, closes = False, True
    elif (
        written == '"'
        and before.isdigit()
        and not opens
        and _BEHIND_INCHES.match(text, span.end, paragraph.end)
    ):
        return _Mark(span, family, opens=False, closes=True, may_be_inches=True)
    if not opens and not closes:
        opens = closes = True
    return _Mark(span, family, opens, closes)


def _first_angle(text: str, paragraph: Span) -> str:
    """The angle mark that opens quotations in a paragraph: « as in French, or » as in German."""
    found = re.compile("[«»]").search(text, *paragraph)
    return found.group() if found else "«"


def _outermost_pairs(text: str, marks: list[_Mark], paragraph: Span) -> list[_Pair]:
    """Pair the ``marks`` of one paragraph, given in order, and keep the outermost pairs."""
    pairs: list[_Pair] = []
    stack: list[_Mark] = []
    closings = _closings_after(marks)
    for index, mark in enumerate(marks):
        closes_here = mark.closes and bool(stack) and not (mark.opens and _is_nested_opening(stack, mark))
        if closes_here:
            depth = _depth_closed(stack, mark)
            opening = stack[depth]
            del stack[depth:]
            if not stack:
                pairs.append(_Pair(opening, mark.span.start, mark))
        elif mark.opens:
            if stack and _is_reopening(text, stack, mark, closings[index]):
                pairs.append(_Pair(stack[0], mark.span.start, None))
                stack.clear()
            stack.append(mark)
    if stack:
        pairs.append(_Pair(stack[0], paragraph.end, None))
    last = len(pairs) - 1
    return [
        pair if pair.close or (index == last and pair.end == paragraph.end) else _closed_by_next(pair)
        for index, pair in enumerate(pairs)
    ]


def _closed_by_next(pair: _Pair) -> _Pair:
    """Close a pair that the next opening mark ended, with an empty mark at that place."""
    return pair._replace(close=_Mark(Span(pair.end, pair.end), pair.open.family, opens=False, closes=True))


def _is_nested_opening(stack: list[_Mark], mark: _Mark) -> bool:
    """Does an ambiguous mark open a quotation of another style inside the one that is open?"""
    return all(opened.family != mark.family for opened in stack) and len(stack) == 1 and not mark.closes


def _depth_closed(stack: list[_Mark], mark: _Mark) -> int:
    """Index of the open mark that ``mark`` closes: the innermost of its family, otherwise the innermost."""
    for depth in range(len(stack) - 1, -1, -1):
        if stack[depth].family == mark.family:
            return depth
    return len(stack) - 1


def _closings_after(marks: Sequence[_Mark]) -> list[int]:
    """For each mark, count the marks after it up to the next one that opens."""
    numbers, number = [0] * len(marks), 0
    for index in range(len(marks) - 1, 0, -1):
        number = 0 if marks[index].opens else number + 1
        numbers[index - 1] = number
    return numbers


def _is_reopening(text: str, stack: list[_Mark], mark: _Mark, closings: int) -> bool:
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
    text: str, paragraph: Span, taken: list[_Pair], elision: re.Pattern[str], reopens: str
) -> list[_Pair]:
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
    pairs: list[_Pair] = []
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
            opening = _Mark(place, "single", opens=True, closes=False)
            pairs.append(_Pair(opening, close.start, _Mark(close, "single", opens=False, closes=True)))
            reached = close.end
        elif place.start == paragraph.start and reopens == place.of(text) and not taken:
            return [_Pair(_Mark(place, "single", opens=True, closes=False), paragraph.end, None)]
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


_STARTS_SENTENCE = re.compile(r"(?:^|[.!?:,;—–-]['\"’”)]*|[”\"’»])\s*$")
_ENDS_SENTENCE = re.compile(r"[.!?…,—–-]['\"’”]*$")
_SPLIT_BY_CUE = re.compile(r"[,—–-]['\"”’»]*\s+[^\"“”«».!?\n]{2,80}[,—–-]\s*[\"“«'‘]*$")


def _quotation_kind(text: str, segments: Sequence[Span], outer: Span) -> str:
    """The kind of a quotation: "full" if its words are a sentence or clause of their own, else "fragment"."""
    if len(segments) > 1:
        return "full"
    words = segments[0].of(text)
    before = text[max(0, outer.start - 100) : outer.start]
    if "\n\n" in before:
        before = before[before.rindex("\n\n") + 2 :]
    first = next((character for character in words if character.isalnum()), "")
    several = len(words.split()) > 2
    if first.islower():
        goes_on = several and bool(_SPLIT_BY_CUE.search(before))
        several_sentences = bool(re.search(r"[.!?]['\"’”)]*\s+[A-Z]", words))
        return "full" if goes_on or several_sentences else "fragment"
    if _STARTS_SENTENCE.search(before):
        return "full" if several or _ENDS_SENTENCE.search(words) else "fragment"
    return "full" if several and _ENDS_SENTENCE.search(words) and len(words.split()) > 4 else "fragment"
