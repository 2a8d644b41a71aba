"""Tables with one article in each row: csv, tsv, xlsx and parquet, read row by row.

Rows are numbered as in a spreadsheet: the header is row 1.
"""

import csv
import re
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import replace
from itertools import count
from typing import Any, TextIO

from quotes.reading.column_choice import find_usual
from quotes.reading.encodings import open_text
from quotes.reading.input_files import MOST_CHARACTERS, InputFile
from quotes.reading.office_safety import safe_excel_file
from quotes.reading.reading_outcomes import ReadingError, ReadingOutcome, Remark
from quotes.reading.table_rows import OpenTable, TableRow, articles_of_table, sampled

_DELIMITERS = ",;\t|"
_EXCEL_CELL = 32_767
_LONGEST_HEADER = 1_000_000
_LONGEST_SHOWN = 80
_LONGEST_HINT = 20
_HINT = re.compile(r"\ufeff?sep=([^\r\n])[\r\n]+", re.IGNORECASE)
_ROWS_AT_ONCE = 64
_READ_AT_ONCE = 1 << 20
_MOST_BYTES_OF_ROWS = 200_000_000
_SMALL = 50_000_000
_MOST_TIMES_LARGER = 100
_NO_DATE = "a date outside the calendar"
_BOMB = f"this file becomes more than {_MOST_TIMES_LARGER} times as large when it is read: it may be a bomb"


def read_csv(source: InputFile) -> Iterator[ReadingOutcome]:
    """Yield the articles of a table whose cells are separated by commas, semicolons, tabs or bars.

    A first line "sep=;" names another delimiter, as Excel writes it. A row with too many or too few cells, or
    with unbalanced quotation marks, becomes a remark.
    """
    return _articles(csv_tables, source)


def read_xlsx(source: InputFile) -> Iterator[ReadingOutcome]:
    """Yield the articles of every sheet of a workbook that has a column of text."""
    sheets = skipped = 0
    remarks = []
    for table in xlsx_tables(source):
        sheets += 1
        if isinstance(table, Remark):
            yield table
            continue
        try:
            yield from articles_of_table(table, source.columns)
        except ReadingError as error:
            skipped += 1
            remarks.append(error.remark)
    if skipped == sheets:
        raise ReadingError(
            source.place, remarks[0].reason if remarks else "there is no sheet in this Excel file"
        )
    yield from (
        Remark(remark.place, f"this sheet is left out: {remark.reason}", "skipped") for remark in remarks
    )


def read_parquet(source: InputFile, groups: range | None = None) -> Iterator[ReadingOutcome]:
    """Yield the articles of a Parquet file, or of some of its row groups, a few rows at a time.

    The columns are found by the first rows of the file, whichever row groups are read.
    """
    chosen = source.columns
    if groups and groups.start:
        table = next(parquet_tables(source))
        chosen = sampled(table, chosen).guess.columns
    return _articles(lambda file: parquet_tables(file, groups), replace(source, columns=chosen))


def csv_tables(source: InputFile) -> Iterator[OpenTable]:
    """Open the table of a text file."""
    if not source.opening().strip(b"\xef\xbb\xbf \t\r\n"):
        raise ReadingError(source.place, "the file is empty")
    csv.field_size_limit(max(csv.field_size_limit(), 2 * MOST_CHARACTERS))
    lines = open_text(source)
    try:
        stated, top = _stated_delimiter(lines)
        delimiter = stated or _delimiter(lines.readline(_LONGEST_HEADER + 1), source.place)
        has_quoting = delimiter != "\t" or _has_quoting(lines, top)
        lines.seek(top)
        rows = _rows(lines, delimiter, has_quoting=has_quoting)
        header = _header(rows, source)
        yield OpenTable(source.place, header, _csv_rows(rows, header, source))
    finally:
        lines.detach()  # the stream stays open for its owner


def xlsx_tables(source: InputFile) -> Iterator[OpenTable | Remark]:
    """Open the sheets of a workbook; a damaged one becomes a remark."""
    from python_calamine import CalamineError, CalamineWorkbook  # noqa: PLC0415  (only for workbooks)

    content = safe_excel_file(source)
    try:
        book = CalamineWorkbook.from_filelike(content)
    except CalamineError as error:
        raise ReadingError(source.place, f"this Excel file is damaged ({error})") from None
    for name in book.sheet_names:
        place = source.place if len(book.sheet_names) == 1 else f"{source.place}: sheet {name}"
        try:
            rows = book.get_sheet_by_name(name).to_python(skip_empty_area=False)
        except CalamineError as error:
            yield Remark(place, f"this sheet is damaged ({error})")
        else:
            yield _sheet(rows, place)


def parquet_tables(source: InputFile, groups: range | None = None) -> Iterator[OpenTable]:
    """Open the table of a Parquet file, or of some of its row groups."""
    import pyarrow as pa  # noqa: PLC0415  (heavy, and only for such files)
    from pyarrow import parquet  # noqa: PLC0415

    try:
        file = parquet.ParquetFile(source.stream, pre_buffer=False, buffer_size=_READ_AT_ONCE)
    except (pa.ArrowException, OSError, ValueError) as error:
        raise ReadingError(source.place, f"this Parquet file is damaged ({error})") from None
    rows = _parquet_rows(file, source, groups)
    yield OpenTable(source.place, file.schema_arrow.names, rows)


def _articles(
    tables: Callable[[InputFile], Iterator[OpenTable]], source: InputFile
) -> Iterator[ReadingOutcome]:
    for table in tables(source):
        yield from articles_of_table(table, source.columns)


def _parquet_rows(file: Any, source: InputFile, groups: range | None) -> Iterator[TableRow]:
    """Yield the rows of a Parquet file, with the columns that may be needed."""
    import pyarrow as pa  # noqa: PLC0415  (heavy, and only for such files)

    try:
        before = range(groups.start if groups else 0)
        number = 1 + sum(file.metadata.row_group(group).num_rows for group in before)
        wanted = set(source.columns.values()) | set(find_usual(file.schema_arrow.names).values())
        plain = [
            field.name
            for field in file.schema_arrow
            if field.name in wanted or not (pa.types.is_nested(field.type) or pa.types.is_binary(field.type))
        ]
        most = max(_SMALL, _MOST_TIMES_LARGER * source.size())
        at_once = _rows_at_once(file.metadata, plain, most, source.place)
        taken = 0
        for batch in file.iter_batches(at_once, row_groups=groups, columns=plain):
            for cells in zip(*map(_cells, batch.columns), strict=True):
                record = dict(zip(batch.schema.names, cells, strict=True))
                number += 1
                taken += 1 + sum(len(value) for value in record.values() if isinstance(value, str))
                if taken > most:
                    raise ReadingError(source.place, _BOMB)
                yield TableRow(f"{source.place}: row {number}", record)
    except (pa.ArrowException, OSError, ValueError) as error:
        raise ReadingError(source.place, f"this Parquet file is damaged ({error})") from None


def _cells(column: Any) -> list[Any]:
    """Turn the cells of a Parquet column into Python's own types; dates that Python lacks become words."""
    try:
        return list(column.to_pylist())
    except (OverflowError, LookupError, ValueError):
        import pyarrow as pa  # noqa: PLC0415  (heavy, and only for such files)

        if not pa.types.is_temporal(column.type):
            raise
        return [_date(cell) for cell in column]


def _date(cell: Any) -> Any:
    """Read a date or time, or words if it is outside the calendar or its time zone is unknown."""
    try:
        return cell.as_py()
    except (OverflowError, LookupError, ValueError):
        return _NO_DATE


def _rows_at_once(metadata: Any, names: Collection[str], most: int, place: str) -> int:
    """Decide how many rows of a Parquet file to hold at once: fewer if one value may be long.

    Raises:
        ReadingError: a group of rows would become larger than ``most`` bytes.

    """
    largest = 1
    for number in range(metadata.num_row_groups):
        group = metadata.row_group(number)
        every = map(group.column, range(group.num_columns))
        sizes = [each.total_uncompressed_size for each in every if each.path_in_schema in names]
        if sum(sizes) > most:
            raise ReadingError(place, _BOMB)
        largest = max(largest, *sizes)
    return min(_ROWS_AT_ONCE, max(1, _MOST_BYTES_OF_ROWS // largest))


def _stated_delimiter(lines: TextIO) -> tuple[str | None, int]:
    """Read the delimiter that Excel's hint line names, and the position at which the table begins."""
    hint = _HINT.fullmatch(lines.readline(_LONGEST_HINT))
    if hint is None:
        lines.seek(0)
    return hint and hint[1], lines.tell()


def _has_quoting(lines: TextIO, top: int) -> bool:
    """Whether marks around a cell of a table with tabs are quoting, and not words of the text.

    Many programs write such tables without quoting. Marks are taken for text if every row is whole that way
    and no mark is doubled, or if the rows are broken the other way.
    """
    lines.seek(top)
    if lines.readline(_LONGEST_HEADER).startswith('"'):
        return True
    lines.seek(top)
    has_doubled = any('""' in line for line in lines)
    if not has_doubled and _are_whole(lines, top, has_quoting=False):
        return False
    return _are_whole(lines, top, has_quoting=True)


def _rows(lines: TextIO, delimiter: str, *, has_quoting: bool) -> Iterator[list[str]]:
    """Read the rows of a table; without quoting, every mark is part of the text."""
    if has_quoting:
        return csv.reader(lines, delimiter=delimiter, strict=True)
    return csv.reader(lines, delimiter=delimiter, quoting=csv.QUOTE_NONE, strict=True)


def _are_whole(lines: TextIO, top: int, *, has_quoting: bool) -> bool:
    """Whether all rows of a table with tabs have as many cells as its header."""
    lines.seek(top)
    rows = _rows(lines, "\t", has_quoting=has_quoting)
    try:
        width = len(next(rows, []))
        return all(len(row) == width for row in rows if row)
    except csv.Error:
        return False


def _delimiter(header: str, place: str) -> str:
    """Choose the delimiter that gives the header the most columns."""
    if len(header) > _LONGEST_HEADER:
        raise ReadingError(
            place, f"the header is longer than {_LONGEST_HEADER:,} characters; is this a table?"
        )
    return max(_DELIMITERS, key=lambda delimiter: len(next(csv.reader([header], delimiter=delimiter), [])))


def _header(rows: Iterator[list[str]], source: InputFile) -> list[str]:
    """Read the names of the columns; two with one name are refused."""
    try:
        header = next(rows, [])
    except csv.Error as error:
        raise ReadingError(f"{source.place}: row 1", _csv_fault(str(error))) from None
    if twice := [name for name, number in Counter(header).items() if name and number > 1]:
        raise ReadingError(source.place, f'two columns are called "{twice[0][:_LONGEST_SHOWN]}"')
    return header


def _csv_fault(fault: str) -> str:
    """Say what is wrong with a row, so that it can be fixed."""
    if "end of data" in fault:
        return "a quotation mark opens in this row and never closes; the rest could not be read"
    if "field larger" in fault:
        return f"a cell is longer than {2 * MOST_CHARACTERS:,} characters, or a quotation mark never closes"
    return "quotation marks inside a cell must be doubled, and the whole cell put in quotation marks"


def _csv_rows(rows: Iterator[list[str]], header: list[str], source: InputFile) -> Iterator[TableRow]:
    """Yield the rows below the header of a csv file."""
    for number in count(2):
        place = f"{source.place}: row {number}"
        try:
            row = next(rows)
        except StopIteration:
            return
        except csv.Error as error:
            yield TableRow(place, Remark(place, _csv_fault(str(error))))
        else:
            if row:
                yield TableRow(place, _csv_cells(row, header, place))


def _csv_cells(row: Sequence[str], header: list[str], place: str) -> dict[str, str] | Remark:
    """The cells of a row by their columns; extra empty cells at its end do no harm."""
    while len(row) > len(header) and not row[-1]:
        row = row[:-1]
    if len(row) == len(header):
        return dict(zip(header, row, strict=True))
    cells = f"the row has {len(row)} cells, the header has {len(header)}"
    return Remark(place, f"{cells}; a cell that contains the delimiter must be in quotation marks")


def _sheet(rows: Sequence[Sequence[object]], place: str) -> OpenTable:
    """Open one sheet; rows above the header may be empty."""
    filled = ((number, row) for number, row in enumerate(rows, start=1) if any(cell != "" for cell in row))
    _, top = next(filled, (0, []))
    header = [str(cell) for cell in top]
    found = (
        TableRow(f"{place}, row {number}", dict(zip(header, row, strict=False))) for number, row in filled
    )
    return OpenTable(place, header, found, longest_cell=_EXCEL_CELL)
