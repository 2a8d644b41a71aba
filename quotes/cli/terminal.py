"""How commands print messages, and their exit statuses."""

import functools
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import gettempdir
from typing import ParamSpec

import typer

from quotes.cli.standard_streams import printing
from quotes.types import InputError

SOME_FAILED = 1
BAD_INPUT = 2
"""The exit statuses of a command that did only part of its work, and of one that did nothing."""

_LONGEST_LINE = 5_000
_Arguments = ParamSpec("_Arguments")
_STEERING = re.compile("[\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")


def note(message: str) -> None:
    """Print one line to standard error; if that is full, the line is lost and the work continues.

    The middle of a very long one is left out: it names its subject first and its reason last.
    """
    if len(message) > _LONGEST_LINE:
        message = f"{message[: _LONGEST_LINE // 2]} … {message[-_LONGEST_LINE // 2 :]}"
    with suppress(OSError):
        typer.echo(f"quotes: {harmless(message)}", err=True)


def say(line: str) -> None:
    """Print one line of results."""
    with printing():
        typer.echo(line)


def one_line_for_bad_input(command: Callable[_Arguments, None]) -> Callable[_Arguments, None]:
    """Make a command end with one error line and exit status 2 if its input is bad."""

    @functools.wraps(command)
    def run(*args: _Arguments.args, **kwargs: _Arguments.kwargs) -> None:
        with one_error_line():
            _check_working_folder()
            command(*args, **kwargs)

    return run


@contextmanager
def one_error_line() -> Iterator[None]:
    """End the command with one error line and exit status 2 if its input or the system fails it."""
    try:
        yield
    except InputError as error:
        line = str(error)
    except BrokenPipeError:  # whoever reads the output has enough
        raise
    except OSError as error:
        line = _of_system(error)
    except UnicodeError as error:
        line = f"a text cannot be read or written: {error}"
    except RecursionError:
        line = "something in the input is nested too deeply"
    except MemoryError:
        line = "there is not enough memory; give fewer or smaller files at once"
    else:
        return
    note(" ".join(line.split()))
    raise typer.Exit(BAD_INPUT)


def harmless(text: str) -> str:
    r"""Replace characters that could control a terminal or reorder its text by spaces.

    >>> harmless("red:\x1b[31m")
    'red: [31m'
    """
    return _STEERING.sub(" ", text)


def _of_system(error: OSError) -> str:
    """Say in one line what the system refused, and where."""
    reason = error.strerror or str(error) or type(error).__name__
    if error.filename is not None:
        return f"{error.filename}: {reason}"
    return f"{reason}; is there room on the disk, and for temporary files in {gettempdir()}?"


def _check_working_folder() -> None:
    """Refuse to work where relative paths have no meaning."""
    try:
        Path.cwd()
    except OSError as error:
        raise InputError(
            f"the working directory cannot be used: {error.strerror}; change to one that exists"
        ) from None
