"""The page of review in a real browser: by keyboard alone, undone, after a restart, on a phone."""

import json
import re
from pathlib import Path

import pytest
from browsing import (
    Serve,
    Served,
    Visit,
    expect_accessible,
    expect_no_sideways_scrolling,
    schemes,
    settle,
)
from playwright.sync_api import expect
from reviewing import SIGN, asked, name_box, open_names, press, rows_of, said_in, told, write_articles

from quotes.library import CorrectionKind, Library


@pytest.fixture(scope="module")
def collection(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with an article that leaves the tool in doubt, two others and the hostile one."""
    return write_articles(tmp_path_factory.mktemp("articles"))


def test_by_keyboard_alone_and_after_a_restart(visit: Visit, serve: Serve, collection: Path) -> None:
    first = serve(articles=collection)
    before = rows_of(first)
    page = visit(f"{first.address}review")
    asked(page, "Said by sign?")
    expect(page.locator(".summary")).to_contain_text("1 uncertain (below 70%) left · 8 not checked yet")

    press(page, "y")
    told(page, "sign (organisation) said it")
    expect(page.locator(".summary")).to_contain_text(
        "0 uncertain (below 70%) left · 7 not checked yet · 1 correction"
    )
    press(page, "u")
    asked(page, "Said by sign?")
    assert rows_of(first) == before

    open_names(page)
    expect(page.get_by_role("button", name="Bo Reed")).to_be_visible()
    page.keyboard.type("t")  # every letter begins a name
    expect(name_box(page)).to_have_value("t")
    page.keyboard.type("Yoko Sun Nobu")  # none of its letters may act as a key
    press(page, "Escape")
    expect(name_box(page)).to_have_count(0)
    open_names(page)
    page.keyboard.type("Nobu Sun")  # straight away, with no cursor anywhere
    expect(name_box(page)).to_have_value("Nobu Sun")
    name_box(page).fill("Yoko Sun Nobu")
    press(page, "Enter")
    told(page, "Yoko Sun Nobu (person) said it")
    press(page, "b")
    asked(page, "Said by Yoko Sun Nobu?")
    press(page, "s")
    press(page, "1")
    told(page, "Coast Radio reported it")
    asked(page, "Said by Yoko Sun Nobu, via Coast Radio?")

    page.get_by_role("link", name="Quotes").click()
    expect(page.locator(".quote-card").filter(has_text=SIGN)).to_contain_text(
        "Yoko Sun Nobu, via Coast Radio"
    )
    kept = rows_of(first)
    page.close()
    first.stop()

    second = serve(library=first.library)
    assert rows_of(second) == kept
    page = visit(f"{second.address}?speaker=Yoko+Sun+Nobu&corrected=1")
    expect(page.locator(".quote-card .words")).to_have_text([f"“{SIGN}”"])
    page = visit(f"{second.address}review?view=history")
    expect(page.locator(".said")).to_have_count(4)
    with page.expect_download() as started:
        page.get_by_role("button", name="Download").click()
    (gold,) = json.loads(Path(started.value.path()).read_text("utf-8"))
    assert [(label["speaker"], label["source_name"]) for label in gold["quotes"]] == [
        ("Yoko Sun Nobu", "Coast Radio")
    ]
    for number in ("4", "3"):
        page.locator(f".st-key-undo-{number} button").click()
        expect(page.locator(f".st-key-undo-{number}")).to_have_count(0)
        settle(page)  # until then, the buttons of the lines below are there twice
    expect(page.get_by_text("Undone 2")).to_have_count(3)
    assert rows_of(second) == before


def test_words_marked_as_not_a_quote_go_and_come_back(visit: Visit, served: Served) -> None:
    before = rows_of(served)
    page = visit("review?unsure=1&article=quay")
    page.get_by_text("Add a note to your answer").click()
    note = page.get_by_role("textbox", name="Note")
    note.fill("")
    note.type("nosy key")  # shortcuts are off while one types
    expect(note).to_have_value("nosy key")
    asked(page, "Said by sign?")
    note.press("Enter")
    settle(page)
    page.get_by_role("button", name="Not a quote").click()
    told(page, "it is not a quote")
    expect(page.get_by_text("All of these quotes are checked")).to_be_visible()
    assert [(each.what, each.note) for each in said_in(served)] == [(CorrectionKind.not_a_quote, "nosy key")]
    assert SIGN not in [row.quote for row in rows_of(served)]
    page.get_by_role("button", name="Undo").click()
    asked(page, "Said by sign?")
    assert rows_of(served) == before


def test_the_focus_goes_on_to_the_same_answer_for_the_next_quote(visit: Visit, served: Served) -> None:
    before = rows_of(served)
    page = visit("review")
    answer = page.get_by_role("button", name="Not a quote")
    for number in range(1, 3):
        page.wait_for_timeout(400)
        answer.press("Enter")
        expect(page.locator(".summary")).to_contain_text(f"{number} correction")
        settle(page)
        expect(answer).to_be_focused()
    with Library(served.library) as library:
        for said in library.corrections():
            library.undo(said.act)
    assert rows_of(served) == before


def test_a_missed_quote_is_marked_with_its_speaker_and_shown_on_the_page_of_quotes(
    visit: Visit, served: Served
) -> None:
    before = rows_of(served)
    page = visit("review?article=quay")
    box = page.get_by_role("textbox", name="The quoted words")
    box.fill("“We  sail at dawn”")
    page.get_by_role("button", name="Find in the article").click()
    expect(page.get_by_text("several times (2)")).to_be_visible()
    expect(page.locator(".around mark")).to_have_text(["We sail at dawn", "We sail at dawn"])
    expect(page.get_by_text("Overlaps with an existing quote")).to_be_visible()
    page.get_by_role("button", name="This is a quote (2)").click()
    asked(page, "Who said this?")
    press(page, "Escape")
    press(page, "o")
    page.get_by_role("button", name="Ada Quill").click()
    asked(page, "Said by Ada Quill?")

    other = visit("?article=quay&corrected=1")
    expect(other.locator(".quote-card .words")).to_have_text(["“We sail at dawn”"])
    expect(other.locator(".quote-card .byline")).to_contain_text("Ada Quill")
    for _ in range(2):
        with Library(served.library) as library:
            library.undo(library.history(limit=1)[0].correction.act)
    assert rows_of(served) == before


def test_the_second_of_two_reviewers_sees_a_message(visit: Visit, served: Served) -> None:
    page = visit("review?article=quay&unsure=1")
    asked(page, "Said by sign?")
    (row,) = (row for row in rows_of(served) if row.quote == SIGN)
    with Library(served.library) as library:
        number = library.reject(row.quote_id)
        press(page, "y")
        told(page, "This quote has just been corrected")
        asked(page, "Marked as not a quote")
        assert [each.act for each in library.corrections()] == [number]
        page.get_by_role("button", name="Save my answer anyway").click()
        told(page, "Saved:")
        for each in library.corrections():
            library.undo(each.act)


def test_a_random_sample_says_how_right_the_tool_is(
    visit: Visit, serve: Serve, collection: Path, tmp_path: Path
) -> None:
    own = serve(articles=collection)
    page = visit(f"{own.address}review?view=sample")
    page.get_by_role("button", name="Draw a sample").click()
    expect(page.locator(".summary")).to_contain_text("0 of 8 checked")
    shares = page.locator(".accuracy td:last-child")
    expect(shares).to_have_text(["not checked yet"] * 3)
    press(page, "y")
    told(page, "Saved:")
    expect(page.locator(".summary")).to_contain_text("1 of 8 checked")
    expect(shares).to_have_text(["100%, likely between 20% and 100%"] * 3)
    page.wait_for_url(re.compile("quote="))
    first = page.url
    press(page, "s")
    expect(page.get_by_role("button", name="Type a name")).to_be_visible()
    page.get_by_role("button", name="Type a name").press("Enter")
    expect(name_box(page)).to_be_focused()
    page.keyboard.type("Coast Radio 2")
    press(page, "Enter")
    told(page, "Coast Radio 2 reported it")
    expect(page.get_by_role("button", name="Speaker is right")).to_be_enabled()
    press(page, "y")
    expect(page.locator(".summary")).to_contain_text("2 of 8 checked")
    expect(shares.nth(2)).to_have_text("50%, likely between 9% and 91%")
    press(page, "n")
    expect(page.locator(".accuracy td:nth-child(2)")).to_have_text(["2 of 3", "2 of 2", "1 of 2"])
    page.locator(".st-key-review-undo button").click()
    expect(page.locator(".summary")).to_contain_text("2 of 8 checked")

    other = visit(first, alone=True, size="phone")  # somebody else works through the same sample
    expect(other.locator(".summary")).to_contain_text("Sample 1 · 2 of 8 checked")
    expect_accessible(other)
    expect_no_sideways_scrolling(other)
    left = [row for row in rows_of(own) if row.confidence < 1]
    labels = tmp_path / "labels.csv"
    labels.write_text(
        "quote_id,is_quote,speaker,source\n" + "".join(f"{row.quote_id},yes,Bo Reed,-\n" for row in left),
        "utf-8",
    )
    page.get_by_role("radio", name="History").click()
    page.get_by_text("Add labels from a file").click()
    page.locator("[class*=st-key-review-labels] input[type=file]").set_input_files(labels)
    page.get_by_role("button", name="Add labels").click()
    told(page, f"Saved {2 * len(left)} answers.")
    page.get_by_role("radio", name="Sample").click()
    expect(page.get_by_text("All quotes of this sample are checked")).to_be_visible()
    expect(page.locator(".accuracy td:nth-child(2)").first).to_have_text("8 of 8")


def test_words_that_are_selected_in_the_article_are_marked(visit: Visit, served: Served) -> None:
    before = rows_of(served)
    page = visit("review?article=quay")
    page.locator(".passage p").last.evaluate(
        """paragraph => {
            const range = document.createRange();
            const text = [...paragraph.childNodes].at(-1);
            const start = text.data.indexOf("We sail at dawn");
            range.setStart(text, start);
            range.setEnd(text, start + 15);
            getSelection().removeAllRanges();
            getSelection().addRange(range);
        }"""
    )
    page.locator(".mark-selected").click()
    told(page, "“We sail at dawn” is a quote")
    asked(page, "Who said this?")
    (new,) = (row for row in rows_of(served) if row.quote_id not in [each.quote_id for each in before])
    assert new.start > max(row.start for row in before if row.doc_id == "quay")
    page.locator(".st-key-review-undo button").click()
    told(page, "Undone")
    assert rows_of(served) == before


def test_links_back_forward_and_addresses_that_lead_nowhere(visit: Visit) -> None:
    page = visit("review")
    asked(page, "Said by sign?")
    page.wait_for_url(re.compile("quote="))
    first = page.url
    press(page, "k")
    expect(page.locator(".asked")).not_to_have_text("Said by sign?")
    second = page.locator(".asked").text_content() or ""
    page.wait_for_url(lambda url: url != first)
    asked(visit(page.url), second)
    page.go_back()
    asked(page, "Said by sign?")
    page.go_forward()
    asked(page, second)

    lost = visit("review?quote=0000000000000000")
    expect(lost.get_by_role("alert")).to_contain_text("the library has no quote with this id")
    asked(lost, "Said by sign?")
    lost = visit("review?view=missed&article=nothing")
    expect(lost.get_by_role("alert")).to_contain_text("the library has no article with this id")
    expect(lost.get_by_role("link", name="Choose an article")).to_be_visible()


def test_words_of_an_article_are_text_and_nothing_more(visit: Visit, served: Served) -> None:
    (row,) = (row for row in rows_of(served) if row.doc_id == "wild")
    with Library(served.library) as library:
        number = library.correct_source(
            row.quote_id, "**Radio** :red[Vale] :smile: $x$ and $y$ www.vale.example"
        )
        page = visit("review?article=quay&unsure=1")
        press(page, "s")
        label = page.locator(".st-key-review-names button").filter(has_text="Vale")
        assert (
            (label.text_content() or "").replace("\u2060", "").startswith("**Radio** :red[Vale] :smile: $x$")
        )
        page = visit("review?article=wild")
        assert page.locator(".stMain :is(script, img, .katex)").count() == 0
        expect(page.locator(".passage")).to_contain_text("<script>document.title=1</script>")
        assert page.title() not in ("1", "2")
        library.undo(number)


@pytest.mark.parametrize("size", ["desktop", "phone"])
def test_every_size_and_scheme(visit: Visit, served: Served, size: str) -> None:
    (row,) = (row for row in rows_of(served) if row.quote == SIGN)
    with Library(served.library) as library:
        number = library.correct_source(row.quote_id, "Coast Radio", note="read it")
        page = visit(f"review?quote={row.quote_id}", size=size)
        asked(page, f"Said by {row.speaker}, via Coast Radio?")
        buttons = page.locator(".st-key-review-buttons button")
        tops = buttons.evaluate_all("all => all.map((each) => Math.round(each.getBoundingClientRect().top))")
        assert len(tops) == 6
        assert len(set(tops)) == 2 or size == "phone"  # a phone of this test says that it has a keyboard
        press(page, "o")
        for view in ("Least certain", "Sample", "Missed quote", "History"):
            page.get_by_role("radio", name=view).click()
            for _ in schemes(page):
                expect_accessible(page)
                expect_no_sideways_scrolling(page)
        page = visit("review?article=quay", size=size)
        for _ in schemes(page):
            expect(page.locator(".passage mark.quote")).to_have_count(3)
            expect_accessible(page)
            expect_no_sideways_scrolling(page)
        library.undo(number)
