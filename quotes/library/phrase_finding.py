"""Reading what words in context need: the texts that have a phrase, and how many have a word."""

import json
import sqlite3
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from typing import Any, NamedTuple

from sqlalchemy import Connection, select

from quotes.library import schema
from quotes.library.count_queries import called
from quotes.library.filters import Filter
from quotes.library.phrase_search import Phrase, TextKind
from quotes.library.quote_queries import EVERYTHING, fetch_quotes
from quotes.library.word_finding import WordFinding
from quotes.library.word_search import TOKENIZER
from quotes.types import Article, Quote

TEXTS_AT_ONCE = 5_000

_AMONG = "IN (SELECT value FROM json_each(?))"
_QUOTES_WITH = "SELECT group_concat(rowid) FROM quotes_search WHERE quotes_search MATCH '{quote} : ' || ?"
_QUOTES = f"SELECT id, quote FROM quotes WHERE id {_AMONG}"
_ARTICLES_WITH = """SELECT id FROM kept_articles
    WHERE id IN (SELECT rowid FROM article_words WHERE article_words MATCH ?)
    ORDER BY published IS NULL, published DESC, id DESC"""
_ARTICLES = f"SELECT id, text FROM articles WHERE id {_AMONG}"
_QUOTES_OF = f"SELECT id FROM kept_listing WHERE article {_AMONG}"


class PhraseText(NamedTuple):
    """A text that may have the phrase: the number of the quote or article in the library, and its words.

    ``speaker`` is the name under which the speaker of a quote is counted.
    """

    number: int
    text: str
    speaker: str | None


@dataclass(frozen=True, slots=True)
class PhraseTexts:
    """The texts that an index finds, the newest first: ``number`` in all, of which ``texts`` yields some."""

    number: int
    texts: Iterator[PhraseText]


class PhraseFinding(WordFinding):
    """Reading texts for words in context (`quotes.insight.concordance`)."""

    @contextmanager
    def phrase_texts(
        self, phrase: Phrase, kind: TextKind, only: Filter = EVERYTHING, *, most: int
    ) -> Iterator[PhraseTexts]:
        """Find the texts that may have a phrase; ``texts`` yields the newest ``most`` of them.

        A filter chooses quotes, or the articles that have such quotes. The index has words by their stems, so
        not every text has the phrase itself.
        """
        import numpy as np  # noqa: PLC0415  (only for counting)

        from quotes.library.cache import mark_found  # noqa: PLC0415

        with self._selecting(only) as (connection, selection):
            columns, passing = selection.columns, selection.passing
            lines = columns.lines
            if kind is TextKind.articles:
                numbers = connection.exec_driver_sql(_ARTICLES_WITH, (phrase.in_index,)).scalars().all()
                if passing is not None:
                    chosen = set(np.unique(lines.article[passing]).tolist())
                    numbers = [number for number in numbers if number in chosen]
                yield PhraseTexts(len(numbers), _texts(connection, _ARTICLES, numbers[:most], {}))
                return
            if phrase.is_open:  # the index of quotes has the stems of words, which "sail*" may go beyond
                articles = connection.exec_driver_sql(_ARTICLES_WITH, (phrase.in_index,)).scalars().all()
                found = np.isin(lines.article, list(articles))
            else:
                found = mark_found(connection, _QUOTES_WITH, phrase.in_index, lines.id)
            places = np.flatnonzero(found if passing is None else found & passing)
            newest = np.lexsort((lines.id[places], -lines.article[places], -lines.published[places]))
            places = places[newest]
            read = places[:most]
            groups = columns.speaker[read].tolist()
            names = called(connection, "speaker", set(groups))
            speakers = {
                number: names[group][0] for number, group in zip(lines.id[read].tolist(), groups, strict=True)
            }
            yield PhraseTexts(len(places), _texts(connection, _QUOTES, list(speakers), speakers))

    def quotes_numbered(self, numbers: Collection[int]) -> dict[int, Quote]:
        """Read the quotes with these numbers; those that are gone by now are left out."""
        listing = schema.listing
        with self._reading() as connection:
            kept = connection.scalars(select(listing.c.id).where(listing.c.id.in_(numbers))).all()
            return dict(zip(kept, fetch_quotes(connection, list(kept)), strict=True))

    def articles_numbered(self, numbers: Collection[int]) -> dict[int, tuple[Article, list[Quote]]]:
        """Read the articles with these numbers, without their texts, each with its quotes."""
        table = schema.articles
        columns = [table.c[name] for name in schema.ARTICLE_COLUMNS]
        with self._reading() as connection:
            listed = json.dumps(list(numbers))
            quotes: defaultdict[str, list[Quote]] = defaultdict(list)
            for row in fetch_quotes(
                connection, list(connection.exec_driver_sql(_QUOTES_OF, (listed,)).scalars())
            ):
                quotes[row.doc_id].append(row)
            query = select(table.c.id, *columns).where(table.c.id.in_(numbers))
            return {
                row.id: (
                    Article("", row.doc_id, row.title, row.outlet, row.published, row.url),
                    quotes[row.doc_id],
                )
                for row in connection.execute(query)
            }

    def texts_with_word(self, words: Iterable[str], kind: TextKind) -> dict[str, int]:
        """Count the quotes, or the articles, that have each word; in quotes, in any of its forms."""
        table = "quotes_search" if kind is TextKind.quotes else "article_words"
        column = "{quote} : " if kind is TextKind.quotes else ""
        query = f"SELECT count(*) FROM {table} WHERE {table} MATCH ?"
        with self._reading() as connection:
            return {
                word: int(connection.exec_driver_sql(query, (f'{column}"{word}"',)).scalar_one())
                for word in words
            }


def stems(words: Sequence[str]) -> dict[str, str]:
    """The stem of each word, as the index of quotes has it.

    >>> stems(["votes", "voting", "ferry"])
    {'votes': 'vote', 'voting': 'vote', 'ferry': 'ferri'}
    """
    with closing(sqlite3.connect(":memory:")) as memory:
        memory.execute(f"CREATE VIRTUAL TABLE words USING fts5(word, tokenize='{TOKENIZER}')")
        memory.executemany("INSERT INTO words (rowid, word) VALUES (?, ?)", enumerate(words))
        memory.execute("CREATE VIRTUAL TABLE stems USING fts5vocab(words, 'instance')")
        found = dict(memory.execute("SELECT doc, term FROM stems"))
    return {word: found.get(number, word) for number, word in enumerate(words)}


def _texts(
    connection: Connection, query: str, numbers: Sequence[int], speakers: dict[int, str | None]
) -> Iterator[PhraseText]:
    """Yield the texts with these numbers, in this order."""
    cursor: Any = connection.connection.cursor()
    for start in range(0, len(numbers), TEXTS_AT_ONCE):
        some = numbers[start : start + TEXTS_AT_ONCE]
        read = dict(cursor.execute(query, (json.dumps(some),)))
        for number in some:
            yield PhraseText(number, read[number], speakers.get(number))
