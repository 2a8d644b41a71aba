"""Who else may have spoken, or through whom the words may have come: names to choose from, or to type."""

from collections.abc import Callable

import streamlit as st

from quotes.dashboard.review_page.answers import KIND, TYPED, Answers
from quotes.dashboard.review_page.visit import Panel
from quotes.dashboard.shared import plain_label
from quotes.library import Filter, Library, Sort, SpeakerKind
from quotes.review import Suggestion, suggest_sources, suggest_speakers
from quotes.types import Quote, Span

_WITH_KEY = 9
_MOST = 30
_OF_THE_LIBRARY = 12
_MOST_ROWS = 300
_LABEL = 50
# The number makes each script another one: the same is not run twice.
_FOCUS = '<script>document.querySelector(".st-key-review-typed input").focus(); // {number}</script>'
_KINDS = {
    SpeakerKind.person: "A person",
    SpeakerKind.organisation: "An organisation",
    SpeakerKind.unnamed: "Unnamed",
}


def draw(library: Library, panel: Panel, answers: Answers) -> None:
    """Draw the names to choose from for a quote's speaker or source."""
    article = library.article(answers.row.doc_id).article
    rows = library.page(Filter(articles=(answers.row.doc_id,)), Sort.newest, limit=_MOST_ROWS)
    with st.container(key="review-panel"):
        if panel is Panel.speaker:
            row = answers.row
            named = suggest_speakers(article, rows, Span(row.start, row.end))
            offered = [choice for choice in named if choice.name != row.speaker]
            st.html("<h3>Who said it?</h3>")
            _buttons(offered[:_MOST], lambda choice: answers.speaker(choice.name, choice.kind))
            _others("Cannot tell", lambda: answers.speaker(None, None), answers.type)
        else:
            st.html("<h3>Which source reported it?</h3>")
            offered = [
                Suggestion(name, "")
                for name in _sources(
                    library,
                    suggest_sources(article, rows, Span(answers.row.start, answers.row.end)),
                    answers.row,
                )
            ]
            _buttons(offered[:_MOST], lambda choice: answers.source(choice.name))
            _others("No source", lambda: answers.source(None), answers.type)
        _typed(panel, answers)


def _sources(library: Library, of_article: list[str], row: Quote) -> list[str]:
    """Return the sources to offer: those of the article, then those of the library that have most quotes."""
    known = library.counts("source", limit=_OF_THE_LIBRARY)["source"].dropna()
    return [name for name in dict.fromkeys([*of_article, *known]) if name != row.source]


def _buttons(offered: list[Suggestion], choose: Callable[[Suggestion], None]) -> None:
    """Draw a button for each choice; the first nine have a digit as their key."""
    with st.container(horizontal=True, key="review-names", gap="small"):
        for place, choice in enumerate(offered, start=1):
            kind = f" ({choice.kind})" if choice.kind not in ("", SpeakerKind.person) else ""
            st.button(
                plain_label(choice.name, _LABEL) + kind,
                key=f"review-name-{place}",
                shortcut=str(place) if place <= _WITH_KEY else None,
                on_click=choose,
                args=(choice,),
            )


def _others(nobody: str, choose: Callable[[], None], type_name: Callable[[], None]) -> None:
    """Draw the buttons for what is none of the choices."""
    with st.container(horizontal=True, gap="small"):
        st.button(nobody, key="review-none", shortcut="0", on_click=choose)
        st.button("Type a name", key="review-type", shortcut="T", on_click=type_name)


def _typed(panel: Panel, answers: Answers) -> None:
    """Draw the form for a name that is not among the choices."""
    with st.form("review-form", border=False), st.container(horizontal=True, vertical_alignment="bottom"):
        st.text_input("Another name", key=TYPED, placeholder="Type it and press Enter", max_chars=300)
        if panel is Panel.speaker:
            st.segmented_control(
                "Kind",
                list(_KINDS),
                format_func=lambda kind: _KINDS[kind],
                key=KIND,
                default=SpeakerKind.person,
                required=True,
            )
        st.form_submit_button("Save this name", on_click=answers.typed)
    if answers.visit.typing:
        st.html(_FOCUS.format(number=answers.visit.typing), unsafe_allow_javascript=True)
