"""The quotes page: filters at the side, figures and months above, the list, and the quote that is open."""

from functools import partial

import streamlit as st

from quotes.dashboard.quotes_page import filter_panel
from quotes.dashboard.quotes_page.state import QuotesState, current_state, first_page, update
from quotes.dashboard.shared import (
    Asked,
    ChosenArticles,
    ListPlace,
    ListSteps,
    PageContext,
    Parameters,
    address_leads,
    address_parameters,
    draw_change_menu,
    draw_last_change,
    draw_months,
    draw_quote_list,
    from_parameters,
    keep_address,
    masthead,
    notice,
    offer_samples,
    quotes_summary,
    to_parameters,
)
from quotes.library import Filter, Library, Sort, Totals
from quotes.types import InputError
from quotes.writing import FILE_FORMATS, Format, to_bytes

_ORDERS = {
    Sort.newest: "Newest first",
    Sort.oldest: "Oldest first",
    Sort.relevance: "Best match first",
    Sort.unsure: "Least certain first",
    Sort.speaker: "By speaker",
    Sort.source: "By source",
    Sort.outlet: "By outlet",
}


def draw(context: PageContext) -> None:
    """Draw the page."""
    st.html(masthead("Quotes", "who said what, and which outlet reported it"))
    everything = context.library.totals()
    if not everything.quotes:
        offer_samples(context)
        return
    if address_leads("quotes", filter_panel.KEYS):
        _show(from_parameters(address_parameters()))
    filter_panel.update_speaker_names(context.library)
    only = filter_panel.filter_from_widgets()
    _results(context, only, everything)  # before the filters, which a browser takes longest for
    filter_panel.draw(context.library, only)


def _results(context: PageContext, only: Filter, everything: Totals) -> None:
    """Draw figures, months and list, and keep the address.

    The list is drawn first, into its place below the others: it is what the visitor waits for.
    """
    try:
        found = context.library.totals(only)
    except InputError as error:
        st.html(notice(str(error), error=True))
        return
    _forget_order_not_offered(only)
    above = st.container(key="above-list")
    if found.quotes:
        _list(context, only, found.quotes)
    else:
        st.html(notice("No quotes match these filters. Clear a filter to see more."))
        keep_address(_address(only, _place()))
    with above:
        draw_last_change(context.library, "quotes")
        _figures(context, only, found, everything)
        draw_months(context.library.months(only))


def _list(context: PageContext, only: Filter, number: int) -> None:
    """Draw the list of the ``number`` quotes that are found."""
    steps = ListSteps(
        place=_place,
        choose=lambda quote_id: update(QuotesState.open_quote, quote_id),
        turn=lambda page: update(QuotesState.turn_to, page),
        address=partial(_address, only),
    )
    draw_quote_list(context, only, _order(only), number, steps)


def _place() -> ListPlace:
    state = current_state()
    return ListPlace(state.page, state.opened)


def _address(only: Filter, place: ListPlace) -> Parameters:
    return to_parameters(Asked(only, st.session_state.get("sort"), place.page, place.opened))


def _show(asked: Asked) -> None:
    """Show what an address asks for: store it, and set the widgets to it."""
    filter_panel.fill_widgets(asked.only)
    st.session_state["sort"] = asked.sort
    update(QuotesState.at_address, asked.page, asked.quote)


def _figures(context: PageContext, only: Filter, found: Totals, everything: Totals) -> None:
    """Draw the numbers of what was found, the choice of an order, and the downloads."""
    with st.container(horizontal=True, vertical_alignment="center", key="figures"):
        st.html(quotes_summary(found, everything))
        st.selectbox(
            "Order",
            _orders(only),
            key="sort",
            format_func=lambda order: _ORDERS[order],
            placeholder=_ORDERS[_usual(only)],
            label_visibility="collapsed",
            on_change=first_page,
            width=190,
        )
        _downloads(context.library, only, found.quotes)
        if found.quotes and not only.is_empty:
            chosen = ChosenArticles("shown", partial(context.library.doc_ids, only), only)
            draw_change_menu(context, chosen, "Articles")


def _orders(only: Filter) -> list[Sort]:
    """The orders that make sense for a filter."""
    return [order for order in _ORDERS if order is not Sort.relevance or only.words.strip()]


def _forget_order_not_offered(only: Filter) -> None:
    """Go back to the usual order where the chosen one makes no sense any more."""
    if st.session_state.get("sort") not in _orders(only):
        st.session_state["sort"] = None


def _usual(only: Filter) -> Sort:
    return Sort.relevance if only.words.strip() else Sort.newest


def _order(only: Filter) -> Sort:
    chosen: Sort | None = st.session_state.get("sort")
    return chosen or _usual(only)


def _downloads(library: Library, only: Filter, number: int) -> None:
    """Draw the download buttons. A file is made when the visitor asks for it."""
    with st.popover("Download", icon=":material/download:", disabled=not number):
        for file_format in FILE_FORMATS:
            st.download_button(
                file_format.label,
                data=partial(_file, library, only, file_format),
                file_name=f"quotes{file_format.suffix}",
                mime=file_format.media_type,
                on_click="ignore",
                key=f"download-{file_format.value}",
                help=f"Download these {number:,} quotes as {file_format.label}",
                width="stretch",
            )


def _file(library: Library, only: Filter, file_format: Format) -> bytes:
    return to_bytes(library.frame(only, _order(only)), file_format)
