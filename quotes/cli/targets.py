"""What a command must not overwrite: its own inputs, the library, and what another option writes."""

import os
import stat
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import TypeAlias

from quotes.types import InputError
from quotes.writing import check_target

PRINTED = "standard output"
"""What stands for the option's name where results are printed."""

_BESIDE_A_LIBRARY = ("", "-wal", "-shm", "-journal", "-updating", "-sending")
_STDIN, _STDOUT = 0, 1

_Identity: TypeAlias = tuple[int, int] | Path
"""What is the same for all names of a file: device and inode, or the path of a file yet to be made."""


def check_targets(
    targets: Mapping[str, Path | None], sources: Iterable[str] = (), library: Path | None = None
) -> None:
    """Check the files that a command will write, before it reads anything.

    Args:
        targets: the files by the options that name them; `PRINTED` without a file is standard output. An
            option without a file writes nothing.
        sources: the files and folders that the command reads.
        library: the file of the library that the command opens.

    Raises:
        InputError: a file cannot be written, or it must not be overwritten.

    """
    of_library = {_identity(Path(f"{library}{ending}")) for ending in _BESIDE_A_LIBRARY if library}
    taken: dict[_Identity, str] = {}
    for option, name, found in _written(targets):
        if found in of_library:
            raise InputError(f"{name}: this is the library itself; choose another file")
        if found in taken:
            raise InputError(f"{name}: {taken[found]} and {option} cannot write to the same file")
        taken[found] = option
    if not library and not any(isinstance(found, tuple) for found in taken):
        return  # no file exists yet, so none can be among those that are read
    for name, found in _read(sources):
        if found in taken:
            raise InputError(f"{name}: this file is read, so {taken[found]} cannot write to it")
        if found in of_library:
            raise InputError(f"{name}: this is the library itself; it cannot be added to itself")


def _written(targets: Mapping[str, Path | None]) -> Iterator[tuple[str, str, _Identity]]:
    """Check each target by itself; yield its option, its name and its identity."""
    for option, path in targets.items():
        if path is not None:
            check_target(path)
            found = _identity(path)
        else:
            found = _of_stream(_STDOUT) if option == PRINTED else None
        if found is not None:
            yield option, str(path or option), found


def _read(sources: Iterable[str]) -> Iterator[tuple[str, _Identity]]:
    """Yield the name and the identity of each file that is read."""
    from quotes.reading import list_files, local_paths

    given = list(sources)
    files = [(str(file), _identity(file)) for file in list_files(local_paths(given))]
    if "-" in given:
        files.append(("standard input", _of_stream(_STDIN)))
    for name, found in files:
        if found is not None:
            yield name, found


def _identity(path: Path) -> _Identity | None:
    """Identify a file; None for a device, a pipe, or what cannot be reached."""
    try:
        return _of_status(path.stat())
    except FileNotFoundError:
        return path.resolve()
    except OSError:
        return None


def _of_stream(number: int) -> _Identity | None:
    """Identify the file that a standard stream leads to."""
    try:
        return _of_status(os.fstat(number))
    except OSError:
        return None


def _of_status(status: os.stat_result) -> _Identity | None:
    return (status.st_dev, status.st_ino) if stat.S_ISREG(status.st_mode) else None
