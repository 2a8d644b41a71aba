"""Fingerprints that find the quotes worth comparing, without reading the others.

Two quotes of which one is a form of the other share a fingerprint: a hash of two neighbouring words that
carry meaning. Function words, negations, modals, numbers and the ends of words play no part: they are what
changes when a quote travels. Of long texts only some are kept (winnowing): the smallest of a few neighbours.
"""

from collections.abc import Sequence
from hashlib import blake2b
from itertools import pairwise
from zlib import crc32

from quotes.matching.vocabulary import vocabulary
from quotes.matching.word_list import NEGATION_SIGN, NUMBER_SIGN
from quotes.matching.words import read_words

_LETTERS_OF_A_WORD = 6
"""Words are cut to these letters, so that "resign" and "resigned" are one."""
_SHORT = 6
"""A text with up to this many words of meaning has each second pair too, for a word put in between."""
_WINDOWS = ((16, 1), (48, 2))
_WIDEST_WINDOW = 4
_DIGEST_BYTES = 12
_SIGNS = NUMBER_SIGN + NEGATION_SIGN


def fingerprint(text: str) -> frozenset[int]:
    """Hashes of 32 bits without sign. Two texts that share none are not worth comparing.

    Whoever shares much has the same words; one shared hash may be a stock phrase. The same in every process.

    >>> fingerprint("We will accept this treaty").isdisjoint(fingerprint("would not accept the treaty"))
    False
    """
    words = read_words(text)
    light = vocabulary().weights
    content = [key[:_LETTERS_OF_A_WORD] for key in words.keys if key not in light and key[0] not in _SIGNS]
    hashes = [_hash(f"{one} {other}") for one, other in pairwise(content)]
    found = set(_winnow(hashes))
    if len(content) <= _SHORT:
        found.update(_hash(f"{one} {other}") for one, other in zip(content, content[2:], strict=False))
        if words.keys:
            found.add(_hash(words.joined))
        if len(content) < 3:
            found.update(_hash(f"{one} {other}") for one, other in pairwise(words.keys))
    return frozenset(found)


def _hash(words: str) -> int:
    return crc32(words.encode("utf-8", "surrogatepass"))


def _winnow(hashes: Sequence[int]) -> Sequence[int]:
    window = next((window for most, window in _WINDOWS if len(hashes) <= most), _WIDEST_WINDOW)
    if window == 1:
        return hashes
    return [min(hashes[start : start + window]) for start in range(len(hashes) - window + 1)]


def word_digest(text: str) -> bytes:
    """The same for quotes with the same words: spelling, marks, capitals and brackets make no difference.

    >>> word_digest("We won’t co-operate.") == word_digest("WE WILL NOT COOPERATE!")
    True
    """
    joined = read_words(text).joined or text.strip()
    return blake2b(joined.encode("utf-8", "surrogatepass"), digest_size=_DIGEST_BYTES).digest()
