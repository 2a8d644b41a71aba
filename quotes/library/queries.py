"""What a library is asked: pages of quotes, counts, months, who reaches us through whom. All of it in SQL."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Literal

from sqlalchemy import Connection, distinct, func, literal, select

from quotes.filters import Filter, Sort
from quotes.library import derived, schema
from quotes.library.conditions import conditions, keys_of, sorted_ids
from quotes.library.corrections import Correction
from quotes.library.history import History
from quotes.types import COLUMNS, InputError, Quote

if TYPE_CHECKING:
    import pandas as pd

EVERYTHING = Filter()
ROWS_AT_ONCE = 1000
ROWS_IN_A_PART = 10_000
SHORTEST_ID = 4

By = Literal["speaker", "source", "outlet", "article"]
"""What quotes can be counted by."""


@dataclass(frozen=True, slots=True)
class Totals:
    """How many quotes there are, and how many different speakers, sources and articles they have."""

    quotes: int
    speakers: int
    sources: int
    articles: int


class Queries(History):
    """The questions to a library. Each sees one state of it; none changes anything."""

    def changes(self) -> int:
        """Return a number that grows with every change: what was kept from before it may be out of date."""
        with self._reading() as connection:
            return int(connection.scalar(select(schema.state.c.changes)) or 0)

    def totals(self, only: Filter = EVERYTHING) -> Totals:
        """Return how many quotes pass the filter, and how many speakers, sources and articles they have."""
        different = [schema.listing.c.speaker, schema.listing.c.source, schema.listing.c.article]
        with self._reading() as connection:
            asked = conditions(connection, only)
            if only.words:  # the search is the slow part: once is enough
                named = (func.count(distinct(func.nullif(column, schema.NOBODY))) for column in different)
                row = connection.execute(select(func.count(), *named).where(*asked)).one()
                return Totals(row[0], row[1], row[2], row[3])
            passing = select(literal(1)).select_from(schema.listing).where(*asked)
            named_lines = (passing.where(column > schema.NOBODY).group_by(column) for column in different)
            counted = (select(func.count()).select_from(each.subquery()) for each in (passing, *named_lines))
            return Totals(*(connection.scalar(query) or 0 for query in counted))

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
        """Return all quotes that pass the filter as a table, with the dtypes of `quotes.table.to_frame`."""
        import pandas as pd  # noqa: PLC0415  (slow to load, and not every use of a library needs it)

        from quotes.table import to_frame  # noqa: PLC0415

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

    def counts(
        self, by: By, only: Filter = EVERYTHING, *, limit: int | None = None, articles: bool = False
    ) -> "pd.DataFrame":
        """Return how many quotes each speaker, source, outlet or article has, most first.

        Columns: ``by`` (str; missing for quotes without one; for articles the ``doc_id``), ``quotes`` (int64)
        and with ``articles``, which takes several times as long, the number of articles they are in (int64).
        ``limit`` is the number of lines.
        """
        column = schema.listing.c[by]
        number = func.count().label("quotes")
        different = [func.count(distinct(schema.listing.c.article)).label("articles")] if articles else []
        with self._reading() as connection:
            query = (
                select(column.label("key"), number, *different)
                .where(*conditions(connection, only))
                .group_by(column)
                .order_by(number.desc(), column)
                .limit(limit)
            )
            found = connection.execute(query).all()
            called = _called(connection, by, [row.key for row in found])
        dtypes = {by: "str", "quotes": "int64"} | ({"articles": "int64"} if articles else {})
        return _frame(dtypes, ((called[row.key], *row[1:]) for row in found))

    def months(self, only: Filter = EVERYTHING) -> "pd.DataFrame":
        """Return how many quotes each month has: ``month`` (its first day, datetime64), ``quotes`` (int64).

        Months without quotes and undated quotes are left out.
        """
        day = schema.listing.c.published
        with self._reading() as connection:
            query = select(day, func.count()).where(*conditions(connection, only), day > 0).group_by(day)
            found = connection.execute(query).all()
        counted = Counter[str]()
        for number, count in found:
            counted[f"{number // 10_000:04}-{number // 100 % 100:02}-01"] += count
        return _frame({"month": "datetime64[s]", "quotes": "int64"}, sorted(counted.items()))

    def speakers_by_source(self, only: Filter = EVERYTHING, *, limit: int | None = None) -> "pd.DataFrame":
        """Return who reaches us through whom: ``speaker``, ``source`` (str), ``quotes`` (int64), most first.

        Quotes without a speaker or without a reporting source are left out.
        """
        listing = schema.listing
        number = func.count().label("quotes")
        with self._reading() as connection:
            query = (
                select(listing.c.speaker, listing.c.source, number)
                .where(*conditions(connection, only))
                .where(listing.c.speaker > schema.NOBODY, listing.c.source > schema.NOBODY)
                .group_by(listing.c.speaker, listing.c.source)
                .order_by(number.desc(), listing.c.speaker, listing.c.source)
                .limit(limit)
            )
            found = connection.execute(query).all()
            called = _called(
                connection, "speaker", [key for row in found for key in (row.speaker, row.source)]
            )
        lines = ((called[row.speaker], called[row.source], row.quotes) for row in found)
        return _frame({"speaker": "str", "source": "str", "quotes": "int64"}, lines)

    def companions(self, speaker: str, *, limit: int | None = None) -> "pd.DataFrame":
        """Return who is quoted in the same articles as a speaker: ``speaker``, ``articles``, most first."""
        listing, other = schema.listing, schema.listing.alias()
        number = func.count(distinct(other.c.article)).label("articles")
        with self._reading() as connection:
            keys = keys_of(connection, (speaker,))
            with_speaker = select(listing.c.article).where(listing.c.speaker.in_(keys))
            query = (
                select(other.c.speaker.label("key"), number)
                .where(other.c.article.in_(with_speaker))
                .where(other.c.speaker.not_in([*keys, schema.NOBODY]))
                .group_by(other.c.speaker)
                .order_by(number.desc(), other.c.speaker)
                .limit(limit)
            )
            found = connection.execute(query).all()
            called = _called(connection, "speaker", [row.key for row in found])
        lines = ((called[row.key], row.articles) for row in found)
        return _frame({"speaker": "str", "articles": "int64"}, lines)

    def mentions(self, speaker: str, *, limit: int | None = None) -> "pd.DataFrame":
        """Return the words that stand for a speaker in the texts: ``mention``, ``quotes``, most first."""
        listing, quotes = schema.listing, schema.quotes
        number = func.count().label("quotes")
        with self._reading() as connection:
            query = (
                select(quotes.c.mention, number)
                .join(listing, listing.c.id == quotes.c.id)
                .where(listing.c.speaker.in_(keys_of(connection, (speaker,))), quotes.c.mention.is_not(None))
                .group_by(quotes.c.mention)
                .order_by(number.desc(), quotes.c.mention)
                .limit(limit)
            )
            found = connection.execute(query).all()
        return _frame({"mention": "str", "quotes": "int64"}, found)

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
        return _frame({column.name: "str" for column in columns} | {"quotes": "int64"}, found)

    def corrections(self, *, undone: bool = False) -> list[Correction]:
        """Return all corrections, oldest first; those that were undone only when asked for."""
        table = schema.corrections
        query = select(table).order_by(table.c.id)
        if not undone:
            query = query.where(table.c.undone.is_(None))
        with self._reading() as connection:
            return [derived.correction_from(row) for row in connection.execute(query)]


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


def _frame(dtypes: dict[str, str], lines: Iterable[Sequence[object]]) -> "pd.DataFrame":
    """Return a table with these columns, of these dtypes, in this order."""
    import pandas as pd  # noqa: PLC0415  (slow to load, and not every use of a library needs it)

    columns = list(zip(*lines, strict=True)) or [()] * len(dtypes)
    named = zip(dtypes.items(), columns, strict=True)
    return pd.DataFrame({name: pd.Series(list(values), dtype=dtype) for (name, dtype), values in named})


def _called(connection: Connection, by: By, keys: list[int]) -> dict[int, str | None]:
    """Return what the numbers of names, or of articles, stand for."""
    table = schema.articles if by == "article" else schema.names
    column = table.c.doc_id if by == "article" else table.c.name
    found: dict[int, str | None] = {}
    for start in range(0, len(keys), ROWS_AT_ONCE):
        query = select(table.c.id, column).where(table.c.id.in_(keys[start : start + ROWS_AT_ONCE]))
        found |= {row[0]: row[1] for row in connection.execute(query)}
    return found
