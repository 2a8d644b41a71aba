"""How commands print messages, and their exit statuses."""

import functools
import re
import sys
from collections.abc import Callable
from typing import BinaryIO, ParamSpec, cast

import typer

from quotes.types import InputError

SOME_FAILED = 1
BAD_INPUT = 2
"""The exit statuses of a command that did only part of its work, and of one that did nothing."""

_Arguments = ParamSpec("_Arguments")
_MOVING = re.compile("\r(?!\n)|[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
_STEERING = re.compile("[\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")


def note(message: str) -> None:
    """Print one line to standard error."""
    typer.echo(f"quotes: {harmless(message)}", err=True)


def standard_output() -> BinaryIO:
    """Get the stream for results; on a terminal, control characters are replaced."""
    out = sys.stdout.buffer
    return cast("BinaryIO", _Screen(out)) if sys.stdout.isatty() else out


class _Screen:
    """Writes UTF-8 to a terminal, without control characters."""

    def __init__(self, terminal: BinaryIO) -> None:
        self._terminal = terminal

    def write(self, content: bytes | memoryview) -> int:
        left = memoryview(_MOVING.sub(" ", str(content, "utf-8")).encode())
        while left:  # if Python runs unbuffered, one call only writes what there is room for
            left = left[self._terminal.write(left) :]
        return len(content)

    def flush(self) -> None:
        self._terminal.flush()


def one_line_for_bad_input(command: Callable[_Arguments, None]) -> Callable[_Arguments, None]:
    """Make a command end with one error line and exit status 2 if its input is bad."""

    @functools.wraps(command)
    def run(*args: _Arguments.args, **kwargs: _Arguments.kwargs) -> None:
        try:
            command(*args, **kwargs)
        except InputError as error:
            note(" ".join(str(error).split()))
            raise typer.Exit(BAD_INPUT) from None

    return run


def harmless(text: str) -> str:
    r"""Replace characters that could control a terminal or reorder its text by spaces.

    >>> harmless("red:\x1b[31m")
    'red: [31m'
    """
    return _STEERING.sub(" ", text)
