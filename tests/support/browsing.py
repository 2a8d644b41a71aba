"""Dashboards on free ports, started as a user starts them, and the system's browser to visit them with."""

import os
import shutil
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, get_args

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from forked import COMMAND, Forked
from playwright.sync_api import Browser, Locator, Page, ViewportSize, expect, sync_playwright
from playwright.sync_api import TimeoutError as TooLateError
from server_and_browser import (
    BROWSERS,
    QUOTES,
    STARTS_IN,
    Server,
    find_browser,
    free_port,
    wait_until_it_answers,
)
from web_page import web_page
from windows import PATIENCE, Window, Windows

SIZES: dict[str, ViewportSize] = {
    "desktop": {"width": 1280, "height": 900},
    "phone": {"width": 390, "height": 844},
}
ARTICLES = Path(__file__).parents[1] / "articles"
HOSTILE_WORDS = (
    "<script>document.title=1</script> <img src=x onerror=document.title=2> "
    "</div><style>*{display:none}</style> **bold** $x$ and $y$ :red[warning] :smile: one \u202etwo three "
    + "x"
    * 10_000
)
HOSTILE = f"""title: <b>Bold</b> **bold** $a$ and $b$ :red[red] \u202eback

“{HOSTILE_WORDS},” Una Vole said.
"""
FIND_VIOLATIONS = """() => axe.run({
  resultTypes: ["violations"],
  preload: false,  // no rule in use reads stylesheets or media
  rules: { region: { enabled: false } },  // only moderate, and slow
}).then((results) => results.violations)"""
_COMPLAINTS = ("Traceback", "Error", "deprecated", "Warning")

ColorScheme = Literal["light", "dark"]
Visit = Callable[..., Page]
Serve = Callable[..., "Served"]
Process = subprocess.Popen[bytes] | Forked


@dataclass(slots=True)
class Served:
    """A running dashboard: its address, its library's file, its process and its log."""

    address: str
    library: Path
    process: Process
    log: Path

    def stop(self) -> None:
        """End it, if it still runs."""
        self.process.terminate()
        self.process.wait(20)


@pytest.fixture(scope="session")
def browser_path() -> str:
    """The system's browser; without one the tests are skipped, and under CI they fail."""
    if found := find_browser():
        return found
    reason = f"no browser found on the PATH (looked for {', '.join(BROWSERS)})"
    if os.environ.get("CI"):
        pytest.fail(reason)
    pytest.skip(reason)


@pytest.fixture(scope="session")
def chromium(browser_path: str) -> Iterator[Browser]:
    """The system's browser, which finds no machine but this one."""
    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=browser_path,
            args=[
                "--no-sandbox",
                "--process-per-site",  # so that a further tab has the front-end compiled already
                "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost",
            ],
        )
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def usual_port() -> int:
    """The port of most servers: at one address, the browser compiles the front-end once."""
    return free_port()


@pytest.fixture(scope="session")
def stored(tmp_path_factory: pytest.TempPathFactory) -> Callable[[Path], Path]:
    """A function that gives a library of the articles in a folder. The same articles are read only once."""
    made: dict[frozenset[tuple[str, bytes]], Path] = {}

    def store(folder: Path) -> Path:
        articles = frozenset((each.name, each.read_bytes()) for each in folder.iterdir())
        if articles not in made:
            place = tmp_path_factory.mktemp("stored")
            added = _begin("add", folder, "--library", place / "library.sqlite", log=place / "log")
            assert added.wait(STARTS_IN) == 0, (place / "log").read_text()
            made[articles] = place / "library.sqlite"
        return made[articles]

    return store


@pytest.fixture(scope="module")
def serve(
    browser_path: str,
    usual_port: int,
    stored: Callable[[Path], Path],
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Serve]:
    """A function that starts ``quotes dashboard`` on a library; the logs must end without complaints.

    ``options`` are further ones of the command, ``articles`` a folder of which a new library is filled,
    ``library`` a file (an empty library without), ``variables`` further ones of the environment. The process
    is forked from one that has loaded all modules, unless it starts ``cold``, as a user starts it. With
    ``replacing`` the module's earlier ones are stopped.
    """
    started: list[Served] = []

    def start(
        *options: str,
        articles: Path | None = None,
        library: Path | None = None,
        cold: bool = False,
        replacing: bool = False,
        **variables: str,
    ) -> Served:
        for each in started if replacing else ():
            each.stop()
        folder = tmp_path_factory.mktemp("served")
        port, log = usual_port if _is_free(usual_port) else free_port(), folder / "log"
        file = library or folder / "library.sqlite"
        if articles:
            shutil.copy(stored(articles), file)
        # Without a watcher: code that is edited while the tests run would be loaded again in parts.
        settings = {"STREAMLIT_SERVER_HEADLESS": "true", "STREAMLIT_SERVER_FILE_WATCHER_TYPE": "none"}
        process = _begin(
            *("dashboard", *options, "--library", file, "--port", port),
            log=log,
            cold=cold,
            **settings | variables,
        )
        served = Served(f"http://127.0.0.1:{port}/", file, process, log)
        started.append(served)
        wait_until_it_answers(Server(served.address, process), log)
        return served

    yield start
    for served in started:
        served.stop()
    for served in started:
        told = served.log.read_text()
        assert not [word for word in _COMPLAINTS if word in told], told


@pytest.fixture(scope="module")
def collection(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with `ARTICLES` and the hostile one."""
    folder = tmp_path_factory.mktemp("articles")
    for article in ARTICLES.iterdir():
        shutil.copy(article, folder)
    (folder / "wild.txt").write_text(HOSTILE, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def served(serve: Serve, collection: Path) -> Served:
    """A dashboard of `collection`, for the tests of a module."""
    return serve(articles=collection)


@pytest.fixture(scope="session")
def windows(chromium: Browser) -> Iterator[Windows]:
    """The browser's windows, which each test gets without anything from before."""
    with web_page() as (empty_page, _):
        opened = Windows(chromium, empty_page)
        yield opened
        opened.close()


@pytest.fixture
def visit(windows: Windows, request: pytest.FixtureRequest) -> Iterator[Visit]:
    """A function that opens an address in a tab and waits until the page is drawn.

    ``link`` is a whole address, or one within the module's `served`. A page in a ``new_tab`` has no
    history. A page that is ``alone`` shares nothing with the others, not even cookies. ``on_phone`` the
    browser says that it is one. At the end no page may have complained: no error or warning in the console,
    no request that failed. The next test finds the front-end's files in the cache, and nothing else of what
    a page stored.
    """
    shared: dict[bool, Window] = {}  # on a phone or not
    used: list[Window] = []

    def take(*, on_phone: bool) -> Window:
        used.append(windows.take(on_phone=on_phone))
        return used[-1]

    def open_page(
        link: str = "",
        *,
        size: str = "desktop",
        color_scheme: ColorScheme = "light",
        new_tab: bool = False,
        alone: bool = False,
        on_phone: bool = False,
    ) -> Page:
        address = link if link.startswith("http") else request.getfixturevalue("served").address + link
        if not alone and on_phone not in shared:
            shared[on_phone] = take(on_phone=on_phone)
        window = take(on_phone=on_phone) if alone else shared[on_phone]
        page = window.tab(new=new_tab)
        page.set_viewport_size(SIZES[size])
        page.emulate_media(color_scheme=color_scheme, reduced_motion="reduce")
        page.mouse.move(0, 0)
        page.goto(address)
        settle(page)
        return page

    yield open_page
    complaints = [each for window in used for each in window.complaints]
    for window in reversed(used):
        windows.give_back(window)
    assert not complaints, complaints


def expect_in_view(element: Locator) -> None:
    """Fail unless an element comes into view. Playwright's own check may wait for a frame for ever."""
    is_seen = "e => { const box = e.getBoundingClientRect(); return box.bottom > 0 && box.top < innerHeight }"
    for _ in range(200):
        if element.evaluate(is_seen):
            return
        element.page.wait_for_timeout(100)
    raise AssertionError("the element is out of view")


def settle(page: Page) -> None:
    """Wait until the page is drawn whole and nothing runs: not what was just asked for, either.

    An act asks the server for a run some tasks of the browser later. The browser is idle once they are done.
    """
    page.wait_for_selector(".masthead, .notice")
    page.wait_for_function(
        """async () => {
             const idle = () => new Promise((done) => requestIdleCallback(done, { timeout: 10_000 }));
             await idle();
             await idle();
             return runs.ended && runs.rest() && document.querySelector('[data-test-script-state=notRunning]')
                 && !document.querySelector(
                   '[data-testid=stStatusWidget], [data-testid=stSkeleton], [data-stale=true]');
           }""",
        polling=30,  # milliseconds; without it the browser draws every frame while it waits
    )


def type_into(field: Locator, letters: str) -> Locator:
    """Type into a box that offers a choice, as a person does. Gives the box.

    A click opens most boxes, which empties them, so that comes first. One that was just used opens only with
    the first letter. Who sees that it was drawn again and is empty types once more.
    """
    for _ in range(5):
        field.click()
        with suppress(AssertionError):
            expect(field).to_have_attribute("aria-expanded", "true", timeout=1500)
        field.fill(letters)
        settle(field.page)
        if field.input_value() == letters:
            break
    return field


def pick_typed(field: Locator, letters: str, name: str) -> None:
    """Type into such a box, and pick an option. Who sees that the options have closed types once more."""
    option = type_into(field, letters).page.get_by_role("option", name=name).first
    for _ in range(4):
        with suppress(TooLateError):
            return option.click(timeout=8000)
        type_into(field, letters)
    return option.click()


def schemes(page: Page) -> Iterator[ColorScheme]:
    """Show the page in light, then in dark colours; a phone has the same colours, so there only in dark."""
    is_narrow = page.viewport_size == SIZES["phone"]
    for scheme in ("dark",) if is_narrow else get_args(ColorScheme):
        page.emulate_media(color_scheme=scheme)
        expect(page.locator(".stApp")).to_have_css("color-scheme", scheme)
        settle(page)
        yield scheme


def expect_accessible(page: Page) -> None:
    """Fail where axe-core finds a serious or critical violation on the page as it is shown."""
    settle(page)
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE_SCRIPT)
    told = _violations(page)
    if told:  # the page may still have been drawn
        settle(page)
        told = _violations(page)
    assert told == [], told


def _violations(page: Page) -> list[tuple[str, list[str]]]:
    """The serious and critical violations, each with some of the HTML that has it."""
    found = page.evaluate(FIND_VIOLATIONS)
    grave = [each for each in found if each["impact"] in ("serious", "critical")]
    return [(each["id"], [node["html"][:200] for node in each["nodes"]][:3]) for each in grave]


def expect_no_sideways_scrolling(page: Page) -> None:
    """Fail where the page is wider than its window."""
    settle(page)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def _begin(*arguments: object, log: Path, cold: bool = False, **variables: str) -> Process:
    """Begin a command of `quotes` in the folder of its log."""
    with log.open("w") as output:
        if cold or sys.platform == "win32":
            return subprocess.Popen(
                [*QUOTES, *map(str, arguments)],
                stdout=output,
                stderr=output,
                env=os.environ | variables,
                cwd=log.parent,
            )
        return Forked(COMMAND, *arguments, stdout=output, stderr=output, folder=log.parent, **variables)


def _is_free(port: int) -> bool:
    """Whether a server can have this port, which another one may have left just now."""
    with closing(socket.socket()) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
        return True
