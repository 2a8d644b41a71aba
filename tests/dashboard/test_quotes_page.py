"""The page of quotes without a browser: the whole script on a real library."""

import re
from collections.abc import Callable
from dataclasses import replace
from html import unescape
from pathlib import Path

import pytest
import streamlit as st
from drawn_pages import drawn_texts
from filter_values import filters
from hypothesis import given
from made_library import FERRY, row_of
from streamlit.testing.v1 import AppTest

from quotes.dashboard import page_script
from quotes.dashboard.quotes_page import filter_panel
from quotes.dashboard.shared import address_bar
from quotes.library import Filter, Library
from quotes.types import Article

NEWEST = [
    "Votes are counted at noon,",
    "Nothing has changed at the café,",
    "We sail at dawn,",
    "The crews voted to strike,",
    "A mess,",
    "Dawn is a bad hour,",
]


@pytest.fixture
def library(served_library: Library) -> Library:
    return served_library


def page(**address: str | list[str]) -> AppTest:
    app = AppTest.from_file(page_script(), default_timeout=60)
    app.query_params.update(address)
    app.run()
    assert not app.exception
    return app


def words_shown(app: AppTest) -> list[str]:
    """The quotes of the list, in order."""
    drawn = "".join(html.body for html in app.get("html"))
    return [unescape(words) for words in re.findall(r'class="words"[^>]*>“(.*?)”</p>', drawn)]


def quote_ids(app: AppTest) -> list[str]:
    """The quotes that the list opens, in order."""
    return re.findall(r'<a href="[^"]*" data-quote="(.*?)"', "".join(html.body for html in app.get("html")))


def test_the_page_lists_every_quote_newest_first(library: Library) -> None:
    app = page()
    assert words_shown(app) == NEWEST
    assert drawn_texts(app, "summary") == ["6 quotes · 4 speakers · 2 sources · 3 articles"]
    assert app.multiselect(key="speaker").options == [
        "Ada Quill · 2",
        "Bo Reed · 1",
        "officials · 1",
        "Cy Marl · 1",
        "Speaker not identified · 1",
    ]


def test_filters_narrow_list_and_choices_and_are_kept_in_the_address(library: Library) -> None:
    app = page()
    app.multiselect(key="speaker").select("Ada Quill").run()
    assert words_shown(app) == [NEWEST[0], NEWEST[2]]
    assert app.multiselect(key="outlet").options == ["Port Post · 1", "Ellin Daily · 1"]
    app.text_input(key="words").set_value("votes").run()
    assert words_shown(app) == [NEWEST[0]]
    assert drawn_texts(app, "summary") == ["1 quote of 6 · 1 speaker · 0 sources · 1 article"]
    assert dict(app.query_params) == {"speaker": "Ada Quill", "words": "votes"}
    app.button(key="clear").click().run()
    assert words_shown(app) == NEWEST
    assert dict(app.query_params) == {}


@pytest.mark.parametrize(
    ("address", "found"),
    [
        ({"source": "Ellin Courier"}, [1, 2]),
        ({"source": "(none)", "kind": "full"}, [0, 3]),
        ({"outlet": "Ellin Daily"}, [0, 1]),
        ({"outlet": "(none)"}, [5]),
        ({"article": "undated"}, [5]),
        ({"speaker_kind": "unnamed"}, [1]),
        ({"kind": "fragment"}, [4]),
        ({"basis": "carried"}, [1]),
        ({"since": "2024-04-01"}, [0, 1]),
        ({"until": "2024-03-05"}, [2, 3, 4]),
        ({"least": "0.95"}, [0, 3]),
        ({"most": "0.6"}, [1, 4]),
        ({"unsure": "1"}, [1, 4]),
        ({"corrected": "1"}, [3]),
        ({"words": "dawn", "sort": "oldest"}, [2, 5]),
        ({"sort": "unsure"}, [4, 1, 5, 2, 0, 3]),
    ],
)
def test_every_filter_comes_from_the_address(
    library: Library, address: dict[str, str], found: list[int]
) -> None:
    library.correct_speaker(library.page()[3].quote_id, "Bo Reed")
    app = page(**address)
    assert words_shown(app) == [NEWEST[number] for number in found]
    assert dict(app.query_params) == address


def test_a_speaker_of_many_articles_is_one_choice(library: Library) -> None:
    wharf = Article("“The wharf is shut,” Mayor Quill said.", id="wharf", published="2024-05-01")
    library.add(wharf, [row_of(wharf, "The wharf is shut,", speaker="Quill")])
    library.link()
    app = page(speaker="Quill")
    assert app.multiselect(key="speaker").value == ["Ada Quill"]
    assert app.multiselect(key="speaker").options[0] == "Ada Quill · 3"
    assert words_shown(app) == ["The wharf is shut,", NEWEST[0], NEWEST[2]]
    assert drawn_texts(app, "quote-card")[0].startswith("“The wharf is shut,”Quill (counted as Ada Quill)")
    app.toggle(key="unsure").set_value(True).run()
    app.toggle(key="unsure").set_value(False).run()
    assert dict(app.query_params) == {"speaker": "Ada Quill"}


def test_what_is_typed_finds_a_name_that_is_not_offered(library: Library) -> None:
    many = Article(
        "\n\n".join(f"“Line {number} is open,” Speaker Number{number} said." for number in range(250)),
        id="many",
    )
    rows = [
        row_of(many, f"Line {number} is open,", speaker=f"Speaker Number{number}") for number in range(250)
    ]
    library.add(many, rows)
    library.link()
    app = page()
    offered = app.multiselect(key="speaker").options
    assert "Speaker Number99 · 1" not in offered
    assert len(offered) == 200
    app.multiselect(key="speaker").set_value(["number99"]).run()
    assert app.multiselect(key="speaker").value == ["Speaker Number99"]
    app.multiselect(key="speaker").set_value(["Speaker Number99", "number24"]).run()
    assert {"Speaker Number24 · 1", "Speaker Number249 · 1"} <= set(app.multiselect(key="speaker").options)
    assert app.multiselect(key="speaker").value == ["Speaker Number99"]


def test_an_address_restores_the_open_quote(library: Library) -> None:
    again = page(article="ferry", quote=quote_ids(page())[3])
    assert len(drawn_texts(again, "opened")) == 1
    assert "The crews voted to strike," in drawn_texts(again, "opened")[0]


def test_an_unknown_value_in_the_address_stays_visible(library: Library) -> None:
    app = page(speaker="Kit Fell")
    assert app.multiselect(key="speaker").value == ["Kit Fell"]
    assert app.multiselect(key="speaker").options[-1] == "Kit Fell · 0"
    assert words_shown(app) == []
    assert drawn_texts(app, "notice") == ["No quotes match these filters. Clear a filter to see more."]


def test_an_open_quote_is_marked_in_its_article(library: Library) -> None:
    app = page(quote=quote_ids(page())[2])
    drawn = "".join(html.body for html in app.get("html"))
    assert '<mark class="quote labelled">We sail at dawn,</mark>' in drawn
    assert re.findall(r'aria-label="(Close quote .*?)"', drawn) == ["Close quote 3"]
    assert quote_ids(app) == quote_ids(page())


def test_a_row_s_link_keeps_the_filters_and_opens_the_quote(library: Library) -> None:
    app = page(kind="full", sort="oldest")
    links = re.findall(r'<a href="([^"]*)" data-quote', "".join(html.body for html in app.get("html")))
    assert [unescape(link) for link in links] == [
        f"?kind=full&sort=oldest&quote={quote}" for quote in quote_ids(app)
    ]


def test_a_long_list_is_paged(library: Library, caplog: pytest.LogCaptureFixture) -> None:
    lines = [f"“This is line {number:02} of many,” Ada Quill said." for number in range(45)]
    long = Article("\n\n".join(lines), id="long")
    rows = [row_of(long, f"This is line {number:02} of many,", speaker="Ada Quill") for number in range(45)]
    library.add(long, rows)
    app = page(article="long", page="3")
    assert [words.split()[3] for words in words_shown(app)] == [str(number) for number in range(40, 45)]
    app.pagination(key="pager-3").set_value(1).run()
    assert len(words_shown(app)) == 20
    assert dict(app.query_params) == {"article": "long"}
    assert len(words_shown(page(article="long", page="99"))) == 5
    assert "created with a default value" not in caplog.text


def test_too_long_a_search_is_reported_in_one_line(library: Library) -> None:
    app = page()
    app.text_input(key="words").set_value("ferry " * 60).run()
    assert not app.exception
    assert drawn_texts(app, "notice error") == ["search: at most 50 words in one search, not 60"]
    app.text_input(key="words").set_value("").run()
    assert words_shown(app) == NEWEST


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


def test_the_months_follow_the_filters(library: Library) -> None:
    (strip,) = strips(page())
    assert 'aria-label="Quotes per month, March 2024 to April 2024, up to 3 a month"' in strip
    assert re.findall(r'title="(.*?)"', strip) == ["March 2024: 3", "April 2024: 2"]
    assert strips(page(outlet="Ellin Daily")) == []


def strips(app: AppTest) -> list[str]:
    return [html.body for html in app.get("html") if 'class="months"' in html.body]


@given(only=filters())
def test_the_widgets_give_back_every_filter(only: Filter) -> None:
    values = filter_panel.widget_values(only)
    assert set(values) == set(filter_panel.KEYS)
    # the ends of the slider are no bounds
    least = only.least_confidence or None
    most = None if only.most_confidence == 1 else only.most_confidence
    assert filter_panel.filter_of(values) == replace(only, least_confidence=least, most_confidence=most)


def test_the_address_leads_where_filters_are_lost(monkeypatch: pytest.MonkeyPatch) -> None:
    state: dict[str, object] = {}
    monkeypatch.setattr(st, "session_state", state)
    assert address_bar.address_leads("quotes", filter_panel.KEYS)
    filter_panel.fill_widgets(Filter())
    assert state.keys() >= set(filter_panel.KEYS)
    assert not address_bar.address_leads("quotes", filter_panel.KEYS)
    for key in filter_panel.KEYS:  # as Streamlit forgets them when another page is begun
        kept = state.pop(key)
        assert address_bar.address_leads("quotes", filter_panel.KEYS)
        state[key] = kept
