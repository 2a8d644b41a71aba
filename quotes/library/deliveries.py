"""Which digests were sent to whom: nothing is left out, and nothing is sent again that is known to be sent.

A delivery is stored before its digest is sent, with the id of its message and what it covers,
and noted as sent afterwards. If the program is killed in between, the next run sends the same digest with the
same id once more: whoever received it before can tell that it is the same.
"""

import uuid
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Row, insert, select, update

from quotes.library import inserts, view_tables
from quotes.library.arrivals import Arrived, Reached, how_far
from quotes.library.saved_views import SavedView, SavedViews


@dataclass(frozen=True, slots=True)
class Delivery:
    """A digest for one target: its number, the id of its message, and which articles it covers."""

    id: int
    message: str
    arrived: Arrived


class Deliveries(SavedViews):
    """The deliveries of the digests of saved views."""

    def delivery(self, view: SavedView, target: str, *, after: Reached | None = None) -> Delivery | None:
        """Begin the next delivery of a view to a target, or the last one again if it was not sent.

        It covers what came in since the last delivery; the first one, since the view was saved or after
        ``after``.

        Args:
            view: the view.
            target: what identifies where it goes, without any password in it.
            after: where the first delivery begins.

        Returns:
            The delivery; None if nothing came in since the last one.

        """
        table, views = view_tables.deliveries, view_tables.saved_views
        last = select(table).where(table.c.view == view.id, table.c.target == target)
        with self._writing() as connection:
            before = connection.execute(last.order_by(table.c.id.desc()).limit(1)).one_or_none()
            if before is not None and before.sent is None:
                first, upto = Reached(before.after, before.after_version), _end_of(before)
                return Delivery(before.id, before.message, Arrived(first, upto))
            if before is not None:
                first = _end_of(before)
            elif after is not None:
                first = after
            else:
                saved = select(views.c.article, views.c.version).where(views.c.id == view.id)
                first = Reached(*connection.execute(saved).one())
            upto = how_far(connection)
            if upto == first:
                return None
            message = str(uuid.uuid4())
            values = {
                "view": view.id,
                "target": target,
                "message": message,
                "after": first.article,
                "upto": upto.article,
                "after_version": first.version,
                "upto_version": upto.version,
                "made": inserts.now(),
            }
            number = int(connection.execute(insert(table).returning(table.c.id), values).scalar_one())
        return Delivery(number, message, Arrived(first, upto))

    def note_sent(self, delivery: Delivery) -> None:
        """Note that a delivery was sent, or that it had nothing to send."""
        table = view_tables.deliveries
        with self._writing() as connection:
            connection.execute(update(table).where(table.c.id == delivery.id).values(sent=inserts.now()))


def _end_of(row: Row[Any]) -> Reached:
    """Up to where a delivery tells."""
    return Reached(row.upto, row.upto_version)
