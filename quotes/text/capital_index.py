"""Where a text has a name. A long text is searched for many names, so its capitals are indexed once."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache

_CAPITAL = re.compile("[A-Z]")
_LETTERS = 3
"""A capital is indexed with the letters that follow, as many as make three."""


def name_places(name: str, text: str) -> Iterator[int]:
    """The offsets at which ``text`` has ``name``, in order, also inside of words.

    >>> list(name_places("Pell", "Pell, the Pellian press, and Port Pell"))
    [0, 10, 34]
    """
    if len(name) < _LETTERS or not _CAPITAL.match(name):
        return (found.start() for found in re.finditer(re.escape(name), text))
    return (at for at in _capitals(text).get(name[:_LETTERS], ()) if text.startswith(name, at))


@lru_cache(2)  # the article as it is, and without quoted words
def _capitals(text: str) -> Mapping[str, Sequence[int]]:
    """The offsets of the capitals of a text, by the three letters that begin there."""
    found: defaultdict[str, list[int]] = defaultdict(list)
    for capital in _CAPITAL.finditer(text):
        at = capital.start()
        found[text[at : at + _LETTERS]].append(at)
    return found
