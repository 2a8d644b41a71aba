"""Migrating a library to the latest schema, and building all derived tables at once.

Articles without corrections are listed many at a time, by statements that read the tables; `refresh`, which
builds the rows of one article in Python, would take minutes for a large library. The indexes of the listing
are built once it is full. The search index is kept if it is the one that this version would make, because
steps do not change what it indexes (`DROP_SEARCH` is for one that does).
"""

from collections.abc import Sequence

from sqlalchemy import Connection, Integer, Text, column, delete, insert, select, table

from quotes.library import derived_tables, schema
from quotes.library.connection import room_for_much
from quotes.library.damage import is_of_wrong_type
from quotes.library.migration_progress import MigrationProgress, WatchMigration
from quotes.library.migrations import (
    CREATE_DERIVED,
    CREATE_LISTING_INDEXES,
    CREATE_SEARCH,
    DROP_DERIVED,
    DROP_SEARCH,
    LATEST,
    STEPS,
)
from quotes.library.name_linking import link_names
from quotes.library.name_table import next_change, number_names, sort_key

_LAST = "\U0010ffff"
_ARTICLES_AT_ONCE = 100
_NAMES_AT_ONCE = 10_000

_APART = table("apart", column("id", Integer), schema="temp")
_DAYS = table("days", column("published", Text), column("number", Integer), schema="temp")
# Corrections need `refresh`, and so do two rows of one span, of which it keeps one.
_CREATE_APART = """CREATE TEMP TABLE apart AS
    SELECT id FROM articles WHERE text_digest IN (SELECT text_digest FROM corrections)
    UNION SELECT article FROM quotes GROUP BY quote_id HAVING count(*) > 1"""
_CREATE_DAYS = "CREATE TEMP TABLE days (published TEXT PRIMARY KEY, number INTEGER NOT NULL) WITHOUT ROWID"
_DROP_TEMPORARY = ("DROP TABLE temp.apart", "DROP TABLE temp.days")
_NAMES = """SELECT speaker FROM quotes WHERE speaker IS NOT NULL
    UNION SELECT source FROM quotes WHERE source IS NOT NULL
    UNION SELECT outlet FROM publications WHERE outlet IS NOT NULL"""


def _code(name: str, values: Sequence[str | None]) -> str:
    """The number of a value in `schema.CODES`; null, which the listing refuses, for any other value."""
    cases = (
        f"WHEN {name} IS {'NULL' if value is None else repr(value)} THEN {number}"
        for number, value in enumerate(values)
    )
    return f"CASE {' '.join(cases)} END"


_LIST = f"""INSERT INTO listing (id, article, start, speaker, source, outlet, published, kind, speaker_kind,
        basis, confidence, corrected, mention)
    SELECT quotes.id, quotes.article, quotes.start, coalesce(speakers.id, {schema.NOBODY}),
        coalesce(sources.id, {schema.NOBODY}), coalesce(outlets.id, {schema.NOBODY}),
        coalesce(days.number, 0),
        {_code("quotes.kind", schema.KINDS)}, {_code("quotes.speaker_kind", schema.SPEAKER_KINDS)},
        {_code("quotes.source_basis", schema.BASES)}, quotes.confidence, 0, quotes.mention
    FROM quotes JOIN publications ON publications.article = quotes.article AND publications.place = 0
        LEFT JOIN names AS speakers ON speakers.name = quotes.speaker
        LEFT JOIN names AS sources ON sources.name = quotes.source
        LEFT JOIN names AS outlets ON outlets.name = publications.outlet
        LEFT JOIN temp.days ON days.published = publications.published
    WHERE quotes.article BETWEEN ? AND ? AND quotes.article NOT IN (SELECT id FROM temp.apart)
    ORDER BY quotes.id"""


def migrate(connection: Connection, version: int, watch: WatchMigration) -> None:
    """Migrate a library from schema ``version`` (0: an empty file) to the latest, in the open transaction.

    Quotes with the same words are matched later (`Library.match`), a few thousand at a time.
    """
    articles = connection.scalars(select(schema.all_articles.c.id)).all() if version else ()
    watch(MigrationProgress(0, len(articles)))
    with room_for_much(connection):
        _run(connection, DROP_DERIVED)
        keeps_search = _has_search(connection)
        if not keeps_search:
            _run(connection, DROP_SEARCH)
        for step in STEPS[version:]:
            _run(connection, step)
        connection.execute(delete(schema.quotes).where(schema.quotes.c.extracted == 0))
        _run(connection, CREATE_DERIVED)
        if not keeps_search:
            _run(connection, CREATE_SEARCH)
        _add_nobody(connection)
        if articles:
            _list_all(connection, sorted(articles), watch)
        else:
            _run(connection, CREATE_LISTING_INDEXES)
        link_names(connection)
    derived_tables.count_change(connection)
    connection.exec_driver_sql(f"PRAGMA application_id = {schema.APPLICATION_ID}")
    connection.exec_driver_sql(f"PRAGMA user_version = {LATEST}")


def _run(connection: Connection, statements: Sequence[str]) -> None:
    for statement in statements:
        connection.exec_driver_sql(statement)


def _has_search(connection: Connection) -> bool:
    """Whether the library has the search index that this version would make, and what keeps it right."""
    query = "SELECT sql FROM sqlite_schema WHERE name LIKE 'quotes_search%' AND type IN ('table', 'trigger')"
    found = set(connection.exec_driver_sql(query).scalars())
    return found.issuperset(each for each in CREATE_SEARCH if each.startswith("CREATE"))


def _add_nobody(connection: Connection) -> None:
    nobody = {"id": schema.NOBODY, "known_as": schema.NOBODY, "outlet_as": schema.NOBODY}
    connection.execute(
        insert(schema.names), nobody | {"name": None, "sort_key": _LAST, "changed": 1, "linked": 1}
    )


def _list_all(connection: Connection, articles: Sequence[int], watch: WatchMigration) -> None:
    """Fill the listing with its indexes, the names, and `schema.refreshed` from all articles."""
    _check_types(connection)
    names = list(connection.exec_driver_sql(_NAMES).scalars())
    for start in range(0, len(names), _NAMES_AT_ONCE):
        number_names(connection, names[start : start + _NAMES_AT_ONCE])
    _run(connection, (_CREATE_APART, _CREATE_DAYS))
    _number_days(connection)
    apart = connection.exec_driver_sql("SELECT id FROM temp.apart").scalars().all()
    done = 0
    for start in range(0, len(articles), _ARTICLES_AT_ONCE):
        some = articles[start : start + _ARTICLES_AT_ONCE]
        done += _list_together(connection, some[0], some[-1])
        watch(MigrationProgress(done, len(articles)))
    _run(connection, CREATE_LISTING_INDEXES)  # `refresh` needs them
    for article in apart:
        derived_tables.refresh(connection, article)
        done += 1
        watch(MigrationProgress(done, len(articles)))
    _run(connection, _DROP_TEMPORARY)


def _list_together(connection: Connection, first: int, last: int) -> int:
    """List the articles in a range of numbers, except those that are apart, and count them."""
    connection.exec_driver_sql(_LIST, (first, last))
    shown = schema.shown_articles
    query = select(shown.c.id, shown.c.title, shown.c.doc_id).where(
        shown.c.id.between(first, last), shown.c.id.not_in(select(_APART.c.id))
    )
    change = next_change(connection)
    lines = [
        {"article": number, "changes": change, "sort_key": sort_key(title or doc_id)}
        for number, title, doc_id in connection.execute(query)
    ]
    if lines:
        connection.execute(insert(schema.refreshed), lines)
    return len(lines)


def _number_days(connection: Connection) -> None:
    """Number the days of publications, as the listing does."""
    days = connection.scalars(select(schema.publications.c.published).distinct()).all()
    if numbered := [{"published": day, "number": derived_tables.date_number(day)} for day in days if day]:
        connection.execute(insert(_DAYS), numbered)


def _check_types(connection: Connection) -> None:
    """Make sure that the rows to list have the types of a sound library.

    Raises:
        TypeError: a value is of another type, so the library is damaged.

    """
    for checked in (schema.all_articles, schema.publications, schema.quotes):
        wrong = " OR ".join(map(is_of_wrong_type, checked.columns))
        if connection.exec_driver_sql(f"SELECT 1 FROM {checked.name} WHERE {wrong} LIMIT 1").first():
            raise TypeError(f"a row of {checked.name} has a value of another type")
    other = "SELECT 1 FROM articles WHERE json_type(metadata) <> 'object' LIMIT 1"
    if connection.exec_driver_sql(other).first():
        raise TypeError("the metadata of an article is not an object")
