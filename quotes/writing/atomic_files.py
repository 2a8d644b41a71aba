"""Files that appear whole or not at all, and never in place of a library."""

import os
import secrets
import shutil
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path
from typing import BinaryIO

from quotes.types import InputError

_DATABASE = b"SQLite format 3\0"
_BESIDE_A_DATABASE = ("-wal", "-shm", "-journal")
_MOST_OF_NAME = 40
_unfinished: set[Path] = set()


def replace_file(path: str | Path, content: bytes) -> None:
    """Write a whole file in one step; a device or a pipe is written to directly.

    Raises:
        InputError: the file cannot be written, or it is a library.

    """
    with replacing(path) as file:
        file.write(content)


@contextmanager
def replacing(path: str | Path) -> Iterator[BinaryIO]:
    """Open a file for writing that appears in one step at the end, or not at all after an error.

    It gets the permissions of the file that it replaces. A device or a pipe is written to directly.

    Raises:
        InputError: the file cannot be written, or it is a library.

    """
    check_target(path)
    try:
        with _replacing(Path(path).resolve()) as file:
            yield file
    except OSError as error:
        raise InputError(f"{path}: cannot be written: {error.strerror or error}") from None


def check_target(path: str | Path) -> None:
    """Refuse a path where no file can be written, and a file that must not be replaced.

    Raises:
        InputError: it is a folder, its folder does not exist, permission is missing, or it is a library.

    """
    place = Path(path)
    mode = _mode(place)
    if mode is not None and stat.S_ISDIR(mode):
        raise InputError(f"{path}: this is a folder; choose a file in it")
    if mode is None and not place.is_symlink() and not place.parent.is_dir():
        raise InputError(f"{path}: there is no folder {place.parent}; create it first")
    if mode is not None and not stat.S_ISREG(mode):
        return
    if mode is not None and not os.access(place, os.W_OK):
        raise InputError(f"{path}: this file is write-protected; choose another one")
    if not os.access(place.resolve().parent, os.W_OK | os.X_OK):
        raise InputError(f"{path}: you may not write in the folder {place.resolve().parent}")
    if _is_of_database(place):
        raise InputError(f"{path}: this is a database, such as a library of quotes; choose another file")


def remove_unfinished() -> None:
    """Delete the files that are being written, for a process that must end at once."""
    for part in tuple(_unfinished):
        with suppress(OSError):
            part.unlink()


def _mode(place: Path) -> int | None:
    """Get the kind and the permissions of a file; None if it does not exist yet."""
    try:
        return place.stat().st_mode
    except FileNotFoundError:
        return None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        raise InputError(f"{place}: cannot be written: {reason}") from None


def _is_of_database(place: Path) -> bool:
    """Whether a file is an SQLite database, or one that SQLite keeps beside it."""
    files = [place]
    files += [
        place.with_name(place.name.removesuffix(ending))
        for ending in _BESIDE_A_DATABASE
        if place.name.endswith(ending) and place.name != ending
    ]
    return any(_opening(file) == _DATABASE for file in files)


def _opening(file: Path) -> bytes:
    try:
        with file.open("rb") as content:
            return content.read(len(_DATABASE))
    except OSError:
        return b""


@contextmanager
def _replacing(path: Path) -> Iterator[BinaryIO]:
    """Write to a file beside the path, then rename it."""
    if path.exists() and not path.is_file():
        with path.open("wb") as device:
            yield device
        return
    part = path.with_name(f".{path.name[:_MOST_OF_NAME]}.{secrets.token_hex(4)}.part")
    _unfinished.add(part)
    try:
        with _open_part(part, path) as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
    except BaseException:
        with suppress(OSError):
            part.unlink()
        raise
    finally:
        _unfinished.discard(part)


def _open_part(part: Path, path: Path) -> BinaryIO:
    """Create the file to write, with the owner and the permissions of the file that it will replace."""
    replaces = path.exists()
    file = open(part, "xb", opener=partial(os.open, mode=0o600 if replaces else 0o666))  # noqa: SIM115
    if replaces:
        former = path.stat()
        if hasattr(os, "chown"):
            with suppress(OSError):  # only root may give files away
                os.chown(part, former.st_uid, former.st_gid)
        shutil.copystat(path, part)
    return file
