"""The tables in a file, row by row, before anybody says which column holds what."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import NamedTuple

from quotes.reading.article_records import articles_of_record
from quotes.reading.column_choice import ColumnChoice, ColumnGuess, chosen_or_refused, guess_columns
from quotes.reading.reading_outcomes import ReadingError, ReadingOutcome, Remark, ending_with_remark

NO_ROWS = "there is no row below the header"

_ROWS_IN_SAMPLE = 200
_LETTERS_IN_SAMPLE = 4_000_000


class TableRow(NamedTuple):
    """A row and its place, or a remark on a row that cannot be read."""

    place: str
    cells: Mapping[str, object] | Remark


@dataclass(frozen=True, slots=True)
class OpenTable:
    """A table whose rows can be read once.

    Attributes:
        place: names the table in messages.
        columns: the names of its columns.
        rows: its rows below the header.
        longest_cell: how many letters a cell can hold; None if there is no such limit.

    """

    place: str
    columns: Sequence[str]
    rows: Iterator[TableRow]
    longest_cell: int | None = None


@dataclass(frozen=True, slots=True)
class SampledTable:
    """A table with its first rows, what they say about the columns, and all rows, the first ones too."""

    first: Sequence[Mapping[str, object]]
    guess: ColumnGuess
    rows: Iterator[TableRow]


def sampled(table: OpenTable, chosen: ColumnChoice) -> SampledTable:
    """Read the first rows of a table, and find out from them what the columns hold.

    Raises:
        ReadingError: a chosen column does not exist.

    """
    read: list[TableRow] = []
    letters = 0
    for row in table.rows:
        read.append(row)
        if not isinstance(row.cells, Remark):
            letters += sum(len(cell) for cell in row.cells.values() if isinstance(cell, str))
        if len(read) >= _ROWS_IN_SAMPLE or letters >= _LETTERS_IN_SAMPLE:
            break
    first = [row.cells for row in read if not isinstance(row.cells, Remark)]
    return SampledTable(
        first, guess_columns(table.columns, chosen, table.place, first), chain(read, table.rows)
    )


def articles_of_table(table: OpenTable, chosen: ColumnChoice) -> Iterator[ReadingOutcome]:
    """Yield the article of each row, and remarks.

    Raises:
        ReadingError: no column holds the text, a chosen column does not exist, or there is no row.

    """
    if not table.columns:
        raise ReadingError(table.place, "the sheet is empty")
    begun = sampled(table, chosen)
    where = chosen_or_refused(begun.guess, table.columns, table.place)
    yield from begun.guess.remarks(table.place)
    is_empty = True
    for place, cells in begun.rows:
        is_empty = False
        if isinstance(cells, Remark):
            yield cells
            continue
        yield from ending_with_remark(articles_of_record(cells, where, place))
        if table.longest_cell and len(str(cells.get(where.text))) >= table.longest_cell:
            yield Remark(
                place, "the text is as long as an Excel cell can be; its end may be missing", "doubted"
            )
    if is_empty:
        raise ReadingError(table.place, NO_ROWS)
