"""What a page shows that is drawn without a browser."""

import re
from html import unescape

from streamlit.testing.v1 import AppTest


def drawn_texts(app: AppTest, name: str) -> list[str]:
    """The text of every drawn piece of one class."""
    return [text_of(piece.body) for piece in app.get("html") if f'class="{name}' in piece.body]


def text_of(markup: str) -> str:
    """The text that a browser makes of markup."""
    return unescape(re.sub(r"<[^>]*>", "", markup))
