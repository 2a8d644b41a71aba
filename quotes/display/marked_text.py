"""One quote's evidence: the paragraphs that hold it, with everything found marked in them."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from markupsafe import Markup

from quotes.display.rendering import templates_of
from quotes.text import paragraph_at, split_paragraphs
from quotes.types import Quote, Span

_fill = templates_of("quotes.display")
_UNLABELLED = {kind: Markup(kind) for kind in ("quote", "speaker", "cue", "source", "found")}
_LABELLED = {kind: Markup(kind if kind == "found" else f"{kind} labelled") for kind in _UNLABELLED}


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch of the article's text and what it is: "quote", "speaker", "cue", "source", or "found"."""

    span: Span
    kind: str


def evidence_marks(row: Quote) -> tuple[Mark, ...]:
    """List the marks of ``row``, as offsets into the article's text."""
    found = (
        ("quote", row.start, row.end),
        ("speaker", row.mention_start, row.mention_end),
        ("cue", row.cue_start, row.cue_end),
        ("source", row.source_start, row.source_end),
    )
    return tuple(
        Mark(Span(start, end), kind) for kind, start, end in found if start is not None and end is not None
    )


def evidence_html(text: str, marks: Sequence[Mark], *, around: int = 0) -> Markup:
    """Draw the paragraphs of ``text`` that hold a mark, in order, with the marks.

    Also draws ``around`` paragraphs before and after each of them, and an ellipsis for those left out.
    """
    spans = split_paragraphs(text)
    numbers = sorted({near for mark in marks for near in _numbers(spans, mark.span, around)})
    paragraphs = [
        (before is not None and number > before + 1, _pieces(text, spans[number], marks))
        for before, number in zip([None, *numbers], numbers, strict=False)
    ]
    return _fill("evidence", paragraphs=paragraphs)


def marked_html(text: str, window: Span, marks: Sequence[Mark]) -> Markup:
    """Draw ``text[window]`` with every mark in it; marks may overlap.

    >>> print(marked_html("Yes, said Ada.", Span(0, 14), [Mark(Span(10, 13), "speaker")]))
    Yes, said <mark class="speaker labelled">Ada</mark>.
    """
    return _fill("marked_text", pieces=_pieces(text, window, marks))


def _pieces(text: str, window: Span, marks: Sequence[Mark]) -> list[tuple[str, list[Markup]]]:
    """Cut a window where a mark begins or ends, each piece with the classes of its marks."""
    inside = [mark for mark in marks if mark.span.start < window.end and mark.span.end > window.start]
    edges = {window.start, window.end}
    edges.update(min(max(edge, window.start), window.end) for mark in inside for edge in mark.span)
    return [(text[start:end], _looks(Span(start, end), inside)) for start, end in pairwise(sorted(edges))]


def _looks(piece: Span, marks: Sequence[Mark]) -> list[Markup]:
    """Give the classes of the marks over a piece, the outermost first; a mark has its label where it ends."""
    return [
        (_LABELLED if mark.span.end == piece.end else _UNLABELLED)[mark.kind]
        for mark in reversed(marks)
        if mark.span.start <= piece.start and piece.end <= mark.span.end
    ]


def _numbers(spans: Sequence[Span], span: Span, around: int) -> range:
    """Number the paragraphs that ``span`` covers, and those around them."""
    first = paragraph_at(tuple(spans), span.start)
    last = paragraph_at(tuple(spans), max(span.start, span.end - 1))
    return range(max(0, first - around), min(len(spans), last + around + 1))
