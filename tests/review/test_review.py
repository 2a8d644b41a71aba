"""What to check next, suggestions, and missed quotes, without the dashboard."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from threading import Barrier

import pytest
from made_library import CAFE, DAWN, FERRY, HARBOUR, HOUR, MESS, NOON, STRIKE

from quotes.language import english
from quotes.library import CorrectionKind, Filter, Library
from quotes.review import (
    ChangedQuoteError,
    CheckingProgress,
    Judgement,
    SeenQuote,
    Suggestion,
    checking_progress,
    find_words,
    mark_missed,
    next_quote,
    store_judgement,
    suggest_sources,
    suggest_speakers,
    unextracted_quotations,
    with_same_mention,
)
from quotes.text import find_quotations
from quotes.types import Article, InputError, Span

RIGHT = Judgement(CorrectionKind.speaker, "Ada Quill", "person")
UNTOUCHED = SeenQuote.of(MESS, ())


def test_the_least_certain_comes_first_and_what_was_checked_comes_no_more(library):
    order = []
    while row := next_quote(library, Filter(), ()):
        order.append(row.quote_id)
        library.correct_speaker(row.quote_id, row.speaker, row.speaker_kind)
    assert order == [row.quote_id for row in (MESS, CAFE, HOUR, STRIKE, DAWN, NOON)]
    assert checking_progress(library, Filter()).waiting == 0


def test_a_filter_narrows_what_comes_and_skipped_ones_are_left_out(library):
    only = Filter(articles=("ferry",))
    assert next_quote(library, only, {MESS.quote_id}) == STRIKE
    assert next_quote(library, only, {row.quote_id for row in (DAWN, STRIKE, MESS)}) is None
    sure = Filter(least_confidence=0.95, most_confidence=1)
    assert next_quote(library, sure, ()) == NOON


def test_a_source_alone_does_not_make_a_speaker_certain(library):
    store_judgement(library, MESS.quote_id, Judgement(CorrectionKind.source, "Coast Radio"), seen=UNTOUCHED)
    assert next_quote(library, Filter(), ()).source == "Coast Radio"


def test_progress_counts_what_waits_what_is_unsure_and_what_was_done_today(library):
    assert checking_progress(library, Filter()) == CheckingProgress(waiting=6, unsure=2, today=0)
    number = store_judgement(library, MESS.quote_id, RIGHT, seen=UNTOUCHED)
    assert checking_progress(library, Filter()) == CheckingProgress(waiting=5, unsure=1, today=1)
    library.undo(number)
    assert checking_progress(library, Filter()) == CheckingProgress(waiting=6, unsure=2, today=0)


def test_every_judgement_is_stored_with_its_note(library):
    for row, said in (
        (DAWN, Judgement(CorrectionKind.speaker, "Ada Quill", "person", "heard it")),
        (STRIKE, Judgement(CorrectionKind.source, None, note="no source")),
        (MESS, Judgement(CorrectionKind.not_a_quote)),
    ):
        number = store_judgement(library, row.quote_id, said, seen=SeenQuote.of(row, ()))
        (stored,) = library.corrections_of(row.quote_id)
        assert (stored.act, stored.what, stored.value, stored.kind, stored.note) == (
            number,
            said.what,
            said.value,
            said.kind,
            said.note,
        )


def test_the_second_of_two_reviewers_sees_what_the_first_said_and_nothing_is_stored(library):
    store_judgement(library, MESS.quote_id, Judgement(CorrectionKind.not_a_quote), seen=UNTOUCHED)
    with pytest.raises(ChangedQuoteError) as refused:
        store_judgement(library, MESS.quote_id, RIGHT, seen=UNTOUCHED)
    assert refused.value.correction.what is CorrectionKind.not_a_quote
    assert [each.what for each in library.corrections_of(MESS.quote_id)] == [CorrectionKind.not_a_quote]


def test_a_quote_that_was_extracted_again_or_whose_correction_was_undone_has_changed(library):
    library.add(FERRY, [DAWN, STRIKE, replace(MESS, speaker="Una Vole", speaker_kind="person")], again=True)
    with pytest.raises(ChangedQuoteError) as refused:
        store_judgement(library, MESS.quote_id, RIGHT, seen=UNTOUCHED)
    assert (refused.value.correction, refused.value.row.speaker) == (None, "Una Vole")
    number = library.correct_speaker(STRIKE.quote_id, "Una Vole", "person")
    seen = SeenQuote.of(library.quote(STRIKE.quote_id), library.corrections_of(STRIKE.quote_id))
    library.undo(number)
    with pytest.raises(ChangedQuoteError) as refused:
        store_judgement(library, STRIKE.quote_id, RIGHT, seen=seen)
    assert (refused.value.correction, refused.value.row.speaker) == (None, "Bo Reed")


def test_of_many_who_answer_at_once_one_is_stored(library):
    """All have seen the same; the others are told, whatever the moment."""

    def answer(number):
        with Library(library.path) as own:
            start.wait()
            said = Judgement(CorrectionKind.speaker, f"Speaker {number}", "person")
            try:
                return store_judgement(own, MESS.quote_id, said, seen=UNTOUCHED)
            except ChangedQuoteError as error:
                return error.correction.value

    start = Barrier(8)
    with ThreadPoolExecutor(8) as threads:
        answers = list(threads.map(answer, range(8)))
    [stored] = [each for each in answers if isinstance(each, int)]
    [correction] = library.corrections_of(MESS.quote_id)
    assert correction.act == stored
    assert set(answers) == {stored, correction.value}


def test_a_missed_quote_is_marked_and_undone(library):
    start = HARBOUR.text.index("officials said")
    quote_id, number = mark_missed(library, "harbour", Span(start, start + 9), note="really")
    assert library.quote(quote_id).quote == "officials"
    assert next_quote(library, Filter(), ()).quote_id == quote_id
    library.undo(number)
    assert library.totals().quotes == 6


def test_the_history_tells_the_newest_first_in_pages(library):
    numbers = [library.correct_speaker(row.quote_id, "Dee Ames") for row in (DAWN, STRIKE, NOON)]
    library.undo(numbers[1])
    first, second = library.history()
    assert (first.correction.act, first.doc_id, first.title, first.words, first.quote_id) == (
        numbers[2],
        "harbour",
        None,
        NOON.quote,
        NOON.quote_id,
    )
    assert library.history(limit=1, offset=1) == [second]
    assert library.number_of_corrections() == 2
    assert library.number_of_corrections(since="2999-01-01") == 0


def test_corrections_of_a_quote_are_its_own_and_those_of_nearly_the_same_words(library):
    library.correct_speaker(DAWN.quote_id, "Dee Ames")
    near = Span(DAWN.start, DAWN.end - 1)
    library.add_missed("ferry", near)
    assert [each.what for each in library.corrections_of(DAWN.quote_id)] == [
        CorrectionKind.speaker,
        CorrectionKind.missed,
    ]
    assert library.corrections_of(STRIKE.quote_id) == library.corrections_of("nothing") == []


def test_who_may_have_spoken():
    text = (
        "Bo Reed, a fisherman, came late.\n\nAda Quill, the minister, met Coast FM. “A mess,” she said.\n\n"
        "It was quiet.\n\nIda Marsh watched from Vale.\n\n“Enough,” officials said of Cy Marl."
    )
    article = Article(text)
    start = text.index("A mess")
    enough = text.index("Enough")
    rows = [
        row_at(CAFE, enough, speaker="officials", speaker_kind="unnamed", paragraph=4),
        row_at(DAWN, start, speaker="Nobody Here", paragraph=1),
    ]
    found = suggest_speakers(article, rows, Span(start, start + 7))
    names = [choice.name for choice in found]
    assert names[:2] == ["Ada Quill", "Bo Reed"]
    assert {"Ida Marsh", "Cy Marl", "Coast FM"} < set(names)
    assert "Nobody Here" not in names
    assert Suggestion("officials", "unnamed") in found


def row_at(row, start, **columns):
    """A row moved to an offset, with some columns changed."""
    return replace(row, start=start, end=start + 7, **columns)


def test_what_cannot_speak_is_not_suggested_unless_it_does():
    text = (
        "Ada Quill of the Port Workers' Union, an American, met the Harbour Board on Friday. "
        "I'm told that Parliament said no. “A mess,” she said."
    )
    start = text.index("A mess")
    names = [choice.name for choice in suggest_speakers(Article(text), [], Span(start, start + 7))]
    assert names[0] == "Ada Quill"
    assert {"Harbour Board", "Parliament"} < set(names)
    assert not {"American", "Friday", "I'm", "Board"} & set(names)


def test_places_times_and_platforms_are_not_suggested():
    text = (
        "Ada Quill met Bo Reed at Pell Landing. The vote in Castle Hill is due by Easter, and Easter Monday "
        "is too late. The Harbour Board met near Upper Keld. At Pell Airport, Pell Airport said, it rained. "
        "Cy Marl had left, he wrote on Mastodon. “A mess,” she said."
    )
    start = text.index("A mess")
    names = [choice.name for choice in suggest_speakers(Article(text), [], Span(start, start + 7))]
    assert {"Ada Quill", "Bo Reed", "Cy Marl", "Harbour Board", "Pell Airport"} == set(names)


def test_sources_that_rows_have_come_before_those_the_article_names():
    article = Article("Ada Quill told Radio Vale twice.", outlet="Port Post")
    assert suggest_sources(article, [DAWN, CAFE, HOUR], Span(0, 3)) == [
        "Ellin Courier",
        "Coast Radio",
        "Radio Vale",
        "Port Post",
    ]


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("We sail at dawn,", ["We sail at dawn,"]),
        ("  “We sail at dawn,” ", ["We sail at dawn,"]),
        ("we sail", []),
        ("We sail at dawn, Ada", []),
        ('strike,"  Bo', ["strike,” Bo"]),
        ("A", ["A"]),
        ("“”", []),
        ("", []),
        ("(.*)+$", []),
    ],
)
def test_words_are_found_whatever_the_marks_and_the_space(words, found):
    assert [place.of(FERRY.text) for place in find_words(FERRY.text, words)] == found


def test_words_over_two_paragraphs_and_words_that_stand_twice_are_found():
    text = "“We sail.\n\n“We sail again,” he said. We   sail..."
    assert len(find_words(text, "We sail")) == 2
    (place,) = find_words(text, "We sail. “We sail again,")
    assert place == Span(1, text.index("”"))
    assert [place.of(text) for place in find_words(text, "sail…")] == ["sail..."]


def test_quotations_without_a_row_are_offered():
    taken = [Span(row.start, row.end) for row in (DAWN, MESS)]
    assert [each.span for each in unextracted_quotations(FERRY.text, taken)] == [
        Span(STRIKE.start, STRIKE.end)
    ]
    assert (
        unextracted_quotations(FERRY.text, [each.outer for each in find_quotations(FERRY.text, english())])
        == []
    )


def test_of_a_long_article_the_neighbourhood_is_read():
    filler = "The harbour was quiet all day and nobody came.\n\n" * 2000
    near = "Ada Quill stayed. “A mess,” she told Vale Radio.\n\n"
    text = f"Ida Marsh left early.\n\n{filler}{near}{filler}Bo Reed slept."
    start = text.index("A mess")
    quote = Span(start, start + 7)
    row = row_at(CAFE, text.index("Bo Reed"), speaker="Bo Reed", speaker_kind="person", source="Far FM")
    names = [choice.name for choice in suggest_speakers(Article(text), [row], quote)]
    assert names[0] == "Ada Quill"
    assert "Bo Reed" in names
    assert "Ida Marsh" not in names
    assert suggest_sources(Article(text), [row], quote) == ["Far FM", "Vale Radio"]


def test_quotes_with_the_same_words_for_the_speaker_are_corrected_in_one_act(library):
    library.add(
        FERRY, [replace(each, mention="He", speaker="Bo Reed") for each in (DAWN, STRIKE)], again=True
    )
    row = library.quote(DAWN.quote_id)
    same = with_same_mention(library, row)
    assert [each.quote_id for each in same] == [STRIKE.quote_id]
    said = replace(RIGHT, also=tuple(each.quote_id for each in same))
    act = store_judgement(library, row.quote_id, said, seen=SeenQuote.of(row, ()))
    both = (DAWN.quote_id, STRIKE.quote_id)
    assert [library.quote(each).speaker for each in both] == ["Ada Quill"] * 2
    assert library.act(act).in_words == "speaker is Ada Quill (person): 2 quotes"
    library.undo(act)
    assert [library.quote(each).speaker for each in both] == ["Bo Reed"] * 2
    with pytest.raises(InputError, match="no quote with this id"):
        library.correct_speakers([DAWN.quote_id, "nowhere"], "Ada Quill")
    assert library.corrections() == []
