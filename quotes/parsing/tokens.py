"""The parse of a view as plain words, read off the spaCy ``Doc`` once.

The rules look at each word many times; a slot of a Python object answers several times faster than a spaCy
token. What a word's letters alone tell is worked out once for each spelling.
"""

from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from quotes.language import fold

if TYPE_CHECKING:
    from spacy.tokens import Doc

_COLUMNS: list[int | str] = ["TAG", "DEP", "HEAD", "SENT_START", "SPACY", "IDX", "LENGTH", "LIKE_NUM"]
_SPELLINGS_KEPT = 1 << 16
_SIGN = 1 << 63


class Spelling(NamedTuple):
    """What the letters of a word tell."""

    lower: str
    form: str
    is_alpha: bool
    is_title: bool


@lru_cache(_SPELLINGS_KEPT)
def spelling(text: str) -> Spelling:
    """Return what the letters of ``text`` tell; ``form`` is as the lexicon's keys are written.

    >>> spelling("O’Clock").form, spelling("Said").is_title
    ("o'clock", True)
    """
    return Spelling(text.lower(), fold(text), text.isalpha(), text.istitle())


class Sentence(NamedTuple):
    """The numbers of a sentence's first word and of the one behind its last."""

    start: int
    end: int


class Token:
    """A word in the parse of a view.

    ``i`` is its number, ``start`` and ``end`` are offsets into the view; ``lower`` to ``is_title`` are those
    of `Spelling`. ``tag`` and ``dep`` are the part of speech and the label of its relation to ``head``, which
    is the word itself for a root. ``children`` hang on it, in order. ``spaced`` tells that a blank follows,
    ``opens`` that a sentence begins with it. ``words`` are all those of the view.
    """

    __slots__ = (
        "children", "dep", "end", "form", "head", "i", "is_alpha", "is_number", "is_title", "lower", "opens",
        "sentence", "spaced", "start", "tag", "text", "words",
    )  # fmt: skip

    children: tuple["Token", ...]
    dep: str
    end: int
    form: str
    head: "Token"
    i: int
    is_alpha: bool
    is_number: bool
    is_title: bool
    lower: str
    opens: bool
    sentence: Sentence
    spaced: bool
    start: int
    tag: str
    text: str
    words: list["Token"]

    def __repr__(self) -> str:
        return f"<{self.i} {self.text} {self.tag} {self.dep}>"

    def beside(self, step: int) -> "Token":
        """Return the word that stands ``step`` words after this one; a negative step counts back."""
        return self.words[self.i + step]

    @property
    def subtree(self) -> Iterator["Token"]:
        """The word and all that hang under it, those on the left of each before it."""
        waiting: list[tuple[Token, bool]] = [(self, False)]
        while waiting:
            word, opened = waiting.pop()
            if opened or not word.children:
                yield word
                continue
            here = sum(1 for child in word.children if child.i < word.i)
            waiting += [(child, False) for child in reversed(word.children[here:])]
            waiting.append((word, True))
            waiting += [(child, False) for child in reversed(word.children[:here])]

    @property
    def left_edge(self) -> "Token":
        """The first of the words that hang under this one."""
        first, waiting = self, [*self.children]
        while waiting:
            word = waiting.pop()
            if word.i < first.i:
                first = word
            waiting += word.children
        return first

    @property
    def ancestors(self) -> Iterator["Token"]:
        """The words above this one, the nearest first."""
        word = self
        while word.head is not word:
            word = word.head
            yield word


def read_tokens(doc: "Doc") -> list[Token]:
    """Return the words of a parsed ``doc``, in order."""
    text, strings = doc.text, doc.vocab.strings
    rows = doc.to_array(_COLUMNS).tolist()
    found = [Token() for _ in rows]
    for i, (word, (tag, dep, head, opens, spaced, start, length, number)) in enumerate(
        zip(found, rows, strict=True)
    ):
        word.i, word.start, word.end = i, start, start + length
        word.text = written = text[start : start + length]
        word.lower, word.form, word.is_alpha, word.is_title = spelling(written)
        word.is_number = bool(number)
        word.tag, word.dep = strings[tag], strings[dep]
        word.head = found[i + (head if head < _SIGN else head - 2 * _SIGN)]
        word.spaced, word.opens = bool(spaced), opens == 1
        word.children, word.words = (), found
    for word in found:
        if word.head is not word:
            word.head.children += (word,)
    ends = [*(word.i for word in found[1:] if word.opens), len(found)]
    for first, following in pairwise((0, *ends)):
        sentence = Sentence(first, following)
        for word in found[first:following]:
            word.sentence = sentence
    return found
