"""Zip archives, and the office files that are zip archives inside: members in safe portions only.

Nothing is ever unpacked to a path that an archive names.
"""

import io
import re
import stat
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import PurePosixPath
from typing import BinaryIO

from quotes.reading.inputs import Input, ReadingError, Remark, megabytes, spool

_SMALL = 50_000_000
_MOST_TIMES_LARGER = 100
_MOST_BYTES = 2_000_000_000
_MOST_OFFICE_BYTES = 300_000_000
_MOST_MEMBERS = 200_000
_MOST_CELLS = 20_000_000
_CHUNK = 1 << 20
_OVERLAP = 64
_OTHER_OFFICE = {"content.xml", "xl/workbook.bin"}
_ENCRYPTED = 0x1
_FROM_UNIX = 3
_DRIVE = re.compile(r"[A-Za-z]:")
_CELL = re.compile(rb"""\br\s*=\s*["']\s*([A-Za-z]*)(\d+)""")
_BROKEN = (zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError, ValueError, RuntimeError, OSError)


def members(source: Input) -> Iterator[Input | Remark]:
    """Yield the files of a zip archive, each open only until the next is asked for.

    A member that is encrypted, broken, or has a path that leads out of the archive becomes a remark. Hidden
    files and those that macOS adds are passed over, as in folders.

    Raises:
        ReadingError: the file is no whole zip archive, or would grow beyond all measure (a zip bomb).

    """
    with _opened(source, "zip archive") as archive:
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
            except _BROKEN as error:
                yield Remark(place, f"this member of the archive is broken ({error})")
            else:
                with stream:
                    yield Input(place, path.name, stream, source.text_column)


def checked_office_file(source: Input, kind: str, needed: str) -> BinaryIO:
    """Return a copy of an office file (docx, xlsx), in memory, all of whose parts were read and are harmless.

    Copying leaves behind whatever is false in the archive's own tables of sizes and offsets. Refused are
    parts that declare entities (an XML bomb) and sheets whose few cells span an area too large to hold.
    ``needed`` is the part that makes it a file of its kind.

    Raises:
        ReadingError: the file is broken or harmful.

    """
    copy = io.BytesIO()
    with _opened(source, kind, _MOST_OFFICE_BYTES) as archive, zipfile.ZipFile(copy, "w") as target:
        if needed not in archive.namelist() or not _OTHER_OFFICE.isdisjoint(archive.namelist()):
            raise ReadingError(source.place, f"this is no {kind}, whatever its name says")
        for info in archive.infolist():
            if info.is_dir():
                continue
            if info.flag_bits & _ENCRYPTED:
                raise ReadingError(
                    source.place, f"this {kind} is encrypted; save it without a password first"
                )
            try:
                content = archive.read(info)
            except _BROKEN as error:
                raise ReadingError(
                    source.place, f"this {kind} is broken: {info.filename} ({error})"
                ) from None
            _refuse_harmful_xml(content, info.filename, source.place)
            target.writestr(info.filename, content)
    copy.seek(0)
    return copy


@contextmanager
def _opened(source: Input, kind: str, most: int = _MOST_BYTES) -> Iterator[zipfile.ZipFile]:
    """Open an archive, after a look at its sizes."""
    source.stream.seek(0)
    try:
        archive = zipfile.ZipFile(source.stream)
    except _BROKEN as error:
        raise ReadingError(source.place, f"this is no whole {kind} ({error})") from None
    with archive:
        infos = archive.infolist()
        inflated = sum(info.file_size for info in infos)
        if len(infos) > _MOST_MEMBERS:
            raise ReadingError(source.place, f"this {kind} has more than {_MOST_MEMBERS:,} members")
        if inflated > max(_SMALL, _MOST_TIMES_LARGER * source.size()):
            raise ReadingError(
                source.place, f"this {kind} would unpack to {megabytes(inflated)}: it may be a zip bomb"
            )
        if max((info.file_size for info in infos), default=0) > most:
            raise ReadingError(source.place, f"this {kind} holds a file of more than {megabytes(most)}")
        yield archive


def _refuse_unsafe(info: zipfile.ZipInfo, place: str) -> None:
    """Refuse a member that is encrypted, no plain file, or has a path that leads out of the archive."""
    path = info.filename.replace("\\", "/")
    if path.startswith("/") or ".." in path.split("/") or _DRIVE.match(path):
        raise ReadingError(place, "the path of this member leads out of the archive")
    if info.create_system == _FROM_UNIX and stat.S_ISLNK(info.external_attr >> 16):
        raise ReadingError(place, "this member is a link, not a file")
    if info.flag_bits & _ENCRYPTED:
        raise ReadingError(place, "this member is encrypted; unpack the archive first")


def _refuse_harmful_xml(content: bytes, name: str, place: str) -> None:
    """Refuse XML with declarations of its own, and sheets that are far larger than what is in them."""
    if not name.lower().endswith((".xml", ".rels", ".vml")):
        return
    plain = content.replace(b"\0", b"") if b"\0" in content[:_OVERLAP] else content  # UTF-16 hides nothing
    if b"<!DOCTYPE" in plain or b"<!ENTITY" in plain:
        raise ReadingError(place, f"{name} in it declares XML entities, which no office program writes")
    rows = columns = 1
    for cell in _CELL.finditer(plain):
        rows = max(rows, int(cell[2][:9]))
        columns = max(columns, _column_number(cell[1][:9].upper()))
    if rows * columns > _MOST_CELLS:
        raise ReadingError(
            place, f"a sheet in it spans {rows:,} rows and {columns:,} columns: too many to hold"
        )


def _column_number(letters: bytes) -> int:
    """Return the number of a column from its letters.

    >>> _column_number(b"A"), _column_number(b"AB")
    (1, 28)
    """
    number = 0
    for letter in letters:
        number = 26 * number + letter - 64
    return number
