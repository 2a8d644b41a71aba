"""The quotes page: filters at the side, figures and months above, the list, and the quote that is open."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import cache, partial

import streamlit as st
from markupsafe import Markup

from quotes.dashboard.quotes_page.acts import draw_above, draw_acts
from quotes.dashboard.quotes_page.arrivals import draw_arrivals, note_drawn
from quotes.dashboard.quotes_page.articles_with import draw_other_finds
from quotes.dashboard.quotes_page.downloads import draw_downloads
from quotes.dashboard.quotes_page.filter_panel import draw_panel, link_to
from quotes.dashboard.quotes_page.linked_quote import draw_link_news
from quotes.dashboard.quotes_page.name_choices import current_names
from quotes.dashboard.quotes_page.state import QuotesState, current_state, has_state, store_state, update
from quotes.dashboard.quotes_page.ticked_speaker import list_ticks
from quotes.dashboard.quotes_page.views import (
    draw_view_form,
    follow_view,
    new_quotes_of,
    news_in_words,
    spike_in_words,
)
from quotes.dashboard.shared import (
    Asked,
    ChosenArticles,
    GroupedSort,
    ListPlace,
    ListSteps,
    PageContext,
    address_leads,
    address_parameters,
    draw_change_buttons,
    draw_last_change,
    draw_quote_list,
    draw_topics,
    filter_chips,
    from_parameters,
    has_arrived,
    ignored_parameters,
    keep_address,
    masthead,
    months_strip,
    name_tab,
    notice,
    offer_samples,
    quotes_summary,
    to_parameters,
)
from quotes.display import templates_of
from quotes.library import FILTER_FIELDS, MOST_RANKED, Filter, Library, Sort, Totals
from quotes.serve import feed_path
from quotes.types import InputError

_ORDERS: dict[Sort | GroupedSort, str] = {
    Sort.newest: "Newest first",
    Sort.oldest: "Oldest first",
    Sort.added: "Last added first",
    Sort.relevance: "Best match first",
    Sort.unsure: "Least certain first",
    Sort.speaker: "By speaker",
    Sort.source: "By source",
    Sort.outlet: "By outlet",
    GroupedSort.carriers: "Group the same words: most carried",
    GroupedSort.newest: "Group the same words: newest",
}
_SINCE, _UNTIL = (FILTER_FIELDS[name].parameter for name in ("since", "until"))
_NOTHING = "No quotes match these filters. Remove a filter to see more."
_fill = templates_of("quotes.dashboard.quotes_page")


def draw(context: PageContext) -> None:
    """Draw the page."""
    st.html(masthead("Quotes", "who said what, and which outlet reported it"))
    if not context.library.totals().quotes:
        offer_samples(context)
        return
    if address_leads("quotes", remembers=has_state()):
        parameters = address_parameters()
        asked = from_parameters(parameters)
        link = context.library.follow_link(asked.quote) if asked.quote else None
        update(QuotesState.arrive, asked, link, ignored_parameters(parameters))
    draw_arrivals(context)
    _draw_view(context)


@st.fragment
def _draw_view(context: PageContext) -> None:
    """Draw all but the heading. What the visitor asks for next draws only this again."""
    with context.library.in_one_state() as library:
        _draw_state(replace(context, library=library))


def _draw_state(context: PageContext) -> None:
    """Draw all but the heading, from one state of the library."""
    note_drawn(context.library.totals().quotes)
    asked = _current(context)
    opened = current_state().opened
    name_tab(opened.view.name if opened else "Quotes")
    keep_address(to_parameters(asked))
    draw_filters = cache(partial(draw_panel, context.library, asked))
    if not has_arrived():
        draw_filters()  # after an act the browser draws all at once; on arrival the list comes first
    with st.container(key="quotes-view"):
        panel, results = st.container(key="filter-panel"), st.container(key="results")
    with results:
        _results(context, asked)
    with panel:
        draw_acts(context.library, draw_filters(), may_change=not context.read_only)


def _current(context: PageContext) -> Asked:
    """Bring what is asked for up to date: the view, the names of speakers, an order that makes sense."""
    library = context.library
    follow_view(library, keeps_looks=not context.read_only)
    state = current_state()
    only = replace(state.asked.only, speakers=current_names(library, state.asked.only.speakers))
    sort = state.asked.sort if state.asked.sort in _orders(only) else None
    asked = replace(state.asked, only=only, sort=sort)
    store_state(replace(state, asked=asked))
    return asked


def _results(context: PageContext, asked: Asked) -> None:
    """Draw figures, months and list."""
    library, only = context.library, asked.only
    rows = library.number_of_utterances(only) if isinstance(asked.sort, GroupedSort) else None
    above = partial(_above, library, asked, rows=rows, may_change=not context.read_only)
    draw_last_change(library, "quotes")
    try:
        found = library.totals(only)
    except InputError as error:
        draw_above(above(None))
        draw_view_form(context)
        st.html(notice(str(error), error=True))
        return
    draw_above(above(found))
    draw_view_form(context)
    draw_link_news(context)
    if not found.quotes and not _place().linked:
        st.html(notice(_NOTHING))
        if only.words.strip():
            st.html(draw_other_finds(library, only, partial(link_to, asked)))
        return
    if current_state().downloads:
        draw_downloads(library, only, asked.sort or _usual(only), found.quotes)
    if current_state().topics:
        with st.container(key="topics"):
            draw_topics(context, only, partial(_topic_link, asked))
    if current_state().changes and not (context.read_only or only.is_empty):
        with st.container(key="change-articles"):
            draw_change_buttons(context, ChosenArticles("shown", partial(library.doc_ids, only), only))
    _list(context, only, found.quotes if rows is None else rows)


def _above(
    library: Library, asked: Asked, found: Totals | None, *, rows: int | None, may_change: bool
) -> Markup:
    """Draw what is above the list: the active filters, the numbers, the order and the months.

    ``rows`` is the number of rows if quotes of the same words are one row.
    """
    chips = filter_chips(asked.only, partial(link_to, asked), _titles(library, asked.only))
    if found is None:
        return chips
    opened = current_state().opened
    return _fill(
        "above_list",
        drawn=link_to(asked, asked.only),
        chips=chips,
        summary=quotes_summary(found, library.totals(), rows),
        kept=[
            (name, text)
            for name, texts in to_parameters(replace(asked, sort=None, page=1, quote=None)).items()
            for text in texts
        ],
        orders=[
            ("" if order is _usual(asked.only) else order, _order_in_words(order, found.quotes))
            for order in _orders(asked.only)
        ],
        order="" if asked.sort in (None, _usual(asked.only)) else asked.sort,
        downloads=current_state().downloads,
        topics=current_state().topics,
        may_change=may_change,
        selects=current_state().selects,
        changes=None if asked.only.is_empty else current_state().changes,
        number=found.quotes,
        view=opened.view if opened else None,
        feed=feed_path(opened.view.name) if opened else "",
        news=news_in_words(library, opened) if opened else "",
        spike=spike_in_words(library, opened) if opened else "",
        view_form=current_state().view_form,
        months=months_strip(
            library.quotes_by_month(asked.only),
            _months_link(asked),
            found.undated,
            link_to(asked, replace(asked.only, since=None, until=None, undated=True)),
        ),
    )


def _months_link(asked: Asked) -> Callable[[str, str], str]:
    """What gives the link to the quotes of a month or a year; there can be more than a hundred."""
    any_month = link_to(asked, replace(asked.only, since=None, until=None, undated=False))
    beginning = any_month if any_month == "?" else f"{any_month}&"
    return lambda since, until: f"{beginning}{_SINCE}={since}&{_UNTIL}={until}"


def _topic_link(asked: Asked, topic: str) -> str:
    """The link to the quotes of one more topic."""
    return link_to(asked, replace(asked.only, topics=(topic,)))


def _titles(library: Library, only: Filter) -> Mapping[str, str]:
    """The titles of the articles in a filter, by their ids."""
    if not only.articles:
        return {}
    counted = library.counts("article", Filter(articles=only.articles))
    titles = zip(counted["article"], counted["title"], strict=True)
    return library.openings(only.articles) | {
        doc_id: title for doc_id, title in titles if isinstance(title, str)
    }


def _list(context: PageContext, only: Filter, number: int) -> None:
    """Draw the list, which has ``number`` rows."""
    steps = ListSteps(
        place=_place,
        choose=partial(_choose, context.library),
        turn=lambda page: update(QuotesState.turn_to, page),
        address=lambda place: to_parameters(
            replace(current_state().asked, page=place.page, quote=place.opened)
        ),
        ticks=list_ticks(context, only),
        new_quotes=new_quotes_of(context.library, current_state().opened),
    )
    sort = current_state().asked.sort or _usual(only)
    draw_quote_list(context, only, sort, number, steps)


def _choose(library: Library, quote_id: str | None) -> None:
    """Open a quote, even if the list has it no longer, or know why that cannot be; None closes it."""
    update(QuotesState.open_quote, library.follow_link(quote_id) if quote_id else None)


def _place() -> ListPlace:
    state = current_state()
    linked = state.link.row if state.link else None
    return ListPlace(state.asked.page, state.asked.quote, linked)


def _orders(only: Filter) -> list[Sort | GroupedSort]:
    """The orders that make sense for a filter."""
    return [order for order in _ORDERS if order is not Sort.relevance or only.words.strip()]


def _order_in_words(order: Sort | GroupedSort, number: int) -> str:
    """The name of an order for ``number`` quotes."""
    ranks_some = order is Sort.relevance and number > MOST_RANKED
    return f"{_ORDERS[order]}, of the last {MOST_RANKED:,} added" if ranks_some else _ORDERS[order]


def _usual(only: Filter) -> Sort:
    return Sort.relevance if only.words.strip() else Sort.newest
