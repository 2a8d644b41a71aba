"""Attacks that go on through the table: no formula, no link, and nothing that steers a terminal."""

import io
import json
import re
import zipfile
from itertools import product
from pathlib import Path

import pandas as pd
import pytest
from terminals import on_a_terminal
from typer.testing import CliRunner

from quotes.cli import app
from quotes.types import COLUMNS, Quote
from quotes.writing import Format, to_bytes, to_frame

FORMULAS = ('=cmd|"/C calc"!A0', "+1+1", "-1+1", "@SUM(A1)", "\t=1+1", "\r=1+1", "＝1+1")
STEERING = "\x1b[2J\x07\x9b2J\x7f\u202e\u2066"


def members_of(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


TEXTS = tuple(name for name in COLUMNS if Quote.__annotations__[name] in (str, str | None))


@pytest.mark.parametrize(("column", "formula"), list(product(TEXTS, FORMULAS[:1])))
def test_no_field_of_a_csv_is_a_formula(row, column, formula):
    (line,) = pd.read_csv(io.BytesIO(to_bytes(to_frame([row(**{column: formula})]), "csv"))).to_dict(
        "records"
    )
    assert line[column] == f"'{formula}"


@pytest.mark.parametrize("formula", FORMULAS)
def test_every_opening_of_a_formula_in_every_field_of_a_csv(row, formula):
    content = to_bytes(to_frame([row(**dict.fromkeys(TEXTS, formula))]), "csv")
    (line,) = pd.read_csv(io.BytesIO(content), dtype="str", lineterminator=None).to_dict("records")
    assert {line[name][0] for name in TEXTS} == {"'"}


def test_no_field_of_a_workbook_is_a_formula_and_only_a_web_address_is_a_link(row):
    rows = [
        row(**dict.fromkeys(TEXTS, words)) for words in (*FORMULAS, "http://a.example", "mailto:a@b.example")
    ]
    members = members_of(to_bytes(to_frame(rows), "xlsx"))
    to_read, whole = (members[f"xl/worksheets/sheet{number}.xml"] for number in (1, 2))
    assert b"<f>" not in to_read + whole
    assert b"hyperlink" not in whole
    assert to_read.count(b"<hyperlink ") == 1
    links = members["xl/worksheets/_rels/sheet1.xml.rels"]
    assert re.findall(rb'Target="([^"]*)"', links) == [b"http://a.example"]
    assert not any("externallink" in name.lower() or "sheet2.xml.rels" in name for name in members)


@pytest.mark.parametrize("file_format", [each for each in Format if each.is_text])
def test_no_field_of_a_text_format_steers_a_terminal_or_breaks_its_line(row, file_format):
    wild = "a\x1b[2J\x07b\r\nc\td\u2028e\x9b2J\x7f\u202ef"
    written = to_bytes(to_frame([row(**dict.fromkeys(TEXTS, wild))]), file_format).decode()
    if file_format is Format.table:
        assert written.count("\n") == 2
        assert {line.count("\t") for line in written.splitlines()} == {4}
    if file_format is not Format.csv:  # whose readers want the cell as it is
        assert "\x1b" not in written
    if file_format in (Format.table, Format.markdown):
        assert all(letter.isprintable() for letter in written if letter not in "\n\t")


def steering(folder: Path) -> str:
    """Write an article whose title and quote would steer a terminal."""
    article = {"title": f"{STEERING}T", "text": f"“We{STEERING} sail,\rand row,” Ada Quill said."}
    (folder / "a.jsonl").write_text(json.dumps(article), "utf-8")
    return str(folder / "a.jsonl")


def test_no_article_steers_the_terminal_that_its_quotes_are_printed_on(tmp_path):
    formats = ["csv", "annotations", "table"]
    one_after_the_other = (
        "import sys; from quotes.cli import app\n"
        "for each in sys.argv[2:]: app(['extract', sys.argv[1], '--format', each], standalone_mode=False)"
    )
    shown = on_a_terminal(one_after_the_other, steering(tmp_path), *formats, TERM="dumb")
    assert shown.screen.count("Ada Quill") >= len(formats)
    assert all(letter.isprintable() for letter in re.sub(r"\r+\n", "", shown.screen))


def test_a_file_has_what_a_terminal_is_spared(tmp_path):
    done = CliRunner().invoke(app, ["extract", steering(tmp_path), "--format", "csv"])
    assert STEERING in done.stdout
