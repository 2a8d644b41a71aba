"""Lists of names with bars, each line as a whole a way to somewhere."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

import streamlit as st

from quotes.dashboard.shared.labels import plain_label
from quotes.display import escape_html, shortened

_LONGEST = 70


@dataclass(frozen=True, slots=True)
class Bar:
    """A line of the list.

    ``told`` is ours and says what the bar shows; ``parts`` are shares of the full width, from 0 to 1. A quiet
    line stands for what has no name.
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


def bar_line(bar: Bar, place: int | None = None) -> str:
    """Return the HTML of a line."""
    number = f'<span class="place">{place}</span>' if place else ""
    name = f"<bdi>{escape_html(shortened(bar.name, _LONGEST))}</bdi>"
    parts = "".join(f'<span style="width:{100 * part:.1f}%"></span>' for part in bar.parts)
    return (
        f'<div class="bar{" quiet" if bar.quiet else ""}"><p>{number}'
        f'<span class="name">{name}</span><span class="told">{escape_html(bar.told)}</span></p>'
        f'<div class="track" aria-hidden="true">{parts}</div></div>'
    )


def number_with_noun(number: int, noun: str) -> str:
    """Return a number with its noun.

    >>> number_with_noun(1, "quote"), number_with_noun(1200, "article")
    ('1 quote', '1,200 articles')
    """
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
