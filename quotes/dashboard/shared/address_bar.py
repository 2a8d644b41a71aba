"""The page's address: read into the session when it leads, written when the visitor leads."""

from urllib.parse import urlencode

import streamlit as st
from markupsafe import Markup
from streamlit.runtime.scriptrunner import get_script_run_ctx

from quotes.library import Parameters

_READ = "address_read"
_LED = "address_led"
_CONFIRMED = "address_confirmed"
_SPOT = Markup('<div data-address-of="{}" data-address="{}" data-number="{}"></div>')


def address_leads(page: str, *, remembers: bool = False) -> bool:
    """Whether to read what to show from the address, not from the session: on arrival, after back or forward.

    On any other run the session is right, and the address that the browser sends may be out of date. If the
    page ``remembers`` what it showed before, it shows that again on arrival at an empty address.
    """
    arrived = st.session_state.get(_READ) != page
    if arrived and remembers and not _came_back() and not address_parameters():
        arrived = False
    st.session_state[_READ] = page
    st.session_state[_LED] = arrived or _came_back()
    return bool(st.session_state[_LED])


def visitor_leads() -> None:
    """Note that the visitor has acted. The address then follows, even if only a part of the page is drawn."""
    st.session_state[_LED] = False


def has_arrived() -> bool:
    """Whether the visitor has just come by an address and has not acted on the page yet."""
    return bool(st.session_state.get(_LED))


def _came_back() -> bool:
    """The visitor came here with back or forward."""
    context = get_script_run_ctx()
    return bool(context and context.is_history_navigation)


def address_parameters() -> dict[str, list[str]]:
    """The parameters of the address, each with all its values."""
    return {name: st.query_params.get_all(name) for name in st.query_params}


def keep_address(shown: Parameters, *, complete: bool = False) -> None:
    """Write what is shown into the address, unless the visitor has just come from there.

    To write an address on arrival would put an extra step between the visitor and the previous page. With
    ``complete``, an empty address is filled even then, so that the visitor can come back to what is shown.
    """
    silent = complete and not address_parameters() and not _came_back()
    if st.session_state.get(_LED) and not silent:
        return
    wanted = {name: list(values) for name, values in shown.items()}
    if address_parameters() != wanted:
        st.query_params.from_dict(wanted)


def confirm_address(page: str) -> None:
    """Tell the browser the address of the page that the visitor has gone to, once it is drawn whole.

    An answer for the page before may come after the visitor has left it, and writes the filters of that page
    into the address of this one. After back or forward, the browser is right.
    """
    before, number = st.session_state.get(_CONFIRMED, (None, 0))
    if before == page:
        return
    st.session_state[_CONFIRMED] = page, number + 1
    if before is not None and not _came_back():
        query = urlencode(address_parameters(), doseq=True)
        with st.container(key="confirmed-address"):
            st.html(_SPOT.format(page, query, number + 1))
