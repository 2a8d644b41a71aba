"""``quotes utterances`` and ``quotes export --utterances``, as a user runs them."""

import json
from dataclasses import replace

import pytest
from made_library import row_of
from typer.testing import CliRunner

from quotes.cli import app
from quotes.library import Library
from quotes.types import Article

WORDS = "We will not sell the old mill to anybody from outside this valley"
PLACES = {
    "Port Post": ("2024-03-05", WORDS),
    "Ellin Daily": ("2024-03-07", WORDS.replace("not ", "")),
    "Coast Radio": ("2024-03-06", "sell the old mill to anybody from outside this valley"),
}


@pytest.fixture
def run(tmp_path, monkeypatch):
    """A function that runs a command on a library of three articles, and gives what it prints."""
    monkeypatch.setenv("QUOTES_LIBRARY", str(tmp_path / "library.sqlite"))
    with Library() as library:
        for outlet, (day, words) in PLACES.items():
            article = Article(f"“{words},” Ada Quill said.", id=outlet, outlet=outlet, published=day)
            library.add(article, [row_of(article, f"{words},", speaker="Ada Quill")])
        other = Article("“No comment,” Bo Reed said.", id="other")
        library.add(other, [replace(row_of(other, "No comment,"), speaker="Bo Reed", speaker_kind="person")])
        library.link()

    def run_command(*arguments):
        done = CliRunner().invoke(app, arguments)
        assert not done.exit_code, done.output
        return done.stdout.splitlines()

    return run_command


def test_utterances_are_listed_with_those_who_carried_them(run):
    first, second = map(json.loads, run("utterances", "--json"))
    assert (first["quote"], first["carriers"], first["wordings"]) == (f"{WORDS},", 3, 3)
    assert (first["altered"], first["first_published"]) == (True, "2024-03-05")
    assert (second["quote"], second["carriers"]) == ("No comment,", 1)
    assert run("utterances", "--carried-by", "2")[0].startswith(
        "3 outlets  3 wordings  2024-03-05  Ada Quill: “We "
    )
    assert len(run("utterances", "--altered")) == 1
    assert run("utterances", "--different-speakers") == []
    carriers = [json.loads(line) for line in run("utterances", "--of", first["utterance_id"][:8], "--json")]
    assert [(each["outlet"], each["wording"], each["grave"]) for each in carriers] == [
        ("Port Post", "exact", False),
        ("Coast Radio", "shortened", False),
        ("Ellin Daily", "altered", True),
    ]


def test_exports_have_the_utterance_on_request(run):
    lines = [
        json.loads(line) for line in run("export", "--format", "jsonl", "--utterances", "--carried-by", "3")
    ]
    assert {line["utterance_id"] for line in lines} == {lines[-1]["quote_id"]}
    assert {(line["outlet"], line["carriers"], line["wording"]) for line in lines} == {
        ("Port Post", 3, "exact"),
        ("Coast Radio", 3, "shortened"),
        ("Ellin Daily", 3, "altered"),
    }
    assert "carriers" not in json.loads(run("export", "--format", "jsonl")[0])
