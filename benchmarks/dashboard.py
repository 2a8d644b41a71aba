"""How quick the dashboard is: ``python benchmarks/dashboard.py LIBRARY [--rounds N] [--fill PAGE.md]``.

Where there is no LIBRARY, `big_library` builds it: a million quotes in 50,000 generated articles. Measured
are a page's script by itself, as Streamlit's AppTest runs it after the server has read the library, and a
real browser on a real server, from the visitor's act until the page is at rest, with the server's memory
while ten sessions are open. Every round asks for something else, so that no answer is an earlier one's.

The first view is measured by the page's own clock, from the navigation until the list is drawn: in a browser
that was here before, and in one that has nothing stored; beside it stands a page of Streamlit's that has
nothing but a line.
"""

import argparse
import logging
import os
import resource
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

from big_library import build
from measured import FILL_HELP, drawn, fill
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from quotes.library import Filter, Library

SESSIONS = 10
DOWNLOADED = 100_000
MOST_MILLISECONDS = 300
FIRST_MILLISECONDS = 1500
MOST_MEGABYTES = 600
SCRIPT = """
import time
start = time.perf_counter()
from functools import partial
import streamlit as st
from quotes.dashboard import article_page, quotes_page, speakers_page
from quotes.dashboard.context import Context, open_library

pages = {{}}
context = Context(open_library(), True, pages)
for name, module in (("quotes", quotes_page), ("article", article_page), ("speakers", speakers_page)):
    pages[name] = st.Page(partial(module.draw, context), title=name, url_path=name, default=name == "{page}")
st.navigation(list(pages.values())).run()
st.session_state["seconds"] = time.perf_counter() - start
"""
EMPTY_PAGE = """
import streamlit as st
st.html('<p class="quote-card">Nothing else.</p>')
"""
WATCH = """
addEventListener("DOMContentLoaded", () => {
    const observer = new MutationObserver(() => {
        const card = document.querySelector(".quote-card");
        if (card && card.getBoundingClientRect().height) {
            window.drawnAfter = performance.now();
            observer.disconnect();
        }
    });
    observer.observe(document.body, {childList: true, subtree: true, attributes: true});
});
"""
"""Notes, on every page, when the first quote of the list stands there."""

AT_REST = "!document.querySelector('[data-testid=stStatusWidget], [data-stale=true]')"


@dataclass(frozen=True, slots=True)
class Measure:
    """Something measured, in ``unit``, and the most that it may be (None: no promise)."""

    name: str
    figure: float
    unit: str = "ms"
    most: float | None = MOST_MILLISECONDS

    @property
    def kept(self) -> str:
        """Whether the promise is kept."""
        return "" if self.most is None else "yes" if self.figure <= self.most else "NO"

    @property
    def line(self) -> tuple[str, str, str, str]:
        """What a table says of it."""
        most = "" if self.most is None else f"{self.most:,} {self.unit}"
        return self.name, f"{self.figure:,.0f} {self.unit}", most, self.kept


@dataclass(frozen=True, slots=True)
class Values:
    """Values of a library to ask for, most frequent first."""

    speakers: list[str]
    sources: list[str]
    outlets: list[str]
    articles: list[str]
    words: list[str]
    quotes: list[str]


def values_of(library: Library, number: int) -> Values:
    """Return values that a library has, at least ``number`` of each where there are so many."""

    def names(by: str) -> list[str]:
        return library.counts(by, limit=number + 1)[by].dropna().tolist()  # type: ignore[arg-type]

    rows = library.page(limit=number)
    words = sorted({word for row in rows for word in row.quote.split() if word.isalpha()}, key=len)
    return Values(
        names("speaker"),
        names("source"),
        names("outlet"),
        names("article"),
        words[-number:],
        [row.quote_id for row in rows],
    )


def addresses(values: Values, number: int) -> Iterator[tuple[str, str, dict[str, list[str]]]]:
    """Yield what a visitor may ask for in a round: its name, the page, and the parameters of the address."""

    def nth(of: list[str]) -> str:
        return of[number % len(of)]

    share = f"{0.3 + number / 100:.2f}"
    yield "speaker", "quotes", {"speaker": [nth(values.speakers)]}
    yield "source", "quotes", {"source": [nth(values.sources)]}
    yield "no source", "quotes", {"source": ["(none)"], "least": [f"{number / 100:.2f}"]}
    yield "outlet", "quotes", {"outlet": [nth(values.outlets)]}
    yield "article", "quotes", {"article": [nth(values.articles)]}
    yield "kind of speaker", "quotes", {"speaker_kind": ["person"], "least": [f"{number / 100:.2f}"]}
    yield "full quotes", "quotes", {"kind": ["full"], "least": [f"{number / 100:.2f}"]}
    yield "stated source", "quotes", {"basis": ["stated"], "least": [f"{number / 100:.2f}"]}
    yield "dates", "quotes", {"since": [f"2020-{number % 12 + 1:02}-01"]}
    yield "confidence", "quotes", {"least": [share]}
    yield "only unsure", "quotes", {"unsure": ["1"], "most": [share]}
    yield "only corrected", "quotes", {"corrected": ["1"], "most": [share]}
    yield "search", "quotes", {"words": [nth(values.words)]}
    yield "speaker and words", "quotes", {"words": [nth(values.words)], "speaker": [nth(values.speakers)]}
    yield "by speaker", "quotes", {"sort": ["speaker"], "page": [str(number + 1)]}
    yield "next page", "quotes", {"page": [str(number + 2)]}
    yield "page 10,000", "quotes", {"page": [str(10_000 + number)]}
    yield "opened quote", "quotes", {"quote": [nth(values.quotes)]}
    yield "article page", "article", {"article": [nth(values.articles)]}
    yield "speaker page", "speakers", {"speaker": [nth(values.speakers)]}
    yield "speakers", "speakers", {"page": [str(number + 1)]}


def by_script(library: Library, rounds: int) -> Iterator[Measure]:
    """Yield the time of the page's script for each view, as AppTest runs it."""
    logging.disable(logging.WARNING)  # Streamlit's, that there is no server
    from streamlit.testing.v1 import AppTest  # noqa: PLC0415  (slow to load)

    import quotes.dashboard.app  # noqa: F401, PLC0415  (as the server has it loaded)
    from quotes.dashboard.shared import read_ahead  # noqa: PLC0415

    def run(page: str, parameters: dict[str, list[str]]) -> float:
        app = AppTest.from_string(SCRIPT.format(page=page), default_timeout=60)
        app.query_params.update(parameters)
        app.run()
        if app.exception:
            raise SystemExit(f"{page} {parameters}: {app.exception[0].message}")
        return 1000 * float(app.session_state["seconds"])  # AppTest looks every 100 ms whether it is done

    start = time.perf_counter()
    read_ahead()
    yield Measure("script: the library is read", 1000 * (time.perf_counter() - start), most=None)
    yield Measure("script: first view", run("quotes", {}), most=FIRST_MILLISECONDS)
    values = values_of(library, rounds)
    taken: dict[str, list[float]] = {}
    for number in range(rounds):
        for name, page, parameters in addresses(values, number):
            taken.setdefault(name, []).append(run(page, parameters))
    for name, times in taken.items():
        yield Measure(f"script: {name}", statistics.median(times))


def downloads(library: Library) -> Iterator[Measure]:
    """Yield the server's time to make files of `DOWNLOADED` rows."""
    from quotes.writing import to_bytes  # noqa: PLC0415

    share = DOWNLOADED / max(1, library.totals().quotes)
    low, high = 0.0, 1.0
    for _ in range(12):  # the confidence that so many quotes have at most
        middle = (low + high) / 2
        number = library.totals(Filter(most_confidence=middle)).quotes
        low, high = (middle, high) if number < DOWNLOADED else (low, middle)
    only = Filter(most_confidence=high if share < 1 else None)
    start = time.perf_counter()
    frame = library.frame(only).head(DOWNLOADED)
    yield Measure(f"rows: {len(frame):,} from the library", 1000 * (time.perf_counter() - start), most=None)
    for file_format in ("csv", "jsonl", "parquet", "xlsx"):
        start = time.perf_counter()
        size = len(to_bytes(frame, file_format)) / 1e6
        taken = 1000 * (time.perf_counter() - start)
        yield Measure(f"rows: as {file_format} ({size:.0f} MB)", taken, most=None)


def by_browser(library: Path, rounds: int) -> Iterator[Measure]:
    """Yield the time of each act of a visitor in a browser, and the server's memory."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        with serving_empty_page() as address:
            empty = [first_view(browser.new_context(), address) for _ in range(rounds)]
        yield Measure("browser: empty page, nothing stored", statistics.median(empty), most=None)
        with serving(library) as (address, process):
            yield from views(browser, address, rounds)
            yield megabytes_of_sessions(browser, address, process.pid)
        browser.close()


def views(browser: Browser, address: str, rounds: int) -> Iterator[Measure]:
    """Yield the times of the first view and of each act."""
    cold = first_view(browser.new_context(), address)
    yield Measure("browser: first view of a new server", cold, most=None)
    new = [first_view(browser.new_context(), address) for _ in range(rounds)]
    yield Measure("browser: first view, nothing stored", statistics.median(new), most=FIRST_MILLISECONDS)
    context = browser.new_context()
    _, *again = (first_view(context, address) for _ in range(rounds + 1))
    yield Measure("browser: first view", statistics.median(again), most=FIRST_MILLISECONDS)
    yield from acts(browser, address, rounds)


def first_view(context: BrowserContext, address: str) -> float:
    """Return after how many milliseconds the list is drawn in a new page."""
    page = context.new_page()
    page.add_init_script(WATCH)
    arrive(page, address)
    after = float(page.evaluate("window.drawnAfter"))
    page.close()
    return after


def megabytes_of_sessions(browser: Browser, address: str, process: int) -> Measure:
    """Return the memory of the server while `SESSIONS` are open."""
    pages = [browser.new_page() for _ in range(SESSIONS)]
    for page in pages:
        arrive(page, address)
        page.locator(".st-key-unsure label").click()
        at_rest(page)
    return Measure(f"memory of the server, {SESSIONS} sessions", megabytes(process), "MB", MOST_MEGABYTES)


def acts(browser: Browser, address: str, rounds: int) -> Iterator[Measure]:
    """Yield the time of each act, from the click to the page at rest."""
    page = browser.new_page(viewport={"width": 1280, "height": 2400})
    arrive(page, address)

    def turn(number: int) -> None:
        page.locator(".stPagination button", has_text=str(number % 2 + 1)).first.click()

    def search(number: int) -> None:
        page.locator(".st-key-words input").fill(["market", "harbour", "votes", "council"][number % 4])
        page.keyboard.press("Enter")

    def toggle(key: str) -> Callable[[int], None]:
        return lambda _: page.locator(f".st-key-{key} label").last.click()

    def segment(key: str) -> Callable[[int], None]:
        return lambda _: page.locator(f".st-key-{key} button").first.click()

    def open_quote(number: int) -> None:
        page.locator(f".st-key-choose-{number + 1} button").click()

    for name, act in (
        ("next page", turn),
        ("only unsure", toggle("unsure")),
        ("full quotes", segment("kind")),
        ("kind of speaker", segment("speaker_kind")),
        ("stated source", segment("basis")),
        ("open a quote", open_quote),
        ("search", search),
    ):
        times = []
        for number in range(1, rounds + 1):
            start = time.perf_counter()
            act(number)
            at_rest(page)
            times.append(1000 * (time.perf_counter() - start))
        yield Measure(f"browser: {name}", statistics.median(times), most=None)
    page.close()


def arrive(page: Page, address: str) -> None:
    """Open the dashboard and wait for the list."""
    page.goto(address)
    page.wait_for_selector(".quote-card")
    page.wait_for_function(AT_REST)


def at_rest(page: Page) -> None:
    """Wait until the server has run and the page is drawn."""
    page.wait_for_timeout(20)
    page.wait_for_function(AT_REST, polling=10)


@contextmanager
def serving_empty_page() -> Iterator[str]:
    """Give the address of a Streamlit page that has one line."""
    with tempfile.TemporaryDirectory() as folder:
        script = Path(folder, "empty.py")
        script.write_text(EMPTY_PAGE, "utf-8")
        with served([sys.executable, "-m", "streamlit", "run", str(script)]) as (address, _):
            yield address


@contextmanager
def serving(library: Path) -> Iterator[tuple[str, "subprocess.Popen[bytes]"]]:
    """Give the address of a dashboard of a library, and its process."""
    command = [sys.executable, "-c", "from quotes.cli import main; main()", "dashboard"]
    with served([*command, "--library", str(library)]) as (address, process):
        yield address, process


@contextmanager
def served(command: list[str]) -> Iterator[tuple[str, "subprocess.Popen[bytes]"]]:
    """Give the address and the process of a server, started by a command that knows a free port."""
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        port = str(probe.getsockname()[1])
    settings = {"STREAMLIT_SERVER_HEADLESS": "true", "STREAMLIT_SERVER_PORT": port}
    silent = subprocess.DEVNULL
    with subprocess.Popen(command, env={**os.environ, **settings}, stdout=silent, stderr=silent) as process:
        address = f"http://127.0.0.1:{port}/"
        for _ in range(600):
            try:
                urlopen(f"{address}_stcore/health", timeout=2).close()
                break
            except (URLError, OSError):
                time.sleep(0.1)
        try:
            yield address, process
        finally:
            process.terminate()


def megabytes(process: int) -> float:
    """Return the memory that a process holds."""
    pages = int(Path(f"/proc/{process}/statm").read_text("ascii").split()[1])
    return pages * resource.getpagesize() / 1e6


def main() -> None:
    """Measure and print; the exit status is 1 where a promise is not kept."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("library", type=Path, help="is built where there is none")
    parser.add_argument("--rounds", type=int, default=7, help="how many times each is measured")
    parser.add_argument("--fill", type=Path, action="append", default=[], metavar="PAGE", help=FILL_HELP)
    given = parser.parse_args()
    if not given.library.exists():
        print(build(given.library))
    os.environ["QUOTES_LIBRARY"] = str(given.library)
    with Library(given.library, read_only=True) as library:
        totals = library.totals()
        measures = [
            *by_script(library, given.rounds),
            *downloads(library),
            *by_browser(given.library, given.rounds),
        ]
    lines = [
        (
            each.name,
            f"{each.figure:,.0f} {each.unit}",
            f"{each.most:,} {each.unit}" if each.most else "",
            each.kept,
        )
        for each in measures
    ]
    table = drawn([("measure", "median", "to reach", "kept"), *lines], markdown=bool(given.fill))
    print(f"{totals.quotes:,} quotes in {totals.articles:,} articles, {given.rounds} rounds\n\n{table}")
    fill(given.fill, {"dashboard": table})
    sys.exit(any(each.kept == "NO" for each in measures))


if __name__ == "__main__":
    main()
