"""Tables written piece by piece, so that they may be longer than memory: csv, jsonl, Parquet, table.

The pieces make the file that `tabular` makes of the whole table; a Parquet file has a row group
for each.
"""

from typing import Any, BinaryIO, Protocol

import pandas as pd

from quotes.writing import plain_tables
from quotes.writing.formats import Format

ROWS_AT_ONCE = 10_000
"""How many rows to hold before they are written; with their contexts that is some 20 MB."""

STREAMED = (Format.csv, Format.jsonl, Format.parquet, Format.table)
"""The formats that can be written so; all others need all rows together."""

_BYTE_ORDER_MARK = b"\xef\xbb\xbf"


class Stream(Protocol):
    """A file to which a table is written piece by piece; the first piece may be empty."""

    def write(self, frame: pd.DataFrame) -> None:
        """Write the next rows; all pieces have the same columns and dtypes."""

    def close(self) -> None:
        """Write what ends the table; the file stays open."""


def open_stream(file: BinaryIO, file_format: Format, *, bom: bool = False) -> Stream:
    """Return what writes a table to an open file.

    ``file_format`` is one of `STREAMED`; ``bom`` is for csv: whether a byte order mark goes first.
    """
    if file_format is Format.parquet:
        return _Parquet(file)
    return _Text(file, file_format, _BYTE_ORDER_MARK if bom else b"")


class _Text:
    """Pieces of text, the first of them with the header."""

    def __init__(self, file: BinaryIO, file_format: Format, mark: bytes) -> None:
        self._file = file
        self._format = file_format
        self._mark = mark
        self._begun = False

    def write(self, frame: pd.DataFrame) -> None:
        left = memoryview(self._encoded(frame) if self._begun else self._mark + self._encoded(frame))
        self._begun = True
        while left:  # where Python runs unbuffered, one call writes no more than a pipe has room for
            left = left[self._file.write(left) :]
        self._file.flush()

    def _encoded(self, frame: pd.DataFrame) -> bytes:
        if self._format is Format.csv:
            return plain_tables.csv_bytes(frame, header=not self._begun)
        if self._format is Format.table:
            return plain_tables.table(frame, header=not self._begun)
        return plain_tables.jsonl(frame)

    def close(self) -> None:
        """Do nothing: no mark ends such a file."""


class _Parquet:
    """A row group for each piece."""

    def __init__(self, file: BinaryIO) -> None:
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
