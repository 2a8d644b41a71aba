"""The page that adds articles, and the first run, in a real browser."""

import json
import re
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
from made_files import STORY, csv_of, docx_of, pdf_of, write, zip_of
from playwright.sync_api import Page, Route, expect
from slow_writing import seldom_writable
from web_page import web_page

from quotes.library import Library

TEXT = "“The tide waits for nobody,” Una Vole told the Ellin Courier on {}.\n\n“Nobody,” she said again."


def read(page: Page) -> None:
    page.get_by_role("button", name="Preview", exact=True).click()


def add(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()
    page.wait_for_selector(".outcome")
    settle(page)


def test_the_first_run_loads_the_samples_by_one_click(visit: Visit, serve: Serve) -> None:
    empty = serve()
    page = visit(empty.address, size="phone", color_scheme="dark")
    expect(page.get_by_role("heading", name="The library is empty")).to_be_visible()
    expect_accessible(page)
    expect_no_sideways_scrolling(page)
    page.get_by_role("button", name="Load the sample articles").click()
    expect(page.locator(".summary")).to_contain_text("66 quotes", timeout=60_000)


def test_a_text_is_pasted_looked_at_and_added(visit: Visit) -> None:
    page = visit("add")
    expect(page.get_by_role("heading", name="Add")).to_be_visible()
    page.get_by_label("Text of the article").fill(TEXT.format("Monday"))
    page.get_by_label("Title").fill("**Tides** <b>and</b> $x$")
    page.get_by_label("Date").fill("5/3/2024")
    read(page)
    expect(page.locator(".notice.error")).to_contain_text('The date must be a date like 2024-03-05, not "5/3')
    page.get_by_label("Date").fill("5 March 2024")
    read(page)
    expect(page.locator(".waiting .title")).to_have_text("**Tides** <b>and</b> $x$")
    expect(page.locator(".waiting .facts")).to_contain_text("new · 2024-03-05 · 17 words")
    page.get_by_text("Show text").click()
    expect(page.locator(".look")).to_contain_text("“The tide waits for nobody,” Una Vole told")
    with_nothing_stored = page.get_by_role("button", name="Back to the form")
    with_nothing_stored.click()
    expect(page.get_by_label("Text of the article")).to_have_value(TEXT.format("Monday"))
    read(page)
    add(page, "Add 1 article")
    expect(page.locator(".outcome")).to_contain_text("1 article added, with 2 quotes")

    page.get_by_role("link", name="See the 2 new quotes").click()
    page.wait_for_url(re.compile(r"\?article="))
    expect(page.locator(".quote-card")).to_have_count(2)
    page.go_back()
    expect(page.locator(".outcome")).to_be_visible()
    page.get_by_role("button", name="Add more").click()
    expect(page.get_by_label("Text of the article")).to_have_value("")
    page.get_by_label("Text of the article").fill(TEXT.format("Monday").upper())
    read(page)
    expect(page.locator(".waiting .facts")).to_contain_text("already in the library")
    expect(page.get_by_role("button", name="Nothing to add")).to_be_disabled()
    page.get_by_role("link", name="Open in the library").click()
    page.wait_for_url(re.compile(r"/article\?article="))


def test_files_and_folders_are_uploaded(visit: Visit, served: Served, tmp_path: Path) -> None:
    files = [
        write(tmp_path / "good.docx", docx_of(STORY)),
        write(tmp_path / "wild.txt", HOSTILE.replace("Una", "Ina")),
        write(tmp_path / "broken.zip", zip_of({"a.txt": "Rain fell."})[:-30]),
        write(tmp_path / "secret.pdf", pdf_of([["Text seven."]], password="sesame")),
        write(tmp_path / "not.docx", "plain words"),
    ]
    for name in ("one", "two"):
        write(tmp_path / "news" / f"{name}.txt", TEXT.format(name))
    write(tmp_path / "news" / "picture.gif", b"GIF89a")
    write(tmp_path / "news" / ".hidden.txt", "Hidden.")
    page = visit("add?way=upload")
    page.locator("[class*=st-key-add_files] input[type=file]").set_input_files(files)
    expect(page.get_by_role("button", name="Preview", exact=True)).to_be_enabled()
    page.locator("[class*=st-key-add_folder] input[type=file]").set_input_files(tmp_path / "news")
    expect(page.locator("[class*=st-key-add_folder]")).to_contain_text("two.txt")
    settle(page)
    read(page)
    expect(page.locator(".summary")).to_contain_text("4 articles · 4 new · 3 failed · 1 skipped")
    for line in (
        r"Failed\s*broken\.zip\s*this zip archive is damaged",
        r"Failed\s*secret\.pdf\s*this PDF is encrypted",
        r"Failed\s*not\.docx\s*this is not a \.docx file",
        r"Skipped\s*news/picture\.gif\s*\.gif files cannot be read",
    ):
        expect(page.locator(".remarks")).to_contain_text(re.compile(line))
    expect(page.locator(".waiting .title").nth(1)).to_contain_text(
        "<b>Bold</b> **bold** $a$ and $b$ :red[red]"
    )
    assert page.locator(".stMain :is(script, img, .katex)").count() == 0
    expect(visit("add?way=upload").locator(".waiting")).to_have_count(0)

    page.get_by_role("button", name="Clear all").click()
    expect(page.get_by_role("button", name="Nothing to add")).to_be_visible()
    page.get_by_role("button", name="Select all").click()
    expect(page.get_by_role("button", name="Add 4 articles")).to_be_visible()
    settle(page)
    page.locator(".st-key-tick-1 label").click()
    add(page, "Add 3 articles")
    expect(page.locator(".outcome")).to_contain_text("3 articles added, with 6 quotes1 not selected3 failed")
    with page.expect_download() as started:
        page.get_by_role("button", name="Download this list as CSV").click()
    lines = started.value.path().read_text().splitlines()
    assert lines[0] == "outcome,place,reason"
    assert len(lines) == 5
    with Library(served.library, read_only=True) as library:
        stored = library.articles(limit=3)["doc_id"].tolist()
    assert stored == ["two", "one", "good"]


ODD = ["nr", "kopf", "day", "desk", "inhalt"]


def test_columns_are_shown_before_they_are_read_and_nothing_is_lost_by_a_reload(
    visit: Visit, served: Served, tmp_path: Path
) -> None:
    rows = [
        [
            str(number),
            f"Tide {number} is high again today",
            f"{number + 11}/03/2024",
            "Port Post",
            TEXT.format(number) * 3,
        ]
        for number in range(3)
    ]
    odd = write(tmp_path / "odd.csv", csv_of([ODD, *rows]))
    page = visit("add", alone=True)
    page.get_by_label("Text of the article").fill("“We sail,” Ada Quill said.")
    page.wait_for_timeout(2_000)  # until it is sent without leaving the field
    page.reload()
    expect(page.get_by_label("Text of the article")).to_have_value("“We sail,” Ada Quill said.")
    page.get_by_label("Text of the article").fill("")
    page.get_by_role("radio", name="Upload files").click()
    page.locator("[class*=st-key-add_files] input[type=file]").set_input_files(odd)
    heads = page.locator(".first-rows th.held")
    expect(heads).to_have_text(["Text inhalt", "Title kopf", "Date day"])
    page.get_by_role("combobox", name="Outlet").click()
    page.get_by_role("option", name="desk").click()
    expect(heads).to_have_count(4)
    expect_accessible(page)
    page.reload()
    expect(page.get_by_text("Chosen before: odd.csv")).to_be_visible()
    expect(heads).to_have_text(["Text inhalt", "Title kopf", "Outlet desk", "Date day"])
    page.get_by_role("combobox", name="Date").click()
    page.get_by_role("option", name="No column").click()
    expect(heads).to_have_count(3)
    settle(page)
    read(page)
    expect(page.locator(".notice")).to_contain_text("No date was found in all 3 articles")
    page.get_by_role("button", name="Back to the form").click()
    page.set_viewport_size(SIZES["phone"])
    expect_no_sideways_scrolling(page)
    page.get_by_role("combobox", name="Date").click()
    page.get_by_role("option", name="day").click()
    expect(heads).to_have_count(4)
    settle(page)
    read(page)
    expect(page.locator(".waiting .facts").first).to_contain_text("Port Post · 2024-03-11")
    add(page, "Add 3 articles")
    expect(page.get_by_role("link", name="Tide 1 is high again today")).to_be_visible()
    page.get_by_role("button", name="Add more").click()
    expect(page.get_by_text("Chosen before")).to_have_count(0)


def test_the_preview_waits_for_files_that_are_on_their_way(visit: Visit, tmp_path: Path) -> None:
    early, late = (write(tmp_path / f"{name}.txt", TEXT.format(name)) for name in ("early", "late"))
    page = visit("add?way=upload", alone=True)
    field, preview = (
        page.locator("[class*=st-key-add_files] input"),
        page.locator(".st-key-add_read_files button"),
    )
    field.set_input_files(early)
    expect(preview).to_be_enabled()
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    page.route("**/upload_file/**", hold)
    field.set_input_files(late)
    while not held:
        page.wait_for_timeout(50)
    expect(preview).to_have_css("pointer-events", "none")
    held[0].continue_()
    read(page)
    expect(page.locator(".summary")).to_contain_text("2 articles · 2 new")


def test_addresses_that_are_private_are_refused(visit: Visit) -> None:
    page = visit("add?way=web")
    with web_page() as (address, asked):
        page.get_by_label("Web addresses of articles").fill(f"{address}\n/etc/hostname\n")
        read(page)
        expect(page.locator(".remarks")).to_contain_text(
            re.compile(rf"{address}\s*this web address is not public, so it is not fetched")
        )
        assert asked == []
    expect(page.locator(".remarks")).to_contain_text("a web address must begin with http:// or https://")
    expect(page.get_by_role("heading", name="Nothing could be read")).to_be_visible()


def test_the_way_is_in_the_address(visit: Visit) -> None:
    page = visit("add")
    page.get_by_role("radio", name="Upload files").click()
    page.wait_for_url(re.compile(r"add\?way=upload"))
    page.get_by_role("radio", name="From the web").click()
    page.wait_for_url(re.compile(r"add\?way=web"))
    page.go_back()
    expect(page.get_by_role("radio", name="Upload files")).to_be_checked()
    page.go_forward()
    expect(page.get_by_role("radio", name="From the web")).to_be_checked()
    expect(visit("add?way=nothing").get_by_role("radio", name="Paste a text")).to_be_checked()


def test_adding_continues_while_other_pages_are_open_and_can_be_stopped(
    visit: Visit, serve: Serve, tmp_path: Path
) -> None:
    articles = [{"text": TEXT.format(f"day {number}")} for number in range(80)]
    many = write(tmp_path / "many.jsonl", "".join(f"{json.dumps(article)}\n" for article in articles))
    empty = serve()
    page = visit(empty.address)
    page.get_by_role("link", name="Add your own articles").click()
    page.get_by_role("radio", name="Upload files").click()
    page.locator("[class*=st-key-add_files] input[type=file]").set_input_files(many)
    read(page)
    page.get_by_role("button", name="Page 4").click()
    expect(page.locator(".waiting")).to_have_count(20)
    bar = page.get_by_test_id("stProgress")
    with seldom_writable(empty.library):
        page.get_by_role("button", name="Add 80 articles").click()
        expect(bar).to_contain_text(re.compile(r"[1-9]\d* of 80 articles · [\d.]+ a second"), timeout=60_000)
        page.get_by_role("link", name="Speakers").click()
        page.wait_for_url(re.compile("speakers"))
        page.get_by_role("link", name="Add", exact=True).click()
        expect(bar).to_contain_text("of 80 articles")
        other = visit(page.url.partition("?")[0], alone=True)  # as after the tab was closed
        expect(other.get_by_test_id("stProgress")).to_contain_text("of 80 articles")
        page.get_by_test_id("stMain").get_by_role("button", name="Stop").click()
        expect(bar).to_contain_text("Stopping after the current articles")
    expect(page.get_by_role("heading", name="Stopped")).to_be_visible(timeout=30_000)
    expect(page.locator(".outcome")).to_contain_text("not added yet")
    expect(page.get_by_role("button", name="Add the rest")).to_be_visible()


def test_a_library_for_reading_only_cannot_be_added_to(visit: Visit, served: Served, serve: Serve) -> None:
    reading = serve(library=served.library, QUOTES_READ_ONLY="1")
    page = visit(f"{reading.address}add")
    expect(page.locator(".notice")).to_contain_text("read-only")
    assert page.locator("textarea, input[type=file]").count() == 0


@pytest.mark.parametrize(("size", "scheme"), [("desktop", "light"), ("phone", "dark")])
def test_every_state_can_be_used_by_everybody(visit: Visit, size: str, scheme: str) -> None:
    page = visit("add?way=upload", size=size, color_scheme=scheme)
    expect_accessible(page)
    page.get_by_role("radio", name="Paste a text").click()
    page.get_by_label("Text of the article").fill(TEXT.format(f"{size} {scheme}") + "x" * 10_000)
    expect_accessible(page)
    read(page)
    expect(page.locator(".waiting")).to_be_visible()
    page.get_by_text("Show text").click()
    expect_accessible(page)
    expect_no_sideways_scrolling(page)
    add(page, "Add 1 article")
    expect_accessible(page)
    expect_no_sideways_scrolling(page)
