"""Who carried the same words, in a browser: from the speaker to the grouped list and the opened quote."""

from pathlib import Path

import pytest
from browsing import Serve, Visit, expect_accessible, expect_no_sideways_scrolling, schemes, settle
from carried_words import add_carried
from playwright.sync_api import expect

from quotes.library import Library


@pytest.fixture(scope="module")
def address(serve: Serve, tmp_path_factory: pytest.TempPathFactory) -> str:
    path: Path = tmp_path_factory.mktemp("carried") / "library.sqlite"
    with Library(path) as library:
        add_carried(library)
    return serve(library=path).address


@pytest.mark.parametrize("size", ["desktop", "phone"])
def test_from_a_speaker_to_who_carried_the_words(visit: Visit, address: str, size: str) -> None:
    page = visit(f"{address}speakers?speaker=Ada+Quill", size=size)
    farthest = page.locator(".st-key-bars-farthest")
    expect(farthest).to_contain_text("5 outlets, 3 wordings")
    farthest.get_by_role("link").click()
    carried = page.locator("details.carried")
    expect(carried.locator("summary")).to_contain_text("Also in 4 articles · first: Harbour Wire, 2024-03-01")
    settle(page)
    carried.locator("summary").click()
    expect(carried.get_by_role("img")).to_be_visible()
    expect(carried.locator("li")).to_have_count(5)
    expect(carried.locator("del.grave")).to_have_text("not")
    for _ in schemes(page):
        expect_accessible(page)
    expect_no_sideways_scrolling(page)
    page.get_by_role("combobox", name="Order").select_option("most_carried")
    expect(page.locator(".carried-by")).to_have_text(
        "carried by 5 outlets · 3 wordings · given to 2 speakers"
    )
    expect(page).to_have_url(f"{address}?sort=most_carried")
    expect(page.locator(".summary:visible")).to_contain_text("2 rows, the same words in one · 6 quotes")
    expect_no_sideways_scrolling(page)
