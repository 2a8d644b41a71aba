"""The switch between the views of a page."""

from collections.abc import Callable, Mapping
from typing import TypeVar

import streamlit as st

_View = TypeVar("_View")


def draw_switch(label: str, names: Mapping[_View, str], key: str, on_change: Callable[[], None]) -> None:
    """Draw one button for each view; one of them is always chosen.

    Args:
        label: what the switch is for, for those who do not see the page.
        names: the words on the button of each view.
        key: where the session keeps the chosen view, which must be there already.
        on_change: runs when the visitor chooses another view.

    """
    st.segmented_control(
        label,
        list(names),
        format_func=names.__getitem__,
        key=key,
        required=True,
        label_visibility="collapsed",
        on_change=_when_chosen,
        args=(key, on_change),
    )


def _when_chosen(key: str, on_change: Callable[[], None]) -> None:
    """Go to the chosen view. Only a browser sees to it that one is always chosen; other programs do not."""
    if st.session_state[key] is not None:
        on_change()
