"""Any text can be extracted, and its rows do not depend on the texts beside it or on their order."""

import time
from dataclasses import replace

import pytest
from any_text import TEXTS, faults, text_of
from hypothesis import given, settings
from hypothesis import strategies as st

from quotes import extract, extract_all
from quotes.types import Article

SEEDS = st.integers(0, 2**32)
ANY = st.text(st.characters(), max_size=400)  # halves of characters among them
PIECES = (*"\"'“”‘’«»", "\n\n", " ", "Ada Quill", "said", "We sail", ".", ",")
MARKED = st.lists(st.sampled_from(PIECES), max_size=40).map("".join)


@settings(max_examples=80, deadline=None)
@given(SEEDS)
def test_mutated_cases_keep_what_holds_for_any_text(seed: int) -> None:
    text = text_of(seed)
    assert faults(text, extract(text)) == []


@settings(max_examples=60, deadline=None)
@given(ANY)
def test_any_characters_keep_it(text: str) -> None:
    assert faults(text, extract(text)) == []


@settings(max_examples=60, deadline=None)
@given(MARKED)
def test_marks_in_any_order_keep_it(text: str) -> None:
    assert faults(text, extract(text)) == []


@settings(max_examples=10, deadline=None)
@given(st.lists(SEEDS, min_size=2, max_size=8), st.randoms(use_true_random=False))
def test_the_same_text_gives_the_same_rows_in_any_company(seeds: list[int], chance) -> None:
    texts = [text_of(seed) for seed in seeds]
    alone = [list(extract(text)) for text in texts]
    order = list(range(len(texts)))
    chance.shuffle(order)
    together = list(extract_all(Article(texts[number]) for number in order))
    assert [list(rows) for rows in together] == [alone[number] for number in order]


def test_each_mutation_changes_something_or_says_the_same() -> None:
    texts = {text_of(seed) for seed in range(300)}
    assert len(texts) > 290
    assert not texts <= set(TEXTS)


def test_faults_are_seen() -> None:
    text = "“We sail at dawn,” Ada Quill said. “Nobody asked the fishermen,” she added."
    first, second = extract(text)
    assert faults(text, [first, second]) == []
    assert faults(text, [second, first]) != []
    assert faults(text, [first, first]) != []
    assert faults(text, [replace(first, start=first.start + 1)]) != []
    assert faults(text, [replace(first, mention="She")]) != []
    assert faults(text, [replace(first, cue_end=None)]) != []
    assert faults(text, [replace(first, end=second.start + 3), second]) != []


@pytest.mark.parametrize(
    "text",
    [
        "“We sail at dawn, Ada Quill said. ",
        "“We “sail “at “dawn” said” Ada” Quill. ",
        'She said "we" and "sail" at "dawn. ',
        "“‘" * 10,
        "“We sail,” Ada Quill, Otto Alder and Ben Marsh told the Pell Gazette via Telegram. ",
        "Joint Board Of Tides And Harbour Ropes “and” JBT ",
    ],
)
def test_time_grows_with_length_not_with_its_square(text: str) -> None:
    extract(text)

    def taken(size: int) -> float:
        start = time.process_time()
        extract(text * (size // len(text)))
        return time.process_time() - start

    tries = ((taken(5_000), taken(30_000)) for _ in range(3))  # a busy machine can make one of them long
    assert any(large < 12 * max(small, 0.05) for small, large in tries)
