"""The tags of a speaker, an article or a quote: shown, added and removed in one widget."""

from collections.abc import Collection

import streamlit as st

from quotes.dashboard.shared.cards import notice
from quotes.dashboard.shared.context import PageContext
from quotes.dashboard.shared.widget_setting import set_widget
from quotes.display import templates_of, widget_label
from quotes.library import Library, Tagged
from quotes.types import InputError

_LABEL = 50
_PROBLEM = "tags_problem"
_fill = templates_of("quotes.dashboard.shared")


def draw_tags(context: PageContext, kind: Tagged, target: str, label: str = "Tags") -> None:
    """Draw the tags; whoever may change the library adds and removes them. Those that exist are offered."""
    library = context.library
    tags = library.tags_of(kind, [target])[target]
    if context.read_only:
        if tags:
            st.html(_fill("tags", tags=tags))
        return
    key = f"tags-{kind}-{target}"
    set_widget(key, list(tags))
    st.multiselect(
        label,
        list(dict.fromkeys([*tags, *library.tags()])),
        key=key,
        format_func=lambda tag: widget_label(tag, _LABEL),
        placeholder="Add a tag",
        select_all=False,
        accept_new_options=True,
        on_change=_change,
        args=(library, kind, target, key, tags),
    )
    if problem := st.session_state.pop(_PROBLEM, None):
        st.html(notice(problem, error=True))


def _change(library: Library, kind: Tagged, target: str, key: str, before: Collection[str]) -> None:
    """Store what was added and removed."""
    chosen = st.session_state[key]
    try:
        for tag in chosen:
            if tag not in before:
                library.tag(tag, kind, [target])
        for tag in before:
            if tag not in chosen:
                library.untag(tag, kind, [target])
    except InputError as error:
        st.session_state[_PROBLEM] = str(error)
