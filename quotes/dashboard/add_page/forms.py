"""The three ways to hand in articles: pasted, uploaded, or by their addresses."""

from collections.abc import Callable, Iterator, Mapping
from enum import StrEnum

import streamlit as st

from quotes.dashboard.shared import address_leads, address_parameters, keep_address, last_value
from quotes.reading import MOST_ADDRESSES, ReadingOutcome, read_addresses, read_pasted, read_uploads


class Way(StrEnum):
    """A way to hand in articles."""

    paste = "paste"
    upload = "upload"
    web = "web"


_NAMES: Mapping[Way, str] = {Way.paste: "Paste a text", Way.upload: "Upload files", Way.web: "From the web"}
_WAY = "add_way_chosen"
_SHOWN = "add_way"
_UPLOADS = "add_uploads"

Handed = Callable[[], Iterator[ReadingOutcome]]
"""Begins to read what was handed in; raises InputError where a field is wrong."""


def draw() -> Handed | None:
    """Draw the ways and the chosen one's fields, and return what to read once a visitor says so."""
    st.session_state[_SHOWN] = st.session_state[_WAY]
    st.segmented_control(
        "How to add articles",
        list(Way),
        format_func=lambda way: _NAMES[way],
        required=True,
        key=_SHOWN,
        on_change=_choose,
        label_visibility="collapsed",
    )
    return {Way.paste: _paste, Way.upload: _upload, Way.web: _web}[st.session_state[_WAY]]()


def follow_address() -> None:
    """Take the way from the address where that leads, else write it there."""
    if address_leads("add"):
        asked = last_value(address_parameters(), "way")
        st.session_state[_WAY] = Way(asked) if asked in list(Way) else Way.paste
    way = st.session_state[_WAY]
    keep_address({} if way is Way.paste else {"way": [way.value]})


def _choose() -> None:
    """Take over the way that a visitor chose; the widget's own value is lost where it is not drawn."""
    st.session_state[_WAY] = st.session_state[_SHOWN]


def clear() -> None:
    """Empty all fields."""
    for name in ("text", "title", "outlet", "date", "url", "addresses", "column"):
        st.session_state.pop(f"add_{name}", None)
    st.session_state[_UPLOADS] = st.session_state.get(_UPLOADS, 0) + 1


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


def _upload() -> Handed | None:
    turn = st.session_state.get(_UPLOADS, 0)
    files = st.file_uploader(
        "Files: text, web pages, PDF, Word, tables, JSON, or zip archives of these",
        accept_multiple_files=True,
        key=f"add_files_{turn}",
    )
    folder = st.file_uploader(
        "Or a whole folder", accept_multiple_files="directory", key=f"add_folder_{turn}"
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
