"""What came into the library when: new is what came in after somebody last looked, whatever its date.

Articles are numbered as they come in, and so are new versions of articles whose pages changed. The numbers
of the last ones that somebody has seen say what is new to that person. A time would not do: several articles
come in within one second.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, NamedTuple

from sqlalchemy import Column, Connection, func, select

from quotes.library import schema, view_tables
from quotes.library.conditions import AllOf, AnyOf, Condition, IsNoneOf, IsOneOf, IsWithin
from quotes.library.connection import raw_rows
from quotes.library.following_tables import versions

_LATE = """SELECT kept_listing.id FROM late_quotes JOIN kept_listing USING (article, start)
    WHERE version > ? AND version <= ?"""
_NO_END = 2**62


class Reached(NamedTuple):
    """How far the library had come: the numbers of the last article and of the last new version of one."""

    article: int = 0
    version: int = 0


_START = Reached()


@dataclass(frozen=True, slots=True)
class Arrived:
    """What came in after the library had reached ``after``, until it had reached ``upto``.

    These are the quotes of new articles, and the quotes that are new in a new version of an older article.
    """

    after: Reached = _START
    upto: Reached | None = None


EVER = Arrived()
"""All quotes, whenever they came in."""


class MarkUse(StrEnum):
    """What a mark is for: somebody's look at a view on the page, or ``quotes export --since-last``."""

    look = "look"
    export = "export"


@dataclass(frozen=True, slots=True)
class ViewMark:
    """Up to where a view is known, and when that was (ISO, UTC)."""

    reached: Reached
    made: str


def how_far(connection: Connection) -> Reached:
    """The last article and the last new version that came in, also of what was deleted."""
    article = connection.scalar(select(func.max(schema.all_articles.c.id)))
    return Reached(article or 0, connection.scalar(select(func.max(versions.c.id))) or 0)


def reached_before(connection: Connection, since: str) -> Reached:
    """How far the library had come before an ISO day or time (UTC)."""
    table = schema.publications
    added = select(func.min(table.c.article)).where(table.c.place == 0, table.c.added >= since)
    changed = select(func.min(versions.c.id)).where(versions.c.replaced >= since)
    article, version = connection.scalar(added), connection.scalar(changed)
    now = how_far(connection)
    return Reached(
        now.article if article is None else article - 1, now.version if version is None else version - 1
    )


def arrival_condition(connection: Connection, arrived: Arrived) -> tuple[Condition, ...]:
    """What must be true of quotes that arrived in time."""
    if arrived == EVER:
        return ()
    after, upto = arrived.after, arrived.upto
    in_time: Condition = IsWithin("article", after.article + 1, upto.article if upto else None)
    if upto and (later := _late_lines(connection, upto.version, _NO_END)):
        in_time = AllOf((in_time, IsNoneOf("id", later)))
    late = _late_lines(connection, after.version, upto.version if upto else _NO_END)
    return (AnyOf((in_time, IsOneOf("id", late))),) if late else (in_time,)


def _late_lines(connection: Connection, after: int, upto: int) -> tuple[int, ...]:
    """The numbers of the quotes that are new in versions after one, up to another one."""
    return tuple(number for (number,) in raw_rows(connection, _LATE, (after, upto)))


def lower_marks(connection: Connection) -> None:
    """Lower the marks above the last article and version. Call it after articles are gone for good.

    SQLite gives the numbers of the last ones again, and what then gets them is new to everybody.
    """
    last = how_far(connection)
    saved, marks, sent = view_tables.saved_views.c, view_tables.view_marks.c, view_tables.deliveries.c
    _lower((saved.article, marks.article, sent.after, sent.upto), last.article, connection)
    _lower((saved.version, marks.version, sent.after_version, sent.upto_version), last.version, connection)


def _lower(columns: Iterable[Column[Any]], last: int, connection: Connection) -> None:
    for column in columns:
        connection.execute(column.table.update().where(column > last).values({column: last}))
