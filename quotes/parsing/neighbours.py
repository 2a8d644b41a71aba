"""The noun groups beside a verb, by the order of the words alone: they help where the parse is wrong."""

from quotes.language import Language
from quotes.parsing.tokens import Token
from quotes.parsing.word_classes import MARKS, is_by_age, is_phrasal_cue

NAME_LENGTH = 12
"""A noun group has at most this many words."""

_PARENTHESIS_LENGTH = 25
_BEFORE_CLAUSE = frozenset({",", "?", "!"})


def name_after(token: Token, language: Language) -> Token | None:
    """The head of the noun group directly after ``token``: "said [a New Hampshire official]".

    A particle of the verb may come between: "shot back [the mayor]".
    """
    words, reached, labels = token.words, token.i + 1, language.grammar.labels
    if reached < len(words) and is_phrasal_cue(token, language):
        reached += 1
    if reached < len(words) and words[reached].lower in language.grammar.words.pronouns:
        return words[reached]
    head = None
    while reached < len(words) and reached - token.i < NAME_LENGTH:
        tag = words[reached].tag
        begun = reached > token.i + 1 and head is None
        if tag not in labels.name_tags and not (begun and tag in labels.before_adjectives):
            break
        if tag in labels.nouns:
            head = words[reached]
        reached += 1
    return head


def name_before(token: Token, language: Language) -> Token | None:
    """The head of the noun group that ends just before ``token``.

    Adverbs, auxiliaries and a short parenthesis ("Ramos, 58, told") may come between.
    """
    words, reached = token.words, end_of_subject(token, language)
    if reached >= 0 and words[reached].text in (",", ")"):
        opening = "(" if words[reached].text == ")" else ","
        start = reached - 1
        while (
            start >= 0
            and reached - start < _PARENTHESIS_LENGTH
            and words[start].text not in (opening, ".", "!", "?")
        ):
            start -= 1
        if start < 1 or words[start].text != opening:
            return None
        reached = start - 1
    if reached < 0:
        return None
    is_beside = words[reached + 1].text not in (",", "(")
    candidate = _complemented(words[reached], language) if is_beside else words[reached]
    is_noun = candidate.tag in language.grammar.labels.nouns
    is_pronoun = candidate.lower in language.grammar.words.pronouns
    return (
        candidate
        if is_noun or is_pronoun or is_by_age(candidate, language) or (candidate.is_title and reached > 0)
        else None
    )


def _complemented(candidate: Token, language: Language) -> Token:
    """The role whose complement ends with ``candidate``: "the MP for Keld said" is the MP's.

    In "Ada Quill, an MP for Keld said" it is hers.
    """
    preposition, labels = candidate.head, language.grammar.labels
    noun = preposition.head
    is_complement = candidate.dep in labels.prepositional_objects and candidate.tag in labels.proper_nouns
    if not is_complement or noun.i != preposition.i - 1 or noun.form not in language.lexicon.roles:
        return candidate
    apposed = noun.dep in labels.appositions and noun.head.dep not in labels.prepositional_objects
    return candidate if apposed else noun


def end_of_subject(verb: Token, language: Language) -> int:
    """The number of the last word before ``verb`` and its adverbs and auxiliaries."""
    reached = verb.i - 1
    while reached >= 0 and verb.i - reached < 4 and _may_separate_subject(verb.words[reached], language):
        reached -= 1
    return reached


def _may_separate_subject(word: Token, language: Language) -> bool:
    """Can a word come between a subject and its verb, as adverbs and auxiliaries do?"""
    return word.tag in language.grammar.labels.between_subject_and_verb and not word.is_title


def reports_by_place(token: Token, quoted: frozenset[int], language: Language) -> bool:
    """Does a verb in no list report by where it stands: ``"We lost it all," harrumphed Quill``?

    The quotation before it ends as one does before a reporting clause.
    """
    labels, before = language.grammar.labels, token.i - 1
    is_finite = token.tag in labels.verbs and token.tag not in labels.present_participles
    if not is_finite or token.form in language.grammar.words.auxiliaries or before < 1:
        return False
    outside = token.words[before].text == "," and before not in quoted
    mark = before - outside
    ends = mark > 0 and mark in quoted and token.words[mark].text in MARKS
    return ends and (outside or token.words[mark - 1].text in _BEFORE_CLAUSE)
