"""Which words are forms of one another, and which names are one name."""

import re
from functools import lru_cache

from rapidfuzz import fuzz

from quotes.matching.vocabulary import vocabulary
from quotes.matching.word_list import NEGATION_SIGN, NUMBER_SIGN

_SAME_BEGINNING = 3
_LEAST_RATIO = 84
_LEAST_RATIO_AFTER_SAME_BEGINNING = 72
"""Shares of letters in common, of 100: "resign" and "resigned" have 86, "destroy" and "destination" 56."""
_KEPT = 1 << 13
_VOWELS = re.compile(r"[aeiouyj]+")
_TWICE = re.compile(r"(.)\1+")
_ONE_SOUND = (
    ("ph", "f"),
    ("tch", "k"),
    ("kh", "k"),
    ("ck", "k"),
    ("ch", "k"),
    ("dh", "d"),
    ("zh", "z"),
    ("h", ""),
)
_ONE_LETTER = str.maketrans("qcgxzw", "kkkssv")


@lru_cache(maxsize=_KEPT)
def are_alike(one: str, other: str) -> bool:
    """Are two words forms of one word, or of one kind that replace each other?

    >>> are_alike("will", "would"), are_alike("resign", "resigned"), are_alike("war", "peace")
    (True, True, False)
    """
    known = vocabulary()
    signs = {NUMBER_SIGN, NEGATION_SIGN}
    if one[0] in signs or other[0] in signs:
        vague = known.vague_numbers
        return (
            one[0] == other[0]
            or (one[0] == NUMBER_SIGN and other in vague)
            or (other[0] == NUMBER_SIGN and one in vague)
        )
    if one in known.modals and other in known.modals:
        return True
    if not known.families.get(one, frozenset()).isdisjoint(known.families.get(other, ())):
        return True
    if min(len(one), len(other)) <= _SAME_BEGINNING:
        return False
    same_beginning = one[:_SAME_BEGINNING] == other[:_SAME_BEGINNING]
    least = _LEAST_RATIO_AFTER_SAME_BEGINNING if same_beginning else _LEAST_RATIO
    return fuzz.ratio(one, other) >= least or sounds_alike(one, other)


def sounds_alike(name: str, other: str) -> bool:
    """Are two names one name, written in two ways?

    >>> sounds_alike("zelensky", "zelenskyy"), sounds_alike("iran", "iraq")
    (True, False)
    """
    return name.removesuffix("s") == other.removesuffix("s") or _sound(name) == _sound(other)


@lru_cache(maxsize=_KEPT)
def _sound(name: str) -> tuple[str, int]:
    """The consonants of a name as they sound, and the number of its syllables."""
    for letters, sound in _ONE_SOUND:
        name = name.replace(letters, sound)
    name = _TWICE.sub(r"\1", name.translate(_ONE_LETTER))
    return _VOWELS.sub("", name), len(_VOWELS.findall(name))
