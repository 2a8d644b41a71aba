"""Acts: who did what and when, and undoing it."""

import sqlite3
from pathlib import Path

import pytest
from made_library import ALL, DAWN, FERRY, HARBOUR, MESS, STRIKE, add_all

from quotes.library import ActKind, Added, Library
from quotes.types import InputError, Span


def told(library, **asked):
    """The acts that are listed, in short."""
    return [(act.what, act.who, act.doc_id) for act in library.acts(**asked)]


def test_each_act_says_who_did_it(library, monkeypatch):
    monkeypatch.setenv("QUOTES_USER", "  Ada   Brook ")
    library.correct_speaker(STRIKE.quote_id, "Dee Ames", note="heard it")
    desk = library.acting_as("Bo Reed <bo@example.org>")
    desk.reject(MESS.quote_id)
    desk.guarded(lambda: None).add_missed("harbour", Span(1, 6))
    assert told(library, what=[ActKind.correction]) == [
        ("correction", "Bo Reed <bo@example.org>", "harbour"),
        ("correction", "Bo Reed <bo@example.org>", "ferry"),
        ("correction", "Ada Brook", "ferry"),
    ]
    first = library.acts(what=[ActKind.correction])[-1]
    assert (first.note, first.details["value"], first.title) == ("heard it", "Dee Ames", "The ferry returns")
    assert {correction.who for correction in library.corrections()} == {
        "Ada Brook",
        "Bo Reed <bo@example.org>",
    }
    monkeypatch.delenv("QUOTES_USER")
    monkeypatch.setenv("LOGNAME", "fay")
    assert library.who == "fay"


def test_anybody_may_undo_an_act_once_and_that_is_noted(library):
    number = library.acting_as("Ada").correct_speaker(STRIKE.quote_id, "Dee Ames")
    library.acting_as("Bo").undo(number)
    assert library.quote(STRIKE.quote_id) == STRIKE
    act = library.act(number)
    assert (act.who, act.undone_by) == ("Ada", "Bo")
    assert act.made <= act.undone
    with pytest.raises(InputError, match=f"act {number}: Bo has undone it already"):
        library.undo(number)
    with pytest.raises(InputError, match="act 9999: there is no such act to undo"):
        library.undo(9999)
    assert library.act(9999) is None


def test_acts_are_found_by_kind_person_article_and_time(library):
    library.acting_as("Ada").reject(MESS.quote_id)
    number = library.acting_as("Bo").reject(DAWN.quote_id)
    library.acting_as("Cy").undo(number)
    assert [act.who for act in library.acts(what=[ActKind.correction])] == ["Bo", "Ada"]
    assert told(library, who="Cy") == told(library, who="Bo") == [("correction", "Bo", "ferry")]
    assert [act.what for act in library.acts(article="harbour")] == ["import"]
    assert library.number_of_acts(article="ferry") == 3
    assert library.acts(since="2999-01-01") == library.acts(until="1999-01-01") == []
    assert library.number_of_acts(until="2999-01-01") == library.number_of_acts() == len(library.acts())
    pages = [library.acts(limit=2, offset=offset) for offset in (0, 2, 4)]
    assert [act for page in pages for act in page] == library.acts()
    assert {"Ada", "Bo", "Cy"} <= set(library.people())


def test_articles_that_are_added_together_are_one_import(tmp_path):
    with Library(tmp_path / "press.db") as made:
        together = made.acting_as("Ada").importing("the morning's papers")
        for article, rows in [*ALL.items()][:2]:
            together.add(article, rows)
        assert together.add(FERRY, ALL[FERRY]) is Added.there
        together.add(HARBOUR, ALL[HARBOUR], again=True)
        [act] = made.acts()
        assert (act.what, act.who, act.note) == ("import", "Ada", "the morning's papers")
        assert dict(act.details) == {"articles": 2, "renewed": 1, "quotes": 7}
        add_all(made)
        assert [act.doc_id for act in made.acts()] == ["undated", None]
        with pytest.raises(InputError, match="an import is not undone; delete its articles instead"):
            made.undo(act.id)
        assert made.act(act.id).undone is None


def test_what_an_old_library_has_becomes_acts_of_somebody_unknown(tmp_path):
    path = tmp_path / "press.db"
    with sqlite3.connect(path) as connection:
        connection.executescript(Path(__file__).with_name("library_version_5.sql").read_text("utf-8"))
        before = connection.execute("SELECT id, made, note FROM corrections WHERE undone IS NULL").fetchall()
        added = connection.execute("SELECT min(added) FROM articles").fetchone()
    with Library(path) as library:
        found = library.acts(what=[ActKind.correction])
        assert [(act.id, act.made, act.note) for act in found if not act.undone] == before
        assert [(act.made,) for act in library.acts(what=[ActKind.addition])] == [added]
        assert told(library, article="ferry") == told(library)
        assert {act.who for act in library.acts()} == {""}
        assert library.people() == []
        for act in found:
            library.undo(act.id)
        assert library.corrections() == []
