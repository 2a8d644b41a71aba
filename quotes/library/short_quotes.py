"""Quotes of few words, which are matched only with what the same speaker said at about the same time."""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence

from sqlalchemy import Connection

from quotes.library.spoken_lines import lines_of_speaker, lines_of_wordings, lines_with_texts
from quotes.library.wordings import kinship_of
from quotes.matching import (
    DAYS,
    LONG,
    PHRASE,
    Kinship,
    SpokenLine,
    compare,
    home_of_line,
    is_greater,
    split_words,
)

_AT_ONCE = 250
"""How many changed quotes are looked at together. What surrounds them is in memory: in a large library, many
times as much."""

_LEAST_COMMON = 0.5
"""The share of its words that a quote must have in common with a longer one to be compared with it."""

_LEAST_ALIKE = 1 / 3
"""The share of its longer words, as they are written, without which a quote is not even looked at."""

_LONGER_WORD = re.compile(r"\w{4,}")
_Home = tuple[SpokenLine, Kinship] | None


def homes_of_short(
    connection: Connection, changed: Collection[int], dependents: Collection[int]
) -> dict[int, _Home]:
    """Choose what quotes of few words belong to.

    Args:
        connection: the library, in a transaction.
        changed: the numbers of quotes that are new or have changed.
        dependents: quotes that belonged to something that changed.

    """
    numbers = set(changed)
    others = lines_with_texts(connection, set(dependents) - numbers)
    lines = lines_with_texts(connection, changed) + [each for each in others if each[0].length < LONG]
    lines.sort(key=lambda each: each[0].speaker)  # so that what surrounds them is read once
    homes: dict[int, _Home] = {}
    for start in range(0, len(lines), _AT_ONCE):
        homes |= _homes_around(connection, lines[start : start + _AT_ONCE], numbers)
    return homes


def _homes_around(
    connection: Connection, lines: Sequence[tuple[SpokenLine, str]], changed: Collection[int]
) -> dict[int, _Home]:
    """Choose what some quotes belong to, and those that the ``changed`` ones among them may affect."""
    chosen = {line.id: line for line, _ in lines if line.length < LONG}
    around, words = _Surroundings(connection), _Words()
    around.read(line for line, _ in lines)
    for line, text in lines:
        if line.id in changed:
            chosen |= {other.id: other for other in _that_may_belong_to(line, text, chosen, around, words)}
    phrases = {line.wording for line in chosen.values() if line.length >= PHRASE}
    alike = lines_of_wordings(connection, phrases)
    chosen |= {line.id: line for same in alike.values() for line in same}
    around.read(chosen.values())
    return {
        line.id: home_of_line(line, _candidates(line, around, alike.get(line.wording, ()), words))
        for line in chosen.values()
    }


class _Words:
    """The words of quotes, each divided once."""

    def __init__(self) -> None:
        self._known: dict[str, tuple[str, ...]] = {}
        self._longer: dict[str, frozenset[str]] = {}

    def of(self, text: str) -> tuple[str, ...]:
        """The words of a quote."""
        if text not in self._known:
            self._known[text] = split_words(text)
        return self._known[text]

    def agree(self, text: str, other_text: str) -> bool:
        """Whether enough of the longer words of a quote are in another one to compare the two."""
        own = self._longer_words(text)
        return len(own & self._longer_words(other_text)) >= _LEAST_ALIKE * len(own)

    def _longer_words(self, text: str) -> frozenset[str]:
        """The longer words of a quote as they are written, which is much quicker to find."""
        if text not in self._longer:
            self._longer[text] = frozenset(_LONGER_WORD.findall(text.casefold()))
        return self._longer[text]


class _Surroundings:
    """What the speakers of quotes said around the same days."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._lines: dict[tuple[int, int], list[tuple[SpokenLine, str]]] = {}

    def read(self, lines: Iterable[SpokenLine]) -> None:
        """Read what surrounds these quotes, as far as it is not known yet."""
        days: defaultdict[int, set[int]] = defaultdict(set)
        for line in lines:
            if line.speaker:
                days[line.speaker].update(
                    day for day in _days_around(line) if (line.speaker, day) not in self._lines
                )
        for speaker, wanted in days.items():
            self._lines.update(((speaker, day), []) for day in wanted)
            for first, last in _spans(wanted):
                for line, text in lines_of_speaker(self._connection, speaker, first, last):
                    self._lines[speaker, line.day].append((line, text))

    def of(self, line: SpokenLine) -> Iterator[tuple[SpokenLine, str]]:
        """Yield what the speaker of a quote said within `DAYS` of it, the quote itself among it."""
        for day in _days_around(line):
            yield from self._lines.get((line.speaker, day), ())


def _days_around(line: SpokenLine) -> Sequence[int]:
    """The days that are near a quote; those without a date are near each other."""
    return range(max(1, line.day - DAYS), line.day + DAYS + 1) if line.day else (0,)


def _spans(days: Iterable[int]) -> Iterator[tuple[int, int]]:
    """Join neighbouring days to spans.

    >>> list(_spans([0, 7, 8, 9, 20]))
    [(0, 0), (7, 9), (20, 20)]
    """
    ordered = sorted(days)
    first = 0
    for at, day in enumerate(ordered):
        if at + 1 == len(ordered) or ordered[at + 1] > day + 1:
            yield ordered[first], day
            first = at + 1


def _that_may_belong_to(
    line: SpokenLine, text: str, known: Collection[int], around: _Surroundings, words: _Words
) -> list[SpokenLine]:
    """List the quotes of few words around a changed one that may belong to it, without ``known`` ones.

    What the others around it belong to does not depend on it.
    """
    return [
        other
        for other, other_text in (around.of(line) if line.speaker else ())
        if other.length < LONG
        and other.id not in known
        and is_greater(line, other)
        and words.agree(other_text, text)
    ]


def _candidates(
    line: SpokenLine, around: _Surroundings, alike: Iterable[SpokenLine], words: _Words
) -> Iterator[tuple[SpokenLine, Kinship]]:
    """Yield the quotes whose words agree with those of a quote of few words."""
    yield from ((other, Kinship.exact) for other in alike)
    near = list(around.of(line)) if line.speaker else []
    text = next((each for other, each in near if other.id == line.id), None)
    if text is None:
        return
    for other, other_text in near:
        if is_greater(other, line) and words.agree(text, other_text):
            kinship = _kinship(words.of(text), words.of(other_text), text, other_text)
            if kinship is not None:
                yield other, kinship


def _kinship(own: tuple[str, ...], others: tuple[str, ...], text: str, other_text: str) -> Kinship | None:
    """How the words of a short quote follow from those of a longer one."""
    if own == others:
        return Kinship.exact
    first = own[0] if own else None
    if first is not None and any(
        others[at : at + len(own)] == own for at, each in enumerate(others) if each == first
    ):
        return Kinship.shortened
    common = {*own}
    if len(own) < PHRASE or len(common & {*others}) < _LEAST_COMMON * len(common):
        return None
    return kinship_of(compare(text, other_text))
