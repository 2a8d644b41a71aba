"""What came into the library when: new is what came in after somebody last looked, whatever its date.

Articles are numbered as they come in, so the number of the last one that somebody has seen says what is new
to that person. A time would not do: several articles come in within one second.
"""

from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import Connection, func, select

from quotes.library import schema, view_tables


@dataclass(frozen=True, slots=True)
class Arrived:
    """Articles that came in after the one with the number ``after``, up to the one numbered ``upto``."""

    after: int = 0
    upto: int | None = None


EVER = Arrived()
"""All articles, whenever they came in."""


class MarkUse(StrEnum):
    """What a mark is for: somebody's look at a view on the page, or ``quotes export --since-last``."""

    look = "look"
    export = "export"


@dataclass(frozen=True, slots=True)
class ViewMark:
    """Up to where a view is known: the number of the last article, and when that was (ISO, UTC)."""

    article: int
    made: str


def newest_article(connection: Connection) -> int:
    """The number of the article that came in last, also if it was deleted; 0 if there is none."""
    return connection.scalar(select(func.max(schema.all_articles.c.id))) or 0


def last_before(connection: Connection, since: str) -> int:
    """The number of the last article that came in before an ISO day or time (UTC); 0 if there is none."""
    table = schema.publications
    query = select(func.min(table.c.article)).where(table.c.place == 0, table.c.added >= since)
    first = connection.scalar(query)
    return newest_article(connection) if first is None else first - 1


def lower_marks(connection: Connection) -> None:
    """Lower the marks above the last article. Call it after articles are gone for good.

    SQLite gives the numbers of the last ones again, and what then gets them is new to everybody.
    """
    last = newest_article(connection)
    for table, column in (
        (view_tables.saved_views, view_tables.saved_views.c.article),
        (view_tables.view_marks, view_tables.view_marks.c.article),
        (view_tables.deliveries, view_tables.deliveries.c.after),
        (view_tables.deliveries, view_tables.deliveries.c.upto),
    ):
        connection.execute(table.update().where(column > last).values({column: last}))
