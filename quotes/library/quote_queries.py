"""What a library is asked in SQL: pages of quotes, single quotes, articles, corrections."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import TYPE_CHECKING

from sqlalchemy import Connection, func, select

from quotes.library import derived_tables, schema
from quotes.library.correction_history import CorrectionHistory
from quotes.library.corrections import Correction
from quotes.library.filters import Filter, Sort
from quotes.library.sorted_quotes import sorted_ids
from quotes.types import COLUMNS, InputError, Quote

if TYPE_CHECKING:
    import pandas as pd

EVERYTHING = Filter()
ROWS_AT_ONCE = 1000
ROWS_IN_A_PART = 10_000
SHORTEST_ID = 4


class QuoteQueries(CorrectionHistory):
    """The questions to a library. Each sees one state of it; none changes anything."""

    def changes(self) -> int:
        """Return a number that grows with every change: what was kept from before it may be out of date."""
        with self._reading() as connection:
            return int(connection.scalar(select(schema.state.c.changes)) or 0)

    def page(
        self, only: Filter = EVERYTHING, sort: Sort = Sort.newest, *, limit: int = 50, offset: int = 0
    ) -> list[Quote]:
        """Return ``limit`` quotes that pass the filter, from the ``offset``-th on (0-based), in order."""
        with self._reading() as connection:
            ids = connection.scalars(sorted_ids(connection, only, sort).limit(limit).offset(offset)).all()
            return _fetch(connection, list(ids))

    def rows(self, only: Filter = EVERYTHING, sort: Sort = Sort.newest) -> Iterator[Quote]:
        """Yield all quotes that pass the filter, in order, as the library was at the first."""
        with self._reading() as connection:
            ids = connection.scalars(sorted_ids(connection, only, sort)).all()
            for start in range(0, len(ids), ROWS_AT_ONCE):
                yield from _fetch(connection, list(ids[start : start + ROWS_AT_ONCE]))

    def frame(self, only: Filter = EVERYTHING, sort: Sort = Sort.newest) -> "pd.DataFrame":
        """Return all quotes that pass the filter as a table, with the dtypes of `quotes.writing.to_frame`."""
        import pandas as pd  # noqa: PLC0415  (slow to load, and not every use of a library needs it)

        from quotes.writing import to_frame  # noqa: PLC0415

        rows = self.rows(only, sort)
        parts = [to_frame(())]
        while part := list(
            islice(rows, ROWS_IN_A_PART)
        ):  # a frame holds text in far less memory than rows do
            parts.append(to_frame(part))
        return pd.concat(parts, ignore_index=True)

    def quote(self, quote_id: str) -> Quote:
        """Return a quote as views show it, by its id or the first letters of it that no other quote has.

        Raises:
            InputError: there is no such quote, or more than one.

        """
        table = schema.quotes
        if len(quote_id) < SHORTEST_ID:
            raise InputError(f"{quote_id}: give at least {SHORTEST_ID} letters of the id")
        query = (
            select(schema.listing.c.id)
            .join(table, table.c.id == schema.listing.c.id)
            .where(table.c.quote_id >= quote_id, table.c.quote_id < quote_id + "\U0010ffff")
            .limit(2)
        )
        with self._reading() as connection:
            found = _fetch(connection, list(connection.scalars(query).all()))
        if not found:
            raise InputError(f"{quote_id}: the library has no quote with this id")
        if len(found) > 1:
            raise InputError(f"{quote_id}: several quotes have ids that begin so; give more of it")
        return found[0]

    def extracted(self, quote_id: str) -> Quote | None:
        """Return a quote as it was extracted, whatever was corrected; None for one that was missed."""
        table = schema.quotes
        query = select(table.c.id).where(table.c.quote_id == quote_id, table.c.extracted == 1)
        with self._reading() as connection:
            return next(iter(_fetch(connection, list(connection.scalars(query).all()))), None)

    def articles(self, *, limit: int | None = None, offset: int = 0) -> "pd.DataFrame":
        """Return the library's articles, those added last first, with or without quotes.

        Columns: ``doc_id``, ``title``, ``outlet``, ``published``, ``url``, ``added``, ``quotes`` (int64).
        """
        table, listing = schema.articles, schema.listing
        wanted = select(table.c.id).order_by(table.c.id.desc()).limit(limit).offset(offset)
        number = select(func.count()).where(listing.c.article == table.c.id).scalar_subquery().label("quotes")
        columns = [table.c[name] for name in (*schema.ARTICLE_COLUMNS, "added")]
        query = select(*columns, number).where(table.c.id.in_(wanted)).order_by(table.c.id.desc())
        with self._reading() as connection:
            found = connection.execute(query).all()
        return frame_of({column.name: "str" for column in columns} | {"quotes": "int64"}, found)

    def corrections(self, *, undone: bool = False) -> list[Correction]:
        """Return all corrections, oldest first; those that were undone only when asked for."""
        table = schema.corrections
        query = select(table).order_by(table.c.id)
        if not undone:
            query = query.where(table.c.undone.is_(None))
        with self._reading() as connection:
            return [derived_tables.correction_from(row) for row in connection.execute(query)]


def _fetch(connection: Connection, ids: list[int]) -> list[Quote]:
    """Return the quotes with these numbers, in their order."""
    columns = [
        schema.articles.c[name] if name in schema.ARTICLE_COLUMNS else schema.quotes.c[name]
        for name in (*COLUMNS, "reason")
    ]
    found: dict[int, Quote] = {}
    query = select(schema.quotes.c.id, *columns).join(
        schema.articles, schema.articles.c.id == schema.quotes.c.article
    )
    for number, *values in connection.execute(query.where(schema.quotes.c.id.in_(ids))):
        found[number] = Quote(*values)
    return [found[number] for number in ids]


def frame_of(dtypes: dict[str, str], lines: Iterable[Sequence[object]]) -> "pd.DataFrame":
    """Return a table with these columns, of these dtypes, in this order."""
    import pandas as pd  # noqa: PLC0415  (slow to load, and not every use of a library needs it)

    columns = list(zip(*lines, strict=True)) or [()] * len(dtypes)
    named = zip(dtypes.items(), columns, strict=True)
    return pd.DataFrame({name: pd.Series(list(values), dtype=dtype) for (name, dtype), values in named})
