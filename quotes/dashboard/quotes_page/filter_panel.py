"""The filters of the page of quotes, in the sidebar: a widget for each field of the filter.

A widget's key in the session is the field's parameter in the address. The two bounds of a share have one
slider, whose key is their column.
"""

from collections.abc import Mapping
from datetime import date
from itertools import groupby
from typing import Any

import streamlit as st

from quotes.dashboard.quotes_page.name_choices import choose_names, current_names
from quotes.dashboard.quotes_page.state import QuotesState, first_page, update
from quotes.dashboard.shared import plain_label
from quotes.library import (
    FILTER_FIELDS,
    AnyField,
    ChoicesField,
    DateField,
    Filter,
    FlagField,
    Library,
    NamesField,
    ShareField,
    WordsField,
)

_LONGEST_HINT = 300


def _key(field: AnyField) -> str:
    """Name the widget of a field."""
    return field.column if isinstance(field, ShareField) else field.parameter


KEYS = tuple(dict.fromkeys(map(_key, FILTER_FIELDS.values())))
"""The widgets' keys in the session."""

_ROWS = tuple(
    tuple({_key(field): field for field in fields}.values())
    for _, fields in groupby(
        FILTER_FIELDS.values(),
        key=lambda field: field.column if isinstance(field, DateField) else _key(field),
    )
)
"""The fields of the panel's rows, one for each widget. The two dates share a row."""


def widget_values(only: Filter) -> dict[str, Any]:
    """Give each widget's value for a filter, by its key."""
    values: dict[str, Any] = {}
    for name, field in FILTER_FIELDS.items():
        value, key = getattr(only, name), _key(field)
        match field:
            case NamesField() | ChoicesField():
                values[key] = list(value)
            case DateField():
                values[key] = date.fromisoformat(value) if value else None
            case ShareField():
                values[key] = _with_bound(values.get(key, (0, 100)), field, value)
            case _:
                values[key] = value
    return values


def _with_bound(percents: tuple[int, int], field: ShareField, share: float | None) -> tuple[int, int]:
    """Put a field's share into its end of the slider, if there is one."""
    if share is None:
        return percents
    least, most = percents
    return (round(100 * share), most) if field.bound == "least" else (least, round(100 * share))


def filter_of(values: Mapping[str, Any]) -> Filter:
    """Make the filter that the widgets' values ask for."""
    return Filter(**{name: _field_value(field, values[_key(field)]) for name, field in FILTER_FIELDS.items()})


def _field_value(field: AnyField, value: Any) -> Any:
    """Turn a widget's value into the filter's."""
    match field:
        case NamesField() | ChoicesField():
            return tuple(value)
        case DateField():
            return value.isoformat() if value else None
        case ShareField():
            percent, no_bound = (value[0], 0) if field.bound == "least" else (value[1], 100)
            return None if percent == no_bound else percent / 100
        case _:
            return value or field.empty


def fill_widgets(only: Filter) -> None:
    """Put a filter into the widgets."""
    st.session_state.update(widget_values(only))


def update_speaker_names(library: Library) -> None:
    """Show the chosen speakers by the names that the library knows them by now.

    So an address with the form of a name in one article, or with a name from before there were more articles,
    still finds the speaker.
    """
    st.session_state["speaker"] = current_names(library, st.session_state["speaker"])


def filter_from_widgets() -> Filter:
    """Give the filter that the widgets ask for, whether they are drawn yet or not."""
    return filter_of({key: st.session_state[key] for key in KEYS})


def draw(library: Library, asked: Filter) -> None:
    """Draw the filters, which ask for ``asked``."""
    with st.sidebar:
        for row in _ROWS:
            _draw_row(row, library, asked)
        st.button(
            "Clear the filters",
            key="clear",
            help=plain_label(f"Now: {asked.in_words()}", _LONGEST_HINT) if not asked.is_empty else None,
            disabled=asked.is_empty,
            on_click=_clear,
            width="stretch",
        )


def _draw_row(row: tuple[AnyField, ...], library: Library, asked: Filter) -> None:
    """Draw one widget, or several side by side."""
    if len(row) == 1:
        _draw_widget(row[0], library, asked)
        return
    for field, place in zip(row, st.columns(len(row), gap="small"), strict=True):
        with place:
            _draw_widget(field, library, asked)


def _draw_widget(field: AnyField, library: Library, asked: Filter) -> None:
    """Draw the widget of a field."""
    match field:
        case WordsField():
            st.text_input(
                field.label,
                key=field.parameter,
                type="search",
                placeholder=field.placeholder,
                help=field.page_help,
                on_change=first_page,
            )
        case NamesField():
            choose_names(field, library, asked)
        case ChoicesField():
            st.segmented_control(
                field.label,
                list(field.choices),
                selection_mode="multi",
                format_func=field.choices.__getitem__,
                key=field.parameter,
                on_change=first_page,
                width="stretch",
            )
        case DateField():
            st.date_input(
                field.label, key=field.parameter, value=None, format="YYYY-MM-DD", on_change=first_page
            )
        case ShareField():
            st.slider(
                field.label,
                0,
                100,
                step=5,
                key=field.column,
                format="%d%%",
                help=field.page_help,
                on_change=first_page,
            )
        case FlagField():
            st.toggle(field.label, key=field.parameter, help=field.page_help, on_change=first_page)


def _clear() -> None:
    """Let every quote through."""
    fill_widgets(Filter())
    first_page()
    update(QuotesState.offer_all)
