"""Reading followed sources: what is new in a feed or folder, and the article of each page or file.

All this runs in threads. What was read goes to ``report``, which waits while there is too much.
"""

import hashlib
import time
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from threading import Lock, local
from urllib.parse import urlsplit

from quotes.intake.host_queue import HostQueue
from quotes.intake.robot_rules import Permission, RobotRules
from quotes.intake.watch_events import ArticleRead, EntryRead, SourceFailed, SourceOpened, WatchEvent
from quotes.intake.watch_settings import WatchSettings
from quotes.library import FollowedEntry, FollowedSource, Library, SourceKind, SourceReading
from quotes.reading import (
    MOST_ENTRIES,
    ONE_ARTICLE,
    PAGE_TYPES,
    READERS,
    Feed,
    FeedEntry,
    FoundArticle,
    ReadingError,
    Remark,
    WebAnswer,
    WebClient,
    WebError,
    article_of_entry,
    folder_contents,
    is_folder,
    page_of,
    possible_day,
    read_feed,
    read_outcomes,
    read_page,
    usable_articles,
)
from quotes.types import Article, InputError

MOST_PAGES = 200
"""How many pages or files of one source are read in one round; the others follow in the next."""

MOST_LOOKS = 50
"""How many pages of one source are asked in one round whether they have changed."""

_UNTIL_LOOKS = tuple(timedelta(hours=hours) for hours in (1, 3, 9, 27))
"""How long after it was read a page is asked whether it has changed, and how long after each time."""

_OLD = timedelta(days=3)
_MOST_TRIES = 4
_FIRST_RETRY = 900.0
_MOST_FAILURES_OF_A_HOST = 3
_SETTLED = 1.0
_FOLDERS = "folders"

Report = Callable[[WatchEvent], None]


@dataclass(slots=True)
class _HostState:
    """How a site behaves in this round."""

    failures: int = 0
    problem: str = ""


@dataclass(slots=True)
class FollowedReader:
    """Reads sources for one round.

    Attributes:
        library: knows what was seen before.
        settings: how to follow.
        rules: the rules of all sites.
        hosts: where tasks wait for their turn.
        report: takes what was read.

    """

    library: Library
    settings: WatchSettings
    rules: RobotRules
    hosts: HostQueue
    report: Report
    _of_thread: local = field(default_factory=local)
    _states: dict[str, _HostState] = field(default_factory=dict)
    _in_hand: set[str] = field(default_factory=set)
    _lock: Lock = field(default_factory=Lock)

    def start(self, source: FollowedSource) -> None:
        """Have a source read as soon as it is the turn of its site."""
        if source.kind is SourceKind.folder:
            self.hosts.put(_FOLDERS, lambda: self._read_folder(source))
        else:
            self.hosts.put(_host(source.place), lambda: self._read_feed(source))

    def _client(self, source: FollowedSource) -> WebClient:
        """The client of this thread for what a source names."""
        allowed = self.settings.allowed_for(source.place)
        name = "of_own" if allowed else "of_others"
        if not hasattr(self._of_thread, name):
            client = WebClient(self.settings.agent, seconds=self.settings.seconds, allowed=allowed)
            setattr(self._of_thread, name, client)
        found: WebClient = getattr(self._of_thread, name)
        return found

    def _read_feed(self, source: FollowedSource) -> None:
        """Read a feed, and have the pages of its new entries read."""
        try:
            answer = self._client(source).get(source.place, etag=source.etag, modified=source.modified)
            digest = hashlib.sha256(answer.content).hexdigest()
            reading = SourceReading(etag=answer.etag, modified=answer.modified, digest=digest)
            if answer.is_unchanged:
                reading = SourceReading(etag=source.etag, modified=source.modified, digest=source.digest)
            looks = self.library.pages_to_look_at(source.id, MOST_LOOKS) if self.settings.looks_again else []
            if answer.is_unchanged or digest == source.digest:
                looks = self._take_in_hand(looks)
                self.report(SourceOpened(source, reading, len(looks), is_unchanged=True))
                self._put_looks(source, looks)
                return
            feed = read_feed(source.place, answer)
            listed = {each.address: each for each in self._all_entries(source, feed)}
            wanted = self.library.entries_to_read(
                source.id, ((each.address, each.mark) for each in listed.values())
            )
        except WebError as error:
            self.report(SourceFailed(source, error.remark, error.retry_after))
        except ReadingError as error:
            self.report(SourceFailed(source, error.remark))
        except InputError as error:
            self.report(SourceFailed(source, Remark(source.place, str(error))))
        else:
            listed_now = {entry.address for entry in wanted}
            looks = self._take_in_hand([each for each in looks if each.address not in listed_now])
            chosen = self._open(
                source, replace(reading, title=feed.title), wanted, looks=len(looks), is_cut=feed.is_cut
            )
            self._put_looks(source, looks)
            for entry in chosen:
                said = listed[entry.address]
                self.hosts.put(_host(said.address), partial(self._read_entry, source, feed, entry, said))

    def _all_entries(self, source: FollowedSource, feed: Feed) -> Iterable[FeedEntry]:
        """The entries of a feed, or of the sitemaps that an index names."""
        yield from feed.entries
        for address in feed.sitemaps:
            time.sleep(self.settings.pause)
            with suppress(ReadingError):  # the others may have news
                yield from read_feed(address, self._client(source).get(address)).entries

    def _open(
        self,
        source: FollowedSource,
        reading: SourceReading,
        wanted: list[FollowedEntry],
        *,
        looks: int = 0,
        is_cut: bool = False,
    ) -> list[FollowedEntry]:
        """Choose which entries are read in this round, and report how many."""
        chosen = self._take_in_hand(wanted, MOST_PAGES)
        left = len(wanted) - len(chosen)
        if left:
            reading = replace(reading, etag=None, modified=None, digest=None)
        cut = Remark(source.place, f"only its first {MOST_ENTRIES:,} entries are looked at", "doubted")
        self.report(SourceOpened(source, reading, len(chosen) + looks, left, remark=cut if is_cut else None))
        return chosen

    def _take_in_hand(self, wanted: Sequence[FollowedEntry], most: int = MOST_LOOKS) -> list[FollowedEntry]:
        """Choose up to ``most`` entries that this round does not deal with yet."""
        with self._lock:  # two sources may list the same page
            chosen = [entry for entry in wanted if entry.address not in self._in_hand][:most]
            self._in_hand.update(entry.address for entry in chosen)
        return chosen

    def _put_looks(self, source: FollowedSource, looks: Iterable[FollowedEntry]) -> None:
        """Have pages asked whether they have changed."""
        for entry in looks:
            self.hosts.put(_host(entry.address), partial(self._look_again, source, entry))

    def _look_again(self, source: FollowedSource, entry: FollowedEntry) -> float | None:
        """Read a page again if it has changed. If it cannot be had, the article stays as it is."""
        state = self._state_of(entry.address)
        later = _with_next_look(replace(entry, looks=entry.looks + 1))
        if state.failures >= _MOST_FAILURES_OF_A_HOST:
            self.report(EntryRead(source, later))
            return 0.0
        client = self._client(source)
        permission = self._permission(client, entry.address)
        if permission.refusal:
            self.report(EntryRead(source, later))
            return permission.pause
        try:
            answer = client.get(
                entry.address, media_types=PAGE_TYPES, etag=entry.etag, modified=entry.modified
            )
        except WebError as error:
            state.failures += not error.is_lasting
            self.report(EntryRead(source, later))
            return permission.pause
        state.failures = 0
        found = None if answer.is_unchanged else _article_on(entry.address, answer)
        if isinstance(found, FoundArticle):
            later = replace(later, etag=answer.etag, modified=answer.modified)
            self.report(ArticleRead(source, later, entry.address, found.article))
        else:
            self.report(EntryRead(source, later))
        return permission.pause

    def _read_entry(
        self, source: FollowedSource, feed: Feed, entry: FollowedEntry, said: FeedEntry
    ) -> float | None:
        """Read the page of an entry, or use the feed's own words. Gives the pause that the site wants."""
        if not said.has_page:
            self._use_feed(source, feed, entry, said, Remark(entry.address, "the feed names no page"))
            return None
        state = self._state_of(entry.address)
        if state.failures >= _MOST_FAILURES_OF_A_HOST:
            self.report(EntryRead(source, entry, is_postponed=True))
            return 0.0
        client = self._client(source)
        permission = self._permission(client, entry.address)
        if permission.refusal:
            error = WebError(entry.address, permission.refusal, is_lasting=permission.is_lasting)
            self._no_page(source, feed, entry, said, state, error)
            return permission.pause
        try:
            answer = client.get(entry.address, media_types=PAGE_TYPES)
        except WebError as error:
            self._no_page(source, feed, entry, said, state, error)
            return permission.pause
        state.failures = 0
        found = _article_on(entry.address, answer)
        if isinstance(found, FoundArticle):
            article = found.article
            article = replace(
                article,
                title=article.title or said.title,
                outlet=article.outlet or said.outlet or feed.title,
                published=possible_day(article.published) or said.published,
            )
            if self.settings.looks_again and not _is_old(article):
                entry = _with_next_look(replace(entry, etag=answer.etag, modified=answer.modified))
            self.report(ArticleRead(source, entry, entry.address, article))
        elif found.outcome == "skipped":
            self.report(EntryRead(source, entry, found))
        else:
            self._use_feed(source, feed, entry, said, found)
        return permission.pause

    def _state_of(self, address: str) -> _HostState:
        """What is known of the site that has a page."""
        with self._lock:
            return self._states.setdefault(_host(address), _HostState())

    def _permission(self, client: WebClient, address: str) -> Permission:
        """Whether a page may be read. Pauses if the site had to be asked."""
        permission = self.rules.permission(client, address)
        if permission.asked_site:
            time.sleep(max(self.settings.pause, permission.pause))
        return permission

    def _no_page(  # noqa: PLR0913, PLR0917  (what is known of the page)
        self,
        source: FollowedSource,
        feed: Feed,
        entry: FollowedEntry,
        said: FeedEntry,
        state: _HostState,
        error: WebError,
    ) -> None:
        """Try a page again later, or use the feed's own words."""
        if error.is_lasting:
            self._use_feed(source, feed, entry, said, error.remark)
            return
        state.failures += 1
        if entry.tries + 1 >= _MOST_TRIES:
            self._use_feed(source, feed, entry, said, error.remark)
        else:
            wait = max(error.retry_after or 0.0, _FIRST_RETRY * 4**entry.tries)
            self.report(EntryRead(source, entry, error.remark, retry_in=min(wait, 86_400.0)))

    def _use_feed(
        self, source: FollowedSource, feed: Feed, entry: FollowedEntry, said: FeedEntry, why: Remark
    ) -> None:
        """Take the words of the feed as the article; if there are none, the page is a failure."""
        article = article_of_entry(said, feed.title or source.title, why.reason)
        if article is None:
            self.report(EntryRead(source, entry, why))
            return
        found = next(iter(usable_articles([FoundArticle(entry.address, article)])), why)
        if isinstance(found, FoundArticle):
            self.report(ArticleRead(source, entry, entry.address, found.article))
        else:
            self.report(EntryRead(source, entry, found))

    def _read_folder(self, source: FollowedSource) -> float:
        """Read the new files of a folder, one after another."""
        folder = Path(source.place)
        try:
            is_folder(folder)
            contents = folder_contents(folder)
            files = [file for file in contents.files if file.suffix.lower() in READERS]
            listed = {str(file): mark for file in files if (mark := _mark_of(file))}
            wanted = self.library.entries_to_read(source.id, listed.items())
        except InputError as error:
            reason = str(error).removeprefix(f"{folder}: ")
            self.report(SourceFailed(source, Remark(source.place, reason)))
            return 0.0
        for entry in self._open(source, SourceReading(), wanted):
            if self.hosts.is_closed:
                break
            self._read_file(source, entry)
        return 0.0

    def _read_file(self, source: FollowedSource, entry: FollowedEntry) -> None:
        """Report the articles of a file, then that it was read."""
        path = Path(entry.address)
        is_only = path.suffix.lower() in ONE_ARTICLE
        entry = entry if is_only else replace(entry, article=None)
        failed: Remark | None = None
        try:
            for outcome in read_outcomes([path]):
                if isinstance(outcome, FoundArticle):
                    article = replace(outcome.article, published=possible_day(outcome.article.published))
                    self.report(ArticleRead(source, entry, outcome.place, article, is_last=is_only))
                    if is_only:
                        return
                elif outcome.outcome == "failed":
                    failed = failed or outcome
        except InputError as error:
            failed = Remark(entry.address, str(error))
        self.report(EntryRead(source, entry, failed))


def _article_on(address: str, answer: WebAnswer) -> FoundArticle | Remark:
    """The article of a page, or why it has none."""
    nothing = Remark(address, "there is nothing to read")
    return next(iter(usable_articles(read_page(page_of(address, answer)))), nothing)


def _with_next_look(entry: FollowedEntry) -> FollowedEntry:
    """Set when a page is asked the next time whether it has changed: later each time, then never again."""
    if entry.looks >= len(_UNTIL_LOOKS):
        return replace(entry, next_look=None)
    until = datetime.now(UTC) + _UNTIL_LOOKS[entry.looks]
    return replace(entry, next_look=until.isoformat(timespec="seconds"))


def _is_old(article: Article) -> bool:
    """Whether an article was published so long ago that its page will hardly change."""
    day = article.published
    return day is not None and day < (datetime.now(UTC) - _OLD).date().isoformat()


def _host(address: str) -> str:
    """The site that has a page."""
    return urlsplit(address).netloc.rpartition("@")[2].lower()


def _mark_of(file: Path) -> str | None:
    """What changes with a file; None for one that is being written at this moment."""
    try:
        found = file.stat()
        if 0 <= (age := time.time() - found.st_mtime) < _SETTLED:
            time.sleep(_SETTLED - age)
            if (later := file.stat()).st_size != found.st_size or later.st_mtime_ns != found.st_mtime_ns:
                return None
    except OSError:
        return None
    return f"{found.st_mtime_ns}:{found.st_size}"
