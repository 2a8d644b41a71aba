"""The listing in memory, one array for each column, so that counting many quotes takes milliseconds.

It is read once. After a change, only the lines of the changed articles are read again. All threads share it.
"""

from dataclasses import dataclass, fields
from typing import Any

import numpy as np
import numpy.typing as npt
from sqlalchemy import Connection, select

from quotes.library import schema

Array = npt.NDArray[Any]
Mask = npt.NDArray[np.bool_]

_READ = np.dtype([("place", "i8"), ("who", "i8"), ("where", "i8"), ("confidence", "f8")])
_LINES = """
    SELECT (id << 32) + article, (speaker << 32) + source,
        (outlet << 34) + (published << 7) + (corrected << 6) + (basis << 4) + (speaker_kind << 2) + kind,
        confidence
    FROM listing"""
"""Four packed numbers a line: reading a number for each column takes half as long again."""
_CHANGED_LINES = f"""{_LINES} WHERE article IN (
    SELECT article FROM refreshed WHERE changes > ? AND article NOT IN (SELECT article FROM bin))"""
_KEPT_LINES = f"{_LINES} WHERE article NOT IN (SELECT article FROM bin)"
_KEPT = """SELECT (SELECT count(*) FROM listing)
    - (SELECT count(*) FROM listing WHERE article IN (SELECT article FROM bin))"""
_LOW = (1 << 32) - 1
_DATE = (1 << 27) - 1

_NAMES = "SELECT id, known_as, outlet_as FROM names WHERE changed > ?"
_NAME = np.dtype([("id", "i4"), ("known_as", "i4"), ("outlet_as", "i4")])


_COPIES = """SELECT article, names.id FROM publications JOIN names ON names.name = publications.outlet
    WHERE place > 0"""
_COPY = np.dtype([("article", "i4"), ("outlet", "i4")])


@dataclass(frozen=True, slots=True)
class ListingLines:
    """Lines of the listing in the order of ``id``, one array for each column."""

    id: Array
    article: Array
    speaker: Array
    source: Array
    outlet: Array
    published: Array
    kind: Array
    speaker_kind: Array
    basis: Array
    confidence: Array
    corrected: Array

    def with_articles(self, changed: Array, new: "ListingLines") -> "ListingLines":
        """Replace the lines of the ``changed`` articles by ``new`` ones."""
        kept = ~np.isin(self.article, changed)
        places = np.searchsorted(self.id[kept], new.id)
        names = [each.name for each in fields(self)]
        return ListingLines(
            *(np.insert(getattr(self, name)[kept], places, getattr(new, name)) for name in names)
        )


@dataclass(frozen=True, slots=True)
class ListingArrays:
    """The listing after the change number ``changes``.

    ``known_as`` maps the number of each name to that of the name that the speaker is known as, and
    ``outlet_as`` to that of the source or outlet. ``speaker``, ``source`` and ``outlet`` have these numbers
    for each line.
    """

    changes: int
    lines: ListingLines
    known_as: Array
    outlet_as: Array
    speaker: Array
    source: Array
    outlet: Array
    copies: "CopyLines | None" = None


@dataclass(frozen=True, slots=True)
class CopyLines:
    """The outlets that published copies, in the order of the articles; no outlet twice for one article."""

    article: Array
    outlet: Array


def up_to_date(connection: Connection, before: ListingArrays | None) -> ListingArrays:
    """Read the listing as the connection sees it. What has not changed is taken from ``before``."""
    changes = int(connection.scalar(select(schema.state.c.changes)) or 0)
    if before is not None and before.changes == changes:
        return before
    if before is None or before.changes > changes:
        lines = _lines(connection, _KEPT_LINES)
        known_as = outlet_as = np.zeros(0, dtype=np.int32)
        names = _read(connection, _NAMES, _NAME, -1)
    else:
        refreshed = select(schema.refreshed.c.article).where(schema.refreshed.c.changes > before.changes)
        changed = np.array(connection.scalars(refreshed).all(), dtype=np.int32)
        lines = before.lines.with_articles(changed, _lines(connection, _CHANGED_LINES, before.changes))
        if len(lines.id) != connection.exec_driver_sql(_KEPT).scalar():
            # An article that was deleted and purged since then has left no trace of its change.
            return up_to_date(connection, None)
        known_as, outlet_as = before.known_as, before.outlet_as
        names = _read(connection, _NAMES, _NAME, before.changes)
    known_as, outlet_as = _with_names(known_as, names, "known_as"), _with_names(outlet_as, names, "outlet_as")
    outlet = outlet_as[lines.outlet]
    return ListingArrays(
        changes,
        lines,
        known_as,
        outlet_as,
        known_as[lines.speaker],
        outlet_as[lines.source],
        outlet,
        _copies(connection, lines, outlet, outlet_as),
    )


def _copies(connection: Connection, lines: ListingLines, outlet: Array, outlet_as: Array) -> CopyLines | None:
    """Read the outlets that published copies; None if there are none."""
    read = _read(connection, _COPIES, _COPY)
    if not len(read) or not len(lines.id):
        return None
    pairs = np.stack([read["article"], outlet_as[read["outlet"]]], axis=1)
    pairs = np.unique(pairs[pairs[:, 0] <= lines.article.max()], axis=0)
    first = np.zeros(int(lines.article.max()) + 1, dtype=outlet.dtype)
    first[lines.article] = outlet
    pairs = pairs[first[pairs[:, 0]] != pairs[:, 1]]
    return CopyLines(pairs[:, 0], pairs[:, 1]) if len(pairs) else None


def _lines(connection: Connection, query: str, *values: int) -> ListingLines:
    """Read the lines that a query gives."""
    read = _read(connection, query, _READ, *values)
    read = read[np.argsort(read["place"], kind="stable")]
    place, who, where = read["place"], read["who"], read["where"]
    return ListingLines(
        id=(place >> 32).astype(np.int32),
        article=(place & _LOW).astype(np.int32),
        speaker=(who >> 32).astype(np.int32),
        source=(who & _LOW).astype(np.int32),
        outlet=(where >> 34).astype(np.int32),
        published=(where >> 7 & _DATE).astype(np.int32),
        kind=(where & 3).astype(np.int8),
        speaker_kind=(where >> 2 & 3).astype(np.int8),
        basis=(where >> 4 & 3).astype(np.int8),
        confidence=read["confidence"].copy(),
        corrected=(where >> 6 & 1).astype(bool),
    )


def _with_names(before: Array, read: Array, column: str) -> Array:
    """Bring what names are known as up to date with the names that were read."""
    if not len(read):
        return before
    found = np.arange(max(len(before), int(read["id"].max()) + 1), dtype=np.int32)
    found[: len(before)] = before
    found[read["id"]] = read[column]
    return found


def _read(connection: Connection, query: str, dtype: np.dtype[np.void], *values: int) -> Array:
    """Read the result of a query into an array, with a field of ``dtype`` for each column."""
    cursor: Any = connection.connection.cursor()
    return np.fromiter(cursor.execute(query, values), dtype=dtype)
