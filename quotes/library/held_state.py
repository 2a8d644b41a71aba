"""One state of the library that is held while many questions are asked, as a page does."""

from contextlib import ExitStack
from threading import get_ident
from typing import TYPE_CHECKING

from sqlalchemy import Connection

if TYPE_CHECKING:
    from quotes.library.cache import ListingCache


class HeldState:
    """A connection that sees one state, and the listing of that state; without arguments, nothing is held.

    Both are None to all threads but the one that holds them. ``opened`` is what has to be closed at the end.
    """

    __slots__ = ("_cache", "_connection", "_opened", "_thread")

    def __init__(
        self,
        connection: Connection | None = None,
        cache: "ListingCache | None" = None,
        opened: ExitStack | None = None,
    ) -> None:
        self._connection, self._cache, self._opened = connection, cache, opened or ExitStack()
        self._thread = get_ident()

    @property
    def connection(self) -> Connection | None:
        """The connection, until the end."""
        return self._connection if self._thread == get_ident() else None

    @property
    def cache(self) -> "ListingCache | None":
        """The listing, until the end."""
        return self._cache if self._thread == get_ident() else None

    def end(self) -> None:
        """Close the connection. A second end does nothing; another thread cannot end it."""
        if self.connection is not None:
            self._connection = self._cache = None
            self._opened.close()
