"""Finds the words of a quote in any text, with or without quotation marks."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate

from quotes.matching.comparison import Comparison, Wording, compare_words
from quotes.matching.vocabulary import vocabulary
from quotes.matching.word_list import WordList
from quotes.matching.words import read_words

_MOST_PLACES = 400
"""A word with more places in the text does not help to find the quote."""
_MOST_WINDOWS = 4
_BEST_FIRST = (Wording.EXACT, Wording.SHORTENED, Wording.ALTERED, Wording.DIFFERENT)


@dataclass(frozen=True, slots=True)
class FoundPassage:
    """The place in a text that has the words of a quote, or the words nearest to them.

    ``comparison`` compares the quote, as the first, with ``text[start:end]``, as the second.
    """

    start: int
    end: int
    comparison: Comparison


def find_passage(quote: str, text: str) -> FoundPassage | None:
    """The best place of a quote's words in a text, or None if the text has none of them.

    >>> text = "The minister said that they would sign. We will not, she added, sign the treaty today."
    >>> found = find_passage("We will not … sign the treaty", text)
    >>> text[found.start : found.end], found.comparison.wording
    ('We will not, she added, sign the treaty', <Wording.SHORTENED: 'shortened'>)
    """
    words, whole = read_words(quote), read_words(text)
    if not words.keys or not whole.keys:
        return None
    passages = [_compare_window(words, whole, *window) for window in _windows(words, whole)]
    found = [passage for passage in passages if passage is not None]
    return min(found, key=_order, default=None)


def _order(passage: FoundPassage) -> tuple[int, float, int]:
    comparison = passage.comparison
    return _BEST_FIRST.index(comparison.wording), -comparison.similarity, passage.start


def _windows(words: WordList, whole: WordList) -> Iterator[tuple[int, int]]:
    """Where the quote may be, as words of the text."""
    exact = _contiguous(words, whole)
    if exact is not None:
        yield exact
        return
    count = len(words.keys)
    if len(whole.keys) <= 2 * count + 40:
        yield 0, len(whole.keys)
        return
    index = _index(whole)
    weights = vocabulary().weights
    votes: dict[int, float] = defaultdict(float)
    width = max(8, count // 2)
    for at, key in enumerate(words.keys):
        places = index.get(key, ())
        if len(places) > _MOST_PLACES:
            continue
        weight = weights.get(key, 1.0) / (1 + len(places)) ** 0.5
        for place in places:
            start = (place - at) // width
            votes[start] += weight
            votes[start + 1] += weight
    best = sorted(votes, key=lambda start: (-votes[start], start))[:_MOST_WINDOWS]
    slack = width + (60 if words.gaps else count // 2 + 5)
    for start in sorted(best):
        middle = start * width
        yield max(0, middle - slack), min(len(whole.keys), middle + count + slack)


def _contiguous(words: WordList, whole: WordList) -> tuple[int, int] | None:
    if words.gaps:
        return None
    bounds, spaced = _spaced(whole)
    found = spaced.find(f" {' '.join(words.keys)} ")
    if found < 0:
        return None
    start = bisect_right(bounds, found) - 1
    return start, start + len(words.keys)


@lru_cache(maxsize=4)
def _spaced(whole: WordList) -> tuple[Sequence[int], str]:
    lengths = [len(key) + 1 for key in whole.keys]
    return [0, *accumulate(lengths)], f" {' '.join(whole.keys)} "


@lru_cache(maxsize=4)
def _index(whole: WordList) -> Mapping[str, Sequence[int]]:
    places: dict[str, list[int]] = defaultdict(list)
    for at, key in enumerate(whole.keys):
        places[key].append(at)
    return places


def _compare_window(words: WordList, whole: WordList, start: int, end: int) -> FoundPassage | None:
    """Compare the quote with the passage that faces it in a window of the text."""
    window = whole.words_from(start, end)
    span = compare_words(words, window).overlap[1]
    if span.start == span.end:
        return None
    return FoundPassage(span.start, span.end, compare_words(words, read_words(span.of(whole.text))))
