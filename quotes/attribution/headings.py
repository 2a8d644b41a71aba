"""Whose words a heading in marks repeats: ``'Never felt like this'`` above the paragraphs of who said so.

A heading begins something new. So who spoke last does not speak it: it is whoever says its words in the text.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from quotes.attribution.choice import UNDECIDED, Choice
from quotes.attribution.context import QuotationContext
from quotes.attribution.rules import REPEATED
from quotes.language import fold
from quotes.types import Attribution

NEAR = 40
"""A heading repeats one of at most so many quotations below or above it."""

_MOST_WORDS = 12
_LEAST_SHARE = 0.75
"""A heading shortens: at least this share of its words is in the words that it repeats."""

_IN_LIST = re.compile(r"(?::|(?:\A|\n)\s*[\"“”'‘’][^\n]*\w[\"“”'‘’])\s*\Z")
"""Before one of several such lines: "She has two wishes:", or another line in marks."""

_LINE_BEFORE = 400
_SINGLE = frozenset("'‘")
_CALLS = frozenset("?!")
_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True)
class Voiced:
    """A quotation with the choice of its speaker."""

    context: QuotationContext
    choice: Choice | None

    @cached_property
    def words(self) -> Counter[str]:
        """How often each word is in the quotation."""
        return _words(self.context)


def is_heading(
    context: QuotationContext, choice: Choice | None, below: Sequence[QuotationContext] = ()
) -> bool:
    """Is a quotation a line of its own that does not end like a sentence, with no name at its side?

    It may end in "?" or "!" if one of the quotations ``below`` has all its words.
    """
    if not context.alone or (choice and choice.candidate.rule.is_decisive):
        return False
    start = context.quotation.outer.start
    if _IN_LIST.search(context.text, max(0, start - _LINE_BEFORE), start):
        return False
    words = context.quotation.span.of(context.text)
    one_line = len(context.quotation.segments) == 1 and context.quotation.closed
    if not one_line or len(words.split()) > _MOST_WORDS:
        return False
    return words[-1].isalnum() or (words[-1] in _CALLS and _is_repeated(context, below))


def _is_repeated(heading: QuotationContext, below: Sequence[QuotationContext]) -> bool:
    """Does a quotation have all words of a heading, and more?"""
    words = _words(heading)
    return any(words < others for others in map(_words, below))


def repeated_speaker(heading: QuotationContext, others: Sequence[Voiced]) -> Attribution:
    """The speaker of the words that a heading repeats, in the first place below it or else above it.

    ``others`` are the quotations near it.
    """
    words = _words(heading)
    start = heading.quotation.span.start
    shares = [(_share(words, other.words), other) for other in others]
    repeating = [
        (other.context.quotation.span.start < start, -share, other)
        for share, other in shares
        if share >= _LEAST_SHARE and other.choice is not None
    ]
    if not repeating:
        return UNDECIDED
    _, _, other = min(repeating, key=lambda each: each[:2])
    found = other.choice.attribution if other.choice else UNDECIDED
    return replace(found, rule=REPEATED.name, cue=None) if found.mention else UNDECIDED


def is_paraphrase(heading: QuotationContext) -> bool:
    """Does a heading that repeats nobody's words stand in single marks, as a desk's own short form does?"""
    return heading.text[heading.quotation.outer.start] in _SINGLE


def _words(context: QuotationContext) -> Counter[str]:
    """How often each word is in a quotation."""
    return Counter(map(fold, _WORD.findall(context.quotation.span.of(context.text))))


def _share(words: Counter[str], others: Counter[str]) -> float:
    """The share of some words that is among others."""
    return (words & others).total() / max(1, words.total())
