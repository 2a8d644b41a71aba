"""The dashboard's server killed while people correct quotes in a real browser, by its keys."""

import os
import random
import shutil
import signal
import socket
import subprocess
import threading
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

from fault_checks import QUOTES, Trial, damages, made_article, open_raw
from playwright.sync_api import Browser, Page, sync_playwright
from playwright.sync_api import Error as BrowserError

from quotes.dashboard.review_page import sentence
from quotes.display import shortened
from quotes.intake import add_articles
from quotes.library import Correction, Library
from quotes.reading import FoundArticle

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
KEYS = ("y", "y", "y", "y", "n", "u")
"""Right, right, right, right, no quote, undo."""

_LINE = ".st-key-review-told"
_TOLD = f"(document.querySelector('{_LINE} .notice, {_LINE} p') || {{}}).textContent || ''"
_READING = 450
_PATIENCE = 20.0
_STARTS_IN = 90.0
_SAID = 60


@dataclass(slots=True)
class Acknowledged:
    """A correction that the page said was stored, and whether it said that it was taken back."""

    told: str
    undone: bool = False


@dataclass(slots=True)
class Visit:
    """What one visit was told before the server died; ``pressed`` is the key whose answer never came."""

    said: list[Acknowledged]
    pressed: str = ""


def run_in_new_browser(folder: Path, kills: int, *, seed: int = 0) -> Trial:
    """Kill the server so many times, with the system's browser; raise `SystemExit` where there is none."""
    browser_path = next(filter(None, map(shutil.which, BROWSERS)), None)
    if browser_path is None:
        raise SystemExit(f"no browser found (looked for {', '.join(BROWSERS)})")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=browser_path, args=["--no-sandbox"])
        trial = run(folder, kills, browser, seed=seed)
        browser.close()
    return trial


def run(folder: Path, kills: int, browser: Browser, *, seed: int = 0, number: int = 120) -> Trial:
    """Kill the server so many times, all on one library of ``number`` articles."""
    trial, chance = Trial("kills of the dashboard's server"), random.Random(seed)
    library = folder / "library.sqlite"
    with Library(library) as opened:
        for _ in add_articles(
            opened, (FoundArticle(f"made {each}", made_article(each)) for each in range(number))
        ):
            pass
        trial.figures |= {"quotes": opened.totals().quotes, "kills": 0, "corrections acknowledged": 0}
    told: list[tuple[str, bool]] = []
    for _ in range(kills):
        visit = _visit_and_kill(browser, library, folder / "log", chance)
        trial.count("kills")
        trial.count("corrections acknowledged", len(visit.said))
        trial.count("undone", sum(each.undone for each in visit.said))
        trial.count("killed before the answer", bool(visit.pressed))
        trial.wrong += damages(library)
        now = _corrections(library)
        trial.check(now[: len(told)] == told, "earlier corrections are not as they were")
        new = now[len(told) :]
        trial.wrong += _wrong(visit, new)
        trial.count("stored, the answer never seen", len(new) - len(visit.said))
        told = now
    return trial


def _wrong(visit: Visit, new: list[tuple[str, bool]]) -> Iterator[str]:
    """Yield where the library has something else than what the page said."""
    expected = [(each.told, each.undone) for each in visit.said]
    also = [*expected]
    if visit.pressed == "u" and also:
        also[-1] = also[-1][0], True
    if new in (expected, also):
        return
    if visit.pressed in ("y", "n") and len(new) == len(expected) + 1 and new[:-1] == expected:
        return
    yield f"acknowledged {expected}, stored {new}, waiting for {visit.pressed or 'nothing'}"


def _corrections(library: Path) -> list[tuple[str, bool]]:
    """Return what the page says on storing each correction there is, and whether it was undone, in order."""
    with Library(library, read_only=True) as opened, open_raw(library) as connection:
        texts = dict(connection.execute("SELECT text_digest, text FROM articles"))
        return [
            (_line(each, texts[each.text_digest]), each.undone is not None)
            for each in opened.corrections(undone=True)
        ]


def _line(said: Correction, text: str) -> str:
    return f"Saved: “{shortened(said.span.of(text), _SAID)}” – {sentence(said)}."


def _visit_and_kill(browser: Browser, library: Path, log: Path, chance: random.Random) -> Visit:
    """Correct quotes until the server is killed at a random moment."""
    visit = Visit([])
    with _serving(library, log) as (address, process):
        context = browser.new_context()
        page = context.new_page()
        page.set_default_timeout(1000 * _STARTS_IN)
        page.goto(f"{address}review")
        page.wait_for_selector(".asked")
        timer = threading.Timer(chance.uniform(0.4, 8), os.killpg, (process.pid, signal.SIGKILL))
        timer.start()
        try:
            while process.poll() is None:
                _press(page, process, visit, chance)
        except BrowserError:
            if process.poll() is None:
                raise
        timer.join()
        process.wait()
        context.close()
    return visit


def _press(page: Page, process: "subprocess.Popen[bytes]", visit: Visit, chance: random.Random) -> None:
    """Press a key, as somebody who reads first, and note what the page answers."""
    page.wait_for_timeout(_READING)
    before = str(page.evaluate(_TOLD)).strip()
    key = chance.choice(KEYS)
    if key == "u" and not before.startswith("Saved"):
        key = "y"
    if process.poll() is not None:
        return
    page.keyboard.press(key)
    visit.pressed = key
    until = time.monotonic() + _PATIENCE
    while time.monotonic() < until:
        was_running = process.poll() is None
        told = str(page.evaluate(_TOLD)).strip()
        if told != before:
            visit.pressed = ""
            _note(visit, told)
            return
        if not was_running:
            return  # whatever had come from the server is drawn: nothing more will
        page.wait_for_timeout(20)
    raise RuntimeError(f"no answer to {key} for {_PATIENCE:.0f} seconds; the page says {before!r}")


def _note(visit: Visit, told: str) -> None:
    """Note what the page said."""
    if told.startswith("Saved"):
        visit.said.append(Acknowledged(told))
    elif told.startswith("Undone"):
        visit.said[-1].undone = True
    else:
        raise RuntimeError(f"the page says {told!r}")


@contextmanager
def _serving(library: Path, log: Path) -> Iterator[tuple[str, "subprocess.Popen[bytes]"]]:
    """Give the address of a dashboard and its process, the first of a group of its own."""
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    command = [*QUOTES, "dashboard", "--library", str(library), "--port", str(port)]
    settings = {"STREAMLIT_SERVER_HEADLESS": "true", "STREAMLIT_SERVER_FILE_WATCHER_TYPE": "none"}
    with log.open("w") as output:
        process = subprocess.Popen(
            command, env={**os.environ, **settings}, stdout=output, stderr=output, start_new_session=True
        )
    address = f"http://127.0.0.1:{port}/"
    try:
        _wait_until_it_answers(f"{address}_stcore/health", process, log)
        yield address, process
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def _wait_until_it_answers(health: str, process: "subprocess.Popen[bytes]", log: Path) -> None:
    until = time.monotonic() + _STARTS_IN
    while time.monotonic() < until and process.poll() is None:
        try:
            urlopen(health, timeout=2).close()
        except (URLError, OSError):
            time.sleep(0.1)
        else:
            return
    raise RuntimeError(f"the dashboard did not start: {log.read_text()[-500:]}")
