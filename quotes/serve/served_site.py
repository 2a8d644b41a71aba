"""The server that the routes belong to."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from quotes.library import Library


@dataclass(frozen=True, slots=True, kw_only=True)
class ServedSite:
    """What the routes need to know of the server that they belong to.

    Attributes:
        open_library: gives the open library. Raises InputError if it cannot be opened, or not yet.
        check_access: takes the token that a request brings. Raises `AccessRefusedError` if it may not read.
        home: the public address of the server; "" for the one that a request names.
        takes_texts: whether a program may send a text to extract quotes from it.
        other_origins: the web sites whose pages may read the answers.
        base: what every path begins with, without a slash at its end.

    """

    open_library: Callable[[], "Library"]
    check_access: Callable[[str | None], None]
    home: Callable[[], str]
    takes_texts: Callable[[], bool]
    other_origins: Callable[[], Collection[str]]
    base: str = ""
