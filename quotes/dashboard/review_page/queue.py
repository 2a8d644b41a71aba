"""The queue: one quote in its paragraphs, the speaker and source found for it, and the possible answers."""

from dataclasses import replace
from time import monotonic

import streamlit as st
from markupsafe import Markup

from quotes.dashboard.login import current_visitor
from quotes.dashboard.review_page import answers, choices, history
from quotes.dashboard.review_page.answers import NOTE, Answers, open_fields
from quotes.dashboard.review_page.state import Panel, ReviewMessage, ReviewState, store_state, update
from quotes.dashboard.shared import (
    PageContext,
    counted,
    draft_of,
    notice,
    opened_quote,
    summary,
    with_titles,
)
from quotes.display import templates_of
from quotes.library import SHORTEST_ID, Correction, CorrectionKind, Library
from quotes.review import CheckingProgress, SeenQuote, checking_progress, next_quote
from quotes.types import UNSURE_BELOW, InputError, Quote

_CHECKED = 1.0
_AROUND = 1
_LONG = 240
"""Letters of a quote that fill what a phone shows above the answers."""
_NO_QUOTE = "the library has no quote with this id"
_ALL_RIGHT = "All is right"
_NOTE_OF = "review-note-of"
_fill = templates_of("quotes.dashboard.review_page")


def draw(context: PageContext, state: ReviewState) -> None:
    """Draw the quote to check."""
    library = context.library
    try:
        st.html(progress(checking_progress(library, state.only)))
    except InputError as error:
        st.html(notice(str(error), error=True))
        _check_all_button()
        return
    if not state.only.is_empty:
        with st.container(horizontal=True, vertical_alignment="center", key="review-narrowed"):
            st.html(notice(f"Only these quotes: {state.only.in_words()}."))
            _check_all_button()
    row, problem = quote_asked_for(library, state)
    row = row or next_quote(library, state.only, state.skipped)
    if row is None:
        draw_nothing_left(library, state, problem)
        _nothing_left(state)
        return
    draw_quote(context, state, row, problem)


def draw_quote(
    context: PageContext, state: ReviewState, row: Quote, problem: ReviewMessage | None = None
) -> None:
    """Draw a quote with the answers beside it; ``problem`` says why another one cannot be shown."""
    library = context.library
    if problem and not state.message:
        state = replace(state, message=problem)
    said = library.corrections_of(row.quote_id)
    seen = SeenQuote.of(row, said)
    if state.drawn_quote == row.quote_id and state.seen != seen and not state.message:
        state = replace(state, message=ReviewMessage(answers.changed(row, said[-1] if said else None)))
    state = state.drawing(row.quote_id, seen, monotonic())
    store_state(state)
    answers.draw_message(library, state)
    if state.message and state.message.unsaved and state.message.quote_id == row.quote_id:
        answers.draw_question(state.message.unsaved, Answers(library, row))
    with st.container(key="review-desk"):
        with st.container(key="review-quote"):
            _quote(library, row, said)
        with st.container(key="review-answers"):
            _answers(library, state, row)
    _further(context, row)
    _earlier_corrections(library, said)


def draw_nothing_left(library: Library, state: ReviewState, problem: ReviewMessage | None) -> None:
    """Draw what happened last, where no quote is left to show."""
    if problem and not state.message:
        state = replace(state, message=problem)
    store_state(state)
    answers.draw_message(library, state)


def _check_all_button() -> None:
    st.button("Check all quotes", on_click=update, args=(ReviewState.check_all,))


def progress(now: CheckingProgress) -> Markup:
    """Draw how many quotes are left to check."""
    return summary(
        [
            counted(now.unsure, f"uncertain (below {UNSURE_BELOW:.0%}) left"),
            counted(now.waiting, "not checked yet"),
            counted(now.today, f"{'correction' if now.today == 1 else 'corrections'} today"),
        ]
    )


def question(row: Quote) -> Markup:
    """Draw the question about a quote, and whether the quote is too long to read above the answers."""
    return _fill("question", row=row, is_long=len(row.quote) > _LONG)


def quote_asked_for(library: Library, state: ReviewState) -> tuple[Quote | None, ReviewMessage | None]:
    """The quote asked for, if any; or why it cannot be shown."""
    if not state.quote:
        return None, None
    try:
        return library.quote(state.quote), None
    except InputError as error:
        rejected = library.extracted(state.quote)
        text = str(error) if len(state.quote) >= SHORTEST_ID else f"{state.quote}: {_NO_QUOTE}"
        return rejected, None if rejected else ReviewMessage(text, is_error=True)


def _quote(library: Library, row: Quote, said: list[Correction]) -> None:
    """Draw the question, and the quote in its paragraphs."""
    is_rejected = bool(said) and said[-1].what is CorrectionKind.not_a_quote
    st.html('<h2 class="asked">Marked as not a quote</h2>' if is_rejected else question(row))
    known_as = library.known_as([row.speaker]).get(row.speaker) if row.speaker else None
    text = library.article(row.doc_id).article.text
    (row,) = with_titles(library, [row])
    st.html(opened_quote(row, known_as, text, around=_AROUND))


def _answers(library: Library, state: ReviewState, row: Quote) -> None:
    """Draw the buttons, each with its shortcut, and the names to choose from when one is asked for.

    The buttons that answer at once belong to this quote: on a slow line, a second press that was meant for it
    does not answer for the next one.
    """
    given = Answers(library, row)
    with st.container(horizontal=True, key="review-buttons", gap="small"):
        _right_button(given, state, row)
        st.button(
            "Other speaker",
            key="review-speaker",
            shortcut=answers.letter("O", state),
            on_click=update,
            args=(ReviewState.with_panel, state.other_panel(Panel.speaker)),
        )
        st.button(
            "Other source",
            key="review-source",
            shortcut=answers.letter("S", state),
            on_click=update,
            args=(ReviewState.with_panel, state.other_panel(Panel.source)),
        )
        st.button(
            "Not a quote",
            key=f"review-reject-{row.quote_id}",
            shortcut=answers.letter("N", state),
            on_click=answers.unless_naming,
            args=(given.not_a_quote,),
        )
        label = "Next" if row.confidence == _CHECKED or state.stays else "Skip"
        st.button(
            label,
            key="review-skip",
            shortcut=answers.letter("K", state),
            on_click=answers.unless_naming,
            args=(update, ReviewState.skip),
        )
        st.button(
            "Back",
            key="review-back",
            shortcut=answers.letter("B", state),
            disabled=not state.before,
            on_click=answers.unless_naming,
            args=(update, ReviewState.go_back),
        )
    if state.panel:
        choices.draw(library, state.panel, state.focus_requests, given)


def _right_button(given: Answers, state: ReviewState, row: Quote) -> None:
    """Draw the button that confirms the speaker or, in a sample, whatever nobody has checked so far."""
    if not state.is_in_sample:
        is_off = row.speaker is None or row.confidence == _CHECKED
        st.button(
            "Speaker is right",
            key=f"review-right-{row.quote_id}",
            type="primary",
            shortcut=answers.letter("Y", state),
            disabled=is_off,
            on_click=answers.unless_naming,
            args=(given.right,),
        )
        return
    left = open_fields(given.library, row.quote_id)
    st.button(
        _ALL_RIGHT if len(left) != 1 else f"{left[0].value.capitalize()} is right",
        key=f"review-right-{row.quote_id}",
        type="primary",
        shortcut=answers.letter("Y", state),
        disabled=not left,
        on_click=answers.unless_naming,
        args=(given.all_right, left),
    )


def _further(context: PageContext, row: Quote) -> None:
    """Draw the note, the shortcuts, and the ways from the quote."""
    with st.expander("Add a note to your answer"):
        _note(row.quote_id)
    st.html(_fill("keys"))
    with st.container(horizontal=True, vertical_alignment="center", gap="medium"):
        link = context.pages["article"]
        st.page_link(
            link, label="Open in the article", query_params={"article": row.doc_id, "quote": row.quote_id}
        )
        st.button(
            "Mark a missed quote in this article",
            type="tertiary",
            on_click=update,
            args=(ReviewState.mark_missed_in, row.doc_id),
        )


def _note(quote_id: str) -> None:
    """Draw the box for a note. What is in it belongs to this quote, also in another window of the visitor."""
    draft, kept = draft_of(current_visitor().person), answers.kept_note(quote_id)
    if st.session_state.get(_NOTE_OF) != quote_id or NOTE not in st.session_state:
        st.session_state[NOTE] = draft.fields.get(kept, "")
        st.session_state[_NOTE_OF] = quote_id
    typed = st.text_input(
        "Note", autocomplete="off", key=NOTE, live=True, placeholder="For example: heard it on the recording"
    )
    if typed:
        draft.fields[kept] = typed
    else:
        draft.fields.pop(kept, None)


def _earlier_corrections(library: Library, said: list[Correction]) -> None:
    """Draw the corrections of the quote so far, newest first."""
    if not said:
        return
    st.html("<h3>Corrections so far</h3>")
    for correction in reversed(said):
        history.draw_correction(library, correction)


def _nothing_left(state: ReviewState) -> None:
    """Say that nothing is left to check, and what to do next."""
    if state.skipped:
        st.html(notice(f"All other quotes are checked. You skipped {len(state.skipped):,}."))
        st.button("Show skipped quotes", on_click=update, args=(ReviewState.check_skipped,))
    elif state.only.is_empty:
        st.html(notice("No quotes left to check. Add articles, or mark a missed quote."))
    else:
        st.html(notice("All of these quotes are checked."))
