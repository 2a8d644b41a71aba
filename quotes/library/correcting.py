"""Correcting quotes: each correction is an act, and is undone with it."""

from abc import abstractmethod
from collections.abc import Collection
from contextlib import AbstractContextManager

from sqlalchemy import Connection, select

from quotes.library import acts, inserts, schema
from quotes.library.act_kinds import ActKind
from quotes.library.corrections import Correction, CorrectionKind
from quotes.library.count_queries import CountQueries
from quotes.text import digest_text, make_quote_id
from quotes.types import InputError, Span


class Correcting(CountQueries):
    """What people may correct in a library."""

    @property
    @abstractmethod
    def who(self) -> str:
        """Who acts."""

    @abstractmethod
    def _writing(self, *, merge: bool = True, large: bool = False) -> AbstractContextManager[Connection]:
        """Open a write transaction. Its changes are stored together at the end, or not at all."""

    def correct_speaker(
        self, quote_id: str, speaker: str | None, kind: str | None = "person", *, note: str = ""
    ) -> int:
        """Correct the speaker of a quote (None: nobody can tell). Returns the number of the act.

        To confirm the extraction, give its own speaker. ``kind`` is the kind of ``speaker``.
        """
        return self._correct(quote_id, CorrectionKind.speaker, *_speaker(speaker, kind), note)

    def correct_speakers(
        self, quote_ids: Collection[str], speaker: str | None, kind: str | None = "person", *, note: str = ""
    ) -> int:
        """Correct the speaker of several quotes in one act. Returns the number of the act."""
        name, kind = _speaker(speaker, kind)
        quotes, articles = schema.quotes, schema.articles
        query = (
            select(quotes.c.quote_id, articles.c.id, articles.c.text_digest, quotes.c.start, quotes.c.end)
            .join(articles, quotes.c.article == articles.c.id)
            .where(quotes.c.quote_id.in_(quote_ids))
        )
        with self._writing() as connection:
            found = {row.quote_id: row for row in connection.execute(query)}
            for quote_id in quote_ids:
                if quote_id not in found:
                    raise InputError(f"{quote_id}: the library has no quote with this id")
            details = {
                "about": CorrectionKind.speaker.value,
                "value": name,
                "kind": kind,
                "quotes": len(found),
            }
            touched = {row.id for row in found.values()}
            act = acts.record(connection, ActKind.correction, self.who, touched, details, note)
            corrections = [
                Correction(
                    row.text_digest, Span(row.start, row.end), CorrectionKind.speaker, name, kind, note
                )
                for row in found.values()
            ]
            inserts.insert_corrections(connection, corrections, act)
        return act

    def correct_source(self, quote_id: str, source: str | None, *, note: str = "") -> int:
        """Correct the reporting source of a quote (None: no source). Returns the number of the act."""
        return self._correct(quote_id, CorrectionKind.source, _name(source), None, note)

    def reject(self, quote_id: str, *, note: str = "") -> int:
        """Say that a row is not a quote. Returns the number of the act."""
        return self._correct(quote_id, CorrectionKind.not_a_quote, None, None, note)

    def add_missed(self, doc_id: str, span: Span, *, note: str = "") -> str:
        """Say that the words at ``span`` of an article are a quote. Returns the id of the quote.

        It replaces an extracted quote of nearly the same words. Name its speaker with `correct_speaker` and
        its source with `correct_source`.
        """
        table = schema.articles
        with self._writing() as connection:
            article = connection.execute(
                select(table.c.id, table.c.text).where(table.c.doc_id == doc_id)
            ).one_or_none()
            if article is None:
                raise InputError(f"{doc_id}: the library has no article with this id")
            text = article.text
            if not 0 <= span.start < span.end <= len(text) or not span.of(text).strip():
                raise InputError(f"{doc_id}: {span.start} to {span.end} are not words of this article")
            digest = digest_text(text)
            correction = Correction(digest, span, CorrectionKind.missed, note=note)
            store_correction(connection, self.who, article.id, correction)
        return make_quote_id(digest, span)

    def _correct(
        self, quote_id: str, what: CorrectionKind, value: str | None, kind: str | None, note: str
    ) -> int:
        """Store a correction of a quote."""
        quotes, articles = schema.quotes, schema.articles
        query = (
            select(articles.c.id, articles.c.text_digest, quotes.c.start, quotes.c.end)
            .join(articles, quotes.c.article == articles.c.id)
            .where(quotes.c.quote_id == quote_id)
        )
        with self._writing() as connection:
            found = connection.execute(query).first()
            if found is None:
                raise InputError(f"{quote_id}: the library has no quote with this id")
            span = Span(found.start, found.end)
            correction = Correction(found.text_digest, span, what, value, kind, note)
            return store_correction(connection, self.who, found.id, correction)


def store_correction(connection: Connection, who: str, article: int, correction: Correction) -> int:
    """Store one correction of an article as an act, and give the act's number."""
    details = {"about": correction.what.value, "value": correction.value, "kind": correction.kind}
    act = acts.record(connection, ActKind.correction, who, [article], details, correction.note)
    inserts.insert_correction(connection, correction, act)
    return act


def _speaker(given: str | None, kind: str | None) -> tuple[str | None, str | None]:
    """Tidy a speaker's name and kind. Raises InputError if they do not go together."""
    name = _name(given)
    kind = kind if name else None
    if kind not in schema.SPEAKER_KINDS or (name and kind is None):
        raise InputError(f"{kind}: the speaker's kind must be person, organisation or unnamed")
    return name, kind


def _name(given: str | None) -> str | None:
    """Tidy the white space of a typed name; None if nothing was typed."""
    return " ".join((given or "").split()) or None
