"""Opening the library while visitors watch: a large one that an earlier version made is migrated first."""

import logging
import time
from contextlib import suppress
from functools import partial
from pathlib import Path
from threading import Thread

import streamlit as st

from quotes.dashboard.shared import cards
from quotes.dashboard.shared.loaded_objects import exempt_loaded
from quotes.dashboard.shared.wording import time_left
from quotes.library import Library, MigratingLibraryError, MigrationProgress
from quotes.types import InputError

_SECONDS_TO_WAIT = 1.0
_SECONDS_TO_OPEN = 8.0
_BETWEEN_LOOKS = 0.1
_BETWEEN_TRIES = 1.0
_ON_TERMINAL = 10.0
_LOGGER = logging.getLogger("quotes.dashboard")
_STAYS = "Quotes and corrections stay as they are. You can close this page; the update goes on."


class OpeningLibraryError(InputError):
    """The library is still being opened."""

    def __init__(self, opening: "LibraryOpening") -> None:
        super().__init__("the library is being updated to this version of quotes")
        self.opening = opening


class LibraryOpening:
    """Opens a library in the background. If another process is migrating it, this waits for it to finish."""

    def __init__(self, path: Path, read_only: bool) -> None:
        self._path, self._read_only = path, read_only
        self._library: Library | None = None
        self._error: InputError | None = None
        self._began = self._told = time.monotonic()
        self.progress = MigrationProgress(0, 0)
        self._is_migrating = False
        self._thread = Thread(target=self._work, name="opening the library", daemon=True)
        self._thread.start()

    @property
    def has_failed(self) -> bool:
        """Whether the library could not be opened."""
        return self._error is not None and self.is_over

    @property
    def is_over(self) -> bool:
        """Whether the library is open, or cannot be opened."""
        return not self._thread.is_alive()

    def wait(self, seconds: float | None = None) -> None:
        """Wait until it is over, or until ``seconds`` have passed."""
        self._thread.join(seconds)

    def library(self) -> Library:
        """The open library. Most open within a moment, or a few on a busy machine, so this waits.

        Raises:
            OpeningLibraryError: it takes longer.
            InputError: the library cannot be opened.

        """
        self.wait(_SECONDS_TO_WAIT)
        until = time.monotonic() + _SECONDS_TO_OPEN
        while not (self.is_over or self._is_migrating) and time.monotonic() < until:
            self.wait(_BETWEEN_LOOKS)
        if self._library is not None:
            return self._library
        raise self._error or OpeningLibraryError(self)

    @property
    def in_words(self) -> str:
        """How far it is.

        >>> opening = LibraryOpening.__new__(LibraryOpening)
        >>> opening.progress, opening._began = MigrationProgress(0, 0), 0
        >>> opening.in_words
        'Updating the library to this version of quotes…'
        """
        done, total = self.progress.done, self.progress.total
        words = "Updating the library to this version of quotes"
        if not total:
            return f"{words}…"
        parts = [f"{words}: {self.progress.in_words}"]
        if 0 < done < total:
            parts.append(time_left((time.monotonic() - self._began) / done * (total - done)))
        elif done == total:
            parts.append("linking names")
        return " · ".join(parts)

    def _work(self) -> None:
        while True:
            try:
                self._library = Library(self._path, read_only=self._read_only, watch=self._watch)
            except MigratingLibraryError as error:
                self._watch(error.progress)
                time.sleep(_BETWEEN_TRIES)
                continue
            except InputError as error:
                self._error = error
            except Exception as error:
                _LOGGER.exception("the library could not be opened")
                self._error = InputError(f"The library could not be opened ({type(error).__name__}).")
            else:
                if not self._read_only:
                    Thread(target=_match, args=(self._library,), name="matching quotes", daemon=True).start()
            return

    def _watch(self, progress: MigrationProgress) -> None:
        self.progress, self._is_migrating = progress, True
        now = time.monotonic()
        if now - self._told > _ON_TERMINAL:
            self._told = now
            _LOGGER.warning("%s", self.in_words)


def _match(library: Library) -> None:
    """Match the quotes that wait for it, as all do after a migration. The next adding does what is left."""
    with suppress(InputError):
        library.match()
    exempt_loaded()  # the words of thousands of quotes stay in memory for the next matching


def draw_opening(opening: LibraryOpening) -> None:
    """Draw the page that is shown until the library is open."""
    st.html(cards.masthead("quotes"))
    st.fragment(partial(_draw_course, opening), run_every=1.0)()
    st.html(cards.hint(_STAYS))


def _draw_course(opening: LibraryOpening) -> None:
    if opening.is_over:
        st.rerun()
    progress = opening.progress
    st.progress(min(1.0, progress.done / max(1, progress.total)), text=opening.in_words)
