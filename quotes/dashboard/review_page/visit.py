"""What a visitor of the page of review is looking at, has skipped and has just said."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from time import monotonic

import streamlit as st

from quotes.dashboard.shared import Asked, Parameters, from_parameters, last_value, to_parameters
from quotes.library import Filter

_KEY = "reviewing"
_EVERYTHING = Filter()
_TOO_QUICK = 0.35


class ReviewView(StrEnum):
    """The parts of the page."""

    queue = "queue"
    missed = "missed"
    history = "history"


class Panel(StrEnum):
    """What is being named for the quote that is shown."""

    speaker = "speaker"
    source = "source"


@dataclass(frozen=True, slots=True)
class Told:
    """The line that says what has just been stored, with its corrections' numbers, or what went wrong."""

    message: str
    corrections: tuple[int, ...] = ()
    quote_id: str | None = None
    is_error: bool = False


@dataclass(slots=True)
class Visit:
    """One visitor's review.

    ``only`` narrows the queue; in the view of missed quotes it names the article. ``quote`` is the quote
    to show (its id; None: the next one), ``drawn`` the one that was drawn last, ``seen`` the latest
    correction of it at that time, ``stays`` whether it stays when its speaker has been told. ``before`` are
    the quotes shown before it, ``page`` is the history's (from 1), ``typing`` how often the box for a name
    was asked for, ``touched`` when a quote came or was answered last.
    """

    view: ReviewView = ReviewView.queue
    only: Filter = _EVERYTHING
    quote: str | None = None
    drawn: str | None = None
    seen: int | None = None
    stays: bool = False
    panel: Panel | None = None
    told: Told | None = None
    page: int = 1
    typing: int = 0
    touched: float = 0.0
    skipped: set[str] = field(default_factory=set)
    before: list[str] = field(default_factory=list)

    @property
    def article(self) -> str | None:
        """The article in which a missed quote is to be marked (its ``doc_id``), if one is chosen."""
        return next(iter(self.only.articles), None)

    def take(self, parameters: Parameters) -> None:
        """Show what an address asks for: with nothing but an article in it, its missed quotes."""
        asked = from_parameters(parameters)
        said = last_value(parameters, "view")
        self.only, self.quote, self.page = asked.only, asked.quote, asked.page
        self.panel, self.told, self.stays = None, None, False
        if said in list(ReviewView):
            self.view = ReviewView(said)
        else:
            alone = set(parameters) == {"article"}
            self.view = ReviewView.missed if alone else ReviewView.queue

    def parameters(self) -> Mapping[str, Sequence[str]]:
        """Return the address of what is shown."""
        if self.view is ReviewView.history:
            return {"view": ["history"]} | to_parameters(Asked(page=self.page))
        if self.view is ReviewView.missed:
            return {"view": ["missed"]} | to_parameters(Asked(Filter(articles=self.only.articles[:1])))
        return {"view": ["queue"]} | to_parameters(Asked(self.only, quote=self.quote))

    def is_too_quick(self) -> bool:
        """Tell whether an answer comes so soon that nobody can have read the quote.

        A key held down, or a second click, must not answer for the quote that comes next.
        """
        now, before = monotonic(), self.touched
        self.touched = now
        return now - before < _TOO_QUICK

    def draws(self, quote_id: str, seen: int | None) -> None:
        """Note which quote is drawn, and the latest correction of it."""
        if quote_id != self.drawn:
            self.touched = monotonic()
        self.quote = self.drawn = quote_id
        self.seen = seen

    def go_on(self) -> None:
        """Let the next quote of the queue come."""
        if self.quote:
            self.before.append(self.quote)
        self.quote, self.panel, self.stays = None, None, False

    def skip(self) -> None:
        """Leave the quote undecided for the rest of the visit."""
        if self.quote:
            self.skipped.add(self.quote)
        self.told = None
        self.go_on()

    def go_back(self) -> None:
        """Show the quote before again."""
        if self.before:
            self.show(self.before.pop())

    def show(self, quote_id: str) -> None:
        """Show a quote."""
        self.skipped.discard(quote_id)
        self.view, self.quote, self.panel, self.told, self.stays = (
            ReviewView.queue,
            quote_id,
            None,
            None,
            False,
        )

    def go_to(self, view: ReviewView) -> None:
        """Show another part of the page."""
        self.view, self.told, self.page = view, None, 1

    def widen(self) -> None:
        """Let the whole queue come, and what was skipped again."""
        self.only, self.quote = _EVERYTHING, None
        self.skipped.clear()

    def choose_article(self, doc_id: str) -> None:
        """Go to an article, to mark what was missed in it."""
        self.view, self.only, self.told = ReviewView.missed, replace(_EVERYTHING, articles=(doc_id,)), None


def visit() -> Visit:
    """Return the visitor's own."""
    kept: Visit = st.session_state.setdefault(_KEY, Visit())
    return kept
