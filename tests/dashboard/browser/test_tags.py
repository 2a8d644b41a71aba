"""Tags in a real browser: added to an article, a quote and a speaker, found again, counted and removed."""

from collections.abc import Callable
from pathlib import Path

import pytest
from browsing import Serve, Served, expect_accessible, expect_no_sideways_scrolling, settle, type_into
from late_answers import LateAnswers
from made_library import DAWN, add_all
from playwright.sync_api import Locator, Page, expect

from quotes.library import Filter, Library, Tagged

Visit = Callable[..., Page]


@pytest.fixture
def served(serve: Serve, tmp_path: Path) -> Served:
    path = tmp_path / "library.sqlite"
    with Library(path) as library:
        add_all(library)
    return serve(library=path)


def type_tag(page: Page, kind: str, letters: str) -> Locator:
    return type_into(page.locator(f"[class*=st-key-tags-{kind}] input"), letters)


def add_tag(page: Page, kind: str, tag: str) -> None:
    settle(page)
    type_tag(page, kind, tag).press("Enter")
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
        stored = {DAWN.quote_id: ("checked",)}
        for _ in range(50):  # the page shows a tag before the server has stored it
            if library.tags_of(Tagged.quote, [DAWN.quote_id]) == stored:
                break
            page.wait_for_timeout(100)
        assert library.tags_of(Tagged.quote, [DAWN.quote_id]) == stored
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


def test_who_types_while_the_page_is_drawn_again_loses_nothing(visit: Visit, served: Served) -> None:
    page, late = visit(), LateAnswers()
    page.route_web_socket("**/_stcore/stream", late.route)
    page.goto(f"{served.address}article?article=ferry&quote={DAWN.quote_id}")
    settle(page)
    for kind in ("article", "quote"):  # nothing is drawn any more once the answers are held back
        expect(page.locator(f"[class*=st-key-tags-{kind}] input")).to_be_visible()
    late.begin()
    type_tag(page, "article", "court").press("Enter")
    field = type_tag(page, "quote", "che")
    late.end()
    settle(page)
    expect(field).to_have_value("che")
    field.press_sequentially("cked")
    field.press("Enter")
    expect(page.locator("[class*=st-key-tags-quote]").get_by_text("checked", exact=True)).to_be_visible()
    settle(page)
    with Library(served.library, read_only=True) as library:
        for _ in range(100):  # what the page sends passes through this process, and only while it waits
            if library.tags_of(Tagged.quote, [DAWN.quote_id])[DAWN.quote_id]:
                break
            page.wait_for_timeout(100)
        assert library.tags_of(Tagged.article, ["ferry"])["ferry"] == ("court",)
        assert library.tags_of(Tagged.quote, [DAWN.quote_id])[DAWN.quote_id] == ("checked",)
