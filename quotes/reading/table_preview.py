"""The first rows of a table, and what its columns seem to hold, before it is read."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass

from quotes.reading.input_files import InputFile
from quotes.reading.json_files import guess_keys, objects_in
from quotes.reading.reading_outcomes import ReadingError, Remark
from quotes.reading.table_files import csv_tables, parquet_tables, xlsx_tables
from quotes.reading.table_rows import OpenTable, sampled

_TABLES = {
    ".csv": csv_tables,
    ".tsv": csv_tables,
    ".parquet": parquet_tables,
    ".xlsx": xlsx_tables,
}
_RECORDS = (".json", ".jsonl", ".ndjson")
_ROWS = 5
_LONGEST = 200


@dataclass(frozen=True, slots=True)
class TablePreview:
    """The beginning of a table.

    Attributes:
        columns: the names of its columns.
        rows: the first rows; cells are shortened.
        guess: the column that seems to hold each field; None where there is none.

    """

    columns: tuple[str, ...]
    rows: tuple[Mapping[str, str], ...]
    guess: Mapping[str, str | None]


def preview_table(source: InputFile) -> TablePreview | None:
    """Preview the table, or the first sheet with rows; None if the file holds none or cannot be read."""
    with suppress(ReadingError, OSError, ValueError):
        if source.suffix in _RECORDS:
            return _of_records(source)
        if find := _TABLES.get(source.suffix):
            return _of_tables(find(source))
    return None


def _of_records(source: InputFile) -> TablePreview | None:
    found = objects_in(source)
    columns = tuple(dict.fromkeys(str(key) for each in found for key in each))
    return _preview(columns, found, guess_keys(found, source).columns) if found else None


def _of_tables(tables: Iterator[OpenTable | Remark]) -> TablePreview | None:
    """Preview the first table whose columns say where the text is, or else the first one with rows."""
    best = None
    for table in tables:
        if isinstance(table, Remark) or not table.columns:
            continue
        begun = sampled(table, {})
        if not begun.first:
            continue
        found = _preview(tuple(table.columns), begun.first, begun.guess.columns)
        if found.guess["text"]:
            return found
        best = best or found
    return best


def _preview(
    columns: tuple[str, ...], rows: Sequence[Mapping[str, object]], guess: Mapping[str, str | None]
) -> TablePreview:
    shown = tuple({name: _cell(row.get(name)) for name in columns} for row in rows[:_ROWS])
    return TablePreview(columns, shown, guess)


def _cell(value: object) -> str:
    """A cell's text in one line, shortened."""
    text = "" if value is None else " ".join(str(value)[: 4 * _LONGEST].split())
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"
