"""What every page is given: the library, whether it may be changed, and the other pages to lead to."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import streamlit as st

from quotes.access import is_read_only
from quotes.library import Library
from quotes.library.connection import locate


@dataclass(frozen=True, slots=True)
class Context:
    """A visit's surroundings. ``pages`` has the pages by the last part of their address."""

    library: Library
    read_only: bool
    pages: Mapping[str, st.Page]


def open_library() -> Library:
    """Return the library that the environment names, opened once for all visitors.

    Raises:
        InputError: it cannot be opened.

    """
    return _opened(locate(None), read_only=is_read_only())


@st.cache_resource(show_spinner=False)
def _opened(path: Path, *, read_only: bool) -> Library:
    return Library(path, read_only=read_only)
