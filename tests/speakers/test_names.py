"""Names as they are written; the cases are in tests/cases/parts."""

import time

import pytest
from case_table import part_parameters

from quotes.language import english
from quotes.speakers import find_names, gather_entities
from quotes.text import mark_article
from quotes.types import Article


def found(text):
    marked = mark_article(Article(text), english())
    return find_names(text, marked.paragraphs, marked.quotations, english())


@pytest.mark.parametrize("case", part_parameters("names"))
def test_names_are_found_without_titles_openings_and_possessives(case):
    assert [name.form for name in found(case["text"])] == case.answers("names")


def test_spans_lie_on_the_name_alone_and_outer_holds_the_role():
    text = "The vote pleased deputy mayor Osric Bell's friends."
    (name,) = found(text)
    assert name.span.of(text) == "Osric Bell"
    assert name.outer.of(text) == "deputy mayor Osric Bell"
    assert name.possessive


@pytest.mark.parametrize("case", part_parameters("name_signs"))
def test_the_words_around_a_name_are_kept_as_signs(case):
    (name,) = found(case["text"])
    assert case["sign"] in name.signs


def test_names_within_quotations_and_headlines_are_told_apart():
    quoted, headline = "Bell said “Osric Quill left” and went.", "Sallow Wins Harbour Vote by Nine Ballots"
    assert [name.form for name in found(quoted) if name.quoted] == ["Osric Quill"]
    assert all(name.headline for name in found(headline))


@pytest.mark.faults
def test_time_grows_with_the_length_of_the_text_and_no_faster():
    paragraph = "Then Mayor Ingrid Sallow met Mr. Dario Penhallow, a baker, in Pell. “No,” Sallow said.\n\n"

    def seconds(copies):
        text = paragraph * copies
        start = time.process_time()
        found(text)
        return time.process_time() - start

    seconds(50)
    assert seconds(4000) < 30 * max(seconds(400), 0.02)


@pytest.mark.parametrize("case", part_parameters("roles"))
def test_a_role_is_read_in_the_words_of_the_article(case):
    index = gather_entities(found(case["text"]), case["text"], english())
    roles = [entity.role for entity in index.entities if entity.name == "Osric Bell" and entity.role]
    assert roles == case.answers("role")


@pytest.mark.parametrize("case", part_parameters("name_kinds"))
def test_a_name_in_no_list_is_a_persons_by_the_words_around_it(case):
    index = gather_entities(found(case["text"]), case["text"], english())
    people = [entity.name for entity in index.entities if entity.kind == "person"]
    assert people == case.answers("people")
