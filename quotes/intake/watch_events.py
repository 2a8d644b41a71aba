"""What the threads that read sources report to the one that extracts and stores."""

from dataclasses import dataclass
from typing import TypeAlias

from quotes.library import FollowedEntry, FollowedSource, SourceReading
from quotes.reading import Remark
from quotes.types import Article


@dataclass(frozen=True, slots=True)
class SourceOpened:
    """A source was read: how many of its entries are to be read now.

    ``reading`` is what to note once they are; its ``etag``, ``modified`` and ``digest`` count only then.
    ``left`` is the number of entries that are left for the next time.
    """

    source: FollowedSource
    reading: SourceReading
    entries: int
    left: int = 0
    is_unchanged: bool = False
    remark: Remark | None = None


@dataclass(frozen=True, slots=True)
class SourceFailed:
    """A source could not be read."""

    source: FollowedSource
    remark: Remark
    retry_after: float | None = None


@dataclass(frozen=True, slots=True)
class ArticleRead:
    """An article of an entry. The last one of an entry says that it is, or an `EntryRead` follows."""

    source: FollowedSource
    entry: FollowedEntry
    place: str
    article: Article
    is_last: bool = True


@dataclass(frozen=True, slots=True)
class EntryRead:
    """An entry is dealt with, and gave no (further) article.

    ``remark`` says why not, if it is a problem. If it is to be tried again, ``retry_in`` has the seconds.
    With ``is_postponed``, it was not even tried, and nothing is noted.
    """

    source: FollowedSource
    entry: FollowedEntry
    remark: Remark | None = None
    retry_in: float | None = None
    is_postponed: bool = False


WatchEvent: TypeAlias = SourceOpened | SourceFailed | ArticleRead | EntryRead
