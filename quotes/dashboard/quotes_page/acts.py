"""What a visitor asks for on the page of quotes, as the browser sends it (filter_panel.js).

Nothing that a browser sends is trusted: what makes no sense is ignored.
"""

from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from typing import Any

import streamlit as st
from markupsafe import Markup

from quotes.dashboard.quotes_page.changed_filters import with_change
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
_MOST_ACTS = 1_000_000_000
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
        {"found": _found(library), "done": current_state().last_act},
        on_acts_change=partial(_do_all, library, may_change=may_change),
    )


def _do_all(library: Library, *, may_change: bool) -> None:
    """Do what the browser sends, in its order.

    A browser sends an act again until it has seen that the act is done. Streamlit keeps only the last message
    of those that come while a page is drawn.
    """
    for act in _sent_acts():
        number = act.get("number")
        if type(number) is not int or not current_state().last_act < number < _MOST_ACTS:
            continue
        update(QuotesState.note_act, number)
        match act.get("kind"):
            case "asked":
                _ask(act)
            case "names":
                _look_for(act)
            case "tool":
                _use(library, act, may_change=may_change)


def _ask(act: Mapping[str, Any]) -> None:
    """Show the quotes that a link or a form leads to; ``drawn`` is what was asked when it was drawn."""
    query, drawn = act.get("query"), act.get("drawn")
    if not isinstance(query, str):
        return
    visitor_leads()
    parameters = parse_query(query)
    asked = from_parameters(parameters)
    if isinstance(drawn, str):
        asked = with_change(current_state().asked, from_parameters(parse_query(drawn)), asked)
    update(QuotesState.ask, asked, ignored_values(parameters))


def _look_for(act: Mapping[str, Any]) -> None:
    """Offer the names with the letters that the visitor types."""
    parameter, letters = act.get("parameter"), act.get("letters")
    if isinstance(parameter, str) and parameter in _NAMES_FIELDS and isinstance(letters, str):
        update(QuotesState.look_for, NameSearch(parameter, letters[:_LONGEST_NAME]))


def _use(library: Library, act: Mapping[str, Any], *, may_change: bool) -> None:
    """Show or hide buttons, topics, boxes to tick or a form, or delete the view that is open."""
    is_shown = act.get("shown") is True
    match act.get("name"):
        case "save-view" | "rename-view" as form if may_change:
            update(QuotesState.show_view_form, ViewForm(form) if is_shown else None)
        case "delete-view" if may_change:
            delete_view(library)
        case "downloads":
            update(QuotesState.show_downloads, shown=is_shown)
        case "selection":
            update(QuotesState.show_selection, shown=is_shown)
        case "changes":
            update(QuotesState.show_changes, shown=is_shown)
        case "topics":
            update(QuotesState.show_topics, shown=is_shown)


def _sent_acts() -> list[Mapping[str, Any]]:
    sent = st.session_state[_KEY].get("acts")
    return [act for act in sent if isinstance(act, Mapping)] if isinstance(sent, list) else []


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
