"""How many articles each week has: of all quotes, of those that pass a filter, and of each speaker."""

from collections.abc import Sequence
from datetime import date

import numpy as np

from quotes.library import schema
from quotes.library.derived_tables import date_number
from quotes.library.listing_arrays import Array, ListingArrays
from quotes.library.selected_quotes import SelectedQuotes


def weekly_articles(selection: SelectedQuotes, days: Sequence[date]) -> list[int]:
    """Count the different articles of each week: after one of ``days``, up to the next."""
    columns = selection.columns
    week = _weeks(columns, days)
    article = columns.lines.article
    if selection.passing is not None:
        week, article = week[selection.passing], article[selection.passing]
    of_article = np.full(int(article.max(initial=0)) + 1, -1, dtype=np.int64)
    of_article[article] = week
    return _counted(of_article[of_article >= 0], days)


def weekly_articles_of_speakers(
    columns: ListingArrays, days: Sequence[date], *, at_least: int
) -> dict[int, list[int]]:
    """Count the different articles of each week for each speaker who is in ``at_least`` of the last week."""
    week, speaker, article = _weeks(columns, days), columns.speaker, columns.lines.article
    last = week == len(days) - 2
    named = last & (speaker != schema.NOBODY)
    in_articles = _pairs(speaker[named], article[named])[0]
    frequent = np.flatnonzero(np.bincount(in_articles) >= at_least) if len(in_articles) else in_articles
    if not len(frequent):
        return {}
    is_frequent = np.zeros(int(speaker.max()) + 1, dtype=bool)
    is_frequent[frequent] = True
    dated = is_frequent[speaker] & (week >= 0)
    size = len(days) - 1
    speakers, articles = _pairs(speaker[dated], article[dated])
    week_of = np.full(int(article.max()) + 1, -1, dtype=np.int64)
    week_of[article] = week
    numbers = np.bincount(speakers * size + week_of[articles], minlength=(int(frequent.max()) + 1) * size)
    return {int(key): numbers[key * size : (key + 1) * size].tolist() for key in frequent}


def _weeks(columns: ListingArrays, days: Sequence[date]) -> Array:
    """The place of each line's week among the weeks between these days; -1 for all other times."""
    bounds = np.array([date_number(day.isoformat()) for day in days])
    place = np.searchsorted(bounds, columns.lines.published, side="left") - 1
    return np.where(place < len(days) - 1, place, -1)


def _pairs(one: Array, other: Array) -> tuple[Array, Array]:
    """The different pairs of two columns."""
    size = int(other.max(initial=0)) + 1
    first, second = np.divmod(np.unique(one.astype(np.int64) * size + other), size)
    return first, second


def _counted(weeks: Array, days: Sequence[date]) -> list[int]:
    return [int(number) for number in np.bincount(weeks, minlength=len(days) - 1)]
