"""The report as a web page, and the part of it that the dashboard shows."""

from collections.abc import Sequence
from dataclasses import dataclass
from importlib.resources import files
from itertools import count

from markupsafe import Markup

from quotes.checking.difference_words import (
    NamedDifference,
    marked_sides,
    named_differences,
)
from quotes.checking.report_words import (
    DRAFT_SIDE,
    NO_QUOTES,
    VERDICT_WORDS,
    CheckedAgainst,
    address_in_dashboard,
    byline,
    how_to_open,
    others_in_words,
    place,
    summary,
)
from quotes.checking.verdicts import CheckedQuote, DraftCheck
from quotes.display import ComparedPiece, compared_words_html, compared_words_style, templates_of
from quotes.writing import web_address

_PACKAGE = "quotes.checking"
_fill = templates_of(_PACKAGE)


@dataclass(frozen=True, slots=True)
class ReportedQuote:
    """What a template shows of a checked quote."""

    number: int
    checked: CheckedQuote
    verdict: str
    draft: list[ComparedPiece]
    draft_byline: str
    found: list[ComparedPiece]
    found_byline: str
    place: list[str]
    url: str | None
    link: str
    command: str
    differences: list[NamedDifference]
    remarks: list[str]


def web_report(checks: Sequence[DraftCheck], against: CheckedAgainst) -> bytes:
    """Write the report as one page of HTML, which needs no other file."""
    page = _fill(
        "report",
        style=Markup(report_style()),
        summary=summary(checks),
        means=against.not_found_means,
        body=checked_quotes_html(checks, against),
    )
    return page.encode()


def report_style() -> str:
    """The style sheet of the report."""
    return compared_words_style() + files(_PACKAGE).joinpath("report.css").read_text("utf-8")


def checked_quotes_html(
    checks: Sequence[DraftCheck], against: CheckedAgainst, limit: int | None = None
) -> Markup:
    """Draw the quotes of drafts: first those that need a look, then those that are right.

    At most ``limit`` quotes are drawn, those that need a look first.
    """
    left = limit if limit is not None else sum(len(check.quotes) for check in checks)
    drafts = []
    for check in checks:
        shown = [_shown(number, each, against) for number, each in zip(count(1), check.quotes)]
        failing = [each for each in shown if not each.checked.verdict.passes]
        passing = [each for each in shown if each.checked.verdict.passes]
        drafts.append((check.name, failing[:left], passing[: max(0, left - len(failing))], len(shown)))
        left = max(0, left - len(shown))
    return _fill(
        "checked_quotes",
        drafts=drafts,
        draft_side=DRAFT_SIDE,
        side=against.side,
        no_quotes=NO_QUOTES,
        compared=compared_words_html,
    )


def _shown(number: int, checked: CheckedQuote, against: CheckedAgainst) -> ReportedQuote:
    draft, found = marked_sides(checked)
    origin = checked.origin
    return ReportedQuote(
        number,
        checked,
        VERDICT_WORDS[checked.verdict],
        draft,
        byline(checked.draft),
        found,
        byline(origin) if origin else "",
        place(origin) if origin else [],
        web_address(origin.url) if origin else None,
        address_in_dashboard(origin, against) if origin else "",
        how_to_open(origin, against) if origin else "",
        named_differences(checked),
        [each for each in (*checked.remarks, others_in_words(checked)) if each],
    )
