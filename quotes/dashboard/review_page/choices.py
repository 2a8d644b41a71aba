"""Suggested speakers and sources of a quote: names to choose from, or a box to type one."""

from collections.abc import Callable

import streamlit as st

from quotes.dashboard.review_page.answers import ALSO, KIND, TYPED, Answers
from quotes.dashboard.review_page.state import Panel, ReviewState, update
from quotes.dashboard.shared import (
    FOCUS_ON_TYPED_NAME,
    SPEAKER_KIND_WORDS,
    plain_label,
    script_element,
)
from quotes.library import Filter, Library, Sort, SpeakerKind
from quotes.review import Suggestion, suggest_sources, suggest_speakers, with_same_mention
from quotes.types import Span

_WITH_KEY = 9
_MOST = 30
_OF_THE_LIBRARY = 12
_MOST_ROWS = 300
_LABEL = 50


def draw(library: Library, panel: Panel, focus_requests: int, answers: Answers) -> None:
    """Draw the names to choose from for a quote's speaker or source.

    Each button belongs to the quote and the panel. On a slow line, a name that was chosen for the speaker is
    not stored as the source that was asked for meanwhile.
    """
    row = answers.row
    of = f"{panel}-{row.quote_id}"
    article = library.article(row.doc_id).article
    rows = library.page(Filter(articles=(row.doc_id,)), Sort.newest, limit=_MOST_ROWS)
    span = Span(row.start, row.end)
    with st.container(key="review-panel"):
        if panel is Panel.speaker:
            _speakers(suggest_speakers(article, rows, span), answers, of)
        else:
            _sources(library, suggest_sources(article, rows, span), answers, of)
        _typed(panel, answers, of)
        st.button(
            "Close",
            key="review-close",
            type="tertiary",
            shortcut="Escape",
            on_click=update,
            args=(ReviewState.with_panel, None),
        )
        if focus_requests:
            st.html(script_element(FOCUS_ON_TYPED_NAME, focus_requests), unsafe_allow_javascript=True)


def _speakers(suggested: list[Suggestion], answers: Answers, of: str) -> None:
    st.html("<h3>Who said it?</h3>")
    if same := with_same_mention(answers.library, answers.row):
        others = f"{len(same):,} other quote{'' if len(same) == 1 else 's'}"
        words = plain_label(answers.row.mention or "", _LABEL)
        st.checkbox(f"Also the {others} of this article with “{words}”", key=ALSO)
    offered = [choice for choice in suggested if choice.name != answers.row.speaker]
    _buttons(offered[:_MOST], of, lambda choice: answers.speaker(choice.name, choice.kind))
    _others("Cannot tell", of, lambda: answers.speaker(None, None))


def _sources(library: Library, suggested: list[str], answers: Answers, of: str) -> None:
    st.html("<h3>Which source reported it?</h3>")
    names = _with_frequent_sources(library, suggested)
    offered = [Suggestion(name, "") for name in names if name != answers.row.source]
    _buttons(offered[:_MOST], of, lambda choice: answers.source(choice.name))
    _others("No source", of, lambda: answers.source(None))


def _with_frequent_sources(library: Library, suggested: list[str]) -> list[str]:
    """The suggested sources, then those with most quotes in the library, each once."""
    known = library.counts("source", limit=_OF_THE_LIBRARY)["source"].dropna()
    return list(dict.fromkeys([*suggested, *known]))


def _buttons(offered: list[Suggestion], of: str, choose: Callable[[Suggestion], None]) -> None:
    """Draw a button for each choice. The first nine have a digit as their shortcut."""
    with st.container(horizontal=True, key="review-names", gap="small"):
        for place, choice in enumerate(offered, start=1):
            kind = f" ({choice.kind})" if choice.kind not in ("", SpeakerKind.person) else ""
            st.button(
                plain_label(choice.name, _LABEL) + kind,
                key=f"review-name-{of}-{place}",
                shortcut=str(place) if place <= _WITH_KEY else None,
                on_click=choose,
                args=(choice,),
            )


def _others(nobody: str, of: str, choose: Callable[[], None]) -> None:
    """Draw the buttons for answers that are not among the choices."""
    with st.container(horizontal=True, gap="small"):
        st.button(nobody, key=f"review-none-{of}", shortcut="0", on_click=choose)
        # no letter as a shortcut: one that is typed begins a name
        st.button("Type a name", key="review-type", on_click=update, args=(ReviewState.type_name,))


def _typed(panel: Panel, answers: Answers, of: str) -> None:
    """Draw the form for a name that is not among the choices."""
    with st.form("review-form", border=False), st.container(horizontal=True, vertical_alignment="bottom"):
        st.text_input(
            "Another name",
            autocomplete="off",
            key=TYPED,
            placeholder="Type it and press Enter",
            max_chars=300,
        )
        if panel is Panel.speaker:
            st.segmented_control(
                "Kind",
                list(SPEAKER_KIND_WORDS),
                format_func=lambda kind: SPEAKER_KIND_WORDS[kind],
                key=KIND,
                default=SpeakerKind.person,
                required=True,
            )
        st.form_submit_button(
            "Save this name", key=f"review-save-{of}", on_click=answers.typed, args=(panel,)
        )
