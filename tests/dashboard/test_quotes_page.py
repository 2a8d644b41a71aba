"""The page of quotes without a browser: the list, the quote that is open, what others change meanwhile."""

import re
from collections.abc import Callable
from html import unescape
from pathlib import Path

import pytest
from drawn_pages import drawn_html, drawn_texts
from made_library import FERRY, row_of
from shown_quotes import NEWEST, body, chips, offered, page, quote_ids, summary, words_shown
from sqlalchemy import event
from sqlalchemy.pool import Pool
from streamlit.testing.v1 import AppTest

from quotes.dashboard import page_script
from quotes.dashboard.quotes_page.state import QuotesState
from quotes.dashboard.shared import TickedQuotes
from quotes.library import ActKind, Library
from quotes.types import Article

MOST_CONNECTIONS = 4
"""To know whether there are quotes, to follow the link, to bring the view up to date, and to draw."""


@pytest.fixture
def library(served_library: Library) -> Library:
    return served_library


def test_the_page_lists_every_quote_newest_first(library: Library) -> None:
    app = page()
    assert words_shown(app) == NEWEST
    assert summary(app) == "6 quotes · 4 speakers · 2 sources · 3 articles · 1 without a date"
    assert offered(app, "speaker") == [
        "Ada Quill 2",
        "Bo Reed 1",
        "officials 1",
        "Cy Marl 1",
        "Speaker not identified 1",
    ]
    assert chips(app) == []


def test_the_page_is_drawn_from_one_state_of_the_library(library: Library) -> None:
    opened: list[object] = []

    def follow(connection: object, *_: object) -> None:
        opened.append(connection)

    address = {"unsure": "1", "kind": "full", "speaker": "Ada Quill", "quote": quote_ids(page())[0]}
    event.listen(Pool, "checkout", follow)
    page(**address)
    event.remove(Pool, "checkout", follow)
    assert len(opened) <= MOST_CONNECTIONS


def test_every_page_has_a_title_of_its_own(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    named: list[str] = []
    monkeypatch.setattr("streamlit.set_page_config", lambda **given: named.extend(given.values()))
    page()
    assert named[-1] == "Quotes · quotes"


def test_an_address_restores_the_open_quote(library: Library) -> None:
    again = page(article="ferry", quote=quote_ids(page())[3])
    assert len(drawn_texts(again, "opened")) == 1
    assert "The crews voted to strike," in drawn_texts(again, "opened")[0]


def test_an_open_quote_is_marked_in_its_article(library: Library) -> None:
    app = page(quote=quote_ids(page())[2])
    drawn = "".join(drawn_html(app))
    assert '<mark class="quote labelled">We sail at dawn,</mark>' in drawn
    assert re.findall(r'aria-label="(Close quote .*?)"', drawn) == ["Close quote 3"]
    assert quote_ids(app) == quote_ids(page())


def test_a_row_s_link_keeps_the_filters_and_opens_the_quote(library: Library) -> None:
    app = page(kind="full", sort="oldest")
    links = re.findall(r'<a href="([^"]*)" data-quote', "".join(drawn_html(app)))
    assert [unescape(link) for link in links] == [
        f"?kind=full&sort=oldest&quote={quote}" for quote in quote_ids(app)
    ]


def test_a_long_list_is_paged(library: Library) -> None:
    lines = [f"“This is line {number:02} of many,” Ada Quill said." for number in range(45)]
    long = Article("\n\n".join(lines), id="long")
    rows = [row_of(long, f"This is line {number:02} of many,", speaker="Ada Quill") for number in range(45)]
    library.add(long, rows)
    app = page(article="long", page="3")
    assert [words.split()[3] for words in words_shown(app)] == [str(number) for number in range(40, 45)]
    pager = re.findall(r'<a href="([^"]*)" data-page="(\d+)"', body(app, "quote-list"))
    assert [(unescape(link), number) for link, number in pager] == [
        ("?article=long", "1"),
        ("?article=long&page=2", "2"),
        ("?article=long&page=3", "3"),
    ]
    assert len(words_shown(page(article="long"))) == 20
    assert len(words_shown(page(article="long", page="99"))) == 5


def test_a_change_by_somebody_else_is_seen(library: Library) -> None:
    app = page()
    with Library(library.path) as other:
        other.reject(other.page()[0].quote_id)
        other.add(Article("“One more,” she said.", id="more", published="2025-01-01"), [])
    app.run()
    assert words_shown(app) == NEWEST[1:]


def test_what_is_not_a_library_is_reported_in_one_line(
    tmp_path: Path, served_with: Callable[..., None]
) -> None:
    path = tmp_path / "<b>notes.txt"
    path.write_text("These are notes. " * 500)
    served_with(library=path)
    app = page()
    assert drawn_texts(app, "notice error") == [f"{path}: this is not a library of quotes"]


def test_the_ferry_s_opened_quote_leads_on(library: Library) -> None:
    app = page(article=FERRY.id, quote=quote_ids(page(article=FERRY.id))[0])
    assert [link.label for link in app.get("page_link")] == [
        "Open in the article",
        "More from this speaker",
        "Correct this quote",
    ]


def test_ticked_quotes_are_corrected_all_or_none(library: Library) -> None:
    first, second = quote_ids(page())[:2]

    def save(*ticked: str, **seen: str) -> AppTest:
        app = AppTest.from_file(page_script(), default_timeout=60)
        app.session_state["quotes_state"] = QuotesState(
            selects=True, ticked=TickedQuotes(ticked), ticked_speakers=seen
        )
        app.run()
        app.selectbox(key="ticked-speaker").set_value("Bo Reed")
        app.button(key="ticked-save").click().run()
        assert not app.exception
        return app

    app = save(first, "nowhere")
    assert drawn_texts(app, "notice") == [
        "Nothing saved yet. 1 selected quote is no longer in the library, and no longer selected. "
        "Save again for the others."
    ]
    assert not library.acts([ActKind.correction])
    assert app.session_state["quotes_state"].ticked.quotes == (first,)
    app = save(first, second, **{second: "Somebody Else"})
    (told,) = drawn_texts(app, "notice error")
    assert "Somebody has changed 1 selected quote" in told
    assert not library.acts([ActKind.correction])
    app = save(first, second, **{second: library.quote(second).speaker or ""})
    assert drawn_texts(app, "notice") == ["Saved: Bo Reed (person) said 2 quotes."]
    assert [library.quote(each).speaker for each in (first, second)] == ["Bo Reed", "Bo Reed"]
    assert len(library.acts([ActKind.correction])) == 1


def test_a_library_that_is_only_read_has_nothing_to_tick(
    library: Library, served_with: Callable[..., None]
) -> None:
    assert 'data-tool="selection"' in body(page(), "above")
    served_with(library=library.path, read_only=True)
    app = AppTest.from_file(page_script(), default_timeout=60)
    app.session_state["quotes_state"] = QuotesState(selects=True)
    app.run()
    assert words_shown(app) == NEWEST
    assert 'data-tool="selection"' not in body(app, "above")
    assert "data-tick" not in body(app, "quote-list")
    assert not app.selectbox
