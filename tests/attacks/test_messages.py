"""What a page sends that no page should: for what its visitor may not do, or of no sense at all."""

import shutil
import time
from pathlib import Path

import pytest
from forked_dashboard import forked_dashboard
from guarded_desk import ADA, Desk
from page_socket import OpenPage, open_page
from streamlit.proto.BackMsg_pb2 import BackMsg

from quotes.library import Library

TAKES = {
    "arrow_vega_lite_chart": "string_value",
    "bidi_component": "json_value",
    "button_group": "string_array_value",
    "date_input": "string_array_value",
    "file_uploader": "file_uploader_state_value",
    "multiselect": "string_array_value",
    "pagination": "int_value",
    "selectbox": "string_value",
    "text_area": "string_value",
    "text_input": "string_value",
}


def test_who_is_taken_off_the_list_downloads_nothing_more(desk: Desk, ada: OpenPage) -> None:
    ada.press("tool", name="downloads", shown=True)
    message = BackMsg()
    message.backend_operation_request.request_id = "1"
    message.backend_operation_request.deferred_file.file_id = ada.downloads()["CSV"]
    assert ada.operate(message).backend_operation_response.deferred_file.url
    desk.allow("bo@desk.example")
    answer = ada.operate(message).backend_operation_response
    assert not answer.deferred_file.url
    assert answer.error_msg
    assert "sail at dawn" not in ada.run()


@pytest.mark.parametrize(
    ("kind", "sent"),
    [
        ("asked", {"query": "?words=dawn", "drawn": ["?speaker=x"]}),
        ("asked", {"query": "?words=dawn", "drawn": "&a=1" * 5_000}),
        ("asked", {"number": "1", "query": "?words=dawn"}),
        ("asked", {"number": 2**70, "query": "?words=dawn"}),
        ({"asked": 1}, {}),
        ("asked", {"query": "?words=" + "x" * 50_000}),
        ("asked", {"query": "&a=1" * 5_000}),
        ("asked", {"query": ["?words=dawn"]}),
        ("asked", {"query": "?page=99999999999999999999&sort=none&since=x&least=nan"}),
        ("names", {"parameter": "speaker", "letters": "x" * 100_000}),
        ("names", {"parameter": "quote; DROP TABLE", "letters": "a"}),
        ("names", {"parameter": ["speaker"], "letters": 7}),
        ("tool", {"name": {"downloads": 1}}),
    ],
)
def test_an_act_that_makes_no_sense_is_ignored(
    ada: OpenPage, desk: Desk, kind: object, sent: dict[str, object]
) -> None:
    assert "exception {" not in ada.press(kind, **sent)
    drawn = ada.press("asked", query="?words=dawn&speaker=Ada+Quill")
    assert "1%3C/b%3E quote of 6" in drawn  # in an attribute (placed_html.py)
    assert "Traceback" not in desk.log.read_text()


@pytest.mark.parametrize("button", ["review-right", "review-reject"])
def test_who_is_taken_off_the_list_corrects_nothing_more(desk: Desk, ada: OpenPage, button: str) -> None:
    ada.run("review")
    time.sleep(0.5)  # an answer that comes at once is not taken
    desk.allow("bo@desk.example")
    ada.run("review", **{button: "click"})
    with Library(desk.library) as library:
        assert library.number_of_corrections() == 0


def test_who_has_access_corrects(desk: Desk, ada: OpenPage) -> None:
    ada.run("review")
    time.sleep(0.5)
    ada.run("review", **{"review-reject": "click"})
    with Library(desk.library) as library:
        assert library.number_of_corrections() == 1
        library.undo(library.history()[0].correction.act or 0)


def test_who_is_taken_off_the_list_adds_nothing_more(desk: Desk, ada: OpenPage) -> None:
    ada.run("add")
    assert ada.upload(b"x" * 1000) == 204
    desk.allow("bo@desk.example")
    assert ada.upload(b"x" * 1000, "1") == 403


def test_who_logs_out_in_one_window_has_left_the_others_of_this_browser_too(
    desk: Desk, ada: OpenPage
) -> None:
    with (
        open_page(desk.address, email=ADA) as other,
        open_page(desk.address, email=ADA, at=1) as elsewhere,  # another browser
    ):
        other.run()
        elsewhere.run()
        ada.run("account")
        ada.ask_for_run("account", logout="click")
        assert "Log in to see this library" in other.wait()
        assert "Log in to see this library" in other.run("add")
        assert "sail at dawn" in elsewhere.run()


def test_before_the_login_nothing_is_told_of_the_server(desk: Desk) -> None:
    with open_page(desk.address) as page:
        drawn = page.run()
    assert "Log in to see this library." in drawn
    assert "sail at dawn" not in drawn
    for told in (str(Path(__file__).parents[2]), "site-packages", "streamlit_version: ", "python_version: "):
        assert told not in drawn
    assert "installation_id" not in drawn
    assert "recommend_skills_install: true" not in drawn


def test_before_the_login_nothing_can_be_uploaded(desk: Desk) -> None:
    with open_page(desk.address) as page:
        page.run()
        assert page.upload(b"x" * 1000) == 403


@pytest.mark.parametrize("operation", ["install_skills", "dismiss_skills_nudge", "dataframe_chunk"])
def test_operations_of_streamlit_that_no_page_needs_are_ignored(desk: Desk, operation: str) -> None:
    before = sorted(desk.home.rglob("*"))
    message = BackMsg()
    message.backend_operation_request.request_id = "1"
    getattr(message.backend_operation_request, operation).SetInParent()
    with open_page(desk.address) as page:
        page.run()
        page.send(message)
        assert "Log in to see this library." in page.run()
    assert sorted(desk.home.rglob("*")) == before
    assert f"ignored the operation {operation}" in desk.log.read_text()


@pytest.mark.parametrize(
    "kind",
    [
        "clear_cache",
        "set_run_on_save",
        "load_git_info",
        "debug_disconnect_websocket",
        "debug_shutdown_runtime",
    ],
)
def test_messages_that_no_page_needs_are_ignored(desk: Desk, kind: str) -> None:
    message = BackMsg()
    setattr(message, kind, True)
    with open_page(desk.address) as page:
        page.run()
        page.send(message)
        page.run()
    assert f"ignored the message {kind}" in desk.log.read_text()


@pytest.mark.parametrize("sent", [b"", b"\xff\xff\xff", "words", b"\x00" * 9_000_000])
def test_what_cannot_be_read_ends_only_itself(desk: Desk, sent: bytes | str) -> None:
    with open_page(desk.address) as page:
        page.run()
        page.send(sent)
        assert "Log in to see this library." in page.run()
    assert "Traceback" not in desk.log.read_text()


@pytest.mark.parametrize("value", [True, 7, 0.5, ["a"], "{"])
def test_a_value_that_a_widget_does_not_take_ends_only_itself(
    ada: OpenPage, desk: Desk, value: object
) -> None:
    message = BackMsg()
    widgets = message.rerun_script.widget_states.widgets
    for page in ("speakers", "review", "add", ""):
        ada.run(page)
    message.rerun_script.page_script_hash = ada.pages[""]
    for widget in ada.widgets():
        state = widgets.add(id=widget)
        match value:
            case bool():
                state.bool_value = value
            case int():
                state.int_value = value
            case float():
                state.double_value = value
            case list():
                state.double_array_value.data.append(1.0)
            case _:
                state.json_value = str(value)
    ada.send(message)
    assert "exception {" not in ada.run()
    log = desk.log.read_text()
    assert "Traceback" not in log
    assert "a value that the widget" in log


@pytest.mark.parametrize("page", ["", "article", "speakers", "check", "add", "review"])
def test_no_value_of_any_widget_spoils_a_page(ada: OpenPage, desk: Desk, page: str) -> None:
    odd = ["\x00", "9999/12/31", '{"selection": {"picked": [{"a": {}}]}}', "[]", "x" * 50_000]
    for choice in range(len(odd)):
        ada.run(page)
        message = BackMsg()
        message.rerun_script.page_script_hash = ada.pages[page]
        for widget, kind in ada.widgets().items():
            state = message.rerun_script.widget_states.widgets.add(id=widget)
            match TAKES.get(kind):
                case "string_value":
                    state.string_value = odd[choice]
                case "string_array_value":
                    state.string_array_value.data.extend(odd[:choice])
                case "int_value":
                    state.int_value = (0, -5, 2**31, 10**15, 2**62)[choice]
                case "file_uploader_state_value":
                    state.file_uploader_state_value.uploaded_file_info.add(file_id=odd[choice], size=2**40)
                case "json_value":
                    state.json_value = '{"did": ' + str(choice) + "}"
        ada.send(message)
        assert "exception {" not in ada.wait()
    log = desk.log.read_text()
    assert "Traceback" not in log


def test_crafted_messages_change_nothing_of_a_library_for_reading_only(
    ada: OpenPage, desk: Desk, tmp_path: Path
) -> None:
    """They press the buttons of a page that adds and corrects, on a server that does neither."""
    buttons: set[str] = set()
    for page, address in (("add", ""), ("add", "way=upload"), ("review", ""), ("review", "view=history")):
        ada.run(page, address)
        buttons |= {name for name, kind in ada.widgets().items() if kind == "button"}
    pages, file = ada.pages, tmp_path / "press.db"
    shutil.copy(desk.library, file)
    before = file.read_bytes()
    with (
        forked_dashboard(file, tmp_path / "log", QUOTES_READ_ONLY="1") as address,
        open_page(address) as page,
    ):
        page.run()
        for name in buttons:
            message = BackMsg()
            message.rerun_script.page_script_hash = pages["review" if "review" in name else "add"]
            message.rerun_script.widget_states.widgets.add(id=name, trigger_value=True)
            page.send(message)
            assert "exception {" not in page.wait()
        assert page.upload(b"x") == 403
    assert len(buttons) > 5
    assert file.read_bytes() == before
