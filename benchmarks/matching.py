"""Measure how well and how fast a large library finds the same words.

    python benchmarks/matching.py FILE [--families 2000] [--build] [--fill docs/utterances.md]

FILE is a library such as benchmarks/big_library.py builds. It is changed: articles with planted quotes are
added. With --build, all words of the library are first matched again from nothing. Goals are met by the
processor's time of one process. Other programs on a busy machine lengthen it, too, because they share cores
and caches with it; the last row says how busy the machine was.
"""

import argparse
import os
import resource
import sqlite3
import statistics
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import replace
from pathlib import Path

from big_library import Dice, World
from planted_quotes import DIFFERENT, Planted, add_planted, families, planted_articles
from result_tables import Goal, add_table_options, draw_table, fill_pages, goal_lines

from quotes.checking import CheckedQuote, check_rows
from quotes.library import Library
from quotes.matching import Wording, compare
from quotes.types import Article, Quote

FAMILIES, SEED, NEW_ARTICLES, DRAFT = 2_000, 11, 20, 40
LEAST, BUILD_SECONDS, BUILD_MB, GROWTH, ARTICLE_MS, DRAFT_MS = 0.98, 600, 1_500, 0.6, 50, 1_000
MEGABYTE = 1024 if sys.platform != "darwin" else 1024 * 1024
OWN_TABLES = (
    "wordings",
    "prints",
    "same_words",
    "spoken",
    "utterances",
    "to_match",
    "to_count",
    "article_words",
)
PlantedArticle = tuple[Article, list[Quote], list[Planted]]


def processor_time(task: Callable[[], object]) -> float:
    """The processor time of a task, in seconds."""
    begin = time.process_time()
    task()
    return time.process_time() - begin


def build(file: Path) -> Iterator[Goal]:
    """Match all words of a library again, from nothing."""
    with closing(sqlite3.connect(file)) as connection, connection:
        for table in ("wordings", "prints", "same_words", "spoken", "utterances"):
            connection.execute(f"DELETE FROM {table}")
        connection.execute("INSERT OR IGNORE INTO to_match SELECT id FROM listing")
    with Library(file) as library:
        quotes = library.totals().quotes
    with Library(file) as library:
        seconds = processor_time(library.match)
    with closing(sqlite3.connect(file)) as connection, connection:
        texts = processor_time(
            lambda: connection.execute("INSERT INTO article_words (article_words) VALUES ('rebuild')")
        )
    used = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / MEGABYTE
    yield Goal(
        f"build for {quotes:,} quotes",
        f"{seconds + texts:,.0f} s",
        f"<= {BUILD_SECONDS} s for a million",
        (seconds + texts) / max(quotes, 1) <= BUILD_SECONDS / 1_000_000,
        f"of which the index of articles' texts {texts:.0f} s",
    )
    yield Goal("memory of building", f"{used:,.0f} MB", f"<= {BUILD_MB:,} MB", used <= BUILD_MB)


def growth(file: Path) -> Goal:
    """How much larger the file is for the tables of the same words."""
    with closing(sqlite3.connect(file)) as connection:
        sizes = dict(connection.execute("SELECT name, sum(pgsize) FROM dbstat GROUP BY name"))
    own = sum(
        size for name, size in sizes.items() if name.startswith(OWN_TABLES) or name.startswith("spoken_by")
    )
    others = sum(sizes.values()) - own
    return Goal("growth of the file", f"{own / others:.0%}", f"<= {GROWTH:.0%}", own / others <= GROWTH)


def verdicts(library: Library, articles: Sequence[PlantedArticle]) -> Iterator[Goal]:
    """Precision and recall of each verdict on the planted quotes."""
    ids = {
        planted.words: row.quote_id
        for _, rows, portion in articles
        for row, planted in zip(rows, portion, strict=True)
    }
    expected, found, right = Counter[Wording](), Counter[Wording](), Counter[Wording]()
    wrong: Counter[str] = Counter()
    members: dict[str, set[str]] = {}
    for _, rows, portion in articles:
        for row, planted in zip(rows, portion, strict=True):
            if planted.kind == "base":
                continue
            base = ids[planted.base]
            if base not in members:
                utterance = library.utterance_of(base)
                members[base] = (
                    {carrier.quote.quote_id for carrier in utterance.carriers} if utterance else set()
                )
            is_joined = row.quote_id in members[base]
            verdict = compare(planted.base, planted.words).wording if is_joined else DIFFERENT
            expected[planted.expected] += 1
            found[verdict] += 1
            right[verdict] += verdict is planted.expected
            wrong[f"{planted.kind}: {verdict}"] += verdict is not planted.expected
    strangers = sum(len(each - set(ids.values())) for each in members.values())
    for verdict in expected:
        precision = right[verdict] / (found[verdict] + (strangers if verdict is not DIFFERENT else 0) or 1)
        recall = right[verdict] / expected[verdict]
        note = (
            ", ".join(f"{what} {number}" for what, number in wrong.most_common(4) if number)
            if verdict is DIFFERENT
            else ""
        )
        yield Goal(f"{verdict}: precision", f"{precision:.4f}", f">= {LEAST}", precision >= LEAST, note)
        yield Goal(
            f"{verdict}: recall of {expected[verdict]:,}", f"{recall:.4f}", f">= {LEAST}", recall >= LEAST
        )


def one_article(library: Library, articles: Sequence[PlantedArticle]) -> Goal:
    """How long the words of one new article take to match."""
    times = []
    for article, rows, _ in articles:
        library.add(article, rows)
        times.append(1000 * processor_time(library.match))
    median = statistics.median(times)
    return Goal(
        "matching one new article",
        f"{median:.0f} ms",
        f"<= {ARTICLE_MS} ms",
        median <= ARTICLE_MS,
        f"at most {max(times):.0f} ms",
    )


def draft(library: Library, quotes: Sequence[str]) -> Goal:
    """How long it takes to look for the quotes of a draft."""
    for words in quotes[:2]:
        library.find_words(words)
    used = 1000 * processor_time(lambda: [library.find_words(words) for words in quotes])
    return Goal(
        f"looking for {len(quotes)} quotes of a draft",
        f"{used:.0f} ms",
        f"<= {DRAFT_MS:,} ms",
        used <= DRAFT_MS,
    )


def check(library: Library, rows: Sequence[Quote]) -> Goal:
    """How long it takes to check the quotes of a draft, once they are extracted."""
    check_rows(rows[:2], library)
    checked: list[CheckedQuote] = []
    used = 1000 * processor_time(lambda: checked.extend(check_rows(rows, library)))
    counts = Counter(each.verdict for each in checked)
    return Goal(
        f"checking a draft of {len(rows)} quotes",
        f"{used:.0f} ms",
        f"<= {DRAFT_MS:,} ms",
        used <= DRAFT_MS,
        ", ".join(f"{number} {verdict}" for verdict, number in counts.most_common()),
    )


def drafted(articles: Sequence[PlantedArticle], unknown: Sequence[PlantedArticle]) -> list[Quote]:
    """The quotes of a draft: words that the library has, some of them given to others, and others it has not.

    Of four quotes, two are right, one has another speaker, and one is in no article.
    """
    known = [row for _, rows, _ in articles for row in rows][: 3 * DRAFT // 4]
    strange = [row for _, rows, _ in unknown for row in rows][: DRAFT // 4]
    speakers = [row.speaker for row in strange]
    return [
        *known[: DRAFT // 2],
        *(replace(row, speaker=name) for row, name in zip(known[DRAFT // 2 :], speakers, strict=True)),
        *strange,
    ]


def measure(file: Path, number: int, *, builds: bool, seed: int) -> Iterator[Goal]:
    """Add planted quotes, and measure."""
    dice = Dice(seed)
    world = World.make(dice)
    planted = list(planted_articles(list(families(world, dice, number)), world, dice))
    held_back, stored = planted[-NEW_ARTICLES:], planted[:-NEW_ARTICLES]
    unknown = list(planted_articles(list(families(world, dice, 2)), world, dice))
    with Library(file) as library:
        add_planted(library, stored)
        if not builds:
            library.link()
    if builds:
        yield from build(file)
        yield growth(file)
    with Library(file) as library:
        yield one_article(library, held_back)
        yield draft(library, [each.words for _, _, portion in held_back for each in portion][:DRAFT])
        yield check(library, drafted(held_back, unknown))
        yield from verdicts(library, planted)
    load = os.getloadavg()[2]
    yield Goal("load of the machine", f"{load:.0f}", note=f"the last 15 minutes, on {os.cpu_count()} cores")


def main() -> None:
    """Measure, print, and fill the page."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("file", type=Path)
    parser.add_argument("--families", type=int, default=FAMILIES)
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--build", action="store_true", help="match all words of the library from nothing")
    add_table_options(parser)
    asked = parser.parse_args()
    goals = list(measure(asked.file, asked.families, builds=asked.build, seed=asked.seed))
    table = draw_table(goal_lines(goals), markdown=asked.markdown or bool(asked.fill))
    print(table)
    fill_pages(asked.fill, {"matching": table})


if __name__ == "__main__":
    main()
