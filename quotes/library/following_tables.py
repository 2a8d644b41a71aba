"""The tables of what is followed: feeds and folders, what was seen in them, and earlier texts of articles.

They hold the truth. `quotes.library.following` reads and writes them.
"""

from sqlalchemy import Column, Integer, MetaData, Table, Text

_metadata = MetaData()

sources = Table(
    "followed_sources",
    _metadata,
    Column("id", Integer, primary_key=True),
    Column("kind", Text, nullable=False),
    Column("place", Text, nullable=False, unique=True),
    Column("title", Text),
    Column("who", Text, nullable=False),
    Column("added", Text, nullable=False),
    Column("kept", Integer, nullable=False),
    Column("paused", Integer, nullable=False),
    Column("etag", Text),
    Column("modified", Text),
    Column("digest", Text),
    Column("last_read", Text),
    Column("not_before", Text),
    Column("new", Integer, nullable=False),
    Column("articles", Integer, nullable=False),
    Column("failures", Integer, nullable=False),
    Column("problem", Text),
)
"""Feeds and folders. ``kept`` is 0 for one that was removed, or only named for one run: what was seen in it
is not read again if it comes back. ``new`` articles came from the last reading, ``articles`` from all.
``failures`` counts those in a row; ``not_before`` is the time until which the source is left alone."""

entries = Table(
    "followed_entries",
    _metadata,
    Column("address", Text, primary_key=True),
    Column("source", Integer),
    Column("mark", Text, nullable=False),
    Column("read", Text, nullable=False),
    Column("tries", Integer, nullable=False),
    Column("next_try", Text),
    Column("problem", Text),
    Column("article", Integer, index=True),
    Column("etag", Text),
    Column("modified", Text),
    Column("looks", Integer, nullable=False),
    Column("next_look", Text),
)
"""What was seen in sources: pages by their web address, files by their path. ``mark`` is another one if it
has changed since. ``next_try`` is set if it could not be read and is to be tried again. ``next_look`` is when
a page is to be asked whether it has changed since, with ``etag`` and ``modified``; ``looks`` counts these."""

versions = Table(
    "article_versions",
    _metadata,
    Column("id", Integer, primary_key=True),
    Column("article", Integer, nullable=False, index=True),
    Column("text_digest", Text, nullable=False, index=True),
    Column("title", Text),
    Column("text", Text, nullable=False),
    Column("replaced", Text, nullable=False),
)
"""Earlier texts of articles whose pages changed, and when each was replaced."""

late_quotes = Table(
    "late_quotes",
    _metadata,
    Column("article", Integer, primary_key=True),
    Column("start", Integer, primary_key=True),
    Column("version", Integer, nullable=False),
)
"""Quotes of present texts that no text before a new version had. ``version`` is the earlier text that was
replaced then."""

watchers = Table(
    "watchers",
    _metadata,
    Column("id", Integer, primary_key=True),
    Column("owner", Text, nullable=False),
    Column("machine", Text, nullable=False),
    Column("process", Integer, nullable=False),
    Column("began", Text, nullable=False),
    Column("beat", Text, nullable=False),
)
"""At most one row: the process that follows the sources, and when it last said that it is alive."""

TABLES = (sources, entries, versions, late_quotes, watchers)
