"""The list of quotes that pages share: a page of it, each row a button that opens it in its article."""

from collections.abc import Callable
from dataclasses import dataclass

import streamlit as st

from quotes.dashboard.shared import cards
from quotes.dashboard.shared.context import PageContext
from quotes.library import Filter, Sort
from quotes.types import Quote

ROWS_A_PAGE = 20


@dataclass(frozen=True, slots=True)
class Choosing:
    """What to do when a visitor opens a quote (None: closes it) or turns to another page."""

    choose: Callable[[str | None], None]
    turn: Callable[[int], None]


def draw_quote_list(  # noqa: PLR0913, PLR0917  (what is listed, and what is seen of it)
    context: PageContext,
    only: Filter,
    sort: Sort,
    number: int,
    page: int,
    opened: str | None,
    choosing: Choosing,
) -> int:
    """Draw one page of the ``number`` quotes that pass the filter, and return the page's number.

    ``page`` counts from 1; one after the last is taken for the last. ``opened`` is a ``quote_id``.
    """
    pages = max(1, -(-number // ROWS_A_PAGE))
    page = min(page, pages)
    first = (page - 1) * ROWS_A_PAGE
    rows = context.library.page(only, sort, limit=ROWS_A_PAGE, offset=first)
    known = context.library.known_as(row.speaker for row in rows if row.speaker)
    with st.container(key="list", gap=None):
        for place, row in enumerate(rows, start=first + 1):
            known_as = known.get(row.speaker or "")
            _row(context, place, row, known_as, choosing, is_open=row.quote_id == opened)
    if pages > 1:
        key = f"pager-{page}"  # a key a page, for the widget keeps its value where filters go back to 1
        st.pagination(pages, default=page, key=key, on_change=_turn, args=(key, choosing))
    return page


def _turn(pager: str, choosing: Choosing) -> None:
    choosing.turn(st.session_state[pager])


def _row(  # noqa: PLR0913
    context: PageContext, place: int, row: Quote, known_as: str | None, choosing: Choosing, *, is_open: bool
) -> None:
    """Draw one row; the whole of it is its button."""
    with st.container(key=f"{'open' if is_open else 'row'}-{place}", gap=None):
        with st.container(key=f"head-{place}", gap=None):
            st.html(cards.quote_card(row, known_as))
            label = f"Close quote {place}" if is_open else f"Show quote {place} in its article"
            wanted = None if is_open else row.quote_id
            st.button(label, key=f"choose-{place}", on_click=choosing.choose, args=(wanted,))
        if is_open:
            text = context.library.article(row.doc_id).article.text
            st.html(cards.opened_quote(row, known_as, text))
            _ways(context, place, row, known_as)


def _ways(context: PageContext, place: int, row: Quote, known_as: str | None) -> None:
    """Draw the ways from an opened quote to its article, its speaker and its correction."""
    with st.container(key=f"ways-{place}", horizontal=True, gap="medium"):
        st.page_link(
            context.pages["article"],
            label="Open in the article",
            query_params={"article": row.doc_id, "quote": row.quote_id},
        )
        if row.speaker:
            st.page_link(
                context.pages["speakers"],
                label="More from this speaker",
                query_params={"speaker": known_as or row.speaker},
            )
        if "review" in context.pages:
            st.page_link(
                context.pages["review"], label="Correct this quote", query_params={"quote": row.quote_id}
            )
