"""Undoing acts. Each kind of act has its own way back."""

from collections.abc import Callable, Mapping
from typing import TypeAlias

from sqlalchemy import Connection, update

from quotes.library import inserts, schema
from quotes.library.act_kinds import ActKind
from quotes.library.acts import mark_undone
from quotes.library.amending import undo_amendments
from quotes.library.deleting import restore
from quotes.types import InputError

WayBack: TypeAlias = Callable[[Connection, int], None]
"""Takes back what the act with this number did."""


def undo_act(connection: Connection, act: int, who: str) -> None:
    """Undo an act, and note who did it.

    Raises:
        InputError: there is no such act, it was undone before, or it cannot be undone.

    """
    _WAYS_BACK[mark_undone(connection, act, who)](connection, act)


def _keep_import(_: Connection, act: int) -> None:
    raise InputError(f"act {act}: an import is not undone; delete its articles instead")


def _undo_corrections(connection: Connection, act: int) -> None:
    table = schema.corrections
    undone = (
        update(table)
        .where(table.c.act == act, table.c.undone.is_(None))
        .values(undone=inserts.now())
        .returning(table.c.text_digest)
    )
    inserts.refresh_texts(connection, set(connection.scalars(undone)))


_WAYS_BACK: Mapping[ActKind, WayBack] = {
    ActKind.addition: _keep_import,
    ActKind.correction: _undo_corrections,
    ActKind.amendment: undo_amendments,
    ActKind.deletion: restore,
}
