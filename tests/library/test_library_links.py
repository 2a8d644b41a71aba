"""Names of one person or body, linked over all articles of a library."""

import random
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from made_library import FERRY, STRIKE, row_of

from quotes.intake import add_articles
from quotes.language import english
from quotes.library import Filter, Library
from quotes.reading import FoundArticle
from quotes.speakers import NameForm, join_forms, name_families, name_form
from quotes.types import Article

NAMES = (
    *("Quill", "Ada Quill", "A. Quill", "Ada B. Quill", "Abe Quill", "Bill Reyle", "Will Reyle"),
    *("William Reyle", "W. Reyle", "Reyle", "William Reyle Jr.", "ADA QUILL", "Kim", "Kim Jo Un", "Jo Un"),
)
BODIES = (
    "CHT",
    "Council of Harbour Towns",
    "The Council of Harbour Towns",
    "Chamber of Honest Trade",
    "C.H.T.",
)


def person(name, *articles, quotes=1):
    return NameForm(name, "person", quotes, frozenset(articles))


def body(name, *articles):
    return NameForm(name, "organisation", 1, frozenset(articles))


FORMS = st.lists(
    st.tuples(
        st.sampled_from(
            [*((name, "person") for name in NAMES), *((name, "organisation") for name in BODIES)]
        ),
        st.integers(1, 3),
        st.frozensets(st.integers(1, 12), min_size=1, max_size=3),
    ),
    unique_by=lambda each: each[0][0],
    max_size=12,
).map(lambda given: [NameForm(name, kind, quotes, articles) for (name, kind), quotes, articles in given])


def groups_of(linked):
    """The groups of names that belong to one speaker."""
    return {frozenset(name for name in linked if linked[name] == shown) for shown in linked.values()}


@given(FORMS, st.randoms())
def test_the_order_of_forms_makes_no_difference(forms, dice):
    linked = join_forms(forms, english())
    assert set(linked) == {each.name for each in forms}
    assert all(linked[shown] == shown for shown in linked.values())
    assert join_forms(dice.sample(forms, len(forms)), english()) == linked


@given(FORMS)
def test_no_group_has_two_names_that_an_article_has_apart(forms):
    spelt = {
        each.name: "".join(filter(str.isalpha, each.name.casefold().removeprefix("the "))) for each in forms
    }
    articles = {each.name: each.articles for each in forms}
    for group in groups_of(join_forms(forms, english())):
        for one in group:
            for other in group:
                assert spelt[one] == spelt[other] or articles[one].isdisjoint(articles[other])


@given(FORMS)
def test_only_names_with_a_family_in_common_are_joined(forms):
    kinds = {each.name: each.kind for each in forms}
    for group in groups_of(join_forms(forms, english())):
        reached = {next(iter(group))}
        while near := {
            name
            for name in group - reached
            if any(
                name_families(name, kinds[name], english()) & name_families(other, kinds[other], english())
                for other in reached
            )
        }:
            reached |= near
        assert reached == group


@pytest.mark.parametrize(
    ("forms", "groups"),
    [
        ([person("Ada Quill", 1), person("ADA QUILL", 2)], [{"Ada Quill", "ADA QUILL"}]),
        (
            [person("Zoë Bell", 1), person("Zoe Bell", 2), person("Bell", 3)],
            [{"Zoë Bell", "Zoe Bell", "Bell"}],
        ),
        ([person("Ada Quill", 1), person("Ada B. Quill", 1), person("Quill", 2)], []),
        ([person("Ada Quill", 1), person("Ada B. Quill", 2), person("Ada C. Quill", 3)], []),
        ([person("Bill Reyle", 1), person("Will Reyle", 1), person("William Reyle", 2)], []),
        ([person("Bill Reyle", 1), person("William Reyle", 2)], [{"Bill Reyle", "William Reyle"}]),
        ([body("CHT", 1), body("Council of Harbour Towns", 1)], []),
        ([body("CHT", 1), body("Council of Harbour Towns", 2), body("Chamber of Honest Trade", 3)], []),
        (
            [body("C.H.T.", 1), body("The Council of Harbour Towns", 2), body("Council of Harbour Towns", 2)],
            [{"C.H.T.", "The Council of Harbour Towns", "Council of Harbour Towns"}],
        ),
        ([person("Quill", 1), body("Ada Quill", 2)], []),
        ([person("Osric", 1), person("Osric Bell", 2)], []),
    ],
)
def test_what_is_joined(forms, groups):
    assert [group for group in groups_of(join_forms(forms, english())) if len(group) > 1] == groups


def test_one_bearer_among_hundreds_of_a_surname_is_found():
    given_names = [f"{first}{second}o" for first in "BCDFGHJKLMNPRSTVW" for second in "aeiouy" for _ in "12"]
    others = [person(f"{name}{number} Bell", number) for number, name in enumerate(given_names)]
    linked = join_forms(
        [*others, person("Osric Bell", 9001, quotes=5), person("O. Bell", 9002), person("Bell", 9003)],
        english(),
    )
    assert len(others) > 200
    assert linked["O. Bell"] == "Osric Bell"
    assert linked["Bell"] == "Bell"


@pytest.mark.parametrize(
    ("kinds", "kind"),
    [
        ({"person": 2, "organisation": 1}, "person"),
        ({"person": 1, "organisation": 2}, "organisation"),
        ({"person": 1, "organisation": 1}, "person"),
        ({"person": 1, "unnamed": 3}, None),
        ({"unnamed": 1}, None),
        ({}, None),
    ],
)
def test_a_name_is_of_the_kind_that_most_rows_have(kinds, kind):
    found = name_form("Ada Quill", kinds, [1])
    assert (found and found.kind) == kind


@pytest.fixture
def library(tmp_path):
    with Library(tmp_path / "press.db") as library:
        yield library


def said_by(number, *speakers):
    """An article with a quote of each speaker, and its rows."""
    words = [f"Word {number} of {place}," for place in range(len(speakers))]
    article = Article("\n\n".join(f"“{each}” somebody said." for each in words), f"a{number}")
    kinds = ["organisation" if name in BODIES else "person" for name in speakers]
    rows = [
        row_of(article, each, speaker=name, speaker_kind=kind)
        for each, name, kind in zip(words, speakers, kinds, strict=True)
    ]
    return article, rows


def links(library):
    return {name: other for name, other in library.known_as(NAMES + BODIES).items() if name != other}


def test_a_speaker_is_found_under_any_form(library):
    for number, name in enumerate(("Quill", "Ada Quill", "Ada Quill")):
        library.add(*said_by(number, name))
    assert links(library) == {}
    assert library.totals().speakers == 2
    library.link()
    assert links(library) == {"Quill": "Ada Quill"}
    assert library.totals().speakers == 1
    assert (
        len(library.page(Filter(speakers=("Quill",))))
        == len(library.page(Filter(speakers=("Ada Quill",))))
        == 3
    )
    assert {row.speaker for row in library.page()} == {"Quill", "Ada Quill"}
    assert library.forms("Quill").values.tolist() == [["Ada Quill", 2], ["Quill", 1]]
    before = library.changes()
    library.link()
    assert library.changes() == before


def test_a_second_bearer_takes_a_join_back(library):
    library.add(*said_by(1, "Quill"))
    library.add(*said_by(2, "Ada Quill"))
    library.link()
    library.add(*said_by(3, "Abe Quill"))
    library.link()
    assert links(library) == {}


def test_a_correction_joins_and_parts_at_once(library):
    one, rows = said_by(1, "Quill")
    library.add(one, rows)
    library.add(*said_by(2, "Reyle"))
    other = said_by(2, "Reyle")[1][0]
    number = library.correct_speaker(other.quote_id, "Ada Quill")
    assert links(library) == {"Quill": "Ada Quill"}
    library.undo(number)
    assert links(library) == {}
    library.correct_speaker(other.quote_id, "Ada Quill", "organisation")
    assert links(library) == {}
    library.correct_speaker(other.quote_id, "Ada Quill")
    library.add(*said_by(3, "Abe Quill"))
    library.correct_speaker(said_by(3, "x")[1][0].quote_id, "Abe Quill", "organisation")
    assert links(library) == {"Quill": "Ada Quill"}


def test_extracting_again_removes_links_that_came_from_the_old_rows(library):
    library.add(*said_by(1, "Quill"))
    article, rows = said_by(2, "Ada Quill")
    library.add(article, rows)
    library.link()
    library.add(article, [replace(rows[0], speaker="Bo Reed")], again=True)
    library.link()
    assert links(library) == {}


@pytest.mark.parametrize("seed", range(3))
def test_linking_now_and_then_comes_to_the_same_as_at_once(tmp_path, seed):
    dice = random.Random(seed)
    with Library(tmp_path / "one.db") as one, Library(tmp_path / "other.db") as other:
        for _ in range(20):
            article, rows = said_by(dice.randrange(12), *dice.choices(NAMES + BODIES, k=dice.randrange(1, 4)))
            rows = [row for row in rows if dice.random() < 0.9]
            for library in (one, other):
                library.add(article, rows, again=True)
            if rows and dice.random() < 0.3:
                name = dice.choice(NAMES)
                for library in (one, other):
                    library.correct_speaker(rows[0].quote_id, name)
            if dice.random() < 0.3:
                one.link()
        one.link()
        other.link(from_scratch=True)
        assert links(one) == links(other)


def test_adding_links_at_the_end(library):
    articles = [Article(f"“Fog,” {name} said.", name) for name in ("Bo Reed", "Mr. Reed")]
    outcomes = (FoundArticle(article.id, article) for article in articles)
    assert len(list(add_articles(library, outcomes))) == 2
    assert library.known_as(["Reed"]) == {"Reed": "Bo Reed"}


def test_adding_that_is_cut_short_links_what_is_there(library):
    def outcomes():
        for number in range(16):
            name = "Bo Reed" if number % 2 else "Mr. Reed"
            text = f"“Fog at {number},” {name} said."
            yield FoundArticle(text, Article(text, f"a{number}"))
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        list(add_articles(library, outcomes()))
    assert library.totals().quotes == 16
    assert library.known_as(["Reed"]) == {"Reed": "Bo Reed"}


def test_the_reason_goes_with_the_row(library):
    row = replace(STRIKE, reason="surname of Bo Reed")
    library.add(FERRY, [row])
    assert [each.reason for each in (*library.page(), *library.rows(), library.quote(row.quote_id))] == [
        row.reason
    ] * 3
    assert library.extracted(row.quote_id).reason == row.reason
    library.correct_source(row.quote_id, "Coast Radio")
    library.correct_speaker(row.quote_id, "Bo Reed")
    assert library.quote(row.quote_id).reason == row.reason
    library.correct_speaker(row.quote_id, "Cy Marl")
    assert (library.quote(row.quote_id).reason, library.quote(row.quote_id).rule) == ("", "correction")
    assert library.extracted(row.quote_id).reason == row.reason
