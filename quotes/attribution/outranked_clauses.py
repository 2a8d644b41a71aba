"""The clauses that are passed over because another clause reports the quotation in place of them."""

from collections.abc import Callable

from quotes.attribution.context import Place
from quotes.attribution.mention_classes import PERSONAL, THINGS
from quotes.attribution.others_words import is_claimed_by_owner, is_met, is_shouted_beside
from quotes.attribution.relative_clauses import is_named_by_another
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

_SPEAKING = PERSONAL | {"organisation", "outlet"}
_NAMED = frozenset({"name", "organisation"})
_AS_SAYING_WITHIN = 20
_JUST_BEFORE = 7  # tokens: the verb, whom it tells, and the mark that leads in the quotation
_TOLD_WITHIN = 2  # tokens
_LEADING = frozenset({",", ":"})
_FACELESS = frozenset({"that", "it", "other", "outlet"})


def is_outranked(clause: Clause, place: Place, language: Language) -> bool:
    """Does another clause of the paragraph report the quotation in place of this one?"""
    return any(reason(clause, place, language) for reason in OUTRANKED)


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
    """Is a clause's verb above the one in ``"...," the Gazette reported, citing Quill``, or before it?"""
    before = clause.cue.i < place.first and not place.same_sentence(clause.cue)
    return any(
        other.how == "quoted_as"
        and other.cue.lower in language.lexicon.quoting_verbs
        and (
            other.cue.head.i in (clause.cue.i, clause.speaker.i)
            or (before and other.cue.i > place.last and place.same_sentence(other.cue))
        )
        for other in place.clauses
    )


def _tells_what_another_said(clause: Clause, place: Place, language: Language) -> bool:
    """Does a clause tell that another said what follows: ``Quill told jurors that Bell texted, "..."``?

    Or that another called it so: ``Quill added that Bell had called it "..."``.
    """
    return clause.cue_class in REPORTING_OR_WEAK and any(
        other.how == "active"
        and (other.speaker_class in PERSONAL or other.speaker.form in language.lexicon.court_parties)
        and other.speaker.i != clause.speaker.i
        and 0 < place.first - other.cue.i <= _JUST_BEFORE
        and (
            (other.cue_class in REPORTING and _leads_in(other, place, language))
            or (
                other.cue.lower in language.lexicon.calling_verbs
                and _is_called_so(other.cue, place, language)
            )
        )
        and _is_content_of(other.cue, clause.cue, language)
        for other in place.clauses
    )


def _leads_in(clause: Clause, place: Place, language: Language) -> bool:
    """Does a clause lead in a quotation: with a mark, or with whom it tells: ``told her to "..."``?"""
    between = clause.cue.words[clause.cue.i + 1 : place.first]
    if between and between[-1].text in _LEADING:
        return True
    told = between[:-1] if between and between[-1].lower in language.grammar.words.infinitive else between
    behind = clause.speaker.i < clause.cue.i
    return behind and 0 < len(told) <= _TOLD_WITHIN and _is_told(told[-1], language)


def _is_told(word: Token, language: Language) -> bool:
    """Is a word behind a verb one of those who are told: "her", "the court", but not "her [“best”] idea"?"""
    grammar = language.grammar
    owner = word.dep in grammar.labels.possessors
    return word.tag in grammar.labels.nouns or (word.form in grammar.words.objects and not owner)


def _is_called_so(verb: Token, place: Place, language: Language) -> bool:
    """Is a quotation what a verb calls something: ``called it "..."``, ``described it as "..."``?"""
    words, labels = language.grammar.words, language.grammar.labels
    before = verb.words[place.first - 1]
    if before.lower in words.quoting_link and before.head.i == verb.i:
        return True
    named = place.head
    return named is not None and named.dep in labels.object_predicates and named.head.i == verb.i


def _is_content_of(lower: Token, upper: Token, language: Language) -> bool:
    """Is a verb in what another says, also through others: "said he told", "said so, adding he told"?"""
    labels, token = language.grammar.labels, lower
    while token.head.i != token.i and (
        token.dep in labels.clause_objects
        or (token.dep in labels.adverbial_clauses and token.tag in labels.present_participles)
    ):
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


def _is_shown_speaking(clause: Clause, place: Place, language: Language) -> bool:
    """Is somebody right before a participle its subject: ``KTV showed Quill calling it "..."``?"""
    shows = clause.cue.form in language.lexicon.showing_verbs
    return (shows or clause.how == "participle_above") and any(
        other.how == "active"
        and other.cue.tag in language.grammar.labels.present_participles
        and other.speaker.i == other.cue.i - 1
        and other.speaker_class in PERSONAL
        and not _is_before_preposition(other.cue, language)  # "talking about"
        and (other.cue.head.i if shows else other.cue.i) == clause.cue.i
        and place.same_sentence(other.cue)
        for other in place.clauses
    )


def _is_before_preposition(cue: Token, language: Language) -> bool:
    """Does a preposition follow a verb?"""
    following = cue.words[cue.i + 1 : cue.i + 2]
    return any(word.lower in language.lexicon.prepositions for word in following)


def _is_shouted_by_others(clause: Clause, place: Place, language: Language) -> bool:
    """Is a participle right behind many people, who shout: ``Quill met a crowd chanting "..."``?"""
    if clause.cue_class in REPORTING_OR_WEAK and clause.how != "participle_above":
        return False
    return any(
        other.how == "modifier"
        and other.cue.form in language.lexicon.shouting_verbs
        and place.same_sentence(other.cue)
        and clause.cue.i <= other.cue.i < place.first
        and other.speaker.i == other.cue.i - 1
        and _is_many(other.speaker, language)
        and not _is_many(clause.speaker, language)
        for other in place.clauses
    )


def _is_many(noun: Token, language: Language) -> bool:
    """Does a noun mean many people?"""
    return noun.form in language.lexicon.gatherings or noun.form in language.lexicon.plural_roles


def _is_body_of_another(clause: Clause, place: Place, language: Language) -> bool:
    """Is a body only that of who is named right before the verb: ``Works Ministry clerk Ada Quill said``?"""
    words, end = clause.cue.words, clause.speaker.i + 1
    body = clause.speaker_class == "organisation" or clause.speaker.text.isupper()
    if clause.how != "active" or not body or clause.cue.i < end:
        return False
    if words[end].lower in language.lexicon.prepositions:
        return False  # "The FBI in Newark said"
    return any(
        other.how == "name_before"
        and other.cue.i == clause.cue.i
        and other.speaker_class == "name"
        and other.speaker.i > clause.speaker.i
        and (
            other.mention.start == clause.mention.end + 1
            or all(
                word.text[:1].isupper() or word.text == "-" or word.lower in language.lexicon.roles
                for word in words[end : other.speaker.i]
            )
        )
        for other in place.clauses
    )


def _is_of_who_speaks(clause: Clause, place: Place, language: Language) -> bool:
    """Is a name behind a preposition of who speaks: ``Ada Quill of Vale Holdings, writing in Zrno, said``?"""
    if clause.how != "name_before":
        return False
    whose = clause.speaker.head.head.i
    return any(
        other.speaker.i == whose and other.how == "active" and other.speaker_class == "name"
        for other in place.clauses
        if other.cue.i != clause.cue.i and place.same_sentence(other.cue)
    )


def _has_verb_for_speaker(clause: Clause, place: Place, language: Language) -> bool:
    """Is the speaker of a clause another's verb: "writing" in ``Quill of Vale, writing in Zrno, said``?"""
    return clause.speaker_class in THINGS and any(
        other.cue.i == clause.speaker.i and other.speaker_class in PERSONAL for other in place.clauses
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
    is_named_by_another,
    is_claimed_by_owner,
    is_met,
    is_shouted_beside,
    _is_interrupted,
    _stands_in_heading,
    _is_shown_speaking,
    _is_shouted_by_others,
    _is_body_of_another,
    _is_of_who_speaks,
    _has_verb_for_speaker,
)
"""The reasons to pass a clause over."""
