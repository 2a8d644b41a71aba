"""Marked words that nobody is said to have spoken: titles, nicknames, terms, scare quotes, furniture.

Decisive rules come first. For the rest, features of the quotation, its neighbours and its attribution are
weighed (``nonquote_weights.tsv``); the sum is the log-odds that the words are a quote.
"""

import re
from collections.abc import Callable

from quotes.attribution.choice import Choice
from quotes.attribution.context import Place, QuotationContext
from quotes.language import Language, Lexicon, fold, score
from quotes.parsing import REPORTING_OR_WEAK, cue_class
from quotes.types import Span

THRESHOLD = -0.5
_WORD = re.compile(r"[\w’'-]+|[^\w\s]")
_CUES = frozenset({"say", "strong", "phrasal", "weak", "according"})
_REPEATED_WORDS = 5
_REPEATED_WITHIN = 4000
_NICKNAME_WORDS = 3
_AROUND = 60
_ENDS_IN_NAME = re.compile(r"(?:^|[^.!?:,]\s|^\s*)[A-Z][\w.’'-]+ $")
_BEGINS_WITH_NAME = re.compile(r" [A-Z][\w’'-]+")
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
    return score(context.language.quote_weights, found) > THRESHOLD


def is_decisively_no_quote(context: QuotationContext) -> bool:
    """Does one of `DECISIVE_RULES` say that the marked words are not a quote, whatever else speaks for it?"""
    return any(rule(context) for _, rule in DECISIVE_RULES)


def _furniture(context: QuotationContext) -> bool:
    """Tell whether the paragraph is a link, a credit or a call to subscribe."""
    opening = fold(context.text[context.paragraph.start : context.paragraph.start + 60])
    return opening.startswith(context.language.lexicon.furniture)


def _wordless(context: QuotationContext) -> bool:
    """Tell whether no letter stands between the marks."""
    return not any(character.isalpha() for character in context.quotation.span.of(context.text))


def _nickname(context: QuotationContext) -> bool:
    """Tell whether a name stands on both sides, or "known as" before: ``Ada "The Gull" Quill``."""
    words = context.quotation.span.of(context.text).split()
    before, after = _around(context)
    if len(words) > _NICKNAME_WORDS or not all(word[0].isupper() for word in words):
        return False
    if context.language.grammar.patterns.known_as.search(before):
        return True
    between_names = _ENDS_IN_NAME.search(before) and _BEGINS_WITH_NAME.match(after)
    return bool(between_names) and fold(before.split()[-1]) not in context.language.lexicon.opening_words


def _term(context: QuotationContext) -> bool:
    """Tell whether the words are defined or only named: ``"till" means``, ``so-called "tide tax"``."""
    before, after = _around(context)
    short = len(context.quotation.span.of(context.text).split()) <= _NICKNAME_WORDS
    patterns = context.language.grammar.patterns
    return bool(patterns.defined_before.search(before)) or (
        short and bool(patterns.defined_after.match(after))
    )


def _title_of_work(context: QuotationContext) -> bool:
    """Tell whether the words are capitalised as a title and stand where one does: the film "Paper Moon"."""
    words = context.quotation.span.of(context.text).split()
    before, _ = _around(context)
    lexicon, grammar = context.language.lexicon, context.language.grammar
    if not is_titled(words, context.language) or not before:
        return False
    last = re.findall(r"[\w’'-]+", before)[-1:]
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
    if apposed and any(
        fold(near) in lexicon.work_nouns for near in re.findall(r"[\w’'-]+", before)[-_WORK_NEAR:]
    ):
        return True
    several = len(words) > 1 and not before.rstrip().endswith(",")
    near = [fold(word) for word in re.findall(r"[\w’'-]+", before)[-_CUE_NEAR:]]
    called = any(form in lexicon.cue_verbs or form in lexicon.weak_cue_verbs for form in near)
    with_article = words[0] in grammar.words.title_articles and not called
    after_preposition = word in grammar.words.title_prepositions
    owned = bool(grammar.patterns.possessive_word.search(word))
    return several and (with_article or after_preposition or owned)


def _scare_quote(context: QuotationContext) -> bool:
    """Tell whether one word is set off before its noun and nobody reports it: her "immersive" plays."""
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
    """Tell whether a verb or noun of saying stands above the marked words within their own clause."""
    current, edges = place.head, language.grammar.labels.clause_edges
    for _ in range(_STEPS_UP):
        if current is None or current.head.i == current.i or current.dep in edges:
            return False
        current = current.head
        if cue_class(current, language) in _SAYING:
            return True
    return False


def _around(context: QuotationContext) -> tuple[str, str]:
    """Return the words of the paragraph just before and just after the marks."""
    text, outer, paragraph = context.text, context.quotation.outer, context.paragraph
    return text[max(paragraph.start, outer.start - _AROUND) : outer.start], text[
        outer.end : outer.end + _AROUND
    ]


DECISIVE_RULES: tuple[tuple[str, Callable[[QuotationContext], bool]], ...] = (
    ("furniture", _furniture),
    ("wordless", _wordless),
    ("nickname", _nickname),
    ("term", _term),
    ("title_of_work", _title_of_work),
    ("scare_quote", _scare_quote),
)


def quote_features(context: QuotationContext, choice: Choice | None) -> list[str]:
    """The names of the features of marked words."""
    words = context.quotation.span.of(context.text).split()
    size = _size(len(words))
    titled = is_titled(words, context.language)
    return [
        "bias",
        *_own_words(context, words, size, titled),
        *_neighbours(context, size, titled),
        *_grammar(context, size, titled),
        *_attributed(choice, size, titled),
    ]


def _size(count: int) -> str:
    """Return a coarse name for a number of words."""
    if count <= 3:
        return str(count)
    return "4-5" if count <= 5 else "6-8" if count <= 8 else "9+"


def is_titled(words: list[str], language: Language) -> bool:
    """Tell whether every word but the small ones begins with a capital, as in a title."""
    written = [word for word in words if word[:1].isalpha()]
    return bool(written) and all(
        word[0].isupper() or word.lower() in language.lexicon.small_words for word in written
    )


def _own_words(context: QuotationContext, words: list[str], size: str, titled: bool) -> list[str]:
    """Return what the marked words themselves tell."""
    text, span = context.text, context.quotation.span
    last = text[span.end - 1]
    end = last if last in ".,!?…:;—-" else "none"
    found = [
        f"words={size}",
        f"kind={context.kind}&words={size}",
        f"titled={titled}&words={size}",
        f"titled={titled}&end={end}",
        f"end={end}&words={size}",
        f"closed={context.quotation.closed}",
    ]
    if context.kind == "fragment":
        found.append(f"capital={words[0][:1].isupper()}&words={size}")
    if len(words) <= _REPEATED_WORDS:
        found.append(f"repeated={min(_times_written(text, span), 3)}&words={size}")
    return found


def _times_written(text: str, span: Span) -> int:
    """Return how often the words stand in the part of the article around them, whatever their case."""
    around = text[max(0, span.start - _REPEATED_WITHIN) : span.end + _REPEATED_WITHIN]
    return around.lower().count(span.of(text).strip(".,").lower())


def _neighbours(context: QuotationContext, size: str, titled: bool) -> list[str]:
    """Return what the words before and after the marks tell."""
    text, outer, lexicon = context.text, context.quotation.outer, context.language.lexicon
    before = _WORD.findall(text[max(context.paragraph.start, outer.start - 60) : outer.start])[-3:]
    after = _WORD.findall(text[outer.end : outer.end + 40])[:1]
    nearest = _neighbour_class(before[-1], lexicon) if before else "start"
    farther = _neighbour_class(before[-2], lexicon) if len(before) > 1 else "start"
    following = _following_class(after[0]) if after else "end"
    found = [
        f"before={nearest}",
        f"before={nearest}&words={size}",
        f"before={nearest}&titled={titled}",
        f"before={nearest}&farther={farther}",
        f"farther={farther}",
        f"after={following}",
        f"after={following}&kind={context.kind}",
        f"after={following}&before={nearest}",
    ]
    if before and before[-1][0].isupper():
        found.append("before=capital")
    near = {_neighbour_class(word, lexicon) for word in before}
    if "work" in near:
        found.append(f"work_before&titled={titled}")
    if "naming" in near:
        found.append(f"naming_before&words={size}")
    return found


def _neighbour_class(word: str, lexicon: Lexicon) -> str:
    """Return a common word or mark as it is, another by its class in the lexicon."""
    form = fold(word)
    if form in lexicon.function_words:
        return form
    classes = (
        ("work", lexicon.work_nouns),
        ("naming", lexicon.naming_words),
        ("cue", lexicon.cue_verbs),
        ("weak_cue", lexicon.weak_cue_verbs),
        ("cue_noun", lexicon.cue_nouns),
    )
    for name, entries in classes:
        if form in entries:
            return name
    if form.endswith("'s"):
        return "possessive"
    return "word" if form[:1].isalnum() else form


def _following_class(word: str) -> str:
    """Return a mark as it is, a word as "capital" or "word"."""
    if not word[0].isalpha():
        return word
    return "capital" if word[0].isupper() else "word"


def _grammar(context: QuotationContext, size: str, titled: bool) -> list[str]:
    """Return what the parse tells of the marked words."""
    if context.alone:
        return ["alone"]
    place = context.places[0]
    inside = place.reading.passage.words[place.first : place.last + 1]
    labels = context.language.grammar.labels
    verbal = any(token.tag in labels.verbs or token.tag in labels.modals for token in inside)
    found = [f"verb={verbal}&words={size}", f"marked={min(len(place.reading.passage.view.quoted), 4)}"]
    head = place.head
    if head is None:
        return found
    over = cue_class(head.head, context.language)
    governing = _governing_cue(place, context.language)
    return [
        *found,
        f"label={head.dep}",
        f"label={head.dep}&words={size}",
        f"label={head.dep}&tag={head.tag}",
        f"tag={head.tag}&words={size}",
        f"over={over}&words={size}",
        f"over={over}&label={head.dep}",
        f"governed_by={governing}",
        f"governed_by={governing}&words={size}",
        f"governed_by={governing}&titled={titled}",
    ]


def _governing_cue(place: Place, language: Language) -> str:
    """Return the class of the nearest word above the quotation that may report, or "none"."""
    words = place.reading.passage.words
    return next((name for i in place.above if (name := cue_class(words[i], language)) in _CUES), "none")


def _attributed(choice: Choice | None, size: str, titled: bool) -> list[str]:
    """What the chosen attribution tells."""
    if choice is None:
        return ["unattributed"]
    candidate, confidence = choice.candidate, choice.confidence
    sure = "high" if confidence > 0.9 else "middle" if confidence > 0.6 else "low"
    found = [
        f"rule={candidate.rule.name}",
        f"rule={candidate.rule.name}&words={size}",
        f"confidence={sure}&words={size}",
        f"confidence={sure}&titled={titled}",
    ]
    clause = candidate.clause
    if clause is None or candidate.place is None:
        return found
    return [
        *found,
        f"cue={clause.cue_class}&words={size}",
        f"cue={clause.cue_class}&rule={candidate.rule.name}",
        f"cue={clause.cue_class}&titled={titled}",
        f"cue={clause.cue_class}&speaker={clause.speaker_class}",
        f"speaker={clause.speaker_class}",
    ]
