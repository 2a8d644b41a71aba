"""Random samples of quotes, with which people measure how right the tool is.

A sample is drawn once and kept, so that several people can work through the same quotes.
"""

import random
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from sqlalchemy import Connection, Select, insert, select

from quotes.library import derived_tables, inserts, schema
from quotes.library.correcting import Correcting
from quotes.library.corrections import Correction, is_same
from quotes.types import InputError, Span

_IDS_AT_ONCE = 500

Value = TypeVar("Value")


@dataclass(frozen=True, slots=True)
class Sample:
    """A sample: its number, how many quotes it has, its seed, when it was drawn (ISO, UTC) and by whom."""

    id: int
    size: int
    seed: int
    made: str
    who: str


@dataclass(frozen=True, slots=True)
class SampledQuote:
    """A quote of a sample: what the extraction says of it, and its corrections, oldest first."""

    quote_id: str
    speaker: str | None
    source: str | None
    said: tuple[Correction, ...]


class Sampling(Correcting):
    """Samples of the quotes in a library."""

    def draw_sample(self, size: int, *, seed: int) -> Sample:
        """Draw a sample of all extracted quotes, also of those that people have rejected, and keep it.

        The same seed gives the same sample as long as the library has the same quotes. If the library has
        fewer than ``size`` quotes, the sample has all of them.

        Raises:
            InputError: ``size`` is not positive, or the library has no quotes.

        """
        if size < 1:
            raise InputError("a sample has at least one quote")
        samples, members, quotes = schema.samples, schema.sample_quotes, schema.quotes
        with self._writing() as connection:
            everything = connection.scalars(_numbers_of_extracted()).all()
            if not everything:
                raise InputError("there are no quotes to draw a sample from")
            chosen = random.Random(seed).sample(everything, min(size, len(everything)))
            ids: dict[int, str] = {}
            for some in _portions(chosen):
                query = select(quotes.c.id, quotes.c.quote_id).where(quotes.c.id.in_(some))
                ids |= {row.id: row.quote_id for row in connection.execute(query)}
            size, made, who = len(chosen), inserts.now(), self.who
            values = {"size": size, "seed": seed, "made": made, "who": who}
            number = int(connection.execute(insert(samples).returning(samples.c.id), values).scalar_one())
            lines = [
                {"sample": number, "place": place, "quote_id": ids[each]} for place, each in enumerate(chosen)
            ]
            connection.execute(insert(members), lines)
        return Sample(number, size, seed, made, who)

    def samples(self) -> list[Sample]:
        """List the samples, the newest first."""
        table = schema.samples
        with self._reading() as connection:
            return [
                Sample(row.id, row.size, row.seed, row.made, row.who)
                for row in connection.execute(select(table).order_by(table.c.id.desc()))
            ]

    def sampled_quotes(self, sample: int) -> list[SampledQuote]:
        """List the quotes of a sample in the order in which they were drawn, without those that are gone.

        A quote is gone if its article was deleted, or if extracting the article again no longer gives it.
        """
        members = schema.sample_quotes
        query = select(members.c.quote_id).where(members.c.sample == sample).order_by(members.c.place)
        with self._reading() as connection:
            ids = connection.scalars(query).all()
            found: dict[str, SampledQuote] = {}
            for some in _portions(ids):
                found |= _sampled(connection, some)
        return [found[quote_id] for quote_id in ids if quote_id in found]


def _numbers_of_extracted() -> Select[Any]:
    quotes, articles = schema.quotes, schema.articles
    of_kept = quotes.c.article.in_(select(articles.c.id))
    return select(quotes.c.id).where(quotes.c.extracted == 1, of_kept).order_by(quotes.c.id)


def _sampled(connection: Connection, ids: Sequence[str]) -> dict[str, SampledQuote]:
    """Look up what was extracted, and what people said, of some quotes."""
    quotes, articles, said = schema.quotes, schema.articles, schema.corrections
    columns = (quotes.c.quote_id, quotes.c.speaker, quotes.c.source, quotes.c.start, quotes.c.end)
    rows = connection.execute(
        select(*columns, articles.c.text_digest)
        .join(articles, articles.c.id == quotes.c.article)
        .where(quotes.c.quote_id.in_(ids), quotes.c.extracted == 1)
    ).all()
    of_text: defaultdict[str, list[Correction]] = defaultdict(list)
    digests = {row.text_digest for row in rows}
    query = derived_tables.select_corrections().where(
        said.c.text_digest.in_(digests), said.c.undone.is_(None)
    )
    query = query.order_by(said.c.id)
    for each in map(derived_tables.correction_from, connection.execute(query)):
        of_text[each.text_digest].append(each)
    return {
        row.quote_id: SampledQuote(
            row.quote_id,
            row.speaker,
            row.source,
            tuple(each for each in of_text[row.text_digest] if is_same(each.span, Span(row.start, row.end))),
        )
        for row in rows
    }


def _portions(values: Sequence[Value]) -> list[Sequence[Value]]:
    return [values[start : start + _IDS_AT_ONCE] for start in range(0, len(values), _IDS_AT_ONCE)]
