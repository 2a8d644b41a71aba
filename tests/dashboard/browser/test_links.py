"""Links to quotes that last, and citations to copy and to save."""

import json
from pathlib import Path

import pytest
from browsing import Served, Visit, expect_accessible, expect_in_view, expect_no_sideways_scrolling, settle
from playwright.sync_api import Page, expect

from quotes.library import Filter, Library
from quotes.types import Quote

CLIPBOARD = ["clipboard-read", "clipboard-write"]


@pytest.fixture(scope="module")
def said(served: Served) -> Quote:
    """A quote of Ada Quill in the dashboard's library."""
    with Library(served.library, read_only=True) as library:
        return library.page(Filter(words="fishermen"))[0]


def test_a_link_opens_its_quote_whatever_the_filter(visit: Visit, said: Quote) -> None:
    page = visit(f"?quote={said.quote_id}&article=mill&sort=source", size="phone")
    expect(page.get_by_role("heading", name="The quote you asked for")).to_be_visible()
    opened = page.locator(".quote-row.open")
    expect(opened.locator(".words")).to_contain_text(said.quote[:40])
    expect_in_view(opened)
    expect_no_sideways_scrolling(page)
    expect_accessible(page)
    page.get_by_role("link", name="Close the quote you asked for").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="The quote you asked for")).to_have_count(0)


def test_a_link_opens_its_quote_in_the_list_where_it_is_there(visit: Visit, said: Quote) -> None:
    page = visit(f"?quote={said.quote_id}")
    expect(page.locator(".quote-row.open .words")).to_contain_text(said.quote[:40])
    expect(page.get_by_role("heading", name="The quote you asked for")).to_have_count(0)
    expect_in_view(page.locator(".quote-row.open"))


def copied_text(page: Page, having: str) -> str:
    """Wait until the clipboard has a text with these words."""
    wanted = "async (words) => (await navigator.clipboard.readText()).includes(words)"
    page.wait_for_function(wanted, arg=having, polling=200)
    return str(page.evaluate("navigator.clipboard.readText()"))


def test_copies_and_citation_files(visit: Visit, said: Quote, served: Served, tmp_path: Path) -> None:
    page = visit(f"?quote={said.quote_id}", alone=True)
    page.context.grant_permissions(CLIPBOARD)
    page.get_by_role("button", name="Copy link").click()
    link = copied_text(page, "quote=")
    assert link == f"{served.address}?quote={said.quote_id}"
    page.get_by_text("Copy quote with citation").click()
    expect_accessible(page)
    page.locator("button[data-copy=Chicago]").click()
    copied = copied_text(page, "quoted in")
    assert copied.startswith(f"“{said.quote}” {said.speaker}")
    assert f"quoted in “{said.title}" in copied
    with page.expect_download() as download:
        page.get_by_role("button", name="CSL-JSON").click()
    assert download.value.suggested_filename == f"quote_{said.quote_id[:8]}.csl.json"
    download.value.save_as(tmp_path / "quote.json")
    (entry,) = json.loads((tmp_path / "quote.json").read_text("utf-8"))
    assert entry["title"] == said.title
    other = visit(link, alone=True)
    expect(other.locator(".quote-row.open .words")).to_contain_text(said.quote[:40])


def test_a_link_to_a_quote_that_is_not_there_offers_the_search(visit: Visit) -> None:
    page = visit("?quote=0123456789abcdef")
    expect(page.get_by_text("This library does not have the quote in this link")).to_be_visible()
    expect_accessible(page)
    search = page.get_by_label("Search for words of the quote")
    search.fill("fishermen")
    search.press("Enter")
    expect(page.locator(".quote-card")).to_have_count(1)
    expect(page.get_by_text("This library does not have")).to_have_count(0)
    settle(page)
    assert "words=fishermen" in page.url
