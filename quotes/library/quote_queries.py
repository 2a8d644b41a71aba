"""Questions answered in SQL: pages of quotes, single quotes, articles, corrections."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import islice
from typing import TYPE_CHECKING

from sqlalchemy import Connection, bindparam, exists, func, intersect, select

from quotes.library import derived_tables, schema
from quotes.library.act_history import ActHistory
from quotes.library.arrivals import EVER, Arrived
from quotes.library.article_texts import with_words
from quotes.library.copies import also_in
from quotes.library.correction_history import in_bin
from quotes.library.corrections import Correction
from quotes.library.damage import RowTypes
from quotes.library.filters import Filter, Sort
from quotes.library.import_run import added_by
from quotes.library.link_targets import FollowedLink, link_target
from quotes.library.name_decisions import NameRole
from quotes.library.name_table import not_names
from quotes.library.sorted_quotes import list_ids
from quotes.library.word_search import plain_words
from quotes.types import COLUMNS, Article, InputError, Quote

if TYPE_CHECKING:
    import pandas as pd

EVERYTHING = Filter()
ROWS_AT_ONCE = 1000
ROWS_IN_A_PART = 10_000
SHORTEST_ID = 4
LONGEST_OPENING = 120

_COLUMNS = [
    schema.articles.c[name] if name in schema.ARTICLE_COLUMNS else schema.quotes.c[name]
    for name in (*COLUMNS, "reason")
]
_TYPES = RowTypes(_COLUMNS)
_STORED = (
    select(schema.quotes.c.id, schema.quotes.c.article, *_COLUMNS)
    .join(schema.articles, schema.articles.c.id == schema.quotes.c.article)
    .where(schema.quotes.c.id.in_(bindparam("ids", expanding=True)))
)
"""Made once, because a question about a few quotes takes less time than to make it."""


class QuoteQueries(ActHistory):
    """Questions about quotes and articles. Each sees one state of the library; none changes it."""

    def changes(self) -> int:
        """A number that grows with every change. What was cached before it grew may be out of date."""
        with self._reading() as connection:
            return int(connection.scalar(select(schema.state.c.changes)) or 0)

    def page(
        self,
        only: Filter = EVERYTHING,
        sort: Sort = Sort.newest,
        *,
        limit: int = 50,
        offset: int = 0,
        arrived: Arrived = EVER,
    ) -> list[Quote]:
        """List ``limit`` of the quotes that pass the filter, in order, after skipping ``offset``.

        With ``arrived``, only quotes of articles that came into the library in this time.
        """
        with self._reading() as connection:
            return fetch_quotes(
                connection, list_ids(connection, only, sort, arrived, limit=limit, offset=offset)
            )

    def rows(
        self, only: Filter = EVERYTHING, sort: Sort = Sort.newest, *, arrived: Arrived = EVER
    ) -> Iterator[Quote]:
        """Yield all quotes that pass the filter, in order. Later changes of the library are not seen."""
        with self._reading() as connection:
            ids = list_ids(connection, only, sort, arrived)
            for start in range(0, len(ids), ROWS_AT_ONCE):
                yield from fetch_quotes(connection, ids[start : start + ROWS_AT_ONCE])

    def frame(
        self, only: Filter = EVERYTHING, sort: Sort = Sort.newest, *, arrived: Arrived = EVER
    ) -> "pd.DataFrame":
        """Give all quotes that pass the filter as a table, with the dtypes of `quotes.writing.to_frame`.

        If the library `has_copies`, the column ``also_in`` names the other outlets.
        """
        import pandas as pd  # noqa: PLC0415  (slow to load, and not every use of a library needs it)

        from quotes.writing import to_frame  # noqa: PLC0415

        rows, copies = self.rows(only, sort, arrived=arrived), self.has_copies()
        parts = [to_frame((), also_in=copies)]
        # a frame needs far less memory for text than rows do
        while part := list(islice(rows, ROWS_IN_A_PART)):
            parts.append(to_frame(part, also_in=copies))
        return pd.concat(parts, ignore_index=True)

    def has_copies(self) -> bool:
        """Whether an article of the library was published more than once."""
        with self._reading() as connection:
            return bool(connection.scalar(select(exists().where(schema.publications.c.place > 0))))

    def publications(self, doc_id: str) -> list[Article]:
        """List where an article was published, the first one first; each with the text of the first."""
        table, articles = schema.publications, schema.articles
        query = (
            select(table, articles.c.text)
            .join(articles, articles.c.id == table.c.article)
            .where(articles.c.doc_id == doc_id)
            .order_by(table.c.place)
        )
        with self._reading() as connection:
            return [
                Article(row.text, row.doc_id, row.title, row.outlet, row.published, row.url)
                for row in connection.execute(query)
            ]

    def with_own_columns(self, frame: "pd.DataFrame") -> "pd.DataFrame":
        """Add to a table of rows what only the library knows.

        Columns: ``certainty`` (of the speaker, in words), ``speaker_known_as``, ``source_known_as``,
        ``outlet_known_as`` (the name over all articles), and ``tags`` (of the quote, its article and its
        speaker, with semicolons between them).
        """
        from quotes.library.own_columns import with_own_columns  # noqa: PLC0415

        with self._reading() as connection:
            return with_own_columns(connection, frame)

    def quote(self, quote_id: str) -> Quote:
        """Find a quote, with corrections applied, by its id or by first letters that no other id has.

        Raises:
            InputError: no quote has this id, or several ids begin like this.

        """
        table = schema.quotes
        if len(quote_id) < SHORTEST_ID:
            raise InputError(f"{quote_id}: give at least {SHORTEST_ID} letters of the id")
        query = (
            select(schema.listing.c.id)
            .join(table, table.c.id == schema.listing.c.id)
            .where(table.c.quote_id >= quote_id, table.c.quote_id < quote_id + "\U0010ffff")
            .limit(2)
        )
        with self._reading() as connection:
            found = fetch_quotes(connection, list(connection.scalars(query).all()))
        if not found:
            raise InputError(f"{quote_id}: the library has no quote with this id")
        if len(found) > 1:
            raise InputError(f"{quote_id}: several quotes have ids that begin like this; give more letters")
        return found[0]

    def follow_link(self, quote_id: str) -> FollowedLink:
        """Find what a link to a quote leads to by now; the id must be whole."""
        with self._reading() as connection:
            target = link_target(connection, quote_id)
            if target.number is None:
                return FollowedLink(quote_id, target.state, doc_id=target.doc_id)
            (row,) = fetch_quotes(connection, [target.number])
        return FollowedLink(quote_id, target.state, row, row.doc_id)

    def extracted(self, quote_id: str) -> Quote | None:
        """Find a quote as it was extracted, without corrections; None if the extraction missed it."""
        table = schema.quotes
        query = select(table.c.id).where(
            table.c.quote_id == quote_id,
            table.c.extracted == 1,
            table.c.article.not_in(select(schema.bin.c.article)),
        )
        with self._reading() as connection:
            return next(iter(_fetch_stored(connection, list(connection.scalars(query).all()))), None)

    def openings(self, doc_ids: Iterable[str]) -> dict[str, str]:
        """Look up how the articles without a title among these begin: what pages show as their titles."""
        table = schema.articles
        query = select(table.c.doc_id, func.substr(table.c.text, 1, LONGEST_OPENING))
        query = query.where(table.c.doc_id.in_(set(doc_ids)), table.c.title.is_(None))
        with self._reading() as connection:
            return {row[0]: " ".join(str(row[1]).split()) for row in connection.execute(query)}

    def articles(
        self, *, imports: Collection[int] = (), limit: int | None = None, offset: int = 0
    ) -> "pd.DataFrame":
        """List the articles, with or without quotes, the last added first.

        With ``imports``, the numbers of acts, only the articles that one of these added.

        Columns: ``doc_id``, ``title``, ``outlet``, ``published``, ``url``, ``added``, ``quotes`` (int64).
        """
        table, listing = schema.articles, schema.listing
        wanted = select(table.c.id).order_by(table.c.id.desc()).limit(limit).offset(offset)
        if imports:
            wanted = wanted.where(table.c.id.in_(added_by(imports)))
        number = select(func.count()).where(listing.c.article == table.c.id).scalar_subquery().label("quotes")
        columns = [table.c[name] for name in (*schema.ARTICLE_COLUMNS, "added")]
        query = select(*columns, number).where(table.c.id.in_(wanted)).order_by(table.c.id.desc())
        with self._reading() as connection:
            found = connection.execute(query).all()
            return frame_of({column.name: "str" for column in columns} | {"quotes": "int64"}, found)

    def articles_with(self, words: str, *, limit: int) -> list[tuple[str, str]]:
        """The ids and titles of articles that have all words of a search in their title or text.

        A word may go on in a text ("vote" finds "votes"), and a title may have it anywhere. What a search
        excludes is ignored. An article without a title has its first words in its place.

        Raises:
            InputError: the search is too long.

        """
        wanted = plain_words(words)
        if not wanted:
            return []
        table = schema.articles
        having = intersect(*(select(with_words(each).subquery()) for each in wanted))
        query = select(table.c.doc_id, table.c.title).where(table.c.id.in_(having))
        with self._reading() as connection:
            found = connection.execute(query.order_by(table.c.id.desc()).limit(limit)).all()
        openings = self.openings(row.doc_id for row in found if row.title is None)
        return [(row.doc_id, row.title or openings.get(row.doc_id) or row.doc_id) for row in found]

    def stored_articles(self) -> Iterator[Article]:
        """Yield all articles, the first added first. The library may change meanwhile."""
        with self._reading() as connection:
            numbers = connection.scalars(select(schema.articles.c.id).order_by(schema.articles.c.id)).all()
        for number in numbers:
            with self._reading() as connection:
                article, _ = derived_tables.article_of(connection, number)
            yield article

    def corrections(self, *, undone: bool = False) -> list[Correction]:
        """List all corrections, oldest first; with ``undone``, also those that were undone."""
        table = schema.corrections
        query = derived_tables.select_corrections().where(~in_bin(table)).order_by(table.c.id)
        if not undone:
            query = query.where(table.c.undone.is_(None))
        with self._reading() as connection:
            return [derived_tables.correction_from(row) for row in connection.execute(query)]


def fetch_quotes(connection: Connection, ids: list[int]) -> list[Quote]:
    """Read the quotes with these numbers, in this order. What is not a name is left out."""
    found = _fetch_stored(connection, ids)
    speakers, outlets = (not_names(connection, role) for role in (NameRole.speaker, NameRole.outlet))
    return [_without(row, speakers, outlets) for row in found] if speakers or outlets else found


def _without(row: Quote, speakers: Collection[str], outlets: Collection[str]) -> Quote:
    """Leave out of a row what people said is not a name."""
    if row.speaker in speakers:
        row = replace(row, speaker=None, speaker_kind=None, speaker_role=None)
    if row.source in outlets:
        row = replace(row, source=None, source_basis=None)
    return replace(row, outlet=None) if row.outlet in outlets else row


def _fetch_stored(connection: Connection, ids: list[int]) -> list[Quote]:
    """Read the quotes with these numbers as they are stored, in this order."""
    found: dict[int, Quote] = {}
    rows = connection.execute(_STORED, {"ids": ids}).all()
    others = also_in(connection, {row.article for row in rows})
    for number, article, *values in rows:
        _TYPES.check(values)
        found[number] = Quote(*[*values, others.get(article)])
    return [found[number] for number in ids]


def frame_of(dtypes: dict[str, str], lines: Iterable[Sequence[object]]) -> "pd.DataFrame":
    """Make a table of these lines, with a column for each dtype, in this order."""
    import pandas as pd  # noqa: PLC0415  (slow to load, and not every use of a library needs it)

    columns = list(zip(*lines, strict=True)) or [()] * len(dtypes)
    named = zip(dtypes.items(), columns, strict=True)
    return pd.DataFrame({name: pd.Series(list(values), dtype=dtype) for (name, dtype), values in named})
