"""Which quotes of an article are new in a later version of it."""

from collections.abc import Sequence

from sqlalchemy import Connection, delete, insert, select

from quotes.language import english
from quotes.library.following_tables import late_quotes, versions
from quotes.matching import word_digest
from quotes.text import mark_article
from quotes.types import Article, Quote


def note_late_quotes(connection: Connection, number: int, text: str, rows: Sequence[Quote]) -> None:
    """Note which rows of an article are late: no earlier text has their words in quotation marks.

    Each is late since the version in which its words first came. ``text`` is the present text.
    """
    query = select(versions.c.id, versions.c.text).where(versions.c.article == number)
    earlier = connection.execute(query.order_by(versions.c.id)).all()
    texts = [row.text for row in earlier] + [text]
    came_with = [0, *(row.id for row in earlier)]  # a row of `versions` is made when the next text comes
    first: dict[bytes, int] = {}
    for version, each in zip(came_with, texts, strict=True):
        for digest in _quoted(each):
            first.setdefault(digest, version)
    late = {row.start: first.get(word_digest(row.quote), came_with[-1]) for row in rows}
    connection.execute(delete(late_quotes).where(late_quotes.c.article == number))
    values = [
        {"article": number, "start": start, "version": version} for start, version in late.items() if version
    ]
    if values:
        connection.execute(insert(late_quotes), values)


def _quoted(text: str) -> set[bytes]:
    """The digests of all words in quotation marks."""
    marked = mark_article(Article(text), english())
    return {
        word_digest("\n\n".join(segment.of(marked.article.text) for segment in each.segments))
        for each in marked.quotations
    }
