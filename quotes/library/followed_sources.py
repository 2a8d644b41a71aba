"""Feeds and folders that are followed: adding, removing and pausing them. Each of these is an act."""

import json
from collections.abc import Collection, Iterable
from dataclasses import dataclass, fields
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, Connection, column, func, select, update
from sqlalchemy.dialects.sqlite import insert as insert_or

from quotes.library import acts, schema
from quotes.library.act_kinds import ActKind
from quotes.library.correcting import Correcting
from quotes.library.following_tables import sources
from quotes.library.inserts import now
from quotes.types import InputError


class SourceKind(StrEnum):
    """What is followed."""

    feed = "feed"
    """A feed or a news sitemap, by its web address."""

    folder = "folder"


@dataclass(frozen=True, slots=True)
class FollowedSource:
    """A feed or a folder that is followed.

    Attributes:
        id: its number.
        kind: whether it is a feed or a folder.
        place: its web address, or the absolute path of the folder.
        title: what a feed calls itself.
        who: who added it.
        added: when, as an ISO time (UTC), as all times here.
        is_paused: whether it is left alone until somebody resumes it.
        etag: what the server said of its last answer, for the next request; so is ``modified``.
        digest: the digest of its last answer. These three are None if not all of it was dealt with.
        last_read: when it was last read, whether that failed or not.
        not_before: when it is to be read next, if somebody asked for that or it has failed.
        new: how many new articles the last reading gave.
        articles: how many articles it has given so far.
        failures: how many times in a row it could not be read.
        problem: why it could not be read the last time, or None.

    """

    id: int
    kind: SourceKind
    place: str
    title: str | None
    who: str
    added: str
    is_paused: bool
    etag: str | None
    modified: str | None
    digest: str | None
    last_read: str | None
    not_before: str | None
    new: int
    articles: int
    failures: int
    problem: str | None

    @property
    def name(self) -> str:
        """What to call it: its title, or else its place."""
        return self.title or self.place


_NOTHING_YET = {"new": 0, "articles": 0, "failures": 0}


class FollowedSources(Correcting):
    """What is followed."""

    def follow(self, named: Collection[tuple[SourceKind, str]]) -> int:
        """Follow feeds and folders from now on. This is one act.

        Returns:
            How many of them were not followed before.

        """
        places = [place for _, place in named]
        with self._writing() as connection:
            there = set(connection.scalars(select(sources.c.place).where(_followed(places))))
            new = [(kind, place) for kind, place in dict.fromkeys(named) if place not in there]
            again = {"who": self.who, "added": now(), "kept": 1, "paused": 0}
            statement = insert_or(sources).values(again | _NOTHING_YET)
            for kind, place in new:
                values = statement.values(kind=kind.value, place=place)
                connection.execute(values.on_conflict_do_update(index_elements=["place"], set_=again))
            self._record_following(connection, "added", [place for _, place in new])
        return len(new)

    def remember(self, named: Iterable[tuple[SourceKind, str]]) -> None:
        """Remember what is seen in feeds and folders that are named for one run. They are not followed."""
        values = {"who": self.who, "added": now(), "kept": 0, "paused": 0} | _NOTHING_YET
        statement = insert_or(sources).values(values)
        with self._writing() as connection:
            for kind, place in named:
                connection.execute(statement.values(kind=kind.value, place=place).on_conflict_do_nothing())

    def unfollow(self, places: Collection[str]) -> None:
        """Stop following feeds and folders. Their articles stay; what was seen in them is remembered.

        This is one act.

        Raises:
            InputError: one of them is not followed.

        """
        self._change_sources(places, "removed", kept=0)

    def pause(self, places: Collection[str], *, paused: bool = True) -> None:
        """Leave sources alone until they are resumed, or resume them; they are then read soon.

        This is one act.

        Raises:
            InputError: one of them is not followed.

        """
        self._change_sources(places, "paused" if paused else "resumed", paused=int(paused), not_before=None)

    def read_soon(self, place: str) -> None:
        """Have a source read at the next occasion.

        Raises:
            InputError: it is not followed.

        """
        with self._writing() as connection:
            _check_followed(connection, [place])
            connection.execute(update(sources).where(_followed([place])).values(not_before=now()))

    def followed(self, named: Collection[str] | None = None) -> list[FollowedSource]:
        """List what is followed, in the order in which it was added; or those at the named places."""
        only = sources.c.kept == 1 if named is None else _at(named)
        with self._reading() as connection:
            rows = connection.execute(select(sources).where(only).order_by(sources.c.id)).all()
        return [_source_from(row) for row in rows]

    def _change_sources(self, places: Collection[str], did: str, **values: int | None) -> None:
        """Change sources that are followed, and record it for those that are not like this already."""
        with self._writing() as connection:
            _check_followed(connection, places)
            name, value = next(iter(values.items()))
            changing = _followed(places) & (sources.c[name] != value)
            changed = update(sources).where(changing).values(**values).returning(sources.c.place)
            self._record_following(connection, did, sorted(connection.scalars(changed)))

    def _record_following(self, connection: Connection, did: str, places: Collection[str]) -> None:
        if places:
            acts.record(connection, ActKind.following, self.who, [], {"did": did, "places": [*places]})


_WAYS_BACK: dict[str, dict[str, int | None]] = {
    "added": {"kept": 0},
    "removed": {"kept": 1},
    "paused": {"paused": 0, "not_before": None},
    "resumed": {"paused": 1, "not_before": None},
}


def undo_following(connection: Connection, act: int) -> None:
    """Take back that sources were added, removed, paused or resumed."""
    details = connection.scalar(select(schema.acts.c.details).where(schema.acts.c.id == act)) or {}
    values = _WAYS_BACK[details["did"]]
    connection.execute(update(sources).where(_at(details["places"])).values(**values))


def _at(places: Collection[str]) -> ColumnElement[bool]:
    listed = func.json_each(json.dumps([*places])).table_valued(column("value"))
    return sources.c.place.in_(select(listed.c.value))


def _followed(places: Collection[str]) -> ColumnElement[bool]:
    return _at(places) & (sources.c.kept == 1)


def _check_followed(connection: Connection, places: Collection[str]) -> None:
    """Raise InputError if one of these places is not followed."""
    there = set(connection.scalars(select(sources.c.place).where(_followed(places))))
    missing = next((place for place in places if place not in there), None)
    if missing is not None:
        raise InputError(f"{missing}: this is not followed")


def _source_from(row: Any) -> FollowedSource:
    columns = {each.name for each in fields(FollowedSource)} - {"kind", "is_paused"}
    values = {name: getattr(row, name) for name in columns}
    return FollowedSource(**values, kind=SourceKind(row.kind), is_paused=bool(row.paused))
