"""New versions of articles whose pages changed. What people said about the earlier text is carried over.

The article keeps its id, its tags and its publications. Corrections, tags and links of quotes move to where
the same words are in the new text. Those whose words are gone stay with the earlier text, which is kept.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, exists, insert, select, update

from quotes import __version__
from quotes.library import derived_tables, schema
from quotes.library.article_storing import Added, StoredOutcome, TextDigests
from quotes.library.copies import find_text
from quotes.library.following_tables import versions
from quotes.library.import_run import ImportRun
from quotes.library.inserts import now
from quotes.library.late_quotes import note_late_quotes
from quotes.library.link_targets import quotes_of
from quotes.library.tag_queries import Tagged
from quotes.text import make_quote_id
from quotes.types import Article, Quote, Span

_NOWHERE = Span(0, 0)


@dataclass(frozen=True, slots=True)
class ArticleVersion:
    """An earlier text of an article, and when it was replaced (ISO, UTC)."""

    text: str
    title: str | None
    replaced: str


def read_versions(connection: Connection, doc_id: str) -> list[ArticleVersion]:
    """List the earlier texts of an article, newest first."""
    articles = schema.articles
    query = (
        select(versions.c.text, versions.c.title, versions.c.replaced)
        .join(articles, articles.c.id == versions.c.article)
        .where(articles.c.doc_id == doc_id)
        .order_by(versions.c.id.desc())
    )
    return [ArticleVersion(text, title, replaced) for text, title, replaced in connection.execute(query)]


def store_version(  # noqa: PLR0913, PLR0917  (what is stored, where, and for whom)
    connection: Connection,
    number: int,
    article: Article,
    digests: TextDigests,
    rows: Sequence[Quote],
    run: ImportRun,
    who: str,
) -> StoredOutcome | None:
    """Replace the text of an article and its quotes; the earlier text is kept.

    Gives None if that cannot be: the article is gone or was deleted, or another one has the text.
    """
    table, kept = schema.all_articles, schema.articles
    before = connection.execute(select(kept).where(kept.c.id == number)).one_or_none()
    if before is None or find_text(connection, digests.words) is not None:
        return None
    values = {"article": number, "text_digest": before.text_digest, "title": before.title}
    connection.execute(insert(versions), values | {"text": before.text, "replaced": now()})
    connection.execute(
        update(table)
        .where(table.c.id == number)
        .values(text=article.text, digest=digests.words, text_digest=digests.text, version=__version__)
    )
    if article.title:
        _change_title(connection, number, article.title)
    shift = _Shift(before.text, article.text)
    _move_corrections(connection, shift, before.text_digest, digests.text)
    former = quotes_of(connection, number)
    derived_tables.replace_extraction(connection, number, rows)
    note_late_quotes(connection, number, article.text, rows)
    _move_links(connection, number, shift)
    _move_marks_of_quotes(connection, former, shift, digests.text)
    derived_tables.count_change(connection)
    act = run.count_version(connection, who, number, quotes=len(rows))
    return StoredOutcome(Added.updated, number, act)


class _Shift:
    """Finds words of the earlier text in the new one."""

    def __init__(self, before: str, now: str) -> None:
        self._before, self._now = before, now

    def __call__(self, span: Span) -> Span | None:
        """Where the words are now, nearest to where they were; None if they are gone."""
        words = span.of(self._before)
        if not words:
            return None
        nearest = min(self._places(words), key=lambda place: abs(place - span.start), default=None)
        return None if nearest is None else Span(nearest, nearest + len(words))

    def _places(self, words: str) -> Iterator[int]:
        place = self._now.find(words)
        while place >= 0:
            yield place
            place = self._now.find(words, place + 1)


def _change_title(connection: Connection, number: int, title: str) -> None:
    """Set the title of the first publication, unless somebody has amended it."""
    table, amended = schema.publications, schema.amendments
    by_hand = exists().where(amended.c.publication == table.c.id, amended.c.field == "title")
    of_first = update(table).where(table.c.article == number, table.c.place == 0, ~by_hand)
    connection.execute(of_first.values(title=title))


def _move_corrections(connection: Connection, shift: _Shift, before: str, now: str) -> None:
    table = schema.corrections
    query = select(table.c.id, table.c.start, table.c.end).where(table.c.text_digest == before)
    for correction, start, end in connection.execute(query).all():
        if span := shift(Span(start, end)):
            values = {"text_digest": now, "start": span.start, "end": span.end}
            connection.execute(update(table).where(table.c.id == correction).values(values))


def _move_links(connection: Connection, number: int, shift: _Shift) -> None:
    """Have links to former quotes lead to the same words; if these are gone, to the article."""
    table = schema.former_quotes
    query = select(table.c.quote_id, table.c.start, table.c.end).where(table.c.article == number)
    for quote_id, start, end in connection.execute(query).all():
        span = shift(Span(start, end)) or _NOWHERE
        place = update(table).where(table.c.quote_id == quote_id)
        connection.execute(place.values(start=span.start, end=span.end))


def _move_marks_of_quotes(
    connection: Connection, former: set[tuple[str, int, int]], shift: _Shift, digest: str
) -> None:
    """Move the tags of quotes, and their places in samples, to the same words in the new text."""
    taggings, sampled = schema.taggings, schema.sample_quotes
    for quote_id, start, end in former:
        if span := shift(Span(start, end)):
            moved = make_quote_id(digest, span)
            tagged = (taggings.c.kind == Tagged.quote.value) & (taggings.c.target == quote_id)
            connection.execute(update(taggings).where(tagged).values(target=moved))
            connection.execute(update(sampled).where(sampled.c.quote_id == quote_id).values(quote_id=moved))
