"""Take the pictures of the dashboard that stand in docs/: ``python benchmarks/screenshots.py [PAGE ...]``.

Starts the dashboard on a new library with the samples in seeds/ and visits each page with the system's
Chromium: wide, light and dark, and some at phone width.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Browser, Error, Page, sync_playwright

ROOT = Path(__file__).parents[1]
PORT = 8599
ADDRESS = f"http://127.0.0.1:{PORT}/"
SIZES = {"desktop": (1360, 1060), "phone": (390, 900)}
SCHEMES = ("light", "dark")
ON_THE_PHONE = ("quotes", "article", "review")
AT_REST = "!document.querySelector('[data-testid=stStatusWidget], [data-stale=true]')"
PASTED = """"The new bridge will carry trams before it carries cars," Orla Penhale told Tidewater Radio.

"We have waited eleven years," she added. "One more winter is nothing."
"""


def quotes(page: Page) -> None:
    """Open the fourth quote, which came through a source."""
    page.get_by_role("button", name="Show quote 4 in its article").click()
    page.wait_for_selector(".opened")


def article(page: Page) -> None:
    """Go to an article of several speakers."""
    page.goto(f"{ADDRESS}article?article=001_harbour-vote")


def speakers(page: Page) -> None:
    """Go to all speakers."""
    page.goto(f"{ADDRESS}speakers")


def reach(page: Page) -> None:
    """Go to who reaches us through whom."""
    page.goto(f"{ADDRESS}speakers?view=sources")


def speaker(page: Page) -> None:
    """Go to one speaker."""
    page.goto(f"{ADDRESS}speakers?speaker=Kim+Jong+Un")


def add(page: Page) -> None:
    """Read a pasted article."""
    page.goto(f"{ADDRESS}add")
    page.get_by_label("Text").first.fill(PASTED)
    page.get_by_role("button", name="Preview").first.click()


def review(page: Page) -> None:
    """Go to the least certain quote."""
    page.goto(f"{ADDRESS}review")


VIEWS: dict[str, Callable[[Page], None]] = {
    each.__name__: each for each in (quotes, article, speakers, reach, speaker, add, review)
}


def main() -> None:
    """Write docs/{view}-{desktop,phone}-{light,dark}.png of the views named, or of all."""
    wanted = sys.argv[1:] or list(VIEWS)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        start = [
            sys.executable,
            "-c",
            "from quotes.cli import main; main()",
            "dashboard",
            str(ROOT / "seeds"),
        ]
        command = [*start, "--library", f"{folder}/library.sqlite", "--port", str(PORT)]
        environment = {**os.environ, "STREAMLIT_SERVER_HEADLESS": "true"}
        with subprocess.Popen(command, env=environment, cwd=folder) as server:
            browser = playwright.chromium.launch(
                executable_path=shutil.which("chromium"), args=["--no-sandbox"]
            )
            try:
                for view in wanted:
                    for size in SIZES if view in ON_THE_PHONE else ("desktop",):
                        for scheme in SCHEMES:
                            take(browser, view, size, scheme)
            finally:
                browser.close()
                server.terminate()


def take(browser: Browser, view: str, size: str, scheme: str) -> None:
    """Write the picture of a view."""
    width, height = SIZES[size]
    viewport = {"width": width, "height": height}
    page = browser.new_page(viewport=viewport, color_scheme=scheme, device_scale_factor=1.25)
    arrive(page)
    VIEWS[view](page)
    page.mouse.move(0, 0)
    page.wait_for_timeout(1500)
    page.wait_for_function(AT_REST)
    if view == "quotes" and size == "phone":
        below_header = "row => { row.style.scrollMarginTop = '70px'; row.scrollIntoView(); }"
        page.locator("[class*=st-key-open-]").evaluate(below_header)
        page.wait_for_timeout(500)
    path = ROOT / "docs" / f"{view}-{size}-{scheme}.png"
    page.screenshot(path=path)
    page.close()
    print(path)


def arrive(page: Page) -> None:
    """Wait for the server to answer and for the list to be there."""
    for _ in range(200):
        try:
            page.goto(ADDRESS)
            break
        except Error:
            page.wait_for_timeout(300)
    page.wait_for_selector(".quote-card", timeout=60_000)
    page.wait_for_function(AT_REST)


if __name__ == "__main__":
    main()
