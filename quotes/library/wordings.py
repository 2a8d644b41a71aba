"""Wordings: the different words of all quotes, and which of them agree with one another."""

import json
from array import array
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection

from quotes.library.connection import raw_rows
from quotes.library.shared_prints import PrintHolders
from quotes.matching import LONG, Comparison, Kinship, compare, fingerprint, split_words, word_digest

_DIGEST_BYTES = 8
_READ_AT_ONCE = 1_000
"""So few that what was read of a quote is still at hand when its prints are made."""
_RELATED_AT_ONCE = 200
"""How many new wordings are compared together. In a large library, each shares prints with hundreds."""
_AMONG = "IN (SELECT value FROM json_each(?))"
_KNOWN = f"SELECT digest, id, words FROM wordings WHERE digest {_AMONG}"
_QUOTES = "SELECT quote FROM spoken JOIN quotes ON quotes.id = spoken.id WHERE wording = ?"
_DIGEST = "SELECT digest FROM wordings WHERE id = ?"
_RELATE = "INSERT OR REPLACE INTO same_words VALUES (?, ?, ?)"
_ORPHANS = f"""SELECT id, prints FROM wordings WHERE id {_AMONG}
    AND id NOT IN (SELECT wording FROM spoken WHERE wording {_AMONG})"""
_RELATED = f"SELECT wording, other, kinship FROM same_words WHERE wording {_AMONG}"


@dataclass(frozen=True, slots=True)
class NumberedWording:
    """A wording's number, and how many words it has."""

    id: int
    length: int


@dataclass(slots=True)
class WordingTexts:
    """One quote for each wording that was looked at lately."""

    connection: Connection
    known: dict[int, str | None] = field(default_factory=dict)

    def __getitem__(self, wording: int) -> str | None:
        """A quote with this wording; None if all that had it are changing."""
        if wording not in self.known:
            self.known[wording] = self._read(wording)
        return self.known[wording]

    def _read(self, wording: int) -> str | None:
        wanted = raw_rows(self.connection, _DIGEST, (wording,)).fetchone()
        found = raw_rows(self.connection, _QUOTES, (wording,))
        return next((text for (text,) in found if (digest_number(text),) == wanted), None)


def digest_number(text: str) -> int:
    """The digest of a quote's words, as a number that SQLite can store."""
    return int.from_bytes(word_digest(text)[:_DIGEST_BYTES], signed=True)


@dataclass(frozen=True, slots=True)
class NewWording:
    """A wording that the library has not had so far: a quote with it, and its prints if it is long."""

    text: str
    prints: frozenset[int]


def number_wordings(
    connection: Connection, texts: Mapping[int, str]
) -> tuple[dict[int, NumberedWording], dict[int, NewWording]]:
    """Number the wordings of quotes. Gives the wording of each quote, and the new ones by their numbers."""
    numbered: dict[int, NumberedWording] = {}
    new: dict[int, NewWording] = {}
    known: dict[int, NumberedWording] = {}
    stored: list[tuple[int, int, int, bytes]] = []
    number = connection.exec_driver_sql("SELECT coalesce(max(id), 0) FROM wordings").scalar_one()
    for lines in in_portions(texts, _READ_AT_ONCE):
        digests = {line: digest_number(texts[line]) for line in lines}
        listed = json.dumps([digest for digest in {*digests.values()} if digest not in known])
        for digest, *values in raw_rows(connection, _KNOWN, (listed,)):
            known[digest] = NumberedWording(*values)
        for line, digest in digests.items():
            if digest not in known:
                number += 1
                known[digest] = NumberedWording(number, len(split_words(texts[line])))
                new[number] = _new_wording(texts[line], known[digest].length)
                hashes = array("I", sorted(new[number].prints))
                stored.append((number, digest, known[digest].length, hashes.tobytes()))
            numbered[line] = known[digest]
    prints = ((each, wording, len(made.prints)) for wording, made in new.items() for each in made.prints)
    _many(connection, "INSERT INTO wordings VALUES (?, ?, ?, ?)", stored)
    _many(connection, "INSERT INTO prints VALUES (?, ?, ?)", sorted(prints))  # each page is written once
    return numbered, new


def _new_wording(text: str, length: int) -> NewWording:
    return NewWording(text, fingerprint(text) if length >= LONG else frozenset())


def relate_wordings(connection: Connection, new: Mapping[int, NewWording]) -> None:
    """Find the wordings that agree with new ones, and store the pairs."""
    own = {number: each.text for number, each in new.items()}
    pairs: list[tuple[int, int, int]] = []
    for wordings in in_portions(new, _RELATED_AT_ONCE):
        prints = {each for wording in wordings for each in new[wording].prints}
        holders = PrintHolders(connection, prints, least=2)  # the new ones have theirs already
        texts = WordingTexts(connection, dict(own))  # what it reads besides is kept no longer than a portion
        for wording in wordings:
            each = new[wording]
            for other in holders.similar(each.prints):
                if other == wording or (other in new and other > wording):
                    continue  # the later of two new ones finds the pair
                other_text = texts[other]
                kinship = None if other_text is None else kinship_of(compare(each.text, other_text))
                if kinship is not None:
                    pairs += [(wording, other, kinship), (other, wording, kinship)]
    _many(connection, _RELATE, sorted(pairs))


def kinship_of(compared: Comparison) -> Kinship | None:
    """How two quotes agree; None if their words are different."""
    known = Kinship.__members__
    return known.get(compared.wording.value)


def related_wordings(
    connection: Connection, wordings: Collection[int]
) -> dict[int, list[tuple[int, Kinship]]]:
    """Look up the wordings that agree with each of these."""
    related: dict[int, list[tuple[int, Kinship]]] = {}
    for wording, other, kinship in connection.exec_driver_sql(_RELATED, (json.dumps([*wordings]),)):
        related.setdefault(wording, []).append((other, Kinship(kinship)))
    return related


def remove_orphans(connection: Connection, wordings: Collection[int]) -> None:
    """Remove those of these wordings that no quote has any more."""
    listed = json.dumps([*wordings])
    for number, stored in connection.exec_driver_sql(_ORPHANS, (listed, listed)).all():
        prints = array("I")
        prints.frombytes(stored)
        _many(
            connection,
            "DELETE FROM prints WHERE hash = ? AND wording = ?",
            ((each, number) for each in prints),
        )
        others = (
            connection.exec_driver_sql("SELECT other FROM same_words WHERE wording = ?", (number,))
            .scalars()
            .all()
        )
        _many(
            connection,
            "DELETE FROM same_words WHERE wording = ? AND other = ?",
            ((other, number) for other in others),
        )
        connection.exec_driver_sql("DELETE FROM same_words WHERE wording = ?", (number,))
        connection.exec_driver_sql("DELETE FROM wordings WHERE id = ?", (number,))


def _many(connection: Connection, statement: str, values: Iterable[tuple[Any, ...]]) -> None:
    if listed := list(values):
        connection.exec_driver_sql(statement, listed)


def in_portions(values: Collection[int], size: int) -> Iterator[list[int]]:
    """Divide numbers into sorted lists of at most ``size``."""
    ordered = sorted(values)
    for start in range(0, len(ordered), size):
        yield ordered[start : start + size]
