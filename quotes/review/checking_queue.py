"""The queue of quotes to check: which comes next, and storing what the reviewer says.

Only people make a speaker certain; the extraction never gives a confidence of 1. So a quote stays in the
queue while its confidence is less than 1.
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
    """How many quotes are left to check, how many of them are uncertain, and today's corrections (UTC)."""

    waiting: int
    unsure: int
    today: int


@dataclass(frozen=True, slots=True)
class Judgement:
    """What a reviewer says about a quote. ``value`` is the right speaker or source, None if there is none."""

    what: CorrectionKind
    value: str | None = None
    kind: str | None = None
    note: str = ""


def waiting_filter(only: Filter) -> Filter:
    """Narrow a filter to the quotes whose speaker nobody has checked.

    >>> waiting_filter(Filter(most_confidence=0.5)) == Filter(most_confidence=0.5)
    True
    """
    bound = 1.0 if only.most_confidence is None else only.most_confidence
    return replace(only, most_confidence=min(bound, _NOT_CHECKED))


def next_quote(library: Library, only: Filter, skipped: Collection[str]) -> Quote | None:
    """Get the least certain unchecked quote that passes ``only`` and whose id is not in ``skipped``."""
    offset = 0
    while rows := library.page(waiting_filter(only), Sort.unsure, limit=_ROWS_AT_ONCE, offset=offset):
        if found := next((row for row in rows if row.quote_id not in skipped), None):
            return found
        offset += _ROWS_AT_ONCE
    return None


def checking_progress(library: Library, only: Filter) -> CheckingProgress:
    """Count how many quotes that pass ``only`` are left to check."""
    all_waiting = waiting_filter(only)
    return CheckingProgress(
        waiting=library.totals(all_waiting).quotes,
        unsure=library.totals(replace(all_waiting, unsure=True)).quotes,
        today=library.number_of_corrections(since=datetime.now(UTC).date().isoformat()),
    )


def store_judgement(library: Library, quote_id: str, said: Judgement, *, seen: int | None) -> int:
    """Store what a reviewer says about a quote, and return the id of the correction.

    ``seen`` is the id of the quote's latest correction when the reviewer saw it, None if it had none.

    Raises:
        InputError: the quote is gone, or somebody else has corrected it in the meantime.

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
    """Store a quote that was missed; return its id and that of the correction."""
    quote_id = library.add_missed(doc_id, span, note=note)
    number = latest_correction(library.corrections_of(quote_id))
    if number is None:
        raise InputError(f"{doc_id}: the quote was marked, but somebody else has removed it again")
    return quote_id, number


def corrections_file(library: Library) -> str:
    """Write all corrections as a file of labelled articles, which `quotes.evaluation` reads."""
    return json.dumps(library.gold(), ensure_ascii=False, indent=1) + "\n"


def latest_correction(said: Collection[Correction]) -> int | None:
    """Get the id of the last correction, None if there are none."""
    return max((correction.id or 0 for correction in said), default=None)
