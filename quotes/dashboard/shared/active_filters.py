"""The active filters above a list, each with a way to take it off."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from markupsafe import Markup

from quotes.display import templates_of
from quotes.library import FILTER_FIELDS, AnyField, Filter

_MOST_CHIPS = 10
_fill = templates_of("quotes.dashboard.shared")


def filter_chips(only: Filter, link: Callable[[Filter], str], titles: Mapping[str, str]) -> Markup:
    """Draw the values of a filter; nothing where every quote passes.

    Args:
        only: the filter.
        link: gives the address of what another filter finds.
        titles: of the articles in the filter, by their ``doc_id``.

    """
    chips = [(words, link(without)) for words, without in _chips(only, titles)]
    return _fill("filter_chips", chips=chips, clear=link(Filter())) if chips else Markup()


def _chips(only: Filter, titles: Mapping[str, str]) -> Iterator[tuple[str, Filter]]:
    """The words of each value, and the filter without it."""
    for name, field in FILTER_FIELDS.items():
        value = getattr(only, name)
        if isinstance(value, tuple) and len(value) > _MOST_CHIPS:
            empty: dict[str, Any] = {name: field.empty}
            yield f"{field.label} is one of {len(value):,}", replace(only, **empty)
            continue
        for part in value if isinstance(value, tuple) else [value]:
            if part != field.empty:
                rest = tuple(each for each in value if each != part) if field.takes_several else field.empty
                changed: dict[str, Any] = {name: rest}
                yield _words(field, part, titles), replace(only, **changed)


def _words(field: AnyField, part: Any, titles: Mapping[str, str]) -> str:
    """Put one value of a field into words."""
    shown: Any = titles.get(part, part) if field.parameter == "article" else part
    value: Any = (shown,) if field.takes_several else shown
    words = field.describe(value)
    return words[:1].upper() + words[1:]
