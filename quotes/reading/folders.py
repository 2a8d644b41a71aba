"""Files and folders on this machine: what is there to read, and what cannot be reached."""

import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from quotes.reading.reading_outcomes import Remark
from quotes.types import InputError


@dataclass(slots=True)
class FolderContents:
    """The files in and below a folder, sorted by path, and remarks on what cannot be listed or read."""

    files: list[Path] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)


def is_folder(path: Path) -> bool:
    """Whether a path is a folder; otherwise it is a regular file.

    Raises:
        InputError: there is nothing, it cannot be reached, or it is a device or a pipe, which may never end.

    """
    try:
        mode = path.stat().st_mode
    except FileNotFoundError:
        raise InputError(f"{path}: no such file or folder") from None
    except (OSError, ValueError) as error:
        raise InputError(f"{path}: cannot be read: {getattr(error, 'strerror', None) or error}") from None
    if stat.S_ISDIR(mode):
        return True
    if not stat.S_ISREG(mode):
        raise InputError(f"{path}: this is a pipe or a device, not a file; - reads standard input")
    return False


def folder_contents(folder: Path) -> FolderContents:
    """List the files in and below a folder, without those hidden by a leading dot."""
    found = FolderContents()

    def note(error: OSError) -> None:
        place = str(error.filename or folder)
        found.remarks.append(Remark(place, f"this folder cannot be read: {error.strerror or error}"))

    for place, folders, names in os.walk(folder, onerror=note):
        folders[:] = [name for name in folders if not name.startswith(".")]
        here = Path(place)
        found.remarks += [_of_link(here / name) for name in folders if (here / name).is_symlink()]
        for name in names:
            if name.startswith("."):
                continue
            path = here / name
            if remark := next(_faults(path), None):
                found.remarks.append(remark)
            else:
                found.files.append(path)
    found.files.sort()
    found.remarks.sort(key=lambda remark: remark.place)
    return found


def _of_link(path: Path) -> Remark:
    return Remark(str(path), "this link leads to a folder; name the folder itself to read it", "skipped")


def _faults(path: Path) -> Iterator[Remark]:
    """Yield what keeps a name in a folder from being a file that can be read."""
    try:
        mode = path.stat().st_mode
    except OSError as error:
        what = "this link leads nowhere" if path.is_symlink() else "cannot be read"
        yield Remark(str(path), f"{what}: {error.strerror or error}")
    else:
        if not stat.S_ISREG(mode):
            yield Remark(str(path), "this is a pipe or a device, not a file", "skipped")
