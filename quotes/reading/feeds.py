"""Feeds (RSS, Atom, JSON) and news sitemaps: which articles they name, and what they say of them.

Whatever a feed holds, it is bounded: the number of its entries, and the length of each of their texts.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from io import BytesIO
from time import struct_time
from typing import Any
from urllib.parse import urldefrag, urljoin

from quotes.reading.dates import iso_date
from quotes.reading.input_files import MOST_CHARACTERS, silence
from quotes.reading.markup_text import paragraphs_of
from quotes.reading.reading_outcomes import ReadingError
from quotes.reading.sitemaps import Sitemap, read_sitemap
from quotes.reading.web_addresses import is_url
from quotes.reading.web_client import WebAnswer
from quotes.text import digest_text
from quotes.types import Article

MOST_ENTRIES = 10_000
"""How many entries of one feed are looked at."""

_MOST_TITLE = 500
_LONGEST_ADDRESS = 2_000
_OLDEST = 1_900
_BLOCKS = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "dd",
        "div",
        "dl",
        "dt",
        "figcaption",
        "figure",
        "footer",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hr",
        "li",
        "main",
        "ol",
        "p",
        "pre",
        "section",
        "table",
        "td",
        "th",
        "tr",
        "ul",
    ]
)
_NO_TEXT = frozenset({"script", "style", "template", "noscript", "iframe"})


@dataclass(frozen=True, slots=True)
class FeedEntry:
    """What a feed says of one article.

    Attributes:
        address: its web address or, if it has none, the feed's own with the id of the entry.
        mark: changes whenever what the feed says does.
        title: its title.
        published: its day, if the feed states one that can be.
        outlet: the publication, if the feed states it for this entry.
        markup: its text or summary as HTML; "" if there is none.
        has_page: whether ``address`` is a page that can be fetched.

    """

    address: str
    mark: str
    title: str | None = None
    published: str | None = None
    outlet: str | None = None
    markup: str = ""
    has_page: bool = True


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed or sitemap: its title, its entries, and the further sitemaps that it names."""

    title: str | None
    entries: list[FeedEntry] = field(default_factory=list)
    sitemaps: list[str] = field(default_factory=list)
    is_cut: bool = False


def read_feed(url: str, answer: WebAnswer) -> Feed:
    """Read a feed or a news sitemap.

    Args:
        url: where it was asked for.
        answer: what came.

    Raises:
        ReadingError: it is neither, or it cannot be read.

    """
    start = answer.content[:2_000].removeprefix(b"\xef\xbb\xbf").lstrip()
    if not start:
        raise ReadingError(url, "the feed is empty")
    try:
        if start.startswith(b"{"):
            return _read_json(url, answer)
        if b"<urlset" in start or b"<sitemapindex" in start:
            return _of_sitemap(read_sitemap(url, answer.content))
        return _read_xml(url, answer)
    except ReadingError:
        raise
    except Exception as error:  # a hostile feed can make a parser raise anything
        raise ReadingError(url, f"the feed cannot be read ({type(error).__name__})") from None


def article_of_entry(entry: FeedEntry, outlet: str | None, why: str) -> Article | None:
    """Make an article of a feed's own words; None if there are none.

    Args:
        entry: the entry.
        outlet: the title of the feed.
        why: why the page itself is not read; kept with the article.

    """
    text = _text_of(entry.markup)
    if not text:
        return None
    return Article(
        text,
        title=entry.title,
        outlet=entry.outlet or outlet,
        published=entry.published,
        url=entry.address if entry.has_page else None,
        metadata={FROM_FEED: why},
    )


FROM_FEED = "text from the feed"
"""The key in `Article.metadata` that says that an article has only the words of a feed, and why."""


def possible_day(day: str | None) -> str | None:
    """A day on which something can have been published: not in the future, and not before newspapers.

    >>> possible_day("2024-03-05"), possible_day("2999-01-01"), possible_day("0001-01-01")
    ('2024-03-05', None, None)
    """
    tomorrow = (datetime.now(UTC) + timedelta(days=1)).date().isoformat()
    return day if day and f"{_OLDEST}" <= day <= tomorrow else None


def _read_xml(url: str, answer: WebAnswer) -> Feed:
    import feedparser  # noqa: PLC0415  (only for feeds)

    silence("feedparser")
    stated = answer.media_type + (f"; charset={answer.charset}" if answer.charset else "")
    found = feedparser.parse(  # a stream: bytes or text could be taken for a file or an address to open
        BytesIO(answer.content),
        response_headers={"content-location": answer.url, **({"content-type": stated} if stated else {})},
        sanitize_html=False,  # only the text is used
        resolve_relative_uris=False,
    )
    if not found.entries and not found.version:
        raise ReadingError(url, _no_feed(answer))
    title = _line(found.feed.get("title"))
    return _feed(title, (_xml_entry(answer.url, each) for each in found.entries), len(found.entries))


def _xml_entry(base: str, found: Mapping[str, Any]) -> FeedEntry | None:
    entry = dict(found)  # feedparser's own kind of dictionary gives one date in place of another
    markup = "".join(each.get("value") or "" for each in entry.get("content") or ())
    day: struct_time | None = entry.get("published_parsed") or entry.get("updated_parsed")
    return _entry(
        base,
        entry.get("link"),
        entry.get("id"),
        title=_text_of(entry.get("title")),
        markup=markup or entry.get("summary") or "",
        day=f"{day.tm_year:04}-{day.tm_mon:02}-{day.tm_mday:02}" if day else None,
        changed=entry.get("updated"),
        outlet=_line((entry.get("source") or {}).get("title")),
    )


def _read_json(url: str, answer: WebAnswer) -> Feed:
    """Read a JSON Feed (jsonfeed.org)."""
    found = json.loads(answer.content)
    if not isinstance(found, dict) or not isinstance(found.get("items"), list):
        raise ReadingError(url, "this is JSON, but not a JSON Feed")
    items = [each for each in found["items"] if isinstance(each, dict)]
    title = found.get("title")
    return _feed(_line(title), (_json_entry(answer.url, each) for each in items), len(items))


def _json_entry(base: str, item: Mapping[str, Any]) -> FeedEntry | None:
    plain = item.get("content_text")
    markup = item.get("content_html") or (
        _as_markup(plain) if isinstance(plain, str) else item.get("summary")
    )
    return _entry(
        base,
        item.get("url") or item.get("external_url"),
        item.get("id"),
        title=_line(item.get("title")),
        markup=markup if isinstance(markup, str) else "",
        day=iso_date(item.get("date_published")),
        changed=item.get("date_modified"),
    )


def _of_sitemap(found: Sitemap) -> Feed:
    entries = (
        _entry(
            "",
            page.address,
            None,
            title=page.title,
            day=iso_date(page.published),
            changed=page.changed,
            outlet=page.outlet,
        )
        for page in found.pages
    )
    feed = _feed(None, entries, len(found.pages))
    return Feed(None, feed.entries, found.sitemaps, feed.is_cut)


def _feed(title: str | None, entries: Iterable[FeedEntry | None], number: int) -> Feed:
    """Keep the first entries, each address once."""
    kept: dict[str, FeedEntry] = {}
    for entry in entries:
        if len(kept) >= MOST_ENTRIES:
            break
        if entry is not None:
            kept.setdefault(entry.address, entry)
    return Feed(title, list(kept.values()), is_cut=number > MOST_ENTRIES)


def _entry(  # noqa: PLR0913  (what feeds say)
    base: str,
    link: object,
    identity: object,
    *,
    title: str | None = None,
    markup: str = "",
    day: str | None = None,
    changed: object = None,
    outlet: str | None = None,
) -> FeedEntry | None:
    """Make an entry; None if nothing tells it from others."""
    address = urldefrag(urljoin(base, link.strip()))[0] if isinstance(link, str) and link.strip() else ""
    has_page = is_url(address) and len(address) <= _LONGEST_ADDRESS
    if not has_page:
        if not isinstance(identity, str | int) and not markup:
            return None
        known = str(identity) if isinstance(identity, str | int) else digest_text(markup)
        address = f"{base}#{known[:_LONGEST_ADDRESS]}"
    markup = markup[:MOST_CHARACTERS]
    said = [str(changed)] if changed else [title or "", markup]
    return FeedEntry(
        address=_encodable(address),
        mark=hashlib.sha256("\0".join(said).encode("utf-8", "replace")).hexdigest()[:16],
        title=title,
        published=possible_day(day),
        outlet=outlet,
        markup=markup,
        has_page=has_page,
    )


def feeds_of_page(answer: WebAnswer) -> list[str] | None:
    """The feeds that a web page names, in its order; None if there is no web page."""
    if "html" not in answer.media_type and b"<html" not in answer.content[:2_000].lower():
        return None
    from lxml.etree import ParserError  # noqa: PLC0415  (only for pages)
    from lxml.html import document_fromstring  # noqa: PLC0415

    try:
        links = document_fromstring(answer.content).iterfind(".//link[@rel='alternate']")
    except ParserError:  # an empty page
        return []
    return [
        urljoin(answer.url, link.get("href", ""))
        for link in links
        if any(kind in link.get("type", "") for kind in ("rss", "atom", "feed+json"))
    ]


def _no_feed(answer: WebAnswer) -> str:
    """Say what is there in place of a feed, and where the page names its feeds."""
    found = feeds_of_page(answer)
    if found is None:
        return "this is not a feed"
    return f"this is a web page, not a feed{f'; its feed is {found[0]}' if found else ''}"


def _text_of(markup: object) -> str:
    r"""The text of a piece of HTML, a paragraph for each block.

    >>> _text_of("<p>It rained.</p><script>x</script><p>“We &amp; they <b>sail</b>,”<br>she said.</p>")
    'It rained.\n\n“We & they sail,”\nshe said.'
    """
    if not isinstance(markup, str) or not markup.strip():
        return ""
    if "<" not in markup and "&" not in markup:
        return "\n\n".join(" ".join(each.split()) for each in markup.split("\n\n") if each.strip())
    from lxml.html import fragments_fromstring  # noqa: PLC0415  (only for feeds)
    from lxml.html.builder import DIV  # noqa: PLC0415

    root = DIV(*fragments_fromstring(markup.replace("\0", "")))
    for element in list(root.iter(*_NO_TEXT)):
        element.drop_tree()
    return "\n\n".join(paragraphs_of(root, _BLOCKS, {"br"}))


def _as_markup(plain: str) -> str:
    return plain.replace("&", "&amp;").replace("<", "&lt;").replace("\n\n", "<p>")


def _line(value: object) -> str | None:
    """A title or name as one line; None for anything else."""
    text = " ".join(_text_of(value).split())[:_MOST_TITLE] if isinstance(value, str) else ""
    return _encodable(text) or None


def _encodable(text: str) -> str:
    return text.encode("utf-8", "replace").decode()
