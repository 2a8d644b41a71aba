"""From a filter to conditions on the listing, in the listing's own numbers."""

from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import Connection, select

from quotes.library import schema
from quotes.library.conditions import (
    AnyOf,
    Condition,
    HasTerm,
    HasWords,
    IsAbout,
    IsInUtterance,
    IsOneOf,
    IsWithin,
)
from quotes.library.copies import articles_copied_by
from quotes.library.derived_tables import date_number, is_iso_day
from quotes.library.filter_fields import (
    AboutField,
    AnyField,
    ArticlesField,
    ChoicesField,
    DateField,
    FlagField,
    ImportsField,
    NamesField,
    NumberField,
    ShareField,
    TagsField,
    TopicsField,
    WordsField,
)
from quotes.library.filters import FILTER_FIELDS, Filter
from quotes.library.import_run import added_by
from quotes.library.name_table import ROLES, names_of, numbers_of
from quotes.library.tag_queries import lines_with_tags
from quotes.library.topic_tables import terms_called
from quotes.library.word_search import parse_search
from quotes.types import InputError

_MANY = 1_000


def conditions_of(connection: Connection, only: Filter) -> tuple[Condition, ...]:
    """List what a filter asks of the listing; nothing where every quote passes.

    Raises:
        InputError: a date is not valid, the search is too long, or the library keeps no topics.

    """
    within: dict[str, IsWithin] = {}
    others: list[Condition] = []
    for condition in _each(connection, only):
        if isinstance(condition, IsWithin):
            within[condition.column] = _both(within.get(condition.column), condition)
        else:
            others.append(condition)
    return (*others, *within.values())


def _each(connection: Connection, only: Filter) -> Iterator[Condition]:
    """Yield the conditions field by field."""
    for name, field in FILTER_FIELDS.items():
        value = getattr(only, name)
        if value not in (field.empty, ""):
            yield from _conditions(connection, field, value)


def _conditions(  # noqa: PLR0912  (one for each kind of field)
    connection: Connection, field: AnyField, value: Any
) -> Iterator[Condition]:
    """Yield what one field asks, whose value is not empty."""
    match field:
        case WordsField():
            if value.strip():
                yield HasWords(parse_search(value))
        case ArticlesField():
            stored = schema.articles
            query = select(stored.c.id).where(stored.c.doc_id.in_(value))
            yield IsOneOf(field.column, tuple(connection.scalars(query)))
        case AboutField():
            yield IsAbout(names_of(connection, value))
        case ImportsField():
            yield _added_by(connection, value)
        case NamesField():
            named = IsOneOf(field.column, numbers_of(connection, value, ROLES[field.column]))
            copied = articles_copied_by(connection, named.numbers) if field.column == "outlet" else ()
            yield AnyOf((named, IsOneOf("article", copied))) if copied else named
        case TopicsField():
            yield HasTerm(terms_called(connection, value))
        case TagsField():
            lines = lines_with_tags(connection, value)
            yield AnyOf(tuple(IsOneOf(column, numbers) for column, numbers in lines.items()))
        case ChoicesField():
            codes = schema.CODES[field.column]
            yield IsOneOf(field.column, tuple(codes.index(each) for each in value if each in codes))
        case DateField(bound="least"):
            yield IsWithin(field.column, least=_day(value))
        case DateField():
            yield IsWithin(field.column, least=1, most=_day(value))  # undated articles have the number 0
        case ShareField(bound="least"):
            yield IsWithin(field.column, least=value)
        case ShareField():
            yield IsWithin(field.column, most=value)
        case NumberField():
            if value > 1:  # everything has one
                yield IsInUtterance(field.column, value)
        case FlagField():
            yield field.condition


def _added_by(connection: Connection, acts: Sequence[int]) -> Condition:
    """Ask for the articles that imports added. A large import usually has all numbers from first to last."""
    numbers = tuple(sorted(connection.scalars(added_by(acts))))
    if len(numbers) >= _MANY and numbers[-1] - numbers[0] == len(numbers) - 1:
        return IsWithin("article", numbers[0], numbers[-1])
    return IsOneOf("article", numbers)


def _day(given: str) -> int:
    """Turn a date into the listing's number for it."""
    if not is_iso_day(given):
        raise InputError(f"dates must be like 2024-03-05, not {given}")
    return date_number(given)


def _both(one: IsWithin | None, other: IsWithin) -> IsWithin:
    """Join two pairs of bounds on one column."""
    if one is None:
        return other
    least = [bound for bound in (one.least, other.least) if bound is not None]
    most = [bound for bound in (one.most, other.most) if bound is not None]
    return IsWithin(one.column, max(least, default=None), min(most, default=None))
