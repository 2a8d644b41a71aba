"""Office files (docx, xlsx) made safe to open: they are zip archives of XML, and both can be bombs."""

import io
import re
import zipfile
from collections import Counter
from collections.abc import Iterable, Mapping
from itertools import pairwise
from typing import BinaryIO

from quotes.reading.input_files import InputFile, megabytes
from quotes.reading.reading_outcomes import ReadingError
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
    """Copy a docx in memory after checking all its parts.

    The copy has none of the false sizes and offsets that an archive can contain. Parts that declare entities
    (an XML bomb), far too much markup, and notes that are referenced many times are refused.

    Raises:
        ReadingError: the file is damaged or harmful.

    """
    parts = _parts(source, "Word file", "word/document.xml")
    written = _markup(parts, source.place)
    tags = sum(content.count(b"<") for content in written.values())
    if tags > _MOST_TAGS:
        raise ReadingError(source.place, f"this Word file has {tags:,} tags; at most {_MOST_TAGS:,} are read")
    notes = Counter(note.groups() for content in written.values() for note in _NOTE.finditer(content))
    if notes and max(notes.values()) > 1:
        raise ReadingError(source.place, "it refers to a note twice, which no office program does")
    return _archive(parts)


def safe_excel_file(source: InputFile) -> BinaryIO:
    """Copy an xlsx in memory after checking all its parts, as `safe_word_file` does for a docx.

    Parts that declare entities, sheets whose few cells span a huge area, and sheets whose cells repeat shared
    texts until they fill the memory are refused.

    Raises:
        ReadingError: the file is damaged or harmful.

    """
    parts = _parts(source, "Excel file", "xl/workbook.xml")
    written = _markup(parts, source.place)
    lengths = max((_string_lengths(content) for content in written.values()), key=sum, default=[])
    for content in written.values():
        _refuse_wide_sheet(content, source.place)
        _refuse_shared_strings(content, lengths, source.place)
    return _archive(parts)


def _parts(source: InputFile, kind: str, needed: str) -> dict[str, bytes]:
    """Read the parts of an office file; ``needed`` is the part that every file of this kind has."""
    parts: dict[str, bytes] = {}
    with open_archive(source, kind, _MOST_BYTES) as archive:
        if needed not in archive.namelist() or not _OTHER_OFFICE.isdisjoint(archive.namelist()):
            raise ReadingError(source.place, f"its name says {kind}, but it holds something else")
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
                    source.place, f"this {kind} is damaged: {info.filename} ({error})"
                ) from None
    return parts


def _archive(parts: Mapping[str, bytes]) -> BinaryIO:
    """Put the parts into a zip archive in memory."""
    copy = io.BytesIO()
    with zipfile.ZipFile(copy, "w") as target:
        for name, content in parts.items():
            target.writestr(name, content)
    copy.seek(0)
    return copy


def _markup(parts: Mapping[str, bytes], place: str) -> dict[str, bytes]:
    """Pick the parts that are XML, by content and not by name, with one byte for each ASCII letter.

    Raises:
        ReadingError: one declares entities.

    """
    found: dict[str, bytes] = {}
    for name, content in parts.items():
        plain = content.replace(b"\0", b"") if b"\0" in content[:_START] else content  # UTF-16 hides nothing
        if not plain[:_START].lstrip(_NOT_WORDS).startswith(b"<"):
            continue
        if b"<!DOCTYPE" in plain or b"<!ENTITY" in plain:
            raise ReadingError(place, f"{name} in it declares XML entities, which no office program does")
        found[name] = plain
    return found


def _refuse_wide_sheet(content: bytes, place: str) -> None:
    """Refuse a sheet whose cells span far more area than they fill."""
    rows = columns = 1
    for cell in _CELL.finditer(content):
        rows = max(rows, int(cell[2][:9]))
        columns = max(columns, _column_number(cell[1][:9].upper()))
    if rows * columns > _MOST_CELLS:
        raise ReadingError(
            place, f"a sheet in it spans {rows:,} rows and {columns:,} columns: too many to read"
        )


def _string_lengths(content: bytes) -> list[int]:
    """Measure the texts that cells can share, in bytes, markup included."""
    starts = [string.start() for string in _STRING.finditer(content)]
    return [end - start for start, end in pairwise([*starts, len(content)])]


def _refuse_shared_strings(content: bytes, lengths: list[int], place: str) -> None:
    """Refuse a sheet whose cells share texts that would fill the memory once they are repeated."""
    longest = max(lengths, default=0)
    if content.count(b"<") * longest <= _MOST_BYTES:
        return
    total = sum(
        lengths[int(cell[1])] if cell[1] and int(cell[1]) < len(lengths) else longest
        for cell in _STRING_OF_CELL.finditer(content)
    )
    if total > _MOST_BYTES:
        raise ReadingError(place, f"the texts of a sheet in it add up to {megabytes(total)}: too much")


def _column_number(letters: Iterable[int]) -> int:
    """Turn the letters of a column into its number.

    >>> _column_number(b"A"), _column_number(b"AB")
    (1, 28)
    """
    number = 0
    for letter in letters:
        number = 26 * number + letter - 64
    return number
