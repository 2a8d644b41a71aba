"""The page that adds articles: handed in, read, looked at, and only then stored."""

import time
from pathlib import Path

import streamlit as st

from quotes.dashboard.add_page import forms
from quotes.dashboard.add_page.forms import Handed
from quotes.dashboard.add_page.state import (
    AddState,
    current_state,
    discard,
    note_outcome_shown,
    other_batches,
    store_state,
    update,
)
from quotes.dashboard.shared import (
    BatchSelection,
    PageContext,
    address_leads,
    address_parameters,
    draw_batch,
    draw_outcome,
    draw_progress,
    hint,
    keep_address,
    masthead,
    notice,
    number_selected,
    progress_in_words,
)
from quotes.display import shortened
from quotes.intake import AddingRun, Batch
from quotes.types import InputError

_STYLE = Path(__file__).parents[1] / "shared" / "add.css"
_REDRAWN = 0.2
_MOST_OTHERS = 3
_LOST = (
    "What was handed in here is no longer kept. Articles that were added are in the library; hand in the "
    "others again. Those that are already there are not added twice."
)


def draw(context: PageContext) -> None:
    """Draw the page: a form, a preview of what was read, the progress of the adding, or its outcome."""
    st.html(_STYLE)
    st.html(masthead("Add articles"))
    state = current_state()
    if address_leads("add"):
        forms.end_preview()
        state = state.at_address(address_parameters())
        store_state(state)
    keep_address(state.address(), complete=bool(state.key))
    if state.run:
        _run(context, state, state.run)
    elif state.batch:
        _preview(context, state, state.batch)
    else:
        _hand_in(context, state)


def _hand_in(context: PageContext, state: AddState) -> None:
    """Draw a form, and read what is handed in."""
    if state.is_lost:
        st.html(notice(_LOST))
    _draw_others()
    st.page_link(context.pages["followed"], label="Sources followed", icon=":material/rss_feed:")
    handed = forms.draw(state)
    if handed:
        st.session_state.pop(forms.PROBLEM, None)
        _hand_over(context, handed)
    if problem := st.session_state.get(forms.PROBLEM):
        st.html(notice(problem, error=True))


def _hand_over(context: PageContext, handed: Handed) -> None:
    """Read what was handed in, and show it."""
    try:
        batch = _read(context, handed)
    except InputError as error:
        st.session_state[forms.PROBLEM] = str(error)
        forms.end_preview()
        return
    except Exception:  # otherwise each further run would fail in the same way
        forms.end_preview()
        raise
    if len(batch):
        update(AddState.with_batch, batch)
        forms.end_preview()
        st.rerun()
    draw_batch(context, batch, _selection(frozenset()))
    forms.end_preview()


def _draw_others() -> None:
    """Draw a way to what this visitor has handed in in other windows."""
    others = [each for each in other_batches() if each.run or _number_waiting(each)]
    for number, other in enumerate(others[:_MOST_OTHERS]):
        with st.container(horizontal=True, vertical_alignment="center", key=f"under-way-{number}"):
            st.html(notice(_in_words(other)))
            st.button("Show", key=f"add_show_{number}", on_click=store_state, args=(other,))
            if other.run is None or other.run.is_over:
                st.button("Discard", key=f"add_discard_{number}", on_click=discard, args=(other,))


def _number_waiting(state: AddState) -> int:
    return number_selected(state.batch, state.left_out) if state.batch else 0


def _in_words(state: AddState) -> str:
    """Say what was handed in in another window, and how far it is."""
    if state.run is None:
        number = _number_waiting(state)
        return f"Not added yet: {number:,} article{'' if number == 1 else 's'} that you have previewed."
    if not state.run.is_over:
        return f"Articles are being added: {progress_in_words(state.run.course())}"
    number = state.run.tally.came_in
    return f"{number:,} article{' was' if number == 1 else 's were'} added while you were away."


def _read(context: PageContext, handed: Handed) -> Batch:
    """Read what was handed in. Cancel starts a new run of the page, which ends this one."""
    outcomes = handed()
    batch = Batch()
    box = st.empty()
    with box.container(horizontal=True, vertical_alignment="center", key="reading"):
        line = st.empty()
        st.button("Cancel", key="add_cancel", on_click=forms.end_preview)
    drawn = 0.0
    line.html(hint("Reading…", is_status=True))
    for each in batch.read(context.library, outcomes):
        if time.monotonic() - drawn > _REDRAWN:
            drawn = time.monotonic()
            latest = shortened(each.place, 90)
            line.html(hint(f"Reading… {len(batch):,} so far. Latest: {latest}", is_status=True))
    box.empty()
    return batch


def _preview(context: PageContext, state: AddState, batch: Batch) -> None:
    """Draw what was read, and add it when the visitor asks for it."""
    left_out = state.left_out
    draw_batch(context, batch, _selection(left_out))
    number = number_selected(batch, left_out)
    with st.container(horizontal=True, gap="medium", key="add_or_not"):
        label = f"Add {number:,} article{'' if number == 1 else 's'}" if number else "Nothing to add"
        st.button(
            label, type="primary", disabled=not number, key="add_them", on_click=_add, args=(context, batch)
        )
        st.button("Back to the form", on_click=_back_to_form, key="add_drop")


def _add(context: PageContext, batch: Batch) -> None:
    """Begin to add what was read, and empty the form that it came from; a second press changes nothing."""
    state = current_state()
    if state.run:
        return
    forms.clear(state.method)
    update(AddState.with_run, AddingRun(context.library, batch, state.left_out))


def _selection(left_out: frozenset[int]) -> BatchSelection:
    return BatchSelection(
        left_out,
        leave_out=lambda numbers: update(AddState.leave_out, numbers),
        take_in=lambda numbers: update(AddState.take_in, numbers),
    )


def _run(context: PageContext, state: AddState, run: AddingRun) -> None:
    """Draw the progress of the adding, or its outcome and what can be done next."""
    if not run.is_over:
        draw_progress(run)
        return
    note_outcome_shown(state)
    draw_outcome(context, run)
    with st.container(horizontal=True, gap="medium", key="add_next"):
        if run.tally.was_stopped or run.tally.problem:
            st.button("Add the rest", type="primary", on_click=_add_rest, args=(context, run))
        st.button("Add more", on_click=_back_to_form, key="add_more")


def _add_rest(context: PageContext, run: AddingRun) -> None:
    state = current_state()
    if state.run is run:
        update(AddState.with_run, AddingRun(context.library, run.batch, state.left_out))


def _back_to_form() -> None:
    """Forget what was read. The fields stay as they are."""
    forms.end_preview()
    update(AddState.without_batch)
