"""Opening a library: where its file is, whether it is a library, and what SQLite's errors mean to a user."""

import os
import sqlite3
import stat
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, QueuePool, create_engine, event
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, SQLAlchemyError

from quotes.library.damage import LOCKED, is_damaged
from quotes.library.migrations import LATEST
from quotes.library.schema import APPLICATION_ID
from quotes.types import InputError

ENVIRONMENT = "QUOTES_LIBRARY"
BUSY_SECONDS = 30
_PRAGMAS = (
    "foreign_keys = ON",
    "synchronous = FULL",  # what was committed survives a power failure
    "cache_size = -4000",
    "temp_store = MEMORY",
)
ROOM_FOR_MUCH = 200_000
ROOM_TO_MATCH = 8_000
"""Memory for the pages of a large transaction, in KB. One that matches new quotes is no slower with less, and
a process that follows sources has such transactions all the time.
"""
_AS_USUAL = ("cache_size = -4000", "wal_autocheckpoint = 1000")
_MEANINGS = {
    "SQLITE_NOTADB": "this is not a library of quotes",
    "SQLITE_CORRUPT": "this library is damaged; restore it from a copy",
    "SQLITE_READONLY": "this library is read-only; nothing was written",
    "SQLITE_FULL": "the disk is full; what was stored before is safe; free some space, then try again",
    "SQLITE_IOERR": (
        "the disk is full or cannot be read or written; what was stored before is safe; free some space, "
        "then try again"
    ),
    "SQLITE_CANTOPEN": "this library cannot be opened; check the folder and its permissions",
    "SQLITE_BUSY": f"another program has locked this library for {BUSY_SECONDS} seconds; try again",
    "SQLITE_LOCKED": "another program has locked this library; try again",
}


_OTHER_TABLES = ("no such table", "no such column", "duplicate column", "table ", "index ")
"""How SQLite's messages begin if somebody changed the tables or the version number of a library."""


class LibraryError(InputError):
    """The library itself cannot be used, so there is no point in trying other articles."""


class LockedLibraryError(LibraryError):
    """Another program has locked the library for longer than this one waits."""


def locate(given: str | Path | None) -> Path:
    """Find the file of a library.

    That is the path or the SQLite URL given; otherwise ``QUOTES_LIBRARY``, or else a file in the user's data
    folder. Raises LibraryError for the URL of another kind of database, or one without a file.

    >>> locate("sqlite:////tmp/press.db") == locate("/tmp/press.db") == Path("/tmp/press.db")
    True
    """
    wanted = str(given or os.environ.get(ENVIRONMENT) or "")
    if not wanted:
        return _data_folder() / "library.sqlite"
    if "://" not in wanted:
        return _expanded(wanted)
    try:
        url = make_url(wanted)
    except (ArgumentError, ValueError):
        raise LibraryError(f"{wanted}: not a URL like sqlite:////folder/library.sqlite") from None
    if url.get_backend_name() != "sqlite" or not url.database or url.database == ":memory:":
        shown = url.render_as_string(hide_password=True)
        raise LibraryError(
            f"{shown}: a library is an SQLite file; give its path or sqlite:////folder/library.sqlite"
        )
    return Path(url.database)


def _data_folder() -> Path:
    """Make the folder in the user's data folder where the library is by default."""
    from platformdirs import user_data_path  # noqa: PLC0415  (most calls name a library)

    folder = user_data_path("quotes")
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        reason = error.strerror or error
        raise LibraryError(f"{folder}: cannot be created: {reason}; name a library's file instead") from None
    return folder


def _expanded(given: str) -> Path:
    """Replace a leading ~ or ~user by a home folder."""
    try:
        return Path(given).expanduser()
    except RuntimeError:
        raise LibraryError(f"{given}: there is no such home folder; give the whole path") from None


def has_file(path: Path) -> bool:
    """Whether the file of a library exists; otherwise one can be created there.

    Raises:
        LibraryError: it cannot be reached, it is not a regular file, or there is no folder for it.

    """
    try:
        mode = path.stat().st_mode
    except FileNotFoundError:
        if path.is_symlink() or path.parent.is_dir():
            return False
        raise LibraryError(f"{path}: there is no folder {path.parent}; create it first") from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        raise LibraryError(f"{path}: cannot be opened: {reason}") from None
    if stat.S_ISDIR(mode):
        raise LibraryError(f"{path}: this is a folder; name a file in it")
    if not stat.S_ISREG(mode):
        raise LibraryError(f"{path}: this is a pipe or a device, not a file")
    return True


def connect(path: Path, *, read_only: bool) -> Engine:
    """Make the engine for a library's file. A transaction that writes takes the lock when it begins."""
    uri = _uri(path, read_only=read_only)

    def open_file() -> sqlite3.Connection:
        return sqlite3.connect(uri, uri=True, timeout=BUSY_SECONDS, check_same_thread=False)

    engine = create_engine("sqlite://", creator=open_file, poolclass=QueuePool, pool_size=4, max_overflow=60)
    event.listen(engine, "connect", _prepare)
    event.listen(engine, "begin", _begin)
    return engine


def _uri(path: Path, *, read_only: bool) -> str:
    """The URI with which SQLite opens a library's file."""
    mode = "ro" if read_only else "rwc"
    uri = f"{path.absolute().as_uri()}?mode={mode}"
    return f"{uri}&immutable=1" if read_only and not _can_share(path) else uri


def _can_share(path: Path) -> bool:
    """Whether readers can share the file with a writer; for that they need to write next to it."""
    as_user = os.access in os.supports_effective_ids
    writable = os.access(path.parent, os.W_OK, effective_ids=as_user)
    return writable or path.with_name(f"{path.name}-wal").exists()


def _prepare(connection: Any, _: Any) -> None:
    """Set up a new connection. SQLAlchemy begins the transactions, not the sqlite3 module."""
    connection.isolation_level = None
    for pragma in _PRAGMAS:
        connection.execute(f"PRAGMA {pragma}")


def _begin(connection: Connection) -> None:
    """Begin a transaction. One that writes takes the lock at once, so that it never fails half-way."""
    writing = connection.get_execution_options().get("writing", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")


def version(connection: Connection, path: Path) -> int:
    """Read the schema version of an open library; 0 for an empty file.

    Raises LibraryError if the database is not a library, or if a later version of this program made it.
    """
    mark = connection.exec_driver_sql("PRAGMA application_id").scalar_one()
    found = int(connection.exec_driver_sql("PRAGMA user_version").scalar_one())
    if mark != APPLICATION_ID:
        if mark or connection.exec_driver_sql("SELECT count(*) FROM sqlite_schema").scalar_one():
            raise LibraryError(f"{path}: this is not a library of quotes")
        return 0
    if found > LATEST:
        raise LibraryError(f"{path}: a later version of quotes made this library; update quotes to open it")
    return found


def keep_log_apart(engine: Engine) -> None:
    """Switch a new library to write-ahead logging, so that readers and writers need not wait."""
    until = time.monotonic() + BUSY_SECONDS
    raw = engine.raw_connection()
    try:
        while True:
            try:
                raw.cursor().execute("PRAGMA journal_mode = WAL")
            except sqlite3.OperationalError as error:
                if error.sqlite_errorname != "SQLITE_BUSY" or time.monotonic() > until:
                    raise
                time.sleep(0.05)  # SQLite does not wait if another process switches too
            else:
                return
    finally:
        raw.close()


def raw_rows(connection: Connection, query: str, parameters: Sequence[Any] = ()) -> Any:
    """Ask a question past SQLAlchemy, which takes longer than a small question or many plain rows.

    Returns:
        the cursor of `sqlite3`, whose rows are tuples.

    """
    cursor: Any = connection.connection.cursor()
    return cursor.execute(query, parameters)


@contextmanager
def room_for_much(connection: Connection, room: int = ROOM_FOR_MUCH) -> Iterator[None]:
    """Give a connection memory for many changes; what it writes stays in the log until the next merge."""
    raw: Any = connection.connection.dbapi_connection
    for pragma in (f"cache_size = -{room}", "wal_autocheckpoint = 0"):
        raw.execute(f"PRAGMA {pragma}")
    try:
        yield
    finally:
        for pragma in _AS_USUAL:
            raw.execute(f"PRAGMA {pragma}")


@contextmanager
def error_line(path: Path) -> Iterator[None]:
    """Translate SQLite errors, and whatever comes of a damaged library, to one line for the user."""
    try:
        yield
    except InputError:
        raise
    except UnicodeEncodeError:
        raise InputError("the text holds half a character (a lone surrogate)") from None
    except (DBAPIError, sqlite3.Error) as error:
        original = error.orig if isinstance(error, DBAPIError) else error
        name = str(getattr(original, "sqlite_errorname", ""))
        meaning = _meaning(name, str(original))
        if meaning is None:
            _raise_if_damaged(path, error)
            raise
        kind = LockedLibraryError if name.startswith(LOCKED) else LibraryError
        raise kind(f"{path}: {meaning}") from error
    except (ArithmeticError, LookupError, SQLAlchemyError, TypeError, ValueError) as error:
        _raise_if_damaged(path, error)
        raise


def _raise_if_damaged(path: Path, error: Exception) -> None:
    """Raise LibraryError if an error comes of a damaged library; otherwise it is one of this program."""
    if is_damaged(_uri(path, read_only=True)):
        raise LibraryError(f"{path}: {_MEANINGS['SQLITE_CORRUPT']}") from error


def _meaning(name: str, message: str) -> str | None:
    """Say what an SQLite error means; None if it is not for the user. Two have no name, only a message."""
    if message.startswith(("Could not decode", "invalid fts5 file format")):
        name = "SQLITE_CORRUPT"
    if message.startswith(_OTHER_TABLES):
        return "its tables are not those of its version; restore this library from a copy"
    return next((said for start, said in _MEANINGS.items() if name.startswith(start)), None)
