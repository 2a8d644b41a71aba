"""The page of an article in a real browser: text, list and legend, links, back and forward, many sizes."""

import re

import pytest
from browsing import (
    HOSTILE,
    HOSTILE_WORDS,
    Serve,
    Served,
    Visit,
    expect_accessible,
    expect_no_sideways_scrolling,
    schemes,
    settle,
)
from made_library import row_of
from playwright.sync_api import Locator, Page, Route, expect

from quotes.library import Library
from quotes.types import Article

FILLING = "The crews went on with their work while the wind rose over the quay. " * 12
WORDS = [f"We sail on day {number}," for number in range(30)]
SPEAKERS = ("Ada Quill", "Bo Reed", "Cy Marl")
FERRY = Article(
    "\n\n".join(
        f"“{words}” {SPEAKERS[number % 3]} told Coast Radio. {FILLING}" for number, words in enumerate(WORDS)
    ),
    id="ferry",
    title="The ferry returns",
    outlet="Port Post",
    published="2024-03-05",
    url="https://port-post.example/ferry",
)
LONG = Article(
    "\n\n".join(f"“Day {number} is over,” Ada Quill said. {FILLING}" for number in range(120)),
    id="log",
    title="The log of the ferry",
)
WILD = Article(
    HOSTILE.partition("\n\n")[2], id="<wild>", title="<b>Bold</b> **bold** $a$ :red[red] \u202eback"
)


@pytest.fixture(scope="module")
def served(serve: Serve, tmp_path_factory: pytest.TempPathFactory) -> Served:
    path = tmp_path_factory.mktemp("library") / "press.sqlite"
    with Library(path) as library:
        for article, found in (
            (FERRY, [(words, SPEAKERS[number % 3]) for number, words in enumerate(WORDS)]),
            (LONG, [(f"Day {number} is over,", "Ada Quill") for number in range(120)]),
            (WILD, [(HOSTILE_WORDS, "<i>Una</i> Vole")]),
        ):
            rows = []
            for words, speaker in found:
                row = row_of(article, words, speaker=speaker)
                place = row.end + 2
                evidence = {"cue": "told", "source": "Coast Radio"} if article is FERRY else {}
                spans = {
                    f"{name}_{end}": article.text.index(said, row.end) + (len(said) if end == "end" else 0)
                    for name, said in evidence.items()
                    for end in ("start", "end")
                }
                mention = {"mention": speaker, "mention_start": place, "mention_end": place + len(speaker)}
                named = {"source_mention": "Coast Radio"} if evidence else {}
                rows.append(row_of(article, words, speaker=speaker, **evidence, **spans, **mention, **named))
            library.add(article, rows)
        library.link()
    return serve(library=path)


def ready(page: Page) -> Page:
    """Wait until the article can be used."""
    page.wait_for_selector(".reader[data-seen]")
    settle(page)
    return page


def expect_to_stay_at(page: Page, address: str) -> None:
    """The page comes to this address, and does not write another one once it is drawn."""
    page.wait_for_url(re.compile(address))
    settle(page)
    page.wait_for_timeout(500)
    assert re.search(address, page.url)


def said(page: Page, number: int) -> Locator:
    """A quote in the text, by its place."""
    return page.locator("mark[data-quote]").nth(number)


def listed(page: Page, number: int) -> Locator:
    return page.locator(".entries li").nth(number)


def voice(page: Page, name: str) -> Locator:
    return page.locator(".voices").get_by_role("button", name=name)


def expect_pointed_out(page: Page, number: int) -> None:
    """One quote is pointed out with its evidence, and can be seen in the text."""
    expect(page.locator("mark.quote.shown")).to_have_text(WORDS[number])
    expect(page.locator("mark.speaker.shown")).to_have_text(SPEAKERS[number % 3])
    expect(page.locator("mark.cue.shown")).to_have_text("told")
    expect(page.locator("mark.source.shown")).to_have_text("Coast Radio")
    expect(page.locator("mark.quote.shown")).to_be_in_viewport()
    expect(page.locator(".entries li.shown .words")).to_have_text(f"“{WORDS[number]}”")


def test_from_the_list_of_articles_to_a_quote_and_back(visit: Visit) -> None:
    page = visit("article")
    page.get_by_label("Find an article").fill("ferry returns")
    page.keyboard.press("Enter")
    expect(page.locator(".article-card")).to_have_count(1)
    page.get_by_role("button", name="Read article 1").click()
    ready(page)
    expect(page.get_by_role("heading", level=1)).to_have_text("The ferry returns")
    expect(page.get_by_role("link", name="Read the original")).to_have_attribute("href", FERRY.url or "")
    expect(page.locator(".passage p")).to_have_count(30)
    expect(page.locator(".voices .number")).to_have_text(["10", "10", "10"])

    listed(page, 20).get_by_role("link", name=WORDS[20]).click()
    expect_pointed_out(page, 20)
    page.wait_for_url(re.compile("quote="))
    expect(page.locator("a[data-to-list]:focus")).to_have_text("CM")
    page.keyboard.press("Enter")
    expect(page.locator("a.words:focus")).to_have_text(f"“{WORDS[20]}”")

    said(page, 22).click()
    expect_pointed_out(page, 22)
    expect(listed(page, 22)).to_be_in_viewport()
    listed(page, 22).get_by_role("button", name="Close").click()
    expect(page.locator("mark.shown")).to_have_count(0)

    page.get_by_role("link", name="All articles").click()
    expect(page.locator(".article-card")).to_have_count(3)
    page.go_back()
    expect(page.locator(".passage p")).to_have_count(30)


def test_what_is_clicked_before_the_script_has_come_is_done_when_it_comes(visit: Visit) -> None:
    page = visit("article?article=ferry")
    held: list[Route] = []
    page.route("**/BidiComponent.*.js", lambda route: held.append(route))  # noqa: PLW0108  (Playwright marks it)
    page.reload()
    settle(page)
    voice(page, "Bo Reed").click()
    page.locator(".entry a.words").first.click()
    expect(voice(page, "Bo Reed")).to_have_attribute("aria-pressed", "true")
    assert held
    for each in held:
        each.continue_()
    expect(voice(page, "Bo Reed")).to_have_attribute("aria-pressed", "false")
    expect(page.locator(".entry.shown")).to_have_count(1)
    page.wait_for_url(re.compile("off=Bo"))


def test_voices_go_off_and_on(visit: Visit) -> None:
    page = ready(visit("article?article=ferry"))
    voice(page, "Bo Reed").click()
    expect(voice(page, "Bo Reed")).to_have_attribute("aria-pressed", "false")
    expect(page.locator("mark.said:not(.off)")).to_have_count(20)
    expect(page.locator(".entries li:visible")).to_have_count(20)
    expect(page.locator(".entries h2")).to_have_text("20 of 30 quotes")
    page.wait_for_url(re.compile(r"off=Bo\+Reed"))
    page.get_by_role("button", name="None", exact=True).click()
    voice(page, "Cy Marl").click()
    page.wait_for_url(re.compile(r"only=Cy\+Marl"))

    second = ready(visit(page.url, alone=True))
    expect(second.locator("mark.said:not(.off)")).to_have_count(10)
    expect(voice(second, "Cy Marl")).to_have_attribute("aria-pressed", "true")
    second.get_by_role("button", name="All", exact=True).click()
    expect(second.locator("mark.said:not(.off)")).to_have_count(30)


def test_back_and_forward_in_an_article(visit: Visit) -> None:
    page = ready(visit("article?article=ferry"))
    listed(page, 3).locator("a.words").click()
    page.wait_for_url(re.compile("quote="))
    first = page.url
    listed(page, 8).locator("a.words").click()
    page.wait_for_url(lambda url: url != first)
    expect_pointed_out(page, 8)
    page.go_back()
    expect_pointed_out(page, 3)
    page.go_back()
    expect(page.locator("mark.shown")).to_have_count(0)
    page.go_forward()
    expect_pointed_out(page, 3)


def test_an_entry_leads_to_its_speaker_and_its_correction_and_back(visit: Visit) -> None:
    page = ready(visit("article?article=ferry"))
    said(page, 4).click()
    page.wait_for_url(re.compile("quote="))
    here = page.url
    for name, address in (
        ("More from this speaker", r"/speakers\?speaker=Bo\+Reed"),
        ("Correct this quote", r"/review\?view=queue&quote="),
    ):
        page.wait_for_function("() => document.querySelector('[class*=st-key-article-leave-] a')")
        listed(page, 4).get_by_role("link", name=name).click()
        expect_to_stay_at(page, address)
        page.go_back()
        ready(page)
        expect_pointed_out(page, 4)
        assert page.url == here
    page.get_by_role("link", name="Mark a missed quote").click()
    expect_to_stay_at(page, r"/review\?view=missed&article=ferry")
    page.go_back()
    ready(page)
    assert page.url == here


def test_one_step_back_leaves_an_article_whatever_its_address_says(visit: Visit, served: Served) -> None:
    with Library(served.library, read_only=True) as library:
        row = next(row for row in library.rows() if row.quote == "Day 115 is over,")
    for rest in (f"log&quote={row.quote_id}", "log&quote=0000000000000000", "ferry&part=9"):
        page = ready(visit(f"article?article={rest}", new_tab=True))
        expect_to_stay_at(page, re.escape(rest))
        page.wait_for_load_state("networkidle")
        page.go_back()
        assert page.url == "about:blank"  # where a fresh browser begins


def test_a_long_article_comes_in_parts(visit: Visit, served: Served) -> None:
    with Library(served.library, read_only=True) as library:
        row = next(row for row in library.rows() if row.quote == "Day 115 is over,")
    page = ready(visit(f"article?article=log&quote={row.quote_id}"))
    expect(page.locator("mark.quote.shown")).to_have_text("Day 115 is over,")
    expect(page.locator("mark.quote.shown")).to_be_in_viewport()
    expect(page.locator(".entries li").first).not_to_contain_text("Day 0 is over")
    page.get_by_role("button", name="Page 1").click()
    expect(page.locator(".passage")).to_contain_text("Day 0 is over")
    expect(page.locator(".entries h2")).to_contain_text("in this part, of 120")
    expect(page.locator("mark.shown")).to_have_count(0)
    expect(page.locator(".passage p").first).to_be_in_viewport()


def test_an_article_neither_runs_nor_restyles_its_page(visit: Visit) -> None:
    page = ready(visit("article?article=<wild>"))
    expect(page.locator("h1")).to_contain_text("<b>Bold</b> **bold** $a$ :red[red]")
    words = said(page, 0).text_content() or ""
    assert "<script>document.title=1</script> <img src=x onerror=document.title=2>" in words
    assert "x" * 60 in words
    expect(voice(page, "<i>Una</i> Vole")).to_be_visible()
    page.locator("a[data-to-list]").click()
    page.wait_for_url(re.compile("quote="))
    assert page.locator(".stMain :is(script, img, .katex, i):not(.st-key-early-reading *)").count() == 0
    assert page.title() not in ("1", "2")
    expect_no_sideways_scrolling(page)


def test_an_unknown_article_leads_to_the_others(visit: Visit) -> None:
    page = visit("article?article=nothing")
    expect(page.get_by_role("alert")).to_have_text("nothing: the library has no article with this id")
    page.get_by_role("link", name="Choose an article").click()
    expect(page.locator(".article-card")).to_have_count(3)


@pytest.mark.parametrize("size", ["desktop", "phone"])
def test_every_size_and_scheme(visit: Visit, served: Served, size: str) -> None:
    with Library(served.library, read_only=True) as library:
        row = next(row for row in library.rows() if row.quote == WORDS[16])
    link = f"article?article=ferry&quote={row.quote_id}&off=Ada+Quill"
    page = ready(visit(link, size=size))
    expect_pointed_out(page, 16)
    for _ in schemes(page):
        expect_no_sideways_scrolling(page)
        expect_accessible(page)
    if size == "phone":
        said(page, 17).click()
        expect(listed(page, 17)).to_be_in_viewport()
        listed(page, 2).locator("a.words").click()
        expect_pointed_out(page, 2)
    else:
        page = visit("article")
        for _ in schemes(page):
            expect(page.locator(".article-card")).to_have_count(3)
            expect_accessible(page)
