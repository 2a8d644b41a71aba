"""Which tags count: those of speakers, articles and quotes, and those of rows."""

from collections import defaultdict
from collections.abc import Collection
from enum import StrEnum

from sqlalchemy import Connection, func, select

from quotes.library import schema
from quotes.library.name_table import known_as, numbers_of
from quotes.types import Quote

_AT_ONCE = 10_000


class Tagged(StrEnum):
    """What has a tag: a speaker (by name), an article (by ``doc_id``) or a quote (by ``quote_id``)."""

    speaker = "speaker"
    article = "article"
    quote = "quote"


def current_tags(
    connection: Connection,
    *,
    kind: Tagged | None = None,
    tags: Collection[str] = (),
    targets: Collection[str] | None = None,
) -> list[tuple[str, Tagged, str]]:
    """List the tags that count, each with what has it; only these tags, or only of these targets."""
    table, acts_table = schema.taggings, schema.acts
    query = (
        select(table.c.tag, table.c.kind, table.c.target, table.c.added, func.max(table.c.id))
        .join(acts_table, acts_table.c.id == table.c.act)
        .where(acts_table.c.undone.is_(None))
        .group_by(table.c.tag, table.c.kind, table.c.target)  # SQLite gives the row that has the maximum
    )
    if kind is not None:
        query = query.where(table.c.kind == kind.value)
    if tags:
        query = query.where(table.c.tag.in_(tags))
    if targets is not None:
        query = query.where(table.c.target.in_(targets))
    return [(row.tag, Tagged(row.kind), row.target) for row in connection.execute(query) if row.added]


def tags_by_target(
    connection: Connection, kind: Tagged, targets: Collection[str]
) -> dict[str, tuple[str, ...]]:
    """Look up the tags of these targets; those without any are left out."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    if kind is Tagged.speaker:  # there are few tagged speakers, and each has many names
        tagged = current_tags(connection, kind=kind)
        shown = known_as(connection, {name for _, _, name in tagged} | set(targets)) if tagged else {}
        of_group: defaultdict[str, set[str]] = defaultdict(set)
        for tag, _, name in tagged:
            of_group[shown[name]].add(tag)
        for target in targets if tagged else ():
            found[target] |= of_group.get(shown[target], set())
    else:
        wanted = list(dict.fromkeys(targets))
        for start in range(0, len(wanted), _AT_ONCE):
            some = wanted[start : start + _AT_ONCE]
            for tag, _, target in current_tags(connection, kind=kind, targets=some):
                found[target].add(tag)
    return {target: tuple(sorted(tags, key=str.casefold)) for target, tags in found.items() if tags}


def tags_of_these_rows(connection: Connection, rows: Collection[Quote]) -> list[tuple[str, ...]]:
    """Look up the tags of each row: its own, those of its article and those of its speaker."""
    if not connection.scalar(select(func.count()).select_from(schema.taggings)):
        return [()] * len(rows)
    quotes = tags_by_target(connection, Tagged.quote, [row.quote_id for row in rows])
    articles = tags_by_target(connection, Tagged.article, [row.doc_id for row in rows])
    speakers = tags_by_target(connection, Tagged.speaker, {row.speaker for row in rows if row.speaker})
    found = (
        {
            *quotes.get(row.quote_id, ()),
            *articles.get(row.doc_id, ()),
            *speakers.get(row.speaker or "", ()),
        }
        for row in rows
    )
    return [tuple(sorted(tags, key=str.casefold)) for tags in found]


def lines_with_tags(connection: Connection, tags: Collection[str]) -> dict[str, tuple[int, ...]]:
    """The numbers of the lines, articles and speakers in the listing that have one of these tags.

    The keys are the columns of the listing that have these numbers.
    """
    of_kind: defaultdict[Tagged, list[str]] = defaultdict(list)
    for _, kind, target in current_tags(connection, tags=tags):
        of_kind[kind].append(target)
    listing, quotes, articles = schema.listing, schema.quotes, schema.articles
    lines = select(listing.c.id).join(quotes, quotes.c.id == listing.c.id)
    lines = lines.where(quotes.c.quote_id.in_(of_kind[Tagged.quote]))
    stored = select(articles.c.id).where(articles.c.doc_id.in_(of_kind[Tagged.article]))
    return {
        "id": tuple(connection.scalars(lines)),
        "article": tuple(connection.scalars(stored)),
        "speaker": numbers_of(connection, of_kind[Tagged.speaker]),
    }
