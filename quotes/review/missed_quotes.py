"""Quotes that the extraction missed: finding the words in an article that somebody says are a quote."""

import re
from collections.abc import Iterable

from quotes.language import english
from quotes.text import find_quotations
from quotes.types import Quotation, Span

LONGEST = 20_000
"""How many characters of the words to find are used."""

_DOUBLE = '"“”„‟«»＂'
_SINGLE = "'‘’‚‛`´"
_DASHES = "-‐‑‒–—―−"
_ALIKE = {letter: f"[{re.escape(each)}]" for each in (_DOUBLE, _SINGLE, _DASHES) for letter in each}
_PIECE = re.compile(r"\s+|\.\.\.|…|.", re.DOTALL)


def find_words(text: str, words: str) -> list[Span]:
    """Find ``words`` in ``text``, exactly or, failing that, with other spaces, dashes and quotation marks.

    Quotation marks around the words are ignored. Parts of longer words are not found.

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
    """List the quotations in marks that do not overlap any span in ``taken``, in order.

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
    """Strip white space and quotation marks; an apostrophe on one side only stays."""
    bare = words.strip().strip(_DOUBLE).strip()
    is_within = len(bare) > 1 and bare[0] in _SINGLE and bare[-1] in _SINGLE
    return bare[1:-1].strip() if is_within else bare


def _found(text: str, words: str, pattern: str) -> list[Span]:
    """Find a pattern for ``words`` in ``text``, but not inside longer words."""
    before = r"(?<!\w)" if words[0].isalnum() else ""
    after = r"(?!\w)" if words[-1].isalnum() else ""
    return [Span(*found.span()) for found in re.finditer(before + pattern + after, text)]


def _like(piece: str) -> str:
    """Make a pattern for everything that looks the same as one letter, dash, mark or space."""
    if piece.isspace():
        return r"\s+"
    if piece in ("...", "…"):
        return r"(?:\.\.\.|…)"
    return _ALIKE.get(piece, re.escape(piece))
