"""Following sources until stopped, or once: rounds of those that are due, by one process at a time."""

import threading
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import urlsplit

from quotes.intake.linking import MATCHED_AT_ONCE
from quotes.intake.robot_rules import RobotRules
from quotes.intake.watch_round import RoundOutcome, WatchRound
from quotes.intake.watch_settings import WatchSettings
from quotes.library import (
    SECONDS_BETWEEN_BEATS,
    FollowedSource,
    Library,
    LibraryError,
    LostWatchError,
    SourceKind,
    WatchLease,
)
from quotes.reading import Remark, is_folder, is_url, read_opml
from quotes.types import InputError

_BETWEEN_LOOKS = 5.0
_OPML = (".opml", ".xml")

Told = Callable[[Remark], None]
RoundDone = Callable[[RoundOutcome], None]


def _ignore(_: object) -> None:
    """Tell nobody."""


def sources_named(given: Collection[str]) -> list[tuple[SourceKind, str]]:
    """Find what is to be followed: feeds by their addresses, those that an OPML file lists, and folders.

    Raises:
        InputError: one of them is none of these.

    """
    found: dict[tuple[SourceKind, str], None] = {}
    for each in given:
        if is_url(each):
            if "@" in urlsplit(each).netloc:
                raise InputError(
                    f"{each}: leave the password out; everybody who sees the library would see it"
                )
            found[SourceKind.feed, each] = None
        elif "://" in each:
            raise InputError(f"{each}: must begin with http:// or https://")
        elif is_folder(path := Path(each).expanduser()):
            found[SourceKind.folder, str(path.resolve())] = None
        elif path.suffix.lower() in _OPML:
            found |= {(SourceKind.feed, feed): None for feed in read_opml(path)}
        else:
            raise InputError(f"{each}: name the web address of a feed, an OPML file or a folder")
    return list(found)


def place_of_source(given: str) -> str:
    """How the library names a source: its address, or the whole path of a folder."""
    return given if "://" in given else str(Path(given).expanduser().resolve())


@dataclass(slots=True)
class Watch:
    """Follows the sources of a library.

    Attributes:
        library: the library.
        settings: how to follow.
        named: the places of the sources to follow; None for all that are kept and not paused.
        tell: takes a remark for everything that failed.
        done: takes the outcome of each round.

    """

    library: Library
    settings: WatchSettings
    named: Collection[str] | None = None
    tell: Told = _ignore
    done: RoundDone = _ignore
    _wake: threading.Event = field(default_factory=threading.Event)
    _stop: threading.Event = field(default_factory=threading.Event)
    _changed: set[str] = field(default_factory=set)

    def once(self) -> RoundOutcome:
        """Read each source once, except those to leave alone for now.

        Raises:
            AlreadyWatchedError: another process follows the sources.
            LibraryError: the library cannot be written.

        """
        with self._leased() as lease:
            now = _now()
            sources = self._sources()
            due = [source for source in sources if not _is_backing_off(source, now)]
            outcome = self._round(lease, RobotRules(self.settings.agent), due)
            outcome.sources["left alone"] = len(sources) - len(due)
            return outcome

    def forever(self) -> None:
        """Read each source again and again until `stop`; folders as soon as something changes in them.

        Raises:
            AlreadyWatchedError: another process follows the sources.
            LibraryError: the library cannot be written.

        """
        rules = RobotRules(self.settings.agent)
        with self._leased() as lease, _FolderAlarm(self._note_change) as alarm:
            while not self._stop.is_set():
                self._wake.clear()
                sources = self._sources()
                alarm.watch(source.place for source in sources if source.kind is SourceKind.folder)
                if due := self._due(sources):
                    self._round(lease, rules, due)
                self._wake.wait(_BETWEEN_LOOKS)

    def stop(self) -> None:
        """End `forever` after the current round."""
        self._stop.set()
        self._wake.set()

    def _sources(self) -> list[FollowedSource]:
        found = self.library.followed(self.named)
        return [source for source in found if self.named is not None or not source.is_paused]

    def _round(self, lease: WatchLease, rules: RobotRules, due: list[FollowedSource]) -> RoundOutcome:
        outcome = WatchRound(self.library, lease, self.settings, rules, self.tell).run(due)
        self.done(outcome)
        return outcome

    def _due(self, sources: list[FollowedSource]) -> list[FollowedSource]:
        """Choose the sources that were last read long enough ago, and folders in which something changed."""
        now = _now()
        before = _now(-timedelta(minutes=self.settings.every))
        changed, self._changed = self._changed, set()
        return [source for source in sources if source.place in changed or _is_due(source, now, before)]

    def _note_change(self, folder: str) -> None:
        self._changed.add(folder)
        self._wake.set()

    @contextmanager
    def _leased(self) -> Iterator[WatchLease]:
        """Hold the right to follow the sources in this context. First link what was stored before."""
        lease = self.library.begin_watching()
        ended = threading.Event()
        beating = threading.Thread(target=self._beat, args=(lease, ended), name="heartbeat", daemon=True)
        beating.start()
        try:
            if not self.library.is_linked():
                self.library.link(at_once=MATCHED_AT_ONCE)
            yield lease
        finally:
            ended.set()
            with suppress(LibraryError):
                self.library.end_watching(lease)

    def _beat(self, lease: WatchLease, ended: threading.Event) -> None:
        """Say again and again that this process is alive."""
        while not ended.wait(SECONDS_BETWEEN_BEATS):
            try:
                self.library.keep_watching(lease)
            except LostWatchError:
                return
            except LibraryError:
                continue  # a library that is locked for a while; whoever stores next finds out


class _FolderAlarm:
    """Says when something changes in folders."""

    def __init__(self, note: Callable[[str], None]) -> None:
        self._note = note
        self._folders: frozenset[str] = frozenset()
        self._stop = threading.Event()

    def __enter__(self) -> "_FolderAlarm":
        return self

    def __exit__(self, *_: object) -> None:
        self._stop.set()

    def watch(self, folders: Iterator[str]) -> None:
        """Look at these folders from now on, as far as they exist."""
        wanted = frozenset(folder for folder in folders if Path(folder).is_dir())
        if wanted == self._folders:
            return
        self._stop.set()
        self._folders, self._stop = wanted, threading.Event()
        if wanted:
            thread = threading.Thread(
                target=self._look, args=(wanted, self._stop), name="folders", daemon=True
            )
            thread.start()

    def _look(self, folders: frozenset[str], stop: threading.Event) -> None:
        from watchfiles import watch  # noqa: PLC0415  (only where folders are followed)

        with suppress(OSError):  # a folder that vanishes is looked for again in the next round
            for changes in watch(
                *folders,
                stop_event=stop,
                watch_filter=None,
                raise_interrupt=False,
                ignore_permission_denied=True,
            ):
                for folder in folders:
                    if any(Path(path).is_relative_to(folder) for _, path in changes):
                        self._note(folder)


def _is_backing_off(source: FollowedSource, now: str) -> bool:
    return source.not_before is not None and source.not_before > now


def _is_due(source: FollowedSource, now: str, before: str) -> bool:
    """Whether a source is to be read: at its time if it has one, or if it was last read ``before``."""
    if source.not_before is not None:
        return source.not_before <= now
    return source.last_read is None or source.last_read <= before


def _now(after: timedelta = timedelta()) -> str:
    return (datetime.now(UTC) + after).isoformat(timespec="seconds")
