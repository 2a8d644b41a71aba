"""Choose the reporting source of each quote: the outlet that the article credits with its words.

`credits` finds every credit of the article. A quote takes the credit in its own sentence that is for its
speaker's words; the basis of its source is "stated". Interviews are reported in a run of quotes: "Doe told
Radio Vale. …, Doe said." So an outlet that somebody spoke to stays "stated" for the speaker's next quotes,
as long as nothing comes between. An outlet that only passes words on is "stated" for its own sentence only.
After that a source is "carried", until the speaker speaks on another occasion, at another time or through
another outlet.
"""

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace

from quotes.language import fold
from quotes.sources import credits, occasions
from quotes.sources.credit import BOOK, POST, RELAY, Credit
from quotes.sources.outlets import Outlets
from quotes.sources.quoted_titles import is_title
from quotes.text import MarkedArticle, initials, mask_quotations, paragraph_at
from quotes.types import Attribution, Quotation, Source, Span, Speaker

CARRIED_PARAGRAPHS = 5
LEAD_IN_LENGTH = 60
"""A paragraph of at most this many characters only leads in to a quotation: "Doe continued:"."""

ONE_STATEMENT = 60
"""Two credits this close belong to one statement: "told Radio Vale on its “Newshour”"."""

_SHARE_RIGHT = {"stated": 0.94, "carried": 0.65, None: 0.85}
"""The share of right sources by basis, as measured on labelled articles."""

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
class _QuotedWords:
    """A quotation, and everything that its source depends on.

    ``paragraph`` and ``sentence`` are numbers. ``speaker`` is the canonical name, otherwise the mention, or
    "". ``words`` are its folded capitalised words and ``family`` is the last of them.
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
class _CarriedSource:
    """The source that is carried to a speaker's next quotes.

    ``paragraph`` and ``sentence`` are where it was last used; ``times`` and ``occasions`` are those of the
    crediting sentence. ``in_run`` is true while nothing has come between. ``recalled`` is true if the
    sentence is about something long ago.
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
    """Find the reporting source of each quotation, in order. The `Source` is empty if there is none.

    ``attributions`` and ``speakers`` belong to the quotations of ``marked``, in the same order.
    """
    found = _SourceFinder(marked, attributions, speakers).sources()
    return [replace(source, confidence=_SHARE_RIGHT[source.basis]) for source in found]


class _SourceFinder:
    """Reads one article sentence by sentence, and keeps the source that is carried for each speaker."""

    def __init__(
        self, marked: MarkedArticle, attributions: Sequence[Attribution], speakers: Sequence[Speaker]
    ) -> None:
        article, quotations, lexicon = marked.article, marked.quotations, marked.language.lexicon
        self.text, self.paragraphs, self.lexicon = article.text, marked.paragraphs, lexicon
        spoken = [quotation for quotation in quotations if not is_title(article.text, quotation, lexicon)]
        self.masked = mask_quotations(article.text, spoken)
        reported = marked if len(spoken) == len(quotations) else marked.with_quotations(spoken)
        self.starts = reported.sentences.ordered
        self.titles = {quotation.outer for quotation in quotations} - {item.outer for item in spoken}
        self.spoken = [
            self._quoted_words(*given) for given in zip(quotations, attributions, speakers, strict=True)
        ]
        people = frozenset(word for one in self.spoken if one.kind != "organisation" for word in one.words)
        self.credits: dict[int, list[Credit]] = {}
        for credit in credits.find_credits(
            self.masked, Outlets(self.masked, lexicon, people), article.outlet
        ):
            self.credits.setdefault(self._sentence_at(credit.mention.start), []).append(credit)
        self.carried: dict[str, _CarriedSource] = {}

    def sources(self) -> list[Source]:
        """The source of each quotation, in order."""
        found = [Source()] * len(self.spoken)
        quoted: dict[int, list[int]] = {}
        for index, spoken in enumerate(self.spoken):
            if spoken.outer not in self.titles:
                quoted.setdefault(spoken.sentence, []).append(index)
        last: int | None = None
        for sentence in sorted({*quoted, *self.credits}):
            indexes = quoted.get(sentence, [])
            bound = self._credits_for(sentence, indexes)
            for index in indexes:
                spoken = self.spoken[index]
                if index in bound:
                    found[index] = self._state(spoken, bound[index])
                elif last is not None and self._continues(self.spoken[last], spoken):
                    found[index] = found[last]
                else:
                    found[index] = self._carried_to(spoken)
                last = index
            self._state_for_later(sentence, indexes, bound)
        return found

    def _quoted_words(self, quotation: Quotation, found: Attribution, speaker: Speaker) -> _QuotedWords:
        name = speaker.name or (found.mention.of(self.text) if found.mention else "")
        words = [fold(word) for word in _WORD.findall(name) if word[0].isupper()]
        return _QuotedWords(
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

    def _credits_for(self, sentence: int, indexes: list[int]) -> dict[int, list[Credit]]:
        """Map each quotation of a sentence to the credits that are for it.

        If several people are quoted, a credit is for the one whose words are nearest.
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

    def _may_be_for(self, credit: Credit, spoken: _QuotedWords) -> bool:
        """Can a credit in the quotation's own sentence be for its words?"""
        if self._is_speaker(credit, spoken):
            return False
        teller = self._who_told(credit)
        if teller and spoken.words and teller not in spoken.words:
            mention = fold(spoken.mention.of(self.text)) if spoken.mention else ""
            if teller not in mention:
                return False
        if credit.rule == "platform_verb":
            return self._is_posting(credit, spoken)
        return not self._is_aside(credit, spoken)

    def _who_told(self, credit: Credit) -> str | None:
        """The folded name just before "told"."""
        if credit.rule != "told":
            return None
        lead = self.masked[max(0, credit.cue.start - _SUBJECT_LENGTH) : credit.cue.start]
        subject = _SUBJECT.search(lead)
        return fold(subject.group(1)) if subject else None

    def _is_posting(self, credit: Credit, spoken: _QuotedWords) -> bool:
        """Does "tweeted" belong to the quoted words, as their cue or right next to them?"""
        if spoken.cue and spoken.cue.start <= credit.cue.start < spoken.cue.end:
            return True
        between = self.masked[
            min(credit.cue.end, spoken.outer.end) : max(credit.cue.start, spoken.outer.start)
        ]
        return len(between.split()) <= _WORDS_TO_POSTING and not _APART.search(between)

    def _is_aside(self, credit: Credit, spoken: _QuotedWords) -> bool:
        """Is a credit in a relative clause of its own: "Doe, who told X that …, said"?"""
        lead = self.masked[max(0, credit.cue.start - LEAD_IN_LENGTH) : credit.cue.start]
        return bool(_RELATIVE.search(lead)) and "," in self.masked[credit.cue.end : spoken.outer.start]

    def _is_speaker(self, credit: Credit, spoken: _QuotedWords) -> bool:
        """Is the outlet itself, or a document of the outlet, the speaker?"""
        mention = spoken.mention
        if mention and credit.mention.start < mention.end and mention.start < credit.mention.end:
            return credit.kind not in (POST, BOOK) and spoken.kind != "person"
        if spoken.kind == "unnamed" or (
            spoken.kind == "person" and not _begin_alike(credit.name, spoken.speaker)
        ):
            return False
        return _is_same_name(credit.name, spoken.speaker) or (
            credit.rule == "wrote_in" and self._is_document(spoken)
        )

    def _is_document(self, spoken: _QuotedWords) -> bool:
        """Is the speaker a document? "An editorial" in an outlet is the outlet's own."""
        words = fold(spoken.mention.of(self.text) if spoken.mention else spoken.speaker).split()
        return bool(words) and words[-1] in self.lexicon.speech_documents

    def _continues(self, previous: _QuotedWords, spoken: _QuotedWords) -> bool:
        """Does a quotation continue the statement just before it, without words between?"""
        if not spoken.speaker or previous.speaker != spoken.speaker or previous.paragraph != spoken.paragraph:
            return False
        return previous.sentence == spoken.sentence or not _OWN_WORDS.search(
            self.masked, *self._sentence(spoken.sentence)
        )

    def _carried_to(self, spoken: _QuotedWords) -> Source:
        """The source that is carried to a quotation from earlier ones of its speaker, if there is one."""
        carried = self.carried.get(spoken.speaker) if spoken.speaker else None
        if not carried or self._is_speaker(carried.credit, spoken):
            return Source()
        writes = self._lemma(spoken) in _WRITES
        if carried.credit.kind == POST and not writes:
            return Source()
        stated = carried.in_run and self._is_in_run(spoken, carried, writes=writes)
        too_far = spoken.paragraph - carried.paragraph > CARRIED_PARAGRAPHS or (
            carried.recalled and not stated
        )
        if too_far or self._is_elsewhere(spoken, carried):
            del self.carried[spoken.speaker]
            return Source()
        carried.in_run, carried.paragraph, carried.sentence = stated, spoken.paragraph, spoken.sentence
        credit = carried.credit
        return Source(credit.name, "stated" if stated else "carried", credit.mention, carried.others)

    def _is_in_run(self, spoken: _QuotedWords, carried: _CarriedSource, *, writes: bool) -> bool:
        """Does a quotation still belong to the interview, post or book that a sentence introduced?"""
        if carried.credit.kind == RELAY:
            return False
        between = self.paragraphs[carried.paragraph + 1 : spoken.paragraph]
        at_once = all(paragraph.end - paragraph.start <= LEAD_IN_LENGTH for paragraph in between)
        return at_once or (carried.credit.kind == BOOK and writes)

    def _is_elsewhere(self, spoken: _QuotedWords, carried: _CarriedSource) -> bool:
        """Does the paragraph, up to the quotation, mention another time or occasion?"""
        opening = self._sentence_at(self.paragraphs[spoken.paragraph].start)
        first = max(carried.sentence + 1, min(opening, spoken.sentence))
        sentences = Span(self.starts[first], self._sentence(spoken.sentence).end).of(self.masked)
        return bool(
            occasions.times(sentences) - carried.times
            or occasions.occasions(sentences, self.lexicon) - carried.occasions
        )

    def _lemma(self, spoken: _QuotedWords) -> str:
        words = fold(spoken.cue.of(self.text)).split() if spoken.cue else []
        form = words[0] if words else ""
        return self.lexicon.cue_verbs.get(form) or self.lexicon.weak_cue_verbs.get(form) or form

    def _state(self, spoken: _QuotedWords, given: Sequence[Credit]) -> Source:
        """The source that credits state for a quotation; it is also kept for the speaker's next quotes."""
        credit = _best_credit(given, spoken)
        named = [name for one in (credit, *given) for name in (one.name, *one.others)]
        others = tuple(name for name in dict.fromkeys(named) if name != credit.name)
        number = self._sentence_at(credit.mention.start)
        sentence = self._sentence(number).of(self.masked)
        if spoken.speaker:
            self.carried[spoken.speaker] = _CarriedSource(
                credit,
                others,
                paragraph_at(self.paragraphs, credit.mention.start),
                number,
                occasions.times(sentence),
                occasions.occasions(sentence, self.lexicon),
                occasions.looks_back(sentence),
            )
        return Source(credit.name, "stated", credit.mention, others)

    def _state_for_later(self, sentence: int, indexes: list[int], bound: dict[int, list[Credit]]) -> None:
        """Keep the credits of a sentence that are not for its own quotations but may be for later ones."""
        used = {credit.mention for given in bound.values() for credit in given}
        speaking = {self.spoken[index].speaker for index in indexes}
        owned: dict[str, tuple[_QuotedWords, list[Credit]]] = {}
        for credit in self.credits.get(sentence, []):
            if credit.mention in used or credit.rule == "platform_verb":
                continue
            owner = self._owner(sentence, credit)
            if owner and owner.speaker not in speaking and not self._is_speaker(credit, owner):
                owned.setdefault(owner.speaker, (owner, []))[1].append(credit)
        for owner, given in owned.values():
            self._state(owner, given)

    def _owner(self, sentence: int, credit: Credit) -> _QuotedWords | None:
        """A quotation of the speaker to whom a credit without quoted words belongs.

        This is the first of: the speaker named nearest before the credit; the next speaker in the same
        paragraph, for a credit of a piece of writing; the speaker named after the credit; the next speaker,
        if the sentence has a pronoun.
        """
        span = self._sentence(sentence)
        before, after = self._speakers_named(span, credit)
        if credit.rule == "reports" and not _TRAILS.search(self.masked[span.start : credit.cue.start]):
            before = []
        if before:
            return before[-1]
        if self._who_told(credit):
            return None
        following = next((one for one in self.spoken if one.outer.start >= credit.mention.end), None)
        distance = (
            following.paragraph - paragraph_at(self.paragraphs, span.start)
            if following
            else CARRIED_PARAGRAPHS
        )
        if credit.rule == "wrote_in" and distance == 0:
            return following
        if after and (credit.kind != RELAY or credit.rule in ("reports", "according_to")):
            return after[0]
        if distance <= 1 and credit.kind != RELAY and _PRONOUN.search(self.masked, *span):
            return following
        return None

    def _speakers_named(
        self, sentence: Span, credit: Credit
    ) -> tuple[list[_QuotedWords], list[_QuotedWords]]:
        """The speakers whose family names come before a credit in its sentence, and after it."""
        families = {one.family: one for one in self.spoken if one.family and one.kind != "organisation"}
        before: list[_QuotedWords] = []
        after: list[_QuotedWords] = []
        for word in _WORD.finditer(self.masked, *sentence):
            named = families.get(re.sub(r"['’]s$", "", fold(word.group())))
            inside = credit.mention.start <= word.start() < credit.mention.end
            if named and word.group()[0].isupper() and not inside:
                (before if word.start() < credit.cue.start else after).append(named)
        return before, after


def _best_credit(given: Sequence[Credit], spoken: _QuotedWords) -> Credit:
    """Pick the credit that is closest to the speaker.

    A relay counts only if there is no other credit. Of the credits that belong to the same statement as the
    nearest one, prefer the one with the quotation's own cue, then a proper name, then a programme, then the
    outlet that somebody spoke to.
    """
    direct = [credit for credit in given if credit.kind != RELAY] or given
    nearest = min(direct, key=lambda credit: _distance(credit.cue, spoken.outer))
    return min(
        (credit for credit in direct if _distance(credit.cue, nearest.cue) <= ONE_STATEMENT),
        key=lambda credit: (
            not (spoken.cue and _distance(credit.cue, spoken.cue) == 0),
            credit.name[0].islower(),
            not credit.programme,
            credit.rule not in ("told", "interview"),
            credit.mention.start,
        ),
    )


def _distance(one: Span, other: Span) -> int:
    """Number of characters between two spans."""
    return max(0, one.start - other.end, other.start - one.end)


def _begin_alike(one: str, other: str) -> bool:
    """Do two names have the same first word? Those of a person and an outlet never do."""
    first, second = (fold(name).removeprefix("the ").split() for name in (one, other))
    return first[:1] == second[:1]


def _is_same_name(outlet: str, speaker: str) -> bool:
    """Do two names belong to the same outlet, as one contains the other or is its initials?"""
    one, other = ([word for word in _WORD.findall(fold(name)) if word != "the"] for name in (outlet, speaker))
    if not one or not other:
        return False
    shortened = initials(one) == "".join(other) or initials(other) == "".join(one)
    return shortened or set(one) <= set(other) or set(other) <= set(one)
