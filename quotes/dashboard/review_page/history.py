"""What people did to the library, newest first, each with a button to undo it."""

from dataclasses import replace
from datetime import date, datetime
from functools import partial
from typing import Any

import streamlit as st
from markupsafe import Markup

from quotes.dashboard.login import may_name_folders
from quotes.dashboard.review_page import answers, label_upload
from quotes.dashboard.review_page.state import ReviewState, store_state, update
from quotes.dashboard.shared import (
    Asked,
    ChosenArticles,
    PageContext,
    counted,
    draw_deletion,
    draw_last_change,
    fold,
    hint,
    notice,
    plain_label,
    summary,
    to_parameters,
    undo_change,
)
from quotes.display import templates_of, widget_label
from quotes.library import Act, ActKind, Correction, Filter, HistoryEntry, Library
from quotes.review import corrections_file

ROWS_A_PAGE = 20
MOST_CORRECTIONS = 1000
_KINDS = {ActKind.addition: "Imports", ActKind.correction: "Corrections"}
_KINDS |= {ActKind.amendment: "Amendments", ActKind.deletion: "Deletions"}
_KINDS |= {
    ActKind.joining: "Names joined",
    ActKind.separation: "Names split",
    ActKind.not_a_name: "Not names",
    ActKind.tag: "Tags",
    ActKind.untag: "Tags removed",
    ActKind.view: "Saved views",
    ActKind.following: "Sources followed",
}
_PAGER = "review-pager"
_FILTERS = ("history-what", "history-who", "history-since", "history-until")
_fill = templates_of("quotes.dashboard.review_page")


def draw(context: PageContext, state: ReviewState) -> None:
    """Draw one page of the acts that the filters let through."""
    library = context.library
    answers.draw_message(library, state)
    label_upload.draw(library)
    draw_last_change(library, "history")
    asked = _draw_filters(library, state)
    number = library.number_of_acts(**asked)
    pages = max(1, -(-number // ROWS_A_PAGE))
    page = min(state.page, pages)
    store_state(state.turn_to(page))
    with st.container(horizontal=True, vertical_alignment="center", key="review-figures"):
        st.html(summary([counted(number, "entry" if number == 1 else "entries")]))
        st.download_button(
            "Download corrections as labelled data (JSON)",
            data=partial(corrections_file, library),
            file_name="corrections.json",
            mime="application/json",
            icon=":material/download:",
            on_click="ignore",
            help="For `quotes evaluate`. Same as `quotes export --corrections`",
        )
    if not number:
        st.html(notice("Nothing matches these filters."))
    acts = library.acts(**asked, limit=ROWS_A_PAGE, offset=(page - 1) * ROWS_A_PAGE)
    corrections = [act.id for act in acts if act.what is ActKind.correction]
    entries = library.history(limit=MOST_CORRECTIONS, of_acts=corrections) if corrections else []
    openings = library.openings(said.doc_id for said in entries)
    titled = (replace(said, title=said.title or openings.get(said.doc_id)) for said in reversed(entries))
    said_in = {said.correction.act: said for said in titled}
    for act in acts:
        _draw_act(context, act, said_in.get(act.id))
    if pages > 1:
        key = f"{_PAGER}-{page}"
        st.pagination(pages, default=page, key=key, on_change=_turn, args=(key,))


def _draw_filters(library: Library, state: ReviewState) -> dict[str, Any]:
    """Draw the filters, and give what they ask for as arguments of `Library.acts`."""
    is_open = bool(state.article) or any(st.session_state.get(key) for key in _FILTERS)
    st.html(fold(is_open=is_open))
    with st.container(horizontal=True, vertical_alignment="bottom", key="history-filters"):
        what = st.selectbox(
            "What",
            list(ActKind),
            index=None,
            key="history-what",
            format_func=lambda kind: _KINDS.get(kind, str(kind).capitalize()),
            placeholder="Everything",
            on_change=_first_page,
            width=190,
        )
        who = st.selectbox(
            "Who",
            library.people(),
            index=None,
            key="history-who",
            format_func=partial(widget_label, limit=80),
            placeholder="Anybody",
            on_change=_first_page,
            width=240,
        )
        since = st.date_input(
            "From", value=None, key="history-since", format="YYYY-MM-DD", on_change=_first_page, width=150
        )
        until = st.date_input(
            "To", value=None, key="history-until", format="YYYY-MM-DD", on_change=_first_page, width=150
        )
        if state.article:
            st.button(
                f"Only {plain_label(state.article, 60)}",
                icon=":material/close:",
                key="history-article",
                help="Show the history of all articles",
                on_click=update,
                args=(ReviewState.check_all,),
            )
    return {
        "what": [what] if what else [],
        "who": who,
        "article": state.article,
        "since": since.isoformat() if isinstance(since, date) else "",
        "until": until.isoformat() if isinstance(until, date) else "",
    }


def _draw_act(context: PageContext, act: Act, said: HistoryEntry | None) -> None:
    """Draw an act with the button to undo it, or an import with the ways to what it added."""
    library = context.library
    with st.container(key=f"review-entry-{act.id}", gap="small"):
        st.html(told_act(act, said))
        with st.container(horizontal=True, gap="small", vertical_alignment="center"):
            if act.what is ActKind.addition:
                if act.details.get("articles"):
                    _draw_import(context, act)
            elif act.folders_removed and not act.undone and not may_name_folders():
                st.html(hint(f"Folders are followed on the server’s command line: quotes undo {act.id}"))
            elif not act.undone:
                undo = _undo if act.what is ActKind.correction else undo_change
                st.button("Undo", key=f"undo-{act.id}", on_click=undo, args=(library, act.id))
            if said and not act.undone:
                asked = (ReviewState.show, said.quote_id)
                st.button("View", key=f"look-{act.id}", on_click=update, args=asked)


def _draw_import(context: PageContext, act: Act) -> None:
    """Draw the ways to what an import added, and the button to delete it."""
    pages, library = context.pages, context.library
    if act.details.get("quotes"):
        asked_quotes = to_parameters(Asked(Filter(imports=(act.id,))))
        st.page_link(pages["quotes"], label="See its quotes", query_params=asked_quotes)
    st.page_link(pages["article"], label="See its articles", query_params={"import": str(act.id)})
    if st.button("Delete these articles…", key=f"drop-{act.id}"):
        draw_deletion(library, ChosenArticles(f"import-{act.id}", partial(library.doc_ids_of_import, act.id)))


def told_act(act: Act, said: HistoryEntry | None) -> Markup:
    """Draw an act: what was done, by whom, when and in which article, and whether it is undone."""
    sentence = act.in_words
    undone = f"Undone {_time(act.undone)}" if act.undone else ""
    return _fill(
        "correction",
        words=said.words if said else None,
        sentence=sentence[:1].upper() + sentence[1:],
        note=act.note,
        time=_time(act.made),
        who=act.who,
        title=act.title or act.doc_id,
        undone=f"{undone} by {act.undone_by}" if act.undone_by else undone,
    )


def draw_correction(library: Library, correction: Correction) -> None:
    """Draw a correction with the button to undo it."""
    number = correction.act or 0
    with st.container(key=f"review-entry-{number}", gap="small"):
        st.html(told(correction))
        st.button("Undo", key=f"undo-{number}", on_click=_undo, args=(library, number))


def told(correction: Correction) -> Markup:
    """Draw a correction: the answer, the note, who gave it and when.

    >>> from quotes.library import CorrectionKind
    >>> from quotes.types import Span
    >>> correction = Correction("", Span(0, 1), CorrectionKind.not_a_quote, made="2024-03-05T07:08:09+00:00")
    >>> print(told(correction))
    <div class="said"><p><b>It is not a quote</b></p><p class="facts">5 March 2024, 07:08 UTC</p></div>
    """
    sentence = answers.sentence(correction)
    return _fill(
        "correction",
        words=None,
        sentence=sentence[:1].upper() + sentence[1:],
        note=correction.note,
        time=_time(correction.made),
        who=correction.who,
        title=None,
        undone="",
    )


def _time(made: str) -> str:
    when = datetime.fromisoformat(made)
    return f"{when.day} {when:%B %Y, %H:%M} UTC"


def _undo(library: Library, number: int) -> None:
    update(ReviewState.with_message, answers.undo_corrections(library, (number,)))


def _first_page() -> None:
    update(ReviewState.turn_to, 1)


def _turn(key: str) -> None:
    update(ReviewState.turn_to, st.session_state[key])
