"""Every seed gives the rows of its golden table, in that order and no other."""

import csv
from itertools import zip_longest
from pathlib import Path

import pytest

import quotes
from quotes import articles

ROOT = Path(__file__).parent.parent
SEEDS = sorted((ROOT / "seeds").glob("*.txt"))


def _golden(stem):
    content = (ROOT / "tests" / "golden" / f"{stem}.tsv").read_text(encoding="utf-8")
    lines = [line for line in content.splitlines() if not line.startswith("#")]
    return list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE, strict=True))


def _accept(expected, row):
    """Return the row as a golden line: the expected field wherever the answer is allowed."""
    words = " ".join(row.quote.split())
    found = {
        "quote begins": words[: len(expected["quote begins"])],
        "kind": row.kind,
        "speaker": row.speaker or "",
        "source": row.source or "",
        "basis": row.source_basis or "",
        "mention": row.mention or "",
    }
    return {
        name: expected[name] if value in expected[name].split("|") else value for name, value in found.items()
    }


@pytest.mark.parametrize("path", SEEDS, ids=lambda path: path.stem)
def test_seed_gives_its_golden_table(path):
    golden = _golden(path.stem)
    rows = [row for article in articles.read(path) for row in quotes.extract(article)]
    beyond = dict.fromkeys(golden[0], "")
    found = [
        _accept(expected, row) for expected, row in zip_longest(golden[: len(rows)], rows, fillvalue=beyond)
    ]
    assert found == golden


def test_every_seed_has_a_golden_table():
    assert {path.stem for path in SEEDS} == {path.stem for path in (ROOT / "tests" / "golden").glob("*.tsv")}
