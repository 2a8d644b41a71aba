"""The state of a visitor's review: what is shown, what was skipped, what was answered last.

A state never changes. Each step gives a new one, and `update` stores it in the session.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Concatenate, ParamSpec

import streamlit as st

from quotes.dashboard.shared import Asked, Parameters, from_parameters, last_value, to_parameters
from quotes.library import Filter
from quotes.review import Judgement, SeenQuote

_KEY = "review_state"
_EVERYTHING = Filter()
_SECONDS_TO_READ = 0.35
_TOO_SOON = "Another answer came before this quote could be read. It was not saved."

Given = ParamSpec("Given")


class ReviewView(StrEnum):
    """The parts of the page."""

    queue = "queue"
    sample = "sample"
    missed = "missed"
    history = "history"


class Panel(StrEnum):
    """What the visitor names for the quote: who said it, or where it was reported."""

    speaker = "speaker"
    source = "source"


@dataclass(frozen=True, slots=True)
class ReviewMessage:
    """What happened last: the ids of the corrections that were stored and their quote, or an error.

    ``unsaved`` is the answer to this quote that was not stored, because the quote had changed.
    """

    text: str
    corrections: tuple[int, ...] = ()
    quote_id: str | None = None
    is_error: bool = False
    unsaved: Judgement | None = None


@dataclass(frozen=True, slots=True)
class ReviewState:
    """One visitor's review.

    Attributes:
        view: the part of the page.
        only: the quotes to check; in the view of missed quotes, the article.
        quote: the id of the quote to show; None for the next one of the queue.
        drawn_quote: the id of the quote that was drawn last.
        seen: what was drawn of that quote.
        stays: the quote stays when its speaker is answered, because it was just marked as missed.
        panel: what the visitor names for the quote.
        message: what happened last.
        page: the page of the history, from 1.
        sample: the number of the random sample that is checked, if one is chosen.
        focus_requests: how often the visitor asked to type a name. Each puts the cursor into the box.
        panel_since: the monotonic time at which the panel was first drawn; None before that.
        ready_since: the monotonic time at which the quote was first drawn or last answered.
        skipped: the ids of the quotes to leave out during this visit.
        before: the ids of the quotes shown before, the latest last.

    """

    view: ReviewView = ReviewView.queue
    only: Filter = _EVERYTHING
    quote: str | None = None
    drawn_quote: str | None = None
    seen: SeenQuote | None = None
    stays: bool = False
    panel: Panel | None = None
    message: ReviewMessage | None = None
    page: int = 1
    sample: int | None = None
    focus_requests: int = 0
    panel_since: float | None = None
    ready_since: float = 0.0
    skipped: frozenset[str] = frozenset()
    before: tuple[str, ...] = ()

    @property
    def article(self) -> str | None:
        """The ``doc_id`` of the article in which to mark a missed quote, if one is chosen."""
        return next(iter(self.only.articles), None)

    @property
    def is_in_sample(self) -> bool:
        """Whether the quotes of a random sample are checked."""
        return self.view is ReviewView.sample and self.sample is not None

    def at_address(self, parameters: Parameters) -> "ReviewState":
        """The state that an address asks for. An article and nothing else asks for its missed quotes."""
        asked = from_parameters(parameters)
        return replace(
            self,
            view=_view_at(parameters),
            only=asked.only,
            quote=asked.quote,
            page=asked.page,
            sample=_number(last_value(parameters, "sample")),
            panel=None,
            message=None,
            stays=False,
        )

    def address(self) -> Mapping[str, Sequence[str]]:
        """The parameters of the address that leads back here."""
        if self.view is ReviewView.history:
            asked = Asked(Filter(articles=self.only.articles[:1]), page=self.page)
            return {"view": ["history"]} | to_parameters(asked)
        if self.view is ReviewView.missed:
            return {"view": ["missed"]} | to_parameters(Asked(Filter(articles=self.only.articles[:1])))
        if self.view is ReviewView.sample:
            chosen = {} if self.sample is None else {"sample": [str(self.sample)]}
            return {"view": ["sample"]} | chosen | to_parameters(Asked(quote=self.quote))
        return {"view": ["queue"]} | to_parameters(Asked(self.only, quote=self.quote))

    def drawing(self, quote_id: str, seen: SeenQuote, now: float) -> "ReviewState":
        """The state in which a quote is drawn."""
        return replace(
            self,
            quote=quote_id,
            drawn_quote=quote_id,
            seen=seen,
            panel_since=now if self.panel and self.panel_since is None else self.panel_since,
            ready_since=self.ready_since if quote_id == self.drawn_quote else now,
        )

    def is_too_soon(self, now: float) -> bool:
        """Whether an answer comes so soon that nobody can have read the quote.

        A key held down, or a second click, must not answer for the next quote.
        """
        return now - self.ready_since < _SECONDS_TO_READ

    def is_naming(self, now: float) -> bool:
        """Whether a letter key is part of a name: the panel to type the name into has just opened."""
        if self.panel is None:
            return False
        return self.panel_since is None or now - self.panel_since < _SECONDS_TO_READ

    def answering(self, now: float) -> "ReviewState":
        """The state in which an answer has just been given."""
        return replace(self, ready_since=now)

    def ignoring(self) -> "ReviewState":
        """Say that an answer came too soon. What was saved before it can still be undone."""
        said = self.message or ReviewMessage("")
        if said.text.endswith(_TOO_SOON):
            return self
        return replace(self, message=replace(said, text=f"{said.text} {_TOO_SOON}".strip()))

    def answered(self, message: ReviewMessage, *, is_done: bool) -> "ReviewState":
        """The state after an answer is stored; the next quote comes if this one is done."""
        shown = self._left() if is_done else self
        return replace(shown, panel=None, message=message)

    def skip(self) -> "ReviewState":
        """Leave the quote undecided for the rest of the visit."""
        skipped = self.skipped | {self.quote} if self.quote else self.skipped
        return replace(self._left(), skipped=skipped, message=None)

    def keep_as_it_is(self) -> "ReviewState":
        """Drop an answer that was not stored, and go on to the next quote."""
        return replace(self._left(), message=None)

    def go_back(self) -> "ReviewState":
        """Show the previous quote again."""
        if not self.before:
            return self
        return replace(self.show(self.before[-1]), before=self.before[:-1])

    def show(self, quote_id: str) -> "ReviewState":
        """Show a quote."""
        return replace(
            self,
            view=self.view if self.is_in_sample else ReviewView.queue,
            quote=quote_id,
            panel=None,
            message=None,
            stays=False,
            skipped=self.skipped - {quote_id},
        )

    def name_speaker_of(self, quote_id: str, message: ReviewMessage) -> "ReviewState":
        """Show a quote that was just marked as missed, and ask for its speaker."""
        shown = self.show(quote_id)
        return replace(shown, stays=True, panel=Panel.speaker, panel_since=0.0, message=message)

    def undone(self, message: ReviewMessage, quote_id: str | None, *, is_gone: bool) -> "ReviewState":
        """The state after an undo: the quote is shown again, unless it is gone with its correction."""
        if quote_id is None:
            return replace(self, message=message)
        if is_gone:
            return replace(self, quote=None, message=message)
        before = tuple(each for each in self.before if each != quote_id)
        return replace(self.show(quote_id), before=before, message=message)

    def with_panel(self, panel: Panel | None) -> "ReviewState":
        """Open a panel, or close the one that is open. To ask for the same once more changes nothing."""
        if panel is self.panel:
            return self
        return replace(self, panel=panel, panel_since=None, focus_requests=0)

    def other_panel(self, panel: Panel) -> Panel | None:
        """What the button of a panel leads to: the panel, or none if it is open."""
        return None if self.panel is panel else panel

    def type_name(self) -> "ReviewState":
        """Put the cursor into the box for a name."""
        return replace(self, focus_requests=self.focus_requests + 1)

    def with_message(self, message: ReviewMessage) -> "ReviewState":
        """Report what happened."""
        return replace(self, message=message)

    def go_to(self, view: ReviewView) -> "ReviewState":
        """Show another part of the page. A sample and the queue have quotes of their own."""
        return replace(self, view=view, message=None, page=1, quote=None, panel=None, stays=False, before=())

    def check_sample(self, sample: int | None) -> "ReviewState":
        """Check the quotes of a sample; None: choose one."""
        return replace(self.go_to(ReviewView.sample), sample=sample)

    def turn_to(self, page: int) -> "ReviewState":
        """Show another page of the history."""
        return replace(self, page=page)

    def check_all(self) -> "ReviewState":
        """Check all quotes, those that were skipped too."""
        return replace(self, only=_EVERYTHING, quote=None, skipped=frozenset())

    def check_skipped(self) -> "ReviewState":
        """Check again the quotes that were skipped."""
        return replace(self, skipped=frozenset())

    def mark_missed_in(self, doc_id: str) -> "ReviewState":
        """Mark missed quotes in an article."""
        return replace(self, view=ReviewView.missed, only=Filter(articles=(doc_id,)), message=None)

    def _left(self) -> "ReviewState":
        """The state after the quote, in which the next one of the queue comes."""
        before = (*self.before, self.quote) if self.quote else self.before
        return replace(self, quote=None, panel=None, stays=False, before=before)


def current_state() -> ReviewState:
    """The state of this visitor's session."""
    state: ReviewState = st.session_state.get(_KEY, ReviewState())
    return state


def store_state(state: ReviewState) -> None:
    """Store the state in this visitor's session."""
    st.session_state[_KEY] = state


def update(
    step: Callable[Concatenate[ReviewState, Given], ReviewState], *args: Given.args, **kwargs: Given.kwargs
) -> None:
    """Take a step from the current state and store where it leads. Buttons call this."""
    store_state(step(current_state(), *args, **kwargs))


def _view_at(parameters: Parameters) -> ReviewView:
    view = last_value(parameters, "view")
    if view in list(ReviewView):
        return ReviewView(view)
    if set(parameters) == {"article"}:
        return ReviewView.missed
    return ReviewView.queue


def _number(text: str | None) -> int | None:
    return int(text) if text and text.isascii() and text.isdecimal() and len(text) < 10 else None
