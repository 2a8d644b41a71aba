"""``quotes utterances``: the same words in several articles, and who carried them."""

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Any

import typer

from quotes.cli.add import LibraryPlace
from quotes.cli.filter_options import check_imports, one_of, takes_one
from quotes.cli.terminal import harmless, note, one_line_for_bad_input, say
from quotes.library import Filter, UtteranceOrder
from quotes.types import InputError

if TYPE_CHECKING:
    from quotes.library import Carrier, Library, Utterance, UtteranceSummary

_EVERYTHING = Filter()
_LONGEST = 200

QuoteId = Annotated[
    str | None,
    typer.Option("--of", metavar="ID", help="Who carried the words of this quote.", show_default=False),
]
Order = Annotated[
    UtteranceOrder, typer.Option("--order", metavar="ORDER", help=f"The order: {one_of(UtteranceOrder)}.")
]
Limit = Annotated[int, typer.Option("--limit", min=1, metavar="N", help="How many.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON Lines: one object for each line.")]


@dataclass(frozen=True, slots=True)
class UtterancesRequest:
    """Which utterances to list, in which order, and how."""

    library: LibraryPlace = None
    of: QuoteId = None
    only: Filter = _EVERYTHING
    order: Order = UtteranceOrder.carriers
    limit: Limit = 20
    as_json: AsJson = False


@one_line_for_bad_input
@takes_one(UtterancesRequest)
def utterances(asked: UtterancesRequest) -> None:
    """List the same words wherever they were carried, those that most outlets carry first.

    Each line has the number of outlets and of wordings, the first date, the speaker, the fullest words and
    the quote's id. With --of, the lines are the articles that carry one quote, in order of time, and how
    their words compare with the fullest ones. Filters choose utterances of which one quote matches. Exit
    status 2 means bad input.
    """
    with _open_matched(asked) as opened:
        check_imports(opened, asked.only)
        if asked.of is None:
            summaries = opened.utterances(asked.only, asked.order, limit=asked.limit)
            for summary in summaries:
                _print(_summary_record(summary) if asked.as_json else _summary_line(summary))
            if not summaries:
                note("no quotes were found")
            return
        if not asked.only.is_empty:
            raise InputError("--of takes no filters")
        found = opened.utterance_of(opened.quote(asked.of).quote_id)
    if found is not None:
        for carrier in found.carriers[: asked.limit]:
            _print(_carrier_record(found, carrier) if asked.as_json else _carrier_line(carrier))


def _open_matched(asked: UtterancesRequest) -> "Library":
    """Open the library. If words wait to be matched, as they do after an update of quotes, match them."""
    from quotes.library import Library

    opened = Library(asked.library, read_only=True)
    if opened.is_matched():
        return opened
    opened.close()
    note("comparing the words of new quotes; this takes minutes for a large library")
    writable = Library(asked.library)
    writable.match()
    return writable


def _print(line: str | dict[str, Any]) -> None:
    say(harmless(line) if isinstance(line, str) else json.dumps(line, ensure_ascii=False))


def _summary_line(summary: "UtteranceSummary") -> str:
    remarks = ["altered"] if summary.is_altered else []
    if summary.speakers > 1:
        remarks.append(f"{summary.speakers} speakers")
    parts = [
        summary.carriers_in_words,
        _count(summary.wordings, "wording"),
        summary.first_published or "no date",
        f"{summary.fullest.speaker or 'unknown'}: “{_shortened(summary.fullest.quote)}”",
        *([f"({', '.join(remarks)})"] if remarks else []),
        summary.id,
    ]
    return "  ".join(parts)


def _carrier_line(carrier: "Carrier") -> str:
    speaker = carrier.speaker or "unknown"
    through = f"{speaker} via {carrier.quote.source}" if carrier.quote.source else speaker
    wording = "altered in what it says" if carrier.comparison.grave else carrier.comparison.wording.value
    parts = [
        carrier.published or "no date   ",
        carrier.outlet or carrier.title or carrier.quote.doc_id,
        wording,
        f"{through}: “{_shortened(carrier.quote.quote)}”",
        *([carrier.url] if carrier.url else []),
        carrier.quote.quote_id,
    ]
    return "  ".join(parts)


def _summary_record(summary: "UtteranceSummary") -> dict[str, Any]:
    return {
        "utterance_id": summary.id,
        "quote": summary.fullest.quote,
        "speaker": summary.fullest.speaker,
        "carriers": summary.carriers,
        "articles": summary.articles,
        "quotes": summary.quotes,
        "wordings": summary.wordings,
        "speakers": summary.speakers,
        "altered": summary.is_altered,
        "first_published": summary.first_published,
    }


def _carrier_record(utterance: "Utterance", carrier: "Carrier") -> dict[str, Any]:
    return {
        "utterance_id": utterance.id,
        "quote_id": carrier.quote.quote_id,
        "quote": carrier.quote.quote,
        "speaker": carrier.speaker,
        "source": carrier.quote.source,
        "outlet": carrier.outlet,
        "title": carrier.title,
        "published": carrier.published,
        "url": carrier.url,
        "wording": carrier.comparison.wording.value,
        "grave": carrier.comparison.grave,
    }


def _count(number: int, thing: str) -> str:
    return f"{number:,} {thing}{'' if number == 1 else 's'}"


def _shortened(words: str) -> str:
    line = " ".join(words.split())
    return line if len(line) <= _LONGEST else f"{line[:_LONGEST].rstrip()}…"
