"""Who is named inside quotations; the cases are in tests/cases/parts."""

import pytest
from case_table import part_parameters

from quotes import extract
from quotes.language import english
from quotes.parsing import recognise_names
from quotes.speakers import names_in_quotes, quoted_names, read_discourse, recogniser_answers
from quotes.text import mark_article
from quotes.types import Article


@pytest.mark.parametrize("case", part_parameters("quoted_names"))
def test_persons_and_bodies_are_named_in_full_and_nothing_else_is(case):
    marked = mark_article(Article(case["text"]), english())
    first = quoted_names(marked, read_discourse(marked))[0]
    assert [each.name for each in first] == case.answers("about")


def test_offsets_are_those_of_the_text_as_read():
    text = "At the cafÃ©: “We asked the Ferry Board and Ada Quill,” Kim Holt said. Mayor Ada Quill leads it."
    (row,) = extract(text, with_about=True)
    assert [(text[each.start : each.end], each.kind) for each in row.about] == [
        ("Ferry Board", "organisation"),
        ("Ada Quill", "person"),
    ]


def test_only_open_names_are_asked_about_and_only_a_few_words_of_them(monkeypatch):
    asked = []

    def noted(texts):
        asked.extend(texts)
        return recognise_names(texts)

    monkeypatch.setattr(recogniser_answers, "recognise_names", noted)
    monkeypatch.setattr(names_in_quotes, "ASKED_WITHIN", 1.5)
    known = "“We trust Mr. Bell’s plan,” Kim Holt said. Otto Bell said he waits. Mr. Bell said he sails."
    (row,) = extract(known, with_about=True)
    assert [each.name for each in row.about] == ["Otto Bell"]
    assert not asked
    rest = "and after a long night in the rain the crews came home to an empty harbour. " * 3
    (row,) = extract(f"“{rest}We would like to thank Ida and Boris,” Kim Holt said. {rest}", with_about=True)
    assert [each.name for each in row.about] == ["Ida", "Boris"]
    assert {len(each.split()) < 15 for each in asked} == {True}


def test_who_is_named_is_found_on_request_only():
    text = "“We trust Ada Quill,” Kim Holt said. Mayor Ada Quill leads the crews."
    assert [row.about for row in extract(text)] == [()]
