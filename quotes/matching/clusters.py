"""Which quotes are one utterance: each belongs to one that has more of the words, or is the first with them.

A quote of many words is recognised by its words alone. One of few words may be said by anybody at any time,
so it also takes the same speaker and nearly the same day. What a quote belongs to depends only on the quotes
around it, never on the order in which they came.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import IntEnum
from typing import NamedTuple

from quotes.matching.words import read_words

LONG = 8
"""From this number of words on, the same words are one utterance, whoever is named as the speaker."""

PHRASE = 4
"""From this number of words on, the same words of one speaker are one utterance, whatever the day."""

SENTENCE = 5
"""Whole sentences from this number of words on are one utterance around one day, whoever is the speaker."""

DAYS = 7
"""How far apart quotes of few words may be."""

_NEVER = 10**6


class Kinship(IntEnum):
    """How the words of a quote follow from those that it belongs to."""

    exact = 0
    shortened = 1
    altered = 2


class SpokenLine(NamedTuple):
    """A quote: its number, its words, who says them (0: nobody is named) and when.

    Attributes:
        id: the quote's number in the library.
        quote_id: the quote's id, which does not depend on the order of adding.
        wording: the number of its words; quotes that are exactly the same have the same.
        length: how many words it has.
        speaker: the number of the speaker over all articles; 0 for nobody and for unnamed ones.
        day: the day of its article as an ordinal; 0 without a date.
        is_sentence: whether it is a whole sentence, not words in the sentence of a reporter.

    """

    id: int
    quote_id: str
    wording: int
    length: int
    speaker: int
    day: int
    is_sentence: bool

    @property
    def time(self) -> tuple[int, str]:
        """Where it comes in the order of time; quotes without a date come last."""
        return self.day or _NEVER, self.quote_id


@dataclass(frozen=True, slots=True)
class LongWording:
    """Words that are enough to recognise: the first quote with them, and all who are named as the speaker."""

    first: SpokenLine
    speakers: frozenset[int]


def split_words(text: str) -> tuple[str, ...]:
    """Divide a quote into the words by which it is compared.

    >>> split_words("“We’ll organise 300 talks…”")
    ('we', 'will', 'organize', '#300', 'talks')
    """
    return tuple(read_words(text).keys)


def days_apart(one: SpokenLine, other: SpokenLine) -> int:
    """How many days lie between two quotes. Undated ones are near each other, and far from dated ones."""
    if bool(one.day) != bool(other.day):
        return _NEVER
    return abs(one.day - other.day)


def is_greater(one: SpokenLine, other: SpokenLine) -> bool:
    """Whether a quote can hold another one: it has more words, or as many and came first."""
    return (-one.length, one.time) < (-other.length, other.time)


def is_joined(line: SpokenLine, other: SpokenLine) -> bool:
    """Whether two quotes of few words may be one utterance, if their words agree."""
    is_same_speaker = line.speaker == other.speaker != 0
    is_near = days_apart(line, other) <= DAYS
    if line.wording != other.wording:
        return is_same_speaker and is_near
    if is_same_speaker:
        return is_near or line.length >= PHRASE
    return is_near and line.length >= SENTENCE and line.is_sentence and other.is_sentence


def home_of_line(
    line: SpokenLine, around: Iterable[tuple[SpokenLine, Kinship]]
) -> tuple[SpokenLine, Kinship] | None:
    """Choose what a quote of few words belongs to, among quotes whose words agree with it.

    The same words or a longer form come before altered ones, then the nearest in days, the longest, the
    first.
    """
    candidates = (each for each in around if is_greater(each[0], line) and is_joined(line, each[0]))
    return min(candidates, key=lambda each: _line_rank(line, *each), default=None)


def home_of_wording(
    wording: LongWording, related: Iterable[tuple[LongWording, Kinship]]
) -> tuple[LongWording, Kinship] | None:
    """Choose what words belong to, among wordings that agree with them.

    Those of the same speaker come first, then longer forms before altered ones, then the nearest in days, the
    longest, the first.
    """
    candidates = (each for each in related if is_greater(each[0].first, wording.first))
    return min(candidates, key=lambda each: _wording_rank(wording, *each), default=None)


def _line_rank(line: SpokenLine, other: SpokenLine, kinship: Kinship) -> tuple[object, ...]:
    return kinship is Kinship.altered, days_apart(line, other), -other.length, other.time


def _wording_rank(wording: LongWording, other: LongWording, kinship: Kinship) -> tuple[object, ...]:
    is_other_speaker = wording.speakers.isdisjoint(other.speakers - {0})
    return is_other_speaker, *_line_rank(wording.first, other.first, kinship)


def follow_homes(homes: Mapping[int, int | None], known: Mapping[int, int]) -> dict[int, int]:
    """Follow each quote to the last one that it belongs to: the fullest of its utterance.

    ``homes`` has the number of what each quote belongs to, or None. ``known`` has the fullest quote for those
    that are not in ``homes``.

    >>> follow_homes({1: None, 2: 1, 3: 2, 4: 9}, known={9: 8})
    {1: 1, 2: 1, 3: 1, 4: 8}
    """
    fullest: dict[int, int] = {}
    for line in homes:
        path, at = [], line
        while at not in fullest and (home := homes.get(at)) is not None:
            path.append(at)
            at = home
        last = fullest.get(at) or (at if at in homes else known.get(at, at))
        fullest.update(dict.fromkeys([*path, *([at] if at in homes else [])], last))
    return {line: fullest[line] for line in homes}
