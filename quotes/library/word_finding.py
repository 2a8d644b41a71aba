"""Where the library has given words: in its quotes, and in the texts of its articles."""

import json
from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import Connection

from quotes.library.article_texts import articles_near, terms_of
from quotes.library.count_queries import CountQueries
from quotes.library.derived_tables import article_of
from quotes.library.filters import Filter, Sort
from quotes.library.quote_queries import fetch_quotes
from quotes.library.shared_prints import similar_wordings
from quotes.library.sorted_quotes import sorted_ids
from quotes.library.wordings import digest_number
from quotes.matching import LONG, Comparison, compare, find_passage, fingerprint, split_words
from quotes.types import Article, Quote

MOST_FOUND = 20

_MOST_COMPARED = 60
_MOST_ARTICLES = 12
_LEAST_SIMILAR = 0.3
_PLACES = {"exact": 0, "shortened": 1, "altered": 2, "more": 3, "different": 4}
"""The order of wordings; "more" is where the given words have more than those that are there."""

_AMONG = "IN (SELECT value FROM json_each(?))"
_EXACT = "SELECT id FROM wordings WHERE digest = ?"
_LINES = f"""SELECT spoken.wording, spoken.id, kept_listing.article
    FROM spoken JOIN kept_listing ON kept_listing.id = spoken.id
    WHERE spoken.wording {_AMONG} ORDER BY nullif(published, 0) IS NULL, published, spoken.id LIMIT ?"""
_AROUND = """SELECT kept_listing.id FROM kept_listing JOIN quotes ON quotes.id = kept_listing.id
    WHERE kept_listing.article = ? AND kept_listing.start < ? AND quotes."end" > ?
    ORDER BY min(quotes."end", ?) - max(kept_listing.start, ?) DESC LIMIT 1"""


@dataclass(frozen=True, slots=True)
class FoundWords:
    """A place that has given words, or most of them.

    Attributes:
        quote_id: the quote that has them; None if they are in the text of an article only.
        doc_id: the article.
        title: its title.
        outlet: its outlet.
        published: its date (ISO).
        url: its web address.
        speaker: who says the quote.
        source: through whom the quote came.
        quote: the words there, of the whole quote or of the passage.
        start: where they begin in the article's text.
        end: where they end.
        comparison: how the given words (first) compare with those there (second).

    """

    quote_id: str | None
    doc_id: str
    title: str | None
    outlet: str | None
    published: str | None
    url: str | None
    speaker: str | None
    source: str | None
    quote: str
    start: int
    end: int
    comparison: Comparison


class WordFinding(CountQueries):
    """Looking for words."""

    def find_words(self, quote: str, *, limit: int = MOST_FOUND, in_texts: bool = True) -> list[FoundWords]:
        """Find the quotes and passages of articles that have the words of a quote, the best match first.

        After those come the nearest ones, whose wording is different. Quotes and articles are found by the
        library's indexes; it does not read them all. Without ``in_texts`` only quotes are searched, which is
        quicker.
        """
        with self._reading() as connection:
            numbers = dict(_lines(connection, quote, limit))
            rows = fetch_quotes(connection, list(numbers))
            found = [_in_quote(row, compare(quote, row.quote)) for row in rows]
            if in_texts:
                articles = zip(numbers.values(), found, strict=True)
                known = {article for article, each in articles if _is_there(each)}
                found += _passages(connection, quote, known)
        return sorted(found, key=_rank)[:limit]

    def find_words_of(self, speaker: str, words: str, *, limit: int = MOST_FOUND) -> list[FoundWords]:
        """Find the quotes of a speaker that have a few words, the best match first.

        `find_words` finds a fragment of one word only where it is a quote of its own.
        """
        terms = terms_of(words)
        if not terms:
            return []
        phrase = '"{}"'.format(" ".join(terms))
        with self._reading() as connection:
            ids = sorted_ids(connection, Filter(words=phrase, speakers=(speaker,)), Sort.newest).limit(limit)
            rows = fetch_quotes(connection, list(connection.scalars(ids)))
        found = (_in_quote(row, compare(words, row.quote)) for row in rows)
        return sorted(filter(_is_there, found), key=_rank)


def _lines(connection: Connection, quote: str, limit: int) -> Iterator[tuple[int, int]]:
    """Yield the quotes whose words are near, each with its article."""
    exact = connection.exec_driver_sql(_EXACT, (digest_number(quote),)).scalars().all()
    prints = fingerprint(quote) if len(split_words(quote)) >= LONG else frozenset()
    near = similar_wordings(connection, prints)[:_MOST_COMPARED]
    for wordings in (exact, [each for each in near if each not in exact]):
        for _, number, article in connection.exec_driver_sql(_LINES, (json.dumps(wordings), 5 * limit)):
            yield number, article


def _passages(connection: Connection, quote: str, known: set[int]) -> Iterator[FoundWords]:
    """Yield the passages of articles that have the words, other than ``known`` articles."""
    for number in articles_near(connection, quote, _MOST_ARTICLES + len(known)):
        if number in known or _is_in_bin(connection, number):
            continue
        article, _ = article_of(connection, number)
        passage = find_passage(quote, article.text)
        if passage is None or passage.comparison.similarity < _LEAST_SIMILAR:
            continue
        start, end = passage.start, passage.end
        around = connection.exec_driver_sql(_AROUND, (number, end, start, end, start)).scalars().all()
        row = next(iter(fetch_quotes(connection, list(around))), None)
        yield _in_text(article, start, end, passage.comparison, row)


def _is_in_bin(connection: Connection, article: int) -> bool:
    return connection.exec_driver_sql("SELECT 1 FROM bin WHERE article = ?", (article,)).scalar() is not None


def _in_quote(row: Quote, comparison: Comparison) -> FoundWords:
    return FoundWords(
        row.quote_id,
        row.doc_id,
        row.title,
        row.outlet,
        row.published,
        row.url,
        row.speaker,
        row.source,
        row.quote,
        row.start,
        row.end,
        comparison,
    )


def _in_text(article: Article, start: int, end: int, comparison: Comparison, row: Quote | None) -> FoundWords:
    """Describe a passage; if most of it is in a quote, it has the quote's speaker and source."""
    if row is not None and 2 * (min(end, row.end) - max(start, row.start)) <= end - start:
        row = None
    return FoundWords(
        row.quote_id if row else None,
        article.id or "",
        article.title,
        article.outlet,
        article.published,
        article.url,
        row.speaker if row else None,
        row.source if row else None,
        article.text[start:end],
        start,
        end,
        comparison,
    )


def _is_there(found: FoundWords) -> bool:
    return found.comparison.wording != "different"


def _rank(found: FoundWords) -> tuple[object, ...]:
    compared = found.comparison
    return (
        _PLACES["more" if compared.part == "second" else compared.wording.value],
        compared.grave,
        -compared.similarity,
        found.quote_id is None,
        found.published or "9999",
        found.doc_id,
        found.start,
    )
