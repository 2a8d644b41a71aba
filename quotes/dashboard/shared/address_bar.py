"""The page's address: read into the session when it leads, written when the visitor leads."""

from collections.abc import Iterable

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from quotes.dashboard.shared.address import Parameters

_READ = "address_read"
_LED = "address_led"


def address_leads(page: str, widgets: Iterable[str] = ()) -> bool:
    """Tell whether the address, not the widgets, says what to show: on arrival, and after back or forward.

    On any other run the widgets are right, and the address that the browser sends may be an older one. (Their
    own binding to the address would write their labels, and with them the numbers of quotes.) But where
    one of ``widgets``, their keys, is lost, nothing else says what to show: another page was left before it
    was drawn.
    """
    lost = any(key not in st.session_state for key in widgets)
    arrived = st.session_state.get(_READ) != page or lost
    st.session_state[_READ] = page
    st.session_state[_LED] = arrived or _came_back()
    return bool(st.session_state[_LED])


def _came_back() -> bool:
    """Tell whether the visitor went back or forward to what is shown."""
    context = get_script_run_ctx()
    return bool(context and context.is_history_navigation)


def address_parameters() -> dict[str, list[str]]:
    """Return what the address says, all values of each parameter."""
    return {name: st.query_params.get_all(name) for name in st.query_params}


def keep_address(shown: Parameters, *, complete: bool = False) -> None:
    """Write what is shown into the address, unless that has just led here.

    An arrival that wrote an address of its own would stand between the visitor and the page before. Only with
    ``complete`` it does so where the address said nothing: what is shown could not be come back to.
    """
    silent = complete and not address_parameters() and not _came_back()
    if st.session_state.get(_LED) and not silent:
        return
    wanted = {name: list(values) for name, values in shown.items()}
    if address_parameters() != wanted:
        st.query_params.from_dict(wanted)
