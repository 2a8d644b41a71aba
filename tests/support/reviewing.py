"""Acts on the page of review in a browser, what it says then, and articles that leave the tool in doubt."""

import shutil
from pathlib import Path

from browsing import ARTICLES, HOSTILE, Served, settle
from playwright.sync_api import Locator, Page, expect

from quotes.library import Correction, Library
from quotes.types import Quote

QUAY = """title: The quay is late

The engineer Bo Reed built the quay of Ellin. Cy Marl, his successor, came on Friday.

"It will take years," he said.

"We sail at dawn," Ada Quill told Coast Radio.

The sign on the gate says "Mind the gap" in red. We sail at dawn, it adds.
"""
SIGN = "Mind the gap"


def write_articles(folder: Path) -> Path:
    """Write an article that leaves the tool in doubt, two others and the hostile one. Returns the folder."""
    for article in ARTICLES.iterdir():
        shutil.copy(article, folder)
    (folder / "quay.txt").write_text(QUAY, encoding="utf-8")
    (folder / "wild.txt").write_text(HOSTILE, encoding="utf-8")
    return folder


def press(page: Page, key: str) -> None:
    """Press a key, as somebody who reads first, and wait until what it leads to is drawn."""
    settle(page)
    page.wait_for_timeout(400)
    page.keyboard.press(key)
    settle(page)


def open_names(page: Page) -> None:
    """Ask for another speaker by key, and wait until the names and the box for one are drawn."""
    press(page, "o")
    expect(name_box(page)).to_be_visible()
    settle(page)


def told(page: Page, words: str) -> None:
    expect(page.locator(".st-key-review-told")).to_contain_text(words)


def asked(page: Page, words: str) -> None:
    expect(page.locator(".asked")).to_have_text(words)


def rows_of(served: Served) -> list[Quote]:
    with Library(served.library, read_only=True) as library:
        return list(library.rows())


def said_in(served: Served) -> list[Correction]:
    with Library(served.library, read_only=True) as library:
        return library.corrections()


def name_box(page: Page) -> Locator:
    return page.get_by_role("textbox", name="Another name").and_(page.locator(":not(.typed-early)"))


def close_names(page: Page) -> None:
    """Close the names by key, and wait until they are gone and the shortcuts are back."""
    press(page, "Escape")
    expect(name_box(page)).to_have_count(0)
    expect(page.get_by_role("button", name="Other speaker Shortcut O")).to_be_visible()
    settle(page)
