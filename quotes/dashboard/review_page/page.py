"""The page of review: the queue of quotes to check, marking what was missed, and what was said so far."""

from pathlib import Path

import streamlit as st

from quotes.dashboard.review_page import history, missed, queue
from quotes.dashboard.review_page.visit import ReviewView, visit
from quotes.dashboard.shared import (
    PageContext,
    address_leads,
    address_parameters,
    keep_address,
    masthead,
    offer_samples,
)

_VIEWS = {ReviewView.queue: "To check", ReviewView.missed: "Missed quote", ReviewView.history: "History"}
_CHOSEN = "review-view"


def draw(context: PageContext) -> None:
    """Draw the page."""
    st.html(Path(__file__).parent / "review.css")
    st.html(masthead("Review", "check uncertain quotes"))
    if context.library.articles(limit=1).empty:
        offer_samples(context)
        return
    here = visit()
    if address_leads("review"):
        here.take(address_parameters())
    st.session_state[_CHOSEN] = here.view
    st.segmented_control(
        "Show",
        list(_VIEWS),
        format_func=lambda view: _VIEWS[view],
        key=_CHOSEN,
        required=True,
        on_change=_choose,
        label_visibility="collapsed",
    )
    match here.view:
        case ReviewView.queue:
            queue.draw(context, here)
        case ReviewView.missed:
            missed.draw(context, here)
        case ReviewView.history:
            history.draw(context.library, here)
    keep_address(here.parameters(), complete=True)


def _choose() -> None:
    visit().go_to(st.session_state[_CHOSEN] or ReviewView.queue)
