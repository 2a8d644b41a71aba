"""Tags in a real browser: added to an article, a quote and a speaker, found again, counted and removed."""

from collections.abc import Callable
from pathlib import Path

import pytest
from browsing import Serve, Served, expect_accessible, expect_no_sideways_scrolling, settle
from made_library import DAWN, add_all
from playwright.sync_api import Page, expect

from quotes.library import Filter, Library, Tagged

Visit = Callable[..., Page]


@pytest.fixture
def served(serve: Serve, tmp_path: Path) -> Served:
    path = tmp_path / "library.sqlite"
    with Library(path) as library:
        add_all(library)
    return serve(library=path)


def add_tag(page: Page, kind: str, tag: str) -> None:
    settle(page)
    field = page.locator(f"[class*=st-key-tags-{kind}] input")
    field.fill(tag)
    field.press("Enter")
    expect(page.locator(f"[class*=st-key-tags-{kind}]").get_by_text(tag, exact=True)).to_be_visible()
    page.keyboard.press("Escape")
    settle(page)


def test_tags_are_added_found_counted_and_removed(visit: Visit, served: Served) -> None:
    page = visit("speakers?speaker=Ada+Quill", size="phone")
    add_tag(page, "speaker", "minister")
    expect(page.locator(".quote-card .tag")).to_have_text(["minister", "minister"])
    expect_accessible(page)
    expect_no_sideways_scrolling(page)
    page = visit(f"article?article=ferry&quote={DAWN.quote_id}")
    add_tag(page, "article", "court")
    add_tag(page, "quote", "checked")
    with Library(served.library, read_only=True) as library:
        for _ in range(200):  # the box shows a tag before the server has it
            if library.tags_of(Tagged.quote, [DAWN.quote_id])[DAWN.quote_id]:
                break
            page.wait_for_timeout(100)
        assert library.tags_of(Tagged.quote, [DAWN.quote_id]) == {DAWN.quote_id: ("checked",)}
        assert library.totals(Filter(tags=("court",))).quotes == 3
    page = visit("speakers?view=tags")
    expect(page.locator(".tag-table tbody th")).to_have_text(["court", "minister", "checked"])
    expect_accessible(page)
    page.get_by_role("link", name="minister").click()
    expect(page.locator(".quote-card")).to_have_count(2)
    expect(page.locator(".quote-card .tag", has_text="checked")).to_have_count(1)
    page = visit("speakers?speaker=Ada+Quill")
    settle(page)
    page.locator("[class*=st-key-tags-speaker] input").press("Backspace")
    expect(page.locator(".quote-card .tag", has_text="minister")).to_have_count(0)
