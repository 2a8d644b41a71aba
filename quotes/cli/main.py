"""The application: all commands, and ``--version``."""

import sys
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from quotes import __version__
from quotes.cli.about import about
from quotes.cli.add import add
from quotes.cli.amend import amend
from quotes.cli.check import CheckCommand, check
from quotes.cli.context import context
from quotes.cli.dashboard import dashboard
from quotes.cli.digest import digest
from quotes.cli.evaluate import evaluate
from quotes.cli.export import export
from quotes.cli.extract import extract
from quotes.cli.history import history, undo
from quotes.cli.names import join, split
from quotes.cli.remove import remove
from quotes.cli.show import show
from quotes.cli.standard_streams import prepare_streams, printing
from quotes.cli.terminal import BAD_INPUT, note, one_error_line
from quotes.cli.termination import end_when_asked
from quotes.cli.topics import topics
from quotes.cli.utterances import utterances
from quotes.cli.views import views
from quotes.cli.watch import watch


class _Commands(TyperGroup):
    """All commands; whatever ends one of them early is reported in one line."""

    def main(self, *args: Any, standalone_mode: bool = True, **extra: Any) -> Any:
        """Run the command that the arguments name, and end the process with its status."""
        try:
            with one_error_line(), printing():
                status = super().main(*args, **{**extra, "standalone_mode": False})
                sys.stdout.flush()
        except typer.TyperException as error:
            _report(error)
            status = BAD_INPUT
        except typer.Exit as ended:
            status = ended.exit_code
        if standalone_mode:
            sys.exit(status or 0)
        return status


app = typer.Typer(
    cls=_Commands,
    add_completion=False,
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def main() -> None:
    """Run the command line."""
    prepare_streams()
    end_when_asked()
    app(prog_name="quotes")


def _report(error: typer.TyperException) -> None:
    """Say in one line what is wrong with the arguments; without arguments, print the help."""
    message = error.format_message()
    if message.startswith("Usage:"):
        typer.echo(message, err=True)
        return
    context = getattr(error, "ctx", None)
    reason = " ".join(message.replace("Value error, ", "").split()).rstrip(".")
    note(f"{reason}; see {context.command_path if context else 'quotes'} --help")


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
app.add_typer(watch)
app.command(cls=CheckCommand)(check)
app.command()(export)
app.command()(remove)
app.command()(amend)
app.command()(history)
app.command()(undo)
app.command()(show)
app.command()(utterances)
app.add_typer(views)
app.command()(digest)
app.command()(context)
app.command()(topics)
app.command()(about)
app.command()(join)
app.command()(split)
app.command()(evaluate)
