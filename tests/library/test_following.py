"""What is followed: each change of it is an act, which can be undone."""

from pathlib import Path

import pytest

from quotes.library import ActKind, Library, SourceKind
from quotes.types import InputError

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
