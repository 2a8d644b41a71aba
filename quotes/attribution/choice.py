"""Choose the speaker's mention from the candidates, by fitted weights."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from quotes.attribution.candidates import Candidate, propose_candidates
from quotes.attribution.context import QuotationContext
from quotes.attribution.features import candidate_features
from quotes.attribution.rules import UNATTRIBUTED
from quotes.language import GroupScores, Language, softmax
from quotes.parsing import REPORTING_OR_WEAK, is_addressee
from quotes.types import Attribution, Span

DECISIVE_CONFIDENCE = 0.97
HIGHEST = 0.99
_NOT_ABOVE = 99


@dataclass(frozen=True, slots=True)
class Choice:
    """The candidate chosen for a quotation, and the probability that its mention is right.

    ``margin`` is how far that probability lies above that of the best rival with another mention.
    ``only_hears`` is true if the words are said to or about the candidate: "Quill was told to ...".
    """

    candidate: Candidate
    confidence: float
    margin: float
    only_hears: bool = False

    @property
    def speaking(self) -> Candidate | None:
        """The candidate, unless it only hears: nobody is then known to speak."""
        return None if self.only_hears else self.candidate

    @property
    def attribution(self) -> Attribution:
        """The choice in the form that the next stages need."""
        candidate = self.speaking
        if candidate is None:
            return UNDECIDED
        return Attribution(
            candidate.rule.name, candidate.mention, candidate.cue, self.confidence, self.margin
        )


UNDECIDED = Attribution(UNATTRIBUTED.name)
"""The attribution of a quotation that nobody is said to speak: no candidate, or one that only hears."""


def choose(context: QuotationContext, earlier: Sequence[Candidate | None]) -> Choice | None:
    """Choose the best candidate for a quotation; None if no rule proposes one.

    ``earlier`` are the candidates chosen for the quotations before it. A decisive rule outranks all others.
    """
    rivals = propose_candidates(context, earlier)
    if not rivals:
        return None
    for candidate in rivals:
        if candidate.rule.is_decisive:
            return Choice(candidate, DECISIVE_CONFIDENCE, DECISIVE_CONFIDENCE)
    previous = next((candidate for candidate in reversed(earlier) if candidate), None)
    scores = _group_scores(context.language)
    shares = softmax(
        [sum([scores[group] for group in groups]) for groups in candidate_features(rivals, context, previous)]
    )
    ranked = sorted(zip(shares, rivals, strict=True), key=lambda pair: -pair[0])
    only_hears = _only_hears(ranked[0][1], context.language)
    if only_hears and (others := _others_reporting(ranked, context.language)):
        ranked, only_hears = others, False
    mention = ranked[0][1].mention
    agreeing = [rival for _, rival in ranked if rival.mention == mention]
    by_mention: dict[Span, float] = {}
    for share, rival in ranked:
        by_mention[rival.mention] = by_mention.get(rival.mention, 0.0) + share
    confidence = min(by_mention.pop(mention), HIGHEST)
    return Choice(
        _with_cue(agreeing), confidence, confidence - max(by_mention.values(), default=0.0), only_hears
    )


def _only_hears(candidate: Candidate, language: Language) -> bool:
    """Are the words of the quotation's own sentence said to or about a candidate?"""
    return (
        candidate.clause is not None and _reports_here(candidate) and is_addressee(candidate.clause, language)
    )


def _others_reporting(
    ranked: Sequence[tuple[float, Candidate]], language: Language
) -> list[tuple[float, Candidate]]:
    """Who reports what the best candidate hears, with their shares: "Quill said Bell was told to ..."."""
    hearing = ranked[0][1].clause
    others = [
        (share, rival)
        for share, rival in ranked
        if hearing
        and rival.clause
        and _reports_here(rival)
        and not _only_hears(rival, language)
        and (hearing.cue in rival.clause.cue.ancestors or rival.clause.cue in hearing.cue.ancestors)
    ]
    total = sum(share for share, _ in others)
    return [(share / total, rival) for share, rival in others]


def _reports_here(candidate: Candidate) -> bool:
    """Does a candidate's verb report, in the quotation's own sentence?"""
    clause, place = candidate.clause, candidate.place
    return (
        clause is not None
        and place is not None
        and clause.cue_class in REPORTING_OR_WEAK
        and place.same_sentence(clause.cue)
    )


@lru_cache(8)
def _group_scores(language: Language) -> GroupScores:
    return GroupScores(language.attribution_weights)


def _with_cue(agreeing: Sequence[Candidate]) -> Candidate:
    """Pick the candidate with the nearest cue from several with the same mention, given best first.

    If one of the speaker's verbs is below another in the parse ("praised it, adding that"), the lower one
    reports.
    """
    best = agreeing[0]
    if best.cue is None:
        return next((rival for rival in agreeing if rival.cue is not None and rival.place is not None), best)
    below = [rival for rival in agreeing if _is_below(rival, best)]
    return min(below, key=_depth, default=best)


def _is_below(rival: Candidate, best: Candidate) -> bool:
    """Is a candidate's reporting verb between the best one's and the quotation in the parse?"""
    return (
        rival.clause is not None
        and rival.place is not None
        and rival.place is best.place
        and rival.clause.cue_class in REPORTING_OR_WEAK
        and _depth(rival) < _depth(best) < _NOT_ABOVE
    )


def _depth(candidate: Candidate) -> int:
    """How many steps a candidate's cue is above the quotation in the parse."""
    if candidate.clause is None or candidate.place is None:
        return _NOT_ABOVE
    return candidate.place.above.get(candidate.clause.cue.i, _NOT_ABOVE)
