"""The clauses whose subject only meets the quoted words: an owner's, a crowd's, nobody's in particular."""

from quotes.attribution.context import Place
from quotes.attribution.mention_classes import PERSONAL, THINGS
from quotes.language import Language
from quotes.parsing import Clause, Token

_JUST_BEFORE = 2
_COMMAS = frozenset({",", ":"})
_OF_NOUNS = frozenset({"noun", "possessive", "passive"})
_OTHERS = THINGS | {"role", "name", "he", "they"}
_ENDS_CONTENT = frozenset({":", ";"})


def is_claimed_by_owner(clause: Clause, place: Place, language: Language) -> bool:
    """Are they what an owner is said to have said: ``Quill rejected Bell's claim that it was "..."``?"""
    return clause.how == "active" and any(
        other.how == "possessive"
        and other.speaker_class in PERSONAL
        and other.speaker.i != clause.speaker.i
        and clause.cue.i < other.speaker.i
        and _is_content_of(other.cue, place, language)
        for other in place.clauses
    )


def is_met(clause: Clause, place: Place, language: Language) -> bool:
    """Are they nobody's in particular: ``Quill left amid claims of "..."``, ``She faced cries of "..."``?

    Whoever reports something else in the same place does not speak them, either.
    """
    return clause.how not in _OF_NOUNS and is_met_with(place, language)


def is_met_with(place: Place, language: Language) -> bool:
    """Does a quotation complete a noun of saying that has no owner and is only met with?"""
    grammar = language.grammar
    nouns = (token for token in _words_above(place) if _is_speech(token, language))
    noun = next(nouns, None)
    if noun is None or not _is_content_of(noun, place, language):
        return False
    if any(
        child.dep in grammar.labels.possessors or child.lower in grammar.words.before_terms
        for child in noun.children
    ):
        return False
    if noun.head.dep in grammar.labels.prepositions:
        return noun.head.lower in grammar.words.amid
    return noun.head.form in language.lexicon.meeting_verbs


def is_shouted_beside(clause: Clause, place: Place, language: Language) -> bool:
    """Are they what others shout meanwhile: ``Quill waved as the crowd sang "..."``?"""
    return clause.how == "active" and any(
        other.how == "active"
        and clause.cue.i < other.speaker.i < other.cue.i
        and other.cue.form in language.lexicon.shouting_verbs
        and other.speaker_class in _OTHERS
        and 0 < place.first - other.cue.i <= _JUST_BEFORE
        and all(word.text in _COMMAS for word in other.cue.words[other.cue.i + 1 : place.first])
        and place.same_sentence(other.cue)
        and place.same_sentence(clause.cue)
        for other in place.clauses
    )


def _words_above(place: Place) -> list[Token]:
    """The words above a quotation in the parse that are before it, the lowest first."""
    return [
        place.parsed.passage.words[i]
        for i in sorted(place.above, key=place.above.__getitem__)
        if i < place.first
    ]


def _is_speech(token: Token, language: Language) -> bool:
    """Is a word a noun for what somebody says?"""
    return token.form in language.lexicon.cue_nouns and token.tag in language.grammar.labels.common_nouns


def _is_content_of(noun: Token, place: Place, language: Language) -> bool:
    """Is a quotation what a noun says: ``a claim that it was "..."``, not ``called the claim "..."``?"""
    if noun.i >= place.first or noun.i not in place.above or not _is_speech(noun, language):
        return False
    below = [token for token in _words_above(place) if place.above[token.i] < place.above[noun.i]]
    between = noun.words[noun.i + 1 : place.first]
    return not any(token.i < noun.i or _says_more(token, language) for token in below) and not any(
        word.i in place.parsed.quoted
        or word.text in _ENDS_CONTENT
        or word.lower in language.grammar.words.quoting_link
        for word in between
    )


def _says_more(token: Token, language: Language) -> bool:
    """Is a verb said of the noun itself: "deemed" of ``remarks that were deemed "..."``?"""
    grammar = language.grammar
    subjects = grammar.labels.subjects | grammar.labels.passive_subjects
    return token.dep in grammar.labels.relative_clauses and any(
        child.dep in subjects and child.lower in grammar.words.relatives for child in token.children
    )
