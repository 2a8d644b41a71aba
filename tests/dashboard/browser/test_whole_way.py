"""The whole way of an article, past two kills: from a feed to a saved view, its feed and a digest."""

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import feedparser
import pytest
from browsing import Serve, Served, Visit
from forked import COMMAND, Forked
from news_site import NewsSite, rss, story_page
from playwright.sync_api import expect
from waiting import wait_until

from quotes.library import Library, SourceKind

pytestmark = pytest.mark.faults


@pytest.fixture
def site() -> Iterator[NewsSite]:
    running = NewsSite()
    yield running
    running.close()


@pytest.fixture
def hook() -> Iterator[tuple[str, list[dict[str, object]]]]:
    """The address of a web server for digests, and what it was sent."""
    got: list[dict[str, object]] = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            got.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
            self.send_response(200)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            """Print nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
    yield f"json://127.0.0.1:{server.server_port}/digests", got
    server.shutdown()
    server.server_close()


def send_digest(library: Path, target: str, folder: Path) -> int:
    """Send what is new in the view as a command does."""
    with (folder / "digest").open("w") as output:
        arguments = ["digest", "--view", "Quill", "--send", "--to", target, "--library", str(library)]
        return Forked(COMMAND, *arguments, stdout=output, stderr=output, folder=folder).wait(60)


def test_an_article_goes_from_its_feed_to_a_digest_once(
    serve: Serve, visit: Visit, site: NewsSite, hook: tuple[str, list[dict[str, object]]], tmp_path: Path
) -> None:
    target, got = hook
    path = tmp_path / "press.db"
    posts = [(f"Story {number}", site.put(f"/story/{number}", story_page(number))) for number in (1, 2)]
    feeds = [
        site.put(f"/feed{number}.xml", rss(f"Post {number}", [post]), "text/xml")
        for number, post in enumerate(posts, start=1)
    ]
    with Library(path) as library:
        library.save_view("Quill", "speaker=Ada+Quill")
        library.follow([(SourceKind.feed, feed) for feed in feeds])
    following = ("--watch", "--allow-address", "{}:{}".format(*site.host))

    def killed(served: Served) -> None:
        served.process.kill()
        served.process.wait(20)

    first = serve(*following, library=path)
    wait_until(lambda: site.count("/story/1") or site.count("/story/2"))
    killed(first)
    second = serve(*following, library=path)
    with Library(path, read_only=True) as library:
        wait_until(lambda: library.totals().quotes == 2)

    page = visit(second.address)
    expect(page.locator(".filters nav a")).to_have_text("Quill 2 new")
    page.goto("about:blank")
    entries = feedparser.parse(f"{second.address}feeds/Quill.atom")
    assert (entries.bozo, len({each.id for each in entries.entries})) == (0, 2)

    assert send_digest(path, target, tmp_path) == 0
    killed(second)
    third = serve(*following, library=path)
    assert send_digest(path, target, tmp_path) == 0
    assert [str(each).count("We sail at dawn on day") for each in got] == [2]
    with Library(path, read_only=True) as library:
        assert (library.totals().articles, library.totals().quotes) == (2, 2)
    later = feedparser.parse(f"{third.address}feeds/Quill.atom")
    assert [each.id for each in later.entries] == [each.id for each in entries.entries]
