"""Paragraphs of a text: blank lines divide them, and so do line breaks that are not hard wraps."""

import re
from bisect import bisect_right

from quotes.types import Span

_BLOCK = re.compile(r"\S(?:.*?\S)?(?=\s*?\n[^\S\n]*\n|\s*\Z)", re.DOTALL)
_WRAP_WIDTH = range(40, 121)


def split(text: str) -> tuple[Span, ...]:
    r"""Return the spans of the paragraphs of ``text``, in order, without surrounding white space.

    A line break inside a block ends a paragraph unless the block is hard-wrapped.

    >>> text = "One.\n\nTwo,\n"
    >>> [span.of(text) for span in split(text)]
    ['One.', 'Two,']
    """
    return tuple(line for block in _BLOCK.finditer(text) for line in _lines(text, Span(*block.span())))


def number_at(paragraphs: tuple[Span, ...], offset: int) -> int:
    """Return the 0-based number of the paragraph that holds ``offset`` (or the last one before it)."""
    return max(0, bisect_right(paragraphs, (offset, float("inf"))) - 1)


def _lines(text: str, block: Span) -> list[Span]:
    """Return the block as one paragraph where it is hard-wrapped, else one paragraph a line."""
    content = block.of(text)
    if "\n" not in content:
        return [block]
    lines = content.split("\n")
    if _is_hard_wrapped([line.rstrip() for line in lines]):
        return [block]
    spans, start = [], block.start
    for line in lines:
        if line.strip():
            lead = len(line) - len(line.lstrip())
            spans.append(Span(start + lead, start + len(line.rstrip())))
        start += len(line) + 1
    return spans


def _is_hard_wrapped(lines: list[str]) -> bool:
    """Tell whether every line but the last was broken where the next line's first word no longer fitted."""
    width = max(len(line) for line in lines)
    if width not in _WRAP_WIDTH:
        return False
    return all(
        len(line) + 1 + len(following.split(None, 1)[0] if following.split() else "") > 0.8 * width
        for line, following in zip(lines, lines[1:], strict=False)
    )
