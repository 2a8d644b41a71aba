"""The page of add."""

import streamlit as st

from quotes.dashboard.context import Context


def draw(context: Context) -> None:
    """Draw the page."""
    st.html("<h1 class='masthead'>add</h1>")
