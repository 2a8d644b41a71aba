"""The state of the check page in a visitor's session. It is nowhere else: nothing of a draft is stored."""

from dataclasses import dataclass, replace
from enum import StrEnum

import streamlit as st

from quotes.checking import DraftCheck
from quotes.dashboard.shared import Parameters, last_value
from quotes.reading import Remark

_KEY = "check_state"


class DraftEntry(StrEnum):
    """A way to hand in a draft. The values are in addresses."""

    paste = "paste"
    upload = "upload"
    web = "web"


@dataclass(frozen=True, slots=True)
class CheckState:
    """One visitor's check page.

    Attributes:
        entry: the form that is shown.
        checks: the checked drafts; None before a check.
        remarks: what could not be read.
        problem: what is wrong with what was handed in.

    """

    entry: DraftEntry = DraftEntry.paste
    checks: tuple[DraftCheck, ...] | None = None
    remarks: tuple[Remark, ...] = ()
    problem: str = ""

    def at_address(self, parameters: Parameters) -> "CheckState":
        """The state that an address asks for."""
        value = last_value(parameters, "way")
        entry = DraftEntry(value) if value in list(DraftEntry) else DraftEntry.paste
        return replace(self, entry=entry)

    def address(self) -> dict[str, list[str]]:
        """The parameters of the address that leads back here."""
        return {} if self.entry is DraftEntry.paste else {"way": [self.entry.value]}


def current_state() -> CheckState:
    """The state of this visitor's session."""
    state: CheckState = st.session_state.setdefault(_KEY, CheckState())
    return state


def store_state(state: CheckState) -> None:
    """Store the state in this visitor's session."""
    st.session_state[_KEY] = state


def choose_entry(entry: DraftEntry) -> None:
    """Show another form."""
    store_state(replace(current_state(), entry=entry, problem=""))


def check_another() -> None:
    """Show the form as it was left, and forget the results."""
    store_state(CheckState(current_state().entry))
