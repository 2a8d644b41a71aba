"""All that has been said of the library's quotes, the newest first, to look at and to take back."""

from datetime import datetime
from functools import partial

import streamlit as st

from quotes.dashboard.review_page import answers
from quotes.dashboard.review_page.visit import ReviewView, Visit
from quotes.dashboard.shared import notice
from quotes.display import escape_html, shortened
from quotes.library import Correction, HistoryEntry, Library
from quotes.review import corrections_file

ROWS_A_PAGE = 20
_WORDS = 160
_PAGER = "review-pager"


def draw(library: Library, here: Visit) -> None:
    """Draw one page of the corrections."""
    answers.tell(library, here, notice)
    number = library.number_of_corrections()
    if not number:
        st.html(notice("No corrections yet. Your answers are listed here."))
        st.button("Check a quote", on_click=here.go_to, args=(ReviewView.queue,))
        return
    pages = -(-number // ROWS_A_PAGE)
    here.page = min(here.page, pages)
    with st.container(horizontal=True, vertical_alignment="center", key="review-figures"):
        st.html(f'<p class="summary"><b>{number:,}</b> correction{"" if number == 1 else "s"}</p>')
        st.download_button(
            "Download as labelled data (JSON)",
            data=partial(_file, library),
            file_name="corrections.json",
            mime="application/json",
            icon=":material/download:",
            on_click="ignore",
            help="For `quotes evaluate`. Same as `quotes export --corrections`",
        )
    for said in library.history(limit=ROWS_A_PAGE, offset=(here.page - 1) * ROWS_A_PAGE):
        entry(library, here, said.correction, said)
    if pages > 1:
        key = f"{_PAGER}-{here.page}"
        st.pagination(pages, default=here.page, key=key, on_change=_turn, args=(here, key))


def entry(library: Library, here: Visit, correction: Correction, said: HistoryEntry | None = None) -> None:
    """Draw one correction, with the words it is about where ``said`` is given, and the button to undo it."""
    number = correction.id or 0
    with st.container(key=f"review-entry-{number}", gap="small"):
        st.html(told(correction, said))
        with st.container(horizontal=True, gap="small"):
            st.button("Undo", key=f"undo-{number}", on_click=_undo, args=(library, here, number))
            if said:
                st.button("View", key=f"look-{number}", on_click=here.show, args=(said.quote_id,))


def told(correction: Correction, said: HistoryEntry | None) -> str:
    """Return a correction as HTML: the quote's words, what was said of it, when, in which article, the note.

    >>> from quotes.library import CorrectionKind
    >>> from quotes.types import Span
    >>> told(Correction("", Span(0, 1), CorrectionKind.not_a_quote, made="2024-03-05T07:08:09+00:00"), None)
    '<div class="said"><p><b>It is not a quote</b></p><p class="facts">5 March 2024, 07:08 UTC</p></div>'
    """
    words = f'<p class="words" dir="auto">“{escape_html(shortened(said.words, _WORDS))}”</p>' if said else ""
    sentence = answers.sentence(correction)
    facts = [_time(correction.made)]
    if said:
        facts.append(f"<bdi>{escape_html(shortened(said.title or said.doc_id, 90))}</bdi>")
    note = f'<p class="note">Note: <bdi>{escape_html(correction.note)}</bdi></p>' if correction.note else ""
    return (
        f'<div class="said">{words}<p><b>{escape_html(sentence[:1].upper() + sentence[1:])}</b></p>{note}'
        f'<p class="facts">{" · ".join(facts)}</p></div>'
    )


def _time(made: str) -> str:
    when = datetime.fromisoformat(made)
    return f"{when.day} {when:%B %Y, %H:%M} UTC"


def _undo(library: Library, here: Visit, number: int) -> None:
    here.told = answers.take_back(library, (number,))


def _turn(here: Visit, key: str) -> None:
    here.page = st.session_state[key]


def _file(library: Library) -> str:
    return corrections_file(library)
