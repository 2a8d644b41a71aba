"""The article page without a browser: voices, parts, what is marked where, addresses, and what is said."""

import re
import tomllib
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from drawn_pages import drawn_texts, text_of
from made_library import FERRY, row_of
from made_row import ROW
from streamlit.testing.v1 import AppTest

from quotes.dashboard.article_page import marked_article
from quotes.dashboard.article_page.address import ArticleAsked, read, write
from quotes.dashboard.article_page.state import ArticleState
from quotes.display import Voice, article_parts, article_voices, in_text_order, part_at, text_pieces
from quotes.display.annotated_article import MOST_CHARACTERS, MOST_QUOTES
from quotes.library import Library
from quotes.types import Article, Quote, Span


def said_by(name: str | None, kind: str | None = "person", *, start: int = 0) -> Quote:
    return replace(ROW, speaker=name, speaker_kind=kind, start=start, end=start + 5)


def test_speakers_differ_by_sign_and_colour() -> None:
    rows = [
        said_by("officials", "unnamed"),
        said_by("Ada Quill"),
        said_by("Abe Quade"),
        said_by("Abe Quade"),
        said_by(None, None),
        said_by("KCNA", "organisation"),
        said_by("Wendell Frayne Jr."),
        said_by("senior official", "unnamed"),
        said_by("李明"),
        said_by("\u202e7!"),
    ]
    assert [(voice.name, voice.sign, voice.colour, voice.quotes) for voice in article_voices(rows)] == [
        ("Abe Quade", "AQ", 0, 2),
        ("Ada Quill", "AQ2", 1, 1),
        ("KCNA", "KCNA", 2, 1),
        ("Wendell Frayne Jr.", "WF", 3, 1),
        ("李明", "李明", 4, 1),
        ("\u202e7!", "7", 5, 1),
        ("officials", "of", None, 1),
        ("senior official", "so", None, 1),
        (None, "?", None, 1),
    ]


def test_many_voices_of_the_same_letters_have_different_signs() -> None:
    signs = [voice.sign for voice in article_voices([said_by(f"Ada{number} Quill") for number in range(500)])]
    assert len(set(signs)) == 500
    assert signs[:3] == ["AQ", "AQ2", "AQ3"]


def test_parts_hold_all_paragraphs_once_and_end_in_time() -> None:
    text = "\n\n".join(f"Paragraph {number}. " + "word " * 200 for number in range(200))
    divided = article_parts(text, [])
    assert len(divided) > 4
    assert all(len(part.span.of(text)) < MOST_CHARACTERS + 1100 for part in divided)
    shown = "\n\n".join(span.of(text) for part in divided for span in part.paragraphs)
    assert shown == "\n\n".join(paragraph.strip() for paragraph in text.split("\n\n"))


def test_a_part_ends_after_a_number_of_quotes() -> None:
    text = "\n\n".join(["“Yes.”"] * 250)
    rows = [said_by("Ada Quill", start=8 * number + 1) for number in range(250)]
    divided = article_parts(text, rows)
    assert [len(part.paragraphs) for part in divided] == [MOST_QUOTES, MOST_QUOTES, 50]
    assert [part_at(divided, row.start) for row in rows] == [1] * 100 + [2] * 100 + [3] * 50


@pytest.mark.parametrize("text", ["word " * 30_000, "x" * 150_000])
def test_a_paragraph_without_end_is_divided(text: str) -> None:
    divided = article_parts(text, [])
    assert len(divided) > 2
    assert "".join(span.of(text) for part in divided for span in part.paragraphs) == text.rstrip()


def test_pieces_over_paragraphs_and_within_one_another() -> None:
    windows = [Span(0, 10), Span(12, 20), Span(22, 30)]
    marks = [Span(2, 18), Span(4, 6), Span(4, 5), Span(25, 40)]
    found = [[(piece.span, set(piece.marks)) for piece in window] for window in text_pieces(windows, marks)]
    assert found == [
        [((0, 2), set()), ((2, 4), {0}), ((4, 5), {0, 1, 2}), ((5, 6), {0, 1}), ((6, 10), {0})],
        [((12, 18), {0}), ((18, 20), set())],
        [((22, 25), set()), ((25, 30), {3})],
    ]


LONG = Article(
    "“We sail at dawn, she began.\n\n“Nobody will stop us,” Ada Quill told Coast Radio & friends.\n\n"
    "„Das Wasser steigt“, sagte Bo Reed. She called it “a ‘grave’ error.”",
    id="long <1>&2",
    title="A <i>title</i> **bold**",
    url="https://press.example/a?b=1&c=“2”",
)
LONG_ROWS = [
    row_of(
        LONG,
        "We sail at dawn, she began.\n\n“Nobody will stop us,",
        speaker="Ada Quill",
        source="Coast Radio",
        cue="told",
        cue_start=LONG.text.index("told"),
        cue_end=LONG.text.index("told") + 4,
    ),
    row_of(LONG, "Das Wasser steigt", speaker="Bo Reed"),
    row_of(LONG, "a ‘grave’ error.", speaker="Ada Quill"),
    row_of(LONG, "grave", speaker="<b>officials</b>", speaker_kind="unnamed"),
]


def drawn(article: Article, rows: list[Quote], number: int = 0) -> str:
    part = article_parts(article.text, rows)[number]
    return marked_article.reader(article, part, rows, article_voices(rows), {}, ("speakers", "review"))


def words_of(html: str) -> list[str]:
    """The paragraphs of a drawn article, without the signs after quotes."""
    text = re.search(r"<article[^>]*>(.*)</article>", html, re.DOTALL)
    assert text
    without_signs = re.sub(r'<a class="sign.*?</a>', "", text[1])
    return [text_of(paragraph) for paragraph in without_signs.split("</p>")[:-1]]


def marks_of(html: str, name: str, row: Quote) -> str:
    """The marked words of one kind for one quote, without the words between two marks."""
    found = re.findall(rf'<mark[^>]* data-{name}="{row.quote_id}">(.*?)</mark>', html)
    return text_of("".join(found))


def test_the_text_is_whole_and_every_quote_is_marked() -> None:
    html = drawn(LONG, in_text_order(LONG_ROWS))
    assert words_of(html) == LONG.text.split("\n\n")
    first, second, outer, inner = LONG_ROWS
    assert marks_of(html, "quote", first) == "We sail at dawn, she began.“Nobody will stop us,"
    assert marks_of(html, "cue", first) == "told"
    assert marks_of(html, "quote", second) == "Das Wasser steigt"
    assert marks_of(html, "quote", outer).replace("grave", "") == "a ‘’ error."
    assert marks_of(html, "quote", inner) == "grave"


def test_each_quote_has_one_sign_after_its_closing_mark_and_one_line_of_the_list() -> None:
    html = drawn(LONG, in_text_order(LONG_ROWS))
    for row in LONG_ROWS:
        assert html.count(f'data-to-list="{row.quote_id}"') == 1
        assert html.count(f'data-entry="{row.quote_id}"') == 1
    assert re.search(r'us,</mark>”<a class="sign v1 u1"[^>]*>AQ</a> Ada Quill', html)
    assert re.search(r'steigt</mark>“<a class="sign v2 u1"[^>]*>BR</a>, sagte', html)


def test_no_word_of_an_article_is_markup() -> None:
    html = marked_article.heading(LONG) + drawn(LONG, in_text_order(LONG_ROWS))
    assert "<i>" not in html
    assert "<b>officials" not in html
    assert 'href="https://press.example/a?b=1&amp;c=“2”"' in html
    assert "?article=long+%3C1%3E%262&amp;quote=" in html


def test_an_address_that_is_not_a_web_address_is_not_a_link() -> None:
    html = marked_article.heading(replace(LONG, url="javascript:alert(1)"))
    assert "<a" not in html


def test_a_ninth_voice_has_another_line() -> None:
    text = " ".join(f"“Word {number}.”" for number in range(40))
    article = Article(text, id="many")
    rows = [row_of(article, f"Word {number}.", speaker=f"Speaker{number} Name") for number in range(40)]
    html = drawn(article, rows)
    looks = re.findall(r'<button[^>]*class="voice (v\d u\d)"', html)
    assert looks[0] == "v1 u1"
    assert looks[8] == "v1 u2"
    assert len(set(looks)) == 32
    assert "and 28 more" in html


def contrast(one: str, other: str) -> float:
    """The contrast of two colours as WCAG 2 counts it, 1 to 21."""

    def luminance(colour: str) -> float:
        shares = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
        linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in shares]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def test_words_and_signs_can_be_read_in_every_colour() -> None:
    folder = Path(marked_article.__file__).parent
    colours = re.findall(
        r"^\.v[1-9] \{ --ink: light-dark\((\S+), (\S+)\); --wash: light-dark\((\S+), (\S+)\); \}",
        (folder / "article.css").read_text(encoding="utf-8"),
        re.MULTILINE,
    )
    assert len(set(colours)) == marked_article.COLOURS
    theme = tomllib.loads((folder.parent / "server" / "theme.toml").read_text(encoding="utf-8"))
    pages, texts = (
        [theme[scheme][part] for scheme in ("light", "dark")] for part in ("backgroundColor", "textColor")
    )
    for inks_and_washes in colours:
        for scheme in (0, 1):
            ink, wash = inks_and_washes[scheme], inks_and_washes[scheme + 2]
            for pair in ((ink, pages[scheme]), (ink, wash), (texts[scheme], wash)):
                assert contrast(*pair) >= 4.5, pair


@pytest.mark.parametrize(
    "asked",
    [
        ArticleAsked(find="ferry & co", page=3),
        ArticleAsked(imported=7),
        ArticleAsked("long <1>&2", "0f3a", ("Ada Quill", None), part=2),
        ArticleAsked("ferry", only=("Bo Reed",)),
    ],
)
def test_an_address_gives_back_what_was_asked(asked: ArticleAsked) -> None:
    assert read(write(asked)) == asked


def test_what_makes_no_sense_in_an_address_is_left_out() -> None:
    asked = read({"article": ["ferry"], "part": ["-3"], "quote": [""], "page": ["2"], "off": ["x" * 2000]})
    assert asked == ArticleAsked("ferry")


def test_the_address_has_the_shorter_of_both_lists() -> None:
    asked = ArticleAsked("ferry")
    few, most = asked.turned(["Ada", "Bo"], [None]), asked.turned([], ["Ada", "Bo", None])
    assert write(few) == {"article": ["ferry"], "off": ["(none)"]}
    assert [few.is_off(name) for name in ("Ada", "Bo", None)] == [False, False, True]
    assert all(read(write(most)).is_off(name) for name in ("Ada", "Bo", None))
    assert not any(few.turned(["Ada", "Bo", None], []).is_off(name) for name in ("Ada", "Bo", None))


@pytest.fixture
def library(served_library: Library) -> Library:
    served_library.add(Article("Nobody says a word.", id="silent", title="Silence"), [])
    return served_library


def script() -> None:
    """A dashboard that opens on the page of an article."""
    import streamlit as st  # noqa: PLC0415

    from quotes.dashboard import article_page  # noqa: PLC0415
    from quotes.dashboard.settings import current_settings  # noqa: PLC0415
    from quotes.dashboard.shared import PageContext, open_library  # noqa: PLC0415

    read_only = current_settings().read_only
    names = ["quotes", "speakers", *([] if read_only else ["add", "review"])]
    pages = {name: st.Page(lambda: None, title=name, url_path=name) for name in names}
    context = PageContext(open_library(), read_only, pages)
    pages["article"] = st.Page(lambda: article_page.draw(context), title="Article", default=True)
    st.navigation(list(pages.values())).run()


def page(**address: str) -> AppTest:
    app = AppTest.from_function(script, default_timeout=60)
    app.query_params.update(address)
    app.run()
    assert not app.exception
    return app


def ways(app: AppTest) -> list[str]:
    return [link.label for link in app.get("page_link")]


def test_the_list_has_the_articles_added_last_first(library: Library) -> None:
    cards = drawn_texts(page(), "article-card")
    assert cards[0] == "Silenceno quotes"
    assert cards[-1] == "The ferry returnsPort Post · 2024-03-05 · 3 quotes"
    assert len(cards) == 4


def test_an_article_is_found_by_words_of_its_title(library: Library) -> None:
    app = page()
    app.text_input(key="article_find").set_value("ferry").run()
    assert drawn_texts(app, "article-card") == ["The ferry returnsPort Post · 2024-03-05 · 3 quotes"]
    assert dict(app.query_params) == {"find": "ferry"}
    app.text_input(key="article_find").set_value("<b>whale</b>").run()
    assert drawn_texts(app, "notice") == [
        "No article with quotes has “<b>whale</b>” in its title. Try fewer words."
    ]


def test_the_list_has_the_articles_of_one_import(library: Library) -> None:
    act = library.import_of("ferry")
    app = page(**{"import": str(act)})
    assert drawn_texts(app, "article-card") == ["The ferry returnsPort Post · 2024-03-05 · 3 quotes"]
    assert drawn_texts(app, "hint")[0].startswith(
        f"Articles of import {act}: added 1 article with 3 quotes, "
    )
    assert "See its quotes" in ways(app)
    app.text_input(key="article_find").set_value("silence").run()
    assert drawn_texts(app, "article-card") == []
    app.text_input(key="article_find").set_value("").run()
    app.button(key="leave-import").click().run()
    assert len(drawn_texts(app, "article-card")) == 4
    assert dict(app.query_params) == {}


def test_an_import_that_is_none_is_reported(library: Library) -> None:
    app = page(**{"import": "999"})
    assert drawn_texts(app, "notice") == [
        "There is no import 999.",
        "None of its articles is in the library.",
    ]


def test_the_list_is_turned_page_by_page(library: Library) -> None:
    for number in range(40):
        library.add(Article(f"Nobody says word {number}.", id=f"more-{number}"), [])
    app = page()
    assert [button.label for button in app.button][-1] == "More articles"
    app.button[-1].click().run()
    assert dict(app.query_params) == {"page": "2"}
    assert drawn_texts(app, "article-card")[0] == "Nobody says word 19.no quotes"
    app.button[-1].click().run()
    assert len(drawn_texts(app, "article-card")) == 4
    assert [button.label for button in app.button][-1] == "Back"
    assert drawn_texts(page(page="99"), "notice") == ["There are no more articles."]


def test_the_tab_of_an_article_has_its_title(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    named: list[str] = []
    monkeypatch.setattr("streamlit.set_page_config", lambda **given: named.extend(given.values()))
    page(article="ferry")
    assert named == ["The ferry returns · quotes"]


def test_a_chosen_article_is_shown_under_its_title(library: Library) -> None:
    app = page(find="ferry")
    app.button(key="read-ferry").click().run()
    assert drawn_texts(app, "masthead") == ["The ferry returnsPort Post · 2024-03-05"]
    assert dict(app.query_params) == {"article": "ferry"}
    assert words_of(next(piece.body for piece in app.get("html") if 'class="reader"' in piece.body)) == (
        FERRY.text.split("\n\n")
    )
    assert ways(app) == ["All articles", "Show in quote list", "Mark a missed quote", "History"]


def test_damaged_characters_are_reported_above_the_text(library: Library) -> None:
    library.add(Article("&quot;We sail,&quot; Ada Quill said.", id="damaged"), [])
    (said, *_) = drawn_texts(page(article="damaged"), "notice")
    assert said == (
        'The text has damaged characters, read as what they stand for (&quot; as "). '
        "The article is shown as it came."
    )
    assert drawn_texts(page(article="ferry"), "notice") == []


def test_who_may_not_correct_is_not_led_there(library: Library, served_with: Callable[..., None]) -> None:
    served_with(library=library.path, read_only=True)
    app = page(article="ferry")
    assert ways(app) == ["All articles", "Show in quote list"]
    assert not any("Correct this quote" in piece.body for piece in app.get("html"))


def test_an_article_without_quotes_says_so(library: Library) -> None:
    app = page(article="silent")
    assert drawn_texts(app, "notice") == [
        "No quotes were found in this article. If you see one, mark it as missed."
    ]
    assert ways(app) == ["All articles", "Mark a missed quote", "History"]


def test_an_unknown_article_or_quote_is_reported_in_one_line(library: Library) -> None:
    app = page(article="<b>none")
    assert drawn_texts(app, "notice") == ["<b>none: the library has no article with this id"]
    assert ways(app) == ["Choose an article"]
    app = page(article="ferry", quote="0000000000000000", part="7")
    assert drawn_texts(app, "notice") == ["0000000000000000: this article has no quote with this id"]
    assert "part" in app.query_params  # what was asked for stays in the address until something is chosen


def test_a_correction_by_somebody_else_is_seen(library: Library) -> None:
    app = page(article="ferry")
    with Library(library.path) as other:
        row = next(row for row in other.rows() if row.quote == "A mess,")
        other.correct_speaker(row.quote_id, "Cy Marl")
    app.run()
    reader = drawn_texts(app, "reader")[0]
    assert "CM Cy Marl 1" in reader
    assert "confirmed by a person" in reader


def test_an_empty_library_says_what_to_do(tmp_path: Path, served_with: Callable[..., None]) -> None:
    served_with(library=tmp_path / "new.sqlite")
    assert drawn_texts(page(), "masthead") == ["Articles"]


def test_what_is_done_in_the_browser_is_applied_once() -> None:
    voices = [Voice("Ada Quill", "AQ", 0, 2), Voice(None, "?", None, 1)]
    action = {"number": 7, "quote": "0f3a", "off": [1]}
    state = ArticleState(ArticleAsked("ferry", part=2), action=action).with_action_applied(voices)
    assert state == ArticleState(ArticleAsked("ferry", "0f3a", off=(None,), part=2), last_action=7)
    assert state.with_action_applied(voices) == state


def test_a_link_to_the_page_itself_leads_to_the_list_but_a_choice_does_not() -> None:
    state = ArticleState(ArticleAsked("ferry"))
    assert state.lost_its_address({})
    assert not state.lost_its_address({"article": ["ferry"]})
    assert not state.showing(ArticleAsked("ferry")).lost_its_address({})
    assert not ArticleState().lost_its_address({})


def test_a_box_to_tick_belongs_to_its_article_wherever_that_is_in_the_list(library: Library) -> None:
    app = page(find="ferry")
    (box,) = (each for each in app.checkbox if each.key.startswith("tick-article-"))
    assert box.key == "tick-article-ferry"
