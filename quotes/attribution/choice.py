"""Where the article says who spoke: each quotation's cue and speaker mention.

Rules propose (`candidates`), features speak for and against (`features`), fitted weights
choose. Marked words that nobody is said to have spoken are left out (`nonquotes`).
"""

from collections.abc import Sequence
from dataclasses import dataclass

from quotes.attribution.candidates import DECISIVE, Candidate, propose_candidates
from quotes.attribution.context import QuotationContext, quotation_contexts
from quotes.attribution.features import candidate_features
from quotes.attribution.nonquotes import is_said
from quotes.language import load_weights, score, softmax
from quotes.parsing import REPORTING_OR_WEAK, Passage
from quotes.types import Attribution, Quotation, Span

ATTRIBUTION_WEIGHTS = "attribution_weights"
DECISIVE_CONFIDENCE = 0.97
_NOWHERE = 99


@dataclass(frozen=True, slots=True)
class Choice:
    """The candidate chosen for a quotation and the probability that its mention is right."""

    candidate: Candidate
    confidence: float


def attribute(
    text: str, paragraphs: Sequence[Span], quotations: Sequence[Quotation], passages: Sequence[Passage]
) -> list[Attribution | None]:
    """Return the attribution of each quotation, in order; None for marked words that are no quote.

    An attribution without a mention has the rule "unattributed".
    """
    found: list[Attribution | None] = []
    earlier: list[Candidate | None] = []
    for setting in quotation_contexts(text, paragraphs, quotations, passages):
        choice = choose(setting, earlier)
        said = is_said(setting, choice.candidate if choice else None, choice.confidence if choice else 0.0)
        earlier.append(choice.candidate if choice and said else None)
        found.append(_attribution(choice) if said else None)
    return found


def choose(setting: QuotationContext, earlier: Sequence[Candidate | None]) -> Choice | None:
    """Return the best candidate for a quotation, or None where there is none.

    ``earlier`` are the candidates chosen for the quotations before it; a rule of `DECISIVE` outranks the
    rest.
    """
    rivals = propose_candidates(setting, earlier)
    if not rivals:
        return None
    for candidate in rivals:
        if candidate.rule in DECISIVE:
            return Choice(candidate, DECISIVE_CONFIDENCE)
    previous = next((candidate for candidate in reversed(earlier) if candidate), None)
    table = load_weights(ATTRIBUTION_WEIGHTS)
    scores = [score(table, candidate_features(candidate, setting, rivals, previous)) for candidate in rivals]
    shares = softmax(scores)
    ranked = sorted(zip(shares, rivals, strict=True), key=lambda pair: -pair[0])
    mention = ranked[0][1].mention
    agreeing = [(share, rival) for share, rival in ranked if rival.mention == mention]
    return Choice(_with_cue([rival for _, rival in agreeing]), min(sum(share for share, _ in agreeing), 0.99))


def _with_cue(agreeing: Sequence[Candidate]) -> Candidate:
    """Return the best of several candidates with one mention, the best first: that with the nearest cue.

    Where one verb of the speaker's hangs under another ("praised it, adding that"), the lower one reports.
    """
    best = agreeing[0]
    if best.cue is None:
        return next((rival for rival in agreeing if rival.cue is not None and rival.place is not None), best)
    below = [rival for rival in agreeing if _hangs_under(rival, best)]
    return min(below, key=_depth, default=best)


def _hangs_under(rival: Candidate, best: Candidate) -> bool:
    """Tell whether a candidate's reporting verb stands nearer above the quotation than the best one's."""
    return (
        rival.clause is not None
        and rival.place is not None
        and rival.place is best.place
        and rival.clause.cue_class in REPORTING_OR_WEAK
        and _depth(rival) < _depth(best) < _NOWHERE
    )


def _depth(candidate: Candidate) -> int:
    """Return how many steps a candidate's cue stands above the quotation in the parse."""
    if candidate.clause is None or candidate.place is None:
        return _NOWHERE
    return candidate.place.above.get(candidate.clause.cue.i, _NOWHERE)


def _attribution(choice: Choice | None) -> Attribution:
    """Return a choice as the attribution that goes on to the next stage."""
    if choice is None:
        return Attribution("unattributed")
    candidate = choice.candidate
    return Attribution(candidate.rule, candidate.mention, candidate.cue, choice.confidence)
