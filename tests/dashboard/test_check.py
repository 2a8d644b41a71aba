"""The page that checks a draft, drawn without a browser."""

from pathlib import Path

import pytest
from checked_library import fill
from drawn_pages import drawn_texts
from streamlit.testing.v1 import AppTest

from quotes.library import Library, LibraryError

DRAFT = "“We will not sell the ferry, and the fare will stay as it is until spring,” Ada Quill said."


def script(file: str, read_only: bool, shut: bool) -> None:
    """The page on a library; a ``shut`` one refuses every reader once the form is drawn."""
    from tests.dashboard.test_check import draw_page  # noqa: PLC0415

    draw_page(file, read_only=read_only, shut=shut)


def draw_page(file: str, *, read_only: bool, shut: bool) -> None:
    import streamlit as st  # noqa: PLC0415

    from quotes.dashboard import check_page  # noqa: PLC0415
    from quotes.dashboard.shared import PageContext  # noqa: PLC0415

    def ask() -> None:
        if shut and st.session_state.get("check_pasted"):
            raise LibraryError("you do not have access to this library")

    with Library(file, read_only=True) as library:
        check_page.draw(PageContext(library.guarded(ask), read_only, {}))


@pytest.fixture(scope="module")
def harbour(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return fill(tmp_path_factory.mktemp("check") / "harbour.db")


def page(file: Path, *, read_only: bool = False, shut: bool = False) -> AppTest:
    app = AppTest.from_function(
        script, kwargs={"file": str(file), "read_only": read_only, "shut": shut}, default_timeout=60
    ).run()
    assert not app.exception
    return app


def check(app: AppTest, draft: str) -> AppTest:
    app.text_area(key="check_text").set_value(draft)
    app.button(key="check_pasted").click().run()
    return app


def test_a_library_for_reading_only_takes_pasted_drafts(harbour: Path) -> None:
    app = page(harbour, read_only=True)
    assert not app.get("file_uploader")
    assert drawn_texts(check(app, DRAFT), "summary") == ["1 quote: 1 confirmed."]


@pytest.mark.parametrize(
    ("draft", "line"),
    [
        ("", "Paste the text of an article first."),
        ("The ferry came back on Tuesday after four months.", "No quotes were found in this draft."),
    ],
)
def test_one_line_for_a_draft_without_quotes(harbour: Path, draft: str, line: str) -> None:
    app = check(page(harbour), draft)
    assert not app.exception
    assert line in " ".join([*drawn_texts(app, "notice"), *drawn_texts(app, "checked-draft")])


def test_an_empty_library_has_nothing_to_check_against(tmp_path: Path) -> None:
    Library(tmp_path / "bare.db").close()
    app = page(tmp_path / "bare.db", read_only=True)
    assert drawn_texts(app, "notice") == [
        "The library is empty. Its owner can add articles on the command line: quotes add FILES"
    ]
    assert not app.text_area


def test_a_visitor_who_has_lost_access_checks_nothing(harbour: Path) -> None:
    app = check(page(harbour, shut=True), DRAFT)
    assert not drawn_texts(app, "checked-draft")
    assert app.exception or "you do not have access" in drawn_texts(app, "notice")[-1]
