"""How commands speak to the user, and how they end."""

import functools
import re
from collections.abc import Callable
from typing import ParamSpec

import typer

from quotes.types import InputError

SOME_FAILED = 1
BAD_INPUT = 2
"""The exit statuses of a command that did only a part of what it was asked, and of one that did nothing."""

_Arguments = ParamSpec("_Arguments")
_STEERING = re.compile("[\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")


def note(message: str) -> None:
    """Tell the user something in one line on standard error."""
    typer.echo(f"quotes: {message}", err=True)


def one_line_for_bad_input(command: Callable[_Arguments, None]) -> Callable[_Arguments, None]:
    """Let a command end with one line on standard error, and exit status 2, where its input is bad."""

    @functools.wraps(command)
    def run(*args: _Arguments.args, **kwargs: _Arguments.kwargs) -> None:
        try:
            command(*args, **kwargs)
        except InputError as error:
            note(" ".join(str(error).split()))
            raise typer.Exit(BAD_INPUT) from None

    return run


def harmless(text: str) -> str:
    r"""Return text with a space for every character that could steer a terminal or reorder what is around.

    >>> harmless("red:\x1b[31m")
    'red: [31m'
    """
    return _STEERING.sub(" ", text)
