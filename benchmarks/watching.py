"""One round of following many feeds: how long, in how much memory, and what the processor works on.

Then one in which nothing is new, and one that also asks all pages whether they have changed.

    .venv/bin/python benchmarks/watching.py --feeds 2000 --entries 20000

The articles are those of benchmarks/news_stories.py: made up, with as many near relatives among their quotes
as news has, and some copies and rewrites. The sites are on this machine, in a process of their own, whose
work is not counted. Prints one line of JSON, and before it the memory in use after each 500 articles. Memory
and work are those of all processes of the following; what two of them share counts twice.
"""

import argparse
import json
import multiprocessing
import os
import resource
import sqlite3
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from dataclasses import replace
from itertools import count, islice
from pathlib import Path
from typing import Any

from news_site import NewsSite, rss
from news_stories import news_texts

_SITES = 20
SPENT: Counter[str] = Counter()
"""The seconds that the processor worked, by what on."""
UNCOUNTED: set[str] = set()
"""The processes that have no part in the following."""


def fill(site: NewsSite, feeds: int, texts: Sequence[str], first: int) -> list[str]:
    """Put feeds on a site, with the pages of their entries, which are numbered from ``first``."""
    places = []
    share = len(texts) // feeds
    for feed in range(feeds):
        items = []
        for number in range(feed * share, (feed + 1) * share):
            paragraphs = "".join(f"<p>{part}</p>" for part in texts[number].split("\n\n"))
            title = f"Story {first + number}"
            head = f"<head><title>{title}</title></head>"
            page = f"<html>{head}<body><article>{paragraphs}</article></body></html>"
            address = site.put(f"/story/{first + number}", page, "text/html; charset=utf-8")
            items.append((title, address))
        places.append(site.put(f"/feed/{feed}", rss(f"Feed {first}-{feed}", items), "application/rss+xml"))
    return places


def serve(feeds: int, entries: int, connection: Any) -> None:
    """Serve feeds from several sites, and tell where; runs until the connection closes."""
    number = min(_SITES, feeds)
    served = [NewsSite() for _ in range(number)]
    each = feeds // number
    of_site = entries // feeds * each
    texts = news_texts(of_site * number)
    places = [
        place
        for at, site in enumerate(served)
        for place in fill(site, each, list(islice(texts, of_site)), at * of_site)
    ]
    connection.send(([site.host for site in served], places))
    with suppress(EOFError):
        connection.recv()


@contextmanager
def sites(feeds: int, entries: int) -> Iterator[tuple[frozenset[tuple[str, int]], list[str]]]:
    """Start the sites in a process of their own; gives their addresses and all feeds."""
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(target=serve, args=(feeds, entries, theirs), daemon=True)
    process.start()
    UNCOUNTED.add(str(process.pid))
    hosts, places = ours.recv()
    yield frozenset(map(tuple, hosts)), places
    ours.close()


def resident() -> float:
    """The memory that this process uses, and those that it started, in MB."""
    pages = 0
    for folder in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):  # one that has just ended
            parent = (folder / "stat").read_text("utf-8").rpartition(")")[2].split()[1]
            if str(os.getpid()) in (folder.name, parent) and folder.name not in UNCOUNTED:
                pages += int((folder / "statm").read_text("ascii").split()[1])
    return pages * resource.getpagesize() / 1e6


def worked(whose: int) -> float:
    """The seconds that the processor worked: for this process, or for those of its own that ended."""
    used = resource.getrusage(whose)
    return used.ru_utime + used.ru_stime


def processor() -> float:
    """The seconds that the processor worked for this process, and for those of its own that ended."""
    return worked(resource.RUSAGE_SELF) + worked(resource.RUSAGE_CHILDREN)


def thread_time() -> float:
    """The seconds that the processor worked for this thread, and for processes of this one that ended."""
    return time.thread_time() + worked(resource.RUSAGE_CHILDREN)


def timing(work: Callable[..., Any], name: str) -> Callable[..., Any]:
    """Count what the processor works on in a function, under a name."""

    def timed(*given: Any, **named: Any) -> Any:
        began = thread_time()
        try:
            done = work(*given, **named)
            return list(done) if isinstance(done, Iterator) else done
        finally:
            SPENT[name] += thread_time() - began

    return timed


def timing_extraction(extract: Callable[..., Iterator[Any]]) -> Callable[..., Iterator[Any]]:
    """Count what the processor works on in the extraction, without what it takes to get the next article."""

    def timed(items: Any, **options: Any) -> Iterator[Any]:
        def counted() -> Iterator[Any]:
            coming = iter(items)
            while True:
                began = time.thread_time()
                item = next(coming, coming)
                SPENT["extraction"] -= time.thread_time() - began
                if item is coming:
                    return
                yield item

        results = extract(counted(), **options)
        while True:
            began = time.thread_time()
            item = next(results, results)
            SPENT["extraction"] += time.thread_time() - began
            if item is results:
                return
            yield item

    return timed


def watch_memory(done: threading.Event) -> list[float]:
    """Note the memory in use every second until ``done``."""
    found = [resident()]

    def look() -> None:
        while not done.wait(1.0):
            found.append(resident())

    threading.Thread(target=look, daemon=True).start()
    return found


def noting_memory(store: Callable[..., Any]) -> Callable[..., Any]:
    """Say how much memory is in use after each 500 articles that a function stores."""
    stored = count(1)

    def noted(*given: Any, **named: Any) -> Any:
        done = store(*given, **named)
        if (number := next(stored)) % 500 == 0:
            print(f"{number:,} articles: {resident():.0f} MB", file=sys.stderr, flush=True)
        return done

    return noted


def counting(work: Callable[..., Any], found: Counter[str]) -> Callable[..., Any]:
    """Count what a function gives."""

    def counted(*given: Any, **named: Any) -> Any:
        done = work(*given, **named)
        found["given"] += len(done)
        return done

    return counted


def measure(feeds: int, entries: int) -> dict[str, object]:
    """Run one round, then two in which nothing is new; the last one asks all pages if they have changed."""
    from quotes.intake import Watch, WatchSettings, source_reading, watch_round  # noqa: PLC0415  (not for sites)
    from quotes.library import Library, SourceKind  # noqa: PLC0415

    watch_round.extract_in_order = timing_extraction(watch_round.extract_in_order)
    source_reading.read_feed = timing(source_reading.read_feed, "feeds")
    source_reading.read_page = timing(source_reading.read_page, "pages")
    for name in ("store_entry", "note_entry", "note_reading"):
        setattr(Library, name, timing(getattr(Library, name), "storing"))
    Library.store_entry = noting_memory(Library.store_entry)
    watch_round.link_stored = timing(watch_round.link_stored, "linking and matching")
    done = threading.Event()
    with (
        tempfile.TemporaryDirectory() as folder,
        sites(feeds, entries) as (allowed, places),
        Library(Path(folder) / "press.db") as library,
    ):
        library.follow([(SourceKind.feed, place) for place in places])
        memory = watch_memory(done)
        settings = WatchSettings(pause=0.0, allowed=allowed)
        before, began = processor(), time.monotonic()
        first = Watch(library, settings).once()
        used, elapsed, shares = processor() - before, time.monotonic() - began, dict(SPENT)
        at = [round(memory[len(memory) * tenths // 10]) for tenths in (1, 3, 5, 7)] + [round(memory[-1])]
        second = Watch(library, replace(settings, looks_again=False)).once()
        used_by_second = processor() - before - used
        with closing(sqlite3.connect(library.path)) as file, file:
            file.execute("UPDATE followed_entries SET next_look = read WHERE next_look IS NOT NULL")
        Library.pages_to_look_at = counting(Library.pages_to_look_at, asked := Counter())
        Watch(library, settings).once()
        used_by_third = processor() - before - used - used_by_second
        done.set()
    return {
        "feeds": len(places),
        "articles": first.articles["new"],
        "failed": first.failed,
        "quotes": first.quotes,
        "seconds": round(elapsed, 1),
        "processor": round(used, 1),
        **{f"share of {name}": round(seconds / used, 3) for name, seconds in shares.items()},
        "MB after a tenth, 3, 5 and 7 tenths, and at the end": at,
        "MB at most": round(max(memory)),
        "second round, processor": round(used_by_second, 1),
        "unchanged": second.sources["unchanged"],
        "third round, processor": round(used_by_third, 1),
        "pages asked whether they have changed": asked.total(),
    }


def main() -> None:
    """Measure, and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--feeds", type=int, default=100)
    parser.add_argument("--entries", type=int, default=1_000)
    given = parser.parse_args()
    json.dump(measure(given.feeds, given.entries), sys.stdout)
    print()


if __name__ == "__main__":
    main()
