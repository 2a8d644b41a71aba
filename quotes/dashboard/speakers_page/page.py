"""The page of speakers: who is quoted most, by source and by outlet, one speaker, two side by side."""

from collections.abc import Collection
from dataclasses import replace
from functools import partial
from pathlib import Path

import pandas as pd
import streamlit as st
from markupsafe import Markup

from quotes.dashboard.shared import (
    Bar,
    PageContext,
    address_leads,
    address_parameters,
    counted,
    draw_bars,
    draw_decision_message,
    draw_switch,
    figure,
    keep_address,
    masthead,
    notice,
    number_with_noun,
    offer_samples,
    summary,
)
from quotes.dashboard.speakers_page import (
    filter_row,
    flow_picture,
    name_editing,
    side_by_side,
    speaker,
    tag_table,
)
from quotes.dashboard.speakers_page.address import (
    Order,
    SpeakersAsked,
    SpeakersView,
    read,
    write,
)
from quotes.dashboard.speakers_page.state import (
    current_asked,
    discard_changes,
    follow_changes,
    last_asked,
    note_change,
    show,
    store_asked,
)
from quotes.display import widget_label
from quotes.insight import speaker_spikes
from quotes.library import Filter, Library
from quotes.types import InputError
from quotes.writing import csv_bytes

ROWS_A_PAGE = 25
MOST_RANKED = 1000
MOST_FOUND = 200
_STYLE = Path(__file__).with_name("speakers.css")
_VIEWS = {
    SpeakersView.most: "Most quoted",
    SpeakersView.sources: "By source",
    SpeakersView.outlets: "By outlet",
    SpeakersView.tags: "By tag",
    SpeakersView.about: "Who about whom",
}
_ORDERS = {Order.quotes: "Quotes", Order.articles: "Articles"}


def draw(context: PageContext) -> None:
    """Draw the page."""
    st.html(_STYLE)
    if address_leads("speakers"):
        discard_changes()
        show(_by_known_names(context, read(address_parameters(), last_asked())))
    follow_changes()
    asked = current_asked()
    draw_decision_message(context.library)
    if asked.speaker and asked.other:
        side_by_side.draw(context, asked)
    elif asked.speaker:
        speaker.draw(context, asked)
    else:
        _start(context, asked)
    keep_address(write(current_asked()))


def _by_known_names(context: PageContext, asked: SpeakersAsked) -> SpeakersAsked:
    """The same view, with each speaker under the name that the whole library uses."""
    known = context.library.known_as(name for name in (asked.speaker, asked.other) if name)
    speaker = known.get(asked.speaker or "", asked.speaker)
    other = known.get(asked.other or "", asked.other)
    return replace(asked, speaker=speaker, other=None if other == speaker else other)


def _start(context: PageContext, asked: SpeakersAsked) -> None:
    """Draw the ranking, or the picture."""
    st.html(masthead("Speakers", "who is quoted, and which outlet reported it"))
    if not context.library.totals().quotes:
        offer_samples(context)
        return
    draw_switch("Show", _VIEWS, "speakers_view", partial(note_change, "speakers_view"))
    _choices(context.library, asked)
    try:
        if asked.view is SpeakersView.tags:
            tag_table.draw(context, asked)
        elif asked.is_picture:
            flow_picture.draw(context, asked)
            if asked.view is not SpeakersView.about:
                name_editing.draw_for_outlets(context)
        else:
            _ranking(context, asked)
    except InputError as error:  # in the words to search for
        st.html(notice(str(error), error=True))


def _choices(library: Library, asked: SpeakersAsked) -> None:
    """Draw what to rank, or to picture."""
    with st.container(key="speakers-choices", horizontal=True, vertical_alignment="bottom"):
        if asked.view is SpeakersView.most:
            st.text_input(
                "Find a speaker",
                autocomplete="off",
                key="speakers_find",
                type="search",
                placeholder="Any part of the name",
                on_change=note_change,
                args=("speakers_find",),
                width=168,
            )
            st.segmented_control(
                "Ranked by",
                list(_ORDERS),
                format_func=_ORDERS.__getitem__,
                key="speakers_order",
                required=True,
                on_change=note_change,
                args=("speakers_order",),
            )
        filter_row.draw_fold(asked.only)
        filter_row.draw_kinds_and_dates()
        filter_row.draw_clear(asked.only)
    filter_row.draw_words_and_names(library, asked.only)


def _ranking(context: PageContext, asked: SpeakersAsked) -> None:
    """Draw one page of the speakers, most quoted first."""
    known = context.library.totals(asked.only).speakers
    counted = _counted(context, asked, known)
    number = len(counted) if asked.find.strip() else min(known, MOST_RANKED)
    if not number:
        st.html(notice(_nobody(asked)))
        return
    pages = max(1, -(-number // ROWS_A_PAGE))
    page = min(asked.page, pages)
    store_asked(replace(asked, page=page))
    with st.container(key="speakers-figures", horizontal=True, vertical_alignment="center"):
        st.html(summary([_number_listed(asked, number, known)]))
        st.download_button(
            "CSV",
            data=partial(_file, context.library, asked),
            file_name="speakers.csv",
            mime="text/csv",
            icon=":material/download:",
            on_click="ignore",
            help="Download all speakers that match, with their numbers of quotes and articles",
        )
    first = (page - 1) * ROWS_A_PAGE
    way = name_editing.draw_ticking(context) or speaker.button
    unusual = speaker_spikes(context.library)
    draw_bars("most", _lines(counted, asked.order, first, unusual), way, first=first + 1)
    if pages > 1:
        key = f"speakers-pager-{page}-{pages}"
        st.pagination(pages, default=page, key=key, on_change=_turn, args=(key,))


def _counted(context: PageContext, asked: SpeakersAsked, known: int) -> pd.DataFrame:
    """The speakers up to the requested page; all matches if the visitor has typed part of a name."""
    letters = asked.find.strip()
    most = MOST_FOUND if letters else min(asked.page * ROWS_A_PAGE, known, MOST_RANKED)
    counted = context.library.counts(
        "speaker",
        asked.only,
        limit=most + 1,  # one line may be that of quotes without a speaker
        articles=True,
        containing=letters or None,
        order=asked.order.value,
    )
    return counted[counted["speaker"].notna()].head(most)


def _file(library: Library, asked: SpeakersAsked) -> bytes:
    """All speakers that match, as a CSV file."""
    found = library.counts(
        "speaker",
        asked.only,
        articles=True,
        containing=asked.find.strip() or None,
        order=asked.order.value,
    )
    return csv_bytes(found.dropna(subset="speaker"))


def _lines(counted: pd.DataFrame, order: Order, first: int, unusual: Collection[str] = ()) -> list[Bar]:
    """The lines of a page; ``first`` is the position of its first speaker, from 0.

    ``unusual`` are the speakers who are in far more articles than usual.
    """
    top = counted[order.value].max()
    shown = counted.iloc[first : first + ROWS_A_PAGE]
    return [
        Bar(
            name,
            f"{number_with_noun(quotes, 'quote')} in {number_with_noun(articles, 'article')}"
            f"{' · far more than usual' if name in unusual else ''}",
            ((quotes if order is Order.quotes else articles) / top,),
        )
        for name, quotes, articles in shown[["speaker", "quotes", "articles"]].itertuples(index=False)
    ]


def _nobody(asked: SpeakersAsked) -> str:
    if asked.find.strip():
        typed = widget_label(asked.find, 40)
        return f"No speaker’s name contains “{typed}”. Try fewer letters, or clear a filter."
    if asked.only != Filter():
        return "No speakers match these filters. Clear a filter to see more."
    return "No quote in the library has a speaker yet."


def _number_listed(asked: SpeakersAsked, number: int, known: int) -> Markup:
    """Draw how many speakers are listed, of how many."""
    if asked.find.strip():
        more = " There may be more. Type more letters to find fewer." if number >= MOST_FOUND else ""
        return counted(number, f"of {number_with_noun(known, 'speaker')} found.{more}")
    if known > number:
        listed = counted(number, f"of {known:,} speakers. Search by name to find others.")
        return Markup("Showing the first {}").format(listed)
    return figure(known, "speaker")


def _turn(pager: str) -> None:
    show(replace(current_asked(), page=st.session_state[pager]))
