"""Drafts checked against a library: the verdicts, and the reports read back."""

import io
import json
import zipfile
from dataclasses import replace

import pytest
from case_table import part_parameters
from checked_library import fill
from docx import Document
from lxml import etree, html
from markdown_it import MarkdownIt

from quotes.checking import (
    CheckedAgainst,
    DraftCheck,
    ReportFormat,
    Verdict,
    check_drafts,
    check_rows,
    report_bytes,
    report_format_of_file,
    report_lines,
    summary,
)
from quotes.library import Library
from quotes.reading import read_pasted
from quotes.types import InputError

WHERE = CheckedAgainst(address="http://127.0.0.1:8501/")
DRAFT = (
    "“We will sell the ferry, and the fare will stay as it is until spring,” Ada Quill said.\n\n"
    "“The crews voted to strike for 300 days,” Bo Reed said.\n\n"
    "“=1+1 is **what** | <b>herring</b> costs in a lighthouse by the sea,” Cy Marl said."
)


@pytest.fixture(scope="module")
def harbour(tmp_path_factory):
    """A library to check against."""
    with Library(fill(tmp_path_factory.mktemp("check") / "harbour.db"), read_only=True) as library:
        yield library


@pytest.fixture(scope="module")
def checked(harbour):
    """The check of `DRAFT`."""
    (check,) = check_drafts(read_pasted(DRAFT, title="A draft"), harbour)
    assert isinstance(check, DraftCheck)
    assert [each.verdict for each in check.quotes] == ["altered", "confirmed", "not found"]
    return check


@pytest.mark.parametrize("case", part_parameters("draft_checks"))
def test_the_verdict_on_each_quote(case, harbour):
    (check,) = check_drafts(read_pasted(case["draft"].replace("\\n", "\n")), harbour)
    assert [each.verdict for each in check.quotes] == case.answers("verdicts")
    lines = [*report_lines(check.quotes[0], WHERE)]
    assert [said for said in case.answers("says") if not any(said in line for line in lines)] == []
    if not case.answers("says") and check.quotes[0].verdict is Verdict.confirmed:
        assert not check.quotes[0].remarks


def test_a_speaker_who_is_not_given_is_no_other_speaker(harbour):
    (check,) = check_drafts(read_pasted(DRAFT), harbour)
    said = replace(check.quotes[1].draft, speaker=None, speaker_kind=None)
    (again,) = check_rows([said], harbour)
    assert again.verdict is Verdict.confirmed
    assert again.remarks[0] == "The speaker is not given in the draft. There it is Bo Reed."


def test_the_words_of_a_library_are_where_it_says(checked):
    altered, confirmed, nothing = checked.quotes
    origin = altered.origin
    assert (origin.title, origin.outlet, origin.published) == ("The ferry returns", "Port Post", "2024-03-05")
    assert origin.url == "https://port-post.example/ferry"
    assert confirmed.origin.quote_id
    assert nothing.origin is None
    assert summary([checked]) == "3 quotes: 1 confirmed, 1 altered, 1 not found"


def test_json_lines_have_the_fields_that_programs_read(checked):
    lines = [json.loads(line) for line in report_bytes([checked], ReportFormat.jsonl, WHERE).splitlines()]
    assert [line["verdict"] for line in lines] == ["altered", "confirmed", "not found"]
    first = lines[0]
    assert " ".join(first) == "quote speaker source verdict wording grave differences found"
    assert (first["speaker"], first["wording"], first["grave"]) == ("Ada Quill", "altered", True)
    assert first["differences"] == ["“not” is missing"]
    assert " ".join(first["found"]) == "quote speaker source outlet published url quote_id"
    assert first["found"]["source"] == "Ellin Courier"
    assert lines[1]["differences"] == []
    assert (lines[2]["found"], lines[2]["wording"]) == (None, "different")


def test_a_report_in_markdown_shows_both_sides(checked):
    text = report_bytes([checked], ReportFormat.md, WHERE).decode()
    assert "not in this library" in text
    page = html.fromstring(MarkdownIt().enable(["table", "strikethrough"]).render(text))
    assert page.xpath("//strong/text()")[:1] == ["bold"]
    assert "Grave: “not” is missing" in page.xpath("//li/strong/text()")
    cells = ["".join(cell.itertext()) for cell in page.xpath("//td")]
    assert any(cell.startswith("“We will not sell the ferry") for cell in cells)
    assert "“=1+1 is **what** | <b>herring</b> costs in a lighthouse by the sea,”" in cells
    assert page.xpath("//b") == []


def test_a_report_for_word_strikes_out_and_underlines(checked):
    document = Document(io.BytesIO(report_bytes([checked], ReportFormat.docx, WHERE)))
    draft, found = document.tables[0].rows[1].cells
    assert (
        found.paragraphs[0].text
        == "“We will not sell the ferry, and the fare will stay as it is until spring,”"
    )
    assert [run.text.strip() for run in found.paragraphs[0].runs if run.underline] == ["not"]
    assert not any(run.font.strike for run in draft.paragraphs[0].runs)
    assert "Grave: “not” is missing" in [paragraph.text for paragraph in document.paragraphs]
    links = [link.address for paragraph in found.paragraphs for link in paragraph.hyperlinks]
    assert links[0] == "https://port-post.example/ferry"
    assert links[1].startswith("http://127.0.0.1:8501/?quote=")


def test_a_workbook_has_a_row_for_each_quote_and_no_formula(checked):
    with zipfile.ZipFile(io.BytesIO(report_bytes([checked], ReportFormat.xlsx, WHERE))) as book:
        strings = etree.fromstring(book.read("xl/sharedStrings.xml"))
        sheet = etree.fromstring(book.read("xl/worksheets/sheet1.xml"))
    texts = ["".join(each.itertext()) for each in strings]
    assert "“not” is missing" in texts
    assert any(text.startswith("=1+1") for text in texts)
    assert sheet.xpath("//*[local-name()='f']") == []
    assert len(sheet.xpath("//*[local-name()='hyperlink']")) == 4


def test_a_report_as_a_web_page_runs_nothing(checked):
    page = html.fromstring(report_bytes([checked], ReportFormat.html, WHERE))
    assert page.xpath("//ins[@class='grave']/text()") == ["not "] or page.xpath("//ins/text()")
    assert page.xpath("//script | //b[text()='herring']") == []
    assert [badge.text for badge in page.find_class("badge")] == ["Altered", "Not found", "Confirmed"]


def test_the_format_of_a_report_is_that_of_its_name():
    assert report_format_of_file("Report.DOCX") is ReportFormat.docx
    with pytest.raises(InputError, match=r"ends with one of \.docx, \.xlsx, \.md, \.html, \.jsonl"):
        report_format_of_file("report.pdf")
