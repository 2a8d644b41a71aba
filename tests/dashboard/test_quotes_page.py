"""The page of quotes without a browser: the whole script on a real library."""

import re
from collections.abc import Callable
from html import unescape
from pathlib import Path
from urllib.parse import parse_qs

import pytest
from drawn_pages import drawn_html, drawn_texts, text_of
from made_library import FERRY, row_of
from streamlit.testing.v1 import AppTest

from quotes.dashboard import page_script
from quotes.dashboard.quotes_page.name_choices import find_names
from quotes.dashboard.quotes_page.state import QuotesState
from quotes.dashboard.shared import TickedQuotes
from quotes.library import FILTER_FIELDS, ActKind, Filter, Library, NamesField
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
    drawn = "".join(drawn_html(app))
    return [text_of(words) for words in re.findall(r'class="words"[^>]*>“(.*?)”</p>', drawn)]


def quote_ids(app: AppTest) -> list[str]:
    """The quotes that the list opens, in order."""
    return re.findall(r'<a href="[^"]*" data-quote="(.*?)"', "".join(drawn_html(app)))


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


def test_filters_narrow_list_and_choices(library: Library) -> None:
    app = page(speaker="Ada Quill")
    assert words_shown(app) == [NEWEST[0], NEWEST[2]]
    assert offered(app, "outlet") == ["Port Post 1", "Ellin Daily 1"]
    assert offered(app, "speaker")[:2] == ["Ada Quill 2", "Bo Reed 1"]
    app = page(speaker="Ada Quill", words="votes")
    assert words_shown(app) == [NEWEST[0]]
    assert summary(app) == "1 quote of 6 · 1 speaker · 0 sources · 1 article"


def test_every_page_has_a_title_of_its_own(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    named: list[str] = []
    monkeypatch.setattr("streamlit.set_page_config", lambda **given: named.extend(given.values()))
    page()
    assert named[-1] == "Quotes · quotes"


def test_what_a_link_asks_for_without_sense_is_named(library: Library) -> None:
    app = page(since="foo", least="7", speaker="Ada Quill")
    assert drawn_texts(app, "notice") == ["Not understood, and left out: since=foo, least=7."]
    assert words_shown(app) == [NEWEST[0], NEWEST[2]]
    app = page(sort="speeker", page="0", view="x", kind="full")
    assert drawn_texts(app, "notice") == ["Not understood, and left out: sort=speeker, page=0, view=x."]
    app = page(sort="relevance", page="1")  # without words, no match is the best
    assert drawn_texts(app, "notice") == ["Not understood, and left out: sort=relevance."]


def test_a_search_says_what_the_other_filters_hide(library: Library) -> None:
    app = page(words="dawn", source="Harbour Wire", sort="oldest")
    told = text_of(body(app, "articles-with"))
    assert "2 quotes have these words. The other filters hide them." in told
    (link,) = re.findall(r'<a data-ask href="\?(.*?)"', body(app, "articles-with"))
    assert words_shown(page(**parse_qs(unescape(link)))) == [NEWEST[2], NEWEST[5]]
    told = text_of(body(page(words="bridge", source="Harbour Wire"), "articles-with"))
    assert "The other filters" not in told


def test_every_choice_leads_to_the_quotes_that_it_counts(library: Library) -> None:
    """A visitor goes from one view to the next by every link of the panel; each does what it says."""
    start = {"kind": "full", "sort": "oldest"}
    panel = body(page(**start), "filters")
    links = re.findall(r'<a data-ask href="\?([^"]*)"[^>]*>(.*?)</a>', panel)
    assert len(links) > 20
    for link, words in links:
        address = parse_qs(unescape(link))
        if address["sort"] == ["oldest"] and (number := re.search(r'class="number">(\d+)<', words)):
            app = page(**address)
            assert summary(app).split()[0] == number[1]
            assert 'aria-current="true"' in body(app, "filters")
            assert dict(app.query_params) == {name: values[-1] for name, values in address.items()}


def test_every_active_filter_can_be_taken_off(library: Library) -> None:
    address = {"words": "votes", "speaker": ["Ada Quill", "(none)"], "since": "2024-04-01", "unsure": "1"}
    app = page(article="ferry", **address)
    assert chips(app) == [
        "With the words votes",
        "Speaker is Ada Quill",
        "Speaker is unknown",
        "Article is The ferry returns",
        "Published on 2024-04-01 or later",
        "Uncertain",
    ]
    found = re.findall(r'href="\?(.*?)"', body(app, "filter-chips"))
    *links, clear = [parse_qs(unescape(link)) for link in found]
    assert clear == {}
    everything = {"article": ["ferry"], **{n: [v] if isinstance(v, str) else v for n, v in address.items()}}
    for link in links:
        (name,) = [name for name in everything if link.get(name) != everything[name]]
        left = link.get(name, [])
        assert len(left) == len(everything[name]) - 1
        assert link == {n: v for n, v in (everything | {name: left}).items() if v}


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
        ({"undated": "1"}, [5]),
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
    assert chips(app) == ["Speaker is Ada Quill"]
    assert offered(app, "speaker")[0] == "Ada Quill 3"
    assert words_shown(app) == ["The wharf is shut,", NEWEST[0], NEWEST[2]]
    assert drawn_texts(app, "quote-card")[0].startswith("“The wharf is shut,”Quill (counted as Ada Quill)")
    (link,) = re.findall(r'href="([^"]*)" data-kept="Uncertain only"', body(app, "filters"))
    assert unescape(link) == "?speaker=Ada+Quill&unsure=1"


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
    field = FILTER_FIELDS["speakers"]
    assert isinstance(field, NamesField)
    assert "Speaker Number99 1" not in offered(page(), "speaker")
    assert [name.value for name in find_names(library, field, Filter(), "number99")] == ["Speaker Number99"]
    several = find_names(library, field, Filter(speakers=("Speaker Number24",)), "number24")
    assert {name.value for name in several} == {f"Speaker Number24{digit}" for digit in (*"0123456789",)}
    others = find_names(library, field, Filter(words="dawn"), "number24")  # none of theirs has the word
    assert [name.quotes for name in others] == [0] * 11


def test_an_address_restores_the_open_quote(library: Library) -> None:
    again = page(article="ferry", quote=quote_ids(page())[3])
    assert len(drawn_texts(again, "opened")) == 1
    assert "The crews voted to strike," in drawn_texts(again, "opened")[0]


def test_an_unknown_value_in_the_address_stays_visible(library: Library) -> None:
    app = page(speaker="Kit Fell")
    assert chips(app) == ["Speaker is Kit Fell"]
    assert offered(app, "speaker")[0] == "Kit Fell 0"
    assert words_shown(app) == []
    assert drawn_texts(app, "notice") == ["No quotes match these filters. Remove a filter to see more."]


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


def test_many_articles_are_one_filter_and_an_untitled_one_is_shown_by_its_first_words(
    library: Library,
) -> None:
    ids = ["ferry", "harbour", "undated", *(f"gone-{number}" for number in range(20))]
    app = page(article=ids)
    assert chips(app) == ["Article is one of 23"]
    assert len(words_shown(app)) == 6
    assert "“Votes are counted at noon,” Ada Quill said." in body(app, "quote-list")
    assert chips(page(article="harbour"))[0].startswith(
        "Article is “Votes are counted at noon,” Ada Quill said."
    )


def test_too_long_a_search_is_reported_in_one_line(library: Library) -> None:
    app = page(words="ferry " * 60)
    assert drawn_texts(app, "notice error") == ["search: at most 50 words in one search, not 60"]
    assert body(app, "filter-chips").endswith('<a data-ask href="?">Clear the filters</a></li></ul>')
    assert 'value="ferry ferry' in body(app, "filters")


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


def test_a_bar_leads_to_the_quotes_of_its_month(library: Library) -> None:
    (strip,) = strips(page(sort="oldest"))
    links = [parse_qs(unescape(link)) for link in re.findall(r'href="\?(.*?)"', strip)]
    assert [len(words_shown(page(**link))) for link in links] == [3, 2, 1]
    assert links[2] == {"sort": ["oldest"], "undated": ["1"]}
    assert "1 without a date" in text_of(strip)
    assert links[0] == {"sort": ["oldest"], "since": ["2024-03-01"], "until": ["2024-03-31"]}


def test_quotes_without_a_date_are_never_left_out_without_a_word(library: Library) -> None:
    assert "1 without a date" in summary(page())
    assert "1 quote without a date left out" in body(page(since="2024-01-01"), "filters")
    app = page(undated="1")
    assert chips(app) == ["Without a date"]
    assert "left out" not in body(app, "filters")


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
    assert drawn_texts(app, "notice error") == ["nowhere: the library has no quote with this id"]
    assert not library.acts([ActKind.correction])
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


def strips(app: AppTest) -> list[str]:
    """The chart of months, if there is one."""
    return re.findall('class="months".*?</div>(?:<p.*?</p>)?</div>', "".join(drawn_html(app)))


def body(app: AppTest, name: str) -> str:
    """The HTML of the one piece that has a part of this class, from there on."""
    found = [html for html in drawn_html(app) if f'class="{name}"' in html]
    assert len(found) == 1
    part = found[0][found[0].index(f'class="{name}"') :]
    return part.partition("</ul>")[0] + "</ul>" if name == "filter-chips" else part


def summary(app: AppTest) -> str:
    """The line of figures above the list."""
    (line,) = re.findall(r'<p class="summary".*?</p>', body(app, "above"))
    return text_of(line)


def offered(app: AppTest, parameter: str) -> list[str]:
    """The names that a filter offers, with their numbers."""
    names = body(app, "filters").partition(f'data-kept="{parameter}"')[2].partition("</ul>")[0]
    return [text_of(link) for link in re.findall(r"<a data-ask.*?</a>", names)]


def chips(app: AppTest) -> list[str]:
    """The active filters above the list."""
    drawn = "".join(drawn_html(app))
    return [unescape(words) for words in re.findall(r'aria-label="Remove filter: (.*?)"', drawn)]
