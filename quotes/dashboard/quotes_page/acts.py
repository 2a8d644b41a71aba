"""What a visitor asks for on the page of quotes, as the browser sends it (filter_panel.js).

Nothing that a browser sends is trusted: what makes no sense is ignored.
"""

from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from typing import Any

import streamlit as st
from markupsafe import Markup

from quotes.dashboard.quotes_page.filter_panel import link_to
from quotes.dashboard.quotes_page.name_choices import find_names, names_in, with_names
from quotes.dashboard.quotes_page.state import NameSearch, QuotesState, ViewForm, current_state, update
from quotes.dashboard.quotes_page.views import delete_view
from quotes.dashboard.shared import (
    from_parameters,
    place_html,
    visitor_leads,
)
from quotes.library import FILTER_FIELDS, Library, NamesField, ignored_values, parse_query
from quotes.types import InputError

_KEY = "quotes_acts"
_LONGEST_NAME = 200
_NAMES_FIELDS = {field.parameter: field for field in FILTER_FIELDS.values() if isinstance(field, NamesField)}


def draw_above(above: Markup) -> None:
    """Draw what is above the list."""
    place_html("quotes_above", above, "placed_html.js", is_seen_first=True)


def draw_acts(library: Library, panel: Markup, *, may_change: bool) -> None:
    """Draw the panel of filters, and make links and forms work without loading the page again."""
    place_html(
        _KEY,
        panel,
        "filter_panel.js",
        {"found": _found(library)},
        on_asked_change=_ask,
        on_names_change=_look_for,
        on_tool_change=partial(_turn, library, may_change=may_change),
    )


def _ask() -> None:
    """Show the quotes that a link or a form leads to."""
    query = _sent("asked").get("query")
    if isinstance(query, str):
        visitor_leads()
        parameters = parse_query(query)
        update(QuotesState.ask, from_parameters(parameters), ignored_values(parameters))


def _look_for() -> None:
    """Offer the names with the letters that the visitor types."""
    sent = _sent("names")
    parameter, letters = sent.get("parameter"), sent.get("letters")
    if isinstance(parameter, str) and parameter in _NAMES_FIELDS and isinstance(letters, str):
        update(QuotesState.look_for, NameSearch(parameter, letters[:_LONGEST_NAME]))


def _turn(library: Library, *, may_change: bool) -> None:
    """Show or hide buttons, topics, boxes to tick or a form, or delete the view that is open."""
    match _sent("tool").get("name"):
        case "save-view" | "rename-view" as form if may_change:
            update(QuotesState.turn_view_form, ViewForm(form))
        case "delete-view" if may_change:
            delete_view(library)
        case "downloads":
            update(QuotesState.turn_downloads)
        case "selection":
            update(QuotesState.turn_selection)
        case "changes":
            update(QuotesState.turn_changes)
        case "topics":
            update(QuotesState.turn_topics)


def _sent(trigger: str) -> Mapping[str, Any]:
    sent = st.session_state[_KEY].get(trigger)
    return sent if isinstance(sent, Mapping) else {}


def _found(library: Library) -> dict[str, Any] | None:
    """The names that match what is typed, each with the link that chooses it."""
    search, asked = current_state().search, current_state().asked
    if search is None:
        return None
    field = _NAMES_FIELDS[search.parameter]
    try:
        names = find_names(library, field, asked.only, search.letters)
    except InputError:
        names = []
    chosen = names_in(field, asked.only)
    return {
        "parameter": search.parameter,
        "letters": search.letters,
        "names": [
            {
                "words": name.words,
                "quotes": f"{name.quotes:,}",
                "query": link_to(
                    replace(asked, quote=None), with_names(asked.only, field, (*chosen, name.value))
                ),
            }
            for name in names
        ],
    }
