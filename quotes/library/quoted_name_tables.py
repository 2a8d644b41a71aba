"""The table of the names inside quotes. It belongs to the extraction, and so holds the truth."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import Column, Connection, Integer, MetaData, Table, Text, delete, insert

from quotes.types import Quote

_metadata = MetaData()

quoted_names = Table(
    "quoted_names",
    _metadata,
    Column("article", Integer, primary_key=True),
    Column("quote", Integer, primary_key=True),
    Column("start", Integer, primary_key=True),
    Column("end", Integer, nullable=False),
    Column("name", Text, nullable=False, index=True),
    Column("kind", Text, nullable=False),
)
"""Who is named inside each quote, and where. ``quote`` is where the quote begins in the text, which no
correction changes."""

TABLES = (quoted_names,)

CREATE_QUOTED_NAMES: tuple[str, ...] = (
    """CREATE TABLE quoted_names (
        article INTEGER NOT NULL REFERENCES articles ON DELETE CASCADE,
        quote INTEGER NOT NULL, start INTEGER NOT NULL, "end" INTEGER NOT NULL,
        name TEXT NOT NULL, kind TEXT NOT NULL,
        PRIMARY KEY (article, quote, start)) WITHOUT ROWID""",
    "CREATE INDEX ix_quoted_names_name ON quoted_names (name)",
)
"""A step of `quotes.library.migrations`. It never changes."""


def replace_quoted_names(connection: Connection, article: int, rows: Iterable[Quote]) -> None:
    """Store the names inside the extracted quotes of an article, in place of those before."""
    connection.execute(delete(quoted_names).where(quoted_names.c.article == article))
    lines: list[dict[str, Any]] = [
        {
            "article": article,
            "quote": row.start,
            "start": each.start,
            "end": each.end,
            "name": each.name,
            "kind": each.kind,
        }
        for row in rows
        for each in row.about
    ]
    if lines:
        connection.execute(insert(quoted_names), lines)
