"""How far the migration of a library is, for whoever waits for it: in this process, or in another one.

To migrate a large library takes minutes, in one transaction. Other processes cannot look into it, so the
progress is noted in a small file beside the library for as long as it takes.
"""

import os
import stat
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from threading import Event, Thread
from typing import TextIO, TypeAlias

from quotes.library.connection import LibraryError, connect, error_line, has_file, locate, version
from quotes.library.migrations import LATEST

NOTE_ENDING = "-updating"
"""What follows the library's name in the name of the note."""

_SECONDS_BETWEEN = 0.2
_HEARTBEAT = 5.0
_LOST_AFTER = 60.0


@dataclass(frozen=True, slots=True)
class MigrationProgress:
    """How many of a library's articles are migrated.

    >>> MigrationProgress(3_400, 10_000).in_words
    '3,400 of 10,000 articles'
    """

    done: int
    total: int

    @property
    def in_words(self) -> str:
        """What to say of it."""
        return f"{self.done:,} of {self.total:,} articles"


class MigratingLibraryError(LibraryError):
    """Another process is migrating the library, so that it cannot be opened yet."""

    def __init__(self, library: Path, progress: MigrationProgress) -> None:
        super().__init__(
            f"{library}: another program is updating this library to this version of quotes "
            f"({progress.in_words} are done); try again when it has finished"
        )
        self.progress = progress


WatchMigration: TypeAlias = Callable[[MigrationProgress], None]
"""What is called again and again while a library is migrated."""


def ignore_progress(_: MigrationProgress) -> None:
    """Watch nothing."""


def at_times(watch: WatchMigration) -> WatchMigration:
    """Call ``watch`` a few times a second at most, however often it is asked to."""
    last = -_SECONDS_BETWEEN

    def show(progress: MigrationProgress) -> None:
        nonlocal last
        now = time.monotonic()
        if now - last >= _SECONDS_BETWEEN:
            last = now
            watch(progress)

    return show


@contextmanager
def noting_progress(library: Path, watch: WatchMigration) -> Iterator[WatchMigration]:
    """Pass the progress on to ``watch``, and note it beside the library, which this process has locked."""
    place = _place(library)
    try:
        place.unlink(missing_ok=True)
        note = place.open("x", encoding="ascii")
    except OSError:  # others are told less, then
        yield at_times(watch)
        return
    is_over = Event()
    heart = Thread(target=_beat, args=(place, is_over), daemon=True)

    def show(progress: MigrationProgress) -> None:
        _write(note, progress)
        watch(progress)

    heart.start()
    try:
        yield at_times(show)
    finally:
        is_over.set()
        heart.join()
        with suppress(OSError):
            note.close()
        with suppress(OSError):
            place.unlink(missing_ok=True)


def noted_progress(library: Path) -> MigrationProgress | None:
    """How far another process is with the migration of a library; None if none is at it."""
    place = _place(library)
    try:
        found = place.stat(follow_symlinks=False)
        if not stat.S_ISREG(found.st_mode) or abs(time.time() - found.st_mtime) > _LOST_AFTER:
            return None
        done, total = map(int, place.read_text("ascii").split())
    except (OSError, ValueError):
        return None
    return MigrationProgress(done, total)


def being_migrated(library: Path) -> "MigratingLibraryError | None":
    """The error for a library that another process is migrating; None if none is at it."""
    progress = noted_progress(library)
    return None if progress is None else MigratingLibraryError(library, progress)


def needs_migration(location: str | Path | None) -> bool:
    """Whether an earlier version of this program made a library, so that opening it may take minutes.

    Raises:
        LibraryError: the file is not a library or cannot be opened.

    """
    path = locate(location)
    if not has_file(path):
        return False
    engine = connect(path, read_only=True)
    try:
        with error_line(path), engine.connect() as connection:
            return 0 < version(connection, path) < LATEST
    finally:
        engine.dispose()


def _place(library: Path) -> Path:
    return library.with_name(f"{library.name}{NOTE_ENDING}")


def _write(note: TextIO, progress: MigrationProgress) -> None:
    """Write the note again in place. It has the same length each time, so that nobody reads half of it."""
    with suppress(OSError):
        note.seek(0)
        note.write(f"{progress.done:>15} {progress.total:>15}\n")
        note.flush()


def _beat(place: Path, is_over: Event) -> None:
    """Keep the note fresh through steps that take long. One that is old was left by a killed process."""
    while not is_over.wait(_HEARTBEAT):
        with suppress(OSError):
            os.utime(place)
