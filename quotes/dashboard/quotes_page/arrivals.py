"""A quiet line on the page of quotes: so many have come in since the list was drawn."""

import streamlit as st

from quotes.dashboard.shared import PageContext, draws_part, hint, number_with_noun

_SECONDS = 60.0
"""How often an open page asks. It takes the server some milliseconds, and the browser as long."""
_SHOWN = "quotes_when_drawn"


def note_drawn(quotes: int) -> None:
    """Note how many quotes the library has while the list is drawn."""
    st.session_state[_SHOWN] = quotes


@st.fragment(run_every=_SECONDS)
def draw_arrivals(context: PageContext) -> None:
    """Draw the line, if there are more quotes now; never together with the list."""
    if not draws_part():
        return
    number = context.library.totals().quotes
    new = number - st.session_state.get(_SHOWN, number)
    if new <= 0:
        return
    with st.container(key="arrivals", horizontal=True, vertical_alignment="center"):
        words = f"{number_with_noun(new, 'new quote')} since this list was drawn."
        st.html(hint(words, is_status=True), width="content")
        if st.button("Show", key="show-arrivals", type="tertiary"):
            st.rerun()
