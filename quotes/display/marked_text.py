"""One quote's evidence: its paragraphs with what was found marked in them, and why the tool says so."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from quotes.display.escaping import escape_html
from quotes.text import paragraph_at, split_paragraphs
from quotes.types import Quote, Span


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch of the article's text and what it is: "quote", "speaker", "cue" or "source"."""

    span: Span
    kind: str


def evidence_marks(row: Quote) -> tuple[Mark, ...]:
    """Return the marks of ``row``, as offsets into the article's text."""
    found = (
        ("quote", row.start, row.end),
        ("speaker", row.mention_start, row.mention_end),
        ("cue", row.cue_start, row.cue_end),
        ("source", row.source_start, row.source_end),
    )
    return tuple(
        Mark(Span(start, end), kind) for kind, start, end in found if start is not None and end is not None
    )


def evidence_html(text: str, marks: Sequence[Mark], *, around: int = 0) -> str:
    """Return as HTML the paragraphs of ``text`` that hold a mark, in order, with the marks drawn.

    So many paragraphs ``around`` each are shown too. Paragraphs that do not follow one another are divided by
    a sign of omission.
    """
    spans = split_paragraphs(text)
    held = sorted({near for mark in marks for near in _numbers(spans, mark.span, around)})
    drawn, before = [], None
    for number in held:
        if before is not None and number > before + 1:
            drawn.append('<p class="omission" aria-label="Paragraphs left out">⋯</p>')
        drawn.append(f'<p dir="auto">{marked_html(text, spans[number], marks)}</p>')
        before = number
    return "".join(drawn)


def marked_html(text: str, window: Span, marks: Sequence[Mark]) -> str:
    """Return ``text[window]`` as HTML with every mark drawn in it; marks may overlap.

    >>> marked_html("Yes, said Ada.", Span(0, 14), [Mark(Span(10, 13), "speaker")])
    'Yes, said <mark class="speaker labelled">Ada</mark>.'
    """
    inside = [mark for mark in marks if mark.span.start < window.end and mark.span.end > window.start]
    edges = {window.start, window.end}
    edges.update(min(max(edge, window.start), window.end) for mark in inside for edge in mark.span)
    cuts = sorted(edges)
    return "".join(_piece(text, Span(*ends), inside) for ends in pairwise(cuts))


def _piece(text: str, span: Span, marks: Sequence[Mark]) -> str:
    """Return one stretch that no mark's edge divides; a mark that ends here gets its label here."""
    drawn = escape_html(span.of(text))
    for mark in marks:
        if mark.span.start <= span.start and span.end <= mark.span.end:
            label = " labelled" if mark.span.end == span.end else ""
            drawn = f'<mark class="{mark.kind}{label}">{drawn}</mark>'
    return drawn


def _numbers(spans: Sequence[Span], span: Span, around: int) -> range:
    """Return the numbers of the paragraphs that ``span`` runs over, and of so many around them."""
    first = paragraph_at(tuple(spans), span.start)
    last = paragraph_at(tuple(spans), max(span.start, span.end - 1))
    return range(max(0, first - around), min(len(spans), last + around + 1))
