"""Storing an article with its quotes, in an open transaction."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import Connection, update

from quotes import __version__
from quotes.library import derived_tables, inserts, schema
from quotes.library.article_check import check_article
from quotes.library.copies import FoundText, find_text
from quotes.library.deleting import restore_article
from quotes.library.import_run import ImportRun
from quotes.library.program_versions import is_earlier
from quotes.text import digest_text, digest_words, make_quote_id
from quotes.types import Article, InputError, Quote, Span


class Added(StrEnum):
    """What happened to an article that was added."""

    new = "new"
    renewed = "renewed"
    updated = "updated"
    """Its page has changed; the text as it was before is kept."""

    restored = "restored"
    copied = "noted as copies"
    there = "already there"


@dataclass(frozen=True, slots=True)
class TextDigests:
    """How the library knows a text: by its words, and by its characters."""

    words: str
    text: str


def needs_extraction(found: FoundText, *, again: bool) -> bool:
    """Whether to extract a stored article: asked for, in the bin, or with quotes of an earlier version."""
    return again or found.is_deleted or is_earlier(found.version, __version__)


def checked_digests(article: Article, rows: Sequence[Quote]) -> TextDigests:
    """Make sure that an article can be stored with these rows, and give the digests of its text.

    Raises:
        InputError: a field of the article cannot be stored, or the rows belong to another text.

    """
    check_article(article)
    digests = TextDigests(digest_words(article.text), digest_text(article.text))
    if any(row.quote_id != make_quote_id(digests.text, Span(row.start, row.end)) for row in rows):
        raise InputError(f"{article.id or digests.words}: these are not the quotes of this text")
    return digests


@dataclass(frozen=True, slots=True)
class StoredOutcome:
    """What became of an article, its number, and the act that it belongs to, if anything was stored."""

    added: Added
    article: int
    act: int | None = None


def store_article(  # noqa: PLR0913, PLR0917  (what is stored, where, and for whom)
    connection: Connection,
    article: Article,
    digests: TextDigests,
    rows: Sequence[Quote],
    run: ImportRun,
    who: str,
    *,
    again: bool = False,
) -> StoredOutcome:
    """Store an article with its quotes as `Library.add` does. Set ``run.act`` once this is committed."""
    table = schema.all_articles
    found = find_text(connection, digests.words)
    if found is not None and not needs_extraction(found, again=again):
        return StoredOutcome(Added.there, found.id)
    if found is not None and found.text_digest != digests.text:
        raise InputError(f"{article.id or digests.words}: these are not the quotes of the text as stored")
    if found is not None:
        connection.execute(update(table).where(table.c.id == found.id).values(version=__version__))
        number = found.id
        restore_article(connection, number)
    else:
        number = inserts.insert_article(connection, article, digests.words, digests.text, __version__)
    derived_tables.replace_extraction(connection, number, rows)
    derived_tables.count_change(connection)
    act = run.count(connection, who, number, quotes=len(rows), is_new=found is None)
    if found is None:
        return StoredOutcome(Added.new, number, act)
    return StoredOutcome(Added.restored if found.is_deleted else Added.renewed, number, act)
