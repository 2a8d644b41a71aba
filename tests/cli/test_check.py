"""``quotes check``, as a newsroom runs it before it publishes."""

import json

import pytest
from checked_library import fill
from typer.testing import CliRunner

from quotes.cli import app
from quotes.library import Library

RIGHT = "“The crews voted to strike for 300 days,” Bo Reed said."
WRONG = "“The crews voted to strike for 3,000 days,” Bo Reed said."


@pytest.fixture(scope="module")
def harbour(tmp_path_factory):
    """The file of a library to check against."""
    return fill(tmp_path_factory.mktemp("check") / "harbour.db")


@pytest.fixture
def folder(tmp_path, monkeypatch, harbour):
    """A folder with two drafts, and the library set for the commands that run in it."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("QUOTES_LIBRARY", str(harbour))
    (tmp_path / "right.md").write_text(RIGHT, "utf-8")
    (tmp_path / "wrong.txt").write_text(WRONG, "utf-8")
    return tmp_path


def run(*arguments, **options):
    return CliRunner().invoke(app, ["check", *arguments], **options)


def test_what_is_right_passes(folder, harbour):
    before = harbour.read_bytes()
    result = run("right.md")
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout.startswith("confirmed: “The crews voted to strike for 300 days,” (Bo Reed)\n")
    assert (
        "in: The ferry returns, Port Post, 2024-03-05, https://port-post.example/ferry, quotes show"
        in result.stdout
    )
    assert result.stdout.endswith("1 quote: 1 confirmed\n")
    assert harbour.read_bytes() == before


def test_what_is_wrong_ends_with_status_1_and_says_why(folder):
    result = run("wrong.txt", "right.md")
    assert result.exit_code == 1
    assert "grave: 3,000 for 300" in result.stdout
    assert "2 quotes: 1 confirmed, 1 altered\n" in result.stdout
    assert "“Not found” means: not in this library." in result.stdout


def test_a_report_is_written_and_read_back(folder):
    assert run("wrong.txt", "-o", "report.jsonl").exit_code == 1
    (line,) = (folder / "report.jsonl").read_text("utf-8").splitlines()
    assert json.loads(line)["verdict"] == "altered"
    printed = run("wrong.txt", "--format", "jsonl")
    assert printed.stdout == f"{line}\n"
    for name in ("report.md", "report.docx", "report.xlsx", "report.html"):
        assert run("right.md", "-o", name).exit_code == 0
        assert (folder / name).stat().st_size > 500


def test_named_files_take_the_place_of_the_library(folder):
    (folder / "sources").mkdir()
    (folder / "sources" / "strike.txt").write_text(
        "Notes.\n\n“The crews voted to strike for 3,000 days,” Bo Reed said.", "utf-8"
    )
    (folder / "sources" / "speech.txt").write_text("We are sorry for the noise of the dredgers.", "utf-8")
    result = run("wrong.txt", "--against", "sources/speech.txt", "sources/strike.txt", "-o", "out.md")
    assert (result.exit_code, result.stderr) == (0, "")
    result = run("right.md", "--against", "sources")
    assert result.exit_code == 1
    assert "not in the files named with --against" in result.stdout
    assert "quotes show" not in result.stdout


@pytest.mark.parametrize(
    ("arguments", "status", "line"),
    [
        (["plain.txt"], 0, "no quotes were found in the draft"),
        (["empty.txt"], 2, "empty.txt: the file is empty"),
        (["missing.txt"], 2, "missing.txt: "),
        (["right.md", "broken.pdf"], 1, "broken.pdf: "),
        (["right.md", "-o", "report.pdf"], 2, "report.pdf: a report's name ends with one of"),
        (["right.md", "-o", "right.md"], 2, "this file is read"),
        (["right.md", "--format", "docx"], 2, "docx cannot be printed"),
        (["right.md", "--library", "new.db"], 2, "there is no library yet"),
        (["right.md", "--library", "bare.db"], 2, "the library is empty; add articles with quotes add"),
        (["right.md", "--against", "empty.txt"], 2, "no article could be read from the files"),
        (["--against", "right.md", "wrong.txt"], 2, "Missing argument 'DRAFT"),
    ],
)
def test_one_line_for_what_cannot_be_checked(folder, arguments, status, line):
    (folder / "plain.txt").write_text(
        "The ferry came back on Tuesday after four months in dry dock.", "utf-8"
    )
    (folder / "broken.pdf").write_bytes(b"%PDF-1.4 broken")
    (folder / "empty.txt").write_text("", "utf-8")
    Library(folder / "bare.db").close()
    result = run(*arguments)
    assert result.exit_code == status
    assert line in result.stderr
    assert "Traceback" not in result.output


def test_a_draft_comes_by_standard_input(folder):
    result = run("-", input=f"{RIGHT}\n")
    assert (result.exit_code, result.stdout.splitlines()[-1]) == (0, "1 quote: 1 confirmed")
