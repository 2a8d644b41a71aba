"""The page of followed sources, drawn without a browser."""

from pathlib import Path

import pytest
from drawn_pages import drawn_texts, text_of
from forked_dashboard import forked_dashboard
from page_socket import open_page
from streamlit.testing.v1 import AppTest

from quotes.library import ActKind, Library, LibraryError, SourceKind, SourceReading

FEED = "https://news.example/feed.xml"


def history_script(file: str) -> None:
    from quotes.dashboard.review_page import history  # noqa: PLC0415
    from quotes.dashboard.review_page.state import ReviewState  # noqa: PLC0415
    from quotes.dashboard.shared import PageContext  # noqa: PLC0415
    from quotes.library import Library  # noqa: PLC0415

    with Library(file) as library:
        history.draw(PageContext(library, False, {}), ReviewState())


def script(file: str, read_only: bool, shut: bool, login: bool) -> None:
    from tests.dashboard.test_followed import draw_page  # noqa: PLC0415

    draw_page(file, read_only=read_only, shut=shut, login=login)


def draw_page(file: str, *, read_only: bool, shut: bool, login: bool) -> None:
    """Draw the page on a library; a ``shut`` one refuses every act once something is typed."""
    import streamlit as st  # noqa: PLC0415

    from quotes.dashboard import followed_page  # noqa: PLC0415
    from quotes.dashboard.followed_page import page  # noqa: PLC0415
    from quotes.dashboard.shared import PageContext  # noqa: PLC0415

    def ask() -> None:
        if shut and st.session_state.get("followed_typed"):
            raise LibraryError("you do not have access to this library")

    page.may_name_folders = lambda: not login
    with Library(file) as library:
        followed_page.draw(PageContext(library.guarded(ask), read_only, {}))


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "press.db"
    with Library(path) as library:
        library.follow([(SourceKind.feed, FEED)])
        library.follow([(SourceKind.feed, "http://10.0.0.1/feed")])
        (fine, bad), lease = library.followed(), library.begin_watching()
        reading = SourceReading(title="The <b>Port</b> Post")
        (entry,) = library.entries_to_read(fine.id, [("https://news.example/1", "")])
        library.note_entry(lease, entry, problem="the server answered 404 Not Found")
        library.note_reading(lease, fine.id, reading, new=3)
        library.note_reading(lease, bad.id, SourceReading(problem="this web address is not public"))
        library.end_watching(lease)
    return path


def page(file: Path, *, read_only: bool = False, shut: bool = False, login: bool = False) -> AppTest:
    kwargs = {"file": str(file), "read_only": read_only, "shut": shut, "login": login}
    app = AppTest.from_function(script, kwargs=kwargs, default_timeout=60).run()
    assert not app.exception
    return app


def press(app: AppTest, label: str, place: int = 0) -> AppTest:
    return [each for each in app.button if each.label == label][place].click().run()


def test_it_shows_what_each_source_gave_and_what_failed_and_changes_them(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("QUOTES_USER", "Ada Brook")
    app = page(file)
    failing, fine = drawn_texts(app, "followed")
    assert "Could not be read: this web address is not public." in failing
    assert "The <b>Port</b> Post" in fine
    assert "3 articles · 3 new the last time" in " ".join(fine.split())
    assert "https://news.example/1: the server answered 404 Not Found" in fine
    assert any("Nothing reads sources at the moment" in each for each in drawn_texts(app, "hint"))
    press(app, "Pause", 1)
    assert "paused" in drawn_texts(app, "followed")[1]
    press(app, "Resume")
    with Library(file) as library:
        lease = library.begin_watching()
        app.run()
        press(app, "Read now", 1)
        assert drawn_texts(app, "notice") == ["The <b>Port</b> Post is read in a moment."]
        library.end_watching(lease)
    press(app, "Remove")
    assert drawn_texts(app, "notice") == ["http://10.0.0.1/feed is no longer followed."]
    assert len(drawn_texts(app, "followed")) == 1
    app.text_area(key="followed_typed").set_value("https://news.example/b.xml\n" + FEED)
    press(app, "Follow")
    assert drawn_texts(app, "notice") == ["1 source is followed from now on. 1 was followed already."]
    app.text_area(key="followed_typed").set_value(str(file.parent))
    press(app, "Follow")
    with Library(file, read_only=True) as library:
        sources = {each.place: each for each in library.followed()}
    assert [*sources] == [FEED, "https://news.example/b.xml", str(file.parent)]
    assert sources[FEED].not_before
    assert not sources[FEED].is_paused
    with Library(file) as library:
        acts = library.acts([ActKind.following])
        assert [(act.in_words, act.who) for act in acts[:3]] == [
            (f"followed {file.parent}", "Ada Brook"),
            ("followed https://news.example/b.xml", "Ada Brook"),
            ("stopped following http://10.0.0.1/feed", "Ada Brook"),
        ]


@pytest.mark.faults
def test_a_second_press_on_a_slow_line_says_what_the_first_one_did(file: Path, tmp_path: Path) -> None:
    with forked_dashboard(file, tmp_path / "log") as address, open_page(address) as page:
        page.run()
        page.run("followed")
        press = {"followed_typed": "https://news.example/b.xml", "followed_add-0": "click"}
        assert "1 source is followed from now on." in page.run("followed", **press)
        drawn = page.run("followed", **press)
    assert "1 source is followed from now on." in drawn
    assert "was followed already" not in drawn


def test_nothing_is_promised_to_be_read_while_nothing_reads(file: Path) -> None:
    app = page(file)
    buttons = [each for each in app.button if each.label == "Read now"]
    assert [each.proto.disabled for each in buttons] == [True, True]
    assert {each.help for each in buttons} == {
        "Nothing reads sources at the moment: start quotes dashboard --watch, or quotes watch."
    }
    with Library(file) as library:
        lease = library.begin_watching()
        assert not any(each.proto.disabled for each in app.run().button)
        library.end_watching(lease)


def test_folders_of_a_server_that_others_reach_are_not_named_by_them(file: Path) -> None:
    app = page(file, login=True)
    app.text_area(key="followed_typed").set_value("/etc")
    press(app, "Follow")
    assert drawn_texts(app, "notice") == ["/etc: a web address must begin with http:// or https://"]


@pytest.mark.parametrize("login", [True, False])
def test_only_who_may_name_a_folder_brings_back_one_that_was_removed(
    file: Path, login: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("quotes.dashboard.review_page.history.may_name_folders", lambda: not login)
    with Library(file) as library:
        library.follow([(SourceKind.folder, "/news")])
        library.unfollow(["/news", FEED])
        removed = library.acts([ActKind.following])[0].id
        library.unfollow(["http://10.0.0.1/feed"])
    app = AppTest.from_function(history_script, kwargs={"file": str(file)}, default_timeout=60).run()
    assert not app.exception
    buttons = {each.key: each for each in app.button}
    assert (f"undo-{removed}" in buttons) is not login
    assert any(f"quotes undo {removed}" in each for each in drawn_texts(app, "hint")) is login
    buttons[f"undo-{removed + 1 if login else removed}"].click().run()
    with Library(file, read_only=True) as library:
        places = [each.place for each in library.followed()]
    assert places == (["http://10.0.0.1/feed"] if login else [FEED, "/news"])


def test_a_library_for_reading_only_shows_them_and_changes_nothing(file: Path) -> None:
    app = page(file, read_only=True)
    assert len(drawn_texts(app, "followed")) == 2
    assert not app.button
    assert not app.text_area


def test_whoever_has_lost_access_follows_nothing(file: Path) -> None:
    app = page(file, shut=True)
    app.text_area(key="followed_typed").set_value("https://news.example/other.xml")
    press(app, "Follow")
    with Library(file, read_only=True) as library:
        assert len(library.followed()) == 2
    assert "you do not have access" in "".join(text_of(each.value) for each in app.exception) or any(
        "do not have access" in each for each in drawn_texts(app, "notice")
    )
