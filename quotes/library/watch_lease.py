"""The right to follow the sources of a library, which one process has at a time.

The process says again and again that it is alive. If it has said nothing for a while, or is known to have
ended, another one may take over. The first then stores nothing any more.
"""

import os
import platform
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

from sqlalchemy import Connection, delete, insert, select, update

from quotes.library.connection import LibraryError
from quotes.library.following_tables import watchers
from quotes.library.inserts import now

SECONDS_BETWEEN_BEATS = 20.0
_SILENT_FOR = timedelta(seconds=90)


class AlreadyWatchedError(LibraryError):
    """Another process follows the sources of this library."""


class LostWatchError(LibraryError):
    """Another process has taken over, because this one said nothing for too long."""


@dataclass(frozen=True, slots=True)
class WatchLease:
    """The right of one process, known by a random name."""

    owner: str

    def beat(self, connection: Connection) -> None:
        """Note that the process is alive."""
        connection.execute(update(watchers).where(watchers.c.owner == self.owner).values(beat=now()))


def take_lease(connection: Connection) -> WatchLease:
    """Give this process the right to follow the sources.

    Raises:
        AlreadyWatchedError: another process has it and is alive.

    """
    found = connection.execute(select(watchers)).one_or_none()
    if found is not None and _is_alive(found):
        since = found.began[:16].replace("T", " ")
        raise AlreadyWatchedError(
            f"process {found.process} on {found.machine} has followed the sources of this library since "
            f"{since} UTC; one is enough"
        )
    lease = WatchLease(uuid4().hex)
    connection.execute(delete(watchers))
    here = {"machine": platform.node() or "this machine", "process": os.getpid()}
    connection.execute(
        insert(watchers), {"id": 1, "owner": lease.owner, "began": now(), "beat": now(), **here}
    )
    return lease


def check_owner(connection: Connection, lease: WatchLease) -> None:
    """Make sure, before anything is stored, that the right was not taken over.

    Raises:
        LostWatchError: it was.

    """
    if connection.scalar(select(watchers.c.owner)) != lease.owner:
        raise LostWatchError("another process follows the sources of this library now; this one ends")


def release_lease(connection: Connection, lease: WatchLease) -> None:
    """Give the right back, unless another process has it by now."""
    connection.execute(delete(watchers).where(watchers.c.owner == lease.owner))


def read_lease(connection: Connection) -> str | None:
    """Since when a process that is alive has had the right."""
    found = connection.execute(select(watchers)).one_or_none()
    return found.began if found is not None and _is_alive(found) else None


def _is_alive(found: Any) -> bool:
    """Whether the process of a row was alive a moment ago."""
    if datetime.now(UTC) - datetime.fromisoformat(found.beat) > _SILENT_FOR:
        return False
    if os.name != "posix" or found.machine != platform.node():
        return True
    try:
        os.kill(found.process, 0)  # sends nothing; fails if there is no such process
    except ProcessLookupError:
        return False
    except OSError:
        pass
    return True
