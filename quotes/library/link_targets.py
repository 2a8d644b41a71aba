"""Where a link to a quote leads, after its article was extracted again, corrected or deleted."""

from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from sqlalchemy import Connection, delete, func, insert, select

from quotes.library import schema
from quotes.library.corrections import CorrectionKind, is_same
from quotes.types import Quote, Span


class LinkState(StrEnum):
    """What became of the quote that a link names."""

    shown = "shown"
    changed = "changed"
    """Another row has (nearly) the same words: the article was extracted again, or a person marked them."""

    rejected = "rejected"
    """A person said that it is not a quote."""

    gone = "gone"
    """The article is there, but these words are not a quote any more."""

    deleted = "deleted"
    """The article was deleted."""

    unknown = "unknown"


@dataclass(frozen=True, slots=True)
class FollowedLink:
    """What a link to a quote leads to.

    Attributes:
        quote_id: the id in the link.
        state: what became of the quote.
        row: the quote that is shown now, if there is one.
        doc_id: the article that has or had it, if it is still there.

    """

    quote_id: str
    state: LinkState
    row: Quote | None = None
    doc_id: str | None = None


@dataclass(frozen=True, slots=True)
class LinkTarget:
    """The same with the row's number in `schema.quotes`, not yet read."""

    state: LinkState
    number: int | None = None
    doc_id: str | None = None


class _LastPlace(NamedTuple):
    """The number of the article that has or had a quote, and where in its text."""

    article: int
    span: Span


def link_target(connection: Connection, quote_id: str) -> LinkTarget:
    """Find what the id of a quote leads to."""
    quotes, listing = schema.quotes, schema.listing
    shown = (
        select(quotes.c.id).join(listing, listing.c.id == quotes.c.id).where(quotes.c.quote_id == quote_id)
    )
    if number := connection.scalar(shown.limit(1)):
        return LinkTarget(LinkState.shown, number)
    place = _last_place(connection, quote_id)
    if place is None:
        return LinkTarget(LinkState.unknown)
    articles = schema.articles
    article = connection.execute(
        select(articles.c.doc_id, articles.c.text_digest).where(articles.c.id == place.article)
    ).one_or_none()
    if article is None:
        return LinkTarget(LinkState.deleted)
    if number := _over(connection, place.article, place.span):
        return LinkTarget(LinkState.changed, number, article.doc_id)
    is_rejected = _is_rejected(connection, article.text_digest, place.span)
    return LinkTarget(LinkState.rejected if is_rejected else LinkState.gone, doc_id=article.doc_id)


def keep_former_quotes(connection: Connection, article_id: int, former: set[tuple[str, int, int]]) -> None:
    """Remember where the quotes were that an article no longer has, so that links to them still lead there.

    ``former`` has the id, the start and the end of each quote before the article was extracted again.
    """
    quotes, table = schema.quotes, schema.former_quotes
    now = set(connection.scalars(select(quotes.c.quote_id).where(quotes.c.article == article_id)))
    connection.execute(delete(table).where(table.c.article == article_id, table.c.quote_id.in_(now)))
    lost = [
        {"quote_id": quote_id, "article": article_id, "start": start, "end": end}
        for quote_id, start, end in former
        if quote_id not in now
    ]
    if lost:
        connection.execute(insert(table).prefix_with("OR REPLACE"), lost)


def quotes_of(connection: Connection, article_id: int) -> set[tuple[str, int, int]]:
    """The id, the start and the end of each quote that an article has."""
    table = schema.quotes
    query = select(table.c.quote_id, table.c.start, table.c.end).where(table.c.article == article_id)
    return {(quote_id, start, end) for quote_id, start, end in connection.execute(query)}


def _last_place(connection: Connection, quote_id: str) -> _LastPlace | None:
    """Find where a quote is or was: its article, start and end."""
    for table in (schema.quotes, schema.former_quotes):
        query = select(table.c.article, table.c.start, table.c.end).where(table.c.quote_id == quote_id)
        if place := connection.execute(query.limit(1)).first():
            return _LastPlace(place.article, Span(place.start, place.end))
    return None


def _over(connection: Connection, article_id: int, span: Span) -> int | None:
    """Find the quote shown that shares most characters with a span."""
    quotes, listing = schema.quotes, schema.listing
    shared = func.min(quotes.c.end, span.end) - func.max(quotes.c.start, span.start)
    query = (
        select(quotes.c.id)
        .join(listing, listing.c.id == quotes.c.id)
        .where(listing.c.article == article_id, shared > 0)
        .order_by(shared.desc(), quotes.c.start)
        .limit(1)
    )
    return connection.scalar(query)


def _is_rejected(connection: Connection, text_digest: str, span: Span) -> bool:
    """Whether a person said that the words are not a quote, and nobody undid it."""
    table = schema.corrections
    query = select(table.c.start, table.c.end).where(
        table.c.text_digest == text_digest,
        table.c.what == CorrectionKind.not_a_quote.value,
        table.c.undone.is_(None),
    )
    return any(is_same(Span(start, end), span) for start, end in connection.execute(query))
