"""The report as a Word document: a table for each quote, with draft and origin side by side."""

from collections.abc import Iterable, Sequence
from io import BytesIO
from typing import TYPE_CHECKING

from quotes.checking.difference_words import marked_sides, named_differences
from quotes.checking.report_words import (
    DRAFT_SIDE,
    NO_QUOTES,
    VERDICT_WORDS,
    CheckedAgainst,
    address_in_dashboard,
    byline,
    how_to_open,
    on_one_line,
    others_in_words,
    place,
    summary,
)
from quotes.checking.verdicts import CheckedQuote, DraftCheck, Origin
from quotes.display import ComparedPiece, one_line
from quotes.writing import web_address

if TYPE_CHECKING:
    from docx.document import Document
    from docx.table import _Cell
    from docx.text.paragraph import Paragraph

_MARKS = "Words that only the draft has are struck through, words that it should have are underlined."


def word_report(checks: Sequence[DraftCheck], against: CheckedAgainst) -> bytes:
    """Write the report as a .docx file."""
    from docx import Document  # noqa: PLC0415  (only for Word)

    document = Document()
    document.core_properties.title = "Check of quotes"
    document.core_properties.author = "quotes"
    document.add_heading("Check of quotes", 0)
    document.add_paragraph(f"{summary(checks)}. {against.not_found_means}")
    document.add_paragraph(_MARKS)
    for check in checks:
        document.add_heading(one_line(check.name), 1)
        if not check.quotes:
            document.add_paragraph(NO_QUOTES)
        for number, each in enumerate(check.quotes, 1):
            _add_quote(document, number, each, against)
    file = BytesIO()
    document.save(file)
    return file.getvalue()


def _add_quote(document: "Document", number: int, checked: CheckedQuote, against: CheckedAgainst) -> None:
    document.add_heading(f"{number}. {VERDICT_WORDS[checked.verdict]}", 2)
    table = document.add_table(rows=2, cols=2, style="Table Grid")
    for cell, heading in zip(table.rows[0].cells, (DRAFT_SIDE, against.side), strict=True):
        cell.paragraphs[0].add_run(heading).bold = True
    draft, found = marked_sides(checked)
    left, right = table.rows[1].cells
    _add_words(left, draft, is_draft=True)
    left.add_paragraph(one_line(byline(checked.draft)))
    if checked.origin:
        _add_words(right, found, is_draft=False)
        _add_origin(right, checked.origin, against)
    else:
        right.paragraphs[0].add_run("Nothing like it was found.")
    for difference in named_differences(checked):
        line = document.add_paragraph(style="List Bullet")
        words = one_line(difference.words)
        line.add_run(f"Grave: {words}" if difference.is_grave else words).bold = difference.is_grave
    for remark in filter(None, (*checked.remarks, others_in_words(checked))):
        document.add_paragraph(one_line(remark), style="List Bullet")


def _add_words(cell: "_Cell", pieces: Iterable[ComparedPiece], *, is_draft: bool) -> None:
    """Write words: what the draft has too much is struck through, what it lacks is underlined."""
    paragraph = cell.paragraphs[0]
    paragraph.add_run("“")
    for piece in pieces:
        run = paragraph.add_run(on_one_line(piece.text))
        run.font.strike = True if piece.differs and is_draft else None
        run.underline = True if piece.differs and not is_draft else None
        run.bold = True if piece.differs and piece.is_grave else None
    paragraph.add_run("”")


def _add_origin(cell: "_Cell", origin: Origin, against: CheckedAgainst) -> None:
    """Write who said the words, where they are, and how to open them."""
    cell.add_paragraph(one_line(byline(origin)))
    cell.add_paragraph(" · ".join(one_line(part) for part in place(origin)))
    if address := web_address(origin.url):
        _add_link(cell.add_paragraph(), address, address)
    if address := address_in_dashboard(origin, against):
        _add_link(cell.add_paragraph(), address, "Open in the library")
    elif command := how_to_open(origin, against):
        cell.add_paragraph(command)


def _add_link(paragraph: "Paragraph", address: str, words: str) -> None:
    """Write a link that opens; python-docx reads links but has no call that writes one."""
    from docx.opc.constants import RELATIONSHIP_TYPE  # noqa: PLC0415
    from docx.oxml import OxmlElement  # noqa: PLC0415
    from docx.oxml.ns import qn  # noqa: PLC0415

    run = paragraph.add_run(one_line(words))
    run.underline = True
    link = OxmlElement("w:hyperlink")
    link.set(qn("r:id"), paragraph.part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True))
    link.append(run._r)
    paragraph._p.append(link)
