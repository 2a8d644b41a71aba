"""The page of speakers."""

import streamlit as st

from quotes.dashboard.context import Context


def draw(context: Context) -> None:
    """Draw the page."""
    st.html("<h1 class='masthead'>speakers</h1>")
