"""The page of quotes by the keyboard alone: where the focus is after each act."""

from pathlib import Path

import pytest
from browsing import Serve, Served, Visit, expect_accessible, settle
from made_library import ALL, row_of
from playwright.sync_api import Locator, Page, expect

from quotes.library import Library
from quotes.types import Article

ROUNDS = 3


@pytest.fixture(scope="module")
def served(serve: Serve, tmp_path_factory: pytest.TempPathFactory) -> Served:
    """A dashboard of articles from several months."""
    path = tmp_path_factory.mktemp("months") / "library.sqlite"
    with Library(path) as library:
        for article, rows in ALL.items():
            library.add(article, rows)
        library.link()
    return serve(library=path)


def test_the_focus_goes_to_the_numbers_when_the_link_that_a_key_pressed_is_gone(visit: Visit) -> None:
    page = visit()
    shown = page.locator(".above:visible .shown")
    for _ in range(ROUNDS):
        page.locator(".months:visible .strip a").first.press("Enter")
        expect(page.locator(".filter-chips:visible li")).to_have_count(3)
        expect(shown).to_be_focused()
        page.locator(".filter-chips:visible li a").first.press("Enter")
        expect(page.locator(".filter-chips:visible li")).to_have_count(2)
        expect(shown).to_be_focused()
        page.get_by_role("link", name="Clear the filters").press("Enter")
        expect(page.locator(".filter-chips:visible")).to_have_count(0)
        expect(shown).to_be_focused()
    download = page.get_by_role("button", name="Download")
    download.press("Enter")
    expect(page.get_by_role("button", name="Excel – ")).to_be_visible()
    expect(download).to_be_focused()


def test_the_focus_stays_where_the_visitor_moves_it_while_the_page_is_drawn(visit: Visit) -> None:
    page = visit("?speaker=Ada+Quill")
    page.get_by_role("link", name="Clear the filters").press("Enter")
    box = page.locator("#filter-words")
    box.focus()
    page.keyboard.type("harb")
    expect(page.locator(".filter-chips")).to_have_count(0)
    settle(page)
    expect(box).to_be_focused()
    expect(box).to_have_value("harb")


DRAW_ANEW = """() => {
    const panel = document.querySelector(".filters"), parent = panel.parentNode, next = panel.cloneNode(true);
    next.querySelector("#filter-words").value = "";
    panel.remove();
    window.drawNext = () => parent.append(next);
}"""


def draw_anew_after(page: Page, letters: str) -> Locator:
    """Type into the search and take it away. Returns the box, which ``drawNext()`` puts back empty."""
    box = page.locator("#filter-words")
    box.focus()
    page.keyboard.type(letters)
    page.evaluate(DRAW_ANEW)
    return box


def test_what_is_typed_while_its_box_is_drawn_anew_is_neither_lost_nor_searched_for(visit: Visit) -> None:
    page = visit("")
    box = draw_anew_after(page, "ha")
    page.keyboard.type("r")
    page.evaluate("drawNext()")
    page.keyboard.type("b")
    settle(page)
    expect(box).to_be_focused()
    expect(box).to_have_value("harb")
    assert "words" not in page.url


def test_where_letters_go_and_which_are_taken_back_while_the_box_is_drawn_anew(visit: Visit) -> None:
    page = visit("")
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.evaluate("navigator.clipboard.writeText('our of\\nVale')")
    box = page.locator("#filter-words")
    box.focus()
    page.keyboard.type("hax of")
    for _ in " of":
        page.keyboard.press("ArrowLeft")
    page.evaluate(DRAW_ANEW)
    page.keyboard.press("Backspace")
    page.keyboard.type("rb")
    page.evaluate("drawNext()")
    page.keyboard.type("-")
    expect(box).to_have_value("harb- of")
    page.evaluate(DRAW_ANEW)
    page.keyboard.press("Backspace")
    for _ in " of":
        page.keyboard.press("Delete")
    page.keyboard.press("ControlOrMeta+v")
    page.evaluate("drawNext()")
    expect(box).to_have_value("harbour of Vale")


def test_enter_that_is_pressed_while_the_box_is_drawn_anew_searches(visit: Visit) -> None:
    page = visit("")
    box = draw_anew_after(page, "harbou")
    page.keyboard.type("r\n")
    page.evaluate("drawNext()")
    expect(page.locator(".filter-chips:visible")).to_contain_text("harbour")
    expect(box).to_be_focused()


def test_letters_on_another_page_are_not_for_the_box_that_was_left(visit: Visit) -> None:
    page = visit("speakers")
    page.get_by_role("link", name="Quotes", exact=True).click()
    expect(page.locator(".quote-list")).to_be_visible()
    settle(page)
    page.locator("#filter-words").focus()
    page.go_back()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Speakers")
    settle(page)
    page.keyboard.type("abc")
    page.go_forward()
    expect(page.locator(".quote-list")).to_be_visible()
    settle(page)
    expect(page.locator("#filter-words")).to_have_value("")


@pytest.mark.parametrize(("address", "place"), [("", ".quote-list"), ("?words=nosuchword", ".above .shown")])
def test_the_first_stop_leads_past_the_menu_and_the_filters(visit: Visit, address: str, place: str) -> None:
    page = visit(address)
    page.keyboard.press("Tab")
    skip = page.get_by_role("link", name="Skip to quotes")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(page.locator(place)).to_be_focused()
    expect(skip).not_to_be_in_viewport()
    assert "#" not in page.url
    if not address:
        page.keyboard.press("Tab")
        expect(page.get_by_role("link", name="Show quote 1 in its article")).to_be_focused()
        page.keyboard.press("Enter")
        expect(page.locator(".opened")).to_have_count(1)
    expect_accessible(page)


def test_other_pages_have_only_streamlits_own_link_past_the_menu(visit: Visit) -> None:
    page = visit("speakers")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to main content")).to_be_focused()


def test_the_focus_is_not_lost_with_what_a_key_pressed_on_other_pages(
    visit: Visit, served: Served, tmp_path: Path
) -> None:
    page = visit("speakers")
    heading = page.get_by_role("heading", level=1)
    page.get_by_role("button", name="Show Ada Quill").press("Enter")
    expect(heading).to_contain_text("Ada Quill")
    expect(heading).to_be_focused()
    page.get_by_role("button", name="All speakers").press("Enter")
    expect(heading).to_contain_text("Speakers")
    expect(heading).to_be_focused()
    page.goto(f"{served.address}followed")
    box = page.get_by_label("Web addresses of feeds")
    box.fill(f"{tmp_path}")
    page.get_by_role("button", name="Follow", exact=True).press("Enter")
    expect(page.get_by_text("1 source is followed")).to_be_visible()
    expect(box).to_be_focused()
    page.get_by_role("button", name="Pause").press("Enter")
    expect(page.get_by_role("button", name="Resume")).to_be_focused()
    page.get_by_role("button", name="Remove").press("Enter")
    expect(heading).to_be_focused()


def test_a_link_to_a_page_that_has_the_focus_has_a_ring(visit: Visit) -> None:
    page = visit("add")
    page.keyboard.press("Tab")
    for name in ("Quotes", "Articles", "Speakers"):
        page.keyboard.press("Tab")
        link = page.get_by_role("link", name=name, exact=True)
        expect(link).to_be_focused()
        expect(link).to_have_css("outline-style", "solid")
    link = page.get_by_role("link", name="Sources followed")
    for _ in range(9):
        if link.evaluate("link => link === document.activeElement"):
            break
        page.keyboard.press("Tab")
    expect(link).to_have_css("outline-style", "solid")


def test_the_form_that_saves_a_view_comes_after_its_button_and_keeps_the_focus(visit: Visit) -> None:
    page = visit("?speaker=Ada+Quill")
    page.get_by_role("button", name="Save view").press("Enter")
    name = page.get_by_label("Name of the view")
    expect(name).to_be_visible()
    settle(page)
    expect(page.get_by_role("button", name="Save view")).to_be_focused()
    places = [place.bounding_box() for place in (page.locator(".tools:visible"), name)]
    tools, form = (place["y"] for place in places if place)
    assert tools < form
    name.fill("Quill")
    name.press("Enter")
    expect(page.locator(".above .view:visible")).to_contain_text("Quill")
    expect(page.locator(".above:visible .shown")).to_be_focused()


def test_dates_are_written_as_everywhere_or_picked_from_a_calendar(visit: Visit) -> None:
    page = visit()
    since, until = (page.get_by_role("textbox", name=name, exact=True) for name in ("From", "To"))
    expect(since).to_have_attribute("placeholder", "yyyy-mm-dd")
    since.press_sequentially("2024-04-01")
    since.press("Enter")
    expect(page.locator(".filter-chips:visible li")).to_have_count(2)
    expect(since).to_have_value("2024-04-01")
    expect(since).to_be_focused()
    settle(page)
    page.locator("[data-picks=until]").fill("2024-04-30")
    expect(page.locator(".filter-chips:visible li")).to_have_count(3)
    expect(until).to_have_value("2024-04-30")
    expect(since).to_have_value("2024-04-01")
    settle(page)
    until.fill("2024-04-31")
    until.press("Enter")
    expect(page.get_by_role("alert")).to_have_text("Not understood, and left out: until=2024-04-31.")
    expect(page.locator(".filter-chips:visible li")).to_have_count(2)
    expect_accessible(page)


@pytest.fixture(scope="module")
def days(serve: Serve, tmp_path_factory: pytest.TempPathFactory) -> Served:
    """A dashboard of 70 quotes, four pages of the list."""
    path = tmp_path_factory.mktemp("many") / "library.sqlite"
    article = Article("\n\n".join(f"“It is day {day},” Ada Quill said." for day in range(70)), id="days")
    with Library(path) as library:
        library.add(article, [row_of(article, f"It is day {day},") for day in range(70)])
        library.link()
    return serve(library=path)


def test_the_next_page_of_the_list_has_the_focus_when_a_key_turned_to_it(visit: Visit, days: Served) -> None:
    page = visit(days.address)
    for number in (2, 3, 4, 3):
        page.get_by_role("link", name=f"Page {number}", exact=True).press("Enter")
        expect(page.locator(".pager:visible [aria-current]")).to_have_text(str(number))
        expect(page.locator(".quote-list:visible")).to_be_focused()
        page.keyboard.press("Tab")
        first = page.get_by_role("link", name=f"Show quote {20 * number - 19} in its article")
        expect(first).to_be_focused()


DRAW_LIST_ANEW = """() => {
    for (const list of document.querySelectorAll(".quote-list")) {
        list.replaceChildren(...list.cloneNode(true).childNodes);
    }
}"""


def test_a_press_counts_if_the_list_is_drawn_again_before_it_is_let_go(visit: Visit, days: Served) -> None:
    page = visit(days.address)
    for name, expected in (
        ("Page 3", page.locator(".pager:visible [aria-current]").get_by_text("3", exact=True)),
        ("Show quote 41 in its article", page.locator(".opened:visible")),
    ):
        page.get_by_role("link", name=name, exact=True).hover()
        page.mouse.down()
        page.evaluate(DRAW_LIST_ANEW)
        page.mouse.up()
        expect(expected).to_have_count(1)
        settle(page)
