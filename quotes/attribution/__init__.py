"""Which words of the article name the speaker of a quotation, and whether it is a quotation at all.

Named rules propose candidates (`candidates`), features speak for and against each (`features`), and fitted
weights choose (`choice`). `nonquotes` decides whether anybody is said to have spoken the words: titles,
nicknames, terms and scare quotes are left out.
"""

from quotes.attribution.candidates import DECISIVE, Candidate, propose_candidates
from quotes.attribution.choice import ATTRIBUTION_WEIGHTS, attribute, choose
from quotes.attribution.context import QuotationContext, quotation_contexts
from quotes.attribution.features import candidate_features
from quotes.attribution.nonquotes import DECISIVE_RULES, QUOTE_WEIGHTS, is_said, quote_features

__all__ = [
    "ATTRIBUTION_WEIGHTS",
    "DECISIVE",
    "DECISIVE_RULES",
    "QUOTE_WEIGHTS",
    "Candidate",
    "QuotationContext",
    "attribute",
    "candidate_features",
    "choose",
    "is_said",
    "propose_candidates",
    "quotation_contexts",
    "quote_features",
]
