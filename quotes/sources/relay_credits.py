"""Credits for the outlet that passed words on: "according to X", "carried by X", "X reported"."""

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache

from quotes.language import Lexicon, fold
from quotes.sources.bare_names import name_before
from quotes.sources.credit import (
    RELAY,
    Credit,
    credit_by_use,
    credits_after,
    credits_after_preposition,
    has_any,
    make_credit,
)
from quotes.sources.name_patterns import CALENDAR, alternatives, name_run
from quotes.sources.named_outlet import NamedOutlet
from quotes.sources.outlet_phrases import OutletPhrases
from quotes.text import word_start
from quotes.types import Span

_ACCORDING = re.compile(
    r"\b[Aa]ccording\sto\s(?:(?:an?|the)\s(?:translation|transcript|recording|video|audio|report|account|article)\s"
    r"(?:\w+\s){0,2}?(?:in|on|by|from|of)\s)?|,\s(?:via|per)\s(?=(?:the\s)?[A-Z])"
)
_SPREAD = ("broadcast", "televised", "aired", "carried", "relayed", "published", "printed", "appearing")
_SAID_BY = re.compile(
    r"\b(?:is|are|was|were|been)\s(?:also\s|later\s)?(?:said|reported|alleged|claimed)\sby\s"
)
_SEEN_BY = re.compile(r"\b(?:seen|reviewed|viewed)\sby\s(?:the\s)?$")
"""Who sees a document before others do is an outlet, whatever its name."""
_SAID_BY_MEDIA = ("said by", "reported by", "alleged by", "claimed by")


def according_to(phrases: OutletPhrases) -> Iterator[Credit]:
    """Find "according to the Gazette", "according to a letter seen by the Gazette"."""
    for credit in credits_after(phrases, _ACCORDING, "according_to", RELAY, bare=True):
        yield _surely_seen(credit, phrases.text)


_NEXT_WORD = re.compile(r"\s([a-z]+)")
_QUOTED_AGAIN = re.compile(
    r"\b(?:(?:was|were)\s(?:also\s|later\s)?quoted\sas\s(?:saying|telling)\b(?!\sby\b)|"
    r"(?:It|it)\s(?:also\s|later\s)?(?:quoted|cited)\b|"
    r"[Tt]he\s(?:report|story|article)\s(?:said|says|added|adds),?\s(?:quoting|citing)\b)"
)
_QUOTING = ("quoted", "cited", "quoting", "citing")
_AGAIN_WITHIN = 400


def relayed_by(phrases: OutletPhrases) -> Iterator[Credit]:
    """Find "carried by X", "quoted by state media as saying", "broadcast by X"."""
    relayed = credits_after_preposition(
        phrases, _relay_verbs(phrases.lexicon), "by|in|on|to", "relayed_by", RELAY
    )
    yield from (
        _surely_seen(credit, phrases.text) for credit in relayed if not _is_only_seen(credit, phrases)
    )
    if has_any(phrases.text, _SAID_BY_MEDIA):
        yield from credits_after(phrases, _SAID_BY, "relayed_by", RELAY)
    for match in _quoted_in(phrases.lexicon).finditer(phrases.text):
        yield from credit_by_use(phrases, match, "relayed_by", RELAY)
    longer = _broadcast_by(phrases.lexicon)
    for match in longer.finditer(phrases.text) if has_any(phrases.text, _SPREAD) else ():
        noun = _NEXT_WORD.match(phrases.text, match.end())
        if not noun or noun.group(1) not in phrases.lexicon.media_nouns:
            yield from credit_by_use(phrases, match, "relayed_by", RELAY)
        elif credited := phrases.read(match.start(1)):  # "carried by the Pellian broadcaster PBK"
            yield make_credit("relayed_by", RELAY, credited, match.start())


def _surely_seen(credit: Credit, text: str) -> Credit:
    """The credit, where a name counts as an outlet's that has seen a document."""
    seen = credit.bare and _SEEN_BY.search(text, credit.cue.start, credit.mention.start)
    return replace(credit, bare=False) if seen else credit


def _is_only_seen(credit: Credit, phrases: OutletPhrases) -> bool:
    """Was somebody or something only seen on the air, not the words: "he was seen on CCTV"?"""
    verb, *between = phrases.text[credit.cue.start : credit.mention.start].split()
    return fold(verb) in phrases.lexicon.receiving_verbs and "by" not in between


def quoted_again(phrases: OutletPhrases) -> Iterator[Credit]:
    """Find "was quoted as saying", "it quoted", "the report said, citing": by the outlet named last."""
    for match in _QUOTED_AGAIN.finditer(phrases.text) if has_any(phrases.text, _QUOTING) else ():
        named = phrases.before(match.start())
        if named and match.start() - named.span.end <= _AGAIN_WITHIN:
            yield Credit("relayed_by", RELAY, named.name, Span(*match.span()), Span(*match.span()))


@cache
def _quoted_in(lexicon: Lexicon) -> re.Pattern[str]:
    return re.compile(rf"{word_start('quoted')}\sin\s(?:the\s)?({name_run(lexicon)})\sas\ssaying\b")


@cache
def _broadcast_by(lexicon: Lexicon) -> re.Pattern[str]:
    return re.compile(
        r"\b(?:(?:broadcast|televised|aired|carried|relayed)(?:\s\w+){0,2}?\sby\s(?:the\s)?|"
        r"(?:interview|remarks|comments|excerpts)\s(?:published|aired|broadcast)(?:\s\w+){0,2}?\sby\s(?:the\s)?|"
        r"(?:interview|remarks|comments|excerpts)\s(?:aired|broadcast|shown|televised)(?:\s\w+){0,2}?\son\s(?:the\s)?|"
        r"(?:interview|remarks|comments|excerpts)\s(?:published|printed|appearing)(?:\s\w+){0,2}?\sin\sthe\s)"
        rf"(?!{CALENDAR.pattern})"
        rf"({name_run(lexicon)})"
    )


@cache
def _relay_verbs(lexicon: Lexicon) -> re.Pattern[str]:
    longest_first = sorted(map(re.escape, lexicon.relay_verbs), reverse=True)
    return re.compile(rf"{word_start(*longest_first)}(?=\s)")


_REPORTS = re.compile(
    r"\s(?:(?:first|also|has|had|have|previously|later|further|then|earlier|separately|already|on\s\w+day)\s){0,2}"
    r"(reported|reports|reporting|quoted|quotes|quoting|cited|cites|citing|said|says|wrote|writes|added|revealed|"
    r"noted|announced|carried|published|obtained|released|broadcast|aired|relayed|learned|learnt|gathered|showed|shows|summarized|summarised)\b"
)
_REPORTING_PIECES = (" report", " dispatch", " story", " article", " commentary")
_CREDITING = frozenset(
    {"reported", "reports", "reporting", "quoted", "quotes", "quoting", "cited", "cites", "citing"}
)
_REPORTED = re.compile(
    word_start("reported", "reports", "writes", "wrote", "quoted", "cited", "quoting", "citing")
    + r"\s(?=(?:the\s)?[A-Z])"
)
_OTHER_NEWS = re.compile(r"\b(?:after|since|because|until|before|when|whether|if)\s(?:the\s)?$")
_CITES = re.compile(r",\s(?:citing|quoting)\s[^,.;:_\n]{3,50},$")
_CITES_BEHIND = re.compile(r",?\s(?:citing|quoting)\s")
_LONGEST_NAME = 60
_LONGEST_NOUN = 30


def reports(phrases: OutletPhrases) -> Iterator[Credit]:
    """Find "X reported", "as X has reported", "state media said", "X quoted her as saying", "reported X"."""
    text = phrases.text
    for match in _REPORTS.finditer(text):
        if match.group(1) in phrases.lexicon.showing_verbs and not _shows_speaking(
            text, match.end(), phrases.lexicon
        ):
            continue
        end = match.start() - (text[match.start() - 1] == ")")
        end -= match.group(1) in _CREDITING and _ends_apposition(text, end, phrases)
        end = _before_aside(text, end, phrases.lexicon, cites=match.group(1) not in _CREDITING)
        end -= next((len(piece) for piece in _REPORTING_PIECES if text.endswith(piece, 0, end)), 0)
        named = (
            phrases.outlets.ending(end)
            or phrases.outlets.ending(_before_noun(text, end, phrases.lexicon))
            or _unnamed_before(phrases, end)
            or _name_in_tail(phrases, match)
        )
        if not named and match.group(1) in _CREDITING:
            named = phrases.by_place(name_before(text, end, phrases.lexicon))
        if not named or not named.certain:
            continue
        if not _OTHER_NEWS.search(text, max(0, named.span.start - 20), named.span.start):
            cue = Span(named.span.start, match.end())
            surely = match.group(1) in _CREDITING and _cites(text, named.span.end, match)
            yield Credit("reports", RELAY, named.name, named.span, cue, bare=named.bare and not surely)
    for match in _REPORTED.finditer(text):
        credited = phrases.read(match.end(), used=False)
        if credited and credited.named.span.start - match.end() <= len("the "):
            yield make_credit("reports", RELAY, credited, match.start())


def _cites(text: str, end: int, verb: re.Match[str]) -> bool:
    """Does an outlet whose name ends there cite somebody before or behind its verb?"""
    before, behind = _CITES.search(text, end, verb.start()), _CITES_BEHIND.match(text, verb.end())
    return before is not None or behind is not None


def _shows_speaking(text: str, end: int, lexicon: Lexicon) -> bool:
    """Does what is shown speak: "KTV showed the minister calling it"?"""
    words = map(fold, text[end : end + _LONGEST_NAME].partition(".")[0].split())
    return any(
        word.endswith("ing") and (word in lexicon.cue_verbs or word in lexicon.weak_cue_verbs)
        for word in words
    )


def _ends_apposition(text: str, end: int, phrases: OutletPhrases) -> bool:
    """Does an outlet's name between commas end there: "The portal, Nanova, reported"?"""
    named = phrases.outlets.ending(end - 1) if text[end - 1] == "," else None
    if named is None:
        return False
    start = named.span.start
    return _subject_at_end(phrases.lexicon).search(text, max(0, start - _LONGEST_NAME), start) is not None


def _before_aside(text: str, end: int, lexicon: Lexicon, *, cites: bool) -> int:
    """Where the words before an aside end: "Zrno, a newspaper, reported", "Zrno, in its report, quoted".

    With ``cites`` the aside must say whom an outlet cites: "Zrno, citing an official, said".
    """
    if text[end - 1] != ",":
        return end
    aside = (_CITES if cites else _aside(lexicon)).search(text, max(0, end - _LONGEST_NAME), end)
    return aside.start() if aside else end


@cache
def _aside(lexicon: Lexicon) -> re.Pattern[str]:
    nouns = alternatives(lexicon.media_nouns)
    return re.compile(
        rf",\s(?:(?:an?|the)\s(?:[\w’'-]+\s){{0,4}}?{nouns}|in\s(?:its|an?|the)\s(?:[\w-]+\s){{0,2}}"
        r"(?:report|story|article|edition|issue|dispatch|editorial)),$|" + _CITES.pattern
    )


@cache
def _subject_at_end(lexicon: Lexicon) -> re.Pattern[str]:
    """The noun for an outlet as the subject of a clause, before its name: "The portal, "."""
    nouns = alternatives(lexicon.media_nouns)
    return re.compile(
        rf"(?:(?:^|[.\n\"”])\s*|\b(?:and|but|as|while),?\s)(?:[Tt]he|[Aa]n?)\s(?:[a-z-]+\s){{0,3}}?{nouns},\s$"
    )


def _before_noun(text: str, end: int, lexicon: Lexicon) -> int:
    """Where the words before an outlet's noun end: "the Kommet newspaper", "the Zaria news agency"."""
    noun = _noun_at_end(lexicon).search(text, max(0, end - _LONGEST_NOUN), end)
    return noun.start() if noun else end


@cache
def _noun_at_end(lexicon: Lexicon) -> re.Pattern[str]:
    nouns, adjectives = alternatives(lexicon.media_nouns), alternatives(lexicon.media_adjectives)
    return re.compile(rf"\s(?:(?:{adjectives})\s)?(?:news\s)?(?:{nouns})$")


def _unnamed_before(phrases: OutletPhrases, end: int) -> NamedOutlet | None:
    """The outlet without a name, such as "state media", that ends at ``end``."""
    start = max(0, end - _LONGEST_NAME)
    words = phrases.text[start:end].rsplit(maxsplit=1)
    if not words or fold(words[-1]) not in _ends_of_unnamed(phrases.lexicon):
        return None
    for word in re.finditer(r"(?<!\S)\S", phrases.text[start:end]):
        named = phrases.unnamed(start + word.start())
        if named and named.span.end == end:
            return named
    return None


@cache
def _ends_of_unnamed(lexicon: Lexicon) -> frozenset[str]:
    """The last words of the phrases that `OutletPhrases.unnamed` reads."""
    nouns = {noun.split()[-1] for noun in lexicon.media_nouns}
    return frozenset(
        {"media", "press", "outlets", "report", "reports", *nouns, *(f"{noun}s" for noun in nouns)}
    )


def _name_in_tail(phrases: OutletPhrases, verb: re.Match[str]) -> NamedOutlet | None:
    """A name that only this use marks as an outlet: "…, Nanova reported."."""
    if verb.group(1) not in ("reported", "reports") or phrases.text[verb.end() : verb.end() + 1] not in (
        ".",
        ",",
    ):
        return None
    before = max(0, verb.start() - _LONGEST_NAME)
    lead = _tail(phrases.lexicon).search(phrases.text[before : verb.start()])
    if not lead or phrases.outlets.is_people(lead.group(1)):
        return None
    return NamedOutlet(Span(before + lead.start(1), verb.start()), lead.group(1))


@cache
def _tail(lexicon: Lexicon) -> re.Pattern[str]:
    return re.compile(rf",\s(?:as\s)?(?:the\s)?({name_run(lexicon)})$")
