"""The dashboard's server against programs: who may connect, what they may send, and how much of it."""

import shutil
import socket
import threading
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from made_library import add_all
from page_socket import COOKIE_SECRET, OpenPage, ask, frame, open_page, unread_socket
from server_and_browser import QUOTES, Server, free_port, serving
from streamlit.proto.BackMsg_pb2 import BackMsg
from websockets.exceptions import InvalidStatus

from quotes.library import Library

ADA = "ada@desk.example"
SECRETS = """
[auth]
redirect_uri = "http://127.0.0.1:{port}/oauth2callback"
cookie_secret = "{secret}"
client_id = "quotes"
client_secret = "hush"
server_metadata_url = "https://login.example/.well-known/openid-configuration"

[quotes]
allowed = [{allowed}]
"""


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


class Desk:
    """A server behind a login, with its home folder."""

    def __init__(self, server: Server, home: Path, log: Path) -> None:
        self.address, self.home, self.log = server.address, home, log
        self.library = home / "press.db"

    def allow(self, *people: str) -> None:
        """Say who may log in."""
        secrets = self.home / ".streamlit" / "secrets.toml"
        port = self.address.rstrip("/").rsplit(":", 1)[1]
        allowed = ", ".join(f'"{each}"' for each in people)
        secrets.write_text(SECRETS.format(port=port, secret=COOKIE_SECRET, allowed=allowed))


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """A server behind a login that lets Ada in."""
    home = tmp_path_factory.mktemp("home")
    (home / ".streamlit").mkdir()
    with Library(home / "press.db") as made:
        add_all(made)
        made.link()
    port, log = free_port(), home / "log"
    made_desk = Desk(Server(f"http://127.0.0.1:{port}/", None), home, log)  # type: ignore[arg-type]
    made_desk.allow(ADA)
    command = [*QUOTES, "dashboard", "--login", "--library", str(made_desk.library), "--port", str(port)]
    with serving(command, port, folder=home, log=log, HOME=str(home)):
        yield made_desk


@pytest.fixture
def ada(desk: Desk) -> Iterator[OpenPage]:
    """A page that Ada has open; she may log in again after the test."""
    with open_page(desk.address, email=ADA) as page:
        assert "sail at dawn" in page.run()
        yield page
    desk.allow(ADA)


def test_who_is_taken_off_the_list_downloads_nothing_more(desk: Desk, ada: OpenPage) -> None:
    ada.act("quotes_acts", "tool", name="downloads")
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
    ("trigger", "sent"),
    [
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
    ada: OpenPage, desk: Desk, trigger: str, sent: dict[str, object]
) -> None:
    assert "exception {" not in ada.act("quotes_acts", trigger, **sent)
    drawn = ada.act("quotes_acts", "asked", query="?words=dawn&speaker=Ada+Quill")
    assert "1</b> quote of 6" in drawn
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


@pytest.mark.parametrize("page", ["", "article", "speakers", "add", "review"])
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
    pages, file, port = ada.pages, tmp_path / "press.db", free_port()
    shutil.copy(desk.library, file)
    before = file.read_bytes()
    command = [*QUOTES, "dashboard", "--library", str(file), "--port", str(port)]
    with serving(command, port, QUOTES_READ_ONLY="1") as server, open_page(server.address) as page:
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


@pytest.mark.parametrize(
    ("host", "origin"),
    [
        ("quotes.evil.example", None),
        ("", None),
        ("127.0.0.1:{port}@evil.example", None),
        ("127.0.0.1:{port}", "http://evil.example"),
        ("127.0.0.1:{port}", "http://127.0.0.1:1"),
        ("127.0.0.1:{port}", "http://localhost:{port}"),
        ("127.0.0.1:{port}", "http://127.0.0.1"),
        ("127.0.0.1:{port}", "null"),
        ("127.0.0.1:{port}", "file://"),
        ("127.0.0.1:{port}", "http://[::"),
    ],
)
def test_only_the_dashboards_own_pages_open_a_websocket(desk: Desk, host: str, origin: str | None) -> None:
    port = desk.address.rstrip("/").rsplit(":", 1)[1]
    headers = {
        "Host": host.format(port=port),
        "Upgrade": "websocket",
        "Connection": "Upgrade",
        "Sec_WebSocket_Version": "13",
        "Sec_WebSocket_Key": "dGhlIHNhbXBsZSBub25jZQ==",
    }
    if origin is not None:
        headers["Origin"] = origin.format(port=port)
    status, _, body = ask(desk.address, "GET", "/_stcore/stream", **headers)
    assert status in (400, 403)
    assert b"Traceback" not in body


def test_a_page_of_another_origin_makes_the_server_look_up_nothing(desk: Desk) -> None:
    start = time.monotonic()
    with pytest.raises(InvalidStatus), open_page(desk.address, origin="http://evil.example"):
        pass
    assert time.monotonic() - start < 2
    assert "this page may not use the dashboard" in desk.log.read_text()


@pytest.mark.parametrize("path", ["/", "/article", "/_stcore/health", "/static/none.js", "/media/none"])
def test_a_name_that_is_not_served_gets_no_answer(desk: Desk, path: str) -> None:
    status, _, body = ask(desk.address, "GET", path, Host="quotes.evil.example")
    assert (status, body) == (400, b"this address is not served here\n")


@pytest.mark.parametrize(
    "path", ["/", "/review", "/_stcore/health", "/_stcore/stream", "/nothing.js", "/media/none"]
)
def test_every_answer_says_what_the_page_may_do(desk: Desk, path: str) -> None:
    _, headers, _ = ask(desk.address, "GET", path)
    policy = dict(rule.split(" ", 1) for rule in headers["content-security-policy"].split("; "))
    assert policy["frame-ancestors"] == policy["object-src"] == policy["base-uri"] == "'none'"
    assert policy["default-src"] == policy["connect-src"] == "'self'"
    assert "unsafe" not in policy["script-src"]
    assert headers["x-frame-options"] == "DENY"
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "same-origin"


@pytest.mark.parametrize(
    "path", ["metrics", "agent/openapi.json", "agent/interact", "agent/mcp", "script-health-check"]
)
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_what_no_page_needs_is_not_there(desk: Desk, path: str, method: str) -> None:
    assert ask(desk.address, method, f"/_stcore/{path}")[0] == 404


def test_uploads_are_bounded(desk: Desk, ada: OpenPage) -> None:
    ada.run("add")
    large = b"x" * 45_000_000
    statuses = [ada.upload(large, str(number)) for number in range(6)]
    assert statuses[:4] == [204, 204, 204, 204]
    assert {*statuses[4:], ada.upload(b"x" * 190_000_000, "whole")} <= {413, 0}
    body = b"0\r\n\r\n"
    assert ada.upload(body, "chunked", Content_Length="many") in (400, 411)


def test_a_flood_of_one_client_leaves_the_server_answering(desk: Desk) -> None:
    """The pages ask for 30 runs each and read none of them."""
    longest, done = 0.0, threading.Event()

    def watch() -> None:
        nonlocal longest
        while not done.is_set():
            start = time.monotonic()
            urllib.request.urlopen(f"{desk.address}_stcore/health", timeout=60).close()
            longest = max(longest, time.monotonic() - start)
            time.sleep(0.1)

    message = BackMsg()
    message.rerun_script.SetInParent()
    sent = frame(message.SerializeToString()) * 30
    watcher = threading.Thread(target=watch)
    sockets = [made for _ in range(30) if (made := unread_socket(desk.address))]
    assert len(sockets) == 30
    watcher.start()
    try:
        for each in sockets:
            each.sendall(sent)
        with open_page(desk.address, email=ADA) as page:
            start = time.monotonic()
            assert "sail at dawn" in page.run()
            waited = time.monotonic() - start
        time.sleep(5)
    finally:
        done.set()
        watcher.join()
        for each in sockets:
            each.close()
    assert longest < 3
    assert waited < 20


@pytest.mark.parametrize(
    "body",
    [
        b"Transfer-Encoding: chunked\r\n\r\nZZZ\r\n",
        b"Content-Length: -5\r\n\r\n",
        b"Content-Length: 5\r\nContent-Length: 6\r\n\r\nabcdef",
        b"Content-Length: 5\r\n\r\na",
    ],
)
def test_a_broken_request_is_one_line_in_the_log(desk: Desk, body: bytes) -> None:
    port = int(desk.address.rstrip("/").rsplit(":", 1)[1])
    for path in (b"/_stcore/upload_file/a/b", b"/_stcore/metrics", b"/"):
        with socket.create_connection(("127.0.0.1", port), timeout=30) as made:
            made.sendall(b"PUT %s HTTP/1.1\r\nHost: 127.0.0.1:%d\r\n%s" % (path, port, body))
            made.recv(4096)
    assert ask(desk.address, "GET", "/_stcore/health")[0] == 200
    assert "Traceback" not in desk.log.read_text()


def test_one_client_opens_only_so_many_pages(desk: Desk) -> None:
    time.sleep(1)  # until those of the tests before are gone
    sockets: list[socket.socket | None] = []
    while len(sockets) < 120 and None not in sockets:
        sockets.append(unread_socket(desk.address))
    assert 90 < len(sockets) <= 101
    assert ask(desk.address, "GET", "/_stcore/health")[0] == 200
    for each in filter(None, sockets):
        each.close()
