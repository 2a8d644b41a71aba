"""Who is named inside quotes: kept with the article, filtered by, and counted with the speakers."""

from dataclasses import replace
from pathlib import Path

import pytest
from made_library import FERRY, HARBOUR, row_of

from quotes.insight import about_pairs
from quotes.library import Filter, Library, Sort
from quotes.types import Article, QuotedName

BELL = Article(
    "“Quill and the Ferry Board agree,” Bo Reed said.\n\n"
    "“Ask Ada Quill, Quill knows,” Otto Bell said. “No,” he added.",
    "bell",
)
AGREE = replace(
    row_of(BELL, "Quill and the Ferry Board agree,", speaker="Bo Reed"),
    about=(QuotedName("Ada Quill", "person", 1, 6), QuotedName("Ferry Board", "organisation", 15, 26)),
)
ASK = replace(
    row_of(BELL, "Ask Ada Quill, Quill knows,", speaker="Otto Bell"),
    about=(QuotedName("Ada Quill", "person", 57, 66),),
)
NO = row_of(BELL, "No,", speaker="Otto Bell")
SAIL = replace(
    row_of(FERRY, "We sail at dawn,", speaker="Ada Quill"),
    about=(QuotedName("Quill", "person", 1, 3), QuotedName("Bo Reed", "person", 4, 8)),
)


@pytest.fixture
def library(tmp_path: Path):
    with Library(tmp_path / "about.db") as filled:
        filled.add(BELL, [AGREE, ASK, NO])
        filled.add(FERRY, [SAIL])
        filled.add(HARBOUR, [])
        filled.link()
        yield filled


EVERYTHING = Filter()


def pairs(library: Library, only: Filter = EVERYTHING) -> dict[tuple[str, str], int]:
    found = library.speakers_about(only)
    return {(speaker, about): number for speaker, about, number in found.itertuples(index=False)}


def test_quotes_about_somebody_are_filtered_alike_in_sql_and_in_memory(library: Library) -> None:
    for name, quotes in (
        ("Ada Quill", {AGREE.quote, ASK.quote}),
        ("Bo Reed", {SAIL.quote}),
        ("Nobody", set()),
    ):
        only = Filter(about=(name,))
        assert {row.quote for row in library.rows(only, Sort.oldest)} == quotes
        assert library.totals(only).quotes == len(quotes)
    assert [row.quote for row in library.rows(Filter(about=("Ada Quill",), speakers=("Otto Bell",)))] == [
        ASK.quote
    ]
    assert pairs(library) == {
        ("Bo Reed", "Ada Quill"): 1,
        ("Bo Reed", "Ferry Board"): 1,
        ("Otto Bell", "Ada Quill"): 1,
        ("Ada Quill", "Quill"): 1,
        ("Ada Quill", "Bo Reed"): 1,
    }
    assert library.quotes_about() == 3


def test_names_are_joined_as_those_of_speakers_are(library: Library) -> None:
    library.add(HARBOUR, [row_of(HARBOUR, "Votes are counted at noon,", speaker="Quill")], again=True)
    library.join_names(["Quill", "Ada Quill"], known_as="Ada Quill")
    assert ("Ada Quill", "Quill") not in pairs(library)  # she names herself
    assert {row.quote for row in library.rows(Filter(about=("Quill",)))} == {
        AGREE.quote,
        ASK.quote,
        SAIL.quote,
    }
    assert library.counts_about().set_index("about")["quotes"].to_dict() == {
        "Ada Quill": 3,
        "Bo Reed": 1,
        "Ferry Board": 1,
    }


def test_corrections_keep_the_names_and_deleted_articles_take_them_along(library: Library) -> None:
    library.correct_speaker(ASK.quote_id, "Ida Marl", "person")
    assert ("Ida Marl", "Ada Quill") in pairs(library)
    act = library.delete(["bell"])
    assert pairs(library) == {("Ada Quill", "Quill"): 1, ("Ada Quill", "Bo Reed"): 1}
    library.undo(act)
    assert ("Ida Marl", "Ada Quill") in pairs(library)
    library.add(BELL, [replace(AGREE, about=()), ASK, NO], again=True)
    assert ("Bo Reed", "Ada Quill") not in pairs(library)


def test_the_picture_counts_each_pair_and_the_column_names_all(library: Library) -> None:
    found = about_pairs(library, speakers=2, names=1)
    assert found.named == 3
    assert {(one, other): number for one, other, number in found.pairs} == {
        ("Bo Reed", "Ada Quill"): 1,
        ("Otto Bell", "Ada Quill"): 1,
    }
    frame = library.with_about(library.frame(Filter(articles=("bell",)), Sort.oldest))
    assert list(frame["about"].fillna("")) == ["Ada Quill; Ferry Board", "Ada Quill", ""]
    assert "about" not in library.frame().columns
