"""The HTML of a quote in the list, of an opened quote, and of the lines that every page has."""

from collections.abc import Iterable, Sequence

from markupsafe import Markup

from quotes.dashboard.shared.found_words import LONGEST_QUOTE, MarkedWords, search_marks
from quotes.dashboard.shared.wording import (
    BASIS_WORDS,
    KIND_WORDS,
    directly,
    reason_in_words,
    source_doubt,
    speaker_doubt,
    sure_of_source,
)
from quotes.display import evidence_html, evidence_marks, is_unsure, percentage, shortened, templates_of
from quotes.library import Totals
from quotes.types import Quote
from quotes.writing import CITATION_FILES, CITATIONS

_LEGEND = (
    ("quote", "quote"),
    ("speaker", "speaker"),
    ("cue", "reporting verb"),
    ("source", "source"),
)
_fill = templates_of("quotes.dashboard.shared")


def masthead(title: str, subtitle: str = "") -> Markup:
    """Draw a page's heading."""
    return _fill("masthead", title=title, subtitle=subtitle)


def notice(message: str, *, error: bool = False) -> Markup:
    """Draw one line for the visitor."""
    if error:
        return _fill("notice", message=message, role="alert", tone="error")
    return _fill("notice", message=message, role="status", tone="plain")


def hint(words: str, *, is_status: bool = False) -> Markup:
    """Draw a line of small print; ``is_status``: screen readers read it out when it changes."""
    return _fill("hint", words=words, role="status" if is_status else "")


def summary(parts: Iterable[str]) -> Markup:
    """Draw the line of figures above a list."""
    return _fill("summary", parts=parts)


def fold(*, is_open: bool) -> Markup:
    """Draw what shows and hides a page's filters on a phone, whose first screen they would fill."""
    return _fill("fold", is_open=is_open)


def figure(number: int, noun: str) -> Markup:
    """Draw a number with its noun.

    >>> print(figure(1, "quote"), figure(1200, "article"))
    <b>1</b> quote <b>1,200</b> articles
    """
    return counted(number, noun if number == 1 else f"{noun}s")


def counted(number: int, words: str) -> Markup:
    """Draw a number with the words that follow it."""
    return Markup("<b>{:,}</b> {}").format(number, words)


def quotes_summary(found: Totals, everything: Totals, rows: int | None = None) -> Markup:
    """Draw how many quotes are found, of how many, with how many speakers, sources and articles.

    ``rows`` is their number in a list in which quotes of the same words are one row.
    """
    quotes = figure(found.quotes, "quote")
    if found.quotes < everything.quotes:
        quotes += f" of {everything.quotes:,}"
    others = ((found.speakers, "speaker"), (found.sources, "source"), (found.articles, "article"))
    undated = [counted(found.undated, "without a date")] if found.undated else []
    grouped = [] if rows is None else [figure(rows, "row") + ", the same words in one"]
    return summary([*grouped, quotes, *(figure(number, noun) for number, noun in others), *undated])


def quote_card(
    row: Quote,
    known_as: str | None,
    found: MarkedWords | None = None,
    tags: Sequence[str] = (),
    *,
    is_new: bool = False,
) -> Markup:
    """Draw a row of the list: “All of you …” Kim Jong Un, via KCNA.

    ``known_as`` is the speaker's name over all articles; the card shows it if the article uses another.
    ``found`` has the words of a search marked. ``tags`` are those of the quote, its article and its speaker.
    With ``is_new``, the card says that the quote came in since the visitor last looked.
    """
    return _fill(
        "quote_card",
        row=row,
        words=found.quote if found else shortened(row.quote, LONGEST_QUOTE),
        around=found.around if found else "",
        title=row_title(row),
        directly=directly(row),
        facts=_facts(row, without_outlet=bool(directly(row))),
        kind=KIND_WORDS.get(row.kind, row.kind),
        counted_as=_counted_as(row, known_as),
        share=percentage(row.confidence),
        is_unsure=is_unsure(row),
        speaker_doubt=speaker_doubt(row),
        source_doubt=source_doubt(row),
        tags=tags,
        is_new=is_new,
    )


def opened_quote(row: Quote, known_as: str | None, text: str, *, around: int = 0, words: str = "") -> Markup:
    """Draw the quote in its paragraphs, with everything found marked and explained.

    ``text`` is that of the article; ``around`` is the number of further paragraphs to show on each side;
    ``words`` is a search, whose words are marked too.
    """
    marks = evidence_marks(row)
    present = {mark.kind for mark in marks}
    return _fill(
        "opened_quote",
        row=row,
        title=row_title(row),
        url=web_address(row.url),
        facts=_facts(row),
        passage=evidence_html(text, (*marks, *search_marks(words, text, marks)), around=around),
        legend=[(kind, words) for kind, words in _LEGEND if kind in present],
        reason=reason_in_words(row),
        basis=BASIS_WORDS.get(row.source_basis or "", ""),
        counted_as=_counted_as(row, known_as),
        share=percentage(row.confidence),
        directly=directly(row),
        speaker_doubt=speaker_doubt(row),
        source_doubt=source_doubt(row),
        sure_of_source=sure_of_source(row),
    )


def citations(row: Quote) -> Markup:
    """Draw what can be copied and saved to cite an opened quote."""
    styles = [(style, cite(row)) for style, cite in CITATIONS.items()]
    files = [
        (each.label, f"quote_{row.quote_id[:8]}{each.suffix}", encode([row]).decode())
        for each, encode in CITATION_FILES.items()
    ]
    return _fill("citations", citations=styles, files=files)


def row_title(row: Quote) -> str:
    """Name the article of a row: its title, or its id if it has none."""
    return row.title or row.doc_id


def web_address(url: str | None) -> str | None:
    """Pass on an address that begins with http:// or https://; nothing else may become a link."""
    return url if url and url.lower().startswith(("https://", "http://")) else None


def _facts(row: Quote, *, without_outlet: bool = False) -> list[str]:
    also_in = f"also in {row.also_in}" if row.also_in else None
    return [fact for fact in (None if without_outlet else row.outlet, also_in, row.published) if fact]


def _counted_as(row: Quote, known_as: str | None) -> str | None:
    return None if row.speaker is None or row.speaker == known_as else known_as
