"""Presses of buttons in a page that was drawn for another session, which the server has forgotten.

Streamlit does what a button calls before it draws the page, and knows what that is from the run before. In
the first run of a session it knows of no button yet, and would lose the press without a word.
"""

import streamlit as st
from streamlit.proto.WidgetStates_pb2 import WidgetState
from streamlit.runtime.scriptrunner import get_script_run_ctx
from streamlit.runtime.state import SessionState

from quotes.dashboard.server.browser_messages import LEFT_OUT

_HAS_BEGUN = "session_has_begun"


def is_first_run() -> bool:
    """Whether this session has not begun before; asked once in every run."""
    is_first = _HAS_BEGUN not in st.session_state
    st.session_state[_HAS_BEGUN] = True
    return is_first


def press_was_lost() -> bool:
    """Whether a button was pressed that did nothing. Asked at the end of the first run of a session."""
    context = get_script_run_ctx()
    if context is None:
        return False
    session = context.session_state._state
    return any(
        _is_lost(state, session) for state in context.session_state.get_widget_states() if state.trigger_value
    )


def _is_lost(press: WidgetState, session: SessionState) -> bool:
    """Whether a press did nothing: it was left out, its button is gone, or it calls what was not known."""
    button = None if press.id == LEFT_OUT else session.get_widget_metadata(press.id)
    return button is None or button.callback is not None
