"""Imports as acts: one for each run that adds articles, whatever their number."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Select, func, select, update

from quotes.library import acts, schema
from quotes.library.act_kinds import ActKind


def added_by(imports: Collection[int]) -> Select[Any]:
    """Select the numbers of the articles that imports added; an import is named by its act."""
    table = schema.publications
    return select(table.c.article).where(table.c.act.in_(imports), table.c.place == 0)


@dataclass(slots=True)
class ImportRun:
    """The articles that are added together. ``act`` is None until the first of them is stored."""

    note: str = ""
    act: int | None = None

    def count_version(self, connection: Connection, who: str, article: int, *, quotes: int) -> int:
        """Count an article whose text this transaction replaces, and give the number of the act."""
        number, details = self._details(connection, who)
        changed = {"updated": details.get("updated", 0) + 1, "quotes": details["quotes"] + quotes}
        acts.change_details(connection, number, changed)
        acts.note_articles(connection, number, [article])
        return number

    def count(self, connection: Connection, who: str, article: int, *, quotes: int, is_new: bool) -> int:
        """Count an article that this transaction adds or renews, and give the number of the act.

        Set ``act`` to this number once the transaction is stored.
        """
        number, details = self._details(connection, who)
        details["articles" if is_new else "renewed"] += 1
        details["quotes"] += quotes
        acts.change_details(connection, number, details)
        if is_new:
            first = update(schema.publications).where(schema.publications.c.article == article)
            connection.execute(first.values(act=number))
            acts.note_articles(connection, number, [article])
        return number

    def count_copy(self, connection: Connection, who: str, article: int) -> int:
        """Count a copy that this transaction notes, and give the number of the act."""
        number, details = self._details(connection, who)
        acts.change_details(connection, number, {"copies": details.get("copies", 0) + 1})
        acts.note_articles(connection, number, [article])
        table = schema.publications
        newest = select(func.max(table.c.id)).where(table.c.article == article).scalar_subquery()
        connection.execute(update(table).where(table.c.id == newest).values(act=number))
        return number

    def _details(self, connection: Connection, who: str) -> tuple[int, dict[str, int]]:
        """The number of the act and its details; a new act if there is none yet."""
        details = {"articles": 0, "renewed": 0, "quotes": 0}
        if self.act is None:
            return acts.record(connection, ActKind.addition, who, [], details, self.note), details
        table = schema.acts
        stored = connection.scalar(select(table.c.details).where(table.c.id == self.act)) or {}
        return self.act, details | stored
