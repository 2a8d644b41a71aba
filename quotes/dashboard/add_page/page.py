"""The page that adds articles: handed in, read, looked at, and only then stored."""

import time
from pathlib import Path

import streamlit as st

from quotes.dashboard.add_page import forms
from quotes.dashboard.add_page.forms import Handed
from quotes.dashboard.shared import PageContext, draw_batch, draw_outcome, draw_progress, masthead, notice
from quotes.display import escape_html, shortened
from quotes.intake import AddingRun, Batch
from quotes.types import InputError

_STYLE = Path(__file__).parents[1] / "shared" / "add.css"
_BATCH = "add_batch"
_LEFT_OUT = "add_left_out"
_RUN = "add_run"
_REDRAWN = 0.2


def draw(context: PageContext) -> None:
    """Draw the page: the fields, what was read, how far the adding is, or what came of it.

    What a visitor hands in lies in the session, which nobody else sees.
    """
    st.html(_STYLE)
    st.html(masthead("Add articles"))
    forms.follow_address()
    run: AddingRun | None = st.session_state.get(_RUN)
    batch: Batch | None = st.session_state.get(_BATCH)
    if run:
        _follow(context, run)
    elif batch:
        _look(context, batch)
    else:
        _hand_in(context)


def _hand_in(context: PageContext) -> None:
    """Draw the fields, and read what is handed in."""
    handed = forms.draw()
    if not handed:
        return
    try:
        batch = _read(context, handed)
    except InputError as error:
        st.html(notice(str(error), error=True))
        return
    if len(batch):
        st.session_state.update({_BATCH: batch, _LEFT_OUT: set()})
        st.rerun()
    draw_batch(context, batch, set())


def _read(context: PageContext, handed: Handed) -> Batch:
    """Read what was handed in; a visitor who cancels starts a new run of the page, which ends this one."""
    outcomes = handed()
    batch = Batch()
    box = st.empty()
    with box.container(horizontal=True, vertical_alignment="center", key="reading"):
        line = st.empty()
        st.button("Cancel", key="add_cancel")
    drawn = 0.0
    line.html('<p class="hint" role="status">Reading…</p>')
    for each in batch.read(context.library, outcomes):
        if time.monotonic() - drawn > _REDRAWN:
            drawn = time.monotonic()
            place = f"<bdi>{escape_html(shortened(each.place, 90))}</bdi>"
            line.html(f'<p class="hint" role="status">Reading… {len(batch):,} so far. Latest: {place}</p>')
    box.empty()
    return batch


def _look(context: PageContext, batch: Batch) -> None:
    """Draw what was read, and begin to add it when a visitor says so."""
    left_out: set[int] = st.session_state[_LEFT_OUT]
    number = draw_batch(context, batch, left_out)
    with st.container(horizontal=True, gap="medium", key="add_or_not"):
        label = f"Add {number:,} article{'' if number == 1 else 's'}" if number else "Nothing to add"
        if st.button(label, type="primary", disabled=not number, key="add_them"):
            st.session_state[_RUN] = AddingRun(context.library, batch, frozenset(left_out))
            st.rerun()
        st.button("Back to the form", on_click=_drop, key="add_drop")


def _follow(context: PageContext, run: AddingRun) -> None:
    """Draw how far the adding is; after its end, what came of it and what can be done next."""
    if not run.is_over:
        draw_progress(run)
        return
    draw_outcome(context, run)
    with st.container(horizontal=True, gap="medium", key="add_next"):
        if run.tally.was_stopped or run.tally.problem:
            st.button("Add the rest", type="primary", on_click=_go_on, args=(context, run))
        st.button("Add more", on_click=_start_over, key="add_more")


def _go_on(context: PageContext, run: AddingRun) -> None:
    """Add what a run has left."""
    st.session_state[_RUN] = AddingRun(context.library, run.batch, st.session_state[_LEFT_OUT])


def _drop() -> None:
    """Forget what was read; the fields stay as they are."""
    batch: Batch | None = st.session_state.pop(_BATCH, None)
    if batch:
        batch.close()


def _start_over() -> None:
    """Forget the run and empty the fields."""
    st.session_state.pop(_RUN, None)
    _drop()
    forms.clear()
