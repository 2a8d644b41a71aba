"""Files that the tests of reading make for themselves."""

import csv
import io
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

from quotes.reading import FoundArticle, Remark, read_outcomes
from quotes.types import Article

STORY = (
    "The ferry came back on Tuesday after four months in dry dock, to the relief of the island's shops.",
    "“We have waited long enough,” said Marta Venn, the harbour master. “It is time.”",
    "The company that runs it would not say what the repairs had cost, or who will pay for them.",
)
TEXT = "\n\n".join(STORY)

_TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Override PartName="/word/document.xml" ContentType='
    '"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
)
_RELATIONS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="r" Target="word/document.xml" Type='
    '"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"/></Relationships>'
)
_STYLES = (
    '<w:styles xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
    '<w:style w:type="paragraph" w:styleId="H1"><w:name w:val="heading 1"/></w:style></w:styles>'
)
_STYLES_RELATION = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="s" Target="styles.xml" Type='
    '"http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles"/></Relationships>'
)


def write(path: Path, content: str | bytes) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def csv_of(rows: Iterable[Iterable[object]], **dialect: Any) -> str:
    """A table as csv."""
    content = io.StringIO()
    csv.writer(content, **dialect).writerows(rows)
    return content.getvalue()


def read_both(*paths: Path | str, **columns: str | None) -> tuple[list[Article], list[Remark]]:
    """The articles and the remarks, each of which must be one line that names its file."""
    found = list(read_outcomes(paths, columns=columns))
    remarks = [outcome for outcome in found if isinstance(outcome, Remark)]
    for remark in remarks:
        assert "\n" not in str(remark)
        assert any(str(remark).startswith(str(path)) for path in paths)
        assert len(str(remark)) < 500
    return [outcome.article for outcome in found if isinstance(outcome, FoundArticle)], remarks


def only(path: Path | str) -> Article:
    """The one article of a file that must have nothing wrong."""
    (article,), remarks = read_both(path)
    assert remarks == []
    return article


def refusal(path: Path | str) -> str:
    """Why a file that holds no article to read is refused."""
    articles, (remark,) = read_both(path)
    assert articles == []
    assert remark.outcome == "failed"
    return str(remark).removeprefix(str(path))


def zip_of(members: Mapping[str, str | bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", method) as archive:
        for name, member in members.items():
            archive.writestr(name, member)
    return content.getvalue()


def docx_of(paragraphs: Sequence[str], heading: str = "", prolog: str = "") -> bytes:
    """A Word file; a line break in a paragraph is one in the file."""
    body = f'<w:p><w:pPr><w:pStyle w:val="H1"/></w:pPr>{_run(heading)}</w:p>' if heading else ""
    body += "".join(f"<w:p>{_run(paragraph)}</w:p>" for paragraph in paragraphs)
    document = (
        f'<?xml version="1.0"?>{prolog}'
        '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
        f"<w:body>{body}</w:body></w:document>"
    )
    return zip_of(
        {
            "[Content_Types].xml": _TYPES,
            "_rels/.rels": _RELATIONS,
            "word/document.xml": document,
            "word/styles.xml": _STYLES,
            "word/_rels/document.xml.rels": _STYLES_RELATION,
        }
    )


def _run(words: str) -> str:
    lines = "<w:br/>".join(
        f'<w:t xml:space="preserve">{line if "&" in line else escape(line)}</w:t>'
        for line in words.split("\n")
    )
    return f"<w:r>{lines}</w:r>"


def xlsx_of(sheets: Mapping[str, Sequence[Sequence[object]]]) -> bytes:
    import xlsxwriter  # noqa: PLC0415

    content = io.BytesIO()
    with xlsxwriter.Workbook(content, {"default_date_format": "yyyy-mm-dd"}) as book:
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for number, row in enumerate(rows):
                sheet.write_row(number, 0, row)
    return content.getvalue()


def pdf_of(pages: Sequence[Sequence[str]], title: str = "", password: str = "") -> bytes:
    """A PDF file with these paragraphs on its pages, set in lines of about 60 letters."""
    from fpdf import FPDF  # noqa: PLC0415

    pdf = FPDF()
    pdf.set_title(title)
    for number, paragraphs in enumerate(pages, start=1):
        pdf.add_page()
        pdf.set_font("Helvetica", size=8)
        pdf.cell(0, 6, f"The Ellin Courier, 5 March 2024 - page {number}", new_x="LMARGIN", new_y="NEXT")
        for text in paragraphs:
            pdf.set_font("Helvetica", size=20 if text == title else 11)
            pdf.multi_cell(110, 6, text, align="L", new_x="LMARGIN", new_y="NEXT")
            pdf.ln(3)
    if password:
        pdf.set_encryption("owner", user_password=password)
    return bytes(pdf.output())


def columns_pdf_of(paragraphs: Sequence[str]) -> bytes:
    """A PDF file of two narrow columns, its paragraphs known by nothing but their indent."""
    from fpdf import FPDF  # noqa: PLC0415

    pdf = FPDF()
    pdf.add_page()
    pdf.set_font("Times", size=10)
    with pdf.text_columns(ncols=2, gutter=8, text_align="J", line_height=1.1) as columns:
        for words in paragraphs:
            with columns.paragraph(first_line_indent=5) as paragraph:
                paragraph.write(words)
    return bytes(pdf.output())
