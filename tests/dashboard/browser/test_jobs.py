"""The jobs that people come with, from an empty library to the file or the link in the hand.

No address is typed on the way, except that of the dashboard and the link that the last visit copied.
"""

import re
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pandas as pd
import pytest
from browsing import (
    Serve,
    Served,
    Visit,
    expect_accessible,
    expect_in_view,
    expect_no_sideways_scrolling,
    settle,
)
from made_files import csv_of, write
from playwright.sync_api import Page, expect

from quotes.library import Library

# Each walk has its own text, so that none comes back from the bin.
TEXT = (
    "“The new pier on {} will open in May,” Ilsa Marrow, the harbour minister, told the Ellin Courier.\n\n"
    "“Nobody will lose a berth,” Marrow added.\n\n“We were never asked,” Tom Quell said.\n"
)
LATER = (
    "“Every berth on {} is let,” Ilsa Marrow told Coast Radio.\n\n“Nobody will lose a berth,” she added.\n"
)

OUTLETS = ("Ellin Courier", "Coast Radio", "Port Post", "Quay Times", "Vale Herald")
SPEAKERS = ("Ilsa Marrow", "Tom Quell", "Ada Venn")
COUNTS = ((4, 1, 0), (1, 3, 1), (2, 2, 1), (0, 1, 4), (3, 0, 2))
"""How many articles of this week quote each of `SPEAKERS`, for each of `OUTLETS`."""

ODD_COLUMNS = ("nr", "headline_txt", "body_copy", "paper", "day")

Start = Callable[[str], Page]
both_sizes = pytest.mark.parametrize("size", ["desktop", "phone"])


@pytest.fixture(scope="module")
def dashboard(serve: Serve) -> Served:
    """The dashboard of all jobs."""
    return serve()


@pytest.fixture
def start(visit: Visit, dashboard: Served) -> Start:
    """A function that opens the dashboard of an empty library, and the page that adds articles."""
    with Library(dashboard.library) as library:
        if stored := library.articles(limit=1_000)["doc_id"].tolist():
            library.delete(stored)

    def begin(size: str) -> Page:
        page = visit(dashboard.address, size=size, on_phone=size == "phone")
        expect(page.get_by_role("heading", name="The library is empty")).to_be_visible()
        expect_usable(page)
        page.get_by_role("link", name="Add your own articles").click()
        page.get_by_role("radio", name="Paste a text").wait_for()
        settle(page)
        return page

    return begin


def paste(page: Page, text: str, title: str) -> None:
    """Add a text on the page for it."""
    page.get_by_label("Text of the article").fill(text)
    page.get_by_label("Title").fill(title)
    page.get_by_role("button", name="Preview", exact=True).click()
    add(page, 1)


def upload(page: Page, table: Path) -> None:
    """Hand in a table, as far as the choice of its columns."""
    page.get_by_role("radio", name="Upload files").click()
    page.locator("[class*=st-key-add_files] input[type=file]").set_input_files(table)
    page.get_by_role("heading", name=f"Columns of {table.name}").wait_for()
    settle(page)


def add(page: Page, articles: int) -> None:
    """Add the articles that the page previews."""
    page.get_by_role("button", name=f"Add {articles} article", exact=False).click()
    page.wait_for_selector(".outcome", timeout=120_000)
    settle(page)


def answer(page: Page, name: str) -> None:
    """Give an answer on the page of review, as somebody who reads the quote first."""
    settle(page)
    page.wait_for_timeout(400)
    page.get_by_role("button", name=name).click()


def go_to(page: Page, name: str) -> None:
    """Choose a page in the menu, which a phone folds away."""
    unfold = page.get_by_test_id("stExpandSidebarButton")
    if unfold.is_visible():
        unfold.click()
    page.get_by_role("link", name=name, exact=True).click()
    page.get_by_role("heading", name=re.compile(name), level=1).wait_for()
    settle(page)


def expect_usable(page: Page) -> None:
    """Fail where a page is hard to use for somebody, or wider than its window."""
    expect_accessible(page)
    expect_no_sideways_scrolling(page)


@both_sizes
def test_all_that_a_minister_said_as_a_sheet(start: Start, tmp_path: Path, size: str) -> None:
    page = start(size)
    paste(page, TEXT.format(size), "A pier by May")
    go_to(page, "Speakers")
    expect_usable(page)
    page.get_by_role("button", name="Show Ilsa Marrow").click()
    expect(page.locator("h1")).to_contain_text("Ilsa Marrow")
    expect_usable(page)
    page.get_by_role("link", name="Filter and download").click()
    expect(page.locator(".quote-card")).to_have_count(2)
    settle(page)
    page.get_by_role("button", name="Download", exact=True).click()
    page.get_by_role("button", name="Excel – ").wait_for()
    expect_usable(page)
    with page.expect_download() as started:
        page.get_by_role("button", name="Excel – ").click()
    assert started.value.suggested_filename.startswith("quotes_ilsa-marrow_")
    started.value.save_as(tmp_path / "sheet.xlsx")
    sheet = pd.read_excel(tmp_path / "sheet.xlsx", engine="calamine")
    assert sheet.columns.tolist()[:4] == ["Quote", "Speaker", "Role", "Source"]
    assert sheet["Quote"].tolist() == [
        f"The new pier on {size} will open in May,",
        "Nobody will lose a berth,",
    ]
    assert sheet["Source"].tolist()[0] == "Ellin Courier"
    assert sheet["Title"].tolist() == ["A pier by May"] * 2


@both_sizes
def test_whether_she_said_it_as_a_link_that_lasts(
    start: Start, visit: Visit, dashboard: Served, size: str
) -> None:
    page = start(size)
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    paste(page, TEXT.format(f"this {size}"), "A pier by May")
    expect_usable(page)
    page.get_by_role("link", name="See the 3 new quotes").click()
    expect(page.locator(".quote-card")).to_have_count(3)
    go_to(page, "Quotes")
    if size == "phone":
        page.locator("label", has_text="Filters").click()
    search = page.get_by_role("searchbox", name="Words")
    search.fill('"lose a berth"')
    search.press("Enter")
    expect(page.locator(".quote-card")).to_have_count(1)
    page.get_by_role("link", name="Show quote 1 in its article").click()
    page.wait_for_selector(".passage mark.quote")
    assert "".join(page.locator(".passage mark.quote").all_text_contents()) == "Nobody will lose a berth,"
    page.get_by_text("Source or outlet?").click()
    page.get_by_text("Copy quote with citation").click()
    expect(page.locator(".citation").first).to_contain_text("“A pier by May”")
    expect_usable(page)
    page.get_by_role("button", name="Copy link").click()
    page.wait_for_function(
        "async () => (await navigator.clipboard.readText()).includes('quote=')", polling=200
    )
    link = page.evaluate("navigator.clipboard.readText()")

    go_to(page, "Add")
    page.get_by_role("button", name="Add more").click()
    paste(page, LATER.format(size), "The berths")
    with Library(dashboard.library) as library:
        library.correct_speaker(link.partition("quote=")[2], "Ilsa B. Marrow", "person")
    again = visit(link, size=size, alone=True, on_phone=size == "phone")
    opened = again.locator(".quote-row.open")
    expect(opened.locator(".words")).to_contain_text("Nobody will lose a berth,")
    expect(opened).to_contain_text("Ilsa B. Marrow")
    expect(opened).to_contain_text("A pier by May")
    expect_in_view(opened)
    expect_usable(again)


@both_sizes
def test_who_is_quoted_most_this_week_by_outlet(start: Start, tmp_path: Path, size: str) -> None:
    today = date.today()
    rows = [
        [
            f"{outlet} {speaker} {number}",
            f"Rain fell on {outlet} all day.\n\n“On {size} we count ship {number},” {speaker} said.\n",
            outlet,
            (today - timedelta(days=number)).isoformat(),
        ]
        for outlet, counts in zip(OUTLETS, COUNTS, strict=True)
        for speaker, count in zip(SPEAKERS, counts, strict=True)
        # One article of each speaker is older than a week.
        for number in [*range(count), 40]
    ]
    table = write(tmp_path / "week.csv", csv_of([["title", "text", "outlet", "date"], *rows]))
    page = start(size)
    upload(page, table)
    page.get_by_role("button", name="Preview", exact=True).click()
    add(page, len(rows))
    go_to(page, "Speakers")
    page.get_by_role("radio", name="By outlet").click()
    expect(page.locator(".st-key-ribbons .mark-area path")).to_have_count(len(OUTLETS) * len(SPEAKERS))
    first_day = today - timedelta(days=6)
    if size == "phone":
        page.get_by_text("Filters", exact=True).click()
        page.get_by_role("spinbutton", name="year, From").click()
        page.keyboard.type(f"{first_day:%Y%m%d}")
        page.get_by_role("heading", level=1).click()  # a date counts once its field is left
    else:
        page.get_by_role("radio", name="Last 7 days").click()
    page.wait_for_url(re.compile(f"since={first_day}"))
    expect(page.locator(".st-key-ribbons .mark-area path")).to_have_count(12)
    expect_usable(page)
    page.get_by_role("radio", name="Table").click()
    expect(page.get_by_role("link", name="Ilsa Marrow in Ellin Courier: 4 quotes, 80%")).to_have_count(1)
    expect_usable(page)
    with page.expect_download() as started:
        page.get_by_role("button", name="CSV").click()
    started.value.save_as(tmp_path / "outlets.csv")
    found = pd.read_csv(tmp_path / "outlets.csv")
    numbers = found.set_index(["outlet", "speaker"])["quotes"].to_dict()
    assert numbers == {
        (outlet, speaker): count
        for outlet, counts in zip(OUTLETS, COUNTS, strict=True)
        for speaker, count in zip(SPEAKERS, counts, strict=True)
        if count
    }
    most = found.groupby("outlet").first()["speaker"].to_dict()
    assert most["Ellin Courier"] == "Ilsa Marrow"
    assert most["Coast Radio"] == "Tom Quell"
    assert most["Quay Times"] == "Ada Venn"


@both_sizes
def test_how_right_the_tool_is_on_a_table_with_odd_columns(
    start: Start, dashboard: Served, tmp_path: Path, size: str
) -> None:
    rows = [
        [
            number,
            f"Tide {number} is late",
            f"The tide of day {number} came late to the quay of {size}, and the shops were shut.\n\n"
            f"“We have waited {number} hours,” {SPEAKERS[number % 3]} told Coast Radio.\n",
            OUTLETS[number % 5],
            f"{1 + number % 28}/{1 + number // 28}/2024",
        ]
        for number in range(30)
    ]
    page = start(size)
    upload(page, write(tmp_path / "odd.csv", csv_of([ODD_COLUMNS, *rows])))
    heads = page.locator(".first-rows th.held")
    expect(heads).to_have_text(["Text body_copy", "Title headline_txt", "Date day"])
    expect_usable(page)
    page.get_by_role("combobox", name="Outlet").click()
    page.get_by_role("option", name="paper").click()
    expect(heads).to_have_text(["Text body_copy", "Title headline_txt", "Outlet paper", "Date day"])
    settle(page)
    page.get_by_role("button", name="Preview", exact=True).click()
    expect(page.locator(".summary")).to_contain_text("30 articles · 30 new")
    expect_usable(page)
    add(page, 30)
    expect(page.locator(".outcome")).to_contain_text("30 articles added, with 30 quotes")
    new_quotes = page.get_by_role("link", name="See the 30 new quotes")
    expect(new_quotes).to_have_attribute("href", re.compile(r"\?import=\d+$"))
    expect_usable(page)
    with Library(dashboard.library, read_only=True) as library:
        stored = library.articles(limit=30)
    assert sorted(stored["outlet"].unique()) == sorted(OUTLETS)
    assert stored["published"].between("2024-01-01", "2024-03-04").all()

    go_to(page, "Review")
    page.get_by_role("radio", name="Sample").click()
    size_of_sample = page.get_by_label("Number of quotes")
    size_of_sample.fill("20")
    size_of_sample.press("Enter")
    settle(page)
    page.get_by_role("button", name="Draw a sample").click()
    expect(page.locator(".summary")).to_contain_text("0 of 20 checked")
    for number in (1, 2, 3):
        answer(page, "All is right")
        expect(page.locator(".summary")).to_contain_text(f"{number} of 20 checked")
    answer(page, "Not a quote")
    expect(page.locator(".summary")).to_contain_text("4 of 20 checked")
    lines = page.locator(".accuracy tbody tr")
    expect(lines.nth(0)).to_have_text(re.compile(r"Quote\s*3 of 4\s*75%, likely between 30% and 96%"))
    expect(lines.nth(1)).to_have_text(re.compile(r"Speaker\s*3 of 3\s*100%, likely between 43% and 100%"))
    expect(lines.nth(2)).to_have_text(re.compile(r"Source\s*3 of 3\s*100%"))
    expect_usable(page)
