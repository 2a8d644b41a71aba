"""What people enter on a page: a pasted text, uploaded files and folders, web addresses."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from io import BytesIO
from itertools import chain
from pathlib import PurePosixPath
from typing import BinaryIO

from quotes.reading.article_checks import usable_articles
from quotes.reading.column_choice import NO_CHOICE, ColumnChoice
from quotes.reading.dates import header_date
from quotes.reading.file_kinds import read_input
from quotes.reading.input_files import InputFile
from quotes.reading.paths import check_suffix, read_outcomes
from quotes.reading.reading_outcomes import FoundArticle, ReadingError, ReadingOutcome, Remark
from quotes.reading.web_addresses import check_url, is_url
from quotes.types import InputError

MOST_ADDRESSES = 50
"""How many web pages are fetched at once."""

_PASTED = "the pasted text"
_LONGEST = 200


def _choose_nothing(_: InputFile) -> ColumnChoice:
    """Leave it to the names and contents of columns what they hold."""
    return NO_CHOICE


def read_pasted(
    text: str, *, title: str = "", outlet: str = "", published: str = "", url: str = ""
) -> Iterator[ReadingOutcome]:
    """Read a pasted text, which may begin with a header block as a text file may.

    The other arguments win over the header. ``published`` is a date in any clear form.

    >>> [found.article.published for found in read_pasted("Rain fell.", published="5 March 2024")]
    ['2024-03-05']

    Raises:
        InputError: at once if there is no text, or the date or the address is not valid.

    """
    if not text.strip():
        raise InputError("Paste the text of an article first.")
    if url.strip():
        check_url(url.strip())
    given = {
        "title": title.strip(),
        "outlet": outlet.strip(),
        "published": header_date(published.strip(), "The date") if published.strip() else "",
        "url": url.strip(),
    }
    source = InputFile(_PASTED, "", BytesIO(text.encode("utf-8", "replace")), charset="utf-8")
    return usable_articles(
        _with(each, given) if isinstance(each, FoundArticle) else each for each in read_input(source)
    )


def read_uploads(
    uploads: Iterable[tuple[str, BinaryIO]],
    *,
    columns: Callable[[InputFile], ColumnChoice] = _choose_nothing,
    with_copies: bool = False,
) -> Iterator[ReadingOutcome]:
    """Read uploads: pairs of a name and a stream, which stays open.

    Articles get the same ids as from `read_outcomes`. A name with a folder in front is a file in an uploaded
    folder: these are sorted by path, and hidden ones are left out. A file of unknown kind becomes a remark.
    ``columns`` says which columns of a table hold certain fields; ``with_copies`` is as there.
    """
    given = list(uploads)
    single = [each for each in given if not _in_folder(each[0])]
    of_folders = sorted((each for each in given if _in_folder(each[0])), key=lambda each: _path(each[0]))
    shown = [each for each in of_folders if not _is_hidden(each[0])]
    return usable_articles(
        chain.from_iterable(_outcomes([*single, *shown], columns)), with_copies=with_copies
    )


def read_addresses(addresses: str) -> Iterator[ReadingOutcome]:
    """Read the articles at web addresses, one on each line, fetched one at a time.

    A line that is not a web address becomes a remark; files of this machine are never read.

    Raises:
        InputError: at once if there is no address, or there are more than `MOST_ADDRESSES`.

    """
    lines = [line.strip() for line in addresses.splitlines() if line.strip()]
    if not lines:
        raise InputError("Enter the web address of an article first.")
    if len(lines) > MOST_ADDRESSES:
        raise InputError(f"These are {len(lines):,} web addresses; at most {MOST_ADDRESSES} are allowed.")
    others = [
        Remark(line[:_LONGEST], "a web address must begin with http:// or https://")
        for line in lines
        if not is_url(line)
    ]
    return chain(others, read_outcomes((line for line in lines if is_url(line)), with_copies=True))


def _with(found: FoundArticle, given: Mapping[str, str]) -> FoundArticle:
    """Replace the fields of an article that are given; empty ones change nothing."""
    article = found.article
    return found._replace(
        article=replace(
            article,
            title=given["title"] or article.title,
            outlet=given["outlet"] or article.outlet,
            published=given["published"] or article.published,
            url=given["url"] or article.url,
        )
    )


def _outcomes(
    uploads: Iterable[tuple[str, BinaryIO]], columns: Callable[[InputFile], ColumnChoice]
) -> Iterator[Iterator[ReadingOutcome]]:
    """Read each upload; the place of a second one with the same name ends in "(2)"."""
    names = Counter[str]()
    for name, stream in uploads:
        names[name] += 1
        place = name if names[name] == 1 else f"{name} ({names[name]})"
        try:
            check_suffix(_path(name))
        except ReadingError as error:
            reason = error.remark.reason
            yield iter([Remark(place, reason, "skipped" if _in_folder(name) else "failed")])
        else:
            source = InputFile(place, _path(name).name, stream)
            yield read_input(replace(source, columns=columns(source)))


def _path(name: str) -> PurePosixPath:
    return PurePosixPath(name.replace("\\", "/"))


def _in_folder(name: str) -> bool:
    return len(_path(name).parts) > 1


def _is_hidden(name: str) -> bool:
    """Whether a file, or a folder below the uploaded one, is hidden by a leading dot."""
    return any(part.startswith(".") and part != ".." for part in _path(name).parts[1:])
