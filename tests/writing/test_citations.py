"""Citations of one quote, and citation files, read back by readers that this project did not write."""

import json
import re
from dataclasses import replace
from string import printable

import pytest
import rispy
from hypothesis import example, given, settings
from hypothesis import strategies as st
from made_row import ROW
from pybtex.database import parse_string
from pybtex.richtext import Text

from quotes.display import one_line
from quotes.writing import CITATIONS, to_bytes, to_frame

ADDRESS = "https://ellin-courier.example/ferry?a=1&b=x_y#z%20"
WILD = "a{b}c} {$x_1$ 100% #1 & \\n ~^ “q” Ünïcødé 日本 😀"


@pytest.fixture
def cited(row):
    return row(outlet="The Ellin Courier", url=ADDRESS, source="KBN", speaker_role="captain of the ferry")


def test_each_style_says_who_was_quoted_where_and_when(cited):
    assert {style: cite(cited) for style, cite in CITATIONS.items()} == {
        "Plain": "“We sail at dawn,” – Ada Quill, captain of the ferry, via KBN. “The ferry returns”, "
        f"The Ellin Courier, 5 March 2024, {ADDRESS}",
        "Chicago": "“We sail at dawn,” Ada Quill via KBN, quoted in “The ferry returns,” "
        f"The Ellin Courier, March 5, 2024, {ADDRESS}.",
        "APA": "“We sail at dawn,” (Ada Quill via KBN, as cited in “The ferry returns,” 2024)\n\n"
        f"The ferry returns. (2024, March 5). The Ellin Courier. {ADDRESS}",
    }


@pytest.mark.parametrize(
    ("columns", "said"),
    [
        ({"confidence": 0.384}, "Ada Quill? 38% – check"),
        ({"speaker": None}, "Speaker not identified – check"),
        ({"source": "KBN", "source_confidence": 0.5}, "Ada Quill via KBN? 50% – check"),
    ],
)
def test_a_citation_and_a_note_say_the_doubt(row, columns, said):
    assert all(said in cite(row(**columns)) for cite in CITATIONS.values())
    frame = to_frame([row(**columns)])
    assert said in to_bytes(frame, "ris").decode()
    assert said in to_bytes(frame, "csl-json").decode()
    assert said.replace("%", "\\%") in to_bytes(frame, "bibtex").decode()


def test_what_is_not_known_is_left_out(row):
    bare = row(title=None, published="spring", url="javascript:alert(1)", context="Quill spoke. " * 20)
    plain, chicago, apa = (cite(bare) for cite in CITATIONS.values())
    assert plain.endswith(
        "Ada Quill. “Quill spoke. Quill spoke. Quill spoke. Quill spoke. Quill spoke. Quill spoke.…”"
    )
    assert chicago.endswith("spoke.…”")
    assert apa.endswith("(n.d.).")
    assert not any("None" in cited or "javascript" in cited for cited in (plain, chicago, apa))


@given(st.text(st.characters(codec="utf-8"), min_size=1, max_size=40) | st.text(printable, min_size=1))
@example(WILD)
@example("ER  - \r\nTY  - BOOK")
@example("}, key = {x")
@example("\\}")
@settings(max_examples=15, deadline=None)
def test_any_words_come_back_from_every_file(words):
    frame = to_frame([_row(words), _row(words, quote="b")])
    wanted = " ".join(one_line(words).split())
    (entry,) = json.loads(to_bytes(frame, "csl-json"))
    assert (entry.get("container-title", ""), len(entry["note"].split("\n"))) == (wanted, 2)
    (entry,) = rispy.loads(to_bytes(frame, "ris").decode())
    assert entry.get("secondary_title", "") == wanted
    assert len(entry["notes"]) == 2
    (entry,) = parse_string(to_bytes(frame, "bibtex").decode(), "bibtex").entries.values()
    assert shown_by_tex(entry.fields.get("journal", "")) == wanted
    assert set(entry.fields) <= {"title", "journal", "year", "month", "day", "annote"}


def _row(words, **columns):
    return replace(ROW, outlet=words, **columns)


def shown_by_tex(tex: str) -> str:
    """Read what TeX prints."""
    shown = tex.replace("\\textbackslash{}", "\0")
    for command, letter in (
        ("braceleft", "{"),
        ("braceright", "}"),
        ("asciitilde", "~"),
        ("asciicircum", "^"),
    ):
        shown = shown.replace(f"\\text{command}{{}}", letter)
    return re.sub(r"\\([$%&#_])", r"\1", shown).replace("\0", "\\")


def test_each_article_is_one_entry_with_its_own_key(row):
    rows = [row(), row(quote_id="1"), row(doc_id="ferry!"), row(doc_id="日本"), row(doc_id="...")]
    frame = to_frame(rows)
    keys = ["ferry", "ferry-2", "article", "article-2"]
    assert list(parse_string(to_bytes(frame, "bibtex").decode(), "bibtex").entries) == keys
    assert [entry["id"] for entry in rispy.loads(to_bytes(frame, "ris").decode())] == keys
    assert [entry["id"] for entry in json.loads(to_bytes(frame, "csl-json"))] == keys


def test_the_date_and_the_address_are_where_reference_managers_look(cited):
    frame = to_frame([cited])
    fields = parse_string(to_bytes(frame, "bibtex").decode(), "bibtex").entries["ferry"].fields
    assert [fields[name] for name in ("year", "month", "day", "url")] == ["2024", "March", "5", ADDRESS]
    assert str(Text.from_latex(fields["title"])) == "The ferry returns"
    (entry,) = rispy.loads(to_bytes(frame, "ris").decode())
    assert (entry["type_of_reference"], entry["date"], entry["urls"]) == ("NEWS", "2024/03/05", [ADDRESS])
    (entry,) = json.loads(to_bytes(frame, "csl-json"))
    assert entry["issued"] == {"date-parts": [[2024, 3, 5]]}
    assert (entry["type"], entry["URL"]) == ("article-newspaper", ADDRESS)
