"""The gate before every page: nothing of the library is shown to anybody who may not see it."""

from pathlib import Path

import streamlit as st

from quotes.dashboard.login.access import Login, has_valid_login, refusal
from quotes.dashboard.login.account import draw_log_out
from quotes.dashboard.login.visitor import Visitor
from quotes.dashboard.shared import (
    GO_TO_WHAT_WAS_ASKED,
    KEEP_WHAT_WAS_ASKED,
    masthead,
    notice,
    script_element,
)

_STYLE = Path(__file__).with_name("gate.css")


def draw_gate(login: Login, visitor: Visitor) -> None:
    """Draw the page that is shown instead of every other: how to log in, or why access is refused."""
    st.html(_STYLE)
    with st.container(key="gate"):
        if has_valid_login(login, visitor.user):
            st.html(masthead("No access"))
            st.html(notice(refusal(login, visitor.user) or "", error=True))
            draw_log_out(visitor)
        else:
            st.html(masthead("quotes", "who said what, and which outlet reported it"))
            st.html("<p class='gate-why'>Log in to see this library.</p>")
            for provider in login.providers:
                _draw_log_in(provider)
            st.html(script_element(KEEP_WHAT_WAS_ASKED), unsafe_allow_javascript=True)


def lead_to_asked_page() -> None:
    """Take a visitor who has just logged in to the page that was asked for before."""
    with st.container(key="lead-on"):
        st.html(script_element(GO_TO_WHAT_WAS_ASKED), unsafe_allow_javascript=True)
    st.html(_STYLE)


def _draw_log_in(provider: str | None) -> None:
    with_whom = f" with {provider.capitalize()}" if provider else ""
    if st.button(f"Log in{with_whom}", type="primary", key=f"login-{provider}", width="stretch"):
        st.login(provider)
