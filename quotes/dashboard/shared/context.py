"""What every page gets: the library, whether it may be changed, and the other pages to link to."""

import gc
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from threading import Lock

import streamlit as st

from quotes.dashboard.settings import current_settings
from quotes.library import Library, locate
from quotes.types import InputError

_OPENING = Lock()


@dataclass(frozen=True, slots=True)
class PageContext:
    """What a page works with. ``pages`` has all pages, by the last part of their address."""

    library: Library
    read_only: bool
    pages: Mapping[str, st.Page]


def open_library() -> Library:
    """The library of the dashboard's settings, opened once for all visitors.

    Raises:
        InputError: the library cannot be opened.

    """
    settings = current_settings()
    with _OPENING:
        return _opened(locate(settings.library), read_only=settings.read_only)


def read_ahead() -> None:
    """Open the library and read what every page needs, so that the first visitor does not wait."""
    with suppress(InputError):  # the page shows what is wrong
        open_library().totals()
    keep_loaded()


@cache
def keep_loaded(page: str = "") -> None:
    """Exempt what is loaded by now from garbage collection, once for each page.

    Streamlit collects garbage after every run of a page. Searching all code, vocabulary and the library would
    take longer than drawing the page, and every visitor would wait.
    """
    gc.collect()
    gc.freeze()


@cache
def _opened(path: Path, *, read_only: bool) -> Library:
    return Library(path, read_only=read_only)
