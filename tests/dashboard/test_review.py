"""The review page without a browser: the whole script on a real library."""

import json
from dataclasses import replace

import pytest
from drawn_pages import drawn_html, drawn_texts
from made_library import CAFE, DAWN, FERRY, MESS, NOON, STRIKE
from streamlit.testing.v1 import AppTest

from quotes.dashboard.review_page import answers as given
from quotes.dashboard.review_page import history, missed
from quotes.dashboard.review_page import queue as page_queue
from quotes.dashboard.review_page.answers import Answers
from quotes.dashboard.review_page.state import (
    Panel,
    ReviewMessage,
    ReviewState,
    ReviewView,
    current_state,
    store_state,
    update,
)
from quotes.dashboard.shared import plain_label
from quotes.library import Act, ActKind, Correction, CorrectionKind, Filter, HistoryEntry
from quotes.review import Judgement, SeenQuote, corrections_file
from quotes.types import Span


@pytest.fixture
def clock(monkeypatch):
    """The time as the answers see it, in a list of one."""
    now = [100.0]
    for module in (given, page_queue):
        monkeypatch.setattr(module, "monotonic", lambda: now[0])
    return now


SEEN = SeenQuote(None, "Ada Quill", "person", None)


@pytest.fixture
def session(monkeypatch):
    """The visitor's session, with what is typed into the page's boxes."""
    boxes = {}
    monkeypatch.setattr(given.st, "session_state", boxes)
    return boxes


@pytest.fixture
def answers(library, clock, session):
    """A function that gives the answers to a quote, as long after it was drawn as it takes to read it."""

    def to(row):
        row = library.quote(row.quote_id)
        seen = SeenQuote.of(row, library.corrections_of(row.quote_id))
        update(ReviewState.drawing, row.quote_id, seen, clock[0])
        clock[0] += 10
        return Answers(library, row)

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
    state = ReviewState().at_address(address)
    assert (state.view, state.only, state.quote) == (view, only, quote)
    assert ReviewState().at_address(state.address()) == state


def test_skip_and_back():
    state = ReviewState(quote="one").skip()
    assert (state.quote, state.skipped, state.before) == (None, {"one"}, ("one",))
    state = replace(state, quote="two").go_back()
    assert (state.quote, state.skipped, state.before) == ("one", frozenset(), ())
    assert state.go_back() == state


def test_right_stores_the_speaker_that_is_shown_and_lets_the_next_quote_come(library, answers, session):
    session[given.NOTE] = " heard it "
    answers(STRIKE).right()
    (said,) = library.corrections()
    assert (said.what, said.value, said.kind, said.note) == (
        CorrectionKind.speaker,
        "Bo Reed",
        "person",
        "heard it",
    )
    state = current_state()
    assert (state.quote, state.before, session[given.NOTE]) == (None, (STRIKE.quote_id,), "")
    assert state.message == ReviewMessage(
        "Saved: “The crews voted to strike,” – Bo Reed (person) said it.", (said.act,), STRIKE.quote_id
    )


def test_a_source_alone_keeps_the_quote_and_a_quote_just_marked_stays_until_it_is_left(answers):
    answers(MESS).source(None)
    assert current_state().quote == MESS.quote_id
    store_state(replace(current_state(), stays=True))
    answers(MESS).speaker("Bo Reed", "person")
    assert current_state().quote == MESS.quote_id
    update(ReviewState.skip)
    assert (current_state().quote, current_state().stays) == (None, False)


def test_a_typed_name_is_that_of_what_was_asked_for(library, answers, session):
    session[given.TYPED] = "  Coast   Radio "
    answers(MESS).typed(Panel.source)
    assert library.quote(MESS.quote_id).source == "Coast Radio"
    session[given.KIND] = "unnamed"
    session[given.TYPED] = "a passer-by"
    answers(MESS).typed(Panel.speaker)
    assert (library.quote(MESS.quote_id).speaker, library.quote(MESS.quote_id).speaker_kind) == (
        "a passer-by",
        "unnamed",
    )
    session[given.TYPED] = " "
    answers(CAFE).typed(Panel.speaker)
    assert len(library.corrections()) == 2


def test_a_panel_opens_and_closes():
    opened = ReviewState(focus_requests=2).with_panel(Panel.speaker)
    assert (opened.panel, opened.focus_requests) == (Panel.speaker, 0)
    assert opened.with_panel(Panel.source).panel is Panel.source
    assert opened.with_panel(Panel.speaker) is opened  # a key that is pressed twice
    assert opened.other_panel(Panel.source) is Panel.source
    assert opened.with_panel(opened.other_panel(Panel.speaker)).panel is None


def script():
    """A dashboard that opens on the page of review."""
    import streamlit as st  # noqa: PLC0415

    from quotes.dashboard import review_page  # noqa: PLC0415
    from quotes.dashboard.shared import PageContext, open_library  # noqa: PLC0415

    pages = {name: st.Page(lambda: None, title=name, url_path=name) for name in ("add", "article", "quotes")}
    context = PageContext(open_library(), False, pages)
    pages["review"] = st.Page(lambda: review_page.draw(context), title="Review", default=True)
    st.navigation(list(pages.values())).run()


def review_page(**address):
    app = AppTest.from_function(script, default_timeout=60)
    app.query_params.update(address)
    app.run()
    assert not app.exception
    return app


def letters(app):
    """The letters that are shortcuts of the page's buttons."""
    return {each.proto.shortcut for each in app.button if each.proto.shortcut.isalpha()}


@pytest.mark.parametrize("panel", ["review-speaker", "review-source"])
def test_no_letter_answers_or_leaves_while_a_name_is_asked_for(served_library, panel):
    app = review_page()
    assert letters(app) == {"y", "o", "s", "n", "k", "b"}
    app.button(key=panel).click().run()
    assert letters(app) == {"escape"}
    assert {"0", "1"} <= {each.proto.shortcut for each in app.button}


def test_whoever_deletes_all_articles_can_undo_it_later(served_library):
    served_library.delete([each.id for each in served_library.stored_articles()])
    app = review_page()
    assert any("The library is empty" in each for each in drawn_html(app))
    app = review_page(view="history")
    app.button(key=f"undo-{served_library.acts(limit=1)[0].id}").click().run()
    assert not app.exception
    assert len(served_library.articles())


def test_a_phone_folds_the_filters_of_the_history_until_one_is_set(served_library):
    app = review_page(view="history")
    assert any('<details class="fold">' in each for each in drawn_html(app))
    app.selectbox(key="history-what").select(ActKind.correction).run()
    assert any('<details class="fold" open>' in each for each in drawn_html(app))


def test_a_link_to_no_quote_is_answered_in_the_words_of_the_page(served_library):
    app = review_page(quote="zzz")
    assert drawn_texts(app, "notice") == ["zzz: the library has no quote with this id"]


@pytest.mark.parametrize(
    "button", [f"review-right-{CAFE.quote_id}", f"review-reject-{CAFE.quote_id}", "review-skip"]
)
def test_a_letter_that_comes_before_the_names_are_shown_answers_nothing(served_library, clock, button):
    app, before = review_page(quote=CAFE.quote_id), served_library.corrections()
    clock[0] += 10
    app.button(key="review-speaker").click().run()
    app.button(key=button).click().run()  # at once, as who types a name straight after the O
    state = app.session_state["review_state"]
    assert (state.quote, state.panel) == (CAFE.quote_id, Panel.speaker)
    assert served_library.corrections() == before
    clock[0] += 1
    app.button(key=button).click().run()
    assert app.session_state["review_state"].panel is None


def test_a_note_is_stored_with_the_quote_for_which_it_was_typed_and_no_other(served_library, clock):
    one = review_page(quote=CAFE.quote_id)
    one.text_input(key=given.NOTE).set_value("heard it").run()
    reloaded = review_page(quote=CAFE.quote_id)
    assert reloaded.text_input(key=given.NOTE).value == "heard it"
    other = review_page(quote=MESS.quote_id)
    assert other.text_input(key=given.NOTE).value == ""
    clock[0] += 10
    other.button(key=f"review-reject-{MESS.quote_id}").click().run()
    clock[0] += 10
    one.button(key=f"review-reject-{CAFE.quote_id}").click().run()
    assert [said.note for said in served_library.corrections_of(MESS.quote_id)] == [""]
    assert [said.note for said in served_library.corrections_of(CAFE.quote_id)] == ["heard it"]
    assert one.text_input(key=given.NOTE).value == ""
    assert review_page(quote=CAFE.quote_id).text_input(key=given.NOTE).value == ""


def test_a_key_held_down_answers_once(library, answers, clock):
    answers(MESS).speaker("Bo Reed", "person")
    update(ReviewState.drawing, CAFE.quote_id, None, clock[0])
    for _ in range(100):
        clock[0] += 0.03
        Answers(library, CAFE).right()
    assert [said.value for said in library.corrections()] == ["Bo Reed"]
    message = current_state().message
    assert message.text.count("Another answer came before this quote could be read.") == 1
    assert message.text.startswith("Saved: ")
    assert message.corrections  # what was saved can still be undone
    clock[0] += 1
    Answers(library, CAFE).right()
    assert [said.value for said in library.corrections()] == ["Bo Reed", "officials"]


def test_a_quote_drawn_again_can_be_answered_at_once():
    state = ReviewState().drawing("one", SEEN, 100.0)
    assert state.drawing("one", SEEN, 200.0).ready_since == 100.0
    assert state.drawing("two", SEEN, 200.0).ready_since == 200.0


def test_the_other_reviewers_answer_stays_and_is_reported(library, answers):
    mine = answers(MESS)
    library.reject(MESS.quote_id)
    mine.speaker("Bo Reed", "person")
    assert current_state().message.is_error
    assert current_state().quote == MESS.quote_id
    assert [said.what for said in library.corrections()] == [CorrectionKind.not_a_quote]


def test_undo_gives_the_former_state_back_and_shows_the_quote_again(library, answers):
    before = list(library.rows())
    answers(DAWN).not_a_quote()
    given.undo_last(library)
    state = current_state()
    assert (state.quote, state.before, state.message) == (
        DAWN.quote_id,
        (),
        ReviewMessage("Undone. The quote is as it was before."),
    )
    assert list(library.rows()) == before
    given.undo_last(library)
    assert list(library.rows()) == before


def test_what_somebody_else_has_undone_is_reported(library, answers):
    answers(DAWN).right()
    library.undo(current_state().message.corrections[0])
    given.undo_last(library)
    assert current_state().message.is_error


def test_a_missed_quote_asks_for_its_speaker_and_is_gone_when_undone(library, session):
    before = list(library.rows())
    store_state(ReviewState(ReviewView.missed, Filter(articles=("ferry",))))
    span = Span(FERRY.text.index("told the"), FERRY.text.index("Courier"))
    given.mark(library, "ferry", span, "told the Ellin")
    state = current_state()
    assert (state.view, state.panel, state.stays) == (ReviewView.queue, Panel.speaker, True)
    assert library.quote(state.quote).quote == "told the Ellin"
    given.undo_last(library)
    assert current_state().quote is None
    assert list(library.rows()) == before


def test_all_quotes_are_checked_again_with_those_skipped():
    state = ReviewState(only=Filter(unsure=True), quote="one").skip().check_all()
    assert (state.only, state.quote, state.skipped) == (Filter(), None, frozenset())


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
    said = {"about": "speaker", "value": wild, "kind": "person"}
    act = Act(1, ActKind.correction, wild, made, wild, said, doc_id="id", title=wild)
    drawn = [
        history.told_act(act, HistoryEntry(correction, "id", wild, wild, "1f")),
        history.told(correction),
        missed.surroundings(wild, Span(3, 4)),
        page_queue.question(NOON),
    ]
    assert "<b>x" not in "".join(drawn)
    assert [each.count("&lt;b&gt;") for each in drawn[:2]] == [5, 2]


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


def test_an_answer_to_a_quote_that_somebody_else_has_corrected_is_asked_about(library, answers):
    given = answers(MESS)
    library.correct_speaker(MESS.quote_id, "Bo Reed", "person")
    given.speaker("Una Vole", "person")
    message = current_state().message
    assert message.text == (
        "This quote has just been corrected: Bo Reed (person) said it. "
        "Your answer is not saved: Una Vole (person) said it."
    )
    assert library.quote(MESS.quote_id).speaker == "Bo Reed"
    answers(MESS).again(message.unsaved)
    assert library.quote(MESS.quote_id).speaker == "Una Vole"
    assert current_state().message.corrections


def test_an_answer_that_is_not_saved_may_be_dropped(library, answers):
    given = answers(MESS)
    library.reject(MESS.quote_id)
    given.right()
    assert current_state().message.unsaved
    update(ReviewState.keep_as_it_is)
    assert (current_state().message, current_state().quote) == (None, None)
    assert len(library.corrections_of(MESS.quote_id)) == 1
