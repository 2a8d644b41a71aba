"""The words that matter when quotes are compared: spellings, numbers, negations, modals.

In: the files of ``data/en``, whose headers say what belongs there. Out: one frozen `MatchingVocabulary`.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import NamedTuple

FUNCTION_WEIGHT = 0.3
"""What a word that says little counts beside one that says what a quote is about, which counts 1."""


class NumberWord(NamedTuple):
    """A word of a number: its kind ("unit", "scale", …), as ``numbers.tsv`` explains, and its value."""

    kind: str
    value: int


@dataclass(frozen=True, slots=True, eq=False)
class MatchingVocabulary:
    """Words in lower case with straight apostrophes."""

    spellings: Mapping[str, str]
    """Spelling of a word -> the spelling that it is compared as."""
    contractions: Mapping[str, tuple[str, ...]]
    negations: frozenset[str]
    modals: Mapping[str, str | None]
    """Modal verb -> the form that it takes in reported speech."""
    numbers: Mapping[str, NumberWord]
    vague_numbers: frozenset[str]
    """Words that stand for a number without giving it ("thousands")."""
    weights: Mapping[str, float]
    """Word -> what it counts, for the words that count less than 1."""
    hedges: frozenset[tuple[str, ...]]
    months: frozenset[str]
    remarks: frozenset[str]
    fillers: frozenset[str]
    families: Mapping[str, frozenset[int]]
    """Word -> numbers of the families of words that replace one another in reported speech."""


@cache
def vocabulary() -> MatchingVocabulary:
    """The vocabulary of English."""
    folder = files(__package__) / "data" / "en"
    modals = {word: None if form == "-" else form for word, form in _rows(folder / "modals.tsv")}
    numbers = [(word, kind, value) for word, kind, value in _rows(folder / "numbers.tsv")]
    function_words = {word for line in _lines(folder / "function_words.txt") for word in line.split()}
    families: dict[str, set[int]] = {}
    for number, line in enumerate(_lines(folder / "word_families.txt")):
        for word in line.split():
            families.setdefault(word, set()).add(number)
    return MatchingVocabulary(
        spellings=dict(_rows(folder / "spellings.tsv")),
        contractions={word: tuple(words.split()) for word, words in _rows(folder / "contractions.tsv")},
        negations=frozenset(_lines(folder / "negations.txt")),
        modals=modals,
        numbers={word: NumberWord(kind, int(value)) for word, kind, value in numbers if kind != "vague"},
        vague_numbers=frozenset(word for word, kind, _ in numbers if kind == "vague"),
        weights=dict.fromkeys(function_words | modals.keys(), FUNCTION_WEIGHT),
        hedges=frozenset(tuple(line.split()) for line in _lines(folder / "hedges.txt")),
        months=frozenset(_lines(folder / "months.txt")),
        remarks=frozenset(_lines(folder / "remarks.txt")),
        fillers=frozenset(_lines(folder / "fillers.txt")),
        families={word: frozenset(numbers_) for word, numbers_ in families.items()},
    )


def _lines(file: Traversable) -> Iterator[str]:
    for line in file.read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            yield line


def _rows(file: Traversable) -> Iterator[list[str]]:
    return (line.split("\t") for line in _lines(file))
