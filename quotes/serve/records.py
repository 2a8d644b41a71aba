"""What the answers hold. The description of the interface is made from these classes."""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from functools import cache
from typing import Any, Generic, TypeVar
from urllib.parse import urlencode

from pydantic import TypeAdapter

from quotes.library import ListedArticle, ListedQuote, SavedView, StoredArticle, UtteranceSummary
from quotes.serve.feed_addresses import feed_path
from quotes.types import Article, Quote

_COLUMNS = tuple(each.name for each in fields(Quote))
_SUMMARY = ("carriers", "articles", "quotes", "wordings", "speakers", "is_altered", "first_published")

Record = TypeVar("Record")


@dataclass(frozen=True, slots=True, kw_only=True)
class QuoteRecord(Quote):
    """A quote: the columns of the table, and what only the library knows.

    ``added`` says when its article came into the library. ``link`` leads to the quote in the dashboard.
    """

    added: str
    speaker_known_as: str | None
    source_known_as: str | None
    outlet_known_as: str | None
    tags: tuple[str, ...]
    link: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleRecord(ListedArticle):
    """An article in a list. ``quotes`` counts its quotes that pass the filter."""

    link: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicationRecord:
    """Where an article was published."""

    title: str | None
    outlet: str | None
    published: str | None
    url: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class WholeArticleRecord:
    """An article with its text. Offsets of quotes count characters of ``text``."""

    doc_id: str
    title: str | None
    outlet: str | None
    published: str | None
    url: str | None
    added: str
    version: str
    text: str
    metadata: Mapping[str, str]
    publications: tuple[PublicationRecord, ...]
    link: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NameRecord:
    """A speaker, a source or an outlet by the name it is known as; null for quotes without one."""

    name: str | None
    quotes: int
    articles: int


@dataclass(frozen=True, slots=True, kw_only=True)
class UtteranceRecord:
    """The same words wherever they were carried; the numbers count all quotes that have them."""

    id: str
    fullest: Quote
    carriers: int
    articles: int
    quotes: int
    wordings: int
    speakers: int
    is_altered: bool
    first_published: str | None
    link: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ViewRecord:
    """A saved view: filters under a name. ``query`` has them as an address does."""

    name: str
    query: str
    filters: str
    made: str
    link: str
    atom: str
    json_feed: str


@dataclass(frozen=True, slots=True)
class RecordList(Generic[Record]):
    """A page of a list. ``next`` is the cursor of the next page, or null."""

    items: list[Record]
    next: str | None = None


@dataclass(frozen=True, slots=True)
class ErrorRecord:
    """What was wrong, and the parameter or field that it concerns."""

    error: str
    field: str | None = field(default=None)


@cache
def adapter(kind: Any) -> TypeAdapter[Any]:
    """What writes records of a kind as JSON."""
    return TypeAdapter(kind)


def quote_link(home: str, quote_id: str) -> str:
    """The address of a quote in the dashboard."""
    return f"{home}/?{urlencode({'quote': quote_id})}"


def article_link(home: str, doc_id: str) -> str:
    """The address of an article in the dashboard."""
    return f"{home}/article?{urlencode({'article': doc_id})}"


def view_record(view: SavedView, home: str) -> ViewRecord:
    """The record of a saved view."""
    return ViewRecord(
        name=view.name,
        query=view.query,
        filters=view.filter.in_words(),
        made=view.made,
        link=f"{home}/?{view.query}",
        atom=f"{home}/{feed_path(view.name)}",
        json_feed=f"{home}/{feed_path(view.name, 'json')}",
    )


def quote_record(listed: ListedQuote, home: str) -> QuoteRecord:
    """The record of a quote."""
    row = listed.row
    return QuoteRecord(
        **{name: getattr(row, name) for name in _COLUMNS},
        added=listed.added,
        speaker_known_as=listed.speaker,
        source_known_as=listed.source,
        outlet_known_as=listed.outlet,
        tags=listed.tags,
        link=quote_link(home, row.quote_id),
    )


def article_record(listed: ListedArticle, home: str) -> ArticleRecord:
    """The record of an article in a list."""
    values = {each.name: getattr(listed, each.name) for each in fields(ListedArticle)}
    return ArticleRecord(**values, link=article_link(home, listed.doc_id))


def whole_article_record(stored: StoredArticle, publications: list[Article], home: str) -> WholeArticleRecord:
    """The record of an article with its text."""
    article = stored.article
    return WholeArticleRecord(
        doc_id=article.id,
        title=article.title,
        outlet=article.outlet,
        published=article.published,
        url=article.url,
        added=stored.added,
        version=stored.version,
        text=article.text,
        metadata=article.metadata,
        publications=tuple(
            PublicationRecord(title=each.title, outlet=each.outlet, published=each.published, url=each.url)
            for each in publications
        ),
        link=article_link(home, article.id),
    )


def utterance_record(summary: UtteranceSummary, home: str) -> UtteranceRecord:
    """The record of an utterance."""
    numbers = {name: getattr(summary, name) for name in _SUMMARY}
    link = quote_link(home, summary.id)
    return UtteranceRecord(id=summary.id, fullest=summary.fullest, **numbers, link=link)
