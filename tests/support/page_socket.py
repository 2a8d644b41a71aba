"""A page of the dashboard without a browser: its websocket, through which a program may send anything."""

import http.client
import json
import re
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState
from streamlit.web.server.starlette.starlette_app_utils import create_signed_value
from websockets.sync.client import ClientConnection, connect

PATIENCE = 30.0
_OF_COMPONENTS = "$$STREAMLIT_INTERNAL_KEY"  # begins the id under which a component's acts are sent
COOKIE_SECRET = "0123456789abcdefghijklmnopqrstuv"
_ENDS = (ForwardMsg.FINISHED_SUCCESSFULLY, ForwardMsg.FINISHED_FRAGMENT_RUN_SUCCESSFULLY)


def login_cookie(address: str, email: str, at: int = 0) -> str:
    """The cookie of somebody whom the provider has sent back with this e-mail address, at this time."""
    user = {
        "origin": address.rstrip("/"),
        "is_logged_in": True,
        "provider": "default",
        "email": email,
        "email_verified": True,
        "iat": at,
    }
    return create_signed_value(COOKIE_SECRET, "_streamlit_user", json.dumps(user)).decode("latin-1")


def ask(
    address: str, method: str, path: str, body: bytes = b"", **headers: str
) -> tuple[int, dict[str, str], bytes]:
    """Send a request to a server, and give the status, the headers and the body of its answer."""
    parts = urlsplit(address)
    connection = http.client.HTTPConnection(parts.hostname or "", parts.port, timeout=PATIENCE)
    try:
        given = {name.replace("_", "-"): value for name, value in headers.items()}
        connection.request(method, path, body or None, given)
        answer = connection.getresponse()
        return answer.status, {name.lower(): value for name, value in answer.getheaders()}, answer.read()
    finally:
        connection.close()


@dataclass(slots=True)
class OpenPage:
    """A page that is open: what the server has sent to it by now."""

    address: str
    socket: ClientConnection
    xsrf: str
    cookies: str
    came: list[ForwardMsg] = field(default_factory=list)
    pages: dict[str, str] = field(default_factory=dict)
    acts: int = 0

    @property
    def session(self) -> str:
        """The id of the session, which the server tells its page."""
        return next(
            each.new_session.initialize.session_id for each in self.came if each.HasField("new_session")
        )

    def send(self, message: BackMsg | bytes | str) -> None:
        """Send a message, or anything else."""
        self.socket.send(message.SerializeToString() if isinstance(message, BackMsg) else message)

    def run(self, page: str = "", address: str = "", **widgets: object) -> str:
        """Run the page with values of widgets, by their keys; give all that was drawn, as text."""
        self.ask_for_run(page, address, **widgets)
        return self.wait()

    def ask_for_run(self, page: str = "", address: str = "", **widgets: object) -> None:
        """Ask for a run of the page with values of widgets, by their keys, and wait for nothing."""
        message = BackMsg()
        message.rerun_script.query_string = address
        message.rerun_script.page_script_hash = self.pages.get(page, "")
        for key, value in widgets.items():
            self.set_value(message.rerun_script.widget_states.widgets.add(id=self.widget(key)), value)
        self.send(message)

    def act(self, key: str, trigger: str, *, in_part: bool = False, **value: object) -> str:
        """Send an act of one of the dashboard's own components; give all that was drawn, as text.

        The browser sends it ``in_part`` if the component is in a part of the page that is drawn alone.
        """
        self.ask_for_act(key, trigger, value, in_part=in_part)
        return self.wait()

    def press(self, kind: object, *, in_part: bool = False, **act: object) -> str:
        """Send an act of the page of quotes; give all that was drawn, as text."""
        self.ask_for_press(kind, in_part=in_part, **act)
        return self.wait()

    def ask_for_press(self, kind: object, *, in_part: bool = False, **act: object) -> None:
        """Send an act of the page of quotes, and wait for nothing."""
        self.acts += 1
        self.ask_for_act("quotes_acts", "acts", [{"number": self.acts, "kind": kind, **act}], in_part=in_part)

    def ask_for_act(self, key: str, trigger: str, value: object, *, in_part: bool = False) -> None:
        """Send an act of one of the dashboard's own components, and wait for nothing."""
        message = BackMsg()
        message.rerun_script.page_script_hash = self.pages.get("", "")
        if in_part:
            message.rerun_script.fragment_id = self.part(key)
        state = message.rerun_script.widget_states.widgets.add(
            id=f"{_OF_COMPONENTS}_{self.widget(key)}__events"
        )
        state.json_trigger_value = json.dumps([{"event": trigger, "value": value}])
        self.send(message)

    @staticmethod
    def set_value(state: WidgetState, value: object) -> None:
        """Give a widget a value: "click" presses a button."""
        if value == "click":
            state.trigger_value = True
        elif isinstance(value, bool):
            state.bool_value = value
        else:
            state.string_value = str(value)

    def receive(self) -> ForwardMsg:
        """Wait for the next message."""
        message = ForwardMsg()
        message.ParseFromString(self.socket.recv(PATIENCE))
        self.came.append(message)
        return message

    def wait(self) -> str:
        """Wait until the page is drawn, by a run that begins after this call."""
        drawn: list[ForwardMsg] = []
        has_begun = False
        while True:
            message = self.receive()
            drawn.append(message)
            kind = message.WhichOneof("type")
            has_begun = has_begun or kind == "new_session"
            if kind == "navigation":
                self.pages = {
                    each.url_pathname: each.page_script_hash for each in message.navigation.app_pages
                }
            if has_begun and kind == "script_finished" and message.script_finished in _ENDS:
                return "\n".join(map(str, drawn))

    def operate(self, message: BackMsg) -> ForwardMsg:
        """Ask for an operation, and give the answer to it."""
        message.backend_operation_request.session_id = self.session
        self.send(message)
        while True:
            answer = self.receive()
            if answer.WhichOneof("type") == "backend_operation_response":
                return answer

    def widget(self, key: str) -> str:
        """The id of the widget with this key that was drawn last. The id of a quote may follow the key."""
        has_key = re.compile(rf"-{re.escape(key)}(-[0-9a-f]{{16}})?$")
        return next(each for each in reversed(self.widgets()) if has_key.search(each))

    def part(self, key: str) -> str:
        """The id of the part of the page that has the widget with this key."""
        name = self.widget(key)
        return next(
            each.delta.fragment_id for each in reversed(self.came) if name in str(each.delta.new_element)
        )

    def widgets(self) -> dict[str, str]:
        """The kinds of the widgets that were drawn, by their ids."""
        found = {}
        for message in self.came:
            element = message.delta.new_element
            kind = element.WhichOneof("type")
            if kind and (name := getattr(getattr(element, kind), "id", "")):
                found.pop(name, None)
                found[name] = kind
        return found

    def downloads(self) -> dict[str, str]:
        """The ids of the files that the page offers, by the names of their formats."""
        found = {}
        for message in self.came:
            element = message.delta.new_element
            if element.WhichOneof("type") == "download_button":
                name, _, _ = element.download_button.label.partition(" – ")
                found[name] = element.download_button.deferred_file_id
        return found

    def upload(self, data: bytes, name: str = "0", **headers: str) -> int:
        """Upload a file as the page does, and give the status; 0 if the server hangs up while it is sent.

        A server that refuses a file unread closes the connection, and its answer may be lost with it.
        """
        edge = "xxEDGExx"
        body = (
            (
                f'--{edge}\r\nContent-Disposition: form-data; name="f"; filename="a.txt"\r\n'
                "Content-Type: text/plain\r\n\r\n"
            ).encode()
            + data
            + f"\r\n--{edge}--\r\n".encode()
        )
        given = {
            "Cookie": self.cookies,
            "X_Xsrftoken": self.xsrf,
            "Content_Type": f"multipart/form-data; boundary={edge}",
        }
        path = f"/_stcore/upload_file/{self.session}/{name}"
        try:
            status, _, _ = ask(self.address, "PUT", path, body, **{**given, **headers})
        except ConnectionError:
            return 0
        return status


@contextmanager
def open_page(address: str, *, email: str = "", at: int = 0, origin: str | None = None) -> Iterator[OpenPage]:
    """Open a page: as somebody who has logged in with this e-mail address at this time, or as nobody."""
    _, headers, _ = ask(address, "GET", "/_stcore/health")
    xsrf = headers["set-cookie"].split(";")[0].split("=", 1)[1]
    cookies = f"_streamlit_xsrf={xsrf}"
    if email:
        cookies += f"; _streamlit_user={login_cookie(address, email, at)}"
    own = address.rstrip("/")
    with connect(
        f"ws{own.removeprefix('http')}/_stcore/stream",
        origin=own if origin is None else origin,  # type: ignore[arg-type]
        subprotocols=["streamlit", xsrf],  # type: ignore[list-item]
        additional_headers={"Cookie": cookies},
        max_size=None,
        open_timeout=PATIENCE,
    ) as socket:
        yield OpenPage(address, socket, xsrf, cookies)


def unread_socket(address: str) -> socket.socket | None:
    """A websocket from which nobody reads; None if it is refused."""
    port = int(address.rstrip("/").rsplit(":", 1)[1])
    made = socket.create_connection(("127.0.0.1", port), timeout=30)
    made.sendall(
        f"GET /_stcore/stream HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nOrigin: http://127.0.0.1:{port}\r\n"
        "Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
        "Sec-WebSocket-Protocol: streamlit\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n".encode()
    )
    answer = made.recv(4096)
    if b" 101 " not in answer.split(b"\r\n")[0] + b" ":
        made.close()
        return None
    return made


def frame(data: bytes) -> bytes:
    """A websocket's frame of a short message, masked with zeros as a client must."""
    assert len(data) < 126
    return bytes([0x82, 0x80 | len(data), 0, 0, 0, 0]) + data
