"""The library's cache: the listing in memory, and what passed the filters that were asked for last.

A page asks several questions about one filter, and many visitors ask the same ones.
"""

import json
from threading import Lock
from typing import Any

import numpy as np
from cachetools import LRUCache
from sqlalchemy import Connection

from quotes.library import schema
from quotes.library.conditions import (
    AllOf,
    AnyOf,
    Condition,
    HasTerm,
    HasWords,
    IsAbout,
    IsBelow,
    IsInUtterance,
    IsMissing,
    IsNoneOf,
    IsOneOf,
    IsSet,
    IsWithin,
)
from quotes.library.filter_conditions import conditions_of
from quotes.library.filters import Filter
from quotes.library.listing_arrays import Array, ListingArrays, Mask, up_to_date
from quotes.library.selected_quotes import SelectedQuotes
from quotes.library.word_search import WordSearch

SEARCHES_KEPT = 16
SELECTIONS_KEPT = 12

_FOUND = "SELECT group_concat(rowid) FROM quotes_search WHERE quotes_search MATCH ?"
_IN_UTTERANCES = """SELECT group_concat(spoken.id)
    FROM utterances JOIN spoken ON spoken.utterance = utterances.id WHERE utterances.{column} >= ?"""
_WITH_TERMS = """SELECT group_concat(spoken.id) FROM wording_terms JOIN spoken USING (wording)
    WHERE term IN (SELECT value FROM json_each(?))"""
_ABOUT = """SELECT group_concat(listing.id) FROM quoted_names
    JOIN listing ON listing.article = quoted_names.article AND listing.start = quoted_names.quote
    WHERE quoted_names.name IN (SELECT value FROM json_each(?))"""
"""One text of all the numbers: reading them one by one takes ten times as long."""


class ListingCache:
    """One state of the listing, with the last selections and searches in it. Several threads may share it."""

    def __init__(self, columns: ListingArrays) -> None:
        self.columns = columns
        self.searches: LRUCache[tuple[str, str | int], Mask] = LRUCache(SEARCHES_KEPT)
        self.selections: LRUCache[Filter, SelectedQuotes] = LRUCache(SELECTIONS_KEPT)
        self._lock = Lock()

    def selection(self, connection: Connection, only: Filter) -> SelectedQuotes:
        """Select the quotes that pass a filter. The connection must see this state of the library.

        Raises:
            InputError: a date is not valid, or the search is too long.

        """
        with self._lock:
            known = self.selections.get(only)
        if known is not None:
            return known
        conditions = conditions_of(connection, only)
        passing = self._passing(connection, AllOf(conditions)) if conditions else None
        selection = SelectedQuotes(self.columns, passing)
        with self._lock:
            self.selections[only] = selection
        return selection

    def _passing(  # noqa: PLR0912  (one for each kind of condition)
        self, connection: Connection, condition: Condition
    ) -> Mask:
        """Mark the lines of the listing that meet a condition."""
        mask: Any
        match condition:
            case IsOneOf(column, numbers):
                mask = np.isin(self._column(column), numbers)
            case IsNoneOf(column, numbers):
                mask = ~np.isin(self._column(column), numbers)
            case IsWithin(column, least, most):
                values = self._column(column)
                mask = (values >= least) if least is not None else self._all()
                mask = mask & (values <= most) if most is not None else mask
            case IsBelow(column, bound):
                mask = self._column(column) < bound
            case IsMissing(column):
                mask = getattr(self.columns, column) == schema.NOBODY
            case IsSet(column):
                mask = self._column(column).astype(bool)
            case HasWords(search):
                mask = self._with_words(connection, search)
            case IsAbout(names):
                mask = self._found(connection, _ABOUT, json.dumps(names))
            case IsInUtterance(column, least):
                mask = self._found(connection, _IN_UTTERANCES.format(column=column), least)
            case HasTerm(terms):
                mask = self._found(connection, _WITH_TERMS, json.dumps(terms))
            case AllOf(conditions):
                mask = self._all()
                for each in conditions:
                    mask = mask & self._passing(connection, each)
            case AnyOf(conditions):
                mask = ~self._all()
                for each in conditions:
                    mask = mask | self._passing(connection, each)
        passing: Mask = mask
        return passing

    def _column(self, name: str) -> Array:
        column: Array = getattr(self.columns.lines, name)
        return column

    def _all(self) -> Mask:
        return np.ones(len(self.columns.lines.id), dtype=bool)

    def _with_words(self, connection: Connection, search: WordSearch) -> Mask:
        """Mark the lines that have the wanted words of a search, and none of the unwanted ones."""
        if not search.wanted and not search.unwanted:
            return ~self._all()
        mask = self._found(connection, _FOUND, search.wanted) if search.wanted else self._all()
        return mask & ~self._found(connection, _FOUND, search.unwanted) if search.unwanted else mask

    def _found(self, connection: Connection, query: str, value: str | int) -> Mask:
        """Mark the lines that a query finds, such as a search in the index's language."""
        with self._lock:
            known = self.searches.get((query, value))
        if known is not None:
            return known
        passing = mark_found(connection, query, value, self.columns.lines.id)
        with self._lock:
            self.searches[query, value] = passing
        return passing


def mark_found(connection: Connection, query: str, value: str | int, ids: Array) -> Mask:
    """Mark those of the sorted ``ids`` that a query finds, which gives one text of numbers."""
    listed = connection.exec_driver_sql(query, (value,)).scalar_one()
    found = np.fromstring(listed or "", dtype=np.int64, sep=",")
    places = np.searchsorted(ids, found)
    inside = places < len(ids)
    places, found = places[inside], found[inside]
    passing = np.zeros(len(ids), dtype=bool)
    passing[places[ids[places] == found]] = True
    return passing


def current_cache(connection: Connection, before: ListingCache | None) -> ListingCache:
    """Bring the cache to the state of the library that the connection sees.

    Gives ``before`` itself if nothing has changed since it was made.
    """
    columns = up_to_date(connection, before.columns if before else None)
    return before if before and before.columns is columns else ListingCache(columns)
