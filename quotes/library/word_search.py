"""What a person types into a search box, as a search of the full-text index."""

import re
from dataclasses import dataclass

from quotes.types import InputError

TOKENIZER = "porter unicode61 remove_diacritics 2"
"""How the full-text index divides a text into words, and which forms of a word are the same to it."""

MOST_WORDS = 50
MOST_CHARACTERS = 1000
_TERM = re.compile(r'(-?)(?:["“”„«»]([^"“”„«»]*)["“”„«»]?|(\S+))')


@dataclass(frozen=True, slots=True)
class WordSearch:
    """A search in the index's own language: what a quote must have, and what it must not have."""

    wanted: str | None
    unwanted: str | None


def parse_search(words: str) -> WordSearch:
    """Translate what a person typed.

    A quote must have all words, in any form (vote, votes, voting). Words in quotation marks are a phrase; a
    star at the end matches any ending; a minus before a word or phrase excludes it. No other character has
    a meaning.

    >>> parse_search('ferry "at dawn" sail* -harbour')
    WordSearch(wanted='"ferry" "at dawn" "sail"*', unwanted='"harbour"')
    >>> parse_search("NEAR( OR * (")
    WordSearch(wanted='"NEAR(" "OR"', unwanted=None)

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
        raise InputError(f"search: at most {MOST_WORDS} words in one search, not {len(terms)}")
    wanted = " ".join(term for minus, term in terms if not minus)
    unwanted = " OR ".join(term for minus, term in terms if minus)
    return WordSearch(wanted or None, unwanted or None)


def plain_words(words: str) -> list[str]:
    """The words and phrases that a search wants, without the marks of its language.

    >>> plain_words('ferry "at dawn" sail* -harbour')
    ['ferry', 'at dawn', 'sail']
    """
    wanted = parse_search(words).wanted or ""
    return [term.strip('"*') for term in re.findall(r'"[^"]*"\*?', wanted)]


def _literal(words: str, *, star: bool) -> str:
    """Quote words for the index, so that no character in them has a meaning."""
    plain = words.replace('"', " ").replace("\0", " ").strip().removesuffix("*").strip()
    return f'"{plain}"*' if star else f'"{plain}"'
