"""The three ways to hand in a draft: as pasted text, as files, or by its web address."""

from collections.abc import Callable, Iterator, Mapping

import streamlit as st

from quotes.dashboard.check_page.state import DraftEntry, choose_entry, current_state
from quotes.dashboard.shared import draw_switch
from quotes.reading import ReadingOutcome, read_addresses, read_pasted, read_uploads

_NAMES: Mapping[DraftEntry, str] = {
    DraftEntry.paste: "Paste a draft",
    DraftEntry.upload: "Upload files",
    DraftEntry.web: "From the web",
}
_CHOSEN = "check_way"

HandedDraft = Callable[[], Iterator[ReadingOutcome]]
"""Reads the draft that was handed in; raises InputError if a field is wrong."""


def draw(*, only_paste: bool) -> HandedDraft | None:
    """Draw the ways to hand in a draft and the form of the chosen one.

    Returns:
        What reads the draft, once the visitor has asked for the check.

    """
    if only_paste:
        return _paste()
    entry = current_state().entry
    st.session_state[_CHOSEN] = entry
    draw_switch("How to hand in a draft", _NAMES, _CHOSEN, lambda: choose_entry(st.session_state[_CHOSEN]))
    match entry:
        case DraftEntry.paste:
            return _paste()
        case DraftEntry.upload:
            return _upload()
        case DraftEntry.web:
            return _web()


def _paste() -> HandedDraft | None:
    text = st.text_area("Text of the draft", height=260, key="check_text", persist_state="session") or ""
    if not st.button("Check", type="primary", key="check_pasted"):
        return None
    return lambda: read_pasted(text)


def _upload() -> HandedDraft | None:
    files = st.file_uploader(
        "Files: text, Word, PDF or web pages", accept_multiple_files=True, key="check_files"
    )
    if not st.button("Check", type="primary", key="check_uploaded", disabled=not files):
        return None
    return lambda: read_uploads([(each.name, each) for each in files])


def _web() -> HandedDraft | None:
    addresses = st.text_area(
        "Web addresses of drafts, one a line",
        height=120,
        key="check_addresses",
        placeholder="https://",
        persist_state="session",
    )
    if not st.button("Check", type="primary", key="check_fetched"):
        return None
    return lambda: read_addresses(addresses or "")
