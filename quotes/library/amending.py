"""Amending what is known of articles: title, outlet, date and web address. What was first added is kept."""

import json
from collections.abc import Collection, Iterable, Mapping

from sqlalchemy import Connection, bindparam, select, update

from quotes.library import acts, derived_tables, schema
from quotes.library.act_kinds import ActKind
from quotes.library.article_check import check_field
from quotes.library.deleting import Deleting, is_large
from quotes.library.inserts import now
from quotes.library.name_table import next_change, number_names, sort_key
from quotes.library.utterance_building import match_if_few
from quotes.reading import check_url
from quotes.types import InputError

AMENDABLE = ("title", "outlet", "published", "url")
"""What can be amended of an article."""

_OF_ARTICLES = """SELECT id FROM publications WHERE place = 0 AND article IN (
    SELECT id FROM kept_articles WHERE doc_id IN (SELECT value FROM json_each(?)))"""
_OF_OUTLETS = """SELECT id FROM publications WHERE outlet IN (SELECT value FROM json_each(?))
    AND article NOT IN (SELECT article FROM bin)"""
_NOTE = """INSERT INTO amendments (act, publication, field, before, value)
    SELECT ?, id, '{field}', {field}, ? FROM publications WHERE id IN ({chosen}) AND {field} IS NOT ?"""
_APPLY = """UPDATE publications SET {field} = ? WHERE id IN (
    SELECT publication FROM amendments WHERE act = ? AND field = '{field}')"""
_UNAPPLY = """UPDATE publications SET {field} = (
        SELECT iif(undone IS NULL, value, before) FROM amendments
        WHERE publication = publications.id AND field = '{field}'
        ORDER BY undone IS NULL DESC, iif(undone IS NULL, -id, id) LIMIT 1)
    WHERE id IN (SELECT publication FROM amendments WHERE act = ? AND field = '{field}')"""
"""The newest amendment that was not undone counts, or else what was first added."""

_ARTICLES = """SELECT publications.article FROM amendments
    JOIN publications ON publications.id = amendments.publication WHERE amendments.act = ?"""
_OUTLETS = f"SELECT DISTINCT outlet FROM publications WHERE article IN ({_ARTICLES})"
_NOTE_ARTICLES = f"INSERT OR IGNORE INTO act_articles SELECT article, ? FROM ({_ARTICLES})"
_LINES = f"""UPDATE listing SET outlet = now.outlet, published = now.published
    FROM (SELECT article, coalesce(names.id, 0) AS outlet,
            coalesce(CAST(replace(published, '-', '') AS INTEGER), 0) AS published
        FROM publications LEFT JOIN names ON names.name = publications.outlet
        WHERE place = 0 AND article IN ({_ARTICLES})) AS now
    WHERE listing.article = now.article
        AND (listing.outlet <> now.outlet OR listing.published <> now.published)"""
_CHANGED = f"UPDATE refreshed SET changes = ? WHERE article IN ({_ARTICLES})"
_TITLES = f"SELECT id, title, doc_id FROM shown_articles WHERE id IN ({_ARTICLES})"


def check_amendment(changes: Mapping[str, str | None]) -> None:
    """Refuse new values of fields that no article can have.

    Raises:
        InputError: one of them cannot be stored.

    """
    for field, value in changes.items():
        _checked(field, value)


class Amending(Deleting):
    """Changes to what is known of articles."""

    def amend(self, doc_ids: Collection[str], changes: Mapping[str, str | None], *, note: str = "") -> int:
        """Amend articles, and give the number of the act.

        Args:
            doc_ids: the articles.
            changes: the new ``title``, ``outlet``, ``published`` (an ISO date) or ``url``; None for none.
            note: what to say of it in the history.

        Raises:
            InputError: a value cannot be stored, or none of the articles would change.

        """
        return self._amend(_OF_ARTICLES, doc_ids, changes, note)

    def number_of_publications(self, outlet: str) -> int:
        """Count the articles that an outlet published, alone or with others."""
        query = f"SELECT count(*) FROM ({_OF_OUTLETS})"
        with self._reading() as connection:
            return int(connection.exec_driver_sql(query, (json.dumps([outlet]),)).scalar_one())

    def rename_outlet(self, outlets: Collection[str], name: str, *, note: str = "") -> int:
        """Give outlets another name wherever they published an article, and give the number of the act.

        Raises:
            InputError: the name cannot be stored, or no article is from these outlets.

        """
        return self._amend(_OF_OUTLETS, outlets, {"outlet": name}, note, large=True)

    def _amend(
        self,
        chosen: str,
        of: Collection[str],
        changes: Mapping[str, str | None],
        note: str,
        *,
        large: bool = False,
    ) -> int:
        """Amend the publications that a query chooses by a list of texts."""
        values = {field: _checked(field, value) for field, value in changes.items()}
        listed = json.dumps([*of])
        with self._writing(large=large or is_large(len(of))) as connection:
            act = acts.record(connection, ActKind.amendment, self.who, [], note=note)
            for field, value in values.items():
                noting = _NOTE.format(field=field, chosen=chosen)
                connection.exec_driver_sql(noting, (act, value, listed, value))
                connection.exec_driver_sql(_APPLY.format(field=field), (value, act))
            connection.exec_driver_sql(_NOTE_ARTICLES, (act, act))
            table = schema.act_articles
            number = len(connection.scalars(select(table.c.article).where(table.c.act == act)).all())
            if not number:
                raise InputError("this would not change any article")
            acts.change_details(connection, act, {"articles": number, "changes": values})
            _refresh(connection, act, values)
        return act


def undo_amendments(connection: Connection, act: int) -> None:
    """Take back the amendments of an act."""
    table = schema.amendments
    undone = update(table).where(table.c.act == act).values(undone=now()).returning(table.c.field)
    fields = set(connection.scalars(undone))
    for field in fields:
        connection.exec_driver_sql(_UNAPPLY.format(field=field), (act,))
    _refresh(connection, act, fields)


def _checked(field: str, value: str | None) -> str | None:
    """Tidy a value; None for an empty one."""
    if field not in AMENDABLE:
        raise InputError(f"{field}: only {', '.join(AMENDABLE)} can be amended")
    tidy = " ".join((value or "").split()) or None
    check_field(field, tidy, tidy or "")
    if field == "url" and tidy:
        check_url(tidy)
    return tidy


def _refresh(connection: Connection, act: int, fields: Iterable[str]) -> None:
    """Bring the derived tables up to date with the publications that an act amended."""
    number_names(connection, connection.exec_driver_sql(_OUTLETS, (act,)).scalars())
    connection.exec_driver_sql(_LINES, (act,))
    connection.exec_driver_sql(_CHANGED, (next_change(connection), act))
    if "title" in fields:
        table = schema.refreshed
        keys = [
            {"number": number, "key": sort_key(title or doc_id)}
            for number, title, doc_id in connection.exec_driver_sql(_TITLES, (act,))
        ]
        changed = update(table).where(table.c.article == bindparam("number"))
        connection.execute(changed.values(sort_key=bindparam("key")), keys)
    match_if_few(connection)
    derived_tables.count_change(connection)
