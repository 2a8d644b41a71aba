"""Finding articles by the words of their text, with the full-text index `article_words`."""

import math
import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from typing import Any

from sqlalchemy import CompoundSelect, Connection, Integer, Select, Text, column, select, table

from quotes.library import schema
from quotes.library.connection import raw_rows
from quotes.library.name_table import sort_key

_INDEX = table("article_words", column("rowid", Integer), column("article_words", Text))
_TERM = re.compile(r"[^\W_]+")
_LEAST_LETTERS = 4
_MOST_TRIED = 12
_MOST_TERMS = 6
_MOST_ARTICLES = 1_000
_LEAST_HITS = 0.5
_WITH = "SELECT rowid FROM article_words WHERE article_words MATCH ? LIMIT ?"


def with_words(words: str) -> CompoundSelect[Any] | Select[Any]:
    """Select the numbers of articles with a word or phrase in the text or title; its last word may go on."""
    published = schema.publications
    in_title = published.c.title.icontains(words, autoescape=True)
    titled = select(published.c.article).where(published.c.place == 0, in_title)
    terms = terms_of(words)
    if not terms:
        return titled
    matches = _INDEX.c.article_words.op("MATCH", is_comparison=True)(f'"{" ".join(terms)}"*')
    return select(_INDEX.c.rowid).where(matches).union(titled)


def articles_near(connection: Connection, words: str, limit: int) -> list[int]:
    """List articles whose text may have these words, or most of them, the likeliest first.

    The rarest words decide. Words that are all common are looked for as a phrase.
    """
    terms = terms_of(words)
    rare = _with_rare_terms(connection, terms)
    if not rare:
        return _with(connection, " ".join(terms), limit) if terms else []
    hits = Counter(article for articles in rare for article in articles)
    least = math.ceil(_LEAST_HITS * len(rare))
    ranked = sorted(hits.items(), key=lambda hit: (-hit[1], hit[0]))
    return [article for article, number in ranked if number >= least][:limit]


def terms_of(words: str) -> list[str]:
    """Divide words as the index does: without accents, capitals and marks.

    >>> terms_of("The Café’s 3,000 guests")
    ['the', 'cafe', 's', '3', '000', 'guests']
    """
    return _TERM.findall(unicodedata.normalize("NFC", sort_key(words)))


def _with_rare_terms(connection: Connection, terms: Sequence[str]) -> list[list[int]]:
    """The articles that have each of a few words, if they are not many. Long words are tried first."""
    longer = (term for term in dict.fromkeys(terms) if len(term) >= _LEAST_LETTERS)
    tried = sorted(longer, key=len, reverse=True)[:_MOST_TRIED]
    found = (_with(connection, term, _MOST_ARTICLES + 1) for term in tried)
    rare = sorted((articles for articles in found if 0 < len(articles) <= _MOST_ARTICLES), key=len)
    return rare[:_MOST_TERMS]


def _with(connection: Connection, phrase: str, limit: int) -> list[int]:
    """List articles that have a phrase."""
    return [number for (number,) in raw_rows(connection, _WITH, (f'"{phrase}"', limit))]
