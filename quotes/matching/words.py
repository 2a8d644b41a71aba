"""Reads a text as the words that are compared.

Two words with one key are the same word: letters are folded, spelling is American, contractions are written
out, numbers are figures. Marks, links, emoji and the sounds of a speaker who hesitates are not words.
An ellipsis or a remark between brackets is a `Gap`.
"""

import re
import unicodedata
from decimal import Decimal
from functools import cache, lru_cache

from quotes.matching.numerals import number_key
from quotes.matching.phrases import read_phrases
from quotes.matching.vocabulary import FUNCTION_WEIGHT, vocabulary
from quotes.matching.word_list import CURRENCY_SIGN, NEGATION_SIGN, Gap, WordList
from quotes.types import Span

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
_PART_OF_HASHTAG = re.compile(r"[^\W\d_](?:[^\WA-Z\d_]+|[A-Z]*(?![a-z]))")
_CASES_KEPT = 1 << 13
_LONG_TEXT, _HUGE_TEXT = 2_000, 40_000
"""In characters. Fewer of the longer texts stay in memory."""


def read_words(text: str) -> WordList:
    """The words of ``text``.

    >>> list(read_words("“Don’t organise 300 talks…”").keys)
    ['do', '!not!', 'organize', '#300', 'talks']
    """
    if len(text) <= _LONG_TEXT:
        return _read_short(text)
    return _read_long(text) if len(text) <= _HUGE_TEXT else _read_huge(text)


@lru_cache(maxsize=4096)
def _read_short(text: str) -> WordList:
    return _read(text)


@lru_cache(maxsize=64)
def _read_long(text: str) -> WordList:
    return _read(text)


@lru_cache(maxsize=2)
def _read_huge(text: str) -> WordList:
    return _read(text)


def forget_texts() -> None:
    """Forget the words of the texts that were read last, which are kept because texts are compared often.

    What is kept here and there for long keeps Python from giving back the memory around it.
    """
    for read in (_read_short, _read_long, _read_huge):
        read.cache_clear()


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
        r"[\s,;:!?\"“”‘’]*(?:"  # marks that say nothing
        r"([A-Za-z]+(?=[ ,;!?\n]|\.\s))"  # 1: a plain word, the usual case
        rf"|((?:https?://|www\.|t\.co/|pic\.twitter\.com/)\S+)"  # 2: a link
        rf"|([\[(]\s*{dots}\s*[\])]|{dots})"  # 3: an ellipsis
        rf"|((?<!\w)\[[^\[\]\n]{{2,120}}\]|\((?i:{remarks})[.,!]?\))"  # 4: a remark between brackets
        rf"|([{_ONE_CHARACTER_WORDS}])"  # 5
        rf"|(%|&|(?<!\w)(?:US|AU?|CA?|NZ|HK|S)(?=\$\d)|[{''.join(_CURRENCIES)}])"  # 6: a sign
        r"|((?<!\w)(?:[^\W\d_]\.)+[^\W\d_](?!\w))"  # 7: letters with dots, "U.S."
        rf"|((?:\[[^\W\d_]\])?{letters}(?:\[[^\W\d_]{{1,4}}\])?)"  # 8: a word
        r"|((?:\d{1,3}(?:[,\u00a0\u2009\u202f]\d{3})+|\d+)(?:\.\d+)?"  # 9: a number
        r"(?:(?i:st|nd|rd|th|k|mn?|bn|tn|b)(?![^\W_]))?))"
    )


_PLAIN, _LINK, _ELLIPSIS, _REMARK, _CHARACTER, _SIGN, _LETTERS, _WORD, _NUMBER = range(1, 10)


def _read(text: str, *, brackets_are_gaps: bool = True) -> WordList:
    keys: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    gaps: list[Gap] = []
    has_hashtag = "#" in text
    for match in _pattern().finditer(text):
        kind = match.lastindex or 0
        start, end = match.span(kind)
        if kind in {_PLAIN, _WORD}:
            found = word_keys(match[kind])
            if has_hashtag and text[start - 1 : start] == "#":
                found = tuple(
                    key for part in _PART_OF_HASHTAG.findall(match[kind]) for key in word_keys(part)
                )
        elif kind == _NUMBER:
            found = (_figures_key(match[kind]),)
        elif kind == _SIGN:
            found = _sign_keys(match[kind])
        elif kind == _ELLIPSIS:
            gaps.append(Gap(len(keys), Span(start, end)))
            continue
        elif kind == _REMARK:
            inside = _read(text[start + 1 : end - 1], brackets_are_gaps=False)
            if brackets_are_gaps and not any(key.startswith(NEGATION_SIGN) for key in inside.keys):
                gaps.append(Gap(len(keys), Span(start, end), tuple(inside.keys)))
                continue
            keys += inside.keys
            starts += [start + 1 + at for at in inside.starts]
            ends += [start + 1 + at for at in inside.ends]
            continue
        elif kind == _LINK:
            continue
        else:
            found = word_keys(match[kind].replace(".", ""))
        for key in found:
            keys.append(key)
            starts.append(start)
            ends.append(end)
    if not keys and gaps and brackets_are_gaps and any(gap.words for gap in gaps):
        return _read(text, brackets_are_gaps=False)
    return read_phrases(WordList(text, keys, starts, ends, tuple(gaps)))


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
        return (CURRENCY_SIGN + _CURRENCIES[sign],)
    return {"%": ("percent",), "&": ("and",)}.get(sign, ())  # the "US" of "US$5" is no word
