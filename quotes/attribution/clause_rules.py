"""Which rule a reporting clause fits."""

from collections.abc import Callable

from quotes.attribution import rules
from quotes.attribution.context import Place, QuotationContext
from quotes.attribution.rules import Rule
from quotes.parsing import Clause

_OF_PARTICIPLES = frozenset({"participle", "participle_above", "object_above", "modifier", "infinitive"})


def fitting_rule(context: QuotationContext, place: Place, clause: Clause) -> Rule:
    """The first rule of `CLAUSE_RULES` that a clause fits; every clause fits the last one."""
    return next(rule for rule, fits in CLAUSE_RULES if fits(context, place, clause))


def _according_to(context: QuotationContext, place: Place, clause: Clause) -> bool:
    """``"..." according to Quill``."""
    return clause.how == "according_to"


def _viewpoint(context: QuotationContext, place: Place, clause: Clause) -> bool:
    """``For Quill, the plan is "..."``."""
    return clause.how == "viewpoint"


def _what_called(context: QuotationContext, place: Place, clause: Clause) -> bool:
    """``what Quill called "..."``."""
    start = min(clause.speaker.left_edge.i, clause.cue.i)
    what = context.language.grammar.words.what
    return start > 0 and clause.speaker.i < clause.cue.i and clause.cue.words[start - 1].lower in what


def _quoted_as(context: QuotationContext, place: Place, clause: Clause) -> bool:
    """``state media quoted Quill as saying "..."``."""
    return clause.how == "quoted_as"


def _passive(context: QuotationContext, place: Place, clause: Clause) -> bool:
    """``was described by Quill as "..."``."""
    return clause.how == "passive"


def _relative(context: QuotationContext, place: Place, clause: Clause) -> bool:
    """``Quill, who said "..."``: the mention is the noun, not "who"."""
    return clause.how == "relative"


def _participle(context: QuotationContext, place: Place, clause: Clause) -> bool:
    """``Quill resigned, adding that "..."``."""
    return clause.how in _OF_PARTICIPLES


def _noun_of_saying(context: QuotationContext, place: Place, clause: Clause) -> bool:
    """``Quill's claim that "..."`` and ``a statement by the ministry``."""
    return clause.how in ("possessive", "noun")


def _clause_later(context: QuotationContext, place: Place, clause: Clause) -> bool:
    """``"..." It rained. Quill said so``."""
    return clause.cue.i > place.last and not place.same_sentence(clause.cue)


def _inverted(context: QuotationContext, place: Place, clause: Clause) -> bool:
    """``"...," said Quill, a pilot who ...``."""
    return clause.speaker.i > clause.cue.i > place.last


def _clause_after(context: QuotationContext, place: Place, clause: Clause) -> bool:
    """``"...," Quill said``."""
    return clause.cue.i > place.last


def _woven(context: QuotationContext, place: Place, clause: Clause) -> bool:
    """``Quill called the plan "..."``: the quotation is a part of the reporter's sentence."""
    return context.kind == "fragment" and place.same_sentence(clause.cue)


def _goes_on_after_cue(context: QuotationContext, place: Place, clause: Clause) -> bool:
    """``"A," Quill said. "B."``: the clause between two quotations, for the second one."""
    start = min(clause.cue.i, clause.speaker.i)
    return clause.cue.i < place.first and place.parsed.passed.quotations[start] > 0


def _clause_before(context: QuotationContext, place: Place, clause: Clause) -> bool:
    """``Quill said: "..."``."""
    return place.same_sentence(clause.cue)


def _clause_earlier(context: QuotationContext, place: Place, clause: Clause) -> bool:
    """``Quill agreed. "..."``: any clause of an earlier sentence of the paragraph."""
    return True


CLAUSE_RULES: tuple[tuple[Rule, Callable[[QuotationContext, Place, Clause], bool]], ...] = (
    (rules.ACCORDING_TO, _according_to),
    (rules.VIEWPOINT, _viewpoint),
    (rules.WHAT_CALLED, _what_called),
    (rules.QUOTED_AS, _quoted_as),
    (rules.PASSIVE, _passive),
    (rules.RELATIVE, _relative),
    (rules.PARTICIPLE, _participle),
    (rules.NOUN_OF_SAYING, _noun_of_saying),
    (rules.CLAUSE_LATER, _clause_later),
    (rules.INVERTED, _inverted),
    (rules.CLAUSE_AFTER, _clause_after),
    (rules.WOVEN, _woven),
    (rules.GOES_ON_AFTER_CUE, _goes_on_after_cue),
    (rules.CLAUSE_BEFORE, _clause_before),
    (rules.CLAUSE_EARLIER, _clause_earlier),
)
"""The rules for clauses, each with its test, in order of precedence."""
