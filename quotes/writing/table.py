"""Rows to a pandas table, and the table to a file in any format."""

from collections.abc import Callable, Iterable
from operator import attrgetter
from pathlib import Path
from typing import get_type_hints

import pandas as pd
from pandas.api.types import is_datetime64_any_dtype

from quotes.types import COLUMNS, InputError, Quote
from quotes.writing import (
    excel_workbook,
    linked_data,
    markdown,
    plain_tables,
    web_annotations,
)
from quotes.writing.atomic_files import replace_file
from quotes.writing.formats import Format, format_of_file
from quotes.writing.plain_records import rows
from quotes.writing.reference_files import CITATION_FILES

_DTYPES = {str: "str", str | None: "str", int: "int64", int | None: "Int64", float: "float64"} | {
    float | None: "float64"
}
DTYPES: dict[str, str] = {
    name: _DTYPES[type_] for name, type_ in get_type_hints(Quote).items() if name in COLUMNS
}
"""The pandas dtype of each column: offsets that may be missing are nullable integers."""

_CATEGORIES: dict[str, list[str] | None] = {
    "outlet": None,
    "kind": ["full", "fragment"],
    "speaker": None,
    "speaker_kind": ["person", "organisation", "unnamed"],
    "source": None,
    "source_basis": ["stated", "carried"],
    "rule": None,
}
"""The columns that are categories in a typed table, with their values if these are fixed."""


def _of_rows(encode: Callable[[Iterable[Quote]], bytes]) -> Callable[[pd.DataFrame], bytes]:
    """Make an encoder of tables from one of rows."""
    return lambda frame: encode(rows(frame))


ENCODERS: dict[Format, Callable[[pd.DataFrame], bytes]] = {
    Format.csv: plain_tables.csv_bytes,
    Format.xlsx: excel_workbook.xlsx,
    Format.jsonl: plain_tables.jsonl,
    Format.parquet: plain_tables.parquet,
    Format.markdown: markdown.markdown,
    Format.jsonld: linked_data.jsonld,
    Format.annotations: web_annotations.annotations,
    **{each: _of_rows(encode) for each, encode in CITATION_FILES.items()},
    Format.table: plain_tables.table,
}
"""The function that turns a table into the content of a file, by format."""

_BYTE_ORDER_MARK = b"\xef\xbb\xbf"


def to_frame(rows: Iterable[Quote], *, typed: bool = False, also_in: bool = False) -> pd.DataFrame:
    """Make the table of the rows, with the columns of `quotes.types.COLUMNS` in that order.

    The dtypes (`DTYPES`) are always the same, even without rows: ``str``, ``int64``, ``Int64`` for offsets
    that may be missing, ``float64``. With ``typed`` they are those of `with_types`. With ``also_in`` there is
    one more column, the other outlets that published the article; only rows of a library have them.
    """
    names = [*COLUMNS, "also_in"] if also_in else [*COLUMNS]
    records = map(attrgetter(*names), rows)
    dtypes = DTYPES | ({"also_in": "str"} if also_in else {})
    frame = pd.DataFrame.from_records(list(records), columns=names).astype(dtypes)
    return with_types(frame) if typed else frame


def with_types(frame: pd.DataFrame) -> pd.DataFrame:
    """Make ``published`` a column of dates, and the columns with few values categories.

    ``published`` becomes ``datetime64[s]``, with NaT for anything but a whole ISO date. ``outlet``, ``kind``,
    ``speaker``, ``speaker_kind``, ``source``, ``source_basis`` and ``rule`` become ``category``.
    """
    dates = pd.to_datetime(frame["published"], format="%Y-%m-%d", errors="coerce").astype("datetime64[s]")
    categories = {name: frame[name].astype(pd.CategoricalDtype(of)) for name, of in _CATEGORIES.items()}
    return frame.assign(published=dates, **categories)


def _without_types(frame: pd.DataFrame) -> pd.DataFrame:
    """Undo `with_types`."""
    plain = frame.copy(deep=False)
    for name in {"published", *_CATEGORIES} & set(frame.columns):
        column = frame[name]
        dates = is_datetime64_any_dtype(column.dtype)
        plain[name] = (column.dt.strftime("%Y-%m-%d") if dates else column).astype("str")
    return plain


def to_bytes(frame: pd.DataFrame, file_format: str, *, bom: bool = False) -> bytes:
    """Encode the table as the content of a file.

    Args:
        frame: a table from `to_frame`, or a part of it.
        file_format: one of `Format`.
        bom: whether to begin with a byte order mark, by which Excel recognises UTF-8; for CSV only.

    Raises:
        InputError: the format is unknown or takes no byte order mark, or Excel cannot hold that many rows.

    """
    try:
        encode = ENCODERS[Format(file_format)]
    except ValueError:
        raise InputError(f"{file_format}: unknown format; choose one of {', '.join(Format)}") from None
    if bom and file_format != Format.csv:
        raise InputError(f"{file_format}: only csv takes a byte order mark")
    content = encode(_without_types(frame))
    return _BYTE_ORDER_MARK + content if bom else content


def save(frame: pd.DataFrame, path: str | Path, file_format: str | None = None, *, bom: bool = False) -> None:
    """Write the table to a file, which appears whole or not at all.

    Args:
        frame: a table from `to_frame`, or a part of it.
        path: the file; an existing one is replaced.
        file_format: one of `Format`; by default the path's suffix decides.
        bom: see `to_bytes`.

    Raises:
        InputError: the file cannot be written, or no format has that suffix; and see `to_bytes`.

    """
    replace_file(path, to_bytes(frame, file_format or format_of_file(path), bom=bom))
