"""Results as tables: printed, and written into the pages that show them."""

import argparse
import io
import re
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from rich import box
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from quotes.types import InputError

WIDTH = 300
PLACE = r"(<!-- {kind}: (.+?) -->\n).*?(<!-- end -->)"
"""Where a page shows a table of a kind ("measured", "compared", "history"), with the table's title."""

Lines = Iterable[Sequence[str]]
"""A table: its head, then its lines."""


class Goal(NamedTuple):
    """What was measured, the result, the target, and whether the target is met (None: no target)."""

    measure: str
    result: str
    target: str = ""
    is_met: bool | None = None
    note: str = ""


def goal_lines(goals: Iterable[Goal]) -> Lines:
    """The table of goals."""
    yield "measure", "result", "target", "met", "note"
    for each in goals:
        met = {None: "", True: "yes", False: "NO"}[each.is_met]
        yield each.measure, each.result, each.target, met, each.note


def draw_table(lines: Lines, *, markdown: bool) -> str:
    """A table as text.

    >>> print(draw_table([["a", "b"], ["1", "2"]], markdown=True), end="")
    | a | b |
    |---|---|
    | 1 | 2 |
    """
    head, *rest = lines
    table = Table(box=box.MARKDOWN if markdown else box.SIMPLE_HEAD, pad_edge=markdown)
    for name in head:
        table.add_column(name, no_wrap=True)
    for line in rest:
        table.add_row(*map(escape, line))
    console = Console(file=io.StringIO(), width=WIDTH)
    with console.capture() as capture:
        console.print(table)
    return "".join(f"{line.rstrip()}\n" for line in capture.get().splitlines() if line.strip())


def add_table_options(parser: argparse.ArgumentParser) -> None:
    """Add the options of a script that prints tables and fills pages with them."""
    parser.add_argument("--markdown", action="store_true", help="print the tables in Markdown")
    parser.add_argument(
        "--fill",
        type=Path,
        action="append",
        default=[],
        metavar="PAGE",
        help="write the tables into this page, between <!-- measured: TITLE --> and <!-- end -->",
    )


def filled_page(page: Path, tables: Mapping[str, str], kind: str = "measured") -> str:
    """The text of a page with new tables, which are given by their titles.

    Raises:
        InputError: the page shows a table that is not among them; it would mix the figures of two runs.

    """
    text = page.read_text(encoding="utf-8")
    places = re.compile(PLACE.format(kind=kind), re.DOTALL)
    if missing := [place[2] for place in places.finditer(text) if place[2] not in tables]:
        raise InputError(f"{page}: shows {missing[0]!r}, which was not measured in this run")
    return places.sub(lambda place: f"{place[1]}\n{tables[place[2]]}\n{place[3]}", text)


def fill_pages(pages: Iterable[Path], tables: Mapping[str, str], kind: str = "measured") -> None:
    """Write new tables into all pages, or into none if one of them shows a table that is missing.

    Raises:
        InputError: see `filled_page`.

    """
    for page, text in [(page, filled_page(page, tables, kind)) for page in pages]:
        page.write_text(text, encoding="utf-8")
