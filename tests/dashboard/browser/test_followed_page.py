"""A feed is followed from its page to its quotes, by the dashboard itself."""

from collections.abc import Iterator

import pytest
from browsing import SIZES, Serve, Visit, expect_accessible, expect_no_sideways_scrolling, settle
from news_site import NewsSite, rss, story_page
from playwright.sync_api import expect

from quotes.library import Library


@pytest.fixture
def site() -> Iterator[NewsSite]:
    running = NewsSite()
    yield running
    running.close()


def test_an_article_is_followed_from_its_feed_into_the_library(
    serve: Serve, visit: Visit, site: NewsSite
) -> None:
    page_of_story = site.put("/story/1", story_page(1))
    feed = site.put("/feed.xml", rss("The Port Post", [("Story 1", page_of_story)]), "text/xml")
    served = serve("--watch", "--allow-address", "{}:{}".format(*site.host))
    page = visit(served.address + "add")
    page.get_by_role("link", name="Sources followed").click()
    page.get_by_label("Web addresses of feeds").fill(feed)
    page.get_by_role("button", name="Follow", exact=True).click()
    expect(page.get_by_text("1 source is followed from now on.")).to_be_visible()
    expect(page.get_by_text("1 article · 1 new the last time")).to_be_visible()
    expect(page.get_by_text("The Port Post", exact=True)).to_be_visible()
    expect_accessible(page)
    page.set_viewport_size(SIZES["phone"])
    expect_no_sideways_scrolling(page)
    page.set_viewport_size(SIZES["desktop"])
    page.get_by_role("link", name="Quotes", exact=True).click()
    expect(page.get_by_text("We sail at dawn on day 1,").first).to_be_visible()

    with Library(served.library) as library:
        (row,) = library.page()
    site.put("/story/1", story_page(1, added="The page was corrected at noon."))
    site.put("/feed.xml", rss("The Port Post", [("Story 1, corrected", page_of_story)]), "text/xml")
    page.goto(served.address + "followed")
    page.get_by_role("button", name="Read now").click()
    expect(page.get_by_text("1 article · 0 new the last time")).to_be_visible()
    page.goto(f"{served.address}article?article={row.doc_id}")
    settle(page)
    expect(page.get_by_text("The page was corrected at noon.").first).to_be_visible()
    expect(page.get_by_text("As it was until")).to_be_visible()
