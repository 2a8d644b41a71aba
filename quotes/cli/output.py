"""Where a table goes: a file, a terminal or a pipe."""

import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, contextmanager, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TypeAlias

import typer

from quotes.cli.standard_streams import printing, standard_output
from quotes.cli.terminal import note
from quotes.types import InputError
from quotes.writing import (
    BRIEF_COLUMNS,
    Format,
    brief_rows,
    brief_text,
    check_target,
    format_of_file,
    replace_file,
    replacing,
)

if TYPE_CHECKING:
    import pandas as pd

    from quotes.types import Quote
    from quotes.writing import TableStream

_ROWS_AT_ONCE_TO_A_PIPE = 200

Complete: TypeAlias = "Callable[[pd.DataFrame], pd.DataFrame]"
"""Adds columns to a table of rows."""

Output = Annotated[
    Path | None,
    typer.Option("-o", "--output", metavar="FILE", help="The file to write. It appears whole or not at all."),
]
FileFormat = Annotated[
    Format | None,
    typer.Option(
        "--format",
        metavar="FORMAT",
        help=f"{', '.join(Format)}. Default: by FILE's suffix; without FILE, a printed table.",
        show_default=False,
    ),
]
ByteOrderMark = Annotated[
    bool, typer.Option("--bom", help="Begin a csv with a byte order mark, so that Excel recognises UTF-8.")
]


def choose_format(output: Path | None, wanted: Format | None, *, bom: bool) -> Format:
    """Choose the format to write; refuse at once what could not be written at the end."""
    chosen = _to_print(wanted) if output is None else _to_file(output, wanted)
    if bom and chosen is not Format.csv:
        raise InputError(f"--bom is for csv only, not for {chosen}")
    return chosen


def _to_print(wanted: Format | None) -> Format:
    if wanted and not wanted.is_text:
        raise InputError(f"{wanted} cannot be printed: choose a file with -o")
    return wanted or Format.table


def _to_file(output: Path, wanted: Format | None) -> Format:
    check_target(output)
    return wanted or format_of_file(output)


def print_out(content: bytes) -> None:
    """Print UTF-8 text."""
    out = standard_output()
    left = memoryview(content)
    while left:  # if Python runs unbuffered, one call only writes what the pipe has room for
        left = left[out.write(left) :]
    out.flush()


def write_text(output: Path, content: str) -> None:
    """Write a text file, which appears whole or not at all."""
    replace_file(output, content.encode())


class Rows:
    """Collects the rows of a table, and with a stream writes them piece by piece."""

    def __init__(
        self,
        stream: "TableStream | None" = None,
        at_once: int = 0,
        *,
        also_in: bool = False,
        complete: Complete = lambda frame: frame,
    ) -> None:
        self._complete = complete
        self.number = 0
        self.waiting: list[Quote] = []
        self._stream = stream
        self._at_once = at_once
        self._also_in = also_in

    def add(self, rows: "list[Quote]") -> None:
        """Add rows."""
        self.number += len(rows)
        self.waiting.extend(rows)
        if self._stream and len(self.waiting) >= self._at_once:
            self._write()

    def finish(self) -> None:
        """Write the last rows, or only a header if there are none."""
        if self.waiting or not self.number:
            self._write()

    def _write(self) -> None:
        from quotes.writing import to_frame

        if self._stream:
            self._stream.write(self._complete(to_frame(self.waiting, also_in=self._also_in)))
            self.waiting.clear()


class BriefRows(Rows):
    """Prints the rows of the brief table as they come."""

    def __init__(self) -> None:
        super().__init__()
        self._begun = False

    def add(self, rows: "list[Quote]") -> None:
        """Print rows."""
        super().add(rows)
        if rows:
            self._write()

    def _write(self) -> None:
        print_out(brief_text(self.waiting, header=not self._begun))
        self._begun = True
        self.waiting.clear()


@contextmanager
def written(
    output: Path | None,
    chosen: Format,
    *,
    bom: bool,
    also_in: bool = False,
    complete: Complete = lambda frame: frame,
) -> Iterator[Rows]:
    """Collect rows in this context, and write or print them. After an error, no file appears.

    With ``also_in``, tables have this column; ``complete`` adds others to each piece of the table. Only a few
    rows are held at a time, except for a drawn table and the formats that need all rows together.
    """
    if output is None and chosen is Format.table:
        with _printed_briefly() as rows:
            yield rows
        return
    from quotes.writing import ROWS_AT_ONCE, STREAMED, open_stream, to_frame

    if chosen not in STREAMED:
        rows = Rows()
        yield rows
        put_out(complete(to_frame(rows.waiting)), output, chosen, bom=bom)
        return
    with (
        replacing(output) if output else nullcontext(standard_output()) as file,
        closing(open_stream(file, chosen, bom=bom)) as stream,
    ):
        at_once = ROWS_AT_ONCE if output else _ROWS_AT_ONCE_TO_A_PIPE
        rows = Rows(stream, at_once, also_in=also_in, complete=complete)
        yield rows
        rows.finish()
    if not rows.number:
        note("no quotes were found")
    if stream.cut:
        note(
            f"{stream.cut} cells are too long for Excel and were cut; csv, jsonl and parquet keep everything"
        )


@contextmanager
def _printed_briefly() -> Iterator[Rows]:
    """Collect rows and print the brief table: on a terminal at the end, in a pipe as they come."""
    is_drawn = sys.stdout.isatty()
    rows = Rows() if is_drawn else BriefRows()
    yield rows
    if is_drawn:
        _draw(rows.waiting)
    else:
        rows.finish()
    if not rows.number:
        note("no quotes were found")


def put_out(frame: "pd.DataFrame", output: Path | None, chosen: Format, *, bom: bool) -> None:
    """Write the table to the file, or print it; say if it is empty."""
    from quotes.writing import save

    if output:
        save(frame, output, chosen, bom=bom)
    else:
        _print(frame, chosen, bom=bom)
    if frame.empty:
        note("no quotes were found")


def _print(frame: "pd.DataFrame", chosen: Format, *, bom: bool) -> None:
    """Print the table: drawn to fit a terminal, otherwise as the file would have it."""
    if chosen is Format.table and sys.stdout.isatty():
        _draw(frame.itertuples(index=False))
        return
    from quotes.writing import to_bytes

    print_out(to_bytes(frame, chosen, bom=bom))


def _draw(rows: Iterable[object]) -> None:
    """Draw the brief table for a terminal; long cells wrap, none is cut."""
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(show_lines=True)
    for name in BRIEF_COLUMNS:
        table.add_column(name.removeprefix("source_"), overflow="fold", ratio=4 if name == "quote" else 1)
    for row in brief_rows(rows):
        table.add_row(*map(Text, row))
    with printing():
        Console().print(table)
