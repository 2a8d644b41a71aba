"""The jobs that people come with, from an empty library to the file or the link in the hand.

No address is typed on the way, except that of the dashboard and the link that the last visit copied.
"""

import re
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest
from browsing import (
    Serve,
    Served,
    Visit,
    expect_accessible,
    expect_in_view,
    expect_no_sideways_scrolling,
    settle,
)
from playwright.sync_api import Page, expect

from quotes.library import Library

# Each walk has its own text, so that none comes back from the bin.
TEXT = (
    "“The new pier on {} will open in May,” Ilsa Marrow, the harbour minister, told the Ellin Courier.\n\n"
    "“Nobody will lose a berth,” Marrow added.\n\n“We were never asked,” Tom Quell said.\n"
)
LATER = (
    "“Every berth on {} is let,” Ilsa Marrow told Coast Radio.\n\n“Nobody will lose a berth,” she added.\n"
)

Start = Callable[[str], Page]
both_sizes = pytest.mark.parametrize("size", ["desktop", "phone"])


@pytest.fixture(scope="module")
def dashboard(serve: Serve) -> Served:
    """The dashboard of all jobs."""
    return serve()


@pytest.fixture
def start(visit: Visit, dashboard: Served) -> Start:
    """A function that opens the dashboard of an empty library, and the page that adds articles."""
    with Library(dashboard.library) as library:
        if stored := library.articles(limit=1_000)["doc_id"].tolist():
            library.delete(stored)

    def begin(size: str) -> Page:
        page = visit(dashboard.address, size=size, on_phone=size == "phone")
        expect(page.get_by_role("heading", name="The library is empty")).to_be_visible()
        expect_usable(page)
        page.get_by_role("link", name="Add your own articles").click()
        page.get_by_role("radio", name="Paste a text").wait_for()
        settle(page)
        return page

    return begin


def paste(page: Page, text: str, title: str) -> None:
    """Add a text on the page for it."""
    page.get_by_label("Text of the article").fill(text)
    page.get_by_label("Title").fill(title)
    page.get_by_role("button", name="Preview", exact=True).click()
    add(page, 1)


def add(page: Page, articles: int) -> None:
    """Add the articles that the page previews."""
    page.get_by_role("button", name=f"Add {articles} article", exact=False).click()
    page.wait_for_selector(".outcome", timeout=120_000)
    settle(page)


def go_to(page: Page, name: str) -> None:
    """Choose a page in the menu, which a phone folds away."""
    unfold = page.get_by_test_id("stExpandSidebarButton")
    if unfold.is_visible():
        unfold.click()
    page.get_by_role("link", name=name, exact=True).click()
    page.get_by_role("heading", name=re.compile(name), level=1).wait_for()
    settle(page)


def expect_usable(page: Page) -> None:
    """Fail where a page is hard to use for somebody, or wider than its window."""
    expect_accessible(page)
    expect_no_sideways_scrolling(page)


@both_sizes
def test_all_that_a_minister_said_as_a_sheet(start: Start, tmp_path: Path, size: str) -> None:
    page = start(size)
    paste(page, TEXT.format(size), "A pier by May")
    go_to(page, "Speakers")
    expect_usable(page)
    page.get_by_role("button", name="Show Ilsa Marrow").click()
    expect(page.locator("h1")).to_contain_text("Ilsa Marrow")
    expect_usable(page)
    page.get_by_role("link", name="Filter and download").click()
    expect(page.locator(".quote-card")).to_have_count(2)
    settle(page)
    page.get_by_role("button", name="Download", exact=True).click()
    page.get_by_role("button", name="Excel – ").wait_for()
    expect_usable(page)
    with page.expect_download() as started:
        page.get_by_role("button", name="Excel – ").click()
    assert started.value.suggested_filename.startswith("quotes_ilsa-marrow_")
    started.value.save_as(tmp_path / "sheet.xlsx")
    sheet = pd.read_excel(tmp_path / "sheet.xlsx", engine="calamine")
    assert sheet.columns.tolist()[:4] == ["Quote", "Speaker", "Role", "Source"]
    assert sheet["Quote"].tolist() == [
        f"The new pier on {size} will open in May,",
        "Nobody will lose a berth,",
    ]
    assert sheet["Source"].tolist()[0] == "Ellin Courier"
    assert sheet["Title"].tolist() == ["A pier by May"] * 2


@both_sizes
def test_whether_she_said_it_as_a_link_that_lasts(
    start: Start, visit: Visit, dashboard: Served, size: str
) -> None:
    page = start(size)
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    paste(page, TEXT.format(f"this {size}"), "A pier by May")
    expect_usable(page)
    page.get_by_role("link", name="See the 3 new quotes").click()
    expect(page.locator(".quote-card")).to_have_count(3)
    go_to(page, "Quotes")
    if size == "phone":
        page.locator("label", has_text="Filters").click()
    search = page.get_by_role("searchbox", name="Words")
    search.fill('"lose a berth"')
    search.press("Enter")
    expect(page.locator(".quote-card")).to_have_count(1)
    page.get_by_role("link", name="Show quote 1 in its article").click()
    page.wait_for_selector(".passage mark.quote")
    assert "".join(page.locator(".passage mark.quote").all_text_contents()) == "Nobody will lose a berth,"
    page.get_by_text("Source or outlet?").click()
    page.get_by_text("Copy quote with citation").click()
    expect(page.locator(".citation").first).to_contain_text("“A pier by May”")
    expect_usable(page)
    page.get_by_role("button", name="Copy link").click()
    page.wait_for_function(
        "async () => (await navigator.clipboard.readText()).includes('quote=')", polling=200
    )
    link = page.evaluate("navigator.clipboard.readText()")

    go_to(page, "Add")
    page.get_by_role("button", name="Add more").click()
    paste(page, LATER.format(size), "The berths")
    with Library(dashboard.library) as library:
        library.correct_speaker(link.partition("quote=")[2], "Ilsa B. Marrow", "person")
    again = visit(link, size=size, alone=True, on_phone=size == "phone")
    opened = again.locator(".quote-row.open")
    expect(opened.locator(".words")).to_contain_text("Nobody will lose a berth,")
    expect(opened).to_contain_text("Ilsa B. Marrow")
    expect(opened).to_contain_text("A pier by May")
    expect_in_view(opened)
    expect_usable(again)
