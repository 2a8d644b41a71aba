"""Acts: what people do to a library. Each says who did it and when, and is undone as one."""

import getpass
import os
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, Row, insert, select, update
from sqlalchemy.dialects.sqlite import insert as insert_or

from quotes.display import encodable
from quotes.library import schema
from quotes.library.act_kinds import ActKind
from quotes.library.act_words import act_in_words
from quotes.library.damage import RowTypes
from quotes.library.inserts import now
from quotes.types import InputError

WHO = "QUOTES_USER"
"""The environment variable that names the user."""

_MOST_LETTERS = 200
_COLUMNS = [column for column in schema.acts.columns if column.name != "details"]
_TYPES = RowTypes(_COLUMNS)


@dataclass(frozen=True, slots=True)
class Act:
    """Something that a person did to the library.

    Attributes:
        id: its number, with which it is undone.
        what: its kind.
        who: who did it; empty if nobody knows.
        made: when, as an ISO time (UTC).
        note: what the person wrote about it.
        details: what it did, in a few values, for a page that lists acts. ``articles`` is their number.
        undone: when it was undone, or None.
        undone_by: who undid it; empty if nobody knows, None if it was not undone.
        doc_id: the article that it concerns, if it concerns only one.
        title: the title of this article.

    """

    id: int
    what: ActKind
    who: str
    made: str
    note: str = ""
    details: Mapping[str, Any] = field(default_factory=dict)
    undone: str | None = None
    undone_by: str | None = None
    doc_id: str | None = None
    title: str | None = None

    @property
    def folders_removed(self) -> tuple[str, ...]:
        """The folders that it stopped following; undoing it would follow them again."""
        if self.what is not ActKind.following or self.details.get("did") != "removed":
            return ()
        return tuple(place for place in self.details.get("places", ()) if "://" not in place)

    @property
    def in_words(self) -> str:
        """What it did."""
        return act_in_words(self.what, self.details)


def default_user() -> str:
    """Who acts if nobody says so: ``QUOTES_USER``, or else the system's user; empty if there is none."""
    if named := clean_user(os.environ.get(WHO, "")):
        return named
    try:
        return clean_user(getpass.getuser())
    except (ImportError, KeyError, OSError):
        return ""


def clean_user(who: str) -> str:
    """Tidy a user's name to one line that can be stored.

    >>> clean_user("  Ada   Brook <ada@example.org> ")
    'Ada Brook <ada@example.org>'
    """
    return encodable(" ".join(who.split()))[:_MOST_LETTERS]


def record(  # noqa: PLR0913, PLR0917  (a value for each column)
    connection: Connection,
    what: ActKind,
    who: str,
    articles: Collection[int],
    details: Mapping[str, Any] | None = None,
    note: str = "",
) -> int:
    """Store an act, which concerns these articles, and give its number."""
    table = schema.acts
    values = {
        "what": what.value,
        "who": who,
        "made": now(),
        "note": note,
        "details": {"articles": len(articles)} | dict(details or {}),
    }
    number = int(connection.execute(insert(table).returning(table.c.id), values).scalar_one())
    note_articles(connection, number, articles)
    return number


def note_articles(connection: Connection, act: int, articles: Collection[int]) -> None:
    """Note that an act concerns these articles."""
    if articles:
        lines = [{"article": article, "act": act} for article in articles]
        connection.execute(insert_or(schema.act_articles).on_conflict_do_nothing(), lines)


def change_details(connection: Connection, act: int, details: Mapping[str, Any]) -> None:
    """Add these values to the details of an act."""
    table = schema.acts
    before = connection.scalar(select(table.c.details).where(table.c.id == act)) or {}
    connection.execute(update(table).where(table.c.id == act).values(details={**before, **details}))


def mark_undone(connection: Connection, act: int, who: str) -> ActKind:
    """Note that somebody undoes an act, and give its kind.

    Raises:
        InputError: there is no such act, or it was undone before.

    """
    table = schema.acts
    found = connection.execute(
        update(table)
        .where(table.c.id == act, table.c.undone.is_(None))
        .values(undone=now(), undone_by=who)
        .returning(table.c.what)
    ).one_or_none()
    if found is None:
        by = connection.scalar(select(table.c.undone_by).where(table.c.id == act))
        why = "there is no such act to undo" if by is None else f"{by} has undone it already"
        raise InputError(f"act {act}: {why}")
    return ActKind(found.what)


def act_from(row: Row[Any], doc_id: str | None, title: str | None) -> Act:
    """Read an act from a row of `schema.acts`; ``doc_id`` and ``title`` are those of its only article."""
    _TYPES.check([getattr(row, column.name) for column in _COLUMNS])
    if not isinstance(row.details, dict):
        raise TypeError(f"the details are {type(row.details)}")
    return Act(
        row.id,
        ActKind(row.what),
        row.who,
        row.made,
        row.note,
        row.details,
        row.undone,
        row.undone_by,
        doc_id,
        title,
    )
