"""The dashboard's server against programs: who may connect, and how much they may ask for."""

import socket
import threading
import time
import urllib.request
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

import pytest
from guarded_desk import ADA, Desk
from page_socket import OpenPage, ask, frame, open_page, unread_socket
from streamlit.proto.BackMsg_pb2 import BackMsg
from waiting import wait_until
from websockets.exceptions import InvalidStatus

BROKE_OFF = "an upload broke off in the middle"


@contextmanager
def begun_upload(desk: Desk, page: OpenPage, name: str, *, length: int) -> Iterator[None]:
    """The beginning of an upload, whose rest never comes: at the end the visitor leaves."""
    port = int(desk.address.rstrip("/").rsplit(":", 1)[1])
    head = (
        f"PUT /_stcore/upload_file/{page.session}/{name} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n"
        f"Cookie: {page.cookies}\r\nX-Xsrftoken: {page.xsrf}\r\n"
        f"Content-Type: multipart/form-data; boundary=edge\r\nContent-Length: {length}\r\n\r\n"
        '--edge\r\nContent-Disposition: form-data; name="f"; filename="a.txt"\r\n\r\n'
    )
    with socket.create_connection(("127.0.0.1", port), timeout=30) as made:
        made.sendall(head.encode() + b"x" * 50_000)
        yield


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
    """What is stored counts, and what is still coming."""
    ada.run("add")
    assert ada.upload(b"x" * 10_000_000, "stored") == 204
    with ExitStack() as coming:
        for number in range(4):
            coming.enter_context(begun_upload(desk, ada, f"coming-{number}", length=45_000_000))
        wait_until(lambda: ada.upload(b"x" * 12_000_000, "over") in (413, 0))
    wait_until(lambda: ada.upload(b"x" * 12_000_000, "room") == 204)
    assert ada.upload(b"0\r\n\r\n", "chunked", Content_Length="many") in (400, 411)


def test_who_leaves_in_the_middle_of_an_upload_fills_no_log(desk: Desk, ada: OpenPage) -> None:
    ada.run("add")
    with begun_upload(desk, ada, "left", length=100_000):
        before = desk.log.read_text().count(BROKE_OFF)
    wait_until(lambda: desk.log.read_text().count(BROKE_OFF) > before)
    assert desk.log.read_text().count(BROKE_OFF) == before + 1
    assert "Traceback" not in desk.log.read_text()
    assert ada.upload(b"x" * 1000, "after") == 204


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
        time.sleep(2)
    finally:
        done.set()
        watcher.join()
        for each in sockets:
            each.close()
    assert longest < 3
    assert waited < 20


def test_one_client_opens_only_so_many_pages(desk: Desk) -> None:
    time.sleep(1)  # until those of the tests before are gone
    sockets: list[socket.socket | None] = []
    while len(sockets) < 120 and None not in sockets:
        sockets.append(unread_socket(desk.address))
    assert 90 < len(sockets) <= 101
    assert ask(desk.address, "GET", "/_stcore/health")[0] == 200
    for each in filter(None, sockets):
        each.close()
