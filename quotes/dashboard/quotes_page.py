"""The page of quotes: filters beside it, the list, and the quote that is open in its article."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from quotes.dashboard import cards, collection, selection
from quotes.dashboard.collection import Collection
from quotes.dashboard.selection import Selection
from quotes.shown import encodable
from quotes.table import to_bytes, to_frame
from quotes.types import InputError, Quote
from quotes.writing.formats import FILE_FORMATS, Format

ROWS_A_PAGE = 20
_USUAL_FORMATS = (Format.csv, Format.xlsx)


def draw(paths: tuple[str, ...]) -> None:
    """Draw the page for the articles in ``paths``, or for the article that has been pasted."""
    st.html('<h1 class="masthead">Quotes <span>who said what, and through whom</span></h1>')
    _paste_box()
    pasted = st.session_state.get("pasted")
    if pasted:
        st.button("Back to the collection", icon=":material/arrow_back:", key="back", on_click=_leave_pasted)
    try:
        shelf = collection.of_text(pasted) if pasted else collection.of_paths(paths)
    except InputError as error:
        st.html(cards.notice(str(error), error=True))
        st.stop()
    if not shelf.rows:
        where = "the pasted text" if pasted else "these articles"
        st.html(cards.notice(f"No direct quotes were found in {where}."))
        st.stop()

    if pasted:
        asked = Selection(page=st.session_state.get("page", 1), quote=st.session_state.get("open"))
    else:
        _restore_from_address()
        asked = _filters(shelf)
    rows = selection.matching(shelf.rows, asked, shelf.links)

    with st.container(horizontal=True, vertical_alignment="center"):
        st.html(cards.summary(rows, len(shelf.rows), shelf.links))
        _downloads(rows)
    page = _list(rows, shelf, asked)
    if not pasted:
        _keep_in_address(replace(asked, page=page))


def _paste_box() -> None:
    """Draw the box for an article of one's own."""
    box = st.expander("Paste an article", icon=":material/content_paste:", key="paste_box", on_change="rerun")
    with box, st.form("paste", border=False):
        st.text_area(
            "Text of the article",
            key="paste_text",
            height=220,
            placeholder="Paste the text of a news article.",
        )
        st.form_submit_button("Find the quotes", type="primary", on_click=_take_pasted)
    if st.session_state.pop("paste_empty", False):
        st.html(cards.notice("There is no text to read: paste an article first.", error=True))


def _take_pasted() -> None:
    text = encodable(st.session_state["paste_text"])
    if not text.strip():
        st.session_state["paste_empty"] = True
        return
    st.session_state.update(pasted=text, open=None, page=1, paste_box=False)


def _leave_pasted() -> None:
    for key in ("pasted", "open", "page", "restored"):
        st.session_state.pop(key, None)


def _filters(shelf: Collection) -> Selection:
    """Draw the filters and return what they, the page and the opened quote ask for."""
    state = st.session_state
    speaker_of = partial(selection.speaker_of, links=shelf.links)
    state["speaker"] = list(selection.linked(state["speaker"], shelf.links))
    with st.sidebar:
        words = st.text_input("Words", key="words", type="search", on_change=_first_page)
        speakers = _choice("Speaker", "speaker", shelf, speaker_of)
        sources = _choice("Source", "source", shelf, selection.source_of)
        articles = _choice("Article", "article", shelf, selection.article_of, shelf.titles)
        asked = Selection(words or "", speakers, sources, articles, state.get("page", 1), state.get("open"))
        st.button(
            "Clear the filters",
            key="clear",
            disabled=not asked.filters,
            on_click=_clear_filters,
            width="stretch",
        )
    return asked


def _choice(
    heading: str,
    key: str,
    shelf: Collection,
    value_of: Callable[[Quote], str],
    names: dict[str, str] | None = None,
) -> tuple[str, ...]:
    """Draw one filter, its choices with their numbers of quotes, and return what is chosen."""
    numbers = selection.counts(shelf.rows, value_of, st.session_state.get(key, ()))
    labels = selection.labels(numbers, names or {})
    chosen = st.multiselect(
        heading,
        list(numbers),
        format_func=lambda value: labels.get(value, value),
        key=key,
        placeholder="All",
        on_change=_first_page,
        select_all=False,
    )
    return tuple(chosen)


def _first_page() -> None:
    st.session_state["page"] = 1


def _clear_filters() -> None:
    st.session_state.update(words="", speaker=[], source=[], article=[], page=1)


def _downloads(rows: list[Quote]) -> None:
    """Draw the buttons that hand over all rows that pass the filters; a file is made when it is asked for."""
    for file_format in _USUAL_FORMATS:
        _download(rows, file_format)
    with st.popover("More formats", disabled=not rows):
        for file_format in FILE_FORMATS:
            if file_format not in _USUAL_FORMATS:
                _download(rows, file_format)


def _download(rows: list[Quote], file_format: Format) -> None:
    """Draw the button for one format."""
    st.download_button(
        file_format.label,
        data=partial(_file, rows, file_format),
        file_name=f"quotes{file_format.suffix}",
        mime=file_format.media_type,
        icon=":material/download:",
        on_click="ignore",
        disabled=not rows,
        help=f"Download these quotes as {file_format.label}",
    )


def _file(rows: list[Quote], file_format: Format) -> bytes:
    return to_bytes(to_frame(rows), file_format)


def _list(rows: list[Quote], shelf: Collection, asked: Selection) -> int:
    """Draw one page of the list, with the quote that is open, and return the page's number."""
    if not rows:
        st.html(cards.notice("No quote passes these filters. Clear one of them to see more."))
        return 1
    pages = -(-len(rows) // ROWS_A_PAGE)
    page = min(asked.page, pages)
    first = (page - 1) * ROWS_A_PAGE
    with st.container(key="list", gap=None):
        for number, row in enumerate(rows[first : first + ROWS_A_PAGE], start=first + 1):
            _row(number, row, shelf, row.quote_id == asked.quote)
    if pages > 1:
        key = f"pager-{page}"  # a key a page, for the widget keeps its value where filters go back to 1
        st.pagination(pages, default=page, key=key, on_change=_turn_to, args=(key,))
    return page


def _turn_to(pager: str) -> None:
    st.session_state["page"] = st.session_state[pager]


def _row(number: int, row: Quote, shelf: Collection, is_open: bool) -> None:
    """Draw one row; the whole of it is its button."""
    title, known_as = shelf.titles[row.doc_id], selection.speaker_of(row, shelf.links)
    with st.container(key=f"{'open' if is_open else 'row'}-{number}", gap=None):
        with st.container(key=f"head-{number}", gap=None):
            st.html(cards.card(row, title, known_as))
            label = f"Close quote {number}" if is_open else f"Show quote {number} in its article"
            st.button(
                label, key=f"choose-{number}", on_click=_open, args=(None if is_open else row.quote_id,)
            )
        if is_open:
            st.html(cards.opened(row, title, known_as, shelf.texts[row.quote_id]))


def _open(quote_id: str | None) -> None:
    st.session_state["open"] = quote_id


def _restore_from_address() -> None:
    """Put the address into the widgets: on a session's first run, and after back or forward.

    On any other run the widgets are right, and the address that the browser sends may be an older one. (Their
    own binding to the address would write their labels, and with them the numbers of quotes.)
    """
    context = get_script_run_ctx()
    if st.session_state.get("restored") and not (context and context.is_history_navigation):
        return
    asked = selection.from_parameters(_address())
    st.session_state.update(
        restored=True,
        words=asked.words,
        speaker=list(asked.speakers),
        source=list(asked.sources),
        article=list(asked.articles),
        page=asked.page,
        open=asked.quote,
    )


def _keep_in_address(shown: Selection) -> None:
    """Write what is shown into the address."""
    parameters = selection.to_parameters(shown)
    if _address() != parameters:
        st.query_params.from_dict(parameters)


def _address() -> dict[str, list[str]]:
    return {name: st.query_params.get_all(name) for name in st.query_params}
