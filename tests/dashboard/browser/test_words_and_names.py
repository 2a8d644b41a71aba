"""Words in context, and who speaks about whom, in a real browser: from each to the quotes behind it."""

import re
from dataclasses import replace

import pytest
from browsing import SIZES, Serve, Served, Visit, expect_accessible, expect_no_sideways_scrolling
from made_library import ALL, row_of
from playwright.sync_api import expect

from quotes.library import Library
from quotes.types import Article, QuotedName

STORM = Article(
    "“The ferry and the crews wait,” Bo Reed said.\n\n“Bo Reed and the ferry wait,” Ada Quill said.", "storm"
)
WITHIN_WORDS = 20
"""The most pixels between a word and the one before it."""

WAIT = row_of(STORM, "Bo Reed and the ferry wait,", speaker="Ada Quill")


@pytest.fixture(scope="module")
def served(serve: Serve, tmp_path_factory: pytest.TempPathFactory) -> Served:
    path = tmp_path_factory.mktemp("named") / "library.sqlite"
    with Library(path) as library:
        for article, rows in ALL.items():
            library.add(article, rows)
        named = (
            QuotedName("Bo Reed", "person", STORM.text.rindex("Bo Reed"), STORM.text.rindex(" and the")),
        )
        library.add(
            STORM,
            [row_of(STORM, "The ferry and the crews wait,", speaker="Bo Reed"), replace(WAIT, about=named)],
        )
    return serve(library=path)


def test_a_word_leads_to_its_quote_and_a_name_to_what_is_said_of_it(visit: Visit) -> None:
    page = visit("context")
    box = page.get_by_role("searchbox", name="Word or phrase")
    box.fill("the")
    box.press("Enter")
    lines = page.locator(".concordance tbody tr")
    expect(lines).to_have_count(5)
    page.get_by_role("radio", name="Word after").click()
    expect(lines.locator(".after")).to_have_text(
        [
            re.compile(r"^ café"),
            re.compile(r"^ crews voted"),
            re.compile(r"^ crews wait"),
            re.compile(r"^ ferry and"),
            re.compile(r"^ ferry wait"),
        ]
    )
    page.get_by_text("Words near it").click()
    expect(page.locator(".collocates a").first).to_be_visible()
    expect_accessible(page)
    page.set_viewport_size(SIZES["phone"])
    expect_no_sideways_scrolling(page)
    before, word = (lines.last.locator(each).bounding_box() for each in (".before span", ".word a"))
    assert before
    assert word
    assert 0 <= word["x"] - before["x"] - before["width"] < WITHIN_WORDS  # both on one line, and no gap
    page.set_viewport_size(SIZES["desktop"])
    lines.last.get_by_role("link").click()
    expect(page.locator(".quote-row.open:visible")).to_contain_text(WAIT.quote)

    page = visit("speakers?view=about&as=grid")
    expect(page.locator(".summary")).to_have_text("1 of 8 quotes name a person or body.")
    expect_accessible(page)
    page.get_by_role("link", name="Ada Quill about Bo Reed: 1 quote").click()
    expect(page.locator(".filter-chips:visible")).to_contain_text("About Bo Reed")
    expect(page.locator(".quote-row")).to_have_count(1)
