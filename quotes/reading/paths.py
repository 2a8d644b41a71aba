"""Articles from files, folders, archives, web addresses and standard input."""

import logging
import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from itertools import chain
from pathlib import Path, PurePath
from typing import BinaryIO, TypeAlias

from quotes.reading import urls
from quotes.reading.article_checks import usable_articles
from quotes.reading.file_kinds import READERS, read_input, suffix_of_content
from quotes.reading.input_files import InputFile, megabytes, spool
from quotes.reading.reading_outcomes import FoundArticle, ReadingError, ReadingOutcome, Remark
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
    paths: Iterable[str | Path], *, text_column: str | None = None, report: Report = stop_at_failure
) -> Iterator[Article]:
    """Read the articles of files, folders, web addresses and "-" (standard input), one at a time.

    A folder means all files in it and below it that can be read, sorted by path, without hidden files. Each
    file is read once, and duplicate texts give one article. An article that is a whole file takes the file's
    name without suffix as its id; a second file of that name gets "-2", and so on. Other articles have the
    id that their row gives, or none.

    Args:
        paths: what to read, in this order.
        text_column: the column of tables that holds the text, if its name does not show that.
        report: what to do with a remark about an article or file that cannot be read, is left out, or is
            doubtful. Reading continues after it returns.

    Raises:
        InputError: at once if a path does not exist or is of an unknown kind; later, from ``report``.

    """
    return _articles(read_outcomes(paths, text_column=text_column), report)


def read_path(
    path: str | Path, *, text_column: str | None = None, report: Report = stop_at_failure
) -> Iterator[Article]:
    """Read the articles of one file, folder, web address or "-", as `read_articles` does."""
    return read_articles([path], text_column=text_column, report=report)


def read_outcomes(paths: Iterable[str | Path], *, text_column: str | None = None) -> Iterator[ReadingOutcome]:
    """Read what `read_articles` reads, each article with its place, and remarks in between.

    Raises:
        InputError: at once if a path does not exist or is of an unknown kind.

    """
    return usable_articles(chain.from_iterable(_contents(_places(paths), text_column)))


def list_files(paths: Iterable[str | Path]) -> list[Path]:
    """List the files that ``paths`` mean, in order, each once; folders are searched.

    Raises:
        InputError: a path does not exist, a file is of an unknown kind, or a folder has nothing to read.

    """
    found: dict[Path, Path] = {}
    for path in map(Path, paths):
        for file in _files_under(path):
            found.setdefault(file.resolve(), file)
    return list(found.values())


def list_unread(paths: Iterable[str | Path]) -> list[Path]:
    """List the files in the folders among ``paths`` that are left out because no reader reads their kind."""
    return [
        file
        for folder in map(Path, paths)
        if folder.is_dir()
        for file in _visible_files(folder)
        if file.suffix.lower() not in READERS
    ]


def check_suffix(path: PurePath) -> None:
    """Check that a file is of a kind that can be read.

    Raises:
        ReadingError: it is not.

    """
    if path.suffix.lower() not in READERS:
        reason = f"{path.suffix} files cannot be read; readable files are {_known_suffixes()}"
        raise ReadingError(str(path), reason)


def _articles(outcomes: Iterable[ReadingOutcome], report: Report) -> Iterator[Article]:
    for outcome in outcomes:
        if isinstance(outcome, Remark):
            report(outcome)
        else:
            yield outcome.article


def _places(paths: Iterable[str | Path]) -> list[str | Path]:
    """List the files (as paths) and addresses (as strings) that the paths mean, in order, each once."""
    places: dict[str | Path, str | Path] = {}
    for path in paths:
        if str(path) == STANDARD_INPUT or urls.is_url(str(path)):
            places.setdefault(str(path), str(path))
        else:
            for file in _files_under(Path(path)):
                places.setdefault(file.resolve(), file)
    return list(places.values())


def _contents(places: Iterable[str | Path], text_column: str | None) -> Iterator[Iterator[ReadingOutcome]]:
    for place in places:
        if isinstance(place, Path):
            yield _of_file(place, text_column)
        elif place == STANDARD_INPUT:
            yield _of_standard_input(text_column)
        else:
            yield _of_url(place)


def _of_file(path: Path, text_column: str | None) -> Iterator[ReadingOutcome]:
    try:
        with path.open("rb") as file, _seekable(file, str(path)) as stream:
            yield from read_input(InputFile(str(path), path.name, stream, text_column))
    except ReadingError as error:
        yield error.remark
    except OSError as error:
        yield Remark(str(path), f"cannot be read: {error.strerror or error}")


def _of_standard_input(text_column: str | None) -> Iterator[ReadingOutcome]:
    """Read standard input; its first bytes show which kind of file it is."""
    place = "standard input"
    try:
        with _seekable(sys.stdin.buffer, place) as stream:
            source = InputFile(place, "", stream, text_column)
            yield from read_input(replace(source, name=f"stdin{suffix_of_content(source)}"))
    except ReadingError as error:
        yield error.remark


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
    for outcome in read_input(page.source):
        if isinstance(outcome, FoundArticle):
            yield outcome._replace(article=replace(outcome.article, id="", url=page.url), named=False)
        else:
            yield outcome


def _files_under(path: Path) -> list[Path]:
    """List the path itself if it is a file, or the readable files of the folder."""
    if not path.exists():
        raise InputError(f"{path}: no such file or folder")
    if not path.is_dir():
        check_suffix(path)
        return [path]
    files = [file for file in _visible_files(path) if file.suffix.lower() in READERS]
    if not files:
        raise InputError(f"{path}: this folder has no articles; readable files are {_known_suffixes()}")
    return files


def _visible_files(folder: Path) -> list[Path]:
    """List the files in and below the folder, sorted, without those hidden by a leading dot."""
    return sorted(
        file
        for file in folder.rglob("*")
        if file.is_file() and not any(part.startswith(".") for part in file.relative_to(folder).parts)
    )


def _known_suffixes() -> str:
    return ", ".join(suffix for suffix in READERS if suffix)
