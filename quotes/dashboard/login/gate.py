"""The gate before every page: nothing of the library is shown to anybody who may not see it."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import streamlit as st
from streamlit import config

from quotes.dashboard.login.access import (
    Login,
    has_valid_login,
    read_secrets,
    refusal,
    required_login,
    visitor_name,
)
from quotes.dashboard.settings import current_settings, use_settings
from quotes.dashboard.shared import masthead, notice
from quotes.display import templates_of
from quotes.types import InputError

_STYLE = Path(__file__).with_name("gate.css")
_fill = templates_of("quotes.dashboard.login")
# The provider sends people back to the first page, so the browser keeps the address they had asked for. It
# keeps and uses only what follows the origin, so that no link can lead to another site.
_KEEP_WHAT_WAS_ASKED = "<script>sessionStorage.setItem('asked', location.pathname + location.search)</script>"
_GO_TO_WHAT_WAS_ASKED = """<script>{
  const asked = sessionStorage.getItem('asked');
  sessionStorage.removeItem('asked');
  if (asked && asked !== location.pathname + location.search) location.replace(location.origin + asked);
}</script>"""


def login_before_pages() -> Login | None:
    """The login that visitors need; None if only this machine can reach the pages.

    Once there was a login there must be one: if the file of secrets is missing for a moment, nothing opens.

    Raises:
        InputError: the login is set up wrongly, or is needed and missing.

    """
    settings = current_settings()
    login = required_login(_secrets(), config.get_option("server.address"), always=settings.needs_login)
    if login is not None:
        use_settings(replace(settings, needs_login=True))
    return login


def lets_in(login: Login) -> bool:
    """Whether the visitor has logged in and may see the library."""
    user = st.user.to_dict()
    return has_valid_login(login, user) and refusal(login, user) is None


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
            st.html(_KEEP_WHAT_WAS_ASKED, unsafe_allow_javascript=True)


def draw_account() -> None:
    """Draw the account page: who is logged in, and the button to log out."""
    st.html(_STYLE)
    with st.container(key="gate"):
        st.html(masthead("Account"))
        _draw_log_out(st.user.to_dict())


def lead_to_asked_page() -> None:
    """Take a visitor who has just logged in to the page that was asked for before."""
    with st.container(key="lead-on"):
        st.html(_GO_TO_WHAT_WAS_ASKED, unsafe_allow_javascript=True)
    st.html(_STYLE)


def _draw_log_in(provider: str | None) -> None:
    with_whom = f" with {provider.capitalize()}" if provider else ""
    if st.button(f"Log in{with_whom}", type="primary", key=f"login-{provider}", width="stretch"):
        st.login(provider)


def _draw_log_out(user: Mapping[str, object]) -> None:
    st.html(_fill("account", name=visitor_name(user)))
    if st.button("Log out", key="logout"):
        st.logout()


def _secrets() -> dict[str, object]:
    """Read the files of secrets again; Streamlit itself reads them only once.

    Raises:
        InputError: a file cannot be read. The message does not tell visitors where it is.

    """
    try:
        return read_secrets(Path(place) for place in config.get_option("secrets.files"))
    except InputError:
        raise InputError("secrets.toml cannot be read; quotes dashboard tells why when it starts") from None
