"""Files that appear whole or not at all."""

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from quotes.types import InputError


def replace_file(path: str | Path, content: bytes) -> None:
    """Write a whole file in one step; a device or a pipe is written to directly.

    Raises:
        InputError: the file cannot be written.

    """
    with replacing(path) as file:
        file.write(content)


@contextmanager
def replacing(path: str | Path) -> Iterator[BinaryIO]:
    """Open a file for writing that appears in one step at the end, or not at all after an error.

    A device or a pipe is written to directly.

    Raises:
        InputError: the file cannot be written.

    """
    try:
        with _replacing(Path(path).resolve()) as file:
            yield file
    except OSError as error:
        raise InputError(f"{path}: cannot be written: {error.strerror or error}") from None


@contextmanager
def _replacing(path: Path) -> Iterator[BinaryIO]:
    """Write to a file beside the path, then rename it."""
    if path.exists() and not path.is_file():
        with path.open("wb") as device:
            yield device
        return
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        with part.open("xb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
    except BaseException:
        with suppress(OSError):
            part.unlink()
        raise
