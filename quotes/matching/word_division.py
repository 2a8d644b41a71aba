"""Words that one text writes in one and the other in two: "co operate", "the pier's gone"."""

from bisect import bisect_left
from itertools import pairwise

from quotes.matching.word_list import Gap, WordList

_GENITIVES = ("'s", "’s")
_VERBS = ("is", "has")


def divide_as(one: WordList, other: WordList) -> WordList:
    """``one`` with its words joined and divided as those of ``other`` are."""
    return _join(_divide(one, other), other)


def _join(one: WordList, other: WordList) -> WordList:
    """Join those neighbours that the other writes as one word."""
    wanted = {first + second for first, second in pairwise(one.keys)}.intersection(other.keys)
    if not wanted:
        return one
    kept = [0]
    for at in range(1, len(one.keys)):
        joins = one.keys[at - 1] + one.keys[at] in wanted and kept[-1] == at - 1
        if not joins:
            kept.append(at)
    bounds = [*kept, len(one.keys)]
    return WordList(
        one.text,
        ["".join(one.keys[start:end]) for start, end in pairwise(bounds)],
        [one.starts[start] for start in kept],
        [one.ends[end - 1] for end in bounds[1:]],
        tuple(Gap(bisect_left(kept, gap.at), gap.span, gap.words) for gap in one.gaps),
    )


def _divide(one: WordList, other: WordList) -> WordList:
    """Divide "pier's" where the other says "pier is" or "pier has"."""
    if not any(mark in one.text for mark in _GENITIVES):
        return one
    spoken = dict(pair for pair in pairwise(other.keys) if pair[1] in _VERBS)
    words: list[tuple[str, int, int]] = []
    moved = []
    for key, start, end in zip(one.keys, one.starts, one.ends, strict=True):
        moved.append(len(words))
        stem = key[:-1]
        if stem in spoken and one.text[end - 2 : end].lower() in _GENITIVES:
            words += [(stem, start, end - 2), (spoken[stem], end - 2, end)]
        else:
            words.append((key, start, end))
    if len(words) == len(one.keys):
        return one
    moved.append(len(words))
    keys, starts, ends = map(list, zip(*words, strict=True))
    gaps = tuple(Gap(moved[gap.at], gap.span, gap.words) for gap in one.gaps)
    return WordList(one.text, keys, starts, ends, gaps)
