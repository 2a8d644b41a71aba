"""How quick the dashboard is in a browser: ``python benchmarks/browser_speed.py LIBRARY [--before FOLDER]``.

The first view is compared with an empty Streamlit page, and all of it with another working copy of the code
(``--before``), in one run: the servers run side by side and take turns, so that a busy machine slows all of
them. If there is no LIBRARY, `big_library` builds it.

A first view is timed by the page's own clock, from the navigation until the first quote is drawn, and until
the page is at rest. "nothing stored" is a browser that has never been here, "returning" one that has. An act
is timed from the click or key until the last change of the page; beside it is a press on a Streamlit page
of a button and a number and nothing else, which no act can be quicker than. ``--fill PAGE`` writes the
comparison with another working copy into a page, between <!-- compared: browser --> and <!-- end -->.
"""

import argparse
import os
import shutil
import statistics
from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import ExitStack, suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from big_library import ARTICLES, build
from playwright.sync_api import Browser, BrowserContext, Page
from result_tables import Goal, Lines, add_table_options, draw_table, fill_pages, goal_lines
from server_and_browser import IS_AT_REST, SEARCH, dashboard_of, open_browser, press_filter, streamlit_page

from quotes.library import Library

EMPTY_PAGE = """
import streamlit as st
st.html('<p class="quote-card">Nothing else.</p>')
"""
EMPTY_ACT = """
import streamlit as st

@st.fragment
def count():
    number = st.session_state["number"] = st.session_state.get("number", 0) + 1
    st.button("Again")
    st.html(f'<p class="quote-card">{number}</p>')

count()
"""
WATCH = """
const now = () => performance.now();
const seen = window.seen = {drawn: 0, acted: 0, asked: 0, answered: 0, changed: 0};
window.WebSocket = class extends WebSocket {
    constructor(...given) {
        super(...given);
        this.addEventListener("message", ({data}) => {  // the shortest message: nothing runs any more
            if (data.byteLength === 2 && new Uint8Array(data)[0] === 0x4a) seen.answered = now();
        });
    }
    send(data) { seen.asked = now(); super.send(data); }
};
addEventListener("DOMContentLoaded", () => {
    for (const kind of ["click", "keydown"]) addEventListener(kind, () => { seen.acted = now(); }, true);
    new MutationObserver(() => {
        seen.changed = now();
        const card = document.querySelector(".quote-card");
        if (!seen.drawn && card && card.getBoundingClientRect().height) seen.drawn = seen.changed;
    }).observe(document.body, {childList: true, subtree: true, attributes: true, characterData: true});
});
"""
"""Notes on each page when its first quote is drawn, and when the last act, answer and change were."""
PAGES = ".pager a, .stPagination button"
"""The numbers of the list's pages, here and in an earlier working copy."""
DONE = f"""() => seen.drawn && seen.acted <= seen.asked && seen.asked < seen.answered
    && performance.now() - Math.max(seen.answered, seen.changed) > 300 && ({IS_AT_REST})()"""
EMPTY, NOW, BEFORE = "empty", "now", "before"
MOST = {"nothing stored": 1.4, "returning": 1.15}
"""How many times an empty page's time the first view of each visitor may take."""
MOST_OF_AN_ACT = 0.5
"""How much of the time before an act may take."""
Act = Callable[[Page, int], None]


def press(page: Page, name: str, number: int = 0) -> None:
    """Press a button or link whose name begins like this; 0 is the first of them."""
    page.get_by_role("button", name=name).or_(page.get_by_role("link", name=name)).nth(number).click()


def search(page: Page, number: int) -> None:
    """Search for a word of the list."""
    words = page.locator(".quote-card .words").nth(number % 5).inner_text()
    page.locator(SEARCH).fill(max(words.split(), key=len).strip("“”…,"))
    page.keyboard.press("Enter")


ACTS: Mapping[str, Act] = {
    "next page": lambda page, _: page.locator(PAGES, has_text="2").first.click(),
    "open a quote": lambda page, number: press(page, "Show quote", number % 5),
    "close a quote": lambda page, _: press(page, "Close quote"),
    "search": search,
    "clear the search": lambda page, _: press(page, "Clear the filters"),
    "uncertain only": lambda page, _: press_filter(page, "Uncertain only", ".st-key-unsure label >> nth=-1"),
    "whole sentences": lambda page, _: press_filter(page, "Whole sentence", ".st-key-kind button >> nth=0"),
    "kind of speaker": lambda page, _: press_filter(page, "Person", ".st-key-speaker_kind button >> nth=0"),
    "source named here": lambda page, _: press_filter(page, "Named here", ".st-key-basis button >> nth=0"),
    "clear the filters": lambda page, _: press(page, "Clear the filters"),
}
"""What a visitor does, in this order; some acts need the one before."""


class Cost(NamedTuple):
    """What a view or an act takes, in milliseconds: by the page's clock, and of all processors together."""

    wall: float
    cpu: float


class Times:
    """What every measure took, by server."""

    def __init__(self) -> None:
        self._found: defaultdict[tuple[str, str], list[Cost]] = defaultdict(list)

    def add(self, measure: str, server: str, cost: Cost) -> None:
        """Keep what was measured once."""
        self._found[measure, server].append(cost)

    def median(self, measure: str, server: str) -> Cost:
        """The medians of one measure on one server."""
        return Cost(*map(statistics.median, zip(*self._found[measure, server], strict=True)))

    def ratio(self, measure: str, server: str, base: str) -> Cost:
        """How many times more it takes than on another server: the medians over the rounds."""
        pairs = zip(self._found[measure, server], self._found[measure, base], strict=True)
        ratios = [(ours.wall / theirs.wall, ours.cpu / theirs.cpu) for ours, theirs in pairs]
        return Cost(*map(statistics.median, zip(*ratios, strict=True)))


def cpu_used() -> float:
    """The processor time of the servers and the browser so far, in milliseconds."""
    stats = []
    for file in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):
            pid, rest = file.read_text().split(" (", 1)
            fields = rest.rsplit(")", 1)[1].split()
            stats.append((int(pid), int(fields[1]), int(fields[11]) + int(fields[12])))
    ours = {os.getpid()}
    while found := {pid for pid, parent, _ in stats if parent in ours} - ours:
        ours |= found
    ticks = sum(used for pid, _, used in stats if pid in ours)
    return 1000 * ticks / os.sysconf("SC_CLK_TCK")


def until_done(page: Page) -> None:
    """Wait until the page is at rest."""
    page.wait_for_function(DONE, timeout=120_000, polling=100)


def view(context: BrowserContext, address: str) -> tuple[Cost, Cost]:
    """What it takes until a new page shows its first quote, and until it is at rest."""
    page = context.new_page()
    start = cpu_used()
    page.goto(address)
    until_done(page)
    cpu = cpu_used() - start
    drawn, rest = page.evaluate("[seen.drawn, Math.max(seen.answered, seen.changed)]")
    page.close()
    return Cost(drawn, cpu), Cost(rest, cpu)


def watched(browser: Browser) -> BrowserContext:
    """A browser with nothing stored, whose pages note when they change."""
    context = browser.new_context(viewport={"width": 1280, "height": 2400})
    context.add_init_script(WATCH)
    return context


def time_views(browser: Browser, addresses: Mapping[str, str], rounds: int, times: Times) -> None:
    """Time the first view of a new visitor, and of one who comes back."""
    for number in range(rounds + 1):
        for server, address in addresses.items():
            context = watched(browser)
            for visitor in ("nothing stored", "", "returning"):  # the second visit compiles the scripts
                drawn, rest = view(context, address)
                if number and visitor:
                    times.add(f"first view, {visitor}", server, drawn)
                    times.add(f"at rest, {visitor}", server, rest)
            context.close()


def time_acts(browser: Browser, addresses: Mapping[str, str], rounds: int, times: Times) -> None:
    """Time every act, on all servers in turn."""
    pages = {}
    for server, address in addresses.items():
        pages[server] = watched(browser).new_page()
        pages[server].goto(address)
        until_done(pages[server])
    for number in range(1, rounds + 2):
        for name, act in ACTS.items():
            for server, page in pages.items():
                start = cpu_used()
                if server == EMPTY:
                    press(page, "Again")
                else:
                    act(page, number)
                until_done(page)
                if number > 1:
                    wall = page.evaluate("Math.max(seen.answered, seen.changed) - seen.acted")
                    times.add(name, server, Cost(wall, cpu_used() - start))


def milliseconds(cost: Cost) -> str:
    """A cost in words."""
    return f"{cost.wall:,.0f} ms ({cost.cpu:,.0f} of CPU)"


def comparison(times: Times) -> Lines:
    """The table for a page: the first view beside an empty page's, and each act beside the one before."""
    yield "measure", "before", "now", "to reach", "by the clock", "processors"
    for visitor, most in MOST.items():
        name = f"first view, {visitor}"
        now, before = times.ratio(name, NOW, EMPTY), times.ratio(name, BEFORE, EMPTY)
        ours, theirs, empty = (times.median(name, server).wall for server in (NOW, BEFORE, EMPTY))
        clock = f"{ours:,.0f} ms; before {theirs:,.0f}; empty {empty:,.0f}"
        ratios = f"{before.wall:.2f} x", f"{now.wall:.2f} x", f"{most} x"
        yield f"{name}, to empty page", *ratios, clock, f"{now.cpu:.2f} x"
    for name in ACTS:
        now = times.ratio(name, NOW, BEFORE)
        ours, theirs, empty = (times.median(name, server).wall for server in (NOW, BEFORE, EMPTY))
        clock = f"{ours:,.0f} ms; before {theirs:,.0f}; empty {empty:,.0f}"
        yield f"{name}, to before", "", f"{now.wall:.2f} x", f"{MOST_OF_AN_ACT} x", clock, f"{now.cpu:.2f} x"


def view_goals(times: Times, servers: Collection[str]) -> Iterator[Goal]:
    """The lines of the table for the first view."""
    for visitor, most in MOST.items():
        for name, target in ((f"first view, {visitor}", most), (f"at rest, {visitor}", None)):
            ratio = times.ratio(name, NOW, EMPTY)
            note = "; ".join(f"{server} {milliseconds(times.median(name, server))}" for server in servers)
            if BEFORE in servers:
                note += f"; before {times.ratio(name, BEFORE, EMPTY).wall:.2f} x"
            measure, result = f"{name}, against an empty page", f"{ratio.wall:.2f} x"
            if target:
                yield Goal(measure, result, f"{target} x", ratio.wall <= target, note)
            else:
                yield Goal(measure, result, note=note)


def act_goals(times: Times, servers: Collection[str]) -> Iterator[Goal]:
    """The lines of the table for the acts."""
    for name in ACTS:
        note = "; ".join(f"{server} {milliseconds(times.median(name, server))}" for server in servers)
        note += f"; {times.ratio(name, NOW, EMPTY).wall:.2f} x empty"
        if BEFORE in servers:
            ratio = times.ratio(name, NOW, BEFORE)
            note += f"; CPU {ratio.cpu:.2f} x"
            yield Goal(
                f"{name}, against before",
                f"{ratio.wall:.2f} x",
                f"{MOST_OF_AN_ACT} x",
                ratio.wall <= MOST_OF_AN_ACT,
                note,
            )
        else:
            yield Goal(name, milliseconds(times.median(name, NOW)), note=note)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("library", type=Path, help="built if it is not there")
    parser.add_argument("--articles", type=int, default=ARTICLES, help="of the library to build")
    parser.add_argument("--rounds", type=int, default=5, help="how many times to measure each")
    parser.add_argument("--before", type=Path, help="a working copy of the code to compare with")
    parser.add_argument("--only", choices=("views", "acts"), help="leave out the other half")
    add_table_options(parser)
    given = parser.parse_args()
    if given.fill and (given.only or not given.before):
        parser.error("--fill needs --before, and all that is measured")
    if not given.library.exists():
        print(build(given.library, number=given.articles))
    times = Times()
    goals: list[Goal] = []
    with ExitStack() as running:
        browser = running.enter_context(open_browser())
        servers = {EMPTY: running.enter_context(streamlit_page(EMPTY_PAGE)).address}
        folder = Path(running.enter_context(TemporaryDirectory()))
        copy = shutil.copy(given.library, folder / "before.sqlite")
        with Library(given.library) as library:  # so that no server migrates or matches while it is measured
            library.match()
        servers[NOW] = running.enter_context(dashboard_of(given.library)).address
        if given.before:
            servers[BEFORE] = running.enter_context(dashboard_of(Path(copy), code=given.before)).address
        if given.only != "acts":
            time_views(browser, servers, given.rounds, times)
            goals += view_goals(times, servers)
        if given.only != "views":
            servers[EMPTY] = running.enter_context(streamlit_page(EMPTY_ACT)).address
            time_acts(browser, servers, given.rounds, times)
            goals += act_goals(times, servers)
    print(f"{given.rounds} rounds\n\n{draw_table(goal_lines(goals), markdown=given.markdown)}")
    if given.fill:
        fill_pages(given.fill, {"browser": draw_table(comparison(times), markdown=True)}, kind="compared")


if __name__ == "__main__":
    main()
