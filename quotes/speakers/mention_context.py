"""A mention with all that the features of its antecedents look at."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from quotes.language import fold
from quotes.speakers.antecedents import Antecedent
from quotes.speakers.discourse import Discourse, Seen
from quotes.speakers.entities import Entity
from quotes.speakers.mentions import (
    DEFINITE,
    FIRST_PERSON,
    HE_OR_SHE,
    INDEFINITE,
    POSSESSIVE,
    RELATIVE,
    THEY,
    MentionReading,
)
from quotes.speakers.phrases import is_plural, is_somebody, owner_of, roles_meant

_AGE = re.compile(r"\d.*old$")
_AGENT = re.compile(r"(?:er|or|ist|ian|man|woman|ee|ant)$")


@dataclass(frozen=True)
class MentionContext:
    """A mention, the article up to it, and all its antecedents: what the features look at.

    ``spoken_of`` are the folded words with a capital inside the quotations that the mention's speaker says.
    """

    reading: MentionReading
    discourse: Discourse
    antecedents: Sequence[Antecedent]
    spoken_of: frozenset[str]

    @cached_property
    def form(self) -> str:
        """What the mention is like: "he", "they", "it", "who", "I", "name", "phrase" or "capital phrase"."""
        reading = self.reading
        if self.article == "bare" and reading.mention.of(self.discourse.text)[:1].isupper():
            return "capital phrase"
        if reading.kind != "pronoun":
            return reading.kind
        if reading.head in HE_OR_SHE:
            return "he"
        if reading.head in THEY:
            return "they"
        if reading.head in RELATIVE:
            return "who"
        return "I" if reading.head in FIRST_PERSON else "it"

    @cached_property
    def gender(self) -> str | None:
        """The gender that the mention asks for."""
        reading, lexicon = self.reading, self.discourse.lexicon
        if reading.kind == "pronoun":
            return HE_OR_SHE.get(reading.head)
        if reading.kind == "name":
            return self.discourse.genders.of_name(reading.names[0])
        return lexicon.roles.get(reading.head)

    @cached_property
    def roles(self) -> frozenset[str]:
        """The roles that a phrase names."""
        return frozenset(roles_meant(self.reading, self.discourse))

    @cached_property
    def head(self) -> str:
        """What the head of a phrase is: a kind of the lexicon's, or what it looks like; "" otherwise."""
        reading, lexicon = self.reading, self.discourse.lexicon
        if reading.kind != "phrase":
            return ""
        if is_plural(reading, self.discourse):
            return "plural"
        if is_somebody(reading, self.discourse):
            return "role"
        kinds = (
            ("outlet", lexicon.media_nouns),
            ("body", lexicon.organisation_words),
            ("message", lexicon.cue_nouns),
            ("document", lexicon.speech_documents),
        )
        return next((kind for kind, words in kinds if reading.head in words), self._shape_of_head)

    @cached_property
    def _shape_of_head(self) -> str:
        """What a head that is in no list looks like: "the 30-year-old", "the Pellan", "the surveyor"."""
        reading = self.reading
        shape = shape_of_noun(reading.head)
        written = self.discourse.text[reading.core.start : reading.core.end].rpartition(" ")[2]
        return "capital" if written[:1].isupper() and shape != "age" else shape

    @cached_property
    def capitals(self) -> set[str]:
        """The folded words with a capital before the head of a phrase: "us" of "the US president"."""
        words = self.reading.core.of(self.discourse.text).split()[1:-1]
        return {fold(word) for word in words if word[0].isupper()}

    @cached_property
    def article(self) -> str:
        """How a phrase begins: "definite", "indefinite", "possessive" or "bare"; "" otherwise."""
        if self.reading.kind != "phrase":
            return ""
        opening = self.reading.opening
        if opening in POSSESSIVE or self.reading.owner:
            return "possessive"
        if opening in DEFINITE:
            return "definite"
        return "indefinite" if opening in INDEFINITE else "bare"

    @cached_property
    def owner(self) -> object:
        """Whose lawyer or friend a phrase means."""
        return owner_of(self.reading, self.discourse) if self.reading.kind == "phrase" else None

    @cached_property
    def holders(self) -> int:
        """How many named antecedents have the role of a phrase."""
        return sum(bool(each.entity.words and self.roles & each.entity.roles) for each in self.antecedents)

    @cached_property
    def bodies(self) -> int:
        """How many antecedents are named bodies."""
        return sum(
            bool(each.entity.words) and each.entity.kind == "organisation" for each in self.antecedents
        )

    def has_answer_by(self, rule: str) -> bool:
        """Does a rule propose anybody, in whatever way?"""
        return any(
            answer.rule.name.partition(",")[0] == rule for each in self.antecedents for answer in each.answers
        )

    @cached_property
    def is_body(self) -> bool:
        """Can only a body be meant: "it", "the company"?"""
        return self.form == "it" or self.head in ("body", "outlet")

    @cached_property
    def fitting(self) -> list[Antecedent]:
        """The antecedents that may be a person of the right gender; or a body, if one is meant.

        The last named is the first.
        """
        fits = [
            each
            for each in self.antecedents
            if (last := self.last(each))
            and not last.aside
            and (each.entity.person < 0.6 if self.is_body else each.entity.person > 0.4)
            and not self.fits[each.entity].startswith("wrong")
        ]
        return sorted(fits, key=lambda each: -self.last(each).offset)  # type: ignore[union-attr]

    @cached_property
    def ranks(self) -> Mapping[Entity, int]:
        """The place of each entity among those of `fitting`."""
        return {each.entity: rank for rank, each in enumerate(self.fitting)}

    @cached_property
    def best_fits(self) -> tuple[int, int]:
        """How many of `fitting` have the right gender for sure, and the most that one was referred to."""
        right = sum(self.fits[each.entity].startswith("right") for each in self.fitting)
        return right, max((self.discourse.times_seen(each.entity) for each in self.fitting), default=0)

    @cached_property
    def fits(self) -> Mapping[Entity, str]:
        """How the gender of each antecedent fits what the mention asks for."""
        return {each.entity: _gender_fit(each.entity, self) for each in self.antecedents}

    @cached_property
    def _last_of(self) -> Mapping[Entity, Seen | None]:
        start = self.reading.core.start
        return {each.entity: self.discourse.last_seen(each.entity, start) for each in self.antecedents}

    def last(self, antecedent: Antecedent) -> Seen | None:
        """Where the antecedent was last referred to before the mention."""
        return self._last_of[antecedent.entity]


def shape_of_noun(noun: str) -> str:
    """What a folded noun that is in no list looks like: "age" ("30-year-old"), "agent" ("surveyor"), "noun".

    >>> shape_of_noun("27-year-old"), shape_of_noun("surveyor"), shape_of_noun("version")
    ('age', 'agent', 'noun')
    """
    if _AGE.search(noun):
        return "age"
    return "agent" if _AGENT.search(noun) else "noun"


def _gender_fit(entity: Entity, context: MentionContext) -> str:
    wanted = context.gender
    if not wanted:
        return "no gender asked"
    known, evidence = context.discourse.genders.with_evidence(entity)
    if not known:
        return "unknown gender"
    return f"{'right' if known == wanted else 'wrong'} gender by {evidence}"
