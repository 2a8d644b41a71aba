"""The gate before every page: nothing of the library is shown to anybody who may not see it."""

from collections.abc import Mapping
from pathlib import Path

import streamlit as st

from quotes.dashboard.login.access import Login, has_valid_login, refusal, visitor_name
from quotes.dashboard.shared import (
    GO_TO_WHAT_WAS_ASKED,
    KEEP_WHAT_WAS_ASKED,
    masthead,
    notice,
    script_element,
)
from quotes.display import templates_of

_STYLE = Path(__file__).with_name("gate.css")
_fill = templates_of("quotes.dashboard.login")


def draw_gate(login: Login) -> None:
    """Draw the page that is shown instead of every other: how to log in, or why access is refused."""
    st.html(_STYLE)
    user = st.user.to_dict()
    with st.container(key="gate"):
        if has_valid_login(login, user):
            st.html(masthead("No access"))
            st.html(notice(refusal(login, user) or "", error=True))
            _draw_log_out(user)
        else:
            st.html(masthead("quotes", "who said what, and which outlet reported it"))
            st.html("<p class='gate-why'>Log in to see this library.</p>")
            for provider in login.providers:
                _draw_log_in(provider)
            st.html(script_element(KEEP_WHAT_WAS_ASKED), unsafe_allow_javascript=True)


def draw_account() -> None:
    """Draw the account page: who is logged in, and the button to log out."""
    st.html(_STYLE)
    with st.container(key="gate"):
        st.html(masthead("Account"))
        _draw_log_out(st.user.to_dict())


def lead_to_asked_page() -> None:
    """Take a visitor who has just logged in to the page that was asked for before."""
    with st.container(key="lead-on"):
        st.html(script_element(GO_TO_WHAT_WAS_ASKED), unsafe_allow_javascript=True)
    st.html(_STYLE)


def _draw_log_in(provider: str | None) -> None:
    with_whom = f" with {provider.capitalize()}" if provider else ""
    if st.button(f"Log in{with_whom}", type="primary", key=f"login-{provider}", width="stretch"):
        st.login(provider)


def _draw_log_out(user: Mapping[str, object]) -> None:
    st.html(_fill("account", name=visitor_name(user)))
    if st.button("Log out", key="logout"):
        st.logout()
