"""HTML that acts change. A component of ours shows it (placed_html.js).

In the browser, Streamlit cleans a piece of its own HTML, element by element, each time it changes. That takes
a good part of an act's time. What is to be seen first, before any component has come, is Streamlit's HTML on
arrival: one element, with the HTML as an attribute, which a script of the page shows (inline_scripts.py). The
HTML is safe as it is: it comes from templates that escape what they print, and the policy of the page lets no
script in it run (`quotes.dashboard.server`).
"""

from collections.abc import Mapping
from pathlib import PurePath
from typing import Any
from urllib.parse import quote

import streamlit as st
from markupsafe import Markup

from quotes.dashboard.shared.component_scripts import component_script
from quotes.dashboard.shared.part_runs import draws_part

_ON_ARRIVAL = "html_on_arrival"
_HELD = Markup('<div class="on-arrival" data-on-arrival="{}"></div>')
_AS_THEY_ARE = " \n!#$()*+,-./:;=?@[]^_{|}~"
"""What is not encoded in the attribute. Streamlit removes an attribute with certain tags in it."""


def place_html(
    key: str,
    html: Markup,
    script: str,
    data: Mapping[str, object] | None = None,
    *,
    is_seen_first: bool = False,
    **callbacks: Any,
) -> None:
    """Draw a component that shows the HTML.

    Args:
        key: the component's key.
        html: what it shows.
        script: the name of its script's file.
        data: what else the script is given.
        is_seen_first: let Streamlit draw it when the visitor arrives.
        callbacks: what to call when the script sends something: ``on_NAME_change`` for what it calls NAME.

    """
    name = f"quotes.{PurePath(script).stem}"
    placed = None if is_seen_first and _is_drawn_by_streamlit(key, html) else str(html)
    component = st.components.v2.component(name, js=component_script(script), isolate_styles=False)
    component(key=key, data={**(data or {}), "html": placed}, height="content", **callbacks)
    if placed is None:
        st.html(_HELD.format(quote(html, safe=_AS_THEY_ARE)))


def _is_drawn_by_streamlit(component: str, html: Markup) -> bool:
    """Whether Streamlit draws this HTML, not the component.

    What Streamlit drew on arrival stays as long as it is right: a visitor may be typing there.
    """
    key = f"{_ON_ARRIVAL}-{component}"
    if not draws_part():
        st.session_state[key] = hash(html)
    elif st.session_state.get(key) != hash(html):
        st.session_state[key] = None
    return st.session_state[key] is not None
