"""What goes into a reader and what comes out: an input, the articles found in it, and remarks."""

import logging
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import PurePath
from tempfile import SpooledTemporaryFile
from typing import IO, BinaryIO, Literal, NamedTuple, TypeAlias, cast

from quotes.types import Article, InputError

MOST_CHARACTERS = 1_000_000
"""The longest text that counts as one article."""
MOST_BYTES_AT_ONCE = 200_000_000
"""The largest file of a kind that must be held in memory as a whole."""

_LONGEST_REMARK = 400
_IN_MEMORY = 8_000_000
_CHUNK = 1 << 16
_SURROGATE = re.compile("[\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Remark:
    """What the user should know about one article or file.

    ``place`` names the file and, where there is one, the row or member. ``outcome`` is "failed" (could not be
    read, and something may be missing), "skipped" (left out on purpose: not in English, empty, the same as
    another) or "doubted" (read, but with something to look at).
    """

    place: str
    reason: str
    outcome: Literal["failed", "skipped", "doubted"] = "failed"

    def __str__(self) -> str:
        """Return the remark as one line that is safe to print, whatever a file calls itself."""
        line = " ".join(f"{self.place}: {self.reason}".split())
        shown = "".join(character if character.isprintable() else "\ufffd" for character in line)
        return shown if len(shown) <= _LONGEST_REMARK else f"{shown[:_LONGEST_REMARK]} ..."


class ReadingError(InputError):
    """An input that cannot be read; ``remark`` says which and why."""

    def __init__(self, place: str, reason: str) -> None:
        self.remark = Remark(place, reason)
        super().__init__(str(self.remark))


class FoundArticle(NamedTuple):
    """An article and the place where it was found, for messages about it.

    ``named`` tells that its id is the name of its file.
    """

    place: str
    article: Article
    named: bool = False


ReadingOutcome: TypeAlias = FoundArticle | Remark


@dataclass(frozen=True, slots=True)
class InputFile:
    """A file, member of an archive, upload, page or standard input, open for reading.

    ``place`` names it in messages, ``name`` is the file's name (empty where it has none), ``stream`` can be
    read from any position. ``text_column`` is the column of tables that the user names; ``charset`` is the
    encoding that came with the bytes, if one did.
    """

    place: str
    name: str
    stream: BinaryIO
    text_column: str | None = None
    charset: str | None = None

    @property
    def stem(self) -> str:
        """The file's name without its suffix, with a replacement character for what is no text."""
        return _SURROGATE.sub("\ufffd", PurePath(self.name).stem)

    @property
    def suffix(self) -> str:
        """The suffix of the file's name in lower case, with its dot."""
        return PurePath(self.name).suffix.lower()

    def size(self) -> int:
        """Return the number of bytes."""
        size = self.stream.seek(0, 2)
        self.stream.seek(0)
        return size

    def opening(self, size: int = 4096) -> bytes:
        """Return the first bytes, and stay at the beginning."""
        self.stream.seek(0)
        opening = self.stream.read(size)
        self.stream.seek(0)
        return opening

    def content(self, most: int = MOST_BYTES_AT_ONCE) -> bytes:
        """Return all bytes.

        Raises:
            ReadingError: there are more than ``most``.

        """
        if (size := self.size()) > most:
            raise ReadingError(
                self.place, f"{megabytes(size)} is too much; at most {megabytes(most)} can be read"
            )
        return self.stream.read()


Reader: TypeAlias = Callable[[InputFile], Iterator[ReadingOutcome]]


def ending_with_remark(outcomes: Iterator[ReadingOutcome]) -> Iterator[ReadingOutcome]:
    """Yield the outcomes; where their reader gives up, its remark is the last of them."""
    try:
        yield from outcomes
    except ReadingError as error:
        yield error.remark


def spool(stream: IO[bytes], most: int, too_much: ReadingError) -> BinaryIO:
    """Return a seekable copy of a stream, in memory while small, else in a temporary file.

    Raises:
        ReadingError: ``too_much``, where the stream holds more than ``most`` bytes.

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


def silence(library: str) -> None:
    """Keep a library's warnings about a bad file off standard error, where the program sets up no logging."""
    logging.getLogger(library).addHandler(logging.NullHandler())


def megabytes(size: int) -> str:
    """Return a number of bytes as people say it.

    >>> megabytes(50_000_000)
    '50 MB'
    """
    return f"{size / 1_000_000:.0f} MB"
