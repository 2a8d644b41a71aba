"""The report as an Excel workbook: a row for each quote, with draft and origin side by side."""

from collections.abc import Sequence
from io import BytesIO
from typing import Any

from quotes.checking.difference_words import marked_sides, named_differences
from quotes.checking.report_words import (
    VERDICT_WORDS,
    CheckedAgainst,
    address_in_dashboard,
    how_to_open,
    others_in_words,
    summary,
)
from quotes.checking.verdicts import CheckedQuote, DraftCheck
from quotes.display import ComparedPiece, encodable
from quotes.writing import web_address

_WIDTHS = {
    "Draft": 18,
    "Verdict": 14,
    "Quote in the draft": 48,
    "Speaker": 18,
    "Source": 14,
    "Words found": 48,
    "Speaker there": 18,
    "Source there": 14,
    "Article": 26,
    "Outlet": 16,
    "Date": 11,
    "Link": 24,
    "In the library": 24,
    "Grave differences": 30,
    "Other differences": 30,
    "Remarks": 48,
}
_A4 = 9
_LONGEST_CELL = 32_000  # UTF-16 units that Excel holds, and some to spare
_LONGEST_LINK = 2_079


def workbook_report(checks: Sequence[DraftCheck], against: CheckedAgainst) -> bytes:
    """Write the report as an .xlsx file. Text stays text; nothing is a formula."""
    from xlsxwriter import Workbook  # noqa: PLC0415  (only for workbooks)

    file = BytesIO()
    with Workbook(file, {"in_memory": True}) as book:
        sheet = _CheckSheet(book)
        for check in checks:
            for each in check.quotes:
                sheet.add(check.name, each, against)
        sheet.close(f"{summary(checks)}. {against.not_found_means}")
    return file.getvalue()


class _CheckSheet:
    """The sheet of checked quotes."""

    def __init__(self, book: Any) -> None:
        cell = {"text_wrap": True, "valign": "top"}
        self._sheet = book.add_worksheet("Checked quotes")
        self._cell = book.add_format(cell)
        self._failed = book.add_format(cell | {"bold": True, "bg_color": "#FFF0C9"})
        self._grave = book.add_format(cell | {"bold": True, "font_color": "#8C1C13"})
        self._link = book.add_format(cell | {"font_color": "#1F4F82", "underline": 1})
        self._struck = book.add_format({"font_strikeout": True, "font_color": "#8C1C13"})
        self._underlined = book.add_format({"underline": 1, "bold": True, "font_color": "#14623A"})
        self._note = book.add_format({"italic": True})
        self._row = 0
        heading = book.add_format(cell | {"bold": True, "bottom": 1})
        for column, (name, width) in enumerate(_WIDTHS.items()):
            self._sheet.set_column(column, column, width)
            self._sheet.write_string(0, column, name, heading)
        self._sheet.freeze_panes(1, 0)
        self._sheet.set_landscape()
        self._sheet.set_paper(_A4)
        self._sheet.fit_to_pages(1, 0)
        self._sheet.repeat_rows(0)

    def add(self, name: str, checked: CheckedQuote, against: CheckedAgainst) -> None:
        """Write a quote."""
        self._row += 1
        draft, found = marked_sides(checked)
        origin, named = checked.origin, named_differences(checked)
        verdict = VERDICT_WORDS[checked.verdict]
        self._write(0, name)
        self._write(1, verdict, self._cell if checked.verdict.passes else self._failed)
        self._write_marked(2, draft, self._struck)
        self._write(3, checked.draft.speaker)
        self._write(4, checked.draft.source)
        if origin:
            self._write_marked(5, found, self._underlined)
            facts = (origin.speaker, origin.source, origin.title or origin.doc_id, origin.outlet)
            for column, fact in enumerate((*facts, origin.published), 6):
                self._write(column, fact)
            self._write_link(11, origin.url or "")
            self._write_link(12, address_in_dashboard(origin, against) or how_to_open(origin, against))
        self._write(13, "; ".join(each.words for each in named if each.is_grave), self._grave)
        self._write(14, "; ".join(each.words for each in named if not each.is_grave))
        self._write(15, " ".join(filter(None, (*checked.remarks, others_in_words(checked)))))

    def close(self, note: str) -> None:
        """Add the filters, and a last line."""
        self._sheet.autofilter(0, 0, self._row, len(_WIDTHS) - 1)
        self._sheet.write_string(self._row + 2, 0, note, self._note)

    def _write(self, column: int, text: str | None, look: Any = None) -> None:
        if text:
            self._sheet.write_string(self._row, column, _fit(text), look or self._cell)

    def _write_marked(self, column: int, pieces: Sequence[ComparedPiece], look: Any) -> None:
        """Write words with their differences marked. Excel takes such text only in two pieces or more."""
        runs: list[Any] = []
        for piece in pieces:
            runs += [look, encodable(piece.text)] if piece.differs else [encodable(piece.text)]
        words = "".join(piece.text for piece in pieces)
        is_marked = len(pieces) > 1 and any(piece.differs for piece in pieces)
        if not is_marked or len(words) > _LONGEST_CELL // 2:
            self._write(column, words)
            return
        self._sheet.write_rich_string(self._row, column, *runs, self._cell)

    def _write_link(self, column: int, address: str) -> None:
        """Write a web address as a link that opens; anything else is text."""
        if web_address(address) and len(address) <= _LONGEST_LINK:
            self._sheet.write_url(self._row, column, address, self._link)
        else:
            self._write(column, address)


def _fit(text: str) -> str:
    """Cut a text that is too long for a cell."""
    return encodable(text)[: _LONGEST_CELL // 2] if len(text) > _LONGEST_CELL // 2 else encodable(text)
