"""Credits: where an article says which outlet carried somebody's words.

Each rule reads one construction ("told X", "in an interview with X", "X reported", "wrote on X") off the text with
quoted words blotted out. Whose words a credit is for is decided later, in `quotes.sources`.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from quotes.lexicon import fold
from quotes.outlets import RUN, WORD, Named, Outlets
from quotes.types import Span

VENUE, RELAY, POST, BOOK = "venue", "relay", "post", "book"

_SLOT_WORDS = 9
_SLOT_WORD = re.compile(rf"\s*({WORD}|(?:''|[\"“‘'])[A-Z0-9#]|,)")
_STOPS = frozenset(
    "that he she it they we i you who whom whose which when where while if whether why how what because about to "
    "in on at by for with into over during before after and but or as is was were are has have had not than then "
    "would could should will can may might there here earlier later monday tuesday wednesday thursday friday "
    "saturday sunday his her their my our last".split()
)
_PRESENTERS = r"host|co-host|anchor|anchorman|anchorwoman|presenter|moderator|correspondent|reporter|interviewer|columnist|contributor|commentator|journalist|editor|editors"
_PRESENTER = re.compile(rf"(?:{_PRESENTERS})s?$")
_POSSESSIVE = re.compile(r"['’]s?(?=\s)")
_PERSON = re.compile(r"\s+((?:[A-Z][\w.’'-]+\s){1,3}?[A-Z][\w’'-]+)")
_OF_OUTLET = re.compile(r",?\s(?:(?:the\s|a\s)?(?:host|anchor|presenter|editor|co-host)\s)?(?:of|from|at|for|on)\s(?:the\s)?")
_ADJECTIVE = (
    r"(?:state|state-run|state-owned|state-controlled|government-run|local|national|foreign|international|official|"
    r"domestic|semi-official|[a-z]+['’]s|club|pro-government|independent|public|regional|student|government|opposition|military|"
    r"[A-Z][a-z]+(?:\s[A-Z][a-z]+)?|[A-Z]\w+-language)"
)
_MEDIA = re.compile(
    rf"(?:(?:the|a|an|several|one)\s)?((?:{_ADJECTIVE}\s){{1,3}}(?:media(?:\soutlets|\sreports)?|television|TV|radio"
    r"|news\s(?:agency|agencies|channel|website|outlet|outlets|media)|newspapers?|broadcaster|press|magazine|"
    r"(?:radio|television|TV)\s(?:station|channel|network|show|programme|program)|website))\b"
)
_ANAPHOR = re.compile(
    r"(?:the|this)\s(newspaper|paper|magazine|network|broadcaster|channel|station|agency|news\sagency|website|site|"
    r"outlet|publication|programme|program|show|podcast|tabloid|journal|daily|weekly)\b(?!['’]s)"
)
_PROGRAMME_NOUN = re.compile(
    r"[,.]?(?:''|[\"”’'])\s(?:[\w-]+\s){0,2}?(?:programme|program|show|podcast|broadcast|series|newsletter)\b"
)
_OWN = re.compile(r"this\s(?:newspaper|paper|magazine|website|column|programme|site)\b")


@dataclass(frozen=True, slots=True)
class Credit:
    """An outlet credited with somebody's words.

    ``name`` and ``mention`` are the outlet and where it is named; ``cue`` is the span of the crediting words.
    ``kind`` tells how the outlet came by the words: they were spoken to it or on it (venue), it passed them on
    (relay), the speaker published them there (post) or in a book (book). ``others`` are outlets that the same words
    credit besides, such as a programme's network; ``programme`` tells that the outlet is a programme.
    """

    rule: str
    kind: str
    name: str
    mention: Span
    cue: Span
    others: tuple[str, ...] = ()
    programme: bool = False


@dataclass(frozen=True, slots=True)
class Slot:
    """An outlet as the object of a crediting word, with the outlets that belong to it."""

    named: Named
    others: tuple[str, ...] = ()


def find(text: str, outlets: Outlets, own: str | None = None) -> list[Credit]:
    """Return all credits of ``text``, whose quoted words are blotted out, in order.

    ``own`` is the outlet that publishes the article, for "told this newspaper".
    """
    reader = Reader(text, outlets, own)
    found: dict[tuple[int, str], Credit] = {}
    for rule in RULES:
        for credit in rule(reader):
            found.setdefault((credit.mention.start, credit.name), credit)
    return sorted(found.values(), key=lambda credit: credit.mention)


class Reader:
    """Reads the outlet in the slot that a crediting word opens."""

    def __init__(self, text: str, outlets: Outlets, own: str | None) -> None:
        self.text, self.outlets, self.own = text, outlets, own
        self.presenters: dict[str, Named] = {}
        self._learn_presenters()

    def slot(self, offset: int, *, used: bool = True) -> Slot | None:
        """Return the outlet in the noun phrase that begins at ``offset``; None where there is none.

        With ``used`` the phrase is where an outlet is expected, so that a name may count as one by this use.
        """
        text = self.text
        if text[offset : offset + 1].isspace():
            offset += 1
        own = _OWN.match(text, offset)
        if own and self.own:
            return Slot(Named(Span(*own.span()), self.own))
        position, capitals = offset, False
        for _ in range(_SLOT_WORDS):
            word = _SLOT_WORD.match(text, position)
            if not word or "\n\n" in word.group() or word.group(1) == ",":
                break
            start, said = word.start(1), word.group(1)
            if said[0] in "\"“‘'":
                return self._titled(start, leads=position == offset)
            named = self.outlets.used(start) if used else self.outlets.at(start)
            if named:
                return self._with_programme(named)
            if said in _STOPS:
                break
            capitals = capitals or said[0].isupper()
            position = word.end()
        return self._by_description(offset)

    def _titled(self, offset: int, *, leads: bool) -> Slot | None:
        """Return the programme whose title in quotation marks begins at ``offset``.

        Where the title does not lead the phrase, the lexicon or a noun behind it must tell that it is one.
        """
        title = self.outlets.title(offset)
        if not title:
            return None
        noun = _PROGRAMME_NOUN.match(self.text, title.span.end)
        return Slot(title) if leads or title.kind or noun else None

    def _by_description(self, offset: int) -> Slot | None:
        """Return the outlet that a phrase means without a listed name: a presenter, "the paper", "state media"."""
        presenter = re.compile(rf"(?:\w+\s)*?((?:[A-Z][\w.’'-]+\s)*[A-Z][\w’'-]+)").match(self.text, offset)
        if presenter:
            words = re.sub(r"['’]s$", "", presenter.group(1)).split()
            named = self.presenters.get(words[-1])
            if named:
                return Slot(Named(Span(presenter.start(1), presenter.start(1) + len(" ".join(words))), named.name, named.kind))
        anaphor = _ANAPHOR.match(self.text, offset)
        if anaphor:
            named = self.outlets.before(offset)
            return Slot(Named(Span(*anaphor.span()), named.name, named.kind)) if named else None
        media = self.media(offset)
        return Slot(media) if media else None

    def media(self, offset: int) -> Named | None:
        """Return "state media" and its like at ``offset``."""
        match = _MEDIA.match(self.text, offset)
        if not match:
            return None
        return Named(Span(*match.span(1)), " ".join(match.group(1).split()), "media")

    def _with_programme(self, named: Named) -> Slot:
        """Return the programme of a network where the network's name leads on to one: "CBS's “Face the Nation”"."""
        gap = re.compile(r"(?:['’]s?)?(?:\s[a-z][\w-]*){0,3}?\s(?=[\"“‘A-Z0-9]|'')").match(self.text, named.span.end)
        if not gap:
            return Slot(named)
        start = gap.end()
        found = self.outlets.title(start) if self.text[start] in "\"“‘'" else self.outlets.at(start)
        if found and (found.kind == "programme" or (self.text[start] in "\"“‘" and not self._is_person(start))):
            return Slot(found, (named.name,))
        return Slot(named)

    def _is_person(self, offset: int) -> bool:
        return self.outlets.is_people(self.text[offset : offset + 40].strip("\"“‘'"))

    def _learn_presenters(self) -> None:
        """Note who stands for an outlet: "CNN's Jane Doe", "Radio Vale host Jane Doe", "Jane Doe of Radio Vale"."""
        for named in self.outlets.within(Span(0, len(self.text))):
            after = re.compile(rf"(?:['’]s?)?(?:\s(?:[a-z][\w-]*\s)*?(?:{_PRESENTERS}))?").match(self.text, named.span.end)
            if after and after.group():
                person = _PERSON.match(self.text, after.end())
                if person and "\n" not in person.group():
                    self._note(person.group(1), named)
            before = re.compile(rf"({RUN}){_OF_OUTLET.pattern}$").search(
                self.text[max(0, named.span.start - 60) : named.span.start]
            )
            if before and " " in before.group(1):
                self._note(before.group(1), named)
            if named.kind == "programme" or "Show" in named.name:
                for word in named.span.of(self.text).split():
                    if word[0].isupper() and fold(word) not in self.outlets.lexicon.outlet_words:
                        self.presenters.setdefault(word, named)

    def _note(self, person: str, named: Named) -> None:
        self.presenters.setdefault(re.sub(r"['’]s$", "", person.split()[-1]), named)


Rule = Callable[[Reader], Iterator[Credit]]


def _after(
    reader: Reader, pattern: re.Pattern[str], rule: str, kind: str, *, used: bool = True, kinds: frozenset[str] | None = None
) -> Iterator[Credit]:
    """Yield a credit for each outlet in the slot that a match of ``pattern`` opens."""
    for match in pattern.finditer(reader.text):
        slot = reader.slot(match.end(), used=used)
        if slot and (kinds is None or slot.named.kind in kinds):
            yield _credit(rule, kind, slot, Span(match.start(), slot.named.span.end))


def _after_preposition(
    reader: Reader, pattern: re.Pattern[str], prepositions: str, rule: str, kind: str
) -> Iterator[Credit]:
    """Yield a credit for the outlet behind the first preposition after ``pattern`` that one follows."""
    for match in pattern.finditer(reader.text):
        for preposition in re.finditer(
            rf"(?<=\s)(?:{prepositions})\s", _REST_OF_CLAUSE.match(reader.text, match.end()).group()  # type: ignore[union-attr]
        ):
            slot = reader.slot(match.end() + preposition.end())
            if slot:
                yield _credit(rule, kind, slot, Span(match.start(), slot.named.span.end))
                break


_REST_OF_CLAUSE = re.compile(r"(?:\s[^\s_,.;:!?\"“”]+){0,7}\s?")


def _credit(rule: str, kind: str, slot: Slot, cue: Span) -> Credit:
    return Credit(rule, kind, slot.named.name, slot.named.span, cue, slot.others, slot.named.kind == "programme")


def _as_used(reader: Reader, match: re.Match[str], rule: str, kind: str) -> Iterator[Credit]:
    """Yield a credit for the name in a match's first group, which only its use shows to be an outlet's."""
    span, words = Span(*match.span(1)), match.group(1)
    outlets = reader.outlets
    no_outlet = outlets.is_people(words) or fold(words) in outlets.lexicon.public_bodies
    if not no_outlet and not outlets.within(span):
        yield Credit(rule, kind, " ".join(words.split()), span, Span(*match.span()))


_TOLD = re.compile(r"\b(?:tells?|told|telling)\s(?!that\b)")
_SPOKE = re.compile(
    r"\b(?:spoke|speaks|[Ss]peaking|talked|talking|admitted|confided|confirmed|revealed|complained|boasted|explained|"
    r"remarks|comments|statement|e-?mail|message|response|quotes?|interviews?|letter|said|according)\s"
    r"(?:exclusively\s|earlier\s|on\s\w+day\s|\w+day\s)?(?:to|with)\s"
)
_INTERVIEW = re.compile(
    r"\b(?:interview(?:s|ed)?|appearances?|conversation|Q&A|sit-down|podcast|talk|chat|asked|pressed|questioned|"
    r"challenged|quizzed)(?=\s)"
)
_APPEARED = re.compile(r"\b(?:appear(?:s|ed|ing)?|aired|airing|broadcast|televised|went|guest|speaking)\s(?:\w+\s){0,3}?(?:on|to)\s")
_IN_INTERVIEW = re.compile(
    r"\b(?:[Ii]n|[Dd]uring)\s(?:an?|his|her|their|the|another|one)\s(?=(?:[\w’'-]+\s){1,5}?"
    r"(?:interview|appearance|podcast|documentary|broadcast|special|town\shall)\b)"
)
_ON_AIR = re.compile(r"(?<![\w])(?:[Oo]n)\s(?=[\w\"“‘'])")
_EPISODE = re.compile(
    r"\b(?:episode|edition|issue|broadcast|installment|instalment|segment|airing|show)\sof\s(?:the\s)?(?=[\"“‘A-Z0-9])"
)
_SOMEBODYS_SHOW = re.compile(
    r"\b(?:[Oo]n|with|to|told)\s(?:\w+\s){0,2}?([A-Z][\w.-]+(?:\s[A-Z][\w.-]+){0,2}['’]s?\s(?:[\w-]+\s){0,3}?"
    r"(?:show|podcast|programme|program|newscast|phone-in|website|site|newsletter|blog|channel))\b(?!\s[\"“‘])"
)
_WRITTEN_FOR = re.compile(
    rf"\b(?:(?:wrote|writes|writing)\s{RUN}\s(?:in|for)|(?:op-ed|oped|column|essay|opinion\spiece|commentary)\s(?:\w+\s){{0,2}}?"
    rf"(?:in|for))\s(?:the\s)?({RUN})"
)
_WROTE_IN = re.compile(
    r"\b(?:(?:wr(?:ote|ites|iting|itten)|Writing|penned)\s(?:\w+\s){0,3}?(?:in|for|at|on)|"
    r"(?:op-ed|oped|column|essay|editorial|commentary|article|piece|blog|post|contribution|letter|story|report|profile|feature)\s"
    r"(?:(?:published|printed|appearing|posted|this|last|on|in|\w+day|week|month|earlier|\d{4})\s){0,3}?(?:in|for|by|to|on))\s"
)
_OUTLETS_PIECE = re.compile(
    r"\b(?:[Ii]n)\s(?=(?:(?:an?|the|his|her|their|recent|new|another|\w+day|\d{4})\s){0,3}[A-Z0-9])"
)
_PIECE = re.compile(
    r"(?:['’]s?)?(?:\s[\w’'-]+){0,3}?\s(op-ed|oped|column|essay|editorial|commentary|article|piece|interview|story|profile|report|"
    r"opinion|feature|magazine|documentary|podcast|investigation|exposé|expose|blog)\b"
)
_ACCORDING = re.compile(r"\b[Aa]ccording\sto\s")
_RELAYED = re.compile(
    r"\b(?:reported|quoted|cited|carried|published|released|obtained|broadcast|aired|relayed|leaked|seen|reviewed|"
    r"distributed|translated|printed|run|shown|revealed|recorded|provided|shared|disclosed|uncovered|unearthed|heard|"
    r"captured|made\spublic|transcribed|viewed|heard)(?=\s)"
)
_BROADCAST_BY = re.compile(
    rf"\b(?:(?:broadcast|televised|aired|carried|relayed)(?:\s\w+){{0,2}}?\sby\s(?:the\s)?|"
    rf"(?:interview|remarks|comments|excerpts)\s(?:published|printed|appearing)(?:\s\w+){{0,2}}?\sin\sthe\s)({RUN})"
)
_REPORTS = re.compile(
    r"\s(?:(?:first|also|has|had|have|previously|later|further|then|earlier|separately|already|on\s\w+day)\s){0,2}"
    r"(reported|reports|reporting|quoted|quotes|quoting|cited|cites|citing|said|says|wrote|writes|added|revealed|"
    r"noted|announced|carried|published|obtained|released|broadcast|aired|relayed|learned|summarized|summarised)\b"
)
_OTHER_NEWS = re.compile(r"\b(?:after|since|because|until|before|when|whether|if)\s(?:the\s)?$")
_REPORTS_AFTER = re.compile(r"\b(?:reported|reports|writes|wrote|quoted|cited)\s(?=(?:the\s)?[A-Z])")
_TITLE_AFTER = re.compile(r",?\s(?:titled|entitled|called|named)?,?\s?(?=[\"“‘A-Z])")
_BOOK = (
    r"(?:\w+\s)?(?:book|memoir|memoirs|autobiography|biography|novel|diary|diaries|diet book|cookbook|bestseller|"
    r"best-seller|manifesto|essay collection)"
)
_IN_BOOK = re.compile(
    rf"\b(?:[Ii]n|[Ff]rom|[Aa]ccording\sto)\s(?:his|her|their|the|a|an|[\w.]+['’]s)\s(?:[\w-]+\s){{0,3}}?{_BOOK}\b"
    r"(?:\sof\s[^,.]{1,60}?)?(?=,?\s)"
)
_WROTE_BOOK = re.compile(rf"\b{_BOOK}\b[^.\n_]{{0,60}}?\b(?:titled|entitled|called)\b")
_BOOK_TITLE = re.compile(rf",?\s(?:titled\s|entitled\s|called\s)?(?:(?:''|[\"“‘])([A-Z][^\"”_\n]{{1,80}}?)[,.]?(?:''|[\"”’])|({RUN}(?::\s{RUN})?))")
_PLATFORM = re.compile(
    r"\b(?:on|to|via|through|over|a|an|his|her|their|the|its|\w+day|from)\s"
    r"(?:(?!on\b|to\b|via\b)[a-z-]+\s){0,2}?(?=[A-Zx4])"
)
_POST_WORDS = re.compile(r"['’s]*\s(?:post|posts|message|page|account|feed|video|thread|status|update|statement|story|comment|note|rant|post)\b")
_TWEET = re.compile(r"\b(?:in|via|from)\s(?:an?|one|his|her|their|another|the|\w+)\s(?:[\w’'-]+\s){0,4}?(tweets?|tweet\s?storm|retweet)\b")


def told(reader: Reader) -> Iterator[Credit]:
    """Read "told the Gazette", "telling Radio Vale's Jane Doe"."""
    yield from _after(reader, _TOLD, "told", VENUE)


def interview(reader: Reader) -> Iterator[Credit]:
    """Read "in an interview with X", "asked by X", "speaking to X", "in a statement to X", "in an X interview"."""
    yield from _after_preposition(reader, _INTERVIEW, "with|to|on|in|by|for", "interview", VENUE)
    for credit in _after(reader, _SPOKE, "interview", VENUE):
        if "according" not in credit.cue.of(reader.text):
            yield credit
    yield from _after(reader, _IN_INTERVIEW, "interview", VENUE)


_ON_THE_AIR = frozenset({"broadcaster", "programme", "agency", "site", ""})
_BEFORE_ON = re.compile(r"([\w’'“”\"]+|[,.)_])\s*$")


def on_air(reader: Reader) -> Iterator[Credit]:
    """Read "on “Meet the Press”", "on CNN", "on Tuesday's episode of …", "appeared on X"."""
    yield from _after(reader, _APPEARED, "on_air", VENUE)
    yield from _after(reader, _EPISODE, "on_air", VENUE)
    for match in _SOMEBODYS_SHOW.finditer(reader.text):
        show = Span(*match.span(1))
        if not reader.outlets.within(show):
            name = " ".join(show.of(reader.text).split())
            yield Credit("on_air", VENUE, name, show, Span(*match.span()))
    for match in _ON_AIR.finditer(reader.text):
        lead = _BEFORE_ON.search(reader.text, max(0, match.start() - 30), match.start())
        if lead and not _leads_to_air(lead.group(1), reader):
            continue
        slot = reader.slot(match.end(), used=False)
        if slot and slot.named.kind in _ON_THE_AIR:
            yield _credit("on_air", VENUE, slot, Span(match.start(), slot.named.span.end))


def _leads_to_air(word: str, reader: Reader) -> bool:
    """Tell whether "on X" after this word says where somebody spoke, not what of."""
    folded, lexicon = fold(word), reader.outlets.lexicon
    if not word[0].islower():
        return True
    return (
        folded in lexicon.cue_verbs
        or folded in lexicon.weak_cue_verbs
        or folded in {"interview", "interviews", "appearance", "appearances", "morning", "night", "evening", "week", "month"}
        or folded in {"live", "again", "also", "later", "earlier", "he", "she", "they", "him", "her", "recently", "year", "remarks"}
        or folded in {"today", "yesterday", "ago", "then", "afternoon", "debate", "discussion", "spoke", "speaking", "comments", "show"}
    )


def wrote_in(reader: Reader) -> Iterator[Credit]:
    """Read "wrote in the Gazette", "in an op-ed for X", "in a Gazette column", "in X's long profile of her"."""
    for match in _WROTE_IN.finditer(reader.text):
        slot = reader.slot(match.end())
        if slot and slot.named.kind not in ("platform", "media"):
            relayed = match.group().split()[0] in ("article", "story", "report", "profile", "feature")
            yield _credit("wrote_in", RELAY if relayed else POST, slot, Span(match.start(), slot.named.span.end))
    for match in _WRITTEN_FOR.finditer(reader.text):
        yield from _as_used(reader, match, "wrote_in", POST)
    for match in _OUTLETS_PIECE.finditer(reader.text):
        slot = reader.slot(match.end())
        piece = slot and _PIECE.match(reader.text, slot.named.span.end)
        if slot and piece:
            yield _credit("wrote_in", VENUE, slot, Span(match.start(), piece.end()))


def according_to(reader: Reader) -> Iterator[Credit]:
    """Read "according to the Gazette"."""
    yield from _after(reader, _ACCORDING, "according_to", RELAY)


def relayed_by(reader: Reader) -> Iterator[Credit]:
    """Read "carried by X", "quoted by state media as saying", "e-mails released by X"."""
    yield from _after_preposition(reader, _RELAYED, "by|in|on|to", "relayed_by", RELAY)
    for match in _BROADCAST_BY.finditer(reader.text):
        yield from _as_used(reader, match, "relayed_by", RELAY)


def reports(reader: Reader) -> Iterator[Credit]:
    """Read "X reported", "as X has reported", "state media said", "X quoted her as saying"."""
    text = reader.text
    for match in _REPORTS.finditer(text):
        end = match.start() - (text[match.start() - 1] == ")")
        named = reader.outlets.ending(end) or _media_before(reader, match.start()) or _in_tail(reader, match)
        if named and named.certain and not _OTHER_NEWS.search(
            reader.text, max(0, named.span.start - 20), named.span.start
        ):
            yield Credit("reports", RELAY, named.name, named.span, Span(named.span.start, match.end()))
    yield from (
        credit
        for credit in _after(reader, _REPORTS_AFTER, "reports", RELAY, used=False)
        if credit.mention.start - credit.cue.start < 16
    )


def _media_before(reader: Reader, end: int) -> Named | None:
    """Return "state media" and its like that ends at ``end``."""
    for lead in re.finditer(r"(?<!\S)\S", reader.text[max(0, end - 40) : end]):
        named = reader.media(max(0, end - 40) + lead.start())
        if named and named.span.end == end:
            return named
    return None


_TAIL = re.compile(rf",\s(?:as\s)?(?:the\s)?({RUN})$")


def _in_tail(reader: Reader, verb: re.Match[str]) -> Named | None:
    """Return a name that nothing but its use shows to be an outlet's: "…, Nanova reported."."""
    if verb.group(1) not in ("reported", "reports") or reader.text[verb.end() : verb.end() + 1] not in (".", ","):
        return None
    lead = _TAIL.search(reader.text[max(0, verb.start() - 60) : verb.start()])
    if not lead or reader.outlets.is_people(lead.group(1)):
        return None
    start = max(0, verb.start() - 60) + lead.start(1)
    return Named(Span(start, verb.start()), lead.group(1))


def platform_verb(reader: Reader) -> Iterator[Credit]:
    """Read "tweeted"."""
    verbs = reader.outlets.lexicon.platform_verbs
    pattern = re.compile(rf"\b(?:{'|'.join(sorted(map(re.escape, verbs)))})\b", re.IGNORECASE)
    for match in pattern.finditer(reader.text):
        form = match.group().lower()
        if form in ("tweet", "tweets", "retweet", "retweets") and not _TWEETS.search(
            reader.text, max(0, match.start() - 8), match.start()
        ):
            continue
        yield Credit("platform_verb", POST, verbs[form], Span(*match.span()), Span(*match.span()))


_TWEETS = re.compile(r"\b(?:to|also|he|she|they|would|will|can|did)\s$")


def posted_on(reader: Reader) -> Iterator[Credit]:
    """Read "wrote on Twitter", "in a Facebook post", "in a tweet"."""
    text, lexicon = reader.text, reader.outlets.lexicon
    for match in _PLATFORM.finditer(text):
        word = re.compile(r"Truth\sSocial|Tik\sTok|Sina\sWeibo|[\w.]+\w|X").match(text, match.end())
        platform = word and lexicon.platforms.get(fold(word.group()))
        if not word or not platform:
            continue
        opens = match.group().split()[0].lower()
        if opens in ("on", "to", "via", "through", "over") or _POST_WORDS.match(text, word.end()):
            yield Credit("posted_on", POST, platform, Span(*word.span()), Span(match.start(), word.end()))
    for match in _TWEET.finditer(text):
        name = lexicon.platform_verbs["tweet"]
        yield Credit("posted_on", POST, name, Span(*match.span(1)), Span(*match.span()))


def in_book(reader: Reader) -> Iterator[Credit]:
    """Read "in her memoir, The Long Tide", "wrote a book entitled …"."""
    for pattern in (_IN_BOOK, _WROTE_BOOK):
        for match in pattern.finditer(reader.text):
            title = _BOOK_TITLE.match(reader.text, match.end())
            if not title:
                continue
            group = 1 if title.group(1) else 2
            words = title.group(group)
            if group == 2 and (len(words.split()) < 2 or reader.outlets.is_people(words)) and "," not in title.group()[:1]:
                continue
            if group == 2 and reader.outlets.is_people(words):
                continue
            yield Credit("in_book", BOOK, " ".join(words.split()), Span(*title.span(group)), Span(match.start(), title.end()))


RULES: tuple[Rule, ...] = (
    told, interview, on_air, in_book, posted_on, platform_verb, wrote_in, according_to, relayed_by, reports,
)  # fmt: skip
