"""From a filter and an order to the quotes that a page shows."""

import json
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    FromClause,
    Select,
    and_,
    case,
    column,
    func,
    literal,
    literal_column,
    or_,
    select,
)
from sqlalchemy.sql.elements import UnaryExpression

from quotes.library import schema
from quotes.library.arrivals import EVER, Arrived, arrival_condition
from quotes.library.conditions import (
    AllOf,
    AnyOf,
    Condition,
    HasTerm,
    HasWords,
    IsAbout,
    IsBelow,
    IsInUtterance,
    IsMissing,
    IsNoneOf,
    IsOneOf,
    IsSet,
    IsWithin,
)
from quotes.library.filter_conditions import conditions_of
from quotes.library.filters import Filter, Sort
from quotes.library.name_table import KNOWN_AS, ROLES
from quotes.library.quoted_name_tables import quoted_names
from quotes.library.topic_tables import wording_terms
from quotes.library.word_search import WordSearch

MOST_RANKED = 20_000
"""At most this many of the quotes that a search finds are sorted by how well they match: those added last.

The words of a search that finds as many are common.
"""

_MOST_PARAMETERS = 1000
_SOME_FOUND = "SELECT count(*) FROM (SELECT rowid FROM quotes_search WHERE quotes_search MATCH ? LIMIT ?)"

Order = ColumnElement[Any] | UnaryExpression[Any]


def list_ids(  # noqa: PLR0913  (one list, and which part of it)
    connection: Connection,
    only: Filter,
    sort: Sort,
    arrived: Arrived = EVER,
    *,
    limit: int | None = None,
    offset: int = 0,
) -> list[int]:
    """List the numbers of ``limit`` quotes, or all, that pass a filter and arrived in time, in order.

    By relevance, the `MOST_RANKED` quotes added last come first, the best match first. Any others follow,
    the last added first.

    Raises:
        InputError: a date is not valid, or the search is too long.

    """
    if sort is Sort.relevance:
        conditions = (*conditions_of(connection, only), *arrival_condition(connection, arrived))
        if wanted := _wanted_words(conditions):
            return _best_matches(connection, conditions, wanted, limit, offset)
    return list(connection.scalars(sorted_ids(connection, only, sort, arrived).limit(limit).offset(offset)))


def sorted_ids(connection: Connection, only: Filter, sort: Sort, arrived: Arrived = EVER) -> Select[Any]:
    """Select the numbers of the quotes that pass a filter and arrived in time, in order.

    The order of relevance, which takes two queries, is that of `list_ids`; here it is the newest first.

    Raises:
        InputError: a date is not valid, or the search is too long.

    """
    listing = schema.listing
    conditions = (*read_conditions(connection, only), *arrival_condition(connection, arrived))
    newest: list[Order] = [listing.c.published.desc(), listing.c.article.desc(), listing.c.start]
    query = select(listing.c.id).where(*map(_sql, conditions))
    if sort is Sort.oldest:
        undated = case((listing.c.published == 0, 1), else_=0)
        return query.order_by(undated, listing.c.published, listing.c.article, listing.c.start)
    if sort is Sort.added:
        return query.order_by(listing.c.article.desc(), listing.c.start)
    if sort is Sort.unsure:
        return query.order_by(listing.c.confidence, *newest)
    if sort in (Sort.speaker, Sort.source, Sort.outlet):
        return _by_name(query, sort.value, walk=not any(map(is_narrow, conditions))).order_by(*newest)
    return query.order_by(*newest)


def read_conditions(connection: Connection, only: Filter) -> tuple[Condition, ...]:
    """The conditions of a filter, with a note in each search whether its words are common.

    Raises:
        InputError: a date is not valid, or the search is too long.

    """
    return tuple(
        replace(each, is_common=_is_common(connection, each.search)) if isinstance(each, HasWords) else each
        for each in conditions_of(connection, only)
    )


def _is_common(connection: Connection, search: WordSearch) -> bool:
    """Whether a search finds `MOST_RANKED` quotes or more."""
    if not search.wanted:
        return search.unwanted is not None  # everything but what it excludes
    return bool(
        connection.exec_driver_sql(_SOME_FOUND, (search.wanted, MOST_RANKED)).scalar_one() == MOST_RANKED
    )


def number_arrived(connection: Connection, only: Filter, arrived: Arrived, most: int) -> int:
    """Count the quotes that pass a filter and arrived in time; at most ``most``.

    Raises:
        InputError: a date is not valid, or the search is too long.

    """
    conditions = (*conditions_of(connection, only), *arrival_condition(connection, arrived))
    some = select(schema.listing.c.id).where(*map(_sql, conditions)).limit(most)
    return connection.scalar(select(func.count()).select_from(some.subquery())) or 0


def arrived_among(connection: Connection, quote_ids: Collection[str], arrived: Arrived) -> set[str]:
    """Which of these quotes arrived in time."""
    listing, rows = schema.listing, schema.quotes
    query = select(rows.c.quote_id).join(listing, listing.c.id == rows.c.id)
    query = query.where(rows.c.quote_id.in_(quote_ids))
    return set(connection.scalars(query.where(*map(_sql, arrival_condition(connection, arrived)))))


def _by_name(query: Select[Any], by: str, *, walk: bool) -> Select[Any]:
    """Order a query by the names in a column, as they are known.

    With ``walk``, SQLite goes through the names in order until it has enough quotes. Otherwise it sorts the
    quotes that pass.
    """

    def number(table: FromClause) -> ColumnElement[int]:
        # a sum has no index, so SQLite walks through the names and looks up the quotes of each
        return table.c.id + literal_column("0") if walk else table.c.id

    names, shown = schema.names.alias(), schema.names.alias()
    query = query.join(names, schema.listing.c[by] == number(names))
    query = query.join(shown, names.c[KNOWN_AS[ROLES[by]]] == number(shown))
    return query.order_by(shown.c.sort_key, shown.c.id)


def is_narrow(condition: Condition) -> bool:
    """Whether so few quotes meet a condition that sorting them is quicker than going through all in order."""
    match condition:
        case IsAbout() | IsInUtterance() | HasTerm() | IsSet("corrected") | IsWithin("article"):
            return True
        case HasWords(is_common=is_common):
            return not is_common
        case IsOneOf("speaker" | "source" | "outlet" | "article" | "id", numbers):
            return schema.NOBODY not in numbers
        case AnyOf(conditions):
            return all(map(is_narrow, conditions))
        case AllOf(conditions):
            return any(map(is_narrow, conditions))
    return False


def _wanted_words(conditions: Sequence[Condition]) -> str | None:
    """Give the search for words that quotes must have, if there is one."""
    searches = (each.search.wanted for each in conditions if isinstance(each, HasWords))
    return next(filter(None, searches), None)


def _best_matches(
    connection: Connection, conditions: Sequence[Condition], wanted: str, limit: int | None, offset: int
) -> list[int]:
    """List the numbers of the quotes that a search finds, the best match first.

    To rank a quote takes thirty times as long as to find it, so the number of those to rank is bounded.
    """
    listing, search = schema.listing, schema.search
    query = select(listing.c.id).join(search, search.c.rowid == listing.c.id).where(_matches(wanted))
    for condition in conditions:
        if isinstance(condition, HasWords):
            query = query.where(*_without(condition.search))
        else:
            query = query.where(_sql(condition))
    query = query.order_by(search.c.rowid.desc())
    last = query.add_columns(schema.rank.label("match")).limit(MOST_RANKED).subquery()
    ranked = select(last.c.id).order_by(last.c.match, last.c.id)
    found = list(connection.scalars(ranked.limit(limit).offset(offset)))
    if limit is not None and len(found) == limit:
        return found
    others = query.offset(max(offset, MOST_RANKED))
    return found + list(connection.scalars(others.limit(None if limit is None else limit - len(found))))


def _sql(condition: Condition) -> ColumnElement[bool]:  # noqa: PLR0911  (one for each condition)
    """Translate a condition to SQL on `schema.listing`."""
    match condition:
        case IsOneOf(column, numbers):
            # many quotes may have no speaker or source, and then the index does not help
            wanted: Any = numbers if len(numbers) < _MOST_PARAMETERS else _listed(numbers)
            return _column(column, indexed=schema.NOBODY not in numbers).in_(wanted)
        case IsNoneOf(column, numbers):
            return _column(column, indexed=False).not_in(_listed(numbers))
        case IsWithin(column, least, most):
            number = _column(column, indexed=column != "confidence")  # most quotes have a high confidence
            bounds = [number >= least] if least is not None else []
            return and_(*bounds, *([number <= most] if most is not None else []))
        case IsBelow(column, bound):
            return _column(column, indexed=False) < bound
        case IsMissing(column):
            names = schema.names
            nobody = select(names.c.id).where(names.c[KNOWN_AS[ROLES[column]]] == schema.NOBODY)
            return _column(column, indexed=False).in_(nobody)
        case IsSet(column):
            return _column(column) == literal_column("1")  # written out, as its partial index needs it
        case HasWords(search, is_common):
            return _has_words(search, is_common=is_common)
        case IsAbout(names):
            named, every = quoted_names, schema.all_lines
            lines = select(every.c.id).join(
                named, and_(every.c.article == named.c.article, every.c.start == named.c.quote)
            )
            return schema.listing.c.id.in_(lines.where(named.c.name.in_(names)))
        case IsInUtterance(column, least):
            spoken, utterances = schema.spoken, schema.utterances
            members = select(spoken.c.id).join(utterances, utterances.c.id == spoken.c.utterance)
            return schema.listing.c.id.in_(members.where(utterances.c[column] >= least))
        case HasTerm(terms):
            spoken, having = schema.spoken, wording_terms
            said = select(spoken.c.id).join(having, having.c.wording == spoken.c.wording)
            return schema.listing.c.id.in_(said.where(having.c.term.in_(_listed(terms))))
        case AllOf(conditions):
            return and_(*map(_sql, conditions))
        case AnyOf(conditions):
            return or_(*map(_sql, conditions))


def _listed(numbers: Sequence[int]) -> Select[Any]:
    """Select many numbers out of one parameter; SQLite takes only so many parameters."""
    listed = func.json_each(json.dumps(numbers)).table_valued(column("value"))
    return select(listed.c.value)


def _column(name: str, *, indexed: bool = True) -> ColumnElement[Any]:
    """Name a column of the listing; without ``indexed``, so that SQLite uses no index of it."""
    column = schema.listing.c[name]
    return column if indexed else column + literal_column("0")


def _has_words(search: WordSearch, *, is_common: bool) -> ColumnElement[bool]:
    """Require and exclude the words of a search in quote and context; an empty search finds nothing."""
    if not search.wanted:
        return and_(*_without(search)) if search.unwanted else literal(False)
    number = _column("id", indexed=not is_common)  # where many are found, others need not be passed over
    found = number.in_(select(schema.search.c.rowid).where(_matches(search.wanted)))
    return and_(found, *_without(search))


def _without(search: WordSearch) -> Iterator[ColumnElement[bool]]:
    """Yield the condition that excludes the unwanted words of a search, if it has any."""
    if search.unwanted:
        yield schema.listing.c.id.not_in(select(schema.search.c.rowid).where(_matches(search.unwanted)))


def _matches(search: str) -> ColumnElement[bool]:
    """Require that the full-text index finds a quote by a search in its own language."""
    return schema.search.c.quotes_search.op("MATCH", is_comparison=True)(search)
