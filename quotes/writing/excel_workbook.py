"""Excel workbooks: one sheet with text as text, dates as dates, and no formulas or links."""

from collections.abc import Iterator
from contextlib import closing
from datetime import date
from io import BytesIO
from math import isfinite
from shutil import copyfileobj
from tempfile import TemporaryFile
from typing import BinaryIO

import pandas as pd

from quotes.types import InputError
from quotes.writing.plain_tables import text_columns

EXCEL_ROWS = 1_048_576
EXCEL_CELL = 32_767
EXCEL_CUT = " … [cut: too long for an Excel cell]"
_FIRST_DATE = date(1900, 3, 1)  # Excel counts a 29 February 1900, which did not exist
_WIDTHS = {
    "title": 30,
    "outlet": 20,
    "url": 30,
    "quote": 70,
    "speaker": 24,
    "speaker_role": 30,
    "source": 18,
    "context": 60,
}
_WIDTH = 12


class ExcelStream:
    """Writes a workbook of one sheet piece by piece, with a header that stays in view and filters.

    Dates of publication become Excel dates if they are whole ISO dates that Excel can represent. Only the
    current row is in memory: the sheet grows in a temporary file.

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
        self._sheet = self._book.add_worksheet("quotes")
        self._day = self._book.add_format({"num_format": "yyyy-mm-dd"})
        self._rows = 0

    def write(self, frame: pd.DataFrame) -> None:
        """Write the next rows; all pieces have the same columns.

        Raises:
            InputError: there are more rows than Excel holds.

        """
        if not self._rows:
            self._write_header([*map(str, frame.columns)])
        if self._rows + len(frame) > EXCEL_ROWS:
            raise InputError(f"Excel holds {EXCEL_ROWS - 1:,} rows, and there are more; use csv or parquet")
        for row in zip(*_cells(frame), strict=True):
            for column, cell in enumerate(row):
                self._write_cell(column, cell)
            self._rows += 1
        self._sheet.autofilter(0, 0, self._rows - 1, len(frame.columns) - 1)

    def close(self) -> None:
        """Put the workbook together and write it; the file stays open."""
        self._book.close()
        self._made.seek(0)
        copyfileobj(self._made, self._file)
        self._made.close()

    def _write_header(self, names: list[str]) -> None:
        heading = self._book.add_format({"bold": True})
        self._sheet.freeze_panes(1, 0)
        for column, name in enumerate(names):
            self._sheet.set_column(column, column, _WIDTHS.get(name, _WIDTH))
            self._sheet.write_string(0, column, name, heading)
        self._rows = 1

    def _write_cell(self, column: int, cell: object) -> None:
        match cell:
            case None:
                pass
            case date():
                self._sheet.write_datetime(self._rows, column, cell, self._day)
            case int() | float() if isfinite(cell):
                self._sheet.write_number(self._rows, column, cell)
            case _:
                text = str(cell)
                fitting = _fit(text)
                self.cut += fitting is not text
                self._sheet.write_string(self._rows, column, fitting)


def xlsx(frame: pd.DataFrame) -> bytes:
    """Encode as an Excel workbook, as `ExcelStream` writes it.

    Raises:
        InputError: there are more rows than Excel holds.

    """
    buffer = BytesIO()
    with closing(ExcelStream(buffer)) as stream:
        stream.write(frame)
    return buffer.getvalue()


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
