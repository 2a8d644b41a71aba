"""Numbers in words or figures: "three hundred", "300", "3.5 million", "twenty-first"."""

from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import NamedTuple

from quotes.matching.vocabulary import NumberWord, vocabulary
from quotes.matching.word_list import NUMBER_SIGN

_ARTICLES = frozenset({"a", "an"})
_PAIRED_KINDS = frozenset({"teen", "ten"})
_ORDINALS = frozenset({"ordinal", "scale_ordinal"})


class ReadNumber(NamedTuple):
    """A number that was read: its key, and the position of the word after it."""

    key: str
    end: int


def number_key(value: Decimal, *, ordinal: bool = False) -> str:
    """The key of a number, the same however it is written.

    >>> number_key(Decimal("300.0")), number_key(Decimal(21), ordinal=True)
    ('#300', '#21th')
    """
    plain = format(value, "f")
    if "." in plain:
        plain = plain.rstrip("0").rstrip(".")
    return f"{NUMBER_SIGN}{plain}th" if ordinal else f"{NUMBER_SIGN}{plain}"


def read_number(keys: Sequence[str], start: int, adjoin: Callable[[int], bool]) -> ReadNumber | None:
    """The number whose words begin at ``start``, if any.

    ``adjoin(i)`` says whether nothing but blanks and hyphens divides the words ``i - 1`` and ``i``.

    >>> read_number("three hundred and five men".split(), 0, lambda i: True)
    ReadNumber(key='#305', end=4)
    >>> read_number("nineteen eighty four".split(), 0, lambda i: True)
    ReadNumber(key='#1984', end=3)
    >>> read_number("half a million".split(), 0, lambda i: True)
    ReadNumber(key='#500000', end=3)
    """
    words = vocabulary().numbers
    reader = _NumberReader()
    at = start
    if keys[at] in _ARTICLES:
        at += 1
    elif keys[at] == "half":
        at += 2 if at + 1 < len(keys) and keys[at + 1] in _ARTICLES else 1
        if at >= len(keys) or keys[at] not in words or words[keys[at]].kind != "scale":
            return None
        reader.part = Decimal("0.5")
    end = start
    while at < len(keys) and (at == start or adjoin(at)):
        key = keys[at]
        word = words.get(key)
        if key == "and" and reader.after_scale and at + 1 < len(keys) and _is_small(words.get(keys[at + 1])):
            at += 1
            continue
        if key == "point" and reader.part is not None and not reader.decimals:
            following = words.get(keys[at + 1]) if at + 1 < len(keys) else None
            if following and following.kind == "unit":
                reader.decimals = "."
                at += 1
                continue
        if key.startswith(NUMBER_SIGN) and not key.endswith("th"):
            taken = reader.take_figures(Decimal(key[1:]))
        else:
            taken = word is not None and reader.take(word)
        if not taken:
            break
        at += 1
        end = at
        if word is not None and word.kind in _ORDINALS:
            return ReadNumber(number_key(reader.value, ordinal=True), end)
    if end == start or reader.value is None:
        return None
    return ReadNumber(number_key(reader.value), end)


def _is_small(word: NumberWord | None) -> bool:
    return word is not None and word.kind in {"unit", "teen", "ten", "ordinal"}


class _NumberReader:
    """Adds up the words of one number from left to right."""

    def __init__(self) -> None:
        self.total = Decimal(0)
        self.part: Decimal | None = None  # what the next scale multiplies
        self.last = ""  # kind of the last word
        self.decimals = ""
        self.scale = Decimal(10) ** 30  # the last scale; the next one above 100 must be smaller
        self.after_scale = False

    @property
    def value(self) -> Decimal:
        part = self.part or Decimal(0)
        if len(self.decimals) > 1:
            part += Decimal("0" + self.decimals)
        return self.total + part

    def take_figures(self, value: Decimal) -> bool:
        if self.last:
            return False
        self.part, self.last = value, "figures"
        return True

    def take(self, word: NumberWord) -> bool:
        """Take the next word, if it continues the number."""
        kind = word.kind
        if kind in {"scale", "scale_ordinal"}:
            return self._take_scale(word)
        if self.decimals:
            if kind != "unit":
                return False
            self.decimals += str(word.value)
            return True
        follows = {
            "": True,
            "scale": True,
            "ten": kind in {"unit", "ordinal"} and word.value < 10,
        }.get(self.last, False)
        pair = (
            self.last in _PAIRED_KINDS and kind in _PAIRED_KINDS and self.total == 0 and not self.after_scale
        )
        if pair and self.part is not None and 10 <= self.part < 100:  # "nineteen eighty"
            self.part = self.part * 100 + word.value
        elif follows:
            self.part = (self.part or Decimal(0)) + word.value
        else:
            return False
        self.last, self.after_scale = kind, False
        return True

    def _take_scale(self, word: NumberWord) -> bool:
        value = Decimal(word.value)
        part = self.value - self.total if self.part is not None else Decimal(1)
        self.decimals = ""
        if value < 1000:
            if part >= 100:
                return False
            self.part = part * value
        elif value < self.scale:
            self.total += (part or Decimal(1)) * value
            self.part, self.scale = None, value
        else:
            return False
        self.last, self.after_scale = "scale", True
        return True
