"""One filter by name: a choice of speakers, sources, outlets or articles, with their numbers of quotes.

It offers the names that the other filters leave. What is typed is looked for in the whole library.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from typing import Any

import streamlit as st

from quotes.dashboard.quotes_page.state import QuotesState, current_state, first_page, update
from quotes.display import widget_label
from quotes.library import FILTER_FIELDS, Filter, Library, NamesField
from quotes.types import InputError

_MOST_CHOICES = 200
_LABEL = 36
_NAMES_OF = {field: name for name, field in FILTER_FIELDS.items() if isinstance(field, NamesField)}
"""The names in `Filter` of the fields that hold names."""


def choose_names(field: NamesField, library: Library, asked: Filter) -> None:
    """Draw the filter; ``asked`` is what all filters ask for."""
    chosen = tuple(st.session_state[field.parameter])
    letters = current_state().letters.get(field.parameter)
    try:
        labels = _labels(library, field, asked, chosen, letters)
    except InputError:
        labels = {value: str(value) for value in chosen}
    st.multiselect(
        field.label,
        list(labels),
        format_func=lambda value: labels.get(value, str(value)),
        key=field.parameter,
        placeholder=f"Those with “{widget_label(letters, 20)}”" if letters else f"Any {field.label.lower()}",
        on_change=_look_up_typed,
        args=(field, library, frozenset(labels)),
        select_all=False,
        accept_new_options=True,
    )


def current_names(library: Library, names: Iterable[str | None]) -> list[str | None]:
    """Give the names that speakers are known as over all articles, each once."""
    given = list(names)
    known = library.known_as(name for name in given if name is not None)
    return list(dict.fromkeys(name and known.get(name, name) for name in given))


def _labels(
    library: Library, field: NamesField, asked: Filter, chosen: tuple[str | None, ...], letters: str | None
) -> dict[str | None, str]:
    """Label each choice with its name and its number of quotes."""
    found = _offered(library, field, _with_names(asked, field, ()), letters)
    missing = tuple(value for value in chosen if value not in found)
    if missing:
        uncounted = {value: (str(value or field.missing), 0) for value in missing}
        found |= uncounted | _offered(library, field, _with_names(asked, field, missing))
    return _distinct(
        {value: f"{widget_label(name, _LABEL)} · {number:,}" for value, (name, number) in found.items()}
    )


def _offered(
    library: Library, field: NamesField, only: Filter, letters: str | None = None
) -> dict[str | None, tuple[str, int]]:
    """Find the names that have most quotes, and give for each what to call it and its number of quotes."""
    by = field.column
    counted = library.counts(by, only, limit=_MOST_CHOICES, containing=letters)
    titles = counted["title" if by == "article" else by]
    found: dict[str | None, tuple[str, int]] = {}
    for value, title, number in zip(counted[by], titles, counted["quotes"], strict=True):
        key = _text(value)
        found[key] = (_text(title) or key or field.missing or "", int(number))
    names_first = sorted(found, key=lambda value: value is None)
    return {value: found[value] for value in names_first}


def _text(value: object) -> str | None:
    """Read a cell of a table; None where it is missing."""
    return value if isinstance(value, str) else None


def _with_names(only: Filter, field: NamesField, names: tuple[str | None, ...]) -> Filter:
    """Put other names into one field of a filter."""
    changed: dict[str, Any] = {_NAMES_OF[field]: names}
    return replace(only, **changed)


def _distinct(labels: Mapping[str | None, str]) -> dict[str | None, str]:
    """Number labels that are the same: the widget tells its choices apart by their labels."""
    seen: Counter[str] = Counter()
    distinct = {}
    for value, label in labels.items():
        seen[label] += 1
        distinct[value] = label if seen[label] == 1 else f"{label} [{seen[label]}]"
    return distinct


def _look_up_typed(field: NamesField, library: Library, offered: Collection[str | None]) -> None:
    """Replace typed letters by the one name that has them. If there are several, offer these names."""
    names, letters = _names_and_letters(field, library, st.session_state[field.parameter], offered)
    st.session_state[field.parameter] = names
    update(QuotesState.offer, field.parameter, letters)
    first_page()


def _names_and_letters(
    field: NamesField, library: Library, values: Iterable[str | None], offered: Collection[str | None]
) -> tuple[list[str | None], str | None]:
    """The names that were chosen or typed, and the last letters typed that are not one name."""
    typed = [value for value in values if value not in offered]
    names = [value for value in values if value in offered]
    several = None
    for letters in typed:
        found = library.counts(field.column, limit=2, containing=letters)[field.column].dropna()
        if len(found) == 1:
            names.append(found.iloc[0])
        else:
            several = letters
    return list(dict.fromkeys(names)), several
