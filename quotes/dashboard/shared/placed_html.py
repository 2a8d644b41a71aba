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

_SCRIPT = Path(__file__).with_name("placed_html.js")


def script_with_html(script: Path) -> str:
    """A component's script, with the function that shows ``data.html`` in the component's place."""
    return "".join(file.read_text(encoding="utf-8") for file in (_SCRIPT, script))


def html_after_act(html: Markup) -> str | None:
    """What a component is to show: the HTML if only a part of the page is drawn again, or else nothing."""
    context = get_script_run_ctx()
    return str(html) if context and context.fragment_ids_this_run else None


def draw_on_arrival(html: Markup) -> None:
    """Draw the HTML, directly after the component, unless the component shows it."""
    if html_after_act(html) is None:
        st.html(html)
