"""Names that people join, split and reject, through the real library."""

import random

import pytest
from made_library import row_of

from quotes.library import Filter, Library, NameRole
from quotes.types import Article, InputError


@pytest.fixture
def library(tmp_path):
    with Library(tmp_path / "library.sqlite") as opened:
        yield opened


def said_by(name, number, *, outlet="Port Post", source=None, kind="person"):
    article = Article(f"“Point {number} is made,” somebody said.", f"a{number}", outlet=outlet)
    return article, [
        row_of(article, f"Point {number} is made,", speaker=name, speaker_kind=kind, source=source)
    ]


def add(library, *names, start=0, **columns):
    for number, name in enumerate(names, start):
        library.add(*said_by(name, number, **columns))
    library.link()


def speakers(library):
    counted = library.counts("speaker")
    return dict(zip(counted["speaker"].fillna("nobody"), counted["quotes"], strict=True))


def test_joined_names_are_one_speaker_everywhere_and_stay_so(library):
    add(library, "Trump", "Trump", "Donald J. Trump", "Ivanka Trump", "Trump Organization", "The Donald")
    act = library.join_names(["The Donald", "Trump"], known_as="Donald J. Trump", note="one man")
    everything = {"Donald J. Trump": 4, "Ivanka Trump": 1, "Trump Organization": 1}
    assert speakers(library) == everything
    for name in ("Trump", "The Donald", "Donald J. Trump"):
        assert library.totals(Filter(speakers=(name,))).quotes == 4
        assert len(library.page(Filter(speakers=(name,)))) == 4
    assert {row.speaker for row in library.rows(Filter(speakers=("Trump",)))} == {
        "Trump",
        "Donald J. Trump",
        "The Donald",
    }
    assert library.forms("Trump")["name"].iloc[0] == "Trump"
    assert [each.id for each in library.name_acts("The Donald")] == [act]
    library.link(from_scratch=True)
    assert speakers(library) == everything
    article, rows = said_by("Trump", 0)
    library.add(article, rows, again=True)
    add(library, "Donald Trump", "the Donald", start=20)
    assert library.known_as(["Trump", "Donald Trump"]) == dict.fromkeys(
        ["Trump", "Donald Trump"], "Donald J. Trump"
    )
    library.undo(act)
    library.link(from_scratch=True)
    assert library.totals(Filter(speakers=("The Donald",))).quotes == 2
    assert speakers(library)["the Donald"] == 2
    assert library.name_acts("Trump") == []


def test_a_name_may_be_known_as_one_that_no_article_uses(library):
    add(library, "PM", "Keir Starmer")
    library.join_names(["PM", "Keir Starmer"], known_as="Sir Keir Starmer")
    assert speakers(library) == {"Sir Keir Starmer": 2}
    assert library.totals(Filter(speakers=("Sir Keir Starmer",))).quotes == 2
    assert library.counts("speaker", containing="pm")["speaker"].tolist() == ["Sir Keir Starmer"]


def test_what_was_joined_wrongly_is_split(library):
    add(library, "Quill", "Ada Quill", "Ada Quill", "A. Quill")
    assert speakers(library) == {"Ada Quill": 4}
    act = library.split_names(["Quill"])
    assert speakers(library) == {"Ada Quill": 3, "Quill": 1}
    add(library, "Ada B. Quill", "Quill", start=10)
    assert library.known_as(["Quill"]) == {"Quill": "Quill"}
    library.undo(act)
    assert library.known_as(["Quill"]) == {"Quill": "Ada Quill"}
    with pytest.raises(InputError, match="not joined with any other"):
        library.split_names(["Nobody Known"])


def test_the_name_of_a_group_may_be_split_off(library):
    add(library, "Pell", "Ms Reed", "Bo Reed")
    library.join_names(["Pell", "Ms Reed", "Bo Reed"], known_as="Pell")
    library.split_names(["Pell"])
    assert speakers(library) == {"Ms Reed": 2, "Pell": 1} or speakers(library) == {"Bo Reed": 2, "Pell": 1}


def test_what_is_not_a_name_leaves_its_quotes_without_a_speaker(library):
    add(library, "Monday", "Ada Quill")
    act = library.not_a_name("Monday")
    assert speakers(library) == {"nobody": 1, "Ada Quill": 1}
    unknown = Filter(speakers=(None,))
    assert library.totals(unknown).quotes == len(library.page(unknown)) == 1
    assert library.totals(Filter(unsure=True)).quotes == len(library.page(Filter(unsure=True))) == 1
    (row,) = library.page(unknown)
    assert (row.speaker, row.speaker_kind) == (None, None)
    assert library.quote(row.quote_id).speaker is None
    assert library.extracted(row.quote_id).speaker == "Monday"
    assert library.totals(Filter(speakers=("Monday",))).quotes == 1, "its page can be found, to undo it"
    assert library.totals(Filter(speakers=("Ada Quill",))).quotes == 1
    library.undo(act)
    assert speakers(library) == {"Monday": 1, "Ada Quill": 1}


def test_sources_and_outlets_are_joined_alike(library):
    add(library, "Ada Quill", outlet="AP", source="AP News")
    add(library, "Bo Reed", start=1, outlet="Associated Press", source="Ellin Courier")
    add(library, "AP", start=2, outlet="Port Post", kind="organisation")
    act = library.join_names(["AP", "AP News", "Associated Press"], known_as="AP", role=NameRole.outlet)
    assert library.counts("outlet")["outlet"].tolist() == ["AP", "Port Post"]
    assert library.counts("source")["source"].dropna().tolist() == ["AP", "Ellin Courier"]
    only = Filter(outlets=("Associated Press",))
    assert library.totals(only).quotes == len(library.page(only)) == 2
    assert library.totals(Filter(sources=("AP",))).quotes == 1
    pairs = library.speakers_by("outlet")
    assert sorted(zip(pairs["speaker"], pairs["outlet"], strict=True)) == [
        ("AP", "Port Post"),
        ("Ada Quill", "AP"),
        ("Bo Reed", "AP"),
    ]
    assert library.known_as(["AP News"], role=NameRole.outlet) == {"AP News": "AP"}
    assert library.known_as(["AP"]) == {"AP": "AP"}, "the speaker AP is another matter"
    add(library, "Cy Marl", start=5, outlet="AP News")
    assert library.totals(only).quotes == 3
    library.undo(act)
    assert library.totals(only).quotes == 1


@pytest.mark.parametrize("seed", range(2))
def test_decisions_hold_whatever_comes_before_and_after(tmp_path, seed):
    """Decided now and linked bit by bit, or linked from scratch at the end: the groups are the same."""
    dice = random.Random(seed)
    names = ["Quill", "Ada Quill", "A. Quill", "Ada B. Quill", "Bill Reyle", "William Reyle", "Reyle", "Kim"]
    with Library(tmp_path / "library.db") as library:
        acts = []
        for number in range(30):
            library.add(*said_by(dice.choice(names), number))
            library.link()
            known = list(library.counts("speaker")["speaker"].dropna())
            match dice.randrange(5):
                case 0 if len(known) > 1:
                    acts.append(library.join_names(dice.sample(known, 2)))
                case 1:
                    name = dice.choice(names)
                    if len(library.forms(name)) > 1:
                        acts.append(library.split_names([name]))
                case 2:
                    acts.append(library.not_a_name(dice.choice(known)) if dice.random() < 0.2 else 0)
                case 3 if acts:
                    undone = acts.pop(dice.randrange(len(acts)))
                    if undone:
                        library.undo(undone)
        before = library.known_as(names), speakers(library)
        library.link(from_scratch=True)
        assert (library.known_as(names), speakers(library)) == before
        assert sum(before[1].values()) == 30


def test_joining_needs_two_names(library):
    with pytest.raises(InputError, match="two different names"):
        library.join_names(["Ada Quill", " Ada  Quill "])
