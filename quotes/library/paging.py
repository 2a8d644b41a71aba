"""Lists for programs, page by page. Each page begins after the last line of the page before.

So nothing is listed twice or left out if the library grows between two pages.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, Select, and_, false, func, or_, select

from quotes.library import schema
from quotes.library.count_queries import CountQueries
from quotes.library.filters import Filter, Sort
from quotes.library.name_table import ROLES, known_as
from quotes.library.quote_queries import EVERYTHING, fetch_quotes
from quotes.library.sorted_quotes import list_ids, sorted_ids
from quotes.library.tag_queries import tags_of_these_rows
from quotes.types import InputError, Quote

Place = tuple[float, ...]
"""Where a page of a list ended: the values by which the list is sorted, of its last line."""

_Key = tuple[ColumnElement[Any], bool]


@dataclass(frozen=True, slots=True)
class ListedQuote:
    """A quote with what only the library knows of it.

    Attributes:
        row: the quote, with corrections applied.
        added: when its article came into the library (an ISO time, UTC).
        speaker: the name that the speaker is known as over all articles.
        source: the same for the source.
        outlet: the same for the outlet.
        tags: of the quote, its article and its speaker.

    """

    row: Quote
    added: str
    speaker: str | None
    source: str | None
    outlet: str | None
    tags: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ListedArticle:
    """An article in a list; ``quotes`` is the number of its quotes that pass the filter."""

    doc_id: str
    title: str | None
    outlet: str | None
    published: str | None
    url: str | None
    added: str
    quotes: int


@dataclass(frozen=True, slots=True)
class QuotePage:
    """A page of quotes, and where it ended; None after the last page."""

    quotes: tuple[ListedQuote, ...]
    end: Place | None


@dataclass(frozen=True, slots=True)
class ArticlePage:
    """A page of articles, and where it ended; None after the last page."""

    articles: tuple[ListedArticle, ...]
    end: Place | None


class PagedLists(CountQueries):
    """Lists of quotes and articles, page by page."""

    def quotes_after(
        self,
        after: Place | None = None,
        only: Filter = EVERYTHING,
        order: Sort = Sort.newest,
        *,
        limit: int = 100,
    ) -> QuotePage:
        """List up to ``limit`` quotes that pass the filter, from the place where the page before ended.

        In the orders by name and by relevance, a place is a number of quotes to skip.

        Raises:
            InputError: a date is not valid, the search is too long, or the place is not one of this order.

        """
        keys = _keys(order)
        if after is not None and len(after) != (len(keys) or 1):
            raise InputError("this is not a place in a list of this order")
        with self._reading() as connection:
            if not keys:
                return _numbered_page(connection, only, order, int((after or (0,))[0]), limit)
            ids = sorted_ids(connection, only, Sort.newest).order_by(None)
            found = _lines_after(connection, ids, order, after, limit + 1)
            quotes = _listed(connection, [row.id for row in found[:limit]])
            return QuotePage(quotes, tuple(found[limit - 1][1:]) if len(found) > limit else None)

    def listed_quote(self, quote_id: str) -> ListedQuote | None:
        """Find a quote by its whole id."""
        quotes, listing = schema.quotes, schema.listing
        query = select(quotes.c.id).join(listing, listing.c.id == quotes.c.id)
        with self._reading() as connection:
            numbers = connection.scalars(query.where(quotes.c.quote_id == quote_id).limit(1)).all()
            return next(iter(_listed(connection, list(numbers))), None)

    def articles_after(
        self, after: Place | None = None, only: Filter = EVERYTHING, *, limit: int = 100
    ) -> ArticlePage:
        """List up to ``limit`` articles that have a quote that passes the filter, the last added first.

        An empty filter lists all articles, also those without quotes.

        Raises:
            InputError: a date is not valid, the search is too long, or the place is not one of this list.

        """
        if after is not None and len(after) != 1:
            raise InputError("this is not a place in a list of articles")
        with self._reading() as connection:
            counted = connection.execute(_counted_articles(connection, only, after).limit(limit + 1)).all()
            kept = {row[0]: row[1] for row in counted[:limit]}
            table = schema.articles
            columns = [table.c[name] for name in ("id", *schema.ARTICLE_COLUMNS, "added")]
            query = select(*columns).where(table.c.id.in_(kept)).order_by(table.c.id.desc())
            articles = tuple(
                ListedArticle(
                    row.doc_id, row.title, row.outlet, row.published, row.url, row.added, kept[row.id]
                )
                for row in connection.execute(query)
            )
            return ArticlePage(articles, (counted[limit - 1][0],) if len(counted) > limit else None)


def _keys(order: Sort) -> tuple[_Key, ...]:
    """What an order sorts by, and whether the greatest is first; nothing if places are numbers of quotes."""
    listing = schema.listing
    place: tuple[_Key, ...] = ((listing.c.start, False), (listing.c.id, False))
    newest: tuple[_Key, ...] = ((listing.c.published, True), (listing.c.article, True), *place)
    match order:
        case Sort.added:
            return (listing.c.article, True), *place
        case Sort.newest:
            return newest
        case Sort.oldest:
            return (listing.c.published, False), (listing.c.article, False), *place
        case Sort.unsure:
            return (listing.c.confidence, False), *newest
    return ()


def _lines_after(
    connection: Connection, ids: Select[Any], order: Sort, after: Place | None, limit: int
) -> list[Row[Any]]:
    """Read up to ``limit`` numbers with the values of their keys, from a place on."""
    keys, published = _keys(order), schema.listing.c.published
    if order is not Sort.oldest:
        return list(connection.execute(_sorted_by(ids, keys, after).limit(limit)))
    # undated quotes come last, though their number is the least; an index finds each part at once
    among_undated = after is not None and after[0] == 0
    found: list[Row[Any]] = []
    if not among_undated:
        found += connection.execute(_sorted_by(ids.where(published > 0), keys, after).limit(limit))
    if len(found) < limit:
        undated = _sorted_by(ids.where(published == 0), keys, after if among_undated else None)
        found += connection.execute(undated.limit(limit - len(found)))
    return found


def _sorted_by(ids: Select[Any], keys: Sequence[_Key], after: Place | None) -> Select[Any]:
    """Sort a query by keys, and give them beside the numbers; only what comes after a place."""
    query = ids.add_columns(*(key.label(f"key_{place}") for place, (key, _) in enumerate(keys)))
    if after is not None:
        (first, is_descending), value = keys[0], after[0]
        # the first line of the next page is no further than this, which an index finds at once
        query = query.where(first <= value if is_descending else first >= value, _beyond(keys, after))
    return query.order_by(*(key.desc() if is_descending else key for key, is_descending in keys))


def _beyond(keys: Sequence[_Key], place: Sequence[float]) -> ColumnElement[bool]:
    """The condition that a line comes after a place."""
    if not keys:
        return false()
    (key, is_descending), value = keys[0], place[0]
    further = key < value if is_descending else key > value
    return or_(further, and_(key == value, _beyond(keys[1:], place[1:])))


def _numbered_page(connection: Connection, only: Filter, sort: Sort, skipped: int, limit: int) -> QuotePage:
    """A page in an order that has no keys."""
    numbers = list_ids(connection, only, sort, limit=limit + 1, offset=skipped)
    quotes = _listed(connection, numbers[:limit])
    return QuotePage(quotes, (skipped + limit,) if len(numbers) > limit else None)


def _listed(connection: Connection, numbers: list[int]) -> tuple[ListedQuote, ...]:
    """Read the quotes with these numbers, in this order."""
    rows = fetch_quotes(connection, numbers)
    names = {
        column: known_as(connection, {getattr(row, column) for row in rows} - {None}, role)
        for column, role in ROLES.items()
    }
    articles = schema.articles
    query = select(articles.c.doc_id, articles.c.added)
    query = query.where(articles.c.doc_id.in_({row.doc_id for row in rows}))
    added = {row.doc_id: row.added for row in connection.execute(query)}
    return tuple(
        ListedQuote(
            row,
            added[row.doc_id],
            names["speaker"].get(row.speaker or ""),
            names["source"].get(row.source or ""),
            names["outlet"].get(row.outlet or ""),
            tags,
        )
        for row, tags in zip(rows, tags_of_these_rows(connection, rows), strict=True)
    )


def _counted_articles(connection: Connection, only: Filter, after: Place | None) -> Select[Any]:
    """Select the numbers of articles, each with its number of quotes that pass, the last added first."""
    listing, articles = schema.listing, schema.articles
    if only.is_empty:
        number = select(func.count()).where(listing.c.article == articles.c.id).scalar_subquery()
        query = select(articles.c.id, number).order_by(articles.c.id.desc())
        return query if after is None else query.where(articles.c.id < after[0])
    passing = sorted_ids(connection, only, Sort.newest).order_by(None)
    query = passing.with_only_columns(listing.c.article, func.count()).group_by(listing.c.article)
    query = query.order_by(listing.c.article.desc())
    return query if after is None else query.where(listing.c.article < after[0])
