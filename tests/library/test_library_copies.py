"""One text that several outlets published is one text with several publications."""

import json
from dataclasses import replace

import pandas as pd
import pytest
from made_library import ALL, CAFE, DAWN, FERRY, HARBOUR, HOUR

from quotes.intake import AddedArticle, Batch, add_articles
from quotes.library import ActKind, Added, Filter, Sort
from quotes.reading import FoundArticle, Remark, read_outcomes

AP = replace(FERRY, id="wire-1", outlet="AP", title="Ferry back", url="https://ap.example/ferry")
BBC = replace(FERRY, id="bbc-7", outlet="BBC", published="2024-03-06")


EVERYTHING = Filter()


@pytest.fixture
def copied(library):
    """The library, in which two further outlets published the article about the ferry."""
    assert library.add_copy(AP) is library.add_copy(BBC) is Added.copied
    library.link()
    return library


def outlets(library, only=EVERYTHING, **asked):
    """The quotes of each outlet."""
    counted = library.counts("outlet", only, **asked).itertuples(index=False)
    return {None if pd.isna(name) else name: tuple(map(int, numbers)) for name, *numbers in counted}


def test_a_text_counts_once_among_quotes_and_once_for_each_outlet(copied):
    assert copied.totals().quotes == 6
    assert outlets(copied, articles=True) == {
        "Port Post": (3, 1),
        "AP": (3, 1),
        "BBC": (3, 1),
        "Ellin Daily": (2, 1),
        None: (1, 1),
    }
    assert outlets(copied, Filter(speakers=("Ada Quill",))) == {
        "Port Post": (1,),
        "AP": (1,),
        "BBC": (1,),
        "Ellin Daily": (1,),
    }


@pytest.mark.parametrize("sort", Sort)
def test_any_of_its_outlets_finds_it(copied, sort):
    rows = copied.page(Filter(outlets=("BBC",)), sort)
    assert {row.doc_id for row in rows} == {"ferry"}
    assert len(rows) == copied.totals(Filter(outlets=("BBC",))).quotes == 3
    assert copied.totals(Filter(outlets=("AP", "Ellin Daily"))).quotes == 5
    assert copied.totals(Filter(outlets=("AP",), articles=("harbour",))).quotes == 0


def test_rows_and_tables_say_where_else_it_was_published(copied, library):
    assert copied.quote(DAWN.quote_id).also_in == "AP, BBC"
    assert copied.quote(DAWN.quote_id).outlet == "Port Post"
    assert copied.quote(CAFE.quote_id).also_in is None
    frame = copied.frame()
    assert set(frame[frame["doc_id"] == "ferry"]["also_in"]) == {"AP, BBC"}
    assert frame[frame["doc_id"] != "ferry"]["also_in"].isna().all()
    assert [(each.outlet, each.url) for each in copied.publications("ferry")] == [
        ("Port Post", None),
        ("AP", "https://ap.example/ferry"),
        ("BBC", None),
    ]
    assert [act.details["copies"] for act in copied.acts(what=[ActKind.addition], limit=2)] == [1, 1]


@pytest.mark.parametrize(
    "given",
    [
        FERRY,
        replace(FERRY, id="other", title="Another title"),
        replace(AP, published="2024-05-05"),
        replace(BBC, published=None),
        replace(FERRY, outlet=None, published=None, id="nameless"),
    ],
)
def test_the_same_publication_is_there_already(copied, given):
    assert copied.add_copy(given) is Added.there
    assert len(copied.publications("ferry")) == 3


def test_what_was_amended_is_known_by_its_former_outlet_too(copied):
    copied.rename_outlet(["AP", "Port Post"], "The Wire")
    assert copied.add_copy(FERRY) is copied.add_copy(replace(AP, url=None)) is Added.there
    assert outlets(copied)["The Wire"] == (3,)
    assert copied.quote(DAWN.quote_id).also_in == "BBC"


def test_copies_go_into_the_bin_with_their_article_and_come_back(copied):
    before = outlets(copied)
    act = copied.delete(["ferry"])
    assert outlets(copied) == {"Ellin Daily": (2,), None: (1,)}
    assert copied.totals(Filter(outlets=("BBC",))).quotes == 0
    copied.undo(act)
    assert outlets(copied) == before


def test_adding_notes_copies_without_extracting_them(library):
    found = [FoundArticle(each.id, each) for each in (AP, FERRY, BBC)]
    batch = Batch()
    assert len(list(batch.read(library, found))) == 3
    assert [batch.outcome(number) for number in range(3)] == [Added.copied, Added.there, Added.copied]
    done = list(add_articles(library, batch.found()))
    assert [each.outcome for each in done if isinstance(each, AddedArticle)] == [Added.copied] * 2
    assert library.acts(limit=1)[0].in_words == "noted 2 copies"
    assert library.quote(DAWN.quote_id).also_in == "AP, BBC"
    assert list(library.rows(Filter(outlets=(None,)))) == [HOUR]
    assert library.add(HARBOUR, ALL[HARBOUR]) is Added.there


def test_outlets_that_come_together_are_all_noted(library, tmp_path):
    table = tmp_path / "wire.json"
    fields = [("AP", "2024-03-05"), ("BBC", "2024-03-06"), ("AP", "2024-03-05"), (None, None)]
    text = "“The mole is shut,” Ada Quill said on Monday, and nobody asked her why."
    rows = [{"text": text, "outlet": outlet, "published": day} for outlet, day in fields]
    table.write_text(json.dumps(rows))
    found = list(read_outcomes([table], with_copies=True))
    batch = Batch()
    list(batch.read(library, found))
    assert batch.counts == {Added.new: 1, Added.copied: 1, "skipped": 2}
    results = list(add_articles(library, found))
    assert [each.outcome for each in results] == [Added.new, Added.copied, "skipped", "skipped"]
    assert results[1].quotes == 0
    assert [row.also_in for row in library.page(Filter(words="mole"))] == ["BBC"]
    assert [each.outcome for each in read_outcomes([table]) if isinstance(each, Remark)] == ["skipped"] * 3
