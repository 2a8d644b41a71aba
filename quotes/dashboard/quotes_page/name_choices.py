"""The names that a filter offers: those with most quotes among the quotes that the other filters leave."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from quotes.library import FILTER_FIELDS, Filter, Library, NamesField
from quotes.types import InputError

_OFFERED = 5
_FOUND = 20
_NAMES_OF = {field: name for name, field in FILTER_FIELDS.items() if isinstance(field, NamesField)}
"""The names in `Filter` of the fields that hold names."""


@dataclass(frozen=True, slots=True)
class OfferedName:
    """A name to choose: its value in a filter (None: quotes without a name), its words, its quotes."""

    value: str | None
    words: str
    quotes: int


def offered_names(library: Library, field: NamesField, only: Filter) -> list[OfferedName]:
    """The names that are chosen, then those with most quotes; quotes without a name come last."""
    chosen = names_in(field, only)
    try:
        found = _counted(library, field, with_names(only, field, ()), limit=_OFFERED)
        if field.missing and None not in found:
            found |= _counted(library, field, with_names(only, field, (None,)), limit=1)
        if missing := tuple(value for value in chosen if value not in found):
            found |= _counted(library, field, with_names(only, field, missing))
    except InputError:  # the page says what is wrong with the filter
        found = {}
    for value in chosen:
        found.setdefault(value, OfferedName(value, value or field.missing or "", 0))
    return sorted(found.values(), key=lambda name: (name.value is None, name.value not in chosen))


def find_names(library: Library, field: NamesField, only: Filter, letters: str) -> list[OfferedName]:
    """The names with these letters: first those of the quotes that the other filters leave."""
    chosen = set(names_in(field, only))
    others = with_names(only, field, ())
    found = _counted(library, field, others, letters=letters, limit=_FOUND)
    if len(found) < _FOUND:
        everywhere = _counted(library, field, Filter(), letters=letters, limit=_FOUND)
        found |= {value: replace(name, quotes=0) for value, name in everywhere.items() if value not in found}
    return [name for value, name in found.items() if value not in chosen][:_FOUND]


def current_names(library: Library, names: Iterable[str | None]) -> tuple[str | None, ...]:
    """The names that speakers are known as over all articles, each once.

    So an address with the form of a name in one article, or with a name from before there were more articles,
    still finds the speaker.
    """
    given = list(names)
    known = library.known_as(name for name in given if name is not None)
    return tuple(dict.fromkeys(name and known.get(name, name) for name in given))


def names_in(field: NamesField, only: Filter) -> tuple[str | None, ...]:
    """The names that a filter has in one of its fields."""
    names: tuple[str | None, ...] = getattr(only, _NAMES_OF[field])
    return names


def with_names(only: Filter, field: NamesField, names: tuple[str | None, ...]) -> Filter:
    """Put other names into one field of a filter."""
    changed: dict[str, Any] = {_NAMES_OF[field]: names}
    return replace(only, **changed)


def _counted(
    library: Library,
    field: NamesField,
    only: Filter,
    *,
    letters: str | None = None,
    limit: int | None = None,
) -> dict[str | None, OfferedName]:
    """Count the quotes of each name, most first."""
    counted = library.most_quoted(field.column, only, limit=limit, containing=letters)
    untitled = [each.name for each in counted if each.name and each.title is None]
    openings = library.openings(untitled) if untitled else {}
    found: dict[str | None, OfferedName] = {}
    for name, title, quotes in counted:
        words = title or openings.get(name or "") or name or field.missing or ""
        found[name] = OfferedName(name, words, quotes)
    return found
