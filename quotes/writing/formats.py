"""The kinds of file that the table can be written as: one list for the command line and the dashboard.

Nothing heavy is imported here, so that ``quotes --help`` can name them.
"""

from enum import StrEnum
from pathlib import PurePath
from typing import NamedTuple

from quotes.types import InputError


class Format(StrEnum):
    """A kind of file; its value is what ``--format`` takes, and begins the suffix of the file's name."""

    csv = "csv"
    xlsx = "xlsx"
    jsonl = "jsonl"
    parquet = "parquet"
    markdown = "md"
    jsonld = "jsonld"
    annotations = "annotations"
    table = "table"

    @property
    def label(self) -> str:
        """What to call it, for people."""
        return _FACTS[self].label

    @property
    def suffix(self) -> str:
        """How the names of its files end; "" for the table to read, which is not for files."""
        return _FACTS[self].suffix

    @property
    def media_type(self) -> str:
        """Its media type (MIME type), as a browser's download names it."""
        return _FACTS[self].media_type

    @property
    def is_text(self) -> bool:
        """Whether a terminal can show it."""
        return self not in (Format.xlsx, Format.parquet)


class _Facts(NamedTuple):
    label: str
    suffix: str
    media_type: str


_FACTS = {
    Format.csv: _Facts("CSV", ".csv", "text/csv"),
    Format.xlsx: _Facts(
        "Excel", ".xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    ),
    Format.jsonl: _Facts("JSON Lines", ".jsonl", "application/jsonl"),
    Format.parquet: _Facts("Parquet", ".parquet", "application/vnd.apache.parquet"),
    Format.markdown: _Facts("Markdown", ".md", "text/markdown"),
    Format.jsonld: _Facts("JSON-LD (schema.org)", ".jsonld", "application/ld+json"),
    Format.annotations: _Facts(
        "Web Annotation",
        ".annotations.json",
        'application/ld+json; profile="http://www.w3.org/ns/anno.jsonld"',
    ),
    Format.table: _Facts("Text", "", "text/plain"),
}

FILE_FORMATS: tuple[Format, ...] = tuple(each for each in Format if each.suffix)
"""The formats that files and downloads can have: all but the table to read."""


def format_of_file(path: str | PurePath) -> Format:
    """Return the format that a file's name asks for.

    >>> of_file("march.annotations.json")
    <Format.annotations: 'annotations'>

    Raises:
        InputError: the name ends in no known suffix.

    """
    name = f".{PurePath(path).name.lower()}"  # so that "annotations.json" will do for a whole name
    for each in FILE_FORMATS:
        if name.endswith(each.suffix):
            return each
    *most, last = (each.suffix for each in FILE_FORMATS)
    raise InputError(f"{path}: name a format with --format, or end the name in {', '.join(most)} or {last}")
