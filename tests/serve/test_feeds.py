"""Saved views as feeds: valid, complete, and the same entries for as long as the quotes are there."""

import json
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import feedparser
import pytest
from forked_dashboard import forked_dashboard
from lxml import etree
from made_library import DAWN, NOON, add_all, row_of
from page_socket import ask

from quotes.library import Library, Tagged
from quotes.types import Article

NAME = "Ada Quill: ferries & “dawn”/1"
HOSTILE = "We sail after the\x01 storm <b>& not</b> before,"
STORM = Article(
    f"“{HOSTILE}” Ada Quill said.\n\n“Ropes,” Bo Reed said.",
    id="storm",
    title="Storm",
    outlet="Port Post",
    published="2023-01-02",
    url="https://post.example/storm?a=1&b=2",
)
ROW = row_of(STORM, HOSTILE, speaker="Ada Quill", source="Coast Radio", source_confidence=0.9)
SCHEMA = etree.RelaxNG(etree.parse(Path(__file__).with_name("atom.rng")))

Answer = tuple[int, dict[str, str], bytes]


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Library]]:
    """The address of a server, and its library with a saved view."""
    folder = tmp_path_factory.mktemp("feeds")
    with Library(folder / "press.db") as library:
        add_all(library)
        library.add(STORM, [ROW])
        library.link()
        library.tag("ferry", Tagged.quote, [DAWN.quote_id])
        library.save_view(NAME, "speaker=Ada+Quill")
        with forked_dashboard(folder / "press.db", folder / "log") as address:
            yield address, library
    assert "Traceback" not in (folder / "log").read_text()


def feed(address: str, suffix: str, query: str = "", name: str = NAME, **headers: str) -> Answer:
    return ask(address, "GET", f"/feeds/{quote(name, safe='')}.{suffix}{query}", **headers)


def test_a_view_is_a_valid_atom_feed(served: tuple[str, Library]) -> None:
    address, _ = served
    status, headers, body = feed(address, "atom")
    assert (status, headers["content-type"]) == (200, "application/atom+xml")
    SCHEMA.assertValid(etree.fromstring(body))
    parsed = feedparser.parse(body)
    assert not parsed.bozo
    assert (parsed.feed.title, parsed.feed.subtitle) == (NAME, "speaker is Ada Quill")
    storm, noon, dawn = parsed.entries
    assert [each.link for each in parsed.entries] == [
        f"{address}?quote={row.quote_id}" for row in (ROW, NOON, DAWN)
    ]
    assert storm.title == "Ada Quill via Coast Radio: “We sail after the� storm <b>& not</b> before,”"
    assert storm.author == noon.author == "Ada Quill"
    assert [link.href for link in storm.links if link.rel == "via"] == [STORM.url]
    content = storm.content[0].value
    assert "storm &lt;b&gt;&amp; not&lt;/b&gt; before" in content
    assert "Port Post" in content
    assert [tag.term for tag in dawn.tags] == ["ferry"]


def test_a_view_is_a_json_feed_with_the_same_entries(served: tuple[str, Library]) -> None:
    address, _ = served
    status, headers, body = feed(address, "json")
    assert (status, headers["content-type"]) == (200, "application/feed+json")
    told = json.loads(body)
    assert (told["version"], told["title"]) == ("https://jsonfeed.org/version/1.1", NAME)
    atom = feedparser.parse(feed(address, "atom")[2])
    assert [each["id"] for each in told["items"]] == [entry.id for entry in atom.entries]
    storm = told["items"][0]
    assert storm["content_text"] == HOSTILE
    assert storm["external_url"] == STORM.url
    assert storm["_quotes"] | {"source": "Coast Radio", "outlet": "Port Post"} == storm["_quotes"]


def test_the_pages_of_a_feed_have_every_entry_once(served: tuple[str, Library]) -> None:
    address, _ = served
    found, target = [], f"{address}feeds/{quote(NAME, safe='')}.json?limit=2"
    while target:
        told = json.loads(ask(address, "GET", target.removeprefix(address.rstrip("/")))[2])
        found += [each["_quotes"]["quote_id"] for each in told["items"]]
        target = told.get("next_url")
    assert found == [row.quote_id for row in (ROW, NOON, DAWN)]
    first = feed(address, "atom", "?limit=2")[2]
    SCHEMA.assertValid(etree.fromstring(first))
    assert [link.rel for link in feedparser.parse(first).feed.links] == ["self", "alternate", "next"]


def test_a_feed_changes_with_its_view(served: tuple[str, Library]) -> None:
    address, library = served
    view = library.save_view("short", "speaker=Bo+Reed")
    tag = feed(address, "atom", name="short")[1]["etag"]
    assert feed(address, "atom", name="short", If_None_Match=tag)[0] == 304
    before = feedparser.parse(feed(address, "atom", name="short")[2])
    view = library.rename_view(view, "shorter")
    assert feed(address, "atom", name="short", If_None_Match=tag)[0] == 404
    status, _, body = feed(address, "atom", name="shorter", If_None_Match=tag)
    after = feedparser.parse(body)
    assert (status, after.feed.title) == (200, "shorter")
    assert (after.feed.id, after.entries[0].id) == (before.feed.id, before.entries[0].id)
    views = json.loads(ask(address, "GET", "/api/views")[2])["items"]
    assert [each["name"] for each in views] == [NAME, "shorter"]
    assert views[1]["atom"] == f"{address}feeds/shorter.atom"
    library.delete_view(view)
    assert feed(address, "json", name="shorter")[0] == 404
