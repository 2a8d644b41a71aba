"""The brief table for people: who said what, and which outlet reported it.

It does without pandas, which is slow to load.
"""

import re
from collections.abc import Iterable
from typing import Any

from quotes.display import name_with_doubt, speaker_in_words

BRIEF_COLUMNS = ("quote", "kind", "speaker", "source", "source_basis")
"""The columns that answer "who said what, and which outlet reported it" at a glance."""

_UNPRINTABLE = re.compile(r"[\s\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]+")


def brief_rows(rows: Iterable[object]) -> list[tuple[str, ...]]:
    """Pick the `BRIEF_COLUMNS` of every row for display, each on one line; "" if missing.

    A row has the columns as attributes: a `quotes.types.Quote`, or what a frame's ``itertuples`` gives. Runs
    of white space and control characters become one space, so that no text can control a terminal or reorder
    its line. A name that is uncertain says so: "Ada Quill? 38% – check".
    """
    return [tuple(map(_shown, _cells(row))) for row in rows]


def brief_text(rows: Iterable[object], *, header: bool = True) -> bytes:
    """Write the brief rows as plain text: a header, then one quote a line, with tabs between columns."""
    lines = [BRIEF_COLUMNS] * header + brief_rows(rows)
    return "".join("\t".join(line) + "\n" for line in lines).encode()


def _cells(row: Any) -> tuple[object, ...]:
    """List the cells of a row in the order of the columns, as far as they are texts."""
    speaker = speaker_in_words(row) if isinstance(row.speaker, str) else None
    known = isinstance(row.source, str) and isinstance(row.source_confidence, float)
    source = name_with_doubt(row.source, row.source_confidence) if known else row.source
    return row.quote, row.kind, speaker, source, row.source_basis


def _shown(cell: object) -> str:
    return _UNPRINTABLE.sub(" ", cell) if isinstance(cell, str) else ""
