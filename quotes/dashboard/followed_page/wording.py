"""The words of the page of followed sources."""

from collections.abc import Sequence
from datetime import UTC, datetime
from urllib.parse import urlsplit

from quotes.library import FollowedSource, SourceKind

NOT_READ = "Nothing reads sources at the moment: start quotes dashboard --watch, or quotes watch."


def form_label(*, takes_folders: bool) -> str:
    """What can be typed into the form."""
    folders = ", or folders of this machine" if takes_folders else ""
    return f"Web addresses of feeds or news sitemaps{folders}, one a line"


def added(new: int, there: int, found: Sequence[str] = ()) -> str:
    """What came of adding sources; ``found`` says which feeds were found on pages.

    >>> added(2, 1)
    '2 sources are followed from now on. 1 was followed already.'
    >>> added(1, 0, ["https://post.example: its feed is https://post.example/rss"])
    '1 source is followed from now on. https://post.example: its feed is https://post.example/rss.'
    """
    parts = []
    if new:
        parts.append(f"{new:,} source{' is' if new == 1 else 's are'} followed from now on.")
    if there:
        parts.append(f"{there:,} {'was' if there == 1 else 'were'} followed already.")
    return " ".join([*parts, *(f"{line}." for line in found)])


def state(since: str | None, number: int) -> str:
    """How many sources there are, and whether they are read now."""
    sources = f"{number:,} source{'' if number == 1 else 's'}."
    if since:
        return f"{sources} Being read since {moment(since)}."
    return f"{sources} {NOT_READ}"


def site(source: FollowedSource) -> str:
    """What to call a source without a title: its site, or the folder."""
    return urlsplit(source.place).netloc if source.kind is SourceKind.feed else source.place


def facts(source: FollowedSource) -> list[str]:
    """When a source was read, and what it gave."""
    found = [f"last read {moment(source.last_read)}" if source.last_read else "not read yet"]
    if source.articles:
        found.append(f"{source.articles:,} article{'' if source.articles == 1 else 's'}")
        found.append(f"{source.new:,} new the last time")
    if source.is_paused:
        found.append("paused")
    return found


def problem(source: FollowedSource) -> str:
    """Why a source could not be read, if it could not."""
    if not source.problem:
        return ""
    words = f"Could not be read: {source.problem}"
    if source.failures > 1:
        words = f"{words} ({source.failures:,} times in a row)"
    if source.not_before and source.not_before > datetime.now(UTC).isoformat():
        words = f"{words}. Next try {moment(source.not_before)}"
    return f"{words}."


def moment(time: str) -> str:
    """A stored time for people, without seconds.

    >>> moment("2026-11-05T10:20:30+00:00")
    '5 Nov 2026, 10:20 UTC'
    """
    read = datetime.fromisoformat(time)
    return f"{read.day} {read:%b %Y, %H:%M} UTC"
