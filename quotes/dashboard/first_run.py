"""What an empty library says: what to do next."""

import streamlit as st

from quotes.dashboard import cards
from quotes.dashboard.context import Context


def offer(context: Context) -> None:
    """Draw what to do in a library without articles."""
    st.html(cards.notice("The library is empty."))
