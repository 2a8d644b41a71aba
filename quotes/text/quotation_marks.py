"""Text to quotations: which words stand between quotation marks. No language model is needed for this.

Marks are read paragraph by paragraph, so that one bad mark costs at most its own paragraph. A stack holds
the marks that are open; where a mark can open or close (straight ones, and curly ones set the wrong way
round), its neighbours decide. Marks of the outermost level make quotations; those inside are theirs.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from quotes.language import Language
from quotes.text.paragraphs import paragraph_at, split_paragraphs, trim_span
from quotes.types import Quotation, Span

_DOUBLE = re.compile(r"``|''|’’|‘‘|[\"“”„‟«»＂]")
_SINGLE = re.compile(r"(?<!['’‘])['‘’‚‛](?!['’‘])")
_FAMILY = {
    '"': "straight", "＂": "straight", "''": "straight", "``": "straight", "’’": "straight", "‘‘": "straight",
    "“": "curly", "”": "curly", "„": "curly", "‟": "curly", "«": "angle", "»": "angle",
}  # fmt: skip
MARKUP = re.compile(r"<[A-Za-z/!][^<>\n]*>")
_ATTRIBUTE = re.compile(r"=\s?(?:\"[^\"\n]*\"|“[^”\n]*”|'[^'\n]*'|‘[^’\n]*’)")
_ANY_MARK = re.compile("[\"“”„‟«»＂'’‘`‚‛]")
_SINGLES_AHEAD = 60
_LONGEST_GAP = 200
_BEFORE_CLOSING = ',.!?”"'
_OPENING_NEIGHBOURS = "([{—–-/|:;,>*_¿¡“‘\"'«"
_CLOSING_NEIGHBOURS = ".,;:!?)]}…—–-/|<*_”’\"'»"
_TURN = re.compile(r"\s*([A-Z][A-Z.'’-]+(?: [A-Z][A-Z.'’-]+){0,4}(?: ?\([^()\n]{1,40}\))?)\s*:(?=\s)")
_SENTENCE_END = re.compile(r"[.!?…,:;—–)\]]['’”\"]?\s*$")


class _Mark(NamedTuple):
    """One mark in the text and what its neighbours allow it to be."""

    span: Span
    family: str
    opens: bool
    closes: bool


class _Pair(NamedTuple):
    """A mark that opened, and the end of what it holds; ``close`` is None where no mark closed it."""

    open: _Mark
    end: int
    close: _Mark | None


def find_quotations(
    text: str, language: Language, paragraphs: Sequence[Span] | None = None
) -> list[Quotation]:
    r"""Find every outermost quotation of ``text``, in order; they never overlap.

    A quotation that a paragraph leaves open goes on in the next one where that one reopens it or closes it.

    ``paragraphs`` are those of `split_paragraphs`, which is asked if they are not given.

    >>> from quotes.language import english
    >>> text = "“Go,” she said. “Now.”"
    >>> [quotation.span.of(text) for quotation in find_quotations(text, english())]
    ['Go,', 'Now.']
    """
    own = split_paragraphs(text) if paragraphs is None else paragraphs
    return list(_by_paragraph(text, own, language.grammar.patterns.elision))


def quotation_over(text: str, span: Span, paragraphs: tuple[Span, ...]) -> Quotation:
    """Make a quotation of words that somebody marked by hand, with a segment for each of its paragraphs."""
    numbers = paragraph_at(paragraphs, span.start), paragraph_at(paragraphs, max(span.start, span.end - 1))
    own = paragraphs[numbers[0] : numbers[1] + 1]
    cut = (Span(max(span.start, part.start), min(span.end, part.end)) for part in own)
    segments = tuple(trimmed for each in cut if (trimmed := trim_span(text, each))) or (span,)
    return Quotation(segments, span, numbers, kind=_kind(text, segments, span))


def _by_paragraph(text: str, paragraphs: Sequence[Span], elision: re.Pattern[str]) -> Iterator[Quotation]:
    """Yield the quotations, joining those that run over several paragraphs."""
    silenced = _silenced(text)
    pending: Quotation | None = None
    for number, paragraph in enumerate(paragraphs):
        pairs = _pairs(silenced, paragraph, elision, carried_open=pending is not None)
        found = [quotation for pair in pairs if (quotation := _quotation(text, pair, number))]
        if pending:
            if found and found[0].outer.start == paragraph.start and not turn_label(text, found[0]):
                found[0] = _join(pending, found[0])
            else:
                yield pending
            pending = None
        if found and not found[-1].closed:
            pending = found.pop()
        yield from found
    if pending:
        yield pending


def turn_label(text: str, quotation: Quotation) -> Span | None:
    """Return the span of the speaker's label that opens a transcript's turn inside the marks, or None.

    >>> text = "“QUILL: We sail.”"
    >>> from quotes.language import english
    >>> turn_label(text, find_quotations(text, english())[0]).of(text)
    'QUILL'
    """
    found = _TURN.match(text, quotation.outer.start + 1)
    return Span(*found.span(1)) if found else None


def _join(first: Quotation, second: Quotation) -> Quotation:
    """Return one quotation out of two parts of it in neighbouring paragraphs."""
    return Quotation(
        segments=first.segments + second.segments,
        outer=Span(first.outer.start, second.outer.end),
        paragraphs=(first.paragraphs[0], second.paragraphs[1]),
        closed=second.closed,
        kind="full",
    )


def _quotation(text: str, pair: _Pair, paragraph: int) -> Quotation | None:
    """Return the quotation that a pair of marks holds, or None where no word is in it."""
    label = _TURN.match(text, pair.open.span.end, pair.end)
    inside = trim_span(text, Span(label.end() if label else pair.open.span.end, pair.end))
    if inside is None or not any(character.isalnum() for character in inside.of(text)):
        return None
    outer_end = pair.close.span.end if pair.close else pair.end
    outer = Span(pair.open.span.start, outer_end)
    kind = _kind(text, (inside,), outer)
    return Quotation((inside,), outer, (paragraph, paragraph), closed=pair.close is not None, kind=kind)


def _silenced(text: str) -> str:
    """Return the text, character for character, with the marks of markup and its attributes blotted out."""
    for pattern in (MARKUP, _ATTRIBUTE):
        text = pattern.sub(lambda found: _ANY_MARK.sub("x", found.group()), text)
    return text


def _pairs(text: str, paragraph: Span, elision: re.Pattern[str], *, carried_open: bool) -> list[_Pair]:
    """Return the outermost pairs of marks of one paragraph, of ``text`` without the marks of markup."""
    marks = [
        mark
        for found in _DOUBLE.finditer(text, *paragraph)
        if (mark := _read(text, Span(*found.span()), _FAMILY[found.group()], paragraph))
    ]
    if carried_open and marks and not marks[0].opens and marks[0].closes:
        start = _Mark(Span(paragraph.start, paragraph.start), marks[0].family, opens=True, closes=False)
        marks.insert(0, start)
    doubles = _match(text, marks, paragraph)
    singles = _single_pairs(text, paragraph, doubles, elision)
    held = [pair for pair in doubles if not _within(pair, singles)]
    return sorted([*held, *singles], key=lambda pair: pair.open.span)


def _within(pair: _Pair, others: list[_Pair]) -> bool:
    """Tell whether a pair lies within one of ``others``, which are in order and do not overlap."""
    before = bisect_right(others, pair.open.span, key=lambda other: other.open.span) - 1
    return before >= 0 and pair.end <= others[before].end


def _read(text: str, span: Span, family: str, paragraph: Span) -> _Mark | None:
    """Return the mark at ``span`` with what it may be, or None for inch marks and the like."""
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
        and re.match(r"\s*[a-z0-9x×]", text[span.end : paragraph.end])
    ):
        return None  # inches
    if not opens and not closes:
        opens = closes = True
    return _Mark(span, family, opens, closes)


def _first_angle(text: str, paragraph: Span) -> str:
    """Return the angle mark that opens in a paragraph: French « or, the other way round, German »."""
    found = re.compile("[«»]").search(text, *paragraph)
    return found.group() if found else "«"


def _match(text: str, marks: list[_Mark], paragraph: Span) -> list[_Pair]:
    """Return the outermost pairs among ``marks``, which are those of one paragraph in order."""
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
    """Return a pair that the next opening mark ended, as closed there by a mark without width."""
    return pair._replace(close=_Mark(Span(pair.end, pair.end), pair.open.family, opens=False, closes=True))


def _is_nested_opening(stack: list[_Mark], mark: _Mark) -> bool:
    """Tell whether a mark that could open or close opens a quotation of another style inside the open one."""
    return all(opened.family != mark.family for opened in stack) and len(stack) == 1 and not mark.closes


def _depth_closed(stack: list[_Mark], mark: _Mark) -> int:
    """Return which open mark ``mark`` closes: the innermost of its family, else the innermost."""
    for depth in range(len(stack) - 1, -1, -1):
        if stack[depth].family == mark.family:
            return depth
    return len(stack) - 1


def _closings_after(marks: Sequence[_Mark]) -> list[int]:
    """Return for each mark how many follow it before the next one that opens."""
    numbers, number = [0] * len(marks), 0
    for index in range(len(marks) - 1, 0, -1):
        number = 0 if marks[index].opens else number + 1
        numbers[index - 1] = number
    return numbers


def _is_reopening(text: str, stack: list[_Mark], mark: _Mark, closings: int) -> bool:
    """Tell whether an opening mark ends the open quotation, which lacks its closing mark, and starts anew.

    Two openings with two closings behind them are one quotation inside another.
    """
    if mark.family not in {opened.family for opened in stack}:
        return False
    if closings > len(stack) and mark.family != "straight":
        return False
    nearest = max(stack[0].span.end, mark.span.start - _LONGEST_GAP)
    return closings <= 1 or bool(_SENTENCE_END.search(text, nearest, mark.span.start))


def _single_pairs(text: str, paragraph: Span, taken: list[_Pair], elision: re.Pattern[str]) -> list[_Pair]:
    """Return pairs of single marks used as quotation marks, outside the double pairs that are ``taken``.

    A single quotation may hold double ones, where its closing mark follows a comma or full stop.
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
        later = places[index + 1 : index + 1 + _SINGLES_AHEAD]
        close = _closing_single(text, [mark for mark in later if mark.start < limit], paragraph, elision)
        if close is None and limit < paragraph.end:
            surer = [mark for mark in later if text[mark.start - 1] in _BEFORE_CLOSING]
            close = _closing_single(text, surer, paragraph, elision)
        if close:
            opening = _Mark(place, "single", opens=True, closes=False)
            pairs.append(_Pair(opening, close.start, _Mark(close, "single", opens=False, closes=True)))
            reached = close.end
    return pairs


def _opens_single(text: str, place: Span, paragraph: Span, elision: re.Pattern[str]) -> bool:
    """Tell whether a single mark stands where one opens, and is no elision ('90s, 'em)."""
    before = text[place.start - 1] if place.start > paragraph.start else " "
    after = text[place.end] if place.end < paragraph.end else " "
    if not (before.isspace() or before in "([{—–-:/") or not (after.isalnum() or after in "$£€…[.#@"):
        return False
    return not elision.match(text, place.start)


def _closing_single(
    text: str, places: Iterable[Span], paragraph: Span, elision: re.Pattern[str]
) -> Span | None:
    """Return the mark that closes an open single quotation: the first that is no apostrophe.

    A mark after a final s and before another word may be a possessive: it closes only where no surer one
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


def _kind(text: str, segments: Sequence[Span], outer: Span) -> str:
    """Whether quoted words stand by themselves as a sentence or clause ("full") or not ("fragment")."""
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
