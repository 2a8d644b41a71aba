"""Tables of what the benchmarks measure: printed, and drawn into the pages that show them."""

import io
import re
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from rich import box
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from quotes.types import InputError

WIDTH = 200
FILL_HELP = "draw the tables of this page anew, each between <!-- measured: TITLE --> and <!-- end -->"
PLACE = re.compile(r"(<!-- measured: (.+?) -->\n).*?(<!-- end -->)", re.DOTALL)
"""Where a page shows a table by its title."""


def drawn(lines: Iterable[Sequence[str]], *, markdown: bool) -> str:
    """Return a table as text; its head comes first among ``lines``.

    >>> print(drawn([["a", "b"], ["1", "2"]], markdown=True), end="")
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


def filled(page: Path, found: Mapping[str, str]) -> str:
    """Return a page with its measured tables drawn anew.

    Raises InputError where it shows a table that was not measured, so that no page has figures of two runs.
    """
    text = page.read_text(encoding="utf-8")
    if missing := [place[2] for place in PLACE.finditer(text) if place[2] not in found]:
        raise InputError(f"{page}: shows {missing[0]!r}, which was not measured in this run")
    return PLACE.sub(lambda place: f"{place[1]}\n{found[place[2]]}\n{place[3]}", text)


def fill(pages: Iterable[Path], found: Mapping[str, str]) -> None:
    """Draw the measured tables of all pages anew, or of none where one cannot be (see `filled`)."""
    for page, text in [(page, filled(page, found)) for page in pages]:
        page.write_text(text, encoding="utf-8")
