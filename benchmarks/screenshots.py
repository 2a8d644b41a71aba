"""Take the pictures of the dashboard that docs/ shows: ``python benchmarks/screenshots.py [PAGE ...]``.

Starts the dashboard on a new library with the samples in seeds/ and visits each page: wide, light and dark,
and some pages at the width of a phone.
"""

import argparse
import tempfile
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Browser, Page
from server_and_browser import IS_AT_REST, dashboard_of, open_browser, open_quotes_page

ROOT = Path(__file__).parents[1]
SIZES = {"desktop": (1360, 1060), "phone": (390, 900)}
SCHEMES = ("light", "dark")
ON_THE_PHONE = ("quotes", "article", "review")
PASTED = """"The new bridge will carry trams before it carries cars," Orla Penhale told Tidewater Radio.

"We have waited eleven years," she added. "One more winter is nothing."
"""


def quotes(page: Page, address: str) -> None:
    """The list of quotes; the fourth, which came through a source, is open."""
    page.get_by_role("link", name="Show quote 4 in its article").click()
    page.wait_for_selector(".opened")


def article(page: Page, address: str) -> None:
    """An article with several speakers."""
    page.goto(f"{address}article?article=001_harbour-vote")


def speakers(page: Page, address: str) -> None:
    """All speakers."""
    page.goto(f"{address}speakers")


def reach(page: Page, address: str) -> None:
    """Speakers by source."""
    page.goto(f"{address}speakers?view=sources")


def speaker(page: Page, address: str) -> None:
    """One speaker."""
    page.goto(f"{address}speakers?speaker=Kim+Jong+Un")


def add(page: Page, address: str) -> None:
    """The preview of a pasted article."""
    page.goto(f"{address}add")
    page.get_by_label("Text").first.fill(PASTED)
    page.get_by_role("button", name="Preview").first.click()


def review(page: Page, address: str) -> None:
    """The least certain quote."""
    page.goto(f"{address}review")


VIEWS: dict[str, Callable[[Page, str], None]] = {
    each.__name__: each for each in (quotes, article, speakers, reach, speaker, add, review)
}


def take_picture(browser: Browser, address: str, view: str, path: Path) -> None:
    """Write the picture of a view; the file's name ends with the size and the colour scheme."""
    _, size, scheme = path.stem.split("-")
    width, height = SIZES[size]
    viewport = {"width": width, "height": height}
    page = browser.new_page(viewport=viewport, color_scheme=scheme, device_scale_factor=1.25)
    open_quotes_page(page, address)
    VIEWS[view](page, address)
    page.mouse.move(0, 0)
    page.wait_for_timeout(1500)
    page.wait_for_function(IS_AT_REST)
    if view == "quotes" and size == "phone":
        below_header = "row => { row.style.scrollMarginTop = '70px'; row.scrollIntoView(); }"
        page.locator(".quote-row.open").evaluate(below_header)
        page.wait_for_timeout(500)
    page.screenshot(path=path)
    page.close()
    print(path)


def main() -> None:
    """Write docs/{view}-{desktop,phone}-{light,dark}.png of the given views, or of all."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("view", nargs="*", help=f"one of {', '.join(VIEWS)}; all without")
    parser.add_argument("--folder", type=Path, default=ROOT / "docs", help="where to write the pictures")
    given = parser.parse_args()
    if unknown := set(given.view) - set(VIEWS):
        parser.error(f"there is no view {', '.join(sorted(unknown))}")
    with (
        tempfile.TemporaryDirectory() as library,
        dashboard_of(Path(library, "library.sqlite"), ROOT / "seeds") as server,
        open_browser() as browser,
    ):
        for view in given.view or VIEWS:
            for size in SIZES if view in ON_THE_PHONE else ("desktop",):
                for scheme in SCHEMES:
                    path = given.folder / f"{view}-{size}-{scheme}.png"
                    take_picture(browser, server.address, view, path)


if __name__ == "__main__":
    main()
