"""Articles deleted and amended, and ticked quotes corrected, in a real browser; and all of it undone."""

import pytest
from browsing import (
    SIZES,
    Serve,
    Served,
    Visit,
    expect_accessible,
    expect_no_sideways_scrolling,
    settle,
    type_into,
)
from made_library import add_all
from playwright.sync_api import Page, expect

from quotes.library import ActKind, Library


@pytest.fixture
def served(serve: Serve, tmp_path) -> Served:
    with Library(tmp_path / "press.sqlite") as library:
        add_all(library)
        library.link()
    return serve(library=tmp_path / "press.sqlite", replacing=True)


def told(page: Page, words: str) -> None:
    """Wait until the page reports something."""
    expect(page.locator(".st-key-article-change")).to_contain_text(words)
    settle(page)


def test_what_a_filter_shows_is_deleted_and_brought_back(visit: Visit, served: Served) -> None:
    page = visit(f"{served.address}?words=dawn", size="phone")
    expect(page.locator(".quote-card")).to_have_count(2)
    page.get_by_role("button", name="Articles", exact=True).click()
    page.get_by_role("button", name="Delete articles…").click()
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text("The filters show 2 quotes, from 2 articles. These have 4 quotes in all.")
    settle(page)
    expect_accessible(page)
    dialog.get_by_role("button", name="Delete 2 articles").click()
    told(page, "Deleted: 2 articles.")
    expect(page.get_by_text("No quotes match these filters")).to_be_visible()
    with Library(served.library) as library:
        assert [row.doc_id for row in library.rows()] == ["harbour", "harbour"]
    page.locator(".st-key-article-change").get_by_role("button", name="Undo").click()
    told(page, "Undone.")
    expect(page.locator(".quote-card")).to_have_count(2)
    expect_no_sideways_scrolling(page)


@pytest.mark.parametrize("size", SIZES)
def test_ticked_quotes_get_their_speaker_in_one_act(visit: Visit, served: Served, size: str) -> None:
    page = visit(served.address, size=size)
    boxes = page.get_by_role("checkbox", name="Select quote")
    expect(boxes).to_have_count(0)
    page.get_by_role("button", name="Select", exact=True).click()
    expect(boxes).to_have_count(6)
    everything = page.get_by_role("checkbox", name="Select all on this page")
    everything.check()
    expect(page.locator(".st-key-ticked")).to_contain_text("6 selected")
    everything.uncheck()
    for number in (1, 2, 5):  # without waiting: no tick is lost
        boxes.nth(number).check()
    boxes.nth(2).uncheck()
    bar = page.locator(".st-key-ticked")
    expect(bar.get_by_role("button", name="Save for 2 quotes")).to_be_enabled()
    expect(bar).to_contain_text("2 selected")
    settle(page)
    page.locator(".quote-row .head a").nth(5).click()  # to open a quote leaves the ticks
    expect(page.locator(".quote-row.open")).to_have_count(1)
    assert [box.is_checked() for box in boxes.all()] == [False, True, False, False, False, True]
    expect_accessible(page)
    expect_no_sideways_scrolling(page)
    settle(page)
    type_into(bar.get_by_role("combobox", name="Tag of the selected quotes"), "urgent")
    page.keyboard.press("Enter")
    bar.get_by_role("button", name="Add tag").click()
    told(page, "Saved: tag “urgent” added to 2 quotes.")
    expect(page.locator(".quote-card .tag")).to_have_text(["urgent", "urgent"])
    settle(page)
    type_into(bar.get_by_role("combobox", name="Speaker of the selected quotes"), "Kit Fell")
    page.keyboard.press("Enter")
    bar.get_by_role("button", name="Save for 2 quotes").click()
    told(page, "Saved: Kit Fell (person) said 2 quotes.")
    expect(page.locator(".quote-card").filter(has_text="Kit Fell")).to_have_count(2)
    expect(boxes).to_have_count(0)
    page.locator(".st-key-article-change").get_by_role("button", name="Undo").click()
    told(page, "Undone.")
    expect(page.locator(".quote-card")).to_have_count(6)
    expect(page.locator(".quote-card").filter(has_text="Kit Fell")).to_have_count(0)
    with Library(served.library) as library:
        (act,) = library.acts([ActKind.correction])
        assert act.undone


def test_ticked_articles_are_amended_and_the_history_undoes_it(visit: Visit, served: Served) -> None:
    page = visit(f"{served.address}article")
    for title in ("The ferry returns", "“Dawn is a bad hour"):
        page.locator(".st-key-articles label").filter(has_text=f"Select {title}").click()
        settle(page)
    expect(page.locator(".st-key-articles-ticked")).to_contain_text("2 articles selected")
    page.get_by_role("button", name="Change selected").click()
    page.get_by_role("menuitem", name="Amend…").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("Date").fill("yesterday")
    dialog.get_by_role("button", name="Amend 2 articles").click()
    expect(dialog).to_contain_text("published must be a date like 2024-03-05")
    dialog.get_by_label("Date").fill("2024-06-07")
    dialog.get_by_label("Outlet").fill("AP News")
    dialog.get_by_role("button", name="Amend 2 articles").click()
    told(page, "Amended: 2 articles.")
    expect(page.locator(".article-card").filter(has_text="AP News · 2024-06-07")).to_have_count(2)
    expect_accessible(page)

    page.get_by_role("link", name="Review").click()
    page.get_by_text("History").click()
    newest = page.locator(".said").first
    expect(newest).to_contain_text("Outlet is “AP News”, date is “2024-06-07”: 2 articles")
    expect(page.locator(".said")).to_have_count(4)
    settle(page)
    expect_accessible(page)
    page.get_by_role("button", name="Undo").first.click()
    expect(newest).to_contain_text("Undone")
    with Library(served.library) as library:
        assert library.article("ferry").article.outlet == "Port Post"
        assert library.article("undated").article.published is None
