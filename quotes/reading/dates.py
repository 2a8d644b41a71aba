"""Dates of publication in any form. A date that could mean two days counts as no date."""

import re
from collections.abc import Iterable
from datetime import date, datetime
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Literal, TypeAlias

from quotes.types import InputError

if TYPE_CHECKING:
    from dateparser.date import DateDataParser

_ORDERS = ("DMY", "MDY")
_LONGEST = 60
_YEAR = re.compile(r"(?<!\d)(?<!\s[+-])\d{4}(?!\d)")  # not the offset of a time zone
_LABEL = re.compile(r"[A-Za-z][A-Za-z ]{1,24}:\s+")  # "Updated: March 5, 2024"
_YEAR_FIRST = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?![\w])")
_NUMBERS = re.compile(r"(\d{1,2})([-/.])(\d{1,2})\2(\d{4})(?![\w/.-])")
_LANGUAGES = ["en", "ja", "zh"]  # more languages make an unreadable date take seconds

DateOrder: TypeAlias = Literal["DMY", "MDY"]
"""Whether the day or the month comes first."""


def iso_date(value: object, *, day_first: bool | None = None) -> str | None:
    """Read a date, a time, or a string that can only mean one day; anything else gives None.

    ``day_first`` is whether 05/03/2024 begins with the day, if that is known.

    >>> iso_date("2024-03-05T23:10:00+02:00"), iso_date("Mar 5, 2024, 4:15 PM GMT"), iso_date("25/03/2024")
    ('2024-03-05', '2024-03-05', '2024-03-25')
    >>> iso_date("05/03/2024"), iso_date("05/03/2024", day_first=True)
    (None, '2024-03-05')
    """
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if not isinstance(value, str):
        return None
    text = _LABEL.sub("", value.strip())
    return _year_first(text) or _in_order(text, day_first) or _other_form(text)


def may_be_date(text: str) -> bool:
    """Whether a text is a date, even if it could mean two days.

    >>> may_be_date("05/03/2024"), may_be_date("Chapter 2024")
    (True, False)
    """
    return len(text) <= _LONGEST and (iso_date(text) or _in_order(text.strip(), True)) is not None


def date_order(values: Iterable[object]) -> DateOrder | None:
    """Find out from the dates of one column whether the day or the month comes first.

    None if no date like 05/03/2024 needs to know it, if nothing shows it, or if dates contradict each other.

    >>> date_order(["05/03/2024", "25/03/2024"]), date_order(["05/03/2024"]), date_order(["25/03/2024"])
    ('DMY', None, None)
    """
    found = [_NUMBERS.match(value.strip()) for value in values if isinstance(value, str)]
    pairs = [(int(each[1]), int(each[3])) for each in found if each]
    is_open = any(one <= 12 and other <= 12 and one != other for one, other in pairs)
    day_first = any(one > 12 for one, _ in pairs)
    month_first = any(other > 12 for _, other in pairs)
    if not is_open or day_first == month_first:
        return None
    return "DMY" if day_first else "MDY"


def _in_order(text: str, day_first: bool | None) -> str | None:
    """Read a date like 05/03/2024 if it is known what comes first."""
    numbers = None if day_first is None else _NUMBERS.match(text)
    if numbers is None:
        return None
    day, month = (numbers[1], numbers[3]) if day_first else (numbers[3], numbers[1])
    try:
        return date(int(numbers[4]), int(month), int(day)).isoformat()
    except ValueError:
        return None


def header_date(value: str, place: str) -> str:
    """Read the date in a header line.

    Raises:
        InputError: the line does not give one certain date.

    """
    if published := iso_date(value):
        return published
    raise InputError(f'{place} must be a date like 2024-03-05, not "{value[:40]}"')


def _year_first(text: str) -> str | None:
    """Read a date that begins with the year: "2024-03-05T23:10:00+02:00" or "2024/3/5, 9 pm"."""
    try:
        return datetime.fromisoformat(text).date().isoformat()
    except ValueError:
        pass
    try:  # the day is certain, whatever follows
        numbers = _YEAR_FIRST.match(text)
        return date(*map(int, numbers.groups())).isoformat() if numbers else None
    except ValueError:
        return None


def _other_form(text: str) -> str | None:
    """Read a date that ends with the year ("March 5, 2024 Tuesday"), or any other ("2024年3月5日")."""
    years = list(_YEAR.finditer(text[:_LONGEST]))
    if len(years) != 1 or _YEAR_FIRST.match(text):
        return None
    return _certain_day(text[: years[0].end()]) or _certain_day(text[:_LONGEST])


@lru_cache(4096)
def _certain_day(text: str) -> str | None:
    """Read a date with day, month and year that is the same day in every order of the numbers."""
    found = [parser.get_date_data(text).date_obj for parser in _parsers()]
    days = {time and time.date().isoformat() for time in found}
    return days.pop() if len(days) == 1 else None


@cache
def _parsers() -> "tuple[DateDataParser, ...]":
    """Make a parser for each order of day and month. None of them reads relative dates ("yesterday")."""
    from dateparser.date import DateDataParser  # noqa: PLC0415  (slow to import, rarely needed)

    settings = {"STRICT_PARSING": True, "PARSERS": ["absolute-time"], "PREFER_LOCALE_DATE_ORDER": False}
    return tuple(
        DateDataParser(languages=_LANGUAGES, settings={**settings, "DATE_ORDER": order}) for order in _ORDERS
    )
