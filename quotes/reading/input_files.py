"""What goes into a reader: a file, page or stream open for reading, and the limits that all readers share."""

import logging
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import PurePath
from tempfile import SpooledTemporaryFile
from typing import IO, BinaryIO, TypeAlias, cast

from quotes.reading.reading_outcomes import ReadingError, ReadingOutcome

MOST_CHARACTERS = 1_000_000
"""The longest text that counts as one article."""
MOST_BYTES_AT_ONCE = 200_000_000
"""The largest file that a reader holds in memory as a whole."""

_IN_MEMORY = 8_000_000
_CHUNK = 1 << 16
_SURROGATE = re.compile("[\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class InputFile:
    """A file, archive member, upload, web page or standard input, open for reading.

    Attributes:
        place: names it in messages.
        name: the file's name, "" if it has none.
        stream: its bytes, which can be read from any position.
        columns: the columns of tables that the user names for fields of an article.
        charset: the encoding that came with the bytes, if any.

    """

    place: str
    name: str
    stream: BinaryIO
    columns: Mapping[str, str | None] = field(default_factory=dict, hash=False)
    charset: str | None = None

    @property
    def stem(self) -> str:
        """The file's name without its suffix, safe to write as UTF-8."""
        return _SURROGATE.sub("\ufffd", PurePath(self.name).stem)

    @property
    def suffix(self) -> str:
        """The suffix of the file's name in lower case, with its dot."""
        return PurePath(self.name).suffix.lower()

    def size(self) -> int:
        """Count the bytes, and go back to the beginning."""
        size = self.stream.seek(0, 2)
        self.stream.seek(0)
        return size

    def opening(self, size: int = 4096) -> bytes:
        """Peek at the first bytes, and go back to the beginning."""
        self.stream.seek(0)
        opening = self.stream.read(size)
        self.stream.seek(0)
        return opening

    def content(self, most: int = MOST_BYTES_AT_ONCE) -> bytes:
        """Read all bytes.

        Raises:
            ReadingError: there are more than ``most``.

        """
        if (size := self.size()) > most:
            raise ReadingError(
                self.place, f"{megabytes(size)} is too large; at most {megabytes(most)} can be read"
            )
        return self.stream.read()


Reader: TypeAlias = Callable[[InputFile], Iterator[ReadingOutcome]]


def spool(stream: IO[bytes], most: int, too_much: ReadingError) -> BinaryIO:
    """Copy a stream so that it can be read from any position: in memory if small, or to a temporary file.

    Raises:
        ReadingError: ``too_much``, if the stream holds more than ``most`` bytes.

    """
    copy = SpooledTemporaryFile(_IN_MEMORY)  # noqa: SIM115  (the reader of the copy closes it)
    left = most
    while chunk := stream.read(_CHUNK):
        left -= len(chunk)
        if left < 0:
            copy.close()
            raise too_much
        copy.write(chunk)
    copy.seek(0)
    return cast("BinaryIO", copy)


@cache  # each handler is kept for good
def silence(library: str) -> None:
    """Keep a library's warnings about a bad file off standard error when no logging is set up."""
    logging.getLogger(library).addHandler(logging.NullHandler())


def megabytes(size: int) -> str:
    """Write a number of bytes for people.

    >>> megabytes(50_000_000)
    '50 MB'
    """
    return f"{size / 1_000_000:.0f} MB"
