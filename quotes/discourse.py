"""What a reader of the article has in mind at each point: who was named, who was the subject, who spoke.

The stage goes through the article once, from its first word to its last. It notes each figure as it is named, and
answers, at a pronoun or a phrase, which figure a reader would think of: the subject or speaker of the nearest
sentence that has one of fitting gender and number. (A simple form of centering: Grosz, Joshi and Weinstein 1995.)
"""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from quotes.figures import Cast, Figure
from quotes.lexicon import Lexicon
from quotes.mentions import HE_OR_SHE
from quotes.names import Name
from quotes.paragraphs import number_at
from quotes.sentences import Sentences
from quotes.types import Span

PRONOUN = re.compile(rf"\b(?:{'|'.join(HE_OR_SHE)})\b", re.IGNORECASE)
SUBORDINATORS = frozenset("after although as because before if once since though unless until when while".split())
_PREVIOUS_WORD = re.compile(r"([^\s(\[]+)\s+$")
_LONGEST_WORD = 24
_PARAGRAPHS_BACK = 8
_SENTENCES_BACK = 25


@dataclass(frozen=True, slots=True)
class Seen:
    """A figure as it occurred: where, and whether as subject of its sentence, as a speaker, as an owner."""

    figure: Figure
    offset: int
    sentence: int
    paragraph: int
    subject: bool
    speaker: bool
    possessive: bool


Fits = Callable[[Figure], bool]


class Discourse:
    """The figures seen so far, and which of them comes to mind."""

    def __init__(
        self, text: str, paragraphs: Sequence[Span], sentences: Sentences, cast: Cast, lexicon: Lexicon
    ) -> None:
        self.text, self.cast, self.lexicon = text, cast, lexicon
        self.seen: list[Seen] = []
        self._paragraphs, self._sentences = paragraphs, sentences
        self._votes: defaultdict[Figure, Counter[str]] = defaultdict(Counter)
        self._led: set[int] = set()

    @property
    def sentence_starts(self) -> frozenset[int]:
        """The offsets at which sentences begin."""
        return self._sentences.starts

    def paragraph_at(self, offset: int) -> int:
        """Return the number of the paragraph that holds ``offset``."""
        return number_at(self._paragraphs, offset)

    def note(self, figure: Figure, span: Span, *, speaker: bool = False, possessive: bool = False) -> None:
        """Note that ``figure`` is named, or meant, by the words of ``span``."""
        sentence = self._sentences.number_at(span.start)
        subject = speaker or not (possessive or sentence in self._led or self._is_beside_clause(span.start, sentence))
        if subject:
            self._led.add(sentence)
        paragraph = number_at(self._paragraphs, span.start)
        self.seen.append(Seen(figure, span.start, sentence, paragraph, subject, speaker, possessive))

    def recent(self, offset: int) -> Iterator[list[Seen]]:
        """Yield what was seen before ``offset``, sentence by sentence, the nearest first."""
        paragraph, sentence = number_at(self._paragraphs, offset), self._sentences.number_at(offset)
        for number, group in groupby(reversed(self.seen), key=lambda seen: seen.sentence):
            seen = [one for one in group if one.offset < offset]
            if number < sentence - _SENTENCES_BACK or (seen and seen[0].paragraph < paragraph - _PARAGRAPHS_BACK):
                return
            if seen:
                yield seen[::-1]

    def in_mind(self, offset: int, fits: Fits) -> tuple[Figure | None, str]:
        """Return the figure that a reader thinks of at ``offset`` among those that fit, and how it was found.

        How is "subject", "only one", or "several" where another one is as near.
        """
        for sentence in self.recent(offset):
            fitting = [seen for seen in sentence if fits(seen.figure)]
            leading = distinct(seen.figure for seen in fitting if seen.subject)
            if len(leading) == 1:
                return leading[0], "subject"
            figures = leading or distinct(seen.figure for seen in fitting)
            if len(figures) == 1:
                return figures[0], "only one"
            if figures:
                spoke = next((seen.figure for seen in reversed(self.seen) if seen.speaker), None)
                return (spoke if spoke in figures else figures[0]), "several"
        return None, ""

    def last_speaker(self, offset: int) -> Seen | None:
        """Return who spoke last before ``offset``."""
        return next((seen for seen in reversed(self.seen) if seen.speaker and seen.offset < offset), None)

    def gender(self, figure: Figure) -> str | None:
        """Return a figure's gender: by title or role, else by the pronouns that the article uses of it."""
        votes = self._votes[figure]
        if figure.gender or not votes:
            return figure.gender
        (gender, most), *rest = votes.most_common()
        return gender if not rest or most > 2 * rest[0][1] else None

    def learn_genders(self, names: Sequence[Name], pronouns: Sequence[Span]) -> None:
        """Count the pronouns that can only mean one figure: the one person named in the sentence, or the one before."""
        people: defaultdict[int, list[tuple[int, Figure]]] = defaultdict(list)
        for name in names:
            candidates = self.cast.candidates(name.words)
            if len(candidates) == 1 and is_person(candidates[0].figure):
                people[self._sentences.number_at(name.span.start)].append((name.span.start, candidates[0].figure))
        for pronoun in pronouns:
            sentence = self._sentences.number_at(pronoun.start)
            meant = distinct(figure for offset, figure in people.get(sentence, ()) if offset < pronoun.start)
            meant = meant or distinct(figure for _, figure in people.get(sentence - 1, ()))
            if len(meant) == 1:
                self._votes[meant[0]][HE_OR_SHE[pronoun.of(self.text).lower()]] += 1

    def _is_beside_clause(self, offset: int, sentence: int) -> bool:
        """Tell whether words at ``offset`` hang on a preposition, or stand in a clause before the main one."""
        start = self._sentences.start_of(sentence)
        opening = self.text[start:offset].lstrip(" \"“'‘")
        return self._follows_preposition(offset) or (
            opening.partition(" ")[0].lower() in SUBORDINATORS and "," not in opening
        )

    def _follows_preposition(self, offset: int) -> bool:
        lead = _PREVIOUS_WORD.search(self.text, max(0, offset - _LONGEST_WORD), offset)
        word = lead.group(1).lower() if lead else ""
        if word == "the" and lead:
            return self._follows_preposition(lead.start())
        return word in self.lexicon.prepositions


def is_person(figure: Figure) -> bool:
    """Tell whether a figure can be meant by "he" or "she"."""
    return not figure.plural and (figure.kind == "unnamed" or (figure.kind == "person" and figure.evidence > 0))


def distinct(figures: Iterator[Figure]) -> list[Figure]:
    """Return each figure once, in order."""
    return list(dict.fromkeys(figures))
