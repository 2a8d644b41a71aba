"""What a visitor asks to see, written into the page's address and read back from it.

So a link shows the same quotes in any browser.
"""

import re
from dataclasses import dataclass
from enum import StrEnum

from quotes.library import (
    NOBODY_IN_ADDRESS,
    Filter,
    Parameters,
    Sort,
    filter_from_parameters,
    filter_to_parameters,
    ignored_values,
    last_value,
)

NONE = NOBODY_IN_ADDRESS

_EVERYTHING = Filter()
_NUMBER = r"[1-9][0-9]{0,8}"


class GroupedSort(StrEnum):
    """The orders of a list in which quotes of the same words are one row."""

    carriers = "most_carried"
    newest = "grouped_newest"


@dataclass(frozen=True, slots=True)
class Asked:
    """A filter, an order (None: the usual one), a page of the list (from 1), and the quote that is open.

    ``view`` is the number of the saved view that is open.
    """

    only: Filter = _EVERYTHING
    sort: Sort | GroupedSort | None = None
    page: int = 1
    quote: str | None = None
    view: int | None = None


def from_parameters(parameters: Parameters) -> Asked:
    """Read what an address asks for. Values that make no sense are ignored.

    >>> from_parameters({"speaker": ["Ada Brook"], "page": ["x"], "since": ["2024-13-01"]}).only.speakers
    ('Ada Brook',)
    """
    sort = last_value(parameters, "sort")
    page, view = last_value(parameters, "page"), last_value(parameters, "view")
    return Asked(
        filter_from_parameters(parameters),
        next((each for each in (*Sort, *GroupedSort) if each == sort), None),
        int(page) if re.fullmatch(_NUMBER, page) else 1,
        last_value(parameters, "quote") or None,
        int(view) if re.fullmatch(_NUMBER, view) else None,
    )


def ignored_parameters(parameters: Parameters) -> list[str]:
    """The values of an address that make no sense, and so ask for nothing.

    >>> ignored_parameters({"speaker": ["Ada Brook"], "page": ["x"], "since": ["2024-13-01"]})
    ['since=2024-13-01', 'page=x']
    """
    asked = from_parameters(parameters)
    ranks_nothing = asked.sort is Sort.relevance and not asked.only.words.strip()
    is_understood = {
        "sort": asked.sort is not None and not ranks_nothing,
        "page": last_value(parameters, "page") == str(asked.page),
        "view": asked.view is not None,
    }
    given = {name: last_value(parameters, name) for name in is_understood}
    return [
        *ignored_values(parameters),
        *(f"{name}={text}" for name, text in given.items() if text and not is_understood[name]),
    ]


def to_parameters(asked: Asked) -> dict[str, list[str]]:
    """Write what is asked as the parameters of an address. Empty values are left out.

    >>> to_parameters(Asked(Filter(words="rain", speakers=(None,)), page=2))
    {'words': ['rain'], 'speaker': ['(none)'], 'page': ['2']}
    """
    parameters = filter_to_parameters(asked.only)
    parameters["sort"] = [asked.sort.value] if asked.sort else []
    parameters["page"] = [str(asked.page)] if asked.page > 1 else []
    parameters["quote"] = [asked.quote] if asked.quote else []
    parameters["view"] = [str(asked.view)] if asked.view else []
    return {name: texts for name, texts in parameters.items() if texts}
