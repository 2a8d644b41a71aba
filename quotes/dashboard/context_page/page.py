"""The page of words in context: a field for the word, and below it every use, one line each."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from urllib.parse import urlencode

import streamlit as st
from markupsafe import Markup

from quotes.dashboard.context_page.address import ContextAsked, read, write
from quotes.dashboard.context_page.state import (
    current_asked,
    follow_widgets,
    show,
    store_asked,
    turn_to,
)
from quotes.dashboard.shared import (
    Asked,
    PageContext,
    address_leads,
    address_parameters,
    counted,
    filter_chips,
    hint,
    keep_address,
    masthead,
    notice,
    number_with_noun,
    offer_samples,
    summary,
    to_parameters,
)
from quotes.display import templates_of, widget_label
from quotes.insight import (
    Concordance,
    ContextLine,
    collocates,
    context_frame,
    context_lines,
    words_in_context,
)
from quotes.library import ContextOrder, Filter, Library, TextKind
from quotes.types import InputError
from quotes.writing import csv_bytes

LINES_A_PAGE = 50
_MOST_SPEAKERS = 200
_LABEL = 36
_NEAR = 24
_STYLE = Path(__file__).with_name("context.css")
_KINDS: Mapping[TextKind, str] = {TextKind.quotes: "Quotes", TextKind.articles: "Articles"}
_ORDERS: Mapping[ContextOrder, str] = {
    ContextOrder.date: "Newest",
    ContextOrder.left: "Word before",
    ContextOrder.right: "Word after",
    ContextOrder.speaker: "Speaker",
}
_NOUNS: Mapping[TextKind, str] = {TextKind.quotes: "quote", TextKind.articles: "article"}
_fill = templates_of("quotes.dashboard.context_page")


def draw(context: PageContext) -> None:
    """Draw the page."""
    st.html(_STYLE)
    if address_leads("context"):
        show(read(address_parameters()))
    asked = current_asked()
    st.html(masthead("Words in context", "every use of a word, with the words around it"))
    if not context.library.totals().quotes:
        offer_samples(context)
        return
    _draw_choices(context.library, asked)
    try:
        _draw_uses(context.library, asked)
    except InputError as error:
        st.html(notice(str(error), error=True))
    keep_address(write(current_asked()))


def _draw_choices(library: Library, asked: ContextAsked) -> None:
    """Draw the field for the word, and what there is to choose."""
    with st.container(key="context-choices", horizontal=True, vertical_alignment="bottom"):
        st.text_input(
            "Word or phrase",
            autocomplete="off",
            key="context_phrase",
            type="search",
            placeholder="ferry",
            help="As it is spelt; sail* for any ending. Capitals and accents make no difference.",
            on_change=follow_widgets,
            width=220,
        )
        for label, words, key in (("Look in", _KINDS, "context_kind"), ("Sort by", _ORDERS, "context_order")):
            st.segmented_control(
                label,
                list(words),
                format_func=words.__getitem__,
                key=key,
                required=True,
                on_change=follow_widgets,
            )
        offered = library.counts("speaker", limit=_MOST_SPEAKERS)["speaker"].dropna()
        speakers = list(dict.fromkeys([*offered, *asked.only.speakers]))
        st.multiselect(
            "Speaker",
            speakers,
            format_func=lambda name: widget_label(name or "Speaker not identified", _LABEL),
            key="context_speakers",
            placeholder="Any speaker",
            select_all=False,
            accept_new_options=True,
            on_change=_look_up_speakers,
            args=(library, frozenset(speakers)),
            width=260,
        )
    others = replace(asked.only, speakers=())
    if not others.is_empty:
        st.html(filter_chips(others, lambda only: _address(replace(asked, only=_with(asked, only))), {}))


def _with(asked: ContextAsked, only: Filter) -> Filter:
    """A filter from the chips, with the speakers that were chosen."""
    return replace(only, speakers=asked.only.speakers)


def _look_up_speakers(library: Library, offered: frozenset[str | None]) -> None:
    """Replace what was typed by the speaker with most quotes whose name contains it, if there is one."""
    names: list[str | None] = []
    for given in st.session_state["context_speakers"]:
        found = [given]
        if given not in offered:
            found = list(library.counts("speaker", limit=2, containing=given)["speaker"].dropna()[:1])
        names += found
    st.session_state["context_speakers"] = list(dict.fromkeys(names))
    follow_widgets()


def _draw_uses(library: Library, asked: ContextAsked) -> None:
    """Draw one page of the uses."""
    if not asked.phrase.strip():
        st.html(hint("Type a word to see how people use it. Each line leads to its quote."))
        return
    found = _found(library, str(library.path), library.changes(), asked.phrase, asked.kind, asked.only)
    if not found.uses:
        st.html(notice(_nothing(asked, found)))
        return
    pages = -(-len(found.uses) // LINES_A_PAGE)
    asked = replace(asked, page=min(asked.page, pages))
    store_asked(asked)
    with st.container(key="context-figures", horizontal=True, vertical_alignment="center"):
        st.html(summary(_figures(found)))
        near = st.toggle("Words near it", key="context_near", help="The words that often stand beside it")
        st.download_button(
            "CSV",
            data=partial(_file, library, found, asked.order),
            file_name="words-in-context.csv",
            mime="text/csv",
            icon=":material/download:",
            on_click="ignore",
            help="Download all lines",
        )
    if near:
        st.html(_near(library, found, asked))
    first = (asked.page - 1) * LINES_A_PAGE
    lines = context_lines(library, found, asked.order, limit=LINES_A_PAGE, offset=first)
    st.html(concordance(lines, asked.phrase))
    if pages > 1:
        key = f"context-pager-{asked.page}-{pages}"
        st.pagination(pages, default=asked.page, key=key, on_change=_turn, args=(key,))


@st.cache_resource(max_entries=2, show_spinner="Looking for the word…")
def _found(
    _library: Library, path: str, changes: int, phrase: str, kind: TextKind, only: Filter
) -> Concordance:
    """All uses; kept until the library changes, as a page of them takes much less time than finding them."""
    return words_in_context(_library, phrase, only, kind)


def _turn(pager: str) -> None:
    turn_to(st.session_state[pager])


def _figures(found: Concordance) -> list[Markup]:
    noun = _NOUNS[found.kind]
    figures = [counted(len(found.uses), f"use{'' if len(found.uses) == 1 else 's'}")]
    figures.append(counted(found.texts, f"{noun}{'' if found.texts == 1 else 's'}"))
    if found.unread:
        older = number_with_noun(found.unread, f"older {noun}")
        figures.append(Markup("{} may have it, too; choose a speaker to see them.").format(older))
    return figures


def _nothing(asked: ContextAsked, found: Concordance) -> str:
    where = "articles" if found.kind is TextKind.articles else "quotes"
    typed = widget_label(asked.phrase, 60)
    if asked.only.is_empty:
        return f"No {where} have “{typed}”, spelt like this. Type sail* to find every ending."
    return f"No {where} with these filters have “{typed}”, spelt like this."


def _file(library: Library, found: Concordance, order: ContextOrder) -> bytes:
    return csv_bytes(context_frame(library, found, order))


def concordance(lines: Sequence[ContextLine], phrase: str) -> Markup:
    """Draw the lines; the word of each is the link to its quote, or to its article."""
    return _fill("concordance", lines=[(line, _way(line)) for line in lines], phrase=phrase)


def _way(line: ContextLine) -> str:
    if line.quote_id:
        return f"./?{urlencode({'quote': line.quote_id})}"
    return f"article?{urlencode({'article': line.doc_id})}"


def _near(library: Library, found: Concordance, asked: ContextAsked) -> Markup:
    """Draw the collocates, each a link to the quotes that have both."""
    near = collocates(library, found, limit=_NEAR)
    if not near:
        return hint("No other word stands near it more than once.")
    phrase = " ".join(found.phrase.words) + ("*" if found.phrase.is_open else "")
    links = []
    for each in near:
        both = replace(asked.only, words=f'"{phrase}" {each.word}')
        links.append(f"./?{urlencode(to_parameters(Asked(both)), doseq=True)}")
    return _fill("collocates", near=list(zip(near, links, strict=True)), noun=_NOUNS[found.kind])


def _address(asked: ContextAsked) -> str:
    return f"context?{urlencode(write(replace(asked, page=1)), doseq=True)}"
