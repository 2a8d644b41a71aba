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
    """What a reviewer says about a quote. ``value`` is the right speaker or source, None if there is none.

    A speaker is also that of the quotes with the ids in ``also``, in the same act.
    """

    what: CorrectionKind
    value: str | None = None
    kind: str | None = None
    note: str = ""
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SeenQuote:
    """What a reviewer sees of a quote: its speaker, its source and the number of its latest correction."""

    correction: int | None
    speaker: str | None
    speaker_kind: str | None
    source: str | None

    @classmethod
    def of(cls, row: Quote, said: Collection[Correction]) -> "SeenQuote":
        """What is seen of a quote with these corrections."""
        return cls(latest_correction(said), row.speaker, row.speaker_kind, row.source)


class ChangedQuoteError(InputError):
    """The quote is not as the reviewer saw it.

    Attributes:
        row: the quote as it is now.
        correction: its latest correction; None if another thing has changed it.

    """

    def __init__(self, row: Quote, correction: Correction | None) -> None:
        super().__init__("This quote has changed since you saw it. Look at it again before you go on.")
        self.row = row
        self.correction = correction


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


def with_same_mention(library: Library, row: Quote) -> list[Quote]:
    """The other quotes of the article that name the same speaker by the same words, such as "he"."""
    if not row.mention:
        return []
    words = row.mention.casefold()
    return [
        each
        for each in library.rows(Filter(articles=(row.doc_id,)))
        if each.quote_id != row.quote_id
        and each.speaker == row.speaker
        and (each.mention or "").casefold() == words
    ]


def store_judgement(library: Library, quote_id: str, said: Judgement, *, seen: SeenQuote) -> int:
    """Store what a reviewer says about a quote, and return the number of the act.

    Raises:
        ChangedQuoteError: the quote is not as it was ``seen``, perhaps because somebody else has corrected
            it. Nothing is stored.
        InputError: the quote is gone.

    """

    def check() -> None:
        corrections = library.corrections_of(quote_id)
        row = _row_now(library, quote_id)
        if SeenQuote.of(row, corrections) != seen:
            newer = [each for each in corrections if (each.id or 0) > (seen.correction or 0)]
            raise ChangedQuoteError(row, newer[-1] if newer else None)

    unchanged = library.guarded(check)
    match said.what:
        case CorrectionKind.speaker:
            if said.also:
                together = (quote_id, *said.also)
                return unchanged.correct_speakers(together, said.value, said.kind, note=said.note)
            return unchanged.correct_speaker(quote_id, said.value, said.kind, note=said.note)
        case CorrectionKind.source:
            return unchanged.correct_source(quote_id, said.value, note=said.note)
        case CorrectionKind.not_a_quote:
            return unchanged.reject(quote_id, note=said.note)
        case CorrectionKind.missed:
            raise ValueError("a missed quote is marked in its article")


def _row_now(library: Library, quote_id: str) -> Quote:
    """A quote as it is shown, or as it was extracted if it was rejected.

    Raises:
        InputError: the library has no such quote.

    """
    try:
        return library.quote(quote_id)
    except InputError:
        if rejected := library.extracted(quote_id):
            return rejected
        raise


def mark_missed(library: Library, doc_id: str, span: Span, *, note: str = "") -> tuple[str, int]:
    """Store a quote that was missed; return its id and the number of the act."""
    quote_id = library.add_missed(doc_id, span, note=note)
    acts = [correction.act for correction in library.corrections_of(quote_id) if correction.act]
    if not acts:
        raise InputError(f"{doc_id}: the quote was marked, but somebody else has removed it again")
    return quote_id, max(acts)


def corrections_file(library: Library) -> str:
    """Write all corrections as a file of labelled articles, which `quotes.evaluation` reads."""
    return json.dumps(library.gold(), ensure_ascii=False, indent=1) + "\n"


def latest_correction(said: Collection[Correction]) -> int | None:
    """Get the id of the last correction, None if there are none."""
    return max((correction.id or 0 for correction in said), default=None)
