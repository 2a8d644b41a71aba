"""Quotes of few words, which are matched only with what the same speaker said at about the same time."""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator

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
    lines = [line for line, _ in lines_with_texts(connection, changed)]
    chosen = {line.id: line for line, _ in lines_with_texts(connection, dependents) if line.length < LONG}
    chosen |= {line.id: line for line in lines if line.length < LONG}
    near = _Surroundings(connection, lines)
    chosen |= {other.id: other for line in lines for other, _ in near.of(line) if other.length < LONG}
    phrases = {line.wording for line in chosen.values() if line.length >= PHRASE}
    alike = lines_of_wordings(connection, phrases)
    chosen |= {line.id: line for same in alike.values() for line in same}
    around = _Surroundings(connection, chosen.values())
    words = _Words()
    return {
        line.id: home_of_line(line, _candidates(line, around, alike.get(line.wording, ()), words))
        for line in chosen.values()
    }


class _Words:
    """The words of wordings, each divided once."""

    def __init__(self) -> None:
        self._known: dict[int, tuple[str, ...]] = {}
        self._longer: dict[int, frozenset[str]] = {}

    def of(self, line: SpokenLine, text: str) -> tuple[str, ...]:
        """The words of a quote."""
        if line.wording not in self._known:
            self._known[line.wording] = split_words(text)
        return self._known[line.wording]

    def longer(self, line: SpokenLine, text: str) -> frozenset[str]:
        """The longer words of a quote as they are written, which is much quicker."""
        if line.wording not in self._longer:
            self._longer[line.wording] = frozenset(_LONGER_WORD.findall(text.casefold()))
        return self._longer[line.wording]


class _Surroundings:
    """What the speakers of quotes said around the same days."""

    def __init__(self, connection: Connection, lines: Iterable[SpokenLine]) -> None:
        days: defaultdict[int, set[int]] = defaultdict(set)
        for line in lines:
            if line.speaker:
                days[line.speaker].add(line.day)
        self._lines: defaultdict[tuple[int, int], list[tuple[SpokenLine, str]]] = defaultdict(list)
        for speaker, wanted in days.items():
            for first, last in _spans(wanted):
                for line, text in lines_of_speaker(connection, speaker, first, last):
                    self._lines[speaker, line.day].append((line, text))

    def of(self, line: SpokenLine) -> Iterator[tuple[SpokenLine, str]]:
        """Yield what the speaker of a quote said within `DAYS` of it, the quote itself among it."""
        days = range(line.day - DAYS, line.day + DAYS + 1) if line.day else (0,)
        for day in days:
            yield from self._lines.get((line.speaker, day), ())


def _spans(days: Iterable[int]) -> Iterator[tuple[int, int]]:
    """Join days, each with those around it, to spans.

    >>> list(_spans([0, 100, 105, 200]))
    [(0, 0), (93, 112), (193, 207)]
    """
    first = last = 0
    for day in sorted(days):
        if not day:
            yield 0, 0
        elif not last or day - DAYS > last:
            if last:
                yield first, last
            first, last = day - DAYS, day + DAYS
        else:
            last = day + DAYS
    if last:
        yield first, last


def _candidates(
    line: SpokenLine, around: _Surroundings, alike: Iterable[SpokenLine], words: _Words
) -> Iterator[tuple[SpokenLine, Kinship]]:
    """Yield the quotes whose words agree with those of a quote of few words."""
    yield from ((other, Kinship.exact) for other in alike)
    near = list(around.of(line)) if line.speaker else []
    text = next((each for other, each in near if other.id == line.id), None)
    if text is None:
        return
    longer = words.longer(line, text)
    for other, other_text in near:
        if not is_greater(other, line):
            continue
        if len(longer & words.longer(other, other_text)) < _LEAST_ALIKE * len(longer):
            continue
        kinship = _kinship(words.of(line, text), words.of(other, other_text), text, other_text)
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
