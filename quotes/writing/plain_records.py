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
    """Turn the table into rows, with the other outlets that published their articles, if it names them.

    Other columns are left out.
    """
    names = [*COLUMNS, *({"also_in"} & set(frame.columns))]
    return [Quote(**record) for record in records(frame[names])]


def outlets_in_words(row: Quote) -> str:
    """Name the outlet of an article and the others that published it, as far as they are known.

    For example: "The Ellin Courier, also in Coast Radio, Port Post".
    """
    also_in = f"also in {row.also_in}" if row.also_in else None
    return ", ".join(filter(None, (row.outlet, also_in)))


def json_lines(values: Iterable[object]) -> str:
    """Write a JSON list with one value on each line: fast to write, and readable for people."""
    return "[\n" + ",\n".join(json.dumps(value, ensure_ascii=False) for value in values) + "\n]"
