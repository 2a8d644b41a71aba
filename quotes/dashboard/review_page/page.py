"""The review page: the quotes to check, the quotes that were missed, and all corrections so far."""

from pathlib import Path

import streamlit as st

from quotes.dashboard.review_page import history, missed, queue, sample
from quotes.dashboard.review_page.state import ReviewState, ReviewView, current_state, store_state, update
from quotes.dashboard.shared import (
    PageContext,
    address_leads,
    address_parameters,
    draw_switch,
    keep_address,
    masthead,
    offer_samples,
)

_VIEWS = {
    ReviewView.queue: "Least certain",
    ReviewView.sample: "Sample",
    ReviewView.missed: "Missed quote",
    ReviewView.history: "History",
}
_CHOSEN = "review-view"


def draw(context: PageContext) -> None:
    """Draw the page."""
    st.html(Path(__file__).parent / "review.css")
    st.html(masthead("Review", "check uncertain quotes"))
    is_empty = context.library.articles(limit=1).empty
    if is_empty and not context.library.number_of_acts():
        offer_samples(context)
        return
    state = current_state()
    if address_leads("review"):
        state = state.at_address(address_parameters())
        store_state(state)
    st.session_state[_CHOSEN] = state.view
    draw_switch("Show", _VIEWS, _CHOSEN, _choose_view)
    match state.view:
        case ReviewView.queue | ReviewView.sample if is_empty:
            offer_samples(context)
        case ReviewView.queue:
            queue.draw(context, state)
        case ReviewView.sample:
            sample.draw(context, state)
        case ReviewView.missed:
            missed.draw(context, state)
        case ReviewView.history:
            history.draw(context, state)
    keep_address(current_state().address(), complete=True)  # drawing chooses the quote, or the last page


def _choose_view() -> None:
    update(ReviewState.go_to, st.session_state[_CHOSEN] or ReviewView.queue)
