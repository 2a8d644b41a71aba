"""Two speakers side by side, on all that they said or on a word or topic."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial

import streamlit as st

from quotes.dashboard.shared import (
    PageContext,
    draw_bars,
    draw_two_speakers,
    masthead,
    notice,
    plain_label,
    quote_card,
    topics_are_found,
)
from quotes.dashboard.speakers_page import filter_row, speaker
from quotes.dashboard.speakers_page.address import SpeakersAsked
from quotes.dashboard.speakers_page.state import current_asked, show, store_asked
from quotes.display import shortened, templates_of
from quotes.insight import SharedTopic, compare_topics
from quotes.library import Filter, Sort, Totals
from quotes.types import InputError

ROWS_A_PAGE = 8
MOST_SOURCES = 5
MOST_TOPICS = 10
SIDES = ("first", "second")
_fill = templates_of("quotes.dashboard.speakers_page")


def draw(context: PageContext, asked: SpeakersAsked) -> None:
    """Draw the two speakers that are asked for."""
    library = context.library
    names = (asked.speaker or "", asked.other or "")
    for name in names:
        if not library.totals(Filter(speakers=(name,))).quotes:
            speaker.back()
            speaker.unknown(library, name)
            return
    _ways(names[0])
    st.html(masthead("Side by side", " and ".join(shortened(name, 60) for name in names)))
    with st.container(key="speakers-choices", horizontal=True, vertical_alignment="bottom"):
        speaker.compare(library, names[0], names[1])
        only = replace(asked.only, speaker_kinds=())
        filter_row.draw_fold(only)
        filter_row.draw_kinds_and_dates(kinds=False)
        filter_row.draw_clear(only)
    filter_row.draw_words_and_names(library, replace(asked.only, speakers=names, speaker_kinds=()))
    both = tuple(replace(asked.only, speakers=(name,), speaker_kinds=()) for name in names)
    try:
        totals = tuple(library.totals(only) for only in both)
    except InputError as error:
        st.html(notice(str(error), error=True))
        return
    draw_two_speakers({name: library.months(only) for name, only in zip(names, both, strict=True)})
    _topics(context, names, both)
    pages = max(1, *(-(-found.quotes // ROWS_A_PAGE) for found in totals))
    page = min(asked.page, pages)
    store_asked(replace(asked, page=page))
    for side, column in zip(range(2), st.columns(2, gap="large"), strict=True):
        with column:
            _side(context, SIDES[side], both[side], totals[side], page)
    if pages > 1:
        key = f"speakers-pager-{page}-{pages}"
        st.pagination(pages, default=page, key=key, on_change=_turn, args=(key,))


def _ways(first: str) -> None:
    """Draw the ways back."""
    with st.container(horizontal=True, key="speaker-ways"):
        speaker.back()
        st.button(
            f"Only {plain_label(first, 40)}",
            type="tertiary",
            on_click=show,
            args=(replace(current_asked(), speaker=first, other=None, page=1),),
        )


def _topics(context: PageContext, names: tuple[str, str], both: Sequence[Filter]) -> None:
    """Draw the topics that the two share, and each one's own."""
    speaker.heading("Topics")
    if not topics_are_found(context):
        return
    compared = compare_topics(context.library, *both, limit=MOST_TOPICS)
    shared = [
        (each.term, [(speaker.topic_link(only, each.term), number) for only, number in _each(both, each)])
        for each in compared.shared
    ]
    own = [
        [(each.term, speaker.topic_link(only, each.term), each.quotes) for each in found]
        for only, found in zip(both, (compared.first, compared.second), strict=True)
    ]
    st.html(_fill("two_topics", names=names, sides=SIDES, shared=shared, own=own))


def _each(both: Sequence[Filter], topic: SharedTopic) -> Iterator[tuple[Filter, int]]:
    return zip(both, (topic.first, topic.second), strict=True)


def _turn(pager: str) -> None:
    show(replace(current_asked(), page=st.session_state[pager]))


def _side(context: PageContext, side: str, only: Filter, totals: Totals, page: int) -> None:
    """Draw one of the two: figures, sources, and a page of the quotes, newest first."""
    name = str(only.speakers[0])
    st.html(_fill("side_heading", side=side, name=name))
    if not totals.quotes:
        st.html(notice("No quotes match these filters. Clear a filter to see more."))
        return
    st.html(speaker.speaker_summary(totals, None, None))
    st.html('<h3 class="part">Sources</h3>')
    lines = speaker.source_lines(context.library, only, totals.quotes, most=MOST_SOURCES)
    draw_bars(f"{side}-sources", lines, partial(speaker.to_quotes, context, only, "source"))
    st.html('<h3 class="part">Outlets</h3>')
    lines = speaker.outlet_lines(context.library, only, most=MOST_SOURCES)
    draw_bars(f"{side}-outlets", lines, partial(speaker.to_quotes, context, only, "outlet"))
    st.html('<h3 class="part">Quotes, newest first</h3>')
    first = (page - 1) * ROWS_A_PAGE
    rows = context.library.page(only, Sort.newest, limit=ROWS_A_PAGE, offset=first)
    if not rows:
        st.html('<p class="none">No more quotes on this page.</p>')
    with st.container(key=f"list-{side}", gap=None):
        for place, row in enumerate(rows, start=1):
            with (
                st.container(key=f"row-{side}-{place}", gap=None),
                st.container(key=f"head-{side}-{place}", gap=None),
            ):
                st.html(quote_card(row, name))
                asked = {"article": row.doc_id, "quote": row.quote_id}
                said = f"Read the {side} speaker’s quote {first + place} in its article"
                st.page_link(context.pages["article"], label=said, query_params=asked, width="stretch")
