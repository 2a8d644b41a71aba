"""Keep the history of accuracy: one line for each release or change of weights, for each labelled file.

    python benchmarks/history.py [GOLD.json]... [--cases CASES.jsonl] --note NOTE [--fill docs/accuracy.md]

Appends what the present code reaches on the files to benchmarks/history.csv, and with --fill draws the whole
history as a table and as bars. Without files it only draws. `quotes.evaluation` describes the gold files.

CASES holds short texts of one kind each, an object a line: ``{"kind", "text", "want": [{"quote", "speaker",
"source"}]}``, where a speaker or source is a string, a list of equally right ones, or null. A case is right
if every wanted quote has a row with such a speaker and source, and no row is left over.
"""

import argparse
import csv
import dataclasses
import json
import re
import subprocess
import sys
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from result_tables import Lines, draw_table, fill_pages

from quotes import Article, Quote, __version__, extract_all
from quotes.evaluation import article_to_extract, evaluate, read_gold
from quotes.types import InputError

ROOT = Path(__file__).parents[1]
HISTORY = ROOT / "benchmarks" / "history.csv"
MEASURES = (
    "detect_f1",
    "mention_f1",
    "mention_f1_5plus",
    "person_strict",
    "speaker_lenient",
    "source_p",
    "source_r",
    "basis",
    "calibration_error",
    "confident_wrong",
    "cases_right",
)
COLUMNS = ("version", "date", "commit", "note", "set", *MEASURES)
CHARTED = ("mention_f1", "person_strict", "source_r", "confident_wrong", "cases_right")
BAR = 25
_ARTICLE = re.compile(r"^(?:the|a|an) ")
_MARKS = re.compile(r"[^\w ]")
_PART_OF_A_QUOTE = 6  # letters from which wanted words may also be a part of the row's

Entry = dict[str, str]
"""A line of the history, by its columns; a measure without labels is empty."""


def measure_gold(file: Path) -> Mapping[str, float | None]:
    """Measure the present code on a gold file."""
    articles = read_gold(file)
    rows = [
        dataclasses.asdict(row) for found in extract_all(map(article_to_extract, articles)) for row in found
    ]
    result = evaluate(articles, rows)
    of = result.measures
    return {
        "detect_f1": of["detect"].f1,
        "mention_f1": of["mention"].f1,
        "mention_f1_5plus": of["mention, 5+ words"].f1,
        "person_strict": of["person, full name"].recall,
        "speaker_lenient": of["speaker, lenient"].recall,
        "source_p": of["source"].precision,
        "source_r": of["source"].recall,
        "basis": of["source basis"].recall,
        "calibration_error": result.calibration_error,
        "confident_wrong": result.confident_wrong,
    }


def measure_cases(file: Path) -> Mapping[str, float | None]:
    """The share of cases that the present code gets right."""
    cases = [json.loads(line) for line in file.read_text("utf-8").splitlines()]
    found = extract_all(Article(case["text"]) for case in cases)
    right = [case_is_right(case["want"], rows) for case, rows in zip(cases, found, strict=True)]
    return {"cases_right": sum(right) / len(right) if right else None}


def case_is_right(wanted: Sequence[Mapping[str, Any]], rows: Sequence[Quote]) -> bool:
    """Whether the rows are the wanted quotes, with their speakers and sources, and no others."""
    left = list(rows)
    for want in wanted:
        row = next((row for row in left if _has_words(row, want["quote"])), None)
        if row is None or not (_fits(want["speaker"], row.speaker) and _fits(want["source"], row.source)):
            return False
        left.remove(row)
    return not left


def _has_words(row: Quote, words: str) -> bool:
    """Whether a row has the wanted words, marks and capitals aside."""
    wanted, got = _letters(words), _letters(row.quote)
    return got.startswith(wanted) or (len(wanted) > _PART_OF_A_QUOTE and wanted in got)


def _letters(text: str) -> str:
    return _MARKS.sub("", " ".join(text.split())).strip().lower()


def _fits(wanted: str | Sequence[str] | None, got: str | None) -> bool:
    """Whether a name is one of the wanted ones, articles and capitals aside."""
    names = wanted if isinstance(wanted, list) else [wanted]
    return _plain(got) in map(_plain, names)


def _plain(name: str | None) -> str:
    return _ARTICLE.sub("", " ".join((name or "").split()).lower().replace("’", "'"))


def commit() -> str:
    """The short hash of the commit that is checked out; empty outside a Git repository."""
    command = ["git", "-C", str(ROOT), "rev-parse", "--short", "HEAD"]
    return subprocess.run(command, capture_output=True, text=True, check=False).stdout.strip()


def entry(name: str, note: str, measures: Mapping[str, float | None]) -> Entry:
    """A new line of the history."""
    shares = {key: "" if (value := measures.get(key)) is None else f"{value:.3f}" for key in MEASURES}
    today = datetime.now(UTC).date().isoformat()
    return {"version": __version__, "date": today, "commit": commit(), "note": note, "set": name, **shares}


def read_history(file: Path) -> list[Entry]:
    """All lines of the history; none if there is no file yet."""
    if not file.exists():
        return []
    with file.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def append(file: Path, entries: Sequence[Entry]) -> None:
    """Add lines to the history."""
    is_new = not file.exists()
    with file.open("a", encoding="utf-8", newline="") as lines:
        writer = csv.DictWriter(lines, COLUMNS, lineterminator="\n")
        if is_new:
            writer.writeheader()
        writer.writerows(entries)


def table(history: Sequence[Entry]) -> Lines:
    """The history of every measure, the latest first within each set."""
    yield ("set", "date", "version", "note", *(name.replace("_", " ") for name in MEASURES))
    for each in by_set(history):
        shares = (each[measure].removeprefix("0") or "–" for measure in MEASURES)
        yield (each["set"], each["date"], each["version"], each["note"], *shares)


def bars(history: Sequence[Entry]) -> Lines:
    """The history of a few measures as bars; a full bar is 1."""
    yield ("set", "measure", "date", "version", "share", "bar")
    for measure in CHARTED:
        for each in by_set(history):
            if each[measure]:
                bar = "█" * round(BAR * float(each[measure]))
                name, share = measure.replace("_", " "), each[measure].removeprefix("0")
                yield (each["set"], name, each["date"], each["version"], share, bar)


def by_set(history: Sequence[Entry]) -> list[Entry]:
    """The lines set by set, the latest first."""
    sets = dict.fromkeys(each["set"] for each in history)
    return [each for name in sets for each in reversed(history) if each["set"] == name]


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure, append and draw; 0, or 2 if a file cannot be used."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("gold", type=Path, nargs="*", help="labelled articles")
    parser.add_argument("--cases", type=Path, help="short texts of one kind each")
    parser.add_argument("--note", default="", help="what changed, in a few words")
    parser.add_argument("--history", type=Path, default=HISTORY, help="the file to append to")
    parser.add_argument("--fill", type=Path, action="append", default=[], metavar="PAGE", help="draw it here")
    given = parser.parse_args(arguments)
    try:
        measured = [(file.stem, measure_gold(file)) for file in given.gold]
        if given.cases:
            measured.append((given.cases.stem, measure_cases(given.cases)))
        append(given.history, [entry(name, given.note, measures) for name, measures in measured])
        history = read_history(given.history)
        drawn = {
            "every measure": draw_table(table(history), markdown=bool(given.fill)),
            "bars": draw_table(bars(history), markdown=bool(given.fill)),
        }
        print("\n".join(drawn.values()))
        fill_pages(given.fill, drawn, kind="history")
    except (InputError, OSError) as error:
        print(error, file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
