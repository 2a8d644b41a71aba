"""The command line: thin commands over the library. Heavy parts load only when a command needs them."""

import functools
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, ParamSpec

import typer

from quotes import __version__
from quotes.types import Article, InputError, Quote
from quotes.writing.formats import Format, of_file

if TYPE_CHECKING:
    import pandas as pd

_BAD_INPUT = 2

_Arguments = ParamSpec("_Arguments")


app = typer.Typer(
    add_completion=False,
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def main() -> None:
    """Run the command line."""
    app()


def _one_line_for_bad_input(command: Callable[_Arguments, None]) -> Callable[_Arguments, None]:
    """Let a command end with one line on standard error, and exit status 2, where its input is bad."""

    @functools.wraps(command)
    def run(*args: _Arguments.args, **kwargs: _Arguments.kwargs) -> None:
        try:
            command(*args, **kwargs)
        except InputError as error:
            _note(" ".join(str(error).split()))
            raise typer.Exit(_BAD_INPUT) from None

    return run


def _show_version(wanted: bool) -> None:
    """Print the version and stop."""
    if wanted:
        typer.echo(f"quotes {__version__}")
        raise typer.Exit


@app.callback()
def _quotes(
    version: Annotated[
        bool,
        typer.Option("--version", callback=_show_version, is_eager=True, help="Show the version and stop."),
    ] = False,
) -> None:
    """Every direct quote of news articles: who said it, and which outlet reported it."""


@app.command()
@_one_line_for_bad_input
def extract(
    paths: Annotated[
        list[Path],
        typer.Argument(
            metavar="PATH",
            help="Text files, .jsonl files of articles, or folders of them.",
            show_default=False,
        ),
    ],
    output: Annotated[
        Path | None,
        typer.Option(
            "-o", "--output", metavar="FILE", help="The file to write. It appears whole or not at all."
        ),
    ] = None,
    file_format: Annotated[
        Format | None,
        typer.Option(
            "--format", help="Default: by FILE's suffix; without FILE, a table to read.", show_default=False
        ),
    ] = None,
    bom: Annotated[
        bool,
        typer.Option("--bom", help="Begin a csv with a byte order mark, by which Excel knows UTF-8."),
    ] = False,
) -> None:
    """Print or write the table of the quotes in articles.

    The table to read has the quote, its kind, speaker, source and the source's basis; into a pipe it goes one
    quote a line, the columns divided by tabs. All other formats have every column. Exit status 2 means bad
    input.
    """
    chosen = _format(output, file_format)
    if bom and chosen is not Format.csv:
        raise InputError(f"--bom is for csv only, not for {chosen}")
    from quotes.articles import list_unread, read_all  # noqa: PLC0415

    articles = read_all(paths)
    _note_unread(list_unread(paths))

    from quotes.table import save, to_frame  # noqa: PLC0415

    frame = to_frame(_rows(articles))
    if output:
        save(frame, output, chosen, bom=bom)
    else:
        _print(frame, chosen, bom=bom)
    if frame.empty:
        _note("no quotes were found")
    if chosen is Format.xlsx:
        _note_cut_cells(frame)


@app.command()
@_one_line_for_bad_input
def dashboard(
    paths: Annotated[
        list[Path] | None,
        typer.Argument(metavar="PATH", help="What to show: as for extract.", show_default=False),
    ] = None,
    port: Annotated[
        int | None,
        typer.Option(min=1, max=65535, help="The port to listen on. Default: 8501 or the next free one."),
    ] = None,
) -> None:
    """Open the dashboard in the browser; Ctrl-C ends it."""
    from quotes.articles import list_files  # noqa: PLC0415

    list_files(paths or [])
    from streamlit.web.cli import main as run_streamlit  # noqa: PLC0415

    from quotes.dashboard.app import main_script  # noqa: PLC0415

    options = [f"--server.port={port}"] if port else []
    run_streamlit(["run", str(main_script()), *options, "--", *map(str, paths or [])], prog_name="streamlit")


def _format(output: Path | None, wanted: Format | None) -> Format:
    """Return the format to write, and refuse at once what could not be written at the end."""
    if output is None:
        if wanted and not wanted.is_text:
            raise InputError(f"{wanted} is not for the terminal: name a file with -o")
        return wanted or Format.table
    if output.is_dir():
        raise InputError(f"{output}: this is a folder; name a file in it")
    if not output.parent.is_dir():
        raise InputError(f"{output}: there is no folder {output.parent}; make it first")
    return wanted or of_file(output)


def _rows(articles: Iterator[Article]) -> Iterator[Quote]:
    """Yield the quotes of the articles."""
    from quotes.pipeline import extract_all  # noqa: PLC0415

    for rows in extract_all(articles):
        yield from rows


def _print(frame: "pd.DataFrame", chosen: Format, *, bom: bool) -> None:
    """Print the table: drawn for a terminal's width, or else as the file would have it."""
    if chosen is Format.table and sys.stdout.isatty():
        _draw(frame)
        return
    from quotes.table import to_bytes  # noqa: PLC0415

    left = memoryview(to_bytes(frame, chosen, bom=bom))
    while left:  # where Python runs unbuffered, one call writes no more than a pipe has room for
        left = left[sys.stdout.buffer.write(left) :]
    sys.stdout.buffer.flush()


def _draw(frame: "pd.DataFrame") -> None:
    """Draw the brief table for a terminal; long cells run over several lines, none is cut."""
    from rich.console import Console  # noqa: PLC0415
    from rich.table import Table  # noqa: PLC0415
    from rich.text import Text  # noqa: PLC0415

    from quotes.writing.tables import BRIEF_COLUMNS, brief_rows  # noqa: PLC0415

    table = Table(show_lines=True)
    for name in BRIEF_COLUMNS:
        table.add_column(name.removeprefix("source_"), overflow="fold", ratio=4 if name == "quote" else 1)
    for row in brief_rows(frame):
        table.add_row(*map(Text, row))
    Console().print(table)


def _note_unread(files: list[Path]) -> None:
    """Say how many files of the folders are left out."""
    kinds = ", ".join(sorted({file.suffix for file in files}))
    if len(files) == 1:
        _note(f"1 file of a kind that cannot be read is left out ({kinds})")
    elif files:
        _note(f"{len(files)} files of kinds that cannot be read are left out ({kinds})")


def _note_cut_cells(frame: "pd.DataFrame") -> None:
    """Say how many cells the Excel file could not hold in full."""
    from quotes.writing.workbook import cut_for_excel  # noqa: PLC0415

    if cut := cut_for_excel(frame):
        _note(f"{cut} cells are cut to what Excel can hold; csv, jsonl and parquet keep all")


def _note(message: str) -> None:
    """Tell the user something in one line on standard error."""
    typer.echo(f"quotes: {message}", err=True)
