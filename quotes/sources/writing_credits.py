"""Credits for the outlet in which somebody wrote: "wrote in the Gazette", "in an op-ed for X"."""

import re
from collections.abc import Iterator
from functools import cache

from quotes.language import Lexicon
from quotes.sources.credit import (
    POST,
    RELAY,
    VENUE,
    Credit,
    credit_by_use,
    has_any,
    make_credit,
)
from quotes.sources.name_patterns import name_run
from quotes.sources.named_outlet import CreditedOutlet
from quotes.sources.outlet_phrases import OutletPhrases

_WROTE_IN = re.compile(
    r"\b(?:(?:wr(?:ote|ites|itten)|(?P<writing>[Ww]riting)|penned)\s(?:(?!report|stor|article|profile)\w+\s){0,3}?(?:(?P<writes>for|on)|in|at)|"
    r"(?:(?P<piece>op-ed|oped|column|essay|editorial|commentary|piece)|blog|post|contribution|letter|"
    r"(?P<other>article|story|report|profile|feature))\s(?:(?:titled|headlined|entitled)\s[^.\n]{1,80}?\s)?(?:(?:published|printed|appearing|posted|this|last|on|in|\w+day|week|month|earlier|\d{4})\s){0,3}?"
    r"(?:in|for|by|to|on))\s"
)
_WRITINGS = ("wrote", "writes", "writing", "op-ed", "oped", "column", "essay", "opinion", "commentary")
_IN_PIECE = re.compile(
    r"\b(?:[Ii]n\s(?=(?:(?:an?|the|his|her|their|recent|new|another|\w+day|\d{4})\s){0,3}[A-Z0-9])|"
    r"(?:wrote|writing|penned|penning|published|authored)\s(?=(?:an?|his|her|their)\s(?:[a-z]+\s){0,2}[A-Z]))"
)
_PIECE = re.compile(
    r"(?:['’]s?)?(?:\s[\w’'-]+){0,3}?\s(?:op-ed|oped|column|essay|editorial|commentary|article|piece|interview|story|profile|"
    r"report|opinion|feature|magazine|documentary|podcast|investigation|exposé|expose|blog)\b"
)


def wrote_in(phrases: OutletPhrases) -> Iterator[Credit]:
    """Find "wrote in the Gazette", "in an op-ed for X", "wrote Ada Marsh for X", "in X's long profile"."""
    for match in _WROTE_IN.finditer(phrases.text):
        about = match.group("other") and match.group().endswith(" on ")
        piece = match.group("piece") or match.group("other") == "article"
        in_it = match.group("writing") and match.group().endswith(" in ")
        bare = bool(match.group("writes") or in_it or (piece and match.group().endswith(" for ")))
        credited = None if about else phrases.read(match.end(), bare=bare)
        if credited and credited.named.kind != "media" and not _named_by_title(phrases, match, credited):
            yield make_credit("wrote_in", RELAY if match.group("other") else POST, credited, match.start())
    longer = _written_for(phrases.lexicon)
    for match in longer.finditer(phrases.text) if has_any(phrases.text, _WRITINGS) else ():
        yield from credit_by_use(phrases, match, "wrote_in", POST)
    for match in _IN_PIECE.finditer(phrases.text):
        credited = phrases.read(match.end())
        if credited and _PIECE.match(phrases.text, credited.named.span.end):
            yield make_credit("wrote_in", VENUE, credited, match.start())


def _named_by_title(phrases: OutletPhrases, lead: re.Match[str], credited: CreditedOutlet) -> bool:
    """Is the name the title of the piece: "wrote in a column titled The Long Tide"?"""
    return "itled " in phrases.text[lead.end() : credited.named.span.start]


@cache
def _written_for(lexicon: Lexicon) -> re.Pattern[str]:
    run = name_run(lexicon)
    return re.compile(
        rf"\b(?:(?:wrote|writes|writing)\s{run}\s(?:in|for)|"
        r"(?:op-ed|oped|column|essay|opinion\spiece|commentary)\s"
        rf"(?:\w+\s){{0,2}}?(?:in|for))\s(?:the\s)?({run})"
    )
