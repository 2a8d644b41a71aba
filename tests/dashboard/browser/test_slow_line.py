"""Acts on a slow line: nothing that is typed or pressed is lost, or done twice."""

import re

import pytest
from browsing import Serve, Served, Visit, settle
from late_answers import LateAnswers
from made_library import ALL
from playwright.sync_api import Page, expect

from quotes.library import Library


@pytest.fixture(scope="module")
def served(serve: Serve, tmp_path_factory: pytest.TempPathFactory) -> Served:
    path = tmp_path_factory.mktemp("slow") / "library.sqlite"
    with Library(path) as library:
        for article, rows in ALL.items():
            library.add(article, rows)
        library.link()
    return serve(library=path)


@pytest.fixture
def late() -> LateAnswers:
    return LateAnswers()


@pytest.fixture
def page(visit: Visit, served: Served, late: LateAnswers) -> Page:
    """The page of quotes, whose answers can be late."""
    page = visit("speakers")
    page.route_web_socket("**/_stcore/stream", late.route)
    page.goto(served.address)
    settle(page)
    page.locator("#filter-words").wait_for()  # drawn last on arrival
    settle(page)
    return page


def expect_filters(page: Page, *words: str) -> None:
    settle(page)
    chips = page.locator(".filter-chips:visible bdi")
    expect(chips).to_have_count(len(words))
    assert sorted(chips.all_text_contents()) == sorted(words)


def test_a_filter_that_is_pressed_while_words_are_searched_keeps_them(page: Page, late: LateAnswers) -> None:
    box = page.locator("#filter-words")
    late.begin()
    box.press_sequentially("the")
    box.press("Enter")
    page.locator("[data-kept='speaker Ada Quill']").click()
    page.locator("[data-kept='speaker Bo Reed']").click()
    late.end()
    expect_filters(page, "With the words the", "Speaker is Ada Quill", "Speaker is Bo Reed")
    expect(box).to_have_value("the")


def test_words_that_are_not_sent_yet_are_searched_with_the_filter(page: Page, late: LateAnswers) -> None:
    box = page.locator("#filter-words")
    late.begin()
    page.get_by_role("button", name="Topics").click()
    box.press_sequentially("the")
    late.end()
    settle(page)
    expect(box).to_have_value("the")  # drawn again meanwhile, so that the browser takes it for unchanged
    late.begin()
    page.locator("[data-kept='speaker Ada Quill']").click()
    page.locator(".months:visible .strip a").first.click()
    late.end()
    march = ("Published on 2024-03-01 or later", "Published on 2024-03-31 or earlier")
    expect_filters(page, "Speaker is Ada Quill", *march, "With the words the")
    box.press_sequentially("n")
    page.get_by_role("link", name="Clear the filters").click()
    expect_filters(page)
    expect(box).to_have_value("")


def test_the_address_of_the_next_page_has_no_filter_of_the_last(page: Page, late: LateAnswers) -> None:
    late.begin()
    page.locator("[data-kept='speaker Ada Quill']").click()
    page.get_by_role("link", name="Speakers", exact=True).click()
    late.end()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Speakers")
    settle(page)
    expect(page).to_have_url(re.compile(r"/speakers$"))
    page.get_by_role("link", name="Quotes", exact=True).click()
    expect_filters(page, "Speaker is Ada Quill")
    expect(page).to_have_url(re.compile(r"/\?speaker=Ada\+Quill$"))


def test_a_tool_that_is_pressed_again_before_its_answer_stays_open(page: Page, late: LateAnswers) -> None:
    late.begin()
    for _ in range(2):
        page.get_by_role("button", name="Download").click()
    late.end()
    settle(page)
    expect(page.get_by_role("button", name="Excel – ")).to_be_visible()


def test_a_link_that_is_drawn_again_while_it_is_pressed_is_followed(page: Page) -> None:
    link = page.locator("[data-kept='speaker Ada Quill']")
    link.hover()
    page.mouse.down()
    page.evaluate("""() => {
        const panel = document.querySelector(".filters");
        panel.replaceWith(panel.cloneNode(true));
    }""")
    page.mouse.up()
    expect_filters(page, "Speaker is Ada Quill")
    link.hover()
    page.mouse.down()
    page.mouse.move(1200, 800)
    page.mouse.up()
    expect_filters(page, "Speaker is Ada Quill")


def test_a_row_that_is_drawn_again_while_it_is_pressed_is_opened(page: Page) -> None:
    row = page.locator(".quote-row .head a").nth(2)
    quote = row.get_attribute("data-quote")
    row.hover()
    page.mouse.down()
    page.evaluate("""() => {
        const list = document.querySelector(".quote-list");
        list.replaceWith(list.cloneNode(true));
    }""")
    page.mouse.up()
    expect(page.locator(".quote-row.open .head a")).to_have_attribute("data-quote", quote or "")


def test_a_letter_that_is_being_composed_survives_an_answer(page: Page, late: LateAnswers) -> None:
    box, keyboard = page.locator("#filter-words"), page.context.new_cdp_session(page)
    late.begin()
    page.locator("[data-kept='speaker Ada Quill']").click()
    box.focus()
    compose = {"text": "e\u0301", "selectionStart": 2, "selectionEnd": 2}
    keyboard.send("Input.imeSetComposition", compose)
    box.evaluate("box => { box.hasSeenIt = true }")  # another box would fold away a phone's keyboard
    late.end()
    expect_filters(page, "Speaker is Ada Quill")
    keyboard.send("Input.insertText", {"text": "\u00e9t\u00e9"})
    expect(box).to_have_value("\u00e9t\u00e9")
    assert box.evaluate("box => box.hasSeenIt && box === document.activeElement")
    box.press("Enter")
    expect_filters(page, "Speaker is Ada Quill", "With the words \u00e9t\u00e9")


def test_a_period_is_kept_when_another_filter_follows_at_once(page: Page, late: LateAnswers) -> None:
    page.get_by_role("link", name="Speakers", exact=True).click()
    period = page.get_by_role("radio", name="Last 7 days")
    period.wait_for()
    settle(page)
    late.begin()
    period.click()
    page.get_by_role("button", name="Person").click()
    late.end()
    page.wait_for_url(re.compile(r"speakers\?since=.*&speaker_kind=person$"))
    settle(page)
    late.begin()
    page.get_by_role("button", name="Clear the filters").click()
    page.get_by_role("radio", name="Articles").click()
    late.end()
    page.wait_for_url(re.compile(r"speakers\?by=articles$"))


def test_a_second_press_does_not_add_again(page: Page, late: LateAnswers) -> None:
    page.get_by_role("link", name="Add", exact=True).click()
    page.get_by_label("Text of the article").fill("“The quay is new,” Ada Quill said.")
    page.get_by_role("button", name="Preview", exact=True).click()
    add = page.get_by_role("button", name="Add 1 article")
    add.wait_for()
    settle(page)
    late.begin()
    add.click()
    add.click()
    late.end()
    expect(page.locator(".outcome")).to_contain_text("1 article added")
    settle(page)
    expect(page.locator(".outcome")).to_contain_text("1 article added")
