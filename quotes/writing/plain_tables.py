"""CSV, JSON Lines, Parquet, and the printed table."""

import json
from csv import QUOTE_MINIMAL
from io import BytesIO

import pandas as pd

from quotes.writing.brief_table import brief_text
from quotes.writing.plain_records import records

_FORMULA_STARTS = tuple("=+-@＝＋－＠\t\r\n")  # East Asian editions of Excel accept the wide forms
_LINE_SEPARATORS = {"\x85": "\\u0085", "\u2028": "\\u2028", "\u2029": "\\u2029"}


def text_columns(frame: pd.DataFrame) -> dict[str, "pd.Series[str]"]:
    """Pick the table's columns of text, by name."""
    return {str(name): column for name, column in frame.items() if column.dtype == "str"}


def csv_bytes(frame: pd.DataFrame, *, header: bool = True) -> bytes:
    """Encode as CSV (RFC 4180), UTF-8. A cell that could act as a formula gets a leading apostrophe."""
    safe = frame.assign(
        **{
            name: column.mask(column.str.startswith(_FORMULA_STARTS, na=False), "'" + column)
            for name, column in text_columns(frame).items()
        }
    )
    return safe.to_csv(index=False, header=header, lineterminator="\r\n", quoting=QUOTE_MINIMAL).encode()


def jsonl(frame: pd.DataFrame) -> bytes:
    """Encode as JSON Lines, UTF-8, with null for what is missing; no row spans two lines in any reader."""
    lines = "".join(json.dumps(record, ensure_ascii=False, default=str) + "\n" for record in records(frame))
    for separator, escape in _LINE_SEPARATORS.items():
        lines = lines.replace(separator, escape)
    return lines.encode()


def parquet(frame: pd.DataFrame) -> bytes:
    """Encode as Parquet."""
    buffer = BytesIO()
    frame.to_parquet(buffer, index=False)
    return buffer.getvalue()


def table(frame: pd.DataFrame, *, header: bool = True) -> bytes:
    """Encode the brief columns as plain text, with tabs between them."""
    return brief_text(frame.itertuples(index=False), header=header)
