"""Quotes to a table, and the table to files: CSV, Excel, JSON Lines, Parquet, plain text."""

import json
import os
import re
from collections.abc import Callable, Iterable
from contextlib import suppress
from csv import QUOTE_MINIMAL
from io import BytesIO
from operator import attrgetter
from pathlib import Path
from typing import get_type_hints

import pandas as pd

from quotes.types import COLUMNS, InputError, Quote

_DTYPES = {str: "str", str | None: "str", int: "int64", int | None: "Int64", float: "float64"}
DTYPES: dict[str, str] = {name: _DTYPES[type_] for name, type_ in get_type_hints(Quote).items()}
"""The pandas dtype of each column: offsets that may be missing are nullable integers."""

BRIEF_COLUMNS = ("quote", "kind", "speaker", "source", "source_basis")
"""The columns that answer "who said what, through whom" at a glance."""

_FORMULA_STARTS = tuple("=+-@＝＋－＠\t\r\n")  # in East Asian editions of Excel the wide forms count too
_LINE_SEPARATORS = {"\x85": "\\u0085", "\u2028": "\\u2028", "\u2029": "\\u2029"}
_UNPRINTABLE = re.compile(r"[\s\x00-\x1f\x7f-\x9f]+")

EXCEL_ROWS = 1_048_576
EXCEL_CELL = 32_767
EXCEL_CUT = " … [cut: too long for an Excel cell]"
_EXCEL_WIDTHS = {
    "title": 30,
    "outlet": 20,
    "url": 30,
    "quote": 70,
    "speaker": 24,
    "source": 18,
    "context": 60,
}
_EXCEL_WIDTH = 12


def to_frame(rows: Iterable[Quote]) -> pd.DataFrame:
    """Return the table of the rows: the columns of `quotes.types.COLUMNS` in that order, one quote a row.

    The dtypes (`DTYPES`) are the same whether or not there are rows and whatever is missing in them: ``str``,
    ``int64``, ``Int64`` for offsets that may be missing, ``float64``.
    """
    records = map(attrgetter(*COLUMNS), rows)
    return pd.DataFrame.from_records(list(records), columns=list(COLUMNS)).astype(DTYPES)


def to_bytes(frame: pd.DataFrame, file_format: str) -> bytes:
    """Return the table as the content of a file.

    Args:
        frame: a table as `to_frame` gives it, or a part of it.
        file_format: one of `FORMATS`.

    Raises:
        InputError: the format is unknown, or Excel cannot hold that many rows.

    """
    try:
        encode = FORMATS[file_format]
    except KeyError:
        raise InputError(f"{file_format}: no such format; there are {', '.join(FORMATS)}") from None
    return encode(frame)


def save(frame: pd.DataFrame, path: str | Path, file_format: str) -> None:
    """Write the table to a file, which appears whole or not at all.

    Raises:
        InputError: the file cannot be written, or see `to_bytes`.

    """
    content = to_bytes(frame, file_format)
    try:
        _replace(Path(path).resolve(), content)
    except OSError as error:
        raise InputError(f"{path}: cannot be written: {error.strerror or error}") from None


def _replace(path: Path, content: bytes) -> None:
    """Put the content in the file's place in one step, by way of a file next to it."""
    if path.exists() and not path.is_file():
        path.write_bytes(content)  # a device or a pipe is written to, never replaced
        return
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        with part.open("xb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
    except BaseException:
        with suppress(OSError):
            part.unlink()
        raise


def cut_for_excel(frame: pd.DataFrame) -> int:
    """Return how many cells are too long for Excel; the xlsx format cuts them and says so in the cell."""
    return sum(
        int((column.dropna().map(_excel_length) > EXCEL_CELL).sum()) for column in _texts(frame).values()
    )


def _texts(frame: pd.DataFrame) -> dict[str, "pd.Series[str]"]:
    """Return the table's text columns by name."""
    return {name: frame[name] for name in frame.columns if DTYPES.get(name) == "str"}


def _csv(frame: pd.DataFrame) -> bytes:
    """Return CSV after RFC 4180, UTF-8. A cell that could act as a formula gets a leading apostrophe."""
    safe = frame.assign(
        **{
            name: column.mask(column.str.startswith(_FORMULA_STARTS, na=False), "'" + column)
            for name, column in _texts(frame).items()
        }
    )
    return safe.to_csv(index=False, lineterminator="\r\n", quoting=QUOTE_MINIMAL).encode()


def _jsonl(frame: pd.DataFrame) -> bytes:
    """Return JSON Lines, UTF-8: null for what is missing, integers kept, a row a line for any reader."""
    rows = frame.astype(object).where(frame.notna(), None).to_dict("records")
    lines = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
    for separator, escape in _LINE_SEPARATORS.items():
        lines = lines.replace(separator, escape)
    return lines.encode()


def _parquet(frame: pd.DataFrame) -> bytes:
    """Return a Parquet file."""
    buffer = BytesIO()
    frame.to_parquet(buffer, index=False)
    return buffer.getvalue()


def _xlsx(frame: pd.DataFrame) -> bytes:
    """Return an Excel workbook of one sheet, text as text: nothing in it is a formula or a link."""
    if len(frame) >= EXCEL_ROWS:
        raise InputError(f"{len(frame):,} rows: Excel holds {EXCEL_ROWS - 1:,}; take csv or parquet")
    fitting = frame.assign(
        **{name: column.map(_fit_excel, "ignore") for name, column in _texts(frame).items()}
    )
    buffer = BytesIO()
    options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with pd.ExcelWriter(buffer, engine="xlsxwriter", engine_kwargs={"options": options}) as writer:
        fitting.to_excel(writer, sheet_name="quotes", index=False, freeze_panes=(1, 0))
        for number, name in enumerate(fitting.columns):
            writer.sheets["quotes"].set_column(number, number, _EXCEL_WIDTHS.get(name, _EXCEL_WIDTH))
    return buffer.getvalue()


def _excel_length(text: str) -> int:
    """Return the length that Excel counts: in UTF-16 units."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le")) // 2


def _fit_excel(text: str) -> str:
    """Return the text, cut with a note where an Excel cell cannot hold it."""
    if _excel_length(text) <= EXCEL_CELL:
        return text
    room = 2 * (EXCEL_CELL - len(EXCEL_CUT))
    return text.encode("utf-16-le")[:room].decode("utf-16-le", errors="ignore") + EXCEL_CUT


def _table(frame: pd.DataFrame) -> bytes:
    """Return the brief columns as plain text: a header, then one quote a line, columns divided by tabs."""
    lines = [BRIEF_COLUMNS, *brief_rows(frame)]
    return "".join("\t".join(line) + "\n" for line in lines).encode()


def brief_rows(frame: pd.DataFrame) -> list[tuple[str, ...]]:
    """Return the `BRIEF_COLUMNS` of every row for showing: each on one line, "" for what is missing.

    Runs of white space and control characters become one space, so that no text can steer a terminal.
    """
    brief = frame[list(BRIEF_COLUMNS)].fillna("")
    return [tuple(_UNPRINTABLE.sub(" ", cell) for cell in row) for row in brief.itertuples(index=False)]


FORMATS: dict[str, Callable[[pd.DataFrame], bytes]] = {
    "csv": _csv,
    "xlsx": _xlsx,
    "jsonl": _jsonl,
    "parquet": _parquet,
    "table": _table,
}
"""The function that turns a table into the content of a file, by the name of the format."""
