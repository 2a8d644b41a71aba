"""What people did to the library, the newest act first."""

from collections.abc import Collection
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, case, func, or_, select

from quotes.library import schema
from quotes.library.act_kinds import ActKind
from quotes.library.acts import Act, act_from
from quotes.library.correction_history import CorrectionHistory

_LAST = "\U0010ffff"


class ActHistory(CorrectionHistory):
    """Questions about acts, also those that were undone."""

    def acts(  # noqa: PLR0913  (one question, asked in several ways)
        self,
        what: Collection[ActKind] = (),
        *,
        who: str | None = None,
        article: str | None = None,
        since: str = "",
        until: str = "",
        limit: int = 20,
        offset: int = 0,
    ) -> list[Act]:
        """List ``limit`` acts, the newest first, after skipping ``offset`` of them.

        Args:
            what: only acts of these kinds; empty for all.
            who: only acts that this person did or undid.
            article: only acts that concern the article with this ``doc_id``.
            since: only acts at or after this ISO time (UTC) or date.
            until: only acts at or before this ISO time (UTC) or date.
            limit: how many to list.
            offset: how many to skip.

        """
        acts = schema.acts
        query = _matching(_select_acts(), what, who, article, since, until)
        query = query.order_by(acts.c.made.desc(), acts.c.id.desc()).limit(limit).offset(offset)
        with self._reading() as connection:
            return _read(connection, query)

    def act(self, number: int) -> Act | None:
        """Find an act by its number."""
        with self._reading() as connection:
            return next(iter(_read(connection, _select_acts().where(schema.acts.c.id == number))), None)

    def number_of_acts(
        self,
        what: Collection[ActKind] = (),
        *,
        who: str | None = None,
        article: str | None = None,
        since: str = "",
        until: str = "",
    ) -> int:
        """Count the acts that `acts` lists."""
        query = _matching(select(func.count()).select_from(schema.acts), what, who, article, since, until)
        with self._reading() as connection:
            return int(connection.scalar(query) or 0)

    def people(self) -> list[str]:
        """List who did or undid anything, in the order of the alphabet."""
        acts = schema.acts
        query = select(acts.c.who).union(select(acts.c.undone_by).where(acts.c.undone_by.is_not(None)))
        with self._reading() as connection:
            return sorted(filter(None, connection.scalars(query)), key=str.casefold)


def _select_acts() -> Select[Any]:
    """Select the acts, each with the number of its article if it concerns only one."""
    acts, touched = schema.acts, schema.act_articles
    of_act = select(func.min(touched.c.article)).where(touched.c.act == acts.c.id)
    number = of_act.with_only_columns(func.count()).scalar_subquery()
    return select(acts, case((number == 1, of_act.scalar_subquery())).label("article"))


def _read(connection: Connection, query: Select[Any]) -> list[Act]:
    """Read the acts that a query selects."""
    rows, shown = connection.execute(query).all(), schema.shown_articles
    numbers = {row.article for row in rows if row.article is not None}
    named = select(shown.c.id, shown.c.doc_id, shown.c.title).where(shown.c.id.in_(numbers))
    known = {number: (doc_id, title) for number, doc_id, title in connection.execute(named)}
    return [act_from(row, *known.get(row.article, (None, None))) for row in rows]


def _matching(  # noqa: PLR0913, PLR0917
    query: Select[Any],
    what: Collection[ActKind],
    who: str | None,
    article: str | None,
    since: str,
    until: str,
) -> Select[Any]:
    """Limit a query to the acts that are asked for."""
    acts, touched = schema.acts, schema.act_articles
    conditions: list[ColumnElement[bool]] = []
    if what:
        conditions.append(acts.c.what.in_([kind.value for kind in what]))
    if who is not None:
        conditions.append(or_(acts.c.who == who, acts.c.undone_by == who))
    if article is not None:
        stored = schema.all_articles
        number = select(stored.c.id).where(stored.c.doc_id == article).scalar_subquery()
        conditions.append(acts.c.id.in_(select(touched.c.act).where(touched.c.article == number)))
    if since:
        conditions.append(acts.c.made >= since)
    if until:
        conditions.append(acts.c.made <= until + _LAST)
    return query.where(*conditions)
