"""Where sentences begin. No parser is needed, so this covers paragraphs that are never parsed, too."""

import re
from bisect import bisect_right
from collections.abc import Sequence
from functools import cached_property

from quotes.language import Lexicon, fold
from quotes.types import Quotation, Span

_END = re.compile(
    r"[.!?…](?:['\"’”)\]_]*\s+(?=[^a-z\s])"
    # Text copied from the web may have no space between sentences: "He left.Ada Quill", "she said.“No”".
    r"|(?:(?<=[a-z]{2}[.!?])|(?<=__[.!?]))_?(?=[A-Z][a-z]+[\s,]|_{4}))"
)
_INITIALS = re.compile(r"(?:[^\W\d_]\.)+$")
_LETTERS = re.compile(r"(?:[^\W\d_]\.){2,}$")
_OPENING = re.compile(r"\s+(?P<word>[A-Z][\w’']*),?\s+[a-z]")
_NUMBER = re.compile(r"\s\d")
_LAST_WORD = re.compile(r"\S+$")
_LONGEST_WORD = 20


class Sentences:
    """The sentences of a text, numbered from 0. Inside a quotation only its last character can end one.

    >>> from quotes.language import english
    >>> from quotes.types import Span
    >>> text = "It rained at the harbour.Ada Quill left. She took a boat."
    >>> Sentences(text, [Span(0, len(text))], (), english().lexicon).ordered
    [0, 25, 41]
    """

    def __init__(
        self, text: str, paragraphs: Sequence[Span], quotations: Sequence[Quotation], lexicon: Lexicon
    ) -> None:
        masked = mask_quotations(text, quotations)
        self._starts: list[int] = []
        for paragraph in paragraphs:
            self._starts.append(paragraph.start)
            for end in _END.finditer(masked, paragraph.start, paragraph.end):
                if not _is_abbreviation(masked, end.start(), lexicon):
                    self._starts.append(end.end())

    def number_at(self, offset: int) -> int:
        """Number of the sentence that contains ``offset``."""
        return max(0, bisect_right(self._starts, offset) - 1)

    def start_of(self, number: int) -> int:
        """Offset at which a sentence begins."""
        return self._starts[number]

    @property
    def ordered(self) -> Sequence[int]:
        """The offsets at which sentences begin, in order."""
        return self._starts

    @cached_property
    def starts(self) -> frozenset[int]:
        """The offsets at which sentences begin."""
        return frozenset(self._starts)


def mask_quotations(text: str, quotations: Sequence[Quotation]) -> str:
    """Replace quoted words by underscores, all but their last character. Offsets stay the same.

    >>> from quotes.language import english
    >>> from quotes.text import find_quotations
    >>> mask_quotations('"No," he said.', find_quotations('"No," he said.', english()))
    '___,_ he said.'
    """
    parts: list[str] = []
    reached = 0
    for quotation in quotations:
        outer, last = quotation.outer, quotation.span.end - 1
        if outer.start < reached:
            continue
        parts += [text[reached : outer.start], "_" * (last - outer.start), text[last : last + 1]]
        parts.append("_" * (outer.end - last - 1))
        reached = outer.end
    return "".join([*parts, text[reached:]])


def ends_in_letters(text: str, end: int, lexicon: Lexicon) -> bool:
    """Does a sentence end at ``end``, behind letters with full stops: "He lives in the U.S. The rest left"?

    >>> from quotes.language import english
    >>> [ends_in_letters(text, 8, english().lexicon) for text in ("the U.S. If it is", "the U.S. First Lady")]
    [True, False]
    """
    opening = _OPENING.match(text, end)
    return (
        opening is not None
        and fold(opening["word"]) in lexicon.opening_words
        and _LETTERS.search(text, max(0, end - _LONGEST_WORD), end) is not None
    )


def _is_abbreviation(masked: str, stop: int, lexicon: Lexicon) -> bool:
    """Does the full stop at ``stop`` belong to a title, an initial, or a word before a number: "Nov. 12"?"""
    word = _LAST_WORD.search(masked, max(0, stop - _LONGEST_WORD), stop + 1)
    if not word or masked[stop] != "." or ends_in_letters(masked, stop + 1, lexicon):
        return False
    folded = fold(word.group())
    if folded in lexicon.before_numbers and word.group()[0].isupper() and _NUMBER.match(masked, stop + 1):
        return True
    known = folded in lexicon.titles or folded in lexicon.first_names  # "Md. Ada Quill"
    return known or _INITIALS.match(word.group()) is not None
