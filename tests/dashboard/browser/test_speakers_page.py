"""The page of speakers in a real browser: the ranking, one speaker, two side by side, and the picture."""

import re
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest
from browsing import (
    Serve,
    Served,
    expect_accessible,
    expect_no_sideways_scrolling,
    pick_typed,
    schemes,
    settle,
)
from made_library import ALL, row_of
from playwright.sync_api import Locator, Page, expect

from quotes.library import Library
from quotes.types import Article

Visit = Callable[..., Page]

WILD = "**Bold** <b>x</b> :smile: $a$ and $b$ www.x.example"
WILD_SOURCE = "<script>document.title=1</script> *Post*"
STORM = Article(
    "“A storm of words,” somebody said.\n\n“The ferry waits,” Ada Quill said.",
    id="storm",
    title="The storm",
    outlet="Port Post",
    published="2024-05-02",
)
ROWS = {
    **ALL,
    STORM: [
        row_of(STORM, "A storm of words,", speaker=WILD, source=WILD_SOURCE),
        row_of(STORM, "The ferry waits,", speaker="Ada Quill", source="Coast Radio"),
    ],
}


@pytest.fixture(scope="module")
def served(serve: Serve, tmp_path_factory: pytest.TempPathFactory) -> Served:
    path = tmp_path_factory.mktemp("library") / "library.sqlite"
    with Library(path) as library:
        for article, rows in ROWS.items():
            library.add(article, rows)
    return serve(library=path)


def names(page: Page, bars: str) -> Locator:
    """The names in a list of bars."""
    return page.locator(f".st-key-bars-{bars} .name")


def test_the_ranking_leads_to_a_speaker_and_back(visit: Visit) -> None:
    page = visit("speakers")
    expect(names(page, "most").first).to_have_text("Ada Quill")
    expect(page.locator(".st-key-bars-most .told").first).to_have_text("3 quotes in 3 articles")
    expect(names(page, "most")).to_have_count(5)
    assert set(names(page, "most").all_text_contents()) == {
        "Ada Quill",
        "Bo Reed",
        "Cy Marl",
        "officials",
        WILD,
    }
    expect_accessible(page)

    page.get_by_role("button", name="Show Ada Quill").click()
    expect(page.locator("h1")).to_contain_text("Ada Quill")
    page.wait_for_url(re.compile(r"speaker=Ada\+Quill"))
    page.go_back()
    expect(names(page, "most")).to_have_count(5)
    page.go_forward()
    expect(page.locator("h1")).to_contain_text("Ada Quill")
    page.get_by_role("button", name="All speakers").click()
    expect(names(page, "most")).to_have_count(5)
    settle(page)
    page.get_by_role("button", name="Show officials").click()
    expect(page.get_by_role("status").filter(has_text="may be different people")).to_be_visible()


def test_the_first_screen_of_a_phone_has_speakers_and_the_filters_behind_one_line(visit: Visit) -> None:
    page = visit("speakers", size="phone")
    expect(names(page, "most").first).to_be_in_viewport()
    labels = page.locator(".st-key-speakers-choices label:visible").filter(has_text=re.compile("Find|Ranked"))
    tops = labels.evaluate_all("all => all.map((each) => Math.round(each.getBoundingClientRect().top))")
    assert len(tops) == 2
    assert len(set(tops)) == 1, tops
    person = page.get_by_role("button", name="Person")
    expect(person).to_be_hidden()
    page.get_by_text("Filters", exact=True).click()
    person.click()
    page.wait_for_url(re.compile("speaker_kind=person"))
    settle(page)
    expect(person).to_be_visible()
    page.get_by_role("button", name="Clear the filters").click()
    settle(page)
    expect(page.get_by_role("button", name="Clear the filters")).to_have_count(0)


def test_a_ranking_has_a_link(visit: Visit) -> None:
    page = visit("speakers")
    page.get_by_role("radio", name="Articles").click()
    page.wait_for_url(re.compile("by=articles"))
    page.get_by_label("Find a speaker").fill("re")
    page.keyboard.press("Enter")
    expect(names(page, "most")).to_have_text(["Bo Reed"])
    page.wait_for_url(re.compile("find=re"))
    second = visit(page.url, alone=True)
    expect(names(second, "most")).to_have_text(["Bo Reed"])
    expect(second.get_by_label("Find a speaker")).to_have_value("re")
    second.get_by_label("Find a speaker").fill("nobody of this name")
    second.keyboard.press("Enter")
    expect(second.get_by_role("status").filter(has_text="No speaker’s name")).to_be_visible()


def test_a_speaker_on_a_phone(visit: Visit) -> None:
    page = visit("speakers?speaker=Ada+Quill", size="phone")
    expect(page.locator(".summary")).to_contain_text(
        "3 quotes · 3 articles · 2 sources · 5 March 2024 to 2 May 2024"
    )
    expect(names(page, "sources")).to_have_text(["Ellin Courier", "Coast Radio", "No source named"])
    expect(names(page, "outlets")).to_have_text(["Port Post", "Ellin Daily"])
    expect(names(page, "companions")).to_have_count(3)
    assert set(names(page, "companions").all_text_contents()) == {WILD, "Bo Reed", "officials"}
    expect(page.locator(".chips").first).to_have_text(re.compile("Ada Quill 3"))
    for _ in schemes(page):
        expect_accessible(page)
        expect_no_sideways_scrolling(page)

    page.get_by_role("link", name="Show quote 2 in its article").click()
    expect(page.locator(".passage mark.quote")).to_have_text("Votes are counted at noon,")
    page.wait_for_url(re.compile("quote="))
    second = visit(page.url)
    expect(second.locator(".passage mark.quote")).to_have_text("Votes are counted at noon,")


def test_a_line_of_a_speaker_leads_to_its_quotes(visit: Visit) -> None:
    page = visit("speakers?speaker=Ada+Quill")
    page.get_by_role("link", name="Show No source named").click()
    expect(page.locator(".quote-card")).to_have_count(1)
    page.wait_for_url(re.compile(r"source=%28none%29|source=\(none\)"))
    expect(page.locator(".quote-card .words")).to_have_text("“Votes are counted at noon,”")


def test_two_side_by_side_on_a_word(visit: Visit) -> None:
    page = visit("speakers?speaker=Ada+Quill")
    pick_typed(page.locator(".st-key-speakers_other input"), "marl", "Cy Marl")
    expect(page.locator("h2.side")).to_have_text(["Ada Quill", "Cy Marl"])
    page.get_by_text("Filter by words, outlet or source").click()
    page.get_by_label("Only quotes about").fill("dawn")
    page.keyboard.press("Enter")
    expect(page.locator(".quote-card .words")).to_have_text(["“We sail at dawn,”", "“Dawn is a bad hour,”"])
    page.wait_for_url(re.compile("words=dawn"))
    expect_accessible(page)
    second = visit(page.url, size="phone", color_scheme="dark")
    expect(second.locator(".quote-card .words")).to_have_text(["“We sail at dawn,”", "“Dawn is a bad hour,”"])
    expect_accessible(second)
    expect_no_sideways_scrolling(second)
    page.go_back()
    expect(page.locator(".quote-card")).to_have_count(4)


def test_a_ribbon_leads_to_its_quotes_and_back(visit: Visit) -> None:
    page = visit("speakers")
    page.get_by_role("radio", name="By source").click()
    ribbons = page.locator(".st-key-ribbons .mark-area path")
    expect(ribbons).to_have_count(5)
    expect(page.locator(".summary")).to_have_text(
        "Showing 5 of 5 quotes with a source. 3 quotes without a source are not shown."
    )
    expect(page.get_by_role("button", name="Show these by outlet")).to_be_visible()
    page.wait_for_url(re.compile("view=sources"))
    expect_accessible(page)
    page.locator(".st-key-ribbons .mark-text text", has_text="Ellin Courier").click()
    page.wait_for_url(re.compile(r"source=Ellin\+Courier"))
    expect(page.locator(".quote-card")).to_have_count(2)
    page.go_back()
    expect(ribbons).to_have_count(5)
    page.locator(".st-key-ribbons .mark-text text", has_text="Cy Marl").click()
    expect(page.locator("h1")).to_contain_text("Cy Marl")


@pytest.mark.parametrize("size", ["desktop", "phone"])
def test_who_is_quoted_most_in_each_outlet_as_a_file(visit: Visit, tmp_path: Path, size: str) -> None:
    page = visit("speakers?since=2024-03-01&until=2024-05-31", size=size)
    views = page.get_by_role("radiogroup", name="Show", exact=True).get_by_role("radio")
    dates = page.locator(".st-key-speakers_since, .st-key-speakers_until")
    for row in (views, dates):
        assert len(set(row.evaluate_all("all => all.map((each) => each.getBoundingClientRect().top)"))) == 1
    page.get_by_role("radio", name="By outlet").click()
    expect(page.locator(".st-key-ribbons .mark-area path")).to_have_count(5)
    settle(page)
    page.get_by_text("Filter by words, outlet or source").click()
    settle(page)
    outlets = page.locator(".st-key-speakers_outlets input")
    for name, address in (("Port Post", r"outlet=Port\+Post"), ("Ellin Daily", r"&outlet=Ellin\+Daily")):
        pick_typed(outlets, name[:4], name)
        page.wait_for_url(re.compile(address))
        page.keyboard.press("Escape")
        settle(page)
    page.get_by_role("radio", name="Table").click()
    expect(page.get_by_role("link", name="Ada Quill in Port Post: 2 quotes, 40%")).to_have_count(1)
    expect_accessible(page)
    expect_no_sideways_scrolling(page)
    with page.expect_download() as started:
        page.get_by_role("button", name="CSV").click()
    started.value.save_as(tmp_path / "outlets.csv")
    table = pd.read_csv(tmp_path / "outlets.csv")
    assert list(table.iloc[0]) == ["Port Post", 1, "Ada Quill", 2, 0.4]
    assert len(table) == 5
    page.get_by_role("link", name="Ada Quill in Port Post").click()
    expect(page.locator(".quote-card")).to_have_count(2)
    page.go_back()
    expect(page.locator(".grid tbody th")).to_have_count(4)


def test_the_numbers_of_the_picture_as_a_table(visit: Visit, tmp_path: Path) -> None:
    page = visit("speakers?view=sources&as=grid", size="phone", color_scheme="dark")
    expect(page.locator(".grid tbody th")).to_have_count(4)
    expect_accessible(page)
    expect_no_sideways_scrolling(page)
    with page.expect_download() as started:
        page.get_by_role("button", name="CSV").click()
    started.value.save_as(tmp_path / "pairs.csv")
    table = pd.read_csv(tmp_path / "pairs.csv")
    assert list(table.columns) == ["speaker", "source", "quotes"]
    assert len(table) == 5
    page.get_by_role("link", name="Cy Marl via Coast Radio: 1 quote").click()
    expect(page.locator(".quote-card .words")).to_have_text("“Dawn is a bad hour,”")


def test_an_unknown_speaker_has_a_way_on(visit: Visit) -> None:
    page = visit("speakers?speaker=Bo+Ree")
    expect(page.get_by_role("status")).to_have_text("The library has no quotes by “Bo Ree”.")
    expect_accessible(page)
    page.get_by_role("button", name="Show Bo Reed").click()
    expect(page.locator("h1")).to_contain_text("Bo Reed")


def test_names_neither_run_nor_restyle_the_page(visit: Visit) -> None:
    page = visit("speakers?find=bold")
    button = page.locator(".st-key-bars-most button")
    expect(button).to_have_count(1)
    assert (button.text_content() or "").replace("\u2060", "") == f"Show {WILD}"
    button.click()
    expect(page.locator("h1 ")).to_contain_text(WILD)
    expect(page.locator(".st-key-bars-sources .name")).to_have_text(WILD_SOURCE)
    visited = visit("speakers?view=sources")
    expect(visited.locator(".st-key-ribbons .mark-text text", has_text="**Bold** <b>x</b>")).to_have_count(1)
    grid = visit("speakers?view=sources&as=grid")
    expect(grid.locator(".grid a", has_text="<script>document.title=1")).to_have_count(1)
    for each in (page, visited, grid):
        assert (
            each.locator(
                ".stMain :is(script:not([data-number]), b:text-is('x'), strong:text-is('Bold'), .katex)"
            ).count()
            == 0
        )
        assert each.title().endswith(" · quotes")
