"""What is asked of a library: one filter that the command line and the pages both build."""

import re
from dataclasses import dataclass, fields
from enum import StrEnum

from quotes.types import InputError

UNSURE_BELOW = 0.7
"""Confidence below which a speaker counts as unsure."""

MOST_WORDS = 50
MOST_CHARACTERS = 1000
_TERM = re.compile(r'(-?)(?:["“”„«»]([^"“”„«»]*)["“”„«»]?|(\S+))')


class QuoteKind(StrEnum):
    """A quote that stands by itself, or words woven into the reporter's sentence."""

    full = "full"
    fragment = "fragment"


class SpeakerKind(StrEnum):
    """What a speaker is."""

    person = "person"
    organisation = "organisation"
    unnamed = "unnamed"


class SourceBasis(StrEnum):
    """Whether a source is named for the very quote, or carried on from an earlier one."""

    stated = "stated"
    carried = "carried"


class Sort(StrEnum):
    """The order of quotes. Newest and oldest go by the article's date; undated ones come last."""

    newest = "newest"
    oldest = "oldest"
    relevance = "relevance"
    unsure = "unsure"
    speaker = "speaker"
    source = "source"
    outlet = "outlet"


@dataclass(frozen=True, slots=True, kw_only=True)
class Filter:
    """Which quotes to show; what is left empty lets everything through.

    Of several values of one field any may hold; all fields must. None among ``speakers``, ``sources`` or
    ``outlets`` stands for quotes without one. ``articles`` holds ``doc_id``s. ``since`` and ``until`` are
    ISO dates, both included; so are the bounds of the confidence.
    ``corrected`` and ``unsure`` keep only the quotes that are.
    """

    words: str = ""
    speakers: tuple[str | None, ...] = ()
    sources: tuple[str | None, ...] = ()
    outlets: tuple[str | None, ...] = ()
    articles: tuple[str, ...] = ()
    speaker_kinds: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    bases: tuple[str, ...] = ()
    since: str | None = None
    until: str | None = None
    least_confidence: float | None = None
    most_confidence: float | None = None
    corrected: bool = False
    unsure: bool = False

    @property
    def is_empty(self) -> bool:
        """Whether everything is let through."""
        return all(getattr(self, field.name) == field.default for field in fields(self))


@dataclass(frozen=True, slots=True)
class Search:
    """A full-text search in the index's own language: what must be found, and what must not."""

    wanted: str | None
    unwanted: str | None


def search_of(words: str) -> Search:
    """Return the search for what a user typed.

    All words must be found, in any form (vote, votes, voting); words in quotation marks as a phrase; a star
    after a word lets it go on; a minus before a word or phrase keeps it out. Nothing else has a meaning.

    >>> search_of('ferry "at dawn" sail* -harbour')
    Search(wanted='"ferry" "at dawn" "sail"*', unwanted='"harbour"')
    >>> search_of("NEAR( OR * (")
    Search(wanted='"NEAR(" "OR"', unwanted=None)

    Raises:
        InputError: there are more than `MOST_WORDS` words or `MOST_CHARACTERS` characters.

    """
    if len(words) > MOST_CHARACTERS:
        raise InputError(f"search: at most {MOST_CHARACTERS:,} characters, not {len(words):,}")
    terms = [
        (minus, _literal(phrase or word, star=word.endswith("*")))
        for minus, phrase, word in _TERM.findall(words)
        if any(map(str.isalnum, phrase or word))
    ]
    if len(terms) > MOST_WORDS:
        raise InputError(f"search: at most {MOST_WORDS} words can be looked for at once, not {len(terms)}")
    wanted = " ".join(term for minus, term in terms if not minus)
    unwanted = " OR ".join(term for minus, term in terms if minus)
    return Search(wanted or None, unwanted or None)


def _literal(words: str, *, star: bool) -> str:
    """Return words as the index's language quotes them, in which no character has a meaning."""
    plain = words.replace('"', " ").replace("\0", " ").strip().removesuffix("*").strip()
    return f'"{plain}"*' if star else f'"{plain}"'
