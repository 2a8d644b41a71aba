"""Topics of quotes, each with its numbers, its months and a link to its quotes."""

from calendar import month_name
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

import streamlit as st
from markupsafe import Markup

from quotes.dashboard.shared.bars import number_with_noun
from quotes.dashboard.shared.cards import notice
from quotes.dashboard.shared.context import PageContext
from quotes.display import templates_of
from quotes.library import Filter
from quotes.types import InputError

if TYPE_CHECKING:
    from quotes.insight import Topic

_MOST_MONTHS = 120
"""Above this, a bar is a year."""

_MOST_WAITING = 10_000
"""How many different quotes a visitor waits for; the command line finds the topics of more."""

_LEAST_HEIGHT = 6
_fill = templates_of("quotes.dashboard.shared")

TopicLink = Callable[[str], str]
"""Gives the link to the quotes of a topic."""


def draw_topics(context: PageContext, only: Filter, link: TopicLink, *, leads_inside: bool = True) -> None:
    """Draw the topics of the quotes that pass a filter; the first time, the button that finds them.

    With ``leads_inside``, the links are for filter_panel.js, which spares loading the page again.
    """
    if not topics_are_found(context):
        return
    from quotes.insight import topics  # noqa: PLC0415  (most views show none)

    try:
        found = topics(context.library, only)
    except InputError as error:
        st.html(notice(str(error), error=True))
        return
    st.html(topic_cards(found, link, leads_inside=leads_inside))


def topics_are_found(context: PageContext) -> bool:
    """Whether the library has topics. Finds those of a few new quotes; for more, says what to do."""
    library = context.library
    if not library.keeps_topics():
        _offer(context, library.totals().quotes)
        return False
    waiting = library.terms_waiting()
    if waiting and not context.read_only and waiting <= _MOST_WAITING:
        with st.spinner("Finding the topics of new quotes"):
            library.find_terms()
    elif waiting:
        st.html(_note(f"The topics of {number_with_noun(waiting, 'quote')} are still to be found."))
    return True


def topic_cards(found: "Sequence[Topic]", link: TopicLink, *, leads_inside: bool) -> Markup:
    """Draw topics as small multiples: all strips have the same months and the same height for a number."""
    if not found:
        return _note("Nothing sets these quotes apart from the others in the library.")
    step = 12 if _span(found, 1) > _MOST_MONTHS else 1
    strips = [_by_step(topic, step) for topic in found]
    places = [place for strip in strips for place in strip]
    first, length = min(places, default=0), max(places, default=0) - min(places, default=0) + 1
    most = max((number for strip in strips for number in strip.values()), default=1)
    unit = "year" if step == 12 else "month"
    begin, end = _called(first, unit), _called(first + length - 1, unit)
    return _fill(
        "topic_cards",
        leads_inside=leads_inside,
        caption=f"{begin} to {end}, up to {number_with_noun(most, 'quote')} a {unit}" if length > 1 else "",
        width=f"{100 / length:.3f}",
        topics=[
            {
                "term": topic.term,
                "link": link(topic.term),
                "told": numbers_in_words(topic.quotes, topic.articles),
                "bars": [
                    (f"{100 * (place - first) / length:.3f}", max(_LEAST_HEIGHT, round(100 * number / most)))
                    for place, number in sorted(strip.items())
                ]
                if length > 1
                else [],
                "peak": _peak(strip, unit),
            }
            for topic, strip in zip(found, strips, strict=True)
        ],
    )


def numbers_in_words(quotes: int, articles: int) -> str:
    """How often a topic comes up.

    >>> numbers_in_words(3, 1)
    '3 quotes in 1 article'
    """
    return f"{number_with_noun(quotes, 'quote')} in {number_with_noun(articles, 'article')}"


def _offer(context: PageContext, quotes: int) -> None:
    """Say that topics can be found, and draw the button that finds them if that is quick."""
    if context.read_only:
        st.html(_note("This library has no topics yet."))
    elif quotes > _MOST_WAITING:
        st.html(
            _note(
                "This library has no topics yet. The command “quotes topics” finds them; it may take minutes."
            )
        )
    else:
        st.html(_note("This library has no topics yet. Finding them takes some seconds."))
        if st.button("Find topics", key="find-topics"):
            with st.spinner("Finding topics"):
                context.library.keep_topics()
            st.rerun()


def _note(words: str) -> Markup:
    return Markup('<p class="none">{}</p>').format(words)


def _by_step(topic: "Topic", step: int) -> dict[int, int]:
    """The number of quotes by month, or by year, counted from the year 0."""
    numbers: dict[int, int] = {}
    for month, number in topic.months.items():
        place = (month // 100 * 12 + month % 100 - 1) // step
        numbers[place] = numbers.get(place, 0) + number
    return numbers


def _span(found: "Sequence[Topic]", step: int) -> int:
    places = [place for topic in found for place in _by_step(topic, step)]
    return max(places, default=0) - min(places, default=0) + 1


def _peak(strip: dict[int, int], unit: str) -> str:
    """When a topic comes up most, in words."""
    if not strip:
        return "without dates"
    place = max(strip, key=lambda each: strip[each])
    return f"most in {_called(place, unit)}: {strip[place]:,}"


def _called(place: int, unit: str) -> str:
    """Write a month, or a year.

    >>> _called(2024 * 12 + 2, "month"), _called(2024, "year")
    ('March 2024', '2024')
    """
    return str(place) if unit == "year" else f"{month_name[place % 12 + 1]} {place // 12}"
