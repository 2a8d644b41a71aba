"""Pages that change after they were read: new versions of their articles."""

import sqlite3
from contextlib import closing
from datetime import UTC, datetime

from followed_site import follow, read_once, settings, stories, titles
from news_site import rss, story_page

from quotes.library import ActKind, Arrived, Library, LinkState, Tagged


def test_a_page_that_changed_is_a_new_version_whose_corrections_stay(site, library):
    (_, page), (_, other) = stories(site, 1, 2)
    feed = site.put("/feed.xml", rss("Port Post", [("Story 1", page), ("Story 2", other)]), "text/xml")
    follow(library, feed)
    read_once(library, settings(site))
    first = next(row for row in library.page() if row.title == "Story 1")
    library.correct_speaker(first.quote_id, "Bo Reed")
    library.tag("court", Tagged.quote, [first.quote_id])
    gone = next(row for row in library.page() if row.title == "Story 2")
    library.delete([gone.doc_id])
    view = library.save_view("all", "")

    site.put("/story/1", story_page(1, added="Rain fell on all of them, and “we were wet,” Cy Marl said."))
    site.put("/story/2", story_page(2, added="More came later."))
    changed = [("Story 1, updated", page), ("Story 2, updated", other)]
    site.put("/feed.xml", rss("Port Post", changed), "text/xml")
    outcome, failed = read_once(library, settings(site))
    assert (outcome.articles["updated"], failed) == (1, {})
    now = {row.quote: row for row in library.page()}
    assert len(now) == 2  # what was deleted is not brought back
    assert all(row.doc_id == first.doc_id for row in now.values())
    moved = now[first.quote]
    assert (moved.speaker, moved.quote_id == first.quote_id) == ("Bo Reed", False)
    assert library.tags_of(Tagged.quote, [moved.quote_id]) == {moved.quote_id: ("court",)}
    link = library.follow_link(first.quote_id)
    assert (link.state, link.row) == (LinkState.changed, moved)
    (version,) = library.versions(first.doc_id)
    assert "Rain fell" not in version.text
    assert "Rain fell" in library.article(first.doc_id).article.text
    assert library.find_words("Rain fell on all of them")
    assert library.view_counts() == {view.id: 1}  # the words that were there before are not new
    (late,) = library.rows(arrived=Arrived(library.looked_at(view).reached))
    assert (late.quote, late.doc_id) == ("we were wet,", first.doc_id)
    assert library.view_counts() == {view.id: 0}
    library.undo(library.acts(article=first.doc_id, what=[ActKind.correction])[0].id)
    assert library.quote(moved.quote_id).speaker == "Ada Quill"


def let_time_pass(library: Library) -> int:
    """Have every page asked now whether it has changed; gives how many will be."""
    with closing(sqlite3.connect(library.path)) as connection, connection:
        long_ago = "UPDATE followed_entries SET next_look = '2020-01-01' WHERE next_look IS NOT NULL"
        return connection.execute(long_ago).rowcount


def test_a_page_is_asked_again_a_few_times_whether_it_has_changed(site, library):
    old = ("Old", site.put("/old", story_page(9)))
    today = datetime.now(UTC).strftime("%a, %d %b %Y %H:%M:%S GMT")
    place = site.put("/feed.xml", rss("Port Post", stories(site, 1, 2), day=today), "text/xml")
    archive = site.put(
        "/archive.xml", rss("Port Past", [old], day="Thu, 05 Nov 2020 10:00:00 GMT"), "text/xml"
    )
    follow(library, place, archive)
    read_once(library, settings(site))
    read_once(library, settings(site))
    assert site.count("/story/1") == 1  # it is too early

    assert let_time_pass(library) == 2  # nobody changes what is years old
    site.put("/story/1", story_page(1, added="Rain fell, and “we were wet,” Cy Marl said."))
    assert read_once(library, settings(site, looks_again=False))[0].sources["unchanged"] == 2
    assert site.count("/story/1") == 1
    outcome, failed = read_once(library, settings(site))
    assert (outcome.articles["updated"], outcome.sources["unchanged"], failed) == (1, 2, {})
    assert {"we were wet,"} < {row.quote for row in library.page()}
    assert "If-None-Match" in next(each.headers for each in site.asked[::-1] if each.path == "/story/2")

    site.put("/story/2", "", status=404)
    for _ in range(5):
        let_time_pass(library)
        outcome, failed = read_once(library, settings(site))
        assert (outcome.has_news, failed) == (False, {})
    assert (site.count("/story/1"), site.count("/story/2"), site.count("/old")) == (5, 5, 1)
    assert let_time_pass(library) == 0
    assert titles(library) == {"Story 1", "Story 2", "Story 9"}
    assert library.followed()[0].etag
