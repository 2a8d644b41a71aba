"""The page of speakers: who is quoted most, who reaches us through whom, one speaker, two side by side."""

from dataclasses import replace
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
    draw_switch,
    figure,
    keep_address,
    masthead,
    notice,
    number_with_noun,
    offer_samples,
    summary,
)
from quotes.dashboard.speakers_page import flow_picture, side_by_side, speaker
from quotes.dashboard.speakers_page.address import (
    Order,
    SpeakersAsked,
    SpeakersView,
    read,
    write,
)
from quotes.dashboard.speakers_page.state import current_asked, follow_widgets, show, store_asked
from quotes.display import widget_label
from quotes.library import Filter, SpeakerKind

ROWS_A_PAGE = 25
MOST_RANKED = 1000
MOST_FOUND = 200
_STYLE = Path(__file__).with_name("speakers.css")
_VIEWS = {SpeakersView.most: "Most quoted", SpeakersView.sources: "Speakers and sources"}
_ORDERS = {Order.quotes: "Quotes", Order.articles: "Articles"}
_KINDS = {
    SpeakerKind.person: "Person",
    SpeakerKind.organisation: "Organisation",
    SpeakerKind.unnamed: "Unnamed",
}


def draw(context: PageContext) -> None:
    """Draw the page."""
    st.html(_STYLE)
    if address_leads("speakers"):
        show(_by_known_names(context, read(address_parameters())))
    asked = current_asked()
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
    draw_switch("Show", _VIEWS, "speakers_view", follow_widgets)
    _choices(asked)
    if asked.view is SpeakersView.sources:
        flow_picture.draw(context, asked)
    else:
        _ranking(context, asked)


def _choices(asked: SpeakersAsked) -> None:
    """Draw what to rank, or to picture."""
    with st.container(key="speakers-choices", horizontal=True, vertical_alignment="bottom"):
        if asked.view is SpeakersView.most:
            st.text_input(
                "Find a speaker",
                key="speakers_find",
                type="search",
                placeholder="Any part of the name",
                on_change=follow_widgets,
                width=168,
            )
            st.segmented_control(
                "Ranked by",
                list(_ORDERS),
                format_func=_ORDERS.__getitem__,
                key="speakers_order",
                required=True,
                on_change=follow_widgets,
            )
        st.segmented_control(
            "Kind of speaker",
            list(_KINDS),
            selection_mode="multi",
            format_func=_KINDS.__getitem__,
            key="speakers_kinds",
            on_change=follow_widgets,
        )
        for heading, key in (("From", "speakers_since"), ("To", "speakers_until")):
            st.date_input(
                heading, key=key, value=None, format="YYYY-MM-DD", on_change=follow_widgets, width=130
            )


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
    st.html(summary([_number_listed(asked, number, known)]))
    first = (page - 1) * ROWS_A_PAGE
    draw_bars("most", _lines(counted, asked.order, first), speaker.button, first=first + 1)
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


def _lines(counted: pd.DataFrame, order: Order, first: int) -> list[Bar]:
    """The lines of a page; ``first`` is the position of its first speaker, from 0."""
    top = counted[order.value].max()
    shown = counted.iloc[first : first + ROWS_A_PAGE]
    return [
        Bar(
            name,
            f"{number_with_noun(quotes, 'quote')} in {number_with_noun(articles, 'article')}",
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
