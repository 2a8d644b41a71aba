"""Which column of a table holds which field of an article: as chosen, by the usual names, or by content.

A field that neither a choice nor a usual name settles is looked for in the first rows: long texts, dates, web
addresses and titles are known by what they look like. An outlet is not.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib import resources
from types import MappingProxyType
from typing import TypeAlias

from quotes.reading.dates import DateOrder, date_order, may_be_date
from quotes.reading.reading_outcomes import ReadingError, Remark
from quotes.types import InputError

FIELDS = ("text", "id", "title", "outlet", "published", "url")
"""The fields of an article that a column may hold."""

ColumnChoice: TypeAlias = Mapping[str, str | None]
"""The column that somebody chose for each of some `FIELDS`; None: no column holds it."""

NO_CHOICE: ColumnChoice = MappingProxyType({})
"""Nobody chose a column."""

Record: TypeAlias = Mapping[str, object]
"""A row of a table: its cells by the names of their columns."""

_CALLED = {"published": "date", "url": "web address"}
_NO_FIELD = "none"
_NOT_IN_NAMES = re.compile(r"[^a-z0-9]")
_WEB = re.compile(r"https?://\S+", re.IGNORECASE)
_LEAST_TEXT = 200
_LEAST_TITLES = 3
_TITLE_WORDS = (4, 25)
_LONGEST_TITLE = 250
_SENTENCE_END = re.compile(r"""[.!?]["'”’»)\]]*(?=\s|$)""")
_LEAST_WORDS = 12
_MOST = 0.8
_NEARLY_ALL = 0.9


@dataclass(frozen=True, slots=True)
class FieldColumns:
    """The table's name for the column that holds each field; None if there is no such column.

    ``day_first`` is whether dates like 05/03/2024 begin with the day; None if the table does not show it.
    """

    text: str
    id: str | None = None
    title: str | None = None
    outlet: str | None = None
    published: str | None = None
    url: str | None = None
    day_first: bool | None = None

    def taken(self) -> list[str]:
        """List the columns that hold a field."""
        return [name for field in FIELDS if (name := getattr(self, field)) is not None]


@dataclass(frozen=True, slots=True)
class ColumnGuess:
    """What is known about the columns of a table.

    Attributes:
        columns: the column of each field; None where there is none.
        by_content: the fields that were found by what their column holds.
        order: what comes first in dates like 05/03/2024; None if nothing shows it.

    """

    columns: Mapping[str, str | None]
    by_content: tuple[str, ...] = ()
    order: DateOrder | None = None

    @property
    def day_first(self) -> bool | None:
        """Whether dates like 05/03/2024 begin with the day; None if nothing shows it."""
        return None if self.order is None else self.order == "DMY"

    def remarks(self, place: str) -> list[Remark]:
        """What the user should check about the columns."""
        found = []
        if self.by_content:
            told = ", ".join(
                f'{_CALLED.get(field, field)} "{self.columns[field]}"' for field in self.by_content
            )
            reason = f"columns found by what they hold: {told}; choose others with --column"
            found.append(Remark(place, reason, "doubted"))
        if self.order is not None:
            first = "day" if self.order == "DMY" else "month"
            reason = f'dates like 05/03/2024 in "{self.columns["published"]}" are read with the {first} first'
            found.append(Remark(place, reason, "doubted"))
        return found

    def fields(self) -> FieldColumns | None:
        """The columns to read; None if no column holds the text."""
        text = self.columns["text"]
        if text is None:
            return None
        others = {field: name for field, name in self.columns.items() if field != "text"}
        return FieldColumns(text, **others, day_first=self.day_first)


def find_columns(names: Iterable[str], chosen: ColumnChoice, place: str) -> FieldColumns:
    """Find out by their usual names which columns hold which field.

    >>> found = find_columns(["Headline", "Full Text", "Date"], {}, "news.csv")
    >>> found.text, found.title, found.published, found.url
    ('Full Text', 'Headline', 'Date', None)

    Args:
        names: the names of all columns.
        chosen: the columns that the user names.
        place: names the table in messages.

    Raises:
        ReadingError: no column holds the text, or a chosen one does not exist.

    """
    given = list(names)
    return chosen_or_refused(guess_columns(given, chosen, place), given, place)


def chosen_or_refused(guess: ColumnGuess, names: Sequence[str], place: str) -> FieldColumns:
    """The columns to read.

    Raises:
        ReadingError: no column holds the text.

    """
    if found := guess.fields():
        return found
    reason = "no column seems to hold the text; name it with --text-column; the columns are "
    raise ReadingError(place, reason + _shown(names))


def guess_columns(
    names: Sequence[str], chosen: ColumnChoice, place: str, sample: Sequence[Record] = ()
) -> ColumnGuess:
    """Find the column of each field: the chosen one, one with a usual name, or one that looks like it.

    Args:
        names: the names of all columns.
        chosen: the columns that the user names.
        place: names the table in messages.
        sample: some rows.

    Raises:
        ReadingError: a chosen column does not exist.

    """
    for name in chosen.values():
        if name is not None and name not in names:
            raise ReadingError(place, f'there is no column "{name}"; the columns are {_shown(names)}')
    found: dict[str, str | None] = {**find_usual(names), **chosen}
    _free(found, chosen)
    by_content = []
    for field, find in _FINDERS.items():
        if found[field] is None and field not in chosen:
            free = [name for name in names if name and name not in found.values()]
            if name := find(_Columns(free, sample)):
                found[field] = name
                by_content.append(field)
    published = found["published"]
    order = date_order(row.get(published) for row in sample) if published else None
    return ColumnGuess(found, tuple(by_content), order)


def columns_from_options(text_column: str | None, options: Iterable[str]) -> dict[str, str | None]:
    """Read the columns that a command names: "published=day"; "title=" means that no column holds titles.

    >>> columns_from_options("body", ["date=day", "title="])
    {'text': 'body', 'published': 'day', 'title': None}

    Raises:
        InputError: an option is not of this form.

    """
    chosen: dict[str, str | None] = {} if text_column is None else {"text": text_column}
    for option in options:
        field, equals, name = option.partition("=")
        field = {"date": "published"}.get(field.strip().lower(), field.strip().lower())
        if not equals or field not in FIELDS:
            known = ", ".join("date" if each == "published" else each for each in FIELDS)
            raise InputError(f'--column takes FIELD=NAME, not "{option[:40]}"; fields are {known}')
        if field == "text" and not name:
            raise InputError("--column text= needs the name of the column that holds the text")
        chosen[field] = name or None
    return chosen


def find_usual(names: Sequence[str]) -> dict[str, str | None]:
    """The column with the first of the usual names of each field; None if there is none."""
    by_key = {_key(name): name for name in reversed(names)}
    usual = usual_names()
    return {field: next((by_key[key] for key in usual[field] if key in by_key), None) for field in FIELDS}


@cache
def usual_names() -> Mapping[str, tuple[str, ...]]:
    """Load the usual names of columns for each field of an article from ``column_names.txt``."""
    lines = (resources.files("quotes.reading") / "column_names.txt").read_text("utf-8").splitlines()
    entries = (line.split(" | ") for line in lines if line and not line.startswith("#"))
    return {field: tuple(names.split(", ")) for field, names in entries}


@dataclass(frozen=True, slots=True)
class _Columns:
    """The columns that hold no field so far, in the order of the table, and some rows."""

    names: Sequence[str]
    sample: Sequence[Record]

    def cells(self, name: str) -> list[object]:
        """The cells of a column that are not empty."""
        return [cell for row in self.sample if (cell := row.get(name)) not in (None, "")]

    def texts(self, name: str) -> list[str]:
        """The cells of a column if all are texts, and most rows have one."""
        cells = self.cells(name)
        texts = [cell.strip() for cell in cells if isinstance(cell, str)]
        return texts if len(texts) == len(cells) and 2 * len(texts) > len(self.sample) else []

    def first(self, is_like: Callable[[object], bool]) -> str | None:
        """The first column that is filled in more than half of the rows, mostly with cells of a kind."""
        for name in self.names:
            cells = self.cells(name)
            is_filled = 2 * len(cells) > len(self.sample)
            if (
                is_filled
                and _key(name) not in usual_names()[_NO_FIELD]
                and _share(map(is_like, cells)) >= _MOST
            ):
                return name
        return None


def _find_text(columns: _Columns) -> str | None:
    """The column with the longest texts. If all are short, the only one with several sentences in a cell."""
    every = {
        name: texts
        for name in columns.names
        if _key(name) not in usual_names()[_NO_FIELD] and (texts := columns.texts(name))
    }
    lengths = {name: sum(map(len, texts)) / len(texts) for name, texts in every.items()}
    longest = max(lengths, key=lambda name: lengths[name], default=None)
    if longest and lengths[longest] >= _LEAST_TEXT:
        return longest
    prose = [name for name, texts in every.items() if _share(map(_is_prose, texts)) >= _MOST]
    return prose[0] if len(prose) == 1 else None


def _is_prose(text: str) -> bool:
    """Whether a text has more than one sentence, and more words than two short remarks.

    >>> _is_prose("The tide came late to the quay. “We have waited for two hours,” Tom Quell said.")
    True
    >>> _is_prose("Tide is late again."), _is_prose("Checked. See Tom.")
    (False, False)
    """
    return len(text.split()) >= _LEAST_WORDS and len(_SENTENCE_END.findall(text)) > 1


def _find_title(columns: _Columns) -> str | None:
    """The first column of lines that hardly repeat and are as long as a title."""
    least, most = _TITLE_WORDS
    for name in columns.names:
        texts = columns.texts(name)
        if len(texts) < _LEAST_TITLES or _key(name) in usual_names()[_NO_FIELD]:
            continue
        words = sum(len(text.split()) for text in texts) / len(texts)
        is_line = max(map(len, texts)) <= _LONGEST_TITLE and not any("\n" in text for text in texts)
        if is_line and least <= words <= most and len(set(texts)) >= _NEARLY_ALL * len(texts):
            return name
    return None


def _find_date(columns: _Columns) -> str | None:
    return columns.first(lambda cell: isinstance(cell, date) or (isinstance(cell, str) and may_be_date(cell)))


def _find_url(columns: _Columns) -> str | None:
    return columns.first(lambda cell: isinstance(cell, str) and bool(_WEB.fullmatch(cell.strip())))


_FINDERS: Mapping[str, Callable[[_Columns], str | None]] = {
    "text": _find_text,
    "published": _find_date,
    "url": _find_url,
    "title": _find_title,
}


def _free(found: dict[str, str | None], chosen: ColumnChoice) -> None:
    """Let a column hold one field: the chosen one, or else the first of `FIELDS`."""
    taken = {name for field, name in found.items() if field in chosen and name is not None}
    for field in FIELDS:
        name = found[field]
        if field in chosen or name is None:
            continue
        if name in taken:
            found[field] = None
        taken.add(name)


def _share(found: Iterable[bool]) -> float:
    every = list(found)
    return sum(every) / len(every)


def _shown(names: Sequence[str]) -> str:
    return ", ".join(names[:12]) + (" ..." if len(names) > 12 else "")


def _key(name: str) -> str:
    """Write a column's name as ``column_names.txt`` does: "Full Text" and "full_text" are "fulltext"."""
    return _NOT_IN_NAMES.sub("", name.lower())
