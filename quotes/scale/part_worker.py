"""What a Dask worker does: read the pieces of one part, extract their quotes, write three files."""

import os
import uuid
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager, suppress
from dataclasses import dataclass
from io import BytesIO
from itertools import chain
from pathlib import PurePosixPath
from typing import Any, BinaryIO, cast

from quotes import __version__
from quotes.reading import (
    InputFile,
    ReadingOutcome,
    Remark,
    ending_with_remark,
    read_input,
    read_json_lines,
    read_parquet,
    usable_articles,
)
from quotes.scale import dataset
from quotes.scale.article_portions import ExtractedArticle
from quotes.scale.dataset_plan import DatasetPart, FilePiece, filesystem
from quotes.scale.workers import extract_in_order
from quotes.types import InputError
from quotes.writing import Format, TableStream, open_stream

_ARTICLES_AT_ONCE = 1_000
_FOLDERS = (dataset.ARTICLES, dataset.REMARKS, dataset.QUOTES)  # in the order in which their files appear


@dataclass(frozen=True, slots=True)
class Job:
    """What all parts share: the URL of the dataset's folder, the text column, and the version of quotes."""

    folder: str
    text_column: str | None = None
    version: str = __version__


@dataclass(frozen=True, slots=True)
class PartDone:
    """The result of a part: its numbers of articles and quotes, and its remarks."""

    part: DatasetPart
    articles: int
    quotes: int
    remarks: tuple[Remark, ...]


def extract_part(job: Job, part: DatasetPart) -> PartDone:
    """Extract a part and write it. Its files appear whole, the file of quotes last.

    Two processes may work on the same part at the same time.

    Raises:
        InputError: this process has another version of quotes than the one that started the job.
        OSError: an input cannot be opened or the part cannot be written; trying again may help.

    """
    if job.version != __version__:
        raise InputError(
            f"this worker has quotes {__version__}, not {job.version}; install the same everywhere"
        )
    outcomes = usable_articles(
        chain.from_iterable(read_piece(piece, job.text_column) for piece in part.pieces)
    )
    counts: Counter[str] = Counter()
    remarks: list[Remark] = []
    with _files(job.folder, part.name) as streams:
        waiting: list[ExtractedArticle] = []
        for each in extract_in_order(outcomes):
            if isinstance(each, Remark):
                remarks.append(each)
                continue
            waiting.append(each)
            counts.update(articles=1, quotes=len(each.rows))
            if len(waiting) >= _ARTICLES_AT_ONCE:
                _write(streams, waiting)
                waiting.clear()
        _write(streams, waiting)
        streams[dataset.REMARKS].write(dataset.remark_frame(remarks))
    return PartDone(part, counts["articles"], counts["quotes"], tuple(remarks))


def read_piece(piece: FilePiece, text_column: str | None) -> Iterator[ReadingOutcome]:
    """Read the articles of a piece."""
    files, path = filesystem(piece.url)
    place = path if piece.url.startswith("file:") else piece.url
    with files.open(path, "rb") as stream:
        columns = {} if text_column is None else {"text": text_column}
        source = InputFile(place, PurePosixPath(path).name, cast("BinaryIO", stream), columns)
        if piece.start is None or piece.end is None:
            yield from read_input(source)
        elif piece.suffix == ".parquet":
            yield from ending_with_remark(read_parquet(source, range(piece.start, piece.end)))
        else:
            yield from _read_lines(source, piece.start, piece.end)


def _read_lines(source: InputFile, start: int, end: int) -> Iterator[ReadingOutcome]:
    """Read the lines that begin after ``start``, up to the one that contains ``end``."""
    from fsspec.utils import read_block  # noqa: PLC0415  (an optional extra)

    block = read_block(source.stream, start, end - start, b"\n")
    if block.strip():
        place = f"{source.place} from byte {start}"
        lines = InputFile(place, source.name, BytesIO(block), source.columns)
        yield from ending_with_remark(read_json_lines(lines))


def _write(streams: dict[str, TableStream], extracted: list[ExtractedArticle]) -> None:
    """Write some articles and their rows."""
    streams[dataset.ARTICLES].write(dataset.article_frame(extracted))
    streams[dataset.QUOTES].write(dataset.quote_frame(extracted))


@contextmanager
def _files(folder: str, name: str) -> Iterator[dict[str, TableStream]]:
    """Open the part's files for writing; they get their names at the end, or are deleted after an error."""
    files, top = filesystem(folder)
    own = f".{name}.{uuid.uuid4().hex}.tmp"
    opened: dict[str, Any] = {}
    try:
        for kind in _FOLDERS:
            opened[kind] = files.open(f"{top}/{kind}/{own}", "wb")
        with ExitStack() as stack:
            yield {
                kind: stack.enter_context(closing(open_stream(file, Format.parquet)))
                for kind, file in opened.items()
            }
        for file in opened.values():
            _finish(file)
        for kind in _FOLDERS:
            files.mv(f"{top}/{kind}/{own}", f"{top}/{kind}/{name}.parquet")
    except BaseException:
        for kind, file in opened.items():
            with suppress(Exception):
                file.close()
            with suppress(Exception):
                files.rm_file(f"{top}/{kind}/{own}")
        raise


def _finish(file: Any) -> None:
    """Close a file; if it is on this machine, make sure its content is on the disk."""
    if hasattr(file, "fileno"):
        with suppress(OSError, ValueError):  # without a descriptor it is not a file of this machine
            file.flush()
            os.fsync(file.fileno())
    file.close()
