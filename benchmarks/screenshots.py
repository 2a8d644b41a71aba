"""Take the pictures of the dashboard that stand in docs/: ``python benchmarks/screenshots.py``.

Starts the dashboard on the samples in seeds/ and visits it with the system's Chromium, wide and at phone
width, light and dark.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from playwright.sync_api import Browser, Error, Page, sync_playwright

ROOT = Path(__file__).parents[1]
PORT = 8599
ADDRESS = f"http://127.0.0.1:{PORT}/"
SIZES = {"desktop": (1360, 1060), "phone": (390, 900)}


def main() -> None:
    """Write docs/quotes-{desktop,phone}-{light,dark}.png."""
    start = "from quotes.cli import main; main()"
    command = [sys.executable, "-c", start, "dashboard", str(ROOT / "seeds"), "--port", str(PORT)]
    environment = {**os.environ, "STREAMLIT_SERVER_HEADLESS": "true"}
    with subprocess.Popen(command, env=environment) as server, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        try:
            for size in SIZES:
                for scheme in ("light", "dark"):
                    take(browser, size, scheme, ROOT / "docs" / f"quotes-{size}-{scheme}.png")
        finally:
            browser.close()
            server.terminate()


def take(browser: Browser, size: str, scheme: str, path: Path) -> None:
    """Open the third quote and write the picture to ``path``."""
    width, height = SIZES[size]
    viewport = {"width": width, "height": height}
    page = browser.new_page(viewport=viewport, color_scheme=scheme, device_scale_factor=1.5)
    arrive(page)
    page.get_by_role("button", name="Show quote 3 in its article").click()
    page.wait_for_selector(".opened")
    page.mouse.move(0, 0)
    if size == "phone":
        below_header = "row => { row.style.scrollMarginTop = '70px'; row.scrollIntoView(); }"
        page.locator("[class*=st-key-open-]").evaluate(below_header)
    page.wait_for_timeout(1000)
    page.screenshot(path=path)
    page.close()
    print(path)


def arrive(page: Page) -> None:
    """Wait for the server to answer and for the list to be there."""
    for _ in range(100):
        try:
            page.goto(ADDRESS)
            break
        except Error:
            page.wait_for_timeout(300)
    page.wait_for_selector(".quote-card", timeout=60_000)
    page.wait_for_selector("[data-testid=stStatusWidget]", state="detached")


if __name__ == "__main__":
    main()
