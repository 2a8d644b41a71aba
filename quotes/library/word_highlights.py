"""Where the words of a search are in a text, as the full-text index sees it: "votes" is found by "voting"."""

import re
import sqlite3
from collections.abc import Sequence
from contextlib import closing

from quotes.library.word_search import TOKENIZER, parse_search
from quotes.types import Span

_TERM = re.compile(r'"[^"]*"\*?')
_BEGIN, _END = "\x01", "\x02"
_RESERVED = str.maketrans({"\0": " ", _BEGIN: " ", _END: " "})


def find_words(words: str, texts: Sequence[str]) -> list[list[Span]]:
    """Find the words of a search in each text. A search without words to find is found nowhere.

    >>> find_words("vote -dawn", ["They voted.", "We sail at dawn."])
    [[Span(start=5, end=10)], []]

    Raises:
        InputError: the search is too long.

    """
    found: list[list[Span]] = [[] for _ in texts]
    wanted = " OR ".join(_TERM.findall(parse_search(words).wanted or ""))
    if not wanted:
        return found
    with closing(sqlite3.connect(":memory:")) as memory:
        memory.execute(f"CREATE VIRTUAL TABLE texts USING fts5(text, tokenize='{TOKENIZER}')")
        lines = ((number, text.translate(_RESERVED)) for number, text in enumerate(texts))
        memory.executemany("INSERT INTO texts (rowid, text) VALUES (?, ?)", lines)
        query = "SELECT rowid, highlight(texts, 0, ?, ?) FROM texts WHERE texts MATCH ?"
        for number, marked in memory.execute(query, (_BEGIN, _END, wanted)):
            found[number] = _spans(marked)
    return found


def _spans(marked: str) -> list[Span]:
    """Read where the marks of a text are, counted without the marks."""
    places = [place - number for number, place in enumerate(_marks(marked))]
    return [Span(start, end) for start, end in zip(places[::2], places[1::2], strict=True)]


def _marks(marked: str) -> list[int]:
    return [place for place, letter in enumerate(marked) if letter in (_BEGIN, _END)]
