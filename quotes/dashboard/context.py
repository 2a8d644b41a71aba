"""What every page is given: the library, whether it may be changed, and the other pages to lead to."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import streamlit as st

from quotes.library import Library
from quotes.library.connection import locate
from quotes.types import InputError

READ_ONLY = "QUOTES_READ_ONLY"
"""The variable of the environment that keeps visitors from changing the library."""

_YES, _NO = ("1", "true", "yes", "on"), ("", "0", "false", "no", "off")


@dataclass(frozen=True, slots=True)
class Context:
    """A visit's surroundings. ``pages`` has the pages by the last part of their address."""

    library: Library
    read_only: bool
    pages: Mapping[str, st.Page]


def is_read_only() -> bool:
    """Tell whether the library is served for reading alone.

    Raises:
        InputError: the variable says neither yes nor no.

    """
    said = os.environ.get(READ_ONLY, "").strip().lower()
    if said not in (*_YES, *_NO):
        raise InputError(f"{READ_ONLY}={said}: say 1 to serve the library for reading only, or 0")
    return said in _YES


def open_library() -> Library:
    """Return the library that the environment names, opened once for all visitors.

    Raises:
        InputError: it cannot be opened.

    """
    return _opened(locate(None), read_only=is_read_only())


@st.cache_resource(show_spinner=False)
def _opened(path: Path, *, read_only: bool) -> Library:
    return Library(path, read_only=read_only)
