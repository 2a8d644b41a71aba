"""Linking names that mean one speaker over all articles. Only names whose quotes changed are compared."""

import json
from collections.abc import Collection, Mapping

from sqlalchemy import ColumnElement, Connection, bindparam, column, func, select, update

from quotes.language import english
from quotes.library import schema
from quotes.library.name_table import next_change
from quotes.speakers import NameForm, join_forms, name_families, name_form

_KINDS = {kind: schema.SPEAKER_KINDS.index(kind) for kind in ("person", "organisation", "unnamed")}


def link_names(connection: Connection) -> bool:
    """Store the name that each speaker is known as. True if any of them changed.

    This looks at the names whose quotes changed since the last time, and at all names that share enough with
    them to be joined or kept apart. The result is the same as for all names at once.
    """
    names = schema.names
    query = select(names.c.id, names.c.name).where(names.c.linked == 0)
    changed = {row.id: row.name for row in connection.execute(query)}
    if not changed:
        return False
    near = _forms_near(connection, changed)
    numbers = {each.name: number for number, each in near.items()}
    goes_by = dict(zip(changed, changed, strict=True))
    goes_by |= {numbers[name]: numbers[other] for name, other in join_forms(near.values(), english()).items()}
    query = select(names.c.id, names.c.known_as).where(_among(names.c.id, goes_by))
    new = [
        {"number": number, "goes_by": goes_by[number]}
        for number, before in connection.execute(query)
        if before != goes_by[number]
    ]
    if new:
        changed_name = update(names).where(names.c.id == bindparam("number"))
        change = next_change(connection)
        connection.execute(changed_name.values(known_as=bindparam("goes_by"), changed=change), new)
    connection.execute(update(names).where(names.c.linked == 0).values(linked=1))
    return bool(new)


def _forms_near(connection: Connection, changed: Mapping[int, str]) -> dict[int, NameForm]:
    """Collect the forms of these names, and of all that linking must compare with them, by number."""
    found = _forms(connection, changed)
    asked = {
        family
        for name in changed.values()
        for kind in _KINDS
        for family in name_families(name, kind, english())
    }
    seen: set[str] = set()
    while asked:
        seen |= asked
        near = _forms(connection, _in_families(connection, asked) - found.keys())
        kin = {number: name_families(each.name, each.kind, english()) for number, each in near.items()}
        found |= {number: near[number] for number, shared in kin.items() if not asked.isdisjoint(shared)}
        asked = {family for number in kin.keys() & found.keys() for family in kin[number]} - seen
    return found


def _in_families(connection: Connection, wanted: Collection[str]) -> set[int]:
    table = schema.families
    return set(connection.scalars(select(table.c.name).where(_among(table.c.family, wanted))))


def _forms(connection: Connection, wanted: Collection[int]) -> dict[int, NameForm]:
    """Collect the forms of these names from the listing, by number. Unnamed speakers have no form."""
    listing, names = schema.listing, schema.names
    of_kind = [func.count().filter(listing.c.speaker_kind == code) for code in _KINDS.values()]
    query = (
        select(listing.c.speaker, func.group_concat(listing.c.article), *of_kind)
        .where(_among(listing.c.speaker, wanted))
        .group_by(listing.c.speaker)
    )
    called = select(names.c.id, names.c.name).where(_among(names.c.id, wanted))
    name_of = {row.id: row.name for row in connection.execute(called)}
    found: dict[int, NameForm] = {}
    for number, articles, *counted in connection.execute(query):
        kinds = dict(zip(_KINDS, counted, strict=True))
        if each := name_form(name_of[number], kinds, map(int, articles.split(","))):
            found[number] = each
    return found


def _among(
    wanted_column: ColumnElement[int] | ColumnElement[str], values: Collection[object]
) -> ColumnElement[bool]:
    """Require that a column has one of these values. There may be any number of them."""
    listed = func.json_each(json.dumps(list(values))).table_valued(column("value"))
    return wanted_column.in_(select(listed.c.value))
