"""The jobs that people come with, from an empty library to the file or the link in the hand."""

from pathlib import Path

import pandas as pd
from browsing import Serve, Visit, expect_accessible, expect_no_sideways_scrolling, settle
from playwright.sync_api import expect

TEXT = (
    "“The new pier will open in May,” Ilsa Marrow, the harbour minister, told the Ellin Courier.\n\n"
    "“Nobody will lose a berth,” Marrow added.\n\n“We were never asked,” Tom Quell said.\n"
)


def test_all_that_a_minister_said_as_a_sheet_and_one_quote_as_a_link(
    visit: Visit, serve: Serve, tmp_path: Path
) -> None:
    empty = serve()
    page = visit(f"{empty.address}add", size="phone")
    page.get_by_label("Text of the article").fill(TEXT)
    page.get_by_label("Title").fill("A pier by May")
    page.get_by_role("button", name="Preview", exact=True).click()
    page.get_by_role("button", name="Add 1 article", exact=True).click()
    page.wait_for_selector(".outcome")

    page.goto(f"{empty.address}speakers?speaker=Ilsa+Marrow")
    settle(page)
    expect_accessible(page)
    page.get_by_role("link", name="Filter and download").click()
    expect(page.locator(".quote-card")).to_have_count(2)
    expect_no_sideways_scrolling(page)
    page.get_by_role("button", name="Download", exact=True).click()
    with page.expect_download() as started:
        page.get_by_role("button", name="Excel – ").click()
    assert started.value.suggested_filename.startswith("quotes_ilsa-marrow_")
    started.value.save_as(tmp_path / "sheet.xlsx")
    sheet = pd.read_excel(tmp_path / "sheet.xlsx", engine="calamine")
    assert sheet.columns.tolist()[:4] == ["Quote", "Speaker", "Role", "Source"]
    assert sheet["Quote"].tolist() == ["The new pier will open in May,", "Nobody will lose a berth,"]
    assert sheet["Title"].tolist() == ["A pier by May"] * 2

    page.get_by_role("link", name="Show quote 2 in its article").click()
    page.get_by_text("Copy quote with citation").click()
    expect(page.locator(".citation").first).to_contain_text("“A pier by May”")
    expect_accessible(page)
    quote_id = page.locator("button[data-copy-link]").get_attribute("data-copy-link")
    page.goto(f"{empty.address}?quote={quote_id}&speaker=Tom+Quell")
    settle(page)
    expect(page.locator(".quote-row.open .words")).to_contain_text("Nobody will lose a berth,")
