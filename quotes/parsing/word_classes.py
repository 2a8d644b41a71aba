"""What kind of cue or speaker a word is, by the lexicon and its part of speech."""

import calendar

from quotes.language import fold, load_lexicon
from quotes.parsing.tokens import Token

NOUNS = frozenset({"NN", "NNS", "NNP", "NNPS"})
REPORTING = frozenset({"say", "strong", "phrasal", "according"})
REPORTING_OR_WEAK = REPORTING | {"weak"}
_SAY = frozenset({"say", "says", "said"})
_AUXILIARIES = frozenset(
    {"is", "was", "are", "were", "be", "been", "being", "has", "had", "have", "'s", "do", "does", "did"}
)
_DATES = frozenset(
    {
        name.lower()
        for name in (*calendar.day_name, *calendar.month_name)
        if name not in ("", "May", "April", "June")
    }
    | {"yesterday", "today", "tomorrow", "week", "month", "year", "night", "morning", "afternoon", "evening"}
)
_PRONOUN_CLASSES = {
    "he": "he", "she": "he", "they": "they", "i": "i", "we": "we", "it": "it", "who": "who", "you": "you",
    "that": "that", "which": "that", "this": "that", "there": "that", "what": "that",
}  # fmt: skip


def cue_class(token: Token) -> str:
    """Return how surely ``token`` reports speech.

    "say", "strong", "phrasal", "weak", "verb" and "auxiliary" are verbs, "according" stands for the phrase,
    "cue_noun", "document" and "noun" are nouns.
    """
    form, lexicon = token.form, load_lexicon()
    if form in ("according", "per"):
        return "according"
    if token.tag.startswith("VB") or form in lexicon.cue_verbs:
        return _verb_class(token, form)
    if form in lexicon.cue_nouns:
        return "cue_noun"
    return "document" if form in lexicon.speech_documents else "noun"


def _verb_class(token: Token, form: str) -> str:
    """Return the class of a verb."""
    lexicon = load_lexicon()
    if form in _SAY:
        return "say"
    if form in lexicon.cue_verbs:
        return "strong"
    particle = token.beside(1).lower if token.i + 1 < len(token.words) else ""
    if f"{form} {particle}" in lexicon.phrasal_cue_verbs:
        return "phrasal"
    if form in lexicon.weak_cue_verbs:
        return "weak"
    return "auxiliary" if form in _AUXILIARIES else "verb"


def speaker_class(token: Token) -> str:
    """Return what ``token``, the head of a mention, names: a pronoun, a name, a role, a document, a thing."""
    form, lexicon = token.form, load_lexicon()
    if form in _PRONOUN_CLASSES:
        return _PRONOUN_CLASSES[form]
    if token.tag in ("NNP", "NNPS") or (token.is_title and not token.opens):
        if _names_outlet(token, form):
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
    return {"PRP$": "his", "NN": "noun", "NNS": "plural"}.get(token.tag, "other")


def _names_outlet(token: Token, form: str) -> bool:
    """Tell whether a name, with what precedes its head, is a news outlet's, listed or by its own words."""
    lexicon = load_lexicon()
    phrase = token.words[token.left_edge.i : token.i + 1]
    name = fold("".join(word.text + " " * word.spaced for word in phrase)).removeprefix("the ")
    if form in lexicon.outlets or name in lexicon.outlets:
        return True
    return any(word in lexicon.outlet_words for word in name.split())


def is_date_or_number(token: Token) -> bool:
    """Tell whether ``token`` is a day, a month, a percentage or a figure, which never speak."""
    return token.lower in _DATES or token.text == "%" or (token.is_number and token.text[0].isdigit())


def may_report(token: Token) -> bool:
    """Tell whether the lexicon has ``token`` among the verbs that report, whatever its part of speech."""
    form, lexicon = token.form, load_lexicon()
    return form in lexicon.cue_verbs or (form in lexicon.weak_cue_verbs and token.tag.startswith("VB"))
