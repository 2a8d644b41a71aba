"""A dashboard on a free port, started as a user starts it, and the system's browser to visit it with."""

import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")

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

Visit = Callable[..., Page]


@pytest.fixture(scope="session")
def browser_path() -> str:
    """The system's browser; without one the tests are skipped, and under CI they fail."""
    for name in BROWSERS:
        if found := shutil.which(name):
            return found
    reason = f"no browser found on the PATH (looked for {', '.join(BROWSERS)})"
    if os.environ.get("CI"):
        pytest.fail(reason)
    pytest.skip(reason)


@pytest.fixture(scope="session")
def chromium(browser_path: str) -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=browser_path, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def address(browser_path: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a dashboard of `ARTICLES` and the hostile one; its log must end without errors."""
    folder = tmp_path_factory.mktemp("articles")
    for article in ARTICLES.iterdir():
        shutil.copy(article, folder)
    (folder / "wild.txt").write_text(HOSTILE, encoding="utf-8")
    port = _free_port()
    log = tmp_path_factory.mktemp("server") / "log"
    start = "from quotes.cli import main; main()"
    command = [sys.executable, "-c", start, "dashboard", str(folder), "--port", str(port)]
    environment = {**os.environ, "STREAMLIT_SERVER_HEADLESS": "true"}
    with (
        log.open("w") as output,
        subprocess.Popen(command, stdout=output, stderr=output, env=environment) as server,
    ):
        try:
            _wait_until_it_answers(f"http://127.0.0.1:{port}/_stcore/health", server, log)
            yield f"http://127.0.0.1:{port}/"
        finally:
            server.terminate()
            server.wait(10)
    told = log.read_text()
    assert not [word for word in ("Traceback", "Error", "deprecated", "Warning") if word in told], told


@pytest.fixture
def visit(chromium: Browser, address: str) -> Iterator[Visit]:
    """A function that opens an address of the dashboard in a fresh browser and waits for the list.

    At the end no page may have complained: no error or warning in the console, no request that failed.
    """
    contexts, complaints = [], []

    def open_page(link: str = "", **settings: object) -> Page:
        context = chromium.new_context(**{"viewport": {"width": 1280, "height": 900}, **settings})  # type: ignore[arg-type]
        context.set_default_timeout(20_000)
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda said: said.type in ("error", "warning") and complaints.append(said.text))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("requestfailed", lambda request: complaints.append(f"{request.url} {request.failure}"))
        page.goto(link if link.startswith("http") else address + link)
        page.wait_for_selector(".summary")
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert complaints == []


def _free_port() -> int:
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait_until_it_answers(health: str, server: subprocess.Popen[bytes], log: Path) -> None:
    end = time.monotonic() + 60
    while time.monotonic() < end and server.poll() is None:
        try:
            with urlopen(health, timeout=2):
                return
        except (URLError, TimeoutError, ConnectionError):
            time.sleep(0.1)
    pytest.fail(f"the dashboard did not start:\n{log.read_text()}")
