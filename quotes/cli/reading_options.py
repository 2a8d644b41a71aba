"""The options that all commands reading articles share."""

from collections.abc import Iterable
from pathlib import Path
from typing import Annotated

import typer

from quotes.cli.terminal import note

TextColumn = Annotated[
    str | None,
    typer.Option(
        "--text-column",
        metavar="NAME",
        help="The column of tables that holds the text, if its name does not show that.",
        show_default=False,
    ),
]

Columns = Annotated[
    list[str] | None,
    typer.Option(
        "--column",
        metavar="FIELD=NAME",
        help="The column of tables that holds a field: text, id, title, outlet, date or url, as in date=day. "
        "FIELD= means that no column does. May be given several times.",
        show_default=False,
    ),
]

Jobs = Annotated[
    int,
    typer.Option(
        "--jobs",
        metavar="N",
        min=0,
        help="How many processes extract, each with its own model; 0 for one on each core.",
    ),
]


def note_unread(paths: Iterable[str | Path]) -> None:
    """Report how many files in the folders are left out."""
    from quotes.reading import list_unread

    files = list_unread(paths)
    kinds = ", ".join(sorted({file.suffix for file in files}))
    if len(files) == 1:
        note(f"1 file is left out: its kind cannot be read ({kinds})")
    elif files:
        note(f"{len(files):,} files are left out: their kinds cannot be read ({kinds})")
