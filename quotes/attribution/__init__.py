"""Which words of the article name the speaker of a quotation, and whether it is a quotation at all.

`quotation_contexts` puts each quotation in its place: its tokens in the parse, the reporting clauses around
it. Named rules (`rules`) propose candidates, features speak for and against each, and fitted weights choose:
`choose` returns the best. `is_said` then decides whether anybody is said to have spoken the words: titles,
nicknames, terms and scare quotes are not quotes.
"""

from quotes.attribution.candidates import Candidate, propose_candidates
from quotes.attribution.choice import UNDECIDED, Choice, choose
from quotes.attribution.context import QuotationContext, quotation_contexts
from quotes.attribution.features import candidate_features
from quotes.attribution.nonquotes import is_decisively_no_quote, is_said, quote_features
from quotes.attribution.rules import ALL_RULES, Rule, RuleKind

__all__ = [
    "ALL_RULES",
    "UNDECIDED",
    "Candidate",
    "Choice",
    "QuotationContext",
    "Rule",
    "RuleKind",
    "candidate_features",
    "choose",
    "is_decisively_no_quote",
    "is_said",
    "propose_candidates",
    "quotation_contexts",
    "quote_features",
]
