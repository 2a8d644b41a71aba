"""Linking names that mean one speaker over all articles. Only names whose quotes changed are compared."""

import json
from collections.abc import Collection, Mapping

from sqlalchemy import ColumnElement, Connection, bindparam, column, func, select, update

from quotes.language import english
from quotes.library import schema
from quotes.library.name_decisions import NameRole, NameVerdict, decisions_about, follow_decisions
from quotes.library.name_table import next_change, number_names
from quotes.speakers import NameForm, join_forms, name_families, name_form

_AT_ONCE = 10_000
_KINDS = {kind: schema.SPEAKER_KINDS.index(kind) for kind in ("person", "organisation", "unnamed")}


def link_names(connection: Connection, only: Collection[int] | None = None) -> bool:
    """Store the name that each speaker and outlet is known as. True if any of them changed.

    This looks at the names whose quotes changed since the last time, and at all names that share enough with
    them to be joined or kept apart. The result is the same as for all names at once. What people decided
    wins. With ``only``, the changed names beside these numbers wait for the next time.
    """
    names = schema.names
    waiting = names.c.linked == 0 if only is None else _among(names.c.id, only)
    query = select(names.c.id, names.c.name).where(waiting)
    changed = {row.id: row.name for row in connection.execute(query)}
    if not changed:
        return False
    speakers = _known_speakers(connection, changed)
    outlets = _known_outlets(connection, changed.values())
    numbers = _numbered(connection, changed, {*speakers, *speakers.values(), *outlets.values()})
    stored = select(names.c.id, names.c.name, names.c.known_as, names.c.outlet_as).where(
        _among(names.c.id, [numbers[name] for name in speakers])
    )
    new = []
    for number, name, *before in connection.execute(stored):
        after = [numbers[speakers[name]], numbers[outlets[name]] if name in outlets else before[1]]
        if before != after:
            new.append({"number": number, "speaker": after[0], "outlet": after[1]})
    if new:
        changed_name = update(names).where(names.c.id == bindparam("number"))
        changed_name = changed_name.values(
            known_as=bindparam("speaker"), outlet_as=bindparam("outlet"), changed=next_change(connection)
        )
        connection.execute(changed_name, new)
    connection.execute(update(names).where(waiting).values(linked=1))
    return bool(new)


def link_decided(connection: Connection, decided: Collection[str]) -> None:
    """Link the names again that people decided about. Others that wait for linking go on waiting."""
    link_names(connection, {*number_names(connection, decided).values()} - {schema.NOBODY})


def _known_speakers(connection: Connection, changed: Mapping[int, str]) -> dict[str, str | None]:
    """The name that each speaker is known as, by people's decisions first; None for what is not a name."""
    near = {each.name: each for each in _forms_near(connection, changed).values()}
    decided = decisions_about(connection, NameRole.speaker, {*changed.values(), *near})
    free = (
        each
        for name, each in near.items()
        if name not in decided or decided[name].verdict is NameVerdict.joined
    )
    automatic = {name: name for name in (*changed.values(), *near)} | join_forms(free, english())
    return follow_decisions(automatic, decided)


def _known_outlets(connection: Connection, names: Collection[str]) -> dict[str, str | None]:
    """The name that each source or outlet is known as. Only people join these."""
    decided = decisions_about(connection, NameRole.outlet, names)
    return follow_decisions({name: name for name in names}, decided)


def _numbered(
    connection: Connection, known: Mapping[int, str], wanted: Collection[str | None]
) -> dict[str | None, int]:
    """Number these names; most of them are ``known`` already."""
    numbers: dict[str | None, int] = {name: number for number, name in known.items()}
    missing = [name for name in wanted if name is not None and name not in numbers]
    for start in range(0, len(missing), _AT_ONCE):
        numbers |= number_names(connection, missing[start : start + _AT_ONCE])
    return numbers | {None: schema.NOBODY}


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
