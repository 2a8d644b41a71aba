"""Quotes by month, as a strip of bars.

It is HTML, not a Vega chart: the scripts for those are a megabyte, and the list would wait for them.
"""

from calendar import monthrange
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

import streamlit as st
from markupsafe import Markup

from quotes.display import templates_of

_MOST_MONTHS = 120
"""Above this, a bar is a year."""

_MOST_LABELS = 8
_STEPS = (1, 2, 3, 6, 12, 24, 60, 120, 240, 600, 1200, 2400, 6000, 12000)
"""Months from one label to the next."""

_LEAST_HEIGHT = 2.0
"""Per cent of the strip's height, so that a single quote beside thousands is visible."""

_fill = templates_of("quotes.dashboard.shared")

MonthNumbers = Sequence[tuple[int, int]]
"""Months like 202403, each with its quotes, as `quotes.library.Library.quotes_by_month` counts them."""

MonthLink = Callable[[str, str], str]
"""Gives the link to the quotes from one day to another."""


@dataclass(frozen=True)
class Strip:
    """Numbers of quotes by month, or by year; a year is counted as its January.

    Months are counted from the January of the year 0. ``step`` is 1 for months and 12 for years.
    """

    numbers: dict[int, int]
    step: int

    @cached_property
    def first(self) -> int:
        """The first month or year."""
        return min(self.numbers)

    @cached_property
    def length(self) -> int:
        """Number of months or years from the first to the last, with those without quotes."""
        return (max(self.numbers) - self.first) // self.step + 1

    @property
    def unit(self) -> str:
        """What a bar shows: a month or a year."""
        return "year" if self.step == 12 else "month"

    def place(self, month: int) -> float:
        """Place where a bar begins, in per cent of the strip's width."""
        return 100 * (month - self.first) / self.step / self.length


def draw_months(counted: MonthNumbers) -> None:
    """Draw quotes by month, if there is more than one month."""
    if len(counted) > 1:
        st.html(drawn(strip_of(counted)))


def months_strip(counted: MonthNumbers, link: MonthLink, undated: int = 0, undated_link: str = "") -> Markup:
    """Quotes by month, each bar a link to its quotes; nothing if there is one month or none.

    The number of ``undated`` quotes, which have no bar, is below it.
    """
    if len(counted) <= 1:
        return Markup()
    return drawn(strip_of(counted), link, undated=undated, undated_link=undated_link)


def recent_periods(today: date) -> dict[str, str]:
    """The periods up to today that a filter offers: the first day of each (ISO), by what it is called.

    >>> recent_periods(date(2024, 3, 5))
    {'Last 7 days': '2024-02-28', 'This month': '2024-03-01'}
    """
    first_days = {"Last 7 days": today - timedelta(days=6), "This month": today.replace(day=1)}
    return {words: day.isoformat() for words, day in first_days.items()}


def strip_of(counted: MonthNumbers) -> Strip:
    """Count by month, or by year if there are more than ten years."""
    months = [(month // 100 * 12 + month % 100 - 1, quotes) for month, quotes in counted]
    step = 1 if max(months)[0] - min(months)[0] < _MOST_MONTHS else 12
    numbers: dict[int, int] = {}
    for month, quotes in months:
        first = month // step * step
        numbers[first] = numbers.get(first, 0) + quotes
    return Strip(numbers, step)


def drawn(strip: Strip, link: MonthLink | None = None, *, undated: int = 0, undated_link: str = "") -> Markup:
    """Draw a strip; with ``link``, each bar leads to the quotes of its month or year."""
    last, most = max(strip.numbers), max(strip.numbers.values())
    width = 100 / strip.length
    return _fill(
        "months",
        summary=f"Quotes per {strip.unit}, {_called(strip.first, strip.unit)} to "
        f"{_called(last, strip.unit)}, up to {most:,} a {strip.unit}",
        has_links=link is not None,
        undated=undated,
        undated_link=undated_link,
        most=most,
        width=f"{width:.3f}",
        bars=[
            {
                "title": f"{_called(month, strip.unit)}: {number:,}",
                "link": link(*_days(month, strip.step)) if link else "",
                "left": f"{strip.place(month):.3f}",
                "height": f"{max(100 * number / most, _LEAST_HEIGHT):.1f}",
            }
            for month, number in strip.numbers.items()
        ],
        labels=[(f"{strip.place(month) + width / 2:.3f}", words) for month, words in _labels(strip)],
    )


def _labels(strip: Strip) -> Iterator[tuple[int, str]]:
    """Yield the months to name below the strip: round ones, few enough to fit side by side."""
    end = strip.first + strip.length * strip.step
    wide_enough = (step for step in _STEPS if step >= max(strip.step, (end - strip.first) / _MOST_LABELS))
    step = next(wide_enough, _STEPS[-1])
    for month in range(-(-strip.first // step) * step, end, step):
        yield month, _called(month, "month" if step < 12 else "year")


def _days(month: int, step: int) -> tuple[str, str]:
    """The first and the last day of a month, or of the year that begins with it.

    >>> _days(2024 * 12 + 1, 1), _days(2024 * 12, 12)
    (('2024-02-01', '2024-02-29'), ('2024-01-01', '2024-12-31'))
    """
    year, number = divmod(month, 12)
    last = number + step
    return f"{year:04}-{number + 1:02}-01", f"{year:04}-{last:02}-{monthrange(year, last)[1]:02}"


def _called(month: int, unit: str) -> str:
    """Write a month, or its year.

    >>> _called(2024 * 12 + 2, "month"), _called(2024 * 12, "year")
    ('March 2024', '2024')
    """
    year, number = divmod(month, 12)
    return f"{date(year, number + 1, 1):%B} {year}" if unit == "month" else str(year)
