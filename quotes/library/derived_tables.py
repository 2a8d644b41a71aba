"""Building the derived tables: corrected rows, the listing, names and the search index."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from operator import attrgetter
from typing import Any

from sqlalchemy import Connection, Row, Select, delete, insert, select, update
from sqlalchemy.dialects.sqlite import insert as insert_or

from quotes.library import schema
from quotes.library.corrections import Correction, CorrectionKind, ShownQuote, apply_corrections
from quotes.library.damage import RowTypes
from quotes.library.link_targets import keep_former_quotes, quotes_of
from quotes.library.name_table import mark_for_linking, next_change, number_names, sort_key
from quotes.library.quoted_name_tables import replace_quoted_names
from quotes.types import Article, Quote, Span

_ARTICLE_COLUMNS = [column for column in schema.articles.columns if column.name != "metadata"]
_ARTICLE_TYPES = RowTypes(_ARTICLE_COLUMNS)
_CORRECTION_TYPES = RowTypes(list(schema.corrections.columns))
_ROW_TYPES = RowTypes([schema.quotes.c[name] for name in schema.ROW_COLUMNS])
_ROW_VALUES = attrgetter(*schema.ROW_COLUMNS)


def refresh(connection: Connection, article_id: int) -> None:
    """Rebuild the derived rows of one article from its extraction and its corrections."""
    listing, quotes = schema.all_lines, schema.quotes
    before = _unlist(connection, article_id)
    connection.execute(delete(quotes).where(quotes.c.article == article_id, quotes.c.extracted == 0))
    article, digest = article_of(connection, article_id)
    extracted = _extracted(connection, article_id, article)
    shown = apply_corrections(article, list(extracted), corrections_of(connection, digest))
    outlets = [article.outlet, *outlets_of_copies(connection, article_id)]
    numbered = number_names(connection, [*outlets, *(name for each in shown for name in _names_of(each))])
    ids = [
        _insert_rows(connection, article_id, [each.row], extracted=False)[0]
        if each.corrected
        else extracted[each.row]
        for each in shown
    ]
    listed = [
        _listed(each, number, article, numbered) | {"article": article_id}
        for each, number in zip(shown, ids, strict=True)
    ]
    if listed:
        connection.execute(insert(listing), listed)
    now = Counter((line["speaker"], line["speaker_kind"]) for line in listed)
    mark_for_linking(connection, (speaker for speaker, _ in {**(before - now), **(now - before)}))
    _note_refreshed(connection, article_id, article)


def outlets_of_copies(connection: Connection, article_id: int) -> list[str | None]:
    """List the outlets that published an article after the first one."""
    table = schema.publications
    query = select(table.c.outlet).where(table.c.article == article_id, table.c.place > 0)
    return list(connection.scalars(query))


def article_of(connection: Connection, article_id: int) -> tuple[Article, str]:
    """Read a stored article and the digest of its text."""
    table = schema.shown_articles
    row = connection.execute(select(table).where(table.c.id == article_id)).one()
    _ARTICLE_TYPES.check([getattr(row, column.name) for column in _ARTICLE_COLUMNS])
    if not isinstance(row.metadata, dict):
        raise TypeError(f"the metadata is {type(row.metadata)}")
    article = Article(row.text, row.doc_id, row.title, row.outlet, row.published, row.url, row.metadata)
    return article, row.text_digest


def corrections_of(connection: Connection, text_digest: str) -> list[Correction]:
    """List all corrections of a text, oldest first, including those that were undone."""
    table = schema.corrections
    query = select_corrections().where(table.c.text_digest == text_digest).order_by(table.c.id)
    return [correction_from(row) for row in connection.execute(query)]


def select_corrections() -> Select[Any]:
    """Select the corrections, each with who made it."""
    said, acts = schema.corrections, schema.acts
    return select(said, acts.c.who).outerjoin(acts, acts.c.id == said.c.act)


def correction_from(row: Row[Any]) -> Correction:
    """Read a correction from a row of `select_corrections`."""
    _CORRECTION_TYPES.check([getattr(row, column.name) for column in schema.corrections.columns])
    datetime.fromisoformat(row.made)
    return Correction(
        text_digest=row.text_digest,
        span=Span(row.start, row.end),
        what=CorrectionKind(row.what),
        value=row.value,
        kind=row.kind,
        note=row.note,
        made=row.made,
        undone=row.undone,
        id=row.id,
        act=row.act,
        who=row.who or "",
    )


def replace_extraction(connection: Connection, article_id: int, rows: Iterable[Quote]) -> None:
    """Replace the extracted rows of an article."""
    mark_for_linking(connection, (speaker for speaker, _ in _unlist(connection, article_id)))
    former = quotes_of(connection, article_id)
    connection.execute(delete(schema.quotes).where(schema.quotes.c.article == article_id))
    kept = list(rows)
    _insert_rows(connection, article_id, kept, extracted=True)
    replace_quoted_names(connection, article_id, kept)
    refresh(connection, article_id)
    if former:
        keep_former_quotes(connection, article_id, former)


def count_change(connection: Connection) -> None:
    """Count one more change of the library."""
    connection.execute(update(schema.state).values(changes=schema.state.c.changes + 1))


def _unlist(connection: Connection, article_id: int) -> Counter[tuple[int, int]]:
    """Remove an article's lines from the listing, and count their pairs of speaker and kind."""
    listing = schema.all_lines
    gone = delete(listing).where(listing.c.article == article_id)
    return Counter(
        (speaker, kind)
        for speaker, kind in connection.execute(gone.returning(listing.c.speaker, listing.c.speaker_kind))
    )


def _note_refreshed(connection: Connection, article_id: int, article: Article) -> None:
    """Note which change built an article's lines, and the key for finding its title."""
    values = {"changes": next_change(connection), "sort_key": sort_key(article.title or article.id)}
    statement = insert_or(schema.refreshed).values(article=article_id, **values)
    connection.execute(statement.on_conflict_do_update(index_elements=["article"], set_=values))


def _insert_rows(
    connection: Connection, article_id: int, rows: Sequence[Quote], *, extracted: bool
) -> list[int]:
    """Store rows, and give their numbers in the same order."""
    if not rows:
        return []
    values = [
        dict(zip(schema.ROW_COLUMNS, _ROW_VALUES(row), strict=True))
        | {"article": article_id, "extracted": int(extracted)}
        for row in rows
    ]
    query = insert(schema.quotes).returning(schema.quotes.c.id, sort_by_parameter_order=True)
    return list(connection.scalars(query, values).all())


def _extracted(connection: Connection, article_id: int, article: Article) -> dict[Quote, int]:
    """Read an article's extracted rows, in the order of the text, with their numbers."""
    table = schema.quotes
    query = (
        select(*(table.c[name] for name in schema.ROW_COLUMNS), table.c.id)
        .where(table.c.article == article_id, table.c.extracted == 1)
        .order_by(table.c.start, table.c.end)
    )
    of_article = {"doc_id": article.id} | {
        name: getattr(article, name) for name in schema.ARTICLE_COLUMNS[1:]
    }
    found: dict[Quote, int] = {}
    for *values, number in connection.execute(query):
        _ROW_TYPES.check(values)
        found[Quote(**of_article, **dict(zip(schema.ROW_COLUMNS, values, strict=True)))] = number
    return found


def _names_of(shown: ShownQuote) -> tuple[str | None, str | None]:
    """The names that a row brings into the listing."""
    return shown.row.speaker, shown.row.source


def _listed(
    shown: ShownQuote, number: int, article: Article, numbered: dict[str | None, int]
) -> dict[str, Any]:
    """Make the line of the listing for a row; ``number`` is its number in `schema.quotes`."""
    row = shown.row
    return {
        "id": number,
        "start": row.start,
        "speaker": numbered[row.speaker],
        "source": numbered[row.source],
        "outlet": numbered[article.outlet],
        "published": date_number(article.published),
        "kind": schema.KINDS.index(row.kind),
        "speaker_kind": schema.SPEAKER_KINDS.index(row.speaker_kind),
        "basis": schema.BASES.index(row.source_basis),
        "confidence": row.confidence,
        "corrected": int(shown.corrected),
        "mention": row.mention,
    }


def is_iso_day(text: str) -> bool:
    """Whether a text is a date like 2024-03-05; other forms of ISO 8601, such as 2024-W10-2, are not.

    >>> is_iso_day("2024-03-05"), is_iso_day("2024-W10-2"), is_iso_day("2024-02-30")
    (True, False, False)
    """
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def date_number(published: str | None) -> int:
    """Turn an ISO date into a number that sorts; 0 for no date.

    >>> date_number("2024-03-05")
    20240305
    """
    if not published:
        return 0
    day = date.fromisoformat(published)
    return day.year * 10_000 + day.month * 100 + day.day
