"""The state of the add page in a visitor's session: how articles are handed in, what was read, the adding."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Concatenate, ParamSpec

import streamlit as st

from quotes.dashboard.add_page.kept_states import KeptStates, new_key
from quotes.dashboard.login import current_visitor
from quotes.dashboard.shared import Parameters, last_value
from quotes.intake import AddingRun, Batch

_KEY = "add_state"

Given = ParamSpec("Given")


class AddingMethod(StrEnum):
    """A way to hand in articles. The values are in addresses."""

    paste = "paste"
    upload = "upload"
    web = "web"


@dataclass(frozen=True, slots=True)
class AddState:
    """One visitor's add page. Nobody else sees what is handed in.

    Attributes:
        method: the form that is shown.
        form_number: goes up when the forms are emptied; a file uploader is emptied by a new key.
        batch: what was read and waits for the visitor's word.
        left_out: the numbers of the articles of the batch that are not to be added.
        run: the adding of the batch.
        key: what the address calls the batch; "" without one.
        is_lost: the address calls for a batch that is not kept any more.

    """

    method: AddingMethod = AddingMethod.paste
    form_number: int = 0
    batch: Batch | None = None
    left_out: frozenset[int] = frozenset()
    run: AddingRun | None = None
    key: str = ""
    is_lost: bool = False

    def at_address(self, parameters: Parameters) -> "AddState":
        """The state that an address asks for."""
        key = last_value(parameters, "batch")
        if key:
            kept = self if key == self.key else _KEPT.find(key, current_visitor().person)
            return kept or replace(self, is_lost=self.batch is None)
        value = last_value(parameters, "way")
        if self.run and not self.run.is_over and not value:
            return self
        method = AddingMethod(value) if value in list(AddingMethod) else AddingMethod.paste
        return self.with_method(method)

    def address(self) -> dict[str, list[str]]:
        """The parameters of the address that leads back here."""
        if self.key:
            return {"batch": [self.key]}
        return {} if self.method is AddingMethod.paste else {"way": [self.method.value]}

    def with_method(self, method: AddingMethod) -> "AddState":
        """Show another form."""
        return replace(self, method=method, is_lost=False)

    def with_batch(self, batch: Batch) -> "AddState":
        """Show what was read."""
        return replace(self, batch=batch, left_out=frozenset(), key=new_key(), is_lost=False)

    def leave_out(self, numbers: Iterable[int]) -> "AddState":
        """Do not add these articles."""
        return replace(self, left_out=self.left_out.union(numbers))

    def take_in(self, numbers: Iterable[int]) -> "AddState":
        """Add these articles after all."""
        return replace(self, left_out=self.left_out.difference(numbers))

    def with_run(self, run: AddingRun) -> "AddState":
        """Show how far the adding is. The forms are empty afterwards."""
        return replace(self, run=run, form_number=self.form_number + 1)

    def without_batch(self) -> "AddState":
        """Show the forms as they were left."""
        return replace(self, batch=None, left_out=frozenset(), run=None, key="")


_KEPT: KeptStates[AddState] = KeptStates()


def current_state() -> AddState:
    """The state of this visitor's session. A new session shows what this person is adding now."""
    if _KEY not in st.session_state:
        under_way = _KEPT.under_way(current_visitor().person)
        st.session_state[_KEY] = next(iter(under_way.values()), AddState())
    state: AddState = st.session_state[_KEY]
    return state


def store_state(state: AddState) -> None:
    """Store the state in this visitor's session; what was handed in is found again after a reload."""
    before = current_state().key
    if before and before != state.key and not _KEPT.under_way(current_visitor().person).get(before):
        _KEPT.drop(before)
    if state.key:
        _KEPT.keep(state.key, current_visitor().person, state)
    st.session_state[_KEY] = state


def note_outcome_shown(state: AddState) -> None:
    """Note that the visitor has seen how an adding ended; other windows no longer mention it."""
    _KEPT.note_shown(state.key)


def discard(state: AddState) -> None:
    """Give up what was handed in in another window."""
    _KEPT.drop(state.key)


def other_batches() -> list[AddState]:
    """What this visitor has handed in in other windows and not seen added, the latest first."""
    own = current_state().key
    return [state for key, state in _KEPT.of(current_visitor().person).items() if key != own]


def update(
    step: Callable[Concatenate[AddState, Given], AddState], *args: Given.args, **kwargs: Given.kwargs
) -> None:
    """Take a step from the current state and store where it leads. Buttons call this."""
    store_state(step(current_state(), *args, **kwargs))
