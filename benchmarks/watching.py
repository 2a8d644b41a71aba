"""One round of following many feeds: how long, in how much memory, and what the processor works on.

    .venv/bin/python benchmarks/watching.py --feeds 2000 --entries 20000

The sites are on this machine, in a process of their own, whose work is not counted. Prints one line of JSON.
"""

import argparse
import json
import multiprocessing
import resource
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from news_site import NewsSite, rss

_SEEDS = Path(__file__).parents[1] / "seeds"
_SITES = 20


def fill(site: NewsSite, feeds: int, entries: int, first: int) -> list[str]:
    """Put feeds on a site, with the pages of their entries, which are numbered from ``first``."""
    bodies = [path.read_text("utf-8") for path in sorted(_SEEDS.glob("*.txt"))]
    places = []
    for feed in range(feeds):
        items = []
        for number in range(first + feed * entries, first + (feed + 1) * entries):
            text = bodies[number % len(bodies)].partition("\n\n")[2]
            paragraphs = "".join(f"<p>{part}</p>" for part in text.split("\n\n"))
            page = (
                f"<html><head><title>Story {number}</title></head><body><article>{paragraphs}"
                f"<p>This is the story with the number {number} of the day.</p></article></body></html>"
            )
            items.append((f"Story {number}", site.put(f"/story/{number}", page, "text/html; charset=utf-8")))
        places.append(site.put(f"/feed/{feed}", rss(f"Feed {first}-{feed}", items), "application/rss+xml"))
    return places


def serve(feeds: int, entries: int, connection: Any) -> None:
    """Serve feeds from several sites, and tell where; runs until the connection closes."""
    number = min(_SITES, feeds)
    served = [NewsSite() for _ in range(number)]
    each, share = feeds // number, entries // feeds
    places = [place for at, site in enumerate(served) for place in fill(site, each, share, at * each * share)]
    connection.send(([site.host for site in served], places))
    with suppress(EOFError):
        connection.recv()


@contextmanager
def sites(feeds: int, entries: int) -> Iterator[tuple[frozenset[tuple[str, int]], list[str]]]:
    """Start the sites in a process of their own; gives their addresses and all feeds."""
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    context.Process(target=serve, args=(feeds, entries, theirs), daemon=True).start()
    hosts, places = ours.recv()
    yield frozenset(map(tuple, hosts)), places
    ours.close()


def resident() -> float:
    """The memory that this process uses, in MB."""
    pages = int(Path("/proc/self/statm").read_text("ascii").split()[1])
    return pages * resource.getpagesize() / 1e6


def processor() -> float:
    """The seconds that the processor worked for this process."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


def measure(feeds: int, entries: int) -> dict[str, object]:
    """Run one round, then another one in which nothing is new."""
    from quotes.intake import Watch, WatchSettings, source_reading, watch_round  # noqa: PLC0415  (the sites need none of it)
    from quotes.library import Library, SourceKind  # noqa: PLC0415

    memory: list[float] = []
    extracting = 0.0
    extract = watch_round.extract_in_order

    def timed(items: Any, **options: Any) -> Iterator[Any]:
        """Time the extraction alone: what its thread works, without what it takes to get the next item."""
        nonlocal extracting

        def counted() -> Iterator[Any]:
            nonlocal extracting
            coming = iter(items)
            while True:
                began = time.thread_time()
                item = next(coming, coming)
                extracting -= time.thread_time() - began
                if item is coming:
                    return
                yield item

        results = extract(counted(), **options)
        while True:
            began = time.thread_time()
            item = next(results, results)
            extracting += time.thread_time() - began
            if item is results:
                return
            yield item

    watch_round.extract_in_order = timed
    spent = {"read_feed": 0.0, "read_page": 0.0}

    def counting(name: str) -> Callable[..., Any]:
        """Time one of the functions that the reading threads call."""
        work = getattr(source_reading, name)

        def timed_work(*given: Any) -> Any:
            began = time.thread_time()
            done = work(*given)
            found = done if name == "read_feed" else list(done)
            spent[name] += time.thread_time() - began
            return found

        return timed_work

    for name in spent:
        setattr(source_reading, name, counting(name))
    done = threading.Event()

    def look() -> None:
        while not done.wait(1.0):
            memory.append(resident())

    threading.Thread(target=look, daemon=True).start()
    with (
        tempfile.TemporaryDirectory() as folder,
        sites(feeds, entries) as (allowed, places),
        Library(Path(folder) / "press.db") as library,
    ):
        for place in places:
            library.follow(SourceKind.feed, place)
        settings = WatchSettings(pause=0.0, allowed=allowed)
        rounds = []
        for _ in range(2):
            before, began = processor(), time.monotonic()
            outcome = Watch(library, settings).once()
            rounds.append((outcome, processor() - before, time.monotonic() - began))
        done.set()
    (first, used, elapsed), (second, used_again, _) = rounds
    return {
        "feeds": len(places),
        "articles": first.articles["new"],
        "failed": first.failed,
        "quotes": first.quotes,
        "seconds": round(elapsed, 1),
        "processor": round(used, 1),
        "share of extraction": round(extracting / used, 3),
        "share of feeds": round(spent["read_feed"] / used, 3),
        "share of pages": round(spent["read_page"] / used, 3),
        "MB at half": round(memory[len(memory) // 2] if memory else resident()),
        "MB at most": round(max(memory, default=resident())),
        "unchanged round, processor": round(used_again, 1),
        "unchanged": second.sources["unchanged"],
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
