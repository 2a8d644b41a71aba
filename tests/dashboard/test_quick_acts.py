"""Acts of a visitor who does not wait for the page, on a server that is slow to begin to draw."""

from pathlib import Path

import pytest
from forked import COMMAND
from forked_dashboard import forked_dashboard
from page_socket import OpenPage, open_page
from streamlit.proto.BackMsg_pb2 import BackMsg

from quotes.library import Library

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


def press_back(page: OpenPage, address: str) -> None:
    message = BackMsg()
    message.rerun_script.query_string = address
    message.rerun_script.page_script_hash = page.pages[""]
    message.rerun_script.is_history_navigation = True
    page.send(message)


@pytest.mark.faults
def test_who_presses_back_twice_gets_the_page_of_the_address(library: Library, tmp_path: Path) -> None:
    shows_all, shows_few = "6</b> quotes", "2</b> quotes of 6"
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
