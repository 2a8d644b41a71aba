"""News sitemaps and lists of feeds (OPML), read as XML that can neither fetch anything nor grow."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from quotes.reading.dates import iso_date
from quotes.reading.reading_outcomes import ReadingError
from quotes.reading.web_addresses import is_url

if TYPE_CHECKING:
    from lxml.etree import _Element

_MOST_BYTES = 10_000_000
_MOST_SITEMAPS = 10
_DAYS = 3


@dataclass(frozen=True, slots=True)
class SitemapPage:
    """What a sitemap says of one page."""

    address: str
    title: str | None
    published: str | None
    changed: str | None
    outlet: str | None


@dataclass(frozen=True, slots=True)
class Sitemap:
    """The recent pages of a sitemap, or the sitemaps that an index of them names, the newest first."""

    pages: list[SitemapPage] = field(default_factory=list)
    sitemaps: list[str] = field(default_factory=list)


def read_sitemap(url: str, content: bytes) -> Sitemap:
    """Read a sitemap: its news, and other pages that changed in the last days; or an index of sitemaps.

    Raises:
        ReadingError: it is not XML.

    """
    root = _parsed(url, content)
    if _name(root) == "sitemapindex":
        named = [(_child(each, "lastmod") or "", _child(each, "loc")) for each in root]
        recent = sorted((each for each in named if each[1]), reverse=True)
        return Sitemap(sitemaps=[address for _, address in recent if address][:_MOST_SITEMAPS])
    return Sitemap(list(_pages(root)))


def read_opml(path: Path) -> list[str]:
    """List the web addresses of the feeds in an OPML file.

    Raises:
        ReadingError: it cannot be read, or it names no feed.

    """
    try:
        with path.open("rb") as file:
            content = file.read(_MOST_BYTES)
    except OSError as error:
        raise ReadingError(str(path), f"cannot be read: {error.strerror or error}") from None
    outlines = _parsed(str(path), content).iter("outline")
    found = (outline.get("xmlUrl") or outline.get("xmlurl") or "" for outline in outlines)
    feeds = list(dict.fromkeys(each.strip() for each in found if is_url(each.strip())))
    if not feeds:
        raise ReadingError(str(path), "this OPML file names no feed")
    return feeds


def _pages(root: "_Element") -> Iterator[SitemapPage]:
    since = (datetime.now(UTC) - timedelta(days=_DAYS)).date().isoformat()
    for page in root:
        address = _child(page, "loc")
        news = next((each for each in page if _name(each) == "news"), None)
        changed = _child(page, "lastmod")
        if not address or (news is None and (iso_date(changed) or "") < since):
            continue
        of = next((each for each in news if _name(each) == "publication"), None) if news is not None else None
        yield SitemapPage(
            address,
            None if news is None else _child(news, "title"),
            None if news is None else _child(news, "publication_date"),
            changed,
            None if of is None else _child(of, "name"),
        )


def _parsed(place: str, content: bytes) -> "_Element":
    from lxml.etree import LxmlError, XMLParser, fromstring  # noqa: PLC0415  (only for such files)

    parser = XMLParser(resolve_entities=False, no_network=True, load_dtd=False, recover=True)
    try:
        root = fromstring(content, parser)
    except (LxmlError, ValueError):
        root = None
    if root is None:
        raise ReadingError(place, "this is not XML")
    return root


def _name(element: "_Element") -> str:
    """The name of an element without its namespace."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def _child(element: "_Element", name: str) -> str | None:
    """The text of the first child of this name."""
    for child in element:
        if _name(child) == name:
            return " ".join((child.text or "").split()) or None
    return None
