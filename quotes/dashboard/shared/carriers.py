"""Who carried the words of an opened quote: in one line, as a picture, and as a list in order of time."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from urllib.parse import urlencode

from markupsafe import Markup

from quotes.dashboard.shared.cards import web_address
from quotes.display import (
    ComparedPiece,
    changed_words,
    compared_words_html,
    compared_words_style,
    difference_in_words,
    templates_of,
)
from quotes.library import Carrier, Utterance
from quotes.types import Quote

_STYLE = Path(__file__).with_name("carriers.css")
_MOST_LISTED = 100
_MOST_DRAWN = 15
_SHAPES = "●▲■◆★"
_fill = templates_of("quotes.dashboard.shared")


@dataclass(frozen=True, slots=True)
class CarrierMark:
    """A wording's mark in the list and in the picture: a shape in a colour. ``left`` is its place in %."""

    number: int
    left: str = ""

    @property
    def look(self) -> int:
        """The number of its colour and its shape; late wordings share the last ones."""
        return min(self.number, len(_SHAPES))

    @property
    def shape(self) -> str:
        """Its shape."""
        return _SHAPES[self.look - 1]


@dataclass(frozen=True, slots=True)
class CarrierLine:
    """A line of the list. Words and differences are given where their wording appears first."""

    carrier: Carrier
    mark: CarrierMark
    name: str
    wording: str
    words: list[ComparedPiece]
    differences: list[str]
    link: str
    url: str | None
    is_this: bool


def draw_carriers(utterance: Utterance | None, row: Quote) -> Markup:
    """Draw who else carries the words of a quote; nothing if nobody does."""
    others = _others(utterance, row) if utterance else 0
    if not utterance or not others:
        return Markup()
    return _fill(
        "carriers",
        style=Markup(compared_words_style() + _STYLE.read_text("utf-8")),
        line=" · ".join(_in_one_line(utterance, others)),
        lines=list(_lines(utterance, row)),
        left_out=max(0, len(utterance.carriers) - _MOST_LISTED),
        picture=_picture(utterance),
        compared=compared_words_html,
    )


def _others(utterance: Utterance, row: Quote) -> int:
    """Count the articles that carry the words, without the quote's own."""
    return len({_place(each) for each in utterance.carriers} - {(row.doc_id, row.outlet, row.published)})


def _place(carrier: Carrier) -> tuple[str, str | None, str | None]:
    return carrier.quote.doc_id, carrier.outlet, carrier.published


def _in_one_line(utterance: Utterance, others: int) -> Iterator[str]:
    yield f"Also in {others:,} article{'' if others == 1 else 's'}"
    if utterance.first.published:
        yield f"first: {_name(utterance.first)}, {utterance.first.published}"
    yield f"{utterance.wordings:,} wording{'' if utterance.wordings == 1 else 's'}"
    if any(each.comparison.grave for each in utterance.carriers):
        yield "the meaning differs"
    if len(utterance.speakers) > 1:
        yield f"given to {len(utterance.speakers):,} speakers"


def _lines(utterance: Utterance, row: Quote) -> Iterator[CarrierLine]:
    """The list, in order of time."""
    seen: set[int] = set()
    for each in utterance.carriers[:_MOST_LISTED]:
        is_new = each.wording not in seen
        seen.add(each.wording)
        fullest, words = utterance.fullest.quote, each.quote.quote
        yield CarrierLine(
            carrier=each,
            mark=CarrierMark(each.wording),
            name=_name(each),
            wording=_wording(utterance, each),
            words=changed_words(each.comparison, fullest, words) if is_new else [],
            differences=_differences(each, fullest) if is_new else [],
            link=f"article?{urlencode({'article': each.quote.doc_id, 'quote': each.quote.quote_id})}",
            url=web_address(each.url),
            is_this=each.quote.quote_id == row.quote_id and not each.is_copy,
        )


def _name(carrier: Carrier) -> str:
    """What a carrier is called: its outlet, or its article's title."""
    return carrier.outlet or carrier.title or carrier.quote.doc_id


def _wording(utterance: Utterance, carrier: Carrier) -> str:
    """Name a wording by its number, and say how it compares with the fullest one.

    Quotes of one wording need not be equal: capitals and punctuation may differ.
    """
    if utterance.wordings == 1:
        return "same words"
    comparison = carrier.comparison
    says = comparison.wording.value
    if comparison.wording == "exact":
        says = "fullest"
    elif comparison.gap_marked:
        says = f"{says}, gap marked"
    return f"wording {carrier.wording:,}, {says}"


def _differences(carrier: Carrier, fullest: str) -> list[str]:
    """Name the grave differences from the fullest words: those that change the meaning."""
    words = carrier.quote.quote
    return [
        difference_in_words(each, words, fullest)
        for each in carrier.comparison.mirrored().differences
        if each.grave
    ]


def _picture(utterance: Utterance) -> dict[str, object] | None:
    """The dates at which each outlet carried the words; None if all are of one day."""
    days = {
        each.published: date.fromisoformat(each.published) for each in utterance.carriers if each.published
    }
    if len(days) < 2:
        return None
    first, last = min(days.values()), max(days.values())
    rows: dict[str, dict[CarrierMark, None]] = {}
    for each in utterance.carriers:
        if each.published:
            share = (days[each.published] - first) / (last - first)
            rows.setdefault(_name(each), {})[CarrierMark(each.wording, f"{100 * share:.2f}")] = None
    all_named = all(each.outlet for each in utterance.carriers if each.published)
    carriers = "outlets" if all_named else "outlets and articles"
    dates = f"from {first.isoformat()} to {last.isoformat()}"
    return {
        "rows": [(name, list(marks)) for name, marks in list(rows.items())[:_MOST_DRAWN]],
        "left_out": max(0, len(rows) - _MOST_DRAWN),
        "first": first.isoformat(),
        "last": last.isoformat(),
        "wordings": _legend(utterance.carriers),
        "said": f"{len(rows):,} {carriers} {dates}; the list says the same",
    }


def _legend(carriers: Sequence[Carrier]) -> list[tuple[CarrierMark, str]]:
    """The marks of the wordings, each with its words. Late wordings share a mark."""
    numbers = sorted({each.wording for each in carriers})
    most = len(_SHAPES)
    late = numbers[-1] > most
    return [
        (CarrierMark(number), f"wording {number:,}{' and later' if late and number == most else ''}")
        for number in numbers[:most]
    ]
