"""Corrections: what they change, undo, and survive."""

import json
from dataclasses import asdict, replace

import pytest
from made_library import ALL, CAFE, DAWN, FERRY, HARBOUR, MESS, NOON, STRIKE, row_of

from quotes.evaluation import evaluate, gold
from quotes.library import CorrectionKind, Filter, Sort, inserts
from quotes.types import InputError, Span


def spoken(library):
    """Who said what in the ferry article, as views show it."""
    return [(row.quote, row.speaker) for row in library.page(Filter(articles=("ferry",)))]


def test_the_right_speaker_wins_in_every_view(library):
    library.correct_speaker(STRIKE.quote_id, "  Dee   Ames ", note="heard it myself")
    row = library.quote(STRIKE.quote_id)
    assert (row.speaker, row.speaker_kind, row.rule, row.confidence) == (
        "Dee Ames",
        "person",
        "correction",
        1.0,
    )
    assert (row.quote, row.start, row.context) == (STRIKE.quote, STRIKE.start, STRIKE.context)
    assert library.page(Filter(speakers=("Dee Ames",))) == library.page(Filter(corrected=True)) == [row]
    assert library.page(Filter(words="strike")) == [row]
    assert library.page(Filter(speakers=("Bo Reed",))) == []
    assert "Bo Reed" not in set(library.counts("speaker")["speaker"])
    assert library.totals().quotes == 6
    assert list(library.rows(Filter(articles=("ferry",)))) == [DAWN, row, MESS]


def test_the_extraction_stays_as_it_was(library):
    library.correct_speaker(STRIKE.quote_id, "Dee Ames")
    library.reject(MESS.quote_id)
    assert library.extracted(STRIKE.quote_id) == STRIKE
    assert library.extracted(MESS.quote_id) == MESS


def test_evidence_goes_with_a_wrong_speaker_and_stays_with_a_right_one(library):
    library.correct_speaker(DAWN.quote_id, "Ada Quill")
    assert library.quote(DAWN.quote_id) == replace(DAWN, confidence=1.0)
    library.correct_speaker(DAWN.quote_id, "ferry company", "organisation")
    wrong = library.quote(DAWN.quote_id)
    assert (wrong.mention, wrong.mention_start, wrong.mention_end, wrong.cue) == (None, None, None, None)
    assert (wrong.speaker_kind, wrong.source) == ("organisation", "Ellin Courier")


def test_nobody_and_no_source_can_be_right(library):
    library.correct_speaker(DAWN.quote_id, None)
    library.correct_source(DAWN.quote_id, " ")
    row = library.quote(DAWN.quote_id)
    assert (row.speaker, row.speaker_kind, row.confidence) == (None, None, 1.0)
    assert (row.source, row.source_basis, row.source_mention) == (None, None, None)
    assert library.page(Filter(speakers=(None,), sources=(None,), corrected=True)) == [row]
    assert library.page(Filter(unsure=True, articles=("ferry",))) == [MESS]


def test_a_source_can_be_corrected(library):
    library.correct_source(STRIKE.quote_id, "Coast Radio")
    library.correct_source(CAFE.quote_id, "Coast Radio")
    found = library.page(Filter(sources=("Coast Radio",), corrected=True))
    assert [(row.speaker, row.source_basis, row.confidence) for row in found] == [
        ("officials", "carried", 0.6),
        ("Bo Reed", "stated", 0.8),
    ]


def test_words_marked_as_not_a_quote_are_gone_until_this_is_undone(library):
    number = library.reject(DAWN.quote_id)
    assert spoken(library) == [(STRIKE.quote, "Bo Reed"), (MESS.quote, None)]
    assert library.totals(Filter(words="sail")).quotes == 0
    with pytest.raises(InputError, match="no quote with this id"):
        library.quote(DAWN.quote_id)
    library.undo(number)
    assert library.page(Filter(words="sail")) == [DAWN]


def test_the_newest_correction_counts_and_undoing_it_brings_back_the_one_before(library):
    library.correct_speaker(MESS.quote_id, "Bo Reed")
    newest = library.correct_speaker(MESS.quote_id, "Cy Marl")
    assert library.quote(MESS.quote_id).speaker == "Cy Marl"
    library.undo(newest)
    assert library.quote(MESS.quote_id).speaker == "Bo Reed"
    with pytest.raises(InputError, match="has undone it already"):
        library.undo(newest)


def test_a_correction_of_what_was_rejected_takes_the_rejection_back(library):
    library.reject(MESS.quote_id)
    library.correct_speaker(MESS.quote_id, "Bo Reed")
    assert library.quote(MESS.quote_id).speaker == "Bo Reed"


def test_a_missed_quote_becomes_a_row(library):
    start = FERRY.text.index("Ada Quill told")
    quote_id = library.add_missed("ferry", Span(start, start + 9))
    library.correct_speaker(quote_id, "Cy Marl")
    library.correct_source(quote_id, "Coast Radio")
    row = library.quote(quote_id)
    assert (row.quote, row.speaker, row.source, row.kind) == (
        "Ada Quill",
        "Cy Marl",
        "Coast Radio",
        "fragment",
    )
    assert FERRY.text[row.start : row.end] == row.quote
    assert (row.context, row.paragraph, row.title) == (DAWN.context, 0, FERRY.title)
    assert library.extracted(quote_id) is None
    assert library.totals().quotes == 7


def test_a_missed_quote_over_paragraphs_is_one_row(library):
    start = HARBOUR.text.index("Ada Quill said.")
    span = Span(start, HARBOUR.text.index(" at the café"))
    row = library.quote(library.add_missed("harbour", span))
    assert row.quote == "Ada Quill said.\n\n“Nothing has changed"
    assert row.context == HARBOUR.text


def test_the_right_extent_takes_the_place_of_a_wrong_one(library):
    library.reject(DAWN.quote_id)
    quote_id = library.add_missed("ferry", Span(DAWN.start, DAWN.end - 1))
    library.correct_speaker(quote_id, "Ada Quill")
    assert spoken(library) == [
        ("We sail at dawn", "Ada Quill"),
        (STRIKE.quote, "Bo Reed"),
        (MESS.quote, None),
    ]
    quote_id = library.add_missed("ferry", Span(MESS.start, MESS.end - 1))
    assert spoken(library)[2] == ("A mess", None)
    library.reject(quote_id)
    assert spoken(library)[2] == (MESS.quote, None)


@pytest.mark.parametrize("span", [Span(0, 0), Span(5, 2), Span(-1, 4), Span(0, 9999), Span(52, 53)])
def test_a_missed_quote_must_be_words_of_the_article(library, span):
    with pytest.raises(InputError, match="not words of this article"):
        library.add_missed("ferry", span)
    assert library.corrections() == []


def test_marking_what_is_there_changes_nothing_but_that_it_was_looked_at(library):
    assert library.add_missed("ferry", Span(DAWN.start, DAWN.end)) == DAWN.quote_id
    assert library.page(Filter(articles=("ferry",))) == [DAWN, STRIKE, MESS]
    assert library.totals().quotes == 6


def test_corrections_survive_another_extraction(library):
    library.correct_speaker(STRIKE.quote_id, "Dee Ames")
    library.reject(MESS.quote_id)
    longer = row_of(FERRY, "The crews voted to strike,” Bo Reed", speaker="Bo Reed")
    library.add(FERRY, [DAWN, longer, MESS], again=True)
    assert spoken(library) == [(DAWN.quote, "Ada Quill"), (longer.quote, "Dee Ames")]
    library.add(FERRY, [DAWN], again=True)
    assert spoken(library) == [(DAWN.quote, "Ada Quill"), (STRIKE.quote, "Dee Ames")]
    library.add(FERRY, ALL[FERRY], again=True)
    assert spoken(library) == [(DAWN.quote, "Ada Quill"), (STRIKE.quote, "Dee Ames")]


def test_a_missed_quote_that_is_then_found_is_one_row(library):
    library.add(FERRY, [DAWN], again=True)
    quote_id = library.add_missed("ferry", Span(STRIKE.start, STRIKE.end))
    library.correct_speaker(quote_id, "Dee Ames")
    library.add(FERRY, ALL[FERRY], again=True)
    assert quote_id == STRIKE.quote_id
    assert spoken(library)[1] == (STRIKE.quote, "Dee Ames")
    assert library.totals(Filter(articles=("ferry",))).quotes == 3


def test_corrections_are_listed_with_time_and_note(library):
    first = library.correct_speaker(DAWN.quote_id, "Cy Marl", note="see the video")
    second = library.reject(MESS.quote_id)
    library.undo(first)
    [left] = library.corrections()
    assert (left.act, left.what, left.span) == (
        second,
        CorrectionKind.not_a_quote,
        Span(MESS.start, MESS.end),
    )
    undone, _ = library.corrections(undone=True)
    assert (undone.value, undone.kind, undone.note) == ("Cy Marl", "person", "see the video")
    assert undone.made <= left.made <= undone.undone


def test_a_clock_that_goes_back_changes_no_order(library, monkeypatch):
    times = iter(["2026-03-29T03:00:00+00:00", "2026-03-29T02:00:00+00:00", "1970-01-01T00:00:00+00:00"])
    monkeypatch.setattr(inserts, "now", lambda: next(times))
    library.correct_speaker(DAWN.quote_id, "Cy Marl")
    last = library.correct_speaker(DAWN.quote_id, "Bo Reed")
    assert library.quote(DAWN.quote_id).speaker == "Bo Reed"
    assert [each.value for each in library.corrections()] == ["Cy Marl", "Bo Reed"]
    library.undo(last)
    assert library.quote(DAWN.quote_id).speaker == "Cy Marl"


def test_articles_keep_their_order_if_the_clock_goes_back_between_them(library, monkeypatch):
    times = iter(["2026-03-29T03:00:00+00:00", "1970-01-01T00:00:00+00:00"])
    monkeypatch.setattr(inserts, "now", lambda: next(times))
    for name in ("first", "second"):
        library.add(replace(FERRY, id=name, text=f"{FERRY.text} {name}"), [])
    assert library.articles()["doc_id"].tolist()[:2] == ["second", "first"]
    assert [article.id for article in library.stored_articles()][-2:] == ["first", "second"]
    assert library.history() == []


@pytest.mark.parametrize("kind", ["", "robot", None])
def test_a_speaker_is_of_a_known_kind(library, kind):
    with pytest.raises(InputError, match="person, organisation or unnamed"):
        library.correct_speaker(DAWN.quote_id, "Cy Marl", kind)


def test_only_quotes_can_be_corrected(library):
    with pytest.raises(InputError, match="no quote with this id"):
        library.correct_speaker("0" * 16, "Cy Marl")


def test_every_order_shows_corrected_quotes_once(library):
    library.correct_speaker(STRIKE.quote_id, "Dee Ames")
    for sort in Sort:
        assert len({row.quote_id for row in library.page(sort=sort)}) == 6


def test_corrections_are_gold_data_that_measures_the_tool(library, tmp_path):
    library.correct_speaker(DAWN.quote_id, "Ada Quill")
    library.correct_source(DAWN.quote_id, "Ellin Courier")
    library.correct_speaker(STRIKE.quote_id, "Dee Ames")
    library.reject(MESS.quote_id)
    library.correct_source(NOON.quote_id, "Coast Radio")
    path = tmp_path / "gold.json"
    path.write_text(json.dumps(library.gold()), "utf-8")
    articles = gold.read_gold(path)
    assert [article["id"] for article in articles] == ["ferry", "harbour"]
    assert articles[0]["quotes"] == [
        {
            "start": DAWN.start,
            "end": DAWN.end,
            "is_quote": True,
            "speaker": "Ada Quill",
            "kind": "person",
            "source_name": "Ellin Courier",
            "sure": True,
        },
        {
            "start": STRIKE.start,
            "end": STRIKE.end,
            "is_quote": True,
            "speaker": "Dee Ames",
            "kind": "person",
            "sure": True,
        },
        {"start": MESS.start, "end": MESS.end, "is_quote": False},
    ]
    result = evaluate(articles, [asdict(row) for rows in ALL.values() for row in rows])
    measures = result.measures
    assert (measures["detect"].wanted, measures["detect"].given, measures["detect"].right) == (3, 4, 3)
    assert (measures["person, full name"].wanted, measures["person, full name"].right) == (2, 1)
    assert (measures["source"].wanted, measures["source"].right) == (2, 1)
