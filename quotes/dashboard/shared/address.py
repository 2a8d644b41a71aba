"""What a visitor asks to see, written into the page's address and read back from it.

So a link shows the same quotes in any browser.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from quotes.library import FILTER_FIELDS, NOBODY_IN_ADDRESS, AnyField, Filter, Sort

NONE = NOBODY_IN_ADDRESS

_LONGEST = 1000
_MOST_VALUES = 50
_EVERYTHING = Filter()

Parameters = Mapping[str, Sequence[str]]


class GroupedSort(StrEnum):
    """The orders of a list in which quotes of the same words are one row."""

    carriers = "most_carried"
    newest = "grouped_newest"


@dataclass(frozen=True, slots=True)
class Asked:
    """A filter, an order (None: the usual one), a page of the list (from 1) and the quote that is open."""

    only: Filter = _EVERYTHING
    sort: Sort | GroupedSort | None = None
    page: int = 1
    quote: str | None = None


def from_parameters(parameters: Parameters) -> Asked:
    """Read what an address asks for. Values that make no sense are ignored.

    >>> from_parameters({"speaker": ["Ada Brook"], "page": ["x"], "since": ["2024-13-01"]}).only.speakers
    ('Ada Brook',)
    """
    sort = last_value(parameters, "sort")
    page = last_value(parameters, "page")
    fields: dict[str, Any] = {
        name: field.from_address(_texts(parameters, field)) for name, field in FILTER_FIELDS.items()
    }
    return Asked(
        Filter(**fields),
        next((each for each in (*Sort, *GroupedSort) if each == sort), None),
        int(page) if re.fullmatch(r"[1-9][0-9]{0,8}", page) else 1,
        last_value(parameters, "quote") or None,
    )


def to_parameters(asked: Asked) -> dict[str, list[str]]:
    """Write what is asked as the parameters of an address. Empty values are left out.

    >>> to_parameters(Asked(Filter(words="rain", speakers=(None,)), page=2))
    {'words': ['rain'], 'speaker': ['(none)'], 'page': ['2']}
    """
    parameters = {
        field.parameter: field.to_address(getattr(asked.only, name)) for name, field in FILTER_FIELDS.items()
    }
    parameters["sort"] = [asked.sort.value] if asked.sort else []
    parameters["page"] = [str(asked.page)] if asked.page > 1 else []
    parameters["quote"] = [asked.quote] if asked.quote else []
    return {name: texts for name, texts in parameters.items() if texts}


def last_value(parameters: Parameters, name: str) -> str:
    """Read the last value of a parameter; "" if there is none, or if it is too long to mean anything."""
    value = (list(parameters.get(name, ())) or [""])[-1]
    return value if len(value) <= _LONGEST else ""


def all_values(parameters: Parameters, name: str) -> tuple[str, ...]:
    """Read all values of a parameter, each once."""
    values = [value for value in parameters.get(name, ()) if value and len(value) <= _LONGEST]
    return tuple(dict.fromkeys(values))[:_MOST_VALUES]


def _texts(parameters: Parameters, field: AnyField) -> Sequence[str]:
    """List the texts that an address has for a field of the filter."""
    if field.takes_several:
        return all_values(parameters, field.parameter)
    return [last_value(parameters, field.parameter)]
