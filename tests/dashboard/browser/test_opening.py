"""What a browser shows while the library is migrated, in a real browser."""

import re
import sqlite3
from contextlib import closing
from pathlib import Path

from browsing import Serve, Visit, expect_accessible
from old_library import make_old_library
from playwright.sync_api import expect


def test_a_page_says_that_the_library_is_updated_and_then_shows_the_quotes(
    visit: Visit, serve: Serve, tmp_path: Path
) -> None:
    library = make_old_library(tmp_path / "press.db", articles=100)
    # Nobody could see the update of a hundred articles, so it has to wait for somebody who writes.
    with closing(sqlite3.connect(library)) as writer:
        writer.execute("BEGIN IMMEDIATE")
        served = serve(library=library)
        page = visit(f"{served.address}?words=dawn")
        expect(page.get_by_text(re.compile("Updating the library to this version of quotes"))).to_be_visible()
        expect_accessible(page)
        expect(page.get_by_text("You can close this page; the update goes on.")).to_be_visible()
        assert page.locator(".quote-card").count() == 0
    expect(page.locator(".summary")).to_contain_text("200 quotes", timeout=120_000)
    expect(page.get_by_text("Updating the library")).to_have_count(0)
    assert "words=dawn" in page.url
