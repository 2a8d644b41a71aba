"""Excel workbooks: one sheet with text as text, dates as dates, and no formulas or links."""

from collections.abc import Iterator
from datetime import date
from io import BytesIO
from math import isfinite

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


def xlsx(frame: pd.DataFrame) -> bytes:
    """Encode as an Excel workbook of one sheet, with a header that stays in view and filters.

    Dates of publication become Excel dates if they are whole ISO dates that Excel can represent.

    Raises:
        InputError: there are more rows than Excel holds.

    """
    from xlsxwriter import Workbook  # noqa: PLC0415  (only for workbooks)

    if len(frame) >= EXCEL_ROWS:
        raise InputError(f"{len(frame):,} rows: Excel holds {EXCEL_ROWS - 1:,}; use csv or parquet")
    buffer = BytesIO()
    with Workbook(buffer) as book:
        sheet = book.add_worksheet("quotes")
        sheet.freeze_panes(1, 0)
        heading = book.add_format({"bold": True})
        for number, name in enumerate(map(str, frame.columns)):
            sheet.set_column(number, number, _WIDTHS.get(name, _WIDTH))
            sheet.write_string(0, number, name, heading)
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        for number, column in enumerate(_cells(frame)):
            for place, cell in enumerate(column, start=1):
                match cell:
                    case None:
                        pass
                    case date():
                        sheet.write_datetime(place, number, cell, day)
                    case int() | float() if isfinite(cell):
                        sheet.write_number(place, number, cell)
                    case _:
                        sheet.write_string(place, number, _fit(str(cell)))
        sheet.autofilter(0, 0, len(frame), len(frame.columns) - 1)
    return buffer.getvalue()


def _cells(frame: pd.DataFrame) -> Iterator[list[object]]:
    """Yield the cells of each column: None if empty, dates of publication as dates."""
    texts = text_columns(frame)
    for name, column in frame.items():
        is_dated = name == "published" and name in texts
        cells = (column.map(_dated, "ignore") if is_dated else column).astype(object)
        yield cells.where(cells.notna(), None).tolist()


def cut_for_excel(frame: pd.DataFrame) -> int:
    """Count the cells that are too long for Excel; `xlsx` cuts them and says so in the cell."""
    return sum(
        int((column.dropna().map(_length) > EXCEL_CELL).sum()) for column in text_columns(frame).values()
    )


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
