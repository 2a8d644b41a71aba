"""People's corrections: the right speaker or source, what is not a quote, and what was missed.

A correction belongs to a span of an article's text. It is stored beside the extraction, and applied to the
rows that are shown. Of each kind, the newest correction that has not been undone counts.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from quotes.extraction import build_row
from quotes.language import english
from quotes.text import MarkedArticle, make_quote_id, quotation_over, split_paragraphs
from quotes.types import Article, Attribution, Quote, Source, Span, Speaker

BY_HAND = "correction"
"""The rule of a row whose speaker a person named."""


class CorrectionKind(StrEnum):
    """What a correction is about."""

    speaker = "speaker"
    source = "source"
    not_a_quote = "not a quote"
    missed = "missed"


@dataclass(frozen=True, slots=True)
class Correction:
    """One correction of the words at ``span``, in the text with this digest (`digest_text`).

    ``value`` is the right speaker or source, or None if there is none. ``kind`` is the right speaker's kind.
    ``made`` and ``undone`` are ISO times (UTC). ``id`` and ``act``, the number of the act that it belongs to,
    are None until the correction is stored. ``who`` made it; empty if nobody knows.
    """

    text_digest: str
    span: Span
    what: CorrectionKind
    value: str | None = None
    kind: str | None = None
    note: str = ""
    made: str = ""
    undone: str | None = None
    id: int | None = None
    act: int | None = None
    who: str = ""


@dataclass(frozen=True, slots=True)
class ShownQuote:
    """A row as it is shown. ``extracted`` is the row of the extraction that it replaces, if any."""

    row: Quote
    extracted: Quote | None

    @property
    def corrected(self) -> bool:
        """Whether anybody has corrected this row."""
        return self.row is not self.extracted


def apply_corrections(
    article: Article, rows: Sequence[Quote], corrections: Iterable[Correction]
) -> list[ShownQuote]:
    """Apply an article's corrections to its rows. The rows come back in the order of the text.

    A correction belongs to the row with the same span, or else to the row that shares most characters with
    it, if these are at least half of the longer one. If there is no such row, the extraction has missed the
    quote. A quote that a person marked is a row of its own, and replaces an extracted row that shares as much
    with it.
    """
    said_of: dict[Quote, list[Correction]] = defaultdict(list)
    by_hand: list[Quote] = []
    marked: list[Span] = []
    for span, said in _by_span(corrections).items():
        is_marked = any(correction.what is CorrectionKind.missed for correction in said)
        row = _row_at(span, rows, exactly=is_marked)
        if row is not None:
            said_of[row] += said
        elif corrected := _corrected(_missed(article, span), said):
            by_hand.append(corrected)
            marked += [span] if is_marked else []
    shown = [ShownQuote(row, None) for row in by_hand]
    for row in rows:
        corrected = _corrected(row, sorted(said_of[row], key=_age)) if row in said_of else row
        if corrected and not any(is_same(span, row) for span in marked):
            shown.append(ShownQuote(corrected, row))
    return sorted(shown, key=lambda each: (each.row.start, each.row.end))


def to_gold(article: Article, corrections: Iterable[Correction]) -> dict[str, Any]:
    """Turn an article and its corrections into labelled data (`quotes.evaluation.gold`)."""
    labels = [_label(span, said) for span, said in sorted(_by_span(corrections).items())]
    return {"id": article.id, "text": article.text, "quotes": labels}


def _by_span(corrections: Iterable[Correction]) -> dict[Span, list[Correction]]:
    """Group corrections by their span, oldest first, without those that were undone."""
    found: dict[Span, list[Correction]] = defaultdict(list)
    for correction in sorted(corrections, key=_age):
        if correction.undone is None:
            found[correction.span].append(correction)
    return dict(sorted(found.items()))


def _age(correction: Correction) -> int:
    """Sort key: later corrections have greater numbers."""
    return correction.id or 0


def _row_at(span: Span, rows: Sequence[Quote], *, exactly: bool) -> Quote | None:
    """Find the row that a correction of ``span`` belongs to."""
    same = [row for row in rows if (row.start, row.end) == span]
    if same or exactly:
        return next(iter(same), None)
    near = [row for row in rows if is_same(span, row)]
    return max(near, key=lambda row: _shared(span, row), default=None)


def is_same(span: Span, row: Quote | Span) -> bool:
    """Whether a span and a row are the same quote: they share at least half of the longer one."""
    return 2 * _shared(span, row) >= max(span.end - span.start, row.end - row.start)


def _shared(span: Span, row: Quote | Span) -> int:
    """Count the characters that a span and a row have in common."""
    return max(0, min(span.end, row.end) - max(span.start, row.start))


def _corrected(row: Quote, said: Sequence[Correction]) -> Quote | None:
    """Apply corrections, oldest first, to a row; None if the last one says that it is not a quote."""
    if said and said[-1].what is CorrectionKind.not_a_quote:
        return None
    for correction in said:
        if correction.what is CorrectionKind.speaker:
            row = _with_speaker(row, correction.value, correction.kind)
        elif correction.what is CorrectionKind.source:
            row = _with_source(row, correction.value)
    return row


def _with_speaker(row: Quote, speaker: str | None, kind: str | None) -> Quote:
    """Set the right speaker. Evidence that led to another speaker is removed."""
    if speaker != row.speaker:
        row = replace(row, rule=BY_HAND, mention=None, mention_start=None, mention_end=None)
        row = replace(row, cue=None, cue_start=None, cue_end=None, speaker_role=None, reason="")
    return replace(row, speaker=speaker, speaker_kind=kind, confidence=1.0)


def _with_source(row: Quote, source: str | None) -> Quote:
    """Set the right source. Evidence that led to another source is removed."""
    if source != row.source:
        row = replace(row, source_mention=None, source_start=None, source_end=None)
    basis = (row.source_basis or "stated") if source else None
    return replace(row, source=source, source_basis=basis, source_confidence=1.0)


def _missed(article: Article, span: Span) -> Quote:
    """Make the row of a quote that a person marked, before its speaker is known."""
    text = article.text
    paragraphs = split_paragraphs(text)
    quotation = quotation_over(text, span, paragraphs)
    marked = MarkedArticle(article, english(), paragraphs, (quotation,))
    row = build_row(marked, quotation, Attribution(BY_HAND), Speaker(), Source())
    return replace(row, quote_id=make_quote_id(marked.digest, span), start=span.start, end=span.end)


def _label(span: Span, said: Sequence[Correction]) -> dict[str, Any]:
    """Make the label of a span, with only what people have said about it."""
    label: dict[str, Any] = {"start": span.start, "end": span.end}
    if said[-1].what is CorrectionKind.not_a_quote:
        return label | {"is_quote": False}
    label["is_quote"] = True
    for correction in said:
        if correction.what is CorrectionKind.speaker:
            label |= {"speaker": correction.value, "kind": correction.kind}
        elif correction.what is CorrectionKind.source:
            label["source_name"] = correction.value
    return label | {"sure": True}
