"""The file of an open library: whether it is still in its place, and whether the log beside it is its own.

SQLite keeps what was written last in a log beside the file (``-wal``). It knows the log by its name alone.
What is written to a file that was deleted is lost, and a copy that is put in place of a file gets its log.
"""

import sqlite3
from contextlib import closing, suppress
from pathlib import Path

from sqlalchemy import Connection, Engine

from quotes.library.connection import BUSY_SECONDS, LibraryError

_CREATE = "CREATE TABLE IF NOT EXISTS file_place (id INTEGER PRIMARY KEY CHECK (id = 1), inode INTEGER)"
_READ = "SELECT inode FROM file_place"
_STORE = "INSERT OR REPLACE INTO file_place VALUES (1, ?)"
_HAS_TABLE = "SELECT count(*) FROM sqlite_schema WHERE name = 'file_place'"


class LibraryFile:
    """The file at a path, as it was when the library was opened.

    Args:
        path: where the file is.

    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._log = path.with_name(f"{path.name}-wal")
        self._opened: tuple[int, int] | None = None

    def note_opened(self) -> None:
        """Take the file that is there now for the one that was opened."""
        self._opened = _identity(self.path)

    def check(self) -> None:
        """Make sure that the file at the path is the one that was opened.

        Raises:
            LibraryError: it was deleted, moved or replaced since.

        """
        if self._opened is not None and _identity(self.path) != self._opened:
            raise LibraryError(
                f"{self.path}: this file was deleted or replaced while it was open; nothing was stored; "
                "start again with the file that you want"
            )

    def check_before_storing(self, connection: Connection) -> None:
        """Make sure that what is about to be stored can be found again.

        Raises:
            LibraryError: the file or its log was deleted, moved or replaced.

        """
        self.check()
        if not self._log.exists() and connection.exec_driver_sql("PRAGMA journal_mode").scalar() == "wal":
            raise LibraryError(
                f"{self._log}: this log was deleted while the library was open; nothing was stored; "
                "start again"
            )

    def check_log(self) -> None:
        """Make sure, before the library is opened, that a log beside the file belongs to it.

        Raises:
            LibraryError: the file was put in place of another one, which has left its log.

        """
        try:
            if not self._log.stat().st_size:
                return
        except OSError:
            return
        with suppress(sqlite3.Error), closing(_open_without_log(self.path)) as connection:
            stored = connection.execute(_READ).fetchone()
            if stored and stored[0] != self._inode():
                raise LibraryError(
                    f"{self._log}: this log belongs to another file. If {self.path.name} is a copy that you "
                    f"put here, delete {self._log.name}. If you moved both here, merge them with "
                    f"sqlite3 {self.path.name} 'PRAGMA wal_checkpoint(TRUNCATE)'"
                )

    def is_noted_in(self, connection: Connection) -> bool:
        """Whether the library says that it is in this file, and not in the one that it was copied from."""
        if not connection.exec_driver_sql(_HAS_TABLE).scalar_one():
            return False
        return connection.exec_driver_sql(_READ).scalar() == self._inode()

    def note_in(self, connection: Connection) -> None:
        """Write into the library which file it is in."""
        connection.exec_driver_sql(_CREATE)
        connection.exec_driver_sql(_STORE, (self._inode(),))

    def _inode(self) -> int | None:
        found = _identity(self.path)
        return found and found[1] % 2**63


def merge_log(engine: Engine) -> None:
    """Move what the log holds into the file and empty it, unless others read or write just now.

    What is in the log is stored; but a copy put in place of the file must find no log with content.
    """
    raw = engine.raw_connection()
    try:
        cursor = raw.cursor()
        cursor.execute("PRAGMA busy_timeout = 0")
        with suppress(sqlite3.Error):
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
        cursor.execute(f"PRAGMA busy_timeout = {BUSY_SECONDS * 1000}")
    finally:
        raw.close()


def _identity(path: Path) -> tuple[int, int] | None:
    """Which file is at a path: its device and inode; None if there is none."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino


def _open_without_log(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro&immutable=1", uri=True)
