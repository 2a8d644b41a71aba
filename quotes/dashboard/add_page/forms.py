"""The three ways to hand in articles: as pasted text, as files, or by their web addresses.

Whatever is typed or chosen is in the draft of the visitor's window, and in the fields again when the page is
drawn next.
"""

from collections.abc import Callable, Iterator, Mapping
from functools import partial

import streamlit as st

from quotes.dashboard.add_page import columns
from quotes.dashboard.add_page.state import AddingMethod, AddState, update
from quotes.dashboard.login import current_visitor
from quotes.dashboard.shared import Draft, KeptFile, component_script, draft_of, draw_switch, hint
from quotes.reading import MOST_ADDRESSES, ReadingOutcome, read_addresses, read_pasted, read_uploads

_NAMES: Mapping[AddingMethod, str] = {
    AddingMethod.paste: "Paste a text",
    AddingMethod.upload: "Upload files",
    AddingMethod.web: "From the web",
}
PROBLEM = "add_problem"
"""What is wrong with what was handed in last, until a field is changed."""

_ASKED = "add_asked"
"""Whether the visitor has asked for a preview, until it is there or given up."""
_CHOSEN = "add_way"
_TYPED = "add_typing"
_FIELDS: Mapping[AddingMethod, tuple[str, ...]] = {
    AddingMethod.paste: ("text", "title", "outlet", "date", "url"),
    AddingMethod.upload: (),
    AddingMethod.web: ("addresses",),
}
_MOST_NAMED = 5
_ANYTHING = ".*"

Handed = Callable[[], Iterator[ReadingOutcome]]
"""Reads what was handed in; raises InputError if a field is wrong."""


def draw(state: AddState) -> Handed | None:
    """Draw the ways to hand in articles and the form of the chosen one.

    Returns:
        What reads the articles, once the visitor has handed them in.

    """
    st.session_state[_CHOSEN] = state.method
    draw_switch("How to add articles", _NAMES, _CHOSEN, _choose_method)
    draft = _current_draft()
    match state.method:
        case AddingMethod.paste:
            return _paste(draft)
        case AddingMethod.upload:
            return _upload(draft, state.form_number)
        case AddingMethod.web:
            return _web(draft)


def _current_draft() -> Draft:
    visitor = current_visitor()
    return draft_of(visitor.person, visitor.session)


def _choose_method() -> None:
    """Store the chosen method; Streamlit forgets a widget's value on a run that does not draw it."""
    end_preview()
    update(AddState.with_method, st.session_state[_CHOSEN])


def clear(method: AddingMethod) -> None:
    """Empty the fields of one form, whose articles are being added."""
    draft = _current_draft()
    if method is AddingMethod.upload:
        draft.forget([each.id for each in draft.files])
        draft.columns.clear()
    for name in _FIELDS[method]:
        draft.fields.pop(name, None)
        st.session_state.pop(_key(name), None)


def _paste(draft: Draft) -> Handed | None:
    text = _long_text(draft, "text", "Text of the article", 260)
    st.html('<p class="hint">Optional details</p>')
    left, right = st.columns([2, 1])
    with left:
        title = _line(draft, "title", "Title")
        url = _line(draft, "url", "Web address", "https://", is_address=True)
    with right:
        outlet = _line(draft, "outlet", "Outlet")
        date = _line(draft, "date", "Date", "2024-03-05")
    if not _preview_is_asked("add_read"):
        return None
    return lambda: read_pasted(text, title=title, outlet=outlet, published=date, url=url)


def _upload(draft: Draft, form_number: int) -> Handed | None:
    given = _files(draft, form_number)
    are_chosen = columns.draw(draft, given)
    if not _preview_is_asked("add_read_files", is_ready=bool(given) and are_chosen):
        return None
    chosen = columns.choice_of(draft)
    return lambda: read_uploads(
        [(each.name, each.stream) for each in given], columns=chosen, with_copies=True
    )


def _web(draft: Draft) -> Handed | None:
    label = f"Web addresses of articles, one a line, up to {MOST_ADDRESSES}"
    addresses = _long_text(draft, "addresses", label, 180, "https://")
    if not _preview_is_asked("add_fetch"):
        return None
    return lambda: read_addresses(addresses)


def _preview_is_asked(key: str, *, is_ready: bool = True) -> bool:
    """Draw the button that asks for a preview. Gives whether it is asked for.

    It stays so if the run that reads is overtaken by another: a file that comes in late starts it over.
    """
    st.button("Preview", type="primary", key=key, disabled=not is_ready, on_click=_ask)
    if not is_ready:
        end_preview()
    return _ASKED in st.session_state


def _ask() -> None:
    st.session_state[_ASKED] = True


def end_preview() -> None:
    """Note that the preview is there, or that the visitor does not want it any more."""
    st.session_state.pop(_ASKED, None)


def _key(name: str) -> str:
    return f"add_{name}"


def _line(draft: Draft, name: str, label: str, placeholder: str = "", *, is_address: bool = False) -> str:
    """Draw a field of one line with what the draft says; it is sent while it is typed.

    For an address a phone shows the keyboard that has slashes. What is wrong with it is said after *Preview*.
    """
    st.session_state.setdefault(_key(name), draft.fields.get(name, ""))
    typed = st.text_input(
        label,
        type="url" if is_address else "default",
        validate=_ANYTHING if is_address else None,
        autocomplete="off",
        key=_key(name),
        placeholder=placeholder,
        live=True,
        on_change=_keep,
        args=(name,),
        persist_state="session",
    )
    return typed or ""


def _long_text(draft: Draft, name: str, label: str, height: int, placeholder: str = "") -> str:
    """Draw a field of several lines with what the draft says; typing.js sends it while it is typed."""
    st.session_state.setdefault(_key(name), draft.fields.get(name, ""))
    typed = st.text_area(
        label,
        height=height,
        key=_key(name),
        placeholder=placeholder,
        on_change=_keep,
        args=(name,),
        persist_state="session",
    )
    _send_while_typing(name)
    return typed or ""


def _keep(name: str) -> None:
    st.session_state.pop(PROBLEM, None)
    _current_draft().fields[name] = st.session_state[_key(name)] or ""


def _send_while_typing(name: str) -> None:
    """Have the browser send what is being typed into a long field, so that a reload does not lose it."""
    component = st.components.v2.component("quotes.typing", js=component_script("typing.js"))
    with st.container(key="typing"):
        component(
            key=_TYPED, data={"field": f"st-key-{_key(name)}"}, on_typed_change=partial(_keep_typed, name)
        )


def _keep_typed(name: str) -> None:
    typed = st.session_state[_TYPED].typed
    if isinstance(typed, str):
        _current_draft().fields[name] = typed


def _files(draft: Draft, form_number: int) -> list[KeptFile]:
    """Draw the fields for files. Gives the files in them, and those that the draft has from before."""
    keys = (f"add_files_{form_number}", f"add_folder_{form_number}")
    is_drawn_anew = keys[0] not in st.session_state
    single = st.file_uploader(
        "Files: text, web pages, PDF, Word, tables, JSON, or zip archives of these",
        accept_multiple_files=True,
        key=keys[0],
    )
    folder = st.file_uploader("Or a whole folder", accept_multiple_files="directory", key=keys[1])
    uploads = [*single, *folder]
    here = {each.file_id: KeptFile(each.file_id, each.name, each.size, each) for each in uploads}
    before: set[str] = set() if is_drawn_anew else st.session_state.get("add_here", set())
    draft.forget(before - here.keys())
    for each in uploads:
        if not draft.has(each.file_id):
            draft.keep(each.file_id, each.name, each.getvalue())
    st.session_state["add_here"] = set(here)
    kept = [each for each in draft.files if each.id not in here]
    if kept:
        _draw_kept(draft, kept)
    return [*kept, *here.values()]


def _draw_kept(draft: Draft, kept: list[KeptFile]) -> None:
    """List the files that were chosen before the page was left, with a button to remove them."""
    names = ", ".join(each.name for each in kept[:_MOST_NAMED])
    more = f" and {len(kept) - _MOST_NAMED:,} more" if len(kept) > _MOST_NAMED else ""
    with st.container(horizontal=True, vertical_alignment="center", key="add_kept"):
        st.html(hint(f"Chosen before: {names}{more}"))
        st.button(
            "Remove",
            type="tertiary",
            key="add_remove",
            on_click=draft.forget,
            args=([each.id for each in kept],),
        )
