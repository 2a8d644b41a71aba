"""Offices that are in no list, by where they are: short for a role, beside a name, or always behind "the".

"The CS" is Cabinet Secretary Ada Quill; "the Sarpanch" is "Ada Quill, Sarpanch of Pell".
"""

import re
from collections.abc import Container, Iterable, Iterator, Sequence

from quotes.language import Lexicon, fold
from quotes.speakers.name_groups import NameGroup
from quotes.speakers.name_keys import Words, keys
from quotes.speakers.names import Name
from quotes.speakers.surroundings import is_country
from quotes.text import initials

_LETTERS = re.compile(r"[A-Z]{2,5}")
_WORD = re.compile(r"[^\W\d_]+(?:['’]s)?")
_MOST_WORDS = 2
_LOOK_BACK = 70
_TITLE = r"([A-Z][\w’'-]*(?:\s[A-Z][\w’'-]*)?)"
_APPOSED = re.compile(rf",\s(?:the\s)?{_TITLE}\sof\s")
_LED_BY = re.compile(rf"\b[Tt]he\s{_TITLE}(?:\sof\s[\w\s-]{{2,40}})?,\s$")
_LEFT_OUT = frozenset({"of", "for", "the", "and", "in", "at", "on", "to"})


def possible_offices(
    groups: Iterable[NameGroup], explained: Container[str], lexicon: Lexicon
) -> frozenset[str]:
    """The folded capitals behind "the" that may be short for an office, and are not known as something else.

    ``explained`` are the abbreviations that the article explains as something else.
    """
    return frozenset(
        group.words[0]
        for group in groups
        for form in [group.members[0].form]
        if _LETTERS.fullmatch(form)
        and form not in explained
        and any("the" in name.signs for name in group.members)
        and not is_country(form, lexicon)
        and not any(
            fold(form) in known
            for known in (lexicon.public_bodies, lexicon.outlets, lexicon.platforms, lexicon.roles)
        )
    )


def offices_held(roles: Iterable[str], possible: Container[str], lexicon: Lexicon) -> frozenset[str]:
    """Those of the ``possible`` abbreviations that are short for one of the ``roles``.

    >>> from quotes.language import english
    >>> sorted(offices_held(["inspector general of police"], {"igp", "un"}, english().lexicon))
    ['igp']
    """
    return frozenset(
        letters
        for role in roles
        for words in [[word for word in _WORD.findall(fold(role)) if word not in _LEFT_OUT]]
        for end in range(2, len(words) + 1)
        for start in range(end - 1)
        if (letters := initials(words[start:end])) in possible and _is_office(words[start:end], lexicon)
    )


def titles_in_place(groups: Iterable[NameGroup], text: str, lexicon: Lexicon) -> dict[Words, frozenset[str]]:
    """The titles in no list that the article gives people, by the words of their names.

    A title has a capital and elsewhere "the". It is right before a name, or in an apposition with "of":
    "Sarpanch Ada Quill", "Ada Quill, Sarpanch of Pell", "the Sarpanch, Ada Quill,".
    """
    groups = list(groups)
    behind_the = {
        group.words
        for group in groups
        if len(group.words) <= _MOST_WORDS
        and any("the" in name.signs and not (name.before or name.possessive) for name in group.members)
        and not any(_is_no_title(fold(word), lexicon) for word in group.members[0].form.split())
    }
    found: dict[Words, set[str]] = {}
    for group in groups if behind_the else ():
        for name in group.members:
            if len(name.words) > 1 and name.words not in behind_the:
                held = behind_the.intersection(_beside(name, text))
                found.setdefault(name.words, set()).update(" ".join(words) for words in held)
    return {words: frozenset(held) for words, held in found.items() if held}


def _is_no_title(word: str, lexicon: Lexicon) -> bool:
    """Is a folded word listed as something that is no title in no list?"""
    return any(
        word in listed
        for listed in (
            lexicon.organisation_words,
            lexicon.outlet_words,
            lexicon.outlets,
            lexicon.public_bodies,
            lexicon.nationalities,
            lexicon.roles,
            lexicon.first_names,
        )
    ) or is_country(word, lexicon)


def _beside(name: Name, text: str) -> Iterator[Words]:
    """The words right before a name that may be a title, and those in an apposition."""
    before = tuple(name.before.split())
    yield from (before[-size:] for size in range(1, _MOST_WORDS + 1))
    if apposed := _APPOSED.match(text, name.span.end):
        yield keys(apposed.group(1))
    if text[name.span.end : name.span.end + 1] in (",", "."):
        start = name.outer.start
        if led_by := _LED_BY.search(text, max(0, start - _LOOK_BACK), start):
            yield keys(led_by.group(1))


def is_always_behind_the(group: NameGroup) -> bool:
    """Is a name of two words always behind "the", as an office is and no person: "the Mentri Besar said"?"""
    reported = [name for name in group.members if not (name.quoted or name.headline)]
    always = bool(reported) and all("the" in name.signs for name in reported)
    return always and not group.bare and len(group.words) == _MOST_WORDS


def _is_office(words: Sequence[str], lexicon: Lexicon) -> bool:
    """Do words begin or end with a role or title: "inspector general police", "cabinet secretary"?"""
    return any(
        phrase in lexicon.roles or phrase in lexicon.titles
        for size in range(1, len(words) + 1)
        for phrase in [" ".join(words[:size]), " ".join(words[-size:])]
    )


def unshared(offices: Iterable[str], bodies: Iterable[Words]) -> frozenset[Words]:
    """The names that are abbreviations of ``offices`` and of none of the ``bodies``."""
    taken = {initials(words) for words in bodies}
    return frozenset((letters,) for letters in offices if letters not in taken)
