"""Finding the wordings that share fingerprints, without reading the others."""

import json
from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from itertools import chain

from sqlalchemy import Connection

from quotes.library.connection import raw_rows

STOCK = 2_000
"""A print that more wordings than this have is a stock phrase; nothing is looked for by it."""

LEAST_SHARED = 0.2
"""The share of its prints that the shorter of two wordings must have in common with the other."""

_SIZE_BITS = 20
_FEW = int(1 / LEAST_SHARED)
"""A wording with at most this many prints is similar by a single one."""
_CODE = f"wording << {_SIZE_BITS} | number"
_CODES = (
    f"group_concat({_CODE}) || ';' || coalesce(group_concat({_CODE}) FILTER (WHERE number <= {_FEW}), '')"
)
_WITH_PRINTS = f"""SELECT value, (SELECT iif(count(*) BETWEEN ? AND {STOCK}, {_CODES}, NULL)
        FROM (SELECT wording, number FROM prints WHERE hash = value LIMIT {STOCK + 1}))
    FROM json_each(?)"""


class PrintHolders:
    """The wordings that have each of some prints.

    A wording is a code here, in digits: its number and how many prints it has. SQLite joins the codes to one
    text, because a quote of a large library shares prints with hundreds of others. They stay one text until
    they are needed, which takes a seventh of the memory.
    """

    def __init__(self, connection: Connection, prints: Collection[int], *, least: int = 1) -> None:
        """Look up prints, other than those that fewer wordings than ``least`` have, or too many."""
        self._all: dict[int, str] = {}
        self._small: dict[int, str] = {}
        ordered = json.dumps(sorted(prints))  # each page of the table is read once
        for each, codes in raw_rows(connection, _WITH_PRINTS, (least, ordered)):
            if codes is not None:
                every, _, small = codes.partition(";")
                self._all[each] = every
                if small:
                    self._small[each] = small

    def similar(self, prints: Collection[int]) -> list[int]:
        """List the wordings that share enough of these prints, those that share most first."""
        shared = Counter(_codes(self._all, prints))
        if len(prints) > _FEW:  # what shares a single one of them is similar only if it has few itself
            codes = {code for code, times in shared.items() if times > 1}
            codes.update(_codes(self._small, prints))
        else:
            codes = {*shared}
        enough = []
        for code in codes:
            number, size = divmod(int(code), 1 << _SIZE_BITS)
            if shared[code] >= LEAST_SHARED * min(size, len(prints)):
                enough.append((-shared[code], number))
        return [number for _, number in sorted(enough)]


def _codes(holders: Mapping[int, str], prints: Collection[int]) -> Iterator[str]:
    return chain.from_iterable(holders[each].split(",") for each in prints if each in holders)


def similar_wordings(connection: Connection, prints: Collection[int]) -> list[int]:
    """List the wordings that share enough prints with these, those that share most first."""
    return PrintHolders(connection, prints).similar(prints)
