"""From a filter to what it asks of the listing, in the listing's own numbers."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import Connection, select

from quotes.library import derived_tables, schema
from quotes.library.filters import Filter, Search, search_of
from quotes.library.name_table import numbers_of
from quotes.types import InputError


@dataclass(frozen=True, slots=True)
class Limits:
    """What lines of the listing must have to pass a filter.

    ``among`` has for a column the numbers of which it must have one, ``least`` and ``most`` the bounds of a
    column's number, both included. ``search`` is None where no words are asked for.
    """

    among: Mapping[str, tuple[int, ...]]
    least: Mapping[str, float]
    most: Mapping[str, float]
    corrected: bool
    unsure: bool
    search: Search | None

    @property
    def are_none(self) -> bool:
        """Whether every line passes."""
        return not (
            self.among or self.least or self.most or self.corrected or self.unsure or self.search is not None
        )


def limits_of(connection: Connection, only: Filter) -> Limits:
    """Return what a filter asks of the listing. A speaker stands for all names that go by the same name.

    Raises InputError for what is no date, and for too long a search.
    """
    least, most = _bounds(only)
    return Limits(
        among=_among(connection, only),
        least=least,
        most=most,
        corrected=only.corrected,
        unsure=only.unsure,
        search=search_of(only.words) if only.words.strip() else None,
    )


def _among(connection: Connection, only: Filter) -> dict[str, tuple[int, ...]]:
    """Return the numbers that a line must have one of, by column."""
    found: dict[str, tuple[int, ...]] = {}
    if only.speakers:
        found["speaker"] = numbers_of(connection, only.speakers, with_forms=True)
    if only.sources:
        found["source"] = numbers_of(connection, only.sources)
    if only.outlets:
        found["outlet"] = numbers_of(connection, only.outlets)
    if only.articles:
        stored = schema.articles
        query = select(stored.c.id).where(stored.c.doc_id.in_(only.articles))
        found["article"] = tuple(connection.scalars(query))
    for column, values, wanted in (
        ("kind", schema.KINDS, only.kinds),
        ("speaker_kind", schema.SPEAKER_KINDS, only.speaker_kinds),
        ("basis", schema.BASES, only.bases),
    ):
        if wanted:
            found[column] = tuple(values.index(code) for code in wanted if code in values)
    return found


def _bounds(only: Filter) -> tuple[dict[str, float], dict[str, float]]:
    """Return the least and the greatest number that a line may have, by column."""
    least: dict[str, float] = {}
    most: dict[str, float] = {}
    try:
        if only.until:
            least["published"] = 1  # what has no date is not before one
            most["published"] = derived_tables.date_number(only.until)
        if only.since:
            least["published"] = derived_tables.date_number(only.since)
    except ValueError:
        raise InputError(
            f"dates must be like 2024-03-05, not {only.since or ''} {only.until or ''}"
        ) from None
    if only.least_confidence is not None:
        least["confidence"] = only.least_confidence
    if only.most_confidence is not None:
        most["confidence"] = only.most_confidence
    return least, most
