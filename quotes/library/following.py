"""What was seen in feeds and folders that are followed, and the one process that follows them.

What is stored of an entry is stored in one transaction with its article, so that nothing is lost or added
twice, whenever the process is killed.
"""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields, replace
from typing import Any

from sqlalchemy import Connection, column, func, insert, select, update

from quotes.library import schema
from quotes.library.article_storing import Added, StoredOutcome, checked_digests, store_article
from quotes.library.article_versions import store_version
from quotes.library.copies import find_text, is_copy, store_copy
from quotes.library.derived_tables import count_change
from quotes.library.followed_sources import FollowedSources
from quotes.library.following_tables import entries, sources
from quotes.library.import_run import ImportRun
from quotes.library.inserts import now
from quotes.library.watch_lease import WatchLease, check_owner, read_lease, release_lease, take_lease
from quotes.text import digest_words
from quotes.types import Article, Quote


@dataclass(frozen=True, slots=True)
class SourceReading:
    """What came of reading a source once; the fields are those of `quotes.library.FollowedSource`."""

    title: str | None = None
    etag: str | None = None
    modified: str | None = None
    digest: str | None = None
    not_before: str | None = None
    problem: str | None = None


@dataclass(frozen=True, slots=True)
class FollowedEntry:
    """Something in a source that is to be read: a page by its address, or a file by its path.

    ``mark`` changes whenever the page or file does. ``tries`` counts how often it could not be read.
    ``article`` is the number of the article that it gave before, if any. ``next_look`` is when to ask a page
    whether it has changed, with ``etag`` and ``modified``; ``looks`` counts how often that was done.
    """

    address: str
    mark: str
    source: int
    tries: int = 0
    article: int | None = None
    etag: str | None = None
    modified: str | None = None
    looks: int = 0
    next_look: str | None = None


@dataclass(frozen=True, slots=True)
class EntryProblem:
    """An entry that could not be read: why, and when that was tried last."""

    address: str
    problem: str
    read: str


class Following(FollowedSources):
    """What followed sources gave."""

    _import_run: ImportRun | None

    def note_reading(self, lease: WatchLease, source: int, reading: SourceReading, *, new: int = 0) -> None:
        """Note what came of reading a source, and how many new articles it gave."""
        values: dict[str, Any] = {each.name: getattr(reading, each.name) for each in fields(reading)}
        if reading.title is None:
            del values["title"]
        counted = {"new": new, "articles": sources.c.articles + new, "last_read": now()}
        failures = sources.c.failures + 1 if reading.problem else 0
        with self._writing(merge=False) as connection:
            check_owner(connection, lease)
            changed = update(sources).where(sources.c.id == source)
            connection.execute(changed.values(**values, **counted, failures=failures))

    def entries_to_read(self, source: int, listed: Iterable[tuple[str, str]]) -> list[FollowedEntry]:
        """Choose from what a source lists (addresses with their marks) what is new, changed or to be retried.

        Nothing is read because a source that was added later lists it too.
        """
        given = dict(listed)
        found: dict[str, FollowedEntry | None] = {}
        wanted = func.json_each(json.dumps([*given])).table_valued(column("value"))
        query = select(entries).where(entries.c.address.in_(select(wanted.c.value)))
        with self._reading() as connection:
            for row in connection.execute(query):
                is_changed = row.source == source and row.mark != given[row.address]
                is_due = row.next_try is not None and row.next_try <= now()
                entry = FollowedEntry(row.address, given[row.address], source, row.tries, row.article)
                found[row.address] = replace(entry, tries=0) if is_changed else entry if is_due else None
        chosen = (found.get(each, FollowedEntry(each, mark, source)) for each, mark in given.items())
        return [entry for entry in chosen if entry is not None]

    def pages_to_look_at(self, source: int, limit: int) -> list[FollowedEntry]:
        """List up to ``limit`` pages of a source that are to be asked now whether they have changed."""
        query = select(entries).where(
            entries.c.source == source,
            entries.c.next_look <= now(),
            entries.c.article.not_in(select(schema.bin.c.article)),
        )
        with self._reading() as connection:
            rows = connection.execute(query.order_by(entries.c.next_look).limit(limit)).all()
        names = [each.name for each in fields(FollowedEntry)]
        return [FollowedEntry(**{name: getattr(row, name) for name in names}) for row in rows]

    def waits_for_retry(self, source: int) -> bool:
        """Whether anything of a source is to be tried again later."""
        query = select(entries.c.address).where(
            entries.c.source == source, entries.c.problem.is_not(None), entries.c.next_try.is_not(None)
        )
        with self._reading() as connection:
            return connection.execute(query.limit(1)).first() is not None

    def entry_problems(self, source: int, limit: int = 20) -> list[EntryProblem]:
        """List what could not be read of a source, the newest first."""
        query = (
            select(entries.c.address, entries.c.problem, entries.c.read)
            .where(entries.c.source == source, entries.c.problem.is_not(None))
            .order_by(entries.c.read.desc())
            .limit(limit)
        )
        with self._reading() as connection:
            return [EntryProblem(*row) for row in connection.execute(query)]

    def knows_text(self, article: Article) -> bool:
        """Whether the library has an article of this text, also one in the bin."""
        with self._reading() as connection:
            return find_text(connection, digest_words(article.text)) is not None

    def store_entry(
        self,
        lease: WatchLease,
        entry: FollowedEntry,
        article: Article,
        rows: Sequence[Quote],
        *,
        is_last: bool = True,
    ) -> Added:
        """Store the last article of an entry, and that the entry was read, in one transaction.

        If the entry gave an article before, this is a new version of it. One whose text the library has is
        noted as a copy. What is in the bin stays there.

        Raises:
            InputError: a field of the article cannot be stored.

        """
        digests = checked_digests(article, rows)
        run = self._import_run or ImportRun()
        with self._writing(merge=False) as connection:
            check_owner(connection, lease)
            stored = _known(connection, entry, article, run, self.who)
            if stored is None and entry.article is not None:
                stored = store_version(connection, entry.article, article, digests, rows, run, self.who)
                if stored is None:  # somebody has deleted the article
                    stored = StoredOutcome(Added.there, entry.article)
            if stored is None:
                stored = store_article(connection, article, digests, rows, run, self.who)
            if is_last:
                _store_read(connection, entry, article=stored.article)
        run.act = stored.act or run.act
        return stored.added

    def note_entry(
        self,
        lease: WatchLease,
        entry: FollowedEntry,
        *,
        problem: str | None = None,
        next_try: str | None = None,
    ) -> None:
        """Note that an entry was read, or why it could not be, and when to try again."""
        with self._writing(merge=False) as connection:
            check_owner(connection, lease)
            _store_read(connection, entry, article=entry.article, problem=problem, next_try=next_try)

    def begin_watching(self) -> WatchLease:
        """Take the right to follow the sources, which one process has at a time.

        Raises:
            AlreadyWatchedError: another process has it.

        """
        with self._writing() as connection:
            return take_lease(connection)

    def keep_watching(self, lease: WatchLease) -> None:
        """Say that the process that follows the sources is alive, at least once a minute.

        Raises:
            LostWatchError: another process has taken over.

        """
        with self._writing(merge=False) as connection:
            check_owner(connection, lease)
            lease.beat(connection)

    def end_watching(self, lease: WatchLease) -> None:
        """Give the right to follow the sources back."""
        with self._writing() as connection:
            release_lease(connection, lease)

    def watched_since(self) -> str | None:
        """Since when a process has followed the sources (ISO, UTC); None if none does."""
        with self._reading() as connection:
            return read_lease(connection)


def _known(
    connection: Connection, entry: FollowedEntry, article: Article, run: ImportRun, who: str
) -> StoredOutcome | None:
    """Note a copy of an article whose text the library has; None if it does not have the text."""
    found = find_text(connection, digest_words(article.text))
    if found is None:
        return None
    if found.is_deleted or found.id == entry.article or not is_copy(connection, found.id, article):
        return StoredOutcome(Added.there, found.id)
    store_copy(connection, found.id, article)
    count_change(connection)
    return StoredOutcome(Added.copied, found.id, run.count_copy(connection, who, found.id))


def _store_read(
    connection: Connection,
    entry: FollowedEntry,
    *,
    article: int | None,
    problem: str | None = None,
    next_try: str | None = None,
) -> None:
    values = {
        "address": entry.address,
        "source": entry.source,
        "mark": entry.mark,
        "read": now(),
        "tries": entry.tries + 1 if problem else 0,
        "next_try": next_try,
        "problem": problem,
        "article": article,
        "etag": entry.etag,
        "modified": entry.modified,
        "looks": entry.looks,
        "next_look": entry.next_look,
    }
    statement = insert(entries).prefix_with("OR REPLACE")
    connection.execute(statement, values)
