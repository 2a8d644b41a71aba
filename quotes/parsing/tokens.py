"""The parse of a view as plain Python objects, copied from the spaCy ``Doc`` once.

The rules look at each word many times, and reading a slot of a Python object is several times faster than
asking a spaCy token. What depends on a word's letters alone is computed once for each spelling.
"""

from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from quotes.language import fold

if TYPE_CHECKING:
    from spacy.tokens import Doc

_COLUMNS: list[int | str] = ["TAG", "DEP", "HEAD", "SENT_START", "SPACY", "IDX", "LENGTH", "LIKE_NUM"]
_SPELLINGS_KEPT = 1 << 13
_SIGN = 1 << 63


class Spelling(NamedTuple):
    """What can be said about a word from its letters alone."""

    lower: str
    form: str
    is_alpha: bool
    is_title: bool


@lru_cache(_SPELLINGS_KEPT)
def spelling(text: str) -> Spelling:
    """Describe a word by its letters. ``form`` is written like the keys of the lexicon.

    >>> spelling("O’Clock").form, spelling("Said").is_title
    ("o'clock", True)
    """
    return Spelling(text.lower(), fold(text), text.isalpha(), text.istitle())


class Sentence(NamedTuple):
    """The numbers of a sentence's first word and of the word after its last one."""

    start: int
    end: int


class Token:
    """A word in the parse of a view.

    ``i`` is its number; ``start`` and ``end`` are offsets into the view. ``lower``, ``form``, ``is_alpha``
    and ``is_title`` are those of `Spelling`. ``tag`` is its part of speech, ``dep`` the label of its
    relation to ``head``; a root is its own head. ``children`` are its dependents, in order. ``spaced`` is
    true if a blank follows, ``opens`` if the word begins a sentence. ``words`` are all words of the view.
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
        """The word ``step`` words after this one; a negative step counts back."""
        return self.words[self.i + step]

    @property
    def subtree(self) -> Iterator["Token"]:
        """The word and its direct and indirect dependents, in the order of the text."""
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
        """The first word of the subtree."""
        first, waiting = self, [*self.children]
        while waiting:
            word = waiting.pop()
            if word.i < first.i:
                first = word
            waiting += word.children
        return first

    @property
    def ancestors(self) -> Iterator["Token"]:
        """The word's head, the head of that, and so on up to the root."""
        word = self
        while word.head is not word:
            word = word.head
            yield word


def read_tokens(doc: "Doc", text: str) -> list[Token]:
    """Copy the words of the parsed ``doc`` of a ``text``, in order."""
    strings = doc.vocab.strings
    columns = doc.to_array(_COLUMNS).T.tolist()
    found = [Token() for _ in range(len(doc))]
    for i, (word, tag, dep, head, opens, spaced, start, length, number) in enumerate(
        zip(found, *columns, strict=True)
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
