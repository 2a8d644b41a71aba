"""One speaker: when, through which sources, in which outlets, with whom, under which names; all quotes."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from functools import partial
from urllib.parse import urlencode

import pandas as pd
import streamlit as st
from markupsafe import Markup

from quotes.dashboard.shared import (
    NONE,
    Asked,
    Bar,
    ListPlace,
    ListSteps,
    PageContext,
    draw_bars,
    draw_months,
    draw_quote_list,
    draw_tags,
    draw_topics,
    figure,
    masthead,
    name_tab,
    notice,
    number_with_noun,
    set_widget,
    summary,
    to_parameters,
)
from quotes.dashboard.speakers_page import name_editing
from quotes.dashboard.speakers_page.address import SpeakersAsked, write
from quotes.dashboard.speakers_page.state import current_asked, show, store_asked
from quotes.display import shortened, templates_of, widget_label
from quotes.insight import speaker_spikes
from quotes.library import Filter, Library, Sort, SpeakerKind, Tagged, Totals, similar_speakers
from quotes.types import InputError

MOST_LINES = 8
_MOST_WORDS = 16
_MOST_OFFERED = 40
_MOST_CARRIED = 5
_LONGEST_WORDS = 66
_fill = templates_of("quotes.dashboard.speakers_page")


def draw(context: PageContext, asked: SpeakersAsked) -> None:
    """Draw the speaker that is asked for."""
    library, speaker = context.library, asked.speaker or ""
    only = Filter(speakers=(speaker,))
    totals = library.totals(only)
    back()
    if not totals.quotes:
        unknown(library, speaker)
        return
    newest, oldest = (library.page(only, sort, limit=1)[0] for sort in (Sort.newest, Sort.oldest))
    name_tab(speaker)
    st.html(masthead(shortened(speaker, 80), shortened(newest.speaker_role or newest.speaker_kind or "", 60)))
    with st.container(horizontal=True, vertical_alignment="center", key="speaker-figures"):
        st.html(speaker_summary(totals, oldest.published, newest.published))
        st.page_link(
            context.pages["quotes"],
            label="Filter and download",
            icon=":material/filter_list:",
            query_params={"speaker": speaker},
        )
        compare(library, speaker, None)
    if newest.speaker_kind == SpeakerKind.unnamed:
        st.html(notice("Not a name: may be different people in different articles."))
    if unusual := speaker_spikes(library).get(speaker):
        st.html(notice(f"Far more than usual: {unusual.in_words()}."))
    draw_tags(context, Tagged.speaker, speaker)
    draw_months(library.quotes_by_month(only))
    heading("Topics", "terms that set these quotes apart from the others in the library")
    draw_topics(context, only, partial(topic_link, only), leads_inside=False)
    left, right = st.columns(2, gap="large")
    with left:
        _sources(context, only, totals.quotes)
    with right:
        _outlets(context, only)
    _farthest(context, only)
    left, right = st.columns(2, gap="large")
    with left:
        _companions(library, speaker)
    with right:
        _names(context, speaker)
    _quotes(context, asked, only, totals.quotes)


def button(bar: Bar, said: str) -> None:
    """Draw the button that leads to the speaker of a line."""
    st.button(said, key=f"speaker-{bar.name}", on_click=_show_speaker, args=(bar.name,))


def _show_speaker(name: str) -> None:
    """Show a speaker; the filters are kept for the way back."""
    show(replace(current_asked(), speaker=name, other=None, page=1, quote=None))


def back() -> None:
    """Draw the way to all speakers."""
    st.button("All speakers", icon=":material/arrow_back:", type="tertiary", on_click=_show_all)


def _show_all() -> None:
    """Show all speakers, with the filters that the visitor had there."""
    show(replace(current_asked(), speaker=None, other=None, page=1, quote=None))


def unknown(library: Library, speaker: str) -> None:
    """Say that the library has no such speaker, and offer those with names like it."""
    st.html(masthead("Speakers"))
    st.html(notice(f"The library has no quotes by “{widget_label(speaker, 80)}”."))
    if near := similar_speakers(library, speaker):
        heading("Did you mean:")
        draw_bars("near", [Bar(name, "", ()) for name in near], button)


def speaker_summary(totals: Totals, first: str | None, last: str | None) -> Markup:
    """Draw a speaker's figures; the dates are ISO dates, None if no quote has a date."""
    figures = [
        figure(totals.quotes, "quote"),
        figure(totals.articles, "article"),
        figure(totals.sources, "source"),
    ]
    dates = dict.fromkeys(_day(each) for each in (first, last) if each)
    return summary([*figures, " to ".join(dates)] if dates else figures)


def _day(iso: str) -> str:
    """Write a date in words.

    >>> _day("2024-03-05")
    '5 March 2024'
    """
    day = date.fromisoformat(iso)
    return f"{day.day} {day:%B %Y}"


def heading(title: str, note: str = "") -> None:
    """Draw the heading of a part of the page."""
    st.html(_fill("part_heading", title=title, note=note))


def source_lines(library: Library, only: Filter, quotes: int, *, most: int = MOST_LINES) -> list[Bar]:
    """Count the quotes of the most frequent sources: those that name the source, and those that infer it."""
    counted = library.counts("source", only, limit=most + 1)
    names = list(counted["source"].dropna()[:most])
    of_these = replace(only, sources=tuple(names))
    stated = _numbers(library.counts("source", replace(of_these, bases=("stated",)))) if names else {}
    numbers = _numbers(counted)
    top = max((numbers[name] for name in names), default=1)
    lines = [
        Bar(
            name,
            _basis(numbers[name], stated.get(name, 0)),
            (stated.get(name, 0) / top, (numbers[name] - stated.get(name, 0)) / top),
        )
        for name in names
    ]
    without = library.totals(replace(only, sources=(None,))).quotes
    if without:
        lines.append(Bar("No source named", f"{without:,} of {quotes:,} quotes", (), quiet=True))
    return lines


def _basis(number: int, stated: int) -> str:
    """Count the quotes with a source, and how many of them infer it.

    >>> _basis(5, 3), _basis(1, 1)
    ('5 quotes, 2 inferred', '1 quote')
    """
    inferred = f", {number - stated:,} inferred" if number > stated else ""
    return number_with_noun(number, "quote") + inferred


def _numbers(counted: pd.DataFrame) -> dict[str, int]:
    """The number of quotes for each name."""
    named = counted[counted.iloc[:, 0].notna()]
    return dict(zip(named.iloc[:, 0], map(int, named["quotes"]), strict=True))


def _sources(context: PageContext, only: Filter, quotes: int) -> None:
    lines = source_lines(context.library, only, quotes)
    heading("Sources", "solid: source named for this quote; striped: inferred")
    draw_bars("sources", lines, partial(to_quotes, context, only, "source"))


def outlet_lines(library: Library, only: Filter, *, most: int = MOST_LINES) -> list[Bar]:
    """Count the quotes and articles of the most frequent outlets."""
    counted = library.counts("outlet", only, limit=most, articles=True)
    top = counted["quotes"].max()
    return [
        Bar(
            name if isinstance(name, str) else "No outlet known",
            f"{number_with_noun(quotes, 'quote')} in {number_with_noun(articles, 'article')}",
            (quotes / top,),
            quiet=not isinstance(name, str),
        )
        for name, quotes, articles in counted[["outlet", "quotes", "articles"]].itertuples(index=False)
    ]


def _outlets(context: PageContext, only: Filter) -> None:
    heading("Outlets")
    draw_bars("outlets", outlet_lines(context.library, only), partial(to_quotes, context, only, "outlet"))


def to_quotes(context: PageContext, only: Filter, by: str, bar: Bar, said: str) -> None:
    """Draw the link to a line's quotes among those that pass the filter; ``by`` is a field of addresses."""
    asked = {**to_parameters(Asked(only)), by: [NONE if bar.quiet else bar.name]}
    st.page_link(context.pages["quotes"], label=said, query_params=asked, width="stretch")


def topic_link(only: Filter, topic: str) -> str:
    """The address of the quotes of a topic among those that pass the filter."""
    return f"./?{urlencode(to_parameters(Asked(replace(only, topics=(topic,)))), doseq=True)}"


def _farthest(context: PageContext, only: Filter) -> None:
    """Draw the words that most outlets carried; nothing if each was carried by one."""
    found = context.library.utterances(replace(only, carried_at_least=2), limit=_MOST_CARRIED)
    if not found:
        return
    heading("Carried by most outlets")
    lines = {
        each.id: Bar(
            f"“{shortened(each.fullest.quote, _LONGEST_WORDS)}”",
            f"{each.carriers_in_words}, {number_with_noun(each.wordings, 'wording')}",
            (each.carriers / found[0].carriers,),
        )
        for each in found
    }
    ids = iter(lines)
    draw_bars("farthest", lines.values(), lambda _bar, said: _to_quote(context, next(ids), said))


def _to_quote(context: PageContext, quote_id: str, said: str) -> None:
    """Draw the link that opens a quote on the page of quotes."""
    st.page_link(context.pages["quotes"], label=said, query_params={"quote": quote_id}, width="stretch")


def _companions(library: Library, speaker: str) -> None:
    """Draw who is quoted in the same articles."""
    counted = library.companions(speaker, limit=MOST_LINES)
    heading("Quoted in the same articles")
    if counted.empty:
        st.html('<p class="none">Nobody else is quoted in these articles.</p>')
        return
    top = counted["articles"].max()
    lines = [
        Bar(name, f"in {number_with_noun(articles, 'article')}", (articles / top,))
        for name, articles in zip(counted["speaker"], counted["articles"], strict=True)
    ]
    draw_bars("companions", lines, button)


def _names(context: PageContext, speaker: str) -> None:
    """Draw the forms of the name, and the words by which articles mention the speaker."""
    library = context.library
    heading("Also known as")
    forms, mentions = library.forms(speaker), library.mentions(speaker, limit=_MOST_WORDS)
    st.html(chips(zip(forms["name"].head(_MOST_WORDS), forms["quotes"], strict=False)))
    name_editing.draw_for_speaker(context, speaker, forms["name"].tolist())
    if len(mentions):
        heading("How articles refer to them")
        st.html(chips(zip(mentions["mention"], mentions["quotes"], strict=True)))


def chips(counted: Iterable[tuple[str, int]]) -> Markup:
    """Draw words with their numbers of quotes."""
    return _fill("chips", chips=counted)


def _quotes(context: PageContext, asked: SpeakersAsked, only: Filter, number: int) -> None:
    """Draw all quotes, newest first."""
    heading("All quotes, newest first")
    steps = ListSteps(
        place=partial(_place, context.library),
        choose=lambda quote_id: store_asked(replace(current_asked(), quote=quote_id)),
        turn=lambda page: store_asked(replace(current_asked(), page=page, quote=None)),
        address=lambda place: write(replace(current_asked(), page=place.page, quote=place.opened)),
    )
    draw_quote_list(context, only, Sort.newest, number, steps)


def _place(library: Library) -> ListPlace:
    asked = current_asked()
    linked = library.follow_link(asked.quote).row if asked.quote else None
    return ListPlace(asked.page, asked.quote, linked)


def compare(library: Library, speaker: str, other: str | None) -> None:
    """Let the visitor choose a second speaker: people quoted in the same articles first, or a typed name."""
    like = current_asked().other_like
    offered = _offered(library, speaker, like)
    if other and other not in offered:
        offered.insert(0, other)
    set_widget("speakers_other", other)
    st.selectbox(
        "Compare with",
        offered,
        index=None,
        key="speakers_other",
        format_func=lambda name: widget_label(name, 50),
        placeholder=_placeholder(like),
        label_visibility="collapsed",
        accept_new_options=True,
        on_change=_choose_other,
        args=(library, frozenset(offered)),
        width=280,
    )


def _placeholder(like: str | None) -> str:
    if like:
        return f"Names with “{widget_label(like, 20)}”"
    return "Compare with: choose or type a name"


def _offered(library: Library, speaker: str, like: str | None) -> list[str]:
    """The names to offer: matches for what is typed, otherwise companions and the most quoted speakers."""
    most = library.counts("speaker", limit=_MOST_OFFERED, containing=like)["speaker"].dropna()
    together: Iterable[str] = [] if like else library.companions(speaker, limit=_MOST_OFFERED)["speaker"]
    return [name for name in dict.fromkeys([*together, *most]) if name != speaker]


def _choose_other(library: Library, offered: frozenset[str]) -> None:
    """Compare with the choice. Typed letters choose the only name with them, or narrow the offer."""
    asked = replace(current_asked(), other_like=None)
    store_asked(asked)
    chosen = st.session_state["speakers_other"]
    if chosen and chosen not in offered:
        try:
            found = library.counts("speaker", limit=2, containing=chosen)["speaker"].dropna()
        except InputError:
            return
        if len(found) != 1:
            store_asked(replace(asked, other_like=chosen))
            return
        chosen = found.iloc[0]
    show(replace(asked, other=None if chosen == asked.speaker else chosen, page=1, quote=None))
