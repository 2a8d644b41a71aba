"""Read a name that only its place in the sentence makes an outlet: "told Nanova", "Nanova reported"."""

import re
from collections.abc import Sequence
from functools import cache

from quotes.language import Lexicon, fold
from quotes.sources.name_patterns import CALENDAR, DESCRIBES, ENDS_PHRASE, GAP, is_public_body, name_run
from quotes.sources.named_outlet import NamedOutlet
from quotes.text import name_places
from quotes.types import Span

_DATE = re.compile(rf"{GAP}(?:{CALENDAR.pattern})\b.*", re.DOTALL)
_OWNED = re.compile(r"['’]s?(?:\s.*)?$", re.DOTALL)
_NOUN_AFTER = re.compile(r"\s([a-z][\w’'-]*)")
_OWNS = re.compile(r"['’]s?((?:\s[a-z][\w’'-]*){1,3})")
_WORD_BEFORE = re.compile(r"([^\W\d_][\w.'’-]*)\s$")
_PART_OF_NAME = re.compile(r"(?:[^\W\d_a-zß-öø-ÿ](?:[\w’'-]*|\.)\s|\b[Tt]he\s|[^\s(\[“\"])$")
"""What is before the last word of a name: another word of it, or "the"."""
_CHANNEL = re.compile(r"[A-Z]\d{1,2}$")
"""The name of a station with one letter: "told N2"."""
_OF_PLACE = re.compile(r"[a-z](?:ans|ites)$")
"""How words for the people of a place end: "Iowans", "Keldites"."""
_LETTERS = re.compile(r"[^\W\d_]{2}")
_CLAUSE_BEHIND = re.compile(rf"(?<!\bof)(?<!\band){GAP}the\s")
"""Where a clause without "that" begins behind a name: "told Nanova the Government was late"."""
_OWNS_PERSON = re.compile(
    r"\s?(?P<owner>[A-Z]\w+)['’]s\s(?:(?P<noun>[a-z]+)\s)?(?P<given>[A-Z][\w’'-]+)\s[A-Z][\w’'-]+"
)
"""Whose somebody is who hears it: "told Zrno's Ada Marsh"."""
_DETERMINERS = frozenset(
    {"the", "a", "an", "this", "these", "those", "some", "all", "no", "any", "its", "two", "three", "several"}
)
_MID_SENTENCE = re.compile(r"[\w,]\s$")
_PLACE_BEFORE = re.compile(r"\b(?:in|of|from|at|near)\s(?:the\s)?$")
"""Before a name that is not the subject: "the station in the Vale Area reports"."""
_LONGEST = 60
_LOOK_BACK = 20
_PEOPLE_AND_NAME = 3
"""The words of "told the Calvessan Ida Holm": a people and a full name."""


def name_after(text: str, offset: int, lexicon: Lexicon) -> NamedOutlet | None:
    """The name in the noun phrase at an offset, without the date that may follow it.

    >>> from quotes.language import english
    >>> name_after("told Nanova Sport on Monday", 5, english().lexicon).name
    'Nanova Sport'
    """
    owner = _OWNS_PERSON.match(text, offset)
    if owner and _has_person(owner, lexicon):
        return _outlet(Span(*owner.span("owner")), text, lexicon)
    match = _phrase(lexicon).match(text, offset, offset + 2 * _LONGEST)
    if not match:
        return None
    lead = fold(match.group(1).replace(",", "")).split()
    for word in lead:
        if word in lexicon.prepositions or word in lexicon.occasions or word in lexicon.plural_roles:
            return None
    if lead and lead[-1] not in lexicon.media_nouns and _is_somebody(lead[-1], lexicon):
        return None  # "told host Ada Marsh"
    name = _CLAUSE_BEHIND.split(match.group(2), maxsplit=1)[0]
    span = Span(match.start(2), match.start(2) + len(name))
    if not lexicon.media_adjectives.isdisjoint(lead) and fold(name.split()[-1]) in lexicon.media_nouns:
        return NamedOutlet(span, " ".join(name.split()))
    return _outlet(span, text, lexicon)


def _has_person(owner: re.Match[str], lexicon: Lexicon) -> bool:
    """Is it a full name that follows an owner, or that of a reporter: "Zrno's reporter Ada Marsh"?

    Whoever has a leader or an MP elsewhere is a party or a firm: "Keldor MP Bo Bell told Keldor's Ada Marsh".
    """
    if owner["noun"]:
        return fold(owner["noun"]) in lexicon.presenters
    if fold(owner["given"]) not in lexicon.first_names or fold(owner["owner"]) in lexicon.ordinary_words:
        return False
    held = re.findall(rf"\b{re.escape(owner['owner'])}\s([A-Za-z]+)", owner.string)
    return all(fold(word) not in lexicon.roles or fold(word) in lexicon.presenters for word in held)


def name_before(text: str, end: int, lexicon: Lexicon) -> NamedOutlet | None:
    """The name that ends at an offset.

    >>> from quotes.language import english
    >>> name_before("Later, Nanova reported", 14, english().lexicon).name
    'Nanova'
    """
    start = max(0, end - _LONGEST)
    match = _at_end(lexicon).search(text[start:end])
    if not match or _PLACE_BEFORE.search(text, max(0, start + match.start(1) - 10), start + match.start(1)):
        return None
    return _outlet(Span(start + match.start(1), start + match.end(1)), text, lexicon)


def _is_somebody(noun: str, lexicon: Lexicon) -> bool:
    return noun in lexicon.presenters or noun in lexicon.roles or noun in lexicon.person_nouns


@cache
def _phrase(lexicon: Lexicon) -> re.Pattern[str]:
    lead = r"(?:(?:the|an?|this|its|one|[a-z]+['’]s|[A-Z]\w+['’]s)\s)?((?:[a-z][\w-]*,?\s){0,3}?)"
    return re.compile(rf"\s?{lead}({name_run(lexicon)})")


@cache
def _at_end(lexicon: Lexicon) -> re.Pattern[str]:
    return re.compile(rf"(?:^|(?<=[\s(“\"‘']))({name_run(lexicon)})\s?$")


def _outlet(span: Span, text: str, lexicon: Lexicon) -> NamedOutlet | None:
    """The name in a run of capitalised words, if it can be that of an outlet.

    A word that only opens the sentence, an owner and a date do not belong to it.
    """
    words = span.of(text)
    if "\n\n" in words:
        return None
    words = _OWNED.sub("", words)
    first, _, rest = words.partition(" ")
    start = span.start
    opens = fold(first) in lexicon.opening_words and not _MID_SENTENCE.search(text, max(0, start - 2), start)
    if opens or fold(first) in lexicon.prepositions or DESCRIBES.search(first):
        words, start = rest, start + len(first) + 1
    words = _DATE.sub("", words)
    end = start + len(words)
    if _runs_into_sentence(words, lexicon):
        return None
    with_article = text[max(0, start - len("the ")) : start].lower() == "the "
    if not (_LETTERS.search(words) or (_CHANNEL.match(words) and not with_article)):
        return None
    if _is_date(words, start, text) or _names_others(words, lexicon):
        return None
    if modifies_noun(text, end, lexicon) or _owns_noun(text, end, lexicon):
        return None
    return NamedOutlet(Span(start, end), " ".join(words.split()), bare=True)


def _is_date(words: str, start: int, text: str) -> bool:
    """Are the words a day or month, and not the name of a paper: "the Sunday Nanova"?"""
    day = CALENDAR.match(words)
    with_article = text[max(0, start - len("the ")) : start].lower() == "the "
    return day is not None and not (with_article and words[day.end() + 1 : day.end() + 2].isupper())


def _runs_into_sentence(words: str, lexicon: Lexicon) -> bool:
    """Do the words go on into a sentence, as behind a heading without a stop: "Pell tells Keld Speaking"?"""
    name, _, last = words.rpartition(" ")
    verb = fold(last)
    reports = verb in lexicon.cue_verbs or verb in lexicon.weak_cue_verbs
    return bool(name) and verb.endswith("ing") and reports


def modifies_noun(text: str, end: int, lexicon: Lexicon) -> bool:
    """Does a noun follow that the name belongs to, as in "told Vanto investors"?"""
    after = _NOUN_AFTER.match(text, end)
    word = fold(after.group(1)) if after else ""
    if word in lexicon.occasions and word not in lexicon.presenters:
        return True  # "told a Vanto meeting"
    return not (
        not word
        or word in _DETERMINERS
        or ENDS_PHRASE.match(word)
        or word.endswith(("ly", "ed", "ing"))
        or word in lexicon.prepositions
        or word in lexicon.presenters
        or word in lexicon.media_nouns
        or word in lexicon.cue_verbs
        or word in lexicon.weak_cue_verbs
    )


def is_named_as_person(name: str, start: int, text: str, lexicon: Lexicon) -> bool:
    """Does a given name or title come before this word anywhere else in the text?"""
    for at in name_places(name, text):
        lead = _WORD_BEFORE.search(text, max(0, at - 20), at) if at != start else None
        word = fold(lead.group(1)) if lead else ""
        if word in lexicon.first_names or word in lexicon.titles:
            return True
    return False


def is_named_by_surname(name: str, text: str, lexicon: Lexicon) -> bool:
    """Does a text somewhere have the last word of a name by itself, as nobody would call an outlet?

    >>> from quotes.language import english
    >>> texts = ("He told Ida Holm. Holm left.", "He told Suara Nanova.", "He told Vale Echo. The Echo said")
    >>> names = ("Ida Holm", "Suara Nanova", "Vale Echo")
    >>> [is_named_by_surname(name, text, english().lexicon) for name, text in zip(names, texts)]
    [True, False, False]
    """
    surname = name.rpartition(" ")[2]
    if (
        surname == name
        or " of " in name
        or any(fold(surname) in words for words in (lexicon.ordinary_words, lexicon.outlet_words))
    ):
        return False
    ends = ((at, at + len(surname)) for at in name_places(surname, text))
    return any(
        not (
            text[end : end + 1].isalnum()
            or text.endswith(name, 0, end)
            or _PART_OF_NAME.search(text, max(0, at - _LOOK_BACK), at)
        )
        for at, end in ends
    )


def _owns_noun(text: str, end: int, lexicon: Lexicon) -> bool:
    """Does the name own what follows, as in "Vanto's ministry", and nothing of an outlet's?"""
    owned = _OWNS.match(text, end)
    of_outlets = (
        lexicon.media_nouns, lexicon.presenters, lexicon.speech_documents, lexicon.reporting_staff,
    )  # fmt: skip
    return owned is not None and not any(
        fold(word) in nouns for word in owned.group(1).split() for nouns in of_outlets
    )


def _names_others(words: str, lexicon: Lexicon) -> bool:
    """Do the words name a person, a body, a people or a country?"""
    folded = fold(words)
    each = folded.split()
    people = folded.rpartition("-")[2]
    return (
        is_public_body(words, lexicon)
        or folded in lexicon.media_nouns
        or people in lexicon.nationalities
        or people.removesuffix("s") in lexicon.nationalities
        or (len(each) == 1 and _OF_PLACE.search(folded) is not None)
        or folded in _places(lexicon)
        or each[0] in lexicon.titles
        or (len(each) == _PEOPLE_AND_NAME and each[0] in lexicon.nationalities)
        or (len(each) > 1 and each[0] in lexicon.first_names and not _is_ordinary(each, lexicon))
        or any(
            word in lexicon.roles or word in lexicon.plural_roles or word in lexicon.organisation_words
            for word in each
            if word not in lexicon.outlet_words  # "told Star Cricket"
        )
    )


def _is_ordinary(words: Sequence[str], lexicon: Lexicon) -> bool:
    """Are the words of a name all ordinary ones, and the last of a programme: "Joy Breakfast"?"""
    return words[-1] in lexicon.programme_words and lexicon.ordinary_words.issuperset(words)


@cache
def _places(lexicon: Lexicon) -> frozenset[str]:
    return frozenset(fold(place) for place in lexicon.nationalities.values())
