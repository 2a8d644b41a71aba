"""Zip archives, read safely: members are never unpacked to a path, and zip bombs are refused."""

import re
import stat
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import PurePosixPath

from quotes.reading.input_files import InputFile, megabytes, spool
from quotes.reading.reading_outcomes import ReadingError, Remark

_SMALL = 50_000_000
_MOST_TIMES_LARGER = 100
_MOST_BYTES = 2_000_000_000
_MOST_MEMBERS = 200_000
_CHUNK = 1 << 20
_HEADER = b"PK\x01\x02"
_FROM_UNIX = 3
_DRIVE = re.compile(r"[A-Za-z]:")

ENCRYPTED = 0x1
"""The flag of an encrypted member."""
BROKEN = (zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError, ValueError, RuntimeError, OSError)
"""What `zipfile` raises for an archive or a member that is damaged."""


def archive_members(source: InputFile) -> Iterator[InputFile | Remark]:
    """Yield the files of a zip archive; each is open only until the next one is requested.

    A member that is encrypted, damaged, or has a path that leads out of the archive becomes a remark. Hidden
    files and those that macOS adds are skipped, as in folders.

    Raises:
        ReadingError: the file is not a whole zip archive, or it is a zip bomb.

    """
    with open_archive(source, "zip archive") as archive:
        for info in archive.infolist():
            path = PurePosixPath(info.filename.replace("\\", "/"))
            if info.is_dir() or path.parts[:1] == ("__MACOSX",):
                continue
            if any(part.startswith(".") and part != ".." for part in path.parts):
                continue
            place = f"{source.place}: {info.filename}"
            try:
                _refuse_unsafe(info, place)
                with archive.open(info) as member:
                    too_much = ReadingError(place, "this member is larger than the archive says")
                    stream = spool(member, info.file_size, too_much)
            except ReadingError as error:
                yield error.remark
            except BROKEN as error:
                yield Remark(place, f"this member of the archive is damaged ({error})")
            else:
                with stream:
                    yield InputFile(place, path.name, stream, source.columns)


@contextmanager
def open_archive(source: InputFile, kind: str, most: int | None = None) -> Iterator[zipfile.ZipFile]:
    """Open an archive after checking its sizes.

    Args:
        source: the archive.
        kind: what to call it in messages.
        most: how many bytes its members may have together, if limited.

    Raises:
        ReadingError: the file is not a whole archive, or there is too much in it.

    """
    if _count_headers(source) > _MOST_MEMBERS:  # listing a million members takes a gigabyte of memory
        raise ReadingError(source.place, f"this {kind} has more than {_MOST_MEMBERS:,} members")
    source.stream.seek(0)
    try:
        archive = zipfile.ZipFile(source.stream)
    except BROKEN as error:
        raise ReadingError(source.place, f"this {kind} is damaged ({error})") from None
    with archive:
        sizes = [info.file_size for info in archive.infolist()]
        inflated = sum(sizes)
        if inflated > max(_SMALL, _MOST_TIMES_LARGER * source.size()):
            raise ReadingError(
                source.place, f"this {kind} would unpack to {megabytes(inflated)}: it may be a zip bomb"
            )
        if most is not None and inflated > most:
            raise ReadingError(source.place, f"this {kind} holds more than {megabytes(most)}")
        if max(sizes, default=0) > _MOST_BYTES:
            raise ReadingError(
                source.place, f"this {kind} holds a file of more than {megabytes(_MOST_BYTES)}"
            )
        yield archive


def _count_headers(source: InputFile) -> int:
    """Count how many member headers a file can have at most: how often their signature occurs in it."""
    source.stream.seek(0)
    found, before = 0, b""
    while chunk := source.stream.read(_CHUNK):
        found += (before + chunk).count(_HEADER)
        before = chunk[1 - len(_HEADER) :]
    return found


def _refuse_unsafe(info: zipfile.ZipInfo, place: str) -> None:
    """Refuse a member that is encrypted, not a plain file, or has a path that leads out of the archive."""
    path = info.filename.replace("\\", "/")
    if path.startswith("/") or ".." in path.split("/") or _DRIVE.match(path):
        raise ReadingError(place, "the path of this member leads out of the archive")
    if info.create_system == _FROM_UNIX and stat.S_ISLNK(info.external_attr >> 16):
        raise ReadingError(place, "this member is a link, not a file")
    if info.flag_bits & ENCRYPTED:
        raise ReadingError(place, "this member is encrypted; unpack the archive first")
