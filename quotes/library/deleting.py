"""Deleting articles: they go to the bin, from which they come back for a while, and are purged later."""

import json
from collections.abc import Collection, Iterable
from datetime import UTC, datetime, timedelta

from sqlalchemy import Connection, column, delete, func, select

from quotes.library import acts, derived_tables, following_tables, schema
from quotes.library.act_kinds import ActKind
from quotes.library.arrivals import lower_marks
from quotes.library.correcting import Correcting
from quotes.library.filters import Filter
from quotes.library.import_run import added_by
from quotes.library.name_linking import link_names
from quotes.library.name_table import next_change
from quotes.library.utterance_building import match_if_few
from quotes.types import InputError

DAYS_IN_BIN = 30
"""How long deleted articles can be brought back."""

PURGED_AT_ONCE = 100
_LINKED_AT_ONCE = 300
_LARGE = 100

_DELETED = "SELECT article FROM bin WHERE act = ?"
_TO_BIN = """INSERT INTO bin SELECT id, ? FROM kept_articles
    WHERE doc_id IN (SELECT value FROM json_each(?))"""
_NOTE_ARTICLES = f"INSERT OR IGNORE INTO act_articles SELECT article, ? FROM ({_DELETED})"
_QUOTES = f"SELECT count(*) FROM listing WHERE article IN ({_DELETED})"
_QUOTES_OF = """SELECT count(*) FROM listing WHERE article IN (
    SELECT id FROM kept_articles WHERE doc_id IN (SELECT value FROM json_each(?)))"""
_CHANGED = f"UPDATE refreshed SET changes = ? WHERE article IN ({_DELETED})"
_UNLINK = f"""UPDATE names SET linked = 0 WHERE linked = 1 AND id <> 0 AND id IN (
    SELECT speaker FROM listing WHERE article IN ({_DELETED}))"""


class Deleting(Correcting):
    """Articles into the bin."""

    def doc_ids(self, only: Filter) -> list[str]:
        """List the articles with a quote that passes the filter, in the order in which they were added.

        Articles that the filter itself names, or those of an import and nothing else, need no quote.

        Raises:
            InputError: the filter names an act that is not an import, or its words or dates are not valid.

        """
        if only.imports and only == Filter(imports=only.imports):
            return [doc_id for act in sorted(set(only.imports)) for doc_id in self.doc_ids_of_import(act)]
        if only.articles and only == Filter(articles=only.articles):
            with self._reading() as connection:
                table = schema.articles
                listed = func.json_each(json.dumps(only.articles)).table_valued(column("value"))
                query = select(table.c.id).where(table.c.doc_id.in_(select(listed.c.value)))
                return _ids(connection, connection.scalars(query))
        with self._selecting(only) as (connection, selection):
            numbers = selection.counted("article").keys.tolist()
            return _ids(connection, numbers)

    def doc_ids_of_import(self, act: int) -> list[str]:
        """List the articles that an import added, in the order in which they were added.

        Raises:
            InputError: there is no such import.

        """
        with self._reading() as connection:
            kind = connection.scalar(select(schema.acts.c.what).where(schema.acts.c.id == act))
            if kind != ActKind.addition:
                raise InputError(f"act {act}: there is no such import")
            return _ids(connection, connection.scalars(added_by([act])))

    def import_of(self, doc_id: str) -> int | None:
        """The number of the import that added an article; None if nobody knows."""
        published, stored = schema.publications, schema.articles
        query = select(published.c.act).join(stored, stored.c.id == published.c.article)
        with self._reading() as connection:
            return connection.scalar(query.where(stored.c.doc_id == doc_id, published.c.place == 0))

    def number_of_quotes(self, doc_ids: Collection[str]) -> int:
        """Count the quotes of articles."""
        listed = json.dumps([*doc_ids])
        with self._reading() as connection:
            return int(connection.exec_driver_sql(_QUOTES_OF, (listed,)).scalar_one())

    def delete(self, doc_ids: Collection[str], *, note: str = "") -> int:
        """Delete articles with their quotes and corrections, and give the number of the act.

        They can be brought back for `DAYS_IN_BIN` days with `undo`. Call `link` some time afterwards, as
        after adding articles.

        Raises:
            InputError: the library has none of these articles.

        """
        with self._writing(large=is_large(len(doc_ids))) as connection:
            act = acts.record(connection, ActKind.deletion, self.who, [], note=note)
            listed = json.dumps([*doc_ids])
            number = connection.exec_driver_sql(_TO_BIN, (act, listed)).rowcount
            if not number:
                raise InputError("the library has none of these articles")
            connection.exec_driver_sql(_NOTE_ARTICLES, (act, act))
            quotes = connection.exec_driver_sql(_QUOTES, (act,)).scalar_one()
            acts.change_details(connection, act, {"articles": number, "quotes": quotes})
            _note_change(connection, act)
            match_if_few(connection)
        return act

    def in_bin(self) -> int:
        """Count the articles in the bin."""
        with self._reading() as connection:
            return int(connection.scalar(select(func.count()).select_from(schema.bin)) or 0)

    def purge(self, limit: int = PURGED_AT_ONCE) -> int:
        """Remove up to ``limit`` articles for good that were deleted more than `DAYS_IN_BIN` days ago.

        Gives their number. Their corrections go with them.
        """
        with self._reading() as connection:
            if not _overdue(connection, 1):
                return 0
        with self._writing() as connection:
            articles = _overdue(connection, limit)
            _purge(connection, articles)
        return len(articles)


def is_large(articles: int) -> bool:
    """Whether a change of this many articles needs the room of a large transaction."""
    return articles > _LARGE


def restore(connection: Connection, act: int) -> None:
    """Bring back the articles that an act deleted.

    Raises:
        InputError: they were purged.

    """
    _note_change(connection, act)
    if not connection.execute(delete(schema.bin).where(schema.bin.c.act == act)).rowcount:
        raise InputError(f"act {act}: these articles were deleted for good after {DAYS_IN_BIN} days")
    link_if_few(connection)


def restore_article(connection: Connection, article: int) -> None:
    """Take one article out of the bin. Rebuild its derived rows afterwards."""
    connection.execute(delete(schema.bin).where(schema.bin.c.article == article))


def link_if_few(connection: Connection) -> None:
    """Link the names that are to be linked again, unless there are so many that somebody would wait."""
    names = schema.names
    waiting = select(func.count()).select_from(
        select(names.c.id).where(names.c.linked == 0).limit(_LINKED_AT_ONCE + 1).subquery()
    )
    if (connection.scalar(waiting) or 0) <= _LINKED_AT_ONCE:
        link_names(connection)
    match_if_few(connection)


def _note_change(connection: Connection, act: int) -> None:
    """Have the lines of deleted articles read again, and their speakers linked again."""
    connection.exec_driver_sql(_CHANGED, (next_change(connection), act))
    connection.exec_driver_sql(_UNLINK, (act,))
    derived_tables.count_change(connection)


def _overdue(connection: Connection, limit: int) -> list[int]:
    """List up to ``limit`` articles that have been in the bin for too long."""
    since = (datetime.now(UTC) - timedelta(days=DAYS_IN_BIN)).isoformat(timespec="seconds")
    old = select(schema.acts.c.id).where(
        schema.acts.c.what == ActKind.deletion.value, schema.acts.c.made < since
    )
    query = select(schema.bin.c.article).where(schema.bin.c.act.in_(old)).limit(limit)
    return list(connection.scalars(query))


def _purge(connection: Connection, articles: Collection[int]) -> None:
    """Remove articles in the bin for good, with all that belongs to them."""
    table, said, earlier = schema.all_articles, schema.corrections, following_tables.versions
    digests = select(table.c.text_digest).where(table.c.id.in_(articles))
    former = select(earlier.c.text_digest).where(earlier.c.article.in_(articles))
    connection.execute(delete(said).where(said.c.text_digest.in_(digests.union(former))))
    connection.execute(delete(schema.all_lines).where(schema.all_lines.c.article.in_(articles)))
    connection.execute(delete(schema.quotes).where(schema.quotes.c.article.in_(articles)))
    connection.execute(delete(table).where(table.c.id.in_(articles)))
    lower_marks(connection)


def _ids(connection: Connection, numbers: Iterable[int]) -> list[str]:
    """Look up the ids of articles."""
    table = schema.articles
    listed = func.json_each(json.dumps([*numbers])).table_valued(column("value"))
    query = select(table.c.doc_id).where(table.c.id.in_(select(listed.c.value))).order_by(table.c.id)
    return list(connection.scalars(query))
