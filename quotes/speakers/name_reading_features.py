"""What speaks for and against a reading of a name in a quotation: does it name this person or this body?

What a name names is known best where the article speaks of it in its own words (`name_kinds`). Within a
quotation, the words beside the name and how often the article comes back to it show whether to believe that.
"""

import re
from collections.abc import Container, Iterator, Sequence
from functools import lru_cache
from itertools import pairwise

from quotes.language import Lexicon, fold
from quotes.speakers.entities import Entity
from quotes.speakers.name_readings import SURE, NameReading, QuotedNames
from quotes.speakers.names import Name
from quotes.speakers.surroundings import word_class
from quotes.text import initials

STEPS = (0.15, 0.3, 0.45, 0.55, 0.65, 0.75, 0.82, 0.88, 0.92, 0.95, 0.97, 0.985, 0.995)
RIVAL_STEPS = (0.05, 0.15, 0.3, 0.5, 0.7)
"""The steps in which probabilities count as evidence."""

_OF_PERSONS = frozenset({"title", "role", "honorific", "age"})
_LINKS = frozenset({"of", "for", "on", "in", "at", "to", "and", "against"})
_MOST_USES = 12
_AGENT = re.compile(r"(?:^|\s)[a-z][a-z-]*(?:er|or)\s$")
_LOOK_BACK = 30
_LONG_WORD = 20
_NEAR = 180
_SENTENCES = 2
_ARTICLES = frozenset({"the", "its", "a", "an"})
_ARTICLE_WITHIN = 4
_MARKS = ".,;:!?()[]\"“”‘’'"
_PLURAL_CAPITALS = re.compile(r"[A-Z]{2,}s")


def reading_features(reading: NameReading, names: QuotedNames) -> list[str]:
    """What speaks for and against a reading."""
    lexicon, entity, kind = names.language.lexicon, reading.entity, reading.kind
    uses = uses_of(entity, names)
    by_kind = [
        *_features_of_words(reading, lexicon),
        *_features_beside(reading.name),
        *_features_of_uses(reading, uses, names),
    ]
    found = ["every name", kind, *_features_of_kinds(entity, kind), *(f"{kind} {each}" for each in by_kind)]
    if entity.kinds:
        part = reading.how.partition(",")[0]
        found.append(f"{part} sure={entity.person >= SURE}|{entity.person >= 0.7}")
    if kind == "body":
        found += _features_of_capitals(reading, names)
    if kind == "body" or entity.person < SURE:
        found += _features_of_body(entity, uses, names)
    known, meant = names.discourse.genders.of(entity), names.discourse.genders.by_pronouns(reading.name)
    if kind == "person" and known and meant:
        found.append(f"pronoun fits={known == meant}")
    return found


def uses_of(entity: Entity, names: QuotedNames) -> Sequence[Name]:
    """The names with all words of an entity's name, and those with its last word alone."""
    in_full = names.uses.get(entity.words, ())
    return in_full if len(entity.words) == 1 else [*in_full, *names.uses.get(entity.words[-1:], ())]


def _features_of_kinds(entity: Entity, kind: str) -> Iterator[str]:
    """The probabilities of the kinds, and whether an abbreviation is spelt out."""
    kinds = entity.kinds
    if not kinds:
        yield f"{kind} spelt out"
        return
    rival = "body" if kind == "person" else "person"
    yield from (f"{kind} {step:g}" for step in STEPS if kinds[kind] >= step)
    for other in ("place", "other"):
        yield from (f"{other} {step:g}" for step in RIVAL_STEPS if kinds[other] >= step)
    yield from (f"{kind} rival {step:g}" for step in RIVAL_STEPS if kinds[rival] >= step)


def _features_of_words(reading: NameReading, lexicon: Lexicon) -> Iterator[str]:
    """What the words of the name are, here and in full."""
    name = reading.entity.name
    words = name.split()
    size, own = min(len(words), 3), min(len(reading.name.words), 3)
    yield f"how={reading.how}"
    yield f"rank={min(reading.rank, 2)}"
    yield f"size={size}|{own}"
    yield f"first={_class(words[0], lexicon)}|{min(size, 2)}"
    yield f"last={_class(words[-1], lexicon)}|{min(size, 2)}"
    if len(words) > 1:
        head = next((one for one, word in pairwise(words) if word in _LINKS), words[-1])
        yield f"head={_class(head, lexicon)}"
    yield f"the={'the' in reading.name.signs}|{own}"
    yield from _lists_of(name, lexicon)


def _class(word: str, lexicon: Lexicon) -> str:
    """The class of a word, without the ending of one that is in no list."""
    return word_class(word, lexicon).partition(" ")[0]


@lru_cache(1 << 10)
def _lists_of(name: str, lexicon: Lexicon) -> tuple[str, ...]:
    """The lists of bodies, outlets and platforms that have a name or its initials."""
    folded = fold(name)
    letters = fold(initials(word for word in name.split() if word[0].isupper()))
    lists = [
        label
        for label, listed in (
            ("outlet", folded in lexicon.outlets),
            ("platform", folded in lexicon.platforms),
            ("public body", folded.replace(".", "") in lexicon.public_bodies),
            ("letters of public body", " " in name and letters in lexicon.public_bodies),
        )
        if listed
    ]
    return ("listed", *lists) if lists else ()


def _features_beside(name: Name) -> Iterator[str]:
    """What is beside the name in the quotation."""
    yield f"previous={name.previous}"
    yield f"following={name.following}"
    yield from (f"sign={sign}" for sign in sorted(name.signs))
    if name.signs & _OF_PERSONS:
        yield "titled"
    if name.possessive:
        yield "owns"


def _features_of_uses(reading: NameReading, uses: Sequence[Name], names: QuotedNames) -> Iterator[str]:
    """How the article uses the name elsewhere: in its own words, after "in", as an ordinary word."""
    entity = reading.entity
    in_full = names.uses.get(entity.words, ())
    reported = min(sum(not (each.headline or each.quoted) for each in in_full), 2)
    yield f"reported={reported}"
    if entity.words != reading.name.words:
        alone = sum(not each.headline for each in names.uses.get(reading.name.words, ()))
        yield f"{reading.how.partition(',')[0]} alone={min(alone // max(len(in_full), 1), 3)}|{reported}"
    after_in = sum("place" in each.signs and not each.possessive for each in uses)
    yield f"in={0 if not after_in else 1 if 4 * after_in < len(uses) else 2}"
    words = entity.name.split()
    if len(words) == 1 and not entity.name.isupper() and names.discourse.is_common(words[0]):
        yield "also ordinary"
    if len(words) > 1 and "first" in word_class(words[0], names.language.lexicon):
        yield f"given and surname|{min(reported, 1)}"


def _features_of_capitals(reading: NameReading, names: QuotedNames) -> Iterator[str]:
    """What an abbreviation is: "API", "IDs", or one that the text explains in small letters."""
    name = reading.entity.name
    if _PLURAL_CAPITALS.fullmatch(name):
        yield "plural capitals"
    if not name.isupper() or not name.replace(".", "").isalpha() or len(name) == 1:
        return
    yield "capitals"
    yield f"capitals ordinary={fold(name) in names.language.lexicon.ordinary_words}"
    yield f"capitals the={'the' in reading.name.signs}"
    words = _words_before(f"({name})", len(name), names.discourse.text)
    if words:
        small = sum(word[0].islower() for word in words)
        yield f"explained small={2 * small > len(name)}"


def _words_before(marked: str, number: int, text: str) -> list[str]:
    """The words before the first use of ``marked``; none if it is not used."""
    at = text.find(marked)
    return text[max(0, at - number * _LONG_WORD) : at].split()[-number:] if at > 0 else []


def _features_of_body(entity: Entity, uses: Sequence[Name], names: QuotedNames) -> Iterator[str]:
    """Does the article call it a body: "Pellcorp said the company …", "shipbuilder Pellcorp"?"""
    text, some, nouns = names.discourse.text, uses[:_MOST_USES], names.language.lexicon.organisation_words
    near = sum(_has_noun(text[each.span.end : each.span.end + _NEAR], nouns) for each in some)
    yield f"body noun={0 if not near else 1 if 3 * near < len(some) else 2}|{min(len(entity.words), 2)}"
    if any(_AGENT.search(text, max(0, each.outer.start - _LOOK_BACK), each.outer.start) for each in some):
        yield "agent before"


def _has_noun(following: str, nouns: Container[str]) -> bool:
    """Is one of ``nouns`` with an article in this sentence or the next one?"""
    ends, article = 0, -_ARTICLE_WITHIN
    for at, word in enumerate(following.partition("\n")[0].split()):
        bare = word.strip(_MARKS)
        if bare.lower() in _ARTICLES:
            article = at
        elif at - article < _ARTICLE_WITHIN and bare in nouns:
            return True
        ends += word[-1] in ".!?"
        if ends == _SENTENCES:
            return False
    return False
