"""What every page is given: the library, whether it may be changed, and the other pages to lead to."""

import gc
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from threading import Lock

import streamlit as st

from quotes.dashboard.login import is_read_only
from quotes.library import Library, locate
from quotes.types import InputError

_OPENING = Lock()


@dataclass(frozen=True, slots=True)
class PageContext:
    """A visit's surroundings. ``pages`` has the pages by the last part of their address."""

    library: Library
    read_only: bool
    pages: Mapping[str, st.Page]


def open_library() -> Library:
    """Return the library that the environment names, opened once for all visitors.

    Raises:
        InputError: it cannot be opened.

    """
    with _OPENING:
        return _opened(locate(None), read_only=is_read_only())


def read_ahead() -> None:
    """Open the library and read what every page needs of it, so that the first visitor need not wait."""
    with suppress(InputError):  # the page tells what is wrong
        open_library().totals()
    keep_loaded()


@cache
def keep_loaded(page: str = "") -> None:
    """Take what is loaded by now, for a page the first time it is drawn, for what is there to stay.

    After every run of a page Streamlit has Python look for garbage among all that there is: code, vocabulary
    and library would take longer to look through than a page to draw, and all visitors would wait.
    """
    gc.collect()
    gc.freeze()


@cache
def _opened(path: Path, *, read_only: bool) -> Library:
    return Library(path, read_only=read_only)
