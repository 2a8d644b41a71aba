"""Checking quotes one by one: which comes next, and storing what somebody says of it.

Only a speaker whom people have confirmed or named is certain: a confidence of 1 is never the extraction's
own. So a quote waits to be checked as long as its confidence is less.
"""

import json
from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from quotes.library import Correction, CorrectionKind, Filter, Library, Sort
from quotes.types import InputError, Quote, Span

_NOT_CHECKED = 0.9999
_ROWS_AT_ONCE = 50


@dataclass(frozen=True, slots=True)
class CheckingProgress:
    """How many quotes wait, how many of them are unsure, and how many corrections were made today (UTC)."""

    waiting: int
    unsure: int
    today: int


@dataclass(frozen=True, slots=True)
class Judgement:
    """What somebody says of a quote. ``value`` is the right speaker or source, None for nobody or none."""

    what: CorrectionKind
    value: str | None = None
    kind: str | None = None
    note: str = ""


def waiting_filter(only: Filter) -> Filter:
    """Return the filter for the quotes that pass ``only`` and whose speaker nobody has checked.

    >>> waiting_filter(Filter(most_confidence=0.5)) == Filter(most_confidence=0.5)
    True
    """
    bound = 1.0 if only.most_confidence is None else only.most_confidence
    return replace(only, most_confidence=min(bound, _NOT_CHECKED))


def next_quote(library: Library, only: Filter, skipped: Collection[str]) -> Quote | None:
    """Return the least certain quote that waits and passes ``only``, but none of those ``skipped`` (ids)."""
    offset = 0
    while rows := library.page(waiting_filter(only), Sort.unsure, limit=_ROWS_AT_ONCE, offset=offset):
        if found := next((row for row in rows if row.quote_id not in skipped), None):
            return found
        offset += _ROWS_AT_ONCE
    return None


def checking_progress(library: Library, only: Filter) -> CheckingProgress:
    """Return how far the checking of the quotes that pass ``only`` has come."""
    all_waiting = waiting_filter(only)
    return CheckingProgress(
        waiting=library.totals(all_waiting).quotes,
        unsure=library.totals(replace(all_waiting, unsure=True)).quotes,
        today=library.number_of_corrections(since=datetime.now(UTC).date().isoformat()),
    )


def store_judgement(library: Library, quote_id: str, said: Judgement, *, seen: int | None) -> int:
    """Store what somebody says of a quote, and return the number of the correction.

    ``seen`` is the number of the latest correction of the quote when it was looked at, None where there was
    none.

    Raises:
        InputError: the quote is gone, or somebody else has corrected it since it was looked at.

    """
    if latest_correction(library.corrections_of(quote_id)) != seen:
        raise InputError("Somebody else has just corrected this quote. Look at it again before you go on.")
    match said.what:
        case CorrectionKind.speaker:
            return library.correct_speaker(quote_id, said.value, said.kind, note=said.note)
        case CorrectionKind.source:
            return library.correct_source(quote_id, said.value, note=said.note)
        case CorrectionKind.not_a_quote:
            return library.reject(quote_id, note=said.note)
        case CorrectionKind.missed:
            raise ValueError("a missed quote is marked in its article")


def mark_missed(library: Library, doc_id: str, span: Span, *, note: str = "") -> tuple[str, int]:
    """Store that the words under ``span`` of an article are a quote.

    Returns its id and the number of the correction.
    """
    quote_id = library.add_missed(doc_id, span, note=note)
    number = latest_correction(library.corrections_of(quote_id))
    if number is None:
        raise InputError(f"{doc_id}: the quote was marked, and taken back by somebody else")
    return quote_id, number


def corrections_file(library: Library) -> str:
    """Return all that people have corrected as a gold file (`quotes.evaluation.gold`)."""
    return json.dumps(library.gold(), ensure_ascii=False, indent=1) + "\n"


def latest_correction(said: Collection[Correction]) -> int | None:
    """Return the number of the last of some corrections, None where there are none."""
    return max((correction.id or 0 for correction in said), default=None)
