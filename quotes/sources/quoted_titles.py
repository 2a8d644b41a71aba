"""Recognise titles of programmes and books in quotation marks, which nobody spoke."""

import re

from quotes.language import Lexicon, fold
from quotes.types import Quotation

_TITLE_LEAD = re.compile(
    r"(?:\b[Oo]n|['’]s?|\b(?:show|program|programme|podcast|series|of|broadcast|book|memoir|autobiography|novel|"
    r"magazine|newspaper|station|called|titled|entitled|\w+day[’']s)),?\s$"
)
_TITLE_WORDS = re.compile(
    r"(?:(?:[A-Z0-9#][^\s]*|&|of|the|and|a|an|in|to|with|for|on|at|from|is|or)(?:\s|$)){1,9}$"
)
_TITLE_NOUN = re.compile(r"\s(?:[a-z-]+\s)?(?:show|program|programme|podcast|series)\b")
_LEAD_LENGTH = 24


def is_title(text: str, quotation: Quotation, lexicon: Lexicon) -> bool:
    """Are marked words the title of a programme or book, by the lexicon or by the words around them?"""
    words = quotation.segments[0].of(text).rstrip(",.")
    listed = lexicon.outlets.get(fold(words))
    if listed and listed.kind == "programme" and words[0].isupper():
        return True
    lead = text[max(0, quotation.outer.start - _LEAD_LENGTH) : quotation.outer.start]
    leads = _TITLE_LEAD.search(lead) or _TITLE_NOUN.match(text, quotation.outer.end)
    return bool(leads and _TITLE_WORDS.match(words))
