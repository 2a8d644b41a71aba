"""Linking what a round stored, in a process of its own if that is much.

Matching needs much memory for some seconds. In the process that follows sources, what it needs would lie
between what that process keeps, and Python could not give it back: memory use would grow with each time.
"""

import signal
import sys
from multiprocessing import get_context
from pathlib import Path

from quotes.library import Library
from quotes.scale import end_with_parent, starting_processes

MATCHED_AT_ONCE = 1_000
"""How many quotes are matched in one transaction: so few that it needs little memory."""

_FEW = 100
"""To start a process takes longer than to link up to so many articles."""


def link_stored(library: Library, articles: int) -> None:
    """Link the names and match the words of ``articles`` that were stored since the last time.

    Raises:
        LibraryError: the library cannot be written.

    """
    if articles <= _FEW or not _is_linked_apart(library.path):
        library.link(at_once=MATCHED_AT_ONCE)


def _is_linked_apart(path: Path) -> bool:
    """Link in a new process. False if it fails or dies: whoever does the same again finds out why."""
    process = get_context("spawn").Process(target=_link, args=(path,), name="linking", daemon=True)
    with starting_processes():
        process.start()
    try:
        process.join()
    finally:
        process.kill()
    return process.exitcode == 0


def _link(path: Path) -> None:
    """What the process does. It ends with its parent, however that ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    end_with_parent()
    try:
        with Library(path) as library:
            library.link(at_once=MATCHED_AT_ONCE)
    except Exception:  # the parent reports it
        sys.exit(1)
