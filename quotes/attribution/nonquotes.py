"""Marked words that nobody is said to have spoken: titles, nicknames, terms, scare quotes, furniture.

Decisive rules come first. For the rest, features of the quotation, its neighbours and its attribution are
weighed (``nonquote_weights.tsv``); the sum is the log-odds that the words are a quote.
"""

import re
from collections.abc import Callable

from quotes.attribution.candidates import Candidate
from quotes.attribution.context import Place, QuotationContext
from quotes.language import fold, load_lexicon, load_weights, score
from quotes.parsing import REPORTING_OR_WEAK, cue_class
from quotes.types import Span

QUOTE_WEIGHTS = "nonquote_weights"
THRESHOLD = -0.5
_WORD = re.compile(r"[\w’'-]+|[^\w\s]")
_CUES = frozenset({"say", "strong", "phrasal", "weak", "according"})
_REPEATED_WORDS = 5
_REPEATED_WITHIN = 4000
_NICKNAME_WORDS = 3
_AROUND = 60
_ENDS_IN_NAME = re.compile(r"(?:^|[^.!?:,]\s|^\s*)[A-Z][\w.’'-]+ $")
_BEGINS_WITH_NAME = re.compile(r" [A-Z][\w’'-]+")
_KNOWN_AS = re.compile(r"(?:\bknown (?:[\w’'-]+ ){0,4}as|\baka|\bnicknamed)(?: the)? $", re.IGNORECASE)
_DEFINED_BEFORE = re.compile(
    r"(?:\bso-called|\bdefin(?:es|ed|ing)|\bknown (?:[\w’'-]+ ){0,4}as) $", re.IGNORECASE
)
_DEFINED_AFTER = re.compile(r" (?:means|refers? to|stands for|is short for)\b")
_DETERMINED = re.compile(r"(?:['’]s|s['’]|\b(?:the|a|an|his|her|its|their|our|my|whose)) $", re.IGNORECASE)
_WORK_NEAR = 8
_CUE_NEAR = 4
_STEPS_UP = 8
_CLAUSE_EDGES = frozenset({"nsubj", "nsubjpass", "csubj", "relcl"})
_ATTRIBUTES = frozenset({"amod", "compound", "nmod"})
_SAYING = REPORTING_OR_WEAK | {"cue_noun", "document"}
_ACRONYMS = re.compile(r"\b[A-Z]{2,6}['’]s $")


def is_said(setting: QuotationContext, candidate: Candidate | None, confidence: float) -> bool:
    """Tell whether the article presents marked words as said or written by somebody.

    ``candidate`` is the attribution chosen for them, ``confidence`` its probability.
    """
    if any(rule(setting) for _, rule in DECISIVE_RULES):
        return False
    found = quote_features(setting, candidate, confidence)
    return score(load_weights(QUOTE_WEIGHTS), found) > THRESHOLD


def _furniture(setting: QuotationContext) -> bool:
    """Tell whether the paragraph is a link, a credit or a call to subscribe."""
    opening = fold(setting.text[setting.paragraph.start : setting.paragraph.start + 60])
    return opening.startswith(load_lexicon().furniture)


def _wordless(setting: QuotationContext) -> bool:
    """Tell whether no letter stands between the marks."""
    return not any(character.isalpha() for character in setting.quotation.span.of(setting.text))


def _nickname(setting: QuotationContext) -> bool:
    """Tell whether a name stands on both sides, or "known as" before: ``Ada "The Gull" Quill``."""
    words = setting.quotation.span.of(setting.text).split()
    before, after = _around(setting)
    if len(words) > _NICKNAME_WORDS or not all(word[0].isupper() for word in words):
        return False
    if _KNOWN_AS.search(before):
        return True
    between_names = _ENDS_IN_NAME.search(before) and _BEGINS_WITH_NAME.match(after)
    return bool(between_names) and fold(before.split()[-1]) not in load_lexicon().opening_words


def _term(setting: QuotationContext) -> bool:
    """Tell whether the words are defined or only named: ``"till" means``, ``so-called "tide tax"``."""
    before, after = _around(setting)
    short = len(setting.quotation.span.of(setting.text).split()) <= _NICKNAME_WORDS
    return bool(_DEFINED_BEFORE.search(before)) or (short and bool(_DEFINED_AFTER.match(after)))


def _title_of_work(setting: QuotationContext) -> bool:
    """Tell whether the words are capitalised as a title and stand where one does: the film "Paper Moon"."""
    words = setting.quotation.span.of(setting.text).split()
    before, _ = _around(setting)
    if not is_titled(words) or not before:
        return False
    last = re.findall(r"[\w’'-]+", before)[-1:]
    if not last or not before.rstrip(" ,").endswith(last[0]):
        return False
    word = fold(last[0])
    if word in load_lexicon().work_nouns or _ACRONYMS.search(before):
        return True
    apposed = (
        before.rstrip().endswith(",")
        and len(words) > 1
        and setting.text[setting.quotation.span.end - 1] == ","
    )
    if apposed and any(
        fold(near) in load_lexicon().work_nouns for near in re.findall(r"[\w’'-]+", before)[-_WORK_NEAR:]
    ):
        return True
    several = len(words) > 1 and not before.rstrip().endswith(",")
    near = [fold(word) for word in re.findall(r"[\w’'-]+", before)[-_CUE_NEAR:]]
    called = any(form in load_lexicon().cue_verbs or form in load_lexicon().weak_cue_verbs for form in near)
    with_article = words[0] in ("The", "A", "An") and not called
    return several and (with_article or word in ("on", "in") or word.endswith(("'s", "s'")))


def _scare_quote(setting: QuotationContext) -> bool:
    """Tell whether one word is set off before its noun and nobody reports it: her "immersive" plays."""
    words = setting.quotation.span.of(setting.text).split()
    before, after = _around(setting)
    if len(words) != 1 or not words[0][0].islower() or not re.match(r" [a-z]", after) or setting.alone:
        return False
    if not _DETERMINED.search(before):
        return False
    place = setting.places[0]
    before_noun = place.head is not None and place.head.head.i > place.last and place.head.dep in _ATTRIBUTES
    return before_noun and not _is_reported(place)


def _is_reported(place: Place) -> bool:
    """Tell whether a verb or noun of saying stands above the marked words within their own clause."""
    current = place.head
    for _ in range(_STEPS_UP):
        if current is None or current.head.i == current.i or current.dep in _CLAUSE_EDGES:
            return False
        current = current.head
        if cue_class(current) in _SAYING:
            return True
    return False


def _around(setting: QuotationContext) -> tuple[str, str]:
    """Return the words of the paragraph just before and just after the marks."""
    text, outer, paragraph = setting.text, setting.quotation.outer, setting.paragraph
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


def quote_features(setting: QuotationContext, candidate: Candidate | None, confidence: float) -> list[str]:
    """Return the names of the features of marked words."""
    words = setting.quotation.span.of(setting.text).split()
    size = _size(len(words))
    titled = is_titled(words)
    return [
        "bias",
        *_own_words(setting, words, size, titled),
        *_neighbours(setting, size, titled),
        *_grammar(setting, size, titled),
        *_attributed(candidate, confidence, size, titled),
    ]


def _size(count: int) -> str:
    """Return a coarse name for a number of words."""
    if count <= 3:
        return str(count)
    return "4-5" if count <= 5 else "6-8" if count <= 8 else "9+"


def is_titled(words: list[str]) -> bool:
    """Tell whether every word but the small ones begins with a capital, as in a title."""
    written = [word for word in words if word[:1].isalpha()]
    return bool(written) and all(
        word[0].isupper() or word.lower() in load_lexicon().small_words for word in written
    )


def _own_words(setting: QuotationContext, words: list[str], size: str, titled: bool) -> list[str]:
    """Return what the marked words themselves tell."""
    text, span = setting.text, setting.quotation.span
    last = text[span.end - 1]
    end = last if last in ".,!?…:;—-" else "none"
    found = [
        f"words={size}",
        f"kind={setting.kind}&words={size}",
        f"titled={titled}&words={size}",
        f"titled={titled}&end={end}",
        f"end={end}&words={size}",
        f"closed={setting.quotation.closed}",
    ]
    if setting.kind == "fragment":
        found.append(f"capital={words[0][:1].isupper()}&words={size}")
    if len(words) <= _REPEATED_WORDS:
        found.append(f"repeated={min(_times_written(text, span), 3)}&words={size}")
    return found


def _times_written(text: str, span: Span) -> int:
    """Return how often the words stand in the part of the article around them, whatever their case."""
    around = text[max(0, span.start - _REPEATED_WITHIN) : span.end + _REPEATED_WITHIN]
    return around.lower().count(span.of(text).strip(".,").lower())


def _neighbours(setting: QuotationContext, size: str, titled: bool) -> list[str]:
    """Return what the words before and after the marks tell."""
    text, outer = setting.text, setting.quotation.outer
    before = _WORD.findall(text[max(setting.paragraph.start, outer.start - 60) : outer.start])[-3:]
    after = _WORD.findall(text[outer.end : outer.end + 40])[:1]
    nearest = _neighbour_class(before[-1]) if before else "start"
    farther = _neighbour_class(before[-2]) if len(before) > 1 else "start"
    following = _following_class(after[0]) if after else "end"
    found = [
        f"before={nearest}",
        f"before={nearest}&words={size}",
        f"before={nearest}&titled={titled}",
        f"before={nearest}&farther={farther}",
        f"farther={farther}",
        f"after={following}",
        f"after={following}&kind={setting.kind}",
        f"after={following}&before={nearest}",
    ]
    if before and before[-1][0].isupper():
        found.append("before=capital")
    near = {_neighbour_class(word) for word in before}
    if "work" in near:
        found.append(f"work_before&titled={titled}")
    if "naming" in near:
        found.append(f"naming_before&words={size}")
    return found


def _neighbour_class(word: str) -> str:
    """Return a common word or mark as it is, another by its class in the lexicon."""
    form, lexicon = fold(word), load_lexicon()
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


def _grammar(setting: QuotationContext, size: str, titled: bool) -> list[str]:
    """Return what the parse tells of the marked words."""
    if setting.alone:
        return ["alone"]
    place = setting.places[0]
    inside = place.reading.passage.words[place.first : place.last + 1]
    verbal = any(token.tag.startswith("VB") or token.tag == "MD" for token in inside)
    found = [f"verb={verbal}&words={size}", f"marked={min(len(place.reading.passage.view.quoted), 4)}"]
    head = place.head
    if head is None:
        return found
    over = cue_class(head.head)
    governing = _governing_cue(place)
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


def _governing_cue(place: Place) -> str:
    """Return the class of the nearest word above the quotation that may report, or "none"."""
    words = place.reading.passage.words
    return next((name for i in place.above if (name := cue_class(words[i])) in _CUES), "none")


def _attributed(candidate: Candidate | None, confidence: float, size: str, titled: bool) -> list[str]:
    """Return what the chosen attribution tells."""
    if candidate is None:
        return ["unattributed"]
    sure = "high" if confidence > 0.9 else "middle" if confidence > 0.6 else "low"
    found = [
        f"rule={candidate.rule}",
        f"rule={candidate.rule}&words={size}",
        f"confidence={sure}&words={size}",
        f"confidence={sure}&titled={titled}",
    ]
    clause = candidate.clause
    if clause is None or candidate.place is None:
        return found
    return [
        *found,
        f"cue={clause.cue_class}&words={size}",
        f"cue={clause.cue_class}&rule={candidate.rule}",
        f"cue={clause.cue_class}&titled={titled}",
        f"cue={clause.cue_class}&speaker={clause.speaker_class}",
        f"speaker={clause.speaker_class}",
    ]
