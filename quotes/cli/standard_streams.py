"""The standard streams, which may be closed, or lead to a full disk or a terminal."""

import io
import os
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import BinaryIO, cast

from quotes.types import InputError

_MOVING = re.compile("\r(?!\n)|[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
_CLOSED = {0: os.O_WRONLY, 1: os.O_RDONLY, 2: os.O_RDWR}
"""How the null device is opened in place of a closed stream: so that reading it, or writing to it, fails."""


def prepare_streams() -> None:
    """Put something in the place of each standard stream that is closed, and let any text be printed.

    Otherwise the next file that is opened would take its number, and messages of libraries would go into it.
    Reading or writing such a stream fails, except for messages, which are lost. Where the terminal's encoding
    lacks a character, its number is printed.
    """
    for number, mode in _CLOSED.items():
        try:
            os.fstat(number)
        except OSError:
            os.open(os.devnull, mode)  # takes the lowest free number, which is this one
    for number, name in enumerate(("stdin", "stdout", "stderr")):
        if getattr(sys, name) is None:
            stream = open(number, "r" if number == 0 else "w", encoding="utf-8", closefd=False)  # noqa: SIM115
            setattr(sys, name, stream)
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="backslashreplace")


@contextmanager
def printing() -> Iterator[None]:
    """Print results in this context.

    Raises:
        InputError: standard output cannot be written. A reader that has gone raises BrokenPipeError.

    """
    try:
        yield
    except BrokenPipeError:
        raise
    except OSError as error:
        with suppress(OSError, ValueError):  # what is left cannot be printed when the process ends either
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise InputError(f"standard output: cannot be written: {error.strerror or error}") from None


def standard_output() -> BinaryIO:
    """Get the stream for results; on a terminal, control characters are replaced."""
    return cast("BinaryIO", _Output(sys.stdout.buffer, is_terminal=sys.stdout.isatty()))


class _Output:
    """Writes UTF-8 to standard output; to a terminal without control characters."""

    def __init__(self, stream: BinaryIO, *, is_terminal: bool) -> None:
        self._stream = stream
        self._is_terminal = is_terminal

    def write(self, content: bytes | memoryview) -> int:
        with printing():
            if not self._is_terminal:
                return self._stream.write(content)
            left = memoryview(_MOVING.sub(" ", str(content, "utf-8")).encode())
            while left:  # if Python runs unbuffered, one call only writes what there is room for
                left = left[self._stream.write(left) :]
            return len(content)

    def flush(self) -> None:
        with printing():
            self._stream.flush()
