"""The same words in several articles: which quotes are one utterance, who carried it, and where words are."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from made_library import row_of

from quotes.library import Filter, Library, NameRole, short_quotes, store, wordings
from quotes.library.connection import ROOM_TO_MATCH
from quotes.library.utterance_building import match_words
from quotes.text import digest_text, make_quote_id
from quotes.types import Article, Span

WHOLE = "We will not sail the old ferry at dawn tomorrow with half of the crews ashore"
WORDS = (
    WHOLE,
    "We will sail the old ferry at dawn tomorrow with half of the crews ashore",
    "sail the old ferry at dawn tomorrow with half of the crews",
    "the old ferry",
    "We will not sail the old ferry",
    "No comment",
    "The president of the harbour board opened the new winter market on the quay yesterday",
    "The president of the harbour board lost every vote about the bridge that she asked for",
    "the president of the harbour board",
)
SPEAKERS = ("Ada Quill", "A. Quill", "Bo Reed", None)
DAYS = ("2024-03-05", "2024-03-06", "2024-03-20", None)
OUTLETS = ("Port Post", "Ellin Daily", None)
JOININGS = {
    NameRole.speaker: ("Ada Quill", "Bo Reed"),
    NameRole.outlet: ("Port Post", "Ellin Daily"),
}


def article(number: int, outlet: str | None, day: str | None, said: list[tuple[str, str | None, str]]):
    """An article with its rows; each quote has its words, its speaker and its kind."""
    paragraphs = (f"“{words}” {speaker or 'Somebody'} said." for words, speaker, _ in said)
    text = f"Article {number}.\n\n" + "\n\n".join(paragraphs)
    made = Article(text, id=f"a{number}", title=f"Title {number}", outlet=outlet, published=day)
    rows = [
        _at(text.index(f"“{words}”") + 1, row_of(made, words, speaker=speaker, kind=kind), made)
        for words, speaker, kind in said
    ]
    return made, rows


def _at(start: int, row, made: Article):
    """Move a row to where its words are between marks; they may also be part of another quote."""
    span = Span(start, start + len(row.quote))
    quote_id = make_quote_id(digest_text(made.text), span)
    return replace(row, start=span.start, end=span.end, quote_id=quote_id)


def seen(library: Library) -> tuple[dict[str, str], list[object]]:
    """The utterance of each quote, and the numbers of each utterance."""
    of_quotes = {row.quote_id: library.utterance_of(row.quote_id).id for row in library.rows()}
    numbers = sorted(
        (each.id, each.carriers, each.articles, each.quotes, each.wordings, each.speakers, each.is_altered)
        for each in library.utterances(limit=1000)
    )
    return of_quotes, numbers


articles = st.lists(
    st.tuples(
        st.sampled_from(OUTLETS),
        st.sampled_from(DAYS),
        st.lists(
            st.tuples(
                st.sampled_from(WORDS), st.sampled_from(SPEAKERS), st.sampled_from(["full", "fragment"])
            ),
            min_size=1,
            max_size=3,
            unique_by=lambda each: each[0],
        ),
    ),
    min_size=1,
    max_size=6,
)


@settings(max_examples=15, deadline=None)
@given(data=st.data(), made=articles)
def test_utterances_are_the_same_in_whatever_order_articles_come_go_and_are_corrected(
    tmp_path_factory, data, made
):
    stored = [article(number, *each) for number, each in enumerate(made)]
    corrected = {
        row.quote_id: speaker
        for _, rows in stored
        for row in rows
        if (speaker := data.draw(st.sampled_from([*SPEAKERS, "as it is", "as it is", "as it is"])))
        != "as it is"
    }
    amended = {
        given.id: {
            field: value
            for field, values in (("published", DAYS), ("outlet", OUTLETS))
            if (value := data.draw(st.sampled_from([*values, "as it is", "as it is"]))) != "as it is"
        }
        for given, _ in stored
    }
    joined = data.draw(st.sets(st.sampled_from(list(JOININGS))))
    when = {role: data.draw(st.integers(0, len(stored) - 1)) for role in JOININGS}
    deleted = {given.id for given, _ in stored if data.draw(st.booleans())}
    folder = tmp_path_factory.mktemp("orders")
    at_once = data.draw(st.sampled_from([1, 2, 250]))
    with (
        Library(folder / "one.sqlite") as one,
        Library(folder / "other.sqlite") as other,
        pytest.MonkeyPatch.context() as portions,
    ):
        portions.setattr(short_quotes, "_AT_ONCE", at_once)
        portions.setattr(wordings, "_RELATED_AT_ONCE", at_once)
        for number, (given, rows) in enumerate(data.draw(st.permutations(stored))):
            one.add(given, rows)
            for role, names in JOININGS.items():
                if number == when[role]:
                    act = one.join_names(names, role=role)
                    if role not in joined:
                        one.undo(act)
            if data.draw(st.booleans()):
                one.link()
            if data.draw(st.booleans()):  # goes and comes back
                one.undo(one.delete([given.id]))
            if given.id in deleted:
                one.delete([given.id])
                continue
            _change(one, given, rows, corrected, amended)
        one.link()
        portions.undo()
        for given, rows in stored:
            if given.id not in deleted:
                other.add(given, rows)
                _change(other, given, rows, corrected, amended)
        for role in joined:
            other.join_names(JOININGS[role], role=role)
        other.link()
        assert seen(one) == seen(other)


def _change(library, given, rows, corrected, amended):
    for row in rows:
        if row.quote_id in corrected:
            library.correct_speaker(row.quote_id, corrected[row.quote_id])
    changes = {field: value for field, value in amended[given.id].items() if value != getattr(given, field)}
    if changes:
        library.amend([given.id], changes)


@pytest.fixture
def library(tmp_path):
    with Library(tmp_path / "library.sqlite") as opened:
        yield opened


def _fill(library, *made):
    for number, each in enumerate(made):
        library.add(*article(number, *each))
    library.link()


def test_an_utterance_has_its_carriers_in_order_of_time(library):
    altered, part = WORDS[1], WORDS[2]
    _fill(
        library,
        ("Port Post", "2024-03-07", [(part, "Bo Reed", "fragment")]),
        ("Ellin Daily", "2024-03-06", [(altered, "Ada Quill", "full")]),
        (None, "2024-03-05", [(WHOLE, "Ada Quill", "full"), ("No comment", "Bo Reed", "full")]),
        ("Ellin Daily", None, [(WHOLE.upper(), "Ada Quill", "full")]),
    )
    library.add_copy(replace(library.article("a1").article, outlet="Coast Radio", published="2024-03-08"))
    library.link()
    first = next(row for row in library.rows() if row.quote == WHOLE)
    found = library.utterance_of(first.quote_id)
    assert found.id == first.quote_id
    assert [
        (each.outlet, each.published, each.comparison.wording, each.is_copy) for each in found.carriers
    ] == [
        (None, "2024-03-05", "exact", False),
        ("Ellin Daily", "2024-03-06", "altered", False),
        ("Port Post", "2024-03-07", "shortened", False),
        ("Coast Radio", "2024-03-08", "altered", True),
        ("Ellin Daily", None, "exact", False),
    ]
    assert found.carriers[1].comparison.grave
    assert (found.wordings, found.speakers, found.outlets) == (3, ("Ada Quill", "Bo Reed"), 4)
    summary, *rest = library.utterances()
    assert summary.fullest == first
    assert (summary.carriers, summary.articles, summary.quotes, summary.wordings) == (4, 5, 4, 3)
    assert summary.carriers_in_words == "3 outlets and 1 article without an outlet"
    assert [each.carriers_in_words for each in rest] == ["1 article without an outlet"]
    assert (summary.speakers, summary.is_altered, summary.first_published) == (2, True, "2024-03-05")
    assert [each.fullest.quote for each in rest] == ["No comment"]
    assert library.number_of_utterances() == 2
    assert library.number_of_utterances(Filter(speakers=("Bo Reed",))) == 2
    assert library.number_of_utterances(Filter(altered=True)) == 1


def test_stock_phrases_and_short_parts_join_nothing_that_is_different(library):
    market, bridge, phrase = WORDS[6:9]
    _fill(
        library,
        ("Port Post", "2024-03-05", [(market, "Ada Quill", "full")]),
        ("Ellin Daily", "2024-03-05", [(bridge, "Bo Reed", "full")]),
        ("Coast Radio", "2024-03-06", [(phrase, "Bo Reed", "fragment"), ("No comment", "Cy Marl", "full")]),
        ("Port Post", "2024-03-06", [("No comment", "Dee Fell", "full")]),
        ("Ellin Daily", "2024-05-06", [("No comment", "Cy Marl", "full")]),
        ("Ellin Daily", "2024-03-07", [("No comment", "Cy Marl", "full")]),
    )
    together = {}
    for row in library.rows():
        together.setdefault(library.utterance_of(row.quote_id).id, []).append(
            (row.quote, row.outlet, row.published)
        )
    assert sorted(sorted(each) for each in together.values()) == [
        [("No comment", "Coast Radio", "2024-03-06"), ("No comment", "Ellin Daily", "2024-03-07")],
        [("No comment", "Ellin Daily", "2024-05-06")],
        [("No comment", "Port Post", "2024-03-06")],
        [(bridge, "Ellin Daily", "2024-03-05"), (phrase, "Coast Radio", "2024-03-06")],
        [(market, "Port Post", "2024-03-05")],
    ]


def test_a_part_belongs_to_the_quote_of_its_own_speaker(library):
    part = "the harbour board has lied to us for ten long years"
    one, other = (
        f"Everybody in this town knows that {part} and more",
        f"Ask the fishermen, ask the crews: {part}",
    )
    _fill(
        library,
        ("Port Post", "2024-03-05", [(one, "Ada Quill", "full")]),
        ("Ellin Daily", "2024-04-05", [(other, "Bo Reed", "full")]),
        ("Coast Radio", "2024-03-06", [(part, "Bo Reed", "full")]),
    )
    rows = {row.quote: row.quote_id for row in library.rows()}
    assert library.utterance_of(rows[part]).id == rows[other]
    assert len(library.utterance_of(rows[one]).carriers) == 1


def test_words_are_found_in_quotes_and_in_the_texts_of_articles(library):
    _fill(
        library,
        ("Port Post", "2024-03-05", [(WHOLE, "Ada Quill", "full")]),
        ("Ellin Daily", "2024-03-06", [(WORDS[1], "Bo Reed", "full"), ("No comment", "Bo Reed", "full")]),
    )
    speech = f"Speech of the captain. {WHOLE}. Nothing follows."
    library.add(Article(speech, id="speech", outlet="Coast Radio", published="2024-03-04"), [])
    quoted, text, altered = library.find_words(WHOLE)
    assert (quoted.doc_id, quoted.speaker, quoted.comparison.wording) == ("a0", "Ada Quill", "exact")
    assert (text.doc_id, text.quote_id, text.comparison.wording) == ("speech", None, "exact")
    assert speech[text.start : text.end] == WHOLE
    assert (altered.doc_id, altered.comparison.wording, altered.comparison.grave) == ("a1", "altered", True)
    (short,) = library.find_words("no comment")
    assert (short.doc_id, short.speaker) == ("a1", "Bo Reed")
    library.delete(["speech", "a1"])
    assert [each.doc_id for each in library.find_words(WHOLE)] == ["a0"]
    assert library.find_words("Bananas ripen slowly in the cold cellar") == []


def test_whoever_matches_new_quotes_again_and_again_does_not_grow_with_the_library(tmp_path, monkeypatch):
    rooms = []

    def match(connection, limit):
        rooms.append(limit)
        rooms.append(connection.exec_driver_sql("PRAGMA cache_size").scalar_one())
        match_words(connection, limit)
        rooms.append(connection.exec_driver_sql("PRAGMA cache_size").scalar_one())

    monkeypatch.setattr(store, "FEW_TO_MATCH", 0)
    monkeypatch.setattr(store, "match_words", match)
    monkeypatch.setattr(store, "forget_texts", lambda: rooms.append("texts forgotten"))
    with Library(tmp_path / "press.db") as library:
        library.add(*article(1, "Port Post", None, [(WHOLE, "Ada Quill", "full")]))
        library.link(at_once=20)
        with library._engine.connect() as connection:
            rooms.append(connection.exec_driver_sql("PRAGMA cache_size").scalar_one())
    # In KB; more only for what somebody asks for.
    assert rooms == [20, -ROOM_TO_MATCH, -ROOM_TO_MATCH, "texts forgotten", -4_000]


def test_what_surrounds_short_quotes_is_in_memory_for_a_few_of_them_at_a_time(library, monkeypatch):
    """Without a date, all that a speaker said in the library surrounds each of the quotes."""
    in_memory = []

    class Watched(short_quotes._Surroundings):
        def read(self, lines):
            super().read(lines)
            in_memory.append(sum(map(len, self._lines.values())))

    monkeypatch.setattr(short_quotes, "_Surroundings", Watched)
    monkeypatch.setattr(short_quotes, "_AT_ONCE", 4)
    names = [f"{given} {family}" for given in ("Ada", "Bo", "Cy") for family in ("Quill", "Reed", "Marl")]
    said = [(f"Ship {number} of {name} sails", name, "full") for name in names for number in range(5)]
    _fill(library, ("Port Post", None, said))
    assert max(in_memory) == 2 * 5  # what is said by the two speakers that four quotes in a row may have
