"""Tokens with which the programs of people who log in read a library.

The library keeps only a digest of each token. Tokens are not acts: no history lists them, and nobody can undo
that one was revoked.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Row, delete, func, insert, select

from quotes.library import inserts, schema
from quotes.library.correcting import Correcting
from quotes.types import InputError

MOST_TOKENS = 50
"""Tokens that one person may have."""
_LONGEST_NAME = 80


@dataclass(frozen=True, slots=True)
class AccessToken:
    """A token that a person made.

    Attributes:
        id: its number.
        name: what the person calls it.
        person: who it is, the same in all sessions.
        claims: what the login said about the person.
        made: when (ISO, UTC).

    """

    id: int
    name: str
    person: str
    claims: Mapping[str, Any]
    made: str


class AccessTokens(Correcting):
    """The tokens of a library."""

    def make_token(self, name: str, digest: str, person: str, claims: Mapping[str, Any]) -> AccessToken:
        """Store a new token by its digest.

        Raises:
            InputError: it has no name, or the person has too many tokens.

        """
        table = schema.access_tokens
        name = " ".join(name.split())[:_LONGEST_NAME]
        if not name:
            raise InputError("give the token a name, so that you know later what it is for")
        made = inserts.now()
        with self._writing() as connection:
            number = select(func.count()).select_from(table).where(table.c.person == person)
            if (connection.scalar(number) or 0) >= MOST_TOKENS:
                raise InputError(f"you have {MOST_TOKENS} tokens; revoke some first")
            values = {"digest": digest, "name": name, "person": person, "claims": dict(claims), "made": made}
            stored = connection.execute(insert(table).returning(table.c.id), values)
            return AccessToken(int(stored.scalar_one()), name, person, claims, made)

    def tokens_of(self, person: str) -> list[AccessToken]:
        """List the tokens of a person, the newest first."""
        table = schema.access_tokens
        with self._reading() as connection:
            found = connection.execute(
                select(table).where(table.c.person == person).order_by(table.c.id.desc())
            )
            return [_token(row) for row in found]

    def find_token(self, digest: str) -> AccessToken | None:
        """Find a token by its digest; None if there is none, or it was revoked."""
        table = schema.access_tokens
        with self._reading() as connection:
            row = connection.execute(select(table).where(table.c.digest == digest)).one_or_none()
        return _token(row) if row is not None else None

    def revoke_token(self, number: int, person: str) -> None:
        """End a token of a person."""
        table = schema.access_tokens
        with self._writing() as connection:
            connection.execute(delete(table).where(table.c.id == number, table.c.person == person))


def _token(row: Row[Any]) -> AccessToken:
    return AccessToken(row.id, row.name, row.person, row.claims, row.made)
