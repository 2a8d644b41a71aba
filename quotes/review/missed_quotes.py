"""Quotes that the extraction missed: finding in an article the words that somebody says are one."""

import re
from collections.abc import Iterable

from quotes.language import english
from quotes.text import find_quotations
from quotes.types import Quotation, Span

LONGEST = 20_000
"""Of the words that are looked for, at most so many characters count."""

_DOUBLE = '"“”„‟«»＂'
_SINGLE = "'‘’‚‛`´"
_DASHES = "-‐‑‒–—―−"
_ALIKE = {letter: f"[{re.escape(each)}]" for each in (_DOUBLE, _SINGLE, _DASHES) for letter in each}
_PIECE = re.compile(r"\s+|\.\.\.|…|.", re.DOTALL)


def find_words(text: str, words: str) -> list[Span]:
    """Return where ``words`` stand in ``text``, in order: as they are, else however space and marks go.

    Marks around the words are no part of them. Words that begin or end within a word of the text are not
    found.

    >>> text = "“It’s a mess,” he said. It's a mess."
    >>> [place.of(text) for place in find_words(text, '"It’s a  mess"')]
    ['It’s a mess', "It's a mess"]
    >>> [place.start for place in find_words(text, "It’s a mess")], find_words(text, "a me")
    ([1], [])
    """
    bare = _without_marks(words[:LONGEST])
    if not any(map(str.isalnum, bare)):
        return []
    return _found(text, bare, re.escape(bare)) or _found(
        text, bare, "".join(map(_like, _PIECE.findall(bare)))
    )


def unextracted_quotations(text: str, taken: Iterable[Span]) -> list[Quotation]:
    """Return the quotations in marks that share no words with any span in ``taken``, in order.

    >>> text = "“We sail,” she said of the “Marsh Hen”."
    >>> [quotation.span.of(text) for quotation in unextracted_quotations(text, [Span(1, 9)])]
    ['Marsh Hen']
    """
    spans = list(taken)
    return [
        quotation
        for quotation in find_quotations(text, english())
        if not any(span.start < quotation.span.end and quotation.span.start < span.end for span in spans)
    ]


def _without_marks(words: str) -> str:
    """Return words without white space and marks around them; an apostrophe on one side alone stays."""
    bare = words.strip().strip(_DOUBLE).strip()
    is_within = len(bare) > 1 and bare[0] in _SINGLE and bare[-1] in _SINGLE
    return bare[1:-1].strip() if is_within else bare


def _found(text: str, words: str, pattern: str) -> list[Span]:
    """Return where a pattern for ``words`` stands in ``text``, not within other words."""
    before = r"(?<!\w)" if words[0].isalnum() else ""
    after = r"(?!\w)" if words[-1].isalnum() else ""
    return [Span(*found.span()) for found in re.finditer(before + pattern + after, text)]


def _like(piece: str) -> str:
    """Return the pattern of all that looks the same as a letter, a dash, a mark or white space."""
    if piece.isspace():
        return r"\s+"
    if piece in ("...", "…"):
        return r"(?:\.\.\.|…)"
    return _ALIKE.get(piece, re.escape(piece))
