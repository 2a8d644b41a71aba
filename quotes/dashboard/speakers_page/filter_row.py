"""The filters of the speakers page: words, outlets, sources, kinds of speaker and dates."""

from collections.abc import Collection
from dataclasses import replace
from datetime import date
from typing import Any

import streamlit as st

from quotes.dashboard.shared import fold, recent_periods
from quotes.dashboard.speakers_page.state import (
    PERIOD,
    begins_unfolded,
    current_asked,
    note_change,
    show,
)
from quotes.display import widget_label
from quotes.library import FILTER_FIELDS, ChoicesField, Filter, Library, NamesField
from quotes.types import InputError

NAMES = {"speakers_outlets": "outlets", "speakers_sources": "sources"}
"""The field of the filter that each choice of names is for, by the key of its widget."""

_MOST_CHOICES = 200
_LABEL = 36


def draw_kinds_and_dates(*, kinds: bool = True) -> None:
    """Draw the filters by kind of speaker and by date."""
    field = FILTER_FIELDS["speaker_kinds"]
    if kinds and isinstance(field, ChoicesField):
        st.segmented_control(
            field.label,
            list(field.choices),
            selection_mode="multi",
            format_func=field.choices.__getitem__,
            key="speakers_kinds",
            on_change=note_change,
            args=("speakers_kinds",),
        )
    st.segmented_control(
        "Period",
        list(recent_periods(date.today())),
        key=PERIOD,
        on_change=note_change,
        args=(PERIOD,),
        width="content",
    )
    for heading, key in (("From", "speakers_since"), ("To", "speakers_until")):
        st.date_input(
            heading, key=key, value=None, format="YYYY-MM-DD", on_change=note_change, args=(key,), width=130
        )


def draw_fold(only: Filter) -> None:
    """Draw what shows and hides the filters on a phone."""
    st.html(fold(is_open=not only.is_empty))


def draw_words_and_names(library: Library, only: Filter) -> None:
    """Draw the filters by words, by outlet and by source, folded away if none of them is used."""
    with (
        st.container(key="speakers-names"),
        st.expander("Filter by words, outlet or source", expanded=begins_unfolded()),
        st.container(horizontal=True, vertical_alignment="bottom"),
    ):
        st.text_input(
            "Only quotes about",
            autocomplete="off",
            key="speakers_words",
            type="search",
            placeholder='ferry "at dawn" -harbour',
            on_change=note_change,
            args=("speakers_words",),
            width=230,
        )
        for key, name in NAMES.items():
            field = FILTER_FIELDS[name]
            if isinstance(field, NamesField):
                _draw_names(library, only, field, key)
        if tags := list(dict.fromkeys([*library.tags(), *only.tags])):
            st.multiselect(
                "Tag",
                tags,
                key="speakers_tags",
                format_func=lambda tag: widget_label(tag, _LABEL),
                placeholder="Any tag",
                select_all=False,
                on_change=note_change,
                args=("speakers_tags",),
                width=260,
            )


def draw_clear(only: Filter) -> None:
    """Draw the button that clears all filters, if there is one to clear."""
    if not only.is_empty:
        st.button("Clear the filters", key="speakers_clear", type="tertiary", on_click=_clear)


def _clear() -> None:
    show(replace(current_asked(), only=Filter(), page=1))


def _draw_names(library: Library, only: Filter, field: NamesField, key: str) -> None:
    """Draw a choice of outlets or sources: those of the other filters, most quotes first.

    What is chosen keeps its place: the browser knows an option by its place, and would take the press of one
    that has just moved for none, or for another.
    """
    chosen: tuple[str | None, ...] = getattr(only, NAMES[key])
    offered = _offered(library, only, field, key)
    labels = {name: widget_label(name or field.missing or "", _LABEL) for name in [*offered, *chosen]}
    st.multiselect(
        field.label,
        list(labels),
        format_func=lambda name: labels.get(name, str(name)),
        key=key,
        placeholder=f"Any {field.label.lower()}",
        select_all=False,
        accept_new_options=True,
        on_change=_look_up_typed,
        args=(library, field, key, frozenset(labels)),
        width=260,
    )


def _offered(library: Library, only: Filter, field: NamesField, key: str) -> list[str | None]:
    """List the names to choose from; None for quotes without one."""
    without: dict[str, Any] = {NAMES[key]: ()}
    try:
        counted = library.counts(field.column, replace(only, **without), limit=_MOST_CHOICES)
    except InputError:  # the page reports the mistake in the words
        return []
    return [name if isinstance(name, str) else None for name in counted[field.column]]


def _look_up_typed(library: Library, field: NamesField, key: str, offered: Collection[str | None]) -> None:
    """Replace what was typed by the name with most quotes that contains it, if there is one."""
    names: list[str | None] = []
    for given in st.session_state[key]:
        if given in offered:
            names.append(given)
            continue
        try:
            found = library.counts(field.column, limit=2, containing=given)[field.column].dropna()
        except InputError:
            continue
        names += found[:1]
    st.session_state[key] = list(dict.fromkeys(names))
    note_change(key)
