"""What speaks for and against marked words being a quote: the names of the features.

A feature is a fact, or several joined by ``&``. Each has a weight in
``quotes/language/data/en/nonquote_weights.tsv``. The sum of the weights is the log-odds that the words are a
quote.
"""

import re

from quotes.attribution.choice import Choice
from quotes.attribution.context import Place, QuotationContext
from quotes.language import Language, Lexicon, fold
from quotes.parsing import REPORTING_OR_WEAK, cue_class
from quotes.types import Span

_WORD = re.compile(r"[\w’'-]+|[^\w\s]")
_SIZES = ((5, "4-5"), (8, "6-8"))
_CONFIDENCES = ((0.9, "high"), (0.6, "middle"))
_REPEATED_WORDS = 5
_MOST_STEPS = 3
_REPEATED_WITHIN = 4000
_CHARACTERS_BEFORE = 60
_CHARACTERS_AFTER = 40


def quote_features(context: QuotationContext, choice: Choice | None) -> list[str]:
    """List the features of marked words. ``choice`` is the speaker chosen for them, if there is one."""
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
    """Coarse name for a number of words."""
    if count <= 3:
        return str(count)
    return next((name for limit, name in _SIZES if count <= limit), "9+")


def is_titled(words: list[str], language: Language) -> bool:
    """Does every word but the small ones begin with a capital, as in a title?"""
    written = [word for word in words if word[:1].isalpha()]
    return bool(written) and all(
        word[0].isupper() or word.lower() in language.lexicon.small_words for word in written
    )


def _own_words(context: QuotationContext, words: list[str], size: str, titled: bool) -> list[str]:
    """What the marked words themselves say."""
    text, span = context.text, context.quotation.span
    end = context.last if context.last in ".,!?…:;—-" else "none"
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
    """Count how often the words occur in the text around them, in upper or lower case."""
    around = text[max(0, span.start - _REPEATED_WITHIN) : span.end + _REPEATED_WITHIN]
    return around.lower().count(span.of(text).strip(".,").lower())


def _neighbours(context: QuotationContext, size: str, titled: bool) -> list[str]:
    """What the words before and after the marks say."""
    text, outer, lexicon = context.text, context.quotation.outer, context.language.lexicon
    lead = text[max(context.paragraph.start, outer.start - _CHARACTERS_BEFORE) : outer.start]
    before = _WORD.findall(lead)[-3:]
    after = _WORD.findall(text[outer.end : outer.end + _CHARACTERS_AFTER])[:1]
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
    """A function word or mark as it is; any other word by its class in the lexicon."""
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
    """A mark as it is, a word as "capital" or "word"."""
    if not word[0].isalpha():
        return word
    return "capital" if word[0].isupper() else "word"


def _grammar(context: QuotationContext, size: str, titled: bool) -> list[str]:
    """What the parse says about the marked words."""
    if context.alone:
        stop = context.last in ".,?!"
        return ["alone", f"alone&words={size}&titled={titled}", f"alone&words={size}&stop={stop}"]
    place = context.places[0]
    inside = place.parsed.passage.words[place.first : place.last + 1]
    labels = context.language.grammar.labels
    verbal = any(token.tag in labels.verbs or token.tag in labels.modals for token in inside)
    found = [f"verb={verbal}&words={size}", f"marked={min(len(place.parsed.passage.view.quoted), 4)}"]
    head = place.head
    if head is None:
        return found
    over = cue_class(head.head, context.language)
    governing, steps = _governing_cue(place, context.language)
    lead = place.parsed.passage.words[place.first - 1] if place.first else None
    if lead is not None and lead.tag in labels.verbs:
        led = f"lead_verb={lead.tag}&label={lead.dep}"
        found += [led, f"{led}&cue={cue_class(lead, context.language)}"]
        if lead.form in context.language.lexicon.naming_words:
            found += [
                f"naming_verb&tag={lead.tag}&label={lead.dep}",
                f"naming_verb&tag={lead.tag}&words={size}",
            ]
    if head.head.i > place.last and head.dep in labels.noun_attributes:
        found += [
            f"before_noun&governed_by={governing}&words={size}",
            f"before_noun&lead={lead.tag if lead else 'none'}&words={size}",
            f"before_noun&governed_by={governing}&steps={steps}",
        ]
    noun = _noun_class(head.head.form, context.language.lexicon)
    return [
        *found,
        f"noun_over={noun}&label={head.dep}",
        f"noun_over={noun}&titled={titled}",
        f"governed_by={governing}&steps={steps}",
        f"governed_by={governing}&steps={steps}&words={size}",
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


def _noun_class(form: str, lexicon: Lexicon) -> str:
    """Whether a word announces a work or a name."""
    if form in lexicon.work_nouns:
        return "work"
    return "naming" if form in lexicon.naming_words else "none"


def _governing_cue(place: Place, language: Language) -> tuple[str, int]:
    """The class of the nearest word above the quotation that may report, or "none"; and how far up it is."""
    words = place.parsed.passage.words
    return next(
        (
            (name, min(steps, _MOST_STEPS))
            for i, steps in place.above.items()
            if (name := cue_class(words[i], language)) in REPORTING_OR_WEAK
        ),
        ("none", 0),
    )


def _attributed(choice: Choice | None, size: str, titled: bool) -> list[str]:
    """What the chosen speaker says about the marked words."""
    if choice is None:
        return ["unattributed"]
    candidate, confidence = choice.candidate, choice.confidence
    sure = next((name for limit, name in _CONFIDENCES if confidence > limit), "low")
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
        f"speaker={clause.speaker_class}&rule={candidate.rule.name}",
        f"how={clause.how}&cue={clause.cue_class}",
    ]
