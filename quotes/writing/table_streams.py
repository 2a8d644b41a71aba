"""Tables written piece by piece, so that they need not fit into memory: csv, jsonl, Parquet, Excel, table.

The result is the file that `to_bytes` makes of the whole table; in Parquet each piece is a row group.
"""

from typing import Any, BinaryIO, Protocol

import pandas as pd

from quotes.writing import plain_tables
from quotes.writing.excel_workbook import ExcelStream
from quotes.writing.formats import Format

ROWS_AT_ONCE = 10_000
"""How many rows to hold before writing them; with their contexts about 20 MB."""

STREAMED = (Format.csv, Format.jsonl, Format.parquet, Format.xlsx, Format.table)
"""The formats that can be written piece by piece; the others need all rows together."""

_BYTE_ORDER_MARK = b"\xef\xbb\xbf"


class TableStream(Protocol):
    """Writes a table piece by piece; the first piece may be empty.

    ``cut`` counts the cells that were too long for the format and were cut.
    """

    cut: int

    def write(self, frame: pd.DataFrame) -> None:
        """Write the next rows; all pieces have the same columns and dtypes."""

    def close(self) -> None:
        """Write the end of the table; the file stays open."""


def open_stream(file: BinaryIO, file_format: Format, *, bom: bool = False) -> TableStream:
    """Start writing a table to an open file.

    Args:
        file: where to write.
        file_format: one of `STREAMED`.
        bom: for csv, whether to begin with a byte order mark.

    """
    if file_format is Format.parquet:
        return _ParquetStream(file)
    if file_format is Format.xlsx:
        return ExcelStream(file)
    return _TextStream(file, file_format, _BYTE_ORDER_MARK if bom else b"")


class _TextStream:
    """Pieces of text, the first of them with the header."""

    def __init__(self, file: BinaryIO, file_format: Format, mark: bytes) -> None:
        self.cut = 0
        self._file = file
        self._format = file_format
        self._mark = mark
        self._begun = False

    def write(self, frame: pd.DataFrame) -> None:
        left = memoryview(self._encoded(frame) if self._begun else self._mark + self._encoded(frame))
        self._begun = True
        while left:  # if Python runs unbuffered, one call only writes what the pipe has room for
            left = left[self._file.write(left) :]
        self._file.flush()

    def _encoded(self, frame: pd.DataFrame) -> bytes:
        if self._format is Format.csv:
            return plain_tables.csv_bytes(frame, header=not self._begun)
        if self._format is Format.table:
            return plain_tables.table(frame, header=not self._begun)
        return plain_tables.jsonl(frame)

    def close(self) -> None:
        """Do nothing: these files have no end mark."""


class _ParquetStream:
    """A row group for each piece."""

    def __init__(self, file: BinaryIO) -> None:
        self.cut = 0
        self._file = file
        self._writer: Any = None

    def write(self, frame: pd.DataFrame) -> None:
        import pyarrow as pa  # noqa: PLC0415  (heavy, and only for such files)
        from pyarrow import parquet  # noqa: PLC0415

        table = pa.Table.from_pandas(frame, preserve_index=False)
        if self._writer is None:
            self._writer = parquet.ParquetWriter(self._file, table.schema)
        if len(frame):
            self._writer.write_table(table)

    def close(self) -> None:
        """Write the file's directory."""
        if self._writer is not None:
            self._writer.close()
