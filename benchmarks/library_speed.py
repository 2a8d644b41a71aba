"""Measure how long a library takes to answer what a page asks of it.

    python benchmarks/library_speed.py FILE [--rounds 5] [--only-changes] [--markdown]

FILE is a library such as benchmarks/big_library.py builds. It is changed: a correction is made and undone,
many articles are deleted, amended and brought back, two speakers are joined, and all names are linked again.
The table has medians, by the clock and in processor time, which other programs do not lengthen.
"""

import argparse
import gc
import random
import resource
import statistics
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

from result_tables import add_table_options, draw_table, fill_pages

from quotes.library import Filter, Library, Sort
from quotes.types import Quote

SAMPLE = 2000
CHOICES = 200
PAGE = 20
DELETED, AMENDED = 10_000, 1_000
JOINED = 10_000  # quotes of each of the two speakers
MEGABYTE = 1024 if sys.platform != "darwin" else 1024 * 1024

Task = Callable[[], object]


def timed(task: Task, rounds: int) -> tuple[float, float]:
    """The medians of a task's time by the clock and of its processor time, in milliseconds."""
    walls, processor = [], []
    gc.collect()
    for _ in range(rounds):
        wall, used = time.perf_counter(), time.process_time()
        task()
        walls.append(1000 * (time.perf_counter() - wall))
        processor.append(1000 * (time.process_time() - used))
    return statistics.median(walls), statistics.median(processor)


def filters(rows: list[Quote]) -> dict[str, Filter]:
    """Filters that let much or little through, made from a sample of rows."""
    speakers = Counter(row.speaker for row in rows if row.speaker)
    words = Counter(word for row in rows for word in {*row.quote.rstrip(",.").casefold().split()})
    ranked = [word for word, _ in words.most_common()]
    return {
        "none": Filter(),
        "wide (kind)": Filter(kinds=("full",)),
        "narrow (speaker)": Filter(speakers=(speakers.most_common(1)[0][0],)),
        "a common word": Filter(words=ranked[20]),
        "a rare word": Filter(words=ranked[-1]),
    }


def questions(library: Library, only: Filter) -> dict[str, Task]:
    """What a page asks about a filter."""
    return {
        "totals": lambda: library.totals(only),
        "counts by speaker": lambda: library.counts("speaker", only, limit=CHOICES),
        "counts by source": lambda: library.counts("source", only, limit=CHOICES),
        "counts by outlet": lambda: library.counts("outlet", only, limit=CHOICES),
        "counts by article": lambda: library.counts("article", only, limit=CHOICES),
        "counts by speaker, with articles": lambda: library.counts(
            "speaker", only, limit=CHOICES, articles=True
        ),
        "months": lambda: library.months(only),
        "speakers by source": lambda: library.speakers_by("source", only, limit=CHOICES),
        "page, newest": lambda: library.page(only, Sort.newest, limit=PAGE),
        "page 500, newest": lambda: library.page(only, Sort.newest, limit=PAGE, offset=500 * PAGE),
        "page, by speaker": lambda: library.page(only, Sort.speaker, limit=PAGE),
        "page 500, by source": lambda: library.page(only, Sort.source, limit=PAGE, offset=500 * PAGE),
        "page, best match": lambda: library.page(only, Sort.relevance, limit=PAGE),
    }


def of_a_speaker(library: Library, speaker: str) -> dict[str, Task]:
    """What a page asks about one speaker, and to find a speaker by letters."""
    return {
        "companions": lambda: library.companions(speaker, limit=CHOICES),
        "mentions": lambda: library.mentions(speaker, limit=CHOICES),
        "forms": lambda: library.forms(speaker),
        "speakers by letters": lambda: library.counts("speaker", limit=CHOICES, containing=speaker[:3]),
        "articles by letters": lambda: library.counts("article", limit=CHOICES, containing=speaker[:3]),
    }


def changes(library: Library, row: Quote, rounds: int) -> Iterator[tuple[str, str, float, float]]:
    """How long it takes to store a correction, to count again after it, and to link names."""
    stored, taken_in = [], []
    for _ in range(rounds):
        numbers: list[int] = []
        stored.append(
            timed(lambda: numbers.append(library.correct_speaker(row.quote_id, "Abe Newcomer")), 1)  # noqa: B023
        )
        taken_in.append(timed(library.totals, 1))
        library.undo(numbers[0])
        library.totals()
    for name, times in (("store a correction", stored), ("totals after it", taken_in)):
        yield "", name, *(statistics.median(each) for each in zip(*times, strict=True))
    yield from changes_of_many(library)
    yield "", "link, nothing new", *timed(library.link, rounds)
    yield "", "link all names", *timed(lambda: library.link(from_scratch=True), 1)


def changes_of_many(library: Library) -> Iterator[tuple[str, str, float, float]]:
    """How long it takes to delete and to amend many articles, to undo that, and to count again after each."""
    everything = library.doc_ids(Filter())
    chance = random.Random(7)
    deleted = chance.sample(everything, min(DELETED, len(everything)))
    amended = chance.sample(everything, min(AMENDED, len(everything)))
    said = library.counts("speaker").dropna().set_index("speaker")["quotes"]
    one, other = (said - JOINED).abs().sort_values(kind="stable").index[:2]
    tasks: dict[str, Callable[[], int]] = {
        f"delete {len(deleted):,} articles": lambda: library.delete(deleted),
        f"amend the outlet of {len(amended):,} articles": lambda: library.amend(
            amended, {"outlet": "The New Courier"}
        ),
        f"join speakers of {said[one]:,} and {said[other]:,} quotes": lambda: library.join_names(
            [one, other]
        ),
    }
    for name, task in tasks.items():
        acts: list[int] = []
        yield "", name, *timed(lambda: acts.append(task()), 1)  # noqa: B023
        yield "", "totals after it", *timed(library.totals, 1)
        yield "", "undo it", *timed(lambda: library.undo(acts[0]), 1)  # noqa: B023
        yield "", "totals after it", *timed(library.totals, 1)


def measure(path: Path, rounds: int, *, only_changes: bool) -> Iterator[tuple[str, str, float, float]]:
    """The filter, what was asked, and the two medians."""
    with Library(path) as library:
        rows = library.page(limit=SAMPLE)
        yield "", "load the listing, and totals", *timed(library.totals, 1)
        if only_changes:
            yield from changes(library, rows[0], rounds)
            return
        chosen = filters(rows)
        for name, only in chosen.items():
            for asked, task in questions(library, only).items():
                yield name, asked, *timed(task, rounds)
        speaker = chosen["narrow (speaker)"].speakers[0] or ""
        for asked, task in of_a_speaker(library, speaker).items():
            yield "", asked, *timed(task, rounds)
        yield from changes(library, rows[0], rounds)


def main() -> None:
    """Measure a library and print a table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("file", type=Path)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--only-changes", action="store_true", help="measure only what changes the library")
    add_table_options(parser)
    asked = parser.parse_args()
    with Library(asked.file, read_only=True) as library:
        totals = library.totals()
    lines = [
        (name, question, f"{wall:.1f}", f"{processor:.1f}")
        for name, question, wall, processor in measure(
            asked.file, asked.rounds, only_changes=asked.only_changes
        )
    ]
    head = ("filter", "asked", "ms", "ms of a processor")
    table = draw_table([head, *lines], markdown=asked.markdown or bool(asked.fill))
    used = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / MEGABYTE
    print(
        f"{table}\n{totals.quotes:,} quotes in {totals.articles:,} articles; at most {used:.0f} MB of memory"
    )
    fill_pages(asked.fill, {"library": table})


if __name__ == "__main__":
    main()
