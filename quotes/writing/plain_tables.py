"""CSV, JSON Lines, Parquet, and the table to read."""

import json
from csv import QUOTE_MINIMAL
from io import BytesIO

import pandas as pd

from quotes.writing.brief_table import brief_text
from quotes.writing.plain_records import records

_FORMULA_STARTS = tuple("=+-@＝＋－＠\t\r\n")  # in East Asian editions of Excel the wide forms count too
_LINE_SEPARATORS = {"\x85": "\\u0085", "\u2028": "\\u2028", "\u2029": "\\u2029"}


def text_columns(frame: pd.DataFrame) -> dict[str, "pd.Series[str]"]:
    """Return the table's columns of text by name."""
    return {str(name): column for name, column in frame.items() if column.dtype == "str"}


def csv_bytes(frame: pd.DataFrame, *, header: bool = True) -> bytes:
    """Return CSV after RFC 4180, UTF-8. A cell that could act as a formula gets a leading apostrophe."""
    safe = frame.assign(
        **{
            name: column.mask(column.str.startswith(_FORMULA_STARTS, na=False), "'" + column)
            for name, column in text_columns(frame).items()
        }
    )
    return safe.to_csv(index=False, header=header, lineterminator="\r\n", quoting=QUOTE_MINIMAL).encode()


def jsonl(frame: pd.DataFrame) -> bytes:
    """Return JSON Lines, UTF-8: null for what is missing, integers kept, a row a line for any reader."""
    lines = "".join(json.dumps(record, ensure_ascii=False, default=str) + "\n" for record in records(frame))
    for separator, escape in _LINE_SEPARATORS.items():
        lines = lines.replace(separator, escape)
    return lines.encode()


def parquet(frame: pd.DataFrame) -> bytes:
    """Return a Parquet file."""
    buffer = BytesIO()
    frame.to_parquet(buffer, index=False)
    return buffer.getvalue()


def table(frame: pd.DataFrame, *, header: bool = True) -> bytes:
    """Return the brief columns as plain text: a header, then one quote a line, columns divided by tabs."""
    return brief_text(frame.itertuples(index=False), header=header)
