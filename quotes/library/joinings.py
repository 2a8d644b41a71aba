"""Joining names by hand: which names are one speaker or outlet, which are apart, and what is not a name."""

from collections.abc import Collection, Iterable, Mapping

from sqlalchemy import Connection, select

from quotes.library import acts, schema
from quotes.library.act_kinds import ActKind
from quotes.library.acts import Act
from quotes.library.amending import Amending
from quotes.library.derived_tables import count_change
from quotes.library.name_decisions import (
    NameDecision,
    NameRole,
    NameVerdict,
    decisions_about,
    store_decisions,
)
from quotes.library.name_linking import link_decided
from quotes.library.name_table import KNOWN_AS
from quotes.library.utterance_building import match_if_few
from quotes.types import InputError

_LONGEST = 300


class NameJoinings(Amending):
    """What people may decide about names. It wins over the linking by the program, until it is undone."""

    def join_names(
        self,
        names: Collection[str],
        *,
        known_as: str | None = None,
        role: NameRole = NameRole.speaker,
        note: str = "",
    ) -> int:
        """Say that names are one speaker, or one source or outlet. Returns the number of the act.

        All forms that are joined with one of the names already come along, and so do similar forms in later
        articles. All are known as ``known_as``; by default as the first of the names is.
        """
        given = _cleaned(names)
        shown = next(iter(_cleaned([known_as])), None) if known_as else None
        if len({*given, *([shown] if shown else [])}) < 2:
            raise InputError("name at least two different names to join")
        with self._writing() as connection:
            forms = _with_forms(connection, role, given)
            target = shown or _known_as(connection, role, given[0])
            all_names = dict.fromkeys([*given, *forms, target])
            decided = [NameDecision(name, NameVerdict.joined, target) for name in all_names]
            details = {"role": role.value, "names": list(given), "known_as": target}
            return self._decide(connection, ActKind.joining, role, decided, details, note)

    def split_names(
        self, names: Collection[str], *, role: NameRole = NameRole.speaker, note: str = ""
    ) -> int:
        """Say that names are somebody else than those they are joined with. Returns the number of the act.

        The given names stay together, and are known as the first of them.
        """
        given = _cleaned(names)
        if not given:
            raise InputError("name at least one name to split off")
        with self._writing() as connection:
            rest = [name for name in _with_forms(connection, role, given) if name not in given]
            if not rest:
                raise InputError(f"{given[0]}: this name is not joined with any other")
            decided = [NameDecision(name, NameVerdict.apart, given[0]) for name in given]
            decided += _of_rest(connection, role, given, rest)
            details = {"role": role.value, "names": list(given), "others": rest[:5]}
            return self._decide(connection, ActKind.separation, role, decided, details, note)

    def not_a_name(self, name: str, *, role: NameRole = NameRole.speaker, note: str = "") -> int:
        """Say that words are not a name: their quotes have no speaker then. Returns the number of the act."""
        given = _cleaned([name])
        if not given:
            raise InputError("name the words that are not a name")
        with self._writing() as connection:
            rest = [each for each in _with_forms(connection, role, given) if each not in given]
            decided = [NameDecision(given[0], NameVerdict.not_a_name, None)]
            decided += _of_rest(connection, role, given, rest)
            details = {"role": role.value, "names": list(given)}
            return self._decide(connection, ActKind.not_a_name, role, decided, details, note)

    def name_acts(self, name: str, *, role: NameRole = NameRole.speaker) -> list[Act]:
        """List what people decided about a name or one of its forms, the newest first."""
        table = schema.name_decisions
        with self._reading() as connection:
            forms = {name, *_with_forms(connection, role, [name])}
            query = select(table.c.act).where(table.c.role == role, table.c.name.in_(forms)).distinct()
            numbers = sorted(connection.scalars(query), reverse=True)
        found = (self.act(number) for number in numbers)
        return [act for act in found if act and act.undone is None]

    def _decide(  # noqa: PLR0913, PLR0917  (a value for each part of the act)
        self,
        connection: Connection,
        kind: ActKind,
        role: NameRole,
        decided: Collection[NameDecision],
        details: Mapping[str, object],
        note: str,
    ) -> int:
        """Store an act with its decisions, and follow them."""
        act = acts.record(connection, kind, self.who, [], details, note)
        store_decisions(connection, act, role, decided)
        link_decided(connection, [each.name for each in decided])
        match_if_few(connection)
        count_change(connection)
        return act


def _cleaned(names: Iterable[str]) -> list[str]:
    """Tidy the white space of typed names; each once."""
    cleaned = (" ".join(name.split())[:_LONGEST] for name in names)
    return list(dict.fromkeys(filter(None, cleaned)))


def _with_forms(connection: Connection, role: NameRole, names: Collection[str]) -> list[str]:
    """List all names that are known as the same as one of these, most general first."""
    table = schema.names
    shown = table.c[KNOWN_AS[role]]
    groups = select(shown).where(table.c.name.in_(names), shown != schema.NOBODY)
    query = select(table.c.name).where(shown.in_(groups), table.c.name.is_not(None)).order_by(table.c.id)
    return list(connection.scalars(query))


def _known_as(connection: Connection, role: NameRole, name: str) -> str:
    """The name that a name is known as; itself if it is not a name, or if no quote has it."""
    names, groups = schema.names, schema.names.alias()
    query = (
        select(groups.c.name).join(names, names.c[KNOWN_AS[role]] == groups.c.id).where(names.c.name == name)
    )
    return connection.scalar(query) or name


def _of_rest(
    connection: Connection, role: NameRole, gone: Collection[str], rest: Collection[str]
) -> list[NameDecision]:
    """Keep together what people joined with names that leave the group, under a name that stays."""
    before = decisions_about(connection, role, rest)
    by_hand = [name for name in rest if (said := before.get(name)) and said.known_as in gone]
    if not by_hand:
        return []
    longest = max(by_hand, key=lambda name: (len(name.split()), len(name)))
    return [NameDecision(name, NameVerdict.joined, longest) for name in by_hand]
