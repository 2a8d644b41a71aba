"""Quotes as matching sees them, read from the library."""

import json
from collections.abc import Collection, Iterable
from datetime import date
from functools import lru_cache
from typing import Any

from sqlalchemy import Connection

from quotes.library import schema
from quotes.library.connection import raw_rows
from quotes.matching import SpokenLine

_AMONG = "IN (SELECT value FROM json_each(?))"
_NAMED = ", ".join(
    str(code) for code, kind in enumerate(schema.SPEAKER_KINDS) if kind in {"person", "organisation"}
)
_COLUMNS = f"""spoken.id, quotes.quote_id, spoken.wording, wordings.words,
    iif(listing.speaker_kind IN ({_NAMED}), names.known_as, 0) AS speaker,
    listing.published, listing.kind = {schema.KINDS.index("full")} AS is_sentence, quotes.quote"""
_KEPT = "listing.article NOT IN (SELECT article FROM bin)"
_LINES = f"""SELECT {_COLUMNS}
    FROM spoken JOIN listing ON listing.id = spoken.id JOIN names ON names.id = listing.speaker
        JOIN wordings ON wordings.id = spoken.wording JOIN quotes ON quotes.id = spoken.id
    WHERE {_KEPT} AND"""
_OF_WORDINGS = f"{_LINES} spoken.wording {_AMONG}"
_OF_NUMBERS = f"{_LINES} spoken.id {_AMONG}"
_OF_SPEAKER = f"""SELECT {_COLUMNS}
    FROM listing JOIN names ON names.id = listing.speaker JOIN spoken ON spoken.id = listing.id
        JOIN wordings ON wordings.id = spoken.wording JOIN quotes ON quotes.id = listing.id
    WHERE listing.speaker IN (SELECT id FROM names WHERE known_as = ?)
        AND listing.published BETWEEN ? AND ? AND listing.speaker_kind IN ({_NAMED}) AND {_KEPT}"""


def lines_of_wordings(connection: Connection, wordings: Collection[int]) -> dict[int, list[SpokenLine]]:
    """Read the quotes with these wordings, by wording."""
    found: dict[int, list[SpokenLine]] = {}
    for line, _ in _read(raw_rows(connection, _OF_WORDINGS, (json.dumps([*wordings]),))):
        found.setdefault(line.wording, []).append(line)
    return found


def lines_with_texts(connection: Connection, numbers: Collection[int]) -> list[tuple[SpokenLine, str]]:
    """Read the quotes with these numbers, each with its words."""
    return _read(raw_rows(connection, _OF_NUMBERS, (json.dumps([*numbers]),)))


def lines_of_speaker(
    connection: Connection, speaker: int, first: int, last: int
) -> list[tuple[SpokenLine, str]]:
    """Read what a speaker said between two days (ordinals; 0 and 0: without a date)."""
    days = (_as_number(first), _as_number(last))
    return _read(raw_rows(connection, _OF_SPEAKER, (speaker, *days)))


def _read(rows: Iterable[Any]) -> list[tuple[SpokenLine, str]]:
    return [
        (SpokenLine(number, quote_id, wording, words, speaker, _as_day(published), bool(is_sentence)), text)
        for number, quote_id, wording, words, speaker, published, is_sentence, text in rows
    ]


@lru_cache(maxsize=50_000)
def _as_day(published: int) -> int:
    """Turn a number like 20240305 into an ordinal; 0 stays 0."""
    return date(published // 10_000, published // 100 % 100, published % 100).toordinal() if published else 0


def _as_number(day: int) -> int:
    """Turn an ordinal into a number like 20240305; 0 stays 0."""
    if not day:
        return 0
    given = date.fromordinal(min(max(day, 1), date.max.toordinal()))
    return given.year * 10_000 + given.month * 100 + given.day
