"""How names are compared: their words without case, accents and punctuation."""

import re
import unicodedata
from functools import lru_cache

from quotes.language import Lexicon

Words = tuple[str, ...]

_NAMES_KEPT = 1 << 13
_TEXTS_KEPT = 2  # several stages ask about the same text and title
_BETWEEN_WORDS = re.compile(r"[\s,‐-]+")
_JOINED_INITIAL = re.compile(r"((?<![^\W_])[^\W\d_]\.)(?=[^\W\d_a-zß-öø-ÿ][a-z]{2})")
_LOWER_WORD = re.compile(r"[a-z](?<!\w[a-z])[a-z]+\b")  # a pattern that begins with letters is faster


@lru_cache(_NAMES_KEPT)
def key(word: str) -> str:
    """Fold a word of a name for comparison: lower case, no accents, no full stops.

    >>> key("Gonzàlez"), key("J."), key("O’Quill")
    ('gonzalez', 'j', "o'quill")
    """
    if not word.isascii():
        word = "".join(
            letter for letter in unicodedata.normalize("NFKD", word) if not unicodedata.combining(letter)
        )
    return word.replace("’", "'").replace(".", "").casefold()


@lru_cache(_NAMES_KEPT)
def keys(name: str) -> Words:
    """Split a name into words folded by `key`. Hyphens and initials divide words, and a suffix is a word.

    >>> keys("Jo-Ann van der Quill, Jr."), keys("D.Quill")
    (('jo', 'ann', 'van', 'der', 'quill', 'jr'), ('d', 'quill'))
    """
    name = _JOINED_INITIAL.sub(r"\1 ", name) if "." in name else name
    return tuple(part for word in _BETWEEN_WORDS.split(name) if (part := key(word)))


def without_suffixes(words: Words, lexicon: Lexicon) -> Words:
    """Remove "jr", "iii" and similar words from the end of a name, but keep at least one word.

    >>> from quotes.language import english
    >>> without_suffixes(("ada", "quill", "jr"), english().lexicon)
    ('ada', 'quill')
    """
    end = len(words)
    while end > 1 and words[end - 1] in lexicon.name_suffixes:
        end -= 1
    return words[:end]


@lru_cache(_TEXTS_KEPT)
def lower_words(text: str) -> frozenset[str]:
    """Find the words that ``text`` also prints in small letters. A capital alone does not make them names.

    >>> sorted(lower_words("Will Ada Quill say whether she will?"))
    ['say', 'she', 'whether', 'will']
    """
    return frozenset(_LOWER_WORD.findall(text))
