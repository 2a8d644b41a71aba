"""Programs beside people: ``python benchmarks/serve_load.py LIBRARY [--readers 50] [--sessions 50]``.

The sessions are those of ``benchmarks/load.py``: an act every three to nine seconds. Each reader asks for a
feed or a list every one to five seconds, half of the time with the ETag of the answer before. ``--pause`` and
``--thinking`` change that. Feeds need a saved view: the script works on a copy of LIBRARY, in which it saves
some. Before the clock starts, one session and one reader ask for everything that is slower the first time. It
prints the times of both (median, 95th percentile), what failed, and the time of processors that both took.
"""

import argparse
import asyncio
import random
import shutil
import statistics
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlencode

import requests
from load import MOST_SECONDS, THINKING, Outcomes, run, visit_every_page
from server_and_browser import Server, dashboard_of

from quotes.library import Library

VIEWS = 10


@dataclass(slots=True)
class Reading:
    """What the readers of feeds and lists got."""

    times: dict[str, list[float]] = field(default_factory=dict)
    errors: list[str] = field(default_factory=list)
    unchanged: int = 0


def addresses_of(library: Path) -> list[str]:
    """Save some views in a library, and give what readers ask for."""
    with Library(library) as opened:
        speakers = opened.counts("speaker", limit=100)["speaker"].dropna().tolist()
        articles = [article.doc_id for article in opened.articles_after(limit=100).articles]
        for number, speaker in enumerate(speakers[:VIEWS]):
            opened.save_view(f"view {number}", urlencode({"speaker": speaker}))
    feeds = [f"feeds/view%20{number}.{suffix}" for number in range(VIEWS) for suffix in ("atom", "json")]
    lists = [
        *(f"api/quotes?{urlencode({'speaker': speaker, 'limit': 100})}" for speaker in speakers),
        *(f"api/articles/{doc_id}" for doc_id in articles),
        "api/quotes?sort=added&limit=100",
        "api/quotes?words=water&limit=100",
        "api/speakers",
        "api/outlets?since=2024-01-01",
        "api/utterances",
    ]
    return [*feeds * (len(lists) // len(feeds)), *lists]


def read(  # noqa: PLR0913, PLR0917  (what all readers share)
    number: int, address: str, until: float, asked: list[str], pause: tuple[float, float], reading: Reading
) -> None:
    """Ask as one reader until the time is over."""
    chance = random.Random(number)
    tags: dict[str, str] = {}
    while time.monotonic() < until:
        time.sleep(chance.uniform(*pause))
        path = chance.choice(asked)
        known = {"If-None-Match": tags[path]} if path in tags and chance.random() < 0.5 else {}
        start = time.monotonic()
        try:
            answer = requests.get(f"{address}{path}", headers=known, timeout=60)
        except requests.RequestException as error:
            reading.errors.append(f"{path}: {type(error).__name__}")
            continue
        kind = path.partition("?")[0].partition("/")[0]
        reading.times.setdefault(kind, []).append(time.monotonic() - start)
        reading.unchanged += answer.status_code == 304
        if answer.status_code not in (200, 304):
            reading.errors.append(f"{path}: {answer.status_code} {answer.text[:200]}")
        tags[path] = answer.headers.get("ETag", "")


def warm_up(address: str, asked: list[str]) -> None:
    """Have the server load what it loads when it is first asked for."""
    for path in dict.fromkeys([*asked[:2], *asked[-5:]]):
        requests.get(f"{address}{path}", timeout=60).raise_for_status()


async def load(server: Server, given: argparse.Namespace, asked: list[str]) -> tuple[Outcomes, Reading]:
    """Let people and programs ask at the same time."""
    reading = Reading()
    until = time.monotonic() + given.seconds
    with ThreadPoolExecutor(max(1, given.readers)) as readers:
        address = server.address
        loop = asyncio.get_running_loop()
        asking = [
            loop.run_in_executor(readers, read, number, address, until, asked, tuple(given.pause), reading)
            for number in range(given.readers)
        ]
        outcomes = Outcomes()
        if given.sessions:
            outcomes, _ = await run(server, given)
        await asyncio.gather(*asking)
    return outcomes, reading


def main() -> None:
    """Run and print the figures; the exit status is 1 if anything failed or took too long."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("library", type=Path)
    parser.add_argument("--readers", type=int, default=50)
    parser.add_argument("--sessions", type=int, default=50)
    parser.add_argument("--seconds", type=float, default=120)
    parser.add_argument(
        "--pause", type=float, nargs=2, default=(1.0, 5.0), help="between requests of a reader"
    )
    parser.add_argument("--thinking", type=float, nargs=2, default=THINKING, help="between acts of a session")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        given.library = Path(shutil.copy(given.library, folder))
        asked = addresses_of(given.library)
        with dashboard_of(given.library) as server:
            asyncio.run(visit_every_page(server, given.library))
            warm_up(server.address, asked)
            before = server.processor, time.process_time()
            outcomes, reading = asyncio.run(load(server, given, asked))
            spent = server.processor - before[0], time.process_time() - before[1]
    print("\n".join(dict.fromkeys(outcomes.errors + outcomes.strangers + reading.errors)))
    print(f"{given.readers} readers beside {given.sessions} sessions, {given.seconds:.0f} s")
    late = [show(f"programs, {kind}", times) for kind, times in sorted(reading.times.items())]
    if outcomes.times:
        late.append(show("people", outcomes.times))
    print(f"processors: the server {spent[0]:.0f} s, whoever asks {spent[1]:.0f} s")
    print(f"unchanged: {reading.unchanged:,}; errors: {len(outcomes.errors) + len(reading.errors)}")
    sys.exit(bool(outcomes.errors or outcomes.strangers or reading.errors or max(late) > MOST_SECONDS))


def show(what: str, times: list[float]) -> float:
    """Print how long answers took, and give the 95th percentile."""
    ordered = sorted(times)
    late = ordered[int(0.95 * len(ordered))]
    middle = statistics.median(ordered)
    print(f"{what}: {len(ordered):,} answers, median {middle:.3f} s, 95th percentile {late:.3f} s")
    return late


if __name__ == "__main__":
    main()
