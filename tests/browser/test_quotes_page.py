"""The page of quotes in a real browser: its main path, its links, and what no article may do to it."""

import io
import re
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser

Visit = Callable[..., Page]

FERRY_WORDS = ["We sail at dawn,", "The harbour belongs to all of us,", "Nobody asked the fishermen,"]


def choose(page: Page, filter_name: str, value: str) -> None:
    """Choose a value in a filter of the sidebar."""
    page.locator(f".st-key-{filter_name} input").click()
    page.get_by_role("option").filter(has_text=value).click()
    page.keyboard.press("Escape")


def expect_listed(page: Page, quotes: list[str]) -> None:
    """Wait until the list shows just these quotes."""
    expect(page.locator(".quote-card .words")).to_have_text([f"“{quote}”" for quote in quotes])


def download(page: Page, name: str, folder: Path) -> Path:
    with page.expect_download() as started:
        page.get_by_role("button", name=name).click()
    path = folder / started.value.suggested_filename
    started.value.save_as(path)
    return path


def test_filter_open_and_download(visit: Visit, tmp_path: Path) -> None:
    page = visit()
    choose(page, "speaker", "Ada Quill · 2")
    expect(page.locator(".summary")).to_contain_text("2 quotes of 5")
    expect_listed(page, [FERRY_WORDS[0], FERRY_WORDS[2]])

    page.get_by_role("button", name="Show quote 2 in its article").click()
    expect(page.locator(".passage mark.quote")).to_have_text(FERRY_WORDS[2])
    expect(page.locator(".passage mark.speaker")).to_have_text("Ada Quill")
    expect(page.locator(".passage mark.cue")).to_have_text("said")
    expect(page.get_by_role("link", name="The ferry returns")).to_have_attribute(
        "href", "https://ellin-courier.example/ferry"
    )

    speakers = page.locator(".quote-card .byline b").all_text_contents()
    for table in (
        pd.read_csv(download(page, "CSV", tmp_path)),
        pd.read_excel(io.BytesIO(download(page, "Excel", tmp_path).read_bytes()), engine="calamine"),
    ):
        expect_listed(page, table["quote"].tolist())
        assert table["speaker"].tolist() == speakers
        assert table["title"].tolist() == ["The ferry returns"] * 2

    page.get_by_role("button", name="More formats").click()
    readable = download(page, "Markdown", tmp_path)
    assert readable.name == "quotes.md"
    assert readable.read_text("utf-8").count("**Ada Quill**") == 2


def test_a_link_reproduces_the_view_in_a_fresh_browser(visit: Visit) -> None:
    first = visit()
    choose(first, "speaker", "Ada Quill")
    first.locator(".st-key-words input").fill("fishermen")
    first.keyboard.press("Enter")
    expect(first.locator(".summary")).to_contain_text("1 quote of 5")
    first.get_by_role("button", name="Show quote 1 in its article").click()
    expect(first.locator(".opened")).to_have_count(1)
    first.wait_for_url(re.compile("quote="))

    second = visit(first.url)
    expect(second.locator(".opened")).to_have_count(1)
    expect(second.locator(".stMain")).to_have_text(first.locator(".stMain").text_content() or "")
    assert second.locator(".st-key-words input").input_value() == "fishermen"


def test_back_and_forward(visit: Visit) -> None:
    page = visit()
    choose(page, "article", "The mill closes")
    page.wait_for_url(re.compile("article="))
    page.get_by_role("button", name="Show quote 1 in its article").click()
    page.wait_for_url(re.compile("quote="))
    page.go_back()
    expect(page.locator(".opened")).to_have_count(0)
    expect_listed(page, ["We have sold the last sack,"])
    page.go_back()
    expect(page.locator(".quote-card")).to_have_count(5)
    page.go_forward()
    expect_listed(page, ["We have sold the last sack,"])


def test_the_keyboard_opens_and_closes_a_quote(visit: Visit) -> None:
    page = visit()
    page.get_by_role("button", name="Show quote 1 in its article").focus()
    page.keyboard.press("Enter")
    expect(page.locator(".opened")).to_have_count(1)
    page.get_by_role("button", name="Close quote 1").focus()
    page.keyboard.press("Enter")
    expect(page.locator(".opened")).to_have_count(0)


def test_an_article_neither_runs_nor_restyles_the_page(visit: Visit) -> None:
    page = visit()
    choose(page, "article", "<b>Bold</b> **bold** $a$ and $b$… · 1")
    expect(page.locator(".quote-card")).to_have_count(1)
    page.get_by_role("button", name="Show quote 1 in its article").click()
    quote = page.locator(".passage mark.quote")
    expect(quote).to_be_visible()
    words = quote.text_content() or ""
    for piece in (
        "<script>document.title=1</script> <img src=x onerror=document.title=2>",
        "</div><style>*{display:none}</style>",
        "**bold** $x$ and $y$ :red[warning] :smile: one \u202etwo three",
        "x" * 100_000,
    ):
        assert piece in words
    expect(
        page.locator(".opened dd a, .opened dd bdi").filter(has_text="<b>Bold</b> **bold** $a$")
    ).to_be_visible()
    assert page.locator(".stMain :is(script, img, .katex)").count() == 0
    assert page.title() == "quotes"
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_an_article_can_be_pasted_and_left(visit: Visit) -> None:
    page = visit("?article=mill")
    page.get_by_text("Paste an article").click()
    page.get_by_role("button", name="Find the quotes").click()
    expect(page.get_by_role("alert").filter(has_text="There is no text to read")).to_be_visible()
    page.get_by_label("Text of the article").fill('"The bridge stays shut," Kit Fell said.')
    page.get_by_role("button", name="Find the quotes").click()
    expect(page.locator(".quote-card .byline")).to_have_text("Kit Fell")
    page.get_by_role("button", name="Show quote 1 in its article").click()
    expect(page.locator(".passage mark.quote")).to_have_text("The bridge stays shut,")
    page.get_by_role("button", name="Back to the collection").click()
    expect_listed(page, ["We have sold the last sack,"])


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_phone_width(visit: Visit, scheme: str) -> None:
    page = visit(viewport={"width": 390, "height": 844}, color_scheme=scheme)
    page.get_by_role("button", name="Show quote 2 in its article").click()
    expect(page.locator(".passage mark.quote")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") == 390
    back, ink = page.evaluate(
        """() => [getComputedStyle(document.querySelector('.stApp')).backgroundColor,
                  getComputedStyle(document.querySelector('.passage')).color]"""
    )
    lighter = sum(map(int, re.findall(r"\d+", back)[:3])) > sum(map(int, re.findall(r"\d+", ink)[:3]))
    assert lighter == (scheme == "light")
