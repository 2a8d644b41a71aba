"""Saved views as feeds: Atom (RFC 4287) and JSON Feed 1.1. A quote is an entry, the last added first."""

import json
import re
from collections.abc import Callable, Mapping
from typing import Any

from lxml import etree

from quotes import __version__
from quotes.display import shortened, source_in_words, speaker_in_words, templates_of
from quotes.library import ListedQuote, QuotePage, SavedView, Sort
from quotes.serve.cursors import to_cursor
from quotes.serve.query_parameters import PAGING
from quotes.serve.question import Question
from quotes.serve.records import quote_link
from quotes.serve.refusals import RequestError
from quotes.serve.resources import Resource
from quotes.types import InputError, Quote
from quotes.writing import identifier, web_address

_ATOM = "http://www.w3.org/2005/Atom"
_NAMESPACES: Any = {None: _ATOM}
_JSON_FEED = "https://jsonfeed.org/version/1.1"
_LONGEST_TITLE = 160
_UNPRINTABLE = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_fill = templates_of("quotes.serve")


def _view(asked: Question) -> SavedView:
    try:
        return asked.library.saved_view(asked.path["name"])
    except InputError:
        raise RequestError(404, "there is no saved view with this name") from None


def _version(asked: Question) -> str:
    return repr(_view(asked))


def _page(asked: Question, view: SavedView) -> QuotePage:
    return asked.library.quotes_after(asked.after(Sort.added), view.filter, Sort.added, limit=asked.limit)


def _atom(asked: Question) -> bytes:
    """The feed as Atom."""
    view = _view(asked)
    page = _page(asked, view)
    parts = [
        _element("id", _feed_id(view)),
        _element("title", _printable(view.name)),
        _element("subtitle", _printable(view.filter.in_words() or "all quotes")),
        _element("updated", _updated(page, view)),
        _element("generator", "quotes", version=__version__),
        _link("self", asked.address, "application/atom+xml"),
        _link("alternate", f"{asked.home}/?{view.query}", "text/html"),
    ]
    if page.end:
        cursor = to_cursor(Sort.added, page.end) or ""
        parts.append(_link("next", asked.next_page(cursor), "application/atom+xml"))
    entries = (_atom_entry(each, asked.home) for each in page.quotes)
    feed = _element("feed", *parts, *entries)
    return bytes(etree.tostring(feed, xml_declaration=True, encoding="utf-8"))


def _atom_entry(listed: ListedQuote, home: str) -> Any:
    row = listed.row
    parts = [
        _element("id", identifier("quote", row.quote_id)),
        _element("title", _printable(_title(row))),
        _element("updated", listed.added),
        _element("author", _element("name", _printable(_author(listed)))),
        _link("alternate", quote_link(home, row.quote_id), "text/html"),
        _element("content", _printable(_content(listed)), type="html"),
    ]
    if address := web_address(row.url):
        parts.append(_link("via", _printable(address)))
    parts += [_element("category", term=_printable(tag)) for tag in listed.tags]
    return _element("entry", *parts)


def _element(name: str, *content: Any, **attributes: str) -> Any:
    """An element of a feed, with text or other elements in it."""
    element = etree.Element(f"{{{_ATOM}}}{name}", attributes, nsmap=_NAMESPACES)
    for each in content:
        if isinstance(each, str):
            element.text = each
        else:
            element.append(each)
    return element


def _link(relation: str, address: str, kind: str = "") -> Any:
    return _element("link", rel=relation, href=address, **({"type": kind} if kind else {}))


def _json_feed(asked: Question) -> bytes:
    """The feed as JSON."""
    view = _view(asked)
    page = _page(asked, view)
    cursor = to_cursor(Sort.added, page.end)
    feed = {
        "version": _JSON_FEED,
        "title": view.name,
        "description": view.filter.in_words() or "all quotes",
        "home_page_url": f"{asked.home}/?{view.query}",
        "feed_url": asked.address,
        "next_url": asked.next_page(cursor) if cursor else None,
        "items": [_json_item(each, asked.home) for each in page.quotes],
    }
    return json.dumps(_known(feed), ensure_ascii=False).encode()


def _json_item(listed: ListedQuote, home: str) -> dict[str, Any]:
    row = listed.row
    own = {
        "quote_id": row.quote_id,
        "doc_id": row.doc_id,
        "speaker": listed.speaker,
        "source": listed.source,
        "outlet": listed.outlet,
        "published": row.published,
        "confidence": row.confidence,
    }
    return _known(
        {
            "id": identifier("quote", row.quote_id),
            "url": quote_link(home, row.quote_id),
            "external_url": web_address(row.url),
            "title": _title(row),
            "content_text": row.quote,
            "content_html": _content(listed),
            "date_published": listed.added,
            "authors": [{"name": _author(listed)}],
            "tags": list(listed.tags) or None,
            "_quotes": own,
        }
    )


def _known(values: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if value is not None}


def _feed_id(view: SavedView) -> str:
    """The id of a feed; it stays the same if the view is renamed."""
    return identifier("view", f"{view.id} {view.made}")


def _updated(page: QuotePage, view: SavedView) -> str:
    """When the newest quote of a page came in; when the view was saved if there is none."""
    return max((each.added for each in page.quotes), default=view.made)


def _title(row: Quote) -> str:
    source = f" via {row.source}" if row.source else ""
    return shortened(f"{speaker_in_words(row)}{source}: “{row.quote}”", _LONGEST_TITLE)


def _author(listed: ListedQuote) -> str:
    return listed.speaker or "speaker not identified"


def _content(listed: ListedQuote) -> str:
    """The entry for people, as HTML."""
    row = listed.row
    return str(
        _fill(
            "feed_entry",
            row=row,
            paragraphs=row.quote.split("\n\n"),
            speaker=speaker_in_words(row),
            source=source_in_words(row),
            address=web_address(row.url),
        )
    )


def _printable(text: str) -> str:
    """Replace the characters that XML cannot hold."""
    return _UNPRINTABLE.sub("\ufffd", text)


def _feed(
    suffix: str, kind: str, media_type: str, answer: Callable[[Question], bytes], schema: Any
) -> Resource:
    return Resource(
        f"/feeds/{{name}}.{suffix}",
        f"The quotes of a saved view as {kind}, what came in last first",
        answer,
        schema,
        PAGING,
        found_by="the name of a saved view",
        media_type=media_type,
        version=_version,
    )


FEEDS = (
    _feed("atom", "an Atom feed", "application/atom+xml", _atom, Any),
    _feed("json", "a JSON Feed", "application/feed+json", _json_feed, dict[str, Any]),
)
"""The feeds of saved views."""
