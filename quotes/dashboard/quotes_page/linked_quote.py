"""What the page says about the quote that a link or a choice names, where it is not simply there."""

import streamlit as st

from quotes.dashboard.quotes_page.state import QuotesState, current_state, update
from quotes.dashboard.shared import Asked, PageContext, notice, visitor_leads
from quotes.display import shortened
from quotes.library import Filter, FollowedLink, LinkState

_WORDS = "linked_words"
_LONGEST = 60
_NEWS = {
    LinkState.changed: "This quote has changed since the link was made. It is shown as it is now.",
    LinkState.rejected: "A person has marked this quote as not a quote.",
    LinkState.gone: "This quote is no longer among the quotes of its article.",
    LinkState.deleted: "The article with this quote was deleted.",
    LinkState.unknown: "This library does not have the quote in this link. It may be in another library, or "
    "its article was deleted.",
}


def draw_link_news(context: PageContext) -> None:
    """Say what made no sense, and what became of the quote of a link; if it is gone, offer a search."""
    if ignored := current_state().ignored:
        left_out = ", ".join(shortened(each, _LONGEST) for each in ignored)
        st.html(notice(f"Not understood, and left out: {left_out}.", error=True))
    link = current_state().link
    if link is None or link.state is LinkState.shown:
        return
    with st.container(key="linked-quote"):
        st.html(notice(_NEWS[link.state]))
        if link.row is None:
            _offer_search(context, link)


def _offer_search(context: PageContext, link: FollowedLink) -> None:
    st.text_input(
        "Search for words of the quote",
        autocomplete="off",
        key=_WORDS,
        type="search",
        placeholder="Words that you remember",
        on_change=_search,
    )
    if link.doc_id:
        st.page_link(
            context.pages["article"], label="Open its article", query_params={"article": link.doc_id}
        )


def _search() -> None:
    """Show the quotes with these words, and nothing else of what the link asked for."""
    visitor_leads()
    update(QuotesState.ask, Asked(Filter(words=st.session_state[_WORDS])))
