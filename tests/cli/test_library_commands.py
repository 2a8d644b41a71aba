"""The commands for the library, as a user runs them."""

import json
import re
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import forked
import pandas as pd
import pytest
from made_library import row_of
from sqlalchemy.exc import IntegrityError
from terminals import on_a_terminal
from typer.testing import CliRunner

from quotes.cli import app
from quotes.evaluation import gold
from quotes.library import Filter, Library, Sort, inserts
from quotes.types import Article, Span

COMMAND = str(Path(sys.executable).with_name("quotes"))
FERRY = """title: The ferry returns
outlet: Port Post
date: 2024-03-05

"We sail at dawn," Ada Quill told the Ellin Courier.

"The crews voted to strike," Bo Reed said. He called the plan "a costly mess".
"""
HARBOUR = """date: 2024-04-01

"The harbour will open on Monday," Ada Quill said.
"""


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """A folder of two articles, in which the commands run and keep their library."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("QUOTES_LIBRARY", "press.db")
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "ferry.txt").write_text(FERRY, "utf-8")
    (tmp_path / "in" / "harbour.txt").write_text(HARBOUR, "utf-8")
    return tmp_path


@pytest.fixture
def filled(folder):
    """The folder with the articles in the library."""
    assert run("add", "in").exit_code == 0
    return folder


def run(*arguments):
    """Run a command in this process, which has the model loaded."""
    return CliRunner().invoke(app, [*map(str, arguments)])


def test_added_once_and_there_the_second_time(folder):
    first = run("add", "in")
    assert (first.exit_code, first.stdout) == (0, "articles: 2 new; quotes extracted: 4\n")
    assert first.stderr == ""
    second = run("add", "in")
    assert (second.exit_code, second.stdout) == (0, "articles: 2 already there; quotes extracted: 0\n")
    again = run("add", "in", "--again")
    assert again.stdout == "articles: 2 renewed; quotes extracted: 4\n"


def test_a_library_s_own_articles_are_extracted_again_without_their_files(filled):
    with Library() as library:
        strike, *_ = library.page(Filter(words="strike"), Sort.relevance)
        library.correct_speaker(strike.quote_id, "Cy Marl")
    with sqlite3.connect("press.db") as connection:  # as a library of an earlier version has them
        connection.execute("UPDATE quotes SET source_confidence = NULL, speaker_role = NULL")
        connection.execute("UPDATE articles SET version = '0.1.0'")
    (filled / "in" / "ferry.txt").unlink()
    done = run("add", "--again")
    assert (done.exit_code, done.stdout) == (0, "articles: 2 renewed; quotes extracted: 4\n")
    with Library() as library:
        assert all(row.source_confidence is not None for row in library.rows())
        assert library.quote(strike.quote_id).speaker == "Cy Marl"
    nothing = run("add")
    assert nothing.exit_code == 2
    assert "name what to add" in nothing.stderr


def test_failures_are_reported_at_the_end_and_the_run_continues(folder):
    (folder / "in" / "a_broken.jsonl").write_text('{"text": "Nobody spoke."}\n{\n', "utf-8")
    (folder / "in" / "b_photo.txt").write_bytes(b"\x89PNG\r\n\x1a\n\0\0")
    (folder / "in" / "notes.exe").touch()
    done = run("add", "in", "--errors", "errors.tsv")
    assert done.exit_code == 1
    assert done.stdout == "articles: 3 new, 2 failed; quotes extracted: 4\n"
    left_out, broken, photo = done.stderr.splitlines()
    assert left_out == "quotes: 1 file is left out: its kind cannot be read (.exe)"
    assert broken.startswith("quotes: failed: in/a_broken.jsonl")
    assert photo.startswith("quotes: failed: in/b_photo.txt")
    listed = (folder / "errors.tsv").read_text("utf-8").splitlines()
    assert [line.replace("failed\t", "quotes: failed: ") for line in listed] == [broken, photo]


def test_an_article_that_cannot_be_extracted_stops_no_other(folder, monkeypatch):
    import quotes.scale.batch_extraction  # noqa: PLC0415

    extract_all = quotes.scale.batch_extraction.extract_all

    def extract_but_not_harbour(articles, **options):
        for article in articles:
            if article.id == "harbour":
                raise RecursionError("too deep")
            yield from extract_all([article], **options)

    monkeypatch.setattr(quotes.scale.batch_extraction, "extract_all", extract_but_not_harbour)
    done = run("add", "in")
    assert done.exit_code == 1
    assert done.stdout == "articles: 1 new, 1 failed; quotes extracted: 3\n"
    assert done.stderr.startswith(
        "quotes: failed: in/harbour.txt: its quotes could not be extracted (Recursion"
    )
    assert done.stderr.count("\n") == 1


def test_an_article_that_cannot_be_stored_stops_no_other(folder, monkeypatch):
    articles = {"x": "One ferry.", "y": "Two ferries.", "z": "Three ferries."}
    lines = [json.dumps({"id": id_, "text": text}) for id_, text in articles.items()]
    Path("more.jsonl").write_text("\n".join(lines), "utf-8")
    insert = inserts.insert_article

    def broken(connection, article, *digests):
        if article.id == "y":
            raise IntegrityError("INSERT", {}, sqlite3.IntegrityError("UNIQUE constraint failed"))
        return insert(connection, article, *digests)

    monkeypatch.setattr(inserts, "insert_article", broken)
    done = run("add", "more.jsonl")
    assert (done.exit_code, done.stdout) == (1, "articles: 2 new, 1 failed; quotes extracted: 0\n")
    assert done.stderr.startswith("quotes: failed: more.jsonl:2: it cannot be stored (IntegrityError")


def test_standard_input_and_tables_can_be_added(folder):
    pd.DataFrame({"words": [FERRY]}).to_csv("table.csv", index=False)
    assert run("add", "table.csv", "--text-column", "words").exit_code == 0
    done = CliRunner().invoke(app, ["add", "-"], input=HARBOUR)
    assert done.stdout == "articles: 1 new; quotes extracted: 1\n"


def test_export_writes_what_the_filters_let_through(filled):
    assert run("export", "--speaker", "Ada Quill", "-o", "quill.csv").exit_code == 0
    assert pd.read_csv("quill.csv")["quote"].tolist() == [
        "The harbour will open on Monday,",
        "We sail at dawn,",
    ]
    options = {
        ("--words", '"crews voted" -harbour'): ["The crews voted to strike,", "a costly mess"],
        ("--source", "Ellin Courier"): ["We sail at dawn,"],
        ("--source", "none", "--outlet", "none"): ["The harbour will open on Monday,"],
        ("--outlet", "Port Post", "--kind", "full"): ["We sail at dawn,", "The crews voted to strike,"],
        ("--article", "harbour"): ["The harbour will open on Monday,"],
        ("--since", "2024-03-06"): ["The harbour will open on Monday,"],
        ("--until", "2024-03-06", "--kind", "fragment"): ["a costly mess"],
        ("--basis", "carried"): [],
        ("--speaker-kind", "unnamed"): [],
        ("--max-confidence", "0"): [],
        ("--min-confidence", "0", "--sort", "oldest", "--speaker", "Ada Quill"): [
            "We sail at dawn,",
            "The harbour will open on Monday,",
        ],
        ("--corrected",): [],
    }
    for given, expected in options.items():
        done = run("export", "--format", "jsonl", *given)
        assert [json.loads(line)["quote"] for line in done.stdout.splitlines()] == expected, given
        assert done.exit_code == 0
    assert run("export", "--unsure", "--max-confidence", "0.2").stderr == "quotes: no quotes were found\n"


def test_export_to_a_pipe_is_a_table_to_read(filled):
    header, *lines = run("export").stdout.splitlines()
    assert header.split("\t") == ["quote", "kind", "speaker", "source", "source_basis"]
    assert len(lines) == 4


def test_corrections_go_out_as_gold_data_and_measure_the_tool(filled):
    with Library() as library:
        [dawn] = library.page(Filter(words="dawn"))
        [mess] = library.page(Filter(kinds=("fragment",)))
        library.correct_speaker(dawn.quote_id, "Ada Quill")
        library.correct_speaker(mess.quote_id, "Cy Marl")
        missed = library.article("ferry").article.text.index("voted")
        library.reject(library.add_missed("ferry", Span(missed, missed + 5)))
    assert run("export", "--corrections", "-o", "gold.json").exit_code == 0
    [article] = gold.read_gold(Path("gold.json"))
    assert len(article["quotes"]) == 3
    assert json.loads(run("export", "--corrections").stdout) == [article]
    done = run("evaluate", "gold.json", "--errors", "5")
    assert done.exit_code == 0
    figures = {line[:19].strip(): line[19:].split() for line in done.stdout.splitlines() if "." in line[30:]}
    assert figures["speaker, strict"] == ["2", "2", ".500", ".500", ".500"]
    assert "wanted: Cy Marl   got: Bo Reed" in done.stdout
    assert run("export", "--speaker", "Cy Marl", "--format", "jsonl").stdout.count("\n") == 1


def test_show_prints_the_quote_in_its_context(filled):
    with Library() as library:
        [dawn] = library.page(Filter(words="dawn"))
        plain = run("show", dawn.quote_id[:8])
        assert (plain.exit_code, plain.stderr) == (0, "")
        paragraph, _, *facts = plain.stdout.splitlines()
        assert paragraph == '"We sail at dawn," Ada Quill told the Ellin Courier.'
        assert facts[0].split(maxsplit=1) == ["speaker:", "Ada Quill (person)"]
        assert re.fullmatch(r"source: +Ellin Courier \(stated\), \d\d%", facts[1])
        assert facts[3].split(maxsplit=1) == ["article:", "The ferry returns, Port Post, 2024-03-05, ferry"]
        library.correct_speaker(dawn.quote_id, "Cy Marl")
    assert "corrected:   extracted as Ada Quill, via Ellin Courier" in run("show", dawn.quote_id).stdout


def test_no_article_can_steer_the_terminal(folder):
    words = "We sail\x1b]0;owned\x07 at \u202edawn \x9b31m,"
    article = Article(f'"{words}" Ada [bold]Quill[/bold] said.', id="evil\x1b[2J")
    with Library() as library:
        library.add(article, [row_of(article, words)])
        [row] = library.page()
    shown = run("show", row.quote_id).stdout
    assert "We sail ]0;owned  at  dawn" in shown
    assert "[bold]Quill[/bold]" in shown
    assert not {"\x1b", "\x07", "\x9b", "\u202e"} & set(shown)


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        (["show", "abcdef"], "abcdef: the library has no quote with this id"),
        (["show", "ab"], "at least 4 letters"),
        (["export", "-o", "rows.doc"], "rows.doc: choose a format"),
        (["export", "--since", "March"], "dates must be like 2024-03-05"),
        (["export", "--words", "a " * 60], "at most 50 words"),
        (["export", "--corrections", "--kind", "full"], "combine it with --library and -o only"),
        (["export", "--library", "none.db"], "none.db: there is no library yet"),
        (["show", "abcdef", "--library", "in/ferry.txt"], "in/ferry.txt: this is not a library of quotes"),
        (["add", "in", "--library", "postgresql://h/d"], "a library is an SQLite file"),
        (["add", "missing.txt"], "missing.txt: no such file"),
        (["add", "in", "--errors", "nowhere/errors.txt"], "there is no folder"),
        (["evaluate", "missing.json"], "missing.json: no such file or folder"),
        (["evaluate", "in/ferry.txt"], "in/ferry.txt: not a JSON file"),
    ],
)
def test_bad_input_is_reported_in_one_line(filled, arguments, reason):
    done = run(*arguments)
    assert (done.exit_code, done.stdout) == (2, "")
    assert reason in done.stderr
    assert done.stderr.count("\n") == 1
    assert {path.name.removesuffix("-wal").removesuffix("-shm") for path in filled.iterdir()} == {
        "in",
        "press.db",
    }


@pytest.mark.faults
def test_progress_is_shown_on_a_terminal(folder):
    shown = on_a_terminal(forked.COMMAND, "add", "in", streams=("stderr",), COLUMNS="100", TERM="xterm")
    assert shown.output == "articles: 2 new; quotes extracted: 4\n"
    assert "2 articles, " in shown.screen
    assert "left:" in shown.screen


@pytest.mark.faults
def test_killed_in_the_middle_it_continues_where_it_stopped(folder):
    lines = [
        json.dumps({"id": f"a{number}", "text": f'"We sail at {number} sharp," Ada Quill said.'})
        for number in range(120)
    ]
    Path("many.jsonl").write_text("\n".join(lines), "utf-8")
    running = forked.Forked(forked.COMMAND, "add", "many.jsonl", stdout=subprocess.PIPE)
    until = time.monotonic() + 60
    while time.monotonic() < until and _stored() < 16:
        time.sleep(0.02)
    running.send_signal(signal.SIGKILL)
    assert running.communicate(timeout=60)[0] == ""
    with sqlite3.connect("press.db") as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    kept = _stored()
    assert 16 <= kept < 120
    done = run("add", "many.jsonl")
    assert (
        done.stdout == f"articles: {120 - kept} new, {kept} already there; quotes extracted: {120 - kept}\n"
    )
    with Library() as library:
        assert library.totals().quotes == library.totals().articles == 120


def _stored():
    """How many articles with quotes the library has by now."""
    if not Path("press.db").exists():
        return 0
    with Library() as library:
        return library.totals().articles


def test_names_are_joined_and_split(filled):
    joined = run("join", "Ada Quill", "Bo Reed", "--as", "Ada Reed", "--note", "married")
    assert (joined.exit_code, joined.stderr) == (0, "")
    number = int(re.fullmatch(r"joined as Ada Reed: (\d+)\n", joined.stdout)[1])
    assert run("export", "--speaker", "Ada Reed", "--format", "table").stdout.count("Ada Quill") == 2
    assert run("split", "Bo Reed").exit_code == 0
    assert run("split", "--outlet", "--not-a-name", "Port Post").exit_code == 0
    with Library() as library:
        assert library.act(number).note == "married"
        assert library.known_as(["Ada Quill", "Bo Reed"]) == {"Ada Quill": "Ada Reed", "Bo Reed": "Bo Reed"}
        assert library.totals(Filter(outlets=(None,))).articles == 2
    alone = run("split", "Bo Reed")
    assert (alone.exit_code, alone.stderr) == (2, "quotes: Bo Reed: this name is not joined with any other\n")
    nowhere = run("join", "A", "B", "--library", "no.db")
    assert (nowhere.exit_code, Path("no.db").exists()) == (2, False)
