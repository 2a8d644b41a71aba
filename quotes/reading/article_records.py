"""Records with named fields (rows of tables, JSON objects) to articles."""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib import resources

from quotes.reading.dates import iso_date
from quotes.reading.reading_outcomes import FoundArticle, ReadingError, ReadingOutcome, Remark
from quotes.types import Article

FIELDS = ("text", "id", "title", "outlet", "published", "url")

_NOT_IN_NAMES = re.compile(r"[^a-z0-9]")
_SURROGATE = re.compile("[\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class FieldColumns:
    """The table's name for the column that holds each field; None if there is no such column."""

    text: str
    id: str | None = None
    title: str | None = None
    outlet: str | None = None
    published: str | None = None
    url: str | None = None

    def taken(self) -> list[str]:
        """List the columns that hold a field."""
        return [name for field in FIELDS if (name := getattr(self, field)) is not None]


def find_columns(names: Iterable[str], wanted: str | None, place: str) -> FieldColumns:
    """Find out by their usual names which columns hold which field.

    >>> find_columns(["Headline", "Full Text", "Date"], None, "news.csv")
    FieldColumns(text='Full Text', id=None, title='Headline', outlet=None, published='Date', url=None)

    Args:
        names: the names of all columns.
        wanted: the column that holds the text, if the user names it.
        place: names the table in messages.

    Raises:
        ReadingError: no column holds the text, or ``wanted`` does not exist.

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
            place, f"no column seems to hold the text; name it with --text-column; the columns are {shown}"
        )
    return FieldColumns(text, **{field: name for field, name in found.items() if name != text})


@cache
def usual_names() -> Mapping[str, tuple[str, ...]]:
    """Load the usual names of columns for each field of an article from ``column_names.txt``."""
    lines = (resources.files("quotes.reading") / "column_names.txt").read_text("utf-8").splitlines()
    entries = (line.split(" | ") for line in lines if line and not line.startswith("#"))
    return {field: tuple(names.split(", ")) for field, names in entries}


def articles_of_record(
    record: Mapping[str, object], where: FieldColumns, place: str
) -> Iterator[ReadingOutcome]:
    """Yield the article that a record holds, then a remark if its date is not certain.

    Raises:
        ReadingError: the text is missing or not a string, another field is not a simple value, or a further
            column is nested too deeply.

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
            value = _shown(record[where.published])
            doubt = f'"{where.published}" is left empty: {value} is not certain to be one date'
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
    """Keep the other columns as text; empty cells are left out."""
    taken = set(where.taken())
    return {
        str(name): _as_text(value, str(name), place)
        for name, value in record.items()
        if name not in taken and value is not None and value != "" and value == value  # noqa: PLR0124  (no NaN)
    }


def _as_text(value: object, name: str, place: str) -> str:
    """Write a value as text: as it is, as an ISO date, or as JSON."""
    if isinstance(value, str):
        return _SURROGATE.sub("\ufffd", value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    try:
        return json.dumps(value, ensure_ascii=False, default=str)
    except RecursionError:
        raise ReadingError(place, f'"{name}" is nested too deeply; leave it out') from None


def _string(record: Mapping[str, object], name: str | None, place: str) -> str | None:
    """Read a field as a string that is valid Unicode; None if it is missing or empty."""
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
    """Shorten a value for a message."""
    try:
        return json.dumps(value, default=str, ensure_ascii=False)[:40]
    except RecursionError:
        return "a deeply nested value"


def _key(name: str) -> str:
    """Write a column's name as ``column_names.txt`` does: "Full Text" and "full_text" are "fulltext"."""
    return _NOT_IN_NAMES.sub("", name.lower())
