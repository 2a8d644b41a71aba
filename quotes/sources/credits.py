"""Credits: where an article says which outlet carried somebody's words.

Each rule reads one construction ("told X", "in an interview with X", "X reported", "wrote on X") off the
text with quoted words blotted out. Whose words a credit is for is decided later, in `quotes.sources.choice`.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from quotes.language import Lexicon, fold
from quotes.sources.outlet_phrases import Slot, Slots
from quotes.sources.outlets import RUN, Named, Outlets, alternatives
from quotes.types import Span

VENUE, RELAY, POST, BOOK = "venue", "relay", "post", "book"


@dataclass(frozen=True, slots=True)
class Credit:
    """An outlet credited with somebody's words.

    ``rule`` names the construction. ``kind`` tells how the outlet came by the words: they were spoken to it
    or on it (venue), it passed them on (relay), the speaker published them there (post) or in a book (book).
    ``name`` and ``mention`` are the outlet and where it is named; ``cue`` is the span of the crediting
    words. ``others`` are outlets that the same words credit besides, such as a programme's network;
    ``programme`` tells that it is a programme.
    """

    rule: str
    kind: str
    name: str
    mention: Span
    cue: Span
    others: tuple[str, ...] = ()
    programme: bool = False


Rule = Callable[[Slots], Iterator[Credit]]


def find_credits(text: str, outlets: Outlets, own: str | None = None) -> list[Credit]:
    """Return all credits of ``text``, whose quoted words are blotted out, in order.

    ``own`` is the outlet that publishes the article, for "told this newspaper".

    >>> from quotes.language import english
    >>> text = "She told Radio Vale."
    >>> [(credit.rule, credit.name) for credit in find_credits(text, Outlets(text, english().lexicon))]
    [('told', 'Radio Vale')]
    """
    slots = Slots(text, outlets, own)
    found: dict[tuple[int, str], Credit] = {}
    for rule in RULES:
        for credit in rule(slots):
            found.setdefault((credit.mention.start, credit.name), credit)
    return sorted(found.values(), key=lambda credit: credit.mention)


_TOLD = re.compile(r"\b(?:tells?|told|telling)\s(?!that\b)")
_SPOKE = re.compile(
    r"\b(?:spoke|speaks|[Ss]peaking|[Tt]alked|[Tt]alking|admitted|confided|confirmed|revealed|complained|boasted|"
    r"explained|said|remarks|comments|statement|e-?mail|message|response|quotes?|letter)\s"
    r"(?:exclusively\s|earlier\s|on\s\w+day\s|\w+day\s)?(?:to|with)\s"
)
_INTERVIEW = re.compile(
    r"\b(?:interview(?:s|ed)?|appearances?|conversation|Q&A|sit-down|podcast|talk|chat|[Aa]sked|[Pp]ressed|"
    r"[Qq]uestioned|[Cc]hallenged|[Qq]uizzed|[Ii]nterviewed)(?=\s)"
)
_BROADCASTS = ("interview", "appearance", "podcast", "documentary", "broadcast", "special", "hall")
_OUTLETS_INTERVIEW = re.compile(
    r"\b(?:[Ii]n|[Dd]uring)\s(?:an?|his|her|their|the|another|one)\s(?=(?:[\w’'-]+\s){1,5}?"
    r"(?:interview|appearance|podcast|documentary|broadcast|special|town\shall)\b)"
)


def told(slots: Slots) -> Iterator[Credit]:
    """Read "told the Gazette", "telling Radio Vale's Ada Marsh"."""
    yield from _after(slots, _TOLD, "told", VENUE)


def interview(slots: Slots) -> Iterator[Credit]:
    """Read "in an interview with X", "asked by X", "speaking to X", "in an X interview"."""
    yield from _after_preposition(slots, _INTERVIEW, "with|to|on|in|by|for", "interview", VENUE)
    yield from _after(slots, _SPOKE, "interview", VENUE)
    if _has_any(slots.text, _BROADCASTS):
        yield from _after(slots, _OUTLETS_INTERVIEW, "interview", VENUE)


_APPEARED = re.compile(
    r"\b(?:appear(?:s|ed|ing)?|aired|airing|broadcast|televised|went|guest|speaking)\s(?:\w+\s){0,3}?(?:on|to)\s"
)
_EPISODE = re.compile(
    r"\b(?:episode|edition|issue|broadcast|installment|instalment|segment|airing|show)\sof\s(?:the\s)?(?=[\"“‘A-Z0-9])"
)
_EPISODES = ("episode", "edition", "issue", "broadcast", "instal", "segment", "airing", "show")
_SOMEBODYS_SHOW = re.compile(
    r"\b(?:[Oo]n|with|to|told)\s(?:\w+\s){0,2}?([A-Z][\w.-]+(?:\s[A-Z][\w.-]+){0,2}['’]s?\s(?:[\w-]+\s){0,3}?"
    r"(?:show|podcast|programme|program|newscast|phone-in|website|site|newsletter|blog|channel))\b(?!\s[\"“‘])"
)
_ON = re.compile(r"\b[Oo]n\s(?=[\w\"“‘'])")
_WORD_AT_END = re.compile(r"[\w’'“”\"]+$|[,.)]$")
_ON_THE_AIR = frozenset({"broadcaster", "programme", "agency", "site", ""})
_LEADS_TO_AIR = re.compile(
    r"(?:interviews?|appearances?|spoke|speaking|comments|remarks|debate|discussion|show|live|again|also|later|earlier|"
    r"recently|he|she|they|him|her|today|yesterday|ago|then|morning|afternoon|evening|night|week|month|year)$"
)


def on_air(slots: Slots) -> Iterator[Credit]:
    """Read "on “Newshour”", "on Radio Vale", "on Tuesday's episode of X", "on Ada Marsh's show"."""
    yield from _after(slots, _APPEARED, "on_air", VENUE)
    if _has_any(slots.text, _EPISODES):
        yield from _after(slots, _EPISODE, "on_air", VENUE)
    for match in _SOMEBODYS_SHOW.finditer(slots.text):
        yield from _as_used(slots, match, "on_air", VENUE, person=True)
    for match in _ON.finditer(slots.text):
        before = slots.text[max(0, match.start() - 30) : match.start()].rsplit(maxsplit=1)
        lead = _WORD_AT_END.search(before[-1]) if before else None
        if lead and not _leads_to_air(lead.group(), slots.lexicon):
            continue
        slot = slots.read(match.end(), used=False)
        if slot and slot.named.kind in _ON_THE_AIR:
            yield _credit("on_air", VENUE, slot, match.start())


def _leads_to_air(word: str, lexicon: Lexicon) -> bool:
    """Tell whether "on X" after this word says where somebody spoke, not what of."""
    folded = fold(word)
    lemma = lexicon.cue_verbs.get(folded) or lexicon.weak_cue_verbs.get(folded)
    # A bare infinitive is as often a noun: "the attack on X".
    reports = lemma is not None and lemma != folded
    return reports or bool(_LEADS_TO_AIR.match(folded)) or not word[0].islower()


_WROTE_IN = re.compile(
    r"\b(?:(?:wr(?:ote|ites|iting|itten)|Writing|penned)\s(?:\w+\s){0,3}?(?:in|for|at|on)|"
    r"(?:op-ed|oped|column|essay|editorial|commentary|blog|post|contribution|letter|piece|(?P<other>article|story|report|"
    r"profile|feature))\s(?:(?:published|printed|appearing|posted|this|last|on|in|\w+day|week|month|earlier|\d{4})\s){0,3}?"
    r"(?:in|for|by|to|on))\s"
)
_WRITINGS = ("wrote", "writes", "writing", "op-ed", "oped", "column", "essay", "opinion", "commentary")
_WRITTEN_FOR = re.compile(
    rf"\b(?:(?:wrote|writes|writing)\s{RUN}\s(?:in|for)|(?:op-ed|oped|column|essay|opinion\spiece|commentary)\s"
    rf"(?:\w+\s){{0,2}}?(?:in|for))\s(?:the\s)?({RUN})"
)
_IN_PIECE = re.compile(
    r"\b[Ii]n\s(?=(?:(?:an?|the|his|her|their|recent|new|another|\w+day|\d{4})\s){0,3}[A-Z0-9])"
)
_PIECE = re.compile(
    r"(?:['’]s?)?(?:\s[\w’'-]+){0,3}?\s(?:op-ed|oped|column|essay|editorial|commentary|article|piece|interview|story|profile|"
    r"report|opinion|feature|magazine|documentary|podcast|investigation|exposé|expose|blog)\b"
)


def wrote_in(slots: Slots) -> Iterator[Credit]:
    """Read "wrote in the Gazette", "in an op-ed for X", "wrote Ada Marsh for X", "in X's long profile"."""
    for match in _WROTE_IN.finditer(slots.text):
        slot = slots.read(match.end())
        if slot and slot.named.kind != "media":
            yield _credit("wrote_in", RELAY if match.group("other") else POST, slot, match.start())
    for match in _WRITTEN_FOR.finditer(slots.text) if _has_any(slots.text, _WRITINGS) else ():
        yield from _as_used(slots, match, "wrote_in", POST)
    for match in _IN_PIECE.finditer(slots.text):
        slot = slots.read(match.end())
        if slot and _PIECE.match(slots.text, slot.named.span.end):
            yield _credit("wrote_in", VENUE, slot, match.start())


_ACCORDING = re.compile(r"\b[Aa]ccording\sto\s")
_SPREAD = ("broadcast", "televised", "aired", "carried", "relayed", "published", "printed", "appearing")
_BROADCAST_BY = re.compile(
    rf"\b(?:(?:broadcast|televised|aired|carried|relayed)(?:\s\w+){{0,2}}?\sby\s(?:the\s)?|"
    rf"(?:interview|remarks|comments|excerpts)\s(?:published|printed|appearing)(?:\s\w+){{0,2}}?\sin\sthe\s)({RUN})"
)


def according_to(slots: Slots) -> Iterator[Credit]:
    """Read "according to the Gazette"."""
    if "ccording" in slots.text:
        yield from _after(slots, _ACCORDING, "according_to", RELAY)


def relayed_by(slots: Slots) -> Iterator[Credit]:
    """Read "carried by X", "quoted by state media as saying", "e-mails released by X"."""
    yield from _after_preposition(slots, _relayed(slots.lexicon), "by|in|on|to", "relayed_by", RELAY)
    for match in _BROADCAST_BY.finditer(slots.text) if _has_any(slots.text, _SPREAD) else ():
        yield from _as_used(slots, match, "relayed_by", RELAY)


@cache
def _relayed(lexicon: Lexicon) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{alternatives(lexicon.relay_verbs)})(?=\s)")


_REPORTS = re.compile(
    r"\s(?:(?:first|also|has|had|have|previously|later|further|then|earlier|separately|already|on\s\w+day)\s){0,2}"
    r"(reported|reports|reporting|quoted|quotes|quoting|cited|cites|citing|said|says|wrote|writes|added|revealed|"
    r"noted|announced|carried|published|obtained|released|broadcast|aired|relayed|learned|summarized|summarised)\b"
)
_REPORTED = re.compile(r"\b(?:reported|reports|writes|wrote|quoted|cited)\s(?=(?:the\s)?[A-Z])")
_OTHER_NEWS = re.compile(r"\b(?:after|since|because|until|before|when|whether|if)\s(?:the\s)?$")
_TAIL = re.compile(rf",\s(?:as\s)?(?:the\s)?({RUN})$")
_LONGEST_NAME = 60


def reports(slots: Slots) -> Iterator[Credit]:
    """Read "X reported", "as X has reported", "state media said", "X quoted her as saying", "reported X"."""
    text = slots.text
    for match in _REPORTS.finditer(text):
        end = match.start() - (text[match.start() - 1] == ")")
        named = slots.outlets.ending(end) or _unnamed_before(slots, end) or _in_tail(slots, match)
        if not named or not named.certain:
            continue
        if not _OTHER_NEWS.search(text, max(0, named.span.start - 20), named.span.start):
            yield Credit("reports", RELAY, named.name, named.span, Span(named.span.start, match.end()))
    for match in _REPORTED.finditer(text):
        slot = slots.read(match.end(), used=False)
        if slot and slot.named.span.start - match.end() <= len("the "):
            yield _credit("reports", RELAY, slot, match.start())


def _unnamed_before(slots: Slots, end: int) -> Named | None:
    """Return "state media" and its like that ends at ``end``."""
    start = max(0, end - _LONGEST_NAME)
    words = slots.text[start:end].rsplit(maxsplit=1)
    if not words or fold(words[-1]) not in _ends_of_unnamed(slots.lexicon):
        return None
    for word in re.finditer(r"(?<!\S)\S", slots.text[start:end]):
        named = slots.unnamed(start + word.start())
        if named and named.span.end == end:
            return named
    return None


@cache
def _ends_of_unnamed(lexicon: Lexicon) -> frozenset[str]:
    """Return the last words of what `Slots.unnamed` reads."""
    nouns = {noun.split()[-1] for noun in lexicon.media_nouns}
    return frozenset(
        {"media", "press", "outlets", "report", "reports", *nouns, *(f"{noun}s" for noun in nouns)}
    )


def _in_tail(slots: Slots, verb: re.Match[str]) -> Named | None:
    """Return a name that nothing but its use shows to be an outlet's: "…, Nanova reported."."""
    if verb.group(1) not in ("reported", "reports") or slots.text[verb.end() : verb.end() + 1] not in (
        ".",
        ",",
    ):
        return None
    before = max(0, verb.start() - _LONGEST_NAME)
    lead = _TAIL.search(slots.text[before : verb.start()])
    if not lead or slots.outlets.is_people(lead.group(1)):
        return None
    return Named(Span(before + lead.start(1), verb.start()), lead.group(1))


_NOUN_TOO = frozenset({"tweet", "tweets", "retweet", "retweets"})
_LEADS_TO_VERB = re.compile(r"\b(?:to|also|he|she|they|would|will|can|did)\s$")
_ON_PLATFORM = re.compile(
    r"\b(on|to|via|through|over|an?|his|her|their|the|its|\w+day|from)\s"
    r"(?:(?!on\b|to\b|via\b)[a-z-]+\s){0,2}?(?=[A-Zx4])"
)
_PLATFORM = re.compile(r"Truth\sSocial|Tik\sTok|Sina\sWeibo|[\w.]+\w|X")
_POST = re.compile(
    r"['’s]*\s(?:posts?|message|page|account|feed|video|thread|status|update|statement|story|comment|note|rant)\b"
)
_TWEET = re.compile(
    r"\b(?:in|via|from)\s(?:an?|one|his|her|their|another|the|\w+)\s(?:[\w’'-]+\s){0,4}?(tweets?|tweet\s?storm|retweet)\b"
)


def platform_verb(slots: Slots) -> Iterator[Credit]:
    """Read "tweeted"."""
    for match in (
        _posting(slots.lexicon).finditer(slots.text)
        if _has_any(slots.lower, slots.lexicon.platform_verbs)
        else ()
    ):
        form = match.group().lower()
        if form in _NOUN_TOO and not _LEADS_TO_VERB.search(
            slots.text, max(0, match.start() - 8), match.start()
        ):
            continue
        yield Credit(
            "platform_verb",
            POST,
            slots.lexicon.platform_verbs[form],
            Span(*match.span()),
            Span(*match.span()),
        )


def posted_on(slots: Slots) -> Iterator[Credit]:
    """Read "wrote on Twitter", "in a Facebook post", "in a tweet"."""
    lexicon = slots.lexicon
    named = _has_any(slots.lower, lexicon.platforms)
    for match in _ON_PLATFORM.finditer(slots.text) if named else ():
        word = _PLATFORM.match(slots.text, match.end())
        platform = word and lexicon.platforms.get(fold(word.group()))
        if not word or not platform:
            continue
        if match.group(1) in ("on", "to", "via", "through", "over") or _POST.match(slots.text, word.end()):
            yield Credit("posted_on", POST, platform, Span(*word.span()), Span(match.start(), word.end()))
    for match in _TWEET.finditer(slots.text) if "weet" in slots.text else ():
        name = lexicon.platform_verbs["tweet"]
        yield Credit("posted_on", POST, name, Span(*match.span(1)), Span(*match.span()))


_BOOK = (
    r"(?:\w+\s)?(?:book|memoirs?|autobiography|biography|novel|diary|diaries|cookbook|best-?seller|manifesto)"
)
_BOOKS = ("book", "memoir", "biography", "novel", "diary", "diaries", "seller", "manifesto")
_IN_BOOK = re.compile(
    rf"\b(?:[Ii]n|[Ff]rom|[Aa]ccording\sto)\s(?:his|her|their|the|an?|[\w.]+['’]s)\s(?:[\w-]+\s){{0,3}}?{_BOOK}\b"
    r"(?:\sof\s[^,.]{1,60}?)?(?=,?\s)"
)
_BOOK_CALLED = re.compile(
    rf"\b(?:wrote|writes|written|published|author\sof|his|her|their)\s(?:[\w-]+\s){{0,3}}?{_BOOK}\b[^.\n_]{{0,60}}?\b(?:titled|entitled|called)\b"
)
_BOOK_TITLE = re.compile(
    r"(,?)\s(?:titled\s|entitled\s|called\s)?"
    rf"(?:(?:''|[\"“‘])([A-Z][^\"”_\n]{{1,80}}?)[,.]?(?:''|[\"”’])|({RUN}(?::\s{RUN})?))"
)


def in_book(slots: Slots) -> Iterator[Credit]:
    """Read "in her memoir, The Long Tide", "wrote a book entitled …"."""
    for pattern in (_IN_BOOK, _BOOK_CALLED) if _has_any(slots.text, _BOOKS) else ():
        for match in pattern.finditer(slots.text):
            title = _BOOK_TITLE.match(slots.text, match.end())
            if not title:
                continue
            comma, quoted, plain = title.groups()
            if plain and (slots.outlets.is_people(plain) or (comma and len(plain.split()) < 2)):
                continue
            words, span = quoted or plain, Span(*title.span(2 if quoted else 3))
            yield Credit("in_book", BOOK, " ".join(words.split()), span, Span(match.start(), title.end()))


@cache
def _posting(lexicon: Lexicon) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{alternatives(lexicon.platform_verbs)})\b", re.IGNORECASE)


RULES: tuple[Rule, ...] = (
    told, interview, on_air, in_book, posted_on, platform_verb, wrote_in, according_to, relayed_by, reports,
)  # fmt: skip
"""The constructions, in the order in which they are tried; of two that credit one name the first is kept."""


def _has_any(text: str, parts: Iterable[str]) -> bool:
    """Tell whether any of ``parts`` stands in a text: much faster than a pattern that would look for them."""
    return any(part in text for part in parts)


_REST_OF_CLAUSE = re.compile(r"(?:\s[^\s_,.;:!?\"“”]+){0,7}\s?")


def _credit(rule: str, kind: str, slot: Slot, start: int) -> Credit:
    """Return the credit for a slot whose crediting words begin at ``start``."""
    named = slot.named
    cue = Span(start, named.span.end)
    return Credit(rule, kind, named.name, named.span, cue, slot.others, named.kind == "programme")


def _after(slots: Slots, pattern: re.Pattern[str], rule: str, kind: str) -> Iterator[Credit]:
    """Yield a credit for each outlet in the slot that a match of ``pattern`` opens."""
    for match in pattern.finditer(slots.text):
        slot = slots.read(match.end())
        if slot:
            yield _credit(rule, kind, slot, match.start())


def _after_preposition(
    slots: Slots, pattern: re.Pattern[str], prepositions: str, rule: str, kind: str
) -> Iterator[Credit]:
    """Yield a credit for the outlet behind the first preposition after ``pattern`` that one follows."""
    preposition = re.compile(rf"\s(?:{prepositions})\s")
    for match in pattern.finditer(slots.text):
        rest = _REST_OF_CLAUSE.match(slots.text, match.end())
        end = rest.end() if rest else match.end()
        for found in preposition.finditer(slots.text, match.end(), end):
            slot = slots.read(found.end())
            if slot:
                yield _credit(rule, kind, slot, match.start())
                break


def _as_used(
    slots: Slots, match: re.Match[str], rule: str, kind: str, *, person: bool = False
) -> Iterator[Credit]:
    """Yield a credit for the name in a match's first group, which only its use shows to be an outlet's.

    With ``person`` a person's name may be part of it ("Ada Marsh's show").
    """
    span, words = Span(*match.span(1)), match.group(1)
    outlets = slots.outlets
    is_outlet = person or not (outlets.is_people(words) or fold(words) in outlets.lexicon.public_bodies)
    if is_outlet and not outlets.within(span):
        yield Credit(rule, kind, " ".join(words.split()), span, Span(*match.span()))
