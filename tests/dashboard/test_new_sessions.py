"""A page that outlives its session: the server was started again, or the browser's machine has slept."""

import json
from pathlib import Path

import pytest
from forked_dashboard import forked_dashboard
from made_library import DAWN
from page_socket import OpenPage, open_page
from streamlit.proto.BackMsg_pb2 import BackMsg

from quotes.library import Library

pytestmark = pytest.mark.faults


def keep_as_drawn(page: OpenPage, drawn: OpenPage) -> None:
    """Let a new connection be that of a page that is drawn already, as a browser does that reconnects."""
    page.came, page.pages = [*drawn.came], dict(drawn.pages)


def test_the_first_act_in_a_new_session_is_done(library: Library, tmp_path: Path) -> None:
    with forked_dashboard(library.path, tmp_path / "log") as address:
        with open_page(address) as page:
            page.run()
        with open_page(address) as again:
            keep_as_drawn(again, page)
            drawn = again.press("asked", in_part=True, query="?speaker=Ada+Quill")
            while "2%3C/b%3E quotes of 6" not in drawn and "2</b> quotes of 6" not in drawn:
                drawn = again.wait()
            drawn = again.act("quote_list", "chose", in_part=True, quote=DAWN.quote_id)
            assert "Close quote" in drawn


def test_a_part_that_draws_itself_again_draws_the_page_in_a_new_session(
    library: Library, tmp_path: Path
) -> None:
    with forked_dashboard(library.path, tmp_path / "log") as address:
        with open_page(address) as page:
            page.run()
        with open_page(address) as again:
            keep_as_drawn(again, page)
            message = BackMsg()
            message.rerun_script.fragment_id = page.part("quotes_acts")
            message.rerun_script.is_auto_rerun = True
            again.send(message)
            assert "6%3C/b%3E quotes" in again.wait()


def test_a_form_that_was_filled_in_before_is_read(library: Library, tmp_path: Path) -> None:
    with forked_dashboard(library.path, tmp_path / "log") as address:
        with open_page(address) as page:
            page.run()
            page.run("check")
        with open_page(address) as again:
            keep_as_drawn(again, page)
            draft = "“We sail at dawn,” Ada Quill said."
            assert "Check another draft" in again.run("check", check_text=draft, check_pasted="click")


LOST = "The button did nothing"


@pytest.mark.parametrize("in_part", [False, True])
def test_a_button_that_is_pressed_first_says_that_it_did_nothing(
    library: Library, tmp_path: Path, in_part: bool
) -> None:
    with forked_dashboard(library.path, tmp_path / "log") as address:
        with open_page(address) as page:
            message = BackMsg()
            message.rerun_script.page_name = "review"
            page.send(message)
            assert LOST not in page.wait()
        with open_page(address) as again:
            keep_as_drawn(again, page)
            message = BackMsg()
            message.rerun_script.page_script_hash = page.pages["review"]
            message.rerun_script.widget_states.widgets.add(
                id=again.widget("review-reject"), trigger_value=True
            )
            if in_part:
                message.rerun_script.fragment_id = "a part of before"
            again.send(message)
            assert LOST in again.wait()
            assert library.corrections() == []
            assert LOST not in again.run("review")


NOT_CHOSEN = "What you chose or typed did nothing"


@pytest.mark.parametrize(
    ("name", "key", "values"),
    [
        ("review", "review-view", ("Least certain", "History")),
        ("speakers", "speakers_view", ("Most quoted", "By outlet")),
        ("speakers", "speakers_words", ("", "ferry")),
    ],
)
def test_a_choice_that_comes_first_says_that_it_did_nothing(
    library: Library, tmp_path: Path, name: str, key: str, values: tuple[str, str]
) -> None:
    with forked_dashboard(library.path, tmp_path / "log") as address:
        with open_page(address) as page:
            page.run()
            page.run(name)
        for value, is_lost in zip(values, (False, True), strict=True):
            with open_page(address) as again:
                keep_as_drawn(again, page)
                message = BackMsg()
                message.rerun_script.page_script_hash = page.pages[name]
                state = message.rerun_script.widget_states.widgets.add(id=again.widget(key))
                if page.widgets()[state.id] == "button_group":
                    state.string_array_value.data.append(value)
                else:
                    state.string_value = value
                again.send(message)
                assert (NOT_CHOSEN in again.wait()) is is_lost
                assert NOT_CHOSEN not in again.run(name)


def test_what_a_component_asks_for_first_is_done_outside_of_a_part_too(
    library: Library, tmp_path: Path
) -> None:
    with forked_dashboard(library.path, tmp_path / "log") as address:
        with open_page(address) as page:
            page.run()
            page.run("article", f"article={DAWN.doc_id}")
        with open_page(address) as again:
            keep_as_drawn(again, page)
            act = {"event": "did", "value": {"quote": DAWN.quote_id, "off": []}}
            message = BackMsg()
            message.rerun_script.page_script_hash = page.pages["article"]
            message.rerun_script.query_string = f"article={DAWN.doc_id}"
            message.rerun_script.widget_states.widgets.add(
                id=f"$$STREAMLIT_INTERNAL_KEY_{page.widget('article_reader')}__events",
                json_trigger_value=json.dumps([act]),
            )
            again.send(message)
            first, then = again.wait(), again.wait()
            assert "page_info_changed" in then  # the address names the quote
            assert LOST not in first + then
