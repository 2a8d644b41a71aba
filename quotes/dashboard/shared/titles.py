"""What pages show as the title of an article that has none, and what the browser shows as that of a page."""

from collections.abc import Iterable
from dataclasses import replace

import streamlit as st

from quotes.dashboard.shared.part_runs import draws_part
from quotes.display import shortened
from quotes.library import Library
from quotes.types import Quote

_TOOL = "quotes"
_LONGEST = 80
_NAMED = "tab_named"


def name_tab(title: str) -> None:
    """Name the browser's tab after what the page shows. The last name in a run wins.

    The tab keeps its name while only a part of the page is drawn again.
    """
    named = f"{shortened(title, _LONGEST)} · {_TOOL}" if title != _TOOL else _TOOL
    if not draws_part() or st.session_state.get(_NAMED) != named:
        st.session_state[_NAMED] = named
        st.set_page_config(page_title=named)


def with_titles(library: Library, rows: Iterable[Quote]) -> list[Quote]:
    """Give rows of untitled articles their articles' first words as titles."""
    given = list(rows)
    untitled = {row.doc_id for row in given if row.title is None}
    openings = library.openings(untitled) if untitled else {}
    return [replace(row, title=openings.get(row.doc_id)) if row.title is None else row for row in given]
