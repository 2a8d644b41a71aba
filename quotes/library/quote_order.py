"""From a filter to a sorted query of the listing."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    FromClause,
    Select,
    and_,
    case,
    literal,
    literal_column,
    or_,
    select,
)
from sqlalchemy.sql.elements import UnaryExpression

from quotes.library import schema
from quotes.library.filters import UNSURE_BELOW, Filter, Search, Sort
from quotes.library.limits import Limits, limits_of

Order = ColumnElement[Any] | UnaryExpression[Any]


def sorted_ids(connection: Connection, only: Filter, sort: Sort) -> Select[Any]:
    """Return the query for the numbers of the quotes that pass a filter, in order."""
    listing = schema.listing
    limits = limits_of(connection, only)
    newest: list[Order] = [listing.c.published.desc(), listing.c.article.desc(), listing.c.start]
    if sort is Sort.relevance and limits.search and limits.search.wanted:
        return _ranked(limits, limits.search.wanted)
    query = select(listing.c.id).where(*_conditions(limits))
    if sort is Sort.oldest:
        undated = case((listing.c.published == 0, 1), else_=0)
        return query.order_by(undated, listing.c.published, listing.c.article, listing.c.start)
    if sort is Sort.unsure:
        return query.order_by(listing.c.confidence, *newest)
    if sort in (Sort.speaker, Sort.source, Sort.outlet):
        return _by_name(query, sort.value, walk=_is_wide(limits)).order_by(*newest)
    return query.order_by(*newest)


def _by_name(query: Select[Any], by: str, *, walk: bool) -> Select[Any]:
    """Return the query in the order of the names in a column; a speaker's is the one that it goes by.

    With ``walk`` the names are gone through in order until there are quotes enough; else what passes is
    sorted.
    """

    def number(table: FromClause) -> ColumnElement[int]:
        # an index has no sums: so names are gone through, and the quotes that have them looked up
        return table.c.id + literal_column("0") if walk else table.c.id

    names, shown = schema.names.alias(), schema.names.alias()
    query = query.join(names, schema.listing.c[by] == number(names))
    if by == Sort.speaker:
        query = query.join(shown, names.c.known_as == number(shown))
    else:
        shown = names
    return query.order_by(shown.c.sort_key, shown.c.id)


def _is_wide(limits: Limits) -> bool:
    """Tell whether so many quotes may pass that to sort them takes longer than to look at all in order."""
    chosen = (limits.among.get(name) for name in ("speaker", "source", "outlet", "article"))
    few = any(numbers is not None and schema.NOBODY not in numbers for numbers in chosen)
    return limits.search is None and not limits.corrected and not few


def _ranked(limits: Limits, wanted: str) -> Select[Any]:
    """Return the query for the numbers of the quotes that a search finds, the best first."""
    listing, search = schema.listing, schema.search
    others = [*_conditions(replace(limits, search=None)), *_kept_out(limits.search)]
    query = select(listing.c.id).join(search, search.c.rowid == listing.c.id)
    return query.where(_matches(wanted), *others).order_by(schema.rank, listing.c.id)


def _conditions(limits: Limits) -> Iterator[ColumnElement[bool]]:
    """Yield the conditions on `schema.listing` that limits stand for."""
    listing = schema.listing
    for name, numbers in limits.among.items():
        # so many quotes may have no speaker or source that the index is no help in finding them
        plain = listing.c[name] + literal_column("0") if schema.NOBODY in numbers else listing.c[name]
        yield plain.in_(numbers)
    confidence = listing.c.confidence + literal_column("0")  # so many pass that its index is no help
    bounded = {"published": listing.c.published, "confidence": confidence}
    for name, bound in limits.least.items():
        yield bounded[name] >= bound
    for name, bound in limits.most.items():
        yield bounded[name] <= bound
    if limits.corrected:
        yield listing.c.corrected == literal_column("1")  # written out, as its index wants it
    if limits.unsure:
        nobody = and_(listing.c.speaker == schema.NOBODY, confidence < 1)
        yield or_(confidence < UNSURE_BELOW, nobody)
    yield from _found_by_words(limits.search)


def _found_by_words(asked: Search | None) -> Iterator[ColumnElement[bool]]:
    """Yield the conditions on the words of quote and context."""
    if asked is None:
        return
    if asked.wanted:
        yield schema.listing.c.id.in_(select(schema.search.c.rowid).where(_matches(asked.wanted)))
    yield from _kept_out(asked)
    if not asked.wanted and not asked.unwanted:
        yield literal(False)


def _kept_out(asked: Search | None) -> Iterator[ColumnElement[bool]]:
    """Yield the condition on the words that quote and context must not have."""
    if asked and asked.unwanted:
        yield schema.listing.c.id.not_in(select(schema.search.c.rowid).where(_matches(asked.unwanted)))


def _matches(search: str) -> ColumnElement[bool]:
    """Return the condition that a quote is found by a search in the index's language."""
    return schema.search.c.quotes_search.op("MATCH", is_comparison=True)(search)
