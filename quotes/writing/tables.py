"""CSV, JSON Lines, Parquet, and the table to read."""

import json
import re
from csv import QUOTE_MINIMAL
from io import BytesIO

import pandas as pd

from quotes.writing.records import records

BRIEF_COLUMNS = ("quote", "kind", "speaker", "source", "source_basis")
"""The columns that answer "who said what, through whom" at a glance."""

_FORMULA_STARTS = tuple("=+-@＝＋－＠\t\r\n")  # in East Asian editions of Excel the wide forms count too
_LINE_SEPARATORS = {"\x85": "\\u0085", "\u2028": "\\u2028", "\u2029": "\\u2029"}
_UNPRINTABLE = re.compile(r"[\s\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]+")


def text_columns(frame: pd.DataFrame) -> dict[str, "pd.Series[str]"]:
    """Return the table's columns of text by name."""
    return {str(name): column for name, column in frame.items() if column.dtype == "str"}


def csv(frame: pd.DataFrame, *, header: bool = True) -> bytes:
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
    lines = [BRIEF_COLUMNS] * header + brief_rows(frame)
    return "".join("\t".join(line) + "\n" for line in lines).encode()


def brief_rows(frame: pd.DataFrame) -> list[tuple[str, ...]]:
    """Return the `BRIEF_COLUMNS` of every row for showing: each on one line, "" for what is missing.

    Runs of white space and control characters become one space, so that no text can steer a terminal or
    reorder what stands beside it.
    """
    brief = frame[list(BRIEF_COLUMNS)].fillna("")
    return [tuple(_UNPRINTABLE.sub(" ", cell) for cell in row) for row in brief.itertuples(index=False)]
