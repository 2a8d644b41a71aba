"""Feeds and folders that are followed. The sites are real ones on this machine."""

import gzip
import json
import sqlite3
import threading
import time
from contextlib import closing, suppress
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from followed_site import follow, read_once, settings, stories, titles
from news_site import NewsSite, rss, story_page
from typer.testing import CliRunner

from quotes.cli import app
from quotes.intake import Watch, WatchSettings, allowed_address, sources_named, with_feeds_found
from quotes.library import (
    ActKind,
    AlreadyWatchedError,
    Filter,
    Library,
    LostWatchError,
    SourceKind,
    SourceReading,
)
from quotes.reading import FROM_FEED
from quotes.types import InputError

DAY = "Thu, 05 Nov 2026 10:00:00 GMT"


def test_what_is_new_in_feeds_of_every_kind_and_in_folders_is_read_once(site, library, tmp_path):
    feed = site.put("/feed.xml", rss("Port Post", stories(site, 1, 2), day=DAY), "application/rss+xml")
    (_, third), (_, fourth), (_, fifth) = stories(site, 3, 4, 5)
    atom = site.put(
        "/atom.xml",
        '<feed xmlns="http://www.w3.org/2005/Atom"><title>Atom Post</title><entry><id>3</id>'
        '<title>Third</title><link href="/story/3"/><updated>2999-01-01T00:00:00Z</updated></entry></feed>',
        "application/atom+xml",
    )
    items = [{"id": 4, "url": fourth, "title": "Fourth"}, {"id": 1, "url": site.url("/story/1")}]
    listed = json.dumps({"version": "https://jsonfeed.org/version/1.1", "title": "J", "items": items})
    site.put("/feed.json", listed, "application/feed+json")
    names = "http://www.sitemaps.org/schemas/sitemap/0.9"
    news = "http://www.google.com/schemas/sitemap-news/0.9"
    site.put(
        "/news.xml",
        f'<urlset xmlns="{names}" xmlns:n="{news}"><url><loc>{fifth}</loc><n:news><n:publication>'
        "<n:name>Map Post</n:name></n:publication><n:publication_date>2026-11-04</n:publication_date>"
        "<n:title>Fifth</n:title></n:news></url><url><loc>http://old.example/</loc></url></urlset>",
        "text/xml",
    )
    index = site.put(
        "/index.xml",
        f'<sitemapindex xmlns="{names}"><sitemap><loc>{site.url("/news.xml")}</loc></sitemap></sitemapindex>',
        "text/xml",
    )
    opml = tmp_path / "feeds.opml"
    opml.write_text(
        f'<opml version="2.0"><body><outline text="all"><outline xmlUrl="{feed}"/><outline xmlUrl="{atom}"/>'
        "</outline></body></opml>",
        "utf-8",
    )
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "six.txt").write_text("It rained. “We stay,” Bo Reed said.", "utf-8")
    (folder / "picture.png").write_bytes(b"\x89PNG")
    lines = [{"text": f"It snowed on day {day}. “We go,” Cy Marl said."} for day in (7, 8)]
    (folder / "both.jsonl").write_text("\n".join(map(json.dumps, lines)), "utf-8")
    follow(library, opml, site.url("/feed.json"), index, folder)

    outcome, failed = read_once(library, settings(site))
    assert failed == {}
    assert (outcome.articles["new"], outcome.quotes, outcome.sources["read"]) == (8, 8, 5)
    found = {row.title: (row.outlet, row.published, row.url) for row in library.page(Filter(words="dawn"))}
    assert found["Story 1"] == ("Port Post", "2026-11-05", site.url("/story/1"))
    assert found["Story 3"] == ("Atom Post", None, third)  # nothing is published in the year 2999
    assert found["Story 5"] == ("Map Post", "2026-11-04", fifth)
    assert [site.count(f"/story/{number}") for number in range(1, 6)] == [1] * 5

    outcome, _ = read_once(library, settings(site))
    assert outcome.sources["unchanged"] >= 3
    assert not outcome.has_news
    assert [site.count(f"/story/{number}") for number in range(1, 6)] == [1] * 5
    assert [each.articles for each in library.followed()] == [2, 1, 1, 1, 3]
    assert "added 3 articles with 3 quotes" in {act.in_words for act in library.acts()}


def drip(handler):
    """Send a byte now and then, for ever."""
    handler.send_response(200)
    handler.end_headers()
    with suppress(OSError):
        for _ in range(200):
            handler.wfile.write(b"<")
            time.sleep(0.1)


@pytest.mark.faults
def test_what_goes_wrong_is_reported_and_the_others_go_on(site, library):
    good = NewsSite()
    places = {
        "missing": site.url("/none"),
        "circle": site.put("/circle", "", status=302, Location="/circle"),
        "bomb": site.put("/bomb", gzip.compress(b"<" * 50_000_000), "text/xml", Content_Encoding="gzip"),
        "drip": site.behave("/drip", drip),
        "page": site.put(
            "/page", '<html><link rel="alternate" type="application/rss+xml" href="/rss"></html>'
        ),
        "json": site.put("/bad.json", "{"),
        "private": "http://10.0.0.1/feed",
        "entities": site.put(
            "/laughs",
            '<!DOCTYPE l [<!ENTITY a "ha"><!ENTITY b "&a;&a;"><!ENTITY f SYSTEM "file:///etc/passwd">]>'
            "<rss version='2.0'><channel><title>&b;&f;</title></channel></rss>",
            "text/xml",
        ),
    }
    many = [{"id": each, "url": site.url(f"/many/{each}")} for each in range(10_001)]
    places["many"] = site.put("/many.json", json.dumps({"items": many}), "application/json")
    fine = good.put("/feed.xml", rss("Good Post", stories(good, 1)), "text/xml")
    follow(library, *places.values(), fine)
    began = time.monotonic()
    outcome, failed = read_once(library, settings(site, good, seconds=1.0))
    good.close()
    assert time.monotonic() - began < 60
    assert titles(library) == {"Story 1"}
    assert failed[places["missing"]] == "the server answered 404 Not Found"
    assert "redirects more than 5 times" in failed[places["circle"]]
    assert "larger than 10 MB" in failed[places["bomb"]]
    assert "no answer" in failed[places["drip"]] or "too slowly" in failed[places["drip"]]
    assert failed[places["page"]] == f"this is a web page, not a feed; its feed is {site.url('/rss')}"
    assert "cannot be read" in failed[places["json"]]
    assert "not public" in failed[places["private"]]
    assert failed[places["many"]] == "only its first 10,000 entries are looked at"
    assert (outcome.left, outcome.failed) == (9_800, 200)
    problems = {each.place: (each.failures, each.problem) for each in library.followed()}
    assert problems[fine] == (0, None)
    assert problems[places["missing"]] == (1, "the server answered 404 Not Found")
    assert not any("root" in (each.title or "") for each in library.followed())
    failing = next(each for each in library.followed() if each.place == places["many"])
    assert library.entry_problems(failing.id)[0].problem == "the server answered 404 Not Found"

    library.unfollow([places["many"]])
    again, _ = read_once(library, settings(site, seconds=1.0))  # the second failure in a row
    assert again.sources["left alone"] == 0
    assert all(each.not_before for each in library.followed() if each.failures == 2)
    assert read_once(library, settings(site))[0].sources["left alone"] >= 5


def test_a_site_is_asked_politely(site, library):
    site.put(
        "/robots.txt",
        "User-agent: Deskbot\nDisallow: /story/2\nCrawl-delay: 0.2\n\nUser-agent: *\nDisallow: /",
    )
    feed = site.put("/feed.xml", rss("Port Post", stories(site, 1, 2, 3)), "text/xml")
    follow(library, feed)
    _, failed = read_once(library, settings(site, pause=0.1, agent="Deskbot/2 (desk@news.example)"))
    assert {each.headers["User-Agent"] for each in site.asked} == {"Deskbot/2 (desk@news.example)"}
    assert failed == {site.url("/story/2"): "robots.txt does not allow this page"}
    assert site.count("/story/2") == 0
    asked = sorted(site.asked, key=lambda each: each.came)
    gaps = [later.came - one.answered for one, later in pairwise(asked)]
    assert len(gaps) == 3
    assert min(gaps) >= 0.09
    assert titles(library) == {"Story 1", "Story 3"}


def test_the_words_of_the_feed_are_used_where_the_page_cannot_be_had_and_it_is_said(site, library):
    said = "<p>It rained in Ellin.</p><p>“We stay &amp; wait,” Bo Reed said.</p>"
    closed = site.put("/closed", "", status=403)
    follow(library, site.put("/feed.xml", rss("Port Post", [("Closed", closed)], said), "text/xml"))
    read_once(library, settings(site))
    (row,) = library.page()
    assert (row.quote, row.speaker, row.title, row.url) == ("We stay & wait,", "Bo Reed", "Closed", closed)
    article = library.article(row.doc_id).article
    assert article.metadata == {FROM_FEED: "the server answered 403 Forbidden"}


def test_a_page_that_is_not_there_for_the_moment_is_tried_again(site, library):
    site.put("/robots.txt", "")
    busy = site.put("/busy", "", status=503, Retry_After="7200")
    feed = site.put("/feed.xml", rss("Port Post", [("Busy", busy)], "“Wait,” Bo Reed said."), "text/xml")
    follow(library, feed)
    before = datetime.now(UTC)
    _, failed = read_once(library, settings(site))
    assert failed == {busy: "the server answered 503 Service Unavailable"}
    (source,) = library.followed()
    assert library.waits_for_retry(source.id)
    assert (source.etag, source.digest) == (None, None)  # or the feed would not be read again
    with closing(sqlite3.connect(library.path)) as connection, connection:
        (next_try,) = connection.execute("SELECT next_try FROM followed_entries").fetchone()
        assert datetime.fromisoformat(next_try) - before > timedelta(minutes=119)
        connection.execute("UPDATE followed_entries SET next_try = '2026-01-01T00:00:00+00:00'")
    site.put("/busy", story_page(1))
    outcome, failed = read_once(library, settings(site))
    assert (outcome.articles["new"], failed) == (1, {})
    assert library.followed()[0].etag


def test_one_process_follows_and_one_that_lost_the_right_stores_nothing(library, tmp_path):
    lease = library.begin_watching()
    with pytest.raises(AlreadyWatchedError, match="has followed the sources"):
        library.begin_watching()
    library.follow([(SourceKind.feed, "http://news.example/feed")])
    (source,) = library.followed()
    with closing(sqlite3.connect(library.path)) as connection, connection:
        connection.execute("UPDATE watchers SET beat = '2026-01-01T00:00:00+00:00'")
    other = library.begin_watching()
    with pytest.raises(LostWatchError):
        library.note_reading(lease, source.id, SourceReading(title="Lost"))
    with pytest.raises(LostWatchError):
        library.keep_watching(lease)
    library.end_watching(lease)
    assert library.watched_since()
    library.end_watching(other)
    assert library.watched_since() is None


def test_a_folder_is_read_as_soon_as_something_is_in_it(library, tmp_path):
    folder = tmp_path / "in"
    folder.mkdir()
    follow(library, folder)
    rounds = threading.Semaphore(0)
    following = Watch(library, WatchSettings(), done=lambda _: rounds.release())
    thread = threading.Thread(target=following.forever, daemon=True)
    thread.start()
    try:
        assert rounds.acquire(timeout=30)
        (folder / "one.txt").write_text("It rained. “We stay,” Bo Reed said.", "utf-8")
        until = time.monotonic() + 30
        while not library.page() and time.monotonic() < until:
            rounds.acquire(timeout=1)
    finally:
        following.stop()
        thread.join(30)
    assert [row.speaker for row in library.page()] == ["Bo Reed"]
    assert library.watched_since() is None


def test_commands(site, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("QUOTES_LIBRARY", "press.db")
    runner = CliRunner()

    def run(*arguments: str):
        return runner.invoke(app, ["watch", *arguments])

    feed = site.put("/feed.xml", rss("Port Post", stories(site, 1)), "text/xml")
    allowed = ("--allow-address", "{}:{}".format(*site.host), "--pause", "0")
    nothing = run("--once")
    assert (nothing.exit_code, nothing.stderr) == (
        2,
        "quotes: nothing is followed yet; name a source, or add one with quotes watch add\n",
    )
    page = site.put("/", '<html><link rel="alternate" type="application/rss+xml" href="/feed.xml"></html>')
    found = run("add", page, *allowed[:2])
    assert (found.stdout, found.stderr) == ("sources: 1 added\n", f"quotes: {page}: its feed is {feed}\n")
    assert run("remove", feed).exit_code == 0
    refused = run("add", feed, ".")
    assert (refused.exit_code, refused.stderr) == (
        2,
        f"quotes: {feed}: this web address is not public, so it is not fetched\n",
    )
    assert run("add", feed, ".", *allowed[:2]).stdout == "sources: 2 added\n"
    assert run("add", feed).stdout == "sources: 0 added, 1 followed already\n"
    assert run("pause", feed).exit_code == 0
    assert "paused" in run("list").stdout
    assert run("resume", feed).exit_code == 0
    done = run("--once", *allowed)
    assert (done.exit_code, done.stdout) == (0, "sources: 2 read; articles: 1 new; quotes: 1\n")
    assert "articles: 1 (1 new)" in run("list").stdout
    assert run("remove", ".").exit_code == 0
    assert run("remove", ".").exit_code == 2
    with Library("press.db") as opened:
        told = [act.in_words for act in opened.acts([ActKind.following])]
    assert told == [
        f"stopped following {tmp_path}",
        f"resumed {feed}",
        f"paused {feed}",
        "followed 2 sources",
        f"stopped following {feed}",
        f"followed {feed}",
    ]
    failing = run(site.url("/none"), "--once", *allowed)
    assert (failing.exit_code, failing.stdout) == (1, "sources: 1 failed; articles: none; quotes: 0\n")
    assert site.url("/none") not in run("list").stdout
    assert run("add", "nowhere").exit_code == 2
    assert "leave the password out" in run("add", "https://ada:word@news.example/feed").stderr
    assert run("--once", "--user-agent", "a\nb").exit_code == 2


@pytest.mark.parametrize(
    ("links", "problem"),
    [
        ([], "this web page names no feed"),
        (["/a", "/b", "/a"], "names several feeds; name one of them: {site}/a, {site}/b"),
        (["/none"], "its feed {site}/none cannot be followed: the server answered 404 Not Found"),
        (
            ["http://10.0.0.1/feed"],
            "feed http://10.0.0.1/feed cannot be followed: this web address is not",
        ),
        (["/page"], "its feed {site}/page cannot be followed: this is a web page, not a feed"),
    ],
)
def test_a_page_without_one_feed_to_follow_is_refused_in_one_line(site, library, links, problem):
    feeds = "".join(f'<link rel="alternate" type="application/atom+xml" href="{each}">' for each in links)
    page = site.put("/page", f"<html>{feeds}</html>")
    with pytest.raises(InputError) as refused:
        with_feeds_found(library, sources_named([page]), settings(site), tell=pytest.fail)
    assert problem.format(site=site.url("")) in str(refused.value)


@pytest.mark.parametrize(
    "address", ["http://localhost/feed", "http://10.0.0.1/feed", "http://2130706433/feed"]
)
def test_an_address_that_is_not_public_is_not_followed(library, address):
    with pytest.raises(InputError, match=r"/feed: this web address is not public, so it is not fetched$"):
        with_feeds_found(library, sources_named([address]), WatchSettings(), tell=pytest.fail)


def test_what_is_no_page_or_not_there_stays_as_it_was_named(site, library):
    feed = site.put("/feed.xml", rss("Port Post", []), "text/xml")
    page = site.put("/", '<html><link rel="alternate" type="application/rss+xml" href="/feed.xml"></html>')
    named = sources_named([feed, site.url("/none"), "."])
    assert with_feeds_found(library, named, settings(site), tell=pytest.fail) == named
    follow(library, page)
    assert with_feeds_found(library, sources_named([page]), settings(site), tell=pytest.fail) == [
        (SourceKind.feed, page)
    ]


@pytest.mark.parametrize("given", ["localhost", "host:0", "host:99999", "http://host:80", ":80"])
def test_addresses_to_allow_name_a_host_and_a_port(given):
    with pytest.raises(InputError, match="must be HOST:PORT"):
        allowed_address(given)
