"""The report in Markdown: a table for each quote, with draft and origin side by side."""

from collections.abc import Iterable, Iterator, Sequence

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
from quotes.display import ComparedPiece
from quotes.writing import escape_markdown, web_address

_MARKS = "Words that only the draft has are ~~struck through~~, words that it should have are **bold**."


def markdown_report(checks: Sequence[DraftCheck], against: CheckedAgainst) -> bytes:
    """Write the report; words of drafts and articles never act as markup."""
    parts = ["# Check of quotes", f"{summary(checks)}. {against.not_found_means}", _MARKS]
    for check in checks:
        parts.append(f"## {escape_markdown(check.name)}")
        parts += [_quote(number, each, against) for number, each in enumerate(check.quotes, 1)] or [NO_QUOTES]
    return ("\n\n".join(parts) + "\n").encode()


def _quote(number: int, checked: CheckedQuote, against: CheckedAgainst) -> str:
    """Write one quote: its verdict, both sides, what differs, and what else to know."""
    parts = [f"### {number}. {VERDICT_WORDS[checked.verdict]}", _table(checked, against)]
    named = named_differences(checked)
    differences = [
        f"- **Grave: {escape_markdown(each.words)}**" if each.is_grave else f"- {escape_markdown(each.words)}"
        for each in named
    ]
    remarks = [f"- {escape_markdown(each)}" for each in (*checked.remarks, others_in_words(checked)) if each]
    lines = "\n".join([*differences, *remarks])
    return "\n\n".join([*parts, lines] if lines else parts)


def _table(checked: CheckedQuote, against: CheckedAgainst) -> str:
    draft, found = marked_sides(checked)
    origin = checked.origin
    left = [f"“{_marked(draft, '~~')}”", escape_markdown(byline(checked.draft)), "", ""]
    right = ["Nothing like it was found.", "", "", ""]
    if origin:
        right = [f"“{_marked(found, '**')}”", escape_markdown(byline(origin)), *_where(origin, against)]
    lines = [f"| {one} | {other} |" for one, other in zip(left, right, strict=True) if one or other]
    return "\n".join([f"| {DRAFT_SIDE} | {against.side} |", "|---|---|", *lines])


def _where(origin: Origin, against: CheckedAgainst) -> Iterator[str]:
    """Yield where the words are, and how to open them."""
    yield " · ".join(escape_markdown(part) for part in place(origin))
    ways = [web_address(origin.url), address_in_dashboard(origin, against)]
    command = how_to_open(origin, against)
    links = [f"<{each}>" for each in ways if each]
    yield " · ".join([*links, f"`{command}`"] if command else links)


def _marked(pieces: Iterable[ComparedPiece], mark: str) -> str:
    """Write words with their differences marked. Markdown takes a mark only right beside a word."""

    def write(text: str) -> str:
        return f"{mark}{escape_markdown(text)}{mark}"

    return "".join(on_one_line(piece.text, write if piece.differs else escape_markdown) for piece in pieces)
