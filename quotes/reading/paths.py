"""Articles from files, folders, archives, web pages and standard input, and what to say about the others.

`quotes.reading` has a module for each kind of file; here is what a caller needs.
"""

import logging
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from itertools import chain
from pathlib import Path, PurePath
from typing import BinaryIO, TypeAlias

from quotes.reading import urls
from quotes.reading.file_kinds import READERS, read_input, suffix_of_content
from quotes.reading.input_files import (
    MOST_CHARACTERS,
    FoundArticle,
    InputFile,
    ReadingError,
    ReadingOutcome,
    Remark,
    megabytes,
    spool,
)
from quotes.reading.languages import other_language
from quotes.text import digest_words
from quotes.types import Article, InputError

__all__ = [
    "READERS",
    "Remark",
    "check_suffix",
    "list_files",
    "list_unread",
    "read_articles",
    "read_outcomes",
    "read_path",
    "stop_at_failure",
    "usable_articles",
]

STANDARD_INPUT = "-"

_MOST_FROM_A_PIPE = 1_000_000_000

Report: TypeAlias = Callable[[Remark], None]


def stop_at_failure(remark: Remark) -> None:
    """Raise for what could not be read, and log a warning for what was left out or is doubtful.

    Raises:
        InputError: the remark tells of a failure.

    """
    if remark.outcome == "failed":
        raise ReadingError(remark.place, remark.reason)
    logging.getLogger(__name__).warning("%s", remark)


def read_articles(
    paths: Iterable[str | Path], *, text_column: str | None = None, report: Report = stop_at_failure
) -> Iterator[Article]:
    """Return the articles of files, folders, web addresses and "-", each read when it is asked for.

    A folder stands for all files in it and below it of a kind that can be read, sorted by path; hidden ones
    are left out. A file that is reached twice is read once, and articles with the same words are one article.
    The id of an article that is a file by itself is the file's name without suffix; where several share a
    name, the second one's id ends in "-2", and so on. Other articles have the id that their row gives, or
    none.

    Args:
        paths: what to read, in this order.
        text_column: the column of tables that holds the text, where its name does not tell.
        report: what to do with a remark about an article or file that cannot be read, is left out, or is
            doubtful; reading goes on after it returns.

    Raises:
        InputError: at once for a path that does not exist or is of an unknown kind; later, from ``report``.

    """
    return _articles(read_outcomes(paths, text_column=text_column), report)


def read_outcomes(paths: Iterable[str | Path], *, text_column: str | None = None) -> Iterator[ReadingOutcome]:
    """Return the articles that `read_all` gives, each with its place, and between them the remarks.

    Raises:
        InputError: at once for a path that does not exist or is of an unknown kind.

    """
    return usable_articles(chain.from_iterable(_inputs(_places(paths), text_column)))


def read_path(
    path: str | Path, *, text_column: str | None = None, report: Report = stop_at_failure
) -> Iterator[Article]:
    """Return the articles of one file, folder, web address or "-", as `read_all` does."""
    return read_articles([path], text_column=text_column, report=report)


def usable_articles(outcomes: Iterable[ReadingOutcome]) -> Iterator[ReadingOutcome]:
    """Yield the articles that are fit to use, each text once, and a remark for every other.

    An article that is a file by itself gets an id of its own where another file has the same name.
    """
    first_places: dict[str, str] = {}
    names = Counter[str]()
    for outcome in outcomes:
        if isinstance(outcome, Remark):
            yield outcome
        elif remark := _remark_on(outcome, first_places):
            yield remark
        elif outcome.named:
            yield outcome._replace(article=_with_id_of_its_own(outcome.article, names))
        else:
            yield outcome


def list_files(paths: Iterable[str | Path]) -> list[Path]:
    """Return the files that ``paths`` stand for, in order, each once; folders are searched.

    Raises:
        InputError: a path does not exist, a file is of an unknown kind, or a folder holds none to read.

    """
    found: dict[Path, Path] = {}
    for path in map(Path, paths):
        for file in _files_under(path):
            found.setdefault(file.resolve(), file)
    return list(found.values())


def list_unread(paths: Iterable[str | Path]) -> list[Path]:
    """Return the files in the folders among ``paths`` that `read_all` leaves out for their unknown kind."""
    return [
        file
        for folder in map(Path, paths)
        if folder.is_dir()
        for file in _visible_files(folder)
        if file.suffix.lower() not in READERS
    ]


def check_suffix(path: PurePath) -> None:
    """Refuse a file of a kind that no reader reads.

    Raises:
        ReadingError: no file of such a name can be read.

    """
    if path.suffix.lower() not in READERS:
        reason = f"{path.suffix} files cannot be read; those that can are {_known_suffixes()}"
        raise ReadingError(str(path), reason)


def _articles(outcomes: Iterable[ReadingOutcome], report: Report) -> Iterator[Article]:
    """Yield the articles and report all else."""
    for outcome in outcomes:
        if isinstance(outcome, Remark):
            report(outcome)
        else:
            yield outcome.article


def _remark_on(found: FoundArticle, first_places: dict[str, str]) -> Remark | None:
    """Return why an article is not used, None where it is; note where its text was seen first."""
    text = found.article.text
    if not text.strip():
        return Remark(found.place, "the text is empty", "skipped")
    if len(text) > MOST_CHARACTERS:
        reason = f"the text has {len(text):,} characters; one article may have {MOST_CHARACTERS:,}: divide it"
        return Remark(found.place, reason)
    if language := other_language(text):
        return Remark(found.place, f"the text is in {language}; only English is read", "skipped")
    first = first_places.setdefault(digest_words(text), found.place)
    if first != found.place:
        return Remark(found.place, f"the text is the same as that of {first}", "skipped")
    return None


def _with_id_of_its_own(article: Article, names: Counter[str]) -> Article:
    """Return the article; where its file's name has come before, with the number of the time in its id."""
    names[article.id] += 1
    number = names[article.id]
    return article if number == 1 else replace(article, id=f"{article.id}-{number}")


def _places(paths: Iterable[str | Path]) -> list[str | Path]:
    """Return the files and addresses that the paths stand for, in order, each once."""
    places: dict[str | Path, str | Path] = {}
    for path in paths:
        if str(path) == STANDARD_INPUT or urls.is_url(str(path)):
            places.setdefault(str(path), str(path))
        else:
            for file in _files_under(Path(path)):
                places.setdefault(file.resolve(), file)
    return list(places.values())


def _inputs(places: Iterable[str | Path], text_column: str | None) -> Iterator[Iterator[ReadingOutcome]]:
    """Yield what each place holds, one place after the other."""
    for place in places:
        if isinstance(place, Path):
            yield _of_file(place, text_column)
        elif place == STANDARD_INPUT:
            yield _of_standard_input(text_column)
        else:
            yield _of_url(place)


def _of_file(path: Path, text_column: str | None) -> Iterator[ReadingOutcome]:
    """Yield what a file holds."""
    try:
        with path.open("rb") as file, _seekable(file, str(path)) as stream:
            yield from read_input(InputFile(str(path), path.name, stream, text_column))
    except ReadingError as error:
        yield error.remark
    except OSError as error:
        yield Remark(str(path), f"cannot be read: {error.strerror or error}")


def _of_standard_input(text_column: str | None) -> Iterator[ReadingOutcome]:
    """Yield what standard input holds; of which kind it is, its first bytes tell."""
    place = "standard input"
    try:
        with _seekable(sys.stdin.buffer, place) as stream:
            source = InputFile(place, "", stream, text_column)
            yield from read_input(replace(source, name=f"stdin{suffix_of_content(source)}"))
    except ReadingError as error:
        yield error.remark


def _seekable(stream: BinaryIO, place: str) -> BinaryIO:
    """Return a stream that can be read from any position: the same, or a copy of what comes out of a pipe."""
    if stream.seekable():
        return stream
    return spool(
        stream, _MOST_FROM_A_PIPE, ReadingError(place, f"this is more than {megabytes(_MOST_FROM_A_PIPE)}")
    )


def _of_url(url: str) -> Iterator[ReadingOutcome]:
    """Yield what a web page holds, with its address."""
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
    """Return the path itself where it is a file, else the readable files of the folder."""
    if not path.exists():
        raise InputError(f"{path}: no such file or folder")
    if not path.is_dir():
        check_suffix(path)
        return [path]
    files = [file for file in _visible_files(path) if file.suffix.lower() in READERS]
    if not files:
        raise InputError(f"{path}: no article in this folder; files that can be read are {_known_suffixes()}")
    return files


def _visible_files(folder: Path) -> list[Path]:
    """Return the files in and below the folder, sorted, without those hidden by a leading dot."""
    return sorted(
        file
        for file in folder.rglob("*")
        if file.is_file() and not any(part.startswith(".") for part in file.relative_to(folder).parts)
    )


def _known_suffixes() -> str:
    """Return the suffixes of the files that can be read, for a message."""
    return ", ".join(suffix for suffix in READERS if suffix)
