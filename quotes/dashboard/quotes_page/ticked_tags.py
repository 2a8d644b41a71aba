"""The form that gives the ticked quotes a tag, or takes one from them, in one act."""

import streamlit as st

from quotes.dashboard.quotes_page.state import current_state
from quotes.dashboard.shared import notice, number_with_noun, report_change
from quotes.display import widget_label
from quotes.library import Library, Tagged
from quotes.types import InputError

_LABEL = 50


def draw_ticked_tags(library: Library) -> None:
    """Draw the tag to choose or to type, and the buttons that add and remove it."""
    ticked = current_state().ticked.quotes
    with (
        st.form("ticked-tags", border=False),
        st.container(horizontal=True, vertical_alignment="center", gap="small"),
    ):
        tag = st.selectbox(
            "Tag of the selected quotes",
            library.tags(),
            index=None,
            key="ticked-tag",
            format_func=lambda tag: widget_label(tag, _LABEL),
            placeholder="Choose or type a tag",
            accept_new_options=True,
            label_visibility="collapsed",
            width=220,
        )
        adds = st.form_submit_button("Add tag", key="ticked-add-tag", disabled=not ticked)
        removes = st.form_submit_button("Remove tag", key="ticked-remove-tag", disabled=not ticked)
    if not (adds or removes) or not ticked:
        return
    tag = " ".join((tag or "").split())
    if not tag:
        st.html(notice("Choose or type the tag first.", error=True))
        return
    _save(library, tag, ticked, adds=adds)
    st.rerun()


def _save(library: Library, tag: str, ticked: tuple[str, ...], *, adds: bool) -> None:
    """Store the tag, and report it. The quotes stay ticked, for another tag."""
    try:
        act = (library.tag if adds else library.untag)(tag, Tagged.quote, ticked)
    except InputError as error:
        report_change(str(error))
        return
    number = number_with_noun(len(ticked), "quote")
    done = "added to" if adds else "removed from"
    report_change(f"Saved: tag “{tag}” {done} {number}.", act)
