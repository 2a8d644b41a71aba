"""Where a page of a list ended, as text that a program sends back to get the next page."""

import base64
import binascii
import json

from quotes.library import Place

LONGEST = 200
_GREATEST = 2**53


def to_cursor(kind: str, place: Place | None) -> str | None:
    """Write a place in a list of one kind; None for no place.

    >>> to_cursor("added", (7, 120, 4))
    'WyJhZGRlZCIsNywxMjAsNF0'
    """
    if place is None:
        return None
    text = json.dumps([kind, *place], separators=(",", ":"))
    return base64.urlsafe_b64encode(text.encode()).decode("ascii").rstrip("=")


def from_cursor(kind: str, text: str) -> Place:
    """Read a place.

    >>> from_cursor("added", "WyJhZGRlZCIsNywxMjAsNF0")
    (7, 120, 4)

    Raises:
        ValueError: the text is not a cursor of this kind of list.

    """
    try:
        padded = text + "=" * (-len(text) % 4)
        found = json.loads(base64.b64decode(padded, altchars=b"-_", validate=True))
    except (binascii.Error, ValueError, RecursionError):
        found = None
    if not isinstance(found, list) or not found or found[0] != kind or not all(map(_is_place, found[1:])):
        raise ValueError("not a cursor of this list; take it from the answer before, and keep the order")
    return tuple(found[1:])


def _is_place(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and 0 <= value <= _GREATEST
