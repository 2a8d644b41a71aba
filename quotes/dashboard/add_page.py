"""The page that adds articles: handed in, read, looked at, and only then stored."""

import time
from pathlib import Path

import streamlit as st

from quotes.adding_run import AddingRun
from quotes.batches import Batch
from quotes.dashboard import add_forms, adding, batch_list, cards
from quotes.dashboard.add_forms import Handed
from quotes.dashboard.context import Context
from quotes.shown import shortened, shown
from quotes.types import InputError

_STYLE = Path(__file__).parent / "add.css"
_BATCH = "add_batch"
_LEFT_OUT = "add_left_out"
_RUN = "add_run"
_REDRAWN = 0.2


def draw(context: Context) -> None:
    """Draw the page: the fields, what was read, how far the adding is, or what came of it.

    What a visitor hands in lies in the session, which nobody else sees.
    """
    st.html(_STYLE)
    st.html(cards.masthead("Add", "articles to find the quotes in"))
    add_forms.follow_address()
    run: AddingRun | None = st.session_state.get(_RUN)
    batch: Batch | None = st.session_state.get(_BATCH)
    if run:
        _follow(context, run)
    elif batch:
        _look(context, batch)
    else:
        _hand_in(context)


def _hand_in(context: Context) -> None:
    """Draw the fields, and read what is handed in."""
    handed = add_forms.draw()
    if not handed:
        return
    try:
        batch = _read(context, handed)
    except InputError as error:
        st.html(cards.notice(str(error), error=True))
        return
    if len(batch):
        st.session_state.update({_BATCH: batch, _LEFT_OUT: set()})
        st.rerun()
    batch_list.draw(context, batch, set())


def _read(context: Context, handed: Handed) -> Batch:
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
            place = f"<bdi>{shown(shortened(each.place, 90))}</bdi>"
            line.html(f'<p class="hint" role="status">Reading… {len(batch):,} so far, last {place}</p>')
    box.empty()
    return batch


def _look(context: Context, batch: Batch) -> None:
    """Draw what was read, and begin to add it when a visitor says so."""
    left_out: set[int] = st.session_state[_LEFT_OUT]
    number = batch_list.draw(context, batch, left_out)
    with st.container(horizontal=True, gap="medium", key="add_or_not"):
        label = f"Add {number:,} article{'' if number == 1 else 's'}" if number else "Nothing to add"
        if st.button(label, type="primary", disabled=not number, key="add_them"):
            st.session_state[_RUN] = AddingRun(context.library, batch, frozenset(left_out))
            st.rerun()
        st.button("Read something else", on_click=_drop, key="add_drop")


def _follow(context: Context, run: AddingRun) -> None:
    """Draw how far the adding is; after its end, what came of it and what can be done next."""
    if not run.is_over:
        adding.progress(run)
        return
    adding.summary(context, run)
    with st.container(horizontal=True, gap="medium", key="add_next"):
        if run.tally.was_stopped or run.tally.problem:
            st.button("Go on with the rest", type="primary", on_click=_go_on, args=(context, run))
        st.button("Add more", on_click=_start_over, key="add_more")


def _go_on(context: Context, run: AddingRun) -> None:
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
    add_forms.clear()
