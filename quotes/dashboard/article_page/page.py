"""The page of an article: the whole of it with its quotes marked, or a list to choose one from."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import streamlit as st

from quotes.dashboard.article_page import article_list, marked_article
from quotes.dashboard.article_page.address import ArticleAsked, read, write
from quotes.dashboard.shared import (
    PageContext,
    address_leads,
    address_parameters,
    keep_address,
    masthead,
    notice,
)
from quotes.display import Voice, article_parts, article_voices, in_text_order, part_at
from quotes.library import Filter
from quotes.types import InputError, Quote

_HERE = Path(__file__).parent
_STYLE = _HERE / "article.css"
_ASKED, _DID, _HEARD, _CHOSE = "article_asked", "article_did", "article_heard", "article_chose"
_READER = "article_reader"


def draw(context: PageContext) -> None:
    """Draw the page."""
    st.html(_STYLE)
    led = address_leads("article") or _emptied()
    if led:
        st.session_state[_ASKED] = read(address_parameters())
        st.session_state.pop(_DID, None)
    asked: ArticleAsked = st.session_state[_ASKED]
    if asked.article is None:
        shown = article_list.draw(context, asked, _turn_to)
    else:
        shown = _article(context, asked, asked.article)
    st.session_state[_ASKED] = shown
    if not led:  # an address written on arrival would be one more step on the way back
        keep_address(write(shown))


def _emptied() -> bool:
    """Tell whether a link to the page itself has emptied its address."""
    chose = st.session_state.pop(_CHOSE, False)
    return not chose and not address_parameters() and bool(write(st.session_state[_ASKED]))


def _turn_to(asked: ArticleAsked) -> None:
    st.session_state[_ASKED] = asked
    st.session_state[_CHOSE] = True


def _article(context: PageContext, asked: ArticleAsked, doc_id: str) -> ArticleAsked:
    """Draw an article, and return what is shown of it."""
    try:
        article = context.library.article(doc_id).article
    except InputError as error:
        st.html(masthead("Articles"))
        st.html(notice(str(error), error=True))
        st.page_link(context.pages["article"], label="Choose an article", icon=":material/arrow_back:")
        return asked
    st.html(marked_article.heading(article))
    rows = in_text_order(context.library.rows(Filter(articles=(doc_id,))))
    _ways(context, doc_id, has_quotes=bool(rows))
    voices = article_voices(rows)
    asked = _heard(asked, voices)
    asked, row = _quote(asked, rows)
    if not rows:
        missed = " If you see one, mark it as missed." if "review" in context.pages else ""
        st.html(notice(f"No quotes were found in this article.{missed}"))
    parts = article_parts(article.text, rows)
    number = part_at(parts, row.start) if row else min(asked.part, len(parts))
    part = parts[number - 1]
    known = context.library.known_as(voice.name for voice in voices if voice.name)
    st.html(marked_article.reader(article, part, rows, voices, known, context.pages))
    _behaviour(
        place=marked_article.place(doc_id, part),
        quote=row.quote_id if row else None,
        off=[place for place, voice in enumerate(voices) if asked.is_off(voice.name)],
        heard=st.session_state.get(_HEARD, 0),
    )
    if row:
        _leave(context, row, known.get(row.speaker or ""))
    if len(parts) > 1:
        key = f"article-part-{number}"  # a key a part, for the widget keeps its value where the address leads
        st.pagination(len(parts), default=number, key=key, on_change=_turn_part, args=(asked, key))
    return replace(asked, part=number)


def _ways(context: PageContext, doc_id: str, *, has_quotes: bool) -> None:
    """Draw the ways from an article to the list of all, to its quotes, and to a quote that is missing."""
    with st.container(key="article-ways", horizontal=True, gap="medium"):
        st.page_link(context.pages["article"], label="All articles", icon=":material/arrow_back:")
        address = {"article": doc_id}
        if has_quotes:
            st.page_link(context.pages["quotes"], label="Show in quote list", query_params=address)
        if "review" in context.pages:
            missed = {"view": "missed", **address}
            st.page_link(context.pages["review"], label="Mark a missed quote", query_params=missed)


def _leave(context: PageContext, row: Quote, known_as: str | None) -> None:
    """Draw, out of sight, the links that article.js uses for those of the quote pointed out.

    A link of the HTML would load the whole dashboard anew, and forget the visit.
    """
    for page, address in marked_article.ways(row, known_as, context.pages):
        with st.container(key=f"article-leave-{page}-{row.quote_id}"):
            st.page_link(context.pages[page], label="Continue", query_params=address)


def _quote(asked: ArticleAsked, rows: Sequence[Quote]) -> tuple[ArticleAsked, Quote | None]:
    """Return the quote to point out, after telling of one that the article does not have."""
    row = next((row for row in rows if row.quote_id == asked.quote), None)
    if asked.quote and row is None:
        st.html(notice(f"{asked.quote}: this article has no quote with this id"))
        asked = replace(asked, quote=None)
    return asked, row


def _turn_part(asked: ArticleAsked, pager: str) -> None:
    _turn_to(replace(asked, quote=None, part=st.session_state[pager]))


def _behaviour(**data: object) -> None:
    """Draw nothing, but let the text, the list and the legend be used in the browser (article.js)."""
    component = st.components.v2.component(
        "quotes.article", js=(_HERE / "article.js").read_text(encoding="utf-8"), isolate_styles=False
    )
    component(key=_READER, data=data, height="content", on_did_change=_keep_what_was_done)


def _keep_what_was_done() -> None:
    st.session_state[_DID] = st.session_state[_READER].did


def _heard(asked: ArticleAsked, voices: Sequence[Voice]) -> ArticleAsked:
    """Return what is asked for after what was done in the browser."""
    did = st.session_state.pop(_DID, None)
    if not isinstance(did, Mapping):
        return asked
    st.session_state[_HEARD] = did.get("number", 0)
    numbers = did.get("off") or ()
    off = [voice.name for place, voice in enumerate(voices) if place in numbers]
    on = [voice.name for place, voice in enumerate(voices) if place not in numbers]
    return replace(asked, quote=did.get("quote")).turned(on, off)
