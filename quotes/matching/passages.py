"""Finds the words of a quote in any text, with or without quotation marks."""

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import accumulate, pairwise

from quotes.matching.comparison import Comparison, Wording, compare_words
from quotes.matching.gravity import clause_start, opens_with_denial
from quotes.matching.vocabulary import vocabulary
from quotes.matching.word_list import WordList
from quotes.matching.words import is_function_word, read_words

_MOST_PLACES = 400
"""A word with more places in the text does not help to find the quote."""
_MOST_WINDOWS = 4
_MOST_ACROSS_GAPS = 1_000
_MUCH, _SOME, _WORDS_OF_SOME = 0.5, 0.25, 3
"""A passage has much of the quote's words, or some and as many words of meaning; otherwise it is near."""
_MARK = re.compile('["“”„«»]')
_TEXTS_KEPT = 64
_BEST_FIRST = (Wording.EXACT, Wording.SHORTENED, Wording.ALTERED, Wording.DIFFERENT)


@dataclass(frozen=True, slots=True)
class FoundPassage:
    """The place in a text that has the words of a quote, or the words nearest to them.

    ``comparison`` compares the quote, as the first, with ``text[start:end]``, as the second. Where the text
    has only a part of the quote, its similarity is the share of the quote's words that are there.
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
    if words.gaps:
        yield from _across_gaps(words, whole)
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
    return None if words.gaps else _find(words.keys, whole, 0)


def _find(keys: Sequence[str], whole: WordList, start: int) -> tuple[int, int] | None:
    """The first place of some words, one after the other, from the word ``start`` on."""
    if start >= len(whole.keys):
        return None
    bounds, spaced = _spaced(whole)
    found = spaced.find(f" {' '.join(keys)} ", bounds[start])
    if found < 0:
        return None
    at = bisect_right(bounds, found) - 1
    return at, at + len(keys)


def _across_gaps(words: WordList, whole: WordList) -> Iterator[tuple[int, int]]:
    """Where the pieces of a quote between its gaps follow one another, however much was left out."""
    bounds = sorted({0, *(gap.at for gap in words.gaps), len(words.keys)})
    places: list[tuple[int, int]] = []
    for start, end in pairwise(bounds):
        place = _find(words.keys[start:end], whole, places[-1][1] if places else 0)
        if place is None:
            return
        places.append(place)
    if places and places[-1][1] - places[0][0] <= _MOST_ACROSS_GAPS:
        yield places[0][0], places[-1][1]


@lru_cache(maxsize=_TEXTS_KEPT)
def _spaced(whole: WordList) -> tuple[Sequence[int], str]:
    lengths = [len(key) + 1 for key in whole.keys]
    return [0, *accumulate(lengths)], f" {' '.join(whole.keys)} "


@lru_cache(maxsize=_TEXTS_KEPT)
def _index(whole: WordList) -> Mapping[str, Sequence[int]]:
    places: dict[str, list[int]] = defaultdict(list)
    for at, key in enumerate(whole.keys):
        places[key].append(at)
    return places


def _compare_window(words: WordList, whole: WordList, start: int, end: int) -> FoundPassage | None:
    """Compare the quote with the passage that faces it in a window of the text."""
    in_quote, span = compare_words(words, whole.words_from(start, end)).overlap
    if span.start == span.end:
        return None
    begin = span.start
    if in_quote.start <= words.starts[0]:
        begin = _start_of_denial(words, whole, begin)
    passage = read_words(whole.text[begin : span.end])
    return FoundPassage(begin, span.end, _by_share(compare_words(words, passage), words, passage))


def _start_of_denial(words: WordList, whole: WordList, begin: int) -> int:
    """Where a passage begins, with what denies it: "I don't think" before "we should leave"."""
    cut = bisect_left(whole.starts, begin)
    if not cut or not opens_with_denial(words, whole, cut):
        return begin
    start = whole.starts[clause_start(whole, cut - 1)]
    return begin if _MARK.search(whole.text, start, begin) else start


def _by_share(comparison: Comparison, words: WordList, passage: WordList) -> Comparison:
    """The comparison of a passage that has only a part of the quote, by the share that it has."""
    if comparison.wording is not Wording.SHORTENED or comparison.part != "second":
        return comparison
    share = round(min(passage.weight / words.weight, 1.0), 4)
    content = sum(not is_function_word(key) for key in passage.keys)
    if share >= _MUCH or (share >= _SOME and content >= _WORDS_OF_SOME):
        return replace(comparison, similarity=share)
    return replace(comparison, wording=Wording.DIFFERENT, part=None, similarity=share)
