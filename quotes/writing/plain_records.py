"""A table as plain records and as rows, for the formats that are not tables."""

import json
from collections.abc import Iterable
from typing import Any

import pandas as pd

from quotes.types import COLUMNS, Quote


def records(frame: pd.DataFrame) -> list[dict[str, Any]]:
    """Return the table's lines as dicts of Python's own types: None for what is missing, integers kept."""
    plain = frame.astype(object).where(frame.notna(), None)
    return [{str(name): value for name, value in record.items()} for record in plain.to_dict("records")]


def rows(frame: pd.DataFrame) -> list[Quote]:
    """Return the table's lines as rows; columns that are none of a row's are left out."""
    return [Quote(**record) for record in records(frame[list(COLUMNS)])]


def json_lines(values: Iterable[object]) -> str:
    """Return a JSON list with a value a line: short, quick to write, and still to be read by people."""
    return "[\n" + ",\n".join(json.dumps(value, ensure_ascii=False) for value in values) + "\n]"
