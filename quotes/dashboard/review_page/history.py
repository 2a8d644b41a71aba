"""All corrections of the library's quotes, newest first, each with a button to undo it."""

from datetime import datetime
from functools import partial

import streamlit as st
from markupsafe import Markup

from quotes.dashboard.review_page import answers
from quotes.dashboard.review_page.state import ReviewState, ReviewView, store_state, update
from quotes.dashboard.shared import figure, notice, summary
from quotes.display import templates_of
from quotes.library import Correction, HistoryEntry, Library
from quotes.review import corrections_file

ROWS_A_PAGE = 20
_PAGER = "review-pager"
_fill = templates_of("quotes.dashboard.review_page")


def draw(library: Library, state: ReviewState) -> None:
    """Draw one page of the corrections."""
    answers.draw_message(library, state)
    number = library.number_of_corrections()
    if not number:
        st.html(notice("No corrections yet. Your answers are listed here."))
        st.button("Check a quote", on_click=update, args=(ReviewState.go_to, ReviewView.queue))
        return
    pages = -(-number // ROWS_A_PAGE)
    page = min(state.page, pages)
    store_state(state.turn_to(page))
    with st.container(horizontal=True, vertical_alignment="center", key="review-figures"):
        st.html(summary([figure(number, "correction")]))
        st.download_button(
            "Download as labelled data (JSON)",
            data=partial(corrections_file, library),
            file_name="corrections.json",
            mime="application/json",
            icon=":material/download:",
            on_click="ignore",
            help="For `quotes evaluate`. Same as `quotes export --corrections`",
        )
    for said in library.history(limit=ROWS_A_PAGE, offset=(page - 1) * ROWS_A_PAGE):
        draw_correction(library, said.correction, said)
    if pages > 1:
        key = f"{_PAGER}-{page}"
        st.pagination(pages, default=page, key=key, on_change=_turn, args=(key,))


def draw_correction(library: Library, correction: Correction, said: HistoryEntry | None = None) -> None:
    """Draw a correction with the button to undo it; if ``said`` is given, also the quote's words."""
    number = correction.act or 0
    with st.container(key=f"review-entry-{number}", gap="small"):
        st.html(told(correction, said))
        with st.container(horizontal=True, gap="small"):
            st.button("Undo", key=f"undo-{number}", on_click=_undo, args=(library, number))
            if said:
                asked = (ReviewState.show, said.quote_id)
                st.button("View", key=f"look-{number}", on_click=update, args=asked)


def told(correction: Correction, said: HistoryEntry | None) -> Markup:
    """Draw a correction: the quote's words, the answer, the note, the time and the article.

    >>> from quotes.library import CorrectionKind
    >>> from quotes.types import Span
    >>> correction = Correction("", Span(0, 1), CorrectionKind.not_a_quote, made="2024-03-05T07:08:09+00:00")
    >>> print(told(correction, None))
    <div class="said"><p><b>It is not a quote</b></p><p class="facts">5 March 2024, 07:08 UTC</p></div>
    """
    sentence = answers.sentence(correction)
    return _fill(
        "correction",
        words=said.words if said else None,
        sentence=sentence[:1].upper() + sentence[1:],
        note=correction.note,
        time=_time(correction.made),
        who=correction.who,
        title=(said.title or said.doc_id) if said else None,
    )


def _time(made: str) -> str:
    when = datetime.fromisoformat(made)
    return f"{when.day} {when:%B %Y, %H:%M} UTC"


def _undo(library: Library, number: int) -> None:
    update(ReviewState.with_message, answers.undo_corrections(library, (number,)))


def _turn(key: str) -> None:
    update(ReviewState.turn_to, st.session_state[key])
