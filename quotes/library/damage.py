"""Whether a library is damaged: what SQLite itself finds, and values that this program never stores.

SQLite accepts any value in any column, so that a file may be sound and the library in it is not.
"""

import json
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing
from datetime import date, datetime
from typing import Any

from sqlalchemy import Column, Double, Integer, LargeBinary

from quotes.library import following_tables, schema
from quotes.library.act_kinds import ActKind
from quotes.library.corrections import CorrectionKind

LOCKED = ("SQLITE_BUSY", "SQLITE_LOCKED")
"""How the names of SQLite's errors begin if another program has locked the library."""

_SEARCH = [f"quotes_search{ending}" for ending in ("", "_config", "_data", "_docsize", "_idx")]
_SEARCH += [f"article_words{ending}" for ending in ("", "_config", "_data", "_idx")]
_CHOICES = {"kind": schema.KINDS, "speaker_kind": schema.SPEAKER_KINDS, "source_basis": schema.BASES}
_PYTHON_TYPES = {"integer": int, "real": float, "text": str, "blob": bytes, "null": type(None)}
_TABLES = (*schema.TABLES, *following_tables.TABLES)
_MOST_CHANGES = 2**53
_KINDS_OF_ACT = {kind.value for kind in ActKind}
_KINDS_OF_CORRECTION = {kind.value for kind in CorrectionKind}


class RowTypes:
    """The types that the values of these columns have in a sound library."""

    def __init__(self, columns: Sequence[Column[Any]]) -> None:
        self._allowed = [tuple(_PYTHON_TYPES[each] for each in _types(column)) for column in columns]
        self._sound: set[tuple[type, ...]] = set()

    def check(self, values: Sequence[object]) -> None:
        """Make sure that a row has these types.

        Raises:
            TypeError: a value is of another type, so the library is damaged.

        """
        found = tuple(map(type, values))
        if found in self._sound:
            return
        if not all(each in allowed for each, allowed in zip(found, self._allowed, strict=True)):
            raise TypeError(f"a row has the types {found}")
        self._sound.add(found)


def is_damaged(uri: str) -> bool:
    """Look through a library for damage; for a large one this takes seconds.

    Args:
        uri: the URI with which SQLite opens the file for reading.

    """
    try:
        with closing(sqlite3.connect(uri, uri=True)) as connection:
            return any(found for found in _findings(connection))
    except sqlite3.OperationalError as error:
        return not str(getattr(error, "sqlite_errorname", "")).startswith(LOCKED)
    except (sqlite3.Error, ValueError):
        return True


def _findings(connection: sqlite3.Connection) -> Iterator[object]:
    """Yield what is wrong, or something false, for one check after another."""
    yield connection.execute("PRAGMA integrity_check(1)").fetchone() != ("ok",)
    yield connection.execute("PRAGMA foreign_key_check").fetchone()
    connection.execute("SELECT rowid FROM quotes_search WHERE quotes_search MATCH 'a'").fetchone()
    connection.execute("SELECT rowid FROM article_words WHERE article_words MATCH 'a'").fetchone()
    tables = {name for (name,) in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")}
    yield connection.execute(
        "SELECT 1 FROM sqlite_schema WHERE name = 'file_place' AND type <> 'table'"
    ).fetchone()
    yield {*_SEARCH, *(table.name for table in _TABLES)} - tables
    for table in _TABLES:
        for column in table.columns:
            wrong = f"SELECT 1 FROM {table.name} WHERE {is_of_wrong_type(column)} LIMIT 1"
            yield connection.execute(wrong).fetchone()
    yield not connection.execute("SELECT 1 FROM state WHERE id = 1").fetchone()
    yield not connection.execute(f"SELECT 1 FROM names WHERE id = {schema.NOBODY}").fetchone()
    wrong = f"id < {schema.NOBODY} OR (name IS NULL) <> (id = {schema.NOBODY})"
    yield connection.execute(f"SELECT 1 FROM names WHERE {wrong} LIMIT 1").fetchone()
    for column_name, values in schema.CODES.items():
        wrong = f"SELECT 1 FROM listing WHERE {column_name} NOT BETWEEN 0 AND {len(values) - 1} LIMIT 1"
        yield connection.execute(wrong).fetchone()
    for column_name, choices in _CHOICES.items():
        for (value,) in connection.execute(f"SELECT DISTINCT {column_name} FROM quotes"):
            yield value not in choices
    for table_name, column_name in (("names", "changed"), ("refreshed", "changes"), ("state", "changes")):
        wrong = f"SELECT 1 FROM {table_name} WHERE {column_name} NOT BETWEEN 0 AND {_MOST_CHANGES} LIMIT 1"
        yield connection.execute(wrong).fetchone()
    for (number,) in connection.execute("SELECT DISTINCT published FROM listing WHERE published <> 0"):
        date(number // 10_000, number // 100 % 100, number % 100)
    for (published,) in connection.execute("SELECT DISTINCT published FROM articles WHERE published <> ''"):
        date.fromisoformat(published)
    for (published,) in connection.execute("SELECT DISTINCT published FROM publications"):
        date.fromisoformat(published or "2024-03-05")
    yield connection.execute(
        "SELECT 1 FROM articles WHERE id NOT IN (SELECT article FROM publications WHERE place = 0) LIMIT 1"
    ).fetchone()
    for (metadata,) in connection.execute("SELECT DISTINCT metadata FROM articles"):
        yield not isinstance(json.loads(metadata), dict)
    for what, made in connection.execute("SELECT what, made FROM corrections"):
        datetime.fromisoformat(made)
        yield what not in _KINDS_OF_CORRECTION
    for what, made, details in connection.execute("SELECT what, made, details FROM acts"):
        datetime.fromisoformat(made)
        yield what not in _KINDS_OF_ACT
        yield not isinstance(json.loads(details), dict)


def is_of_wrong_type(column: Column[Any]) -> str:
    """The condition in SQL that a value in this column has a type that this program never stores."""
    types = ", ".join(f"'{each}'" for each in _types(column))
    return f'typeof("{column.name}") NOT IN ({types})'


def _types(column: Column[Any]) -> tuple[str, ...]:
    """What SQLite calls the types that a column may have."""
    if isinstance(column.type, Integer):
        types: tuple[str, ...] = ("integer",)
    elif isinstance(column.type, Double):
        types = ("real", "integer")
    elif isinstance(column.type, LargeBinary):
        types = ("blob",)
    else:
        types = ("text",)
    return (*types, "null") if column.nullable else types
