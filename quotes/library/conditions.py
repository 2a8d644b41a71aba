"""From a filter to conditions on the listing, and from an order to a sorted query."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, and_, case, literal, literal_column, or_, select
from sqlalchemy.sql.elements import UnaryExpression

from quotes.filters import UNSURE_BELOW, Filter, Sort, search_of
from quotes.library import derived, schema
from quotes.types import InputError

Order = ColumnElement[Any] | UnaryExpression[Any]


def conditions(connection: Connection, only: Filter) -> list[ColumnElement[bool]]:
    """Return the conditions on `schema.listing` that a filter stands for."""
    listing = schema.listing
    found: list[ColumnElement[bool]] = []
    for column, wanted in (
        (listing.c.speaker, only.speakers),
        (listing.c.source, only.sources),
        (listing.c.outlet, only.outlets),
    ):
        if wanted:
            # so many quotes may have no speaker or source that the index is no help in finding them
            plain = column + literal_column("0") if None in wanted else column
            found.append(plain.in_(keys_of(connection, wanted)))
    if only.articles:
        stored = schema.articles
        query = select(stored.c.id).where(stored.c.doc_id.in_(only.articles))
        found.append(listing.c.article.in_(connection.scalars(query).all()))
    for column, values, wanted_codes in (
        (listing.c.kind, schema.KINDS, only.kinds),
        (listing.c.speaker_kind, schema.SPEAKER_KINDS, only.speaker_kinds),
        (listing.c.basis, schema.BASES, only.bases),
    ):
        if wanted_codes:
            found.append(column.in_([values.index(code) for code in wanted_codes if code in values]))
    return [*found, *_ranges(only), *_found_by_words(only.words)]


def _ranges(only: Filter) -> Iterator[ColumnElement[bool]]:
    """Yield the conditions on dates, confidence and what is corrected or unsure."""
    listing = schema.listing
    try:
        if only.since:
            yield listing.c.published >= derived.date_number(only.since)
        if only.until:
            yield listing.c.published.between(1, derived.date_number(only.until))
    except ValueError:
        raise InputError(
            f"dates must be like 2024-03-05, not {only.since or ''} {only.until or ''}"
        ) from None
    confidence = listing.c.confidence + literal_column("0")  # so many pass that its index is no help
    if only.least_confidence is not None:
        yield confidence >= only.least_confidence
    if only.most_confidence is not None:
        yield confidence <= only.most_confidence
    if only.corrected:
        yield listing.c.corrected == literal_column("1")  # written out, as its index wants it
    if only.unsure:
        nobody = and_(listing.c.speaker == schema.NOBODY, confidence < 1)
        yield or_(confidence < UNSURE_BELOW, nobody)


def _found_by_words(words: str) -> Iterator[ColumnElement[bool]]:
    """Yield the conditions on the words of quote and context."""
    if not words.strip():
        return
    asked = search_of(words)
    if asked.wanted:
        yield schema.listing.c.id.in_(select(schema.search.c.rowid).where(_matches(asked.wanted)))
    yield from _kept_out(words)
    if not asked.wanted and not asked.unwanted:
        yield literal(False)


def _kept_out(words: str) -> Iterator[ColumnElement[bool]]:
    """Yield the condition on the words that quote and context must not have."""
    if unwanted := search_of(words).unwanted:
        yield schema.listing.c.id.not_in(select(schema.search.c.rowid).where(_matches(unwanted)))


def _matches(search: str) -> ColumnElement[bool]:
    """Return the condition that a quote is found by a search in the index's language."""
    return schema.search.c.quotes_search.op("MATCH", is_comparison=True)(search)


def sorted_ids(connection: Connection, only: Filter, sort: Sort) -> Select[Any]:
    """Return the query for the numbers of the quotes that pass a filter, in order."""
    listing, names = schema.listing, schema.names
    newest: list[Order] = [listing.c.published.desc(), listing.c.article.desc(), listing.c.start]
    if sort is Sort.relevance and (asked := search_of(only.words)).wanted:
        return _ranked(connection, only, asked.wanted)
    query = select(listing.c.id).where(*conditions(connection, only))
    if sort is Sort.oldest:
        undated = case((listing.c.published == 0, 1), else_=0)
        return query.order_by(undated, listing.c.published, listing.c.article, listing.c.start)
    if sort is Sort.unsure:
        return query.order_by(listing.c.confidence, *newest)
    if sort in (Sort.speaker, Sort.source, Sort.outlet):
        joined = query.join(names, names.c.id == listing.c[sort.value])
        return joined.order_by(names.c.sort_key, names.c.id, *newest)
    return query.order_by(*newest)


def _ranked(connection: Connection, only: Filter, wanted: str) -> Select[Any]:
    """Return the query for the numbers of the quotes that a search finds, the best first."""
    listing, search = schema.listing, schema.search
    others = [*conditions(connection, replace(only, words="")), *_kept_out(only.words)]
    query = select(listing.c.id).join(search, search.c.rowid == listing.c.id)
    return query.where(_matches(wanted), *others).order_by(schema.rank, listing.c.id)


def keys_of(connection: Connection, wanted: tuple[str | None, ...]) -> list[int]:
    """Return the numbers of names; one that no quote has is left out."""
    names = schema.names
    query = select(names.c.id).where(names.c.name.in_([name for name in wanted if name is not None]))
    return [*connection.scalars(query).all(), *([schema.NOBODY] if None in wanted else [])]
