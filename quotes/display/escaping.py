"""Article text made safe to show: nothing in it can run, restyle the page or reorder what stands around it.

Everything that comes out of an article passes through `shown` on its way into HTML, whose markup is ours. In
the dashboard that is ``st.html``; Streamlit's Markdown never sees article text.
"""

import html
import re

# Embeddings, overrides and isolates reorder all that follows them; the marks U+200E and U+200F do not.
_BIDI_CONTROL = re.compile("[\u202a-\u202e\u2066-\u2069]")
# Browsers take seconds to set a word of a hundred thousand letters unless it is told where it may break.
_LONG_RUN = re.compile(r"\S{60}(?=\w)")
_CONTROLS = re.compile("[\x01-\x1f\x7f-\x9f]+")
_UNENCODABLE = re.compile("[\x00\ud800-\udfff]")


def escape_html(text: str) -> str:
    """Return ``text`` as HTML that shows it character for character.

    A control that would reorder the text stays in place but stands alone in a box that names it, so that a
    reader sees it and its neighbours keep their order.

    >>> escape_html("<b>5 & 6</b>")
    '&lt;b&gt;5 &amp; 6&lt;/b&gt;'
    """
    breakable = _LONG_RUN.sub("\\g<0>\0", encodable(text))
    return _BIDI_CONTROL.sub(_boxed, html.escape(breakable).replace("\0", "<wbr>"))


def widget_label(text: str, limit: int) -> str:
    """Return ``text`` for a widget that shows plain text: on one short line, its reordering controls named.

    >>> widget_label("Ferry returns to Port Ellin", 16)
    'Ferry returns…'
    """
    return one_line(shortened(text, limit))


def one_line(text: str) -> str:
    """Return ``text`` as plain text on one line, its reordering controls named, a space for other controls.

    >>> one_line("Ferry  returns")
    'Ferry returns'
    """
    return _BIDI_CONTROL.sub(
        lambda control: f"[{_name(control)}]", encodable(" ".join(_CONTROLS.sub(" ", text).split()))
    )


def encodable(text: str) -> str:
    """Return ``text`` with a replacement character for what cannot be sent to a browser.

    >>> encodable("a" + chr(0xD800))
    'a\ufffd'
    """
    return _UNENCODABLE.sub("\ufffd", text)


def shortened(text: str, limit: int) -> str:
    """Return ``text`` on one line, at most ``limit`` characters, cut at a word where one ends in time.

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
