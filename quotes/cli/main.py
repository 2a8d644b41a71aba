"""The application: all commands, and ``--version``."""

from typing import Annotated

import typer

from quotes import __version__
from quotes.cli.add import add
from quotes.cli.dashboard import dashboard
from quotes.cli.evaluate import evaluate
from quotes.cli.export import export
from quotes.cli.extract import extract
from quotes.cli.show import show

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
    """Find every direct quote in news articles: who said it, and which outlet reported it."""


app.command()(extract)
app.command()(dashboard)
app.command()(add)
app.command()(export)
app.command()(show)
app.command()(evaluate)
