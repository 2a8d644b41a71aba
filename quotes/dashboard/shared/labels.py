"""Text from articles as button labels, which Streamlit reads as Markdown."""

import re

from quotes.display import widget_label

_PUNCTUATION = re.compile(r"([!-/:-@\[-`{-~])")
_JOINER = "\u2060"
# What Streamlit replaces in plain text, after escapes are read: emoji, addresses, arrows and dashes.
_REPLACED = re.compile(r"(?<=:)|(?<=@)|(?<=www)(?=\.)|(?<=[-<>=~])(?=[-<>=~])", re.IGNORECASE)


def plain_label(text: str, limit: int) -> str:
    r"""A label that shows ``text`` unchanged, on one line of at most ``limit`` characters.

    >>> plain_label("**Bo** Reed", 40)
    '\\*\\*Bo\\*\\* Reed'
    >>> plain_label("Ada Quill", 40)
    'Ada Quill'
    """
    apart = _REPLACED.sub(_JOINER, widget_label(text, limit))
    return _PUNCTUATION.sub(r"\\\1", apart)
