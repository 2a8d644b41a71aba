"""The derived tables of topics: which terms each wording has, and how many wordings have each term.

They are filled only if somebody asked for it; then `topics_kept`, which is not derived, has a row. Triggers
note the wordings whose terms are still to be found (`to_term`), and forget the terms of those that are gone.
"""

import json
from collections.abc import Sequence

from sqlalchemy import Connection, Integer, column, table

from quotes.types import InputError

DROP_TOPICS: tuple[str, ...] = (
    "DROP TRIGGER IF EXISTS wordings_added",
    "DROP TRIGGER IF EXISTS wordings_removed",
    *(f"DROP TABLE IF EXISTS {name}" for name in ("wording_terms", "terms", "to_term")),
)

CREATE_TOPICS: tuple[str, ...] = (
    """CREATE TABLE terms (
        id INTEGER PRIMARY KEY,
        term TEXT NOT NULL UNIQUE, written TEXT NOT NULL, wordings INTEGER NOT NULL)""",
    "CREATE INDEX terms_by_form ON terms (written)",
    """CREATE TABLE wording_terms (
        wording INTEGER NOT NULL, term INTEGER NOT NULL,
        PRIMARY KEY (wording, term)) WITHOUT ROWID""",
    "CREATE INDEX wording_terms_by_term ON wording_terms (term)",
    "CREATE TABLE to_term (id INTEGER PRIMARY KEY)",
    """CREATE TRIGGER wordings_added AFTER INSERT ON wordings WHEN EXISTS (SELECT 1 FROM topics_kept) BEGIN
        INSERT OR IGNORE INTO to_term VALUES (new.id); END""",
    """CREATE TRIGGER wordings_removed AFTER DELETE ON wordings BEGIN
        DELETE FROM to_term WHERE id = old.id;
        UPDATE terms SET wordings = wordings - 1
            WHERE id IN (SELECT term FROM wording_terms WHERE wording = old.id);
        DELETE FROM wording_terms WHERE wording = old.id;
    END""",
)

FORGET_TOPICS: tuple[str, ...] = (
    "DELETE FROM topics_kept",
    "DELETE FROM to_term",
    "DELETE FROM wording_terms",
    "DELETE FROM terms",
)

KEEP_TOPICS: tuple[str, ...] = (
    "INSERT OR IGNORE INTO topics_kept VALUES (1)",
    "INSERT OR IGNORE INTO to_term SELECT id FROM wordings",
)

wording_terms = table("wording_terms", column("wording", Integer), column("term", Integer))
"""Which terms the words of a wording have."""


_AMONG = "IN (SELECT value FROM json_each(?))"
_CALLED = f"SELECT id FROM terms WHERE term {_AMONG} UNION SELECT id FROM terms WHERE written {_AMONG}"


def keeps_topics(connection: Connection) -> bool:
    """Whether the library finds the terms of its quotes."""
    return bool(connection.exec_driver_sql("SELECT EXISTS (SELECT 1 FROM topics_kept)").scalar_one())


def terms_called(connection: Connection, names: Sequence[str]) -> tuple[int, ...]:
    """The numbers of terms, each as somebody typed it or as it is usually written.

    Raises:
        InputError: the library keeps no topics.

    """
    from quotes.parsing import term_key  # noqa: PLC0415  (few uses of a library need it)

    if not keeps_topics(connection):
        raise InputError("this library has no topics yet; find them with quotes topics")
    keys = json.dumps([term_key(name) for name in names])
    return tuple(connection.exec_driver_sql(_CALLED, (keys, json.dumps([*names]))).scalars())
