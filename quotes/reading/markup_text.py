"""Markup trees (HTML, Word) to text: each block element becomes a paragraph."""

import re
from collections.abc import Collection
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.etree import _Element

_SPACE = re.compile(r"[ \t\r\n\f]+")


def paragraphs_of(root: "_Element", blocks: Collection[str], line_breaks: Collection[str]) -> list[str]:
    """Extract the paragraphs under ``root``.

    Args:
        root: the tree.
        blocks: names of the elements that begin and end a paragraph.
        line_breaks: names of the elements that break a line within a paragraph.

    """
    written = "".join(_pieces(root, blocks, line_breaks))
    paragraphs = (
        "\n".join(_SPACE.sub(" ", line).strip(" ") for line in paragraph.split("\0"))
        for paragraph in written.split("\1")
    )
    return [stripped for paragraph in paragraphs if (stripped := paragraph.strip())]


def _pieces(root: "_Element", blocks: Collection[str], line_breaks: Collection[str]) -> list[str]:
    r"""Collect the text in order, with "\1" at the edges of blocks and "\0" at line breaks."""
    pieces: list[str] = []
    stack: list[tuple[_Element, bool]] = [(root, False)]
    while stack:  # not recursive: hostile pages nest deeper than Python allows
        element, ended = stack.pop()
        if ended:
            pieces += [
                "\1" if element.tag in blocks else "",
                element.tail or "" if element is not root else "",
            ]
            continue
        if element.tag in line_breaks:
            pieces.append("\0")
        pieces += [
            "\1" if element.tag in blocks else "",
            (element.text or "") if isinstance(element.tag, str) else "",
        ]
        stack.append((element, True))
        stack += [(child, False) for child in reversed(element)]
    return pieces
