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
ON_THE_PHONE = (
    *("quotes", "article", "review", "carriers", "grouped", "farthest"),
    *("topics", "context", "names"),
)
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


TALK = {
    "Ilsa Marrow": (
        "The winter ferry will sail every day, and the Ferry Board will pay for it",
        "I have told Tom Quell that the winter ferry is no gift to the crews",
        "Harbour fees will rise in spring, as the Ferry Board knows",
        "A night crossing needs two crews, and the harbour fees pay for one",
    ),
    "Tom Quell": (
        "Nobody asked the crews before the winter ferry was promised",
        "Ilsa Marrow and the Ferry Board count ships and forget night shifts",
        "Night shifts are too long, and the Dockers Union will say so",
        "The Dockers Union wants shorter night shifts before any ferry sails",
    ),
    "Orla Penhale": (
        "The new bridge will carry trams before the winter ferry sails again",
        "Trams are cheaper than any night crossing, and Ilsa Marrow knows it",
        "We have asked the Ferry Board for the bridge, not for another ferry",
        "The bridge toll must be less than what a ferry costs",
    ),
}
"""What speakers say of the same things, each in an article of its own in three months."""

TALKERS = {
    "Ilsa Marrow": "Ilsa Marrow, the harbour minister,",
    "Tom Quell": "Tom Quell, a captain,",
    "Orla Penhale": "Orla Penhale, the mayor of Ellin,",
}
MONTHS = ("2024-01", "2024-02", "2024-03", "2024-03")


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


def topics(page: Page, address: str) -> None:
    """What a speaker talks about, over time."""
    page.goto(f"{address}speakers?speaker=Ilsa+Marrow")
    listed, find = page.locator(".topics li").first, page.get_by_role("button", name="Find topics")
    listed.or_(find).first.wait_for()
    if find.count():
        find.click()
    listed.wait_for(timeout=LONGEST_SEARCH)


def context(page: Page, address: str) -> None:
    """Every use of a word, with its collocates."""
    page.goto(f"{address}context?phrase=ferry")
    page.get_by_text("Ilsa Marrow").first.wait_for()


def names(page: Page, address: str) -> None:
    """Who speaks about whom."""
    page.goto(f"{address}speakers?view=about")
    page.get_by_text("Ferry Board").first.wait_for(timeout=LONGEST_SEARCH)


LONGEST_SEARCH = 120_000
"""How many milliseconds finding the first topics may take, textacy's loading included."""

VIEWS: dict[str, Callable[[Page, str], None]] = {
    each.__name__: each for each in (quotes, article, speakers, reach, speaker, add, review)
}
VIEWS_OF_CARRIED: dict[str, Callable[[Page, str], None]] = {
    each.__name__: each for each in (carriers, grouped, farthest)
}
VIEWS_OF_TALK: dict[str, Callable[[Page, str], None]] = {
    each.__name__: each for each in (topics, context, names)
}
EVERY_VIEW = VIEWS | VIEWS_OF_CARRIED | VIEWS_OF_TALK
IN_DOCS = (*VIEWS, "carriers", *VIEWS_OF_TALK)
IN_VIEW = {"quotes": ".quote-row.open", "carriers": ".carried", "farthest": ".st-key-bars-farthest"}
"""What a picture begins with, if it would be below the window."""


def take_picture(browser: Browser, address: str, view: str, path: Path) -> None:
    """Write the picture of a view; the file's name ends with the size and the colour scheme."""
    _, size, scheme = path.stem.split("-")
    width, height = SIZES[size]
    viewport = {"width": width, "height": height}
    page = browser.new_page(viewport=viewport, color_scheme=scheme, device_scale_factor=1.25)
    open_quotes_page(page, address)
    EVERY_VIEW[view](page, address)
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


def write_talk(folder: Path) -> Path:
    """Write `TALK` as files to read."""
    folder.mkdir()
    for speaker, said in TALK.items():
        for number, (words, month) in enumerate(zip(said, MONTHS, strict=True)):
            day = f"{month}-{10 + 3 * number:02}"
            head = f"title: {speaker} on the harbour ({number + 1})\noutlet: Ellin Courier\ndate: {day}\n\n"
            rest = (
                "\n\nThe Ferry Board and the Dockers Union met on Friday. The ferry, the trams, the bridge, "
                "the crews, the harbour fees and the night shifts were on the list of Ilsa Marrow, Tom Quell "
                "and Mayor Orla Penhale.\n"
            )
            name = f"{speaker.split()[0].lower()}{number}.txt"
            (folder / name).write_text(f"{head}“{words},” {TALKERS[speaker]} said on Friday.{rest}", "utf-8")
    return folder


def main() -> None:
    """Write docs/{view}-{desktop,phone}-{light,dark}.png of the given views, or of those that docs/ shows."""
    known = EVERY_VIEW
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
        if chosen := [view for view in wanted if view in VIEWS_OF_TALK]:
            with dashboard_of(folder / "talk.sqlite", write_talk(folder / "talk")) as server:
                take_pictures(browser, server.address, chosen, given.folder)


if __name__ == "__main__":
    main()
