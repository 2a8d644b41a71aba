"""Pages fetched from the web, as the input to read."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from io import BytesIO
from pathlib import PurePosixPath
from urllib.parse import urlsplit

from quotes.reading.file_kinds import read_input
from quotes.reading.input_files import InputFile
from quotes.reading.reading_outcomes import FoundArticle, ReadingOutcome
from quotes.reading.web_client import MOST_SECONDS, WebAnswer, WebClient

PAGE_TYPES = {
    "text/html": ".html",
    "application/xhtml+xml": ".html",
    "text/plain": ".txt",
    "text/markdown": ".md",
}
"""The media types of pages that are read, and the suffix of files of that type."""

_AGENT = "quotes/0.1 (reads one article for a user)"


@dataclass(frozen=True, slots=True)
class Page:
    """A fetched page: the input to read, and its address after all redirects."""

    source: InputFile
    url: str


def fetch_page(url: str, *, allow_loopback: bool = False, seconds: float = MOST_SECONDS) -> Page:
    """Fetch the page at ``url``.

    Args:
        url: a web address. Private addresses are refused, whether named directly, by DNS or by a redirect.
        allow_loopback: whether this machine itself may be reached, for tests.
        seconds: the time limit for the whole fetch.

    Raises:
        ReadingError: the address is not public, or the page is missing, not text, too large or too slow.

    """
    client = WebClient(_AGENT, seconds=seconds, allow_loopback=allow_loopback)
    try:
        return page_of(url, client.get(url, media_types=PAGE_TYPES))
    finally:
        client.close()


def page_of(url: str, answer: WebAnswer) -> Page:
    """Make the page that was asked for at ``url`` from the server's answer."""
    name = PurePosixPath(urlsplit(answer.url).path).stem + PAGE_TYPES[answer.media_type]
    return Page(InputFile(url, name, BytesIO(answer.content), charset=answer.charset), answer.url)


def read_page(page: Page) -> Iterator[ReadingOutcome]:
    """Read the article of a page."""
    for outcome in read_input(page.source):
        if isinstance(outcome, FoundArticle):
            yield outcome._replace(article=replace(outcome.article, id="", url=page.url), named=False)
        else:
            yield outcome
