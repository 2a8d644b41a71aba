"""What kind of cue or speaker a word is, from the vocabulary and the word's part of speech."""

from collections.abc import Sequence

from quotes.language import Language, Lexicon, fold
from quotes.parsing.tokens import Token

REPORTING = frozenset({"say", "strong", "phrasal", "according"})
"""The classes of cues that report speech."""
REPORTING_OR_WEAK = REPORTING | {"weak"}
"""The same, and the class of cues that report speech only in some uses."""

MARKS = ("''", '"', "``")
"""Quotation marks as the parser sees them."""
_ARTICLES = frozenset({"a", "an", "the"})
_ENDS_SENTENCE = frozenset({".", "!", "?"})
_LEAD_IN_WITHIN = 12
_TITLE_AND_GIVEN = 2


def cue_class(token: Token, language: Language) -> str:
    """The class of a word that may report speech.

    Verbs: "say", "strong", "phrasal", "weak", "verb" and "auxiliary", in order of how surely they report.
    "according" is the phrase. Nouns: "cue_noun", "document" and "noun".
    """
    form, lexicon = token.form, language.lexicon
    if form in language.grammar.words.according:
        return "according"
    if token.tag in language.grammar.labels.verbs or form in lexicon.cue_verbs:
        return _verb_class(token, language)
    if form in lexicon.cue_nouns:
        return "cue_noun"
    return "document" if form in lexicon.speech_documents else "noun"


def _verb_class(token: Token, language: Language) -> str:
    """The class of a verb: see `cue_class`."""
    form, lexicon, words = token.form, language.lexicon, language.grammar.words
    if form in words.say:
        return "say"
    if form in lexicon.cue_verbs:
        return "strong"
    if is_phrasal_cue(token, language):
        return "phrasal"
    if form in lexicon.weak_cue_verbs:
        return "weak"
    return "auxiliary" if form in words.auxiliaries else "verb"


def is_phrasal_cue(token: Token, language: Language) -> bool:
    """Is ``token`` a verb that reports with the particle that follows it: "shot back"?"""
    particle = token.beside(1).lower if token.i + 1 < len(token.words) else ""
    return f"{token.form} {particle}" in language.lexicon.phrasal_cue_verbs


def speaker_class(token: Token, language: Language) -> str:
    """The class of a mention by its head, ``token``: a pronoun, a name, a role, a document, a thing."""
    form, lexicon, grammar = token.form, language.lexicon, language.grammar
    if form in grammar.words.pronoun_classes:
        return grammar.words.pronoun_classes[form]
    if is_by_age(token, language):
        return "role"
    if token.tag in grammar.labels.proper_nouns or (token.is_title and not token.opens):
        if _names_outlet(token, form, language):
            return "outlet"
        return "organisation" if form in lexicon.organisation_words else "name"
    classes = (
        ("outlet", (lexicon.media_nouns, lexicon.press_words)),
        ("role", (lexicon.roles, lexicon.plural_roles)),
        ("document", (lexicon.speech_documents, lexicon.cue_nouns)),
        ("organisation", (lexicon.organisation_words, lexicon.nationalities)),
    )
    pair = f"{token.beside(-1).form} {form}" if token.i else form
    for name, tables in classes:
        if any(form in table or pair in table for table in tables):
            return name
    return grammar.labels.speaker_classes.get(token.tag, "other")


def is_by_age(token: Token, language: Language) -> bool:
    """Does a word end a mention like "the 19-year-old"?"""
    return token.lower in language.grammar.words.of_age and token.i > 0 and token.beside(-1).text == "-"


def _names_outlet(token: Token, form: str, language: Language) -> bool:
    """Is a name that of a news outlet, either listed or because a word such as "Gazette" says so?"""
    lexicon = language.lexicon
    phrase = token.words[token.left_edge.i : token.i + 1]
    name = fold("".join(word.text + " " * word.spaced for word in phrase)).removeprefix("the ")
    if form in lexicon.outlets or name in lexicon.outlets:
        return True
    words = name.split()
    return any(
        word in lexicon.outlet_words and not _leads_to_name(words[at:], lexicon)
        for at, word in enumerate(words)
    )


def _leads_to_name(words: Sequence[str], lexicon: Lexicon) -> bool:
    """Is a word that ends the names of outlets a title before a full name: "Recorder Ada Quill"?"""
    other = f"{words[0]} ..." in lexicon.outlet_words or words[0] in lexicon.roles
    return len(words) > _TITLE_AND_GIVEN and words[1] in lexicon.first_names and not other


def is_date_or_number(token: Token, language: Language) -> bool:
    """Is ``token`` a day, a month, a percentage or a number? These never speak."""
    is_date = token.lower in language.grammar.words.dates
    return is_date or token.text == "%" or (token.is_number and token.text[0].isdigit())


def may_report(token: Token, language: Language) -> bool:
    """Is ``token`` listed as a verb that reports, whatever its part of speech?"""
    form, lexicon = token.form, language.lexicon
    is_verb = token.tag in language.grammar.labels.verbs
    return form in lexicon.cue_verbs or (form in lexicon.weak_cue_verbs and is_verb)


def is_noun_phrase(token: Token, language: Language) -> bool:
    """Is a word that may be a verb a noun here, with an article: "sent a text message", "a curt reply"?"""
    lexicon, left = language.lexicon, token.left_edge
    if token.tag not in language.grammar.labels.common_nouns or left.lower not in _ARTICLES:
        return False
    return left.head is token and (token.form in lexicon.cue_nouns or token.form in lexicon.speech_documents)


def leads_in(verb: Token) -> bool:
    """Does the clause of a verb end with a colon before words in marks: "Ida Holm was more blunt: “…”"?"""
    for token in verb.words[verb.i + 1 : verb.i + _LEAD_IN_WITHIN]:
        if token.text == ":":
            return token.i + 1 == len(verb.words) or token.beside(1).text in MARKS
        if token.text in _ENDS_SENTENCE:
            return False
    return False
