"""Who is named inside quotations; the cases are in tests/cases/parts."""

import pytest
from case_table import part_parameters

from quotes import extract
from quotes.language import english
from quotes.speakers import quoted_names, read_discourse
from quotes.text import mark_article
from quotes.types import Article


@pytest.mark.parametrize("case", part_parameters("quoted_names"))
def test_persons_and_bodies_are_named_in_full_and_nothing_else_is(case):
    marked = mark_article(Article(case["text"]), english())
    first = quoted_names(marked, read_discourse(marked))[0]
    assert [each.name for each in first] == case.answers("about")


def test_offsets_are_those_of_the_text_as_read():
    text = "At the cafÃ©: “We asked the Ferry Board and Ada Quill,” Kim Holt said. Mayor Ada Quill leads it."
    (row,) = extract(text)
    assert [(text[each.start : each.end], each.kind) for each in row.about] == [
        ("Ferry Board", "organisation"),
        ("Ada Quill", "person"),
    ]
