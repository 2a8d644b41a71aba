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
        others = [(number, f"{text} Day {number}.") for number in range(2, articles + 1)]
        connection.executemany(
            "INSERT INTO articles SELECT ?, ?, ?, ?, title, outlet, published, url, version, added, ?, "
            "metadata FROM articles WHERE id = 1",
            (
                (number, digest_words(other), digest_text(other), f"ferry-{number}", other)
                for number, other in others
            ),
        )
        for place, (_, _, extracted, quote_id, *values) in enumerate(rows):
            marks = ", ".join("?" * (len(values) + 4))
            connection.executemany(
                f"INSERT INTO quotes VALUES ({marks})",
                (
                    (2 * number + place, number, extracted, f"{quote_id}-{number}", *values)
                    for number, _ in others
                ),
            )
    return path
