"""What people say of the extraction: who really spoke, through whom, what is no quote, what was missed.

A correction is anchored to a span of an article's text. It is kept beside the extraction, and applied to it
whenever a view is made: the newest of its sort that has not been undone counts.
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
"""The rule of a row whose speaker people named."""


class CorrectionKind(StrEnum):
    """The sorts of correction."""

    speaker = "speaker"
    source = "source"
    not_a_quote = "not a quote"
    missed = "missed"


@dataclass(frozen=True, slots=True)
class Correction:
    """One correction of what stands at ``span`` in the text whose `digest_text` is given.

    ``value`` is the right speaker or source, None where there is none; ``kind`` is the right speaker's kind.
    ``made`` and ``undone`` are ISO times (UTC). ``id`` is None until it is stored.
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


@dataclass(frozen=True, slots=True)
class ShownQuote:
    """A row as views show it. ``extracted`` is the row of the extraction that it stands for, if any."""

    row: Quote
    extracted: Quote | None

    @property
    def corrected(self) -> bool:
        """Whether people have said anything of this row."""
        return self.row is not self.extracted


def apply_corrections(
    article: Article, rows: Sequence[Quote], corrections: Iterable[Correction]
) -> list[ShownQuote]:
    """Return the rows of an article with its corrections applied, in the order of the text.

    A correction belongs to the row of the same span, else to the one that shares most of its words and at
    least half of either's; where there is none, it stands for a quote that the extraction has missed. A quote
    marked by hand stands for itself, in the place of an extracted one that shares as much with it.
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
    """Return the article as gold data (`quotes.evaluation.gold`): only what its corrections state."""
    labels = [_label(span, said) for span, said in sorted(_by_span(corrections).items())]
    return {"id": article.id, "text": article.text, "quotes": labels}


def _by_span(corrections: Iterable[Correction]) -> dict[Span, list[Correction]]:
    """Return those not undone, oldest first, by the span they speak of."""
    found: dict[Span, list[Correction]] = defaultdict(list)
    for correction in sorted(corrections, key=_age):
        if correction.undone is None:
            found[correction.span].append(correction)
    return dict(sorted(found.items()))


def _age(correction: Correction) -> int:
    """Return the number by which later corrections come later."""
    return correction.id or 0


def _row_at(span: Span, rows: Sequence[Quote], *, exactly: bool) -> Quote | None:
    """Return the row that a correction of ``span`` belongs to, if any."""
    same = [row for row in rows if (row.start, row.end) == span]
    if same or exactly:
        return next(iter(same), None)
    near = [row for row in rows if is_same(span, row)]
    return max(near, key=lambda row: _shared(span, row), default=None)


def is_same(span: Span, row: Quote | Span) -> bool:
    """Tell whether a span and a row's words are the same but for where they begin or end."""
    return 2 * _shared(span, row) >= max(span.end - span.start, row.end - row.start)


def _shared(span: Span, row: Quote | Span) -> int:
    """Return the number of characters that a span and a row's words have in common."""
    return max(0, min(span.end, row.end) - max(span.start, row.start))


def _corrected(row: Quote, said: Sequence[Correction]) -> Quote | None:
    """Return the row with what people said of it, oldest first; None where they end on its being none."""
    if said and said[-1].what is CorrectionKind.not_a_quote:
        return None
    for correction in said:
        if correction.what is CorrectionKind.speaker:
            row = _with_speaker(row, correction.value, correction.kind)
        elif correction.what is CorrectionKind.source:
            row = _with_source(row, correction.value)
    return row


def _with_speaker(row: Quote, speaker: str | None, kind: str | None) -> Quote:
    """Return the row with the right speaker, without the evidence where that led to another one."""
    if speaker != row.speaker:
        row = replace(row, rule=BY_HAND, mention=None, mention_start=None, mention_end=None)
        row = replace(row, cue=None, cue_start=None, cue_end=None, reason="")
    return replace(row, speaker=speaker, speaker_kind=kind, confidence=1.0)


def _with_source(row: Quote, source: str | None) -> Quote:
    """Return the row with the right source, without the evidence where that led to another one."""
    if source != row.source:
        row = replace(row, source_mention=None, source_start=None, source_end=None)
    return replace(row, source=source, source_basis=(row.source_basis or "stated") if source else None)


def _missed(article: Article, span: Span) -> Quote:
    """Return the row of a quote that people have marked, before its speaker is known."""
    text = article.text
    paragraphs = split_paragraphs(text)
    quotation = quotation_over(text, span, paragraphs)
    marked = MarkedArticle(article, english(), paragraphs, (quotation,))
    row = build_row(marked, quotation, Attribution(BY_HAND), Speaker(), Source())
    return replace(row, quote_id=make_quote_id(marked.digest, span), start=span.start, end=span.end)


def _label(span: Span, said: Sequence[Correction]) -> dict[str, Any]:
    """Return the gold label of a span: only what people have said of it."""
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
