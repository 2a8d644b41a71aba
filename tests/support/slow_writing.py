"""A library that is seldom free to write to, as while another program fills it."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from threading import Event, Thread

_HELD = 1.0  # seconds; a program waits thirty for a library


@contextmanager
def seldom_writable(library: Path) -> Iterator[None]:
    """Lock a library most of the time: about one article a second is stored, however quick the machine."""
    over = Event()
    other = Thread(target=_lock_most_of_the_time, args=(library, over))
    other.start()
    try:
        yield
    finally:
        over.set()
        other.join()


def _lock_most_of_the_time(library: Path, over: Event) -> None:
    """Hold the lock for a while, then let go of it until somebody else has written."""
    with closing(sqlite3.connect(library, timeout=60, isolation_level=None)) as connection:
        while not over.is_set():
            connection.execute("BEGIN IMMEDIATE")
            over.wait(_HELD)
            connection.execute("ROLLBACK")
            before = _version(connection)
            while not over.wait(0.01) and _version(connection) == before:
                pass


def _version(connection: sqlite3.Connection) -> int:
    """A number that changes when another connection writes."""
    return int(connection.execute("PRAGMA data_version").fetchone()[0])
