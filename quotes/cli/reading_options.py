"""What commands that read articles have in common."""

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
        help="The column of tables that holds the text, where its name does not tell.",
        show_default=False,
    ),
]

Jobs = Annotated[
    int,
    typer.Option(
        "--jobs",
        metavar="N",
        min=0,
        help="How many processes extract, each with a model of its own; 0 for as many as there are cores.",
    ),
]


def note_unread(paths: Iterable[str | Path]) -> None:
    """Say how many files of the folders are left out."""
    from quotes.reading import list_unread

    files = list_unread(paths)
    kinds = ", ".join(sorted({file.suffix for file in files}))
    if len(files) == 1:
        note(f"1 file of a kind that cannot be read is left out ({kinds})")
    elif files:
        note(f"{len(files):,} files of kinds that cannot be read are left out ({kinds})")
