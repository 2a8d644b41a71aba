"""The account page: who is logged in, and the tokens of their programs."""

from functools import partial
from pathlib import Path

import streamlit as st

from quotes.dashboard.login.access import visitor_name
from quotes.dashboard.login.log_out import log_out
from quotes.dashboard.login.tokens import check_token, make_token
from quotes.dashboard.login.visitor import Visitor
from quotes.dashboard.shared import PageContext, address_leads, hint, masthead, notice
from quotes.display import templates_of
from quotes.library import Library
from quotes.serve import AccessRefusedError
from quotes.types import InputError

_STYLE = Path(__file__).with_name("gate.css")
_NEW = "account_new_token"
_PROBLEM = "account_token_problem"
_NAME = "new_token_name"
_fill = templates_of("quotes.dashboard.login")


def draw_account(context: PageContext, visitor: Visitor) -> None:
    """Draw the page: who is logged in, the button to log out, and the tokens."""
    st.html(_STYLE)
    with st.container(key="gate"):
        st.html(masthead("Account"))
        draw_log_out(visitor)
        _draw_tokens(context, visitor)


def draw_log_out(visitor: Visitor) -> None:
    """Draw who is logged in, and the button to log out."""
    st.html(_fill("account", name=visitor_name(visitor.user)))
    if st.button("Log out", key="logout"):
        log_out(visitor)


def _draw_tokens(context: PageContext, visitor: Visitor) -> None:
    if address_leads("account"):
        _forget()
    st.html(_fill("tokens"))
    made = st.session_state.get(_NEW)
    if made is not None and _is_valid(context.library, made):
        st.html(notice("Copy this token now. It is not shown again once you leave this page."))
        st.code(made, language=None, wrap_lines=True)
    if (problem := st.session_state.get(_PROBLEM)) is not None:
        st.html(notice(problem, error=True))
    for token in context.library.tokens_of(visitor.person):
        with st.container(horizontal=True, vertical_alignment="center", key=f"token-{token.id}"):
            st.html(_fill("token", name=token.name, made=token.made[:10]), width="stretch")
            if not context.read_only:
                revoke = partial(context.library.revoke_token, token.id, visitor.person)
                st.button(
                    "Revoke",
                    key=f"revoke-{token.id}",
                    help="Programs with this token get no more answers.",
                    on_click=revoke,
                )
    if context.read_only:
        st.html(hint("This library is read-only, so tokens cannot be made or revoked here."))
        return
    with st.form("new_token", clear_on_submit=True, border=False):
        st.text_input(
            "Name of the new token", placeholder="feed reader", max_chars=80, autocomplete="off", key=_NAME
        )
        st.form_submit_button("Make token", key="make_token", on_click=_make, args=(context.library, visitor))


def _is_valid(library: Library, token: str) -> bool:
    """Whether a token has not been revoked, here or in another window."""
    try:
        check_token(lambda: library, token)
    except AccessRefusedError:
        return False
    return True


def _make(library: Library, visitor: Visitor) -> None:
    """Make a token of the name that was typed. It is shown until the visitor leaves or makes another."""
    name = st.session_state[_NAME]
    if not name.strip() and _NEW in st.session_state:
        return  # the second click of two, on the box that the first has emptied
    _forget()
    try:
        st.session_state[_NEW] = make_token(library, visitor, name)
    except InputError as error:
        st.session_state[_PROBLEM] = str(error)


def _forget() -> None:
    """Show no token and no problem any more."""
    st.session_state.pop(_NEW, None)
    st.session_state.pop(_PROBLEM, None)
