"""Recognise marked words that nobody said: titles, nicknames, terms, scare quotes, page furniture.

Decisive rules come first. For the rest, fitted weights of the features (`nonquote_features`) decide.
"""

import re
from collections.abc import Callable

from quotes.attribution.choice import Choice
from quotes.attribution.context import Place, QuotationContext
from quotes.attribution.nonquote_features import is_titled, quote_features
from quotes.language import Language, fold, score
from quotes.parsing import REPORTING_OR_WEAK, cue_class

_WORD = re.compile(r"[\w’'-]+")
_NICKNAME_WORDS = 3
_AROUND = 60
_ENDS_IN_NAME = re.compile(r"(?:^|[^.!?:,]\s|^\s*)[A-Z][\w.’'-]+ $")
_TITLE_AND_NAME = re.compile(r"(?:^|\s)([A-Z][a-z]{1,6}\.)\s[A-Z][\w’'-]+ $")
_BEGINS_WITH_NAME = re.compile(r" (?P<lead>(?:[a-z’']{1,4} ){0,2})[A-Z][\w’'-]+")
_NOUNS_BEHIND = re.compile(r" ([a-z][\w’'-]*)(?: ([a-z][\w’'-]*))?")
_SEVERAL = 2
_WORD_AND_BLANK = re.compile(r"([a-z][\w’'-]*) $")
_VERB_BEHIND = re.compile(r" [a-z]+(?:ed|s)\b| (?:has|had|is|was|said|told)\b")
_WORK_NEAR = 8
_CUE_NEAR = 4
_STEPS_UP = 8
_SAYING = REPORTING_OR_WEAK | {"cue_noun", "document"}


def is_said(context: QuotationContext, choice: Choice | None) -> bool:
    """Does the article present marked words as said or written by somebody?

    ``choice`` is the speaker chosen for them, if any rule proposes one.
    """
    if is_decisively_no_quote(context):
        return False
    found = quote_features(context, choice)
    return score(context.language.quote_weights, found) > 0


def is_decisively_no_quote(context: QuotationContext) -> bool:
    """Does one of `DECISIVE_RULES` say that the marked words are not a quote, whatever else speaks for it?"""
    return any(rule(context) for _, rule in DECISIVE_RULES)


def _furniture(context: QuotationContext) -> bool:
    """Is the paragraph a link, a credit or a call to subscribe?"""
    opening = fold(context.text[context.paragraph.start : context.paragraph.start + 60])
    return opening.startswith(context.language.lexicon.furniture)


def _wordless(context: QuotationContext) -> bool:
    """Is no letter between the marks?"""
    return not any(character.isalpha() for character in context.quotation.span.of(context.text))


def _nickname(context: QuotationContext) -> bool:
    """Are the words between two parts of a name, or after "known as": ``Ada "The Gull" Quill``?"""
    words = context.quotation.span.of(context.text).split()
    before, after = _around(context)
    if len(words) > _NICKNAME_WORDS or not all(word[0].isupper() for word in words):
        return False
    if context.language.grammar.patterns.known_as.search(before):
        return True
    lexicon, ends = context.language.lexicon, _BEGINS_WITH_NAME.match(after)
    role = _WORD_AND_BLANK.search(before)
    if role and fold(role.group(1)) in lexicon.roles and _VERB_BEHIND.match(after):
        return True
    title = _TITLE_AND_NAME.search(before)
    begins = _ENDS_IN_NAME.search(before) or (title and fold(title.group(1)) in lexicon.titles)
    if not begins or not ends or fold(before.split()[-1]) in lexicon.opening_words:
        return False
    return lexicon.particle_words.issuperset(ends["lead"].split())


def _term(context: QuotationContext) -> bool:
    """Are the words defined or introduced as a term: ``"till" means``, ``so-called "tide tax"``?

    In ``Quill answered "no", which means ...`` they are said.
    """
    before, after = _around(context)
    short = len(context.quotation.span.of(context.text).split()) <= _NICKNAME_WORDS
    patterns, lexicon = context.language.grammar.patterns, context.language.lexicon
    last = fold(before.rpartition(" ")[0].rpartition(" ")[2])
    answered = last in lexicon.cue_verbs or last in lexicon.weak_cue_verbs
    return bool(patterns.defined_before.search(before)) or (
        short and not answered and bool(patterns.defined_after.match(after))
    )


def _title_of_work(context: QuotationContext) -> bool:
    """Are the words capitalised as a title, and after a word that announces one: the film "Paper Moon"?"""
    words = context.quotation.span.of(context.text).split()
    before, _ = _around(context)
    lexicon, grammar = context.language.lexicon, context.language.grammar
    if not is_titled(words, context.language) or not before:
        return False
    last = _WORD.findall(before)[-1:]
    if not last or not before.rstrip(" ,").endswith(last[0]):
        return False
    word = fold(last[0])
    if word in lexicon.work_nouns or grammar.patterns.acronym_possessive.search(before):
        return True
    apposed = (
        before.rstrip().endswith(",")
        and len(words) > 1
        and context.text[context.quotation.span.end - 1] == ","
    )
    if apposed and any(fold(near) in lexicon.work_nouns for near in _WORD.findall(before)[-_WORK_NEAR:]):
        return True
    several = len(words) > 1 and not before.rstrip().endswith(",")
    near = [fold(word) for word in _WORD.findall(before)[-_CUE_NEAR:]]
    called = any(form in lexicon.cue_verbs or form in lexicon.weak_cue_verbs for form in near)
    with_article = words[0] in grammar.words.title_articles and not called
    after_preposition = word in grammar.words.title_prepositions
    owned = bool(grammar.patterns.possessive_word.search(word))
    return several and (with_article or after_preposition or owned)


def _title_in_caption(context: QuotationContext) -> bool:
    """Do the words begin a caption that says who made a work: ``"Paper Moon" by Ada Quill (Vantor)``?"""
    words = context.quotation.span.of(context.text)
    before, after = _around(context)
    if before.strip() or not context.language.grammar.patterns.by_artist.match(after):
        return False
    return is_titled(words.split(), context.language) or any(map(str.isdigit, words))


def _name_of_what_follows(context: QuotationContext) -> bool:
    """Are several words the name of the event, work, paper or body behind them: the "Paper Moon" tour?

    Or that of a work for which somebody is known: the "Paper Moon" singer.

    What somebody said in a speech, or says of others ("called it a “Paper Moon” party"), may look like one.
    """
    words = context.quotation.span.of(context.text).split()
    before, after = _around(context)
    grammar, lexicon = context.language.grammar, context.language.lexicon
    if grammar.patterns.ballot_answer.match(context.text, context.quotation.span.start):
        return True
    behind = _NOUNS_BEHIND.match(after)
    if len(words) < _SEVERAL or behind is None or not is_titled(words, context.language):
        return False
    near = [fold(word) for word in _WORD.findall(before)[-_CUE_NEAR:]]
    if not lexicon.calling_verbs.isdisjoint(near):
        return False
    nouns = [fold(word) for word in behind.groups() if word]
    if nouns[0] in lexicon.function_words or nouns[0] in lexicon.prepositions:
        return False
    if nouns[0] in lexicon.roles and nouns[0] not in lexicon.titles:
        return True  # the “Paper Moon” singer
    named = (lexicon.work_nouns, lexicon.occasions, lexicon.speech_documents, lexicon.organisation_words)
    return any(noun in entries and noun not in lexicon.cue_nouns for noun in nouns for entries in named)


def _named_by_participle(context: QuotationContext) -> bool:
    """Do the words follow a participle that names a thing: a group called "Friends of the Fog"?

    An article may come between, as in "known as the". Who is named behind the words ("by Quill") said them.
    """
    if context.alone:
        return False
    place, grammar = context.places[0], context.language.grammar
    words, at = place.parsed.passage.words, place.first - 1
    while at > 0 and words[at].lower in grammar.words.before_terms:
        at -= 1
    word = words[at]
    by = words[place.last + 1].lower if place.last + 1 < len(words) else ""
    return (
        place.first > 0
        and word.form in context.language.lexicon.naming_words
        and word.tag in grammar.labels.verbs
        and word.dep in grammar.labels.modifying_clauses
        and not (at < place.first - 1 and by in grammar.words.agent)
    )


def _scare_quote(context: QuotationContext) -> bool:
    """Is a single word marked before its noun, and not reported by anybody: her "immersive" plays?"""
    words = context.quotation.span.of(context.text).split()
    before, after = _around(context)
    if len(words) != 1 or not words[0][0].islower() or not re.match(r" [a-z]", after) or context.alone:
        return False
    if not context.language.grammar.patterns.determined.search(before):
        return False
    place = context.places[0]
    attributes = context.language.grammar.labels.noun_attributes
    before_noun = place.head is not None and place.head.head.i > place.last and place.head.dep in attributes
    return before_noun and not _is_reported(place, context.language)


def _is_reported(place: Place, language: Language) -> bool:
    """Is a verb or noun of saying above the marked words, within their own clause?"""
    current, edges = place.head, language.grammar.labels.clause_edges
    for _ in range(_STEPS_UP):
        if current is None or current.head.i == current.i or current.dep in edges:
            return False
        current = current.head
        if cue_class(current, language) in _SAYING:
            return True
    return False


def _around(context: QuotationContext) -> tuple[str, str]:
    """The characters just before the marks, within the paragraph, and those just after them."""
    text, outer = context.text, context.quotation.outer
    before = text[max(context.paragraph.start, outer.start - _AROUND) : outer.start]
    return before, text[outer.end : outer.end + _AROUND]


DECISIVE_RULES: tuple[tuple[str, Callable[[QuotationContext], bool]], ...] = (
    ("furniture", _furniture),
    ("wordless", _wordless),
    ("nickname", _nickname),
    ("term", _term),
    ("title_of_work", _title_of_work),
    ("title_in_caption", _title_in_caption),
    ("name_of_what_follows", _name_of_what_follows),
    ("named_by_participle", _named_by_participle),
    ("scare_quote", _scare_quote),
)
