"""Joining names in a real browser: ticked in the list, on a speaker's page, and those of outlets."""

from collections.abc import Callable
from pathlib import Path

import pytest
from browsing import Serve, Served, expect_accessible, expect_no_sideways_scrolling, pick_typed, settle
from made_library import row_of
from playwright.sync_api import Page, expect

from quotes.library import ActKind, Library, NameRole
from quotes.types import Article

Visit = Callable[..., Page]

SAID = (("Trump", "AP"), ("Trump", "AP News"), ("The Donald", "AP"), ("Ada Quill", "Port Post"))


@pytest.fixture
def served(serve: Serve, tmp_path: Path) -> Served:
    path = tmp_path / "library.sqlite"
    with Library(path) as library:
        for number, (name, outlet) in enumerate(SAID):
            article = Article(f"“Point {number} is made,” somebody said.", f"a{number}", outlet=outlet)
            library.add(article, [row_of(article, f"Point {number} is made,", speaker=name)])
        library.link()
    return serve(library=path, replacing=True, QUOTES_USER="Ada Brook")


def pick(page: Page, box: str, name: str) -> None:
    """Choose a name by typing it."""
    settle(page)
    pick_typed(page.locator(f".st-key-{box} input"), name, name)
    if box != "names_other":  # a choice of several stays open
        page.keyboard.press("Escape")
    settle(page)


def test_names_are_joined_in_the_list_and_the_act_is_undone(visit: Visit, served: Served) -> None:
    page = visit("speakers", size="phone")
    names = page.locator(".st-key-bars-most .name")
    expect(names).to_have_text(["Trump", "The Donald", "Ada Quill"])
    page.get_by_text("Join names", exact=True).click()
    for name in ("Trump", "The Donald"):
        page.locator(".stCheckbox", has=page.get_by_role("checkbox", name=name, exact=True)).click()
        settle(page)
    expect_accessible(page)
    expect_no_sideways_scrolling(page)
    page.get_by_role("button", name="Join 2 names").click()
    expect(page.get_by_role("status").filter(has_text="Joined Trump and The Donald")).to_be_visible()
    expect(names).to_have_text(["The Donald", "Ada Quill"])
    expect(page.locator(".st-key-bars-most .told").first).to_have_text("3 quotes in 3 articles")
    with Library(served.library, read_only=True) as library:
        (act,) = library.acts([ActKind.joining])
        assert act.who == "Ada Brook"
    page.get_by_role("button", name="Undo").click()
    expect(names).to_have_text(["Trump", "The Donald", "Ada Quill"])


def test_names_are_joined_split_and_rejected_on_a_speakers_page(visit: Visit, served: Served) -> None:
    page = visit("speakers?speaker=Trump")
    settle(page)
    page.get_by_text("Join, split or reject names").click()
    settle(page)
    pick(page, "names_other", "The Donald")
    page.get_by_role("button", name="Join 2 names").click()
    expect(page.locator("h1")).to_contain_text("The Donald")
    expect(page.locator(".name-act")).to_contain_text("Joined Trump and The Donald")
    expect_accessible(page)
    pick(page, "names_split", "Trump")
    split_off = page.get_by_role("button", name="Split off")
    expect(split_off).to_have_count(1)  # the one of the page before may still be going
    split_off.click()
    expect(page.get_by_role("status").filter(has_text="Split Trump from The Donald")).to_be_visible()
    settle(page)
    page.get_by_role("button", name="“The Donald” is not a name").click()
    expect(page.get_by_role("status").filter(has_text="Not a name: The Donald")).to_be_visible()
    with Library(served.library, read_only=True) as library:
        assert library.counts("speaker")["speaker"].dropna().tolist() == ["Trump", "Ada Quill"]
        assert library.totals().quotes == len(SAID)


def test_outlets_are_joined(visit: Visit, served: Served) -> None:
    page = visit("speakers?view=outlets")
    settle(page)
    page.get_by_text("Join outlets or sources").click()
    settle(page)
    for name in ("AP", "AP News"):
        pick(page, "names_outlets", name)
    page.get_by_role("button", name="Join 2 names").click()
    expect(page.get_by_role("status").filter(has_text="Joined AP and AP News")).to_be_visible()
    with Library(served.library, read_only=True) as library:
        assert library.counts("outlet")["outlet"].tolist() == ["AP News", "Port Post"]
        assert library.known_as(["AP"], role=NameRole.outlet) == {"AP": "AP News"}
