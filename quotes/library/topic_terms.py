"""The terms of quotes: finding them, and counting those of the quotes that pass a filter.

A wording has the terms of its words, so a quote that twenty outlets carry says them once. Terms are found
only in a library that keeps topics. `quotes.insight` makes topics of them.
"""

import json
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection

from quotes.library.correcting import Correcting
from quotes.library.derived_tables import count_change
from quotes.library.filters import Filter
from quotes.library.quote_queries import EVERYTHING
from quotes.library.topic_tables import FORGET_TOPICS, KEEP_TOPICS, keeps_topics

if TYPE_CHECKING:
    from quotes.library.selected_quotes import SelectedQuotes
    from quotes.parsing import Term

WORDINGS_AT_ONCE = 2_000
"""How many wordings get their terms in one transaction."""

_AMONG = "IN (SELECT value FROM json_each(?))"
_WAITING = "SELECT count(*) FROM to_term"
_QUEUED = """SELECT to_term.id, wordings.digest,
        quotes.quote, articles.text
    FROM to_term JOIN wordings USING (id)
        JOIN quotes ON quotes.id = (SELECT min(id) FROM spoken WHERE wording = to_term.id)
        JOIN articles ON articles.id = quotes.article
    ORDER BY to_term.id LIMIT ?"""
_STILL_QUEUED = f"SELECT to_term.id, wordings.digest FROM to_term JOIN wordings USING (id) WHERE id {_AMONG}"
_DONE = f"DELETE FROM to_term WHERE id {_AMONG}"
_NEW_TERM = "INSERT INTO terms (term, written, wordings) VALUES (?, ?, 0) ON CONFLICT (term) DO NOTHING"
_NUMBERS = f"SELECT term, id FROM terms WHERE term {_AMONG}"
_HAS_TERM = "INSERT OR IGNORE INTO wording_terms VALUES (?, ?)"
_COUNT = "UPDATE terms SET wordings = wordings + ? WHERE id = ?"
_SAID = "SELECT DISTINCT spoken.wording FROM json_each(?) JOIN spoken ON spoken.id = value"
_TERMS_SAID = f"""SELECT terms.id, terms.term, terms.written, said.number, terms.wordings
    FROM (SELECT term, count(*) AS number FROM ({_SAID}) JOIN wording_terms USING (wording)
        GROUP BY term HAVING count(*) >= ?) AS said
    JOIN terms ON terms.id = said.term"""
_ALL_TERMS = "SELECT id, term, written, wordings, wordings FROM terms WHERE wordings >= ?"
_LINES_OF_TERMS = f"""SELECT wording_terms.term, spoken.id
    FROM wording_terms JOIN spoken ON spoken.wording = wording_terms.wording
    WHERE wording_terms.term {_AMONG}"""
_USES = f"SELECT coalesce(sum(wordings), 0) FROM terms WHERE id {_AMONG}"
_LINES_AMONG = f"""SELECT wording_terms.term, spoken.id
    FROM json_each(?) JOIN spoken ON spoken.id = value
        JOIN wording_terms ON wording_terms.wording = spoken.wording WHERE wording_terms.term {_AMONG}"""
_FEW = 50_000  # above this, going through the quotes that pass takes longer than through those of the terms


@dataclass(frozen=True, slots=True)
class TermCount:
    """A term, and how many wordings have it: of the quotes that were counted, and of the whole library."""

    id: int
    key: str
    written: str
    wordings: int
    in_library: int


@dataclass(frozen=True, slots=True)
class TermCounts:
    """Terms of the quotes that were counted, their number of wordings, and that of the whole library."""

    terms: Sequence[TermCount]
    wordings: int
    in_library: int


@dataclass(frozen=True, slots=True)
class TermQuotes:
    """How many quotes have a term, in how many articles, and in each month (a number like 202403)."""

    quotes: int
    articles: int
    months: Mapping[int, int]


_NO_QUOTES = TermQuotes(0, 0, {})


class TopicTerms(Correcting):
    """The terms of quotes."""

    def keeps_topics(self) -> bool:
        """Whether the library finds the terms of its quotes."""
        with self._reading() as connection:
            return keeps_topics(connection)

    def keep_topics(self, keep: bool = True) -> None:
        """Find the terms of all quotes, now and whenever quotes are added; or stop, and forget them."""
        with self._writing(large=True) as connection:
            if keep != keeps_topics(connection):
                for statement in KEEP_TOPICS if keep else FORGET_TOPICS:
                    connection.exec_driver_sql(statement)
                count_change(connection)
        self.find_terms()

    def terms_waiting(self) -> int:
        """Count the wordings whose terms are still to be found."""
        with self._reading() as connection:
            return int(connection.exec_driver_sql(_WAITING).scalar_one())

    def find_terms(self) -> None:
        """Find the terms of the wordings that are new. `match` does it itself.

        Others may read and write in between, a few thousand wordings at a time.
        """
        while queued := self._queued():
            from quotes.parsing import find_terms  # noqa: PLC0415  (few uses of a library need it)

            found = find_terms([(quote, article) for _, _, quote, article in queued])
            terms = {(each[0], each[1]): there for each, there in zip(queued, found, strict=True)}
            with self._writing(large=len(queued) == WORDINGS_AT_ONCE) as connection:
                _store(connection, terms)
                count_change(connection)

    def _queued(self) -> list[tuple[int, int, str, str]]:
        """Some wordings whose terms are to be found: number, digest, a quote with it, and its article."""
        with self._reading() as connection:
            rows = connection.exec_driver_sql(_QUEUED, (WORDINGS_AT_ONCE,))
            return [(row[0], row[1], row[2], row[3]) for row in rows]

    def term_counts(self, only: Filter = EVERYTHING, *, least: int = 2) -> TermCounts:
        """Count the terms that at least this many wordings have of the quotes that pass the filter."""
        with self._selecting(only) as (connection, selection):
            in_library = int(connection.exec_driver_sql("SELECT count(*) FROM wordings").scalar_one())
            if selection.passing is None:
                rows = connection.exec_driver_sql(_ALL_TERMS, (least,))
                return TermCounts([TermCount(*row) for row in rows], in_library, in_library)
            ids = _listed(selection)
            said = int(connection.exec_driver_sql(f"SELECT count(*) FROM ({_SAID})", (ids,)).scalar_one())
            rows = connection.exec_driver_sql(_TERMS_SAID, (ids, least))
            return TermCounts([TermCount(*row) for row in rows], said, in_library)

    def term_quotes(self, terms: Collection[int], only: Filter = EVERYTHING) -> dict[int, TermQuotes]:
        """Count the quotes of terms, by their numbers, among those that pass the filter."""
        with self._selecting(only) as (connection, selection):
            listed = json.dumps([*terms])
            uses = int(connection.exec_driver_sql(_USES, (listed,)).scalar_one())
            if selection.passing is None or selection.number() > _FEW or uses < selection.number():
                rows: Any = connection.exec_driver_sql(_LINES_OF_TERMS, (listed,)).all()
            else:
                rows = connection.exec_driver_sql(_LINES_AMONG, (_listed(selection), listed)).all()
            found = selection.counted_terms([tuple(row) for row in rows])
        return {term: TermQuotes(*found[term]) if term in found else _NO_QUOTES for term in terms}


def _listed(selection: "SelectedQuotes") -> str:
    """The numbers of the quotes that pass, as one parameter."""
    return json.dumps(selection.ids().tolist())


def _store(connection: Connection, found: "Mapping[tuple[int, int], Sequence[Term]]") -> None:
    """Store the terms of wordings, by number and digest, unless they are gone by now."""
    from quotes.parsing import usual_forms  # noqa: PLC0415

    wordings = json.dumps([wording for wording, _ in found])
    queued = connection.exec_driver_sql(_STILL_QUEUED, (wordings,))
    kept = {(wording, digest) for wording, digest in queued if (wording, digest) in found}
    connection.exec_driver_sql(_DONE, (json.dumps([wording for wording, _ in kept]),))
    forms = usual_forms(found[key] for key in kept)
    _many(connection, _NEW_TERM, forms.items())
    rows = connection.exec_driver_sql(_NUMBERS, (json.dumps([*forms]),))
    numbers: dict[str, int] = {row.term: row.id for row in rows}
    pairs = sorted((key[0], numbers[term.key]) for key in kept for term in found[key])
    _many(connection, _HAS_TERM, pairs)
    counted = Counter(term for _, term in pairs)
    _many(connection, _COUNT, ((number, term) for term, number in counted.items()))


def _many(connection: Connection, statement: str, values: Iterable[tuple[Any, ...]]) -> None:
    if listed := list(values):
        connection.exec_driver_sql(statement, listed)
