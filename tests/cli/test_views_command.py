"""``quotes views`` and ``quotes export --view``, as a user runs them."""

import json
import os

import pytest
from made_library import ALL, DAWN, FERRY, HARBOUR, NOON, UNDATED
from typer.testing import CliRunner

from quotes.cli import app
from quotes.library import Library


@pytest.fixture
def place(tmp_path, monkeypatch):
    path = tmp_path / "library.sqlite"
    monkeypatch.setenv("QUOTES_LIBRARY", str(path))
    add(path, FERRY)
    return path


def add(place, article):
    with Library(place) as library:
        library.add(article, ALL[article])
        library.link()


def run(*arguments, status=0):
    done = CliRunner().invoke(app, arguments)
    assert done.exit_code == status, done.output
    return done.stdout.splitlines()


def test_views_are_saved_listed_renamed_and_deleted(place):
    assert run("views") == []
    saved = run("views", "save", "Quill", "--speaker", "Ada Quill", "--sort", "added")
    assert saved == ["saved Quill: speaker is Ada Quill"]
    run("views", "save", "Quill", status=2)
    run("views", "save", "all")
    add(place, HARBOUR)
    assert run("views") == ["all  2 new  all quotes", "Quill  1 new  speaker is Ada Quill"]
    assert run("views", "rename", "Quill", "Minister") == ["renamed to Minister"]
    (deleted,) = run("views", "delete", "all")
    run("views", "delete", "all", status=2)
    assert run("views") == ["Minister  1 new  speaker is Ada Quill"]
    assert deleted.startswith("deleted all; quotes undo ")
    run("undo", deleted.split()[4])
    assert len(run("views")) == 2
    assert any("renamed the view “Quill” to “Minister”" in line for line in run("history"))


def test_an_export_since_last_is_noted_once_the_file_is_written(place, tmp_path):
    run("views", "save", "Quill", "--speaker", "Ada Quill")
    add(place, HARBOUR)
    add(place, UNDATED)
    new = ("export", "--view", "Quill", "--since-last", "--format", "jsonl")

    def written(*options):
        return [json.loads(line)["quote"] for line in run(*new, *options)]

    assert [json.loads(line)["quote"] for line in run(*new[:3], *new[4:])] == [NOON.quote, DAWN.quote]
    target = tmp_path / "closed" / "new.jsonl"
    target.parent.mkdir()
    if os.geteuid():
        target.parent.chmod(0o500)
        run(*new, "-o", str(target), status=2)
        target.parent.chmod(0o700)
    else:  # nothing is closed to root
        target.mkdir()
        run(*new, "-o", str(target), status=2)
        target.rmdir()
    run(*new, "-o", str(target))
    assert [json.loads(line)["quote"] for line in target.read_text("utf-8").splitlines()] == [NOON.quote]
    assert written() == []
    run("export", "--view", "Quill", "--kind", "full", status=2)
    run("export", "--since-last", status=2)
    run("export", "--corrections", "--view", "Quill", status=2)


@pytest.mark.parametrize(
    ("arguments", "note"),
    [
        (["views"], "no views are saved"),
        (["watch", "list"], "no sources are followed"),
        (["utterances", "--carried-by", "9"], "no quotes were found"),
    ],
)
def test_a_list_without_lines_says_so(place, arguments, note):
    done = CliRunner().invoke(app, arguments)
    assert (done.exit_code, done.stdout) == (0, "")
    assert done.stderr == f"quotes: {note}\n"
