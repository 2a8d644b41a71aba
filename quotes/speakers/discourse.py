"""What a reader of the article has in mind at each point: who was named, who was the subject, who spoke.

The article is gone through once, from its first word to its last. Each figure is noted as it is named; at a
pronoun or a phrase the answer is the figure of which a reader would think: the subject or speaker of the
nearest sentence that has one of fitting gender and number. (A simple form of centering: Grosz, Joshi,
Weinstein 1995.)
"""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from quotes.language import Lexicon, fold
from quotes.speakers.entities import Entity, EntityIndex
from quotes.speakers.mentions import HE_OR_SHE
from quotes.speakers.names import Name, lower_words
from quotes.text import Sentences, paragraph_at
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
_LONGEST_WORD = 24
_PARAGRAPHS_BACK = 8
_SENTENCES_BACK = 25


@dataclass(frozen=True, slots=True)
class Seen:
    """A figure as it occurred: where, and whether as subject of its sentence, as a speaker, as an owner."""

    figure: Entity
    offset: int
    end: int
    sentence: int
    paragraph: int
    subject: bool
    speaker: bool
    possessive: bool


Fits = Callable[[Seen], bool]


class Discourse:
    """The figures seen so far, and which of them comes to mind."""

    def __init__(
        self,
        text: str,
        paragraphs: tuple[Span, ...],
        sentences: Sentences,
        cast: EntityIndex,
        lexicon: Lexicon,
    ) -> None:
        self.text, self.cast, self.lexicon = text, cast, lexicon
        self.seen: list[Seen] = []
        self._lower_words = lower_words(text)
        self._first_seen: dict[Entity, int] = {}
        self._subjects: set[Entity] = set()
        self._last_to_speak: Entity | None = None
        self._paragraphs, self._sentences = paragraphs, sentences
        self._votes: defaultdict[Entity, Counter[str]] = defaultdict(Counter)
        self._bare_votes: defaultdict[str, Counter[str]] = defaultdict(Counter)
        self._titles_of: defaultdict[str, Counter[str]] = defaultdict(Counter)
        self._spoke: set[Entity] = set()
        self.documents: dict[str, Entity] = {}
        self._led: set[int] = set()

    @property
    def sentence_starts(self) -> frozenset[int]:
        """The offsets at which sentences begin."""
        return self._sentences.starts

    def paragraph_at(self, offset: int) -> int:
        """Return the number of the paragraph that holds ``offset``."""
        return paragraph_at(self._paragraphs, offset)

    def is_common(self, word: str) -> bool:
        """Tell whether a word with a capital is an ordinary word that opens a sentence."""
        folded = fold(word)
        lexicon = self.lexicon
        if folded in lexicon.roles or folded in lexicon.plural_roles or folded in lexicon.organisation_words:
            return True
        return not word.isupper() and folded in self._lower_words

    def note(self, figure: Entity, span: Span, *, speaker: bool = False, possessive: bool = False) -> None:
        """Note that ``figure`` is named, or meant, by the words of ``span``."""
        sentence = self._sentences.number_at(span.start)
        led = sentence in self._led and not self._is_joined(span.start, sentence)
        subject = speaker or not (possessive or led or self._is_beside_clause(span.start, sentence))
        if subject:
            self._led.add(sentence)
        paragraph = paragraph_at(self._paragraphs, span.start)
        if speaker:
            self._spoke.add(figure)
            self._last_to_speak = figure
        if subject:
            self._subjects.add(figure)
        self._first_seen.setdefault(figure, len(self._first_seen))
        self.seen.append(
            Seen(figure, span.start, span.end, sentence, paragraph, subject, speaker, possessive)
        )

    def may_be_meant(self, seen: Seen, gender: str | None = None) -> bool:
        """Tell whether "he" or "she" (``gender`` "m" or "f") can mean what was seen.

        It can mean whoever is known for a person, and any subject that may be one.
        """
        figure = seen.figure
        person = self.is_person(figure) or (seen.subject and (figure.is_open or figure.kind == "person"))
        return person and (gender is None or self.gender(figure) in (None, gender))

    def is_person(self, figure: Entity) -> bool:
        """Tell whether a figure is a person by what the article calls it, its speaking, its pronouns."""
        if figure.is_open:
            return sum(self._votes[figure].values()) > 0
        return is_person(figure) or (figure.kind == "person" and not figure.plural and figure in self._spoke)

    def recent(self, offset: int) -> Iterator[list[Seen]]:
        """Yield what was seen before ``offset``, sentence by sentence, the nearest first."""
        paragraph, sentence = paragraph_at(self._paragraphs, offset), self._sentences.number_at(offset)
        for number, group in groupby(reversed(self.seen), key=lambda seen: seen.sentence):
            seen = [one for one in group if one.offset < offset]
            if number < sentence - _SENTENCES_BACK or (
                seen and seen[0].paragraph < paragraph - _PARAGRAPHS_BACK
            ):
                return
            if seen:
                yield seen[::-1]

    def in_mind(self, offset: int, fits: Fits) -> tuple[Entity | None, str]:
        """Return the figure that a reader thinks of at ``offset`` among those that fit, and how it was found.

        How is "subject", "only one", "owner" where only a possessive names it, or "several" where others are
        as near.
        """
        aside: Entity | None = None
        for sentence in self.recent(offset):
            fitting = [seen for seen in sentence if fits(seen)]
            if fitting and all(seen.possessive for seen in fitting) and not aside:
                aside = fitting[0].figure
                continue
            leading = distinct(seen.figure for seen in fitting if seen.subject)
            if aside and (not leading or sentence[0].paragraph < self.paragraph_at(offset) - 1):
                return aside, "owner"
            if len(leading) == 1:
                return leading[0], "subject"
            figures = leading or distinct(seen.figure for seen in fitting)
            if len(figures) == 1:
                return figures[0], "only one"
            if figures:
                spoke = self._last_to_speak
                return (spoke if spoke in figures else figures[0]), "several"
        return aside, "owner" if aside else ""

    def introduced(self, figures: Sequence[Entity]) -> Entity | None:
        """Return which of ``figures`` was seen first, if none of the others has been a subject since."""
        first = min(figures, key=lambda figure: self._first_seen.get(figure, len(self.seen)))
        others = any(figure in self._subjects for figure in figures if figure is not first)
        return None if others or first not in self._first_seen else first

    def nearest_of(self, figures: Sequence[Entity], offset: int) -> tuple[Entity | None, str]:
        """Return which of ``figures`` comes to mind at ``offset``, and how, as `in_mind` does."""
        return self.in_mind(offset, lambda seen: seen.figure in figures)

    def subject_beside(self, figure: Entity, offset: int, fits: Fits) -> Entity | None:
        """Return a fitting subject that stands nearer, or more to the front, than ``figure``."""
        for sentence in self.recent(offset):
            leading = distinct(seen.figure for seen in sentence if seen.subject and fits(seen))
            if len(leading) == 1 and leading[0] is not figure:
                return leading[0]
            if any(seen.figure is figure and not seen.possessive for seen in sentence):
                return None
        return None

    def spoke_last(self, figure: Entity) -> bool:
        """Tell whether a figure was the last that spoke."""
        return figure is self._last_to_speak

    def gender(self, figure: Entity) -> str | None:
        """Return a figure's gender: by title or role, else by the pronouns that the article uses of it."""
        return figure.gender or _majority(self._votes[figure])

    def gender_of_name(self, name: Name) -> str | None:
        """Return the gender of a name's bearer, by the title before it here or elsewhere."""
        title = name.before.split()[-1] if name.before else ""
        given = self.lexicon.titles.get(title) or self.lexicon.roles.get(title)
        return given or (_majority(self._titles_of[name.words[0]]) if len(name.words) == 1 else None)

    def pronoun_of_name(self, name: Name) -> str | None:
        """Return the gender of the pronouns that follow a bare name which several share."""
        return _majority(self._bare_votes[name.words[0]]) if len(name.words) == 1 else None

    def learn_genders(self, names: Sequence[Name], pronouns: Sequence[Span]) -> None:
        """Count the pronouns that can mean one bearer only: alone named in the sentence or the one before.

        A surname that several share counts as a bearer of its own, and so do the titles before it.
        """
        people: defaultdict[int, list[tuple[int, Entity | str]]] = defaultdict(list)
        for name in names:
            candidates = self.cast.candidates(name.words)
            if not any(is_person(candidate.figure) or candidate.figure.is_open for candidate in candidates):
                continue
            bearer = candidates[0].figure if len(candidates) == 1 else name.words[0]
            people[self._sentences.number_at(name.span.start)].append((name.span.start, bearer))
            title = name.before.split()[-1] if name.before else ""
            if len(name.words) == 1 and (gender := self.lexicon.titles.get(title)):
                self._titles_of[name.words[0]][gender] += 1
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
        """Tell whether a pronoun can mean its clause's subject, as "him", or "her" with no noun, cannot."""
        word = pronoun.of(self.text).lower()
        if word != "her":
            return word not in ("him", "hers")
        following = _NEXT_WORD.match(self.text, pronoun.end)
        return following is not None and following.group(1).lower() not in self.lexicon.prepositions

    def _is_joined(self, offset: int, sentence: int) -> bool:
        """Tell whether "and" joins what begins at ``offset`` to the subject before it."""
        last = self.seen[-1] if self.seen else None
        if not last or not last.subject or last.sentence != sentence:
            return False
        return _JOINED.fullmatch(self.text, last.end, max(last.end, offset)) is not None

    def _is_beside_clause(self, offset: int, sentence: int) -> bool:
        """Tell whether words at ``offset`` hang on a preposition or stand in a clause before the main one."""
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
    """Return the gender that has more than twice the votes of the other."""
    ranked = votes.most_common()
    if not ranked or (len(ranked) > 1 and ranked[0][1] <= 2 * ranked[1][1]):
        return None
    return ranked[0][0]


def is_person(figure: Entity) -> bool:
    """Tell whether the article shows that a figure is a person."""
    return not figure.plural and (
        figure.kind == "unnamed" or (figure.kind == "person" and figure.evidence > 0)
    )


def distinct(figures: Iterator[Entity]) -> list[Entity]:
    """Return each figure once, in order."""
    return list(dict.fromkeys(figures))


def ways(how: str) -> str:
    """Return in words, for the reader, how a figure came to mind."""
    return {
        "subject": "last named as subject",
        "only one": "only one near",
        "likely": "by given name",
        "owner": "only one near, as owner",
        "several": "nearest of several",
    }[how]
