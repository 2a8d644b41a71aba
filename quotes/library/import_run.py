"""Imports as acts: one for each run that adds articles, whatever their number."""

from dataclasses import dataclass

from sqlalchemy import Connection, select, update

from quotes.library import acts, schema
from quotes.library.act_kinds import ActKind


@dataclass(slots=True)
class ImportRun:
    """The articles that are added together. ``act`` is None until the first of them is stored."""

    note: str = ""
    act: int | None = None

    def count(self, connection: Connection, who: str, article: int, *, quotes: int, is_new: bool) -> int:
        """Count an article that this transaction adds or renews, and give the number of the act.

        Set ``act`` to this number once the transaction is stored.
        """
        details = {"articles": 0, "renewed": 0, "quotes": 0}
        if self.act is None:
            number = acts.record(connection, ActKind.addition, who, [], details, self.note)
        else:
            number, table = self.act, schema.acts
            details |= connection.scalar(select(table.c.details).where(table.c.id == number)) or {}
        details["articles" if is_new else "renewed"] += 1
        details["quotes"] += quotes
        acts.change_details(connection, number, details)
        if is_new:
            first = update(schema.publications).where(schema.publications.c.article == article)
            connection.execute(first.values(act=number))
            acts.note_articles(connection, number, [article])
        return number
