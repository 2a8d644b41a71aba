"""Saved views on the page of quotes: opening one, what is new in it, saving, renaming and deleting."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from datetime import date
from urllib.parse import urlencode

import streamlit as st

from quotes.dashboard.quotes_page.name_choices import current_names
from quotes.dashboard.quotes_page.state import OpenedView, QuotesState, ViewForm, current_state, update
from quotes.dashboard.shared import (
    PageContext,
    notice,
    number_with_noun,
    report_change,
    to_parameters,
)
from quotes.insight import filter_spike
from quotes.library import (
    MOST_COUNTED,
    Arrived,
    Filter,
    Library,
    LibraryError,
    MarkUse,
    SavedView,
    Sort,
    ViewMark,
)
from quotes.types import InputError, Quote

_NAME, _ERROR = "view-name", "view-error"
_COUNTS = "view_counts"
_LONGEST_NAME = 80


def follow_view(library: Library, *, keeps_looks: bool) -> None:
    """Open the saved view that the address names, as long as the filter is that of the view.

    To open one is to look at it: what comes in later is new the next time.
    """
    asked, opened = current_state().asked, current_state().opened
    if asked.view is None:
        if opened is not None:
            update(QuotesState.open_view, None)
        return
    is_open = opened is not None and opened.view.id == asked.view
    view = opened.view if opened and is_open else library.find_view(asked.view)
    if view is None or not _is_shown(library, view, asked.only):
        update(QuotesState.open_view, None)
    elif not is_open:
        before = _look(library, view) if keeps_looks else None
        update(QuotesState.open_view, OpenedView(view, before))


def _look(library: Library, view: SavedView) -> ViewMark:
    """Look at a view. If the library cannot be written now, what is new stays new."""
    try:
        return library.looked_at(view)
    except LibraryError:
        return library.view_mark(view, MarkUse.look, library.who)


def _is_shown(library: Library, view: SavedView, only: Filter) -> bool:
    """Whether a filter is that of a view, whatever names its speakers have by now."""
    own = view.filter
    if own == only:
        return True
    names = [current_names(library, each.speakers) for each in (own, only)]
    return names[0] == names[1] and replace(own, speakers=()) == replace(only, speakers=())


def new_in_views(library: Library, views: Sequence[SavedView]) -> dict[int, int]:
    """Count what is new in each view; again only if the library, the views or what is open have changed."""
    state = (library.changes(), tuple(views), current_state().opened)
    known = st.session_state.get(_COUNTS)
    if known is None or known[0] != state:
        known = st.session_state[_COUNTS] = (state, library.view_counts())
    counts: dict[int, int] = known[1]
    return counts


def news_in_words(library: Library, opened: OpenedView) -> str:
    """Say how many quotes of a view came in since the look before."""
    if opened.before is None:
        return ""
    number = library.number_arrived(opened.view.filter, Arrived(opened.before.reached))
    many = f"{MOST_COUNTED:,} or more new quotes" if number >= MOST_COUNTED else ""
    day = date.fromisoformat(opened.before.made[:10])
    since = f"since {day.day} {day:%b %Y}"
    if not number:
        return f"nothing new {since}"
    return f"{many or number_with_noun(number, 'new quote')} {since}"


def spike_in_words(library: Library, opened: OpenedView) -> str:
    """Say whether a view has far more than usual; "" if not."""
    only = opened.view.filter
    spike = None if only.is_empty else filter_spike(library, only)
    return spike.in_words() if spike else ""


def new_quotes_of(
    library: Library, opened: OpenedView | None
) -> Callable[[Sequence[Quote]], Collection[str]] | None:
    """What tells which of some rows came in since the look before; None if no view is open."""
    if opened is None or opened.before is None:
        return None
    arrived = Arrived(opened.before.reached)
    return lambda rows: library.new_among({row.quote_id for row in rows}, arrived)


def draw_view_form(context: PageContext) -> None:
    """Draw the form that saves or renames a view, if the visitor asked for it."""
    state = current_state()
    if state.view_form is None or context.read_only:
        return
    is_new = state.view_form is ViewForm.save
    if not is_new and state.opened is None:
        return
    before = state.opened.view.name if state.opened else ""
    with (
        st.container(key="view-form"),
        st.form("view-form-fields", border=False),
        st.container(horizontal=True, vertical_alignment="bottom", gap="small"),
    ):
        key = f"{_NAME}-{state.view_form}-{before}"
        st.text_input(
            "Name of the view" if is_new else "New name of the view",
            value="" if is_new else before,
            autocomplete="off",
            key=key,
            max_chars=_LONGEST_NAME,
            placeholder="Minister via agencies",
            width=320,
        )
        st.form_submit_button(
            "Save" if is_new else "Rename",
            key="view-keep",
            type="primary",
            on_click=_keep,
            args=(context.library, key, _save if is_new else _rename),
        )
    if error := st.session_state.pop(_ERROR, ""):
        st.html(notice(error, error=True))


def delete_view(library: Library) -> None:
    """Delete the view that is open; its quotes stay on the page."""
    opened = current_state().opened
    if opened is None:
        return
    try:
        report_change(f"Deleted the view {opened.view.name}.", library.delete_view(opened.view))
    except InputError as error:
        report_change(str(error))
        return
    update(QuotesState.open_view, None)


def _keep(library: Library, key: str, keep: Callable[[Library, str], None]) -> None:
    """Save or rename the view under the name that is typed; the form tells what is wrong with it."""
    try:
        keep(library, st.session_state[key])
    except InputError as error:
        st.session_state[_ERROR] = str(error)


def _save(library: Library, name: str) -> None:
    """Save what is shown, the last added first unless the visitor chose an order."""
    asked = current_state().asked
    shown = replace(asked, sort=asked.sort or Sort.added, page=1, quote=None, view=None)
    view = library.save_view(name, urlencode(to_parameters(shown), doseq=True))
    _open(library, view)


def _rename(library: Library, name: str) -> None:
    opened = current_state().opened
    if opened is not None:
        view = library.rename_view(opened.view, name)
        update(QuotesState.open_view, replace(opened, view=view))


def _open(library: Library, view: SavedView) -> None:
    update(QuotesState.open_view, OpenedView(view, library.looked_at(view)))
