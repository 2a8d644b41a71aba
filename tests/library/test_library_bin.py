"""Deleting and amending articles, and taking it back."""

import sqlite3
from contextlib import closing

import pytest
from made_library import ALL, CAFE, DAWN, FERRY, HARBOUR, HOUR, MESS, NOON, STRIKE, UNDATED, row_of

from quotes.library import ActKind, Added, Filter, Library, Sort
from quotes.types import Article, InputError, Span


def everything(library):
    """What a library shows, without times."""
    return (
        list(library.rows()),
        library.totals(),
        *(library.counts(by, articles=True).to_csv() for by in ("speaker", "source", "outlet", "article")),
        library.months().to_csv(),
        library.articles().drop(columns="added").to_csv(),
        library.companions("Ada Quill").to_csv(),
        library.mentions("Ada Quill").to_csv(),
        library.forms("Ada Quill").to_csv(),
        [article.id for article in library.stored_articles()],
        [(said.what, said.value) for said in library.corrections()],
        library.number_of_corrections(),
        len(library.history()),
        library.gold(),
        [library.page(Filter(words="dawn"), sort) for sort in Sort],
    )


def anew(path, *articles):
    """A library of these articles alone."""
    made = Library(path)
    for article in articles:
        made.add(article, ALL[article])
    made.link()
    return made


def make_old(library, act):
    """Let an act be done long ago."""
    with closing(sqlite3.connect(library.path)) as connection, connection:
        connection.execute("UPDATE acts SET made = '2020-01-01T00:00:00+00:00' WHERE id = ?", (act,))


def test_a_deleted_article_is_nowhere_and_comes_back_as_it_was(library, tmp_path):
    library.link()
    library.correct_speaker(STRIKE.quote_id, "Dee Ames")
    library.add_missed("ferry", Span(FERRY.text.index("The crews"), FERRY.text.index("The crews") + 9))
    before = everything(library)
    act = library.acting_as("Ada").delete(["ferry"], note="a draft")
    with anew(tmp_path / "other.db", HARBOUR, UNDATED) as other:
        assert everything(library) == everything(other)
    assert library.in_bin() == 1
    for ask in (
        lambda: library.article("ferry"),
        lambda: library.quote(DAWN.quote_id),
        lambda: library.correct_speaker(DAWN.quote_id, "Bo Reed"),
        lambda: library.add_missed("ferry", Span(0, 5)),
        lambda: library.delete(["ferry", "nowhere"]),
        lambda: library.amend(["ferry"], {"title": "New"}),
    ):
        with pytest.raises(InputError):
            ask()
    assert library.extracted(DAWN.quote_id) is None
    assert library.corrections_of(STRIKE.quote_id) == []
    [told] = library.acts(what=[ActKind.deletion])
    assert (told.doc_id, told.note, told.in_words) == ("ferry", "a draft", "deleted 1 article with 4 quotes")
    library.acting_as("Bo").undo(act)
    assert everything(library) == before
    assert library.act(act).undone_by == "Bo"


def test_what_a_filter_shows_and_what_an_import_added_is_found_and_deleted(library):
    assert library.doc_ids(Filter(sources=("Ellin Courier",))) == ["ferry", "harbour"]
    assert library.doc_ids(Filter(articles=("harbour", "nowhere"))) == ["harbour"]
    assert library.number_of_quotes(["ferry", "harbour"]) == 5
    first = library.acts()[-1]
    assert library.import_of("ferry") == first.id
    assert library.doc_ids_of_import(first.id) == library.doc_ids(Filter(imports=(first.id,))) == ["ferry"]
    assert library.totals(Filter(imports=(first.id,), sources=("Ellin Courier",))).quotes == 1
    assert {row.doc_id for row in library.rows(Filter(imports=(first.id, 99)))} == {"ferry"}
    with pytest.raises(InputError, match="there is no such import"):
        library.doc_ids_of_import(99)
    library.delete(library.doc_ids(Filter(sources=("Ellin Courier",))))
    assert list(library.rows()) == [HOUR]
    assert library.doc_ids_of_import(first.id) == []


def test_the_names_of_what_is_deleted_link_nobody_any_more(tmp_path):
    one = Article("“Yes,” said Abe Quill.", "one")
    other = Article("“No,” said Quill.", "other")
    with Library(tmp_path / "press.db") as library:
        for article, words, name in ((one, "Yes,", "Abe Quill"), (other, "No,", "Quill")):
            library.add(article, [row_of(article, words, speaker=name)])
        library.link()
        assert library.known_as(["Quill"]) == {"Quill": "Abe Quill"}
        act = library.delete(["one"])
        library.link()
        assert library.known_as(["Quill"]) == {"Quill": "Quill"}
        library.undo(act)
        assert library.known_as(["Quill"]) == {"Quill": "Abe Quill"}


def test_after_a_month_the_bin_is_emptied_for_good(library):
    library.correct_speaker(STRIKE.quote_id, "Dee Ames")
    kept, act = library.delete(["harbour"]), library.delete(["ferry"])
    make_old(library, act)
    with Library(library.path) as opened:
        assert opened.in_bin() == 1
        assert opened.purge() == 0
        with pytest.raises(InputError, match="deleted for good after 30 days"):
            opened.undo(act)
        assert opened.act(act).undone is None
        opened.undo(kept)
        assert opened.doc_ids(Filter()) == ["harbour", "undated"]
        assert opened.add(FERRY, ALL[FERRY]) is Added.new
        assert opened.quote(STRIKE.quote_id) == STRIKE
    with closing(sqlite3.connect(library.path)) as connection:
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
        connection.execute("INSERT INTO quotes_search (quotes_search, rank) VALUES ('integrity-check', 1)")


def test_who_has_read_the_library_long_ago_notices_what_was_purged(library):
    with Library(library.path) as other:
        assert other.counts("article")["quotes"].sum() == other.totals().quotes
        make_old(library, library.delete(["ferry"]))
        assert library.purge() == 1
        assert other.counts("article").to_csv() == library.counts("article").to_csv()
        assert other.totals() == library.totals()


def test_an_article_in_the_bin_comes_back_when_it_is_added_again(library):
    library.correct_speaker(STRIKE.quote_id, "Dee Ames")
    act = library.delete(["ferry"])
    asked = library.to_extract(Article(FERRY.text, "new-id"))
    assert (asked.id, asked.text) == ("ferry", FERRY.text)
    assert library.add(asked, ALL[FERRY]) is Added.restored
    assert library.quote(STRIKE.quote_id).speaker == "Dee Ames"
    with pytest.raises(InputError):
        library.undo(act)


def test_an_amendment_shows_everywhere_and_what_was_added_comes_back(library):
    before = everything(library)
    first = library.amend(
        ["ferry", "harbour"],
        {
            "title": "  The  vote ",
            "outlet": "AP News",
            "published": "2024-06-07",
            "url": "https://ap.example/1",
        },
    )
    row = library.quote(DAWN.quote_id)
    assert (row.title, row.outlet, row.published, row.url) == (
        "The vote",
        "AP News",
        "2024-06-07",
        "https://ap.example/1",
    )
    assert library.page(Filter(outlets=("AP News",), since="2024-06-07")) == library.page(
        Filter(articles=("ferry", "harbour"))
    )
    assert dict(library.counts("outlet").dropna().itertuples(index=False)) == {"AP News": 5}
    assert set(library.counts("article", containing="vote")["article"]) == {"ferry", "harbour"}
    assert [str(month)[:7] for month in library.months()["month"]] == ["2024-06"]
    second = library.amend(["ferry"], {"outlet": "", "published": "2024-06-08"})
    assert library.article("ferry").article.outlet is None
    assert library.add(library.to_extract(FERRY, again=True), ALL[FERRY], again=True) is Added.renewed
    assert library.quote(DAWN.quote_id).published == "2024-06-08"
    library.undo(first)
    assert library.quote(NOON.quote_id) == NOON
    assert (library.quote(DAWN.quote_id).title, library.quote(DAWN.quote_id).published) == (
        FERRY.title,
        "2024-06-08",
    )
    library.undo(second)
    after = everything(library)
    assert after == before
    assert library.act(second).in_words == "no outlet, date is “2024-06-08”: 1 article"


@pytest.mark.parametrize(
    "changes",
    [
        {"published": "5 March"},
        {"title": "\ud800"},
        {"url": "foo"},
        {"text": "New"},
        {"title": "The ferry returns"},
    ],
)
def test_what_cannot_be_amended_changes_nothing(library, changes):
    number = library.number_of_acts()
    with pytest.raises(InputError):
        library.amend(["ferry"], changes)
    assert library.quote(DAWN.quote_id) == DAWN
    assert library.number_of_acts() == number


def test_an_outlet_is_renamed_wherever_it_is(library):
    library.amend(["undated"], {"outlet": "Port Post"})
    assert library.number_of_publications("Port Post") == 2
    act = library.rename_outlet(["Port Post", "Ellin Daily"], "The Post")
    assert library.quote(CAFE.quote_id).outlet == library.quote(HOUR.quote_id).outlet == "The Post"
    library.undo(act)
    assert [library.quote(row.quote_id).outlet for row in (MESS, CAFE, HOUR)] == [
        "Port Post",
        "Ellin Daily",
        "Port Post",
    ]
    with pytest.raises(InputError, match="would not change any article"):
        library.rename_outlet(["Nobody's Post"], "The Post")
