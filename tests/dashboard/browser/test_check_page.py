"""The page that checks a draft, in a real browser."""

import json
from pathlib import Path

import pytest
from browsing import (
    HOSTILE,
    SIZES,
    Serve,
    Served,
    Visit,
    expect_accessible,
    expect_no_sideways_scrolling,
    settle,
)
from checked_library import fill
from playwright.sync_api import Page, expect

DRAFT = """“We will sell the ferry, and the fare will stay as it is until spring,” Ada Quill said.

“The crews voted to strike for 300 days,” Bo Reed said.

“Ferries are the future of this lighthouse,” Bo Reed said.
"""


@pytest.fixture(scope="module")
def served(serve: Serve, tmp_path_factory: pytest.TempPathFactory) -> Served:
    """A dashboard of the library that drafts are checked against."""
    return serve(library=fill(tmp_path_factory.mktemp("check") / "harbour.db"))


def check(page: Page) -> None:
    page.get_by_role("button", name="Check", exact=True).click()
    expect(page.locator(".checked-quote").first).to_be_visible()
    settle(page)


def test_a_draft_is_pasted_checked_and_its_report_downloaded(visit: Visit, served: Served) -> None:
    page = visit("check")
    page.get_by_label("Text of the draft").fill(DRAFT)
    expect_accessible(page)
    check(page)
    expect(page.locator(".summary")).to_have_text("3 quotes: 1 confirmed, 1 altered, 1 not found.")
    expect(page.locator(".hint").first).to_contain_text("not in this library")
    altered = page.locator(".checked-quote").first
    expect(altered.locator(".differences")).to_have_text("Grave: “not” is missing")
    expect(altered.locator("ins")).to_have_text("not")
    expect(altered.get_by_role("link", name="Read the original")).to_have_attribute(
        "href", "https://port-post.example/ferry"
    )
    with page.expect_download() as started:
        page.get_by_role("button", name="JSON Lines").click()
    lines = started.value.path().read_text("utf-8").splitlines()
    assert [json.loads(line)["verdict"] for line in lines] == ["altered", "confirmed", "not found"]
    link = altered.get_by_role("link", name="Open in the library").get_attribute("href")
    assert link is not None
    assert link.startswith(f"{served.address}?quote=")
    expect_accessible(page)
    page.set_viewport_size(SIZES["phone"])
    page.emulate_media(color_scheme="dark", reduced_motion="reduce")
    expect_no_sideways_scrolling(page)
    expect_accessible(page)
    expect(visit(link).locator(".opened")).to_contain_text("We will not sell the ferry")


def test_a_file_is_uploaded_and_nothing_in_it_is_markup(visit: Visit, tmp_path: Path) -> None:
    wild = tmp_path / "wild.txt"
    wild.write_text(HOSTILE, "utf-8")
    page = visit("check?way=upload")
    page.locator("[class*=st-key-check_files] input[type=file]").set_input_files(wild)
    expect(page.get_by_role("button", name="Check", exact=True)).to_be_enabled()
    settle(page)
    check(page)
    expect(page.locator(".checked-draft h2")).to_contain_text("<b>Bold</b> **bold** $a$ and $b$")
    assert page.locator(".stMain :is(script, img, .katex)").count() == 0
    page.get_by_role("button", name="Check another draft").click()
    page.get_by_role("radio", name="Paste a draft").click()
    page.get_by_role("button", name="Check", exact=True).click()
    expect(page.locator(".notice.error")).to_contain_text("Paste the text")
