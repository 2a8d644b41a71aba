from .draft_check import check_drafts, check_rows
from .report_formats import ReportFormat, report_bytes, report_format_of_file
from .report_words import CheckedAgainst, summary
from .text_report import report_lines
from .verdicts import CheckedQuote, DraftCheck, Origin, Verdict
from .web_report import checked_quotes_html, report_style

__all__ = [
    "CheckedAgainst",
    "CheckedQuote",
    "DraftCheck",
    "Origin",
    "ReportFormat",
    "Verdict",
    "check_drafts",
    "check_rows",
    "checked_quotes_html",
    "report_bytes",
    "report_format_of_file",
    "report_lines",
    "report_style",
    "summary",
]
