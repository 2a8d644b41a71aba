"""Acts on a page that was drawn for another session, which the server has forgotten.

Streamlit does what a button or a choice calls before it draws the page, and knows what that is from the run
before. In the first run of a session it knows of none yet, and would lose the act without a word.
"""

from enum import StrEnum

import streamlit as st
from streamlit.proto.WidgetStates_pb2 import WidgetState
from streamlit.runtime.scriptrunner import get_script_run_ctx
from streamlit.runtime.state import SessionState
from streamlit.runtime.state.session_state import WStates

from quotes.dashboard.server.browser_messages import LEFT_OUT

_HAS_BEGUN = "session_has_begun"
_SENT = "values_sent_first"
_CHOSEN = (
    "bool_value",
    "double_array_value",
    "double_value",
    "int_value",
    "string_array_value",
    "string_value",
)


class LostAct(StrEnum):
    """What did nothing."""

    press = "press"
    choice = "choice"


def is_first_run() -> bool:
    """Whether this session has not begun before; asked once in every run, before the page is drawn."""
    is_first = _HAS_BEGUN not in st.session_state
    st.session_state[_HAS_BEGUN] = True
    context = get_script_run_ctx()
    if is_first and context:
        st.session_state[_SENT] = context.session_state.get_widget_states()
    return is_first


def lost_act() -> LostAct | None:
    """What the visitor did that did nothing, if anything. Asked at the end of the first run of a session."""
    context = get_script_run_ctx()
    if context is None:
        return None
    session = context.session_state._state
    sent: list[WidgetState] = st.session_state.pop(_SENT, [])
    if any(_is_lost(state, session) for state in sent if state.trigger_value):
        return LostAct.press
    if any(_is_replaced(state, session) for state in sent if state.WhichOneof("value") in _CHOSEN):
        return LostAct.choice
    return None


def _is_lost(press: WidgetState, session: SessionState) -> bool:
    """Whether a press did nothing: it was left out, its button is gone, or it calls what was not known."""
    button = None if press.id == LEFT_OUT else session.get_widget_metadata(press.id)
    return button is None or button.callback is not None


def _is_replaced(choice: WidgetState, session: SessionState) -> bool:
    """Whether the page shows another value than was sent, and has not called what a change of it calls."""
    widget = session.get_widget_metadata(choice.id)
    if widget is None or widget.callback is None:
        return False
    sent = WStates()
    sent.set_widget_from_proto(choice)
    sent.set_widget_metadata(widget)
    return (sent[choice.id] or None) != (session[choice.id] or None)
