"""The dashboard without a browser: what is selected, what is marked, what is safe, and the whole page."""

import re
import shutil
import sys
import tomllib
from dataclasses import replace
from functools import partial
from html import unescape
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from quotes.dashboard import cards, selection
from quotes.dashboard.app import main_script
from quotes.dashboard.selection import NONE, Selection
from quotes.marked_text import Mark, marked, marks_of, passage
from quotes.shown import shown
from quotes.types import Quote, Span

ARTICLES = Path(__file__).parent / "articles"
TEXT = '"We sail," Ada Quill said.\n\nRain fell.\n\nShe told the Harbour Wire.'
QUOTE = Quote(
    quote_id="q1",
    doc_id="d1",
    title="The ferry returns",
    outlet="The Ellin Courier",
    published="2024-03-05",
    url="https://ellin-courier.example/ferry",
    quote="We sail,",
    kind="full",
    start=1,
    end=9,
    speaker="Ada Quill",
    speaker_kind="person",
    mention="Ada Quill",
    mention_start=11,
    mention_end=20,
    cue="said",
    cue_start=21,
    cue_end=25,
    source="Harbour Wire",
    source_basis="stated",
    source_mention="Harbour Wire",
    source_start=TEXT.index("Harbour Wire"),
    source_end=TEXT.index("Harbour Wire") + 12,
    rule="subject_of_cue",
    confidence=0.914,
    context='"We sail," Ada Quill said.',
    paragraph=0,
)
HOSTILE = (
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "</div><style>*{display:none}</style>",
    "**bold** _italic_ `code` # heading",
    "$x^2$ and $$y$$",
    ":red[warning] :material/home: :smile:",
    "[link](javascript:alert(1))",
    "one \u202etwo\u202c three \u2066four\u2069",
    "&lt;b&gt; &amp;",
    "x" * 100_000,
)


def text_of(markup: str) -> str:
    """The text that a browser makes of markup."""
    return unescape(re.sub(r"<[^>]*>", "", markup))


@pytest.mark.parametrize("text", HOSTILE, ids=[text[:20] for text in HOSTILE])
def test_article_text_is_shown_character_for_character(text: str) -> None:
    assert text_of(shown(text)) == text
    assert set(re.findall(r"<(\w+)", shown(text))) <= {"bdi", "wbr"}


@pytest.mark.parametrize("text", HOSTILE, ids=[text[:20] for text in HOSTILE])
def test_no_field_of_a_row_becomes_markup(text: str) -> None:
    plain = markup_tags(cards.card(QUOTE, "t", "Ada Quill") + cards.opened(QUOTE, "t", "Ada Quill", TEXT))
    fields = ("title", "outlet", "published", "quote", "speaker", "speaker_kind", "mention", "source", "rule")
    for field in fields:
        row = replace(QUOTE, **{field: text})
        title, known_as = row.title or "", row.speaker or ""
        drawn = cards.card(row, title, known_as) + cards.opened(row, title, known_as, TEXT)
        assert markup_tags(drawn) <= plain | {"bdi", "wbr"}, field
    assert markup_tags(cards.opened(QUOTE, "t", "Ada Quill", f'"{text[:8]}" {text}')) <= plain | {
        "bdi",
        "wbr",
    }
    drawn = cards.card(QUOTE, "t", text) + cards.opened(QUOTE, "t", text, TEXT)
    assert markup_tags(drawn) <= plain | {"bdi", "wbr"}
    assert markup_tags(cards.notice(text)) <= {"p", "bdi", "wbr"}


def markup_tags(markup: str) -> set[str]:
    return set(re.findall(r"<(\w+)", markup))


def test_a_link_is_drawn_only_to_the_web() -> None:
    assert 'href="https://ellin-courier.example/ferry"' in cards.opened(QUOTE, "t", "Ada Quill", TEXT)
    assert "href" not in cards.opened(replace(QUOTE, url="javascript:alert(1)"), "t", "Ada Quill", TEXT)
    assert 'href="https://a.example/&quot;onclick=' in cards.opened(
        replace(QUOTE, url='https://a.example/"onclick='), "t", "Ada Quill", TEXT
    )


def test_the_passage_holds_every_marked_paragraph_and_shows_what_is_left_out() -> None:
    drawn = passage(TEXT, marks_of(QUOTE))
    assert [text_of(part) for part in drawn.split("</p>") if part] == [
        '"We sail," Ada Quill said.',
        "⋯",
        "She told the Harbour Wire.",
    ]
    for kind, words in (
        ("quote", "We sail,"),
        ("speaker", "Ada Quill"),
        ("cue", "said"),
        ("source", "Harbour Wire"),
    ):
        assert f'<mark class="{kind} labelled">{words}</mark>' in drawn


def test_marks_may_overlap() -> None:
    marks = [Mark(Span(0, 7), "speaker"), Mark(Span(4, 11), "source")]
    assert marked("The Ellin Wire", Span(0, 14), marks) == (
        '<mark class="speaker">The </mark>'
        '<mark class="source"><mark class="speaker labelled">Ell</mark></mark>'
        '<mark class="source labelled">in W</mark>ire'
    )


def test_a_quote_over_two_paragraphs_is_marked_in_both() -> None:
    text = "“One.\n\n“Two.”"
    drawn = passage(text, [Mark(Span(1, 12), "quote")])
    assert drawn == (
        '<p dir="auto">“<mark class="quote">One.</mark></p>'
        '<p dir="auto"><mark class="quote labelled">“Two.</mark>”</p>'
    )


def test_an_unsettled_speaker_is_said_to_be_so() -> None:
    row = replace(QUOTE, speaker=None, speaker_kind=None, mention=None, mention_start=None, mention_end=None)
    assert "Speaker not settled" in cards.card(row, "t", NONE)
    assert "not settled" in cards.opened(row, "t", NONE, TEXT)
    assert "listed as" not in cards.card(row, "t", NONE) + cards.opened(row, "t", NONE, TEXT)


def test_another_name_of_the_speaker_stands_beside_the_article_s_own() -> None:
    assert "listed as" not in cards.card(QUOTE, "t", "Ada Quill") + cards.opened(
        QUOTE, "t", "Ada Quill", TEXT
    )
    assert "Ada Quill listed as Ada B. Quill via Harbour Wire" in text_of(
        cards.card(QUOTE, "t", "Ada B. Quill")
    )
    assert "listed as Ada B. Quill" in text_of(cards.opened(QUOTE, "t", "Ada B. Quill", TEXT))


ROWS = [
    QUOTE,
    replace(QUOTE, quote_id="q2", quote="Nobody’s boat sails", speaker="Tom Reed", source=None),
    replace(QUOTE, quote_id="q3", quote="No comment", speaker=None, doc_id="d2"),
    replace(QUOTE, quote_id="q4", quote="Ask the mayor", speaker="Quill", doc_id="d3"),
]
LINKS = {"Ada Quill": "Ada Quill", "Quill": "Ada Quill", "Tom Reed": "Tom Reed"}


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        (Selection(), ["q1", "q2", "q3", "q4"]),
        (Selection(words="SAIL"), ["q1", "q2"]),
        (Selection(words="sail we"), ["q1"]),
        (Selection(words="nobody's"), ["q2"]),
        (Selection(words="ail"), []),
        (Selection(words=" . "), ["q1", "q2", "q3", "q4"]),
        (Selection(speakers=("Tom Reed", NONE)), ["q2", "q3"]),
        (Selection(sources=(NONE,)), ["q2"]),
        (Selection(speakers=("Ada Quill",)), ["q1", "q4"]),
        (Selection(speakers=("Quill",)), []),
        (Selection(articles=("d1",), speakers=("Ada Quill",)), ["q1"]),
        (Selection(speakers=("Kit Fell",)), []),
    ],
)
def test_filters(asked: Selection, found: list[str]) -> None:
    assert [row.quote_id for row in selection.matching(ROWS, asked, LINKS)] == found


@pytest.mark.parametrize(
    "asked",
    [
        Selection(),
        Selection("a b", ("Ada Quill", NONE), ("Wire & Co",), ("d1", "d2"), 3, "q1"),
        Selection(words=":red[x]", quote="q2"),
    ],
)
def test_the_address_gives_the_selection_back(asked: Selection) -> None:
    assert selection.from_parameters(selection.to_parameters(asked)) == asked


@pytest.mark.parametrize("page", ["0", "-1", "x", "1e3", "99999999999", "²"])
def test_a_senseless_page_in_the_address_is_the_first(page: str) -> None:
    assert selection.from_parameters({"page": [page]}).page == 1


def test_counts_put_none_last_and_keep_what_a_link_asked_for() -> None:
    numbers = selection.counts([*ROWS, ROWS[0]], partial(selection.speaker_of, links=LINKS), ["Kit Fell"])
    assert list(numbers.items()) == [("Ada Quill", 3), ("Tom Reed", 1), (NONE, 1), ("Kit Fell", 0)]


def test_the_summary_counts_a_speaker_of_two_names_once() -> None:
    told = "4 quotes · 2 speakers · 1 source · 3 articles"
    assert text_of(cards.summary(ROWS, 4, LINKS)) == told
    assert text_of(cards.summary(ROWS, 4, {})) == told.replace("2 speakers", "3 speakers")


def test_an_unnamed_speaker_goes_by_the_article_s_words() -> None:
    row = replace(QUOTE, speaker="senior official", speaker_kind="unnamed")
    assert selection.speaker_of(row, LINKS) == "senior official"


def test_labels_of_articles_with_one_title_differ() -> None:
    names = {"d1": "News in brief", "d2": "News in brief"}
    assert len(set(selection.labels({"d1": 1, "d2": 1}, names).values())) == 2


def test_the_settings_stand_beside_the_script() -> None:
    settings = tomllib.loads((main_script().parent / ".streamlit" / "config.toml").read_text())
    assert settings["server"]["address"] == "127.0.0.1"
    assert settings["browser"]["gatherUsageStats"] is False
    assert settings["client"]["showErrorDetails"] == "none"
    assert settings["theme"].keys() >= {"light", "dark"}


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_white_words_can_be_read_on_buttons_and_chosen_filters(scheme: str) -> None:
    settings = tomllib.loads((main_script().parent / ".streamlit" / "config.toml").read_text())
    assert 1.05 / (luminance(settings["theme"][scheme]["primaryColor"]) + 0.05) >= 4.5  # WCAG 2.2, 1.4.3


def luminance(colour: str) -> float:
    """The relative luminance of "#rrggbb", as WCAG 2.2 defines it."""
    parts = [value / 255 for value in bytes.fromhex(colour.removeprefix("#"))]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for article in ARTICLES.iterdir():
        shutil.copy(article, tmp_path)
    monkeypatch.setattr(sys, "argv", [str(main_script()), str(tmp_path)])
    return tmp_path


def page(**address: str) -> AppTest:
    app = AppTest.from_file(main_script(), default_timeout=60)
    app.query_params.update(address)
    return app.run()


def words_shown(app: AppTest) -> list[str]:
    """The quotes of the list, in order."""
    found = (re.search(r'class="words"[^>]*>“(.*?)”</p>', html.body) for html in app.get("html"))
    return [unescape(match[1]) for match in found if match]


def drawn(app: AppTest, name: str) -> list[str]:
    """The text of every drawn piece of one class."""
    return [text_of(html.body) for html in app.get("html") if f'class="{name}' in html.body]


ALL = [
    "We sail at dawn,",
    "The harbour belongs to all of us,",
    "Nobody asked the fishermen,",
    "We have sold the last sack,",
]


def test_the_page_lists_every_quote(folder: Path) -> None:
    app = page()
    assert not app.exception
    assert words_shown(app) == ALL
    assert drawn(app, "summary") == ["4 quotes · 3 speakers · 0 sources · 2 articles"]
    assert app.multiselect(key="speaker").options == ["Ada Quill · 2", "Ida Marsh · 1", "Tom Reed · 1"]


def test_filters_narrow_the_list_and_are_kept_in_the_address(folder: Path) -> None:
    app = page()
    app.multiselect(key="speaker").select("Ada Quill").run()
    assert words_shown(app) == [ALL[0], ALL[2]]
    app.text_input(key="words").set_value("nobody").run()
    assert words_shown(app) == [ALL[2]]
    assert dict(app.query_params) == {"speaker": "Ada Quill", "words": "nobody"}
    app.button(key="clear").click().run()
    assert words_shown(app) == ALL
    assert dict(app.query_params) == {}


def test_a_speaker_of_many_articles_is_one_choice(folder: Path) -> None:
    (folder / "wharf.txt").write_text('"The wharf is shut," Mayor Quill said.\n')
    app = page()
    assert app.multiselect(key="speaker").options == ["Ada Quill · 3", "Ida Marsh · 1", "Tom Reed · 1"]
    app.multiselect(key="speaker").select("Ada Quill").run()
    assert words_shown(app) == [ALL[0], ALL[2], "The wharf is shut,"]
    assert "Quill listed as Ada Quill" in drawn(app, "quote-card")[2]
    assert drawn(app, "summary") == ["3 quotes of 5 · 1 speaker · 0 sources · 2 articles"]


def test_an_address_with_one_article_s_form_of_a_name_finds_the_speaker(folder: Path) -> None:
    (folder / "wharf.txt").write_text('"The wharf is shut," Mayor Quill said.\n')
    app = page(speaker="Quill")
    assert app.multiselect(key="speaker").value == ["Ada Quill"]
    assert len(words_shown(app)) == 3
    assert dict(app.query_params) == {"speaker": "Ada Quill"}


def test_a_chosen_speaker_stays_chosen_when_articles_give_a_fuller_name(folder: Path) -> None:
    app = page(speaker="Ida Marsh")
    text = '"The wheel turns," Ida Rose Marsh said.\n\n"It does not stop," Ida Rose Marsh said.\n'
    (folder / "wheel.txt").write_text(text)
    app.run()
    assert app.multiselect(key="speaker").value == ["Ida Rose Marsh"]
    assert words_shown(app) == [ALL[3], "The wheel turns,", "It does not stop,"]


def test_an_address_restores_filters_and_the_open_quote(folder: Path) -> None:
    first = page()
    first.button(key="choose-4").click().run()
    again = page(article="mill", **first.query_params)
    assert words_shown(again) == [ALL[3]]
    assert again.multiselect(key="article").value == ["mill"]
    assert len(drawn(again, "opened")) == 1


def test_an_unknown_value_in_the_address_stays_visible(folder: Path) -> None:
    app = page(speaker="Kit Fell")
    assert not app.exception
    assert app.multiselect(key="speaker").value == ["Kit Fell"]
    assert words_shown(app) == []
    assert drawn(app, "notice") == ["No quote passes these filters. Clear one of them to see more."]


def test_a_chosen_quote_opens_in_its_article_and_closes(folder: Path) -> None:
    app = page()
    app.button(key="choose-2").click().run()
    assert '<mark class="quote labelled">The harbour belongs to all of us,</mark>' in "".join(
        html.body for html in app.get("html")
    )
    assert "quote" in app.query_params
    app.button(key="choose-2").click().run()
    assert drawn(app, "opened") == []
    assert "quote" not in app.query_params


def test_a_long_list_is_paged(folder: Path, caplog: pytest.LogCaptureFixture) -> None:
    lines = [f'"This is sentence number {number} of many," Ada Quill said.' for number in range(45)]
    (folder / "long.txt").write_text("\n\n".join(lines))
    app = page(article="long", page="3")
    assert [words.split()[4] for words in words_shown(app)] == [str(number) for number in range(40, 45)]
    app.pagination(key="pager-3").set_value(1).run()
    assert len(words_shown(app)) == 20
    assert dict(app.query_params) == {"article": "long"}
    assert len(words_shown(page(article="long", page="99"))) == 5
    assert "created with a default value" not in caplog.text


def test_a_pasted_article_is_shown_and_left_again(folder: Path) -> None:
    app = page(speaker="Ida Marsh")
    app.text_area(key="paste_text").set_value('"The bridge stays shut," Kit Fell said.')
    app.button(key="FormSubmitter:paste-Find the quotes").click().run()
    assert words_shown(app) == ["The bridge stays shut,"]
    app.button(key="choose-1").click().run()
    assert len(drawn(app, "opened")) == 1
    app.button(key="back").click().run()
    assert words_shown(app) == [ALL[3]]
    assert app.multiselect(key="speaker").value == ["Ida Marsh"]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (" \n", "There is no text to read: paste an article first."),
        ("Nobody spoke.", "No direct quotes were found in the pasted text."),
    ],
)
def test_what_cannot_be_shown_is_told_in_one_line(folder: Path, text: str, told: str) -> None:
    app = page()
    app.text_area(key="paste_text").set_value(text)
    app.button(key="FormSubmitter:paste-Find the quotes").click().run()
    assert not app.exception
    assert drawn(app, "notice") == [told]


def test_articles_without_quotes_are_told_in_one_line(folder: Path) -> None:
    for path in folder.iterdir():
        path.write_text("Nobody spoke.")
    assert drawn(page(), "notice") == ["No direct quotes were found in these articles."]


def test_a_path_that_is_missing_is_told_in_one_line(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "argv", [str(main_script()), str(folder / "<b>gone")])
    app = page()
    assert not app.exception
    assert drawn(app, "notice error") == [f"{folder}/<b>gone: no such file or folder"]


def test_the_same_article_twice_is_shown_once(folder: Path) -> None:
    shutil.copy(folder / "mill.txt", folder / "mill-again.txt")
    app = page(speaker="Ida Marsh")
    assert not app.exception
    assert words_shown(app) == [ALL[3]]


def test_a_changed_file_is_read_again(folder: Path) -> None:
    app = page()
    mill = folder / "mill.txt"
    mill.write_text(mill.read_text().replace("last sack", "whole harvest"))
    app.run()
    assert words_shown(app)[-1] == "We have sold the whole harvest,"
