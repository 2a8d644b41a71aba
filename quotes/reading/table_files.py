"""Tables with one article in each row: csv, tsv, xlsx and parquet, read row by row.

Rows are numbered as in a spreadsheet: the header is row 1.
"""

import csv
import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import count
from typing import Any, TextIO

from quotes.reading.article_records import FieldColumns, articles_of_record, find_columns
from quotes.reading.encodings import open_text
from quotes.reading.input_files import MOST_CHARACTERS, InputFile
from quotes.reading.office_safety import safe_excel_file
from quotes.reading.reading_outcomes import ReadingError, ReadingOutcome, Remark, ending_with_remark

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
_NO_ROWS = "there is no row below the header"
_BOMB = f"this file becomes more than {_MOST_TIMES_LARGER} times as large when it is read: it may be a bomb"


def read_csv(source: InputFile) -> Iterator[ReadingOutcome]:
    """Yield the articles of a table whose cells are separated by commas, semicolons, tabs or bars.

    A first line "sep=;" names another delimiter, as Excel writes it. A row with too many or too few cells, or
    with unbalanced quotation marks, becomes a remark.
    """
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
        where = find_columns(header, source.text_column, source.place)
        yield from _at_least_one(_of_csv_rows(rows, header, where, source), source.place)
    finally:
        lines.detach()  # the stream stays open for its owner


def read_xlsx(source: InputFile) -> Iterator[ReadingOutcome]:
    """Yield the articles of every sheet of a workbook that has a column of text."""
    from python_calamine import CalamineError, CalamineWorkbook  # noqa: PLC0415  (only for workbooks)

    content = safe_excel_file(source)
    try:
        book = CalamineWorkbook.from_filelike(content)
    except CalamineError as error:
        raise ReadingError(source.place, f"this Excel file is damaged ({error})") from None
    remarks = []
    for name in book.sheet_names:
        place = source.place if len(book.sheet_names) == 1 else f"{source.place}: sheet {name}"
        try:
            rows = book.get_sheet_by_name(name).to_python(skip_empty_area=False)
            yield from _of_sheet(rows, source, place)
        except CalamineError as error:
            yield Remark(place, f"this sheet is damaged ({error})")
        except ReadingError as error:
            remarks.append(error.remark)
    if len(remarks) == len(book.sheet_names):
        raise ReadingError(
            source.place, remarks[0].reason if remarks else "there is no sheet in this Excel file"
        )
    yield from (
        Remark(remark.place, f"this sheet is left out: {remark.reason}", "skipped") for remark in remarks
    )


def read_parquet(source: InputFile, groups: range | None = None) -> Iterator[ReadingOutcome]:
    """Yield the articles of a Parquet file, or of some of its row groups, a few rows at a time."""
    import pyarrow as pa  # noqa: PLC0415  (heavy, and only for such files)
    from pyarrow import parquet  # noqa: PLC0415

    try:
        file = parquet.ParquetFile(source.stream, pre_buffer=False, buffer_size=_READ_AT_ONCE)
        where = find_columns(file.schema_arrow.names, source.text_column, source.place)
        before = range(groups.start if groups else 0)
        number = first = 1 + sum(file.metadata.row_group(group).num_rows for group in before)
        plain = [
            field.name
            for field in file.schema_arrow
            if field.name in where.taken()
            or not (pa.types.is_nested(field.type) or pa.types.is_binary(field.type))
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
                yield from ending_with_remark(
                    articles_of_record(record, where, f"{source.place}: row {number}")
                )
        if number == first:
            raise ReadingError(source.place, _NO_ROWS)
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


def _of_csv_rows(
    rows: Iterator[list[str]], header: list[str], where: FieldColumns, source: InputFile
) -> Iterator[ReadingOutcome]:
    """Read the rows below the header of a csv file."""
    for number in count(2):
        place = f"{source.place}: row {number}"
        try:
            row = next(rows)
        except StopIteration:
            return
        except csv.Error as error:
            yield Remark(place, _csv_fault(str(error)))
        else:
            if row:
                yield from ending_with_remark(_of_row(row, header, where, place))


def _at_least_one(outcomes: Iterator[ReadingOutcome], place: str) -> Iterator[ReadingOutcome]:
    """Pass the outcomes on; raise if there are none."""
    empty = True
    for outcome in outcomes:
        empty = False
        yield outcome
    if empty:
        raise ReadingError(place, _NO_ROWS)


def _of_row(
    row: Sequence[str], header: list[str], where: FieldColumns, place: str
) -> Iterator[ReadingOutcome]:
    """Read one row of a csv file; extra empty cells at its end do no harm."""
    while len(row) > len(header) and not row[-1]:
        row = row[:-1]
    if len(row) != len(header):
        cells = f"the row has {len(row)} cells, the header has {len(header)}"
        raise ReadingError(place, f"{cells}; a cell that contains the delimiter must be in quotation marks")
    yield from articles_of_record(dict(zip(header, row, strict=True)), where, place)


def _of_sheet(rows: Sequence[Sequence[object]], source: InputFile, place: str) -> Iterator[ReadingOutcome]:
    """Read one sheet; rows above the header may be empty."""
    filled = ((number, row) for number, row in enumerate(rows, start=1) if any(cell != "" for cell in row))
    _, top = next(filled, (0, []))
    if not top:
        raise ReadingError(place, "the sheet is empty")
    header = [str(cell) for cell in top]
    where = find_columns(header, source.text_column, place)
    found = (
        outcome
        for number, row in filled
        for outcome in ending_with_remark(
            _of_sheet_row(dict(zip(header, row, strict=False)), where, f"{place}, row {number}")
        )
    )
    yield from _at_least_one(found, place)


def _of_sheet_row(record: Mapping[str, object], where: FieldColumns, place: str) -> Iterator[ReadingOutcome]:
    """Read one row of a sheet; add a remark if its text is as long as a cell can be."""
    yield from articles_of_record(record, where, place)
    if len(str(record[where.text])) >= _EXCEL_CELL:
        yield Remark(place, "the text is as long as an Excel cell can be; its end may be missing", "doubted")
