"""The gate before every page: nothing of the library is shown to anybody who may not see it."""

import os
from collections.abc import Mapping
from pathlib import Path

import streamlit as st
from streamlit import config

from quotes.dashboard.login.access import (
    LOGIN,
    Login,
    always_login,
    has_valid_login,
    read_secrets,
    refusal,
    required_login,
    visitor_name,
)
from quotes.dashboard.shared import masthead, notice
from quotes.display import escape_html, shortened
from quotes.types import InputError

_STYLE = Path(__file__).with_name("gate.css")
_LONGEST_NAME = 60
# The provider sends people back to the first page; the browser keeps for them what they had asked for. Only
# what stands after the origin is kept and used, so that no link leads anywhere else.
_KEEP_WHAT_WAS_ASKED = "<script>sessionStorage.setItem('asked', location.pathname + location.search)</script>"
_GO_TO_WHAT_WAS_ASKED = """<script>{
  const asked = sessionStorage.getItem('asked');
  sessionStorage.removeItem('asked');
  if (asked && asked !== location.pathname + location.search) location.replace(location.origin + asked);
}</script>"""


def login_before_pages() -> Login | None:
    """Return the login that stands before the pages; None where only this machine reaches them.

    Once there was a login there must be one: a file of secrets that is away for a moment opens nothing.

    Raises:
        InputError: the login is not set up rightly, or there is none where one must be.

    """
    found = required_login(_secrets(), config.get_option("server.address"), always=always_login())
    if found is not None:
        os.environ[LOGIN] = "1"
    return found


def lets_in(login: Login) -> bool:
    """Tell whether the visitor has logged in and may see the library."""
    user = st.user.to_dict()
    return has_valid_login(login, user) and refusal(login, user) is None


def draw_gate(login: Login) -> None:
    """Draw what stands in the place of every page: the way in, or why there is none."""
    st.html(_STYLE)
    user = st.user.to_dict()
    with st.container(key="gate"):
        if has_valid_login(login, user):
            st.html(masthead("No access"))
            st.html(notice(refusal(login, user) or "", error=True))
            _draw_log_out(user)
        else:
            st.html(masthead("quotes", "who said what, and through whom"))
            st.html("<p class='gate-why'>This library is for people with a login.</p>")
            for provider in login.providers:
                _draw_log_in(provider)
            st.html(_KEEP_WHAT_WAS_ASKED, unsafe_allow_javascript=True)


def draw_account() -> None:
    """Draw the page of who is logged in, and the way out."""
    st.html(_STYLE)
    with st.container(key="gate"):
        st.html(masthead("Account"))
        _draw_log_out(st.user.to_dict())


def lead_to_asked_page() -> None:
    """Lead a visitor who has just logged in to the page that was asked for before."""
    with st.container(key="lead-on"):
        st.html(_GO_TO_WHAT_WAS_ASKED, unsafe_allow_javascript=True)
    st.html(_STYLE)


def _draw_log_in(provider: str | None) -> None:
    with_whom = f" with {provider.capitalize()}" if provider else ""
    if st.button(f"Log in{with_whom}", type="primary", key=f"login-{provider}", width="stretch"):
        st.login(provider)


def _draw_log_out(user: Mapping[str, object]) -> None:
    who = escape_html(shortened(visitor_name(user), _LONGEST_NAME))
    st.html(f"<p class='gate-why'>You are logged in as <b><bdi>{who}</bdi></b>.</p>")
    if st.button("Log out", key="logout"):
        st.logout()


def _secrets() -> dict[str, object]:
    """Return what the files of secrets say at this moment; Streamlit keeps what it has once read.

    Raises:
        InputError: one of them cannot be read. Visitors are not told where it is.

    """
    try:
        return read_secrets(Path(place) for place in config.get_option("secrets.files"))
    except InputError:
        raise InputError("secrets.toml cannot be read; quotes dashboard tells why when it starts") from None
