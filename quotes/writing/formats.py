"""The formats of tables: one list for the command line and the dashboard.

This module imports nothing heavy, so that ``quotes --help`` stays fast.
"""

from enum import StrEnum
from pathlib import PurePath
from typing import NamedTuple

from quotes.types import InputError


class Format(StrEnum):
    """A format of tables; its value is what ``--format`` takes."""

    csv = "csv"
    xlsx = "xlsx"
    jsonl = "jsonl"
    parquet = "parquet"
    markdown = "md"
    jsonld = "jsonld"
    annotations = "annotations"
    bibtex = "bibtex"
    ris = "ris"
    csl_json = "csl-json"
    table = "table"

    @property
    def label(self) -> str:
        """Its name for people."""
        return _FACTS[self].label

    @property
    def purpose(self) -> str:
        """What people use it for, in a few words."""
        return _FACTS[self].purpose

    @property
    def suffix(self) -> str:
        """How its file names end; "" for the printed table, which is not a file format."""
        return _FACTS[self].suffix

    @property
    def media_type(self) -> str:
        """Its media type (MIME type), for downloads in a browser."""
        return _FACTS[self].media_type

    @property
    def is_text(self) -> bool:
        """Whether a terminal can show it."""
        return self not in (Format.xlsx, Format.parquet)


class _Facts(NamedTuple):
    label: str
    purpose: str
    suffix: str
    media_type: str


_FACTS = {
    Format.csv: _Facts("CSV", "every column, for any spreadsheet or database", ".csv", "text/csv"),
    Format.xlsx: _Facts(
        "Excel",
        "a sheet to read, print and sort",
        ".xlsx",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ),
    Format.jsonl: _Facts("JSON Lines", "for programs, a quote a line", ".jsonl", "application/jsonl"),
    Format.parquet: _Facts(
        "Parquet", "for pandas, R and DuckDB", ".parquet", "application/vnd.apache.parquet"
    ),
    Format.markdown: _Facts("Markdown", "to read, or to paste into a text", ".md", "text/markdown"),
    Format.jsonld: _Facts("JSON-LD", "schema.org, for web pages", ".jsonld", "application/ld+json"),
    Format.annotations: _Facts(
        "Web Annotation",
        "for tools that mark web pages",
        ".annotations.json",
        'application/ld+json; profile="http://www.w3.org/ns/anno.jsonld"',
    ),
    Format.bibtex: _Facts(
        "BibTeX", "the articles as references, for LaTeX and Zotero", ".bib", "application/x-bibtex"
    ),
    Format.ris: _Facts(
        "RIS",
        "the articles as references, for Zotero and EndNote",
        ".ris",
        "application/x-research-info-systems",
    ),
    Format.csl_json: _Facts(
        "CSL-JSON",
        "the articles as references, for Zotero and Pandoc",
        ".csl.json",
        "application/vnd.citationstyles.csl+json",
    ),
    Format.table: _Facts("Text", "to read in a terminal", "", "text/plain"),
}

FILE_FORMATS: tuple[Format, ...] = tuple(each for each in Format if each.suffix)
"""The formats for files and downloads: all but the printed table."""


def format_of_file(path: str | PurePath) -> Format:
    """Tell the format from a file's name.

    >>> format_of_file("march.annotations.json")
    <Format.annotations: 'annotations'>

    Raises:
        InputError: the name does not end in a known suffix.

    """
    name = f".{PurePath(path).name.lower()}"  # with a dot, so that "annotations.json" works as a whole name
    for each in FILE_FORMATS:
        if name.endswith(each.suffix):
            return each
    *most, last = (each.suffix for each in FILE_FORMATS)
    raise InputError(f"{path}: choose a format with --format, or end the name in {', '.join(most)} or {last}")
