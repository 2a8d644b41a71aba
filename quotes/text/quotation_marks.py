"""Find the quotations of a text by their marks. This needs no parser.

Marks are paired paragraph by paragraph (``mark_pairs``), so a stray mark spoils at most its own paragraph.
The outermost pairs become quotations; marks inside them belong to their words.
"""

import re
from collections.abc import Iterator, Sequence

from quotes.language import Language
from quotes.text.mark_pairs import Carried, MarkPair, paragraph_pairs
from quotes.text.paragraphs import paragraph_at, split_paragraphs, trim_span
from quotes.types import Quotation, Span

MARKUP = re.compile(r"<[A-Za-z/!][^<>\n]*>")
_ATTRIBUTE = re.compile(r"=\s?(?:\"[^\"\n]*\"|“[^”\n]*”|'[^'\n]*'|‘[^’\n]*’)")
_ANY_MARK = re.compile("[\"“”„‟«»＂'’‘`‚‛]")
_SINGLES = "'‘"
_CLOSING_MARKS = "'’\"”"
_TURN_LABEL = re.compile(r"\s*([A-Z][A-Z.'’-]+(?: [A-Z][A-Z.'’-]+){0,4}(?: ?\([^()\n]{1,40}\))?)\s*:(?=\s)")
_STARTS_SENTENCE = re.compile(r"(?:^|[.!?:,;—–-]['\"’”)]*|[”\"’»])\s*$")
_ENDS_SENTENCE = re.compile(r"[.!?…,—–-]['\"’”]*$")
_SPLIT_BY_CUE = re.compile(r"[,—–-]['\"”’»]*\s+[^\"“”«».!?\n]{2,80}[,—–-]\s*[\"“«'‘]*$")


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
        carried = Carried(pending is not None, following if following in _SINGLES else "")
        pairs = paragraph_pairs(masked, paragraph, elision, carried)
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


def last_character(words: str) -> str:
    """The last character of quoted words, past the marks that close another quotation inside them.

    >>> last_character("My mother said, ‘Go,’")
    ','
    """
    return (words.rstrip(_CLOSING_MARKS) or words)[-1]


def _joined(first: Quotation, second: Quotation) -> Quotation:
    """Join the two parts of a quotation that continues in the next paragraph."""
    return Quotation(
        segments=first.segments + second.segments,
        outer=Span(first.outer.start, second.outer.end),
        paragraphs=(first.paragraphs[0], second.paragraphs[1]),
        closed=second.closed,
        kind="full",
    )


def _quotation_of_pair(text: str, pair: MarkPair, paragraph: int) -> Quotation | None:
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
