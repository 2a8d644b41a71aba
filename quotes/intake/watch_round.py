"""One round of following: every source that is due is read, and what is new is extracted and stored.

Threads fetch. The thread that runs the round extracts and stores, each article in its own transaction. A
source's place in its feed is noted only after all its new articles are stored.
"""

import queue
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import TypeAlias

from quotes.display import shortened
from quotes.intake.host_queue import HostQueue
from quotes.intake.linking import link_stored
from quotes.intake.robot_rules import RobotRules
from quotes.intake.source_reading import FollowedReader
from quotes.intake.watch_events import ArticleRead, EntryRead, SourceFailed, SourceOpened, WatchEvent
from quotes.intake.watch_settings import WatchSettings
from quotes.library import Added, FollowedSource, Library, LibraryError, SourceReading, WatchLease
from quotes.reading import FoundArticle, Remark, forget_pages
from quotes.scale import ExtractedArticle, extract_in_order, give_back_memory
from quotes.types import InputError

ARTICLES_AT_ONCE = 16
_MOST_WAITING = 64
_READ_AHEAD = 1_000
_FEEDS_AT_ONCE = 64
_BETWEEN_LOOKS = 0.2
_LONGEST_BACK_OFF = timedelta(days=1)
_LINK_AFTER = 500
_NOTE = 150


@dataclass(slots=True)
class RoundOutcome:
    """What came of a round.

    Attributes:
        sources: how many were read, were unchanged, failed, or were left alone because they failed before.
        articles: the number of articles for each `quotes.library.Added`.
        quotes: the number of quotes extracted.
        failed: the number of pages and files that could not be read.
        left: the number of entries left for the next round.

    """

    sources: Counter[str] = field(default_factory=Counter)
    articles: Counter[str] = field(default_factory=Counter)
    quotes: int = 0
    failed: int = 0
    left: int = 0

    @property
    def has_news(self) -> bool:
        """Whether anything was stored or failed."""
        return bool(
            sum(self.articles[each] for each in Added if each is not Added.there)
            or self.failed
            or self.sources["failed"]
        )


@dataclass(slots=True)
class _OpenSource:
    """A source some of whose entries are still to be dealt with."""

    opened: SourceOpened
    importing: Library
    waiting: int
    new: int = 0
    is_whole: bool = True


_Item: TypeAlias = FoundArticle | WatchEvent
_Result: TypeAlias = ExtractedArticle | Remark | WatchEvent


@dataclass(slots=True)
class WatchRound:
    """Reads sources once.

    Attributes:
        library: where articles are stored.
        lease: the right to do so.
        settings: how to follow.
        rules: the rules of sites, kept from one round to the next.
        tell: takes a remark for everything that failed.

    """

    library: Library
    lease: WatchLease
    settings: WatchSettings
    rules: RobotRules
    tell: Callable[[Remark], None]
    outcome: RoundOutcome = field(default_factory=RoundOutcome)
    _open: dict[int, _OpenSource] = field(default_factory=dict)
    _extracting: dict[str, ArticleRead] = field(default_factory=dict)
    _come: "queue.Queue[WatchEvent]" = field(default_factory=lambda: queue.Queue(_MOST_WAITING))
    _keys: Iterator[int] = field(default_factory=count)
    _unlinked: int = 0

    def run(self, sources: list[FollowedSource]) -> RoundOutcome:
        """Read these sources, link what came of them, and say what that was.

        Whoever is stopped in between leaves the linking to the next start of `quotes.intake.Watch`.

        Raises:
            LibraryError: the library cannot be written, or another process has taken over.

        """
        hosts = HostQueue(self.settings.pause)
        reader = FollowedReader(
            self.library, self.settings, self.rules, hosts, lambda event: self._take(hosts, event)
        )
        try:
            items = self._items(reader, hosts, iter(sources))
            results: Iterator[_Result] = extract_in_order(
                items, jobs=self.settings.jobs, most_articles=ARTICLES_AT_ONCE, with_about=True
            )
            for each in results:
                self._handle(each)
        finally:
            hosts.close()
        if self._unlinked:
            self._link()
        return self.outcome

    def _take(self, hosts: HostQueue, event: WatchEvent) -> None:
        """Take an event from a thread, which waits while others wait to be handled."""
        while not hosts.is_closed:
            try:
                self._come.put(event, timeout=_BETWEEN_LOOKS)
            except queue.Full:
                continue
            return

    def _items(
        self, reader: FollowedReader, hosts: HostQueue, sources: Iterator[FollowedSource]
    ) -> Iterator[_Item]:
        """Yield what the threads report until all is read; articles to extract as `FoundArticle`.

        Sources are begun while not too many pages wait, so that memory use does not grow with their number.
        """
        is_begun = False
        underway = 0
        while True:
            while not is_begun and underway < _FEEDS_AT_ONCE and hosts.unfinished < _READ_AHEAD:
                source = next(sources, None)
                if source is None:
                    is_begun = True
                else:
                    underway += 1
                    reader.start(source)
            is_over = is_begun and not hosts.unfinished
            try:
                event = self._come.get(timeout=0 if is_over else _BETWEEN_LOOKS)
            except queue.Empty:
                if is_over:
                    return
                continue
            if isinstance(event, SourceOpened | SourceFailed):
                underway -= 1
            yield self._item(event)

    def _item(self, event: WatchEvent) -> _Item:
        """Have an article extracted, unless the library has its text."""
        if not isinstance(event, ArticleRead):
            return event
        try:
            if self.library.knows_text(event.article):
                return event
        except LibraryError:
            raise
        except InputError as error:
            return EntryRead(event.source, event.entry, Remark(event.place, str(error)))
        key = str(next(self._keys))
        self._extracting[key] = event
        return FoundArticle(key, event.article)

    def _handle(self, each: _Result) -> None:
        match each:
            case ExtractedArticle():
                self._store(self._extracting.pop(each.place), each)
            case Remark():
                event = self._extracting.pop(each.place)
                self._finish(EntryRead(event.source, event.entry, replace(each, place=event.place)))
            case ArticleRead():
                self._store(each, ExtractedArticle(each.place, each.article, []))
            case EntryRead():
                self._finish(each)
            case SourceOpened():
                self._begin(each)
            case SourceFailed():
                self._fail(each)

    def _begin(self, opened: SourceOpened) -> None:
        """Note that a source was opened; if nothing in it is new, it is done."""
        self.outcome.sources["unchanged" if opened.is_unchanged else "read"] += 1
        self.outcome.left += opened.left
        if opened.remark:
            self.tell(opened.remark)
        name = opened.reading.title or opened.source.name
        importing = self.library.importing(f"watch: {shortened(name, _NOTE)}")
        self._open[opened.source.id] = _OpenSource(
            opened, importing, opened.entries, is_whole=not opened.left
        )
        self._close_if_done(opened.source)

    def _fail(self, failed: SourceFailed) -> None:
        """Note why a source could not be read, and leave it alone for longer each time."""
        self.outcome.sources["failed"] += 1
        self.tell(failed.remark)
        wait = timedelta(seconds=min(failed.retry_after or 0.0, _LONGEST_BACK_OFF.total_seconds()))
        if before := failed.source.failures:
            wait = max(wait, timedelta(minutes=self.settings.every * 2 ** min(before, 10)))
        not_before = _iso(min(wait, _LONGEST_BACK_OFF)) if wait else None
        reading = SourceReading(not_before=not_before, problem=failed.remark.reason)
        self.library.note_reading(self.lease, failed.source.id, reading)

    def _store(self, event: ArticleRead, extracted: ExtractedArticle) -> None:
        """Store an article; what it is about a single article must not end the round."""
        source = self._open[event.source.id]
        try:
            added = source.importing.store_entry(
                self.lease, event.entry, extracted.article, extracted.rows, is_last=event.is_last
            )
        except LibraryError:
            raise
        except Exception as error:
            reason = str(error) if isinstance(error, InputError) else f"it cannot be stored ({error!r})"
            self._finish(EntryRead(event.source, event.entry, Remark(event.place, reason)))
            return
        self.outcome.articles[added] += 1
        if added is not Added.there:
            self.outcome.quotes += len(extracted.rows)
            source.new += added not in (Added.copied, Added.updated)
            self._unlinked += 1
            if self._unlinked == _LINK_AFTER:
                self._link()
        if event.is_last:
            source.waiting -= 1
            self._close_if_done(event.source)

    def _link(self) -> None:
        """Link names and match words, and give memory that is free back to the system."""
        link_stored(self.library, self._unlinked)
        self._unlinked = 0
        forget_pages()
        give_back_memory()

    def _finish(self, done: EntryRead) -> None:
        """Note that an entry is dealt with, and tell what failed."""
        source = self._open[done.source.id]
        problem = done.remark.reason if done.remark and done.remark.outcome == "failed" else None
        if done.is_postponed:
            source.is_whole = False
            self.outcome.left += 1
        else:
            if problem and done.remark:
                self.outcome.failed += 1
                self.tell(done.remark)
            next_try = None if done.retry_in is None else _iso(timedelta(seconds=done.retry_in))
            self.library.note_entry(self.lease, done.entry, problem=problem, next_try=next_try)
        source.waiting -= 1
        self._close_if_done(done.source)

    def _close_if_done(self, source: FollowedSource) -> None:
        """Note that a source was read, once all its new entries are dealt with."""
        found = self._open[source.id]
        if found.waiting > 0:
            return
        del self._open[source.id]
        reading = found.opened.reading
        if not found.is_whole or self.library.waits_for_retry(source.id):
            reading = replace(reading, etag=None, modified=None, digest=None)
        self.library.note_reading(self.lease, source.id, reading, new=found.new)


def _iso(wait: timedelta) -> str:
    """The time after waiting that long, as the library writes times."""
    return (datetime.now(UTC) + wait).isoformat(timespec="seconds")
