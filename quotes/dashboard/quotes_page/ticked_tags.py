"""The form that gives the ticked quotes a tag, or takes one from them, in one act."""

from collections.abc import Callable, Collection

import streamlit as st

from quotes.dashboard.quotes_page.gone_ticks import untick_gone
from quotes.dashboard.quotes_page.state import current_state
from quotes.dashboard.shared import notice, number_with_noun, report_change
from quotes.display import widget_label
from quotes.library import Library, Tagged
from quotes.types import InputError

_LABEL = 50
_KEY = "ticked-tag"


def draw_ticked_tags(library: Library) -> None:
    """Draw the tag to choose or to type, and the buttons that add and remove it."""
    ticked = current_state().ticked.quotes
    with (
        st.form("ticked-tags", border=False),
        st.container(horizontal=True, vertical_alignment="center", gap="small"),
    ):
        st.selectbox(
            "Tag of the selected quotes",
            library.tags(),
            index=None,
            key=_KEY,
            format_func=lambda tag: widget_label(tag, _LABEL),
            placeholder="Choose or type a tag",
            accept_new_options=True,
            label_visibility="collapsed",
            width=220,
        )
        adds = st.form_submit_button(
            "Add tag",
            key="ticked-add-tag",
            disabled=not ticked,
            on_click=_change,
            args=(library, library.tag, "added to"),
        )
        removes = st.form_submit_button(
            "Remove tag",
            key="ticked-remove-tag",
            disabled=not ticked,
            on_click=_change,
            args=(library, library.untag, "removed from"),
        )
    if (adds or removes) and not _typed():
        st.html(notice("Choose or type the tag first.", error=True))


def _typed() -> str:
    """The tag that is chosen or typed, "" if none is."""
    return " ".join((st.session_state[_KEY] or "").split())


def _change(library: Library, change: Callable[[str, Tagged, Collection[str]], int], done: str) -> None:
    """Give or take the tag that is typed, and report it. The quotes stay ticked, for another tag."""
    tag, ticked = _typed(), current_state().ticked.quotes
    if not (tag and ticked) or untick_gone(library):
        return
    try:
        act = change(tag, Tagged.quote, ticked)
    except InputError as error:
        report_change(str(error))
        return
    report_change(f"Saved: tag “{tag}” {done} {number_with_noun(len(ticked), 'quote')}.", act)
