"""Questions answered with numbers: totals, counts, months, speakers and their sources.

The answers come from the listing in memory (`quotes.library.listing_arrays`), which the first question reads.
A speaker is counted under the name that he or she is known as over all articles.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from copy import copy
from dataclasses import dataclass, field
from datetime import date
from threading import Lock
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, Self

from sqlalchemy import Connection, func, literal, select

from quotes.library import name_table, schema
from quotes.library.derived_tables import date_number
from quotes.library.filter_fields import CountBy, SourceOrOutlet
from quotes.library.filters import Filter
from quotes.library.held_state import HeldState
from quotes.library.name_decisions import NameRole
from quotes.library.quote_queries import EVERYTHING, QuoteQueries, frame_of

if TYPE_CHECKING:
    import pandas as pd

    from quotes.library.cache import ListingCache
    from quotes.library.listing_arrays import ListingArrays
    from quotes.library.selected_quotes import SelectedQuotes

KEYS_AT_ONCE = 1000


@dataclass(frozen=True, slots=True)
class Totals:
    """How many quotes there are, and how many different speakers, sources and articles they have.

    ``undated`` quotes are those whose article has no date.
    """

    quotes: int
    speakers: int
    sources: int
    articles: int
    undated: int = 0


class CountedName(NamedTuple):
    """A speaker, source or outlet, or an article by its ``doc_id``, and the number of quotes.

    ``title`` is that of the article, None if it has none; of others it is the name again.
    """

    name: str | None
    title: str | None
    quotes: int


@dataclass(slots=True)
class KeptListing:
    """The listing in memory, which all views of one open library share."""

    cache: "ListingCache | None" = None
    about: "tuple[ListingArrays, Any] | None" = None
    lock: Lock = field(default_factory=Lock)


class CountQueries(QuoteQueries):
    """Questions that are answered with numbers."""

    _kept: KeptListing
    _held: HeldState

    @contextmanager
    def in_one_state(self) -> Iterator[Self]:
        """The same open library, which answers every question from one state of it until the end.

        Many small questions take half the time this way. Its own next write ends it, too, and it holds only
        for the thread that asked for it.
        """
        if self._held.connection is not None:
            yield self
            return
        opened = ExitStack()  # not in a "with": what the caller raises is not an error of the library
        connection, cache = opened.enter_context(self._current())
        held = HeldState(connection, cache, opened)
        try:
            library = copy(self)
            library._held = held
            yield library
        finally:
            held.end()

    def totals(self, only: Filter = EVERYTHING) -> Totals:
        """Count the quotes that pass the filter, and their speakers, sources and articles."""
        with self._selecting(only) as (_, selection):
            return Totals(
                selection.number(),
                selection.different("speaker"),
                selection.different("source"),
                selection.different("article"),
                selection.undated(),
            )

    def counts(  # noqa: PLR0913  (one question, asked in several ways)
        self,
        by: CountBy,
        only: Filter = EVERYTHING,
        *,
        limit: int | None = None,
        offset: int = 0,
        articles: bool = False,
        containing: str | None = None,
        order: Literal["quotes", "articles"] = "quotes",
    ) -> "pd.DataFrame":
        """Count the quotes of each speaker, source, outlet or article, most first.

        Columns: ``by`` (str; missing for quotes without one; for articles the ``doc_id``), for articles
        ``title`` (str), ``quotes`` (int64), and with ``articles`` the number of articles they are in (int64).
        ``limit`` is the number of lines, after skipping ``offset``. With ``order`` "articles", those with
        most articles come first.

        With ``containing``, only names that contain these letters are counted; case and accents make no
        difference. Names in which a word begins with the letters come first. For a speaker, all of his or her
        names are searched; for an article its title, or its id if it has no title.
        """
        lines = self._count_lines(
            by, only, limit=limit, offset=offset, articles=articles, containing=containing, order=order
        )
        dtypes = {by: "str"} | ({"title": "str"} if by == "article" else {}) | {"quotes": "int64"}
        return frame_of(dtypes | ({"articles": "int64"} if articles else {}), lines)

    def most_quoted(
        self,
        by: CountBy,
        only: Filter = EVERYTHING,
        *,
        limit: int | None = None,
        containing: str | None = None,
    ) -> list[CountedName]:
        """Count as `counts` does, for a few names: making a table would take longer than counting them."""
        lines = self._count_lines(by, only, limit=limit, containing=containing)
        return [CountedName(names[0], names[-1], number) for *names, number in lines]

    def _count_lines(  # noqa: PLR0913  (as `counts`)
        self,
        by: CountBy,
        only: Filter,
        *,
        limit: int | None = None,
        offset: int = 0,
        articles: bool = False,
        containing: str | None = None,
        order: Literal["quotes", "articles"] = "quotes",
    ) -> list[tuple[Any, ...]]:
        """The lines of `counts`."""
        letters = (containing or "").strip()
        with self._selecting(only) as (connection, selection):
            found = _containing(connection, by, letters, selection.columns) if letters else None
            by_quotes = selection.counted(by)
            by_articles = selection.articles(by) if articles or order == "articles" else by_quotes
            last = None if limit is None else offset + limit
            first = (by_articles if order == "articles" else by_quotes).most_first(last, found)[offset:]
            keys = [key for key, _ in first]
            quotes = dict(by_quotes.most_first()) if order == "articles" else dict(first)
            in_articles = dict(by_articles.most_first()) if articles else {}
            names = called(connection, by, keys)
            if not articles:
                return [(*names[key], quotes[key]) for key in keys]
            return [(*names[key], quotes[key], in_articles[key]) for key in keys]

    def months(self, only: Filter = EVERYTHING) -> "pd.DataFrame":
        """Count the quotes of each month: ``month`` (its first day, datetime64), ``quotes`` (int64).

        Months without quotes and undated quotes are left out.
        """
        lines = (
            (f"{month // 100:04}-{month % 100:02}-01", number) for month, number in self.quotes_by_month(only)
        )
        return frame_of({"month": "datetime64[s]", "quotes": "int64"}, lines)

    def quotes_by_month(self, only: Filter = EVERYTHING) -> list[tuple[int, int]]:
        """Count as `months` does: pairs like (202403, 12). To make a table takes longer than to count."""
        with self._selecting(only) as (_, selection):
            counted = sorted(selection.months().most_first())
            for month, _ in counted:
                date(month // 100, month % 100, 1)  # a damaged file has others, which is said in one line
            return counted

    def speakers_by(
        self, by: SourceOrOutlet, only: Filter = EVERYTHING, *, limit: int | None = None
    ) -> "pd.DataFrame":
        """Count pairs of speaker and source, or of speaker and outlet, most first.

        Columns: ``speaker``, ``source`` or ``outlet`` (str), ``quotes`` (int64). Quotes that lack one of the
        two are left out.
        """
        with self._selecting(only) as (connection, selection):
            found = selection.pairs(by, limit)
            names = called(connection, "speaker", {key for pair in found for key in pair[:2]})
            lines = ((*names[speaker], *names[other], number) for speaker, other, number in found)
            return frame_of({"speaker": "str", by: "str", "quotes": "int64"}, lines)

    def companions(self, speaker: str, *, limit: int | None = None) -> "pd.DataFrame":
        """List who is quoted in the same articles as a speaker: ``speaker``, ``articles``, most first."""
        with self._selecting() as (connection, selection):
            group = _group_of(connection, speaker)
            found = selection.companions(group).most_first(limit) if group else []
            names = called(connection, "speaker", [key for key, _ in found])
            lines = ((*names[key], number) for key, number in found)
            return frame_of({"speaker": "str", "articles": "int64"}, lines)

    def forms(self, speaker: str) -> "pd.DataFrame":
        """List the names under which articles quote a speaker: ``name``, ``quotes`` (int64), most first.

        ``speaker`` may be any of these names.
        """
        with self._selecting() as (connection, selection):
            group = _group_of(connection, speaker)
            found = selection.forms(group).most_first() if group else []
            names = called(connection, "speaker", [key for key, _ in found])
            return frame_of(
                {"name": "str", "quotes": "int64"}, ((*names[key], number) for key, number in found)
            )

    def known_as(self, names: Iterable[str], *, role: NameRole = NameRole.speaker) -> dict[str, str]:
        """Look up the name that each speaker, or source or outlet, is known as over all articles."""
        wanted = set(names)
        if not wanted:
            return {}
        with self._reading() as connection:
            return name_table.known_as(connection, wanted, role)

    def last_published(self, *, until: date) -> date | None:
        """The last day up to ``until`` on which a quote was published; None if no quote has such a date."""
        listing, last = schema.listing, date_number(until.isoformat())
        query = select(func.max(listing.c.published)).where(listing.c.published.between(1, last))
        with self._reading() as connection:
            found = connection.scalar(query)
        return date(found // 10_000, found // 100 % 100, found % 100) if found else None

    def weekly_articles(self, days: Sequence[date], only: Filter = EVERYTHING) -> list[int]:
        """Count the articles of each week with quotes that pass the filter.

        A week begins after one of ``days``, which ascend, and ends with the next one.
        """
        from quotes.library.weekly_counts import weekly_articles  # noqa: PLC0415

        with self._selecting(only) as (_, selection):
            return weekly_articles(selection, days)

    def weekly_articles_of_speakers(self, days: Sequence[date], *, at_least: int) -> dict[str, list[int]]:
        """Count the articles of each week for each speaker who is in at least so many of the last week."""
        from quotes.library.weekly_counts import weekly_articles_of_speakers  # noqa: PLC0415

        with self._selecting() as (connection, selection):
            found = weekly_articles_of_speakers(selection.columns, days, at_least=at_least)
            names = called(connection, "speaker", found)
            return {str(names[key][0]): numbers for key, numbers in found.items()}

    def mentions(self, speaker: str, *, limit: int | None = None) -> "pd.DataFrame":
        """List the words that articles use for a speaker: ``mention``, ``quotes``, most first."""
        listing, number = schema.listing, func.count().label("quotes")
        with self._reading() as connection:
            keys = name_table.numbers_of(connection, (speaker,))
            query = (
                select(listing.c.mention, number)
                .where(listing.c.speaker.in_(keys), listing.c.mention.is_not(None))
                .group_by(listing.c.mention)
                .order_by(number.desc(), listing.c.mention)
                .limit(limit)
            )
            found = connection.execute(query).all()
            return frame_of({"mention": "str", "quotes": "int64"}, found)

    @contextmanager
    def _selecting(self, only: Filter = EVERYTHING) -> "Iterator[tuple[Connection, SelectedQuotes]]":
        """Open a connection, and select what passes a filter in the state of the library that it sees."""
        with self._current() as (connection, cache):
            yield connection, cache.selection(connection, only)

    @contextmanager
    def _current(self) -> "Iterator[tuple[Connection, ListingCache]]":
        """Open a connection, and bring the cache to the state of the library that it sees."""
        if self._held.cache is not None:
            with self._reading() as connection:
                yield connection, self._held.cache
            return
        with ExitStack() as opened:
            with self._kept.lock:  # a later thread sees a later state, so the cache never goes back
                from quotes.library.cache import current_cache  # noqa: PLC0415

                connection = opened.enter_context(self._reading())
                self._kept.cache = cache = current_cache(connection, self._kept.cache)
            yield connection, cache


def _group_of(connection: Connection, speaker: str) -> int:
    """The number of the name that a speaker is known as; `schema.NOBODY` for somebody who is not quoted."""
    table = schema.names
    return connection.scalar(select(table.c.known_as).where(table.c.name == speaker)) or schema.NOBODY


def _containing(
    connection: Connection, by: CountBy, letters: str, columns: "ListingArrays"
) -> Mapping[int, bool]:
    """Find the names, or articles, that contain these letters; True if a word begins with them."""
    table = schema.refreshed if by == "article" else schema.names
    number = schema.refreshed.c.article if by == "article" else schema.names.c.id
    wanted = name_table.sort_key(letters)
    begins = func.instr(literal(" ") + table.c.sort_key, f" {wanted}") > 0
    query = select(number, begins).where(func.instr(table.c.sort_key, wanted) > 0, number > schema.NOBODY)
    role = name_table.ROLES.get(by)
    known = getattr(columns, name_table.KNOWN_AS[role]) if role else None
    found: dict[int, bool] = {}
    for key, at_word in connection.execute(query):
        shown = int(known[key]) if known is not None else key
        found[shown] = found.get(shown, False) or bool(at_word)
    return found


def called(connection: Connection, by: CountBy, keys: Collection[int]) -> dict[int, tuple[str | None, ...]]:
    """Look up the names with these numbers, or the ``doc_id`` and title of these articles."""
    table = schema.articles if by == "article" else schema.names
    shown = ("doc_id", "title") if by == "article" else ("name",)
    found: dict[int, tuple[str | None, ...]] = {}
    wanted = list(keys)
    for start in range(0, len(wanted), KEYS_AT_ONCE):
        some = table.c.id.in_(wanted[start : start + KEYS_AT_ONCE])
        query = select(table.c.id, *(table.c[name] for name in shown)).where(some)
        found |= {row[0]: tuple(row[1:]) for row in connection.execute(query)}
    return found
