"""A pandas table back to plain records and rows, for the formats that are not tables."""

import json
from collections.abc import Iterable
from typing import Any

import pandas as pd

from quotes.types import COLUMNS, Quote


def records(frame: pd.DataFrame) -> list[dict[str, Any]]:
    """Turn the table into dicts of Python's own types: None for what is missing, integers stay integers."""
    plain = frame.astype(object).where(frame.notna(), None)
    return [{str(name): value for name, value in record.items()} for record in plain.to_dict("records")]


def rows(frame: pd.DataFrame) -> list[Quote]:
    """Turn the table into rows; other columns are left out."""
    return [Quote(**record) for record in records(frame[list(COLUMNS)])]


def json_lines(values: Iterable[object]) -> str:
    """Write a JSON list with one value on each line: fast to write, and readable for people."""
    return "[\n" + ",\n".join(json.dumps(value, ensure_ascii=False) for value in values) + "\n]"
