"""What a visitor sees in context, kept in the session and shown in the widgets."""

from dataclasses import replace
from typing import Any

import streamlit as st

from quotes.dashboard.context_page.address import ContextAsked
from quotes.dashboard.shared import visitor_leads

_KEY = "context_asked"


def current_asked() -> ContextAsked:
    """What this visitor has chosen to see."""
    asked: ContextAsked = st.session_state.get(_KEY, ContextAsked())
    return asked


def store_asked(asked: ContextAsked) -> None:
    """Store what is shown, and leave the widgets as they are."""
    st.session_state[_KEY] = asked


def show(asked: ContextAsked) -> None:
    """Show something else: store it, and set the widgets to it."""
    store_asked(asked)
    st.session_state.update(
        context_phrase=asked.phrase,
        context_kind=asked.kind,
        context_order=asked.order,
        context_speakers=list(asked.only.speakers),
    )


def follow_widgets() -> None:
    """Show what the widgets say, from the first page on. Widgets call this when they change."""
    visitor_leads()
    asked, widgets = current_asked(), st.session_state
    speakers: Any = tuple(widgets.get("context_speakers", asked.only.speakers))
    store_asked(
        replace(
            asked,
            phrase=widgets["context_phrase"],
            kind=widgets["context_kind"] or asked.kind,
            order=widgets["context_order"] or asked.order,
            only=replace(asked.only, speakers=speakers),
            page=1,
        )
    )


def turn_to(page: int) -> None:
    """Show another page of the lines."""
    visitor_leads()
    store_asked(replace(current_asked(), page=page))
