"""Choose the words that name the speaker of a quotation, and decide whether it is a quote at all.

In: a `MarkedArticle` and its parsed passages. Out: for each quotation an `Attribution` (the speaker's
mention, the cue, the rule and a probability), or the decision that it is not a quote.

The steps, one module each:

1. ``context``: `quotation_contexts` finds each quotation's tokens in the parse and the clauses around it.
2. ``candidates``: `propose_candidates` proposes every mention that may name the speaker, each by a named
   rule. ``rules`` lists the rules, ``clause_rules`` says which of them a reporting clause fits,
   ``outranked_clauses`` which clauses are passed over because another one reports instead (also a relative
   one: ``relative_clauses``, or what somebody only meets with: ``others_words``), ``mention_classes`` which
   mentions mean people and which things.
3. ``features``: `candidate_features` lists what speaks for and against a candidate.
4. ``choice``: `choose` adds up the fitted weights of the features and picks the best candidate.
5. ``nonquotes``: `is_said` drops titles, nicknames, terms and scare quotes. Decisive rules come first; then
   the weights of ``nonquote_features`` decide.
6. ``headings``: `repeated_speaker` finds whose words a heading in marks repeats.
"""

from quotes.attribution.candidates import Candidate, propose_candidates
from quotes.attribution.choice import UNDECIDED, Choice, choose
from quotes.attribution.context import QuotationContext, quotation_contexts
from quotes.attribution.features import candidate_features
from quotes.attribution.headings import NEAR, Voiced, is_heading, is_paraphrase, repeated_speaker
from quotes.attribution.nonquote_features import quote_features
from quotes.attribution.nonquotes import is_decisively_no_quote, is_said
from quotes.attribution.rules import ALL_RULES, Rule, RuleKind

__all__ = [
    "ALL_RULES",
    "NEAR",
    "UNDECIDED",
    "Candidate",
    "Choice",
    "QuotationContext",
    "Rule",
    "RuleKind",
    "Voiced",
    "candidate_features",
    "choose",
    "is_decisively_no_quote",
    "is_heading",
    "is_paraphrase",
    "is_said",
    "propose_candidates",
    "quotation_contexts",
    "quote_features",
    "repeated_speaker",
]
