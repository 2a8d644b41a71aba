"""Remember who was named, who was the subject and who spoke, at each point of an article.

The article is read once, from its first word to its last, and each entity is noted where it is named. A
pronoun or phrase refers to the most prominent entity: the subject or speaker of the nearest sentence that
has one of the right gender and number. (A simple form of centering theory: Grosz, Joshi, Weinstein 1995.)
"""

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from quotes.language import fold
from quotes.speakers.entities import Entity, EntityIndex
from quotes.speakers.mentions import HE_OR_SHE
from quotes.speakers.name_keys import lower_words
from quotes.speakers.names import Name
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
_NEXT_WORD = re.compile(r"\s([\w'’-]+)")
_JOINED = re.compile(r",?\s(?:and|or|&)\s(?:(?:his|her|their|the)\s)?")
_CREDIT_BEFORE = re.compile(r"[A-Za-z]/$")
_ENDS_SENTENCE = re.compile(r"[.!?…:;,\"“”'’)\]—-]$")
_LONGEST_WORD = 24
GIVEN_NAME_VOTES = 3
_LONGEST_PRONOUN = 7
_PARAGRAPHS_BACK = 8
_SENTENCES_BACK = 25


@dataclass(frozen=True, slots=True)
class Seen:
    """One occurrence of an entity, and whether it is a subject, a speaker or in the possessive.

    ``aside`` is true in a caption or heading. ``word`` is the folded pronoun if the entity is not named.
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
        self._votes: defaultdict[Entity, Counter[str]] = defaultdict(Counter)
        self._genders: dict[Entity, tuple[str | None, str]] = {}
        self._bare_votes: defaultdict[str, Counter[str]] = defaultdict(Counter)
        self._titles_of: defaultdict[str, Counter[str]] = defaultdict(Counter)
        self._spoke: set[Entity] = set()
        self.documents: dict[str, Entity] = {}
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

    def names_between(self, start: int, end: int) -> Sequence[Name]:
        """The names that begin from ``start`` to ``end``, in order."""
        return self.names[bisect_left(self._name_starts, start) : bisect_left(self._name_starts, end)]

    def last_seen(self, entity: Entity, offset: int) -> Seen | None:
        """Where an entity was last referred to before ``offset``, if possible not in a caption or heading."""
        aside = None
        for seen in reversed(self._seen_of.get(entity, ())):
            if seen.offset < offset:
                if not seen.aside:
                    return seen
                aside = aside or seen
        return aside

    def leading(self, sentence: int) -> Seen | None:
        """Who speaks in a sentence, or else its first subject."""
        first: Seen | None = None
        for seen in reversed(self.seen):
            if seen.sentence < sentence:
                break
            if seen.sentence == sentence and seen.subject and seen.entity.name:
                if seen.speaker:
                    return seen
                first = seen
        return first

    def times_seen(self, entity: Entity) -> int:
        """How often an entity was referred to so far."""
        return len(self._seen_of.get(entity, ()))

    def has_spoken(self, entity: Entity) -> bool:
        """Has an entity spoken so far?"""
        return entity in self._spoke

    def is_common(self, word: str) -> bool:
        """Is a word with a capital an ordinary word, which begins a sentence?"""
        folded = fold(word)
        lexicon = self.lexicon
        if folded in lexicon.roles or folded in lexicon.plural_roles or folded in lexicon.organisation_words:
            return True
        return not word.isupper() and folded in self._lower_words

    def note(self, entity: Entity, span: Span, *, speaker: bool = False, possessive: bool = False) -> None:
        """Remember that the words in ``span`` refer to ``entity``, unless they are a photo credit."""
        if self._is_photo_credit(span):
            return
        sentence = self._sentences.number_at(span.start)
        paragraph = paragraph_at(self._paragraphs, span.start)
        aside = not speaker and self._is_aside(paragraph)
        led = sentence in self._led and not self._is_joined(span.start, sentence)
        subject = speaker or not (aside or possessive or led or self._is_beside_clause(span.start, sentence))
        if subject:
            self._led.add(sentence)
        if speaker:
            self._spoke.add(entity)
            self._last_to_speak = entity
        if subject:
            self._subjects.add(entity)
        self._first_seen.setdefault(entity, len(self._first_seen))
        word = span.of(self.text).casefold() if span.end - span.start <= _LONGEST_PRONOUN else ""
        seen = Seen(
            entity, span.start, span.end, sentence, paragraph, subject, speaker, possessive, aside, word
        )
        self.seen.append(seen)
        self._seen_of[entity].append(seen)

    def may_be_meant(self, seen: Seen, gender: str | None = None) -> bool:
        """Can "he" or "she" (``gender`` "m" or "f") refer to this occurrence?

        It can refer to any entity that is known to be a person, and to any subject that may be one.
        """
        entity = seen.entity
        person = self.is_person(entity) or (seen.subject and (entity.is_open or entity.kind == "person"))
        return person and (gender is None or self.gender(entity) in (None, gender))

    def is_person(self, entity: Entity) -> bool:
        """Is an entity a person, by what the article calls it, by speaking, or by its pronouns?"""
        if entity.is_open:
            return sum(self._votes[entity].values()) > 0
        return is_person(entity) or (entity.kind == "person" and not entity.plural and entity in self._spoke)

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

    def gender(self, entity: Entity) -> str | None:
        """The gender of an entity: by title or role, otherwise by its given name and its pronouns."""
        return self.gender_and_evidence(entity)[0]

    def gender_and_evidence(self, entity: Entity) -> tuple[str | None, str]:
        """The gender of an entity, and what it rests on: "title", "name and pronouns", "name" or "pronouns".

        A pronoun only seems to refer to somebody. So a given name counts as much as several pronouns.
        """
        if entity not in self._genders:
            self._genders[entity] = self._find_gender(entity)
        return self._genders[entity]

    def _find_gender(self, entity: Entity) -> tuple[str | None, str]:
        if entity.gender:
            return entity.gender, "title"
        votes = self._votes.get(entity) or Counter()
        given = self.lexicon.first_names.get(entity.words[0]) if len(entity.words) > 1 else None
        if not given:
            return _majority(votes), "pronouns"
        known = _majority(votes + Counter({given: GIVEN_NAME_VOTES}))
        return known, "name and pronouns" if votes else "name"

    def gender_of_name(self, name: Name) -> str | None:
        """The gender of a name, by the title before it here or elsewhere."""
        title = name.before.split()[-1] if name.before else ""
        given = self.lexicon.titles.get(title) or self.lexicon.roles.get(title)
        return given or (_majority(self._titles_of[name.words[0]]) if len(name.words) == 1 else None)

    def pronoun_of_name(self, name: Name) -> str | None:
        """The gender of the pronouns that follow a single-word name."""
        return _majority(self._bare_votes[name.words[0]]) if len(name.words) == 1 else None

    def learn_genders(self, names: Sequence[Name], pronouns: Sequence[Span]) -> None:
        """Learn genders from pronouns that can refer to one entity only.

        That is the only one named in the sentence, or in the sentence before. A surname that several entities
        share is counted separately, and so are the titles before it.
        """
        people: defaultdict[int, list[tuple[int, Entity | str]]] = defaultdict(list)
        for name in names:
            candidates = self.index.candidates(name.words)
            if not any(is_person(candidate.entity) or candidate.entity.is_open for candidate in candidates):
                continue
            bearer = candidates[0].entity if len(candidates) == 1 else name.words[0]
            people[self._sentences.number_at(name.span.start)].append((name.span.start, bearer))
            title = name.before.split()[-1] if name.before else ""
            if len(name.words) == 1 and (gender := self.lexicon.titles.get(title)):
                self._titles_of[name.words[0]][gender] += 1
        self._genders.clear()
        pronouns_at: dict[int, int] = {}
        for pronoun in pronouns:
            if not self._may_mean_subject(pronoun):
                continue
            sentence = self._sentences.number_at(pronoun.start)
            first_pronoun = pronouns_at.setdefault(sentence, pronoun.start)
            named = [
                (offset, bearer) for offset, bearer in people.get(sentence, ()) if offset < pronoun.start
            ]
            if not named and sentence - 1 not in pronouns_at:
                named = people.get(sentence - 1, [])
            meant = list(dict.fromkeys(bearer for _, bearer in named))
            if len(meant) == 1 and not named[0][0] > first_pronoun:
                votes = self._bare_votes[meant[0]] if isinstance(meant[0], str) else self._votes[meant[0]]
                votes[HE_OR_SHE[pronoun.of(self.text).lower()]] += 1

    def _may_mean_subject(self, pronoun: Span) -> bool:
        """Can a pronoun refer to the subject of its clause? "Him", and "her" without a noun, cannot."""
        word = pronoun.of(self.text).lower()
        if word != "her":
            return word not in ("him", "hers")
        following = _NEXT_WORD.match(self.text, pronoun.end)
        return following is not None and following.group(1).lower() not in self.lexicon.prepositions

    def _is_photo_credit(self, span: Span) -> bool:
        """Is a name joined to another by a stroke: "Ada Quill/Nordwire"?"""
        before = _CREDIT_BEFORE.search(self.text, max(0, span.start - 2), span.start)
        return before is not None or self.text.startswith("/", span.end)

    def _is_aside(self, number: int) -> bool:
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
        start = self._sentences.start_of(sentence)
        opening = self.text[start:offset].lstrip(" \"“'‘")
        return self._follows_preposition(offset) or (
            opening.partition(" ")[0].lower() in _SUBORDINATORS and "," not in opening
        )

    def _follows_preposition(self, offset: int) -> bool:
        lead = _PREVIOUS_WORD.search(self.text, max(0, offset - _LONGEST_WORD), offset)
        word = lead.group(1).lower() if lead else ""
        if word == "the" and lead:
            return self._follows_preposition(lead.start())
        return word in self.lexicon.prepositions


def _majority(votes: Counter[str]) -> str | None:
    """The gender with more than twice the votes of the other."""
    ranked = votes.most_common()
    if not ranked or (len(ranked) > 1 and ranked[0][1] <= 2 * ranked[1][1]):
        return None
    return ranked[0][0]


def is_person(entity: Entity) -> bool:
    """Does the article show that an entity is a person?"""
    return not entity.plural and (
        entity.kind == "unnamed" or (entity.kind == "person" and entity.evidence > 0)
    )


def distinct(entities: Iterator[Entity]) -> list[Entity]:
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
