"""Undoing acts. Each kind of act has its own way back."""

from collections.abc import Callable, Mapping
from typing import TypeAlias

from sqlalchemy import Connection, update

from quotes.library import inserts, schema
from quotes.library.act_kinds import ActKind
from quotes.library.acts import mark_undone
from quotes.library.amending import undo_amendments
from quotes.library.deleting import restore
from quotes.library.derived_tables import count_change
from quotes.library.followed_sources import undo_following
from quotes.library.name_decisions import names_decided_by
from quotes.library.name_linking import link_decided
from quotes.library.saved_views import undo_view_act
from quotes.library.utterance_building import match_if_few
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


def _undo_decisions(connection: Connection, act: int) -> None:
    link_decided(connection, names_decided_by(connection, act))
    match_if_few(connection)
    count_change(connection)


def _undo_tags(connection: Connection, _: int) -> None:
    count_change(connection)  # labels of acts that were undone do not count


_WAYS_BACK: Mapping[ActKind, WayBack] = {
    ActKind.addition: _keep_import,
    ActKind.correction: _undo_corrections,
    ActKind.amendment: undo_amendments,
    ActKind.deletion: restore,
    ActKind.joining: _undo_decisions,
    ActKind.separation: _undo_decisions,
    ActKind.not_a_name: _undo_decisions,
    ActKind.tag: _undo_tags,
    ActKind.untag: _undo_tags,
    ActKind.view: undo_view_act,
    ActKind.following: undo_following,
}
