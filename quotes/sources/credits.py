"""Find credits: the places where an article says which outlet reported somebody's words.

Each rule finds one construction ("told X", "in an interview with X", "X reported", "wrote on X") in the
text with all quoted words masked. `quotes.sources.choice` decides later whose words a credit is for.
"""

import re
from collections.abc import Callable, Container, Iterator
from functools import cache

from quotes.language import Lexicon, fold
from quotes.sources.bare_names import name_before
from quotes.sources.credit import (
    NAMED,
    POST,
    RELAY,
    VENUE,
    Credit,
    credit_by_use,
    credits_after,
    credits_after_preposition,
    has_any,
    make_credit,
)
from quotes.sources.name_patterns import RUN, alternatives
from quotes.sources.named_outlet import NamedOutlet
from quotes.sources.outlet_phrases import CreditedOutlet, OutletPhrases
from quotes.sources.outlets import Outlets
from quotes.sources.publication_credits import book_again, in_book, platform_verb, posted_on, tweets
from quotes.text import word_start
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
    for rule in RULES:
        for credit in rule(phrases):
            found.setdefault((credit.mention.start, credit.name), credit)
    told = {credit.mention.end for credit in found.values() if credit.kind == VENUE}
    found = {key: credit for key, credit in found.items() if not _is_means(credit, told, text)}
    credited = {start for start, _ in found}
    for credit in only_named(phrases):
        if credit.mention.start not in credited:
            found[credit.mention.start, credit.name] = credit
    return sorted(found.values(), key=lambda credit: credit.mention)


def _is_means(credit: Credit, told: Container[int], text: str) -> bool:
    """Is a platform only the means by which an outlet was told: "told the Gazette via WhatsApp"?

    ``told`` has where the names of the outlets end.
    """
    start = credit.mention.start
    means = _MEANS.search(text, max(0, start - _MEANS_WITHIN), start) if credit.kind == POST else None
    return means is not None and means.start() in told


_MEANS = re.compile(r"\s(?:via|through|over|by|on)\s(?:an?\s)?$")
_MEANS_WITHIN = 12
_TOLD = re.compile(
    word_start("tells?", "told", "telling", "e-?mailed", "texted", "messaged") + r"\s(?!that\b)"
)
_SPOKE_OR_WROTE = word_start(
    "spoke", "speaks", "[Ss]peaking", "[Tt]alked", "[Tt]alking", r"[Ss]itting\sdown", r"sat\sdown",
    r"opened\sup", "chatt(?:ed|ing)", "admitted", "confided", "confirmed", "revealed", "complained",
    "boasted", "explained", "said", "noted", "remarks", "comments", "statement", "e-?mail", "message",
    r"response\ssent", "quotes?", "letter", "note",
)  # fmt: skip
_SPOKE = re.compile(
    rf"{_SPOKE_OR_WROTE}\s"
    r"(?:(?:e-?mailed|sent|given|provided|supplied|made\savailable|issued|forwarded|released)\s)?"
    r"(?:exclusively\s|earlier\s|on\s\w+day\s|\w+day\s)?(?:to|with)\s"
)
_INTERVIEW_OR_TALK = word_start(
    "interview(?:s|ed)?", "appearances?", "conversation", "Q&A", "sit-down", "podcast", "talk", "chat",
    "[Ii]nterviewed",
)  # fmt: skip
_INTERVIEW = re.compile(rf"{_INTERVIEW_OR_TALK}(?=\s)")
# Alternatives that all begin with plain letters are searched for many times faster than [Aa]sked or \basked.
_ASKED_BY = re.compile(
    r"(?:asked|Asked|pressed|Pressed|questioned|challenged|quizzed|reached|Reached|contacted|Contacted|"
    r"approached|Approached)(?=\s)"
)
_CONFIDED = re.compile(
    r"(?:confirm|Confirm|reveal|Reveal|describ|Describ|explain|Explain|recount|Recount)(?:s|ed?|ing)\s"
    r"(?:[\w’'-]+\s){0,6}?(?:to|for)\s(?=(?:[a-z]+\s){0,3}[A-Z])"
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
    """Find "told the Gazette", "telling Radio Vale's Ada Marsh"."""
    yield from credits_after(phrases, _TOLD, "told", VENUE, bare=True)


def interview(phrases: OutletPhrases) -> Iterator[Credit]:
    """Find "in an interview with X", "asked by X", "speaking to X", "in an X interview"."""
    yield from credits_after_preposition(phrases, _INTERVIEW, "with|to|on|in|by|for", "interview", VENUE)
    yield from credits_after_preposition(phrases, _ASKED_BY, "by", "interview", VENUE)
    yield from credits_after(phrases, _SPOKE, "interview", VENUE, bare=True)
    yield from credits_after(phrases, _CONFIDED, "interview", VENUE)
    yield from credits_after(phrases, _ANSWERED, "interview", VENUE, bare=True)
    if has_any(phrases.text, _BROADCASTS):
        yield from credits_after(phrases, _OUTLETS_INTERVIEW, "interview", VENUE)


_ASKED = re.compile(r"\s(?:asked|asks|pressed|questioned|quizzed|challenged)\s(?!by\b)")


def asked(phrases: OutletPhrases) -> Iterator[Credit]:
    """Find "Radio Vale asked Doe", "Radio Vale's Ada Marsh pressed her"."""
    for match in _ASKED.finditer(phrases.text):
        named = phrases.ending(match.start())
        if named and named.certain:
            cue = Span(named.span.start, match.end() - 1)
            yield Credit("asked", VENUE, named.name, named.span, cue, programme=named.kind == "programme")


_WAS_ON = ("appear(?:s|ed|ing)?", "aired", "airing", "broadcast", "televised", "went", "guest", "speaking")
_APPEARED = re.compile(word_start(*_WAS_ON) + r"\s(?:\w+\s){0,3}?(?:on|to)\s")
_EPISODE = re.compile(
    r"\b(?:episode|edition|issue|broadcast|installment|instalment|segment|airing|show)\sof\s(?:the\s)?(?=[\"“‘A-Z0-9])"
)
_EPISODES = ("episode", "edition", "issue", "broadcast", "instal", "segment", "airing", "show")
_SOMEBODYS_SHOW = re.compile(
    word_start("[Oo]n", "with", "to", "told")
    + r"\s(?:\w+\s){0,2}?([A-Z][\w.-]+(?:\s[A-Z][\w.-]+){0,2}['’]s?\s(?:[\w-]+\s){0,3}?"
    r"(?:show|podcast|(?:radio|television|TV|talk|news|morning|evening)\sprogram(?:me)?|newscast|phone-in|website|site|newsletter|blog|channel))\b(?!\s[\"“‘])"
)
_ON = re.compile(word_start("[Oo]n") + r"\s(?=[\w\"“‘'])")
_HEARD = word_start(
    "said", "says", "saying", "spoke", "speaking", "announced", "appealed", "urged", "explained", "stressed",
    "interviews?", "interviewed", "aired", "heard", "live",
)  # fmt: skip
_OVER = re.compile(rf"{_HEARD}\sover\s")
_WORD_AT_END = re.compile(r"[\w’'“”\"]+$|[,.)]$")
_ON_THE_AIR = frozenset({"broadcaster", "programme", "agency", "site", ""})
_LEADS_TO_AIR = re.compile(
    r"(?:interviews?|appearances?|spoke|speaking|comments|remarks|debate|discussion|show|live|again|also|later|earlier|"
    r"recently|he|she|they|him|her|today|yesterday|ago|then|morning|afternoon|evening|night|week|month|year)$"
)


def on_air(phrases: OutletPhrases) -> Iterator[Credit]:
    """Find "on “Newshour”", "over Vale FM", "on Tuesday's episode of X", "on Ada Marsh's show"."""
    for match in _APPEARED.finditer(phrases.text):
        credited = phrases.read(match.end())
        if credited:
            yield make_credit("on_air", VENUE, _with_programme(phrases, credited), match.start())
    if has_any(phrases.text, _EPISODES):
        yield from credits_after(phrases, _EPISODE, "on_air", VENUE)
    for match in _OVER.finditer(phrases.text):
        credited = phrases.read(match.end(), used=False)
        if credited and credited.named.kind in _ON_THE_AIR:
            yield make_credit("on_air", VENUE, credited, match.start())
    for match in _SOMEBODYS_SHOW.finditer(phrases.text):
        yield from credit_by_use(phrases, match, "on_air", VENUE, person=True)
    for match in _ON.finditer(phrases.text):
        before = phrases.text[max(0, match.start() - 30) : match.start()].rsplit(maxsplit=1)
        lead = _WORD_AT_END.search(before[-1]) if before else None
        if lead and not _leads_to_air(lead.group(), phrases.lexicon):
            continue
        credited = phrases.read(match.end(), used=False)
        if credited and credited.named.kind in _ON_THE_AIR:
            yield make_credit("on_air", VENUE, _with_programme(phrases, credited), match.start())


def _with_programme(phrases: OutletPhrases, credited: CreditedOutlet) -> CreditedOutlet:
    """The programme of a network on which somebody speaks, unless the phrase has named one."""
    named = credited.named
    is_network = not credited.others and named.kind != "programme"
    return phrases.on_air(named) if is_network else credited


def _leads_to_air(word: str, lexicon: Lexicon) -> bool:
    """Does "on X" after this word say where somebody spoke, rather than what about?"""
    folded = fold(word)
    lemma = lexicon.cue_verbs.get(folded) or lexicon.weak_cue_verbs.get(folded)
    # The lemma does not count, as it may be a noun: "the attack on X".
    reports = lemma is not None and lemma != folded
    return reports or bool(_LEADS_TO_AIR.match(folded)) or not word[0].islower()


_WROTE_IN = re.compile(
    r"\b(?:(?:wr(?:ote|ites|iting|itten)|Writing|penned)\s(?:(?!report|stor|article|profile)\w+\s){0,3}?(?:(?P<writes>for|on)|in|at)|"
    r"(?:op-ed|oped|column|essay|editorial|commentary|blog|post|contribution|letter|piece|(?P<other>article|story|report|"
    r"profile|feature))\s(?:(?:titled|headlined|entitled)\s[^.\n]{1,80}?\s)?(?:(?:published|printed|appearing|posted|this|last|on|in|\w+day|week|month|earlier|\d{4})\s){0,3}?"
    r"(?:in|for|by|to|on))\s"
)
_WRITINGS = ("wrote", "writes", "writing", "op-ed", "oped", "column", "essay", "opinion", "commentary")
_WRITTEN_FOR = re.compile(
    rf"\b(?:(?:wrote|writes|writing)\s{RUN}\s(?:in|for)|(?:op-ed|oped|column|essay|opinion\spiece|commentary)\s"
    rf"(?:\w+\s){{0,2}}?(?:in|for))\s(?:the\s)?({RUN})"
)
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
        credited = None if about else phrases.read(match.end(), bare=bool(match.group("writes")))
        if credited and credited.named.kind != "media" and not _named_by_title(phrases, match, credited):
            yield make_credit("wrote_in", RELAY if match.group("other") else POST, credited, match.start())
    for match in _WRITTEN_FOR.finditer(phrases.text) if has_any(phrases.text, _WRITINGS) else ():
        yield from credit_by_use(phrases, match, "wrote_in", POST)
    for match in _IN_PIECE.finditer(phrases.text):
        credited = phrases.read(match.end())
        if credited and _PIECE.match(phrases.text, credited.named.span.end):
            yield make_credit("wrote_in", VENUE, credited, match.start())


def _named_by_title(phrases: OutletPhrases, lead: re.Match[str], credited: CreditedOutlet) -> bool:
    """Is the name the title of the piece: "wrote in a column titled The Long Tide"?"""
    return "itled " in phrases.text[lead.end() : credited.named.span.start]


_ACCORDING = re.compile(
    r"\b[Aa]ccording\sto\s(?:(?:an?|the)\s(?:translation|transcript|recording|video|audio|report|account|article)\s"
    r"(?:\w+\s){0,2}?(?:in|on|by|from|of)\s)?|,\s(?:via|per)\s(?=(?:the\s)?[A-Z])"
)
_SPREAD = ("broadcast", "televised", "aired", "carried", "relayed", "published", "printed", "appearing")
_BROADCAST_BY = re.compile(
    rf"\b(?:(?:broadcast|televised|aired|carried|relayed)(?:\s\w+){{0,2}}?\sby\s(?:the\s)?|"
    rf"(?:interview|remarks|comments|excerpts)\s(?:published|printed|appearing)(?:\s\w+){{0,2}}?\sin\sthe\s)({RUN})"
)


def according_to(phrases: OutletPhrases) -> Iterator[Credit]:
    """Find "according to the Gazette"."""
    yield from credits_after(phrases, _ACCORDING, "according_to", RELAY, bare=True)


_QUOTED_AGAIN = re.compile(
    r"\b(?:(?:was|were)\s(?:also\s|later\s)?quoted\sas\s(?:saying|telling)\b(?!\sby\b)|"
    r"(?:It|it)\s(?:also\s|later\s)?(?:quoted|cited)\b)"
)
_AGAIN_WITHIN = 400
_QUOTED_IN = re.compile(rf"{word_start('quoted')}\sin\s(?:the\s)?({RUN})\sas\ssaying\b")


def relayed_by(phrases: OutletPhrases) -> Iterator[Credit]:
    """Find "carried by X", "quoted by state media as saying", "X reported. Doe was quoted as saying"."""
    yield from credits_after_preposition(
        phrases, _relay_verbs(phrases.lexicon), "by|in|on|to", "relayed_by", RELAY
    )
    for match in _QUOTED_AGAIN.finditer(phrases.text) if has_any(phrases.text, ("quoted", "cited")) else ():
        named = phrases.outlets.before(match.start())
        if named and match.start() - named.span.end <= _AGAIN_WITHIN:
            yield Credit("relayed_by", RELAY, named.name, Span(*match.span()), Span(*match.span()))
    for match in _QUOTED_IN.finditer(phrases.text):
        yield from credit_by_use(phrases, match, "relayed_by", RELAY)
    for match in _BROADCAST_BY.finditer(phrases.text) if has_any(phrases.text, _SPREAD) else ():
        yield from credit_by_use(phrases, match, "relayed_by", RELAY)


@cache
def _relay_verbs(lexicon: Lexicon) -> re.Pattern[str]:
    longest_first = sorted(map(re.escape, lexicon.relay_verbs), reverse=True)
    return re.compile(rf"{word_start(*longest_first)}(?=\s)")


_REPORTS = re.compile(
    r"\s(?:(?:first|also|has|had|have|previously|later|further|then|earlier|separately|already|on\s\w+day)\s){0,2}"
    r"(reported|reports|reporting|quoted|quotes|quoting|cited|cites|citing|said|says|wrote|writes|added|revealed|"
    r"noted|announced|carried|published|obtained|released|broadcast|aired|relayed|learned|summarized|summarised)\b"
)
_REPORTING_PIECES = (" report", " dispatch", " story", " article", " commentary")
_CREDITING = frozenset(
    {"reported", "reports", "reporting", "quoted", "quotes", "quoting", "cited", "cites", "citing"}
)
_REPORTED = re.compile(
    word_start("reported", "reports", "writes", "wrote", "quoted", "cited") + r"\s(?=(?:the\s)?[A-Z])"
)
_OTHER_NEWS = re.compile(r"\b(?:after|since|because|until|before|when|whether|if)\s(?:the\s)?$")
_TAIL = re.compile(rf",\s(?:as\s)?(?:the\s)?({RUN})$")
_LONGEST_NAME = 60
_LONGEST_NOUN = 30


def reports(phrases: OutletPhrases) -> Iterator[Credit]:
    """Find "X reported", "as X has reported", "state media said", "X quoted her as saying", "reported X"."""
    text = phrases.text
    for match in _REPORTS.finditer(text):
        end = match.start() - (text[match.start() - 1] == ")")
        end -= next((len(piece) for piece in _REPORTING_PIECES if text.endswith(piece, 0, end)), 0)
        named = (
            phrases.outlets.ending(end)
            or phrases.outlets.ending(_before_noun(text, end, phrases.lexicon))
            or _unnamed_before(phrases, end)
            or _name_in_tail(phrases, match)
        )
        if not named and match.group(1) in _CREDITING:
            named = name_before(text, end, phrases.lexicon)
        if not named or not named.certain:
            continue
        if not _OTHER_NEWS.search(text, max(0, named.span.start - 20), named.span.start):
            cue = Span(named.span.start, match.end())
            yield Credit("reports", RELAY, named.name, named.span, cue, bare=named.bare)
    for match in _REPORTED.finditer(text):
        credited = phrases.read(match.end(), used=False)
        if credited and credited.named.span.start - match.end() <= len("the "):
            yield make_credit("reports", RELAY, credited, match.start())


def _before_noun(text: str, end: int, lexicon: Lexicon) -> int:
    """Where the words before an outlet's noun end: "the Kommet newspaper", "the Zaria news agency"."""
    noun = _noun_at_end(lexicon).search(text, max(0, end - _LONGEST_NOUN), end)
    return noun.start() if noun else end


@cache
def _noun_at_end(lexicon: Lexicon) -> re.Pattern[str]:
    return re.compile(rf"\s(?:news\s)?(?:{alternatives(lexicon.media_nouns)})$")


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
    lead = _TAIL.search(phrases.text[before : verb.start()])
    if not lead or phrases.outlets.is_people(lead.group(1)):
        return None
    return NamedOutlet(Span(before + lead.start(1), verb.start()), lead.group(1))


_INTRODUCES = re.compile(r"(?:\b(?:to|with|by|via)\s(?:the\s)?)$")
_CONTINUES = re.compile(r"['’]s?\s|\s(?:asked|op-ed|column|report|interview|story|article|user|post)s?\b")


def only_named(phrases: OutletPhrases) -> Iterator[Credit]:
    """Find outlets where the words around the name may be a credit that no other rule knows."""
    for named in phrases.outlets.within(Span(0, len(phrases.text))):
        if not named.certain or named.bare:
            continue
        lead = phrases.text[max(0, named.span.start - 20) : named.span.start]
        if _INTRODUCES.search(lead) or _CONTINUES.match(phrases.text, named.span.end):
            programme = named.kind == "programme"
            yield Credit("named", NAMED, named.name, named.span, named.span, programme=programme)


RULES: tuple[CreditRule, ...] = (
    told, interview, asked, on_air, in_book, book_again, posted_on, platform_verb, tweets, wrote_in,
    according_to, relayed_by, reports,
)  # fmt: skip
"""The constructions in the order in which they are tried. If two credit the same name, the first is kept."""
