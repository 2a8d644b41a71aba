"""What is kept of a library between its questions: the columns, and what passed the filters asked for last.

A page asks several questions of one filter, and many visitors ask the same ones.
"""

from collections import OrderedDict
from collections.abc import Hashable
from threading import Lock
from typing import Generic, TypeVar

import numpy as np
from sqlalchemy import Connection

from quotes.library import schema
from quotes.library.filters import UNSURE_BELOW, Filter
from quotes.library.limits import Limits, limits_of
from quotes.library.listing_arrays import ListingArrays, Mask, up_to_date
from quotes.library.selected_quotes import SelectedQuotes

SEARCHES_KEPT = 16
SELECTIONS_KEPT = 12

_FOUND = "SELECT group_concat(rowid) FROM quotes_search WHERE quotes_search MATCH ?"
"""One text of all the numbers: reading them one by one takes ten times as long."""

_Answer = TypeVar("_Answer")


class _Last(Generic[_Answer]):
    """The ``most`` answers that were asked for last, by what was asked; for several threads at once."""

    def __init__(self, most: int) -> None:
        self._most, self._lock = most, Lock()
        self._answers: OrderedDict[Hashable, _Answer] = OrderedDict()

    def __len__(self) -> int:
        return len(self._answers)

    def get(self, asked: Hashable) -> _Answer | None:
        """Return the answer, None where it is not kept."""
        with self._lock:
            if asked in self._answers:
                self._answers.move_to_end(asked)
            return self._answers.get(asked)

    def keep(self, asked: Hashable, answer: _Answer) -> None:
        """Keep an answer, and forget the one not asked for longest."""
        with self._lock:
            self._answers[asked] = answer
            if len(self._answers) > self._most:
                self._answers.popitem(last=False)


class State:
    """One state of a library: its columns, and what was last found in them; for several threads at once."""

    def __init__(self, columns: ListingArrays) -> None:
        self.columns = columns
        self.found: _Last[Mask] = _Last(SEARCHES_KEPT)
        self.selections: _Last[SelectedQuotes] = _Last(SELECTIONS_KEPT)

    def selection(self, connection: Connection, only: Filter) -> SelectedQuotes:
        """Return what passes a filter; the connection sees this state of the library.

        Raises InputError for what is no date, and for too long a search.
        """
        if (known := self.selections.get(only)) is not None:
            return known
        selection = SelectedQuotes(self.columns, self._passing(connection, limits_of(connection, only)))
        self.selections.keep(only, selection)
        return selection

    def _passing(self, connection: Connection, limits: Limits) -> Mask | None:
        """Return which lines pass; None where all do."""
        if limits.are_none:
            return None
        lines = self.columns.lines
        passing = np.ones(len(lines.id), dtype=bool)
        for name, numbers in limits.among.items():
            passing &= np.isin(getattr(lines, name), numbers)
        for name, bound in limits.least.items():
            passing &= getattr(lines, name) >= bound
        for name, bound in limits.most.items():
            passing &= getattr(lines, name) <= bound
        if limits.corrected:
            passing &= lines.corrected
        if limits.unsure:
            nobody = (lines.speaker == schema.NOBODY) & (lines.confidence < 1)
            passing &= (lines.confidence < UNSURE_BELOW) | nobody
        if (search := limits.search) is not None:
            passing &= bool(search.wanted or search.unwanted)
            if search.wanted:
                passing &= self._with_words(connection, search.wanted)
            if search.unwanted:
                passing &= ~self._with_words(connection, search.unwanted)
        return passing

    def _with_words(self, connection: Connection, search: str) -> Mask:
        """Return which lines a search in the index's language finds."""
        if (known := self.found.get(search)) is not None:
            return known
        listed = connection.exec_driver_sql(_FOUND, (search,)).scalar_one()
        found = np.fromstring(listed or "", dtype=np.int64, sep=",")
        ids = self.columns.lines.id
        places = np.searchsorted(ids, found)
        inside = places < len(ids)
        places, found = places[inside], found[inside]
        passing = np.zeros(len(ids), dtype=bool)
        passing[places[ids[places] == found]] = True
        self.found.keep(search, passing)
        return passing


def state_now(connection: Connection, before: State | None) -> State:
    """Return the library's state as the connection sees it; ``before`` itself where nothing has changed."""
    columns = up_to_date(connection, before.columns if before else None)
    return before if before and before.columns is columns else State(columns)
