"""What the documentation shows is there, and what is there it shows."""

import doctest
import re
import runpy
from pathlib import Path

import pytest
from typer.main import get_command
from typer.testing import CliRunner

import quotes
from quotes.cli import app
from quotes.types import COLUMNS
from quotes.writing import FILE_FORMATS, Format

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text("utf-8")
COMMANDS_PAGE = (ROOT / "docs" / "commands.md").read_text("utf-8")
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").glob("*.md"))]
COMMANDS = get_command(app).commands


def test_python_in_the_readme_runs_and_gives_what_it_says(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    result = doctest.testfile(str(ROOT / "README.md"), module_relative=False, encoding="utf-8")
    assert result.attempted > 10
    assert result.failed == 0
    assert "**Ada Quill** via Ellin Courier" in (tmp_path / "ferry.md").read_text("utf-8")


def test_the_first_example_of_the_readme_is_what_the_command_prints():
    (file,) = re.findall(r"quotes extract (seeds/\S+)\n\n\|", README)
    lines = README.partition(file)[2].partition("\n\n- **Source**")[0].splitlines()
    told = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines if line.startswith("| ")]
    result = CliRunner().invoke(app, ["extract", str(ROOT / file)])
    printed = [line.split("\t") for line in result.stdout.splitlines()]
    assert [row[1:] for row in told] == [row[1:] for row in printed]
    for (quote, *_), (words, *_) in zip(told, printed, strict=True):
        assert words.startswith(quote.removesuffix(" …"))


def test_the_quote_that_the_readme_shows_is_what_the_command_shows(tmp_path):
    """The paragraph is cut short there."""
    ((example, told),) = re.findall(r"quotes show (\w+) .*\n.*\n\n((?:    \w.*\n)+)", README)
    library = ["--library", str(tmp_path / "press.db")]
    assert CliRunner().invoke(app, ["add", str(ROOT / "seeds"), *library]).exit_code == 0
    shown = CliRunner().invoke(app, ["show", example, *library]).stdout.splitlines()
    assert [line for line in told.splitlines() if line.strip() not in shown] == []


def test_the_page_of_commands_is_up_to_date():
    made = runpy.run_path(str(ROOT / "docs" / "make_commands.py"))["page"]()
    assert made == COMMANDS_PAGE, "run: .venv/bin/python docs/make_commands.py"


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_and_option_is_documented(name):
    section = COMMANDS_PAGE.partition(f"## quotes {name}\n")[2].partition("\n## ")[0]
    assert section, f"docs/commands.md has no section on {name}"
    assert f"quotes {name}" in README
    options = [option for param in COMMANDS[name].params for option in (*param.opts, *param.secondary_opts)]
    assert [each for each in options if each.startswith("-") and f"`{each}" not in section] == []
    assert all(param.help for param in COMMANDS[name].params), "every option and argument says what it is"


def test_every_format_and_column_is_in_the_readme():
    lines = re.findall(r"^\| (\..+?) \|", README, re.MULTILINE)
    assert {each.suffix for each in FILE_FORMATS} <= {name for line in lines for name in line.split(", ")}
    assert [name for name in COLUMNS if f"`{name}`" not in README] == []
    assert all(each.value in COMMANDS_PAGE for each in Format)


def test_every_public_name_is_there_and_says_what_it_is():
    named = [name for name in quotes.__all__ if not name.startswith("__")]
    assert [name for name in named if not getattr(quotes, name).__doc__] == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_lead_somewhere(page):
    text = page.read_text("utf-8")
    headings = {
        re.sub(r"[^\w\- ]", "", line.lstrip("# ")).lower().replace(" ", "-") for line in text.splitlines()
    }
    for target in re.findall(r"\]\(([^)\s]+)\)", text):
        if target.startswith("#"):
            assert target[1:] in headings, target
        elif not target.startswith("http"):
            assert (page.parent / target.partition("#")[0]).exists(), target
