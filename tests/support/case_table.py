r"""The linguistic cases: one case a line of a ``tests/cases/*.tsv`` file.

A line holds, divided by tabs:

    text        the article; ``\n`` is a line break, so ``\n\n`` divides paragraphs; ``\x93`` is the
                character with that number. It may begin with ``title: ...\n\n``.
    expected    every row that the text gives, in order, divided by `` ;; ``; or ``nothing``.
    xfail       optional: why the case is out of reach for now.

An expected row is ``words => mention | cue | speaker | source | kind``:

    words       how the quote begins; ``begin ... end`` tells its end too.
    mention     may be given without the title, article or adjectives before it.
    source      a name, or a name and its basis: ``KCNA (carried)``.

A field left empty, or left out at the end, is not checked; ``-`` says that there is none; ``this / that``
allows either.

The tables of ``tests/cases/parts/`` ask one stage alone. The head of each explains its columns, and the line
after it names them; a further field is an ``xfail``, as above.
"""

import re
from dataclasses import dataclass
from pathlib import Path

import pytest

from quotes.types import Article, Quote

FOLDER = Path(__file__).parents[1] / "cases"
TABLES_OF_PAIRS = frozenset({"same_words.tsv"})
"""Tables without articles: word_pairs.py reads them."""
_CHARACTER = re.compile(r"\\x([0-9a-f]{2})")
FIELDS = ("mention", "cue", "speaker", "source", "kind")


@dataclass(frozen=True)
class Expected:
    """One expected row: how its words begin and end, and the allowed answers of each field to check."""

    begins: str
    ends: str
    fields: dict[str, tuple[str, ...]]


@dataclass(frozen=True)
class Case:
    """One line of a case file."""

    place: str
    article: Article
    expected: tuple[Expected, ...]
    xfail: str


@dataclass(frozen=True)
class PartCase:
    """One line of a table of ``tests/cases/parts/``: its fields by the names of the columns."""

    place: str
    fields: dict[str, str]
    xfail: str

    def __getitem__(self, column: str) -> str:
        return self.fields[column]

    def answers(self, column: str) -> list[str]:
        """Split a field into its answers; ``nothing`` is none."""
        field = self.fields[column]
        return [] if field == "nothing" else field.split(" ;; ")


def part_parameters(name: str) -> list[object]:
    """Make the test parameters of the table ``parts/<name>.tsv``; a malformed line is a ValueError."""
    lines = (FOLDER / "parts" / f"{name}.tsv").read_text(encoding="utf-8").splitlines()
    (_, head), *rest = (
        (number, line.split("\t"))
        for number, line in enumerate(lines, start=1)
        if line.strip() and not line.startswith("#")
    )
    return [parameter(_part_case(f"{name}:{number}", head, fields)) for number, fields in rest]


def parameter(case: "Case | PartCase") -> object:
    """Make a test parameter of a case: named after its place, a strict xfail if out of reach."""
    marks = [pytest.mark.xfail(reason=case.xfail, strict=True)] if case.xfail else []
    return pytest.param(case, id=case.place, marks=marks)


def _part_case(place: str, head: list[str], fields: list[str]) -> PartCase:
    xfail = fields.pop() if len(fields) > len(head) else ""
    if len(fields) != len(head) or (xfail and not xfail.startswith("xfail: ")):
        raise ValueError(f"{place}: malformed case {fields!r}")
    return PartCase(place, dict(zip(head, fields, strict=True)), xfail.removeprefix("xfail: "))


def read_cases(folder: Path = FOLDER) -> list[Case]:
    """The cases of all files of ``folder``; a malformed line is a ValueError that names it."""
    return [
        _case(f"{path.stem}:{number}", line)
        for path in sorted(folder.glob("*.tsv"))
        if path.name not in TABLES_OF_PAIRS
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1)
        if line.strip() and not line.startswith("#")
    ]


def differences(expected: tuple[Expected, ...], rows: list[Quote]) -> list[str]:
    """What the rows have wrong, each in a line; an empty list means that the case passes."""
    if len(expected) != len(rows):
        return [f"{len(expected)} rows expected, found {[(row.quote, row.speaker) for row in rows]}"]
    return [line for want, row in zip(expected, rows, strict=True) for line in _differences(want, row)]


def unescape(line: str) -> str:
    r"""A line with each ``\x93`` written as its character."""
    return _CHARACTER.sub(lambda found: chr(int(found[1], 16)), line)


def _case(place: str, line: str) -> Case:
    text, answer, *rest = unescape(line).split("\t")
    if not answer or len(rest) > 1 or not all(part.startswith("xfail: ") for part in rest):
        raise ValueError(f"{place}: malformed case {line!r}")
    text = text.replace("\\n", "\n")
    title = None
    if text.startswith("title: "):
        head, text = text.split("\n\n", 1)
        title = head.removeprefix("title: ")
    expected = () if answer == "nothing" else tuple(_expected(place, row) for row in answer.split(" ;; "))
    return Case(place, Article(text, title=title), expected, rest[0].removeprefix("xfail: ") if rest else "")


def _expected(place: str, row: str) -> Expected:
    words, arrow, answer = row.partition("=>")
    begins, _, ends = words.strip().partition(" ... ")
    given = [field.strip() for field in answer.split("|")] if answer.strip() else []
    if not begins or (arrow and not given) or len(given) > len(FIELDS):
        raise ValueError(f"{place}: malformed row {row!r}")
    fields = {name: tuple(field.split(" / ")) for name, field in zip(FIELDS, given, strict=False) if field}
    return Expected(begins, ends, fields)


def _differences(want: Expected, row: Quote) -> list[str]:
    words = " ".join(row.quote.split())
    found = {
        "mention": row.mention,
        "cue": row.cue,
        "speaker": row.speaker,
        "source": row.source,
        "kind": row.kind,
    }
    wrong = [] if words.startswith(want.begins) else [f"quote begins {words[:60]!r}, not {want.begins!r}"]
    if not words.endswith(want.ends):
        wrong.append(f"quote ends {words[-60:]!r}, not {want.ends!r}")
    for name, allowed in want.fields.items():
        if not any(_answers(name, answer, found[name], row) for answer in allowed):
            answer = " / ".join(allowed)
            basis = f" ({row.source_basis})" if name == "source" and row.source else ""
            wrong.append(f"{name} of {want.begins!r}: {found[name]}{basis}, not {answer}; rule {row.rule}")
    return wrong


def _answers(name: str, answer: str, found: str | None, row: Quote) -> bool:
    """``found`` is one of the results that ``answer`` allows."""
    if answer == "-" or found is None:
        return answer == "-" and found is None
    found = " ".join(found.split())
    if name == "mention":
        return found == answer or (found.casefold().endswith(f" {answer.casefold()}") and "," not in found)
    if name == "source" and answer.endswith(")"):
        return f"{found} ({row.source_basis})" == answer
    if name == "cue":
        return found.casefold() == answer.casefold()
    return found == answer
