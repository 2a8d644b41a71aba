"""The report on a quote in plain lines, for a terminal."""

from collections.abc import Iterator

from quotes.checking.difference_words import named_differences
from quotes.checking.report_words import (
    CheckedAgainst,
    byline,
    how_to_open,
    others_in_words,
    place,
)
from quotes.checking.verdicts import CheckedQuote, Verdict

_INDENT = "    "


def report_lines(checked: CheckedQuote, against: CheckedAgainst) -> Iterator[str]:
    """Yield the lines on a quote: its verdict and words, what was found, what differs, and the remarks."""
    yield f"{checked.verdict}: “{checked.draft.quote}” ({byline(checked.draft)})"
    for difference in named_differences(checked):
        yield f"{_INDENT}{'grave: ' if difference.is_grave else ''}{difference.words}"
    if origin := checked.origin:
        label = "nearest words" if checked.verdict is Verdict.not_found else "found"
        yield f"{_INDENT}{label}: “{origin.quote}” ({byline(origin)})"
        where = [*place(origin), origin.url, how_to_open(origin, against)]
        yield f"{_INDENT}in: {', '.join(filter(None, where))}"
    for remark in filter(None, (*checked.remarks, others_in_words(checked))):
        yield f"{_INDENT}{remark}"
