"""What a visitor sees of the list of quotes. The filters are kept in their widgets."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Concatenate, ParamSpec

import streamlit as st

_KEY = "quotes_state"

Given = ParamSpec("Given")


@dataclass(frozen=True, slots=True)
class QuotesState:
    """One visitor's list of quotes.

    Attributes:
        page: the page of the list, from 1.
        opened: the id of the quote that is open.
        letters: by a filter's parameter, the letters of the names to offer, where several names have them.

    """

    page: int = 1
    opened: str | None = None
    letters: Mapping[str, str] = field(default_factory=dict)

    def at_address(self, page: int, opened: str | None) -> "QuotesState":
        """The state that an address asks for."""
        return replace(self, page=page, opened=opened)

    def on_first_page(self) -> "QuotesState":
        """Go back to the first page of the list, because other quotes are listed."""
        return replace(self, page=1)

    def turn_to(self, page: int) -> "QuotesState":
        """Show another page of the list."""
        return replace(self, page=page)

    def open_quote(self, quote_id: str | None) -> "QuotesState":
        """Open a quote in its article; None closes it."""
        return replace(self, opened=quote_id)

    def offer(self, parameter: str, letters: str | None) -> "QuotesState":
        """Offer the names that have these letters in one filter; None offers all of them."""
        others = {name: kept for name, kept in self.letters.items() if name != parameter}
        return replace(self, letters=others | {parameter: letters} if letters else others)

    def offer_all(self) -> "QuotesState":
        """Offer all names in every filter."""
        return replace(self, letters={})


def current_state() -> QuotesState:
    """The state of this visitor's session."""
    state: QuotesState = st.session_state.get(_KEY, QuotesState())
    return state


def store_state(state: QuotesState) -> None:
    """Store the state in this visitor's session."""
    st.session_state[_KEY] = state


def update(
    step: Callable[Concatenate[QuotesState, Given], QuotesState], *args: Given.args, **kwargs: Given.kwargs
) -> None:
    """Take a step from the current state and store where it leads. Widgets call this."""
    store_state(step(current_state(), *args, **kwargs))


def first_page() -> None:
    """Go back to the first page of the list. Widgets that change what is listed call this."""
    update(QuotesState.on_first_page)
