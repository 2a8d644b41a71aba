"""What people decided about names: which are one speaker or one outlet, which are apart, which are no names.

A decision is about a name in one role. It is stored with its act, and counts until the act is undone. Of
several decisions about one name, the newest counts. Names are stored as text, so a decision also holds for
articles that come later.
"""

import json
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias

from sqlalchemy import Connection, column, func, insert, select

from quotes.library import schema


class NameRole(StrEnum):
    """What a name names. Sources and outlets are one role: the same paper may be either."""

    speaker = "speaker"
    outlet = "outlet"


class NameVerdict(StrEnum):
    """What a decision says about a name: it is joined with others, it is apart, or it is no name."""

    joined = "joined"
    apart = "apart"
    not_a_name = "not a name"


@dataclass(frozen=True, slots=True)
class NameDecision:
    """A decision about ``name``. ``known_as`` is the name it counts under; None if it is not a name."""

    name: str
    verdict: NameVerdict
    known_as: str | None


Decisions: TypeAlias = Mapping[str, NameDecision]
"""The decision that counts for each name that has one."""


def store_decisions(
    connection: Connection, act: int, role: NameRole, decisions: Iterable[NameDecision]
) -> None:
    """Store the decisions of an act."""
    lines = [
        {"act": act, "role": role, "name": each.name, "verdict": each.verdict, "known_as": each.known_as}
        for each in decisions
    ]
    connection.execute(insert(schema.name_decisions), lines)


def decisions_about(
    connection: Connection, role: NameRole, names: Collection[str]
) -> dict[str, NameDecision]:
    """Look up the decisions about these names, and about the names that they are known as."""
    found: dict[str, NameDecision] = {}
    wanted = set(names)
    while wanted:
        new = _newest(connection, role, wanted)
        found |= new
        wanted = {each.known_as for each in new.values() if each.known_as is not None} - found.keys() - wanted
    return found


def names_decided_by(connection: Connection, act: int) -> list[str]:
    """List the names that an act decided about."""
    table = schema.name_decisions
    return list(connection.scalars(select(table.c.name).where(table.c.act == act)))


def follow_decisions(automatic: Mapping[str, str], decided: Decisions) -> dict[str, str | None]:
    """Give for each name the name that it is known as; None if it is not a name.

    ``automatic`` has the name under which the program counts each name. A name without a decision follows the
    newest decision to join any of those that the program joins it with.

    >>> join = NameDecision("Trump", NameVerdict.joined, "Donald J. Trump")
    >>> follow_decisions({"Trump": "D. Trump", "D. Trump": "D. Trump", "Bo": "Bo"}, {"Trump": join})
    {'Trump': 'Donald J. Trump', 'D. Trump': 'Donald J. Trump', 'Bo': 'Bo'}
    """
    of_group = {
        automatic[name]: decision
        for name, decision in decided.items()  # the newest comes last
        if name in automatic and decision.verdict is NameVerdict.joined
    }
    return {
        name: _followed(decided.get(name) or of_group.get(head), head, decided)
        for name, head in automatic.items()
    }


def _followed(decision: NameDecision | None, head: str, decided: Decisions) -> str | None:
    """Follow decisions to the last name; a circle ends where it began."""
    known_as: str | None = head
    seen: set[str] = set()
    while decision and decision.name not in seen:
        seen.add(decision.name)
        known_as = decision.known_as
        decision = decided.get(known_as) if known_as is not None else None
    return known_as


def _newest(connection: Connection, role: NameRole, names: Collection[str]) -> dict[str, NameDecision]:
    """Look up the newest decision about each of these names, the oldest first."""
    table, acts = schema.name_decisions, schema.acts
    listed = func.json_each(json.dumps(sorted(names))).table_valued(column("value"))
    query = (
        select(table)
        .join(acts, acts.c.id == table.c.act)
        .where(table.c.role == role, table.c.name.in_(select(listed.c.value)), acts.c.undone.is_(None))
        .order_by(table.c.id)
    )
    found: dict[str, NameDecision] = {}
    for row in connection.execute(query):
        found.pop(row.name, None)  # so that the newest decision comes last
        found[row.name] = NameDecision(row.name, NameVerdict(row.verdict), row.known_as)
    return found
