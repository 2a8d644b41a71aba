"""What a visitor sees on the page of quotes."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Concatenate, ParamSpec

import streamlit as st

from quotes.dashboard.shared import Asked, TickedQuotes
from quotes.library import FollowedLink, SavedView, ViewMark

_KEY = "quotes_state"
_EVERYTHING = Asked()
_NONE_TICKED = TickedQuotes()

Given = ParamSpec("Given")


@dataclass(frozen=True, slots=True)
class NameSearch:
    """Letters that a visitor types to find a name; ``parameter`` is that of the filter."""

    parameter: str
    letters: str


@dataclass(frozen=True, slots=True)
class OpenedView:
    """A saved view that the visitor opened, and the look before; None in a library that keeps no looks."""

    view: SavedView
    before: ViewMark | None


class ViewForm(StrEnum):
    """The form about a saved view that is shown."""

    save = "save-view"
    rename = "rename-view"


@dataclass(frozen=True, slots=True)
class QuotesState:
    """One visitor's view.

    Attributes:
        asked: the filter, the order, the page of the list and the quote that is open.
        search: the name that the visitor looks for, if any.
        downloads: whether the download buttons are shown.
        selects: whether quotes can be ticked.
        changes: whether the buttons are shown that amend and delete articles.
        topics: whether the topics of the quotes are shown.
        ticked: the quotes that are ticked.
        ticked_speakers: the speakers that they had when they were ticked.
        link: what became of the quote that the visitor's link or choice names, until the visitor goes on.
        ignored: what the visitor asked for that makes no sense, until the visitor asks for something else.
        opened: the saved view whose quotes are shown, if any.
        view_form: the form about it that is shown, if any.
        last_act: the number of the last act that was done of those that filter_panel.js sends.

    """

    asked: Asked = _EVERYTHING
    search: NameSearch | None = None
    downloads: bool = False
    selects: bool = False
    changes: bool = False
    topics: bool = False
    ticked: TickedQuotes = _NONE_TICKED
    ticked_speakers: Mapping[str, str | None] = field(default_factory=dict)
    link: FollowedLink | None = None
    ignored: tuple[str, ...] = ()
    opened: OpenedView | None = None
    view_form: ViewForm | None = None
    last_act: int = 0

    def note_act(self, number: int) -> "QuotesState":
        """Note that an act is done, so that it is not done again."""
        return replace(self, last_act=number)

    def arrive(self, asked: Asked, link: FollowedLink | None, ignored: Sequence[str] = ()) -> "QuotesState":
        """Show what an address asks for; ``link`` is what became of the quote that it names.

        ``ignored`` is what it asks for that makes no sense.
        """
        quote = link.row.quote_id if link and link.row else None
        asked = replace(asked, quote=quote)
        return replace(
            self,
            asked=asked,
            search=None,
            link=link,
            ignored=tuple(ignored),
            view_form=None,
            ticked=self.ticked.cleared(),
        )

    def ask(self, asked: Asked, ignored: Sequence[str] = ()) -> "QuotesState":
        """Show other quotes. Nothing that is not shown stays ticked.

        ``ignored`` is what the visitor asked for that makes no sense, like the date 2024-02-31.
        """
        return replace(
            self,
            asked=asked,
            search=None,
            link=None,
            ignored=tuple(ignored),
            view_form=None,
            ticked=self.ticked.cleared(),
        )

    def turn_to(self, page: int) -> "QuotesState":
        """Show another page of the list."""
        return replace(self, asked=replace(self.asked, page=page), link=None)

    def open_quote(self, link: FollowedLink | None) -> "QuotesState":
        """Open a quote in its article, as far as it is still there; None closes it."""
        quote = link.row.quote_id if link and link.row else None
        return replace(self, asked=replace(self.asked, quote=quote), link=link)

    def look_for(self, search: NameSearch | None) -> "QuotesState":
        """Offer the names that have these letters; None stops it."""
        return replace(self, search=search)

    def show_downloads(self, *, shown: bool) -> "QuotesState":
        """Show the download buttons, or hide them."""
        return replace(self, downloads=shown)

    def show_selection(self, *, shown: bool) -> "QuotesState":
        """Show the boxes to tick, or hide them."""
        if shown is self.selects:
            return self
        return replace(self, selects=shown, ticked=self.ticked.cleared())

    def show_changes(self, *, shown: bool) -> "QuotesState":
        """Show the buttons that amend and delete articles, or hide them."""
        return replace(self, changes=shown)

    def open_view(self, opened: OpenedView | None) -> "QuotesState":
        """Show the quotes as those of a saved view, or no longer."""
        asked = replace(self.asked, view=opened.view.id if opened else None)
        return replace(self, asked=asked, opened=opened, view_form=None)

    def show_view_form(self, form: ViewForm | None) -> "QuotesState":
        """Show a form about saved views; None hides it."""
        return replace(self, view_form=form)

    def show_topics(self, *, shown: bool) -> "QuotesState":
        """Show the topics of the quotes, or hide them."""
        return replace(self, topics=shown)

    def tick(self, ticked: TickedQuotes, speakers: Mapping[str, str | None]) -> "QuotesState":
        """Keep what is ticked, and the speakers as they are now."""
        return replace(self, ticked=ticked, ticked_speakers=speakers)


def has_state() -> bool:
    """Whether this visitor has been on the page before."""
    return _KEY in st.session_state


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
    """Take a step from the current state and store where it leads."""
    store_state(step(current_state(), *args, **kwargs))
