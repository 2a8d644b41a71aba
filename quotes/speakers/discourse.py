"""Remember who was named, who was the subject and who spoke, at each point of an article.

The article is read once, from its first word to its last, and each entity is noted where it is named. A
pronoun or phrase refers to the most prominent entity: the subject or speaker of the nearest sentence that
has one of the right gender and number. (A simple form of centering theory: Grosz, Joshi, Weinstein 1995.)
"""

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import NamedTuple

from quotes.language import fold
from quotes.speakers.entities import Entity, EntityIndex
from quotes.speakers.genders import Genders
from quotes.speakers.mentions import HE_OR_SHE
from quotes.speakers.name_keys import lower_words
from quotes.speakers.names import Name, SpanSet
from quotes.text import MarkedArticle, paragraph_at
from quotes.types import Span

PRONOUN = re.compile(rf"\b(?:{'|'.join(HE_OR_SHE)})\b", re.IGNORECASE)
_SUBORDINATORS = frozenset(
    {
        "after",
        "although",
        "as",
        "because",
        "before",
        "if",
        "once",
        "since",
        "though",
        "unless",
        "until",
        "when",
        "while",
    }
)
_PREVIOUS_WORD = re.compile(r"([^\s(\[]+)\s+$")
_JOINED = re.compile(r",?\s(?:and|or|&)\s(?:(?:his|her|their|the)\s)?")
_CREDIT_BEFORE = re.compile(r"[A-Za-z]/$")
_ENDS_SENTENCE = re.compile(r"[.!?…:;,\"“”'’)\]—-]$")
_LONGEST_WORD = 24
_LONGEST_PRONOUN = 7
_PARAGRAPHS_BACK = 8
_SENTENCES_BACK = 25


class Use(NamedTuple):
    """How words refer to an entity: see `Seen`.

    ``apposed`` is true for the name of who was the subject just before: "A nurse, Ada Quill, said".
    """

    speaker: bool = False
    possessive: bool = False
    says: bool = False
    apposed: bool = False


PLAIN = Use()
"""A reference of which nothing else is known."""


@dataclass(frozen=True, slots=True)
class Seen:
    """One occurrence of an entity, and whether it is a subject, a speaker or in the possessive.

    ``aside`` is true in a caption or heading. ``word`` is the folded pronoun if the entity is not named.
    ``says`` is true beside a reporting verb, also without quoted words: "Quill said that".
    """

    entity: Entity
    offset: int
    end: int
    sentence: int
    paragraph: int
    subject: bool
    speaker: bool
    possessive: bool
    aside: bool = False
    word: str = ""
    says: bool = False


Fits = Callable[[Seen], bool]


class Discourse:
    """The entities that were named so far, and which of them is the most prominent."""

    def __init__(self, marked: MarkedArticle, names: Sequence[Name], index: EntityIndex) -> None:
        self.text, self.lexicon, self.names, self.index = marked.text, marked.language.lexicon, names, index
        self._name_starts = [name.span.start for name in names]
        self._seen_of: defaultdict[Entity, list[Seen]] = defaultdict(list)
        self.seen: list[Seen] = []
        self._lower_words = lower_words(marked.text)
        self._first_seen: dict[Entity, int] = {}
        self._subjects: set[Entity] = set()
        self._last_to_speak: Entity | None = None
        self._paragraphs, self._sentences = marked.paragraphs, marked.sentences
        self.genders = Genders(marked, index)
        self._spoke: set[Entity] = set()
        self._spoke_as: defaultdict[Entity, Counter[str]] = defaultdict(Counter)
        self.documents: dict[str, Entity] = {}
        self._groups: dict[str, Entity] = {}
        self._quoted = SpanSet([quotation.outer for quotation in marked.quotations])
        self._led: set[int] = set()
        self._asides: dict[int, bool] = {}

    @property
    def sentence_starts(self) -> frozenset[int]:
        """The offsets at which sentences begin."""
        return self._sentences.starts

    def paragraph_at(self, offset: int) -> int:
        """Number of the paragraph that contains ``offset``."""
        return paragraph_at(self._paragraphs, offset)

    def sentence_at(self, offset: int) -> int:
        """Number of the sentence that contains ``offset``."""
        return self._sentences.number_at(offset)

    def sentence_up_to(self, offset: int) -> str:
        """The words of a sentence that stand before ``offset``."""
        start = self._sentences.start_of(self.sentence_at(offset))
        return self.text[start:offset].lstrip(" \"“'‘")

    def sentence_before(self, offset: int) -> int:
        """Where the sentence before that of ``offset`` begins."""
        return self._sentences.start_of(max(0, self.sentence_at(offset) - 1))

    def is_quoted(self, offset: int) -> bool:
        """Is the character at ``offset`` inside a quotation?"""
        return self._quoted.holds(offset)

    def unquoted(self, start: int, end: int) -> str:
        """The words between two offsets that are outside of quotations."""
        return "".join(span.of(self.text) for span in self._quoted.outside(start, end))

    def names_between(self, start: int, end: int) -> Sequence[Name]:
        """The names that begin from ``start`` to ``end``, in order."""
        return self.names[bisect_left(self._name_starts, start) : bisect_left(self._name_starts, end)]

    def together(self, entities: Sequence[Entity], kind: str) -> Entity:
        """The entity of several that speak together: the same one whenever they do."""
        name = " and ".join(dict.fromkeys(entity.name for entity in entities))
        return self._groups.setdefault(name, Entity(name, kind, plural=True))

    def named_together(self, one: Entity, other: Entity) -> Entity | None:
        """The entity of two who were named together: "Ada Quill and Bo Holm"."""
        names = (one.name, other.name)
        return self._groups.get(" and ".join(names)) or self._groups.get(" and ".join(names[::-1]))

    def last_seen(self, entity: Entity, offset: int) -> Seen | None:
        """Where an entity was last referred to before ``offset``, if possible not in a caption or heading."""
        aside = None
        for seen in reversed(self._seen_of.get(entity, ())):
            if seen.offset < offset:
                if not seen.aside:
                    return seen
                aside = aside or seen
        return aside

    def seen_in(self, sentence: int, before: int) -> list[Seen]:
        """The occurrences of named entities in a sentence, before the offset ``before``, in order."""
        found: list[Seen] = []
        for seen in reversed(self.seen):
            if seen.sentence < sentence:
                break
            if seen.sentence == sentence and seen.offset < before and seen.entity.name:
                found.append(seen)
        return found[::-1]

    def precedes(self, phrase: str, seen: Seen) -> bool:
        """Is a folded phrase right before an occurrence: "drug company" before "Novexia"?"""
        lead = self.text[max(0, seen.offset - len(phrase) - 1) : seen.offset]
        return fold(lead.rstrip()) == phrase

    def times_seen(self, entity: Entity) -> int:
        """How often an entity was referred to so far."""
        return len(self._seen_of.get(entity, ()))

    def has_spoken(self, entity: Entity) -> bool:
        """Has an entity spoken so far?"""
        return entity in self._spoke

    def spoke_only_as(self, entity: Entity) -> str | None:
        """The gender of the pronouns with which an entity has spoken more than once; None if they differ."""
        (gender, times), *others = self._spoke_as[entity].most_common() or [("", 0)]
        return gender if times > 1 and not others else None

    def is_common(self, word: str) -> bool:
        """Is a word with a capital an ordinary word, which begins a sentence?"""
        folded = fold(word)
        lexicon = self.lexicon
        if folded in lexicon.roles or folded in lexicon.plural_roles or folded in lexicon.organisation_words:
            return True
        return not word.isupper() and folded in self._lower_words

    def note(self, entity: Entity, span: Span, use: Use = PLAIN) -> None:
        """Remember that the words in ``span`` refer to ``entity``, unless they are a photo credit."""
        speaker, possessive, says, apposed = use
        if self._is_photo_credit(span):
            return
        sentence = self._sentences.number_at(span.start)
        paragraph = paragraph_at(self._paragraphs, span.start)
        aside = not speaker and self.is_aside(paragraph)
        led = sentence in self._led and not (apposed or self._is_joined(span.start, sentence))
        places = self._locates_place(entity, span.start, sentence)
        beside = places or self._is_beside_clause(span.start, sentence)
        says_so = says and not aside and self._may_say(entity, span)
        subject = speaker or says_so or not (aside or possessive or led or beside)
        if subject:
            self._led.add(sentence)
        if speaker:
            self._spoke.add(entity)
            self._last_to_speak = entity
        if subject:
            self._subjects.add(entity)
        self._first_seen.setdefault(entity, len(self._first_seen))
        word = span.of(self.text).casefold() if span.end - span.start <= _LONGEST_PRONOUN else ""
        if speaker and word in HE_OR_SHE:
            self._spoke_as[entity][HE_OR_SHE[word]] += 1
        seen = Seen(
            entity, span.start, span.end, sentence, paragraph, subject, speaker, possessive, aside, word, says
        )
        self.seen.append(seen)
        self._seen_of[entity].append(seen)

    def _may_say(self, entity: Entity, span: Span) -> bool:
        """Is an entity that is beside a verb of saying a person, and not part of a speaker's mention?"""
        last = self.seen[-1] if self.seen else None
        inside = last is not None and last.speaker and span.start < last.end
        return not inside and (entity.kind == "person" or entity.is_open)

    def may_be_meant(self, seen: Seen, gender: str | None = None) -> bool:
        """Can "he" or "she" (``gender`` "m" or "f") refer to this occurrence?

        It can refer to any entity that is known to be a person, and to any subject that may be one.
        """
        entity = seen.entity
        person = self.is_person(entity) or (seen.subject and (entity.is_open or entity.kind == "person"))
        return person and not entity.plural and (gender is None or self.genders.of(entity) in (None, gender))

    def is_person(self, entity: Entity) -> bool:
        """Is an entity a person, by what the article calls it, by speaking, or by its pronouns?"""
        if entity.is_open:
            return self.genders.is_called_he_or_she(entity)
        return entity.is_shown_person or (
            entity.kind == "person" and not entity.plural and entity in self._spoke
        )

    def recent(self, offset: int) -> Iterator[list[Seen]]:
        """Yield the occurrences before ``offset``, sentence by sentence, the nearest sentence first."""
        paragraph, sentence = paragraph_at(self._paragraphs, offset), self._sentences.number_at(offset)
        for number, group in groupby(reversed(self.seen), key=lambda seen: seen.sentence):
            seen = [one for one in group if one.offset < offset]
            if number < sentence - _SENTENCES_BACK or (
                seen and seen[0].paragraph < paragraph - _PARAGRAPHS_BACK
            ):
                return
            if seen:
                yield seen[::-1]

    def most_prominent(self, offset: int, fits: Fits) -> tuple[Entity | None, str]:
        """Find the most prominent entity at ``offset`` among those that fit, and how it was found.

        It is found as "subject", as "only one", as "owner" if it occurs only in the possessive, or as one of
        "several" that are equally near. Captions and headings do not count.
        """
        owner: Entity | None = None
        for sentence in self.recent(offset):
            fitting = [seen for seen in sentence if not seen.aside and fits(seen)]
            if fitting and all(seen.possessive for seen in fitting) and not owner:
                owner = fitting[0].entity
                continue
            leading = distinct(seen.entity for seen in fitting if seen.subject)
            if owner and (not leading or sentence[0].paragraph < self.paragraph_at(offset) - 1):
                return owner, "owner"
            if len(leading) == 1:
                return leading[0], "subject"
            entities = leading or distinct(seen.entity for seen in fitting)
            if len(entities) == 1:
                return entities[0], "only one"
            if entities:
                spoke = self._last_to_speak
                return (spoke if spoke in entities else entities[0]), "several"
        return owner, "owner" if owner else ""

    def introduced(self, entities: Sequence[Entity]) -> Entity | None:
        """Find which of ``entities`` was named first, if none of the others has been a subject since."""
        first = min(entities, key=lambda entity: self._first_seen.get(entity, len(self.seen)))
        others = any(entity in self._subjects for entity in entities if entity is not first)
        return None if others or first not in self._first_seen else first

    def nearest_of(self, entities: Sequence[Entity], offset: int) -> tuple[Entity | None, str]:
        """Find the most prominent of ``entities`` at ``offset``, like `most_prominent`."""
        return self.most_prominent(offset, lambda seen: seen.entity in entities)

    def subject_beside(self, entity: Entity, offset: int, fits: Fits) -> Entity | None:
        """Find a fitting subject that is nearer than ``entity``, or in the same sentence."""
        for sentence in self.recent(offset):
            leading = distinct(seen.entity for seen in sentence if seen.subject and fits(seen))
            if len(leading) == 1 and leading[0] is not entity:
                return leading[0]
            if any(seen.entity is entity and not seen.possessive for seen in sentence):
                return None
        return None

    def spoke_last(self, entity: Entity) -> bool:
        """Was an entity the last one to speak?"""
        return entity is self._last_to_speak

    def _is_photo_credit(self, span: Span) -> bool:
        """Is a name joined to another by a stroke: "Ada Quill/Nordwire"?"""
        before = _CREDIT_BEFORE.search(self.text, max(0, span.start - 2), span.start)
        return before is not None or self.text.startswith("/", span.end)

    def is_aside(self, number: int) -> bool:
        """Is a paragraph a caption or heading, which does not end like a sentence?"""
        if number not in self._asides:
            words = self._paragraphs[number].of(self.text).rstrip()
            self._asides[number] = not _ENDS_SENTENCE.search(words)
        return self._asides[number]

    def _is_joined(self, offset: int, sentence: int) -> bool:
        """Does "and" join the words at ``offset`` to the subject before them?"""
        last = self.seen[-1] if self.seen else None
        if not last or not last.subject or last.sentence != sentence:
            return False
        return _JOINED.fullmatch(self.text, last.end, max(last.end, offset)) is not None

    def _is_beside_clause(self, offset: int, sentence: int) -> bool:
        """Do the words at ``offset`` follow a preposition, or belong to a clause before the main one?"""
        opening = self.sentence_up_to(offset)
        return self._follows_preposition(offset) or (
            opening.partition(" ")[0].lower() in _SUBORDINATORS and "," not in opening
        )

    def _locates_place(self, entity: Entity, offset: int, sentence: int) -> bool:
        """Do the words at ``offset`` say where the place before is: "in Keld, Pellia, Ada Quill said"?"""
        last = self.seen[-1] if self.seen else None
        if not last or last.subject or last.sentence != sentence or last.entity.kind == "person":
            return False
        return entity.is_place and self.text[last.end : offset] == ", "

    def _follows_preposition(self, offset: int) -> bool:
        lead = _PREVIOUS_WORD.search(self.text, max(0, offset - _LONGEST_WORD), offset)
        word = lead.group(1).lower() if lead else ""
        if word == "the" and lead:
            return self._follows_preposition(lead.start())
        return word in self.lexicon.prepositions


def distinct(entities: Iterable[Entity]) -> list[Entity]:
    """Remove duplicates and keep the order."""
    return list(dict.fromkeys(entities))


def how_found(how: str) -> str:
    """Describe for the user how an entity was found."""
    return {
        "subject": "last named as subject",
        "only one": "only one near",
        "likely": "by given name",
        "owner": "only one near, as owner",
        "several": "nearest of several",
    }[how]
