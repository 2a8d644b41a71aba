"""What a link or a form asks for that was drawn before another one was pressed.

Each leads to a whole filter, with what was active when it was drawn. If the visitor has pressed another one
since, only what it changes of that is meant.
"""

from dataclasses import replace
from typing import Any

from quotes.dashboard.shared import Asked
from quotes.library import FILTER_FIELDS, Filter

_DATES = ("since", "until", "undated")
"""The fields that a choice of dates sets together."""


def with_change(now: Asked, drawn: Asked, wanted: Asked) -> Asked:
    """Make the same change in what is asked ``now`` that leads from what was ``drawn`` to what is ``wanted``.

    >>> ferry = Asked(Filter(words="ferry"))
    >>> both = with_change(ferry, Asked(), Asked(Filter(speakers=("Ada Quill",))))
    >>> both.only == Filter(words="ferry", speakers=("Ada Quill",))
    True
    """
    changes = {name: _changed(name, now.only, drawn.only, wanted.only) for name in FILTER_FIELDS}
    sort = now.sort if wanted.sort == drawn.sort else wanted.sort
    return replace(wanted, only=replace(wanted.only, **changes), sort=sort)


def _changed(name: str, now: Filter, drawn: Filter, wanted: Filter) -> Any:
    """The value of one field."""
    together = _DATES if name in _DATES else (name,)
    if all(getattr(drawn, each) == getattr(wanted, each) for each in together):
        return getattr(now, name)
    value, before, after = (getattr(each, name) for each in (now, drawn, wanted))
    if not FILTER_FIELDS[name].takes_several:
        return after
    left = tuple(each for each in value if each in after or each not in before)
    return left + tuple(each for each in after if each not in before and each not in left)
