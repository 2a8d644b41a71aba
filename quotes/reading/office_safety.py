"""Office files (docx, xlsx), which are zip archives inside: refused where little would become very much."""

import io
import re
import zipfile
from collections import Counter
from collections.abc import Iterable, Mapping
from itertools import pairwise
from typing import BinaryIO

from quotes.reading.input_files import InputFile, ReadingError, megabytes
from quotes.reading.zip_archives import BROKEN, ENCRYPTED, open_archive

_MOST_BYTES = 300_000_000
_MOST_CELLS = 20_000_000
_MOST_TAGS = 500_000  # of a Word file, which is taken apart as a whole
_START = 64
_NOT_WORDS = b"\xef\xbb\xbf\xff\xfe \t\r\n"
_OTHER_OFFICE = {"content.xml", "xl/workbook.bin"}
_CELL = re.compile(rb"""\br\s*=\s*["']\s*([A-Za-z]*)(\d+)""")
_STRING = re.compile(rb"<(?:\w+:)?si[\s/>]")
_STRING_OF_CELL = re.compile(
    rb"""\bt\s*=\s*["']\s*s\s*["'](?:[^<>]*>\s*<(?:\w+:)?v[^<>]*>\s*(\d{1,9})\s*<)?"""
)
_NOTE = re.compile(rb"""<(?:\w+:)?(foot|end)noteReference\b[^>]*?\bid\s*=\s*["']([^"']*)""")


def safe_word_file(source: InputFile) -> BinaryIO:
    """Return a copy of a docx, in memory, all of whose parts were read and are harmless.

    Copying leaves behind whatever is false in the archive's own tables of sizes and offsets. Refused are
    parts that declare entities (an XML bomb), more markup than a text needs, and notes that are referred to
    again and again.

    Raises:
        ReadingError: the file is broken or harmful.

    """
    parts = _parts(source, "Word file", "word/document.xml")
    written = _markup(parts, source.place)
    tags = sum(content.count(b"<") for content in written.values())
    if tags > _MOST_TAGS:
        raise ReadingError(source.place, f"this Word file has {tags:,} tags; at most {_MOST_TAGS:,} are read")
    notes = Counter(note.groups() for content in written.values() for note in _NOTE.finditer(content))
    if notes and max(notes.values()) > 1:
        raise ReadingError(source.place, "a note in it is referred to twice, which no office program writes")
    return _archive(parts)


def safe_excel_file(source: InputFile) -> BinaryIO:
    """Return a copy of an xlsx as `safe_word_file` does of a docx.

    Refused are parts that declare entities, sheets whose few cells span an area too large to hold, and those
    whose cells share texts of more than can be held.

    Raises:
        ReadingError: the file is broken or harmful.

    """
    parts = _parts(source, "Excel file", "xl/workbook.xml")
    written = _markup(parts, source.place)
    lengths = max((_string_lengths(content) for content in written.values()), key=sum, default=[])
    for content in written.values():
        _refuse_wide_sheet(content, source.place)
        _refuse_shared_strings(content, lengths, source.place)
    return _archive(parts)


def _parts(source: InputFile, kind: str, needed: str) -> dict[str, bytes]:
    """Return the parts of an office file by name; ``needed`` is the one that makes it a file of its kind."""
    parts: dict[str, bytes] = {}
    with open_archive(source, kind, _MOST_BYTES) as archive:
        if needed not in archive.namelist() or not _OTHER_OFFICE.isdisjoint(archive.namelist()):
            raise ReadingError(source.place, f"this is no {kind}, whatever its name says")
        for info in archive.infolist():
            if info.is_dir():
                continue
            if info.flag_bits & ENCRYPTED:
                raise ReadingError(
                    source.place, f"this {kind} is encrypted; save it without a password first"
                )
            try:
                parts[info.filename] = archive.read(info)
            except BROKEN as error:
                raise ReadingError(
                    source.place, f"this {kind} is broken: {info.filename} ({error})"
                ) from None
    return parts


def _archive(parts: Mapping[str, bytes]) -> BinaryIO:
    """Return the parts as a zip archive in memory."""
    copy = io.BytesIO()
    with zipfile.ZipFile(copy, "w") as target:
        for name, content in parts.items():
            target.writestr(name, content)
    copy.seek(0)
    return copy


def _markup(parts: Mapping[str, bytes], place: str) -> dict[str, bytes]:
    """Return the parts that are XML, whatever they are called, in one byte a letter.

    Raises:
        ReadingError: one declares entities.

    """
    found: dict[str, bytes] = {}
    for name, content in parts.items():
        plain = content.replace(b"\0", b"") if b"\0" in content[:_START] else content  # UTF-16 hides nothing
        if not plain[:_START].lstrip(_NOT_WORDS).startswith(b"<"):
            continue
        if b"<!DOCTYPE" in plain or b"<!ENTITY" in plain:
            raise ReadingError(place, f"{name} in it declares XML entities, which no office program writes")
        found[name] = plain
    return found


def _refuse_wide_sheet(content: bytes, place: str) -> None:
    """Refuse a sheet that is far larger than what is in it."""
    rows = columns = 1
    for cell in _CELL.finditer(content):
        rows = max(rows, int(cell[2][:9]))
        columns = max(columns, _column_number(cell[1][:9].upper()))
    if rows * columns > _MOST_CELLS:
        raise ReadingError(
            place, f"a sheet in it spans {rows:,} rows and {columns:,} columns: too many to hold"
        )


def _string_lengths(content: bytes) -> list[int]:
    """Return the lengths of the texts that cells can share, in bytes, markup included."""
    starts = [string.start() for string in _STRING.finditer(content)]
    return [end - start for start, end in pairwise([*starts, len(content)])]


def _refuse_shared_strings(content: bytes, lengths: list[int], place: str) -> None:
    """Refuse a sheet whose cells have texts of more than can be held, though they share them."""
    longest = max(lengths, default=0)
    if content.count(b"<") * longest <= _MOST_BYTES:
        return
    total = sum(
        lengths[int(cell[1])] if cell[1] and int(cell[1]) < len(lengths) else longest
        for cell in _STRING_OF_CELL.finditer(content)
    )
    if total > _MOST_BYTES:
        raise ReadingError(place, f"the texts of a sheet in it come to {megabytes(total)}: too many to hold")


def _column_number(letters: Iterable[int]) -> int:
    """Return the number of a column from its letters.

    >>> _column_number(b"A"), _column_number(b"AB")
    (1, 28)
    """
    number = 0
    for letter in letters:
        number = 26 * number + letter - 64
    return number
