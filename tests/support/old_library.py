"""Libraries as an earlier version of the program made them."""

import sqlite3
from contextlib import closing
from pathlib import Path

from quotes.text import digest_text, digest_words

_VERSION_5 = Path(__file__).parents[1] / "library" / "library_version_5.sql"


def make_old_library(path: Path, *, articles: int = 1) -> Path:
    """Make a library of version 5; its one article is there as often as asked, with another last sentence."""
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.executescript(_VERSION_5.read_text("utf-8"))
        (text,) = connection.execute("SELECT text FROM articles").fetchone()
        rows = connection.execute("SELECT * FROM quotes WHERE extracted = 1").fetchall()
        for number in range(2, articles + 1):
            other = f"{text} Day {number}."
            connection.execute(
                "INSERT INTO articles SELECT ?, ?, ?, ?, title, outlet, published, url, version, added, ?, "
                "metadata FROM articles WHERE id = 1",
                (number, digest_words(other), digest_text(other), f"ferry-{number}", other),
            )
            for place, (_, _, extracted, quote_id, *others) in enumerate(rows):
                values = (2 * number + place, number, extracted, f"{quote_id}-{number}", *others)
                connection.execute(f"INSERT INTO quotes VALUES ({', '.join('?' * len(values))})", values)
    return path
