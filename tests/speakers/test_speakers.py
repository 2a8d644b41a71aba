import random
from dataclasses import replace

import pytest
from made_row import ROW

from quotes.speakers import link_speakers, resolve_speakers
from quotes.text import find_quotations, split_paragraphs
from quotes.types import Article, Attribution, Span


def resolve(text, *mentions, title=None):
    """Resolve the mentions of ``text`` that stand in double square brackets, in order."""
    spans, plain = [], ""
    for part in text.split("[["):
        inner, closed, rest = part.partition("]]")
        if closed:
            spans.append(Span(len(plain), len(plain) + len(inner)))
        plain += inner + rest
    found = [Attribution("test", span, None, 1.0) for span in spans]
    return resolve_speakers(
        Article(plain, title=title),
        split_paragraphs(plain),
        find_quotations(plain),
        found,
    )


def names_of(text, **given):
    return [speaker.name for speaker in resolve(text, **given)]


def test_answers_stand_in_the_order_of_the_attributions_and_a_missing_mention_has_no_speaker():
    text = "Ada Quill met Osric Bell. Quill said no. Bell said yes."
    bell, quill = Span(text.rindex("Bell"), text.rindex("Bell") + 4), Span(26, 31)
    found = [Attribution("b", bell), Attribution("none"), Attribution("q", quill)]
    answers = resolve_speakers(Article(text), split_paragraphs(text), [], found)
    assert [answer.name for answer in answers] == ["Osric Bell", None, "Ada Quill"]
    assert answers[1].confidence == 0.0


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        # what a spokesman says is not said by the organisation
        ("[[A spokesman for Kestrel Foods]] said no.", "spokesman for Kestrel Foods", "unnamed"),
        ("[[A Kestrel Foods spokeswoman]] said no.", "Kestrel Foods spokeswoman", "unnamed"),
        ("[[Small groups of protesters]] said no.", "protesters", "unnamed"),
        ("[[Police]] said no. The police said it twice.", "police", "unnamed"),
        # organisations and their short forms
        (
            "[[The CHT]] said no. The Council of Harbour Towns (CHT) met.",
            "Council of Harbour Towns",
            "organisation",
        ),
        ("[[Council of Harbour Towns Director Ada Quill]] said no.", "Ada Quill", "person"),
        # documents speak for themselves unless somebody is named as author
        ("[[The report]] said no.", "report", "organisation"),
        ("Ada Quill left. [[Quill's report]] said no.", "Ada Quill", "person"),
        ("[[A Harbour Commission report released last year]] said no.", "Harbour Commission", "organisation"),
        # the head decides
        ("Ada Quill and Osric Bell met. [[Bell's lawyer]] said no.", "Bell's lawyer", "unnamed"),
        ("[[Ada Quill, a friend of Osric Bell,]] said no.", "Ada Quill", "person"),
        ("[[The bank's chief economist, Ada Quill,]] said no.", "Ada Quill", "person"),
        ("[[Ada Quill and Osric Bell]] said no.", "Ada Quill and Osric Bell", "person"),
        # a lone word that spells a role can be a surname
        ("Osric King came. [[Mr King]] said no.", "Osric King", "person"),
        # nothing to go by
        ("[[I]] said no.", None, None),
        ("[[he]] said no.", None, None),
    ],
)
def test_a_mention_alone(text, name, kind):
    (speaker,) = resolve(text)
    assert (speaker.name, speaker.kind) == (name, kind)


def test_the_name_may_stand_in_the_title_alone():
    assert names_of("[[Quill]] said no.", title="Harbour board elects Ada Quill") == ["Ada Quill"]
    assert names_of("[[Quill]] said no. And Quill left.", title="Ada Quill Wins Harbour Vote") == [
        "Ada Quill"
    ]


def test_pronouns_go_by_gender_where_the_article_shows_it():
    text = "Ada Quill and her brother Osric Bell own the mill. [[He]] said no. [[She]] said yes."
    assert names_of(text) == ["Osric Bell", "Ada Quill"]


def test_an_object_does_not_take_over_from_the_subject():
    assert names_of("Osric Bell praised Dario Penhallow. He thanked Penhallow. [[He]] said yes.") == [
        "Osric Bell"
    ]


def test_one_who_is_only_an_owner_does_not_take_over():
    text = "Osric Bell reviews films. The trouble with Dario Penhallow's film, [[he]] said, is its length."
    assert names_of(text) == ["Osric Bell"]


def test_an_unnamed_speaker_can_be_meant_later():
    assert names_of("[[A harbour official]] said no. [[He]] said it twice. [[The official]] left.") == [
        "harbour official",
        "harbour official",
        "harbour official",
    ]


def test_where_nothing_decides_the_surname_stands_as_written_with_little_confidence():
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
        (answer,) = resolve_speakers(Article(text), split_paragraphs(text), find_quotations(text), found)
        assert 0.0 <= answer.confidence <= 1.0
        assert answer.name is None or answer.name.strip()
        assert (answer.name is None) == (answer.kind is None)


def rows(*spoken):
    """Return a row for each name, kind and article."""
    return [replace(ROW, speaker=name, speaker_kind=kind, doc_id=doc_id) for name, kind, doc_id in spoken]


def people(*spoken):
    return rows(*((name, "person", doc_id) for name, doc_id in spoken))


@pytest.mark.parametrize(
    ("spoken", "linked"),
    [
        ([("Bell", "1"), ("Osric J. Bell", "2")], {"Bell": "Osric J. Bell"}),
        ([("Osric Bell", "1"), ("Osric Bell", "2"), ("Osric J. Bell", "3")], {"Osric J. Bell": "Osric Bell"}),
        ([("Bill Reyle", "1"), ("William Reyle", "2")], {"Bill Reyle": "William Reyle"}),
        ([("Kim", "1"), ("Kim Jong Un", "2"), ("Kim Yo Jong", "3")], {"Kim": "Kim"}),
        ([("Bell", "1"), ("Osric Bell", "2"), ("Agnes Bell", "3")], {"Bell": "Bell"}),
        ([("O. Bell", "1"), ("Osric Bell", "2"), ("Otto Bell", "3")], {"O. Bell": "O. Bell"}),
        ([("Osric Bell", "1"), ("Osric Bell Jr.", "2")], {"Osric Bell Jr.": "Osric Bell Jr."}),
        ([("Bell", "1"), ("Osric Bell", "1")], {"Bell": "Bell"}),
        ([("Osric", "1"), ("Osric Bell", "2")], {"Osric": "Osric"}),
    ],
)
def test_link_joins_people_only_where_one_person_is_left(spoken, linked):
    groups = link_speakers(people(*spoken))
    assert {name: groups[name] for name in linked} == linked


def test_link_joins_an_abbreviation_with_its_only_long_form_and_leaves_the_unnamed_out():
    groups = link_speakers(
        rows(
            ("CHT", "organisation", "1"),
            ("Council of Harbour Towns", "organisation", "2"),
            ("spokesman", "unnamed", "3"),
            (None, None, "4"),
        )
    )
    assert groups == {
        "CHT": "Council of Harbour Towns",
        "Council of Harbour Towns": "Council of Harbour Towns",
    }
