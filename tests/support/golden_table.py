"""The golden tables: what each seed must give, read from ``tests/golden/*.tsv``."""

import csv
from itertools import zip_longest
from pathlib import Path

from quotes.types import Quote

SEEDS = sorted((Path(__file__).parents[2] / "seeds").glob("*.txt"))
FOLDER = Path(__file__).parents[1] / "golden"

Line = dict[str, str]


def read_golden(stem: str) -> list[Line]:
    """The lines of the golden table of the seed ``stem``."""
    content = (FOLDER / f"{stem}.tsv").read_text(encoding="utf-8")
    lines = [line for line in content.splitlines() if not line.startswith("#")]
    return list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE, strict=True))


def found_and_expected(golden: list[Line], rows: list[Quote]) -> tuple[list[str], list[str]]:
    """The rows and the golden table as lines to compare.

    Where a row's answer is one of several that a golden field allows, its line carries that field as is.
    """
    found = [_line(_accepted(wanted, row)) for wanted, row in zip_longest(golden, rows) if row]
    return found, [_line(wanted) for wanted in golden]


def _accepted(wanted: Line | None, row: Quote) -> Line:
    words = " ".join(row.quote.split())
    found = {
        "quote begins": words[: len(wanted["quote begins"])] if wanted else words,
        "kind": row.kind,
        "speaker": row.speaker or "",
        "source": row.source or "",
        "basis": row.source_basis or "",
        "mention": " ".join((row.mention or "").split()),
    }
    if wanted is None:
        return found
    return {
        name: wanted[name] if value in wanted[name].split("|") else value for name, value in found.items()
    }


def _line(fields: Line) -> str:
    return " | ".join(fields.values())
