"""The page of quotes in a real browser: its main path, its links, and what no article may do to it."""

import io
import re
from pathlib import Path

import pandas as pd
import pytest
from browsing import Served, Visit, expect_accessible, expect_no_sideways_scrolling, schemes, settle
from playwright.sync_api import Page, Route, expect

from quotes.library import Filter, Library
from quotes.writing import to_bytes

FERRY_WORDS = ["We sail at dawn,", "The harbour belongs to all of us,", "Nobody asked the fishermen,"]


def choose(page: Page, filter_name: str, value: str) -> None:
    """Choose a value in one of the filters, by typing its beginning."""
    section = page.locator(f"details[data-kept={filter_name}]")
    if not section.evaluate("section => section.open"):
        section.locator("summary").click()
    box = page.locator(f"[data-names={filter_name}]")
    box.fill(value)
    page.get_by_role("option", name=value).first.click()
    expect(page.locator(".filter-chips:visible")).to_contain_text(value)
    settle(page)


def expect_listed(page: Page, words: list[str]) -> None:
    expect(page.locator(".quote-card .words")).to_have_text([f"“{quote}”" for quote in words])


def download(page: Page, name: str, folder: Path) -> Path:
    with page.expect_download() as started:
        page.get_by_role("button", name=f"{name} – ").click()
    path = folder / started.value.suggested_filename
    started.value.save_as(path)
    return path


def test_filter_open_and_download(visit: Visit, served: Served, tmp_path: Path) -> None:
    page = visit()
    choose(page, "speaker", "Ada Quill")
    expect(page.locator(".summary")).to_contain_text("2 quotes of 5")
    expect_listed(page, [FERRY_WORDS[0], FERRY_WORDS[2]])

    settle(page)
    page.get_by_role("link", name="Show quote 2 in its article").click()
    expect(page.locator(".passage mark.quote")).to_have_text(FERRY_WORDS[2])
    expect(page.locator(".passage mark.speaker")).to_have_text("Ada Quill")
    expect(page.locator(".passage mark.cue")).to_have_text("said")
    expect(page.get_by_role("link", name="The ferry returns")).to_have_attribute(
        "href", "https://ellin-courier.example/ferry"
    )

    page.get_by_role("button", name="Download").click()
    with Library(served.library, read_only=True) as library:
        frame = library.with_own_columns(library.frame(Filter(speakers=("Ada Quill",))))
    assert len(frame) == 2
    for name, file_format in (("CSV", "csv"), ("JSON Lines", "jsonl")):
        assert download(page, name, tmp_path).read_bytes() == to_bytes(frame, file_format)
    parquet = pd.read_parquet(download(page, "Parquet", tmp_path))
    workbook = pd.read_excel(
        io.BytesIO(download(page, "Excel", tmp_path).read_bytes()),
        sheet_name="All columns",
        engine="calamine",
        dtype=str,
    )
    assert [path.name[:18] for path in tmp_path.iterdir()] == ["quotes_ada-quill_2"] * 4
    for table in (parquet, workbook):
        assert table["quote_id"].tolist() == frame["quote_id"].tolist()
        assert table["quote"].tolist() == frame["quote"].tolist()


def test_an_opened_quote_leads_to_its_article_its_speaker_and_its_correction(visit: Visit) -> None:
    page = visit("?article=ferry")
    page.get_by_role("link", name="Show quote 1 in its article").click()
    for name, address in (
        ("Open in the article", r"/article\?article=ferry&quote="),
        ("More from this speaker", r"/speakers\?speaker=Ada\+Quill"),
        ("Correct this quote", r"/review\?quote="),
    ):
        page.get_by_role("link", name=name).click()
        page.wait_for_url(re.compile(address))
        settle(page)
        page.go_back()
        expect(page.locator(".opened")).to_have_count(1)
        expect_listed(page, FERRY_WORDS)


def test_a_link_reproduces_the_view_in_a_fresh_browser(visit: Visit) -> None:
    first = visit("?kind=full&least=0.05")
    choose(first, "speaker", "Ada Quill")
    first.locator("#filter-words").fill("fishermen")
    first.keyboard.press("Enter")
    expect(first.locator(".summary:visible")).to_contain_text("1 quote of 5")
    settle(first)  # a click while the page is drawn again may meet a button that goes
    first.get_by_role("link", name="Show quote 1 in its article").click()
    expect(first.locator(".opened")).to_have_count(1)
    first.wait_for_url(re.compile("quote="))
    settle(first)

    second = visit(first.url, alone=True)
    expect(second.locator(".opened")).to_have_count(1)
    seen = first.locator(".stMain").inner_text()
    expect(second.locator(".stMain")).to_have_text(seen, use_inner_text=True)
    expect(second.locator("#filter-words")).to_have_value("fishermen")
    for name in ("words=fishermen", "speaker=Ada+Quill", "kind=full", "least=0.05", "quote="):
        assert name in second.url


def test_back_and_forward(visit: Visit) -> None:
    page = visit()
    choose(page, "article", "The mill closes")
    page.wait_for_url(re.compile("article="))
    settle(page)
    page.get_by_role("link", name="Show quote 1 in its article").click()
    page.wait_for_url(re.compile("quote="))
    expect(page.locator(".opened")).to_have_count(1)
    page.go_back()
    expect(page.locator(".opened")).to_have_count(0)
    expect_listed(page, ["We have sold the last sack,"])
    page.go_forward()
    expect(page.locator(".opened")).to_have_count(1)
    page.go_back()
    page.go_back()  # nobody waits for the page between
    expect(page.locator(".quote-card")).to_have_count(5)
    page.go_forward()
    expect_listed(page, ["We have sold the last sack,"])


def test_the_keyboard_opens_and_closes_a_quote(visit: Visit) -> None:
    page = visit()
    page.get_by_role("link", name="Show quote 1 in its article").focus()
    page.keyboard.press("Enter")
    expect(page.locator(".opened")).to_have_count(1)
    expect(page.get_by_role("link", name="Close quote 1")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator(".opened")).to_have_count(0)
    expect(page.get_by_role("link", name="Show quote 1 in its article")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator(".opened")).to_have_count(1)
    page.keyboard.press("Escape")
    expect(page.locator(".opened")).to_have_count(0)
    expect(page.get_by_role("link", name="Show quote 1 in its article")).to_be_focused()


def test_filters_by_keyboard(visit: Visit) -> None:
    page = visit()
    box = page.get_by_role("combobox", name="Find a speaker")
    box.focus()
    page.keyboard.type("quil")
    expect(page.get_by_role("option", name="Ada Quill")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator(".finder [role=option]")).to_have_count(0)
    page.keyboard.type("l")
    page.keyboard.press("Enter")  # before it is found
    expect(page.locator(".filter-chips:visible")).to_contain_text("Speaker is Ada Quill")
    expect(box).to_be_focused()
    expect_listed(page, [FERRY_WORDS[0], FERRY_WORDS[2]])
    page.keyboard.type("no such name")
    expect(page.locator(".finder [role=option]")).to_have_text("Nothing found for “no such name”")

    whole = page.locator("[data-kept='Whole sentence']")
    whole.focus()
    page.keyboard.press("Enter")
    expect(whole).to_have_attribute("aria-current", "true")
    expect(whole).to_be_focused()
    settle(page)
    page.get_by_role("link", name="Remove filter: Speaker is Ada Quill").press("Enter")
    expect(page.locator(".filter-chips li")).to_have_count(2)
    expect(page.locator(".above .shown")).to_be_focused()
    page.get_by_role("link", name="Clear the filters").press("Enter")
    expect(page.locator(".quote-card")).to_have_count(5)
    page.wait_for_url(lambda address: "?" not in address)


def test_the_page_says_so_when_nothing_matches(visit: Visit) -> None:
    page = visit()
    page.locator("#filter-words").fill("nosuchword")
    page.keyboard.press("Enter")
    expect(page.locator(".summary:visible")).to_contain_text("0 quotes of 5")
    expect(page.get_by_text("No quotes match these filters. Remove a filter to see more.")).to_be_visible()


def test_every_page_is_in_the_menu_of_a_narrow_screen(visit: Visit) -> None:
    page = visit()
    page.set_viewport_size({"width": 790, "height": 600})
    expect(page.get_by_role("link", name="Review")).to_be_visible()
    expect(page.get_by_text("1 more")).to_have_count(0)
    expect_no_sideways_scrolling(page)


def test_what_is_filtered_is_there_after_another_page_and_seen_on_a_phone(visit: Visit) -> None:
    page = visit("?speaker=Ada+Quill&kind=full", size="phone")
    expect(page.locator(".filters label[for=show-filters]")).to_have_text("Filters 2")
    expect(page.locator(".filters .sections")).to_be_hidden()
    expect(page.locator(".filter-chips")).to_be_visible()
    page.get_by_role("link", name="Show quote 1 in its article").click()
    page.get_by_role("link", name="More from this speaker").click()
    page.wait_for_url(re.compile("/speakers"))
    settle(page)
    page.evaluate("[...document.querySelectorAll('a')].find(a => new URL(a.href).pathname === '/').click()")
    page.wait_for_url(re.compile(r"/\?.*speaker=Ada"))
    expect(page.locator(".filter-chips li")).to_have_count(3)
    page.get_by_text("Filters 2").click()
    expect(page.locator(".filters .sections")).to_be_visible()
    page.get_by_label("Order").select_option("Oldest first")
    page.wait_for_url(re.compile("sort=oldest"))
    expect(page.locator(".filters .sections")).to_be_visible()
    expect_no_sideways_scrolling(page)
    expect_accessible(page)


def test_an_article_neither_runs_nor_restyles_the_page(visit: Visit) -> None:
    page = visit()
    choose(page, "article", "<b>Bold</b>")
    expect(page.locator(".quote-card")).to_have_count(1)
    page.get_by_role("link", name="Show quote 1 in its article").click()
    quote = page.locator(".passage mark.quote")
    expect(quote).to_be_visible()
    words = quote.text_content() or ""
    for piece in (
        "<script>document.title=1</script> <img src=x onerror=document.title=2>",
        "</div><style>*{display:none}</style>",
        "**bold** $x$ and $y$ :red[warning] :smile: one \u202etwo three",
        "x" * 10_000,
    ):
        assert piece in words
    expect(
        page.locator(".opened dd a, .opened dd bdi").filter(has_text="<b>Bold</b> **bold** $a$")
    ).to_be_visible()
    assert page.locator(".stMain :is(script:not([data-number]), img, .katex)").count() == 0
    assert page.title() == "Quotes · quotes"
    expect_no_sideways_scrolling(page)


@pytest.mark.parametrize("size", ["desktop", "phone"])
def test_every_size_and_scheme(visit: Visit, size: str) -> None:
    page = visit(size=size)
    page.get_by_role("link", name="Show quote 2 in its article").click()
    expect(page.locator(".passage mark.quote")).to_be_visible()
    expect_no_sideways_scrolling(page)
    for scheme in schemes(page):
        back, ink = page.evaluate(
            """() => [getComputedStyle(document.querySelector('.stApp')).backgroundColor,
                      getComputedStyle(document.querySelector('.passage')).color]"""
        )
        lighter = sum(map(int, re.findall(r"\d+", back)[:3])) > sum(map(int, re.findall(r"\d+", ink)[:3]))
        assert lighter == (scheme == "light")
        expect_accessible(page)


def test_what_is_chosen_before_the_scripts_have_come_is_done_when_they_come(visit: Visit) -> None:
    page = visit()
    held: list[Route] = []
    page.route("**/BidiComponent.*.js", lambda route: held.append(route))  # noqa: PLW0108  (Playwright marks it)
    page.reload()
    settle(page)
    page.get_by_role("button", name="Download").click()
    page.get_by_label("Order").select_option("oldest")
    assert page.evaluate("window.__streamlit.HOST_CONFIG")  # who comes back connects at once
    assert held
    for each in held:
        each.continue_()
    page.wait_for_url(re.compile("sort=oldest"))
    page.get_by_role("button", name="Excel – ").wait_for()
