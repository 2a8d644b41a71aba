"""The reporting source of a quote: the outlet that the article credits with carrying the words.

First every credit of the article is read (`credits`). A quote takes the credit of its own sentence
that is for its speaker's words; its source is "stated". What was spoken to an outlet stays stated through
the speaker's next quotes as long as nothing comes between, for an interview is reported in such a run: "Doe
told Radio Vale. …, Doe said." An outlet that only passes words on states no more than its own sentence.
Beyond that a source is "carried" on, until the speaker speaks on another occasion, at another time or
through another outlet.
"""

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from quotes.language import Lexicon, fold
from quotes.sources import credits, occasions
from quotes.sources.credits import BOOK, POST, RELAY, Credit
from quotes.sources.outlets import Outlets
from quotes.text import MarkedArticle, mask_quotations, paragraph_at
from quotes.types import Attribution, Quotation, Source, Span, Speaker

FARTHEST = 5
"""Paragraphs over which a source is carried on at most."""

LEAD_IN = 60
"""Characters of a paragraph that does no more than lead in to a quotation, at most: "Doe continued:"."""

JOINED = 60
"""Characters between two credits of one statement, at most: "told Radio Vale on its “Newshour”"."""

_TITLE_LEAD = re.compile(
    r"(?:\b[Oo]n|['’]s?|\b(?:show|program|programme|podcast|series|of|broadcast|book|memoir|autobiography|novel|"
    r"magazine|newspaper|station|called|titled|entitled|\w+day[’']s)),?\s$"
)
_TITLE_WORDS = re.compile(
    r"(?:(?:[A-Z0-9#][^\s]*|&|of|the|and|a|an|in|to|with|for|on|at|from|is|or)(?:\s|$)){1,9}$"
)
_TITLE_NOUN = re.compile(r"\s(?:[a-z-]+\s)?(?:show|program|programme|podcast|series)\b")
_LEAD = 24
_PRONOUN = re.compile(r"\b(?:he|she|they|his|her)\b", re.IGNORECASE)
_WRITES = frozenset({"write", "tweet", "post", "add", "continue", "go", "conclude", "note"})
_WORD = re.compile(r"[^\W_]+(?:[-'’][^\W_]+)*")
_OWN_WORDS = re.compile(r"[^\W_]")
_SUBJECT = re.compile(
    r"([A-Z][\w’'-]+)(?:,[^,_]{1,60},|\s\([^)]{1,30}\))?\s(?:\w+ly\s|also\s|then\s|has\s|had\s|later\s)?$"
)
_SUBJECT_LENGTH = 90
_TRAILS = re.compile(r"(?:,|\bas)\s(?:the\s)?$")
_RELATIVE = re.compile(r",\s(?:who|which)\s(?:\w+\s){0,3}?$")
_APART = re.compile(r"[.;_]|\band\b")
_WORDS_TO_POSTING = 8


@dataclass(frozen=True, slots=True)
class _Spoken:
    """A quotation with what its source depends on.

    ``paragraph`` and ``sentence`` are numbers, ``speaker`` is the canonical name or "", ``family`` its
    folded last word.
    """

    outer: Span
    paragraph: int
    sentence: int
    speaker: str
    kind: str | None
    words: frozenset[str]
    family: str
    mention: Span | None
    cue: Span | None


@dataclass(slots=True)
class _Running:
    """The source that goes on for a speaker.

    ``paragraph`` and ``sentence`` are where it was last used, ``times`` and ``occasions`` those of the
    crediting sentence. ``in_run`` tells that nothing has come between so far, ``recalled`` that the sentence
    looks back to long before.
    """

    credit: Credit
    others: tuple[str, ...]
    paragraph: int
    sentence: int
    times: frozenset[str]
    occasions: frozenset[str]
    recalled: bool
    in_run: bool = True


def find_sources(
    marked: MarkedArticle, attributions: Sequence[Attribution], speakers: Sequence[Speaker]
) -> list[Source]:
    """Find the reporting source of each quotation, in their order; an empty `Source` if there is none.

    ``attributions`` and ``speakers`` are those of the quotations.
    """
    return _Finder(marked, attributions, speakers).sources()


class _Finder:
    """Goes through one article, sentence by sentence, with the source that goes on for each speaker."""

    def __init__(
        self, marked: MarkedArticle, attributions: Sequence[Attribution], speakers: Sequence[Speaker]
    ) -> None:
        article, quotations, lexicon = marked.article, marked.quotations, marked.language.lexicon
        self.text, self.paragraphs, self.lexicon = article.text, marked.paragraphs, lexicon
        spoken = [quotation for quotation in quotations if not _is_title(article.text, quotation, lexicon)]
        self.masked = mask_quotations(article.text, spoken)
        reported = marked if len(spoken) == len(quotations) else marked.with_quotations(spoken)
        self.starts = reported.sentences.ordered
        self.titles = {quotation.outer for quotation in quotations} - {item.outer for item in spoken}
        self.spoken = [self._spoken(*given) for given in zip(quotations, attributions, speakers, strict=True)]
        people = frozenset(word for one in self.spoken if one.kind != "organisation" for word in one.words)
        self.credits: dict[int, list[Credit]] = {}
        for credit in credits.find_credits(
            self.masked, Outlets(self.masked, lexicon, people), article.outlet
        ):
            self.credits.setdefault(self._sentence_at(credit.mention.start), []).append(credit)
        self.running: dict[str, _Running] = {}

    def sources(self) -> list[Source]:
        """Return the source of each quotation, in their order."""
        found = [Source()] * len(self.spoken)
        quoted: dict[int, list[int]] = {}
        for index, spoken in enumerate(self.spoken):
            if spoken.outer not in self.titles:
                quoted.setdefault(spoken.sentence, []).append(index)
        last: int | None = None
        for sentence in sorted({*quoted, *self.credits}):
            indexes = quoted.get(sentence, [])
            bound = self._bind(sentence, indexes)
            for index in indexes:
                spoken = self.spoken[index]
                if index in bound:
                    found[index] = self._note(spoken, bound[index])
                elif last is not None and self._continues(self.spoken[last], spoken):
                    found[index] = found[last]
                else:
                    found[index] = self._go_on(spoken)
                last = index
            self._note_unquoted(sentence, indexes, bound)
        return found

    def _spoken(self, quotation: Quotation, found: Attribution, speaker: Speaker) -> _Spoken:
        name = speaker.name or (found.mention.of(self.text) if found.mention else "")
        words = [fold(word) for word in _WORD.findall(name) if word[0].isupper()]
        return _Spoken(
            quotation.outer,
            quotation.paragraphs[1],
            self._sentence_at(quotation.outer.start),
            name,
            speaker.kind,
            frozenset(words),
            words[-1] if words else "",
            found.mention,
            found.cue,
        )

    def _sentence_at(self, offset: int) -> int:
        return max(0, bisect_right(self.starts, offset) - 1)

    def _sentence(self, number: int) -> Span:
        following = self.starts[number + 1] if number + 1 < len(self.starts) else len(self.masked)
        return Span(self.starts[number] if self.starts else 0, following)

    def _bind(self, sentence: int, indexes: list[int]) -> dict[int, list[Credit]]:
        """Return the credits of a sentence that are for each of its quotations.

        Where several people are quoted a credit is for the one whose words are nearest.
        """
        bound: dict[int, list[Credit]] = {}
        for credit in self.credits.get(sentence, []):
            fitting = [index for index in indexes if self._may_be_for(credit, self.spoken[index])]
            if not fitting:
                continue
            nearest = min(fitting, key=lambda index: _distance(credit.cue, self.spoken[index].outer))
            for index in fitting:
                if self.spoken[index].speaker == self.spoken[nearest].speaker:
                    bound.setdefault(index, []).append(credit)
        return bound

    def _may_be_for(self, credit: Credit, spoken: _Spoken) -> bool:
        """Tell whether a credit in the quotation's own sentence may be for its words."""
        if self._is_speaker(credit, spoken):
            return False
        teller = self._teller(credit)
        if teller and spoken.words and teller not in spoken.words:
            mention = fold(spoken.mention.of(self.text)) if spoken.mention else ""
            if teller not in mention:
                return False
        if credit.rule == "platform_verb":
            return self._is_posting(credit, spoken)
        return not self._is_aside(credit, spoken)

    def _teller(self, credit: Credit) -> str | None:
        """Return the folded name that stands just before "told"."""
        if credit.rule != "told":
            return None
        lead = self.masked[max(0, credit.cue.start - _SUBJECT_LENGTH) : credit.cue.start]
        subject = _SUBJECT.search(lead)
        return fold(subject.group(1)) if subject else None

    def _is_posting(self, credit: Credit, spoken: _Spoken) -> bool:
        """Tell whether "tweeted" posts the quoted words: it is their cue, or stands next to them."""
        if spoken.cue and spoken.cue.start <= credit.cue.start < spoken.cue.end:
            return True
        between = self.masked[
            min(credit.cue.end, spoken.outer.end) : max(credit.cue.start, spoken.outer.start)
        ]
        return len(between.split()) <= _WORDS_TO_POSTING and not _APART.search(between)

    def _is_aside(self, credit: Credit, spoken: _Spoken) -> bool:
        """Tell whether a credit stands in a relative clause of its own: "Doe, who told X that …, said"."""
        lead = self.masked[max(0, credit.cue.start - LEAD_IN) : credit.cue.start]
        return bool(_RELATIVE.search(lead)) and "," in self.masked[credit.cue.end : spoken.outer.start]

    def _is_speaker(self, credit: Credit, spoken: _Spoken) -> bool:
        """Tell whether the outlet, or a document of its own, is itself who speaks."""
        mention = spoken.mention
        if mention and credit.mention.start < mention.end and mention.start < credit.mention.end:
            return credit.kind not in (POST, BOOK) and spoken.kind != "person"
        if spoken.kind == "unnamed" or (
            spoken.kind == "person" and not _begin_alike(credit.name, spoken.speaker)
        ):
            return False
        return _same(credit.name, spoken.speaker) or (credit.rule == "wrote_in" and self._is_document(spoken))

    def _is_document(self, spoken: _Spoken) -> bool:
        """Tell whether what speaks is a document: "an editorial" in an outlet is the outlet's own."""
        words = fold(spoken.mention.of(self.text) if spoken.mention else spoken.speaker).split()
        return bool(words) and words[-1] in self.lexicon.speech_documents

    def _continues(self, previous: _Spoken, spoken: _Spoken) -> bool:
        """Tell whether a quotation belongs to the statement just before it, with no words between."""
        if not spoken.speaker or previous.speaker != spoken.speaker or previous.paragraph != spoken.paragraph:
            return False
        return previous.sentence == spoken.sentence or not _OWN_WORDS.search(
            self.masked, *self._sentence(spoken.sentence)
        )

    def _go_on(self, spoken: _Spoken) -> Source:
        """Return the source that goes on for the quotation's speaker, if one does."""
        running = self.running.get(spoken.speaker) if spoken.speaker else None
        if not running or self._is_speaker(running.credit, spoken):
            return Source()
        writes = self._lemma(spoken) in _WRITES
        if running.credit.kind == POST and not writes:
            return Source()
        stated = running.in_run and self._is_in_run(spoken, running, writes=writes)
        too_far = spoken.paragraph - running.paragraph > FARTHEST or (running.recalled and not stated)
        if too_far or self._is_elsewhere(spoken, running):
            del self.running[spoken.speaker]
            return Source()
        running.in_run, running.paragraph, running.sentence = stated, spoken.paragraph, spoken.sentence
        credit = running.credit
        return Source(credit.name, "stated" if stated else "carried", credit.mention, running.others)

    def _is_in_run(self, spoken: _Spoken, running: _Running, *, writes: bool) -> bool:
        """Tell whether a quotation still belongs to the interview, post or book that a sentence opened."""
        if running.credit.kind == RELAY:
            return False
        between = self.paragraphs[running.paragraph + 1 : spoken.paragraph]
        at_once = all(paragraph.end - paragraph.start <= LEAD_IN for paragraph in between)
        return at_once or (running.credit.kind == BOOK and writes)

    def _is_elsewhere(self, spoken: _Spoken, running: _Running) -> bool:
        """Tell whether a quotation's paragraph has come, up to it, to another time or occasion."""
        opening = self._sentence_at(self.paragraphs[spoken.paragraph].start)
        first = max(running.sentence + 1, min(opening, spoken.sentence))
        sentences = Span(self.starts[first], self._sentence(spoken.sentence).end).of(self.masked)
        return bool(
            occasions.times(sentences) - running.times
            or occasions.occasions(sentences, self.lexicon) - running.occasions
        )

    def _lemma(self, spoken: _Spoken) -> str:
        words = fold(spoken.cue.of(self.text)).split() if spoken.cue else []
        form = words[0] if words else ""
        return self.lexicon.cue_verbs.get(form) or self.lexicon.weak_cue_verbs.get(form) or form

    def _note(self, spoken: _Spoken, given: Sequence[Credit]) -> Source:
        """Return the source that credits give, and note it as what goes on for the speaker."""
        credit = _closest(given, spoken)
        named = [name for one in (credit, *given) for name in (one.name, *one.others)]
        others = tuple(name for name in dict.fromkeys(named) if name != credit.name)
        number = self._sentence_at(credit.mention.start)
        sentence = self._sentence(number).of(self.masked)
        if spoken.speaker:
            self.running[spoken.speaker] = _Running(
                credit,
                others,
                paragraph_at(self.paragraphs, credit.mention.start),
                number,
                occasions.times(sentence),
                occasions.occasions(sentence, self.lexicon),
                occasions.looks_back(sentence),
            )
        return Source(credit.name, "stated", credit.mention, others)

    def _note_unquoted(self, sentence: int, indexes: list[int], bound: dict[int, list[Credit]]) -> None:
        """Note the credits of a sentence that are for none of its quotations but may be for later ones."""
        used = {credit.mention for given in bound.values() for credit in given}
        speaking = {self.spoken[index].speaker for index in indexes}
        owned: dict[str, tuple[_Spoken, list[Credit]]] = {}
        for credit in self.credits.get(sentence, []):
            if credit.mention in used or credit.rule == "platform_verb":
                continue
            owner = self._owner(sentence, credit)
            if owner and owner.speaker not in speaking and not self._is_speaker(credit, owner):
                owned.setdefault(owner.speaker, (owner, []))[1].append(credit)
        for owner, given in owned.values():
            self._note(owner, given)

    def _owner(self, sentence: int, credit: Credit) -> _Spoken | None:
        """Return a quotation of the speaker for whose words a credit without quoted words is.

        It is the speaker named nearest before the credit, else whoever speaks next in the paragraph of a
        piece, else the speaker named after it, else the next speaker where a pronoun stands for one.
        """
        span = self._sentence(sentence)
        before, after = self._named(span, credit)
        if credit.rule == "reports" and not _TRAILS.search(self.masked[span.start : credit.cue.start]):
            before = []
        if before:
            return before[-1]
        if self._teller(credit):
            return None
        following = next((one for one in self.spoken if one.outer.start >= credit.mention.end), None)
        distance = following.paragraph - paragraph_at(self.paragraphs, span.start) if following else FARTHEST
        if credit.rule == "wrote_in" and distance == 0:
            return following
        if after and (credit.kind != RELAY or credit.rule in ("reports", "according_to")):
            return after[0]
        if distance <= 1 and credit.kind != RELAY and _PRONOUN.search(self.masked, *span):
            return following
        return None

    def _named(self, sentence: Span, credit: Credit) -> tuple[list[_Spoken], list[_Spoken]]:
        """Return the speakers whose family names stand before a credit in its sentence, and behind it."""
        families = {one.family: one for one in self.spoken if one.family and one.kind != "organisation"}
        before: list[_Spoken] = []
        after: list[_Spoken] = []
        for word in _WORD.finditer(self.masked, *sentence):
            named = families.get(re.sub(r"['’]s$", "", fold(word.group())))
            inside = credit.mention.start <= word.start() < credit.mention.end
            if named and word.group()[0].isupper() and not inside:
                (before if word.start() < credit.cue.start else after).append(named)
        return before, after


def _closest(given: Sequence[Credit], spoken: _Spoken) -> Credit:
    """Return the credit closest to the speaker: no relay where there is another, then the nearest one.

    Of those joined to the nearest, the one that holds the quotation's own cue, else the most telling: a name,
    a programme, who was spoken to.
    """
    direct = [credit for credit in given if credit.kind != RELAY] or given
    nearest = min(direct, key=lambda credit: _distance(credit.cue, spoken.outer))
    return min(
        (credit for credit in direct if _distance(credit.cue, nearest.cue) <= JOINED),
        key=lambda credit: (
            not (spoken.cue and _distance(credit.cue, spoken.cue) == 0),
            credit.name[0].islower(),
            not credit.programme,
            credit.rule not in ("told", "interview"),
            credit.mention.start,
        ),
    )


def _is_title(text: str, quotation: Quotation, lexicon: Lexicon) -> bool:
    """Tell whether marked words are the title of a programme or book, by the lexicon or their lead."""
    words = quotation.segments[0].of(text).rstrip(",.")
    listed = lexicon.outlets.get(fold(words))
    if listed and listed.kind == "programme" and words[0].isupper():
        return True
    lead = text[max(0, quotation.outer.start - _LEAD) : quotation.outer.start]
    leads = _TITLE_LEAD.search(lead) or _TITLE_NOUN.match(text, quotation.outer.end)
    return bool(leads and _TITLE_WORDS.match(words))


def _distance(one: Span, other: Span) -> int:
    """Return the number of characters between two spans."""
    return max(0, one.start - other.end, other.start - one.end)


def _begin_alike(one: str, other: str) -> bool:
    """Tell whether two names have the same first word, as no person's has with an outlet's."""
    first, second = (fold(name).removeprefix("the ").split() for name in (one, other))
    return first[:1] == second[:1]


def _same(outlet: str, speaker: str) -> bool:
    """Tell whether two names are of the same outlet: one within the other, or its initials."""
    one, other = ([word for word in _WORD.findall(fold(name)) if word != "the"] for name in (outlet, speaker))
    if not one or not other:
        return False
    initials, others = ("".join(word[0] for word in words) for words in (one, other))
    shortened = initials == "".join(other) or others == "".join(one)
    return shortened or set(one) <= set(other) or set(other) <= set(one)
