"""The page of review in a real browser: names that are typed before their box is there."""

from pathlib import Path

import pytest
from browsing import Served, Visit, settle
from late_answers import LateAnswers
from playwright.sync_api import expect
from reviewing import asked, close_names, name_box, rows_of, told, write_articles
from windows import Windows

from quotes.dashboard.shared.inline_scripts import TYPE_INTO_NAME_BOX

NOTE_PRESSES = """() => {
  window.presses = 0;
  document.querySelector("button").addEventListener("click", () => { presses++; });
}"""
DRAW_NAME_BOX = """() => {
  document.querySelector("main").innerHTML = `<div class=st-key-review-typed><input></div>
    <div class=st-key-review-panel><div data-testid=stFormSubmitButton><button>Save</button></div></div>`;
}"""


@pytest.fixture(scope="module")
def collection(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with an article that leaves the tool in doubt, two others and the hostile one."""
    return write_articles(tmp_path_factory.mktemp("articles"))


def test_a_name_that_is_typed_at_once_waits_for_its_box(visit: Visit, served: Served) -> None:
    before = rows_of(served)
    page = visit("review?unsure=1&article=quay")
    for number in range(6):
        page.keyboard.press("os"[number % 2])
        page.keyboard.type("Kyoko Sun-Nobu 2")
        expect(name_box(page)).to_have_value("Kyoko Sun-Nobu 2")
        settle(page)
        expect(name_box(page)).to_have_value("Kyoko Sun-Nobu 2")
        asked(page, "Said by sign?")
        close_names(page)
    page.get_by_role("button", name="Other speaker").click()
    page.keyboard.type("Ko Sun")  # a space would press the button that has the focus
    expect(name_box(page)).to_have_value("Ko Sun")
    close_names(page)
    assert rows_of(served) == before


def test_a_slow_server_loses_no_letter_of_a_name(visit: Visit, served: Served) -> None:
    before = rows_of(served)
    page, late = visit(), LateAnswers()
    page.route_web_socket("**/_stcore/stream", late.route)
    page.goto(f"{served.address}review?unsure=1&article=quay")
    settle(page)
    late.begin()
    page.keyboard.press("o")
    page.keyboard.type("1ny", delay=50)  # the digit of a name that nobody has seen
    page.keyboard.press("Backspace")
    page.keyboard.press("Escape")
    expect(page.locator(".typed-early")).to_have_count(0)
    late.end()
    settle(page)
    expect(name_box(page)).to_have_value("")
    close_names(page)
    late.begin()
    page.keyboard.press("o")
    page.keyboard.type("Yoko Sun", delay=50)
    page.keyboard.press("Backspace")
    page.keyboard.type("nny")
    page.wait_for_timeout(1500)
    late.end()
    expect(name_box(page)).to_have_value("Yoko Sunny")
    expect(name_box(page)).to_be_focused()
    settle(page)
    close_names(page)
    late.begin()
    page.keyboard.press("s")
    page.keyboard.type("Radio Yell\nny")  # what comes behind Enter is no part of it
    late.end()
    told(page, "Radio Yell reported it")
    page.locator(".st-key-review-undo button").click()
    told(page, "Undone")
    settle(page)
    assert rows_of(served) == before


def test_a_box_that_is_drawn_again_after_a_slow_answer_loses_and_closes_nothing(windows: Windows) -> None:
    window = windows.take()
    page = window.tab()
    page.set_content("<div class=st-key-review-speaker><button>Other speaker</button></div><main></main>")
    page.evaluate(TYPE_INTO_NAME_BOX)
    page.evaluate(NOTE_PRESSES)
    page.keyboard.press("o")
    page.keyboard.type("Ky")
    page.wait_for_timeout(1100)  # longer than the front-end draws again what was asked for
    page.evaluate(DRAW_NAME_BOX)
    expect(page.locator("main input")).to_have_value("Ky")
    page.evaluate("document.querySelector('main').replaceChildren()")
    page.keyboard.type("oko")
    page.evaluate(DRAW_NAME_BOX)
    expect(page.locator("main input")).to_have_value("Kyoko")
    page.keyboard.press("Backspace")
    page.evaluate(DRAW_NAME_BOX)
    expect(page.locator("main input")).to_have_value("Kyok")
    assert page.evaluate("presses") == 1
    windows.give_back(window)


def test_a_digit_of_a_name_that_is_typed_goes_into_its_box_though_the_box_has_lost_the_focus(
    windows: Windows,
) -> None:
    window = windows.take()
    page = window.tab()
    page.set_content("<main></main><button>elsewhere</button>")
    page.evaluate("() => { onkeydown = ({ key }) => { shortcuts = `${window.shortcuts ?? ''}${key}`; } }")
    page.evaluate(TYPE_INTO_NAME_BOX)
    page.evaluate(DRAW_NAME_BOX)
    page.locator("button", has_text="elsewhere").focus()
    page.keyboard.press("2")  # nothing is typed: the second of the names
    page.keyboard.type("Radio")
    page.locator("button", has_text="elsewhere").focus()
    page.keyboard.press("4")
    expect(page.locator("main input")).to_have_value("Radio4")
    expect(page.locator("main input")).to_be_focused()
    assert page.evaluate("shortcuts") == "2Radio"
    windows.give_back(window)
