"""What takes more than one word to read: numbers, dates, "no one", "per cent", "$5 million"."""

from collections.abc import Callable, Sequence
from functools import cache

from quotes.matching.numerals import read_number
from quotes.matching.vocabulary import vocabulary
from quotes.matching.word_list import CURRENCY_SIGN, NEGATION_SIGN, NUMBER_SIGN, Gap, WordList

_BETWEEN_NUMBER_WORDS = frozenset(" -‐‑–\u00a0\u202f\n")
_NO = f"{NEGATION_SIGN}no{NEGATION_SIGN}"
_PAIRS = {("per", "cent"): "percent", (_NO, "one"): f"{NEGATION_SIGN}noone{NEGATION_SIGN}"}
_PAST_FORMS = frozenset({"been", "gone", "done", "had", "seen", "known", "taken", "given", "made"})
_PARTS = frozenset({"half", "quarter", "third", "fourth", "fifth", "sixth", "eighth", "tenth"})
_DAYS = frozenset(f"{NUMBER_SIGN}{day}" for day in range(1, 32))

Found = tuple[Sequence[str], int]
"""The keys that replace some words, and the word after these."""


@cache
def _first_keys() -> frozenset[str]:
    known = vocabulary()
    return frozenset({*known.numbers, *known.months, "'d", "half", "per", _NO})


def read_phrases(words: WordList) -> WordList:
    """The words with their numbers, dates and phrases read."""
    has_sign = NUMBER_SIGN in words.joined or CURRENCY_SIGN in words.joined
    if not has_sign and _first_keys().isdisjoint(words.keys):
        return words
    keys, text = words.keys, words.text
    new: list[tuple[str, int, int]] = []  # key, first and last word as read
    moved = [0] * (len(keys) + 1)

    def adjoin(at: int) -> bool:
        return _BETWEEN_NUMBER_WORDS.issuperset(text[words.ends[at - 1] : words.starts[at]])

    at = 0
    while at < len(keys):
        found, end = _phrase(keys, at, adjoin) or ((keys[at],), at + 1)
        for old in range(at, end):
            moved[old] = len(new)
        new += [(key, at, end - 1) for key in found]
        at = end
    moved[len(keys)] = len(new)
    read = WordList(
        text,
        [key for key, _, _ in new],
        [words.starts[first] for _, first, _ in new],
        [words.ends[last] for _, _, last in new],
        tuple(Gap(moved[gap.at], gap.span, gap.words) for gap in words.gaps),
    )
    return read if vocabulary().months.isdisjoint(read.keys) else _read_dates(read)


def _phrase(keys: Sequence[str], at: int, adjoin: Callable[[int], bool]) -> Found | None:
    key = keys[at]
    following = keys[at + 1] if at + 1 < len(keys) else ""
    if key.startswith(CURRENCY_SIGN):
        number = read_number(keys, at + 1, adjoin) if following.startswith(NUMBER_SIGN) else None
        return ((number.key, key[1:]), number.end) if number else ((key[1:],), at + 1)
    if key == "'d":
        return ("had" if following.endswith("ed") or following in _PAST_FORMS else "would",), at + 1
    if (key, following) in _PAIRS:
        return (_PAIRS[key, following],), at + 2
    if key == "one" and following in _PARTS:
        return ("a",), at + 1
    if key.startswith(NUMBER_SIGN) or key in vocabulary().numbers or _begins_number(key, following):
        number = read_number(keys, at, adjoin)
        return ((number.key,), number.end) if number else None
    return None


def _begins_number(key: str, following: str) -> bool:
    if key == "half":
        return True
    word = vocabulary().numbers.get(following)
    return key in {"a", "an"} and word is not None and word.kind == "scale"


def _read_dates(words: WordList) -> WordList:
    """Write "3rd March" and "March 3" as "3 March". A day and its month then share their characters."""
    keys, starts, ends = list(words.keys), list(words.starts), list(words.ends)
    months = vocabulary().months
    for at, key in enumerate(words.keys):
        if key not in months or not words.text[starts[at]].isupper():
            continue
        if at and keys[at - 1].removesuffix("th") in _DAYS:
            keys[at - 1] = keys[at - 1].removesuffix("th")
        elif at + 1 < len(keys) and keys[at + 1].removesuffix("th") in _DAYS:
            keys[at], keys[at + 1] = keys[at + 1].removesuffix("th"), key
            starts[at + 1], ends[at] = starts[at], ends[at + 1]
    return WordList(words.text, keys, starts, ends, words.gaps)
