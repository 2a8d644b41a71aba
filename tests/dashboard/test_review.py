import json

import pytest
from made_library import ALL, CAFE, DAWN, FERRY, MESS, NOON, STRIKE

from quotes.dashboard.review_page import answers as given
from quotes.dashboard.review_page import history, missed, visit
from quotes.dashboard.review_page import queue as page_queue
from quotes.dashboard.review_page.answers import Answers
from quotes.dashboard.review_page.visit import Panel, ReviewView, Told, Visit
from quotes.dashboard.shared import plain_label
from quotes.library import Correction, CorrectionKind, Filter, HistoryEntry, Library
from quotes.review import Judgement, corrections_file, latest_correction
from quotes.types import Span


@pytest.fixture
def library(tmp_path):
    with Library(tmp_path / "press.db") as library:
        for article, rows in ALL.items():
            library.add(article, rows)
        yield library


@pytest.fixture
def clock(monkeypatch):
    """The time as the visit sees it, in a list of one."""
    now = [100.0]
    monkeypatch.setattr(visit, "monotonic", lambda: now[0])
    return now


@pytest.fixture
def typed(monkeypatch):
    """What stands in the page's boxes."""
    boxes = {}
    monkeypatch.setattr(given.st, "session_state", boxes)
    return boxes


@pytest.fixture
def answers(library, clock, typed):
    """A function that gives the answers to a quote, as long after it was drawn as it takes to read it."""

    def to(row, here):
        row = library.quote(row.quote_id)
        here.draws(row.quote_id, latest_correction(library.corrections_of(row.quote_id)))
        clock[0] += 10
        return Answers(library, here, row)

    return to


@pytest.mark.parametrize(
    ("address", "view", "only", "quote"),
    [
        ({}, ReviewView.queue, Filter(), None),
        ({"quote": ["1f"]}, ReviewView.queue, Filter(), "1f"),
        ({"article": ["ferry"]}, ReviewView.missed, Filter(articles=("ferry",)), None),
        ({"view": ["queue"], "article": ["ferry"]}, ReviewView.queue, Filter(articles=("ferry",)), None),
        (
            {"speaker": ["Ada"], "unsure": ["1"]},
            ReviewView.queue,
            Filter(speakers=("Ada",), unsure=True),
            None,
        ),
        ({"view": ["history"], "page": ["2"]}, ReviewView.history, Filter(), None),
        ({"view": ["nonsense"]}, ReviewView.queue, Filter(), None),
    ],
)
def test_an_address_leads_to_a_view_and_the_view_back_to_it(address, view, only, quote):
    here = Visit()
    here.take(address)
    assert (here.view, here.only, here.quote) == (view, only, quote)
    again = Visit()
    again.take(here.parameters())
    assert (again.view, again.only, again.quote, again.page) == (view, only, quote, here.page)


def test_skip_and_back():
    here = Visit(quote="one")
    here.skip()
    assert (here.quote, here.skipped, here.before) == (None, {"one"}, ["one"])
    here.quote = "two"
    here.go_back()
    assert (here.quote, here.skipped, here.before) == ("one", set(), [])
    here.go_back()
    assert here.quote == "one"


def test_right_stores_the_speaker_that_is_shown_and_lets_the_next_quote_come(library, answers, typed):
    here = Visit()
    typed[given.NOTE] = " heard it "
    answers(STRIKE, here).right()
    (said,) = library.corrections()
    assert (said.what, said.value, said.kind, said.note) == (
        CorrectionKind.speaker,
        "Bo Reed",
        "person",
        "heard it",
    )
    assert (here.quote, here.before, typed[given.NOTE]) == (None, [STRIKE.quote_id], "")
    assert here.told == Told(
        "Saved: “The crews voted to strike,” – Bo Reed (person) said it.", (said.id,), STRIKE.quote_id
    )


def test_a_source_alone_keeps_the_quote_and_a_quote_just_marked_stays_until_it_is_left(library, answers):
    here = Visit()
    answers(MESS, here).source(None)
    assert here.quote == MESS.quote_id
    here.stays = True
    answers(MESS, here).speaker("Bo Reed", "person")
    assert here.quote == MESS.quote_id
    here.skip()
    assert (here.quote, here.stays) == (None, False)


def test_a_typed_name_is_that_of_what_was_asked_for(library, answers, typed):
    here = Visit(panel=Panel.source)
    typed[given.TYPED] = "  Coast   Radio "
    answers(MESS, here).typed()
    assert library.quote(MESS.quote_id).source == "Coast Radio"
    typed[given.KIND] = "unnamed"
    typed[given.TYPED] = "a passer-by"
    here.panel = Panel.speaker
    answers(MESS, here).typed()
    assert (library.quote(MESS.quote_id).speaker, library.quote(MESS.quote_id).speaker_kind) == (
        "a passer-by",
        "unnamed",
    )
    typed[given.TYPED] = " "
    answers(CAFE, here).typed()
    assert len(library.corrections()) == 2


def test_a_key_held_down_answers_once(library, answers, clock):
    here = Visit()
    answers(MESS, here).speaker("Bo Reed", "person")
    here.draws(CAFE.quote_id, None)
    for _ in range(100):
        clock[0] += 0.03
        Answers(library, here, CAFE).right()
    assert [said.value for said in library.corrections()] == ["Bo Reed"]
    clock[0] += 1
    Answers(library, here, CAFE).right()
    assert [said.value for said in library.corrections()] == ["Bo Reed", "officials"]


def test_the_other_reviewers_answer_stands_and_is_told(library, answers):
    here = Visit()
    mine = answers(MESS, here)
    library.reject(MESS.quote_id)
    mine.speaker("Bo Reed", "person")
    assert here.told.is_error
    assert here.quote == MESS.quote_id
    assert [said.what for said in library.corrections()] == [CorrectionKind.not_a_quote]


def test_undo_gives_the_former_state_back_and_shows_the_quote_again(library, answers):
    before = list(library.rows())
    here = Visit()
    answers(DAWN, here).not_a_quote()
    given.undo(library, here)
    assert (here.quote, here.before, here.told) == (
        DAWN.quote_id,
        [],
        Told("Undone. The quote is as it was before."),
    )
    assert list(library.rows()) == before
    given.undo(library, here)
    assert list(library.rows()) == before


def test_what_somebody_else_has_undone_is_told(library, answers):
    here = Visit()
    answers(DAWN, here).right()
    library.undo(here.told.corrections[0])
    given.undo(library, here)
    assert here.told.is_error


def test_a_missed_quote_asks_for_its_speaker_and_is_gone_when_undone(library):
    before = list(library.rows())
    here = Visit(ReviewView.missed, Filter(articles=("ferry",)))
    span = Span(FERRY.text.index("told the"), FERRY.text.index("Courier"))
    given.mark(library, here, "ferry", span, "told the Ellin")
    assert (here.view, here.panel, here.stays) == (ReviewView.queue, Panel.speaker, True)
    assert library.quote(here.quote).quote == "told the Ellin"
    given.undo(library, here)
    assert here.quote is None
    assert list(library.rows()) == before


@pytest.mark.parametrize(
    ("said", "words"),
    [
        (Judgement(CorrectionKind.speaker, None), "the speaker cannot be identified"),
        (Judgement(CorrectionKind.source, "KXQ"), "KXQ reported it"),
        (Judgement(CorrectionKind.not_a_quote), "it is not a quote"),
        (Judgement(CorrectionKind.missed), "it is a quote that was missed"),
    ],
)
def test_every_answer_has_its_words(said, words):
    assert given.sentence(said) == words


def test_no_article_writes_the_pages_html():
    wild = "<b>x</b>"
    made = "2024-03-05T07:08:09+00:00"
    correction = Correction("", Span(0, 1), CorrectionKind.speaker, wild, "person", note=wild, made=made)
    drawn = [
        history.told(correction, HistoryEntry(correction, "id", wild, wild, "1f")),
        missed.surroundings(wild, Span(3, 4)),
        page_queue.question(NOON),
    ]
    assert "<b>x" not in "".join(drawn)
    assert drawn[0].count("&lt;b&gt;") == 4


@pytest.mark.parametrize(
    "text",
    ["**bold**", ":red[x]", ":smile:", "[a](https://vale.example)", "a@vale.example", "$x$", "a -> b", "`x`"],
)
def test_a_label_has_nothing_that_markdown_would_read(text):
    escaped = plain_label(text, 60)
    assert escaped.replace("\\", "").replace("\u2060", "") == text
    for sign in "*[]()$`:<>@":
        assert escaped.count(sign) == escaped.count("\\" + sign)


def test_the_download_is_what_the_command_writes(library, tmp_path):
    library.correct_speaker(MESS.quote_id, "Bo Reed")
    assert json.loads(corrections_file(library)) == library.gold()
