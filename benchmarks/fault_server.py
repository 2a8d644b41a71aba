"""The dashboard's server is killed while somebody corrects quotes in a real browser, by keys."""

import random
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from fault_checks import Trial, damages, made_article, open_raw
from playwright.sync_api import Browser, Page
from playwright.sync_api import Error as BrowserError
from server_and_browser import STARTS_IN, Server, dashboard_of, open_browser

from quotes.dashboard.review_page import sentence
from quotes.display import shortened
from quotes.intake import add_articles
from quotes.library import Correction, Library
from quotes.reading import FoundArticle

KEYS = ("y", "y", "y", "y", "n", "u")
"""Right four times, not a quote, undo: most presses say that the speaker is right."""

_LINE = ".st-key-review-told"
_LAST_LINE = f"(document.querySelector('{_LINE} .notice') || {{}}).textContent || ''"
_READING = 450
_PATIENCE = 20.0
_SAID = 60


@dataclass(slots=True)
class Acknowledged:
    """A correction that the page called stored, in the page's words, and whether it was undone later."""

    line: str
    undone: bool = False


@dataclass(slots=True)
class Visit:
    """What the page acknowledged before the server died; ``pressed`` is the key without an answer."""

    acknowledged: list[Acknowledged]
    pressed: str = ""


def run_in_new_browser(folder: Path, kills: int, *, seed: int = 0) -> Trial:
    """Kill the server ``kills`` times, with the system's browser."""
    with open_browser() as browser:
        return run(folder, kills, browser, seed=seed)


def run(folder: Path, kills: int, browser: Browser, *, seed: int = 0, number: int = 120) -> Trial:
    """Kill the server ``kills`` times, always with the same library of ``number`` articles."""
    trial, chance = Trial("kills of the dashboard's server"), random.Random(seed)
    library = folder / "library.sqlite"
    with Library(library) as opened:
        for _ in add_articles(
            opened, (FoundArticle(f"made {each}", made_article(each)) for each in range(number))
        ):
            pass
        trial.figures |= {"quotes": opened.totals().quotes, "kills": 0, "corrections acknowledged": 0}
    before: list[tuple[str, bool]] = []
    for _ in range(kills):
        visit = _visit_and_kill(browser, library, chance)
        trial.count("kills")
        trial.count("corrections acknowledged", len(visit.acknowledged))
        trial.count("undone", sum(each.undone for each in visit.acknowledged))
        trial.count("killed before the answer", bool(visit.pressed))
        trial.wrong += damages(library)
        now = _corrections(library)
        trial.check(now[: len(before)] == before, "earlier corrections are not as they were")
        new = now[len(before) :]
        trial.wrong += _wrong(visit, new)
        trial.count("stored, the answer never seen", len(new) - len(visit.acknowledged))
        before = now
    return trial


def _wrong(visit: Visit, new: list[tuple[str, bool]]) -> Iterator[str]:
    """Where the library differs from what the page acknowledged."""
    expected = [(each.line, each.undone) for each in visit.acknowledged]
    also = [*expected]
    if visit.pressed == "u" and also:
        also[-1] = also[-1][0], True
    if new in (expected, also):
        return
    if visit.pressed in ("y", "n") and len(new) == len(expected) + 1 and new[:-1] == expected:
        return
    yield f"acknowledged {expected}, stored {new}, no answer to {visit.pressed or 'nothing'}"


def _corrections(library: Path) -> list[tuple[str, bool]]:
    """The page's line for each stored correction, and whether it was undone, in order."""
    with Library(library, read_only=True) as opened, open_raw(library) as connection:
        texts = dict(connection.execute("SELECT text_digest, text FROM articles"))
        return [
            (_line(each, texts[each.text_digest]), each.undone is not None)
            for each in opened.corrections(undone=True)
        ]


def _line(said: Correction, text: str) -> str:
    return f"Saved: “{shortened(said.span.of(text), _SAID)}” – {sentence(said)}."


def _visit_and_kill(browser: Browser, library: Path, chance: random.Random) -> Visit:
    """Correct quotes until the server is killed at a random moment."""
    visit = Visit([])
    with dashboard_of(library) as server:
        context = browser.new_context()
        page = context.new_page()
        page.set_default_timeout(1000 * STARTS_IN)
        page.goto(f"{server.address}review")
        page.wait_for_selector(".asked")
        timer = threading.Timer(chance.uniform(0.4, 8), server.kill)
        timer.start()
        try:
            while server.process.poll() is None:
                _press(page, server, visit, chance)
        except BrowserError:
            if server.process.poll() is None:
                raise
        timer.join()
        server.process.wait()
        context.close()
    return visit


def _press(page: Page, server: Server, visit: Visit, chance: random.Random) -> None:
    """Read for a moment, press a key, and note what the page answers."""
    page.wait_for_timeout(_READING)
    before = str(page.evaluate(_LAST_LINE)).strip()
    key = chance.choice(KEYS)
    if key == "u" and not before.startswith("Saved"):
        key = "y"
    if server.process.poll() is not None:
        return
    page.keyboard.press(key)
    visit.pressed = key
    until = time.monotonic() + _PATIENCE
    while time.monotonic() < until:
        was_running = server.process.poll() is None
        line = str(page.evaluate(_LAST_LINE)).strip()
        if line and line != before:
            visit.pressed = ""
            _note(visit, line)
            return
        if not was_running:
            return  # the page has drawn whatever came from the server; nothing more will come
        page.wait_for_timeout(20)
    raise RuntimeError(f"no answer to {key} for {_PATIENCE:.0f} seconds; the page says {before!r}")


def _note(visit: Visit, line: str) -> None:
    """Note what the page acknowledged."""
    if line.startswith("Saved"):
        visit.acknowledged.append(Acknowledged(line))
    elif line.startswith("Undone"):
        visit.acknowledged[-1].undone = True
    else:
        raise RuntimeError(f"the page says {line!r}")
