"""Topics in a real browser: found on a speaker's page, followed to the quotes, compared side by side."""

import re

import pytest
from browsing import Serve, Served, Visit, expect_accessible, expect_no_sideways_scrolling, schemes, settle
from playwright.sync_api import expect
from topic_quotes import add

from quotes.library import Library


@pytest.fixture(scope="module")
def served(serve: Serve, tmp_path_factory: pytest.TempPathFactory) -> Served:
    path = tmp_path_factory.mktemp("library") / "library.sqlite"
    with Library(path) as library:
        add(library, "a1", "a2", "a3")
    return serve(library=path)


def test_topics_lead_from_a_speaker_to_the_quotes_and_to_a_second_speaker(visit: Visit) -> None:
    page = visit("speakers?speaker=Ada+Quill")
    page.get_by_role("button", name="Find topics").click()
    ferry = page.locator(".topics li").filter(has_text="winter ferry")
    expect(ferry).to_contain_text("5 quotes in 3 articles", timeout=60_000)
    expect(ferry.get_by_role("img", name="most in March 2024: 2")).to_be_visible()
    for _ in schemes(page):
        expect_accessible(page)

    ferry.get_by_role("link").click()
    page.wait_for_url(re.compile(r"topic=winter\+ferry"))
    settle(page)
    expect(page.locator(".quote-list .words")).to_have_count(5)
    page.get_by_role("link", name=re.compile("Topic is winter ferry")).click()
    expect(page.locator(".quote-list .words")).to_have_count(5)
    page.get_by_role("button", name="Topics", exact=True).click()
    page.locator(".topics").get_by_role("link", name="winter ferry").click()
    expect(page.get_by_role("link", name=re.compile("Topic is winter ferry"))).to_be_visible()
    expect(page.locator(".topics")).to_have_count(0)  # what is asked for is no news
    expect_accessible(page)

    page.set_viewport_size({"width": 390, "height": 844})
    page = visit("speakers?speaker=Ada+Quill&with=Bo+Reed")
    own = page.locator(".two-topics section").filter(has_text="Only Bo Reed")
    expect(own.get_by_role("link", name="long term care")).to_be_visible()
    expect_no_sideways_scrolling(page)
    expect_accessible(page)
