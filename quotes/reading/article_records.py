"""Records with named fields (rows of tables, JSON objects) to articles."""

import json
import re
from collections.abc import Iterator, Mapping
from datetime import date

from quotes.reading.column_choice import FIELDS, FieldColumns
from quotes.reading.dates import iso_date
from quotes.reading.reading_outcomes import FoundArticle, ReadingError, ReadingOutcome, Remark
from quotes.types import Article

_SURROGATE = re.compile("[\ud800-\udfff]")


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
        published = iso_date(record[where.published], day_first=where.day_first)
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
