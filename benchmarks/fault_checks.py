"""What the trials of `faults.py` share: articles to add, and what must hold for a library after a fault."""

import json
import random
import sqlite3
import sys
from collections.abc import Collection, Iterator
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

from quotes.types import Article

sys.path.insert(0, str(Path(__file__).parents[1] / "tests" / "support"))

_PEOPLE = ("Ada Quill", "Bo Reed", "Cy Marl", "Una Vole", "Ida Fenn", "Otto Brask", "Mara Teal", "Jon Sedge")
_OUTLETS = ("Ellin Courier", "Port Post", "Coast Radio", "Vale Gazette")
_PLACES = ("Ellin", "Port Sarn", "Low Vale", "Tarnmouth")
_CASE_EVERY = 4
_FIRST_BERTH = 1000

_TABLES = {
    "articles": {"added"},
    "quotes": set(),
    "corrections": {"made", "undone", "act"},
    "names": {"changed"},
    "families": set(),
    "refreshed": {"changes"},
    "listing": set(),
}
"""The tables to compare, each with the columns to ignore: times and counts of changes."""

_TWICE = (
    "SELECT count(*) FROM (SELECT digest FROM articles GROUP BY digest HAVING count(*) > 1)",
    """SELECT count(*) FROM (SELECT article FROM quotes GROUP BY article, start, "end", extracted
        HAVING count(*) > 1)""",
    """SELECT count(*) FROM (SELECT quotes.quote_id FROM listing JOIN quotes USING (id)
        GROUP BY quotes.article, quotes.quote_id HAVING count(*) > 1)""",
)


@dataclass(slots=True)
class Trial:
    """What a trial did, as named figures, and what was wrong."""

    name: str
    figures: dict[str, int | str] = field(default_factory=dict)
    wrong: list[str] = field(default_factory=list)

    def count(self, name: str, number: int = 1) -> None:
        """Add to a figure."""
        self.figures[name] = int(self.figures.get(name, 0)) + number

    def check(self, holds: bool, fault: str) -> None:
        """Note a fault unless the check holds."""
        if not holds:
            self.wrong.append(fault)

    def report(self) -> str:
        """The figures in one line, then one line for each fault."""
        line = ", ".join(f"{name} {value}" for name, value in self.figures.items())
        return "\n".join([f"{self.name}: {line}; wrong: {len(self.wrong)}", *self.wrong[:20]])


def berth(number: int) -> int:
    """The number that is in the words of each quote of an article, and of no other article."""
    return _FIRST_BERTH + number


def made_article(number: int) -> Article:
    """An article about invented people; the same number always gives the same article."""
    chance = random.Random(number)
    one, other = chance.sample(_PEOPLE, 2)
    place, outlet, here = chance.choice(_PLACES), chance.choice(_OUTLETS), berth(number)
    text = (
        f"The council of {place} met {one} and {other} on Friday.\n\n"
        f"“Berth {here} will open before the winter,” {one} told the {outlet}.\n\n"
        f"“We have waited {here} days for it,” {one.split()[1]} said.\n\n"
        f"“Nobody has asked the {here} ferrymen of {place},” {other} said. He called the plan "
        f"“a mistake of {here} tons”.\n"
    )
    published = f"20{chance.randint(10, 24)}-{chance.randint(1, 12):02}-{chance.randint(1, 28):02}"
    return Article(text, f"made-{number}", f"Berth {here}", chance.choice(_OUTLETS), published)


def articles(number: int) -> list[Article]:
    """Articles to add: made ones, and among them the texts of the linguistic cases."""
    from any_text import TEXTS  # noqa: PLC0415  (on the path only now)

    cases = iter(dict.fromkeys(TEXTS))
    found = []
    for place in range(number):
        text = next(cases, None) if place % _CASE_EVERY == 0 else None
        found.append(made_article(place) if text is None else Article(text, f"case-{place}"))
    return found


def write_articles(path: Path, given: Collection[Article]) -> None:
    """Write articles to a file for ``quotes add``."""
    with path.open("w", encoding="utf-8") as file:
        for each in given:
            line = {"id": each.id, "text": each.text, "title": each.title, "outlet": each.outlet}
            print(json.dumps(line | {"published": each.published}), file=file)


def open_raw(path: Path) -> "closing[sqlite3.Connection]":
    """Connect to a library's file directly, without what `Library` does when it opens one."""
    return closing(sqlite3.connect(path, timeout=30))


def damages(path: Path) -> Iterator[str]:
    """What is wrong with a library's file, whatever its content."""
    with open_raw(path) as connection:
        if not is_set_up(connection):
            return
        found = connection.execute("PRAGMA integrity_check").fetchall()
        if found != [("ok",)]:
            yield f"integrity check: {found[:3]}"
        if found := connection.execute("PRAGMA foreign_key_check").fetchall():
            yield f"foreign keys: {found[:3]}"
        try:
            connection.execute(
                "INSERT INTO quotes_search (quotes_search, rank) VALUES ('integrity-check', 1)"
            )
        except sqlite3.Error as error:
            yield f"search index: {error}"
        connection.rollback()
        for query in _TWICE:
            if connection.execute(query).fetchone()[0]:
                yield f"something is stored twice: {query}"


def is_set_up(connection: sqlite3.Connection) -> bool:
    """Whether the tables exist. A kill may come before they are made, but then there is nothing at all."""
    return bool(connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()[0])


def table_of(connection: sqlite3.Connection, name: str) -> list[tuple[object, ...]]:
    """The lines of a table, sorted, without the columns to ignore."""
    cursor = connection.execute(f"SELECT * FROM {name}")
    kept = [place for place, column in enumerate(cursor.description) if column[0] not in _TABLES[name]]
    return sorted((tuple(line[place] for place in kept) for line in cursor), key=repr)


def differences(path: Path, other: Path) -> list[str]:
    """The tables in which two libraries differ, apart from the columns to ignore."""
    with open_raw(path) as one, open_raw(other) as two:
        found = []
        for name in _TABLES:
            here, there = table_of(one, name), table_of(two, name)
            if here != there:
                lines = sorted({*map(repr, here)} ^ {*map(repr, there)})
                found.append(f"{name}: {len(here)} and {len(there)} lines, {len(lines)} differ: {lines[:2]}")
        return found


def ids(path: Path) -> list[str]:
    """The ids of a library's articles, in the order in which they were added."""
    with open_raw(path) as connection:
        if not is_set_up(connection):
            return []
        return [line[0] for line in connection.execute("SELECT doc_id FROM articles ORDER BY id")]


def quotes_by_article(path: Path) -> dict[str, list[tuple[object, ...]]]:
    """The extracted quotes of each article by the article's id: all columns except row numbers."""
    query = """SELECT articles.doc_id, quotes.* FROM quotes JOIN articles ON articles.id = quotes.article
        WHERE extracted = 1 ORDER BY articles.id, quotes.start, quotes."end" """
    found: dict[str, list[tuple[object, ...]]] = {}
    with open_raw(path) as connection:
        if not is_set_up(connection):
            return {}
        found = {line[0]: [] for line in connection.execute("SELECT doc_id FROM articles")}
        for doc_id, _, _, *values in connection.execute(query):
            found[doc_id].append(tuple(values))
    return found
