"""A dashboard's server on a free port, and the system's browser to visit it with."""

import os
import resource
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

from playwright.sync_api import Browser, Page, sync_playwright

QUOTES = (sys.executable, "-c", "from quotes.cli import main; main()")
"""The command `quotes`, whether or not it is on the PATH."""

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
IS_AT_REST = "() => !document.querySelector('[data-testid=stStatusWidget], [data-stale=true]')"
"""A function, because the page's policy forbids that an expression is evaluated again and again."""

SEARCH = "#filter-words, .st-key-words input"
"""The box for words, here and in an earlier working copy."""

STARTS_IN = 90.0
_STOPS_IN = 20.0


@dataclass(frozen=True, slots=True)
class Server:
    """A running server. Its process leads a group of its own, so that all of it can be killed."""

    address: str
    process: "subprocess.Popen[bytes]"

    @property
    def megabytes(self) -> float:
        """The memory that the process holds."""
        pages = int(Path(f"/proc/{self.process.pid}/statm").read_text("ascii").split()[1])
        return pages * resource.getpagesize() / 1e6

    @property
    def processor(self) -> float:
        """The seconds that processors worked for the process and all that it has started."""
        spent = 0
        for place in Path("/proc").glob("[0-9]*/stat"):
            with suppress(OSError):  # it has just ended
                fields = place.read_text("ascii", "replace").rpartition(")")[2].split()
                if int(fields[2]) == self.process.pid:  # the group that it leads
                    spent += int(fields[11]) + int(fields[12])
        return spent / os.sysconf("SC_CLK_TCK")

    def kill(self) -> None:
        """Kill the process with all that it has started."""
        os.killpg(self.process.pid, signal.SIGKILL)

    def stop(self) -> None:
        """Ask the process to end, and kill it if it does not."""
        if self.process.poll() is None:
            self.process.terminate()
            try:
                self.process.wait(_STOPS_IN)
            except subprocess.TimeoutExpired:
                self.kill()
        self.process.wait()


def free_port() -> int:
    """A port on which nothing listens."""
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def dashboard_of(library: Path, *articles: Path, code: Path | None = None) -> Iterator[Server]:
    """Serve the dashboard of a library, to which the articles are added first.

    ``code`` is another working copy, whose code is to run.
    """
    port = free_port()
    places = [str(path.absolute()) for path in (*articles, library)]
    command = [*QUOTES, "dashboard", *places[:-1], "--library", places[-1], "--port", str(port)]
    with serving(command, port, folder=code) as server:
        yield server


@contextmanager
def streamlit_page(script: str) -> Iterator[Server]:
    """Serve a page of Streamlit's own, given as Python code."""
    with tempfile.TemporaryDirectory() as folder:
        file, port = Path(folder, "page.py"), free_port()
        file.write_text(script, "utf-8")
        command = [sys.executable, "-m", "streamlit", "run", str(file), "--server.port", str(port)]
        with serving(command, port) as server:
            yield server


@contextmanager
def serving(
    command: Sequence[str],
    port: int,
    *,
    folder: Path | None = None,
    log: Path | None = None,
    **variables: str,
) -> Iterator[Server]:
    """Run a command that serves on a port, and stop it at the end.

    It runs in ``folder``, or here. ``log`` keeps what it prints; ``variables`` are added to its environment.
    """
    # Without a watcher: a file that is edited meanwhile must not be loaded again in parts.
    settings = {"STREAMLIT_SERVER_HEADLESS": "true", "STREAMLIT_SERVER_FILE_WATCHER_TYPE": "none"}
    with tempfile.TemporaryDirectory() as kept:
        log = log or Path(kept, "log")
        with log.open("w") as output:
            process = subprocess.Popen(
                command,
                env=os.environ | settings | variables,
                cwd=folder,
                stdout=output,
                stderr=output,
                start_new_session=True,
            )
        server = Server(f"http://127.0.0.1:{port}/", process)
        try:
            wait_until_it_answers(server, log)
            yield server
        finally:
            server.stop()


def wait_until_it_answers(server: Server, log: Path) -> None:
    """Wait for a server that has just been started.

    Raises:
        RuntimeError: it ended, or does not answer in time; with the end of its log.

    """
    until = time.monotonic() + STARTS_IN
    while time.monotonic() < until and server.process.poll() is None:
        try:
            urlopen(f"{server.address}_stcore/health", timeout=2).close()
        except (URLError, OSError):
            time.sleep(0.1)
        else:
            return
    raise RuntimeError(f"the server did not start: {log.read_text()[-500:]}")


def find_browser() -> str | None:
    """The path of the system's browser."""
    return next(filter(None, map(shutil.which, BROWSERS)), None)


@contextmanager
def open_browser() -> Iterator[Browser]:
    """Start the system's browser.

    Raises:
        SystemExit: there is none.

    """
    path = find_browser()
    if path is None:
        raise SystemExit(f"no browser found (looked for {', '.join(BROWSERS)})")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield browser
        browser.close()


def open_quotes_page(page: Page, address: str) -> None:
    """Open the dashboard's first page and wait for its list of quotes."""
    page.goto(address)
    page.wait_for_selector(".quote-card", timeout=60_000)
    page.wait_for_function(IS_AT_REST)


def wait_until_at_rest(page: Page) -> None:
    """Wait until the server has answered an act and the page is drawn."""
    page.wait_for_timeout(20)  # milliseconds until the page shows that it is busy
    page.wait_for_function(IS_AT_REST, polling=10)


def press_filter(page: Page, words: str, before: str = "") -> None:
    """Choose one of the filters' values by its words; ``before`` finds it in an earlier working copy."""
    choice = page.locator(".filters .choices a", has_text=words)
    (choice if choice.count() else page.locator(before)).first.click()
