"""The answers as JSON: quotes, speakers, sources, outlets, articles and utterances."""

from functools import partial

from quotes.library import CountBy, LinkState, Sort, UtteranceOrder
from quotes.serve.cursors import to_cursor
from quotes.serve.query_parameters import CONTAINING, FILTERS, PAGING, sort_parameter
from quotes.serve.question import Question
from quotes.serve.records import (
    ArticleRecord,
    NameRecord,
    QuoteRecord,
    RecordList,
    UtteranceRecord,
    ViewRecord,
    WholeArticleRecord,
    article_record,
    quote_record,
    utterance_record,
    view_record,
    whole_article_record,
)
from quotes.serve.refusals import RequestError
from quotes.serve.resources import Resource
from quotes.types import InputError

_LOST = {
    LinkState.rejected: "a person said that this is not a quote",
    LinkState.gone: "the article does not have this quote any more",
    LinkState.deleted: "the article was deleted",
}


def _quotes(asked: Question) -> RecordList[QuoteRecord]:
    order = asked.values["sort"]
    page = asked.library.quotes_after(asked.after(order.value), asked.only, order, limit=asked.limit)
    return RecordList(
        [quote_record(each, asked.home) for each in page.quotes], to_cursor(order.value, page.end)
    )


def _quote(asked: Question) -> QuoteRecord:
    """The quote that an id leads to by now."""
    followed = asked.library.follow_link(asked.path["id"])
    found = asked.library.listed_quote(followed.row.quote_id) if followed.row else None
    if found is not None:
        return quote_record(found, asked.home)
    if followed.state in _LOST:
        raise RequestError(410, _LOST[followed.state])
    raise RequestError(404, "the library has no quote with this id")


def _names(by: CountBy, asked: Question) -> RecordList[NameRecord]:
    skipped = asked.skipped(by)
    table = asked.library.counts(
        by,
        asked.only,
        limit=asked.limit + 1,
        offset=skipped,
        articles=True,
        containing=asked.values["containing"],
    )
    lines = [
        NameRecord(name=name if isinstance(name, str) else None, quotes=quotes, articles=articles)
        for name, quotes, articles in table.itertuples(index=False)
    ]
    end = (skipped + asked.limit,) if len(lines) > asked.limit else None
    return RecordList(lines[: asked.limit], to_cursor(by, end))


def _articles(asked: Question) -> RecordList[ArticleRecord]:
    page = asked.library.articles_after(asked.after("articles"), asked.only, limit=asked.limit)
    records = [article_record(each, asked.home) for each in page.articles]
    return RecordList(records, to_cursor("articles", page.end))


def _article(asked: Question) -> WholeArticleRecord:
    doc_id = asked.path["id"]
    try:
        stored = asked.library.article(doc_id)
    except InputError:
        raise RequestError(404, "the library has no article with this id") from None
    return whole_article_record(stored, asked.library.publications(doc_id), asked.home)


def _utterances(asked: Question) -> RecordList[UtteranceRecord]:
    order = asked.values["sort"]
    skipped = asked.skipped(f"utterances {order.value}")
    found = asked.library.utterances(asked.only, order, limit=asked.limit + 1, offset=skipped)
    end = (skipped + asked.limit,) if len(found) > asked.limit else None
    records = [utterance_record(each, asked.home) for each in found[: asked.limit]]
    return RecordList(records, to_cursor(f"utterances {order.value}", end))


def _views(asked: Question) -> RecordList[ViewRecord]:
    return RecordList([view_record(each, asked.home) for each in asked.library.saved_views()])


def _names_of(by: CountBy, what: str) -> Resource:
    return Resource(
        f"/api/{by}s",
        f"{what}, those with most quotes first",
        partial(_names, by),
        RecordList[NameRecord],
        (CONTAINING, *PAGING, *FILTERS),
    )


RESOURCES = (
    Resource(
        "/api/quotes",
        "Quotes, each with its speaker and reporting source",
        _quotes,
        RecordList[QuoteRecord],
        (sort_parameter(Sort, Sort.newest), *PAGING, *FILTERS),
    ),
    Resource("/api/quotes/{id}", "One quote", _quote, QuoteRecord, found_by="its quote_id"),
    _names_of("speaker", "Speakers"),
    _names_of("source", "Reporting sources"),
    _names_of("outlet", "Outlets"),
    Resource(
        "/api/articles",
        "Articles that have a quote that passes the filters, the last added first",
        _articles,
        RecordList[ArticleRecord],
        (*PAGING, *FILTERS),
    ),
    Resource(
        "/api/articles/{id}", "One article with its text", _article, WholeArticleRecord, found_by="its doc_id"
    ),
    Resource(
        "/api/utterances",
        "Utterances: the same words, wherever they were carried",
        _utterances,
        RecordList[UtteranceRecord],
        (sort_parameter(UtteranceOrder, UtteranceOrder.carriers), *PAGING, *FILTERS),
    ),
    Resource(
        "/api/views",
        "Saved views: filters under a name, and their feeds",
        _views,
        RecordList[ViewRecord],
        version=lambda asked: repr(asked.library.saved_views()),
    ),
)
"""All that programs can read as JSON."""
