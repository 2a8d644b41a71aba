"""Links to quotes lead to what became of them."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from made_library import DAWN, FERRY, MESS, STRIKE, row_of

from quotes.library import Library, LinkState
from quotes.types import Span

LONGER = row_of(FERRY, "“The crews voted to strike,”", speaker="Bo Reed")


@pytest.fixture
def again(library):
    """A function that extracts the ferry's article again, with these rows."""

    def add(*rows):
        library.add(FERRY, rows, again=True)

    return add


def test_a_quote_that_is_shown(library):
    link = library.follow_link(DAWN.quote_id)
    assert (link.state, link.row, link.doc_id) == (LinkState.shown, library.quote(DAWN.quote_id), "ferry")


def test_other_borders_lead_to_the_row_over_the_same_words(library, again):
    again(DAWN, LONGER, MESS)
    link = library.follow_link(STRIKE.quote_id)
    assert (link.state, link.row.quote) == (LinkState.changed, LONGER.quote)
    again(DAWN, STRIKE, MESS)
    assert library.follow_link(STRIKE.quote_id).state is LinkState.shown
    assert library.follow_link(LONGER.quote_id).row.quote == STRIKE.quote


def test_words_that_are_no_quote_any_more_lead_to_their_article(library, again):
    again(DAWN)
    link = library.follow_link(MESS.quote_id)
    assert (link.state, link.row, link.doc_id) == (LinkState.gone, None, "ferry")


def test_a_rejected_quote_and_its_return(library):
    act = library.reject(MESS.quote_id)
    assert library.follow_link(MESS.quote_id).state is LinkState.rejected
    library.undo(act)
    assert library.follow_link(MESS.quote_id).state is LinkState.shown


def test_a_quote_that_a_person_marked_otherwise(library):
    start = FERRY.text.index("crews voted to strike")
    library.add_missed("ferry", Span(start, STRIKE.end))
    link = library.follow_link(STRIKE.quote_id)
    assert (link.state, link.row.quote) == (LinkState.changed, "crews voted to strike,")


def test_a_deleted_article_and_its_return(library, again):
    again(DAWN, LONGER)
    act = library.delete(["ferry"])
    for quote_id in (DAWN.quote_id, STRIKE.quote_id):
        link = library.follow_link(quote_id)
        assert (link.state, link.row, link.doc_id) == (LinkState.deleted, None, None)
    library.undo(act)
    assert library.follow_link(STRIKE.quote_id).state is LinkState.changed


@pytest.mark.parametrize("quote_id", ["", "0", "f" * 16, DAWN.quote_id[:8], "’; DROP TABLE quotes"])
def test_an_unknown_id(library, quote_id):
    link = library.follow_link(quote_id)
    assert (link.state, link.row) == (LinkState.unknown, None)


def test_an_old_library_remembers_from_its_migration_on(tmp_path):
    with closing(sqlite3.connect(tmp_path / "press.db")) as connection:
        connection.executescript(Path(__file__).with_name("library_version_5.sql").read_text("utf-8"))
    with Library(tmp_path / "press.db") as library:
        row = library.page()[0]
        article = library.article(row.doc_id).article
        shorter = row_of(article, row.quote[3:])
        library.add(article, [shorter], again=True)
        assert library.follow_link(row.quote_id).row.quote == row.quote[3:]
