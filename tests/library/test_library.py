"""The library's main path: add, page, filter, search, and what a quote keeps."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from made_library import ALL, CAFE, DAWN, FERRY, HARBOUR, HOUR, MESS, NOON, STRIKE, UNDATED, row_of

from quotes.library import Added, Filter, Library, Sort, Totals
from quotes.library.word_search import parse_search
from quotes.text import digest_text
from quotes.types import Article, InputError
from quotes.writing.table import DTYPES

QUOTES = {row.quote_id: row for rows in ALL.values() for row in rows}


@pytest.fixture(scope="module")
def library(tmp_path_factory):
    """A library that tests only read."""
    with Library(tmp_path_factory.mktemp("library") / "press.db") as library:
        for article, rows in ALL.items():
            assert library.add(article, rows) is Added.new
        yield library


@pytest.fixture
def own(tmp_path):
    """An empty library that the test may change."""
    with Library(tmp_path / "own.db") as library:
        yield library


def words_of(rows):
    return [row.quote for row in rows]


def test_rows_come_back_as_they_were_stored(library):
    assert library.page(sort=Sort.newest) == [NOON, CAFE, DAWN, STRIKE, MESS, HOUR]
    assert library.article("ferry").article == FERRY


def test_frame_has_the_dtypes_of_the_table(library):
    frame = library.frame(Filter(speakers=("Ada Quill",)))
    assert frame.dtypes.astype(str).to_dict() == DTYPES
    assert list(frame["quote"]) == words_of([NOON, DAWN])
    assert library.frame(Filter(words="nowhere")).dtypes.astype(str).to_dict() == DTYPES


@pytest.mark.parametrize(
    ("only", "expected"),
    [
        (Filter(speakers=("Bo Reed", "Cy Marl")), [STRIKE, HOUR]),
        (Filter(speakers=(None,)), [MESS]),
        (Filter(speakers=("Nobody Known",)), []),
        (Filter(sources=("Ellin Courier",)), [CAFE, DAWN]),
        (Filter(sources=(None,), outlets=("Port Post",)), [STRIKE, MESS]),
        (Filter(outlets=(None,)), [HOUR]),
        (Filter(articles=("harbour", "undated")), [NOON, CAFE, HOUR]),
        (Filter(articles=("unheard of",)), []),
        (Filter(speaker_kinds=("unnamed",)), [CAFE]),
        (Filter(kinds=("fragment",)), [MESS]),
        (Filter(bases=("carried",)), [CAFE]),
        (Filter(bases=("stated", "carried"), since="2024-03-06"), [CAFE]),
        (Filter(since="2024-03-05", until="2024-03-05"), [DAWN, STRIKE, MESS]),
        (Filter(until="2024-03-31"), [DAWN, STRIKE, MESS]),
        (Filter(least_confidence=0.9), [NOON, DAWN]),
        (Filter(most_confidence=0.6), [CAFE, MESS]),
        (Filter(least_confidence=0.8, most_confidence=0.9), [DAWN, STRIKE]),
        (Filter(unsure=True), [CAFE, MESS]),
        (Filter(corrected=True), []),
        (Filter(words="dawn"), [DAWN, HOUR]),
        (Filter(words="vote"), [NOON, STRIKE]),
        (Filter(words="cafe"), [CAFE]),
        (Filter(words='"at dawn"'), [DAWN]),
        (Filter(words='"dawn at"'), []),
        (Filter(words="“at dawn"), [DAWN]),
        (Filter(words="daw*"), [DAWN, HOUR]),
        (Filter(words="dawn -sail"), [HOUR]),
        (Filter(words="-dawn"), [NOON, CAFE, STRIKE, MESS]),
        (Filter(words="dawn Quill"), [DAWN]),
        (Filter(words="dawn OR crews"), []),
        (Filter(words="!?"), []),
        (Filter(words="   "), [NOON, CAFE, DAWN, STRIKE, MESS, HOUR]),
    ],
)
def test_filters(library, only, expected):
    assert words_of(library.page(only)) == words_of(expected)
    assert library.totals(only).quotes == len(expected)
    assert sum(library.counts("article", only)["quotes"]) == len(expected)


@pytest.mark.parametrize(
    ("sort", "expected"),
    [
        (Sort.newest, [NOON, CAFE, DAWN, STRIKE, MESS, HOUR]),
        (Sort.oldest, [DAWN, STRIKE, MESS, NOON, CAFE, HOUR]),
        (Sort.added, [HOUR, NOON, CAFE, DAWN, STRIKE, MESS]),
        (Sort.unsure, [MESS, CAFE, HOUR, STRIKE, DAWN, NOON]),
        (Sort.speaker, [NOON, DAWN, STRIKE, HOUR, CAFE, MESS]),
        (Sort.source, [HOUR, CAFE, DAWN, NOON, STRIKE, MESS]),
        (Sort.outlet, [NOON, CAFE, DAWN, STRIKE, MESS, HOUR]),
        (Sort.relevance, [NOON, CAFE, DAWN, STRIKE, MESS, HOUR]),
    ],
)
def test_orders_and_pages(library, sort, expected):
    assert words_of(library.page(sort=sort)) == words_of(expected)
    pages = [library.page(sort=sort, limit=4, offset=offset) for offset in (0, 4, 8)]
    assert [words_of(page) for page in pages] == [words_of(expected[:4]), words_of(expected[4:]), []]


def test_relevance_puts_words_of_the_quote_before_words_around_it(own):
    article = Article(
        "“Rain is coming,” Ada Quill said of the storm.\n\n“The storm is near,” Bo Reed said in rain."
    )
    rows = [row_of(article, "Rain is coming,"), row_of(article, "The storm is near,")]
    own.add(article, rows)
    found = own.page(Filter(words="storm"), Sort.relevance)
    assert words_of(found) == ["The storm is near,", "Rain is coming,"]


def test_totals(library):
    assert library.totals() == Totals(quotes=6, speakers=4, sources=2, articles=3, undated=1)
    assert library.totals(Filter(sources=("Ellin Courier",))) == Totals(2, 2, 1, 2)
    assert library.totals(Filter(words="unheard")) == Totals(0, 0, 0, 0)


def test_counts(library):
    counts = library.counts("speaker", articles=True)
    lines = counts.fillna("–").itertuples(index=False, name=None)
    assert list(lines) == [
        ("Ada Quill", 2, 2),
        ("–", 1, 1),
        ("Bo Reed", 1, 1),
        ("officials", 1, 1),
        ("Cy Marl", 1, 1),
    ]
    assert counts.dtypes.astype(str).to_dict() == {"speaker": "str", "quotes": "int64", "articles": "int64"}
    assert library.counts("source", limit=1)["quotes"].tolist() == [3]
    by_article = library.counts("article")
    assert list(by_article.columns) == ["article", "title", "quotes"]
    assert by_article.set_index("article")["quotes"].to_dict() == {"ferry": 3, "harbour": 2, "undated": 1}
    assert library.counts("outlet", Filter(words="nowhere")).empty


def test_articles_are_listed_those_added_last_first(own):
    own.add(FERRY, ALL[FERRY])
    own.add(Article("Nobody spoke.", "quiet"), [])
    listed = own.articles()
    assert listed["doc_id"].tolist() == ["quiet", "ferry"]
    assert listed["quotes"].tolist() == [0, 3]
    assert listed.loc[1, ["title", "outlet", "published"]].tolist() == [
        FERRY.title,
        "Port Post",
        "2024-03-05",
    ]
    assert own.articles(limit=1, offset=1)["doc_id"].tolist() == ["ferry"]
    assert own.articles(offset=2).empty


def test_months(library):
    months = library.months()
    assert months["month"].dt.strftime("%Y-%m-%d").tolist() == ["2024-03-01", "2024-04-01"]
    assert months["quotes"].tolist() == [3, 2]
    assert library.months(Filter(articles=("undated",))).dtypes.astype(str).tolist() == [
        "datetime64[s]",
        "int64",
    ]


def test_who_reaches_us_through_whom_and_with_whom(library):
    pairs = library.speakers_by("source")
    assert set(pairs.itertuples(index=False, name=None)) == {
        ("Ada Quill", "Ellin Courier", 1),
        ("officials", "Ellin Courier", 1),
        ("Cy Marl", "Coast Radio", 1),
    }
    with_quill = library.companions("Ada Quill")
    assert set(with_quill["speaker"]) == {"Bo Reed", "officials"}
    assert library.mentions("Ada Quill").to_dict("list") == {"mention": ["Ada Quill"], "quotes": [1]}
    assert library.companions("Nobody Known").empty


def test_a_quote_is_found_by_its_id_or_the_beginning_of_it(library):
    assert library.quote(DAWN.quote_id) == library.quote(DAWN.quote_id[:8]) == DAWN
    with pytest.raises(InputError, match="no quote with this id"):
        library.quote("zzzzzz")
    with pytest.raises(InputError, match="at least 4"):
        library.quote(DAWN.quote_id[:3])
    with pytest.raises(InputError, match="no article"):
        library.article("unheard of")


def test_the_same_text_is_one_article(own):
    again = replace(
        FERRY, text=FERRY.text.replace("\n", "\r\n").replace("“", '"').replace("”", '"'), id="other"
    )
    assert own.to_extract(FERRY) == FERRY
    assert own.add(FERRY, ALL[FERRY]) is Added.new
    before = own.changes()
    assert own.to_extract(FERRY) is None
    assert own.to_extract(again) is None
    assert own.add(again, []) is Added.there
    assert own.totals().quotes == 3
    assert own.changes() == before


def test_different_articles_with_one_id_get_different_ids(own):
    own.add(replace(FERRY, id="a"), ALL[FERRY])
    own.add(replace(HARBOUR, id="a"), ALL[HARBOUR])
    one, other = own.counts("article")["article"]
    assert one == "a"
    assert other.startswith("a-")
    assert [row.doc_id for row in own.page(Filter(articles=(other,)))] == [other, other]


def test_an_id_that_has_the_form_of_a_longer_one_is_no_obstacle(own):
    texts = ["One ferry.", "Two ferries.", "Three ferries.", "Four ferries."]
    longer = f"x-{digest_text(texts[-1])[:8]}"
    for text, id_ in zip(texts, ["x", longer, f"{longer}-2", "x"], strict=True):
        assert own.add(Article(text, id_), []) is Added.new
    assert own.article(f"{longer}-3").article.text == texts[-1]


def test_extracting_again_replaces_the_rows(own):
    own.add(FERRY, ALL[FERRY])
    assert own.to_extract(replace(FERRY, title="Another"), again=True) == FERRY
    assert own.add(FERRY, [DAWN], again=True) is Added.renewed
    assert own.page() == [DAWN]
    assert own.totals(Filter(words="strike")).quotes == 0


def test_an_earlier_version_s_quotes_are_extracted_again(own, monkeypatch):
    monkeypatch.setattr("quotes.library.article_storing.__version__", "0.0.9")
    own.add(FERRY, [MESS])
    monkeypatch.setattr("quotes.library.article_storing.__version__", "0.0.10")
    assert own.to_extract(FERRY) == FERRY
    assert own.add(FERRY, ALL[FERRY]) is Added.renewed
    assert own.article("ferry").version == "0.0.10"
    monkeypatch.setattr("quotes.library.article_storing.__version__", "0.0.2")
    assert own.to_extract(FERRY) is None
    assert own.totals().quotes == 3


@pytest.mark.parametrize(
    ("article", "rows", "reason"),
    [
        (Article("half \ud800"), [], "text holds half a character"),
        (Article("x", title="\udfff"), [], "title holds half a character"),
        (Article("x", published="March"), [], "published must be a date like"),
        (Article(" \n"), [], "there is no text"),
        (HARBOUR, [DAWN], "not the quotes of this text"),
    ],
)
def test_what_cannot_be_stored_is_refused_whole(own, article, rows, reason):
    with pytest.raises(InputError, match=reason):
        own.add(article, rows)
    assert own.totals().quotes == 0
    assert own.counts("article").empty


@given(st.text(max_size=60))
def test_any_search_is_answered(library, words):
    assert library.totals(Filter(words=words)).quotes <= 6


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ('"', 0),
        ("^dawn", 2),
        ("(dawn)", 2),
        ("NEAR(dawn, sail)", 0),
        ("context:dawn", 0),
        ("dawn AND sail", 0),
        ("dawn NOT sail", 0),
        ("{quote context} : dawn", 0),
        ("'; DROP TABLE quotes --", 0),
    ],
)
def test_syntax_of_the_index_has_no_meaning(library, words, found):
    assert library.totals(Filter(words=words)).quotes == found


def test_endless_searches_are_refused():
    with pytest.raises(InputError, match="at most 50 words"):
        parse_search("a " * 51)
    with pytest.raises(InputError, match="at most 1,000 characters"):
        parse_search("a" * 1001)


@pytest.mark.parametrize("day", ["in March", "2024-W01", "20240305", "2024-02-30", "2024", "5"])
def test_a_wrong_date_is_reported(library, day):
    with pytest.raises(InputError, match="dates must be like 2024-03-05"):
        library.totals(Filter(since=day))


def test_a_filter_knows_whether_it_is_empty():
    assert Filter().is_empty
    assert not Filter(unsure=True).is_empty
    assert not Filter(least_confidence=0.0).is_empty


def test_everything_is_kept_to_the_letter(own):
    article = replace(
        UNDATED, title="Zürich \U0001f6a2 \u202e\x1b[31m", url="https://ellin.example/?a=1&b=<i>"
    )
    own.add(article, [replace(HOUR, title=article.title, url=article.url)])
    [row] = own.page()
    assert (row.title, row.url) == (article.title, article.url)
    assert QUOTES[row.quote_id].quote == row.quote
