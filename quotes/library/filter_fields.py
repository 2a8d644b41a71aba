"""The kinds of field that a filter has: a search, names, choices, dates, shares, numbers and flags.

A field knows all that there is to know about one filter: its heading on a page, its words in a sentence, the
column of the listing that it limits, its parameter in a page address and its option on the command line.
`quotes.library.filters.Filter` is the table of fields.
"""

import dataclasses
import math
import re
from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any, ClassVar, Generic, Literal, TypeAlias, TypeVar

from quotes.library.conditions import Condition

NOBODY_IN_ADDRESS = "(none)"
"""What an address says for quotes without a speaker, a source or an outlet."""

CountBy = Literal["speaker", "source", "outlet", "article"]
"""What quotes can be counted by."""

SourceOrOutlet = Literal["source", "outlet"]
"""Where a speaker's words came through: the reporting source, or the outlet of the article."""

Value = TypeVar("Value")


@dataclass(frozen=True, kw_only=True)
class FilterField(ABC, Generic[Value]):
    """One filter.

    Args:
        parameter: its name in a page address.
        option: its option on the command line.
        option_help: the help of that option.
        label: its heading on a page.
        page_help: a hint on the page, if the label is not enough.
        in_words: how a value reads in a sentence; ``{}`` is replaced by the value.

    """

    parameter: str
    option: str
    option_help: str
    label: str
    page_help: str | None = None
    in_words: str
    empty: ClassVar[Any]
    """The value that lets every quote through."""

    takes_several: ClassVar[bool] = False
    """Whether an address or a command may give the parameter more than once."""

    def entry(self) -> Any:
        """Make the entry of the table `quotes.library.filters.Filter` that has this field."""
        return dataclasses.field(default=self.empty, metadata={"field": self})

    @abstractmethod
    def from_address(self, texts: Sequence[str]) -> Value:
        """Read a value from the texts of an address. Texts that make no sense are ignored."""

    @abstractmethod
    def to_address(self, value: Value) -> list[str]:
        """Write a value as the texts of an address; no texts for an empty value."""

    def describe(self, value: Value) -> str:
        """Put a value into words."""
        return self.in_words.format(" or ".join(self._shown(value)))

    def _shown(self, value: Value) -> list[str]:
        """List what a reader sees of a value."""
        return self.to_address(value)


@dataclass(frozen=True, kw_only=True)
class WordsField(FilterField[str]):
    """A search in the words of quotes and their contexts (`quotes.library.word_search`)."""

    placeholder: str
    empty: ClassVar[str] = ""

    def from_address(self, texts: Sequence[str]) -> str:
        """Read the last text."""
        return _last(texts).strip()

    def to_address(self, value: str) -> list[str]:
        """Write the search, if it has any words."""
        return [value] if value.strip() else []


@dataclass(frozen=True, kw_only=True)
class NamesField(FilterField[tuple[str | None, ...]]):
    """Names of which a quote must have one. None means quotes without a name.

    ``missing`` is what a page calls a quote without a name; None where every quote has one.
    """

    column: CountBy
    missing: str | None = None
    empty: ClassVar[tuple[str | None, ...]] = ()
    takes_several: ClassVar[bool] = True

    def from_address(self, texts: Sequence[str]) -> tuple[str | None, ...]:
        """Read the names."""
        return tuple(None if self.missing and text == NOBODY_IN_ADDRESS else text for text in texts)

    def to_address(self, value: tuple[str | None, ...]) -> list[str]:
        """Write the names."""
        return [name or NOBODY_IN_ADDRESS for name in value]

    def _shown(self, value: tuple[str | None, ...]) -> list[str]:
        return [name or "unknown" for name in value]


@dataclass(frozen=True, kw_only=True)
class ArticlesField(NamesField):
    """Articles of which a quote must come from one, by their ``doc_id``."""


@dataclass(frozen=True, kw_only=True)
class TagsField(FilterField[tuple[str, ...]]):
    """Tags of which a quote, its article or its speaker must have one."""

    empty: ClassVar[tuple[str, ...]] = ()
    takes_several: ClassVar[bool] = True

    def from_address(self, texts: Sequence[str]) -> tuple[str, ...]:
        """Read the tags."""
        return tuple(texts)

    def to_address(self, value: tuple[str, ...]) -> list[str]:
        """Write the tags."""
        return list(value)


@dataclass(frozen=True, kw_only=True)
class ImportsField(FilterField[tuple[int, ...]]):
    """Imports of which one must have added the quote's article, by the numbers of their acts."""

    empty: ClassVar[tuple[int, ...]] = ()
    takes_several: ClassVar[bool] = True

    def from_address(self, texts: Sequence[str]) -> tuple[int, ...]:
        """Read the numbers."""
        return tuple(int(text) for text in texts if re.fullmatch(r"[1-9]\d{0,8}", text, re.ASCII))

    def to_address(self, value: tuple[int, ...]) -> list[str]:
        """Write the numbers."""
        return [str(act) for act in value]


@dataclass(frozen=True, kw_only=True)
class AboutField(TagsField):
    """Persons and bodies of whom one must be named inside the quote."""

    placeholder: str


@dataclass(frozen=True, kw_only=True)
class TopicsField(TagsField):
    """Terms of which a quote must have one (`quotes.library.topic_terms`)."""

    placeholder: str


@dataclass(frozen=True, kw_only=True)
class ChoicesField(FilterField[tuple[str, ...]]):
    """A few fixed values of which a quote must have one. ``choices`` has the words for each on a page."""

    column: str
    values: type[StrEnum]
    choices: Mapping[str, str]
    empty: ClassVar[tuple[str, ...]] = ()
    takes_several: ClassVar[bool] = True

    def from_address(self, texts: Sequence[str]) -> tuple[str, ...]:
        """Read the values that exist."""
        return tuple(text for text in texts if text in list(self.values))

    def to_address(self, value: tuple[str, ...]) -> list[str]:
        """Write the values."""
        return [str(each) for each in value]

    def _shown(self, value: tuple[str, ...]) -> list[str]:
        return [self.choices.get(each, each).lower() for each in value]


@dataclass(frozen=True, kw_only=True)
class DateField(FilterField[str | None]):
    """The first or the last day on which a quote's article may have been published, as an ISO date."""

    column: str
    bound: Literal["least", "most"]
    empty: ClassVar[None] = None

    def from_address(self, texts: Sequence[str]) -> str | None:
        """Read the last text, if it is a date like 2024-03-05."""
        text = _last(texts)
        if not re.fullmatch(r"\d{4}-\d\d-\d\d", text, re.ASCII):
            return None
        return text if _or_none(date.fromisoformat, text) else None

    def to_address(self, value: str | None) -> list[str]:
        """Write the date."""
        return [value] if value else []


@dataclass(frozen=True, kw_only=True)
class ShareField(FilterField[float | None]):
    """The least or the greatest share that a column may have, from 0 to 1."""

    column: str
    bound: Literal["least", "most"]
    empty: ClassVar[None] = None

    def from_address(self, texts: Sequence[str]) -> float | None:
        """Read the last text, if it is a number from 0 to 1."""
        number = _or_none(float, _last(texts))
        return number if number is not None and math.isfinite(number) and 0 <= number <= 1 else None

    def to_address(self, value: float | None) -> list[str]:
        """Write the number."""
        return [] if value is None else [f"{value:g}"]

    def _shown(self, value: float | None) -> list[str]:
        return [] if value is None else [f"{value:.0%}"]


@dataclass(frozen=True, kw_only=True)
class NumberField(FilterField[int | None]):
    """The least number that a column of `quotes.library.schema.utterances` may have."""

    column: str
    empty: ClassVar[None] = None

    def from_address(self, texts: Sequence[str]) -> int | None:
        """Read the last text, if it is a positive whole number."""
        text = _last(texts)
        return int(text) if re.fullmatch(r"[1-9]\d{0,5}", text, re.ASCII) else None

    def to_address(self, value: int | None) -> list[str]:
        """Write the number."""
        return [] if value is None else [str(value)]


@dataclass(frozen=True, kw_only=True)
class FlagField(FilterField[bool]):
    """A condition that quotes must meet if the flag is set."""

    condition: Condition
    empty: ClassVar[bool] = False

    def from_address(self, texts: Sequence[str]) -> bool:
        """Read the last text: 1 is a set flag."""
        return _last(texts) == "1"

    def to_address(self, value: bool) -> list[str]:
        """Write a set flag as 1."""
        return ["1"] if value else []


AnyField: TypeAlias = (
    WordsField
    | NamesField
    | TagsField
    | ImportsField
    | ChoicesField
    | DateField
    | ShareField
    | NumberField
    | FlagField
)

Number = TypeVar("Number")


def _last(texts: Sequence[str]) -> str:
    return texts[-1] if texts else ""


def _or_none(read: Callable[[str], Number], text: str) -> Number | None:
    """Read a text, or give None if it cannot be read."""
    try:
        return read(text)
    except ValueError:
        return None
