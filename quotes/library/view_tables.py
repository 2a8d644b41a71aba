"""The tables of saved views. They hold the truth, as most of `quotes.library.schema` does."""

from sqlalchemy import Column, Integer, MetaData, Table, Text

_metadata = MetaData()

saved_views = Table(
    "saved_views",
    _metadata,
    Column("id", Integer, primary_key=True),
    Column("name", Text, nullable=False),
    Column("query", Text, nullable=False),
    Column("who", Text, nullable=False),
    Column("made", Text, nullable=False),
    Column("article", Integer, nullable=False),
    Column("version", Integer, nullable=False),
    Column("deleted", Integer),
)
"""Filters under a name (`quotes.library.saved_views`). ``article`` and ``version`` are the last ones that had
come in when the view was saved; ``deleted`` is the act that deleted it."""

view_marks = Table(
    "view_marks",
    _metadata,
    Column("view", Integer, primary_key=True),
    Column("used_for", Text, primary_key=True),
    Column("who", Text, primary_key=True),
    Column("article", Integer, nullable=False),
    Column("version", Integer, nullable=False),
    Column("made", Text, nullable=False),
)
"""Up to which article and new version somebody knows what a view has (`quotes.library.arrivals.ViewMark`)."""

deliveries = Table(
    "deliveries",
    _metadata,
    Column("id", Integer, primary_key=True),
    Column("view", Integer, nullable=False),
    Column("target", Text, nullable=False),
    Column("message", Text, nullable=False, unique=True),
    Column("after", Integer, nullable=False),
    Column("upto", Integer, nullable=False),
    Column("after_version", Integer, nullable=False),
    Column("upto_version", Integer, nullable=False),
    Column("made", Text, nullable=False),
    Column("sent", Text),
)
"""Digests that were sent, or are about to be (`quotes.library.deliveries`)."""

TABLES = tuple(_metadata.sorted_tables)
