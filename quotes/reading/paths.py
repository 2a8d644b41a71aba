"""Articles from files, folders, archives, web addresses and standard input."""

import logging
import os
import stat
import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from itertools import chain
from pathlib import Path, PurePath
from typing import BinaryIO, TypeAlias

from quotes.reading import urls
from quotes.reading.article_checks import usable_articles
from quotes.reading.column_choice import NO_CHOICE, ColumnChoice
from quotes.reading.file_kinds import READERS, read_input, suffix_of_content
from quotes.reading.folders import FolderContents, folder_contents, is_folder
from quotes.reading.input_files import InputFile, megabytes, spool
from quotes.reading.reading_outcomes import ReadingError, ReadingOutcome, Remark
from quotes.reading.web_addresses import is_url
from quotes.types import Article, InputError

STANDARD_INPUT = "-"

_MOST_FROM_A_PIPE = 1_000_000_000

Report: TypeAlias = Callable[[Remark], None]


def stop_at_failure(remark: Remark) -> None:
    """Raise an error for a failure; log a warning for what was left out or is doubtful.

    Raises:
        InputError: the remark is about a failure.

    """
    if remark.outcome == "failed":
        raise ReadingError(remark.place, remark.reason)
    logging.getLogger(__name__).warning("%s", remark)


def read_articles(
    paths: Iterable[str | Path], *, columns: ColumnChoice = NO_CHOICE, report: Report = stop_at_failure
) -> Iterator[Article]:
    """Read the articles of files, folders, web addresses and "-" (standard input), one at a time.

    A folder means all files in it and below it that can be read, sorted by path, without hidden files. Each
    file is read once, and duplicate texts give one article. An article that is a whole file takes the file's
    name without suffix as its id; a second file of that name gets "-2", and so on. Other articles have the
    id that their row gives, or none.

    Args:
        paths: what to read, in this order.
        columns: the columns of tables that hold certain fields, such as ``{"text": "body"}``, if their names
            and contents do not show it; None: no column holds the field.
        report: what to do with a remark about an article or file that cannot be read, is left out, or is
            doubtful. Reading continues after it returns.

    Raises:
        InputError: at once if a path does not exist or is of an unknown kind; later, from ``report``.

    """
    return _articles(read_outcomes(paths, columns=columns), report)


def read_path(
    path: str | Path, *, columns: ColumnChoice = NO_CHOICE, report: Report = stop_at_failure
) -> Iterator[Article]:
    """Read the articles of one file, folder, web address or "-", as `read_articles` does."""
    return read_articles([path], columns=columns, report=report)


def read_outcomes(
    paths: Iterable[str | Path], *, columns: ColumnChoice = NO_CHOICE, with_copies: bool = False
) -> Iterator[ReadingOutcome]:
    """Read what `read_articles` reads, each article with its place, and remarks in between.

    ``with_copies``, a text comes once for each outlet, date and web address, as a library wants it.

    Raises:
        InputError: at once if a path does not exist or is of an unknown kind.

    """
    return usable_articles(chain.from_iterable(_contents(_places(paths), columns)), with_copies=with_copies)


def list_files(paths: Iterable[str | Path]) -> list[Path]:
    """List the files that ``paths`` mean, in order, each once; folders are searched.

    Raises:
        InputError: a path does not exist, a file is of an unknown kind, or a folder has nothing to read.

    """
    found: dict[Path, Path] = {}
    for path in map(Path, paths):
        for file in _contents_of(path).files:
            found.setdefault(file.resolve(), file)
    return list(found.values())


def list_unread(paths: Iterable[str | Path]) -> list[Path]:
    """List the files in the folders among ``paths`` that are left out because no reader reads their kind."""
    return [
        file
        for folder in map(Path, local_paths(paths))
        if is_folder(folder)
        for file in folder_contents(folder).files
        if not _is_readable(file)
    ]


def local_paths(paths: Iterable[str | Path]) -> list[str | Path]:
    """List the files and folders of this machine among what is to be read, without addresses and "-".

    Raises:
        InputError: a path is empty, as from a variable that is not set; it would mean the whole folder.

    """
    given = list(paths)
    if "" in given:
        raise InputError("a path is empty; name a file or a folder")
    return [path for path in given if str(path) != STANDARD_INPUT and not is_url(str(path))]


def check_suffix(path: PurePath) -> None:
    """Check that a file is of a kind that can be read.

    Raises:
        ReadingError: it is not.

    """
    if not _is_readable(path):
        reason = f"{path.suffix} files cannot be read; readable files are {_known_suffixes()}"
        raise ReadingError(str(path), reason)


def _articles(outcomes: Iterable[ReadingOutcome], report: Report) -> Iterator[Article]:
    for outcome in outcomes:
        if isinstance(outcome, Remark):
            report(outcome)
        else:
            yield outcome.article


def _places(paths: Iterable[str | Path]) -> list[str | Path | Remark]:
    """List the files (as paths) and addresses (as strings) that the paths mean, in order, each once.

    In between are remarks on what cannot be reached.
    """
    places: dict[str | Path | Remark, str | Path | Remark] = {}
    for path in paths:
        if not local_paths([path]):
            places.setdefault(str(path), str(path))
            continue
        found = _contents_of(Path(path))
        places |= {remark: remark for remark in found.remarks}
        for file in found.files:
            places.setdefault(file.resolve(), file)
    return list(places.values())


def _contents(
    places: Iterable[str | Path | Remark], columns: ColumnChoice
) -> Iterator[Iterator[ReadingOutcome]]:
    for place in places:
        if isinstance(place, Remark):
            yield iter([place])
        elif isinstance(place, Path):
            yield _of_file(place, columns)
        elif place == STANDARD_INPUT:
            yield _of_standard_input(columns)
        else:
            yield _of_url(place)


def _of_file(path: Path, columns: ColumnChoice) -> Iterator[ReadingOutcome]:
    try:
        with path.open("rb") as stream:
            yield from read_input(InputFile(str(path), path.name, stream, columns))
    except ReadingError as error:
        yield error.remark
    except OSError as error:
        yield Remark(str(path), f"cannot be read: {error.strerror or error}")


def _of_standard_input(columns: ColumnChoice) -> Iterator[ReadingOutcome]:
    """Read standard input; its first bytes show which kind of file it is."""
    place = "standard input"
    try:
        _refuse_device(sys.stdin.buffer, place)
        with _seekable(sys.stdin.buffer, place) as stream:
            source = InputFile(place, "", stream, columns)
            yield from read_input(replace(source, name=f"stdin{suffix_of_content(source)}"))
    except ReadingError as error:
        yield error.remark
    except OSError as error:
        yield Remark(place, f"cannot be read: {error.strerror or error}")


def _refuse_device(stream: BinaryIO, place: str) -> None:
    """Refuse a device that may never end, such as /dev/zero; terminals and /dev/null are read."""
    try:
        status = os.fstat(stream.fileno())
    except (OSError, ValueError):  # not a file of the system
        return
    is_null = Path(os.devnull).exists() and status.st_rdev == Path(os.devnull).stat().st_rdev
    if stat.S_ISCHR(status.st_mode) and not stream.isatty() and not is_null:
        raise ReadingError(place, "this is a device, not a file")


def _seekable(stream: BinaryIO, place: str) -> BinaryIO:
    """Give the stream itself if it can be read from any position, or a copy of what comes out of a pipe."""
    if stream.seekable():
        return stream
    return spool(
        stream, _MOST_FROM_A_PIPE, ReadingError(place, f"this is more than {megabytes(_MOST_FROM_A_PIPE)}")
    )


def _of_url(url: str) -> Iterator[ReadingOutcome]:
    try:
        page = urls.fetch_page(url)
    except ReadingError as error:
        yield error.remark
        return
    yield from urls.read_page(page)


def _contents_of(path: Path) -> FolderContents:
    """List the path itself if it is a file, or the readable files of the folder."""
    if not is_folder(path):
        check_suffix(path)
        return FolderContents([path])
    found = folder_contents(path)
    files = [file for file in found.files if _is_readable(file)]
    failed = [remark for remark in found.remarks if remark.outcome == "failed"]
    if failed and not files:
        raise ReadingError(failed[0].place, failed[0].reason)
    if not files:
        raise InputError(f"{path}: this folder has no articles; readable files are {_known_suffixes()}")
    return FolderContents(files, found.remarks)


def _is_readable(path: PurePath) -> bool:
    """Whether a file is of a kind that can be read."""
    return path.suffix.lower() in READERS


def _known_suffixes() -> str:
    return ", ".join(suffix for suffix in READERS if suffix)
