"""The command line: thin commands over the library. Heavy parts load only when a command needs them."""

from collections.abc import Iterator
from typing import Annotated

import typer

from quotes import __version__
from quotes.commands.add import add
from quotes.commands.dashboard import dashboard
from quotes.commands.evaluate import evaluate
from quotes.commands.export import export
from quotes.commands.output import ByteOrderMark, FileFormat, Output, check_place, choose_format, put_out
from quotes.commands.reading import TextColumn, note_unread
from quotes.commands.remarks import Errors, Remarks
from quotes.commands.show import show
from quotes.commands.terminal import BAD_INPUT, SOME_FAILED, one_line_for_bad_input
from quotes.types import Article, Quote

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
@one_line_for_bad_input
def extract(  # noqa: PLR0913, PLR0917  (an argument for each option)
    paths: Annotated[
        list[str],
        typer.Argument(
            metavar="PATH",
            help="Files of articles, folders, web addresses, or - for standard input.",
            show_default=False,
        ),
    ],
    output: Output = None,
    file_format: FileFormat = None,
    bom: ByteOrderMark = False,
    text_column: TextColumn = None,
    errors: Errors = None,
) -> None:
    """Print or write the table of the quotes in articles.

    Files: txt, md, html, pdf, docx, csv, tsv, xlsx, parquet, json, jsonl, and zip of these. The table to read
    has the quote, its kind, speaker, source and the source's basis; into a pipe it goes one quote a line, the
    columns divided by tabs. All other formats have every column. Exit status 1 means that some articles could
    not be read, 2 that none could.
    """
    chosen = choose_format(output, file_format, bom=bom)
    if errors:
        check_place(errors)
    from quotes.articles import read_all  # noqa: PLC0415

    remarks = Remarks()
    articles = remarks.watch(read_all(paths, text_column=text_column, report=remarks.add))
    note_unread(paths)

    from quotes.table import to_frame  # noqa: PLC0415

    frame = to_frame(_rows(articles))
    if remarks.nothing_read:
        remarks.tell(errors)
        raise typer.Exit(BAD_INPUT)
    put_out(frame, output, chosen, bom=bom)
    remarks.tell(errors)
    if remarks.some_failed:
        raise typer.Exit(SOME_FAILED)


app.command()(dashboard)
app.command()(add)
app.command()(export)
app.command()(show)
app.command()(evaluate)


def _rows(articles: Iterator[Article]) -> Iterator[Quote]:
    """Yield the quotes of the articles."""
    from quotes.pipeline import extract_all  # noqa: PLC0415

    for rows in extract_all(articles):
        yield from rows
