"""What a browser shows while the library is migrated, in a real browser."""

import re
from pathlib import Path

from browsing import Serve, Visit, expect_accessible
from old_library import make_old_library
from playwright.sync_api import expect


def test_a_page_says_how_far_the_update_is_and_then_shows_the_quotes(
    visit: Visit, serve: Serve, tmp_path: Path
) -> None:
    served = serve(library=make_old_library(tmp_path / "press.db", articles=60_000))
    page = visit(f"{served.address}?words=dawn")
    progress = page.get_by_text(re.compile(r"Updating the library .* of quotes: [\d,]+ of 60,000"))
    expect(progress).to_be_visible()
    expect_accessible(page)
    expect(page.get_by_text("You can close this page; the update goes on.")).to_be_visible()
    assert page.locator(".quote-card").count() == 0
    expect(page.locator(".summary")).to_contain_text("120,000 quotes", timeout=120_000)
    expect(page.get_by_text("Updating the library")).to_have_count(0)
    assert "words=dawn" in page.url
