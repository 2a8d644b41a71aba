"""Files that appear whole or not at all."""

import os
from contextlib import suppress
from pathlib import Path

from quotes.types import InputError


def replace_file(path: str | Path, content: bytes) -> None:
    """Put the content in the file's place in one step; a device or a pipe is written to as it is.

    Raises:
        InputError: the file cannot be written.

    """
    try:
        _replace(Path(path).resolve(), content)
    except OSError as error:
        raise InputError(f"{path}: cannot be written: {error.strerror or error}") from None


def _replace(path: Path, content: bytes) -> None:
    """Put the content in the file's place by way of a file next to it."""
    if path.exists() and not path.is_file():
        path.write_bytes(content)
        return
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        with part.open("xb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
    except BaseException:
        with suppress(OSError):
            part.unlink()
        raise
