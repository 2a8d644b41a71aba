"""Copies: one text that several outlets published."""

from dataclasses import dataclass

from sqlalchemy import Connection, select

from quotes.library import schema


@dataclass(frozen=True, slots=True)
class FoundText:
    """The stored article with the same words: its number, and whether it is in the bin."""

    id: int
    text_digest: str
    version: str
    is_deleted: bool


def find_text(connection: Connection, digest: str) -> FoundText | None:
    """Find the article whose words have this digest (`digest_words`)."""
    table, deleted = schema.all_articles, schema.bin
    is_deleted = select(deleted.c.article).where(deleted.c.article == table.c.id).exists()
    row = connection.execute(
        select(table.c.id, table.c.text_digest, table.c.version, is_deleted.label("is_deleted")).where(
            table.c.digest == digest
        )
    ).one_or_none()
    return None if row is None else FoundText(row.id, row.text_digest, row.version, bool(row.is_deleted))
