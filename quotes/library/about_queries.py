"""Who is named inside quotes, and by which speakers: the counts."""

import json
from typing import TYPE_CHECKING, Any, NamedTuple

from sqlalchemy import Connection, exists, select

from quotes.library import schema
from quotes.library.count_queries import CountQueries, called
from quotes.library.filters import Filter
from quotes.library.quote_queries import EVERYTHING, frame_of
from quotes.library.quoted_name_tables import quoted_names

if TYPE_CHECKING:
    import pandas as pd

    from quotes.library.listing_arrays import Array, ListingArrays
    from quotes.library.selected_quotes import SelectedQuotes

_NAMED = """SELECT listing.id, quoted_names.name FROM quoted_names
    JOIN listing ON listing.article = quoted_names.article AND listing.start = quoted_names.quote"""
_SHOWN = """SELECT named.name, groups.name FROM (SELECT DISTINCT name FROM quoted_names) AS named
    LEFT JOIN names ON names.name = named.name LEFT JOIN names AS groups ON groups.id = names.known_as"""
_OF_ROWS = """SELECT quotes.quote_id, quoted_names.name FROM quotes
    JOIN quoted_names ON quoted_names.article = quotes.article AND quoted_names.quote = quotes.start
    WHERE quotes.quote_id IN (SELECT value FROM json_each(?)) ORDER BY quoted_names.start"""


class AboutLines(NamedTuple):
    """Each quote and a name inside it: the place of its line in the listing, and the place in ``names``.

    A name is the one that the person or body is known as; a quote has it once.
    """

    line: "Array"
    name: "Array"
    names: tuple[str, ...]


class AboutQueries(CountQueries):
    """Questions about who is named inside quotes. Names are joined as those of speakers are."""

    def has_quoted_names(self) -> bool:
        """Whether a name inside a quote is known. Articles that an earlier version extracted have none."""
        with self._reading() as connection:
            return bool(connection.scalar(select(exists().select_from(quoted_names))))

    def quotes_about(self, only: Filter = EVERYTHING) -> int:
        """Count the quotes that pass the filter and name somebody."""
        import numpy as np  # noqa: PLC0415  (only for counting)

        with self._selecting(only) as (connection, selection):
            return len(np.unique(self._named(connection, selection).line))

    def counts_about(self, only: Filter = EVERYTHING, *, limit: int | None = None) -> "pd.DataFrame":
        """Count the quotes that name each person or body: ``about`` (str), ``quotes`` (int64), most first."""
        with self._selecting(only) as (connection, selection):
            found = self._named(connection, selection)
            counted = _counted(found.name)[:limit]
            return frame_of(
                {"about": "str", "quotes": "int64"}, ((found.names[name], number) for name, number in counted)
            )

    def speakers_about(self, only: Filter = EVERYTHING, *, limit: int | None = None) -> "pd.DataFrame":
        """Count pairs of a speaker and whom he or she names: ``speaker``, ``about``, ``quotes``, most first.

        Speakers who name themselves are left out, and so are quotes without a speaker.
        """
        with self._selecting(only) as (connection, selection):
            found = self._named(connection, selection)
            speakers = selection.columns.speaker[found.line]
            spoken = speakers != schema.NOBODY
            size = len(found.names) + 1
            pairs = _counted(speakers[spoken].astype("int64") * size + found.name[spoken])
            names = called(connection, "speaker", {pair // size for pair, _ in pairs})
            lines = (
                (names[pair // size][0], found.names[pair % size], number)
                for pair, number in pairs
                if names[pair // size][0] != found.names[pair % size]
            )
            return frame_of({"speaker": "str", "about": "str", "quotes": "int64"}, list(lines)[:limit])

    def with_about(self, frame: "pd.DataFrame") -> "pd.DataFrame":
        """Add to a table of rows ``about``: who is named inside each quote, with semicolons between."""
        import pandas as pd  # noqa: PLC0415  (slow to load)

        named: dict[str, dict[str, None]] = {}
        with self._reading() as connection:
            ids = json.dumps(list(frame["quote_id"]))
            for quote_id, name in connection.exec_driver_sql(_OF_ROWS, (ids,)):
                named.setdefault(quote_id, {})[name] = None
        about = [("; ".join(named[each]) if each in named else None) for each in frame["quote_id"]]
        complete = frame.copy(deep=False)
        complete["about"] = pd.Series(about, index=frame.index, dtype="str")
        return complete

    def _named(self, connection: Connection, selection: "SelectedQuotes") -> AboutLines:
        """The names inside the quotes of a selection. All are read once for each state of the library."""
        kept = self._kept.about
        if kept is None or kept[0] is not selection.columns:
            kept = self._kept.about = (selection.columns, _read(connection, selection.columns))
        found: AboutLines = kept[1]
        if selection.passing is None:
            return found
        passing = selection.passing[found.line]
        return AboutLines(found.line[passing], found.name[passing], found.names)


def _read(connection: Connection, columns: "ListingArrays") -> AboutLines:
    """Read the names inside all quotes."""
    import numpy as np  # noqa: PLC0415  (only for counting)

    cursor: Any = connection.connection.cursor()
    shown = {name: group or name for name, group in cursor.execute(_SHOWN)}
    places = {name: place for place, name in enumerate(dict.fromkeys(shown.values()))}
    place_of = {name: places[group] for name, group in shown.items()}
    read = [(line, place_of[name]) for line, name in cursor.execute(_NAMED)]
    pairs = np.unique(np.array(read, dtype=np.int64).reshape(-1, 2), axis=0)
    ids = columns.lines.id
    lines = np.searchsorted(ids, pairs[:, 0])
    there = lines < len(ids)
    there[there] = ids[lines[there]] == pairs[there, 0]
    return AboutLines(lines[there], pairs[there, 1], tuple(places))


def _counted(column: "Array") -> list[tuple[int, int]]:
    """Count each number in a column, most first."""
    import numpy as np  # noqa: PLC0415  (only for counting)

    keys, numbers = np.unique(column, return_counts=True)
    order = np.argsort(-numbers, kind="stable")
    return list(zip(keys[order].tolist(), numbers[order].tolist(), strict=True))
