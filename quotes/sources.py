"""The reporting source of a quote: the outlet that the article credits with carrying the words.

First every credit of the article is read (`quotes.credits`). A quote takes the credit of its own sentence that is
for its speaker's words. What was said to an outlet goes on through the speaker's next quotes, as long as nothing
comes between: an interview is reported in a run. Beyond the run a source is carried on, and marked so, until the
speaker speaks on another occasion or through another outlet.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from quotes import credits
from quotes.credits import BOOK, POST, RELAY, VENUE, Credit
from quotes.lexicon import Lexicon, fold, load
from quotes.outlets import Outlets
from quotes.paragraphs import number_at
from quotes.sentences import Sentences, mask
from quotes.types import Article, Attribution, Quotation, Source, Span, Speaker
from quotes.views import Passage

JOINED = 60
"""Characters between two credits of one statement, at most: "told Radio Vale in an interview on “Newshour”"."""

FARTHEST = 10
"""Paragraphs over which a source is carried on at most."""

LEAD_IN = 60
"""Characters of a paragraph that does no more than lead in to a quotation, at most."""

_TITLE_LEAD = re.compile(
    r"(?:\b[Oo]n|['’]s?|\b(?:show|program|programme|podcast|series|of|broadcast|book|memoir|autobiography|novel|magazine|newspaper|"
    r"station|called|titled|entitled|\w+day[’']s)),?\s$"
)
_TITLE_WORDS = re.compile(r"(?:(?:[A-Z0-9#][^\s]*|&|of|the|and|a|an|in|to|with|for|on|at|from|is|or)(?:\s|$)){1,9}$")
_TIME = re.compile(
    r"\b(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|january|february|march|april|june|july|august|september|october|"
    r"november|december|(?:19|20)\d\d|yesterday|last (?:week|month|year|spring|summer|autumn|fall|winter)|"
    r"(?:weeks?|months?|years?|days?) (?:ago|earlier|later|before)|at the time|(?:said|says|told \w+|wrote) then|back then|"
    r"earlier this (?:week|month|year)|once (?:said|told|wrote)|previously|in the past)\b",
    re.IGNORECASE,
)
_BACK = re.compile(
    r"\b(?:then(?=[.,])|at the time|last (?:month|year|spring|summer|autumn|fall|winter)|(?:months?|years?) (?:ago|earlier|before)|"
    r"in (?:(?:19|20)\d\d)|earlier this (?:month|year)|back in)\b",
    re.IGNORECASE,
)
_OWNER_PRONOUN = re.compile(r"\b(?:he|she|they|his|her)\b", re.IGNORECASE)
_WRITES = frozenset({"write", "tweet", "post", "add", "continue", "go on", "conclude", "note"})
_WORD = re.compile(r"[^\W_]+(?:[-'’][^\W_]+)*")
_REPORTERS_WORD = re.compile(r"[^\W_]")


@dataclass(frozen=True, slots=True)
class _Place:
    """A quotation with what is needed to find its source."""

    span: Span
    outer: Span
    paragraph: int
    sentence: int
    speaker: str
    kind: str | None
    words: frozenset[str]
    mention: Span | None
    cue: Span | None


@dataclass(slots=True)
class _Running:
    """The source that goes on for one speaker: its credit, where it was last used, and the times of its sentence."""

    credit: Credit
    others: tuple[str, ...]
    paragraph: int
    times: frozenset[str]
    occasions: frozenset[str]
    in_run: bool
    recalled: bool = field(default=False)


def find(
    article: Article,
    paragraphs: Sequence[Span],
    quotations: Sequence[Quotation],
    attributions: Sequence[Attribution],
    speakers: Sequence[Speaker],
    passages: Sequence[Passage],
) -> list[Source]:
    """Return the reporting source of each quotation, in their order."""
    return _Finder(article, paragraphs, quotations, attributions, speakers).sources()


class _Finder:
    """Goes through one article, sentence by sentence, with the source that goes on for each speaker."""

    def __init__(
        self,
        article: Article,
        paragraphs: Sequence[Span],
        quotations: Sequence[Quotation],
        attributions: Sequence[Attribution],
        speakers: Sequence[Speaker],
    ) -> None:
        self.text, self.paragraphs, self.lexicon = article.text, paragraphs, load()
        spoken = [quotation for quotation in quotations if not _is_title(article.text, quotation)]
        self.masked = mask(article.text, spoken)
        self.sentences = _bounds(Sentences(article.text, paragraphs, spoken, self.lexicon), article.text)
        self.places = [
            self._place(quotation, found, speaker)
            for quotation, found, speaker in zip(quotations, attributions, speakers, strict=True)
        ]
        self.titles = {quotation.outer for quotation in quotations} - {quotation.outer for quotation in spoken}
        people = frozenset(word for place in self.places if place.kind != "organisation" for word in place.words)
        self.credits = credits.find(self.masked, Outlets(self.masked, people), article.outlet)
        self.by_sentence: dict[int, list[Credit]] = {}
        for credit in self.credits:
            self.by_sentence.setdefault(_sentence_at(self.sentences, credit.mention.start), []).append(credit)
        self.running: dict[str, _Running] = {}

    def sources(self) -> list[Source]:
        """Return the source of each quotation, in their order."""
        found: list[Source] = [Source()] * len(self.places)
        quoted: dict[int, list[int]] = {}
        for index, place in enumerate(self.places):
            if place.outer not in self.titles:
                quoted.setdefault(place.sentence, []).append(index)
        last: int | None = None
        for sentence in sorted({*quoted, *self.by_sentence}):
            indexes = quoted.get(sentence, [])
            bound = self._bind(sentence, indexes)
            for index in indexes:
                found[index] = self._source(index, bound.get(index, []), last, found)
                last = index
            self._note_unquoted(sentence, indexes, bound)
        return found

    def _place(self, quotation: Quotation, found: Attribution, speaker: Speaker) -> _Place:
        name = speaker.name or (found.mention.of(self.text) if found.mention else "")
        return _Place(
            quotation.span,
            quotation.outer,
            quotation.paragraphs[1],
            _sentence_at(self.sentences, quotation.outer.start),
            name,
            speaker.kind,
            frozenset(fold(word) for word in _WORD.findall(name) if word[0].isupper()),
            found.mention,
            found.cue,
        )

    def _bind(self, sentence: int, indexes: list[int]) -> dict[int, list[Credit]]:
        """Return the credits of a sentence that are for each of its quotations."""
        bound: dict[int, list[Credit]] = {}
        speakers = {self.places[index].speaker for index in indexes}
        for credit in self.by_sentence.get(sentence, []):
            fitting = [index for index in indexes if self._may_be_for(credit, self.places[index])]
            if len(speakers) > 1 and fitting:
                nearest = min(fitting, key=lambda index: _distance(credit.cue, self.places[index].outer))
                fitting = [index for index in fitting if self.places[index].speaker == self.places[nearest].speaker]
            for index in fitting:
                bound.setdefault(index, []).append(credit)
        return bound

    def _may_be_for(self, credit: Credit, place: _Place) -> bool:
        """Tell whether a credit in the quotation's own sentence may be for its words."""
        if self._is_speaker(credit, place):
            return False
        if credit.rule == "told" and place.words:
            subject = _subject_before(self.masked, credit.cue.start)
            if subject and subject not in place.words and not (place.mention and subject in fold(place.mention.of(self.text))):
                return False
        if credit.rule == "platform_verb":
            return _is_posting(self.masked, credit, place)
        return not (place.cue and _is_aside(self.masked, credit, place.cue))

    def _is_speaker(self, credit: Credit, place: _Place) -> bool:
        """Tell whether the outlet, or a document of its own, is itself who speaks."""
        mention = place.mention
        if mention and credit.mention.start < mention.end and mention.start < credit.mention.end:
            return credit.kind not in (POST, BOOK) and place.kind != "person"
        if place.kind == "unnamed" or (place.kind == "person" and not _begin_alike(credit.name, place.speaker)):
            return False
        return _same(credit.name, place.speaker) or (credit.rule == "wrote_in" and self._is_document(place))

    def _is_document(self, place: _Place) -> bool:
        """Tell whether what speaks is a document: "an editorial" in an outlet is the outlet's own."""
        words = fold(place.mention.of(self.text) if place.mention else place.speaker).split()
        return bool(words) and words[-1] in self.lexicon.speech_documents

    def _source(self, index: int, bound: list[Credit], last: int | None, found: list[Source]) -> Source:
        """Return the source of one quotation and note it as what goes on for its speaker."""
        place = self.places[index]
        previous = self.places[last] if last is not None else None
        if bound:
            source = _choose(bound, place)
            credit = next(one for one in bound if one.mention == source.mention)
            self._note(place, credit, source.others)
            return source
        if previous and last is not None and self._continues(previous, place):
            return found[last]
        return self._carry(place)

    def _continues(self, previous: _Place, place: _Place) -> bool:
        """Tell whether a quotation belongs to the statement before it: same speaker, no words of the reporter's."""
        if not place.speaker or previous.speaker != place.speaker or previous.paragraph != place.paragraph:
            return False
        if previous.sentence == place.sentence:
            return True
        start, end = self.sentences[place.sentence]
        return not _REPORTERS_WORD.search(self.masked[start:end])

    def _carry(self, place: _Place) -> Source:
        """Return the source that goes on for the quotation's speaker, if one does."""
        running = self.running.get(place.speaker) if place.speaker else None
        if not running or self._is_speaker(running.credit, place):
            return Source()
        sentence = Span(*self.sentences[place.sentence]).of(self.masked)
        if place.paragraph - running.paragraph > FARTHEST or self._is_new_occasion(sentence, running):
            del self.running[place.speaker]
            return Source()
        writes = self._lemma(place) in _WRITES
        if running.credit.kind == POST and not writes:
            return Source()
        stated = running.in_run and self._is_in_run(place, running, writes=writes)
        if not stated and running.recalled:
            del self.running[place.speaker]
            return Source()
        running.in_run = stated
        running.paragraph = place.paragraph
        return Source(
            running.credit.name, "stated" if stated else "carried", running.credit.mention, running.others
        )

    def _is_in_run(self, place: _Place, running: _Running, *, writes: bool) -> bool:
        """Tell whether a quotation still belongs to the interview, post or book whose report began just before."""
        if running.credit.kind == RELAY:
            return False
        return self._follows_at_once(place, running) or (running.credit.kind == BOOK and writes)

    def _follows_at_once(self, place: _Place, running: _Running) -> bool:
        """Tell whether no paragraph stands between but such as "Doe continued:"."""
        between = self.paragraphs[running.paragraph + 1 : place.paragraph]
        return all(paragraph.end - paragraph.start <= LEAD_IN for paragraph in between)

    def _lemma(self, place: _Place) -> str:
        words = fold(place.cue.of(self.text)) if place.cue else ""
        first = words.split()[0] if words else ""
        return self.lexicon.cue_verbs.get(first) or self.lexicon.weak_cue_verbs.get(first) or words

    def _is_new_occasion(self, sentence: str, running: _Running) -> bool:
        """Tell whether a sentence tells of another time or occasion than the one whose outlet goes on."""
        if _times(sentence) - running.times:
            return True
        return bool(_occasions(sentence, self.lexicon) - running.occasions)

    def _note(self, place: _Place, credit: Credit, others: tuple[str, ...]) -> None:
        start, end = self.sentences[_sentence_at(self.sentences, credit.mention.start)]
        sentence = self.masked[start:end]
        self.running[place.speaker] = _Running(
            credit,
            others,
            number_at(tuple(self.paragraphs), credit.mention.start),
            _times(sentence),
            _occasions(sentence, self.lexicon),
            in_run=True,
            recalled=bool(_BACK.search(sentence)),
        )

    def _note_unquoted(
        self, sentence: int, indexes: list[int], bound: dict[int, list[Credit]]
    ) -> None:
        """Note the credits of a sentence that are for none of its quotations: they may be for what follows."""
        used = {credit.mention for given in bound.values() for credit in given}
        speaking = {self.places[index].speaker for index in indexes}
        owned: dict[str, list[Credit]] = {}
        for credit in self.by_sentence.get(sentence, []):
            if credit.mention in used or credit.rule == "platform_verb":
                continue
            owner = self._owner(sentence, credit)
            if owner and owner.speaker not in speaking and not self._is_speaker(credit, owner):
                owned.setdefault(owner.speaker, []).append(credit)
        for speaker, given in owned.items():
            owner = next(place for place in self.places if place.speaker == speaker)
            source = _choose(given, owner)
            self._note(owner, next(one for one in given if one.mention == source.mention), source.others)

    def _owner(self, sentence: int, credit: Credit) -> _Place | None:
        """Return a quotation of whoever a credit's sentence names: the speaker named nearest before the credit."""
        start, end = self.sentences[sentence]
        named: list[tuple[int, _Place]] = []
        for place in self.places:
            if place.kind == "organisation" or not place.words:
                continue
            for word in _WORD.finditer(self.masked, start, end):
                key = re.sub(r"['’]s$", "", fold(word.group()))
                if key in place.words and word.group()[0].isupper() and key == _last_word(place):
                    if not credit.mention.start <= word.start() < credit.mention.end:
                        named.append((word.start(), place))
        before = [item for item in named if item[0] < credit.cue.start]
        after = [item for item in named if item[0] >= credit.cue.start]
        if credit.rule == "reports" and not _TRAILS.search(self.masked[start : credit.cue.start]):
            before = []
        if before:
            return max(before, key=lambda item: item[0])[1]
        following = next((place for place in self.places if place.outer.start >= credit.mention.end), None)
        here = number_at(tuple(self.paragraphs), start)
        near = following and following.paragraph - here <= 1
        if following and following.paragraph == here and credit.rule == "wrote_in":
            return following
        if after and (credit.kind != RELAY or credit.rule in ("reports", "according_to")):
            return min(after, key=lambda item: item[0])[1]
        if near and following and credit.kind in (VENUE, BOOK, POST) and _OWNER_PRONOUN.search(self.masked, start, end):
            return following
        return None


_TRAILS = re.compile(r"(?:,|\bas)\s(?:the\s)?$")


def _choose(bound: list[Credit], place: _Place) -> Source:
    """Return the credit closest to the speaker as source, and the others' outlets beside it."""
    relays = all(credit.kind == RELAY for credit in bound)
    direct = [credit for credit in bound if relays or credit.kind != RELAY]
    nearest = min(direct, key=lambda credit: _distance(credit.cue, place.outer))
    joined = [credit for credit in direct if _distance(credit.cue, nearest.cue) <= JOINED]
    first = min(joined, key=_closeness)
    rest = [credit for credit in bound if credit is not first]
    others = [*first.others, *(name for credit in rest for name in (credit.name, *credit.others))]
    return Source(
        first.name, "stated", first.mention, tuple(name for name in dict.fromkeys(others) if name != first.name)
    )


def _closeness(credit: Credit) -> tuple[bool, bool, bool, int]:
    """Return what puts the more telling of two joined credits first: a name, a programme, who was spoken to."""
    return credit.name[0].islower(), not credit.programme, credit.rule not in ("told", "interview"), credit.mention.start


def _is_title(text: str, quotation: Quotation) -> bool:
    """Tell whether marked words are a programme's or book's title by what leads to them."""
    words = quotation.span.of(text).rstrip(",.")
    lead = text[max(0, quotation.outer.start - 24) : quotation.outer.start]
    listed = load().outlets.get(fold(words))
    if listed and listed.kind == "programme" and words[0].isupper():
        return True
    return bool(_TITLE_LEAD.search(lead) and _TITLE_WORDS.match(words))


def _bounds(sentences: Sentences, text: str) -> list[tuple[int, int]]:
    starts = [0, *sentences.ordered[1:]] or [0]
    return list(zip(starts, [*starts[1:], len(text)], strict=True))


def _sentence_at(sentences: Sequence[tuple[int, int]], offset: int) -> int:
    low, high = 0, len(sentences)
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if sentences[middle][0] <= offset else (low, middle)
    return low


def _distance(one: Span, other: Span) -> int:
    return max(0, one.start - other.end, other.start - one.end)


_SUBJECT = re.compile(r"([A-Z][\w’'-]+)(?:,[^,_]{1,60},|\s\([^)]{1,30}\))?\s(?:\w+ly\s|also\s|then\s|has\s|had\s|later\s)?$")


def _subject_before(masked: str, offset: int) -> str | None:
    """Return the folded name that stands just before a verb."""
    match = _SUBJECT.search(masked[max(0, offset - 90) : offset])
    return fold(match.group(1)) if match else None


def _is_posting(masked: str, credit: Credit, place: _Place) -> bool:
    """Tell whether "tweeted" posts the quoted words: it is their cue, or stands next to them."""
    if place.cue and place.cue.start <= credit.cue.start < place.cue.end:
        return True
    between = Span(min(credit.cue.end, place.outer.end), max(credit.cue.start, place.outer.start)).of(masked)
    return len(between.split()) <= 8 and not re.search(r"[.;_]|\band\b", between)


_RELATIVE = re.compile(r",\s(?:who|which)\s(?:\w+\s){0,3}?$")


def _is_aside(masked: str, credit: Credit, cue: Span) -> bool:
    """Tell whether a credit stands in a relative clause of its own: "Doe, who told X that …, said"."""
    lead = masked[max(0, credit.cue.start - 30) : credit.cue.start]
    return credit.cue.end < cue.start and bool(_RELATIVE.search(lead))


def _begin_alike(one: str, other: str) -> bool:
    """Tell whether two names have the same first word, as no person's has with an outlet's."""
    first, second = (fold(name).removeprefix("the ").split() for name in (one, other))
    return first[:1] == second[:1]


def _same(outlet: str, speaker: str) -> bool:
    """Tell whether two names are of the same outlet."""
    one, other = ([word for word in re.findall(r"\w+", fold(name)) if word != "the"] for name in (outlet, speaker))
    if not one or not other:
        return False
    initials = ("".join(word[0] for word in one) == "".join(other)) or ("".join(word[0] for word in other) == "".join(one))
    return initials or set(one) <= set(other) or set(other) <= set(one)


def _times(sentence: str) -> frozenset[str]:
    return frozenset(" ".join(match.group().lower().split()) for match in _TIME.finditer(sentence))


def _last_word(place: _Place) -> str:
    words = [fold(word) for word in _WORD.findall(place.speaker) if word[0].isupper()]
    return words[-1] if words else ""


_ON_OCCASION = re.compile(
    r"\b(?:at|in|during|from|told|telling|tells|to|before|addressing)\s((?:[\w’'-]+\s?){1,6})", re.IGNORECASE
)
_ANOTHER_INTERVIEW = re.compile(
    r"\b(?:an|a|another|one)\s(?:[\w’'-]+\s){0,3}?(?:interview|appearance|podcast|broadcast|programme|post|tweet|column|op-ed)\b|"
    r"\b(?:other|several|two|recent|later|earlier)\s(?:[\w’'-]+\s){0,2}?(?:interviews|appearances|posts|tweets)\b"
)


def _occasions(sentence: str, lexicon: Lexicon) -> frozenset[str]:
    """Return the occasions that a sentence tells of: "at a rally", "told reporters", "in another interview"."""
    found = {"interview"} if _ANOTHER_INTERVIEW.search(sentence) else set()
    for match in _ON_OCCASION.finditer(sentence):
        words = fold(match.group(1)).split()
        for count, word in enumerate(words):
            if count and word in lexicon.prepositions:
                break
            pair = " ".join(words[count : count + 2])
            noun = lexicon.occasions.get(pair) or lexicon.occasions.get(word)
            if noun:
                found.add(noun)
                break
    return frozenset(found)
