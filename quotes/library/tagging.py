"""Tags that people give to speakers, articles and quotes. Each change is an act, and is undone with it.

The program gives none: a tag says only what somebody wrote.
"""

from collections import Counter
from collections.abc import Collection, Iterable
from typing import Any

from sqlalchemy import Connection, insert, select

from quotes.library import acts, schema
from quotes.library.act_kinds import ActKind
from quotes.library.derived_tables import count_change
from quotes.library.joinings import NameJoinings
from quotes.library.name_table import known_as
from quotes.library.tag_queries import Tagged, current_tags, tags_by_target, tags_of_these_rows
from quotes.types import InputError, Quote

_LONGEST = 80


class Tagging(NameJoinings):
    """What people may do with tags, and questions about them."""

    def tag(self, tag: str, kind: Tagged, targets: Collection[str], *, note: str = "") -> int:
        """Give a tag to speakers, articles or quotes. Returns the number of the act.

        Raises:
            InputError: nothing is left of the tag or of the targets, or one of the targets does not exist.

        """
        return self._change(ActKind.tag, tag, kind, targets, note)

    def untag(self, tag: str, kind: Tagged, targets: Collection[str], *, note: str = "") -> int:
        """Take a tag from speakers, articles or quotes. Returns the number of the act."""
        return self._change(ActKind.untag, tag, kind, targets, note)

    def tags(self) -> list[str]:
        """List all tags, those given most often first."""
        with self._reading() as connection:
            counted = Counter(tag for tag, _, _ in current_tags(connection))
        return sorted(counted, key=lambda tag: (-counted[tag], tag.casefold()))

    def tags_of(self, kind: Tagged, targets: Collection[str]) -> dict[str, tuple[str, ...]]:
        """Look up the tags of speakers, articles or quotes. A speaker has those of all names."""
        with self._reading() as connection:
            found = tags_by_target(connection, kind, targets)
            return {target: found.get(target, ()) for target in targets}

    def tags_of_rows(self, rows: Iterable[Quote]) -> list[tuple[str, ...]]:
        """Look up the tags of each row: its own, those of its article and those of its speaker."""
        listed = list(rows)
        with self._reading() as connection:
            return tags_of_these_rows(connection, listed)

    def _change(self, act_kind: ActKind, tag: str, kind: Tagged, targets: Collection[str], note: str) -> int:
        tag = " ".join(tag.split())[:_LONGEST]
        given = list(dict.fromkeys(filter(None, (" ".join(each.split()) for each in targets))))
        if not tag or not given:
            raise InputError("name a tag, and what to tag")
        with self._writing() as connection:
            _check(connection, kind, given)
            if kind is Tagged.speaker and act_kind is ActKind.untag:
                given = _tagged_names(connection, tag, given) or given
            details = {"tag": tag, "kind": kind.value, "targets": given[:5], "number": len(given)}
            act = acts.record(
                connection, act_kind, self.who, _articles(connection, kind, given), details, note
            )
            added = int(act_kind is ActKind.tag)
            lines = [
                {"act": act, "tag": tag, "kind": kind.value, "target": target, "added": added}
                for target in given
            ]
            connection.execute(insert(schema.taggings), lines)
            count_change(connection)
        return act


def _tagged_names(connection: Connection, tag: str, speakers: Collection[str]) -> list[str]:
    """List the names of these speakers that have a tag: it may be on another name than the one given."""
    tagged = [name for _, _, name in current_tags(connection, kind=Tagged.speaker, tags=[tag])]
    shown = known_as(connection, {*tagged, *speakers})
    groups = {shown[name] for name in speakers}
    return [name for name in tagged if shown[name] in groups]


def _check(connection: Connection, kind: Tagged, targets: Collection[str]) -> None:
    """Raise InputError if one of the targets is not in the library."""
    column: Any = {
        Tagged.speaker: schema.names.c.name,
        Tagged.article: schema.articles.c.doc_id,
        Tagged.quote: schema.quotes.c.quote_id,
    }[kind]
    known = set(connection.scalars(select(column).where(column.in_(targets))))
    for target in targets:
        if target not in known:
            raise InputError(f"{target}: the library has no such {kind}")


def _articles(connection: Connection, kind: Tagged, targets: Collection[str]) -> list[int]:
    """The numbers of the articles that tags of articles or quotes concern."""
    articles, quotes = schema.articles, schema.quotes
    if kind is Tagged.article:
        return list(connection.scalars(select(articles.c.id).where(articles.c.doc_id.in_(targets))))
    if kind is Tagged.quote:
        return list(
            connection.scalars(select(quotes.c.article).where(quotes.c.quote_id.in_(targets)).distinct())
        )
    return []
