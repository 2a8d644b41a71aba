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
_LONGEST = 60
_fill = templates_of("quotes.dashboard.shared")


def name_act_in_words(act: Act) -> str:
    """Say what an act decided about names.

    >>> details = {"names": ["Trump", "The Donald"], "known_as": "Donald J. Trump"}
    >>> name_act_in_words(Act(1, ActKind.joining, "", "", details=details))
    'Joined Trump and The Donald, known as Donald J. Trump'
    """
    names = " and ".join(widget_label(name, _LONGEST) for name in act.details.get("names", ()))
    match act.what:
        case ActKind.joining:
            return f"Joined {names}, known as {widget_label(act.details['known_as'], _LONGEST)}"
        case ActKind.separation:
            others = act.details.get("others") or ["others"]
            return f"Split {names} from {widget_label(others[0], _LONGEST)}"
        case _:
            return f"Not a name: {names}"


def decide(library: Library, take: Callable[[], int]) -> bool:
    """Store a decision about names, and keep what to say about it. False if it could not be stored."""
    try:
        act = library.act(take())
    except InputError as error:
        st.session_state[_MESSAGE] = (str(error), None)
        return False
    st.session_state[_MESSAGE] = (f"{name_act_in_words(act)}." if act else "Saved.", act and act.id)
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
            st.html(_fill("name_act", words=name_act_in_words(act), who=act.who, day=act.made[:10]))
            st.button("Undo", key=f"name-undo-{act.id}", on_click=_undo, args=(library, act.id))


def _undo(library: Library, act: int) -> None:
    try:
        library.undo(act)
    except InputError as error:
        st.session_state[_MESSAGE] = (str(error), None)
    else:
        st.session_state[_MESSAGE] = ("Undone. The names are as they were before.", None)
