"""Damaged text is mended, its offsets map back, and text that only looks odd is left alone."""

import random
import re
from html import escape

import pytest
from any_text import TEXTS

from quotes.language import english
from quotes.text import MarkedArticle, mark_article, mend_text, mending_in_words, split_paragraphs
from quotes.types import Article, Span

TEXT = "“Wer’s glaubt …” – José Peña said: ‘No.’ She paid £5, then €7. «Bien», said Zoë Łukasz."


def page_1252(text: str) -> str:
    """Decode UTF-8 as code page 1252, where some bytes have no character and keep their number."""
    return "".join(bytes([byte]).decode("cp1252", "ignore") or chr(byte) for byte in text.encode("utf-8"))


def test_text_in_the_wrong_code_page_is_mended_whole() -> None:
    for damage in (page_1252, lambda text: text.encode().decode("latin-1")):
        mended = mend_text(damage(TEXT))
        assert mended is not None
        assert mended.text == TEXT


def test_text_that_was_damaged_twice_is_mended() -> None:
    mended = mend_text(page_1252(page_1252(TEXT)))
    assert mended is not None
    assert mended.text == TEXT


def test_entities_are_mended_even_if_they_were_escaped_again() -> None:
    entities = TEXT.encode("ascii", "xmlcharrefreplace").decode()
    for written in (entities, escape(entities)):
        mended = mend_text(written)
        assert mended is not None
        assert mended.text == TEXT


@pytest.mark.parametrize("seed", range(20))
def test_spans_map_back_to_the_damaged_words(seed: int) -> None:
    chance = random.Random(seed)
    start, end = sorted(chance.sample(range(len(TEXT) + 1), 2))
    mended = mend_text(page_1252(TEXT))
    assert mended is not None
    assert mended.as_read(Span(start, end)).of(page_1252(TEXT)) == page_1252(TEXT[start:end])


@pytest.mark.parametrize(
    "text",
    [
        TEXT,
        "“KÖLN GRÜSST STRAẞE,” said Ana Sá. “FOUCHÉ,” read the sign at “LA MAÑANA”.",
        "AT&T, M&S and R&D; see Q&A. “Fish & chips,” she said.",
        "Is it? Who knows? ?que? is a word.",
        "The figures† are from May.‡ Ä and Ã are letters.",
        "Line one.\x85Line two.",
        "Compare &nosuch; and &#1; and &#xD800;.",
    ],
)
def test_text_that_only_looks_odd_is_left_alone(text: str) -> None:
    assert mend_text(text) is None
    assert mending_in_words(text) == ""


def test_the_cases_that_are_not_about_damage_have_none() -> None:
    damaged = [text for text in TEXTS if mend_text(text)]
    clean = [text for text in TEXTS if not mend_text(text)]
    assert 40 < len(damaged) < 60
    assert len(clean) > 400


def test_a_remark_names_the_commonest_damage_first() -> None:
    assert mending_in_words("\x93We sail,\x94 she said. \x93It\x92s late.\x94 \x96 &amp;") == (
        "the text has damaged characters, read as what they stand for"
        " (U+0093 as “, U+0094 as ”, &amp; as & and 2 more)"
    )


def marked(text: str) -> MarkedArticle:
    return mark_article(Article(text), english())


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("Ada Thompson left.\n\nThomp-\nson is late.", "Ada Thompson left.\n\nThompson is late."),
        ("Thomp- \n  son is late, says Thompson.", "Thompson is late, says Thompson."),
        ("The har\u00ad\nbour is shut.", "The harbour is shut."),
        ("Ada \u00adThomp\u00adson is\u200b late, \u2060says she.", "Ada Thompson is late, says she."),
        ("\ufeffAda is late.", None),
        ("A vice-\npresident came.", None),
        ("A vice-\npresident and a vice-president; vicepresident is no word.", None),
        ("Thomp-\nson is late.", None),
        ("Thomp-\n\nson is late. Thompson left.", None),
        ("A re-\nform-minded man. The reform came.", None),
        ("Pell-\nThompson is late. PellThompson left.", None),
    ],
)
def test_divided_words_are_joined_where_nothing_speaks_against_it(text: str, read: str | None) -> None:
    found = marked(text)
    assert found.text == (read or text)
    assert found.as_read.text == text
    assert [span.of(text) for span in found.paragraphs_as_read] == [
        span.of(text) for span in split_paragraphs(text)
    ]
    assert mending_in_words(text) == ""


@pytest.mark.parametrize("seed", range(20))
def test_spans_map_back_over_divided_words(seed: int) -> None:
    chance = random.Random(seed)
    words = [chance.choice(("Thomp-\nson", "Thompson", "We")) for _ in range(40)]
    words[20:20] = ["“We sail,”", "Thompson", "said."]
    text = " ".join(words)
    found = marked(text)
    assert "Thomp-" not in found.text
    for word in re.finditer(r"\w+", found.text):
        as_read = found.place_as_read(Span(*word.span())).of(text)
        assert as_read.replace("-\n", "") == word.group()
    (quotation,) = found.quotations
    assert found.place_as_read(quotation.segments[0]).of(text) == "We sail,"
