"""The list that `extract` gives: rows that show themselves as marked text in a notebook."""

from itertools import groupby, islice
from operator import attrgetter
from typing import Self, SupportsIndex, overload

from quotes.display.escaping import escape_html, shortened
from quotes.display.marked_text import marked_html
from quotes.display.row_marks import context_marks
from quotes.types import Quote, Span

_MOST_SHOWN = 200
_PREVIEW = 100
_STYLE = """<style>
.quotes-rows { max-width: 46em; line-height: 1.6 }
.quotes-rows blockquote { margin: 1.2em 0 .3em; padding-left: 1em; border-left: 3px solid #8888 }
.quotes-rows blockquote { white-space: pre-line }
.quotes-rows p { margin: 0 0 .2em 1.2em; font-size: .9em }
.quotes-rows small { opacity: .75 }
.quotes-rows mark { color: inherit; text-decoration-thickness: 2px; text-underline-offset: .2em }
.quotes-rows mark.quote { background: #e8b93040; text-decoration: underline solid 1px #b98a00 }
.quotes-rows mark.speaker { background: #3a86d840; text-decoration: underline double #1f6fc0 }
.quotes-rows mark.cue { background: #3aa86a40; text-decoration: underline dashed #2a8a55 }
.quotes-rows mark.source { background: #b0479b40; text-decoration: underline dotted #a03a8b }
.quotes-rows .control::before { content: "[" attr(data-name) "]" }
</style>"""
_LEGEND = (
    '<p><small><mark class="quote">quote</mark> · <mark class="speaker">speaker</mark> · '
    '<mark class="cue">reporting verb</mark> · <mark class="source">source</mark></small></p>'
)


class Quotes(list[Quote]):
    """Rows of the table in a list, which a notebook shows as marked text.

    Each paragraph that holds a quote is shown with the quote, its speaker's mention, the reporting words and
    the source marked, and below it who said it, through whom, and how likely that is.

    >>> Quotes([])
    []
    """

    __slots__ = ()

    @overload
    def __getitem__(self, index: SupportsIndex, /) -> Quote: ...
    @overload
    def __getitem__(self, index: slice, /) -> Self: ...
    def __getitem__(self, index: SupportsIndex | slice, /) -> "Quote | Self":
        """Return a row, or for a slice the rows, which show themselves in the same way."""
        if isinstance(index, slice):
            return type(self)(super().__getitem__(index))
        return super().__getitem__(index)

    def _repr_html_(self) -> str:
        """Return what a notebook shows; every word of the article is escaped."""
        if not self:
            return "<p>No direct quotes.</p>"
        shown_rows = islice(self, _MOST_SHOWN)
        passages = (
            list(rows) for _, rows in groupby(shown_rows, attrgetter("doc_id", "paragraph", "context"))
        )
        drawn = "".join(map(_passage, passages))
        more = f"<p>… and {len(self) - _MOST_SHOWN:,} more</p>" if len(self) > _MOST_SHOWN else ""
        return f'{_STYLE}<div class="quotes-rows">{drawn}{more}{_LEGEND}</div>'


def _passage(rows: list[Quote]) -> str:
    """Return the context that the rows share, marked, and a line on each of them."""
    context = rows[0].context
    marks = list(dict.fromkeys(mark for row in rows for mark in context_marks(row)))
    text = marked_html(context, Span(0, len(context)), marks)
    return f'<blockquote dir="auto">{text}</blockquote>' + "".join(map(_line, rows))


def _line(row: Quote) -> str:
    """Return who said it, through whom, and how the tool knows."""
    speaker = (
        f"<b><bdi>{escape_html(row.speaker)}</bdi></b>" if row.speaker else "<i>speaker not identified</i>"
    )
    source = f" via <bdi>{escape_html(row.source)}</bdi>" if row.source else ""
    carried = " (inferred)" if row.source_basis == "carried" else ""
    words = f"“{escape_html(shortened(row.quote, _PREVIEW))}”"
    mention = (
        f" · “<bdi>{escape_html(row.mention)}</bdi>”" if row.mention and row.mention != row.speaker else ""
    )
    facts = f"{row.confidence:.0%} · {escape_html(row.rule)}"
    return f"<p>{speaker}{source}{carried}: {words}<br><small>{facts}{mention}</small></p>"
