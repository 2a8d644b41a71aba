import time

import pytest

from quotes.language import load_lexicon
from quotes.speakers import names
from quotes.text import quotation_marks, split_paragraphs


def found(text):
    return names.find_names(
        text, split_paragraphs(text), quotation_marks.find_quotations(text), load_lexicon()
    )


@pytest.mark.parametrize(
    ("text", "forms"),
    [
        ("Then Gov. Lyle Hathersage (R-Tam.) spoke.", ["Lyle Hathersage"]),
        (
            "Secretary of State Ilka Marosh and Sir Bartholomew Finch left.",
            ["Ilka Marosh", "Bartholomew Finch"],
        ),
        ("It was Ruben van der Moor's goal.", ["Ruben van der Moor"]),
        ("We met Tariq bin Rashid al-Daheri there.", ["Tariq bin Rashid al-Daheri"]),
        ("When Wendell Frayne, Jr. came, Pope Alban II left.", ["Wendell Frayne, Jr.", "Pope Alban II"]),
        ("She wrote to Hedda Marwick OBE in J. B. O’Quill's name.", ["Hedda Marwick", "J. B. O’Quill"]),
        ("We saw Kestrel & Daughters there.", ["Kestrel & Daughters"]),
        ("On Tuesday the Tamar official Imogen Castellanos-Reed left.", ["Imogen Castellanos-Reed"]),
        ("Nobody was there. Conversely, everybody left.", []),
    ],
)
def test_names_stand_without_titles_openings_and_possessives(text, forms):
    people = [name.form for name in found(text) if name.form != "Tamar"]
    assert people == forms


def test_spans_lie_on_the_name_alone_and_outer_holds_the_role():
    text = "The vote pleased deputy mayor Osric Bell's friends."
    (name,) = found(text)
    assert name.span.of(text) == "Osric Bell"
    assert name.outer.of(text) == "deputy mayor Osric Bell"
    assert name.possessive


@pytest.mark.parametrize(
    ("text", "sign"),
    [
        ("We met Mrs. Bell.", "honorific"),
        ("We met Judge Osric Bell.", "title"),
        ("We met the baker Osric Bell.", "role"),
        ("We met Osric Bell, the baker.", "apposition"),
        ("We met Osric Bell, 54, on Monday.", "age"),
        ("We met Osric Bell (D-Pell.) on Monday.", "party"),
        ("We met Osric Bell, who bakes.", "who"),
        ("We met in Pell.", "place"),
        ("We met the Pell.", "the"),
    ],
)
def test_what_stands_around_a_name_is_kept_as_a_sign(text, sign):
    (name,) = found(text)
    assert sign in name.signs


def test_names_within_quotations_and_headlines_are_told_apart():
    quoted, headline = "Bell said “Osric Quill left” and went.", "Sallow Wins Harbour Vote by Nine Ballots"
    assert [name.form for name in found(quoted) if name.quoted] == ["Osric Quill"]
    assert all(name.headline for name in found(headline))


def test_time_grows_with_the_length_of_the_text_and_no_faster():
    paragraph = "Then Mayor Ingrid Sallow met Mr. Dario Penhallow, a baker, in Pell. “No,” Sallow said.\n\n"

    def seconds(copies):
        text = paragraph * copies
        start = time.process_time()
        found(text)
        return time.process_time() - start

    seconds(50)
    assert seconds(4000) < 30 * max(seconds(400), 0.02)
