"""Saved views: filters under a name, and what is new in each since somebody last looked."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from sqlalchemy import Connection, Row, Select, and_, func, insert, select, update
from sqlalchemy.dialects.sqlite import insert as insert_or

from quotes.display import encodable
from quotes.library import acts, inserts, schema, view_tables
from quotes.library.act_kinds import ActKind
from quotes.library.arrivals import Arrived, MarkUse, Reached, ViewMark, how_far, reached_before
from quotes.library.correcting import Correcting
from quotes.library.derived_tables import count_change
from quotes.library.filter_addresses import (
    filter_from_parameters,
    filter_to_parameters,
    last_value,
    parse_query,
)
from quotes.library.filters import Filter
from quotes.library.sorted_quotes import arrived_among, number_arrived
from quotes.types import InputError

MOST_COUNTED = 1000
"""A view with more new quotes than this is not counted to the end."""

_LONGEST_NAME = 80
_LONGEST_ORDER = 40


@dataclass(frozen=True, slots=True)
class SavedView:
    """A view: its number, its name, the query of its address, who saved it and when (ISO, UTC)."""

    id: int
    name: str
    query: str
    who: str
    made: str

    @property
    def filter(self) -> Filter:
        """Which quotes it shows."""
        return filter_from_parameters(parse_query(self.query))


@dataclass(slots=True)
class KeptViews:
    """The saved views after the change number ``changes``, which all users of one open library share."""

    changes: int = -1
    views: tuple[SavedView, ...] = ()


class SavedViews(Correcting):
    """What people may do with saved views, and questions about them."""

    _kept_views: KeptViews

    def saved_views(self) -> list[SavedView]:
        """List the saved views by name."""
        with self._reading() as connection:
            return _views(connection, _kept())

    def listed_views(self) -> Sequence[SavedView]:
        """List the saved views as they were when something was last counted, without another query.

        For pages, which have just counted.
        """
        listing = self._held.cache or self._kept.cache
        if listing is None:
            return self.saved_views()
        kept, changes = self._kept_views, listing.columns.changes
        if kept.changes != changes:
            views = tuple(self.saved_views())
            kept.changes, kept.views = changes, views
        return kept.views

    def saved_view(self, name: str) -> SavedView:
        """Find a saved view by its name. Raises InputError if there is none."""
        with self._reading() as connection:
            found = _views(connection, _kept().where(view_tables.saved_views.c.name == _clean(name)))
        if not found:
            raise InputError(f"{name}: there is no saved view with this name; quotes views lists them")
        return found[0]

    def find_view(self, number: int) -> SavedView | None:
        """Find a saved view by its number."""
        with self._reading() as connection:
            found = _views(connection, _kept().where(view_tables.saved_views.c.id == number))
        return found[0] if found else None

    def save_view(self, name: str, query: str) -> SavedView:
        """Save the filter and the order of an address's query under a name. This is an act.

        Raises:
            InputError: nothing is left of the name, or another view has it.

        """
        name, query, made = _clean(name), _tidied(query), inserts.now()
        table = view_tables.saved_views
        with self._writing() as connection:
            _check_name(connection, name)
            values = {
                "name": name,
                "query": query,
                "who": self.who,
                "made": made,
                **how_far(connection)._asdict(),
            }
            number = int(connection.execute(insert(table).returning(table.c.id), values).scalar_one())
            self._record(connection, number, {"did": "saved", "name": name})
            count_change(connection)
        return SavedView(number, name, query, self.who, made)

    def rename_view(self, view: SavedView, name: str) -> SavedView:
        """Give a saved view another name. This is an act.

        Raises:
            InputError: nothing is left of the name, another view has it, or the view was deleted.

        """
        name = _clean(name)
        table = view_tables.saved_views
        with self._writing() as connection:
            was = _name_of(connection, view)
            if name != was:
                _check_name(connection, name)
                connection.execute(update(table).where(table.c.id == view.id).values(name=name))
                self._record(connection, view.id, {"did": "renamed", "name": name, "was": was})
                count_change(connection)
        return SavedView(view.id, name, view.query, view.who, view.made)

    def delete_view(self, view: SavedView) -> int:
        """Delete a saved view. Returns the number of the act, with which it comes back.

        Raises:
            InputError: the view was deleted before.

        """
        table = view_tables.saved_views
        with self._writing() as connection:
            name = _name_of(connection, view)
            act = self._record(connection, view.id, {"did": "deleted", "name": name})
            connection.execute(update(table).where(table.c.id == view.id).values(deleted=act))
            count_change(connection)
        return act

    def view_counts(self, who: str | None = None) -> dict[int, int]:
        """Count the quotes of each saved view that came in since a person last looked at it.

        Args:
            who: the person. Default: who acts.

        Returns:
            The numbers, by the numbers of the views; at most `MOST_COUNTED`.

        """
        views, marks = view_tables.saved_views, view_tables.view_marks
        person = self.who if who is None else who
        of_person = and_(
            marks.c.view == views.c.id, marks.c.used_for == MarkUse.look.value, marks.c.who == person
        )
        query = _kept().outerjoin(marks, of_person)
        seen = (func.coalesce(marks.c[name], views.c[name]).label(f"seen_{name}") for name in Reached._fields)
        query = query.add_columns(*seen)
        with self._reading() as connection:
            return {
                row.id: _number_new(
                    connection, _view_from(row).filter, Reached(row.seen_article, row.seen_version)
                )
                for row in connection.execute(query).all()
            }

    def looked_at(self, view: SavedView, who: str | None = None) -> ViewMark:
        """Note that a person (default: who acts) looks at a view now. Returns the mark of the look before."""
        person = self.who if who is None else who
        with self._writing() as connection:
            before = _mark(connection, view, MarkUse.look, person)
            _move_mark(connection, view, MarkUse.look, person, how_far(connection))
        return before

    def view_mark(self, view: SavedView, used_for: MarkUse, who: str = "") -> ViewMark:
        """Up to where a view is known; if nobody knows it, up to when it was saved."""
        with self._reading() as connection:
            return _mark(connection, view, used_for, who)

    def move_view_mark(self, view: SavedView, used_for: MarkUse, reached: Reached, who: str = "") -> None:
        """Note how far a view is known."""
        with self._writing() as connection:
            _move_mark(connection, view, used_for, who, reached)

    def how_far(self) -> Reached:
        """How far the library has come, as `Arrived` uses it."""
        with self._reading() as connection:
            return how_far(connection)

    def arrived_since(self, since: str) -> Arrived:
        """What came in on an ISO day or at a time (UTC), or later."""
        with self._reading() as connection:
            return Arrived(reached_before(connection, since))

    def number_arrived(self, only: Filter, arrived: Arrived) -> int:
        """Count the quotes that pass a filter and came in at this time; at most `MOST_COUNTED`."""
        with self._reading() as connection:
            return number_arrived(connection, only, arrived, MOST_COUNTED)

    def new_among(self, quote_ids: set[str], arrived: Arrived) -> set[str]:
        """Which of these quotes came in at this time."""
        with self._reading() as connection:
            return arrived_among(connection, quote_ids, arrived)

    def _record(self, connection: Connection, view: int, details: Mapping[str, Any]) -> int:
        return acts.record(connection, ActKind.view, self.who, [], {**details, "view": view})


def undo_view_act(connection: Connection, act: int) -> None:
    """Take back that a view was saved, renamed or deleted.

    Raises:
        InputError: another view has its name by now.

    """
    views = view_tables.saved_views
    details = connection.scalar(select(schema.acts.c.details).where(schema.acts.c.id == act)) or {}
    change: dict[str, Any] = {"deleted": act}
    if details.get("did") == "deleted":
        change = {"deleted": None}
        _check_name(connection, details["name"])
    elif details.get("did") == "renamed":
        change = {"name": details["was"]}
        _check_name(connection, details["was"])
    connection.execute(update(views).where(views.c.id == details.get("view")).values(**change))
    count_change(connection)


def _kept() -> Select[Any]:
    table = view_tables.saved_views
    return select(table).where(table.c.deleted.is_(None))


def _views(connection: Connection, query: Select[Any]) -> list[SavedView]:
    found = map(_view_from, connection.execute(query))
    return sorted(found, key=lambda view: (view.name.casefold(), view.name))


def _view_from(row: Row[Any]) -> SavedView:
    return SavedView(row.id, row.name, row.query, row.who, row.made)


def _clean(name: str) -> str:
    """Tidy a name to one line that can be stored.

    Raises:
        InputError: nothing is left of it.

    """
    tidy = encodable(" ".join(name.split()))[:_LONGEST_NAME].strip()
    if not tidy:
        raise InputError("give the view a name")
    return tidy


def _tidied(query: str) -> str:
    """Keep of an address's query what a view is: the filter and the order."""
    parameters = parse_query(query)
    order = last_value(parameters, "sort")[:_LONGEST_ORDER]
    kept = filter_to_parameters(filter_from_parameters(parameters)) | ({"sort": [order]} if order else {})
    return encodable(urlencode(kept, doseq=True, errors="replace"))


def _check_name(connection: Connection, name: str) -> None:
    """Raise InputError if a saved view has this name."""
    if connection.scalar(
        _kept().with_only_columns(func.count()).where(view_tables.saved_views.c.name == name)
    ):
        raise InputError(f"{name}: another view has this name")


def _name_of(connection: Connection, view: SavedView) -> str:
    """The name that a view has now. Raises InputError if it was deleted."""
    table = view_tables.saved_views
    name = connection.scalar(_kept().with_only_columns(table.c.name).where(table.c.id == view.id))
    if name is None:
        raise InputError(f"{view.name}: this view was deleted")
    return str(name)


def _number_new(connection: Connection, only: Filter, after: Reached) -> int:
    try:
        return number_arrived(connection, only, Arrived(after), MOST_COUNTED)
    except InputError:
        return 0


def _mark(connection: Connection, view: SavedView, used_for: MarkUse, who: str) -> ViewMark:
    views, marks = view_tables.saved_views, view_tables.view_marks
    query = select(marks.c.article, marks.c.version, marks.c.made).where(
        marks.c.view == view.id, marks.c.used_for == used_for.value, marks.c.who == who
    )
    saved = select(views.c.article, views.c.version, views.c.made).where(views.c.id == view.id)
    row = connection.execute(query).one_or_none() or connection.execute(saved).one()
    return ViewMark(Reached(row.article, row.version), row.made)


def _move_mark(
    connection: Connection, view: SavedView, used_for: MarkUse, who: str, reached: Reached
) -> None:
    values = {**reached._asdict(), "made": inserts.now()}
    statement = insert_or(view_tables.view_marks).values(
        view=view.id, used_for=used_for.value, who=who, **values
    )
    connection.execute(
        statement.on_conflict_do_update(index_elements=["view", "used_for", "who"], set_=values)
    )
