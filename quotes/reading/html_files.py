"""Web pages: the article without menus and adverts, with its title, outlet, date and address."""

import re
import sys
from collections.abc import Iterator
from copy import deepcopy
from typing import Any
from urllib.parse import urlsplit

from quotes.reading.dates import iso_date
from quotes.reading.encodings import decode_text
from quotes.reading.input_files import InputFile, silence
from quotes.reading.markup_text import paragraphs_of
from quotes.reading.quoting_markup import flattened, has_telling_markup, take_tables_apart, tell_in_text
from quotes.reading.reading_outcomes import FoundArticle, ReadingError, ReadingOutcome
from quotes.types import Article

_MOST_BYTES = 20_000_000
_MOST_TAGS = 200_000  # parsing more takes minutes
_BLOCKS = {"p", "head", "quote", "item", "list", "row", "cell", "code", "del"}
_CHARSET = re.compile(rb"""<meta[^>]{0,200}charset\s*=\s*["']?\s*([\w.:-]{1,40})""", re.IGNORECASE)
_DATES = {"extensive_search": False, "original_date": True}  # no date rather than one guessed from the page


def read_html(source: InputFile) -> Iterator[ReadingOutcome]:
    """Yield the article of a web page."""
    silence("trafilatura")
    silence("htmldate")
    content = source.content(_MOST_BYTES)
    page = decode_text(content, source.place, source.charset or _charset_of(content))
    if not page.strip():
        raise ReadingError(source.place, "the file is empty")
    if (tags := page.count("<")) > _MOST_TAGS:
        raise ReadingError(source.place, f"the page has {tags:,} tags; at most {_MOST_TAGS:,} are read")
    try:
        document, paragraphs = _extracted(flattened(page))
    except Exception as error:  # a hostile page can make the parser raise anything
        raise ReadingError(source.place, f"the page cannot be parsed ({type(error).__name__})") from None
    if paragraphs and document.title and _plain(paragraphs[0]) == _plain(document.title):
        del paragraphs[0]
    if not paragraphs:
        raise ReadingError(source.place, "there is no article on this page")
    yield FoundArticle(
        source.place,
        Article(
            text="\n\n".join(paragraphs),
            title=document.title or None,
            outlet=document.sitename or None,
            published=iso_date(document.date),
            url=_web_address(document.url),
        ),
    )


def forget_pages() -> None:
    """Forget what the libraries that read pages remember of them: dates, lines, addresses.

    One thing of each page is kept, up to thousands, and keeps Python from giving back the memory around it.
    """
    if "trafilatura" in sys.modules:
        from trafilatura.meta import reset_caches  # noqa: PLC0415  (as in `_extracted`)

        reset_caches()


def _extracted(page: str) -> tuple[Any, list[str]]:
    """Find the article of a page and its paragraphs, also if the page is laid out with tables."""
    from trafilatura import load_html  # noqa: PLC0415  (heavy, and only for pages)

    if not has_telling_markup(page):
        return _article_of(page)
    root = load_html(page)
    if root is None:
        return None, []
    tell_in_text(root)
    again = deepcopy(root)
    document, paragraphs = _article_of(root)
    if not paragraphs:
        take_tables_apart(again)
        document, paragraphs = _article_of(again)
    return document, paragraphs


def _article_of(page: Any) -> tuple[Any, list[str]]:
    """Run trafilatura on a page, or on its tree, which it changes."""
    from trafilatura import bare_extraction  # noqa: PLC0415  (heavy, and only for pages)

    document = bare_extraction(
        page,
        with_metadata=True,
        include_comments=False,
        include_tables=False,
        date_extraction_params=_DATES,
    )
    if document is None or isinstance(document, dict) or document.body is None:
        return None, []
    return document, paragraphs_of(document.body, _BLOCKS, {"lb"})


def _charset_of(content: bytes) -> str | None:
    """Read the encoding that the page states."""
    match = _CHARSET.search(content[:4096])
    return match[1].decode("ascii", "ignore") if match else None


def _web_address(url: str | None) -> str | None:
    """Accept the page's own address if it is a web address."""
    return url if url and urlsplit(url).scheme in ("http", "https") else None


def _plain(words: str) -> str:
    return " ".join(words.casefold().split())
