"""What a page shows that is drawn without a browser."""

import json
import re
from html import unescape
from urllib.parse import unquote

from streamlit.testing.v1 import AppTest


def drawn_html(app: AppTest) -> list[str]:
    """Every piece of HTML: Streamlit's own, and what components of ours show."""
    placed = (json.loads(each.proto.json).get("html") for each in app.get("bidi_component"))
    return [*(_shown(piece.body) for piece in app.get("html")), *filter(None, placed)]


def _shown(body: str) -> str:
    """What a browser makes of HTML that comes as one attribute on arrival (placed_html.py)."""
    held = re.fullmatch(r'<div class="on-arrival" data-on-arrival="([^"]*)"></div>', body)
    return unquote(unescape(held[1])) if held else body


def drawn_texts(app: AppTest, name: str) -> list[str]:
    """The text of every drawn piece of one class."""
    return [text_of(piece) for piece in drawn_html(app) if f'class="{name}' in piece]


def text_of(markup: str) -> str:
    """The text that a browser makes of markup."""
    return unescape(re.sub(r"<[^>]*>", "", markup))
