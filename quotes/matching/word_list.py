"""The words of a text, as they are compared."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import accumulate

from quotes.matching.vocabulary import vocabulary
from quotes.types import Span

NUMBER_SIGN = "#"
"""Begins the key of a number, so that no word has the same."""
NEGATION_SIGN = "!"
"""Begins and ends the key of a negation, so that "not able" never equals "notable"."""
CURRENCY_SIGN = "$"
"""Begins the key of a currency whose sign was read, until the number after it is read too."""


@dataclass(frozen=True, slots=True)
class Gap:
    """A mark that words were left out, or put in, before the word number ``at``.

    ``words`` are the keys between brackets that an editor put in; an ellipsis has none.
    """

    at: int
    span: Span
    words: tuple[str, ...] = ()


@dataclass(frozen=True, eq=False)
class WordList:
    """The words of a text: their keys, and where each begins and ends in it."""

    text: str
    keys: Sequence[str]
    starts: Sequence[int]
    ends: Sequence[int]
    gaps: tuple[Gap, ...] = ()
    joined: str = field(init=False)
    """All keys without a blank, so that "co-operate" equals "cooperate"."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "joined", "".join(self.keys))

    def span(self, start: int, end: int) -> Span:
        """Characters of the words from ``start`` to ``end``; an empty span if there are none."""
        if start < end:
            return Span(self.starts[start], self.ends[end - 1])
        at = self.starts[start] if start < len(self.starts) else (self.ends[-1] if self.ends else 0)
        return Span(at, at)

    @cached_property
    def _weights(self) -> Sequence[float]:
        """What the words before each place count; many texts are read and never weighed."""
        weights = vocabulary().weights
        return [0.0, *accumulate(weights.get(key, 1.0) for key in self.keys)]

    def weigh(self, start: int, end: int) -> float:
        """What the words from ``start`` to ``end`` count."""
        return self._weights[end] - self._weights[start]

    @property
    def weight(self) -> float:
        """What all words count."""
        return self._weights[-1]

    def gaps_at(self, at: int) -> Sequence[Gap]:
        """Gaps before the word ``at``."""
        return [gap for gap in self.gaps if gap.at == at] if self.gaps else ()

    def words_from(self, start: int, end: int) -> "WordList":
        """The same text, only with the words from ``start`` to ``end``."""
        gaps = tuple(Gap(gap.at - start, gap.span, gap.words) for gap in self.gaps if start <= gap.at <= end)
        return WordList(self.text, self.keys[start:end], self.starts[start:end], self.ends[start:end], gaps)
