"""The application: all commands, and ``--version``."""

import sys
from collections.abc import Iterator, Mapping
from functools import cache
from importlib import import_module
from typing import Annotated, Any

import typer
from typer.core import TyperGroup
from typer.main import get_command

from quotes import __version__
from quotes.cli.standard_streams import prepare_streams, printing
from quotes.cli.terminal import BAD_INPUT, note, one_error_line
from quotes.cli.termination import end_when_asked

COMMANDS = {
    "extract": "extract",
    "dashboard": "dashboard",
    "add": "add",
    "watch": "watch",
    "check": "check",
    "export": "export",
    "remove": "remove",
    "amend": "amend",
    "history": "history",
    "undo": "history",
    "show": "show",
    "utterances": "utterances",
    "views": "views",
    "digest": "digest",
    "context": "context",
    "topics": "topics",
    "about": "about",
    "join": "names",
    "split": "names",
    "evaluate": "evaluate",
}
"""Every command in the order of the help, and the module of `quotes.cli` that it is in."""


class _LoadedOnUse(Mapping[str, Any]):
    """The commands by name; the module of each is loaded when the command is asked for."""

    def __getitem__(self, name: str) -> Any:
        return _load(COMMANDS[name], name)

    def __iter__(self) -> Iterator[str]:
        return iter(COMMANDS)

    def __len__(self) -> int:
        return len(COMMANDS)


@cache
def _load(module: str, name: str) -> Any:
    """Load a command: a function, or an application with commands of its own."""
    found = getattr(import_module(f"quotes.cli.{module}"), name)
    if isinstance(found, typer.Typer):
        return get_command(found)
    alone = typer.Typer(add_completion=False, rich_markup_mode=None)
    alone.command(name)(found)
    return get_command(alone)


class _Commands(TyperGroup):
    """All commands; whatever ends one of them early is reported in one line."""

    def __init__(self, **settings: Any) -> None:
        super().__init__(**settings)
        self.commands = _LoadedOnUse()  # type: ignore[assignment]  # a MutableMapping that nobody changes

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
