"""Read the names of programmes and stations on the air that only their words or their place show."""

import re

from quotes.language import fold
from quotes.sources.name_patterns import (
    CALENDAR,
    CAPITAL,
    POSSESSIVE,
    ends_programmes_only,
    is_public_body,
    name_run_pattern,
)
from quotes.sources.named_outlet import CreditedOutlet, NamedOutlet
from quotes.sources.outlets import Outlets
from quotes.types import Span

TO_PROGRAMME = re.compile(r"(?:['’]s?)?(?:\s[a-z][\w-]*){0,3}?\s(?=[\"“‘A-Z0-9]|'')")
"""What may be between a network's name and that of its programme."""

_NETWORK_OWNS = re.compile(rf"(?:the\s)?({CAPITAL}(?:\s{CAPITAL})?)['’]s\s")
_NETWORK_IN_LETTERS = re.compile(r"(?:the\s)?([A-Z][A-Z0-9&]{1,5})['’]s\s(?=[A-Z])")
_NOUN_BEHIND = re.compile(
    r"\s(?!(?:on|in|at|this|last|that|with|about|to|by|after|before|and|when|where)\b)[a-z]"
)
_HOST = re.compile(r"\s(?:with|hosted\sby)\s(?:its\s)?([a-z-]+)\s[A-Z]")
_SHOW_OF_NETWORK = re.compile(
    r"[,.]?(?:''|[\"”’'])[,.]?\s(?:an?|the)\s([A-Z][\w&]+(?:\s[A-Z][\w&]+)?)(?:['’]s)?\s(?:[a-zA-Z-]+\s){0,2}?"
    r"(?:show|programme|program|podcast|series)\b"
)
_STATION_AND_NUMBER = re.compile(r"([A-Z][a-z]+)\s\d{1,2}(?=[,.;]|\sthat\b)")


def unlisted_programme(text: str, offset: int, outlets: Outlets) -> NamedOutlet | None:
    """The programme at ``offset``, just after its network: "the BBC's Vale Business Report"."""
    lexicon = outlets.lexicon
    run = name_run_pattern(lexicon).match(text, offset)
    words = run.group().split() if run else []
    is_programme = len(words) > 1 and fold(words[-1]) in lexicon.outlet_words | lexicon.programme_words
    if not run or not is_programme or outlets.is_people(run.group()):
        return None
    return NamedOutlet(Span(*run.span()), " ".join(words), "programme")


def worded_programme(text: str, offset: int, outlets: Outlets) -> CreditedOutlet | None:
    """The programme at ``offset`` that its last word shows: "on Vale Breakfast", "on VKO's Vale Hour"."""
    network = _NETWORK_OWNS.match(text, offset)
    programme = unlisted_programme(text, network.end() if network else offset, outlets)
    if not programme:
        return None
    if network:
        return CreditedOutlet(programme, (network.group(1),))
    last = programme.name.rpartition(" ")[2]
    is_on_air = ends_programmes_only(last, outlets.lexicon) and not CALENDAR.match(programme.name)
    return CreditedOutlet(programme) if is_on_air else None


def networks_programme(text: str, offset: int, outlets: Outlets) -> CreditedOutlet | None:
    """The programme at ``offset`` of a network in letters, in no list: "on ZKR's Morning Magazine"."""
    if titled := _titled_programme(text, offset, outlets):
        return titled
    network, lexicon = _NETWORK_IN_LETTERS.match(text, offset), outlets.lexicon
    if not network or is_public_body(network.group(1), lexicon):
        return None
    span = _capitals_of_programme(text, network.end(), outlets)
    others = (lexicon.roles, lexicon.plural_roles, lexicon.occasions)
    if not span or any(fold(span.of(text).rpartition(" ")[2]) in known for known in others):
        return None
    return CreditedOutlet(
        NamedOutlet(span, " ".join(span.of(text).split()), "programme"), (network.group(1),)
    )


def _titled_programme(text: str, offset: int, outlets: Outlets) -> CreditedOutlet | None:
    """The programme in marks at ``offset``, of a network: "VKO's “Meet the Week”", "“Dawn”, a VKO show"."""
    network = _NETWORK_OWNS.match(text, offset)
    title = outlets.title(network.end() if network else offset)
    if title and network:
        return None if outlets.is_people(network.group(1)) else CreditedOutlet(title, (network.group(1),))
    noun = _SHOW_OF_NETWORK.match(text, title.span.end) if title else None
    return CreditedOutlet(title, (noun.group(1),)) if title and noun else None


def station_behind(text: str, offset: int, outlets: Outlets) -> NamedOutlet | None:
    """The station at ``offset``, which the words before it show, with its number: "Capital 91"."""
    run = name_run_pattern(outlets.lexicon).match(text, offset)
    words = POSSESSIVE.sub("", run.group()) if run else ""
    if not run or CALENDAR.match(words) or not (words[-1].isdigit() or not outlets.is_people(words)):
        return None
    return NamedOutlet(Span(run.start(), run.start() + len(words)), " ".join(words.split()), "broadcaster")


def foreign_programme(text: str, offset: int, outlets: Outlets) -> CreditedOutlet | None:
    """The programme at ``offset`` none of whose words is an English one: "appeared on Bom Dia Litoral"."""
    span, lexicon = _capitals_of_programme(text, offset, outlets), outlets.lexicon
    known = (lexicon.ordinary_words, lexicon.place_words, lexicon.roles, lexicon.plural_roles)
    if not span or any(word in listed for word in fold(span.of(text)).split() for listed in known):
        return None
    return CreditedOutlet(NamedOutlet(span, " ".join(span.of(text).split()), "programme", bare=True))


def _capitals_of_programme(text: str, offset: int, outlets: Outlets) -> Span | None:
    """Two or more words with capitals at ``offset`` that are no date or person and before no noun."""
    run = name_run_pattern(outlets.lexicon).match(text, offset)
    words = POSSESSIVE.sub("", run.group()) if run else ""
    if not run or " " not in words or CALENDAR.match(words) or outlets.is_people(words):
        return None
    return None if _NOUN_BEHIND.match(text, run.end()) else Span(run.start(), run.start() + len(words))


def programme_of(network: NamedOutlet, text: str, outlets: Outlets) -> CreditedOutlet:
    """The programme of a network on which somebody speaks, by its possessive: "on Vale FM's Big Dawn".

    What is "on" a network is no person's name.
    """
    gap = TO_PROGRAMME.match(text, network.span.end)
    owned = gap is not None and gap.group()[0] in "'’"
    run = name_run_pattern(outlets.lexicon).match(text, gap.end()) if gap and owned else None
    words = POSSESSIVE.sub("", run.group()) if run else ""
    if not run or CALENDAR.match(words) or outlets.is_people(words):
        return CreditedOutlet(network)
    span = Span(run.start(), run.start() + len(words))
    return CreditedOutlet(NamedOutlet(span, " ".join(words.split()), "programme"), (network.name,))


def hosted_programme(text: str, offset: int, outlets: Outlets) -> NamedOutlet | None:
    """The programme at ``offset`` that its host shows: "on Power Dawn with host Ada Marsh"."""
    run = name_run_pattern(outlets.lexicon).match(text, offset)
    host = _HOST.match(text, run.end()) if run else None
    if (
        not run
        or not host
        or host.group(1) not in outlets.lexicon.presenters
        or outlets.is_people(run.group())
    ):
        return None
    return NamedOutlet(Span(*run.span()), " ".join(run.group().split()), "programme")


def numbered_station(text: str, offset: int, outlets: Outlets) -> NamedOutlet | None:
    """The station at ``offset`` that a word in no list and its number name: "said on Kanu 12 that"."""
    found = _STATION_AND_NUMBER.match(text, offset)
    word, lexicon = fold(found.group(1)) if found else "", outlets.lexicon
    listed = (lexicon.ordinary_words, lexicon.organisation_words, lexicon.first_names)
    if not found or CALENDAR.match(found.group()) or any(word in words for words in listed):
        return None
    return NamedOutlet(Span(*found.span()), found.group(), "broadcaster")
