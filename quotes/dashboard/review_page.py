"""The page of review: the queue of quotes to check, marking what was missed, and what was said so far."""

from pathlib import Path

import streamlit as st

from quotes.dashboard import cards, first_run, history, review_history, review_missed, review_queue
from quotes.dashboard.context import Context
from quotes.dashboard.review_visit import View, visit

_VIEWS = {View.queue: "To check", View.missed: "Missed quote", View.history: "History"}
_CHOSEN = "review-view"


def draw(context: Context) -> None:
    """Draw the page."""
    st.html(Path(__file__).parent / "review.css")
    st.html(cards.masthead("Review", "what is right, what is not"))
    if context.library.articles(limit=1).empty:
        first_run.offer(context)
        return
    here = visit()
    if history.leads("review"):
        here.take(history.parameters())
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
        case View.queue:
            review_queue.draw(context, here)
        case View.missed:
            review_missed.draw(context, here)
        case View.history:
            review_history.draw(context.library, here)
    history.keep(here.parameters(), complete=True)


def _choose() -> None:
    visit().go_to(st.session_state[_CHOSEN] or View.queue)
