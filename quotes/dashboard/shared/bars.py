"""Lists of names with bars, each line as a whole a way to somewhere."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

import streamlit as st
from markupsafe import Markup

from quotes.dashboard.shared.labels import plain_label
from quotes.display import templates_of

_LONGEST = 70
_fill = templates_of("quotes.dashboard.shared")


@dataclass(frozen=True, slots=True)
class Bar:
    """A line of the list.

    ``told`` says what the bar shows; ``parts`` are shares of the full width, from 0 to 1. A quiet line is for
    quotes without a name.
    """

    name: str
    told: str
    parts: tuple[float, ...]
    quiet: bool = False


Way = Callable[[Bar, str], None]
"""Draws the button or link of a line, with the label that it is given."""


def draw_bars(key: str, bars: Iterable[Bar], way: Way, *, first: int | None = None) -> None:
    """Draw the lines, numbered from ``first`` on; ``key`` is the list's own name on the page."""
    with st.container(key=f"bars-{key}", gap=None):
        for place, bar in enumerate(bars, start=first or 1):
            with st.container(key=f"bar-{key}-{place}", gap=None):
                st.html(bar_line(bar, place if first else None))
                way(bar, f"Show {plain_label(bar.name, _LONGEST)}")


def bar_line(bar: Bar, place: int | None = None) -> Markup:
    """Draw a line."""
    return _fill("bar", bar=bar, place=place, longest=_LONGEST)


def number_with_noun(number: int, noun: str) -> str:
    """Put a number before its noun.

    >>> number_with_noun(1, "quote"), number_with_noun(1200, "article")
    ('1 quote', '1,200 articles')
    """
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
