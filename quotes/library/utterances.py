"""Utterances: the same words, wherever they were carried."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, func, select

from quotes.library import schema
from quotes.library.count_queries import CountQueries
from quotes.library.filters import Filter, Sort, UtteranceOrder
from quotes.library.name_decisions import NameRole
from quotes.library.name_table import known_as
from quotes.library.quote_queries import EVERYTHING, fetch_quotes
from quotes.library.sorted_quotes import is_narrow, read_conditions, sorted_ids
from quotes.library.utterance_building import number_to_match
from quotes.library.wordings import digest_number
from quotes.matching import Comparison, compare
from quotes.types import Quote

if TYPE_CHECKING:
    import pandas as pd

UTTERANCE_COLUMNS = ("utterance_id", "carriers", "wording")
"""What exports add on request: the fullest quote's id, the number of outlets, and how the words compare."""

_AMONG = "IN (SELECT value FROM json_each(?))"
_UTTERANCE_OF = """SELECT spoken.utterance FROM spoken JOIN kept_listing USING (id) JOIN quotes USING (id)
    WHERE quotes.quote_id = ?"""
_NUMBER_OF = "SELECT kept_listing.id FROM kept_listing JOIN quotes USING (id) WHERE quotes.quote_id = ?"
_MEMBERS = "SELECT spoken.id FROM spoken JOIN kept_listing USING (id) WHERE utterance = ?"
_COPIES = f"""SELECT kept_articles.doc_id, publications.title, publications.outlet, publications.published,
        publications.url
    FROM publications JOIN kept_articles ON kept_articles.id = publications.article
    WHERE place > 0 AND kept_articles.doc_id {_AMONG} ORDER BY publications.article, place"""
_SUMMARY = """SELECT value AS id, coalesce(carriers, 1) AS carriers, coalesce(articles, 1) AS articles,
        coalesce(quotes, 1) AS quotes, coalesce(wordings, 1) AS wordings, coalesce(altered, 0) AS altered,
        coalesce(speakers, (SELECT speaker <> 0 FROM listing WHERE listing.id = value), 0) AS speakers
    FROM json_each(?) LEFT JOIN utterances ON utterances.id = value"""
_MEMBERS_OF = f"""SELECT utterance, min(spoken.id) AS any_id, max(spoken.id = utterance) AS has_fullest,
        min(nullif(published, 0)) AS first
    FROM spoken JOIN kept_listing USING (id) WHERE utterance {_AMONG} GROUP BY utterance"""
_WITHOUT_OUTLET = f"""SELECT utterance, count(DISTINCT publications.id) AS articles
    FROM spoken JOIN kept_listing USING (id)
        JOIN publications ON publications.article = kept_listing.article
        LEFT JOIN names AS outlets ON outlets.name = publications.outlet
    WHERE utterance {_AMONG} AND outlets.outlet_as IS NULL GROUP BY utterance"""
_OF_ROWS = f"""SELECT quotes.quote_id, fullest.quote_id, coalesce(utterances.carriers, 1), fullest.quote
    FROM quotes JOIN spoken ON spoken.id = quotes.id JOIN quotes AS fullest ON fullest.id = spoken.utterance
        LEFT JOIN utterances ON utterances.id = spoken.utterance
    WHERE quotes.quote_id {_AMONG}"""
_NUMBER_OF_UTTERANCES = """SELECT (SELECT count(*) FROM spoken)
    - (SELECT coalesce(sum(quotes - 1), 0) FROM utterances)"""
_ROWS_AT_ONCE = 5_000


@dataclass(frozen=True, slots=True)
class Carrier:
    """An article that carries the words of an utterance.

    Attributes:
        quote: the quote there.
        title: of the article, or of its copy in another outlet.
        outlet: likewise.
        published: likewise; an ISO date.
        url: likewise.
        speaker: the name that the quote's speaker is known as.
        wording: the number of its wording; the first wording to appear is 1.
        comparison: how the fullest quote (first) compares with this one (second).
        is_copy: whether this outlet published the same text as another one.

    """

    quote: Quote
    title: str | None
    outlet: str | None
    published: str | None
    url: str | None
    speaker: str | None
    wording: int
    comparison: Comparison
    is_copy: bool = False


@dataclass(frozen=True, slots=True)
class Utterance:
    """The same words in all articles that carry them.

    Attributes:
        id: the ``quote_id`` of the fullest quote.
        fullest: the quote with most words; the first of those with as many.
        carriers: the articles in order of time; those without a date come last.
        speakers: the names that the speakers are known as, in the order of the carriers.
        wordings: the number of different wordings.

    """

    id: str
    fullest: Quote
    carriers: tuple[Carrier, ...]
    speakers: tuple[str, ...]
    wordings: int

    @property
    def first(self) -> Carrier:
        """The first to appear."""
        return self.carriers[0]

    @property
    def outlets(self) -> int:
        """Count the outlets; every article without one counts, too."""
        named = {carrier.outlet for carrier in self.carriers if carrier.outlet}
        return len(named) + sum(not carrier.outlet for carrier in self.carriers)


@dataclass(frozen=True, slots=True)
class UtteranceSummary:
    """An utterance in a list: its fullest quote, and how often it was carried.

    Attributes:
        fullest: the quote with most words.
        carriers: how many outlets carry the words; every article without an outlet counts as one.
        without_outlet: how many of them are such articles.
        articles: how many articles carry them, with copies.
        quotes: how many quotes have them.
        wordings: how many different wordings there are.
        speakers: how many different speakers are named.
        is_altered: whether words were changed, not only left out.
        first_published: the date of the first article (ISO).

    """

    fullest: Quote
    carriers: int
    without_outlet: int
    articles: int
    quotes: int
    wordings: int
    speakers: int
    is_altered: bool
    first_published: str | None

    @property
    def carriers_in_words(self) -> str:
        """Who carries the words: "2 outlets", "1 outlet and 1 article without an outlet"."""
        outlets, articles = self.carriers - self.without_outlet, self.without_outlet
        named = f"{outlets:,} outlet{'' if outlets == 1 else 's'}" if outlets else ""
        unnamed = f"{articles:,} article{'' if articles == 1 else 's'} without an outlet" if articles else ""
        return " and ".join(filter(None, (named, unnamed)))

    @property
    def id(self) -> str:
        """The id of the utterance: the ``quote_id`` of its fullest quote."""
        return self.fullest.quote_id


class UtteranceQueries(CountQueries):
    """Questions about the same words in several articles."""

    def is_matched(self) -> bool:
        """Whether all words are matched; if not, `Library.match` does it."""
        with self._reading() as connection:
            return not number_to_match(connection)

    def utterance_of(self, quote_id: str) -> Utterance | None:
        """Find the utterance that a quote belongs to; it may have no other carrier.

        None if the library has no quote with this id.
        """
        with self._reading() as connection:
            number = connection.exec_driver_sql(_UTTERANCE_OF, (quote_id,)).scalar()
            if number is None:  # not matched yet
                numbers = list(connection.exec_driver_sql(_NUMBER_OF, (quote_id,)).scalars())
            else:
                numbers = list(connection.exec_driver_sql(_MEMBERS, (number,)).scalars())
            if not numbers:
                return None
            rows = dict(zip(numbers, fetch_quotes(connection, numbers), strict=True))
            fullest = rows.get(number) or min(rows.values(), key=_time)
            return _utterance(connection, fullest, list(rows.values()))

    def utterances(
        self,
        only: Filter = EVERYTHING,
        order: UtteranceOrder = UtteranceOrder.carriers,
        *,
        limit: int = 50,
        offset: int = 0,
    ) -> list[UtteranceSummary]:
        """List utterances with a quote that passes the filter, each once.

        The numbers count all quotes of an utterance, also those that the filter leaves out.
        """
        with self._reading() as connection:
            list_page = _most_carried if order is UtteranceOrder.carriers else _newest
            numbers = list_page(connection, only, limit, offset)
            return _summaries(connection, numbers)

    def number_of_utterances(self, only: Filter = EVERYTHING) -> int:
        """Count the utterances with a quote that passes the filter."""
        with self._reading() as connection:
            if only.is_empty:  # quicker than to go through all
                return int(connection.exec_driver_sql(_NUMBER_OF_UTTERANCES).scalar_one())
            found = sorted_ids(connection, only, Sort.newest).order_by(None)
            query = select(func.count(schema.spoken.c.utterance.distinct())).where(
                schema.spoken.c.id.in_(found)
            )
            return int(connection.scalar(query) or 0)

    def with_utterances(self, frame: "pd.DataFrame") -> "pd.DataFrame":
        """Add to a table of rows the columns `UTTERANCE_COLUMNS`.

        ``wording`` says how the words compare with the fullest ones: exact, shortened or altered.
        """
        import pandas as pd  # noqa: PLC0415  (slow to load, and not every use of a library needs it)

        with self._reading() as connection:
            known = _of_rows(connection, frame["quote_id"].tolist())
        rows = zip(frame["quote_id"], frame["quote"], strict=True)
        values = [_columns(known, quote_id, quote) for quote_id, quote in rows]
        dtypes = ("str", "int64", "str")
        columns = list(zip(*values, strict=True)) or [()] * len(dtypes)
        named = zip(UTTERANCE_COLUMNS, columns, dtypes, strict=True)
        return frame.assign(
            **{name: pd.Series(list(column), index=frame.index, dtype=dtype) for name, column, dtype in named}
        )


def _utterance(connection: Connection, fullest: Quote, rows: Sequence[Quote]) -> Utterance:
    """Put an utterance together from its quotes."""
    names = known_as(connection, {row.speaker for row in rows if row.speaker}, NameRole.speaker)
    compared = {words: compare(fullest.quote, words) for words in {row.quote for row in rows}}
    copies: dict[str, list[Any]] = {}
    for copy in connection.exec_driver_sql(_COPIES, (json.dumps(sorted({row.doc_id for row in rows})),)):
        copies.setdefault(copy.doc_id, []).append(copy)
    digests = {words: digest_number(words) for words in compared}
    numbers: dict[int, int] = {}
    places = [(row, place, place is not row) for row in rows for place in (row, *copies.get(row.doc_id, ()))]
    places.sort(key=lambda each: (each[1].published or "9999", each[2], each[0].quote_id))
    carriers = tuple(
        Carrier(
            quote=row,
            title=place.title,
            outlet=place.outlet,
            published=place.published,
            url=place.url,
            speaker=names.get(row.speaker) if row.speaker else None,
            wording=numbers.setdefault(digests[row.quote], len(numbers) + 1),
            comparison=compared[row.quote],
            is_copy=is_copy,
        )
        for row, place, is_copy in places
    )
    speakers = dict.fromkeys(carrier.speaker for carrier in carriers if carrier.speaker)
    return Utterance(fullest.quote_id, fullest, carriers, tuple(speakers), len(numbers))


def _time(row: Quote) -> tuple[str, str]:
    return row.published or "9999", row.quote_id


def _most_carried(connection: Connection, only: Filter, limit: int, offset: int) -> list[int]:
    """The utterances on a page of a list, those that most outlets carry first, then those of one quote."""
    utterances, spoken, listing = schema.utterances, schema.spoken, schema.listing
    passing = sorted_ids(connection, only, Sort.newest)
    ordered = select(utterances.c.id).order_by(
        utterances.c.carriers.desc(), utterances.c.articles.desc(), utterances.c.id
    )
    ids = passing.order_by(None)
    if any(map(is_narrow, read_conditions(connection, only))):
        chosen = select(spoken.c.utterance).where(spoken.c.id.in_(ids))
        several = ordered.where(utterances.c.id.in_(chosen))
    else:  # quicker to try one after the other than to collect all
        own = ids.join(spoken, spoken.c.id == listing.c.id).where(spoken.c.utterance == utterances.c.id)
        several = ordered.where(own.correlate(utterances).exists())
    found = list(connection.scalars(several.limit(limit).offset(offset)))
    if len(found) == limit:
        return found
    before = (
        offset + len(found)
        if found
        else int(connection.scalar(select(func.count()).select_from(several.subquery())) or 0)
    )
    alone = passing.join(spoken, (spoken.c.id == listing.c.id) & (spoken.c.utterance == listing.c.id))
    alone = alone.where(listing.c.id.not_in(select(utterances.c.id)))
    return found + list(connection.scalars(alone.limit(limit - len(found)).offset(max(0, offset - before))))


def _newest(connection: Connection, only: Filter, limit: int, offset: int) -> list[int]:
    """The utterances on a page of a list, by their newest quotes that pass the filter."""
    spoken, listing = schema.spoken, schema.listing
    ids = sorted_ids(connection, only, Sort.newest)
    query = ids.add_columns(spoken.c.utterance).join(spoken, spoken.c.id == listing.c.id)
    found: dict[int, None] = {}
    for row in connection.execute(query):
        found[row.utterance] = None
        if len(found) == offset + limit:
            break
    return list(found)[offset:]


def _summaries(connection: Connection, numbers: Sequence[int]) -> list[UtteranceSummary]:
    """Describe utterances, in this order."""
    listed = json.dumps([*numbers])
    members = connection.exec_driver_sql(_MEMBERS_OF, (listed,)).all()
    # a fullest quote may be deleted, and its utterance not yet matched again
    shown = {row.utterance: row.utterance if row.has_fullest else row.any_id for row in members}
    rows = dict(zip(shown, fetch_quotes(connection, list(shown.values())), strict=True))
    counted = {row.id: row for row in connection.exec_driver_sql(_SUMMARY, (listed,))}
    first = {row.utterance: row.first for row in members}
    unnamed = {row.utterance: row.articles for row in connection.exec_driver_sql(_WITHOUT_OUTLET, (listed,))}
    return [
        UtteranceSummary(
            fullest=rows[number],
            carriers=counted[number].carriers,
            without_outlet=min(unnamed.get(number, 0), counted[number].carriers),
            articles=counted[number].articles,
            quotes=counted[number].quotes,
            wordings=counted[number].wordings,
            speakers=counted[number].speakers,
            is_altered=bool(counted[number].altered),
            first_published=_iso(first[number]),
        )
        for number in numbers
        if number in rows
    ]


def _iso(day: int | None) -> str | None:
    """Turn a number like 20240305 into an ISO date."""
    return f"{day // 10_000:04}-{day // 100 % 100:02}-{day % 100:02}" if day else None


def _of_rows(connection: Connection, quote_ids: Sequence[str]) -> dict[str, tuple[str, int, str]]:
    """Look up the utterance, its carriers and its fullest words for rows."""
    known: dict[str, tuple[str, int, str]] = {}
    for start in range(0, len(quote_ids), _ROWS_AT_ONCE):
        listed = json.dumps(quote_ids[start : start + _ROWS_AT_ONCE])
        for quote_id, *values in connection.exec_driver_sql(_OF_ROWS, (listed,)):
            known[quote_id] = (values[0], values[1], values[2])
    return known


def _columns(known: dict[str, tuple[str, int, str]], quote_id: str, quote: str) -> tuple[str, int, str]:
    """The values of `UTTERANCE_COLUMNS` for a row."""
    utterance, carriers, fullest = known.get(quote_id, (quote_id, 1, quote))
    return utterance, carriers, str(compare(fullest, quote).wording)
