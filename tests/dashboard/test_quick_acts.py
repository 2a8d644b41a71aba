"""Acts of a visitor who does not wait for the page, on a server that is slow to begin to draw."""

import time
from pathlib import Path
from urllib.parse import unquote

import pytest
from forked import COMMAND
from forked_dashboard import forked_dashboard
from page_socket import OpenPage, open_page
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from waiting import wait_until

from quotes.dashboard.quotes_page.state import ViewForm
from quotes.library import CorrectionKind, Library

SLOW_TO_BEGIN = f"""
import time
from streamlit.runtime.scriptrunner_utils.script_run_context import ScriptRunContext
begin = ScriptRunContext.reset

def begin_late(self, query_string="", *others, **named):
    time.sleep(0.1 if query_string else 0)
    begin(self, query_string, *others, **named)
    time.sleep(0 if query_string else 0.3)

ScriptRunContext.reset = begin_late
{COMMAND}
"""
"""The command, where a page with filters reads its address late, and one without is drawn later still."""

SLOW_TO_STOP = f"""
import time
from quotes.dashboard.quotes_page import page as quotes_page
from quotes.dashboard.speakers_page import page as speakers_page
leads_there, leads_here = speakers_page.address_leads, quotes_page.address_leads

def leads_late(page):
    print("at speakers", flush=True)
    time.sleep(0.5)
    print("left speakers", flush=True)
    return leads_there(page)

def leads(page, **remembers):
    print("reached quotes", flush=True)
    return leads_here(page, **remembers)

speakers_page.address_leads, quotes_page.address_leads = leads_late, leads
{COMMAND}
"""
"""The command, where *Speakers* works for a while without looking whether it is to stop."""


SLOW_TO_TELL = f"""
from streamlit.runtime.app_session import AppSession

def tell_late(self, told):
    self._event_loop.call_soon_threadsafe(self._event_loop.call_later, 0.3, told)

AppSession._call_soon_on_event_loop = tell_late
{COMMAND}
"""
"""The command, where a page is drawn well before the server sends it."""

SLOW_TO_HEED = f"""
import time
from streamlit.runtime.state.safe_session_state import SafeSessionState
heed = SafeSessionState.on_script_will_rerun

def heed_late(self, *asked, **named):
    time.sleep(1.5 if "trigger_value: true" in str(asked) else 0)  # a button was pressed
    heed(self, *asked, **named)

SafeSessionState.on_script_will_rerun = heed_late
{COMMAND}
"""
"""The command, where a run that has begun takes a while to look at what was clicked."""

SLOW_TO_READ = f"""
import time
from quotes.dashboard.add_page import forms
read = forms.read_pasted

def read_late(text, **fields):
    time.sleep(0.5)
    return read(text, **fields)

forms.read_pasted = read_late
{COMMAND}
"""
"""The command, where what is pasted is read slowly."""


def turn_to(page: OpenPage, name: str) -> None:
    message = BackMsg()
    message.rerun_script.page_script_hash = page.pages[name]
    page.send(message)


def press_back(page: OpenPage, address: str) -> None:
    message = BackMsg()
    message.rerun_script.query_string = address
    message.rerun_script.page_script_hash = page.pages[""]
    message.rerun_script.is_history_navigation = True
    page.send(message)


@pytest.mark.faults
def test_who_presses_back_twice_gets_the_page_of_the_address(library: Library, tmp_path: Path) -> None:
    shows_all, shows_few = "6%3C/b%3E quotes", "2%3C/b%3E quotes of 6"  # in an attribute (placed_html.py)
    with (
        forked_dashboard(library.path, tmp_path / "log", SLOW_TO_BEGIN) as address,
        open_page(address) as page,
    ):
        assert shows_all in page.run()
        press_back(page, "speaker=Ada+Quill")
        press_back(page, "")
        drawn = page.wait()
        if shows_few in drawn:  # it was drawn whole before the server read the second
            drawn = page.wait()
    assert shows_all in drawn
    assert shows_few not in drawn


@pytest.mark.faults
def test_no_page_is_drawn_beside_another_of_the_same_visitor(library: Library, tmp_path: Path) -> None:
    log = tmp_path / "log"
    with forked_dashboard(library.path, log, SLOW_TO_STOP) as address, open_page(address) as page:
        page.run()
        turn_to(page, "speakers")
        wait_until(lambda: "at speakers" in log.read_text())
        turn_to(page, "")
        page.wait()
        wait_until(lambda: "left speakers" in log.read_text())
    told = [line for line in log.read_text().splitlines() if line.endswith(("speakers", "quotes"))]
    assert told == ["reached quotes", "at speakers", "left speakers", "reached quotes"]


@pytest.mark.faults
def test_a_part_that_is_asked_for_early_takes_nothing_from_the_page(library: Library, tmp_path: Path) -> None:
    with (
        forked_dashboard(library.path, tmp_path / "log", SLOW_TO_TELL) as address,
        open_page(address) as page,
    ):
        page.run()
        turn_to(page, "")
        while not page.receive().HasField("new_session"):
            pass
        part = BackMsg()
        part.rerun_script.page_script_hash = page.pages[""]
        part.rerun_script.fragment_id = next(
            each.delta.fragment_id for each in page.came if each.delta.fragment_id
        )
        before = len(page.came)
        page.send(part)
        page.wait()
    ends = [each.script_finished for each in page.came[before:] if each.HasField("script_finished")]
    assert ends == [ForwardMsg.FINISHED_SUCCESSFULLY, ForwardMsg.FINISHED_FRAGMENT_RUN_SUCCESSFULLY]


@pytest.mark.faults
@pytest.mark.parametrize("script", [SLOW_TO_HEED, SLOW_TO_READ])
def test_a_click_is_not_lost_when_another_run_overtakes_its_own(
    library: Library, tmp_path: Path, script: str
) -> None:
    text = {"add_text": "“We sail,” Ada Quill said."}
    with forked_dashboard(library.path, tmp_path / "log", script) as address, open_page(address) as page:
        page.run()
        page.run("add")
        page.run("add", **text)
        page.ask_for_run("add", **text, add_read="click")
        while script == SLOW_TO_READ and "Preview" not in str(page.receive()):
            pass
        page.ask_for_run("add", **text)
        wait_until(lambda: page.receive().HasField("script_finished") and "Add 1 article" in str(page.came))


@pytest.mark.faults
def test_a_form_is_not_forgotten_when_another_run_overtakes_its_own(library: Library, tmp_path: Path) -> None:
    with (
        forked_dashboard(library.path, tmp_path / "log", SLOW_TO_HEED) as address,
        open_page(address) as page,
    ):
        page.run()
        page.press("tool", name="save-view", shown=True)
        typed = {f"view-name-{ViewForm.save}-": "Ferries"}
        page.ask_for_run(**typed, **{"view-keep": "click"})
        page.ask_for_run(**typed)
        wait_until(lambda: page.receive().HasField("script_finished") and bool(library.saved_views()))


@pytest.mark.faults
def test_a_second_press_that_comes_late_does_not_answer_for_the_next_quote(
    library: Library, tmp_path: Path
) -> None:
    with forked_dashboard(library.path, tmp_path / "log") as address, open_page(address) as page:
        page.run()
        page.run("review")
        time.sleep(0.5)  # an answer that comes at once is not taken
        press = BackMsg()
        press.rerun_script.page_script_hash = page.pages["review"]
        press.rerun_script.widget_states.widgets.add(id=page.widget("review-reject"), trigger_value=True)
        page.send(press)
        page.wait()
        time.sleep(0.5)
        page.send(press)  # before what follows has come to the browser
        page.wait()
    assert library.number_of_corrections() == 1


@pytest.mark.faults
@pytest.mark.parametrize(
    "answer", ["review-name-speaker-{}-1", "review-none-speaker-{}", "review-save-speaker-{}"]
)
def test_an_answer_for_the_speaker_does_not_answer_for_the_source(
    library: Library, tmp_path: Path, answer: str
) -> None:
    with forked_dashboard(library.path, tmp_path / "log") as address, open_page(address) as page:
        page.run()
        page.run("review")
        quote = page.widget("review-reject").rpartition("-")[2]
        page.run("review", **{"review-speaker": "click"})
        late = {"review-typed": "Coast Radio", answer.format(quote): "click"}
        page.run("review", **{"review-source": "click"})
        time.sleep(0.5)
        page.run("review", **late)
    assert CorrectionKind.source not in [said.what for said in library.corrections()]


@pytest.mark.faults
def test_an_act_that_a_browser_sends_again_is_done_once(library: Library, tmp_path: Path) -> None:
    words = {"number": 1, "kind": "asked", "query": "?words=nosuchword"}
    all_quotes = {"number": 2, "kind": "asked", "query": "?"}
    with forked_dashboard(library.path, tmp_path / "log") as address, open_page(address) as page:
        page.run()
        page.ask_for_act("quotes_acts", "acts", [words, all_quotes])
        assert "<b>6</b> quotes" in unquote(page.wait())
        page.ask_for_act("quotes_acts", "acts", [words])
        assert "<b>6</b> quotes" in unquote(page.wait())
