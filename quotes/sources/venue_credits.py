"""Credits for the outlet to which, or on whose air, somebody spoke: "told X", "in an interview with X"."""

import re
from collections.abc import Iterator
from dataclasses import replace

from quotes.language import Lexicon, fold
from quotes.sources.bare_names import name_before
from quotes.sources.credit import (
    VENUE,
    Credit,
    credit_by_use,
    credits_after,
    credits_after_preposition,
    has_any,
    is_received,
    make_credit,
)
from quotes.sources.name_shapes import STATION_WORDS
from quotes.sources.named_outlet import CreditedOutlet
from quotes.sources.outlet_phrases import OutletPhrases
from quotes.sources.programmes import (
    foreign_programme,
    hosted_programme,
    networks_programme,
    numbered_station,
    programme_of,
    station_behind,
    worded_programme,
)
from quotes.text import word_start
from quotes.types import Span

_TOLD = re.compile(
    word_start("tells?", "told", "TOLD", "telling", "e-?mailed", "texted", "messaged") + r"\s(?!that\b)"
)
_TO_DO = re.compile(r"\s(?:not\s)?to\s(?![a-z]+day\b)[a-z_]")
"""What somebody is told to do: "told Ada Quill to leave"."""
_ASSURED = re.compile(word_start("assur(?:es?|ed|ing)", "inform(?:s|ed|ing)") + r"\s(?=[A-Z]|the\s)")
_SPOKE_OR_WROTE = word_start(
    "spoke", "speaks", "[Ss]peaking", "[Tt]alked", "[Tt]alking", r"[Ss]itting\sdown", r"sat\sdown",
    r"opened\sup", "chatt(?:ed|ing)", "admitted", "confided", "confirmed", "revealed", "complained",
    "boasted", "shared", "commented", "deadpanned", "explained", "joked", "lamented", "quipped", "remarked",
    "said", "noted", "remarks", "comments", "statement", "e-?mail", "message",
    r"response\ssent", "quotes?", "letter", "note",
)  # fmt: skip
_SPOKE = re.compile(
    rf"{_SPOKE_OR_WROTE}\s"
    r"(?:(?:e-?mailed|sent|given|shared|provided|supplied|made\savailable|issued|forwarded|released)\s)?"
    r"(?:exclusively\s|earlier\s|on\s\w+day\s|\w+day\s|in\s[A-Z][a-z]+\s|by\s(?:tele)?phone\s)?(?:to|with)\s"
)
_INTERVIEW_OR_TALK = word_start(
    "interview(?:s|ed)?", "appearances?", "conversation", "Q&A", "sit-down", "podcast", r"talk(?!\sshow)",
    "chat", "phone-in", "call-in", "[Ii]nterviewed",
)  # fmt: skip
_INTERVIEW = re.compile(rf"{_INTERVIEW_OR_TALK}(?=\s)")
# Alternatives that all begin with plain letters are searched for many times faster than [Aa]sked or \basked.
_ASKED_BY = re.compile(
    r"(?:asked|Asked|pressed|Pressed|questioned|challenged|quizzed|reached|Reached|approached|Approached)(?=\s)"
)
_SURELY_BY_OUTLET = re.compile(
    r"(?:(?:contacted|Contacted|reached|Reached)\sby|"
    r"(?:exclusive|phone|radio|television|TV|video)\sinterview\s(?:with|to))\s"
)
"""Who contacts somebody for an answer, or interviews by telephone, is an outlet, whatever its name."""
_GAVE_INTERVIEW = re.compile(
    r"(?:g[ai]ve|giving|grant(?:ed|ing|s)?)\s(?:an?|his|her|their|its|the)\s(?:[\w-]+\s){0,3}?interview\s"
    r"(?:\w+day\s)?(?:to|with)\s"
)
_SURELY_TOLD = re.compile(
    r"\s(?:on\s(?:the\s)?condition\sof\s(?:\w+\s)?anonymity|(?:in|during)\san?\s(?:[\w-]+\s){0,3}?interview)\b"
)
"""Whoever hears it so is an outlet: "told Nanova on condition of anonymity"."""
_ASKED_ON_AIR = re.compile(
    r"(?:[Aa]sked|[Pp]ressed|[Qq]uestioned|[Qq]uizzed)\son\s(?=(?:the\s)?[A-Z][^,.;]{1,40}\s(?:whether|if|why|how|what|about)\b)"
)
_REACHED = re.compile(
    r"\s(?:reached|contacted)\s(?:(?:the|[\w.’'-]+)\s){1,4}?(?:(?P<by_phone>(?:by|via|on|over)\s(?:the\s|tele)?phone)\b|"
    r"for\s(?:(?:an?|his|her|their|its)\s)?(?:comments?|reactions?|response)\b)"
)
_WHEN = re.compile(r"\b(?:[Ww]hen|[Aa]fter|[Oo]nce)\s(?:the\s)?$")
_CONFIDED = re.compile(
    r"(?:confirm|Confirm|reveal|Reveal|describ|Describ|explain|Explain|recount|Recount)(?:s|ed?|ing)\s"
    r"(?:[\w’'-]+\s){0,6}?(?:to|for)\s(?=(?:[a-z]+\s){0,3}[A-Z])"
)
_DENIED = re.compile(
    r"(?:denied|denies|denying|repeated)\s(?:it|this|that|the\s\w+)\s(?:\w+\s)?to\s(?=(?:[a-z]+\s){0,3}[A-Z])"
)
_ANSWERED = re.compile(
    rf"{word_start('responses?', 'repl(?:y|ies)', 'responding', 'replying', 'answers?')}"
    r"\s(?:\w+\s)?to\s(?:\w+\s){0,2}?"
    r"(?:questions?|quer(?:y|ies)|enquir(?:y|ies)|inquir(?:y|ies)|requests?)\s(?:for\scomment\s)?(?:from|by)\s"
)
_BROADCASTS = ("interview", "appearance", "podcast", "documentary", "broadcast", "special", "hall")
_OUTLETS_INTERVIEW = re.compile(
    r"\b(?:[Ii]n|[Dd]uring)\s(?:an?|his|her|their|the|another|one)\s(?=(?:[\w’'-]+\s){1,5}?"
    r"(?:interview|appearance|podcast|documentary|broadcast|special|town\shall)\b)"
)


def told(phrases: OutletPhrases) -> Iterator[Credit]:
    """Find "told the Gazette", "telling Radio Vale's Ada Marsh", "assured Radio Vale"."""
    for credit in credits_after(phrases, _GAVE_INTERVIEW, "interview", VENUE, bare=True):
        yield replace(credit, bare=False)
    for credit in _surely(phrases, credits_after(phrases, _TOLD, "told", VENUE, bare=True)):
        if not (credit.bare and _TO_DO.match(phrases.text, credit.mention.end)):
            yield credit
    yield from credits_after(phrases, _ASSURED, "told", VENUE)


def interview(phrases: OutletPhrases) -> Iterator[Credit]:
    """Find "in an interview with X", "asked by X", "speaking to X", "in an X interview"."""
    yield from credits_after_preposition(phrases, _INTERVIEW, "with|to|on|in|by|for", "interview", VENUE)
    for credit in credits_after(phrases, _SURELY_BY_OUTLET, "interview", VENUE, bare=True):
        yield replace(credit, bare=False)
    for credit in credits_after(phrases, _ASKED_ON_AIR, "interview", VENUE, bare=True):
        yield replace(credit, bare=False)
    yield from credits_after_preposition(phrases, _ASKED_BY, "by", "interview", VENUE)
    yield from _surely(phrases, credits_after(phrases, _SPOKE, "interview", VENUE, bare=True))
    yield from credits_after(phrases, _CONFIDED, "interview", VENUE)
    yield from credits_after(phrases, _DENIED, "interview", VENUE)
    yield from credits_after(phrases, _ANSWERED, "interview", VENUE, bare=True)
    if has_any(phrases.text, _BROADCASTS):
        yield from credits_after(phrases, _OUTLETS_INTERVIEW, "interview", VENUE)


def _surely(phrases: OutletPhrases, credits: Iterator[Credit]) -> Iterator[Credit]:
    """The credits, where a name counts as an outlet's if what follows says that an outlet heard it."""
    for credit in credits:
        known = credit.bare and _SURELY_TOLD.match(phrases.text, credit.mention.end)
        yield replace(credit, bare=False) if known else credit


_ASKED = re.compile(
    r"\s(?:asked|asks|pressed|questioned|quizzed|challenged|interviewed|met|spoke\s(?:to|with)|caught\sup\swith)\s"
    r"(?!by\b)"
)


def asked(phrases: OutletPhrases) -> Iterator[Credit]:
    """Find "Radio Vale asked Doe", "Radio Vale's Ada Marsh pressed her", "the Gazette spoke to Doe"."""
    for match in _ASKED.finditer(phrases.text):
        named = phrases.ending(match.start())
        if named and named.certain and len(named.name) > 1:  # "I met her" is not by the newspaper "i"
            cue = Span(named.span.start, match.end() - 1)
            yield Credit("asked", VENUE, named.name, named.span, cue, programme=named.kind == "programme")
    for match in _REACHED.finditer(phrases.text):
        caller = phrases.by_place(name_before(phrases.text, match.start(), phrases.lexicon))
        opens = caller and _WHEN.search(phrases.text, max(0, caller.span.start - 12), caller.span.start)
        if caller and (opens or not match["by_phone"]):
            cue = Span(caller.span.start, match.end())
            yield Credit("asked", VENUE, caller.name, caller.span, cue)


_WAS_ON = (
    "appear(?:s|ed|ing|ances?)?",
    "featur(?:es|ed|ing)",
    "aired",
    "airing",
    "broadcast",
    "televised",
    "went",
    "guest",
    "speaking",
)
_APPEARED = re.compile(word_start(*_WAS_ON) + r"\s(?:\w+\s){0,3}?(?:on|to)\s")
_EPISODE = re.compile(
    r"\b(?:episode|edition|issue|broadcast|installment|instalment|segment|airing|show)\sof\s(?:the\s)?(?=[\"“‘A-Z0-9])"
)
_EPISODES = ("episode", "edition", "issue", "broadcast", "instal", "segment", "airing", "show")
_SOMEBODYS_SHOW = re.compile(
    word_start("[Oo]n", "with", "to", "told")
    + r"\s(?:\w+\s){0,2}?([A-Z](?:[\w-]+|[\w-]{0,3}\.)(?:\s[A-Z](?:[\w-]+|[\w-]{0,3}\.)){0,2}['’]s?\s"
    r"(?:(?!reality)[\w-]+\s){0,3}?"
    r"(?:show|podcast|(?:radio|television|TV|talk|news|morning|evening)\sprogram(?:me)?|newscast|phone-in|website|site|newsletter|blog|channel))\b(?!\s[\"“‘])"
)
_SHOW_ON = re.compile(r"\s(?:on|at)\s(?:the\s)?(?=[A-Z])")
_OWNED_PROGRAMME = re.compile(
    r"['’]s?\s(?:[a-z-]+\s){0,3}?(?:show|programme|program|podcast|phone-in|newscast|bulletin|breakfast)\b"
)
_BREAKS_SILENCE = re.compile(r"\b(?:br(?:oke|eaks|eaking)|broken)\s(?:his|her|their)\s(?:\w+\s)?silence\s$")
_LEAD = 40
_ON = re.compile(word_start("[Oo]n") + r"\s(?:(?:his|her|their)\s)?(?=[\w\"“‘'])")
_HEARD = word_start(
    "said", "says", "saying", "spoke", "speaking", "announced", "appealed", "urged", "explained", "stressed",
    "replied", "responded", "statement",
    "interviews?", "interviewed", "aired", "heard", "live", "shows?", "program(?:me)?s?", "broadcasts?",
)  # fmt: skip
_OVER = re.compile(rf"{_HEARD}\s(?:over|through)\s")
_WORD_AT_END = re.compile(r"[\w’'“”\"]+$|[,.)]$")
_ON_THE_AIR = frozenset({"broadcaster", "programme", "agency", "site", ""})
_LEADS_TO_AIR = re.compile(
    r"(?:interviews?|appearances?|spoke|speaking|comments|remarks|debate|discussion|show|programme|program|live|again|also|later|earlier|"
    r"recently|that|it|this|them|he|she|they|him|her|today|yesterday|ago|then|morning|afternoon|evening|night|week|month|year)$"
)


def on_air(phrases: OutletPhrases) -> Iterator[Credit]:
    """Find "on “Newshour”", "over Vale FM", "on Tuesday's episode of X", "on Ada Marsh's show"."""
    for match in _APPEARED.finditer(phrases.text):
        credited = phrases.read(match.end()) or _shown_by_place(phrases, match.end())
        if credited is None and match.group().endswith("on "):
            credited = foreign_programme(phrases.text, match.end(), phrases.outlets)
        if credited:
            yield make_credit("on_air", VENUE, _with_programme(phrases, credited), match.start())
    if has_any(phrases.text, _EPISODES):
        yield from credits_after(phrases, _EPISODE, "on_air", VENUE)
    for match in _OVER.finditer(phrases.text):
        credited = phrases.read(match.end(), used=False) or _shown_by_place(phrases, match.end())
        if credited and credited.named.kind in _ON_THE_AIR:
            yield make_credit("on_air", VENUE, credited, match.start())
    yield from _on_somebodys_show(phrases)
    yield from _on(phrases)


def _on_somebodys_show(phrases: OutletPhrases) -> Iterator[Credit]:
    """Find "on Ada Marsh's show", which the station names if it follows."""
    for match in _SOMEBODYS_SHOW.finditer(phrases.text):
        station = _station_of_show(phrases, match.end())
        if station:
            yield make_credit("on_air", VENUE, station, match.start())
        else:
            yield from credit_by_use(phrases, match, "on_air", VENUE, person=True)


def _on(phrases: OutletPhrases) -> Iterator[Credit]:
    """Find "said on Vale FM", and not what somebody only heard there."""
    for match in _ON.finditer(phrases.text):
        before = phrases.text[max(0, match.start() - 30) : match.start()].rsplit(maxsplit=1)
        lead = _WORD_AT_END.search(before[-1]) if before else None
        leads = not lead or _leads_to_air(lead.group(), phrases.lexicon)
        if not (leads or _is_own_programme(phrases, match)):
            continue
        credited = phrases.read(match.end(), used=False) or _shown_by_place(phrases, match.end())
        on_air = credited and (credited.named.kind in _ON_THE_AIR or _is_unnamed_station(credited))
        if credited and on_air and not is_received(phrases.text, match.start(), phrases.lexicon):
            yield make_credit("on_air", VENUE, _with_programme(phrases, credited), match.start())


def _station_of_show(phrases: OutletPhrases, offset: int) -> CreditedOutlet | None:
    """The station of a show without a name of its own: "Ada Marsh's morning show on Capital 91"."""
    lead = _SHOW_ON.match(phrases.text, offset)
    if not lead:
        return None
    named = phrases.outlets.at(lead.end()) or station_behind(phrases.text, lead.end(), phrases.outlets)
    return CreditedOutlet(named) if named else None


def _shown_by_place(phrases: OutletPhrases, offset: int) -> CreditedOutlet | None:
    """The programme or station that its place behind "on" shows: "replied on Inoro Breakfast"."""
    text, outlets = phrases.text, phrases.outlets
    if owned := worded_programme(text, offset, outlets) or networks_programme(text, offset, outlets):
        return owned
    readers = (hosted_programme, numbered_station)
    named = next(filter(None, (read(text, offset, outlets) for read in readers)), None)
    return CreditedOutlet(named) if named else None


def _is_unnamed_station(credited: CreditedOutlet) -> bool:
    """Is it one without a name: "said on state TV"?"""
    return credited.named.kind == "media" and fold(credited.named.name).rpartition(" ")[2] in STATION_WORDS


def _with_programme(phrases: OutletPhrases, credited: CreditedOutlet) -> CreditedOutlet:
    """The programme of a network on which somebody speaks, unless the phrase has named one."""
    named = credited.named
    is_network = not credited.others and named.kind != "programme"
    return programme_of(named, phrases.text, phrases.outlets) if is_network else credited


def _is_own_programme(phrases: OutletPhrases, on: re.Match[str]) -> bool:
    """Is it a station's own programme, where one acts by speaking: "hit back on Radio One's dawn show"?"""
    named = phrases.outlets.at(on.end())
    owned = named is not None and _OWNED_PROGRAMME.match(phrases.text, named.span.end) is not None
    return owned or _BREAKS_SILENCE.search(phrases.text, max(0, on.start() - _LEAD), on.start()) is not None


def _leads_to_air(word: str, lexicon: Lexicon) -> bool:
    """Does "on X" after this word say where somebody spoke, rather than what about?"""
    folded = fold(word)
    if folded in lexicon.receiving_verbs:
        return False
    lemma = lexicon.cue_verbs.get(folded) or lexicon.weak_cue_verbs.get(folded)
    # The lemma does not count, as it may be a noun: "the attack on X".
    reports = lemma is not None and lemma != folded
    return reports or bool(_LEADS_TO_AIR.match(folded)) or not word[0].islower()
