"""Two quotes compared by their words; the pairs are in tests/cases/same_words.tsv."""

import random
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st
from word_pairs import read_word_pairs

from quotes.matching import Wording, compare, diff_pieces, find_passage, fingerprint, word_digest

PAIRS = read_word_pairs()
ANY_TEXT = st.text(max_size=60) | st.lists(
    st.sampled_from(
        [
            "we",
            "will",
            "not",
            "…",
            "[he]",
            "300",
            "three hundred",
            "%",
            "$5",
            "don’t",
            "U.S.",
            "co-op",
            ",",
            ".",
            "\n",
        ]
    ),
    max_size=25,
).map(" ".join)


@pytest.mark.parametrize(
    "pair",
    [
        pytest.param(pair, id=pair.place, marks=[pytest.mark.xfail(reason=pair.xfail)] if pair.xfail else [])
        for pair in PAIRS
    ],
)
def test_pair(pair):
    found = compare(pair.first, pair.second)
    assert not pair.wrong(found), f"{pair.first}\n{pair.second}\n{pair.wrong(found)}"
    assert compare(pair.second, pair.first) == found.mirrored()


def test_there_are_pairs_of_every_wording():
    counts = Counter(pair.wording for pair in PAIRS)
    assert counts.keys() == set(Wording)
    assert min(counts.values()) >= 20


def test_the_same_words_have_one_digest():
    """Only "she's told us" (has or is) and "[she] told us" need the other quote to be read."""
    for pair in PAIRS:
        same = word_digest(pair.first) == word_digest(pair.second)
        is_exact = pair.wording == "exact"
        assert same == is_exact or (is_exact and ("'s " in pair.first or "[" in pair.first)), pair


def test_quotes_worth_comparing_share_a_fingerprint():
    """Short parts and wordings with hardly a word in common are found by speaker and day instead."""
    kin = [pair for pair in PAIRS if pair.wording != "different" and pair.first.strip()]
    missed = [pair for pair in kin if not fingerprint(pair.first) & fingerprint(pair.second)]
    assert len(missed) <= len(kin) // 20, missed


@given(ANY_TEXT, ANY_TEXT)
def test_any_two_texts_compare_both_ways_and_are_drawn_whole(first, second):
    found = compare(first, second)
    assert compare(second, first) == found.mirrored()
    assert compare(first, first).wording is Wording.EXACT
    assert word_digest(first) != word_digest(second) or found.wording is Wording.EXACT
    for text, pieces in zip((first, second), diff_pieces(found, first, second), strict=True):
        assert "".join(piece.text for piece in pieces) == text
    passage = find_passage(first, second)
    assert passage is None or 0 <= passage.start < passage.end <= len(second)


LETTERS = "abcdefghijklmnopqrstuvwxyz"


def long_text(words):
    chance = random.Random(words)
    return " ".join("".join(chance.choices(LETTERS, k=chance.randint(2, 9))) for _ in range(words))


def test_a_passage_is_found_in_a_long_text_without_marks():
    text = long_text(20_000)
    told = "But we never, she said, asked the harbour master for the key."
    whole = f"{text[:70_000]} {told} {text[70_000:]}"
    found = find_passage("We never … asked the harbour master for the key", whole)
    assert found.comparison.wording is Wording.SHORTENED
    assert found.comparison.gap_marked
    assert whole[found.start : found.end] == told.removeprefix("But ").removesuffix(".")
    changed = find_passage("We asked the harbour master for the key.", whole)
    assert (changed.comparison.wording, changed.comparison.grave) == (Wording.ALTERED, True)


def test_a_passage_is_found_however_much_was_left_out():
    text = f"We were promised a bridge. {long_text(300)}. We are still waiting for it."
    found = find_passage("We were promised a bridge … We are still waiting for it.", text)
    assert (found.comparison.wording, found.comparison.gap_marked) == (Wording.SHORTENED, True)


@pytest.mark.parametrize(
    ("text", "wording"),
    [
        ("I don't think we should sell the quay this year.", "altered"),
        ("He did not hesitate. “We should sell the quay,” he said.", "exact"),
        ("They want to sell the boats.", "different"),
        ("Our quay is for sale.", "different"),
    ],
)
def test_the_words_around_a_passage_count(text, wording):
    found = find_passage("We should sell the quay", text)
    assert found.comparison.wording == wording
    assert found.comparison.grave == (wording == "altered")


@pytest.mark.parametrize("words", [5_000, 12_000])
def test_long_texts_are_compared_whole(words):
    text = long_text(words)
    changed = text.replace(" ", " zero ", 1)
    found = compare(text, changed)
    assert found.wording is Wording.ALTERED
    assert [difference.second.of(changed) for difference in found.differences] == ["zero"]


def test_the_differences_are_drawn_on_both_sides():
    first, second = "The mayor said we will pay 300 crowns", "we will not pay 3,000 crowns"
    found = compare(first, second)
    assert [difference.grave for difference in found.differences] == ["negation", "number"]
    sides = diff_pieces(found, first, second)
    assert [(piece.text, piece.state) for piece in sides[0] if piece.state != "same"] == [
        ("The mayor said ", "outside"),
        ("300", "changed"),
    ]
    assert [(piece.text, piece.state) for piece in sides[1] if piece.state != "same"] == [
        ("not", "only_here"),
        ("3,000", "changed"),
    ]


def test_words_at_opposite_ends_are_differences():
    first, second = "Our ferry sank in the great storm", "sank in the great storm of March"
    found = compare(first, second)
    assert found.wording is Wording.ALTERED
    assert [(each.first.of(first), each.second.of(second)) for each in found.differences] == [
        ("Our ferry", ""),
        ("", "of March"),
    ]
