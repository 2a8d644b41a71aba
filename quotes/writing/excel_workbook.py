"""Excel workbooks: a sheet to read, then one with all columns. Text stays text; nothing is a formula."""

from collections.abc import Iterator, Mapping
from contextlib import closing
from datetime import date
from io import BytesIO
from math import isfinite
from shutil import copyfileobj
from tempfile import TemporaryFile
from typing import Any, BinaryIO, NamedTuple

import pandas as pd

from quotes.display import is_unsure, source_in_words, speaker_in_words
from quotes.types import COLUMNS, InputError, Quote
from quotes.writing.plain_records import outlets_in_words, rows
from quotes.writing.plain_tables import text_columns
from quotes.writing.web_identifiers import web_address

_CellFormat = Any  # xlsxwriter has no types
_Worksheet = Any

EXCEL_ROWS = 1_048_576
EXCEL_CELL = 32_767
EXCEL_CUT = " … [cut: too long for an Excel cell]"
_EXCEL_LINKS = 65_530
_EXCEL_ADDRESS = 2_079
_FIRST_DATE = date(1900, 3, 1)  # Excel counts a 29 February 1900, which did not exist
_A4 = 9
_READING_SHEET, _WHOLE_SHEET = "Quotes", "All columns"
_READING_WIDTHS = {
    "Quote": 56,
    "Speaker": 20,
    "Role": 20,
    "Source": 15,
    "Outlet": 16,
    "Date": 11,
    "Title": 26,
    "Link": 24,
}
"""The columns of the sheet to read; together they fit the width of a laptop's screen."""

_WIDTHS = {
    "title": 30,
    "outlet": 20,
    "url": 30,
    "quote": 70,
    "speaker": 24,
    "certainty": 16,
    "speaker_role": 30,
    "source": 18,
    "context": 60,
}
_WIDTH = 12


class ExcelStream:
    """Writes a workbook piece by piece; the sheets have a header that stays in view, and filters.

    The first sheet is to read and print: the cells wrap, a link opens, and a row whose speaker should be
    checked says so and has another colour. The second one has all columns. Dates of publication become Excel
    dates if they are whole ISO dates that Excel can represent. A table without all columns of a quote has one
    sheet. Only the current row is in memory: the sheets grow in temporary files.

    Attributes:
        cut: how many cells were too long for Excel and were cut, which the cell says too.

    """

    def __init__(self, file: BinaryIO) -> None:
        from xlsxwriter import Workbook  # noqa: PLC0415  (only for workbooks)

        self.cut = 0
        self._file = file
        # Not the file itself: a workbook whose file is full would write to it again when it is collected.
        self._made = TemporaryFile()  # noqa: SIM115  (closed when the workbook is)
        self._book = Workbook(self._made, {"constant_memory": True})
        self._day = self._book.add_format({"num_format": "yyyy-mm-dd"})
        self._reading: _ReadingSheet | None = None
        self._whole: _Worksheet | None = None
        self._rows = 0

    def write(self, frame: pd.DataFrame) -> None:
        """Write the next rows; all pieces have the same columns.

        Raises:
            InputError: there are more rows than Excel holds.

        """
        sheet = self._whole or self._begin(frame)
        if self._rows + len(frame) > EXCEL_ROWS:
            raise InputError(f"Excel holds {EXCEL_ROWS - 1:,} rows, and there are more; use csv or parquet")
        if self._reading:
            for row in rows(frame):
                self._reading.write(row)
        for row_cells in zip(*_cells(frame), strict=True):
            for column, cell in enumerate(row_cells):
                self._write_cell(sheet, column, cell)
            self._rows += 1
        sheet.autofilter(0, 0, self._rows - 1, len(frame.columns) - 1)

    def close(self) -> None:
        """Put the workbook together and write it; the file stays open."""
        self._book.close()
        self._made.seek(0)
        copyfileobj(self._made, self._file)
        self._made.close()

    def _begin(self, frame: pd.DataFrame) -> _Worksheet:
        """Add the sheets, with their headers."""
        if set(COLUMNS) <= set(frame.columns):
            self._reading = _ReadingSheet(self._book.add_worksheet(_READING_SHEET), self._book)
        names = [*map(str, frame.columns)]
        widths = {name: _WIDTHS.get(name, _WIDTH) for name in names}
        heading = self._book.add_format({"bold": True})
        self._whole = self._book.add_worksheet(_WHOLE_SHEET)
        _write_header(self._whole, widths, heading)
        self._rows = 1
        return self._whole

    def _write_cell(self, sheet: _Worksheet, column: int, cell: object) -> None:
        match cell:
            case None:
                pass
            case date():
                sheet.write_datetime(self._rows, column, cell, self._day)
            case int() | float() if isfinite(cell):
                sheet.write_number(self._rows, column, cell)
            case _:
                text = str(cell)
                fitting = _fit(text)
                self.cut += fitting is not text
                sheet.write_string(self._rows, column, fitting)


class _ReadingSheet:
    """The sheet to read: who said what, as whom, through whom, where and when."""

    def __init__(self, sheet: _Worksheet, book: Any) -> None:
        self._sheet = sheet
        self._rows = 1
        self._links = 0
        cell = {"text_wrap": True, "valign": "top"}
        doubt = cell | {"bg_color": "#FFF0C9"}
        day, link = {"num_format": "yyyy-mm-dd"}, {"font_color": "#1F4F82", "underline": 1}
        self._looks = {
            is_doubtful: _CellLooks(*(book.add_format(look | more) for more in ({}, day, link)))
            for is_doubtful, look in ((False, cell), (True, doubt))
        }
        _write_header(sheet, _READING_WIDTHS, book.add_format(cell | {"bold": True, "bottom": 1}))
        sheet.set_landscape()
        sheet.set_paper(_A4)
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(0)

    def write(self, row: Quote) -> None:
        """Write a quote."""
        looks = self._looks[is_unsure(row)]
        texts = (
            row.quote,
            speaker_in_words(row),
            row.speaker_role,
            source_in_words(row),
            outlets_in_words(row),
        )
        for column, text in enumerate(texts):
            self._sheet.write_string(self._rows, column, _fit(text or ""), looks.text)
        day = _dated(row.published or "")
        if isinstance(day, date):
            self._sheet.write_datetime(self._rows, len(texts), day, looks.day)
        else:
            self._sheet.write_string(self._rows, len(texts), _fit(day), looks.text)
        self._sheet.write_string(self._rows, len(texts) + 1, _fit(row.title or ""), looks.text)
        self._write_link(row.url or "", len(texts) + 2, looks)
        self._rows += 1
        self._sheet.autofilter(0, 0, self._rows - 1, len(_READING_WIDTHS) - 1)

    def _write_link(self, url: str, column: int, looks: "_CellLooks") -> None:
        """Write a web address as a link that opens, if Excel can hold it; anything else is text."""
        if self._links < _EXCEL_LINKS and web_address(url) and _length(url) <= _EXCEL_ADDRESS:
            self._links += 1
            self._sheet.write_url(self._rows, column, url, looks.link)
        else:
            self._sheet.write_string(self._rows, column, _fit(url), looks.text)


class _CellLooks(NamedTuple):
    """How the cells of a row look."""

    text: _CellFormat
    day: _CellFormat
    link: _CellFormat


def xlsx(frame: pd.DataFrame) -> bytes:
    """Encode as an Excel workbook, as `ExcelStream` writes it.

    Raises:
        InputError: there are more rows than Excel holds.

    """
    buffer = BytesIO()
    with closing(ExcelStream(buffer)) as stream:
        stream.write(frame)
    return buffer.getvalue()


def _write_header(sheet: _Worksheet, widths: Mapping[str, int], look: _CellFormat) -> None:
    """Write the names of the columns, which stay in view."""
    sheet.freeze_panes(1, 0)
    for column, (name, width) in enumerate(widths.items()):
        sheet.set_column(column, column, width)
        sheet.write_string(0, column, name, look)


def _cells(frame: pd.DataFrame) -> Iterator[list[object]]:
    """Yield the cells of each column: None if empty, dates of publication as dates."""
    texts = text_columns(frame)
    for name, column in frame.items():
        is_dated = name == "published" and name in texts
        cells = (column.map(_dated, "ignore") if is_dated else column).astype(object)
        yield cells.where(cells.notna(), None).tolist()


def _dated(text: str) -> date | str:
    """Read an ISO date that Excel can represent; any other text stays as it is."""
    try:
        found = date.fromisoformat(text)
    except ValueError:
        return text
    return found if found >= _FIRST_DATE and found.isoformat() == text else text


def _length(text: str) -> int:
    """Measure as Excel does: in UTF-16 units."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le")) // 2


def _fit(text: str) -> str:
    """Cut a text that is too long for an Excel cell, and add a note."""
    if _length(text) <= EXCEL_CELL:
        return text
    room = 2 * (EXCEL_CELL - len(EXCEL_CUT))
    return text.encode("utf-16-le")[:room].decode("utf-16-le", errors="ignore") + EXCEL_CUT
