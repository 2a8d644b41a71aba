"""Take the pictures of the dashboard that docs/ shows: ``python benchmarks/screenshots.py [PAGE ...]``.

Starts the dashboard on a new library with the samples in seeds/ and visits each page: wide, light and dark,
and some pages at the width of a phone. Who carried the same words is shown on invented articles.
"""

import argparse
import tempfile
from collections.abc import Callable, Iterable
from pathlib import Path

from playwright.sync_api import Browser, Page
from server_and_browser import IS_AT_REST, dashboard_of, open_browser, open_quotes_page

ROOT = Path(__file__).parents[1]
SIZES = {"desktop": (1360, 1060), "phone": (390, 900)}
SCHEMES = ("light", "dark")
ON_THE_PHONE = ("quotes", "article", "review", "carriers", "grouped", "farthest")
PASTED = """"The new bridge will carry trams before it carries cars," Orla Penhale told Tidewater Radio.

"We have waited eleven years," she added. "One more winter is nothing."
"""


WHOLE = (
    "We will not close the mole to fishing boats this winter, whatever the insurers say, because two hundred "
    "families in this town live by it"
)
CARRIED = (
    ("Coast Wire", "2024-03-01", f"“{WHOLE},” Ilsa Marrow, the harbour minister, said on Friday."),
    ("Ellin Courier", "2024-03-02", f"“{WHOLE},” Ilsa Marrow told Coast Wire."),
    ("Port Post", "2024-03-03", "“We will not close the mole … this winter,” Ilsa Marrow told Coast Wire."),
    ("Quay Times", "2024-03-05", f"“{WHOLE.replace('two', 'three')},” Ilsa Marrow said."),
    ("Vale Herald", "2024-03-09", f"“{WHOLE.replace(' not', '')},” Tom Quell said."),
    ("Ellin Courier", "2024-03-12", "“Nobody asked the crews,” Tom Quell said."),
)
"""Articles that carry the same words, whole, shortened and altered: outlet, date and text."""


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


def carriers(page: Page, address: str) -> None:
    """Who carried the words of a quote, unfolded."""
    page.goto(f"{address}?sort=most_carried")
    page.get_by_role("link", name="Show quote 1 in its article").click()
    page.locator(".carried summary").click()


def grouped(page: Page, address: str) -> None:
    """The list in which quotes of the same words are one row."""
    page.goto(f"{address}?sort=most_carried")


def farthest(page: Page, address: str) -> None:
    """The words of a speaker that most outlets carried."""
    page.goto(f"{address}speakers?speaker=Ilsa+Marrow")


VIEWS: dict[str, Callable[[Page, str], None]] = {
    each.__name__: each for each in (quotes, article, speakers, reach, speaker, add, review)
}
VIEWS_OF_CARRIED: dict[str, Callable[[Page, str], None]] = {
    each.__name__: each for each in (carriers, grouped, farthest)
}
IN_DOCS = (*VIEWS, "carriers")
IN_VIEW = {"quotes": ".quote-row.open", "carriers": ".carried", "farthest": ".st-key-bars-farthest"}
"""What a picture begins with, if it would be below the window."""


def take_picture(browser: Browser, address: str, view: str, path: Path) -> None:
    """Write the picture of a view; the file's name ends with the size and the colour scheme."""
    _, size, scheme = path.stem.split("-")
    width, height = SIZES[size]
    viewport = {"width": width, "height": height}
    page = browser.new_page(viewport=viewport, color_scheme=scheme, device_scale_factor=1.25)
    open_quotes_page(page, address)
    (VIEWS | VIEWS_OF_CARRIED)[view](page, address)
    page.mouse.move(0, 0)
    page.wait_for_timeout(1500)
    page.wait_for_function(IS_AT_REST)
    if seen := IN_VIEW.get(view if size == "phone" or view == "carriers" else ""):
        below_header = "element => { element.style.scrollMarginTop = '70px'; element.scrollIntoView(); }"
        page.locator(seen).evaluate(below_header)
        page.wait_for_timeout(500)
    page.screenshot(path=path)
    page.close()
    print(path)


def take_pictures(browser: Browser, address: str, views: Iterable[str], folder: Path) -> None:
    """Write the pictures of views of one dashboard, in all sizes and schemes."""
    for view in views:
        for size in SIZES if view in ON_THE_PHONE else ("desktop",):
            for scheme in SCHEMES:
                take_picture(browser, address, view, folder / f"{view}-{size}-{scheme}.png")


def write_carried(folder: Path) -> Path:
    """Write `CARRIED` as files to read."""
    for number, (outlet, day, text) in enumerate(CARRIED):
        head = f"title: The mole stays open ({number + 1})\noutlet: {outlet}\ndate: {day}\n\n"
        (folder / f"{number}.txt").write_text(head + text, "utf-8")
    return folder


def main() -> None:
    """Write docs/{view}-{desktop,phone}-{light,dark}.png of the given views, or of those that docs/ shows."""
    known = VIEWS | VIEWS_OF_CARRIED
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("view", nargs="*", help=f"one of {', '.join(known)}; all of docs/ without")
    parser.add_argument("--folder", type=Path, default=ROOT / "docs", help="where to write the pictures")
    given = parser.parse_args()
    if unknown := set(given.view) - set(known):
        parser.error(f"there is no view {', '.join(sorted(unknown))}")
    wanted = given.view or IN_DOCS
    with open_browser() as browser, tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        if chosen := [view for view in wanted if view in VIEWS]:
            with dashboard_of(folder / "samples.sqlite", ROOT / "seeds") as server:
                take_pictures(browser, server.address, chosen, given.folder)
        if chosen := [view for view in wanted if view in VIEWS_OF_CARRIED]:
            (folder / "carried").mkdir()
            with dashboard_of(folder / "carried.sqlite", write_carried(folder / "carried")) as server:
                take_pictures(browser, server.address, chosen, given.folder)


if __name__ == "__main__":
    main()
