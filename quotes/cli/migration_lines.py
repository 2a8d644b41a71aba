"""What a command says while it migrates a library that an earlier version made."""

import sys
import time
from typing import TYPE_CHECKING

from quotes.cli.terminal import note

if TYPE_CHECKING:
    from quotes.library import MigrationProgress

_FIRST, _ON_TERMINAL, _IN_LOG = 1.0, 5.0, 60.0


class MigrationLines:
    """Prints how far a migration is, now and then; one that takes less than a second needs no word."""

    def __init__(self) -> None:
        self._next = time.monotonic() + _FIRST
        self._between = _ON_TERMINAL if sys.stderr.isatty() else _IN_LOG

    def __call__(self, progress: "MigrationProgress") -> None:
        """Print a line, if it is time for one."""
        now = time.monotonic()
        if now >= self._next:
            self._next = now + self._between
            note(f"updating the library to this version of quotes: {progress.in_words}")
