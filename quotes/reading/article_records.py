"""Articles out of records with named fields: rows of tables, and JSON objects."""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from email.utils import parsedate_to_datetime
from functools import cache
from importlib import resources

from quotes.reading.input_files import FoundArticle, ReadingError, ReadingOutcome, Remark
from quotes.types import Article, InputError

FIELDS = ("text", "id", "title", "outlet", "published", "url")

_NOT_IN_NAMES = re.compile(r"[^a-z0-9]")
_SURROGATE = re.compile("[\ud800-\udfff]")
_NUMBERS = re.compile(r"(\d{1,4})[/.](\d{1,2})[/.](\d{1,4})(?=\D|$)")
_WRITTEN_FORMS = ("%d %B %Y", "%d %b %Y", "%B %d %Y", "%b %d %Y")


@dataclass(frozen=True, slots=True)
class FieldColumns:
    """Which column of a table holds which field: names as the table has them, None where it has none."""

    text: str
    id: str | None = None
    title: str | None = None
    outlet: str | None = None
    published: str | None = None
    url: str | None = None

    def taken(self) -> list[str]:
        """Return the names of the columns that hold a field."""
        return [name for field in FIELDS if (name := getattr(self, field)) is not None]


def find_columns(names: Iterable[str], wanted: str | None, place: str) -> FieldColumns:
    """Return what the columns ``names`` hold, by their usual names; ``wanted`` is the text column by name.

    >>> columns(["Headline", "Full Text", "Date"], None, "news.csv")
    Columns(text='Full Text', id=None, title='Headline', outlet=None, published='Date', url=None)

    Raises:
        ReadingError: there is no column of text, or not the one that is wanted.

    """
    given = list(names)
    shown = ", ".join(given[:12]) + (" ..." if len(given) > 12 else "")
    if wanted is not None and wanted not in given:
        raise ReadingError(place, f'there is no column "{wanted}"; the columns are {shown}')
    by_key = {_key(name): name for name in reversed(given)}
    found = {
        field: next((by_key[name] for name in usual if name in by_key), None)
        for field, usual in usual_names().items()
    }
    text = wanted or found.pop("text")
    found.pop("text", None)
    if text is None:
        raise ReadingError(
            place, f"no column is named like one of text; name it with --text-column; the columns are {shown}"
        )
    return FieldColumns(text, **{field: name for field, name in found.items() if name != text})


@cache
def usual_names() -> Mapping[str, tuple[str, ...]]:
    """Return the usual names of columns for each field of an article, as `data/column_names.txt` has them."""
    lines = (resources.files("quotes.reading") / "column_names.txt").read_text("utf-8").splitlines()
    entries = (line.split(" | ") for line in lines if line and not line.startswith("#"))
    return {field: tuple(names.split(", ")) for field, names in entries}


def articles_of_record(
    record: Mapping[str, object], where: FieldColumns, place: str
) -> Iterator[ReadingOutcome]:
    """Yield the article that a record holds, and a remark where its date cannot be read.

    Raises:
        ReadingError: the text is missing or no string, another field is no simple value, or what is said
            beyond them is nested too deeply to be kept.

    """
    if record.get(where.text) is None:
        raise ReadingError(place, f'"{where.text}" must be a string, not null')
    if not isinstance(record[where.text], str):
        raise ReadingError(place, f'"{where.text}" must be a string, not {_shown(record[where.text])}')
    values = {
        field: _string(record, getattr(where, field), place) for field in FIELDS if field != "published"
    }
    published, doubt = None, None
    if where.published and record.get(where.published) not in (None, ""):
        published = iso_date(record[where.published])
        if published is None:
            doubt = f'"{where.published}" is left empty: {_shown(record[where.published])} is no sure date'
    yield FoundArticle(
        place,
        Article(
            text=values["text"] or "",
            id=values["id"] or "",
            title=values["title"],
            outlet=values["outlet"],
            published=published,
            url=values["url"],
            metadata=_further(record, where, place),
        ),
    )
    if doubt:
        yield Remark(place, doubt, "doubted")


def _further(record: Mapping[str, object], where: FieldColumns, place: str) -> dict[str, str]:
    """Return what a record says beyond the fields of an article, as text; empty cells are left out."""
    taken = set(where.taken())
    return {
        str(name): _as_text(value, str(name), place)
        for name, value in record.items()
        if name not in taken and value is not None and value != "" and value == value  # noqa: PLR0124  (no NaN)
    }


def _as_text(value: object, name: str, place: str) -> str:
    """Return a value of a record as text: as it is, as an ISO date, or as JSON."""
    if isinstance(value, str):
        return _SURROGATE.sub("\ufffd", value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    try:
        return json.dumps(value, ensure_ascii=False, default=str)
    except RecursionError:
        raise ReadingError(place, f'"{name}" is nested too deeply to be kept; leave it out') from None


def iso_date(value: object) -> str | None:
    """Return the ISO date of a date, time, or string that can mean one day only, else None.

    >>> iso_date("2024-03-05T23:10:00+02:00"), iso_date("March 5, 2024"), iso_date("25/03/2024")
    ('2024-03-05', '2024-03-05', '2024-03-25')
    >>> iso_date("05/03/2024") is None
    True
    """
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if not isinstance(value, str):
        return None
    return _iso(value.strip()) or _in_words(value) or _in_numbers(value.strip())


def header_date(value: str, place: str) -> str:
    """Return the ISO date of a header line.

    Raises:
        InputError: it is not a sure date.

    """
    if published := iso_date(value):
        return published
    raise InputError(f'{place} must be a date like 2024-03-05, not "{value[:40]}"')


def _iso(value: str) -> str | None:
    try:
        return datetime.fromisoformat(value).date().isoformat()
    except ValueError:
        pass
    try:  # "2024-03-05 23:10:00 UTC" and the like: the day is sure, whatever follows
        return date.fromisoformat(value[:10]).isoformat() if not value[10:11].isalnum() else None
    except ValueError:
        return None


def _in_words(value: str) -> str | None:
    """Return the date where the month is named: as in mail headers, or in one of the usual orders."""
    words = re.sub(r"(?<=\d)(?:st|nd|rd|th)\b|[,.]", " ", value).split()
    for length in (3, 4):
        for form in _WRITTEN_FORMS:
            try:
                return datetime.strptime(" ".join(words[length - 3 : length]), form).date().isoformat()
            except ValueError:
                continue
    try:
        return parsedate_to_datetime(value).date().isoformat()
    except (ValueError, TypeError, OverflowError):
        return None


def _in_numbers(value: str) -> str | None:
    """Return the date of numbers in an order that can be only one: the year first, or a day above 12."""
    match = _NUMBERS.match(value)
    if not match:
        return None
    first, second, third = map(int, match.groups())
    if len(match[1]) == 4:
        year, month, day = first, second, third
    elif len(match[3]) == 4 and (first > 12 or first == second):
        year, month, day = third, second, first
    elif len(match[3]) == 4 and second > 12:
        year, month, day = third, first, second
    else:
        return None
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None


def _string(record: Mapping[str, object], name: str | None, place: str) -> str | None:
    """Return a field as a string that can be written again, None where it is missing or empty."""
    value = record.get(name) if name else None
    if isinstance(value, Mapping):
        value = value.get("name", value)  # as news services give the outlet
    if value is None or value == "":
        return None
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        raise ReadingError(place, f'"{name}" must be a string, not {_shown(value)}')
    if isinstance(value, float) and value.is_integer():
        value = int(value)  # a spreadsheet's numbers are all floats
    text = str(value)
    if not text.isascii() and _SURROGATE.search(text):
        raise ReadingError(place, f'"{name}" holds half a character (a lone surrogate)')
    return text


def _shown(value: object) -> str:
    """Return the beginning of a value, for a message."""
    try:
        return json.dumps(value, default=str, ensure_ascii=False)[:40]
    except RecursionError:
        return "a value in which others are nested"


def _key(name: str) -> str:
    """Return a column's name as the vocabulary writes it: "Full Text" and "full_text" are "fulltext"."""
    return _NOT_IN_NAMES.sub("", name.lower())
