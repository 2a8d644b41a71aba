"""Where the article says who spoke: each quotation's cue and speaker mention.

Rules propose (`quotes.candidates`), features speak for and against (`quotes.evidence`), fitted weights
choose. Marked words that nobody is said to have spoken are left out (`quotes.nonquotes`).
"""

from collections.abc import Sequence
from dataclasses import dataclass

from quotes import weights
from quotes.candidates import DECISIVE, Candidate, candidates
from quotes.evidence import features
from quotes.nonquotes import is_said
from quotes.settings import Setting, settings
from quotes.types import Attribution, Quotation, Span
from quotes.views import Passage

WEIGHTS = "attribution_weights"
DECISIVE_CONFIDENCE = 0.97


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
    for setting in settings(text, paragraphs, quotations, passages):
        choice = choose(setting, earlier)
        said = is_said(setting, choice.candidate if choice else None, choice.confidence if choice else 0.0)
        earlier.append(choice.candidate if choice and said else None)
        found.append(_attribution(choice) if said else None)
    return found


def choose(setting: Setting, earlier: Sequence[Candidate | None]) -> Choice | None:
    """Return the best candidate for a quotation, or None where there is none.

    ``earlier`` are the candidates chosen for the quotations before it; a rule of `DECISIVE` outranks the
    rest.
    """
    rivals = candidates(setting, earlier)
    if not rivals:
        return None
    for candidate in rivals:
        if candidate.rule in DECISIVE:
            return Choice(candidate, DECISIVE_CONFIDENCE)
    previous = next((candidate for candidate in reversed(earlier) if candidate), None)
    table = weights.load(WEIGHTS)
    scores = [weights.score(table, features(candidate, setting, rivals, previous)) for candidate in rivals]
    shares = weights.shares(scores)
    best = max(range(len(rivals)), key=shares.__getitem__)
    agreeing = sum(
        share for share, rival in zip(shares, rivals, strict=True) if rival.mention == rivals[best].mention
    )
    return Choice(rivals[best], min(agreeing, 0.99))


def _attribution(choice: Choice | None) -> Attribution:
    """Return a choice as the attribution that goes on to the next stage."""
    if choice is None:
        return Attribution("unattributed")
    candidate = choice.candidate
    return Attribution(candidate.rule, candidate.mention, candidate.cue, choice.confidence)
