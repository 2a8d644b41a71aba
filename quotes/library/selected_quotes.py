"""The quotes that pass a filter, and how many of them each speaker, source, outlet, article or month has."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from quotes.library import schema
from quotes.library.filter_fields import SourceOrOutlet
from quotes.library.listing_arrays import Array, ListingArrays, Mask
from quotes.library.name_table import ROLES


@dataclass(frozen=True, slots=True)
class Counts:
    """Numbers of the listing in their order, ``keys``, and how often each was counted."""

    keys: Array
    numbers: Array

    def most_first(
        self, limit: int | None = None, found: Mapping[int, bool] | None = None
    ) -> list[tuple[int, int]]:
        """List ``limit`` keys with their numbers, the greatest number first.

        With ``found``, only the keys in it are listed, and those that it maps to True come first.
        """
        if found is None:
            order = np.argsort(-self.numbers, kind="stable")[:limit]
        else:
            kept = np.flatnonzero(np.isin(self.keys, [*found]))
            first = np.isin(self.keys[kept], [key for key, is_first in found.items() if is_first])
            order = kept[np.lexsort((-self.numbers[kept], ~first))][:limit]
        return list(zip(self.keys[order].tolist(), self.numbers[order].tolist(), strict=True))


@dataclass(frozen=True, slots=True)
class SelectedQuotes:
    """The lines of the listing that ``passing`` marks, or all lines if it is None.

    Below, speakers, sources and outlets are the names that they are known as. Each count is made only once.
    """

    columns: ListingArrays
    passing: Mask | None
    _counts: dict[str, Counts] = field(default_factory=dict, repr=False, compare=False)

    def number(self) -> int:
        """Count the lines."""
        return len(self.columns.speaker) if self.passing is None else int(np.count_nonzero(self.passing))

    def different(self, by: str) -> int:
        """Count the different speakers, sources, outlets or articles."""
        return int(np.count_nonzero(self.counted(by).keys > schema.NOBODY))

    def undated(self) -> int:
        """Count the lines whose article has no date."""
        return int(np.count_nonzero(self._column("published") == 0))

    def counted(self, by: str) -> Counts:
        """Count the lines of each number in a column."""
        return self._once(by, lambda: _counted(*self._with_copies(by)))

    def articles(self, by: str) -> Counts:
        """Count the articles of each number in a column."""
        return self._once(f"articles by {by}", lambda: _counted_articles(*self._with_copies(by, "article")))

    def months(self) -> Counts:
        """Count the dated lines of each month; a month is a number like 202403."""
        return self._once("months", lambda: _counted_months(self._column("published")))

    def pairs(self, by: SourceOrOutlet, limit: int | None = None) -> list[tuple[int, int, int]]:
        """List pairs of speaker and source or outlet with their numbers of lines: ``limit``, most first."""
        others, speakers = self._with_copies(by, "speaker")
        both = (speakers != schema.NOBODY) & (others != schema.NOBODY)
        speakers, others = speakers[both], others[both]
        found, numbers = np.unique(_pairs(speakers, others), return_counts=True)
        size = _size(others)
        return [(*divmod(pair, size), number) for pair, number in Counts(found, numbers).most_first(limit)]

    def companions(self, speaker: int) -> Counts:
        """Count the articles that each other speaker shares with a speaker."""
        article, group = self.columns.lines.article, self.columns.speaker
        shared = np.zeros(_size(article), dtype=bool)
        shared[article[group == speaker]] = True
        others = shared[article] & (group != speaker) & (group != schema.NOBODY)
        return SelectedQuotes(self.columns, others).articles("speaker")

    def forms(self, speaker: int) -> Counts:
        """Count the lines of each name of a speaker."""
        return _counted(self.columns.lines.speaker[self.columns.speaker == speaker])

    def ids(self) -> Array:
        """The numbers of the lines."""
        return self._column("id")

    def counted_terms(self, pairs: Sequence[tuple[int, int]]) -> dict[int, tuple[int, int, dict[int, int]]]:
        """Count the lines of each term, their articles, and the dated lines of each month.

        ``pairs`` are numbers of terms, each with the number of a line that has the term.
        """
        terms, numbers = np.array(pairs, dtype=np.int64).reshape(-1, 2).T
        lines = self.columns.lines
        places = np.minimum(np.searchsorted(lines.id, numbers), max(0, len(lines.id) - 1))
        kept = lines.id[places] == numbers if len(lines.id) else np.zeros(len(numbers), dtype=bool)
        if self.passing is not None:
            kept &= self.passing[places]
        terms, places = terms[kept], places[kept]
        found = {}
        for term in np.unique(terms).tolist():
            here = places[terms == term]
            months = dict(_counted_months(lines.published[here]).most_first())
            found[term] = (len(here), len(np.unique(lines.article[here])), months)
        return found

    def _once(self, what: str, count: Callable[[], Counts]) -> Counts:
        """Count, unless this was counted before."""
        if (known := self._counts.get(what)) is None:
            known = self._counts[what] = count()
        return known

    def _with_copies(self, by: str, *others: str) -> list[Array]:
        """Give columns; by outlet, each line comes once more for each outlet that published a copy."""
        columns, copies = [self._column(name) for name in (by, *others)], self.columns.copies
        if by != "outlet" or copies is None:
            return columns
        article = self._column("article")
        begin = np.searchsorted(copies.article, article, side="left")
        number = np.searchsorted(copies.article, article, side="right") - begin
        lines = np.repeat(np.arange(len(article)), number)
        place = (
            np.arange(len(lines)) - np.repeat(np.cumsum(number) - number, number) + np.repeat(begin, number)
        )
        outlet, *rest = columns
        return [np.append(outlet, copies.outlet[place]), *(np.append(each, each[lines]) for each in rest)]

    def _column(self, by: str) -> Array:
        column: Array = getattr(self.columns if by in ROLES else self.columns.lines, by)
        return column if self.passing is None else column[self.passing]


def _counted(column: Array) -> Counts:
    """Count each number in a column."""
    numbers = np.bincount(column)
    keys = np.flatnonzero(numbers)
    return Counts(keys, numbers[keys])


def _counted_articles(column: Array, article: Array) -> Counts:
    """Count the articles of each number in a column."""
    return _counted(np.unique(_pairs(column, article)) // _size(article))


def _counted_months(days: Array) -> Counts:
    """Count each month in a column of days like 20240305; 0 means no date."""
    return _counted(days[days > 0] // 100)


def _pairs(one: Array, other: Array) -> Array:
    """Number each pair of two columns. `divmod` by the size of ``other`` gives the pair back."""
    return one.astype(np.int64) * _size(other) + other


def _size(column: Array) -> int:
    """A number greater than any in a column."""
    return int(column.max(initial=0)) + 1
