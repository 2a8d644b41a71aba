"""Look up the names of listed outlets."""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache

from quotes.language import Lexicon, Outlet, fold
from quotes.sources.name_patterns import (
    CALENDAR,
    CAPITAL,
    ENDS_PHRASE,
    GAP,
    INITIAL,
    POSSESSIVE,
    REST_OF_WORD,
    WORD,
)
from quotes.text import initials, name_places
from quotes.types import Span

_WORDS_KEPT = 1 << 13
_WORD = re.compile(WORD)
ACRONYM = re.compile(r"[A-ZÀ-Þ][A-ZÀ-Þ0-9&]{2,5}(?:-[A-Z]+)?$")
CAPITAL_BEFORE = re.compile(r"(?<![^\W_])([A-Z][a-z]+)\s$")
# It begins with a set of letters, for which a search is fastest: "Voice of Pell" is read in two pieces.
PLAIN_RUN = re.compile(
    rf"{INITIAL}(?:!(?=\s[A-Z])|(?<=V)oice of\s{CAPITAL}|{REST_OF_WORD})(?:(?<!['’]s){GAP}{CAPITAL})*"
)
WORD_BEFORE = 30
_OFFICE_AND_NAME = re.compile(rf"\s(?:[a-z][\w-]*\s){{0,3}}{PLAIN_RUN.pattern}")
"""What may follow the name of somebody's body: "finance chief Ada Mol", "Vice President Ada Mol"."""
_CLAUSE_VERB = re.compile(r"\s(?:can|could|had|has|is|may|might|must|should|was|were|will|would)\b")
NEXT_CAPITAL = re.compile(rf"[^\S\n]((?:of\s(?:the\s)?|d(?:[aeiou]|[ao]s|e[lrs])\s))?({CAPITAL})(?!['’]s)")
_OWNER_BEFORE = re.compile(r"([A-Z][\w&]+)['’]s\s$")
_HEARS = re.compile(
    r"(?:\b(?:speech|address|remarks)\sto|\b(?:sp(?:oke|eak|eaking|eech)|appear\w*|remarks|address\w*)\s(?:at|before)|"
    r"\baddress(?:ed|ing|es))\s(?:the\s)?$"
)
_LEAD = 30
_LOWER_NOUN = re.compile(r"\s([a-z][a-z-]+|[A-Z]{2,4}s\b)")
_NO_PLURALS = frozenset({"this", "news", "sports", "politics", "series", "sometimes", "always", "perhaps"})


def best_name(outlet: Outlet, written: str) -> str:
    """The listed name if the written one is a form of it, otherwise the written one."""
    listed, said = set(_words_of(outlet.name)), set(_words_of(written))
    short_forms = {initials(_words_of(name)) for name in (outlet.name, written)}
    if listed <= said or said <= listed or short_forms & {fold(outlet.name), fold(written)}:
        return outlet.name
    return " ".join(written.split())


def _words_of(name: str) -> list[str]:
    """The folded words of a name without "the"."""
    return [word for word in re.findall(r"\w+", fold(name)) if word != "the"] or [fold(name)]


@lru_cache(_WORDS_KEPT)
def lengths_of_names(first: str, lexicon: Lexicon) -> Sequence[int]:
    """How many words the listed outlets have that begin with a printed word, most first.

    "NBC's" may begin "NBC's Meet the Press".
    """
    lengths, said = _lengths_by_first_word(lexicon), fold(first)
    return sorted({*lengths.get(said, ()), *lengths.get(said.removesuffix("'s"), ())}, reverse=True)


@cache
def _lengths_by_first_word(lexicon: Lexicon) -> Mapping[str, set[int]]:
    lengths: defaultdict[str, set[int]] = defaultdict(set)
    for key in lexicon.outlets:
        words = _WORD.findall(key)
        lengths[words[0]].add(len(words))
    return lengths


def modifies_plural(text: str, offset: int, lexicon: Lexicon) -> bool:
    """Does a plural follow the name that ends at ``offset``, one that does not go with an outlet?

    A verb behind the plural begins what the outlet was told: "told TVK talks were off".

    >>> from quotes.language import english
    >>> nouns = ("allies", "reporters", "as", "allies were")
    >>> [modifies_plural(f"NATO {noun}", 4, english().lexicon) for noun in nouns]
    [True, False, False, False]
    """
    noun = _LOWER_NOUN.match(text, offset)
    if not noun:
        return False
    word = noun.group(1)
    if ENDS_PHRASE.match(word):
        return False
    if word in lexicon.media_nouns or word.removesuffix("s") in lexicon.presenters | lexicon.audiences:
        return False
    plural = word.endswith("s") and not word.endswith(("ss", "wards")) and word not in _NO_PLURALS
    begins_clause = plural and _CLAUSE_VERB.match(text, noun.end()) is not None
    return not begins_clause and (word in lexicon.occasions or (plural and word not in lexicon.cue_verbs))


def is_spoken_to(name: str, text: str) -> bool:
    """Does a text speak of a speech before those who have this name?

    >>> [is_spoken_to("VTK", text) for text in ("Bell told VTK. He spoke at VTK twice.", "Bell told VTK.")]
    [True, False]
    """
    return any(_HEARS.search(text, max(0, start - _LEAD), start) for start in name_places(name, text))


def is_of_another(text: str, start: int, outlet: Outlet) -> bool:
    """Is it a programme, and of another outlet than the listed one: "Radio Pell's NewsHour"?"""
    owner = _OWNER_BEFORE.search(text, max(0, start - WORD_BEFORE), start)
    other = owner is not None and fold(owner.group(1)) not in fold(outlet.name).split()
    return other and outlet.kind == "programme"


def begins_longer_name(text: str, word: re.Match[str], lexicon: Lexicon) -> bool:
    """Does a listed name of one word begin a longer name: "Dawn Harker", "Vice President"?"""
    if ACRONYM.match(word.group()) or POSSESSIVE.search(word.group()):
        return False
    run = PLAIN_RUN.match(text, word.end() + 1)
    if not run or text[word.end()] != " ":
        return False
    if fold(word.group()) in lexicon.first_names:
        outlet = fold(run.group().split()[0]) in lexicon.outlet_words
        return not (outlet or CALENDAR.match(run.group()))
    no_outlets = (lexicon.organisation_words, lexicon.titles, lexicon.roles)
    return any(fold(following) in words for following in run.group().split() for words in no_outlets)


def agency_of_place(text: str, start: int, words: int, lexicon: Lexicon) -> Span | None:
    """The name of an agency that two words for outlets and bodies begin with "of": "News Agency of Pell".

    ``words`` is the number of capitalised words from ``start`` on.
    """
    run = PLAIN_RUN.match(text, start)
    said = [fold(word) for word in run.group().split()] if run else []
    known = lexicon.organisation_words | lexicon.outlet_words
    if not run or words != 2 or len(said) != 2 or said[0] not in lexicon.outlet_words or said[1] not in known:
        return None
    place = NEXT_CAPITAL.match(text, run.end())
    return Span(start, place.end()) if place and place.group(1) else None


def leads_to_person(text: str, end: int, lexicon: Lexicon) -> bool:
    """Is somebody's title, role or name among the capitals behind a word: "told TVK Business Editor Ida Mol"?

    >>> from quotes.language import english
    >>> [leads_to_person(f"TVK {name}", 3, english().lexicon) for name in ("Sport Editor", "Sport Hour")]
    [True, False]
    """
    run = PLAIN_RUN.match(text, end + 1)
    persons = (lexicon.first_names, lexicon.titles, lexicon.roles, lexicon.presenters)
    return run is not None and any(fold(word) in words for word in run.group().split() for words in persons)


def names_officer(text: str, end: int, lexicon: Lexicon) -> bool:
    """Is a name only the body of somebody named behind it: "according to TVK President Ada Mol"?

    An editor, host or reporter speaks with others for the outlet, and is no officer.

    >>> from quotes.language import english
    >>> people = ("Chief Ada Mol", "Host Ada Mol", "finance chief Ada Mol", "host Ada Mol")
    >>> [names_officer(f"TVK {name}", 3, english().lexicon) for name in people]
    [True, False, True, False]
    """
    found = _OFFICE_AND_NAME.match(text, end)
    if found is None or _CLAUSE_VERB.match(text, found.end()):
        return False  # "told TVK President Ada Mol was ill"
    words = [fold(word) for word in found.group().split()]
    others = (lexicon.presenters, lexicon.prepositions, lexicon.function_words, lexicon.opening_words)
    if any(word in known for word in words for known in others):
        return False
    offices = [at for at, word in enumerate(words) if word in lexicon.roles]
    return bool(offices) and offices[-1] < len(words) - 1


def is_surname(text: str, word: re.Match[str], lexicon: Lexicon) -> bool:
    """Is a listed name of one word behind a given name: "Ada Forbes"?"""
    before = CAPITAL_BEFORE.search(text, max(0, word.start() - WORD_BEFORE), word.start())
    given = before is not None and fold(before.group(1)) in lexicon.first_names
    return given and not ACRONYM.match(word.group())
