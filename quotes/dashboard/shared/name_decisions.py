"""What people decided about names, in words, each with a button to undo it."""

from collections.abc import Callable, Iterable

import streamlit as st

from quotes.dashboard.shared.cards import notice
from quotes.display import templates_of, widget_label
from quotes.library import Act, ActKind, Library
from quotes.types import InputError

NAME_ACTS = (ActKind.joining, ActKind.separation, ActKind.not_a_name)
"""The kinds of act that decide about names."""

_MESSAGE = "names_message"
_LONGEST = 200
_fill = templates_of("quotes.dashboard.shared")


def _in_words(act: Act) -> str:
    """Say what an act decided, as a sentence for the page."""
    words = widget_label(act.in_words, _LONGEST)
    return words[:1].upper() + words[1:]


def decide(library: Library, take: Callable[[], int]) -> bool:
    """Store a decision about names, and keep what to say about it. False if it could not be stored."""
    try:
        act = library.act(take())
    except InputError as error:
        st.session_state[_MESSAGE] = (str(error), None)
        return False
    st.session_state[_MESSAGE] = (f"{_in_words(act)}." if act else "Saved.", act and act.id)
    return True


def draw_decision_message(library: Library) -> None:
    """Say once what was decided last, with a button to undo it."""
    text, act = st.session_state.pop(_MESSAGE, (None, None))
    if text is None:
        return
    with st.container(horizontal=True, vertical_alignment="center", key="names-message"):
        st.html(notice(text, error=act is None and not text.startswith("Undone")))
        if act is not None:
            st.button("Undo", key="names-undo", icon=":material/undo:", on_click=_undo, args=(library, act))


def draw_decisions(library: Library, acts: Iterable[Act]) -> None:
    """List decisions about names, with who made them and a button to undo each."""
    for act in acts:
        with st.container(horizontal=True, vertical_alignment="center", key=f"name-act-{act.id}"):
            st.html(_fill("name_act", words=_in_words(act), who=act.who, day=act.made[:10]))
            st.button("Undo", key=f"name-undo-{act.id}", on_click=_undo, args=(library, act.id))


def _undo(library: Library, act: int) -> None:
    try:
        library.undo(act)
    except InputError as error:
        st.session_state[_MESSAGE] = (str(error), None)
    else:
        st.session_state[_MESSAGE] = ("Undone. The names are as they were before.", None)
