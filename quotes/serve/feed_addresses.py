"""Where the feeds of saved views are."""

from typing import Literal
from urllib.parse import quote


def feed_path(name: str, kind: Literal["atom", "json"] = "atom") -> str:
    """The path of the feed of a saved view, without a slash at its beginning.

    >>> feed_path("Minister X / agencies")
    'feeds/Minister%20X%20%2F%20agencies.atom'
    """
    return f"feeds/{quote(name, safe='')}.{kind}"
