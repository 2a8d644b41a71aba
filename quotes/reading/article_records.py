"""Articles out of records with named fields: rows of tables, and JSON objects."""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib import resources

from quotes.reading.dates import iso_date
from quotes.reading.input_files import FoundArticle, ReadingError, ReadingOutcome, Remark
from quotes.types import Article

FIELDS = ("text", "id", "title", "outlet", "published", "url")

_NOT_IN_NAMES = re.compile(r"[^a-z0-9]")
_SURROGATE = re.compile("[\ud800-\udfff]")


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

    >>> find_columns(["Headline", "Full Text", "Date"], None, "news.csv")
    FieldColumns(text='Full Text', id=None, title='Headline', outlet=None, published='Date', url=None)

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
