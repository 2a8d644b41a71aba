"""The brief table to read: who said what, through whom. It is made without pandas, which loads slowly."""

import re
from collections.abc import Iterable

BRIEF_COLUMNS = ("quote", "kind", "speaker", "source", "source_basis")
"""The columns that answer "who said what, through whom" at a glance."""

_UNPRINTABLE = re.compile(r"[\s\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]+")


def brief_rows(rows: Iterable[object]) -> list[tuple[str, ...]]:
    """Return the `BRIEF_COLUMNS` of every row for showing: each on one line, "" for what is missing.

    A row has the columns as attributes: a `quotes.types.Quote`, or what a frame's ``itertuples`` gives. Runs
    of white space and control characters become one space, so that no text can steer a terminal or reorder
    what stands beside it.
    """
    return [tuple(_shown(getattr(row, name)) for name in BRIEF_COLUMNS) for row in rows]


def brief_text(rows: Iterable[object], *, header: bool = True) -> bytes:
    """Return the brief rows as plain text: a header, then one quote a line, columns divided by tabs."""
    lines = [BRIEF_COLUMNS] * header + brief_rows(rows)
    return "".join("\t".join(line) + "\n" for line in lines).encode()


def _shown(cell: object) -> str:
    return _UNPRINTABLE.sub(" ", cell) if isinstance(cell, str) else ""
