"""The library itself: opening the file, adding articles, and correcting their quotes."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from copy import copy
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from sqlalchemy import Connection, select

from quotes.library import derived_tables, migrating, schema
from quotes.library.about_queries import AboutQueries
from quotes.library.access_tokens import AccessTokens
from quotes.library.acts import clean_user, default_user
from quotes.library.article_check import check_article
from quotes.library.article_storing import Added, checked_digests, needs_extraction, store_article
from quotes.library.article_versions import ArticleVersion, read_versions
from quotes.library.connection import (
    ROOM_FOR_MUCH,
    ROOM_TO_MATCH,
    LibraryError,
    LockedLibraryError,
    connect,
    error_line,
    has_file,
    keep_log_apart,
    locate,
    room_for_much,
    version,
)
from quotes.library.copies import find_text, is_copy, store_copy
from quotes.library.corrections import to_gold
from quotes.library.count_queries import KeptListing
from quotes.library.deleting import is_large
from quotes.library.deliveries import Deliveries
from quotes.library.following import Following
from quotes.library.held_state import HeldState
from quotes.library.import_run import ImportRun
from quotes.library.library_file import LibraryFile, merge_log
from quotes.library.migration_progress import (
    WatchMigration,
    being_migrated,
    ignore_progress,
    noting_progress,
)
from quotes.library.migrations import LATEST
from quotes.library.name_linking import link_names
from quotes.library.name_table import has_names_to_link, mark_all_for_linking
from quotes.library.paging import PagedLists
from quotes.library.phrase_finding import PhraseFinding
from quotes.library.samples import Sampling
from quotes.library.saved_views import KeptViews
from quotes.library.tagging import Tagging
from quotes.library.topic_terms import TopicTerms
from quotes.library.undoing import undo_act
from quotes.library.utterance_building import FEW_TO_MATCH, MATCHED_AT_ONCE, match_words, number_to_match
from quotes.library.utterances import UtteranceQueries
from quotes.matching import forget_texts
from quotes.text import digest_words
from quotes.types import Article, InputError, Quote


@dataclass(frozen=True, slots=True)
class StoredArticle:
    """An article in the library. ``version`` of this program extracted it; ``added`` is an ISO time (UTC)."""

    article: Article
    version: str
    added: str


class Library(
    Tagging,
    Sampling,
    Deliveries,
    AccessTokens,
    PagedLists,
    UtteranceQueries,
    PhraseFinding,
    AboutQueries,
    Following,
    TopicTerms,
):
    """A library of articles and their quotes, stored in an SQLite file.

    Several threads and processes may use one file at once. Readers never wait; writers wait for each other.
    Each method that changes something is one transaction. When it returns, the change is on the disk.

    A library that an earlier version of this program made is migrated when it is opened, which takes minutes
    for a large one.

    Args:
        location: a path or an SQLite URL. Default: ``QUOTES_LIBRARY``, or a file in the user's data folder.
        read_only: write nothing, not even when opening. The file must exist.
        watch: called again and again during a migration, with how far it is.

    Raises:
        MigratingLibraryError: another process is migrating the library.
        LibraryError: the file is not a library or cannot be opened. Any method raises it if the file cannot
            be read or written.

    """

    def __init__(
        self,
        location: str | Path | None = None,
        *,
        read_only: bool = False,
        watch: WatchMigration = ignore_progress,
    ) -> None:
        self.path = locate(location)
        if not has_file(self.path) and read_only:
            raise LibraryError(self._none_yet())
        self._file = LibraryFile(self.path)
        self._file.check_log()
        self._engine = connect(self.path, read_only=read_only)
        self._kept, self._held = KeptListing(), HeldState()
        self._kept_views = KeptViews()
        self._ask = _always
        self._who = ""
        self._import_run: ImportRun | None = None
        try:
            self._open(watch, read_only=read_only)
            if not read_only:
                with suppress(LibraryError):  # one that cannot be written now can still be read
                    self.purge()
        except BaseException:
            self._engine.dispose()
            raise

    def _open(self, watch: WatchMigration, *, read_only: bool) -> None:
        """Check that the file is a library, and migrate it to the latest schema."""
        with self._reading() as connection:
            found = version(connection, self.path)
            self._file.note_opened()
            is_noted = read_only or self._file.is_noted_in(connection)
        if found == LATEST:
            if not is_noted:
                with suppress(LibraryError):  # one that cannot be written now can still be read
                    self._make_ready(watch)
            return
        if read_only and not found:
            raise LibraryError(self._none_yet())
        if read_only:
            raise being_migrated(self.path) or LibraryError(
                f"{self.path}: an earlier version of quotes made this library; open it once for writing"
            )
        try:
            self._make_ready(watch)
        except LockedLibraryError:
            raise being_migrated(self.path) or LibraryError(
                f"{self.path}: an earlier version of quotes made this library, and another program uses "
                "it, so it cannot be updated; end that program, then try again"
            ) from None

    def _make_ready(self, watch: WatchMigration) -> None:
        """Migrate the library to the latest schema, and write into it which file it is in."""
        with error_line(self.path):
            keep_log_apart(self._engine)
        with ExitStack() as afterwards, self._writing() as connection:
            found = version(connection, self.path)
            if found != LATEST:
                show = afterwards.enter_context(noting_progress(self.path, watch)) if found else watch
                migrating.migrate(connection, found, show)
            self._file.note_in(connection)

    def _none_yet(self) -> str:
        return f"{self.path}: there is no library yet; create one with quotes add"

    def guarded(self, ask: Callable[[], None]) -> Self:
        """The same open library, which calls ``ask`` before each read and each write.

        What ``ask`` raises ends them. Before a write it is called again once nobody else can write.
        """
        before = self._ask

        def ask_both() -> None:
            before()
            ask()

        guarded = copy(self)
        guarded._ask = ask_both
        return guarded

    def acting_as(self, who: str) -> Self:
        """The same open library, whose acts carry this name.

        Without it, the name is ``QUOTES_USER``, or else the system's user.
        """
        acting = copy(self)
        acting._who = clean_user(who)
        return acting

    def importing(self, note: str = "") -> Self:
        """The same open library. All articles that are added to it are one import, with this note."""
        importing = copy(self)
        importing._import_run = ImportRun(note)
        return importing

    @property
    def who(self) -> str:
        """Who acts."""
        return self._who or default_user()

    def close(self) -> None:
        """Close the database."""
        self._engine.dispose()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @contextmanager
    def _reading(self) -> Iterator[Connection]:
        """Open a connection that sees one state of the library throughout, or take the one that is held."""
        if (held := self._held.connection) is not None:
            with error_line(self.path):
                yield held
            return
        self._ask()
        self._file.check()
        with error_line(self.path), self._engine.connect() as connection, connection.begin():
            yield connection

    @contextmanager
    def _writing(
        self, *, merge: bool = True, large: bool = False, room: int = ROOM_FOR_MUCH
    ) -> Iterator[Connection]:
        """Open a write transaction. Its changes are stored together at the end, or not at all.

        With ``merge``, SQLite's log is merged into the file and emptied afterwards. A ``large`` transaction
        gets more memory (``room``, in KB), and leaves its log to the next one, so that nobody waits for it.
        """
        self._held.end()
        self._ask()
        self._file.check()
        with (
            error_line(self.path),
            ExitStack() as stack,
            self._engine.connect().execution_options(writing=True) as connection,
            connection.begin(),
        ):
            self._ask()
            if large:
                stack.enter_context(room_for_much(connection, room))
            yield connection
            self._file.check_before_storing(connection)
        if merge and not large:
            merge_log(self._engine)

    def to_extract(self, article: Article, *, again: bool = False) -> Article | None:
        """Give the article to extract and add; None if the library has its quotes already.

        If the text is new, this is ``article``. If the library has the text with quotes from an earlier
        version of this program (with ``again``: from any version), it is the article as stored.
        """
        with self._reading() as connection:
            found = find_text(connection, digest_words(article.text))
            if found is None:
                return article
            if needs_extraction(found, again=again):
                return derived_tables.article_of(connection, found.id)[0]
        return None

    def add(self, article: Article, rows: Iterable[Quote], *, again: bool = False) -> Added:
        """Store an article with its quotes, in one transaction.

        If the library has the same text with quotes from an earlier version (with ``again``: from any
        version), ``rows`` replace them. The article must then be the one that `to_extract` gave. Corrections
        stay. If another article has the same ``id``, the new one gets a longer one. Call `link` after the
        last article. Each article is an import of its own, but for those of one `importing`.

        Raises:
            InputError: a field of the article cannot be stored, or the rows belong to another text.

        """
        kept = list(rows)
        digests = checked_digests(article, kept)
        run = self._import_run or ImportRun()
        with self._writing(merge=False) as connection:
            stored = store_article(connection, article, digests, kept, run, self.who, again=again)
        run.act = stored.act or run.act
        return stored.added

    def add_copy(self, article: Article) -> Added:
        """Note that an article, whose text the library has, was published elsewhere, too.

        The result is ``copied``, or ``there`` if the library knows this publication.

        Raises:
            InputError: a field of the article cannot be stored.

        """
        check_article(article)
        run = self._import_run or ImportRun()
        with self._writing(merge=False) as connection:
            found = find_text(connection, digest_words(article.text))
            if found is None or not is_copy(connection, found.id, article):
                return Added.there
            store_copy(connection, found.id, article)
            derived_tables.count_change(connection)
            act = run.count_copy(connection, self.who, found.id)
        run.act = act
        return Added.copied

    def is_copy(self, article: Article) -> bool:
        """Whether `add_copy` would note this article as a further publication."""
        with self._reading() as connection:
            found = find_text(connection, digest_words(article.text))
            return found is not None and is_copy(connection, found.id, article)

    def link(self, *, from_scratch: bool = False, at_once: int = MATCHED_AT_ONCE) -> None:
        """Join the names that mean one speaker, over all articles (`quotes.speakers.link_speakers`).

        Call it after adding articles; corrections do it themselves. Only names whose quotes changed since the
        last time are compared, or all of them ``from_scratch``. The result is the same. Some articles that
        have been in the bin for too long are purged, too, and `match` is called (with ``at_once``).
        """
        with self._writing() as connection:
            if from_scratch:
                mark_all_for_linking(connection)
            if link_names(connection):
                derived_tables.count_change(connection)
        self.purge()
        self.match(at_once=at_once)

    def is_linked(self) -> bool:
        """Whether all names are linked and all words matched; if not, `link` does it."""
        with self._reading() as connection:
            return not has_names_to_link(connection) and not number_to_match(connection)

    def match(self, *, at_once: int = MATCHED_AT_ONCE) -> None:
        """Find the quotes that are the same words as those that changed since the last time.

        `link` and small acts do it themselves. Others may read and write in between, ``at_once`` quotes at a
        time: fewer take less memory. If the library keeps topics, the terms of new words are found, too.
        """
        with self._reading() as connection:
            waiting = number_to_match(connection)
        is_large = waiting > FEW_TO_MATCH
        while waiting:
            with self._writing(large=is_large, room=ROOM_TO_MATCH) as connection:
                match_words(connection, at_once)
                derived_tables.count_change(connection)
                waiting = number_to_match(connection)
            if is_large:
                merge_log(self._engine)
        if is_large:
            forget_texts()
        self.find_terms()

    def article(self, doc_id: str) -> StoredArticle:
        """Find an article by its id. Raises InputError if there is none."""
        table = schema.articles
        with self._reading() as connection:
            row = connection.execute(select(table).where(table.c.doc_id == doc_id)).one_or_none()
            if row is None:
                raise InputError(f"{doc_id}: the library has no article with this id")
            return StoredArticle(derived_tables.article_of(connection, row.id)[0], row.version, row.added)

    def versions(self, doc_id: str) -> list[ArticleVersion]:
        """List the earlier texts of an article whose page has changed since, newest first."""
        with self._reading() as connection:
            return read_versions(connection, doc_id)

    def undo(self, act: int) -> None:
        """Undo an act, whoever did it. Of corrections, the one of its kind before it counts again, if any.

        Raises:
            InputError: there is no such act, it was undone before, or it cannot be undone.

        """
        found = self.act(act)
        articles = found.details.get("articles", 0) if found else 0
        with self._writing(large=is_large(articles)) as connection:
            undo_act(connection, act, self.who)

    def gold(self) -> list[dict[str, Any]]:
        """Give all corrected articles as labelled data, in the format of `quotes.evaluation`."""
        table, said = schema.articles, schema.corrections
        corrected = select(said.c.text_digest).where(said.c.undone.is_(None))
        query = select(table.c.id).where(table.c.text_digest.in_(corrected)).order_by(table.c.doc_id)
        with self._reading() as connection:
            found = [
                derived_tables.article_of(connection, number) for number in connection.scalars(query).all()
            ]
            return [
                to_gold(article, derived_tables.corrections_of(connection, digest))
                for article, digest in found
            ]


def _always() -> None:
    """Allow every read and every write."""
