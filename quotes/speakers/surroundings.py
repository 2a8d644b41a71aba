"""The classes of words: what a word of a name may be, and what comes before and after a name.

A class is a closed-class word itself ("in"), a list in the lexicon ("role") or a shape ("initial"). The
fitted models of names (`name_boundaries`, `name_kinds`) see these classes and at most the ending of a
word, never the word.
"""

import calendar
import re
from collections.abc import Callable, Container
from functools import lru_cache

from quotes.language import Lexicon, fold
from quotes.speakers.name_keys import key
from quotes.text import initials

_DETERMINERS = {
    **dict.fromkeys(("a", "an", "another", "one"), "a"),
    **dict.fromkeys(("this", "that", "these", "those", "each", "every", "some", "no", "any"), "this"),
    **dict.fromkeys(("his", "her", "their", "its", "our", "my", "your", "whose"), "his"),
}
_KEPT = frozenset({"the", "and", "or", "but", "who", "which", "where", "when", "as", "than", "not"})
_AUXILIARIES = {
    **dict.fromkeys(("is", "was", "became", "remains", "are", "were", "be", "been"), "is"),
    **dict.fromkeys(("has", "had", "have", "does", "did", "do"), "has"),
    **dict.fromkeys(("will", "would", "can", "could", "may", "might", "should", "must"), "will"),
}
_MONTHS_AND_DAYS = frozenset(
    word[:letters].casefold()
    for word in (*calendar.month_name[1:], *calendar.day_name)
    for letters in (3, 4, len(word))
)
_AFTER = re.compile(r"\*?\s?(?:(['’][sS]?(?!\w))|([^\W_][\w’'-]*)|(\n)|([^\w\s]))")
_BRACKETS_AFTER = re.compile(r"\s\([^()\n]{1,40}\)(?=\s)")
_TIME_AFTER = re.compile(
    r",?(?:\s(?:(?:late|early)\s)?(?:on\s)?(?:[A-Z][a-z]+day(?:\s(?:morning|afternoon|evening|night))?|yesterday|today))?"
    r"(?:\s(?:has|had|have|also|later|earlier))*"
)
"""A day, and what may be between it and the verb: ", on Sunday night, has"."""
_AFTER_COMMA = re.compile(r"\s?([^\W_][\w’'-]*)")
_HYPHENS = frozenset("-‐–")
_SHORT_NAME = re.compile(r"(?!Jr|Sr|Bt)[A-Z][a-z]")
"""A name of two letters: "Md" and "Om" are given names, "MD" and "OM" are not."""

_TWICE = re.compile(r"([^\W\d_]{2,5})-\1")
_JOINED = re.compile(r"[^\W\d_a-z][a-z]+-u[dlnrsz]-[^\W\d_a-z][a-z]+")
"""A given name whose parts an Arabic article joins: "Saif-ur-Rahman"."""
_PARTS = 2
_LOOK = 40
_LONGEST_ABBREVIATION = 5
_AGENTS = ("er", "or", "ist", "ian", "man", "ese", "ing", "ed", "s")
_ENDINGS = ("'s", "s'", "ing", "ed", "ly", "s")


@lru_cache(1 << 13)
def word_class(word: str, lexicon: Lexicon) -> str:
    """The class of a word of a name, as printed: up to two lists that have it, otherwise its shape.

    A nickname or an abbreviation in marks is an "aside".
    """
    if not word[0].isalnum():
        return "aside" if word[0] != "&" else "&"
    folded = fold(word)
    if folded in lexicon.honorifics:
        return "honorific"
    if word[0].islower():
        return "particle" if folded in lexicon.particle_words else "small"
    bare = folded.rstrip(".")
    lists = [
        name
        for name, holds in (
            ("month", bare in _MONTHS_AND_DAYS),
            ("abbreviation", "." not in word and f"{folded}." in lexicon.titles),
            ("title", folded in lexicon.titles),
            ("role", folded in lexicon.roles or folded in lexicon.plural_roles),
            ("first", _is_given_name(word, folded, lexicon)),
            ("nation", folded in lexicon.nationalities),
            ("country", folded in countries(lexicon)),
            ("body", folded in lexicon.organisation_words or folded in lexicon.outlet_words),
            ("outlet", folded in lexicon.outlets or folded in lexicon.platforms),
            ("particle", folded in lexicon.particle_words),
            ("suffix", folded in lexicon.name_suffixes and not _SHORT_NAME.fullmatch(word)),
            ("opening", _opens_sentence(word, folded, lexicon)),
            ("says", folded in lexicon.cue_verbs),
        )
        if holds
    ]
    if not lists and _is_double_name(word, lexicon):
        return "plain"
    return "+".join(lists[:2]) or _shape(word, ordinary=folded in lexicon.ordinary_words)


def _is_given_name(word: str, folded: str, lexicon: Lexicon) -> bool:
    """Is a word a listed given name, alone or before another, or shaped like one: "Jun-jun", "Zia-ul-Haq"?"""
    listed = folded in lexicon.first_names or key(word) in lexicon.first_names
    first = folded.partition("-")[0]
    double = first != folded and first in lexicon.first_names and _is_double_name(word, lexicon)
    shaped = _TWICE.fullmatch(folded) or _JOINED.fullmatch(word)
    return listed or double or shaped is not None


def _is_double_name(word: str, lexicon: Lexicon) -> bool:
    """Is a word two parts of a name, which no list has for anything else: "Hans-Dieter", "Moana-nui"?"""
    parts = [fold(part) for part in word.split("-")]
    others = (
        lexicon.ordinary_words, lexicon.nationalities, lexicon.organisation_words, lexicon.titles,
        lexicon.roles,
    )  # fmt: skip
    return (
        len(parts) == _PARTS
        and word[:1].isupper()
        and not word.isupper()
        and all(len(part) > 1 and part.isalpha() for part in parts)
        and not any(part in words for part in parts for words in others)
    )


def _opens_sentence(word: str, folded: str, lexicon: Lexicon) -> bool:
    """Is a word one that has its capital only where it begins a sentence: "Though Bell", "Added Bell: …"?"""
    if folded in lexicon.opening_words or folded in lexicon.prepositions:
        return True
    if word[0].islower() or folded in lexicon.first_names:
        return False
    return any(verbs.get(folded, folded) != folded for verbs in (lexicon.cue_verbs, lexicon.weak_cue_verbs))


def _shape(word: str, *, ordinary: bool) -> str:
    """The shape of a word that is in no list, or only in that of ordinary words."""
    for name, fits in _SHAPES:
        if fits(word):
            return name
    if not word[0].isupper():
        return "small"
    kind = "ordinary" if ordinary else "plain"
    return next((f"{kind} -{ending}" for ending in _AGENTS if word.endswith(ending)), kind)


_SHAPES: tuple[tuple[str, Callable[[str], bool]], ...] = (
    ("initial", lambda word: len(word.replace(".", "")) <= 1),
    ("digits", lambda word: any(letter.isdigit() for letter in word)),
    ("capitals", str.isupper),
    ("hyphen", lambda word: not _HYPHENS.isdisjoint(word)),
    ("camel", lambda word: any(letter.isupper() for letter in word[1:])),
)


@lru_cache(8)
def countries(lexicon: Lexicon) -> frozenset[str]:
    """The folded names of countries and regions."""
    return frozenset(fold(country) for country in lexicon.nationalities.values())


def is_country(name: str, lexicon: Lexicon) -> bool:
    """Is a name a country or its letters: "Norway", "U.S."?"""
    folded = fold(name)
    return folded in countries(lexicon) or folded.replace(".", "") in _letters_of_countries(lexicon)


@lru_cache(8)
def _letters_of_countries(lexicon: Lexicon) -> frozenset[str]:
    """The first letters of countries of several words: "us", "uk"."""
    return frozenset(fold(initials(each.split())) for each in countries(lexicon) if " " in each)


def class_before(text: str, start: int, lexicon: Lexicon) -> str:
    """The class of the word or mark before ``start``; "start" at the beginning of a line."""
    lead = text[max(0, start - _LOOK) : start]
    mark = lead[-1:]
    if mark in ("", "\n"):
        return "start"
    if not mark.isspace():
        return mark if not mark.isalnum() else "word"
    words = lead.rsplit(None, 1)
    word = words[-1] if words else ""
    if not word or "\n" in lead[lead.rindex(word) :]:
        return "start"
    last = word[-1]
    if not last.isalnum() and not (last == "." and len(word) < _LONGEST_ABBREVIATION):
        return last
    return _near(word.lstrip("([\"“‘'"), lexicon)


def class_after(text: str, end: int, lexicon: Lexicon) -> str:
    """The class of the word or mark after ``end``, and after a comma also of the next word."""
    found = _AFTER.match(text, end)
    if not found:
        return "end"
    possessive, word, line, mark = found.groups()
    if possessive:
        return "'s"
    if line:
        return "end"
    if word:
        return _near(word, lexicon)
    if mark == ",":
        following = _AFTER_COMMA.match(text, found.end())
        return "," + (_near(following.group(1), lexicon) if following else "")
    return mark


def verb_after(text: str, end: int, lexicon: Lexicon) -> str:
    """The class of the word after ``end``, past a time and "has": of "asked" in "on Sunday has asked".

    Also past brackets: of "said" in "Ada Quill (Labour) said".
    """
    aside = _BRACKETS_AFTER.match(text, end)
    end = aside.end() if aside else end
    passed = _TIME_AFTER.match(text, end)
    return class_after(text, passed.end() if passed else end, lexicon)


def auxiliary_class(word: str) -> str:
    """The class of a verb that may begin a question ("Will", "Has"); "" for other words."""
    return _AUXILIARIES.get(fold(word), "")


@lru_cache(1 << 13)
def _near(word: str, lexicon: Lexicon) -> str:
    """The class of a word near a name."""
    folded = fold(word) or "start"
    if known := _DETERMINERS.get(folded) or _AUXILIARIES.get(folded):
        return known
    if folded in _KEPT or folded in lexicon.prepositions:
        return folded
    if word[0].isupper():
        return "Title" if folded in lexicon.titles or folded in lexicon.roles else "Capital"
    for name, words in _lists_near(lexicon):
        if folded in words:
            return name
    if folded[0].isdigit():
        return "number"
    return next((f"-{ending}" for ending in _ENDINGS if folded.endswith(ending)), "word")


def _lists_near(lexicon: Lexicon) -> tuple[tuple[str, Container[str]], ...]:
    """The lists whose words say something about a name beside them, the first that has a word counts."""
    return (
        ("says", lexicon.cue_verbs),
        ("may say", lexicon.weak_cue_verbs),
        ("role", lexicon.roles),
        ("role", lexicon.titles),
        ("roles", lexicon.plural_roles),
        ("body", lexicon.organisation_words),
        ("body", lexicon.media_nouns),
        ("nation", lexicon.nationalities),
    )
