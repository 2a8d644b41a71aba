"""The history of corrections, the newest first."""

from abc import ABC, abstractmethod
from collections.abc import Collection
from contextlib import AbstractContextManager
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Connection, Table, func, select

from quotes.library import derived_tables, schema
from quotes.library.corrections import Correction, is_same
from quotes.text import make_quote_id
from quotes.types import Span


@dataclass(frozen=True, slots=True)
class HistoryEntry:
    """A correction, its article, and the words under its span.

    ``quote_id`` is the id of a quote of exactly these words. The library may no longer show it.
    """

    correction: Correction
    doc_id: str
    title: str | None
    words: str
    quote_id: str


def in_bin(said: Table) -> ColumnElement[bool]:
    """Whether the article of a correction is in the bin."""
    articles, deleted = schema.all_articles, schema.bin
    query = select(deleted.c.article).join(articles, articles.c.id == deleted.c.article)
    return query.where(articles.c.text_digest == said.c.text_digest).exists()


class CorrectionHistory(ABC):
    """Questions about the corrections in a library. Corrections that were undone do not count."""

    @abstractmethod
    def _reading(self) -> AbstractContextManager[Connection]:
        """Open a connection that sees one state of the library throughout."""

    def history(
        self, *, limit: int = 20, offset: int = 0, of_acts: Collection[int] | None = None
    ) -> list[HistoryEntry]:
        """List ``limit`` corrections, the newest first, after skipping ``offset`` of them.

        With ``of_acts``, only those of these acts are listed, also if they were undone.
        """
        said, articles = schema.corrections, schema.articles
        query = (
            derived_tables.select_corrections()
            .add_columns(articles.c.doc_id, articles.c.title, articles.c.text)
            .join(articles, articles.c.text_digest == said.c.text_digest)
            .where(said.c.undone.is_(None) if of_acts is None else said.c.act.in_(of_acts))
            .order_by(said.c.id.desc())
            .limit(limit)
            .offset(offset)
        )
        found = []
        with self._reading() as connection:
            for row in connection.execute(query):
                correction = derived_tables.correction_from(row)
                quote_id = make_quote_id(correction.text_digest, correction.span)
                words = correction.span.of(row.text)
                found.append(HistoryEntry(correction, row.doc_id, row.title, words, quote_id))
        return found

    def number_of_corrections(self, *, since: str = "") -> int:
        """Count the corrections, or those made at or after an ISO time (UTC) or date."""
        said = schema.corrections
        query = select(func.count()).where(said.c.undone.is_(None), said.c.made >= since, ~in_bin(said))
        with self._reading() as connection:
            return int(connection.scalar(query) or 0)

    def corrections_of(self, quote_id: str) -> list[Correction]:
        """List the corrections of a quote, or of nearly the same words, oldest first.

        A rejected quote has its corrections too. For an unknown id the list is empty.
        """
        quotes, articles, said = schema.quotes, schema.articles, schema.corrections
        where = (
            select(quotes.c.start, quotes.c.end, articles.c.text_digest)
            .join(articles, articles.c.id == quotes.c.article)
            .where(quotes.c.quote_id == quote_id)
        )
        with self._reading() as connection:
            row = connection.execute(where).first()
            if row is None:
                return []
            query = derived_tables.select_corrections().where(
                said.c.text_digest == row.text_digest, said.c.undone.is_(None)
            )
            found = [
                derived_tables.correction_from(each) for each in connection.execute(query.order_by(said.c.id))
            ]
            span = Span(row.start, row.end)
            return [correction for correction in found if is_same(correction.span, span)]
