"""The table of names: the number of each, its place in the alphabet, and the name that it is known as."""

import unicodedata
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any

from sqlalchemy import Connection, func, insert, or_, select, update

from quotes.library import schema
from quotes.library.connection import raw_rows
from quotes.library.name_decisions import NameRole

KNOWN_AS: Mapping[NameRole, str] = {NameRole.speaker: "known_as", NameRole.outlet: "outlet_as"}
"""The column of `schema.names` with the name that a name is known as in each role."""

ROLES: Mapping[str, NameRole] = {
    "speaker": NameRole.speaker,
    "source": NameRole.outlet,
    "outlet": NameRole.outlet,
}
"""The role of the names in each column of `schema.listing`."""

_NOT_NAMES = {
    role: f"SELECT name FROM names WHERE {known} = {schema.NOBODY} AND id <> {schema.NOBODY}"
    for role, known in KNOWN_AS.items()
}


def number_names(connection: Connection, wanted: Iterable[str | None]) -> dict[str | None, int]:
    """Number names. A new name gets a new number, and is its own group until it is linked."""
    distinct = {name for name in wanted if name is not None}
    found: dict[str | None, int] = {None: schema.NOBODY, **_known(connection, distinct)}
    if new := sorted(distinct - found.keys()):
        last = connection.scalar(select(func.max(schema.names.c.id))) or schema.NOBODY
        numbered = dict(zip(new, range(last + 1, last + 1 + len(new)), strict=True))
        change = next_change(connection)
        lines = [
            {"id": number, "name": name, "sort_key": sort_key(name), "known_as": number, "outlet_as": number}
            | {"changed": change, "linked": 0}
            for name, number in numbered.items()
        ]
        connection.execute(insert(schema.names), lines)
        connection.execute(insert(schema.families), [*_families(numbered)])
        found.update(numbered)
    return found


def numbers_of(
    connection: Connection, wanted: Collection[str | None], role: NameRole = NameRole.speaker
) -> tuple[int, ...]:
    """Look up the numbers of names, each with those of all names of the same speaker or outlet.

    A name that no quote has is left out. None stands for no name, and for what people said is not a name.
    """
    names = schema.names
    shown = names.c[KNOWN_AS[role]]
    own = select(names.c.id).where(names.c.name.in_([name for name in wanted if name is not None]))
    groups = select(shown).where(names.c.id.in_(own), shown != schema.NOBODY)
    found = connection.scalars(select(names.c.id).where(or_(names.c.id.in_(own), shown.in_(groups)))).all()
    if None not in wanted:
        return tuple(found)
    return (*connection.scalars(select(names.c.id).where(shown == schema.NOBODY)), *found)


def names_of(connection: Connection, wanted: Collection[str]) -> tuple[str, ...]:
    """All names of these persons and bodies, as articles give them; also those that speak nowhere."""
    names = schema.names
    numbers = numbers_of(connection, wanted)
    spelt = connection.scalars(select(names.c.name).where(names.c.id.in_(numbers), names.c.name.is_not(None)))
    return tuple(dict.fromkeys((*wanted, *(name for name in spelt if name))))


def mark_for_linking(connection: Connection, names: Iterable[int]) -> None:
    """Have these names linked again by the next `link_names`."""
    if wanted := set(names) - {schema.NOBODY}:
        table = schema.names
        connection.execute(update(table).where(table.c.id.in_(wanted), table.c.linked == 1).values(linked=0))


def mark_all_for_linking(connection: Connection) -> None:
    """Have all names linked again by the next `link_names`."""
    table = schema.names
    connection.execute(update(table).where(table.c.id != schema.NOBODY).values(linked=0))


def has_names_to_link(connection: Connection) -> bool:
    """Whether the next `link_names` has anything to do."""
    names = schema.names
    return connection.scalar(select(names.c.id).where(names.c.linked == 0).limit(1)) is not None


def known_as(
    connection: Connection, wanted: Collection[str], role: NameRole = NameRole.speaker
) -> dict[str, str]:
    """Look up the name that each speaker or outlet is known as.

    It is the name itself if no quote has it, or if somebody said that it is not a name.
    """
    names, groups = schema.names, schema.names.alias()
    shown = names.c[KNOWN_AS[role]]
    query = select(names.c.name, groups.c.name.label("other")).join(groups, groups.c.id == shown)
    found = connection.execute(query.where(names.c.name.in_(wanted)))
    return {name: name for name in wanted} | {row.name: row.other or row.name for row in found}


def not_names(connection: Connection, role: NameRole) -> frozenset[str]:
    """What people said is not a name."""
    return frozenset(name for (name,) in raw_rows(connection, _NOT_NAMES[role]))


def next_change(connection: Connection) -> int:
    """The number of the change that this transaction makes."""
    return int(connection.scalar(select(schema.state.c.changes)) or 0) + 1


def sort_key(name: str) -> str:
    """Sort key of a name. Accents, capitals and curly apostrophes make no difference.

    >>> sorted(["Zoë", "Élan", "ada"], key=sort_key)
    ['ada', 'Élan', 'Zoë']
    """
    if name.isascii():
        return name.casefold()
    decomposed = unicodedata.normalize("NFKD", name.casefold()).replace("’", "'")
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))


def _known(connection: Connection, wanted: Collection[str]) -> dict[str | None, int]:
    """Look up the numbers of the names that have one."""
    names = schema.names
    query = select(names.c.name, names.c.id).where(names.c.name.in_(wanted))
    return {row.name: row.id for row in connection.execute(query)} if wanted else {}


def _families(numbered: Mapping[str, int]) -> Iterator[dict[str, Any]]:
    """Yield the lines of `schema.families` for new names, for either kind of speaker."""
    from quotes.language import english  # noqa: PLC0415
    from quotes.speakers import name_families  # noqa: PLC0415

    for name, number in numbered.items():
        for family in name_families(name, "person", english()) | name_families(
            name, "organisation", english()
        ):
            yield {"family": family, "name": number}
