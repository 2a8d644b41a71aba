"""What every page gets: the library, whether it may be changed, and the other pages to link to."""

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from threading import Lock

import streamlit as st

from quotes.dashboard.settings import current_settings
from quotes.dashboard.shared.library_opening import LibraryOpening
from quotes.dashboard.shared.loaded_objects import keep_loaded
from quotes.library import Library, locate
from quotes.types import InputError

_LOCK = Lock()
_OPENINGS: dict[tuple[Path, bool], LibraryOpening] = {}


@dataclass(frozen=True, slots=True)
class PageContext:
    """What a page works with. ``pages`` has all pages, by the last part of their address."""

    library: Library
    read_only: bool
    pages: Mapping[str, st.Page]


def open_library() -> Library:
    """The library of the dashboard's settings, opened once for all visitors.

    Raises:
        OpeningLibraryError: it is still being opened, because it is migrated first.
        InputError: the library cannot be opened.

    """
    return _opening().library()


def read_ahead() -> None:
    """Open the library and read what every page needs, so that the first visitor does not wait."""
    with suppress(InputError):  # the page shows what is wrong
        _opening().wait()
        open_library().totals()
    keep_loaded()


def _opening() -> LibraryOpening:
    """The opening of the library of the settings; a new one if the last one failed."""
    settings = current_settings()
    key = (locate(settings.library), settings.read_only)
    with _LOCK:
        if key not in _OPENINGS or _OPENINGS[key].has_failed:
            _OPENINGS[key] = LibraryOpening(*key)
        return _OPENINGS[key]
