"""The end of a login, in all windows of the browser that has logged in.

Streamlit takes the cookie away and forgets who has the window in which a person logs out. A second window
would go on as that person until it is loaded again.
"""

from collections import OrderedDict
from collections.abc import Mapping
from threading import Lock

import streamlit as st
from streamlit import runtime

from quotes.dashboard.login.visitor import Visitor

_MOST_WINDOWS = 10_000
_logged_in: OrderedDict[str, Mapping[str, object]] = OrderedDict()
"""What the login of each window says, by its session."""
_lock = Lock()


def note_login(visitor: Visitor) -> None:
    """Note the login of a window, which is asked for in each run of a page that needs one."""
    with _lock:
        _logged_in[visitor.session] = dict(visitor.user)
        _logged_in.move_to_end(visitor.session)
        while len(_logged_in) > _MOST_WINDOWS:
            _logged_in.popitem(last=False)


def log_out(visitor: Visitor) -> None:
    """End the login of a window, and of all others whose login says the same: those of the same browser."""
    login = dict(visitor.user)
    with _lock:
        sessions = [session for session, user in _logged_in.items() if user == login]
        for session in sessions:
            del _logged_in[session]
    if runtime.exists():
        for session in sessions:
            if session != visitor.session:
                _end(session)
    st.logout()


def _end(session: str) -> None:
    """Forget who has a window; if it is open it is drawn again, and then asks for a login."""
    running = runtime.get_instance()
    running.clear_user_info_for_session(session)
    if found := running._session_mgr.get_active_session_info(session):
        found.session._event_loop.call_soon_threadsafe(found.session.request_rerun, None)
