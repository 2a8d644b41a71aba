"""The commands that delete, amend and undo, and the history, as a user runs them."""

import pytest
from made_library import DAWN, HOUR
from typer.testing import CliRunner

from quotes.cli import app
from quotes.library import Filter


@pytest.fixture
def run(library, monkeypatch):
    """A function that runs a command on the library, and gives its exit status and what it prints."""
    monkeypatch.setenv("QUOTES_LIBRARY", str(library.path))
    monkeypatch.setenv("QUOTES_USER", "Ada Brook")

    def run_command(*arguments):
        done = CliRunner().invoke(app, [*map(str, arguments)])
        return done.exit_code, done.output.splitlines()

    return run_command


def test_what_a_filter_shows_is_removed_and_brought_back(library, run):
    assert run("remove", "--source", "Ellin Courier", "--dry-run") == (
        0,
        ["quotes that match: 2", "articles: 2, with 5 quotes in all", "nothing was deleted"],
    )
    assert library.totals().quotes == 6
    status, lines = run("remove", "--source", "Ellin Courier", "--yes", "--note", "test papers")
    act = library.acts(limit=1)[0].id
    assert (status, lines[-1]) == (0, f"deleted; quotes undo {act} brings them back for 30 days")
    assert list(library.rows()) == [HOUR]
    status, lines = run("history", "--limit", 1)
    assert lines[0].split("  ")[-3:] == ["Ada Brook", "deleted 2 articles with 5 quotes", "(test papers)"]
    assert run("undo", act) == (0, [f"undone: {act}"])
    assert library.totals().quotes == 6
    assert "by Ada Brook" in run("history", "--what", "deletion")[1][0]


def test_an_import_is_removed(library, run):
    first = library.acts()[-1].id
    assert run("remove", "--import", first, "--yes")[0] == 0
    assert library.doc_ids(Filter()) == ["harbour", "undated"]
    status, lines = run("undo", first)
    assert (status, lines) == (
        2,
        [f"quotes: act {first}: an import is not undone; delete its articles instead"],
    )


@pytest.mark.parametrize(
    "arguments",
    [
        ("remove",),
        ("remove", "--yes", "--article", "nowhere"),
        ("remove", "--article", "ferry"),
        ("remove", "--import", "999", "--yes"),
        ("amend", "--article", "ferry", "--yes"),
        ("amend", "--article", "ferry", "--set-date", "yesterday", "--yes"),
        ("amend", "--article", "ferry", "--set-url", "foo", "--yes"),
        ("amend", "--rename-outlet", "Port Post", "--yes"),
        ("amend", "--rename-outlet", "Port Post", "--set-outlet", "AP", "--article", "ferry", "--yes"),
        ("undo", "999"),
    ],
)
def test_what_makes_no_sense_changes_nothing_and_is_told_in_one_line(library, run, arguments):
    before = library.changes()
    status, lines = run(*arguments)
    assert (status, lines[-1][:8]) == (2, "quotes: ")
    assert library.changes() == before
    assert library.totals().quotes == 6


@pytest.mark.parametrize(
    "arguments",
    [
        ("amend", "--article", "ferry", "--set-date", "2024-02-31", "--yes"),
        ("amend", "--article", "ferry", "--set-url", "foo"),
        ("export", "--import", "999"),
        ("export", "--import", "4"),  # a correction
        ("utterances", "--import", "999"),
        ("about", "--import", "999"),
        ("context", "dawn", "--import", "999"),
        ("topics", "--import", "999"),
    ],
)
def test_a_value_that_cannot_be_right_gives_one_line_and_nothing_before_it(library, run, arguments):
    library.correct_speaker(DAWN.quote_id, "Bo Reed", "person")
    status, lines = run(*arguments)
    assert (status, [line[:8] for line in lines if "minutes" not in line]) == (2, ["quotes: "])


def test_articles_are_amended_and_an_outlet_renamed(library, run):
    amended = run("amend", "--article", "ferry", "--set-outlet", "AP", "--set-date", "2024-06-07", "--yes")
    act = library.acts(limit=1)[0].id
    assert amended == (
        0,
        [
            "quotes that match: 3",
            "articles: 1, with 3 quotes in all",
            f"amended; quotes undo {act} takes it back",
        ],
    )
    assert library.quote(DAWN.quote_id).published == "2024-06-07"
    assert run("amend", "--rename-outlet", "AP", "--set-outlet", "AP News", "--yes")[1][0] == (
        "articles from AP: 1"
    )
    assert library.quote(DAWN.quote_id).outlet == "AP News"
    assert run("amend", "--article", "ferry", "--set-outlet", "", "--dry-run")[1][-1] == "nothing was changed"
    assert library.quote(DAWN.quote_id).outlet == "AP News"
