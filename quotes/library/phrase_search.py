"""A word or phrase as a person types it for words in context, and where a text has it, as it is spelt.

Here "vote" does not find "votes", which a search (`quotes.library.word_search`) does.
"""

import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from quotes.types import InputError, Span

MOST_WORDS = 20
MOST_CHARACTERS = 300

_WORD = re.compile(r"[^\W_]+")
_BETWEEN = r"[\W_]+"


class TextKind(StrEnum):
    """Where to look for a phrase: in the words of quotes, or in the whole texts of articles."""

    quotes = "quotes"
    articles = "articles"


class ContextOrder(StrEnum):
    """The order of uses: by date, by the words to the left or right of the phrase, or by speaker."""

    date = "date"
    left = "left"
    right = "right"
    speaker = "speaker"


class _Flat(dict[int, str]):
    """Maps each character to its small letter without accents, always to one character."""

    def __missing__(self, code: int) -> str:
        letter = unicodedata.normalize("NFD", chr(code))[0]
        small = letter.lower()
        self[code] = found = small if len(small) == 1 else letter
        return found


_FLAT = _Flat()


def flat_text(text: str) -> str:
    """The text in small letters without accents; every character keeps its place.

    >>> flat_text("Élan İzmir")
    'elan izmir'
    """
    return text.lower() if text.isascii() else text.translate(_FLAT)


def flat_words(text: str) -> list[str]:
    """The words of a text, as `flat_text` writes them.

    >>> flat_words("We don’t sail — Zoë!")
    ['we', 'don', 't', 'sail', 'zoe']
    """
    return _WORD.findall(flat_text(text))


@dataclass(frozen=True)
class Phrase:
    """The words to find, one after the other. ``is_open``: the last word may go on ("sail*")."""

    words: tuple[str, ...]
    is_open: bool = False

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        first, *others = self.words
        # What must not stand before the phrase is asked after its first word: so Python looks for this first.
        words = _BETWEEN.join([rf"{first}(?<![^\W_]{first})", *others])
        ending = r"[^\W_]*" if self.is_open else ""
        return re.compile(rf"{words}{ending}(?![^\W_])")

    @property
    def in_index(self) -> str:
        """The phrase in the language of an index of words; what it finds has all uses, and perhaps more."""
        words = f'"{" ".join(self.words)}"'
        return f"{words}*" if self.is_open else words

    def find(self, text: str) -> list[Span]:
        """Where a text has the phrase. Case, accents and what stands between its words make no difference.

        >>> parse_phrase("at dawn").find("At dawn we sail; not before: at “Dawn”.")
        [Span(start=0, end=7), Span(start=29, end=37)]
        """
        return [Span(*match.span()) for match in self._pattern.finditer(flat_text(text))]


def parse_phrase(given: str) -> Phrase:
    """Read what a person typed: one or more words, the last one with a star if it may go on.

    >>> parse_phrase(" At  dawn "), parse_phrase("sail*").is_open
    (Phrase(words=('at', 'dawn'), is_open=False), True)

    Raises:
        InputError: there is no word, or there are too many.

    """
    if len(given) > MOST_CHARACTERS:
        raise InputError(f"words in context: at most {MOST_CHARACTERS} characters, not {len(given):,}")
    words = flat_words(given)
    if not words:
        raise InputError("words in context: give a word or a phrase")
    if len(words) > MOST_WORDS:
        raise InputError(f"words in context: at most {MOST_WORDS} words, not {len(words)}")
    return Phrase(tuple(words), given.rstrip().endswith("*"))
