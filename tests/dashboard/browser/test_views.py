"""A saved view in a real browser: saved, with what is new in it, renamed, deleted and brought back."""

from collections.abc import Callable
from pathlib import Path

import pytest
from browsing import Serve, Served, expect_accessible, expect_no_sideways_scrolling, settle
from made_library import ALL, FERRY, HARBOUR, UNDATED
from playwright.sync_api import Page, expect

from quotes.library import Library

Visit = Callable[..., Page]


@pytest.fixture
def served(serve: Serve, tmp_path: Path) -> Served:
    path = tmp_path / "library.sqlite"
    add(path, HARBOUR)
    return serve(library=path)


def add(path: Path, *articles: object) -> None:
    with Library(path) as library:
        for article in articles:
            library.add(article, ALL[article])
        library.link()


def expect_drawn_once(page: Page) -> None:
    """Neither what was drawn on arrival nor what acts have drawn since is there twice."""
    expect(page.locator(".filters")).to_have_count(1)
    expect(page.locator(".quote-list")).to_have_count(1)


def test_a_view_is_saved_tells_what_is_new_and_is_renamed_and_deleted(visit: Visit, served: Served) -> None:
    page = visit("")
    settle(page)
    expect(page.locator("button[data-tool=save-view], .filters nav")).to_have_count(0)
    page.locator(".filters").get_by_role("link", name="Ada Quill").click()
    page.get_by_role("button", name="Save view").click()
    settle(page)
    page.get_by_label("Name of the view").fill("Quill")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.locator(".above .view:visible")).to_contain_text("Quill · nothing new since")
    settle(page)
    expect(page.locator(".filters nav a")).to_have_text("Quill")
    expect_drawn_once(page)
    add(served.library, FERRY, UNDATED)

    page = visit("", size="phone")
    settle(page)
    page.get_by_text("Filters", exact=True).click()
    expect(page.locator(".filters nav a")).to_have_text("Quill 1 new")
    expect_accessible(page)
    page.locator(".filters nav a").click()
    expect(page.locator(".above .view:visible")).to_contain_text("1 new quote since")
    expect(page.locator(".quote-card")).to_have_count(2)
    expect(page.locator(".quote-card").first).to_contain_text("New “We sail at dawn,”")
    expect(page.locator(".quote-card .new")).to_have_count(1)
    expect_drawn_once(page)
    expect(page.locator(".filters nav a")).to_have_text("Quill")
    expect_no_sideways_scrolling(page)
    expect_accessible(page)
    address = page.url
    feed = page.get_by_role("link", name="Feed").get_attribute("href")
    answer = page.request.get(f"{served.address}{feed}")
    assert (answer.status, answer.text().count("<entry>")) == (200, 2)
    page.get_by_role("button", name="Rename").click()
    settle(page)
    page.get_by_label("New name of the view").fill("Minister")
    page.locator(".st-key-view-form").get_by_role("button", name="Rename").click()
    expect(page.locator(".above .view b:visible")).to_have_text("Minister")
    settle(page)
    page.get_by_role("button", name="Delete").click()
    expect(page.get_by_text("Deleted the view Minister.")).to_be_visible()
    expect(page.locator(".filters nav")).to_have_count(0)
    settle(page)
    page.get_by_role("button", name="Undo").click()
    settle(page)
    expect(page.locator(".filters nav a")).to_have_text("Minister")

    page = visit(address.partition("?")[1] + address.partition("?")[2])
    expect(page.locator(".above .view")).to_contain_text("Minister")
    page.get_by_role("link", name="Remove filter: Speaker is Ada Quill").click()
    expect(page.locator(".above .view")).to_have_count(0)
    expect(page).to_have_title("Quotes · quotes")
    expect(page.locator(".quote-card")).to_have_count(6)
