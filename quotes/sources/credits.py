"""Find credits: the places where an article says which outlet reported somebody's words.

Each rule finds one construction ("told X", "in an interview with X", "X reported", "wrote on X") in the
text with all quoted words masked. `quotes.sources.choice` decides later whose words a credit is for.
"""

import re
from collections.abc import Callable, Container, Iterator
from dataclasses import replace
from functools import cache

from quotes.language import Lexicon, fold
from quotes.sources.credit import NAMED, POST, VENUE, Credit
from quotes.sources.name_patterns import alternatives
from quotes.sources.outlet_phrases import OutletPhrases
from quotes.sources.outlets import Outlets
from quotes.sources.publication_credits import book_again, in_book, platform_verb, posted_on, tweets
from quotes.sources.relay_credits import according_to, quoted_again, relayed_by, reports
from quotes.sources.venue_credits import asked, interview, on_air, told
from quotes.sources.writing_credits import wrote_in
from quotes.types import Span

CreditRule = Callable[[OutletPhrases], Iterator[Credit]]


def find_credits(text: str, outlets: Outlets, own: str | None = None) -> list[Credit]:
    """Find all credits of ``text``, in order. Its quoted words must be masked.

    ``own`` is the outlet that published the article, for "told this newspaper".

    >>> from quotes.language import english
    >>> text = "She told Radio Vale."
    >>> [(credit.rule, credit.name) for credit in find_credits(text, Outlets(text, english().lexicon))]
    [('told', 'Radio Vale')]
    """
    phrases = OutletPhrases(text, outlets, own)
    found: dict[tuple[int, str], Credit] = {}
    names_told = 0
    for rule in RULES:
        for credit in rule(phrases):
            place = credit.mention.start, credit.name
            known = found.setdefault(place, credit)
            if known.bare and not credit.bare:
                found[place] = credit
        if rule is told:
            names_told = phrases.names_by_place
    if phrases.names_by_place > names_told:  # "PTN quoted her as saying so. He told the agency"
        credited = {start for start, _ in found}
        for credit in told(phrases):
            if credit.mention.start not in credited:
                found[credit.mention.start, credit.name] = credit
    for credit in named_again(text, list(found.values()), outlets.lexicon):
        found.setdefault((credit.mention.start, credit.name), credit)
    told_ends = {credit.mention.end for credit in found.values() if credit.kind == VENUE}
    found = {
        key: credit
        for key, credit in found.items()
        if not (_is_means(credit, told_ends, text) or _is_spoken_of(credit, text))
    }
    credited = {start for start, _ in found}
    for credit in only_named(phrases):
        if credit.mention.start not in credited and not _is_spoken_of(credit, text):
            found[credit.mention.start, credit.name] = credit
    return sorted(found.values(), key=lambda credit: credit.mention)


def named_again(text: str, credits: list[Credit], lexicon: Lexicon) -> Iterator[Credit]:
    """Find "in the interview", "in her op-ed": those of the outlet that was last credited with one."""
    for match in _again(lexicon).finditer(text):
        rule = lexicon.credited_nouns[match.group(1)]
        before = [credit for credit in credits if credit.rule == rule and credit.cue.end <= match.start()]
        if before:
            last = max(before, key=lambda credit: credit.cue.start)
            yield replace(last, mention=Span(*match.span(1)), cue=Span(*match.span()), bare=False)


@cache
def _again(lexicon: Lexicon) -> re.Pattern[str]:
    return re.compile(
        r"\b(?:[Ii]n|[Dd]uring|[Tt]hroughout|[Oo]f|[Ff]rom)\s(?:the|that|this|his|her|their)\s(?:[a-z][a-z-]+\s){0,2}?"
        rf"({alternatives(lexicon.credited_nouns)})\b(?!\s(?:with|on|to|by|for|in|published|page|room))"
    )


def _is_means(credit: Credit, told: Container[int], text: str) -> bool:
    """Is a platform only how an outlet was told: "told X via WhatsApp", "in a WhatsApp message"?

    ``told`` has where the names of the outlets end.
    """
    start = credit.mention.start
    if credit.kind != POST:
        return False
    lead = _IN if _MESSAGE.match(text, credit.mention.end) else _BY
    means = lead.search(text, max(0, start - _MEANS_WITHIN), start)
    return means is not None and means.start() in told


def _is_spoken_of(credit: Credit, text: str) -> bool:
    """Is it what an outlet has reported that somebody is asked about, or reacts to?

    >>> text = "Asked about the Vale Echo report, Quill said no. Asked by the Vale Echo, he said no."
    >>> at = text.index("Vale")
    >>> named = Span(at, at + len("Vale Echo"))
    >>> _is_spoken_of(Credit("named", NAMED, "Vale Echo", named, named), text)
    True
    """
    start, end = credit.mention
    lead = text[max(0, start - _LEAD) : start]
    reacts = _REACTS.search(lead)
    return _ASKED_ABOUT.search(lead) is not None or (
        reacts is not None and (reacts["piece"] is not None or _PIECE_BEHIND.match(text, end) is not None)
    )


_LEAD = 90
_PIECES = "(?:reports?|stor(?:y|ies)|articles?|investigations?|interview|documentary|claims?|allegations?)"
_ITS = rf"(?:(?:the|an?|that|this|its|recent|latest)\s)*(?P<piece>{_PIECES}\s(?:in|by|from|on)\s(?:the\s)?)?$"
_ASKED_ABOUT = re.compile(
    rf"\b(?:asked|questioned|pressed|quizzed)\s(?:[\w’'-]+\s){{0,5}}?(?:about|over)\s{_ITS}", re.IGNORECASE
)
_REACTS = re.compile(
    rf"\b(?:comment(?:ed|ing)?|react(?:ed|ing|ion)|respon(?:ded|ding|se)|repl(?:ied|ying|y))\s(?:on|to)\s{_ITS}",
    re.IGNORECASE,
)
_PIECE_BEHIND = re.compile(rf"(?:['’]s?)?\s{_PIECES}\b")

_BY = re.compile(r"\s(?:via|through|over|by|on)\s(?:an?\s)?$")
_IN = re.compile(r"\s(?:via|through|over|by|on|in)\s(?:an?\s|the\s)?(?:[a-z]+\s){0,2}$")
_MESSAGE = re.compile(r"\s(?:\w+\s)?(?:messages?|chat|call|conversation|exchange|note|text)\b")
_MEANS_WITHIN = 40


_INTRODUCES = re.compile(r"(?:\b(?:to|with|by|via)\s(?:the\s)?)$")
_OWN_STAFF = re.compile(r"['’]s?\s(?:[\w-]+\s){0,2}([\w-]+)(?=[,.;])")
_CONTINUES = re.compile(r"['’]s?\s|\s(?:asked|op-ed|column|report|interview|story|article|user|post)s?\b")


def only_named(phrases: OutletPhrases) -> Iterator[Credit]:
    """Find outlets where the words around the name may be a credit that no other rule knows."""
    for named in phrases.outlets.within(Span(0, len(phrases.text))):
        if not named.certain or named.bare:
            continue
        lead = phrases.text[max(0, named.span.start - 20) : named.span.start]
        staff = _OWN_STAFF.match(phrases.text, named.span.end)
        if staff and fold(staff.group(1)) in phrases.lexicon.roles:
            continue  # "Quill, the Gazette's editor, said"
        if _INTRODUCES.search(lead) or _CONTINUES.match(phrases.text, named.span.end):
            programme = named.kind == "programme"
            yield Credit("named", NAMED, named.name, named.span, named.span, programme=programme)


RULES: tuple[CreditRule, ...] = (
    told, interview, asked, on_air, in_book, book_again, posted_on, platform_verb, tweets, wrote_in,
    according_to, relayed_by, reports, quoted_again,
)  # fmt: skip
"""The constructions in the order in which they are tried. If two credit the same name, the first is kept."""
