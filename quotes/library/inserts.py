"""Putting an article or a correction into the tables that hold the truth, in an open transaction."""

from collections.abc import Collection
from datetime import UTC, datetime
from itertools import chain, count

from sqlalchemy import Connection, exists, insert, select

from quotes.library import derived_tables, schema
from quotes.library.corrections import Correction
from quotes.library.name_linking import link_names
from quotes.library.utterance_building import match_if_few
from quotes.text import make_doc_id
from quotes.types import Article

_ID_WITH_DIGEST = 8


def insert_article(
    connection: Connection, article: Article, digest: str, text_digest: str, version: str
) -> int:
    """Store an article, whose quotes this version of the program extracted, and give its number."""
    table = schema.all_articles
    added = now()
    values = {
        "digest": digest,
        "text_digest": text_digest,
        "doc_id": _free_id(connection, article.id or make_doc_id(text_digest), text_digest),
        "title": article.title,
        "outlet": article.outlet,
        "published": article.published,
        "url": article.url,
        "version": version,
        "added": added,
        "text": article.text,
        "metadata": dict(article.metadata),
    }
    number = int(connection.execute(insert(table).returning(table.c.id), values).scalar_one())
    insert_publication(connection, number, 0, article, str(values["doc_id"]), added)
    return number


def insert_publication(  # noqa: PLR0913, PLR0917  (a value for each column)
    connection: Connection, number: int, place: int, article: Article, doc_id: str, added: str
) -> None:
    """Store where an article was published."""
    values = {name: getattr(article, name) for name in schema.ARTICLE_COLUMNS[1:]}
    values |= {"article": number, "place": place, "doc_id": doc_id, "added": added}
    connection.execute(insert(schema.publications), values)


def _free_id(connection: Connection, wanted: str, text_digest: str) -> str:
    """Choose an id that no stored article has: the wanted one, or else a longer one."""
    stored = schema.all_articles.c.doc_id
    longer = f"{wanted}-{text_digest[:_ID_WITH_DIGEST]}"
    candidates = chain([wanted, longer], (f"{longer}-{number}" for number in count(2)))
    return next(each for each in candidates if not connection.scalar(select(exists().where(stored == each))))


def insert_correction(connection: Connection, correction: Correction, act: int) -> int:
    """Store a correction of an act, rebuild the article's derived rows, and give the correction's number."""
    table = schema.corrections
    stored = insert(table).returning(table.c.id)
    number = int(connection.execute(stored, _correction_values(correction, act)).scalar_one())
    refresh_texts(connection, {correction.text_digest})
    return number


def insert_corrections(connection: Connection, corrections: Collection[Correction], act: int) -> None:
    """Store the corrections of an act, and rebuild the derived rows of each article once."""
    connection.execute(insert(schema.corrections), [_correction_values(each, act) for each in corrections])
    refresh_texts(connection, {each.text_digest for each in corrections})


def _correction_values(correction: Correction, act: int) -> dict[str, object]:
    return {
        "text_digest": correction.text_digest,
        "start": correction.span.start,
        "end": correction.span.end,
        "what": correction.what.value,
        "value": correction.value,
        "kind": correction.kind,
        "note": correction.note,
        "made": now(),
        "act": act,
    }


def refresh_texts(connection: Connection, text_digests: Collection[str]) -> None:
    """Rebuild the derived rows of the articles with these texts."""
    table = schema.all_articles
    for digest in text_digests:
        for number in connection.scalars(select(table.c.id).where(table.c.text_digest == digest)).all():
            derived_tables.refresh(connection, number)
    link_names(connection)
    match_if_few(connection)
    derived_tables.count_change(connection)


def now() -> str:
    """The time now: ISO, UTC, to the second."""
    return datetime.now(UTC).isoformat(timespec="seconds")
