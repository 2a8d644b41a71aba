"""A search for words on the page of quotes: what is marked, what is said where nothing is found."""

import re
from html import unescape
from urllib.parse import parse_qs

import pytest
from drawn_pages import drawn_texts, text_of
from shown_quotes import NEWEST, body, page, words_shown

from quotes.library import Filter, Library
from quotes.types import Article


@pytest.fixture
def library(served_library: Library) -> Library:
    return served_library


def test_a_search_says_what_the_other_filters_hide(library: Library) -> None:
    app = page(words="dawn", source="Harbour Wire", sort="oldest")
    told = text_of(body(app, "articles-with"))
    assert "2 quotes have these words. The other filters hide them." in told
    (link,) = re.findall(r'<a data-ask="whole" href="\?(.*?)"', body(app, "articles-with"))
    assert words_shown(page(**parse_qs(unescape(link)))) == [NEWEST[2], NEWEST[5]]
    told = text_of(body(page(words="bridge", source="Harbour Wire"), "articles-with"))
    assert "The other filters" not in told


def test_too_long_a_search_is_reported_in_one_line(library: Library) -> None:
    app = page(words="ferry " * 60)
    assert drawn_texts(app, "notice error") == ["search: at most 50 words in one search, not 60"]
    assert body(app, "filter-chips").endswith('<a data-ask="whole" href="?">Clear the filters</a></li></ul>')
    assert 'value="ferry ferry' in body(app, "filters")


def test_the_words_of_a_search_are_marked_where_they_are(library: Library) -> None:
    app = page(words="voting")  # another form of the word
    drawn = body(app, "quote-list")
    assert re.findall(r'<mark class="found">(.*?)</mark>', drawn) == ["voted", "Votes"]
    (around,) = re.findall(r'class="around".*?</p>', body(page(words='"bo reed"'), "quote-list"))
    assert text_of(around).endswith("In the paragraph: “The crews voted to strike,” Bo Reed said.")
    opened = page(words="reed", quote=library.page(Filter(words="reed"))[0].quote_id)
    assert '<mark class="found">Reed</mark>' in body(opened, "opened").partition('class="why"')[0]
    assert 'class="found"' not in body(page(words="-ferry"), "quote-list")


def test_where_no_quote_has_the_words_the_articles_are_named_that_do(library: Library) -> None:
    library.add(Article("The regatta is over. “We lost,” Una Vole said.", id="r", title="Race"), [])
    (drawn,) = drawn_texts(page(words="regatta"), "articles-with")
    assert drawn.endswith("1 article contains them elsewhere:Race")
    (drawn,) = drawn_texts(page(words="regatta zeppelin"), "articles-with")
    assert drawn.endswith("No article has these words in its title or text.")
    assert drawn_texts(page(speaker="Kit Fell"), "articles-with") == []


def test_the_order_says_how_many_quotes_it_ranks(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    orders = re.findall(r"<option[^>]*>(Best.*?)</option>", body(page(words="dawn"), "above"))
    monkeypatch.setattr("quotes.dashboard.quotes_page.page.MOST_RANKED", 1)
    orders += re.findall(r"<option[^>]*>(Best.*?)</option>", body(page(words="dawn"), "above"))
    assert orders == ["Best match first", "Best match first, of the last 1 added"]
