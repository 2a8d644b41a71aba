"""A page that outlives its session: the server was started again, or the browser's machine has slept."""

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
            drawn = again.act("quotes_acts", "asked", in_part=True, query="?speaker=Ada+Quill")
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
