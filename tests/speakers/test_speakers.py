"""Mentions to people, and people over many articles; the cases are in tests/cases/parts."""

import random
from dataclasses import replace

import pytest
from case_table import part_parameters
from made_row import ROW

from quotes.language import english
from quotes.speakers import link_speakers, resolve_speakers
from quotes.text import mark_article
from quotes.types import Article, Attribution, Span


def resolve(text, title=None):
    """Resolve the mentions of ``text`` in double square brackets, in order."""
    spans, plain = [], ""
    for part in text.split("[["):
        inner, closed, rest = part.partition("]]")
        if closed:
            spans.append(Span(len(plain), len(plain) + len(inner)))
        plain += inner + rest
    found = [Attribution("test", span, None, 1.0) for span in spans]
    return resolve_speakers(mark_article(Article(plain, title=title), english()), found)


def test_answers_keep_the_order_of_the_attributions_and_a_missing_mention_has_no_speaker():
    text = "Ada Quill met Osric Bell. Quill said no. Bell said yes."
    bell, quill = Span(text.rindex("Bell"), text.rindex("Bell") + 4), Span(26, 31)
    found = [Attribution("b", bell), Attribution("none"), Attribution("q", quill)]
    answers = resolve_speakers(mark_article(Article(text), english()), found)
    assert [answer.name for answer in answers] == ["Osric Bell", None, "Ada Quill"]
    assert answers[1].confidence == 0.0


@pytest.mark.parametrize("case", part_parameters("mentions"))
def test_each_mention_is_the_speaker_of_its_case(case):
    found = resolve(case["text"], title=case["title"] or None)
    answers = case.answers("speakers")
    assert len(found) == len(answers)
    for speaker, answer in zip(found, answers, strict=True):
        assert answer in (speaker.name or "-", f"{speaker.name} ({speaker.kind})")
        assert (speaker.name is None) == (speaker.kind is None)


def test_where_nothing_decides_the_surname_is_kept_as_written_with_low_confidence():
    (speaker,) = resolve("Tomas Reyle and Otto Reyle own the mill. [[Reyle]] said no.")
    assert speaker.name == "Reyle"
    assert speaker.confidence < 0.5
    assert "2 are called Reyle" in speaker.reason


def test_the_reason_names_the_full_form():
    (speaker,) = resolve("Ada Quill came. [[Quill]] said no.")
    assert speaker.reason == "surname of Ada Quill"
    assert speaker.confidence > 0.9


def test_any_text_and_any_mention_has_an_answer():
    words = [
        "Ada Quill",
        "Mr.",
        "he",
        "the mayor",
        "”",
        "“",
        "'s",
        "—",
        "(",
        "O'",
        "J.",
        "\n\n",
        "said",
        "The",
        "é",
        "&",
    ]
    chance = random.Random(7)
    for _ in range(400):
        text = " ".join(chance.choices(words, k=12))
        ends = sorted(chance.sample(range(len(text) + 1), 2))
        found = [Attribution("any", Span(*ends), None, 1.0)]
        (answer,) = resolve_speakers(mark_article(Article(text), english()), found)
        assert 0.0 <= answer.confidence <= 1.0
        assert answer.name is None or answer.name.strip()
        assert (answer.name is None) == (answer.kind is None)


def rows(*spoken):
    """Return a row for each name, kind and article."""
    return [replace(ROW, speaker=name, speaker_kind=kind, doc_id=doc_id) for name, kind, doc_id in spoken]


def people(*spoken):
    return rows(*((name, "person", doc_id) for name, doc_id in spoken))


@pytest.mark.parametrize("case", part_parameters("linking"))
def test_people_are_linked_only_where_one_person_is_left(case):
    spoken = [tuple(each.rsplit(" ", 1)) for each in case.answers("spoken")]
    name, answer = case["linked"].split(" => ")
    assert link_speakers(people(*spoken), english())[name] == answer


def test_link_joins_an_abbreviation_with_its_only_long_form_and_leaves_the_unnamed_out():
    groups = link_speakers(
        rows(
            ("CHT", "organisation", "1"),
            ("Council of Harbour Towns", "organisation", "2"),
            ("spokesman", "unnamed", "3"),
            (None, None, "4"),
        ),
        english(),
    )
    assert groups == {
        "CHT": "Council of Harbour Towns",
        "Council of Harbour Towns": "Council of Harbour Towns",
    }
