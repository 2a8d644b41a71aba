"""The article page: an article with its quotes marked, or a list to choose one from."""

from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path

import streamlit as st

from quotes.dashboard.article_page import article_list, marked_article
from quotes.dashboard.article_page.address import ArticleAsked, write
from quotes.dashboard.article_page.state import ArticleState, current_state, show, store_state
from quotes.dashboard.shared import (
    HOLD_EARLY_READING,
    ChosenArticles,
    PageContext,
    address_leads,
    address_parameters,
    component_script,
    draw_change_menu,
    draw_last_change,
    draw_tags,
    keep_address,
    masthead,
    name_tab,
    notice,
    script_element,
)
from quotes.display import article_parts, article_voices, in_text_order, part_at
from quotes.library import Filter, Tagged
from quotes.reading import FROM_FEED
from quotes.text import mending_in_words
from quotes.types import InputError, Quote

_STYLE = Path(__file__).with_name("article.css")
_READER = "article_reader"


def draw(context: PageContext) -> None:
    """Draw the page."""
    st.html(_STYLE)
    parameters = address_parameters()
    state = current_state()
    led = address_leads("article") or state.lost_its_address(parameters)
    if led:
        state = state.at_address(parameters)
    state = replace(state, chose=False)
    store_state(state)
    draw_last_change(context.library, "article")
    if state.asked.article is None:
        article_list.draw(context, state.asked)
    else:
        _article(context, state, state.asked.article)
    if not led:  # an address written on arrival would be one more step on the way back
        keep_address(write(current_state().asked))


def _article(context: PageContext, state: ArticleState, doc_id: str) -> None:
    """Draw an article, and store what is shown of it."""
    try:
        article = context.library.article(doc_id).article
    except InputError as error:
        st.html(masthead("Articles"))
        st.html(notice(str(error), error=True))
        st.page_link(context.pages["article"], label="Choose an article", icon=":material/arrow_back:")
        return
    name_tab(article.title or doc_id)
    st.html(marked_article.heading(article, context.library.publications(doc_id)[1:]))
    if versions := context.library.versions(doc_id):
        st.html(marked_article.earlier_versions(versions))
    if why := article.metadata.get(FROM_FEED):
        st.html(notice(f"Only the words of the feed: the page itself could not be read ({why})."))
    if damage := mending_in_words(article.text):
        st.html(notice(f"{damage[0].upper()}{damage[1:]}. The article is shown as it came."))
    rows = in_text_order(context.library.rows(Filter(articles=(doc_id,))))
    _ways(context, doc_id, has_quotes=bool(rows))
    draw_tags(context, Tagged.article, doc_id, "Tags of this article")
    voices = article_voices(rows)
    state = state.with_action_applied(voices)
    asked = state.asked
    row = next((row for row in rows if row.quote_id == asked.quote), None)
    if asked.quote and row is None:
        st.html(notice(f"{asked.quote}: this article has no quote with this id"))
        asked = replace(asked, quote=None)
    if not rows:
        missed = " If you see one, mark it as missed." if "review" in context.pages else ""
        st.html(notice(f"No quotes were found in this article.{missed}"))
    parts = article_parts(article.text, rows)
    number = part_at(parts, row.start) if row else min(asked.part, len(parts))
    part = parts[number - 1]
    asked = replace(asked, part=number)
    store_state(replace(state, asked=asked))
    known = context.library.known_as(voice.name for voice in voices if voice.name)
    st.html(marked_article.reader(article, part, rows, voices, known, context.pages))
    _behaviour(
        place=marked_article.place(doc_id, part),
        quote=row.quote_id if row else None,
        off=[place for place, voice in enumerate(voices) if asked.is_off(voice.name)],
        heard=state.last_action,
    )
    if row:
        draw_tags(context, Tagged.quote, row.quote_id, "Tags of the chosen quote")
        _leave(context, row, known.get(row.speaker or ""))
    if len(parts) > 1:
        key = f"article-part-{number}"  # a key a part, for the widget keeps its value where the address leads
        st.pagination(len(parts), default=number, key=key, on_change=_turn_part, args=(asked, key))


def _ways(context: PageContext, doc_id: str, *, has_quotes: bool) -> None:
    """Draw the ways from an article: to others, to its quotes and history, and to change it."""
    with st.container(key="article-ways", horizontal=True, vertical_alignment="center", gap="medium"):
        st.page_link(context.pages["article"], label="All articles", icon=":material/arrow_back:")
        address = {"article": doc_id}
        if has_quotes:
            st.page_link(context.pages["quotes"], label="Show in quote list", query_params=address)
        if "review" in context.pages:
            missed = {"view": "missed", **address}
            st.page_link(context.pages["review"], label="Mark a missed quote", query_params=missed)
            acts = {"view": "history", **address}
            st.page_link(context.pages["review"], label="History", query_params=acts)
        chosen = ChosenArticles("article", lambda: [doc_id], after=partial(show, ArticleAsked()))
        draw_change_menu(context, chosen, "Change")


def _leave(context: PageContext, row: Quote, known_as: str | None) -> None:
    """Draw hidden links, which article.js follows for the links of the chosen quote.

    A link in the HTML would load the whole dashboard again and forget the session.
    """
    for page, address in marked_article.ways(row, known_as, context.pages):
        with st.container(key=f"article-leave-{page}-{row.quote_id}"):
            st.page_link(context.pages[page], label="Continue", query_params=address)


def _turn_part(asked: ArticleAsked, pager: str) -> None:
    show(replace(asked, quote=None, part=st.session_state[pager]))


def _behaviour(**data: object) -> None:
    """Make the text, the list and the legend work in the browser (article.js); draws nothing."""
    script = component_script("article.js")
    component = st.components.v2.component("quotes.article", js=script, isolate_styles=False)
    with st.container(key="early-reading"):
        st.html(script_element(HOLD_EARLY_READING), unsafe_allow_javascript=True)
    component(key=_READER, data=data, height="content", on_did_change=_keep_action)


def _keep_action() -> None:
    action = st.session_state[_READER].did
    store_state(replace(current_state(), action=action if isinstance(action, Mapping) else None))
