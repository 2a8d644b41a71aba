"""Measure what many articles cost: several processes against one, time and memory as the articles go on.

    python benchmarks/many.py ARTICLES.json|ARTICLES.jsonl [--articles N] [--long N] [--rounds N]
        [--markdown] [--fill PAGE.md]...

The articles are repeated with other ids until there are enough, each time with some made-up words, because
real articles keep bringing new names and words. Two processes against one: the command as a user starts it,
by wall time, on a machine that does nothing else. Time as articles go on: CPU time of a worker, without
loading its model. Storage: a dataset that Dask workers write, and a library that takes it in.
"""

import argparse
import json
import os
import random
import re
import subprocess
import sys
import tempfile
import time
import tracemalloc
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import count
from multiprocessing import active_children
from pathlib import Path
from statistics import median
from typing import NamedTuple

from article_files import read_articles
from result_tables import Goal, Lines, add_table_options, draw_table, fill_pages, goal_lines
from server_and_browser import QUOTES as COMMAND

from quotes.reading import FoundArticle, usable_articles
from quotes.scale import ARTICLES, QUOTES, cores, extract_in_order
from quotes.types import Article

WARM = 250
SHORT = 1_000
STORED = 1_000
LONG_WORD = re.compile(r"\b[a-z]{7,}\b")
NEW_WORDS = 0.02
PAGE_OF_MEMORY = os.sysconf("SC_PAGE_SIZE")
TICK = os.sysconf("SC_CLK_TCK")
MILLION, BILLION = 1_000_000, 1_000_000_000


class WorkerState(NamedTuple):
    """The state of two workers and the process that started them.

    Articles done, CPU seconds, and peak memory in megabytes.
    """

    articles: int
    workers_cpu: float
    owner_cpu: float
    worker_peak: float
    owner_peak: float


@dataclass(frozen=True)
class StorageCosts:
    """Bytes for one article in each kind of storage, and how many articles a library takes in a second."""

    given: float
    articles: float
    quotes: float
    library: float
    added_a_second: float


def endless(texts: Sequence[str]) -> Iterator[Article]:
    """Articles without end: the same texts over and over, with other ids and some made-up words."""
    chance = random.Random(1)

    def vary(word: re.Match[str]) -> str:
        return f"{word[0]}{chance.randrange(1 << 32):x}" if chance.random() < NEW_WORDS else word[0]

    for number in count():
        text = LONG_WORD.sub(vary, texts[number % len(texts)])
        yield Article(f"{text}\n\n{number}", id=f"a{number}")


def write_articles(path: Path, texts: Sequence[str], number: int) -> None:
    """Write ``number`` articles as JSON Lines."""
    articles = endless(texts)
    with path.open("w", encoding="utf-8") as file:
        for _ in range(number):
            article = next(articles)
            file.write(json.dumps({"id": article.id, "text": article.text}) + "\n")


def run(*arguments: object) -> None:
    """Run the command `quotes`."""
    subprocess.run([*COMMAND, *map(str, arguments)], stdout=subprocess.DEVNULL, check=True)


def speed_up(texts: Sequence[str], number: int, rounds: int, folder: Path) -> Iterator[Goal]:
    """Time the command with two processes and with one."""
    articles = folder / "articles.jsonl"
    write_articles(articles, texts, number)
    taken: dict[int, list[float]] = {1: [], 2: []}
    busy: dict[int, list[float]] = {1: [], 2: []}
    for _ in range(rounds):
        for jobs in (1, 2):
            before, started = sum(os.times()[2:4]), time.perf_counter()
            run("extract", articles, "-o", folder / f"rows-{jobs}.parquet", "--jobs", jobs)
            taken[jobs].append(time.perf_counter() - started)
            busy[jobs].append(sum(os.times()[2:4]) - before)
    one, two = median(taken[1]), median(taken[2])
    more = median(busy[2]) / median(busy[1])
    note = f"{one:.0f} s and {two:.0f} s; CPU time {more:.2f} x, so at best {2 / more:.2f} x"
    yield Goal(
        f"two processes against one, {number:,} articles",
        f"{one / two:.2f} x",
        "≥ 1.8 x",
        one >= 1.8 * two,
        note,
    )


def course(texts: Sequence[str], number: int) -> list[WorkerState]:
    """The state of two workers: warm, after `SHORT` more articles, `SHORT` before the end, and at the end."""
    found = (FoundArticle("made", article) for article in endless(texts))
    readings = []
    for done, _ in enumerate(extract_in_order(found, jobs=2), start=1):
        marks = (WARM, WARM + SHORT, number - SHORT, number)
        readings += [read_now(done)] * marks.count(done)
        if done == number:
            break
    return readings


def read_now(done: int) -> WorkerState:
    """The present state of the workers and of this process."""
    workers = [f"/proc/{child.pid}" for child in active_children() if child.name == "extracting"]
    own = os.times()
    return WorkerState(
        done,
        sum(cpu_seconds(worker) for worker in workers),
        own.user + own.system,
        max(peak_megabytes(worker) for worker in workers),
        peak_megabytes("/proc/self"),
    )


def cpu_seconds(process: str) -> float:
    """The CPU time of a process, from its folder in /proc."""
    facts = Path(process, "stat").read_text("utf-8").rpartition(")")[2].split()
    return (int(facts[11]) + int(facts[12])) / TICK


def peak_megabytes(process: str) -> float:
    """The largest resident memory of a process so far."""
    peak = re.search(r"VmHWM:\s+(\d+) kB", Path(process, "status").read_text("utf-8"))
    return int(peak[1]) / 1000 if peak else 0.0


def growth(readings: Sequence[WorkerState]) -> Iterator[Goal]:
    """Compare the end with the beginning."""
    warm, short, before_last, last = readings
    first = (short.workers_cpu - warm.workers_cpu) / (short.articles - warm.articles)
    whole = (last.workers_cpu - warm.workers_cpu) / (last.articles - warm.articles)
    end = (last.workers_cpu - before_last.workers_cpu) / (last.articles - before_last.articles)
    what = f"{last.articles:,} articles against {SHORT:,}"
    note = f"{1000 * first:.1f} ms and {1000 * whole:.1f} ms; the last thousand {1000 * end:.1f} ms"
    yield Goal(f"time per article, {what}", f"{whole / first:.2f} x", "≤ 1.1 x", whole <= 1.1 * first, note)
    more = last.worker_peak / short.worker_peak
    note = (
        f"{short.worker_peak:.0f} MB and {last.worker_peak:.0f} MB; the main process {last.owner_peak:.0f} MB"
    )
    yield Goal(f"peak memory of a worker, {what}", f"{more:.2f} x", "≤ 1.15 x", more <= 1.15, note)
    peak = last.worker_peak
    yield Goal("peak memory of a worker", f"{peak:.0f} MB", "≤ 700 MB", peak <= 700)


def stored(texts: Sequence[str], folder: Path) -> StorageCosts:
    """Measure what articles take up in a dataset and in a library."""
    articles, made, library = folder / "stored.jsonl", folder / "dataset", folder / "library.sqlite"
    write_articles(articles, texts, STORED)
    run("extract", articles, "--engine", "dask", "--jobs", cores(), "-o", made)
    started = time.perf_counter()
    run("add", made, "--library", library)
    seconds = time.perf_counter() - started
    in_files = {kind: size_of(made / kind) / STORED for kind in (ARTICLES, QUOTES)}
    return StorageCosts(
        articles.stat().st_size / STORED,
        in_files[ARTICLES],
        in_files[QUOTES],
        library.stat().st_size / STORED,
        STORED / seconds,
    )


def size_of(folder: Path) -> int:
    """The bytes of the files in a folder."""
    return sum(path.stat().st_size for path in folder.iterdir())


def digest_bytes(number: int = 5_000) -> float:
    """How many bytes the reader keeps for each article, to recognise one that comes again."""
    found = (
        FoundArticle(f"articles.jsonl:{each}", Article(f"The harbour was calm. {each}"))
        for each in range(number)
    )
    tracemalloc.start()
    reading = usable_articles(found)
    next(reading)
    before = tracemalloc.get_traced_memory()[0]
    for _ in range(number - 2):
        next(reading)
    kept = tracemalloc.get_traced_memory()[0] - before
    tracemalloc.stop()
    return kept / number


def costs(readings: Sequence[WorkerState], of: StorageCosts) -> Lines:
    """The table of what a million and a billion articles cost."""
    warm, *_, last = readings
    done = last.articles - warm.articles
    work = (last.workers_cpu - warm.workers_cpu) / done
    owner = (last.owner_cpu - warm.owner_cpu) / done
    digest = digest_bytes()
    hours = work / 3600
    per_article = {
        "input, JSON lines": (of.given, size),
        "extraction, core-hours": (hours, amount),
        "extraction, hours on 2 cores": (hours / 2, amount),
        "extraction, hours on 1,000 cores": (hours / 1000, amount),
        "dataset: articles": (of.articles, size),
        "dataset: quotes": (of.quotes, size),
        "library, one file": (of.library, size),
        "library, hours to take in the dataset": (1 / of.added_a_second / 3600, amount),
        "digests that --jobs keeps in memory": (digest, size),
    }
    lines = [["", "an article", "a million", "a billion"]]
    for what, (each, write) in per_article.items():
        one = f"{1000 * work:.1f} ms" if what == "extraction, core-hours" else ""
        if write is size:
            one = size(each)
        lines.append([what, one, write(MILLION * each), write(BILLION * each)])
    lines.append(["memory of a worker", "", f"{last.worker_peak:.0f} MB", f"{last.worker_peak:.0f} MB"])
    workers = work / owner
    lines.append(["workers that one `--jobs` process keeps busy", "", f"{workers:.0f}", f"{workers:.0f}"])
    return lines


def size(number: float) -> str:
    """A number of bytes in the unit that suits it.

    >>> size(2_400_000_000)
    '2.4 GB'
    """
    for unit in ("bytes", "kB", "MB", "GB"):
        if number < 1000:
            return f"{number:.0f} {unit}" if number >= 10 or unit == "bytes" else f"{number:.1f} {unit}"
        number /= 1000
    return f"{number:,.1f} TB"


def amount(number: float) -> str:
    """A number with only as many digits as matter."""
    return f"{number:,.0f}" if number >= 10 else f"{number:.2g}"


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure and print; 0 if every target is met, else 1."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument(
        "file", type=Path, metavar="ARTICLES", help="a .json list or .jsonl of objects with text"
    )
    parser.add_argument(
        "--articles", type=int, default=5_000, metavar="N", help="for two processes against one"
    )
    parser.add_argument(
        "--long", type=int, default=20_000, metavar="N", help="for time and memory as they go on"
    )
    parser.add_argument("--rounds", type=int, default=1, metavar="N", help="of two processes against one")
    add_table_options(parser)
    asked = parser.parse_args(arguments)
    if asked.long < WARM + 2 * SHORT:
        parser.error(f"--long must be {WARM + 2 * SHORT} or more")
    texts = [article.text for article in read_articles(asked.file)]
    with tempfile.TemporaryDirectory() as name:
        goals = list(speed_up(texts, asked.articles, asked.rounds, Path(name)))
        readings = course(texts, asked.long)
        goals += growth(readings)
        of = stored(texts, Path(name))
    tables = {"goals": goal_lines(goals), "costs": costs(readings, of)}
    markdown = asked.markdown or bool(asked.fill)
    found = {title: draw_table(table, markdown=markdown) for title, table in tables.items()}
    print("\n".join(found.values()))
    fill_pages(asked.fill, found)
    return 0 if all(each.is_met for each in goals) else 1


if __name__ == "__main__":
    sys.exit(main())
