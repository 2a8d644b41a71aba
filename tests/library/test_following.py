"""What is followed: each change of it is an act, which can be undone."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from quotes import extract
from quotes.library import ActKind, Arrived, Library, MarkUse, SourceKind, Tagged
from quotes.library.migrations import STEPS
from quotes.types import Article, InputError

FEED, OTHER, FOLDER = (
    (SourceKind.feed, "https://news.example/feed"),
    (SourceKind.feed, "https://post.example/feed"),
    (SourceKind.folder, "/news"),
)


@pytest.fixture
def library(tmp_path: Path):
    with Library(tmp_path / "press.db") as opened:
        yield opened.acting_as("Ada Brook")


def places(library: Library) -> list[str]:
    return [each.place for each in library.followed()]


def newest(library: Library) -> int:
    return library.acts([ActKind.following])[0].id


def test_each_change_is_an_act_with_who_did_it_and_none_if_nothing_changed(library):
    assert library.follow([FEED, FOLDER]) == 2
    assert library.follow([FEED, FOLDER, FEED]) == 0
    library.pause([FOLDER[1]])
    library.pause([FOLDER[1]])
    library.read_soon(FEED[1])
    library.remember([OTHER])
    library.unfollow([FEED[1], FOLDER[1]])
    acts = library.acts([ActKind.following])
    assert [(act.in_words, act.who) for act in acts] == [
        ("stopped following 2 sources", "Ada Brook"),
        ("paused /news", "Ada Brook"),
        ("followed 2 sources", "Ada Brook"),
    ]
    assert library.follow([OTHER]) == 1  # it was only named for one run so far


def test_each_change_can_be_undone(library):
    library.follow([FEED])
    library.follow([FEED, OTHER])
    library.undo(newest(library))
    assert places(library) == [FEED[1]]
    library.pause([FEED[1]])
    library.undo(newest(library))
    assert not library.followed()[0].is_paused
    library.pause([FEED[1]])
    library.pause([FEED[1]], paused=False)
    library.undo(newest(library))
    assert library.followed()[0].is_paused
    library.unfollow([FEED[1]])
    assert places(library) == []
    library.acting_as("Bo Reed").undo(newest(library))
    assert places(library) == [FEED[1]]
    assert library.acts([ActKind.following])[0].undone_by == "Bo Reed"


def test_what_names_something_that_is_not_followed_changes_nothing(library):
    library.follow([FEED])
    with pytest.raises(InputError, match=r"post\.example/feed: this is not followed"):
        library.unfollow([FEED[1], OTHER[1]])
    assert places(library) == [FEED[1]]


def read_page(library: Library, text: str, mark: str, page: str = "https://news.example/1") -> None:
    """Have a followed page read, with this text, and its quotes linked."""
    lease = library.begin_watching()
    (entry,) = library.entries_to_read(library.followed()[0].id, [(page, mark)])
    article = Article(text, title="Story")
    library.store_entry(lease, entry, article, extract(article))
    library.end_watching(lease)
    library.link()


STAY, SING, EAT, GO = (
    f"“{words},” {name} said. "
    for words, name in (
        ("We stay here until the spring", "Ada Quill"),
        ("They sing of it in the harbour", "Bo Reed"),
        ("Nobody has eaten since the morning", "Cy Marl"),
        ("We go when the ice is gone", "Dee Ames"),
    )
)


def first_words(library: Library, arrived: Arrived) -> set[str]:
    return {row.quote.split()[0] for row in library.rows(arrived=arrived)}


def test_only_quotes_that_no_earlier_text_had_are_new_in_a_new_version(library):
    library.follow([FEED])
    read_page(library, STAY + SING, "1")
    view = library.save_view("all", "")
    saved = library.view_mark(view, MarkUse.export)
    straight = STAY.translate({ord(mark): '"' for mark in "“”"})
    read_page(library, f"It rained. {straight}{EAT}", "2")
    assert library.view_counts() == {view.id: 1}
    assert first_words(library, Arrived(saved.reached)) == {"Nobody"}
    second = library.looked_at(view) and library.how_far()
    read_page(library, f"It snowed. {GO}{SING}{EAT}", "3")  # one comes back, one stays, one is new
    assert first_words(library, Arrived(second)) == {"We"}
    assert first_words(library, Arrived(saved.reached)) == {"Nobody", "We"}
    assert first_words(library, Arrived(saved.reached, second)) == {"Nobody"}
    (late,) = library.rows(arrived=Arrived(second))
    library.correct_speaker(late.quote_id, "Fay Orr")
    library.tag("ice", Tagged.quote, [late.quote_id])
    assert library.view_counts() == {view.id: 1}
    ids = {row.quote_id for row in library.rows()}
    assert library.new_among(ids, Arrived(second)) == {late.quote_id}


def test_a_digest_tells_what_is_new_in_a_version_once(library):
    library.follow([FEED])
    view = library.save_view("all", "")
    read_page(library, STAY, "1")
    first = library.delivery(view, "desk")
    read_page(library, STAY + EAT, "2")
    assert library.delivery(view, "desk") == first  # it was not sent
    assert first_words(library, first.arrived) == {"We"}
    library.note_sent(first)
    second = library.delivery(view, "desk")
    assert first_words(library, second.arrived) == {"Nobody"}
    library.note_sent(second)
    assert library.delivery(view, "desk") is None


@pytest.fixture
def migrated(tmp_path: Path):
    """A library of version 18, whose views, digests and pages had no versions and no later looks."""
    path = tmp_path / "old.db"
    with closing(sqlite3.connect(path)) as connection, connection:
        for statement in (each for step in STEPS[:18] for each in step):
            connection.execute(statement)
        connection.executescript(Path(__file__).with_name("library_version_18.sql").read_text("utf-8"))
    with Library(path) as opened:
        yield opened.acting_as("Ada Brook")


def test_after_a_migration_nothing_old_is_new(migrated):
    early, seen = migrated.saved_views()
    assert migrated.totals().quotes == 3
    assert migrated.view_counts() == {early.id: 0, seen.id: 0}
    assert migrated.view_counts("Bo Reed") == {early.id: 3, seen.id: 0}  # never looked at by Bo Reed
    exported = migrated.view_mark(early, MarkUse.export).reached
    assert first_words(migrated, Arrived(exported)) == set()
    assert migrated.delivery(early, "desk") is None
    unsent = migrated.delivery(early, "wire")
    assert unsent.message == "084f109f-de49-4b0a-83f7-c6b104ba9d1d"
    assert first_words(migrated, unsent.arrived) == {"They", "We", "Nobody"}


def test_after_a_migration_what_a_page_gets_later_is_new_once(migrated):
    early, seen = migrated.saved_views()
    read_page(migrated, STAY + EAT + GO, "3")
    assert migrated.view_counts() == {early.id: 1, seen.id: 0}
    assert first_words(migrated, Arrived(migrated.view_mark(early, MarkUse.export).reached)) == {"We"}
    told = migrated.delivery(early, "desk")
    assert [row.speaker for row in migrated.rows(arrived=told.arrived)] == ["Dee Ames"]
    migrated.note_sent(told)
    assert migrated.delivery(early, "desk") is None
    unsent = migrated.delivery(early, "wire")
    speakers = {row.speaker for row in migrated.rows(arrived=unsent.arrived)}
    assert speakers == {"Ada Quill", "Bo Reed", "Cy Marl"}


def test_after_a_migration_no_old_page_is_asked_whether_it_has_changed(migrated):
    feed, folder = migrated.followed()
    listed = [("https://news.example/1", "2"), ("https://news.example/2", "1")]
    assert migrated.pages_to_look_at(feed.id, 50) == migrated.pages_to_look_at(folder.id, 50) == []
    assert migrated.entries_to_read(feed.id, listed) == []
    (changed,) = migrated.entries_to_read(feed.id, [("https://news.example/1", "4")])
    assert (changed.article, changed.looks, changed.next_look) == (1, 0, None)
