"""What the dashboard adds to the HTML of every page: theme, stylesheet, first scripts, a link to the quotes.

The theme and the stylesheet are there before anything is drawn. From the server's first answer, or out of a
part of the page, they would make the browser draw all of it again.
"""

import json
import tomllib
from pathlib import Path
from typing import Any

from quotes.dashboard.shared import IN_EVERY_PAGE, component_address

_BASES = {"light": 0, "dark": 1}
"""Streamlit's own themes, on which each of ours rests, as its script numbers them (BaseTheme)."""


def _themes() -> str:
    """The themes of theme.toml as JSON, by the names that Streamlit's script looks for."""
    given = tomllib.loads(Path(__file__).with_name("theme.toml").read_text("utf-8"))
    own: dict[str, dict[str, Any]] = {scheme: given.pop(scheme) for scheme in _BASES}
    themes = {
        f"{scheme.upper()}_THEME": {**given, **own[scheme], "base": base} for scheme, base in _BASES.items()
    }
    return json.dumps(themes, separators=(",", ":"))


START = f"""window.__streamlit = {_themes()};
window.__streamlit.BACKEND_BASE_URL = new URL(".", location.href).href;
if (document.cookie.includes("_streamlit_xsrf=")) {{
  const nobody = ["https://nobody.invalid"];
  window.__streamlit.HOST_CONFIG = {{ allowedOrigins: nobody, useExternalAuthToken: false }};
}}"""
"""A script that tells Streamlit's what its parts look like, where its server is, and that no page around this
one may steer it.

Streamlit's would look for its server below the page's own address first, where nothing is. Without the
cookie, which comes with the first answers, the server would not know who has logged in. So a browser that is
new asks first, and no other.
"""
_SKIP = '<a class="skip" href="#root">Skip to quotes</a>\n'
"""The first stop of the Tab key on the page of quotes."""

FRAME_SCRIPTS = (START, *IN_EVERY_PAGE)
"""The scripts in the HTML of every page."""


def in_frame(page: str) -> str:
    """Add the frame to the HTML of a page. The stylesheet follows Streamlit's own, which are in the head."""
    scripts = "".join(f"<script>{script}</script>\n" for script in FRAME_SCRIPTS)
    style = f'<link rel="stylesheet" href="./{component_address("style.css")}">\n'
    return page.replace("</head>", f"{scripts}</head>", 1).replace("<body>", f"<body>\n{style}{_SKIP}", 1)
