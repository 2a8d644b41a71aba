"""The state of the article page in a visitor's session: what is shown, and what was done in the browser."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import streamlit as st

from quotes.dashboard.article_page.address import ArticleAsked, read, write
from quotes.dashboard.shared import Parameters
from quotes.display import Voice

_KEY = "article_state"
_NOTHING = ArticleAsked()


@dataclass(frozen=True, slots=True)
class ArticleState:
    """One visitor's article page.

    Attributes:
        asked: what the visitor asks to see.
        action: what the visitor did in the browser, as article.js reports it, and is not yet in ``asked``.
        last_action: the number of the last action that is in ``asked``.
        chose: the visitor has just chosen on this page, so the address does not say what to show.

    """

    asked: ArticleAsked = _NOTHING
    action: Mapping[str, Any] | None = None
    last_action: int = 0
    chose: bool = False

    def at_address(self, parameters: Parameters) -> "ArticleState":
        """The state that an address asks for."""
        return replace(self, asked=read(parameters), action=None)

    def lost_its_address(self, parameters: Parameters) -> bool:
        """Whether a link to the page itself has emptied the address of what is shown."""
        return not self.chose and not parameters and bool(write(self.asked))

    def showing(self, asked: ArticleAsked) -> "ArticleState":
        """The state after the visitor has chosen what to show."""
        return replace(self, asked=asked, chose=True)

    def with_action_applied(self, voices: Sequence[Voice]) -> "ArticleState":
        """The state after what the visitor did in the browser; ``voices`` are those of the article."""
        if self.action is None:
            return self
        off = self.action.get("off") or ()
        asked = replace(self.asked, quote=self.action.get("quote")).turned(
            on=[voice.name for number, voice in enumerate(voices) if number not in off],
            off=[voice.name for number, voice in enumerate(voices) if number in off],
        )
        return replace(self, asked=asked, action=None, last_action=self.action.get("number", 0))


def current_state() -> ArticleState:
    """The state of this visitor's session."""
    state: ArticleState = st.session_state.get(_KEY, ArticleState())
    return state


def store_state(state: ArticleState) -> None:
    """Store the state in this visitor's session."""
    st.session_state[_KEY] = state


def show(asked: ArticleAsked) -> None:
    """Show something else. Buttons call this."""
    store_state(current_state().showing(asked))
