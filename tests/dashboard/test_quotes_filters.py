"""The filters of the page of quotes: what they offer, what they find, and how they are taken off."""

import re
from html import unescape
from urllib.parse import parse_qs

import pytest
from drawn_pages import drawn_texts, text_of
from made_library import row_of
from shown_quotes import NEWEST, body, chips, offered, page, strips, summary, words_shown

from quotes.dashboard.quotes_page.name_choices import find_names
from quotes.library import FILTER_FIELDS, Filter, Library, NamesField
from quotes.types import Article


@pytest.fixture
def library(served_library: Library) -> Library:
    return served_library


def test_filters_narrow_list_and_choices(library: Library) -> None:
    app = page(speaker="Ada Quill")
    assert words_shown(app) == [NEWEST[0], NEWEST[2]]
    assert offered(app, "outlet") == ["Port Post 1", "Ellin Daily 1"]
    assert offered(app, "speaker")[:2] == ["Ada Quill 2", "Bo Reed 1"]
    app = page(speaker="Ada Quill", words="votes")
    assert words_shown(app) == [NEWEST[0]]
    assert summary(app) == "1 quote of 6 · 1 speaker · 0 sources · 1 article"


def test_what_a_link_asks_for_without_sense_is_named(library: Library) -> None:
    app = page(since="foo", least="7", speaker="Ada Quill")
    assert drawn_texts(app, "notice") == ["Not understood, and left out: since=foo, least=7."]
    assert words_shown(app) == [NEWEST[0], NEWEST[2]]
    app = page(sort="speeker", page="0", view="x", kind="full")
    assert drawn_texts(app, "notice") == ["Not understood, and left out: sort=speeker, page=0, view=x."]
    app = page(sort="relevance", page="1")  # without words, no match is the best
    assert drawn_texts(app, "notice") == ["Not understood, and left out: sort=relevance."]


def test_every_choice_leads_to_the_quotes_that_it_counts(library: Library) -> None:
    """A visitor goes from one view to the next by every link of the panel; each does what it says."""
    start = {"kind": "full", "sort": "oldest"}
    panel = body(page(**start), "filters")
    links = re.findall(r'<a data-ask(?:="whole")? href="\?([^"]*)"[^>]*>(.*?)</a>', panel)
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


def test_an_unknown_value_in_the_address_stays_visible(library: Library) -> None:
    app = page(speaker="Kit Fell")
    assert chips(app) == ["Speaker is Kit Fell"]
    assert offered(app, "speaker")[0] == "Kit Fell 0"
    assert words_shown(app) == []
    assert drawn_texts(app, "notice") == ["No quotes match these filters. Remove a filter to see more."]


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


def test_the_months_follow_the_filters(library: Library) -> None:
    (strip,) = strips(page())
    assert 'aria-label="Quotes per month, March 2024 to April 2024, up to 3 a month"' in strip
    assert re.findall(r'title="(.*?)"', strip) == ["March 2024: 3", "April 2024: 2"]
    assert strips(page(outlet="Ellin Daily")) == []


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
