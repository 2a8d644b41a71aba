"""The list that `extract` gives: rows that show themselves as marked text in a notebook."""

from functools import cache
from itertools import groupby, islice
from operator import attrgetter
from pathlib import Path
from typing import Self, SupportsIndex, overload

from markupsafe import Markup

from quotes.display.doubt import certainty, is_unsure
from quotes.display.marked_text import marked_html
from quotes.display.rendering import templates_of
from quotes.display.row_marks import context_marks
from quotes.types import Quote, Span

_MOST_SHOWN = 200
_STYLE = Path(__file__).with_name("notebook.css")
_fill = templates_of("quotes.display")


class Quotes(list[Quote]):
    """Rows of the table in a list, which a notebook shows as marked text.

    A notebook shows each paragraph that holds a quote, with the quote, its speaker, the reporting verb and
    the source marked. Below it are the speaker, the source and the confidence.

    >>> Quotes([])
    []
    """

    __slots__ = ()

    @overload
    def __getitem__(self, index: SupportsIndex, /) -> Quote: ...
    @overload
    def __getitem__(self, index: slice, /) -> Self: ...
    def __getitem__(self, index: SupportsIndex | slice, /) -> "Quote | Self":
        """Give a row, or for a slice a list of the same kind."""
        if isinstance(index, slice):
            return type(self)(super().__getitem__(index))
        return super().__getitem__(index)

    def _repr_html_(self) -> str:
        """Draw what a notebook shows."""
        if not self:
            return "<p>No direct quotes.</p>"
        passages = groupby(islice(self, _MOST_SHOWN), attrgetter("doc_id", "paragraph", "context"))
        drawn = [_passage(list(rows)) for _, rows in passages]
        hidden = max(0, len(self) - _MOST_SHOWN)
        said = {"certainty": certainty, "is_unsure": is_unsure}
        return str(_fill("notebook", style=_style(), passages=drawn, hidden=hidden, **said))


def _passage(rows: list[Quote]) -> tuple[Markup, list[Quote]]:
    """Mark the context that the rows share."""
    context = rows[0].context
    marks = list(dict.fromkeys(mark for row in rows for mark in context_marks(row)))
    return marked_html(context, Span(0, len(context)), marks), rows


@cache
def _style() -> Markup:
    return Markup(_STYLE.read_text(encoding="utf-8"))
