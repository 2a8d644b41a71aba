"""The formats of a report, chosen by the suffix of its file."""

from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

from quotes.types import InputError

if TYPE_CHECKING:
    from quotes.checking.report_words import CheckedAgainst
    from quotes.checking.verdicts import DraftCheck


class ReportFormat(StrEnum):
    """A format of a report. The values are the suffixes of its files."""

    docx = "docx"
    xlsx = "xlsx"
    md = "md"
    html = "html"
    jsonl = "jsonl"

    @property
    def label(self) -> str:
        """What people call it."""
        return _LABELS[self]

    @property
    def media_type(self) -> str:
        """Its media type."""
        return _MEDIA_TYPES[self]

    @property
    def is_text(self) -> bool:
        """Whether it can be printed."""
        return self not in (ReportFormat.docx, ReportFormat.xlsx)


_OFFICE = "application/vnd.openxmlformats-officedocument"
_LABELS = {
    ReportFormat.docx: "Word",
    ReportFormat.xlsx: "Excel",
    ReportFormat.md: "Markdown",
    ReportFormat.html: "Web page",
    ReportFormat.jsonl: "JSON Lines",
}
_MEDIA_TYPES = {
    ReportFormat.docx: f"{_OFFICE}.wordprocessingml.document",
    ReportFormat.xlsx: f"{_OFFICE}.spreadsheetml.sheet",
    ReportFormat.md: "text/markdown",
    ReportFormat.html: "text/html",
    ReportFormat.jsonl: "application/jsonl",
}


def report_format_of_file(path: str | Path) -> ReportFormat:
    """Find the format by the suffix of a file's name.

    Raises:
        InputError: no format has this suffix.

    """
    suffix = Path(path).suffix.lower().removeprefix(".")
    if suffix not in list(ReportFormat):
        known = ", ".join(f".{each}" for each in ReportFormat)
        raise InputError(f"{path}: a report's name ends with one of {known}")
    return ReportFormat(suffix)


def report_bytes(
    checks: "Sequence[DraftCheck]", report_format: ReportFormat, against: "CheckedAgainst"
) -> bytes:
    """Write the report on drafts; ``against`` says what they were checked against."""
    match report_format:
        case ReportFormat.md:
            from quotes.checking.markdown_report import markdown_report as write  # noqa: PLC0415
        case ReportFormat.docx:
            from quotes.checking.word_report import word_report as write  # noqa: PLC0415
        case ReportFormat.xlsx:
            from quotes.checking.workbook_report import workbook_report as write  # noqa: PLC0415
        case ReportFormat.html:
            from quotes.checking.web_report import web_report as write  # noqa: PLC0415
        case ReportFormat.jsonl:
            from quotes.checking.record_report import json_lines_report as write  # noqa: PLC0415
    return write(checks, against)
