"""What every report says, whatever its format."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from quotes.checking.verdicts import CheckedQuote, DraftCheck, Origin, Verdict
from quotes.display import one_line
from quotes.types import Quote

VERDICT_WORDS = {each: each.value.capitalize() for each in Verdict}
DRAFT_SIDE = "In the draft"
NO_QUOTES = "No quotes were found in this draft."


@dataclass(frozen=True, slots=True)
class CheckedAgainst:
    """What drafts were checked against.

    Attributes:
        name: what a sentence calls it.
        address: the address of the dashboard that shows it, ending with "/"; "" if there is none.
        is_kept: it is a library, in which a quote can be opened later.

    """

    name: str = "this library"
    address: str = ""
    is_kept: bool = True

    @property
    def side(self) -> str:
        """The heading above the words that were found."""
        return f"In {self.name}"

    @property
    def not_found_means(self) -> str:
        """What "not found" means, and what not."""
        return f"“Not found” means: not in {self.name}. It does not mean that nobody said it."


def summary(checks: Sequence[DraftCheck]) -> str:
    """Say how many quotes there are with each verdict: "3 quotes: 2 confirmed, 1 not found"."""
    counts: Counter[Verdict] = sum((each.counts for each in checks), Counter())
    number = counts.total()
    parts = ", ".join(f"{counts[verdict]:,} {verdict}" for verdict in Verdict if counts[verdict])
    return f"{number:,} quote{'' if number == 1 else 's'}{': ' if parts else ''}{parts}"


def byline(said: Quote | Origin) -> str:
    """Say who spoke, and through whom the words came: "Kim Jong Un, via KCNA"."""
    return f"{said.speaker or 'Speaker not given'}{f', via {said.source}' if said.source else ''}"


def place(origin: Origin) -> list[str]:
    """Say where the words are: the article's title, its outlet and its date."""
    return [part for part in (origin.title or origin.doc_id, origin.outlet, origin.published) if part]


def address_in_dashboard(origin: Origin, against: CheckedAgainst) -> str:
    """The address that opens the quote or the article in the dashboard; "" if there is none."""
    if not against.address:
        return ""
    if origin.quote_id:
        return f"{against.address}?{urlencode({'quote': origin.quote_id})}"
    return f"{against.address}article?{urlencode({'article': origin.doc_id})}"


def how_to_open(origin: Origin, against: CheckedAgainst) -> str:
    """The command that shows the quote; "" if it is not in a library or not one of its quotes."""
    return f"quotes show {origin.quote_id}" if origin.quote_id and against.is_kept else ""


def others_in_words(checked: CheckedQuote) -> str:
    """Say how many other articles have the words; "" if none has."""
    number = checked.others
    return f"Also in {number:,} other article{'' if number == 1 else 's'}." if number else ""


def on_one_line(text: str, write: Callable[[str], str] = one_line) -> str:
    """Write a piece of a text on one line; the space at either end, which `one_line` takes away, stays.

    >>> on_one_line(" the ferry  "), on_one_line(" ")
    (' the ferry ', ' ')
    """
    words = write(text)
    if not words:
        return " " if text else ""
    return f"{' ' if text[0].isspace() else ''}{words}{' ' if text[-1].isspace() else ''}"
