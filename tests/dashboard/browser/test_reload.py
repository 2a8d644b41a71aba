"""A page that is loaded again in the middle of something, in a real browser."""

import json
import re
from pathlib import Path

from browsing import Served, Visit, settle
from playwright.sync_api import Page, expect
from slow_writing import seldom_writable

from quotes.library import Library

MANY = 60
UNDER_WAY = re.compile(rf"\d+ of {MANY} articles")


def hand_in(page: Page, folder: Path, first: int, number: int) -> None:
    """Upload a file of articles and read it."""
    file = folder / f"from-{first}.jsonl"
    texts = (
        f"“The boats leave at {each},” Una Vole told the Ellin Courier."
        for each in range(first, first + number)
    )
    file.write_text("\n".join(json.dumps({"text": text}) for text in texts))
    page.locator("[class*=st-key-add_files] input[type=file]").set_input_files(file)
    expect(page.get_by_role("button", name="Preview", exact=True)).to_be_enabled()
    settle(page)
    page.get_by_role("button", name="Preview", exact=True).click()
    expect(page.locator(".summary")).to_contain_text(f"{number} articles")


def test_adding_goes_on_and_is_shown_again(visit: Visit, served: Served, tmp_path: Path) -> None:
    page = visit("add?way=upload")
    hand_in(page, tmp_path, 0, MANY)
    with seldom_writable(served.library):
        page.get_by_role("button", name=f"Add {MANY} articles").click()
        expect(page.get_by_text(UNDER_WAY).first).to_be_visible(timeout=60_000)
        other = visit("add", new_tab=True)
        for shown in (other, page):
            expect(shown.get_by_role("button", name="Stop")).to_be_visible()
            expect(shown.get_by_text(UNDER_WAY).first).to_be_visible()
            page.reload()
    page.wait_for_selector(".outcome", timeout=120_000)
    expect(page.locator(".outcome")).to_contain_text(f"{MANY} articles added, with {MANY} quotes")
    page.reload()
    expect(page.locator(".outcome")).to_contain_text(f"{MANY} articles added, with {MANY} quotes")
    page.get_by_role("button", name="Add more").click()
    expect(page.get_by_role("button", name="Preview", exact=True)).to_be_visible()
    with Library(served.library, read_only=True) as library:
        ids = [article.id for article in library.stored_articles() if "The boats leave" in article.text]
    assert len(ids) == len(set(ids)) == MANY


def test_what_waits_to_be_added_is_shown_again_with_what_was_left_out(visit: Visit, tmp_path: Path) -> None:
    page = visit("add?way=upload")
    hand_in(page, tmp_path, 1000, 3)
    page.locator(".st-key-tick-1 label").click()
    expect(page.get_by_role("button", name="Add 2 articles")).to_be_visible()
    page.reload()
    expect(page.locator(".waiting")).to_have_count(3)
    expect(page.get_by_role("button", name="Add 2 articles")).to_be_visible()
    address = page.url
    page.get_by_role("button", name="Back to the form").click()
    expect(page.get_by_role("button", name="Preview", exact=True)).to_be_visible()
    page.goto(address)
    expect(page.locator(".notice")).to_contain_text("What was handed in here is no longer kept.")
    expect(visit("add?way=upload").get_by_text("Chosen before")).to_have_count(0)  # of the other window
    page.get_by_role("radio", name="Upload files").click()
    expect(page.get_by_text("Chosen before: from-1000.jsonl")).to_be_visible()
    page.get_by_role("button", name="Remove").click()
    expect(page.get_by_text("Chosen before")).to_have_count(0)


def test_an_upload_that_a_reload_ends_stores_nothing(visit: Visit, served: Served, tmp_path: Path) -> None:
    file = tmp_path / "large.txt"
    file.write_text("“We sail,” Ada Quill said.\n" * 1_500_000)
    with Library(served.library, read_only=True) as library:
        before = library.totals()
    page = visit("add?way=upload")
    page.locator("[class*=st-key-add_files] input[type=file]").set_input_files(file)
    page.reload()
    expect(page.get_by_role("button", name="Preview", exact=True)).to_be_disabled()
    expect(page.get_by_text("large.txt")).to_have_count(0)
    with Library(served.library, read_only=True) as library:
        assert library.totals() == before


def test_two_hundred_files_are_uploaded_at_once(visit: Visit, served: Served, tmp_path: Path) -> None:
    files = []
    for number in range(200):
        file = tmp_path / f"day-{number}.txt"
        file.write_text(f"“The tide of day {number} waits,” Una Vole told the Ellin Courier.")
        files.append(file)
    page = visit("add?way=upload")
    page.locator("[class*=st-key-add_files] input[type=file]").set_input_files(files)
    expect(page.get_by_role("button", name="Preview", exact=True)).to_be_enabled(timeout=120_000)
    settle(page)
    page.get_by_role("button", name="Preview", exact=True).click()
    expect(page.locator(".summary")).to_contain_text("200 articles · 200 new", timeout=60_000)
