"""HTML that acts change: Streamlit draws it when a visitor arrives, and one of our components after each act.

In the browser, Streamlit cleans a piece of HTML, element by element, each time it changes, which takes a
good part of an act's time. On arrival it is worth that: quotes are seen before any component has come. The
HTML is safe without it, too: it comes from templates that escape what they print, and the page's policy lets
no script in it run (`quotes.dashboard.server`).
"""

from pathlib import Path

import streamlit as st
from markupsafe import Markup
from streamlit.runtime.scriptrunner import get_script_run_ctx

_ON_ARRIVAL = "html_on_arrival"
_SCRIPT = Path(__file__).with_name("placed_html.js")


def script_with_html(script: Path) -> str:
    """A component's script, with the function that shows ``data.html`` in the component's place."""
    return "".join(file.read_text(encoding="utf-8") for file in (_SCRIPT, script))


def html_after_act(component: str, html: Markup) -> str | None:
    """The HTML, if the component with this key is to show it; None if Streamlit is to draw it.

    What Streamlit drew on arrival stays as long as it is right: a visitor may be typing there.
    """
    key, context = f"{_ON_ARRIVAL}-{component}", get_script_run_ctx()
    if not (context and context.fragment_ids_this_run):
        st.session_state[key] = hash(html)
    elif st.session_state.get(key) != hash(html):
        st.session_state[key] = None
        return str(html)
    return None
