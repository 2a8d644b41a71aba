"""Dashboards on free ports, started as a user starts them, and the system's browser to visit them with."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, ConsoleMessage, Page, expect, sync_playwright
from server_and_browser import BROWSERS, Server, find_browser, free_port, wait_until_it_answers

SIZES = {"desktop": {"width": 1280, "height": 900}, "phone": {"width": 390, "height": 844}}
ARTICLES = Path(__file__).parents[1] / "articles"
HOSTILE_WORDS = (
    "<script>document.title=1</script> <img src=x onerror=document.title=2> "
    "</div><style>*{display:none}</style> **bold** $x$ and $y$ :red[warning] :smile: one \u202etwo three "
    + "x"
    * 100_000
)
HOSTILE = f"""title: <b>Bold</b> **bold** $a$ and $b$ :red[red] \u202eback

“{HOSTILE_WORDS},” Una Vole said.
"""
PATIENCE = 20_000  # milliseconds to wait for what a page shows, on a busy machine
_COMPLAINTS = ("Traceback", "Error", "deprecated", "Warning")

Visit = Callable[..., Page]
Serve = Callable[..., "Served"]


@dataclass(slots=True)
class Served:
    """A running dashboard: its address, its library's file, its process and its log."""

    address: str
    library: Path
    process: subprocess.Popen[bytes]
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
    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=browser_path, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def serve(browser_path: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Serve]:
    """A function that starts ``quotes dashboard`` on a library; the logs must end without complaints.

    ``articles`` are paths that are added first, ``library`` a file (a new one without), ``variables`` further
    ones of the environment.
    """
    started: list[Served] = []

    def start(*articles: Path, library: Path | None = None, **variables: str) -> Served:
        folder = tmp_path_factory.mktemp("served")
        port, log = free_port(), folder / "log"
        file = library or folder / "library.sqlite"
        command = [sys.executable, "-c", "from quotes.cli import main; main()", "dashboard"]
        command += [*map(str, articles), "--library", str(file), "--port", str(port)]
        # Without a watcher: code that is edited while the tests run would be loaded again in parts.
        settings = {"STREAMLIT_SERVER_HEADLESS": "true", "STREAMLIT_SERVER_FILE_WATCHER_TYPE": "none"}
        environment = {**os.environ, **settings, **variables}
        with log.open("w") as output:
            process = subprocess.Popen(command, stdout=output, stderr=output, env=environment, cwd=folder)
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
    return serve(collection)


@pytest.fixture
def visit(chromium: Browser, request: pytest.FixtureRequest) -> Iterator[Visit]:
    """A function that opens an address in a fresh browser and waits for the page.

    ``link`` is a whole address, or one within the module's `served`. At the end no page may have complained:
    no error or warning in the console, no request that failed.
    """
    contexts, complaints = [], []

    def open_page(link: str = "", *, size: str = "desktop", **settings: object) -> Page:
        address = link if link.startswith("http") else request.getfixturevalue("served").address + link
        context = chromium.new_context(**{"viewport": SIZES[size], **settings})  # type: ignore[arg-type]
        context.set_default_timeout(PATIENCE)
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda said: _complains(said) and complaints.append(said.text))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("requestfailed", lambda request: complaints.append(f"{request.url} {request.failure}"))
        page.goto(address)
        settle(page)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert complaints == []


def settle(page: Page) -> None:
    """Wait until the page is drawn whole and nothing runs."""
    page.wait_for_selector(".masthead, .notice")
    page.wait_for_function(
        """() => document.querySelector('[data-test-script-state=notRunning]')
                 && !document.querySelector('[data-testid=stStatusWidget], [data-stale=true]')"""
    )


def expect_accessible(page: Page) -> None:
    """Fail where axe-core finds a serious or critical violation on the page as it is shown."""
    settle(page)
    found = Axe().run(page).response["violations"]
    grave = [each for each in found if each["impact"] in ("serious", "critical")]
    told = [(each["id"], [node["html"][:200] for node in each["nodes"]][:3]) for each in grave]
    assert told == []


def expect_no_sideways_scrolling(page: Page) -> None:
    """Fail where the page is wider than its window."""
    settle(page)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def _complains(said: ConsoleMessage) -> bool:
    """A message is an error or warning, except Streamlit's first request, which gets a 404 on every page."""
    asks_where_it_is = "/_stcore/" in said.location["url"] and "404" in said.text
    return said.type in ("error", "warning") and not asks_where_it_is
