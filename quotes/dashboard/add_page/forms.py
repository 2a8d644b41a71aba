"""The three ways to hand in articles: as pasted text, as files, or by their web addresses."""

from collections.abc import Callable, Iterator, Mapping

import streamlit as st

from quotes.dashboard.add_page.state import AddingMethod, AddState, update
from quotes.dashboard.shared import draw_switch
from quotes.reading import MOST_ADDRESSES, ReadingOutcome, read_addresses, read_pasted, read_uploads

_NAMES: Mapping[AddingMethod, str] = {
    AddingMethod.paste: "Paste a text",
    AddingMethod.upload: "Upload files",
    AddingMethod.web: "From the web",
}
_CHOSEN = "add_way"
_FIELDS = ("text", "title", "outlet", "date", "url", "addresses", "column")

Handed = Callable[[], Iterator[ReadingOutcome]]
"""Reads what was handed in; raises InputError if a field is wrong."""


def draw(state: AddState) -> Handed | None:
    """Draw the ways to hand in articles and the form of the chosen one.

    Returns:
        What reads the articles, once the visitor has handed them in.

    """
    st.session_state[_CHOSEN] = state.method
    draw_switch("How to add articles", _NAMES, _CHOSEN, _choose_method)
    match state.method:
        case AddingMethod.paste:
            return _paste()
        case AddingMethod.upload:
            return _upload(state.form_number)
        case AddingMethod.web:
            return _web()


def _choose_method() -> None:
    """Store the chosen method; Streamlit forgets a widget's value on a run that does not draw it."""
    update(AddState.with_method, st.session_state[_CHOSEN])


def clear() -> None:
    """Empty all fields. A file uploader is emptied by another key."""
    for name in _FIELDS:
        st.session_state.pop(f"add_{name}", None)
    update(AddState.with_empty_forms)


def _paste() -> Handed | None:
    with st.form("add_paste", border=False):
        text = st.text_area("Text of the article", height=260, key="add_text", persist_state="session")
        st.html('<p class="hint">Optional details</p>')
        left, right = st.columns([2, 1])
        title = left.text_input("Title", key="add_title", persist_state="session")
        outlet = right.text_input("Outlet", key="add_outlet", persist_state="session")
        url = left.text_input("Web address", key="add_url", placeholder="https://", persist_state="session")
        date = right.text_input("Date", key="add_date", placeholder="2024-03-05", persist_state="session")
        if not st.form_submit_button("Preview", type="primary"):
            return None
    return lambda: read_pasted(text, title=title, outlet=outlet, published=date, url=url)


def _upload(form_number: int) -> Handed | None:
    files = st.file_uploader(
        "Files: text, web pages, PDF, Word, tables, JSON, or zip archives of these",
        accept_multiple_files=True,
        key=f"add_files_{form_number}",
    )
    folder = st.file_uploader(
        "Or a whole folder", accept_multiple_files="directory", key=f"add_folder_{form_number}"
    )
    with st.expander("Choose columns"):
        column = st.text_input("Column with the article text", key="add_column", persist_state="session")
    given = [(upload.name, upload) for upload in (*files, *folder)]
    if not st.button("Preview", type="primary", disabled=not given):
        return None
    return lambda: read_uploads(given, text_column=column.strip() or None)


def _web() -> Handed | None:
    with st.form("add_web", border=False):
        addresses = st.text_area(
            f"Web addresses of articles, one a line, up to {MOST_ADDRESSES}",
            height=180,
            key="add_addresses",
            placeholder="https://",
            persist_state="session",
        )
        if not st.form_submit_button("Preview", type="primary"):
            return None
    return lambda: read_addresses(addresses)
