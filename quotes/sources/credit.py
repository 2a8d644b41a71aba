"""A credit, and how the rules build one from a match of their patterns."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from quotes.language import Lexicon, fold
from quotes.sources.named_outlet import CreditedOutlet
from quotes.sources.outlet_phrases import OutletPhrases
from quotes.types import Span

VENUE, RELAY, POST, BOOK, NAMED = "venue", "relay", "post", "book", "named"


@dataclass(frozen=True, slots=True)
class Credit:
    """An outlet credited with somebody's words.

    ``rule`` names the construction. ``kind`` says how the outlet got the words: they were spoken to it or on
    it (venue), it passed them on (relay), or the speaker published them there (post) or in a book (book);
    "named" if an outlet is only named.
    ``name`` is the outlet, ``mention`` where the text names it, and ``cue`` the span of the crediting words.
    ``others`` are further outlets that the same words credit, such as a programme's network. ``programme``
    is true if the outlet is a programme, ``bare`` if only the sentence makes the name an outlet.
    """

    rule: str
    kind: str
    name: str
    mention: Span
    cue: Span
    others: tuple[str, ...] = ()
    programme: bool = False
    bare: bool = False

    @property
    def is_known(self) -> bool:
        """Is the name known as an outlet, and the words around it a credit?"""
        return not self.bare and self.kind != NAMED


def has_any(text: str, parts: Iterable[str]) -> bool:
    """Does a text contain any of ``parts``? This is much faster than a search with a pattern."""
    return any(part in text for part in parts)


_CLAUSE_ENDS = re.compile(r"[,.;:!?_\n]")
_CLAUSE_WITHIN = 70
_REST_OF_CLAUSE = re.compile(r"(?:\s[^\s_,.;:!?\"“”]+){0,7}\s?")


def make_credit(rule: str, kind: str, credited: CreditedOutlet, start: int) -> Credit:
    """Make the credit for an outlet whose crediting words begin at ``start``."""
    named = credited.named
    cue = Span(start, named.span.end)
    return Credit(
        rule, kind, named.name, named.span, cue, credited.others, named.kind == "programme", named.bare
    )


def credits_after(
    phrases: OutletPhrases, pattern: re.Pattern[str], rule: str, kind: str, *, bare: bool = False
) -> Iterator[Credit]:
    """Yield a credit for each outlet that directly follows a match of ``pattern``.

    With ``bare`` a name counts as an outlet although nothing else marks it.
    """
    for match in pattern.finditer(phrases.text):
        credited = phrases.read(match.end(), bare=bare)
        if credited:
            yield make_credit(rule, kind, credited, match.start())


_TO_SOMEBODY = frozenset({"with", "to", "by"})
"""Prepositions after which a name is that of an outlet or a person, not of a place."""


def credits_after_preposition(
    phrases: OutletPhrases, pattern: re.Pattern[str], prepositions: str, rule: str, kind: str
) -> Iterator[Credit]:
    """Yield a credit for the first outlet after ``prepositions`` that follow a match of ``pattern``."""
    preposition = re.compile(rf"\s(?:{prepositions})\s")
    for match in pattern.finditer(phrases.text):
        rest = _REST_OF_CLAUSE.match(phrases.text, match.end())
        end = rest.end() if rest else match.end()
        for found in preposition.finditer(phrases.text, match.end(), end):
            credited = phrases.read(found.end(), bare=found.group().strip() in _TO_SOMEBODY)
            if credited:
                yield make_credit(rule, kind, credited, match.start())
                break


def credit_by_use(
    phrases: OutletPhrases, match: re.Match[str], rule: str, kind: str, *, person: bool = False
) -> Iterator[Credit]:
    """Yield a credit for the name in a match's first group, which only this use marks as an outlet.

    With ``person`` the name may contain that of a person ("Ada Marsh's show").
    """
    span, words = Span(*match.span(1)), match.group(1)
    outlets = phrases.outlets
    is_outlet = person or not (outlets.is_people(words) or fold(words) in outlets.lexicon.public_bodies)
    if is_outlet and not outlets.within(span):
        yield Credit(rule, kind, " ".join(words.split()), span, Span(*match.span()))


def is_received(text: str, offset: int, lexicon: Lexicon) -> bool:
    """Does the last verb before ``offset`` say that somebody took something in: "saw it on X"?"""
    clause = _CLAUSE_ENDS.split(text[max(0, offset - _CLAUSE_WITHIN) : offset])[-1]
    for word in map(fold, reversed(clause.split())):
        if word in lexicon.receiving_verbs:
            return True
        if word in lexicon.cue_verbs or word in lexicon.weak_cue_verbs or word.endswith("ed"):
            return False
    return False
