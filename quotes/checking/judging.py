"""The verdict on one quote of a draft: which of the places where its words were found decides."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from quotes.checking.name_comparison import Agreement, NameComparison
from quotes.checking.verdicts import CheckedQuote, Origin, Verdict, has_all
from quotes.matching import Comparison, Wording, compare
from quotes.types import Quote

_NEAR = 0.5
"""Words less similar than this are not shown as the nearest ones."""
_SHORT = 2
_MARKED_GAP = "The draft leaves words out, and marks it."
_UNMARKED_GAP = "The draft leaves words out without a mark."
_SHORT_REMARK = (
    "This is a fragment of one or two words. It is looked for only among the quotes of the same speaker."
)


def judge(draft: Quote, origins: Sequence[Origin], names: NameComparison) -> CheckedQuote:
    """Choose the verdict on a quote of a draft, and the place that decides it."""
    weighed = [_Weighed(origin, *_agreements(draft, origin, names)) for origin in origins]
    is_short = is_fragment(draft)
    if is_short:
        weighed = [each for each in weighed if each.says_it and each.speaker is Agreement.same]
    best = min(weighed, key=_rank, default=None)
    if best is None or (best.verdict is Verdict.not_found and not _is_near(best.origin)):
        return CheckedQuote(draft, Verdict.not_found, remarks=(_SHORT_REMARK,) if is_short else ())
    articles = {each.origin.doc_id for each in weighed if each.verdict is best.verdict}
    others = len(articles - {best.origin.doc_id}) if best.says_it else 0
    return CheckedQuote(draft, best.verdict, best.origin, tuple(_remarks(draft, best, is_short)), others)


def is_fragment(draft: Quote) -> bool:
    """Whether a quote has so few words that only those of the same speaker count."""
    return len(draft.quote.split()) <= _SHORT


def with_divided_quotes(checks: Sequence[CheckedQuote]) -> list[CheckedQuote]:
    """Confirm neighbours that together have all the words: “We sail,” she said, “at dawn.”."""
    joined = list(checks)
    for place, (one, other) in enumerate(pairwise(checks)):
        first, second = one.origin, other.origin
        if first and second and one.verdict is other.verdict is Verdict.shortened:
            both = compare(f"{one.draft.quote} {other.draft.quote}", first.quote)
            if (
                first.quote == second.quote
                and first.doc_id == second.doc_id
                and both.wording is Wording.EXACT
            ):
                joined[place : place + 2] = [_confirmed(one, first, both), _confirmed(other, second, both)]
    return joined


def _confirmed(checked: CheckedQuote, origin: Origin, compared: Comparison) -> CheckedQuote:
    remarks = [each for each in checked.remarks if each not in (_MARKED_GAP, _UNMARKED_GAP)]
    return replace(
        checked,
        verdict=Verdict.confirmed,
        origin=replace(origin, comparison=compared),
        remarks=(*remarks, "The draft divides the words in two quotes."),
    )


@dataclass(frozen=True, slots=True)
class _Weighed:
    """A place where words were found, and whether speaker and source are those of the draft."""

    origin: Origin
    speaker: Agreement
    source: Agreement

    @property
    def says_it(self) -> bool:
        """Whether all the words of the draft are there."""
        return has_all(self.origin.comparison)

    @property
    def verdict(self) -> Verdict:
        """What follows from this place alone."""
        wording = self.origin.comparison.wording
        if wording is Wording.DIFFERENT:
            return Verdict.not_found
        if not self.says_it:
            return Verdict.altered
        if self.speaker is Agreement.other:
            return Verdict.other_speaker
        if self.source is Agreement.other:
            return Verdict.other_source
        return Verdict.confirmed if wording is Wording.EXACT else Verdict.shortened


def _agreements(draft: Quote, origin: Origin, names: NameComparison) -> tuple[Agreement, Agreement]:
    return names.speaker(draft, origin), names.source(draft, origin)


def _is_near(origin: Origin) -> bool:
    return origin.comparison.similarity >= _NEAR


def _rank(weighed: _Weighed) -> tuple[object, ...]:
    """The order in which places decide: the lowest one does.

    A place that names the speaker of the draft comes first. One that names somebody else comes before one
    that names nobody, so that a text without names cannot hide whose words they are.
    """
    origin, verdict = weighed.origin, weighed.verdict
    by_speaker = [Agreement.same, Agreement.other, Agreement.unknown].index(weighed.speaker)
    return (
        [weighed.says_it, verdict is Verdict.altered, True].index(True),
        len(Agreement) if origin.is_reporting else by_speaker,
        list(Verdict).index(verdict),
        [Agreement.same, Agreement.unknown, Agreement.other].index(weighed.source),
        -origin.comparison.similarity,
        origin.quote_id is None,
        origin.published or "9999",
        origin.doc_id,
        origin.quote,
    )


def _remarks(draft: Quote, best: _Weighed, is_short: bool) -> Iterator[str]:
    """Yield what else to know about the place that decided."""
    origin, compared = best.origin, best.origin.comparison
    if is_short:
        yield _SHORT_REMARK
    if best.verdict is Verdict.not_found:
        return
    yield from _speaker_remarks(draft, best)
    yield from _source_remarks(draft, origin, best.source)
    if compared.wording is Wording.SHORTENED and not best.says_it:
        yield "The draft has more words than were found: only a part of them is there."
    elif compared.wording is Wording.SHORTENED:
        yield _MARKED_GAP if compared.gap_marked else _UNMARKED_GAP
    if origin.is_divided:
        yield "There the words are divided in two or more quotes."


def _speaker_remarks(draft: Quote, best: _Weighed) -> Iterator[str]:
    origin = best.origin
    if origin.is_reporting:
        yield "There the words are the article's own, not a quote."
        return
    if origin.quote_id is None:
        yield "The words are in the text of the article, not in one of its quotes."
    if draft.speaker is None:
        there = f" There it is {origin.speaker}." if origin.speaker else ""
        yield f"The speaker is not given in the draft.{there}"
    elif origin.speaker is None:
        yield "Nobody is named there as the speaker: check who said it."
    elif best.speaker is not Agreement.same:
        yield f"The draft gives the words to {draft.speaker}; there they are from {origin.speaker}."
    elif draft.speaker_kind == "unnamed" and not origin.speaker.islower():
        yield f"The draft does not name the speaker; there it is {origin.speaker}."


def _source_remarks(draft: Quote, origin: Origin, agreement: Agreement) -> Iterator[str]:
    if agreement is Agreement.same:
        return
    through = origin.source or (origin.outlet and f"{origin.outlet} itself")
    if draft.source is None:
        if origin.source:
            yield f"The draft names no source; there the words come through {origin.source}."
    elif through:
        yield f"The draft credits {draft.source}; there the words come through {through}."
    else:
        yield f"The draft credits {draft.source}; no source is named there."
