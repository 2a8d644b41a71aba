"""Attacks through the addresses and search boxes of pages: shown as text or refused in one line."""

import logging
import re
from collections.abc import Callable, Mapping
from contextlib import suppress
from functools import partial
from itertools import product

import pytest
import streamlit as st
from drawn_pages import drawn_html
from made_library import row_of
from streamlit.testing.v1 import AppTest

from quotes.dashboard import (
    add_page,
    article_page,
    check_page,
    context_page,
    followed_page,
    quotes_page,
    review_page,
    speakers_page,
)
from quotes.dashboard.shared import INLINE_SCRIPTS, PageContext, cards, open_library, script_element
from quotes.library import Filter, Library, Sort
from quotes.types import Article, InputError, Span

Draw = Callable[[str, Mapping[str, str | bytes | list[str]]], list[str]]
PAGES = {
    "quotes": quotes_page.draw,
    "article": article_page.draw,
    "speakers": speakers_page.draw,
    "review": review_page.draw,
    "add": add_page.draw,
    "check": check_page.draw,
    "context": context_page.draw,
    "followed": followed_page.draw,
}
PARAMETERS = {
    "quotes": "words speaker source outlet article speaker_kind kind basis since until undated least most "
    "corrected unsure sort page quote view import topic about",
    "article": "article quote off only part find page",
    "speakers": "speaker with words speaker_kind since until find view by as page quote source",
    "review": "view words speaker source outlet article since until least most sort page quote",
    "add": "way",
    "check": "way",
    "context": "phrase in order page words speaker source outlet article since until",
    "followed": "page",
}
WORDS: dict[str, str | bytes] = {
    "100 KB": "x" * 100_000,
    "1,000 letters": "x" * 1000,
    "NUL and half a character": b"a\0b\xed\xa0\x80c",
    "SQL": "'; DROP TABLE quotes; --",
    "SQL in double marks": '" UNION SELECT sql FROM sqlite_master; --',
    "FTS5": 'NEAR(dawn sail, 5) OR {quote}: ^"dawn" * NOT -',
    "script": "</div><script>alert(1)</script><img src=x onerror=alert(2)>[a](javascript:a) :red[x]",
    "huge number": "99999999999999999999",
}
ODD = {
    **{name: words for name, words in WORDS.items() if isinstance(words, str)},
    "nothing": "",
    "NUL": "a\0b",
    "half a character": "a\ud800b",
    "half a byte of a shell's": "Ren\udce9e",
    "LIKE": "%_\\%",
    "a path": "../../../../etc/passwd",
    "no number": "NaN",
    "other digits": "٣",
    "override": "\u202egnihton",
    "last character": "\U0010ffff",
}


@pytest.fixture
def library(served_library: Library) -> Library:
    return served_library


@pytest.fixture
def drawn(library: Library, caplog: pytest.LogCaptureFixture) -> Draw:
    """A function that draws a page at an address and returns its HTML; the library stays as it was."""

    def draw(name: str, address: Mapping[str, str | bytes | list[str]]) -> list[str]:
        app = AppTest.from_function(script, kwargs={"name": name}, default_timeout=60)
        app.query_params.update(address)
        app.run()
        assert not app.exception
        assert not app.error
        assert [record for record in caplog.records if record.levelno >= logging.ERROR] == []
        assert library.totals().quotes == 6
        return html_without_own_scripts(app)

    return draw


def html_without_own_scripts(app: AppTest) -> list[str]:
    """The page's pieces of HTML. The scripts that the dashboard has itself are taken out, to the letter."""
    own = {script_element(each, number) for each in INLINE_SCRIPTS for number in range(2)}
    return [piece for piece in drawn_html(app) if piece not in own]


def script(name: str) -> None:
    """A dashboard that opens on one of its pages."""
    from tests.attacks.test_pages import run  # noqa: PLC0415

    run(name)


def run(name: str) -> None:
    """Draw one of the pages as the dashboard does."""
    context = PageContext(open_library(), read_only=False, pages={})
    for each, draw in PAGES.items():
        content = partial(draw, context) if each == name else partial(str)
        context.pages[each] = st.Page(content, title=each, url_path=each, default=each == name)
    try:
        st.navigation(list(context.pages.values())).run()
    except InputError as error:
        st.html(cards.notice(str(error), error=True))


@pytest.mark.parametrize("words", WORDS.values(), ids=WORDS)
@pytest.mark.parametrize("name", PAGES)
def test_an_odd_word_in_every_parameter_of_every_page(drawn: Draw, name: str, words: str | bytes) -> None:
    pieces = drawn(name, dict.fromkeys(PARAMETERS[name].split(), words))
    assert any("masthead" in piece for piece in pieces)
    assert all(len(piece) < 400_000 for piece in pieces)
    assert not any(re.search(r"<(?:script|img)", piece) for piece in pieces)


@pytest.mark.parametrize("name", PAGES)
def test_ten_thousand_values_of_every_parameter(drawn: Draw, name: str) -> None:
    many = [f"Ada Quill {number}" for number in range(10_000)]
    assert any("masthead" in piece for piece in drawn(name, dict.fromkeys(PARAMETERS[name].split(), many)))


@pytest.mark.parametrize("words", ODD.values(), ids=ODD)
def test_whatever_a_library_is_asked_it_answers_or_tells_in_one_line(library: Library, words: str) -> None:
    """No table is lost, and the only thing raised is the error that is shown as a line."""
    before = library.frame()
    texts = ("words", "since", "until", "speakers", "sources", "outlets", "articles", "kinds", "bases")
    asked: list[Callable[[], object]] = []
    for name in (*texts, "speaker_kinds"):
        only = Filter(**{name: words if name in ("words", "since", "until") else (words,)})
        asked += [partial(library.page, only, Sort.relevance), partial(library.totals, only)]
    asked += [partial(library.counts, by, containing=words) for by in ("speaker", "source", "article")]
    by_word = ("quote", "extracted", "corrections_of", "article", "companions", "forms", "mentions")
    asked += [partial(getattr(library, name), words) for name in by_word]
    asked += [partial(library.known_as, [words]), partial(library.number_of_corrections, since=words)]
    asked += [partial(library.correct_speaker, words, "Ada Quill"), partial(library.reject, words)]
    asked += [partial(library.add_missed, words, Span(0, 3))]
    for ask in asked:
        with suppress(InputError):
            ask()
    assert library.frame().equals(before)
    quote = before["quote_id"][0]
    with suppress(InputError):
        library.correct_speaker(quote, words, note=words)
        assert library.quote(quote).speaker == (" ".join(words.split()) or None)
    assert len(library.frame()) == len(before)


WILD = (
    "</div><script>alert(1)</script><img src=x onerror=alert(2)>[a](javascript:alert(3)) :red[x] $y$ \u202ez"
)


@pytest.fixture
def wild(library: Library) -> Library:
    """The library, with an article and a correction whose every field holds a script."""
    text = f"“We sail, {WILD}, at dawn,” {WILD} told {WILD}.\n\n“Twice,” {WILD} said."
    article = Article(text, "wild", WILD, WILD, "2024-05-05", f"javascript:alert('{WILD}')", {WILD: WILD})
    fields = {"speaker": WILD, "mention": WILD, "source": WILD, "source_mention": WILD, "cue": WILD}
    library.add(
        article,
        [
            row_of(article, f"We sail, {WILD}, at dawn,", **fields, rule=WILD, reason=WILD),
            row_of(article, "Twice,", confidence=0.1),
        ],
    )
    quote_id = library.page(Filter(articles=("wild",)), limit=2)[1].quote_id
    library.correct_speaker(quote_id, f"{WILD} the second", note=WILD)
    library.link()
    return library


@pytest.mark.parametrize(
    ("name", "address"),
    [
        ("quotes", {}),
        ("quotes", {"words": "sail", "speaker": WILD}),
        ("quotes", {"quote": "FIRST"}),
        ("article", {}),
        ("article", {"article": "wild"}),
        ("article", {"article": "wild", "quote": "FIRST"}),
        ("speakers", {}),
        ("speakers", {"speaker": WILD}),
        ("speakers", {"speaker": WILD, "with": f"{WILD} the second", "words": WILD}),
        ("speakers", {"view": "picture"}),
        ("review", {"article": "wild"}),
        ("review", {"view": "history"}),
        ("review", {"quote": "FIRST"}),
        ("add", {}),
    ],
)
def test_a_script_in_every_field_that_is_stored_is_shown_as_text(
    wild: Library, caplog: pytest.LogCaptureFixture, name: str, address: Mapping[str, str]
) -> None:
    first = wild.page(Filter(articles=("wild",)))[0].quote_id
    app = AppTest.from_function(script, kwargs={"name": name}, default_timeout=60)
    app.query_params.update({each: first if value == "FIRST" else value for each, value in address.items()})
    app.run()
    assert not app.exception
    assert [record for record in caplog.records if record.levelno >= logging.ERROR] == []
    pieces = html_without_own_scripts(app)
    assert name == "add" or any("&lt;script&gt;" in piece for piece in pieces)
    for piece in pieces:
        assert not re.search(r"<(?:script|img)|href=.?javascript:|\u202e(?!</bdi>)", piece, re.IGNORECASE)
    assert not any("alert" in each.value for each in app.markdown)


@pytest.mark.parametrize("name", ["quotes", "article", "speakers", "review"])
def test_odd_words_in_every_box_of_every_page(library: Library, name: str) -> None:
    app = AppTest.from_function(script, kwargs={"name": name}, default_timeout=60).run()
    assert app.text_input or name in ("quotes", "review")
    sent = [words for words in ODD.values() if words == words.encode("utf-8", "replace").decode()]
    for number, words in product(range(len(app.text_input)), sent):  # half a character cannot be sent
        app.text_input[number].set_value(words).run()
        assert not app.exception
        assert not app.error
        assert any("masthead" in piece.body for piece in app.get("html"))
    assert library.totals().quotes == 6
