"""Which rule a reporting clause fits, and which clauses are passed over because another reports instead."""

from collections.abc import Callable

from quotes.attribution import rules
from quotes.attribution.context import Place, QuotationContext
from quotes.attribution.rules import Rule
from quotes.language import Language
from quotes.parsing import (
    REPORTING,
    REPORTING_OR_WEAK,
    Clause,
    Token,
    cue_class,
    name_after,
    name_before,
    speaker_class,
)

PERSONAL = frozenset({"name", "he", "they", "i", "we", "role", "who"})
"""Classes of mentions that name or describe people."""
THINGS = frozenset({"noun", "plural", "that", "it", "other"})
"""Classes of mentions that may name a thing."""
_OF_PARTICIPLES = frozenset({"participle", "participle_above", "object_above", "modifier", "infinitive"})
_SPEAKING = PERSONAL | {"organisation", "outlet"}
_NAMED = frozenset({"name", "organisation"})
_AS_SAYING_WITHIN = 20
_JUST_BEFORE = 7  # tokens: the verb, whom it tells, and the mark that leads in the quotation
_LEADING = frozenset({",", ":"})
_FACELESS = frozenset({"that", "it", "other", "outlet"})


def fitting_rule(context: QuotationContext, place: Place, clause: Clause) -> Rule:
    """The first rule of `CLAUSE_RULES` that a clause fits; every clause fits the last one."""
    return next(rule for rule, fits in CLAUSE_RULES if fits(context, place, clause))


def is_outranked(clause: Clause, place: Place, language: Language) -> bool:
    """Does another clause of the paragraph report the quotation in place of this one?"""
    return any(reason(clause, place, language) for reason in OUTRANKED)


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


def _only_passes_words_on(clause: Clause, place: Place, language: Language) -> bool:
    """Does a clause only pass on what somebody else says in the same sentence?

    That is "according to" beside a verb that reports, and "reported" or the verb of an outlet above another
    one in the parse.
    """
    if clause.how == "according_to":
        is_outlet = clause.speaker_class == "outlet"
        return any(
            other.how != "according_to"
            and other.speaker.i != clause.speaker.i
            and (other.speaker_class in PERSONAL or (is_outlet and other.speaker_class not in _FACELESS))
            for other in place.reporting_above
        )
    depth = place.above.get(clause.cue.i)
    return (
        depth is not None
        and clause.how in ("active", "apposed")
        and _may_relay(clause, language)
        and any(
            place.above[other.cue.i] < depth and other.speaker_class in PERSONAL
            for other in place.reporting_above
        )
    )


def _may_relay(clause: Clause, language: Language) -> bool:
    """Is the speaker of a clause an outlet, or a name that may be one, as it "reported" what was said?"""
    relays = clause.cue.form in language.grammar.words.passing_on
    named = clause.speaker_class in _NAMED or clause.speaker.text[:1].isupper()
    return clause.speaker_class == "outlet" or (relays and named)


def _quotes_another(clause: Clause, place: Place, language: Language) -> bool:
    """Is a clause's verb the one in ``X quoted Quill as saying``? X only repeats the words."""
    if clause.cue.lower not in language.lexicon.quoting_verbs:
        return False
    return any(
        other.how == "quoted_as"
        and 0 < other.cue.i - clause.cue.i <= _AS_SAYING_WITHIN
        and other.speaker.i != clause.speaker.i
        and other.cue.sentence.start == clause.cue.sentence.start
        for other in place.clauses
    )


def _cites_another(clause: Clause, place: Place, language: Language) -> bool:
    """Is a clause's verb above the one in ``The Gazette reported, citing Quill``?"""
    return any(
        other.how == "quoted_as"
        and other.cue.lower in language.lexicon.quoting_verbs
        and other.cue.head.i == clause.cue.i
        for other in place.clauses
    )


def _tells_what_another_said(clause: Clause, place: Place, language: Language) -> bool:
    """Does a clause tell that another said what follows: ``Quill told jurors that Bell texted, "..."``?"""
    return clause.cue_class in REPORTING_OR_WEAK and any(
        other.how == "active"
        and other.cue_class in REPORTING
        and other.speaker_class in PERSONAL
        and 0 < place.first - other.cue.i <= _JUST_BEFORE
        and other.cue.words[place.first - 1].text in _LEADING
        and _is_content_of(other.cue, clause.cue, language)
        for other in place.clauses
    )


def _is_content_of(lower: Token, upper: Token, language: Language) -> bool:
    """Is a verb in the parse in a clause that another governs, also through others: "said that he told"?"""
    objects = language.grammar.labels.clause_objects
    token = lower
    while token.dep in objects and token.head.i != token.i:
        token = token.head
        if token.i == upper.i:
            return True
    return False


def _passed_on_before(clause: Clause, place: Place, language: Language) -> bool:
    """Does an earlier sentence say through whom it has somebody's words: ``Quill said so, according to X``?

    What follows goes on with Quill's words.
    """
    if clause.how != "according_to" or clause.cue.i >= place.first or place.same_sentence(clause.cue):
        return False
    return any(
        other.how in ("active", "apposed")
        and other.cue_class in REPORTING
        and other.speaker_class in PERSONAL
        and other.cue.sentence.start == clause.cue.sentence.start
        and other.speaker.i != clause.speaker.i
        for other in place.clauses
    )


def _is_carrier_behind(clause: Clause, place: Place, language: Language) -> bool:
    """Is an outlet named behind what somebody says: ``"...," Quill said, the Gazette reported. "..."``?"""
    if clause.how != "active" or not _may_relay(clause, language):
        return False
    return any(
        other.cue.i < clause.speaker.i
        and other.speaker_class in PERSONAL
        and other.cue_class not in ("verb", "auxiliary")
        and other.cue.sentence.start == clause.cue.sentence.start
        and _joined(other.cue, clause.cue, language)
        for other in place.clauses
    )


def _joined(one: Token, other: Token, language: Language) -> bool:
    """Is one of two verbs in the parse a clause of the other, beside it or as its object?"""
    labels = language.grammar.labels
    beside = labels.clause_objects | labels.clauses_beside
    return any(
        lower.head.i == upper.i and lower.dep in beside for lower, upper in ((one, other), (other, one))
    )


def _has_reporter_below(clause: Clause, place: Place, language: Language) -> bool:
    """Does a clause below this one in the parse, with another speaker, report the quotation?

    It does if this one is a passive verb with an agent, if this one does not report (``Police broke up what
    Quill called "..."``), or if the lower one begins with a conjunction (``While Quill called it "...," Rook
    said no``).
    """
    if clause.how == "passive_subject" and any(
        other.how == "passive" and other.cue.i == clause.cue.i for other in place.clauses
    ):
        return True
    depth = place.above.get(clause.cue.i)
    if depth is None:
        return False
    lower = [
        other
        for other in place.reporting_above
        if place.above[other.cue.i] < depth
        and other.speaker.i != clause.speaker.i
        and other.speaker_class not in THINGS
    ]
    if clause.cue_class in ("verb", "auxiliary") or clause.how == "passive_subject":
        return bool(lower)
    return any(other.cue.i < clause.cue.i and _has_conjunction(other, language) for other in lower)


def _has_conjunction(clause: Clause, language: Language) -> bool:
    """Does a clause begin with a conjunction of its own: "while", "after", "although"?"""
    labels = language.grammar.labels
    return clause.cue.dep in labels.adverbial_clauses and any(
        child.dep in labels.markers or (child.dep in labels.adverbs and child.tag in labels.question_adverbs)
        for child in clause.cue.children
    )


def _is_itself_reported(clause: Clause, place: Place, language: Language) -> bool:
    """Does somebody report what "they" or "it" said: ``Quill noted that they wrote "..."``?"""
    depth = place.above.get(clause.cue.i)
    return (
        depth is not None
        and clause.speaker_class in ("they", "it")
        and any(
            place.above[other.cue.i] > depth
            and other.how in ("active", "shared")
            and other.speaker_class in (PERSONAL | {"document"})
            and other.speaker.i != clause.speaker.i
            for other in place.reporting_above
        )
    )


def _is_interrupted(clause: Clause, place: Place, language: Language) -> bool:
    """Is a clause with another speaker between commas: ``The quay, said Quill, "is closed"``?"""
    within = _between_commas(clause.cue, language) if clause.how == "active" else None
    return within is not None and clause.speaker.i < within.start


def _between_commas(cue: Token, language: Language) -> range | None:
    """The numbers of the tokens of "said Quill" or "Quill said", if commas enclose them."""
    words, last = cue.words, len(cue.words) - 1
    if cue.i in (0, last):
        return None
    inverted = cue.beside(-1).text == "," and cue_class(cue, language) == "say"
    if not inverted and cue.beside(1).text != ",":
        return None
    name = name_after(cue, language) if inverted else name_before(cue, language)
    if name is None or speaker_class(name, language) not in _SPEAKING:
        return None
    within = range(cue.i, name.i + 1) if inverted else range(name.left_edge.i, cue.i + 1)
    closed = within.stop <= last and words[within.stop].text == ","
    return within if closed and within.start > 0 and words[within.start - 1].text == "," else None


def _stands_in_heading(clause: Clause, place: Place, language: Language) -> bool:
    """Is a subject in a heading that runs into a sentence: ``Keld Harbour On Friday, Quill said``?"""
    if clause.how != "active" or clause.cue.is_title:  # a headline has capitals throughout
        return False
    name = name_before(clause.cue, language)
    if name is None or name.i == clause.speaker.i or speaker_class(name, language) != "name":
        return False
    words = clause.cue.words
    return any(
        words[i].is_title
        and words[i].lower in language.lexicon.opening_words
        and words[i - 1].text[-1].isalnum()
        for i in range(clause.speaker.i + 1, name.left_edge.i)
    )


OUTRANKED: tuple[Callable[[Clause, Place, Language], bool], ...] = (
    _only_passes_words_on,
    _quotes_another,
    _cites_another,
    _tells_what_another_said,
    _passed_on_before,
    _is_carrier_behind,
    _has_reporter_below,
    _is_itself_reported,
    _is_interrupted,
    _stands_in_heading,
)
"""The reasons to pass a clause over."""
