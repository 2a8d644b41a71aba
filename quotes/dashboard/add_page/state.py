"""The state of the add page in a visitor's session: how articles are handed in, what was read, the adding."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Concatenate, ParamSpec

import streamlit as st

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

    """

    method: AddingMethod = AddingMethod.paste
    form_number: int = 0
    batch: Batch | None = None
    left_out: frozenset[int] = frozenset()
    run: AddingRun | None = None

    def at_address(self, parameters: Parameters) -> "AddState":
        """The state that an address asks for."""
        value = last_value(parameters, "way")
        method = AddingMethod(value) if value in list(AddingMethod) else AddingMethod.paste
        return self.with_method(method)

    def address(self) -> dict[str, list[str]]:
        """The parameters of the address that leads back here."""
        return {} if self.method is AddingMethod.paste else {"way": [self.method.value]}

    def with_method(self, method: AddingMethod) -> "AddState":
        """Show another form."""
        return replace(self, method=method)

    def with_batch(self, batch: Batch) -> "AddState":
        """Show what was read."""
        return replace(self, batch=batch, left_out=frozenset())

    def leave_out(self, numbers: Iterable[int]) -> "AddState":
        """Do not add these articles."""
        return replace(self, left_out=self.left_out.union(numbers))

    def take_in(self, numbers: Iterable[int]) -> "AddState":
        """Add these articles after all."""
        return replace(self, left_out=self.left_out.difference(numbers))

    def with_run(self, run: AddingRun) -> "AddState":
        """Show how far the adding is."""
        return replace(self, run=run)

    def without_batch(self) -> "AddState":
        """Show the forms as they were left."""
        return replace(self, batch=None, left_out=frozenset(), run=None)

    def with_empty_forms(self) -> "AddState":
        """Show empty forms."""
        return replace(self.without_batch(), form_number=self.form_number + 1)


def current_state() -> AddState:
    """The state of this visitor's session."""
    state: AddState = st.session_state.get(_KEY, AddState())
    return state


def store_state(state: AddState) -> None:
    """Store the state in this visitor's session."""
    st.session_state[_KEY] = state


def update(
    step: Callable[Concatenate[AddState, Given], AddState], *args: Given.args, **kwargs: Given.kwargs
) -> None:
    """Take a step from the current state and store where it leads. Buttons call this."""
    store_state(step(current_state(), *args, **kwargs))
