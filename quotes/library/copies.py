"""Copies: one text that several outlets published."""

import json
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, func, select

from quotes.library import inserts, schema
from quotes.library.connection import raw_rows
from quotes.library.name_table import next_change, number_names
from quotes.types import Article

_FIELDS = ("outlet", "published", "url")
_ALSO_IN = """SELECT copies.article, copies.outlet FROM publications AS copies
        JOIN publications AS first ON first.article = copies.article AND first.place = 0
    WHERE copies.article IN (SELECT value FROM json_each(?)) AND copies.place > 0
        AND copies.outlet IS NOT NULL AND copies.outlet IS NOT first.outlet
    ORDER BY copies.article, copies.place"""


@dataclass(frozen=True, slots=True)
class FoundText:
    """The stored article with the same words: its number, and whether it is in the bin."""

    id: int
    text_digest: str
    version: str
    is_deleted: bool


def find_text(connection: Connection, digest: str) -> FoundText | None:
    """Find the article whose words have this digest (`digest_words`)."""
    table, deleted = schema.all_articles, schema.bin
    is_deleted = select(deleted.c.article).where(deleted.c.article == table.c.id).exists()
    row = connection.execute(
        select(table.c.id, table.c.text_digest, table.c.version, is_deleted.label("is_deleted")).where(
            table.c.digest == digest
        )
    ).one_or_none()
    return None if row is None else FoundText(row.id, row.text_digest, row.version, bool(row.is_deleted))


def is_copy(connection: Connection, article: int, given: Article) -> bool:
    """Whether a given article is a publication of a stored one that the library does not know yet.

    The same web address, or the same outlet on the same day, is the same publication; so is one about which
    nothing is known. What was first added counts as well as what it was amended to.
    """
    if not any(getattr(given, name) for name in _FIELDS):
        return False
    publications, amended, first = schema.publications, schema.amendments, schema.all_articles
    rows = connection.execute(select(publications).where(publications.c.article == article)).all()
    original = connection.execute(select(first).where(first.c.id == article)).one()
    known = [{name: {getattr(row, name)} for name in _FIELDS} for row in rows]
    for name in _FIELDS:
        known[0][name].add(getattr(original, name))
    query = select(amended.c.publication, amended.c.field, amended.c.before)
    for number, name, before in connection.execute(
        query.where(amended.c.publication.in_([row.id for row in rows]))
    ):
        place = next(place for place, row in enumerate(rows) if row.id == number)
        known[place].setdefault(name, set()).add(before)
    return not any(_is_same(given, each) for each in known)


def _is_same(given: Article, known: dict[str, set[str | None]]) -> bool:
    if given.url and given.url in known["url"]:
        return True
    return given.outlet in known["outlet"] and (not given.published or given.published in known["published"])


def store_copy(connection: Connection, article: int, given: Article) -> None:
    """Store a further publication of an article."""
    table = schema.publications
    last = connection.scalar(select(func.max(table.c.place)).where(table.c.article == article)) or 0
    inserts.insert_publication(
        connection, article, last + 1, given, given.id or f"copy-{last + 1}", inserts.now()
    )
    number_names(connection, [given.outlet])
    refreshed = schema.refreshed
    connection.execute(
        refreshed.update().where(refreshed.c.article == article).values(changes=next_change(connection))
    )


def articles_copied_by(connection: Connection, outlets: Sequence[int]) -> tuple[int, ...]:
    """List the articles of which these outlets, by their numbers, published a copy."""
    publications, names = schema.publications, schema.names
    query = (
        select(publications.c.article)
        .distinct()
        .join(names, names.c.name == publications.c.outlet)
        .where(publications.c.place > 0, names.c.id.in_(outlets))
    )
    return tuple(connection.scalars(query))


def also_in(connection: Connection, articles: Collection[int]) -> dict[int, str]:
    """Name the other outlets that published articles: "AP, BBC"."""
    found: dict[int, dict[str, None]] = {}
    for article, outlet in raw_rows(connection, _ALSO_IN, (json.dumps([*articles]),)):
        found.setdefault(article, {})[outlet] = None
    return {article: ", ".join(outlets) for article, outlets in found.items()}
