"""Reads a text as the words that are compared.

Two words with one key are the same word: letters are folded, spelling is American, contractions are written
out, numbers are figures. Marks, links, emoji and the sounds of a speaker who hesitates are not words.
An ellipsis or a remark between brackets is a `Gap`.
"""

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache, lru_cache
from itertools import pairwise

from quotes.matching.numerals import NUMBER_SIGN, number_key, read_number
from quotes.matching.vocabulary import FUNCTION_WEIGHT, vocabulary
from quotes.types import Span

NEGATION_SIGN = "!"
"""Begins and ends the key of a negation, so that "not able" never equals "notable"."""
_CURRENCY_SIGN = "$"
_CURRENCIES = {"$": "dollar", "£": "pound", "€": "euro", "¥": "yen", "₹": "rupee", "₽": "ruble", "₩": "won"}
_SUFFIXES = {"k": 10**3, "m": 10**6, "mn": 10**6, "bn": 10**9, "b": 10**9, "tn": 10**12}
_JOINERS = "'’ʼ‘´`\u00ad\u200b-\u200d\u2060\ufeff"
_INVISIBLE = re.compile("[\u00ad\u200b-\u200d\u2060\ufeff]")
_APOSTROPHES = str.maketrans("’ʼ‘´`", "'''''")
_ONE_CHARACTER_WORDS = (
    "\u0e01-\u0eff\u1000-\u109f\u1780-\u17b3\u3041-\u309f\u30a1-\u30fa\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
)
"""Scripts that are written without blanks: each character is a word."""
_S_FOR_Z = re.compile(r"(?<=..)(?:is(?=(?:ations?|e|ed|er|ers|es|ing)$)|(?<=l)ys(?=(?:e|ed|er|ers|es|ing)$))")
_BETWEEN_NUMBER_WORDS = frozenset(" -‐‑–\u00a0\u202f\n")
_CASES_KEPT = 1 << 16
_LONG_TEXT = 4000


@dataclass(frozen=True, slots=True)
class Gap:
    """A mark that words were left out, or put in, before the word number ``at``.

    ``words`` are the keys between brackets that an editor put in; an ellipsis has none.
    """

    at: int
    span: Span
    words: tuple[str, ...] = ()
    inserted: bool = False


@dataclass(frozen=True, slots=True, eq=False)
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

    def weigh(self, start: int, end: int) -> float:
        """What the words from ``start`` to ``end`` count."""
        weights = vocabulary().weights
        return sum(weights.get(key, 1.0) for key in self.keys[start:end])

    def gaps_within(self, start: int, end: int) -> Sequence[Gap]:
        """Gaps before the words from ``start`` up to and including ``end``."""
        return [gap for gap in self.gaps if start <= gap.at <= end]

    def words_from(self, start: int, end: int) -> "WordList":
        """The same text, only with the words from ``start`` to ``end``."""
        gaps = tuple(
            Gap(gap.at - start, gap.span, gap.words, gap.inserted) for gap in self.gaps_within(start, end)
        )
        return WordList(self.text, self.keys[start:end], self.starts[start:end], self.ends[start:end], gaps)

    def first_from(self, offset: int) -> int:
        """Number of the first word that begins at or after the character ``offset``."""
        return bisect_left(self.starts, offset)


def read_words(text: str) -> WordList:
    """The words of ``text``.

    >>> list(read_words("“Don’t organise 300 talks…”").keys)
    ['do', '!not!', 'organize', '#300', 'talks']
    """
    return _read_long(text) if len(text) > _LONG_TEXT else _read_short(text)


@lru_cache(maxsize=4096)
def _read_short(text: str) -> WordList:
    return _read(text)


@lru_cache(maxsize=4)
def _read_long(text: str) -> WordList:
    return _read(text)


def is_function_word(key: str) -> bool:
    """Says little about what a quote is about: "the", "would"."""
    return vocabulary().weights.get(key) == FUNCTION_WEIGHT


@cache
def _pattern() -> re.Pattern[str]:
    marks = "".join(
        character
        for character in map(chr, range(0x300, 0x1DFF))
        if unicodedata.category(character).startswith("M")
    )
    letters = rf"[^\W\d_]+(?:[{marks}][^\W\d_]*|[{_JOINERS}]+[^\W\d_]+)*"
    dots = r"(?:…|\.(?:\s?\.)+)…*"
    remarks = "|".join(re.escape(remark) for remark in sorted(vocabulary().remarks))
    return re.compile(
        rf"((?:https?://|www\.|t\.co/|pic\.twitter\.com/)\S+)"  # 1: a link
        rf"|([\[(]\s*{dots}\s*[\])]|{dots})"  # 2: an ellipsis
        rf"|((?<!\w)\[[^\[\]\n]{{2,120}}\]|\((?:{remarks})[.,!]?\))"  # 3: a remark between brackets
        rf"|([{_ONE_CHARACTER_WORDS}])"  # 4
        rf"|(%|&|(?<!\w)(?:US|AU?|CA?|NZ|HK|S)(?=\$\d)|[{''.join(_CURRENCIES)}])"  # 5: a sign
        r"|((?<!\w)(?:[^\W\d_]\.)+[^\W\d_](?!\w))"  # 6: letters with dots, "U.S."
        rf"|((?:\[[^\W\d_]\])?{letters}(?:\[[^\W\d_]{{1,4}}\])?)"  # 7: a word
        r"|((?:\d{1,3}(?:[,\u00a0\u2009\u202f]\d{3})+|\d+)(?:\.\d+)?"  # 8: a number
        r"(?:(?:st|nd|rd|th|k|mn?|bn|tn|b)(?![^\W_]))?)",
        re.IGNORECASE,
    )


_LINK, _ELLIPSIS, _REMARK, _CHARACTER, _SIGN, _LETTERS, _WORD, _NUMBER = range(1, 9)


def _read(text: str, *, brackets_are_gaps: bool = True) -> WordList:
    keys: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    gaps: list[Gap] = []
    for match in _pattern().finditer(text):
        kind = match.lastindex
        start, end = match.span()
        if kind == _WORD:
            found = word_keys(match[0])
        elif kind == _NUMBER:
            found = (_figures_key(match[0]),)
        elif kind == _LINK:
            continue
        elif kind == _ELLIPSIS:
            gaps.append(Gap(len(keys), Span(start, end)))
            continue
        elif kind == _REMARK:
            inside = _read(text[start + 1 : end - 1], brackets_are_gaps=False)
            if brackets_are_gaps and not any(key.startswith(NEGATION_SIGN) for key in inside.keys):
                gaps.append(Gap(len(keys), Span(start, end), tuple(inside.keys), inserted=True))
                continue
            keys += inside.keys
            starts += [start + 1 + at for at in inside.starts]
            ends += [start + 1 + at for at in inside.ends]
            continue
        elif kind == _SIGN:
            found = _sign_keys(match[0])
        else:
            found = word_keys(match[0].replace(".", ""))
        for key in found:
            keys.append(key)
            starts.append(start)
            ends.append(end)
    if not keys and gaps and brackets_are_gaps and any(gap.words for gap in gaps):
        return _read(text, brackets_are_gaps=False)
    if not _rewritten().isdisjoint(keys) or any(key[0] in "#$" for key in keys):
        return _rewrite(WordList(text, keys, starts, ends, tuple(gaps)))
    return WordList(text, keys, starts, ends, tuple(gaps))


@lru_cache(maxsize=_CASES_KEPT)
def word_keys(word: str) -> tuple[str, ...]:
    """Keys of one written word: none for a hesitation, several for a contraction.

    >>> word_keys("We’ll"), word_keys("Favourite"), word_keys("um")
    (('we', 'will'), ('favorite',), ())
    """
    folded = _fold(word)
    known = vocabulary()
    if folded in known.fillers:
        return ()
    if folded in known.contractions:
        return tuple(_key(part) for part in known.contractions[folded])
    stem, apostrophe, tail = folded.rpartition("'")
    if apostrophe and stem:
        if tail == "t" and stem.endswith("n"):
            return (_key(stem[:-1]), _key("not"))
        if tail in {"ll", "ve", "re"}:
            return (_key(stem), {"ll": "will", "ve": "have", "re": "are"}[tail])
        if tail == "d":
            return (_key(stem), "'d")
        folded = folded.replace("'", "")
    return (_key(folded),)


def _fold(word: str) -> str:
    if word.isascii():
        folded = word.lower().translate(_APOSTROPHES)
    else:
        decomposed = unicodedata.normalize(
            "NFKD", _INVISIBLE.sub("", word).translate(_APOSTROPHES).casefold()
        )
        folded = "".join(
            letter
            for letter in decomposed
            if not ("\u0300" <= letter <= "\u036f" or "\u064b" <= letter <= "\u065f")
        )
    return folded.replace("[", "").replace("]", "")


def _key(word: str) -> str:
    known = vocabulary()
    if word in known.negations:
        return f"{NEGATION_SIGN}{word}{NEGATION_SIGN}"
    spelling = known.spellings.get(word)
    if spelling is not None:
        return spelling
    return _S_FOR_Z.sub(lambda found: found[0][0] + "z", word) if len(word) > 5 else word


def _figures_key(figures: str) -> str:
    """Key of a number in figures.

    >>> [_figures_key(written) for written in ("3,000", "3.50", "2bn", "21st")]
    ['#3000', '#3.5', '#2000000000', '#21th']
    """
    plain = re.sub(r"[,\u00a0\u2009\u202f]", "", figures)
    digits = plain.rstrip("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ")
    suffix = plain[len(digits) :].lower()
    return number_key(Decimal(digits) * _SUFFIXES.get(suffix, 1), ordinal=suffix in {"st", "nd", "rd", "th"})


def _sign_keys(sign: str) -> tuple[str, ...]:
    if sign in _CURRENCIES:
        return (_CURRENCY_SIGN + _CURRENCIES[sign],)
    return {"%": ("percent",), "&": ("and",)}.get(sign, ())  # the "US" of "US$5" is no word


@cache
def _rewritten() -> frozenset[str]:
    """Keys that depend on the words around them."""
    return frozenset({*vocabulary().numbers, "'d", "half", "per", f"{NEGATION_SIGN}no{NEGATION_SIGN}"})


def _rewrite(words: WordList) -> WordList:
    """Read numbers, "no one", "per cent", signs of currency and "'d", which take more than one word."""
    numbers = vocabulary().numbers
    keys, text = words.keys, words.text
    new: list[tuple[str, int, int]] = []  # key, first and last old word
    moved = [0] * (len(keys) + 1)

    def adjoin(at: int) -> bool:
        return _BETWEEN_NUMBER_WORDS.issuperset(text[words.ends[at - 1] : words.starts[at]])

    at = 0
    while at < len(keys):
        key = keys[at]
        following = keys[at + 1] if at + 1 < len(keys) else ""
        end = at + 1
        found: tuple[str, ...] = (key,)
        if key.startswith(_CURRENCY_SIGN):
            number = read_number(keys, at + 1, adjoin) if following.startswith(NUMBER_SIGN) else None
            found = (number.key, key[1:]) if number else (key[1:],)
            end = number.end if number else end
        elif key == "'d":
            found = (
                "had"
                if following.endswith("ed") or following in {"been", "gone", "done", "had"}
                else "would",
            )
        elif key == "per" and following == "cent":
            found, end = ("percent",), at + 2
        elif key == f"{NEGATION_SIGN}no{NEGATION_SIGN}" and following == "one":
            found, end = (f"{NEGATION_SIGN}noone{NEGATION_SIGN}",), at + 2
        elif key.startswith(NUMBER_SIGN) or key in numbers or _begins_number(key, following):
            number = read_number(keys, at, adjoin)
            if number:
                found, end = (number.key,), number.end
        for old in range(at, end):
            moved[old] = len(new)
        new += [(new_key, at, end - 1) for new_key in found]
        at = end
    moved[len(keys)] = len(new)
    return WordList(
        text,
        [key for key, _, _ in new],
        [words.starts[first] for _, first, _ in new],
        [words.ends[last] for _, _, last in new],
        tuple(Gap(moved[gap.at], gap.span, gap.words, gap.inserted) for gap in words.gaps),
    )


def _begins_number(key: str, following: str) -> bool:
    if key == "half":
        return True
    word = vocabulary().numbers.get(following)
    return key in {"a", "an"} and word is not None and word.kind == "scale"


def join_divided(one: WordList, other: WordList) -> WordList:
    """``one`` with those neighbours joined that ``other`` writes as one word ("co operate")."""
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
        tuple(Gap(bisect_left(kept, gap.at), gap.span, gap.words, gap.inserted) for gap in one.gaps),
    )
