"""Building utterances: which quotes are the same words.

`match_words` works off what changed (`quotes.library.wording_tables`). It looks only at quotes whose words or
whose speaker are near the changed ones; the result is the same as for all quotes at once.
"""

import json
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from sqlalchemy import Connection

from quotes.library.connection import raw_rows
from quotes.library.short_quotes import homes_of_short
from quotes.library.spoken_lines import lines_of_wordings
from quotes.library.wordings import (
    number_wordings,
    relate_wordings,
    related_wordings,
    remove_orphans,
)
from quotes.matching import LONG, Kinship, LongWording, SpokenLine, follow_homes, home_of_wording

MATCHED_AT_ONCE = 10_000
"""How many quotes are matched in one transaction, which takes some seconds in a large library."""

FEW_TO_MATCH = 300
"""An act that changes more quotes than this leaves them to the next `Library.link`."""

_AMONG = "IN (SELECT value FROM json_each(?))"
_QUEUED = "SELECT id FROM to_match ORDER BY id LIMIT ?"
_DONE = f"DELETE FROM to_match WHERE id {_AMONG}"
_BEFORE = f"SELECT id, wording, utterance FROM spoken WHERE id {_AMONG}"
_DEPENDENTS = f"SELECT id, wording, utterance FROM spoken WHERE home {_AMONG}"
_TEXTS = (
    f"SELECT kept_listing.id, quote FROM kept_listing JOIN quotes USING (id) WHERE kept_listing.id {_AMONG}"
)
_FORGET = f"DELETE FROM spoken WHERE id {_AMONG}"
_SPEAK = "INSERT INTO spoken (id, wording, home, kinship, utterance) VALUES (?, ?, NULL, 0, ?)"
_HOMES = f"SELECT id, home, kinship FROM spoken WHERE id {_AMONG}"
_MOVE = "UPDATE spoken SET home = ?, kinship = ? WHERE id = ?"
_MEMBERS = f"""SELECT id, home, utterance FROM spoken WHERE utterance {_AMONG} OR id {_AMONG}"""
_UTTERANCES = f"SELECT id, utterance FROM spoken WHERE id {_AMONG}"
_SETTLE = "UPDATE spoken SET utterance = ? WHERE id = ?"
_TO_COUNT = f"SELECT id FROM to_count LIMIT {MATCHED_AT_ONCE}"
_WAITING = f"""SELECT count(*) FROM (
    SELECT 1 FROM to_match UNION ALL SELECT 1 FROM to_count LIMIT {FEW_TO_MATCH + 1})"""
_COUNTED = f"DELETE FROM to_count WHERE id {_AMONG}"
_UNCOUNT = f"DELETE FROM utterances WHERE id {_AMONG}"
_COUNT = f"""INSERT INTO utterances
    SELECT spoken.utterance,
        count(DISTINCT coalesce(outlets.outlet_as, -publications.id)) AS carriers,
        count(DISTINCT publications.id) AS articles,
        count(DISTINCT spoken.id) AS quotes,
        count(DISTINCT spoken.wording),
        count(DISTINCT nullif(speakers.known_as, 0)),
        max(spoken.kinship = {int(Kinship.altered)})
    FROM spoken
        JOIN listing ON listing.id = spoken.id
        JOIN names AS speakers ON speakers.id = listing.speaker
        JOIN publications ON publications.article = listing.article
        LEFT JOIN names AS outlets ON outlets.name = publications.outlet
    WHERE spoken.utterance {_AMONG}
    GROUP BY spoken.utterance HAVING articles > 1 OR quotes > 1"""


@dataclass(frozen=True, slots=True)
class Home:
    """What a quote belongs to, and how its words follow from it; None for one that belongs to no other."""

    line: int | None
    kinship: Kinship


_NO_HOME = Home(None, Kinship.exact)


def match_words(connection: Connection, limit: int = MATCHED_AT_ONCE) -> None:
    """Match up to ``limit`` of the quotes that changed, and count their utterances again."""
    queued = set(connection.exec_driver_sql(_QUEUED, (limit,)).scalars())
    to_count = set(connection.exec_driver_sql(_TO_COUNT).scalars())
    if queued:
        to_count |= _match(connection, queued)
    listed = json.dumps([*to_count])
    connection.exec_driver_sql(_UNCOUNT, (listed,))
    connection.exec_driver_sql(_COUNT, (listed,))
    connection.exec_driver_sql(_COUNTED, (listed,))


def number_to_match(connection: Connection) -> int:
    """Count the quotes and utterances that changed; at most one more than `FEW_TO_MATCH`."""
    return int(connection.exec_driver_sql(_WAITING).scalar_one())


def match_if_few(connection: Connection) -> None:
    """Match the quotes that an act changed, unless there are so many that somebody would wait."""
    if 0 < number_to_match(connection) <= FEW_TO_MATCH:
        match_words(connection)


def _match(connection: Connection, queued: Collection[int]) -> set[int]:
    """Match quotes that are new, gone or changed. Gives the utterances that they had or have."""
    listed = json.dumps([*queued])
    before = connection.exec_driver_sql(_BEFORE, (listed,)).all()
    dependents = connection.exec_driver_sql(_DEPENDENTS, (listed,)).all()
    texts = dict(raw_rows(connection, _TEXTS, (listed,)).fetchall())
    connection.exec_driver_sql(_DONE, (listed,))
    connection.exec_driver_sql(_FORGET, (listed,))
    numbered, new = number_wordings(connection, texts)
    if numbered:
        connection.exec_driver_sql(_SPEAK, [(line, each.id, line) for line, each in numbered.items()])
    relate_wordings(connection, new)
    touched = {row.wording for row in before} | {each.id for each in numbered.values()}
    homes = _homes_of_long(connection, touched)
    homes |= {
        line: Home(home and home[0].id, home[1] if home else Kinship.exact)
        for line, home in homes_of_short(connection, numbered, [row.id for row in dependents]).items()
    }
    remove_orphans(connection, touched)
    moved = _move(connection, homes)
    return _settle(
        connection,
        {*moved, *numbered},
        {*queued, *(row.utterance for row in before), *(row.utterance for row in dependents)},
    )


def _homes_of_long(connection: Connection, touched: Collection[int]) -> dict[int, Home]:
    """Choose what the quotes of these wordings, and of those that agree with them, belong to."""
    near = related_wordings(connection, touched)
    chosen = {*touched, *(other for others in near.values() for other, _ in others)}
    related = near | related_wordings(connection, chosen - near.keys())
    everything = {*chosen, *(other for others in related.values() for other, _ in others)}
    lines = lines_of_wordings(connection, everything)
    wordings = {number: _as_wording(each) for number, each in lines.items() if each[0].length >= LONG}
    homes: dict[int, Home] = {}
    for number in chosen & wordings.keys():
        wording = wordings[number]
        others = [(wordings[other], kin) for other, kin in related.get(number, ()) if other in wordings]
        home = home_of_wording(wording, others)
        homes |= dict.fromkeys((each.id for each in lines[number]), Home(wording.first.id, Kinship.exact))
        homes[wording.first.id] = Home(home[0].first.id, home[1]) if home else _NO_HOME
    return homes


def _as_wording(lines: Collection[SpokenLine]) -> LongWording:
    return LongWording(min(lines, key=lambda line: line.time), frozenset(line.speaker for line in lines))


def _move(connection: Connection, homes: dict[int, Home]) -> set[int]:
    """Store what quotes belong to, and give those for which it changed."""
    stored = raw_rows(connection, _HOMES, (json.dumps([*homes]),))
    moved = {
        line: homes[line]
        for line, home, kinship in stored
        if home != homes[line].line or kinship != homes[line].kinship
    }
    if moved:
        connection.exec_driver_sql(_MOVE, [(to.line, int(to.kinship), line) for line, to in moved.items()])
    return set(moved)


def _settle(connection: Connection, moved: Collection[int], former: Iterable[int]) -> set[int]:
    """Store the utterance of quotes that moved, and of all that were in an utterance with them.

    Gives all these utterances, also those that are no more.
    """
    lines = json.dumps([*moved])
    touched = {*former, *(utterance for _, utterance in raw_rows(connection, _UTTERANCES, (lines,)))}
    members = raw_rows(connection, _MEMBERS, (json.dumps([*touched]), lines)).fetchall()
    homes: dict[int, int | None] = {line: home for line, home, _ in members}
    outside = {home for home in homes.values() if home is not None and home not in homes}
    known = dict(raw_rows(connection, _UTTERANCES, (json.dumps([*outside]),)).fetchall())
    fullest = follow_homes(homes, known)
    changed = [(fullest[line], line) for line, _, utterance in members if utterance != fullest[line]]
    if changed:
        connection.exec_driver_sql(_SETTLE, changed)
    return touched | set(fullest.values())
