"""Article text made safe to show: it cannot run, restyle the page or reorder the words around it.

`quotes.display.rendering` passes every value of a template through `escape_html`. The dashboard shows that
HTML with ``st.html``; Streamlit's Markdown never gets article text.
"""

import html
import re

# Embeddings, overrides and isolates reorder everything after them; the marks U+200E and U+200F do not.
_BIDI_CONTROL = re.compile("[\u202a-\u202e\u2066-\u2069]")
# A browser takes seconds to lay out a word of a hundred thousand letters that it may not break.
_LONG_RUN = re.compile(r"\S{60}(?=\w)")
_SHORT = 60  # characters that a browser need not break
_SPECIAL = re.compile("[\x00\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
_CONTROLS = re.compile("[\x01-\x1f\x7f-\x9f]+")
_UNENCODABLE = re.compile("[\x00\ud800-\udfff]")


def escape_html(text: str) -> str:
    """Turn ``text`` into HTML that shows it character for character.

    A control that would reorder the text stays in place, in a box of its own that names it: a reader sees it,
    and the words around it keep their order.

    >>> escape_html("<b>5 & 6</b>")
    '&lt;b&gt;5 &amp; 6&lt;/b&gt;'
    """
    is_plain = "\0" not in text if text.isascii() else not _SPECIAL.search(text)
    if is_plain and (len(text) <= _SHORT or not _LONG_RUN.search(text)):
        return html.escape(text)  # the same as below, in a fraction of the time
    breakable = _LONG_RUN.sub("\\g<0>\0", encodable(text))
    return _BIDI_CONTROL.sub(_boxed, html.escape(breakable).replace("\0", "<wbr>"))


def widget_label(text: str, limit: int) -> str:
    """Shorten ``text`` to one line for a widget that shows plain text; reordering controls are named.

    >>> widget_label("Ferry returns to Port Ellin", 16)
    'Ferry returns…'
    """
    return one_line(shortened(text, limit))


def one_line(text: str) -> str:
    """Put ``text`` on one line: reordering controls are named, other controls become a space.

    >>> one_line("Ferry  returns")
    'Ferry returns'
    """
    return _BIDI_CONTROL.sub(
        lambda control: f"[{_name(control)}]", encodable(" ".join(_CONTROLS.sub(" ", text).split()))
    )


def encodable(text: str) -> str:
    """Replace the characters that cannot be sent to a browser.

    >>> encodable("a" + chr(0xD800))
    'a\ufffd'
    """
    return _UNENCODABLE.sub("\ufffd", text)


def shortened(text: str, limit: int) -> str:
    """Cut ``text`` to one line of at most ``limit`` characters, after a whole word if possible.

    >>> shortened("The quick brown fox", 12)
    'The quick…'
    """
    line = " ".join(text.split())
    if len(line) <= limit:
        return line
    cut = line[: limit - 1]
    words, _, _ = cut.rpartition(" ")
    return (words if len(words) > limit // 2 else cut) + "…"


def _boxed(control: re.Match[str]) -> str:
    return f'<bdi class="control" data-name="{_name(control)}">{control[0]}</bdi>'


def _name(control: re.Match[str]) -> str:
    return f"U+{ord(control[0]):04X}"
