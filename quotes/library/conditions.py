"""What a filter asks of a line of the listing, as data.

`quotes.library.sorted_quotes` translates conditions to SQL, and `quotes.library.cache` checks them on the
listing in memory, so both select the same quotes. A column is a column of `quotes.library.schema.listing`.
"""

from dataclasses import dataclass
from typing import TypeAlias

from quotes.library.word_search import WordSearch


@dataclass(frozen=True, slots=True)
class IsOneOf:
    """The column has one of these numbers."""

    column: str
    numbers: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class IsNoneOf:
    """The column has none of these numbers."""

    column: str
    numbers: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class IsWithin:
    """The column's number is within these bounds. Both are included; None means no bound."""

    column: str
    least: float | None = None
    most: float | None = None


@dataclass(frozen=True, slots=True)
class IsBelow:
    """The column's number is less than a bound."""

    column: str
    bound: float


@dataclass(frozen=True, slots=True)
class IsMissing:
    """The quote has no name in this column: no speaker, no source or no outlet."""

    column: str


@dataclass(frozen=True, slots=True)
class IsSet:
    """The column, which holds 0 or 1, is 1."""

    column: str


@dataclass(frozen=True, slots=True)
class HasWords:
    """The words of the quote and its context match a search. An empty search matches nothing.

    ``is_common`` if so many quotes match that it is quicker to try quotes in order than to sort those.
    """

    search: WordSearch
    is_common: bool = False


@dataclass(frozen=True, slots=True)
class IsAbout:
    """One of these names is inside the quote."""

    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class IsInUtterance:
    """The utterance of the quote has at least this number in a column of `quotes.library.schema.utterances`.

    Only utterances that appeared more than once have numbers there.
    """

    column: str
    least: int


@dataclass(frozen=True, slots=True)
class HasTerm:
    """The words of the quote have one of these terms, by their numbers."""

    terms: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class AllOf:
    """Every one of these conditions holds."""

    conditions: tuple["Condition", ...]


@dataclass(frozen=True, slots=True)
class AnyOf:
    """At least one of these conditions holds."""

    conditions: tuple["Condition", ...]


Condition: TypeAlias = (
    IsOneOf
    | IsNoneOf
    | IsWithin
    | IsBelow
    | IsMissing
    | IsSet
    | HasWords
    | IsAbout
    | IsInUtterance
    | HasTerm
    | AllOf
    | AnyOf
)
