"""How quick the dashboard is: ``python benchmarks/dashboard.py LIBRARY [--rounds N] [--fill PAGE.md]``.

If there is no LIBRARY, `big_library` builds it: a million quotes in 50,000 generated articles. Two things are
measured. "script" is a page's script by itself, as Streamlit's AppTest runs it once the server has read the
library. "browser" is a real browser on a real server, from the visitor's act until the page is at rest, with
the server's memory while ten sessions are open. Every round asks for something else, so that no answer comes
from a cache of answers.

The first view is timed by the page's own clock, from the navigation until the list is drawn, in a browser
that has visited before and in one that has nothing stored. An empty Streamlit page is measured too.
"""

import argparse
import logging
import statistics
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from big_library import build
from playwright.sync_api import Browser, BrowserContext, Page
from result_tables import Goal, add_table_options, draw_table, fill_pages, goal_lines
from server_and_browser import (
    SEARCH,
    Server,
    dashboard_of,
    open_browser,
    open_quotes_page,
    press_filter,
    streamlit_page,
    wait_until_at_rest,
)

from quotes.dashboard import DashboardSettings, use_settings
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
from quotes.dashboard.shared import PageContext, open_library

pages = {{}}
context = PageContext(open_library(), read_only=True, pages=pages)
for name, module in (("quotes", quotes_page), ("article", article_page), ("speakers", speakers_page)):
    pages[name] = st.Page(partial(module.draw, context), title=name, url_path=name, default=name == "{page}")
st.navigation(list(pages.values())).run()
st.session_state["seconds"] = time.perf_counter() - start
"""
EMPTY_PAGE = """
import streamlit as st
st.html('<p class="quote-card">Nothing else.</p>')
"""
NOTE_WHEN_DRAWN = """
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
"""Notes on every page when the first quote of the list is drawn."""


def at_most(measure: str, figure: float, most: float | None = MOST_MILLISECONDS, unit: str = "ms") -> Goal:
    """A goal for a figure; without ``most`` there is no target."""
    result = f"{figure:,.0f} {unit}"
    if most is None:
        return Goal(measure, result)
    return Goal(measure, result, f"{most:,} {unit}", figure <= most)


@dataclass(frozen=True, slots=True)
class LibraryValues:
    """Values of a library to ask for, most frequent first. ``short_words`` are mostly common ones."""

    speakers: list[str]
    sources: list[str]
    outlets: list[str]
    articles: list[str]
    words: list[str]
    short_words: list[str]
    quotes: list[str]


def values_of(library: Library, number: int) -> LibraryValues:
    """Values that a library has, ``number`` of each or a few more, or as many as there are."""

    def names(by: str) -> list[str]:
        return library.counts(by, limit=number + 1)[by].dropna().tolist()  # type: ignore[arg-type]

    rows = library.page(limit=number)
    words = sorted({word for row in rows for word in row.quote.split() if word.isalpha()}, key=len)
    return LibraryValues(
        names("speaker"),
        names("source"),
        names("outlet"),
        names("article"),
        words[-number:],
        words[:number],
        [row.quote_id for row in rows],
    )


def addresses(values: LibraryValues, number: int) -> Iterator[tuple[str, str, dict[str, list[str]]]]:
    """What a visitor may ask for in a round: its name, the page, and the parameters of the address."""

    def nth(of: list[str]) -> str:
        return of[number % len(of)]

    share = f"{0.3 + number / 100:.2f}"
    yield "speaker", "quotes", {"speaker": [nth(values.speakers)]}
    yield "source", "quotes", {"source": [nth(values.sources)]}
    yield "no source", "quotes", {"source": ["(none)"], "least": [f"{number / 100:.2f}"]}
    yield "outlet", "quotes", {"outlet": [nth(values.outlets)]}
    yield "article", "quotes", {"article": [nth(values.articles)]}
    yield "kind of speaker", "quotes", {"speaker_kind": ["person"], "least": [f"{number / 100:.2f}"]}
    yield "whole sentences", "quotes", {"kind": ["full"], "least": [f"{number / 100:.2f}"]}
    yield "source named here", "quotes", {"basis": ["stated"], "least": [f"{number / 100:.2f}"]}
    yield "dates", "quotes", {"since": [f"2020-{number % 12 + 1:02}-01"]}
    yield "confidence", "quotes", {"least": [share]}
    yield "uncertain only", "quotes", {"unsure": ["1"], "most": [share]}
    yield "only corrected", "quotes", {"corrected": ["1"], "most": [share]}
    yield "search", "quotes", {"words": [nth(values.words)]}
    yield "search, common word", "quotes", {"words": [nth(values.short_words)]}
    yield "search, newest first", "quotes", {"words": [nth(values.short_words)], "sort": ["newest"]}
    yield "search, nothing found", "quotes", {"words": [f"{nth(values.words)}{number}"]}
    yield "speaker and words", "quotes", {"words": [nth(values.words)], "speaker": [nth(values.speakers)]}
    yield "by speaker", "quotes", {"sort": ["speaker"], "page": [str(number + 1)]}
    yield "next page", "quotes", {"page": [str(number + 2)]}
    yield "page 10,000", "quotes", {"page": [str(10_000 + number)]}
    yield "opened quote", "quotes", {"quote": [nth(values.quotes)]}
    yield "articles", "article", {"page": [str(number + 1)]}
    yield "article page", "article", {"article": [nth(values.articles)]}
    yield "speaker page", "speakers", {"speaker": [nth(values.speakers)]}
    yield "speakers", "speakers", {"page": [str(number + 1)]}


def by_script(library: Library, rounds: int) -> Iterator[Goal]:
    """Time the page's script for each view, as AppTest runs it."""
    logging.disable(logging.WARNING)  # Streamlit warns that there is no server
    from streamlit.testing.v1 import AppTest  # noqa: PLC0415  (slow to load)

    import quotes.dashboard.app  # noqa: F401, PLC0415  (as the server has it loaded)
    from quotes.dashboard.shared import read_ahead  # noqa: PLC0415

    def run(page: str, parameters: dict[str, list[str]]) -> float:
        app = AppTest.from_string(SCRIPT.format(page=page), default_timeout=60)
        app.query_params.update(parameters)
        app.run()
        if app.exception:
            raise SystemExit(f"{page} {parameters}: {app.exception[0].message}")
        return 1000 * float(app.session_state["seconds"])  # AppTest itself looks only every 100 ms

    start = time.perf_counter()
    read_ahead()
    yield at_most("script: the library is read", 1000 * (time.perf_counter() - start), None)
    yield at_most("script: first view", run("quotes", {}), FIRST_MILLISECONDS)
    values = values_of(library, rounds)
    times: dict[str, list[float]] = {}
    for number in range(rounds):
        for name, page, parameters in addresses(values, number):
            times.setdefault(name, []).append(run(page, parameters))
    for name, each in times.items():
        yield at_most(f"script: {name}", statistics.median(each))


def downloads(library: Library) -> Iterator[Goal]:
    """Time how long the server takes to make files of `DOWNLOADED` rows."""
    from quotes.writing import to_bytes  # noqa: PLC0415

    share = DOWNLOADED / max(1, library.totals().quotes)
    low, high = 0.0, 1.0
    for _ in range(12):  # search for the confidence below which there are about that many quotes
        middle = (low + high) / 2
        number = library.totals(Filter(most_confidence=middle)).quotes
        low, high = (middle, high) if number < DOWNLOADED else (low, middle)
    only = Filter(most_confidence=high if share < 1 else None)
    start = time.perf_counter()
    frame = library.frame(only).head(DOWNLOADED)
    yield at_most(f"rows: {len(frame):,} from the library", 1000 * (time.perf_counter() - start), None)
    for file_format in ("csv", "jsonl", "parquet", "xlsx"):
        start = time.perf_counter()
        size = len(to_bytes(frame, file_format)) / 1e6
        milliseconds = 1000 * (time.perf_counter() - start)
        yield at_most(f"rows: as {file_format} ({size:.0f} MB)", milliseconds, None)


def by_browser(library: Path, rounds: int, words: list[str]) -> Iterator[Goal]:
    """Time each act of a visitor in a browser, and take the server's memory; ``words`` are searched."""
    with open_browser() as browser:
        with streamlit_page(EMPTY_PAGE) as server:
            empty = [first_view(browser.new_context(), server.address) for _ in range(rounds)]
        yield at_most("browser: empty page, nothing stored", statistics.median(empty), None)
        with dashboard_of(library) as server:
            yield from first_views(browser, server.address, rounds)
            yield from acts(browser, server.address, rounds, words)
            yield memory_of_sessions(browser, server)


def first_views(browser: Browser, address: str, rounds: int) -> Iterator[Goal]:
    """Time the first view of a new server, of a new visitor and of one who has visited before."""
    cold = first_view(browser.new_context(), address)
    yield at_most("browser: first view of a new server", cold, None)
    new = [first_view(browser.new_context(), address) for _ in range(rounds)]
    yield at_most("browser: first view, nothing stored", statistics.median(new), FIRST_MILLISECONDS)
    context = browser.new_context()
    _, *again = (first_view(context, address) for _ in range(rounds + 1))
    yield at_most("browser: first view", statistics.median(again), FIRST_MILLISECONDS)


def first_view(context: BrowserContext, address: str) -> float:
    """After how many milliseconds a new page shows the list."""
    page = context.new_page()
    page.add_init_script(NOTE_WHEN_DRAWN)
    open_quotes_page(page, address)
    milliseconds = float(page.evaluate("window.drawnAfter"))
    page.close()
    return milliseconds


def memory_of_sessions(browser: Browser, server: Server) -> Goal:
    """The server's memory while `SESSIONS` are open."""
    pages = [browser.new_page() for _ in range(SESSIONS)]
    for page in pages:
        open_quotes_page(page, server.address)
        press_filter(page, "Uncertain only")
        wait_until_at_rest(page)
    return at_most(f"memory of the server, {SESSIONS} sessions", server.megabytes, MOST_MEGABYTES, "MB")


def acts(browser: Browser, address: str, rounds: int, words: list[str]) -> Iterator[Goal]:
    """Time each act, from the click until the page is at rest. Each begins with all quotes."""
    page = browser.new_page(viewport={"width": 1280, "height": 2400})
    for name, act in (
        ("next page", turn_page),
        ("uncertain only", lambda page, _: press_filter(page, "Uncertain only")),
        ("whole sentences", lambda page, _: press_filter(page, "Whole sentence")),
        ("kind of speaker", lambda page, _: press_filter(page, "Person")),
        ("source named here", lambda page, _: press_filter(page, "Named here")),
        ("open a quote", open_quote),
        ("search", lambda page, number: search(page, words[number % len(words)])),
    ):
        open_quotes_page(page, address)
        milliseconds = statistics.median(timed_act(page, act, number) for number in range(1, rounds + 1))
        yield at_most(f"browser: {name}", milliseconds, None)
    page.close()


def timed_act(page: Page, act: Callable[[Page, int], None], number: int) -> float:
    """How many milliseconds an act takes, the ``number``-th of its kind."""
    start = time.perf_counter()
    act(page, number)
    wait_until_at_rest(page)
    return 1000 * (time.perf_counter() - start)


def turn_page(page: Page, number: int) -> None:
    """Go to the second page of the list and back."""
    page.locator(".pager a", has_text=str(number % 2 + 1)).first.click()


def open_quote(page: Page, number: int) -> None:
    """Open a quote of the list."""
    page.get_by_role("link", name="Show quote").nth(number).click()


def search(page: Page, word: str) -> None:
    """Search for a word."""
    page.locator(SEARCH).fill(word)
    page.keyboard.press("Enter")


def main() -> None:
    """Measure and print; the exit status is 1 if a target is missed."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("library", type=Path, help="built if it is not there")
    parser.add_argument("--rounds", type=int, default=7, help="how many times to measure each")
    parser.add_argument("--no-browser", action="store_true", help="leave out what needs a browser")
    add_table_options(parser)
    given = parser.parse_args()
    if not given.library.exists():
        print(build(given.library))
    use_settings(DashboardSettings(library=given.library, read_only=True))
    with Library(given.library, read_only=True) as library:
        totals = library.totals()
        goals = [*by_script(library, given.rounds), *downloads(library)]
        words = values_of(library, given.rounds).words
    if not given.no_browser:
        goals += by_browser(given.library, given.rounds, words)
    table = draw_table(goal_lines(goals), markdown=given.markdown or bool(given.fill))
    print(f"{totals.quotes:,} quotes in {totals.articles:,} articles, {given.rounds} rounds\n\n{table}")
    fill_pages(given.fill, {"dashboard": table})
    sys.exit(any(each.is_met is False for each in goals))


if __name__ == "__main__":
    main()
