"""A page that was drawn before somebody else changed the library."""

from pathlib import Path

import pytest
from forked_dashboard import forked_dashboard
from made_library import NOON, row_of
from page_socket import open_page
from streamlit.proto.BackMsg_pb2 import BackMsg

from quotes.library import Library
from quotes.types import Article


@pytest.mark.faults
def test_a_choice_in_a_list_that_is_out_of_date_draws_the_page_as_it_is_now(
    library: Library, tmp_path: Path
) -> None:
    with forked_dashboard(library.path, tmp_path / "log") as address, open_page(address) as page:
        assert "6%3C/b%3E quotes" in page.run()  # in an attribute (placed_html.py)
        library.delete([NOON.doc_id])
        drawn = page.act("quote_list", "chose", in_part=True, quote=NOON.quote_id)
        while "The article with this quote was deleted" not in drawn:
            drawn = page.wait()
        assert "4%3C/b%3E quotes" in drawn
        assert "We sail at dawn" in drawn


@pytest.mark.faults
def test_a_page_that_is_only_looked_at_says_what_has_come_in(library: Library, tmp_path: Path) -> None:
    with forked_dashboard(library.path, tmp_path / "log") as address, open_page(address) as page:
        page.run()
        (timer,) = [each.auto_rerun for each in page.came if each.HasField("auto_rerun")]
        assert timer.interval == 60
        asks = BackMsg()
        asks.rerun_script.page_script_hash = page.pages[""]
        asks.rerun_script.fragment_id = timer.fragment_id
        asks.rerun_script.is_auto_rerun = True
        page.send(asks)
        assert "since this list was drawn" not in page.wait()
        more = Article("“One more,” Bo Reed said.\n\n“And one,” he said.", id="more", published="2025-01-01")
        library.add(more, [row_of(more, words, speaker="Bo Reed") for words in ("One more,", "And one,")])
        page.send(asks)
        assert "2 new quotes since this list was drawn." in page.wait()
        asks.rerun_script.is_auto_rerun = False
        press = asks.rerun_script.widget_states.widgets.add(id=page.widget("show-arrivals"))
        press.trigger_value = True
        page.send(asks)
        drawn = page.wait()
        while "One more," not in drawn:
            drawn = page.wait()
        assert "8%3C/b%3E quotes" in drawn
        whole = drawn.rpartition("new_session {")[2]  # before it, the part with the button may be drawn
        assert "since this list was drawn" not in whole


@pytest.mark.faults
def test_what_is_typed_to_be_added_is_of_one_window_and_found_once_that_is_gone(
    library: Library, tmp_path: Path
) -> None:
    with forked_dashboard(library.path, tmp_path / "log") as address:
        with open_page(address) as typing, open_page(address) as beside:
            typing.run()
            typing.run("add")
            typing.run("add", add_title="Fog over Ellin")
            beside.run()
            assert "Fog over Ellin" not in beside.run("add")
        with open_page(address) as loaded_again:
            loaded_again.run()
            assert "Fog over Ellin" in loaded_again.run("add")
