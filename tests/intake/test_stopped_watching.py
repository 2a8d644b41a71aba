"""What `quotes watch` says and leaves when it is refused, killed or told to stop. The sites are real ones."""

import sys
import threading
import time
from subprocess import PIPE

import pytest
from followed_site import follow, read_once, settings, stories
from forked import COMMAND, Forked
from made_library import add_all
from news_site import rss, story_page
from typer.testing import CliRunner

from quotes.cli import app
from quotes.library import Filter, Library, SourceKind

PATIENT = f"""
from quotes.reading.web_client import WebClient
begin = WebClient.__init__

def begin_patiently(self, agent, **named):
    begin(self, agent, **named | {{"seconds": 600}})

WebClient.__init__ = begin_patiently
{COMMAND}
"""
"""The command, where a page that does not come is waited for, however long all else takes."""


def test_who_may_not_follow_is_not_said_to_be_stopped(library, site):
    add_all(library)
    library.begin_watching()
    assert not library.is_linked()
    library.follow([(SourceKind.feed, site.url("/feed"))])
    tried = CliRunner().invoke(app, ["watch", "--once", "--library", str(library.path)])
    assert tried.exit_code == 2
    assert "has followed the sources" in tried.stderr
    assert "stopped" not in tried.stderr


@pytest.mark.faults
@pytest.mark.skipif(sys.platform == "win32", reason="kills processes")
def test_nothing_is_lost_or_there_twice_when_it_is_killed(site, tmp_path):
    """Pages differ each time they are fetched, so only what is noted with an article prevents doubles."""
    numbers = range(1, 41)
    feed = rss("Port Post", [(f"Story {each}", site.url(f"/story/{each}")) for each in numbers])
    site.put("/feed.xml", feed, "text/xml")
    for number in numbers:

        def give(handler, number=number):
            body = story_page(number, added=f"This page was made at {time.monotonic()}.").encode()
            handler.send_response(200)
            handler.send_header("Content-Type", "text/html; charset=utf-8")
            handler.end_headers()
            handler.wfile.write(body)

        site.behave(f"/story/{number}", give)
    path = tmp_path / "press.db"
    options = ("--library", path, "--allow-address", "{}:{}".format(*site.host), "--pause", "0.01")
    for pages in (7, 20, 33, 18, None):  # sixteen are extracted together
        site.asked.clear()
        process = Forked(
            COMMAND, "watch", site.url("/feed.xml"), "--once", *options, stdout=PIPE, stderr=PIPE
        )
        while process.poll() is None and (pages is None or len(site.asked) < pages):
            time.sleep(0.01)
        process.kill()
        process.wait(20)
    with Library(path) as library:
        found = [row.quote for row in library.rows(Filter())]
    assert sorted(found) == sorted(f"We sail at dawn on day {each}," for each in numbers)


@pytest.mark.skipif(sys.platform == "win32", reason="sends SIGTERM")
def test_whoever_is_stopped_does_not_wait_until_all_is_linked(site, tmp_path):
    """The next start links what is left, even if it finds nothing new; and nothing is lost."""
    holding = threading.Event()
    feed = rss("Port Post", [*stories(site, *range(1, 18)), ("Late", site.url("/late"))])
    site.put("/feed.xml", feed, "text/xml")
    site.behave("/late", lambda _: holding.wait())
    path = tmp_path / "press.db"
    options = ("--library", path, "--allow-address", "{}:{}".format(*site.host), "--pause", "0")
    process = Forked(PATIENT, "watch", site.url("/feed.xml"), *options, stdout=PIPE, stderr=PIPE)
    try:
        with Library(path) as library:
            until = time.monotonic() + 100
            while not library.page() and time.monotonic() < until:
                time.sleep(0.05)
            process.terminate()
            errors = process.communicate(20)[1]
            assert process.returncode == 0, errors
            assert "stopped; quotes watch links the names" in errors
            assert library.page()
            assert not library.is_linked()
            holding.set()
            site.put("/late", story_page(18))
            follow(library, site.url("/feed.xml"))
            read_once(library, settings(site))
            assert library.is_linked()
            assert len([*library.rows(Filter())]) == 18
    finally:
        holding.set()
        process.kill()
