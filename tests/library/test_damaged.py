"""Libraries that somebody or something has damaged: one line, whatever is asked of them."""

import sqlite3
from contextlib import closing
from typing import get_args

import pytest
from made_library import FERRY

from quotes.library import CountBy, Filter, Library, LibraryError, Sort
from quotes.types import InputError

DAMAGES = [
    'UPDATE quotes SET confidence = "null"',
    'UPDATE quotes SET mention_start = "[]"',
    "UPDATE quotes SET cue = x'ff'",
    "UPDATE quotes SET start = 1e999",
    "UPDATE quotes SET speaker = x''",
    "UPDATE quotes SET speaker_kind = 'ghost'",
    "UPDATE quotes SET article = 'ferry'",
    "DELETE FROM quotes",
    "DELETE FROM articles",
    "DELETE FROM names",
    "DELETE FROM state",
    "UPDATE articles SET metadata = '[]'",
    "UPDATE articles SET added = x'ff'",
    "UPDATE publications SET published = '2024-13-45' WHERE article = 1",
    "DELETE FROM publications",
    "UPDATE listing SET published = 20241399",
    "UPDATE listing SET kind = 7",
    "UPDATE listing SET source = -1",
    "UPDATE names SET known_as = '{'",
    "UPDATE names SET name = NULL",
    "UPDATE corrections SET what = 'guess'",
    "UPDATE corrections SET made = 'yesterday'",
    "UPDATE acts SET what = 'guess'",
    "UPDATE acts SET details = '[]'",
    "UPDATE state SET changes = 9223372036854775807",
    "DROP TABLE quotes_search_docsize",
    "DROP TABLE quotes_search_config",
    "ALTER TABLE names RENAME TO others; CREATE VIEW names AS SELECT * FROM others",
]


def everything(library: Library) -> list[str]:
    """Ask a library everything, change it, and give the lines of what failed."""
    row = "3b226645acde0e61"
    acts = (
        library.page,
        lambda: library.page(Filter(words="dawn"), Sort.relevance),
        library.totals,
        library.frame,
        library.months,
        lambda: library.speakers_by("source"),
        lambda: [library.counts(by) for by in get_args(CountBy)],
        library.history,
        library.acts,
        library.corrections,
        library.gold,
        lambda: list(library.stored_articles()),
        library.articles,
        lambda: library.companions("Ada Quill"),
        lambda: library.mentions("Ada Quill"),
        lambda: library.corrections_of(row),
        lambda: library.to_extract(FERRY, again=True),
        lambda: library.correct_speaker(row, "Bo Reed"),
        lambda: library.link(from_scratch=True),
    )
    told = []
    for act in acts:
        try:
            act()
        except InputError as error:
            told.append(str(error))
    return told


@pytest.mark.parametrize("damage", DAMAGES)
def test_what_is_damaged_is_reported_in_one_line(library, damage):
    quote_id = library.page()[0].quote_id
    library.correct_speaker(quote_id, "Cy Marl")
    library.close()
    with closing(sqlite3.connect(library.path, isolation_level=None)) as connection:
        connection.execute("PRAGMA foreign_keys = OFF")
        connection.executescript(damage)
    try:
        with Library(library.path) as damaged:
            told = everything(damaged)
    except LibraryError as error:
        told = [str(error)]
    assert told
    reasons = (
        "this library is damaged; restore it from a copy",
        "no article",
        "no quote",
        "not those of its version",
    )
    for line in told:
        assert "\n" not in line
        assert any(reason in line for reason in reasons)


def test_a_sound_library_is_not_called_damaged(library):
    assert not [line for line in everything(library) if "damaged" in line]
    with pytest.raises(ZeroDivisionError), library._reading():
        raise ZeroDivisionError
