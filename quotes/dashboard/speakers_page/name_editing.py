"""Joining names, splitting them, and saying what is not a name, on the pages of speakers."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial

import streamlit as st

from quotes.dashboard.shared import (
    NAME_ACTS,
    Bar,
    PageContext,
    decide,
    draw_decisions,
    plain_label,
)
from quotes.dashboard.speakers_page.state import current_asked, show
from quotes.display import widget_label
from quotes.library import Act, Library, NameRole, similar_speakers
from quotes.types import InputError

_MOST_OFFERED = 100
_MOST_ACTS = 50
_LABEL = 50
_TICKING = "names_ticking"
_TICKED = "names_ticked"
_OPEN = "names_open"
_OTHER = "names_other"
_SHOWN = "names_shown"
_SPLIT = "names_split"
_OUTLETS = "names_outlets"

_label = partial(widget_label, limit=_LABEL)


def draw_for_speaker(context: PageContext, speaker: str, forms: Sequence[str]) -> None:
    """Draw what can be said about a speaker's names: join, not the same, not a name; and what was said."""
    if context.read_only:
        return
    library = context.library
    with st.expander("Join, split or reject names", expanded=st.session_state.get(_OPEN) == speaker):
        _draw_join_with(library, speaker)
        if len(forms) > 1:
            _draw_split(library, forms)
        chosen = st.session_state.get(_SPLIT) or []
        name = chosen[0] if len(chosen) == 1 else speaker
        st.button(
            f"“{plain_label(name, _LABEL)}” is not a name",
            key="names-reject",
            help="The quotes stay; they have no speaker then",
            on_click=_reject,
            args=(library, name),
        )
        draw_decisions(library, library.name_acts(speaker))


def draw_ticking(context: PageContext) -> Callable[[Bar, str], None] | None:
    """Draw the switch to tick speakers in the list, and what to do with those that are ticked.

    Gives what to draw for a line in place of the way to the speaker; None if nothing is to be ticked.
    """
    if context.read_only or not st.toggle("Join names", key=_TICKING, help="Tick names of one speaker"):
        return None
    ticked: list[str] = st.session_state.setdefault(_TICKED, [])
    if len(ticked) < 2:
        st.html('<p class="none">Tick two or more names of one speaker.</p>')
    else:
        _draw_join(context.library, NameRole.speaker, ticked, "ticked")
    return _draw_tick


def draw_for_outlets(context: PageContext) -> None:
    """Draw the choice of sources or outlets to join, and those that people joined."""
    if context.read_only:
        return
    library = context.library
    with st.expander("Join outlets or sources"):
        names: list[str] = st.multiselect(
            "Names of one outlet or source",
            _outlet_names(library),
            format_func=_label,
            key=_OUTLETS,
            placeholder="AP, AP News, Associated Press",
            select_all=False,
            accept_new_options=True,
        )
        if len(names) > 1:
            _draw_join(library, NameRole.outlet, names, "outlets")
        draw_decisions(library, _outlet_acts(library))


def _outlet_names(library: Library) -> list[str]:
    """List the outlets and sources with most quotes."""
    counted = (library.counts(by, limit=_MOST_OFFERED)[by].dropna() for by in ("outlet", "source"))
    return list(dict.fromkeys(name for names in counted for name in names))


def _outlet_acts(library: Library) -> list[Act]:
    acts = library.acts(NAME_ACTS, limit=_MOST_ACTS)
    return [act for act in acts if act.undone is None and act.details.get("role") == NameRole.outlet]


def _draw_join_with(library: Library, speaker: str) -> None:
    """Draw the choice of another name of this speaker."""
    st.selectbox(
        "Join with",
        _offered(library, speaker),
        index=None,
        key=_OTHER,
        format_func=_label,
        placeholder="Choose or type another name of this speaker",
        accept_new_options=True,
    )
    if other := st.session_state.get(_OTHER):
        _draw_join(library, NameRole.speaker, [speaker, other], "other")


def _offered(library: Library, speaker: str) -> list[str]:
    """List the names most like this one, then those with most quotes."""
    like = similar_speakers(library, speaker, limit=20)
    most = library.counts("speaker", limit=_MOST_OFFERED)["speaker"].dropna()
    return [name for name in dict.fromkeys([*like, *most]) if name != speaker]


def _draw_join(library: Library, role: NameRole, names: Sequence[str], key: str) -> None:
    """Draw the choice of the name that all are known as, and the button to join them."""
    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.selectbox(
            "Known as",
            sorted(names, key=lambda name: (-len(name.split()), -len(name))),
            key=f"{_SHOWN}_{key}",
            format_func=_label,
            accept_new_options=True,
            width=300,
        )
        st.button(
            f"Join {len(names)} names",
            key=f"names-join-{key}",
            type="primary",
            on_click=_join,
            args=(library, role, tuple(names), f"{_SHOWN}_{key}"),
        )


def _draw_split(library: Library, forms: Sequence[str]) -> None:
    """Draw the choice of names that are somebody else."""
    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.multiselect(
            "Not the same",
            list(forms),
            key=_SPLIT,
            format_func=_label,
            placeholder="Choose names that are somebody else",
            select_all=False,
            width=380,
        )
        st.button(
            "Split off",
            key="names-split",
            disabled=not st.session_state[_SPLIT],
            on_click=_split,
            args=(library,),
        )


def _draw_tick(bar: Bar, _: str) -> None:
    """Draw the box to tick for a line of the list."""
    key = f"tick-{bar.name}"
    st.session_state[key] = bar.name in st.session_state[_TICKED]
    st.checkbox(
        plain_label(bar.name, _LABEL),
        key=key,
        on_change=_tick,
        args=(bar.name,),
    )


def _tick(name: str) -> None:
    ticked = [each for each in st.session_state[_TICKED] if each != name]
    st.session_state[_TICKED] = [*ticked, name] if st.session_state[f"tick-{name}"] else ticked


def _join(library: Library, role: NameRole, names: tuple[str, ...], shown_key: str) -> None:
    shown = st.session_state[shown_key]
    if not decide(library, lambda: library.join_names(names, known_as=shown, role=role)):
        return
    st.session_state.update({_TICKED: [], _TICKING: False, _OTHER: None, _OUTLETS: []})
    if role is NameRole.speaker and current_asked().speaker:
        _stay_at(shown)


def _split(library: Library) -> None:
    names = tuple(st.session_state[_SPLIT])
    if decide(library, lambda: library.split_names(names)):
        st.session_state[_SPLIT] = []
        _show_as_known(library)


def _reject(library: Library, name: str) -> None:
    if decide(library, lambda: library.not_a_name(name)):
        st.session_state[_SPLIT] = []
        _show_as_known(library)


def _show_as_known(library: Library) -> None:
    """Show the speaker under the name that the library knows it by now."""
    speaker = current_asked().speaker or ""
    try:
        known = library.known_as([speaker])[speaker]
    except InputError:
        return
    _stay_at(known)


def _stay_at(speaker: str) -> None:
    """Show a speaker, with the choice of names still open."""
    st.session_state[_OPEN] = speaker
    show(replace(current_asked(), speaker=speaker, page=1, quote=None))
