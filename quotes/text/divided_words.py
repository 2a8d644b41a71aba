"""Find what divides words and is no part of them: line ends ("Thomp-" / "son") and invisible characters."""

import re

from quotes.text.paragraphs import paragraph_at
from quotes.types import Span

_DIVIDED = re.compile(r"(?<![\w-])([^\W\d_]+)([-\u2010\u00ad][^\S\n]*\n[^\S\n]*)([a-zß-öø-ÿ]+)(?![\w-])")
_WORD = re.compile(r"[^\W\d_]+(?:[-\u2010][^\W\d_]+)*")
_SOFT_HYPHEN = "\u00ad"
_UNSEEN = "\u00ad\u200b\u2060\ufeff"
_INVISIBLE = re.compile(rf"(?<=\w)[{_UNSEEN}]++(?![^\S\n]*\n)|(?<=[^\n])[{_UNSEEN}]++(?=\w)")
_HYPHEN_AT_END = re.compile(r"[-\u2010\u00ad][^\S\n]*\n")
"""What a text has that may divide a word; to search for this is much faster than for whole divided words."""


def divisions(text: str, paragraphs: tuple[Span, ...]) -> list[Span]:
    r"""Find the hyphens and line breaks inside words, and the invisible characters in and beside words.

    A word counts as divided by a line end if the text has it whole elsewhere, and nowhere with a hyphen. So
    compounds keep theirs. A soft hyphen needs no such proof.

    >>> text = "Ada Thompson spoke. Thomp-\nson is vice-\npresident."
    >>> [text[gap.start : gap.end] for gap in divisions(text, (Span(0, len(text)),))]
    ['-\n']
    """
    unseen = any(character in text for character in _UNSEEN)
    invisible = [Span(*match.span()) for match in _INVISIBLE.finditer(text)] if unseen else []
    found = list(_DIVIDED.finditer(text)) if _HYPHEN_AT_END.search(text) else []
    if not found:
        return invisible
    words = set(_WORD.findall(text))
    divided = [
        Span(*match.span(2))
        for match in found
        if paragraph_at(paragraphs, match.start()) == paragraph_at(paragraphs, match.end() - 1)
        and (
            match[2].startswith(_SOFT_HYPHEN)
            or (match[1] + match[3] in words and f"{match[1]}-{match[3]}" not in words)
        )
    ]
    return sorted([*invisible, *divided])
