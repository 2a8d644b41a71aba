"""Shapes that only the names of outlets have: addresses, call signs, capitals inside, papers of a day."""

import re
from collections.abc import Iterator

from quotes.sources.name_patterns import CALENDAR

CAMEL = re.compile(r"(?!Mc|Mac|De|Di|Du|La|Le|Fitz|Van|O['’])(?:[A-Z][a-z]+[A-Z]\w+|[A-Z]{2,4}[a-z]{3,})$")
_SMALL_FIRST = re.compile(r"[a-z]{1,3}(?:[A-Z]{2,5}|[A-Z][a-z]{2}\w+)\b")
_CALL_SIGN = re.compile(
    r"\b(?:d[wxyz][A-Z]{2}|[KW][A-Z]{2,3}-(?:AM|FM|TV))\b(?:\s(?:radio|television)\b)?|"
    r"\b(?!CCTV)[A-Z]{1,3}TVN?(?:-?\d)?\b"
)
_DOMAIN = re.compile(r"[\w-]+(?:\.[\w-]+)*\.(?:com|org|net|info|news|tv|[a-z]{2})\b(?!\.\w)", re.IGNORECASE)
STATION_WORDS = frozenset({"radio", "fm", "tv", "television", "channel"})
"""Words that end the names of stations, and of no other outlets."""
_CHANNEL = re.compile(
    r"\s\d{1,3}(?:\.\d)?(?:\s?[FA]M)?(?=[,.;:)]|['’]s\s|\s(?:on|in|that|about|and|as|by|at|during|this|last|[A-Z]\w+day)\b)"
)
"""The number in the name of a station: "Island Radio 88", not that of "told Island Radio 12 people"."""
_NETWORK = re.compile(r"[A-Z]{2,5}\sRadio")
_BRANCH = re.compile(
    rf"\s(?!{CALENDAR.pattern})[A-Z][a-z]{{2,}}(?=[,.;:)]|['’]s\s|\s(?!(?:was|is|had|has|said|says|would|will)\b)[a-z])"
)
_TOWN = re.compile(rf"\s(?!{CALENDAR.pattern})[A-Z][a-z]{{2,}}(?=['’]s\s)")
"""The town of a station whose programme follows: "Sun FM Keld's Big Dawn"."""
_OF_FIELD = frozenset({"review", "journal", "bulletin"})
_FIELD = re.compile(
    rf"\sof\s(?:the\s)?(?!{CALENDAR.pattern})[A-Z][\w-]+(?:\s(?:and\s)?(?!{CALENDAR.pattern})[A-Z][\w-]+)*"
)
OF_DAY = re.compile(rf"(?:Sunday|Saturday)\s(?!(?:{CALENDAR.pattern}))[A-Z]")
"""How the name of a paper begins behind "the": "the Sunday Nanova"."""
ARTICLE_O = "O "
"""The article of outlets in Portuguese: "O Globo"."""


def address(text: str, offset: int) -> re.Match[str] | None:
    """The web address, or the name that begins with small letters ("eVTV"), at ``offset``."""
    return _DOMAIN.match(text, offset) or _SMALL_FIRST.match(text, offset)


def call_signs(text: str) -> Iterator[tuple[int, int]]:
    """Where the call signs of stations begin and end: "dzXQ", "KXVL-AM", "OTV1"."""
    return (sign.span() for sign in _CALL_SIGN.finditer(text))


def end_of_name(text: str, start: int, end: int) -> int:
    """Where the name ends of which ``text`` has the first words, up to ``end``.

    A number may follow that of a station, a language or region that of a network's radio, the town that of
    a station which owns a programme, and "of" with a field that of a review.

    >>> end_of_name("Island Radio 88, she said", 0, 12)
    15
    >>> end_of_name("VBC Radio Orvane that it was", 0, 9)
    16
    >>> end_of_name("Vale Review of Books", 0, 11)
    20
    """
    words = text[start:end]
    last = words.rpartition(" ")[2].lower()
    more = None
    if last in STATION_WORDS:
        more = _CHANNEL.match(text, end)
    if last in _OF_FIELD:
        more = _FIELD.match(text, end)
    if _NETWORK.fullmatch(words):
        more = more or _BRANCH.match(text, end)
    if last == "fm":
        more = more or _TOWN.match(text, end)
    return more.end() if more else end
