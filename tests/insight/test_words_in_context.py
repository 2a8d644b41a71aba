"""Words in context are what a plain search finds, line for line."""

import random
import re
from pathlib import Path

import pytest
from made_library import row_of

from quotes.insight import Collocate, collocates, context_frame, context_lines, words_in_context
from quotes.library import ContextOrder, Filter, Library, TextKind
from quotes.types import Article, InputError

WORDS = ("sail", "sails", "at", "dawn", "Dawn", "the", "THE", "café", "cafe", "harbour", "don’t", "it’s")
ENDS = (" ", " ", " ", ", ", " – ", "\n")
WIDTH = 30


def article(number: int, dice: random.Random) -> Article:
    """An article with three quotes of few different words."""
    said = ["".join(dice.choice(WORDS) + dice.choice(ENDS) for _ in range(12)).strip() for _ in range(3)]
    text = "\n\n".join(f"“{words},” somebody said at dawn." for words in said)
    day = f"2024-0{number % 9 + 1}-1{number % 7}"
    return Article(text, f"a{number}", f"Ferries {number}", f"Outlet {number % 3}", day)


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Library:
    dice = random.Random(18)
    with Library(tmp_path_factory.mktemp("context") / "context.db") as filled:
        for number in range(40):
            each = article(number, dice)
            rows = [
                row_of(each, words, speaker=dice.choice(("Ada Quill", "Bo Reed", None)))
                for words in re.findall("“([^”]*),”", each.text)
            ]
            filled.add(each, rows)
        filled.link()
        yield filled


def searched(text: str, pattern: str) -> list[tuple[str, str, str]]:
    """What textacy finds in a text, each with the words around it."""
    from textacy.extract import keyword_in_context  # noqa: PLC0415  (slow to load)

    return [*keyword_in_context(text, re.compile(pattern), window_width=WIDTH, pad_context=False)]


@pytest.mark.parametrize(
    ("phrase", "pattern"),
    [
        ("dawn", r"(?i)\bdawn\b"),
        ("at DAWN", r"(?i)\bat\W+dawn\b"),
        ("sail*", r"(?i)\bsails?\b"),
        ("cafe", r"\bcaf[eé]\b"),
        ("don't", r"\bdon’t\b"),
    ],
)
@pytest.mark.parametrize("only", [Filter(), Filter(speakers=("Ada Quill",), outlets=("Outlet 1",))])
def test_lines_are_what_a_plain_search_finds(
    library: Library, phrase: str, pattern: str, only: Filter
) -> None:
    found = words_in_context(library, phrase, only, width=WIDTH)
    plain = [
        (*around, row.speaker, row.quote_id)
        for row in library.rows(only)
        for around in searched(row.quote.replace("\n", " "), pattern)
    ]
    lines = context_lines(library, found, ContextOrder.date, limit=10_000)
    listed = [(each.left, each.words, each.right, each.speaker, each.quote_id) for each in lines]
    assert sorted(listed, key=str) == sorted(plain, key=str)
    assert len(plain) > 3 or not only.is_empty
    dates = [each.published or "" for each in lines]
    assert dates == sorted(dates, reverse=True)


def test_articles_are_searched_whole_and_know_their_quotes(library: Library) -> None:
    found = words_in_context(library, "at dawn", kind=TextKind.articles, width=WIDTH)
    lines = context_lines(library, found, ContextOrder.left, limit=10_000)
    texts = {each.id: each.text for each in library.stored_articles()}
    plain = [
        (each, around)
        for each, text in texts.items()
        for around in searched(text.replace("\n", " "), r"(?i)\bat\W+dawn\b")
    ]
    assert sorted((each.doc_id, (each.left, each.words, each.right)) for each in lines) == sorted(plain)
    outside = [each for each in lines if each.quote_id is None]
    assert len(outside) == 120  # each quote is followed by "somebody said at dawn"
    assert {each.speaker for each in outside} == {None}


@pytest.mark.parametrize("order", [ContextOrder.left, ContextOrder.right, ContextOrder.speaker])
def test_orders_go_by_the_next_word_or_the_speaker(library: Library, order: ContextOrder) -> None:
    found = words_in_context(library, "the")
    frame = context_frame(library, found, order)
    nearest = {
        ContextOrder.left: [(re.findall(r"\w+", left) or [""])[-1] for left in frame["left"]],
        ContextOrder.right: [(re.findall(r"\w+", right) or [""])[0] for right in frame["right"]],
        ContextOrder.speaker: list(frame["speaker"].fillna("~")),
    }[order]
    keys = [word.lower().replace("é", "e") if order is not ContextOrder.speaker else word for word in nearest]
    assert keys == sorted(keys)
    halves = [
        line for start in (0, 20) for line in context_lines(library, found, order, limit=20, offset=start)
    ]
    assert [line.left for line in halves] == list(frame["left"])[:40]


def test_collocates_are_counted_in_quotes_under_their_usual_form(tmp_path: Path) -> None:
    said = ["The ferry sails north", "A ferry sailed north", "The mill burns", "The ferry waits", "The end"]
    whole = Article("\n\n".join(f"“{words},” Ada Quill said." for words in said), "a")
    with Library(tmp_path / "near.db") as library:
        library.add(whole, [row_of(whole, words, speaker="Ada Quill") for words in said])
        near = collocates(library, words_in_context(library, "ferry"))
    assert near == [
        Collocate("north", 2, 2, 13.68),  # 14 + log2(2 * 2 / (3 + 2))
        Collocate("sails", 2, 2, 13.68),
        Collocate("the", 2, 4, 13.19),
    ]


@pytest.mark.parametrize("given", ["", "–", "*", "x " * 30, "x" * 400])
def test_one_line_for_what_is_no_phrase(library: Library, given: str) -> None:
    with pytest.raises(InputError, match=r"^words in context: "):
        words_in_context(library, given)
