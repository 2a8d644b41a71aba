"""The websocket of a page: every message passes through here, in both directions."""

from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from quotes.dashboard.server.browser_messages import (
    can_follow,
    read_answer,
    read_message,
    whole_run_before,
    without_server_details,
)
from quotes.dashboard.server.refusals import log_once_a_line, refuse
from quotes.dashboard.server.traffic import Pace, Traffic, Turn
from quotes.dashboard.server.widget_values import WidgetValues

_GONE = {"type": "websocket.disconnect", "code": 1006}
_STARTS_OVER = ForwardMsg.FINISHED_EARLY_FOR_RERUN
_DRAWN = ("page_config_changed", "navigation", "delta")


class PageSockets:
    """Bounds what the websockets of pages may send and receive."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app
        self._traffic = Traffic()
        self._values = WidgetValues()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a websocket on through `_PageSocket`; anything else as it is."""
        if scope["type"] != "websocket":
            await self._app(scope, receive, send)
            return
        client = scope["client"][0] if scope.get("client") else ""
        if not self._traffic.enter(client):
            await refuse(scope, receive, send, 503, "too many pages are open", found=client)
            return
        page = _PageSocket(receive, send, self._traffic.turn(client), self._values)
        try:
            await self._app(scope, page.receive, page.send)
        finally:
            page.turn.end()
            self._traffic.leave(client)


class _PageSocket:
    """One page's websocket."""

    def __init__(self, receive: Receive, send: Send, turn: Turn, values: WidgetValues) -> None:
        self._receive, self._send = receive, send
        self._values = values
        self.turn = turn
        self._pace = Pace()
        self._is_gone = False
        self._has_run = False
        self._next: Message | None = None

    async def receive(self) -> Message:
        """The next message that Streamlit may see. Those that it must not see are dropped."""
        while True:
            if self._is_gone:
                return _GONE
            if self._next is not None:
                message, self._next = self._next, None
                await self.turn.take(for_part=True)
                return message
            message = await self._receive()
            if message["type"] != "websocket.receive":
                return message
            await self._pace.wait()
            data = message.get("bytes")
            if data is None:
                _log_dropped("text")
                continue
            asked, why = read_message(data, self._values)
            if why:
                _log_dropped(why)
                continue
            if asked.WhichOneof("type") == "rerun_script":
                message = self._begun(message, asked)
                await self.turn.take(for_part=bool(asked.rerun_script.fragment_id))
            return _GONE if self._is_gone else message

    def _begun(self, message: Message, asked: BackMsg) -> Message:
        """The message, or for the first one the run of the page that has to come before it."""
        whole = None if self._has_run else whole_run_before(asked)
        self._has_run = True
        if whole is None:
            return message
        self._next = message if can_follow(asked) else None
        return {**message, "bytes": whole.SerializeToString()}

    async def send(self, message: Message) -> None:
        """Send Streamlit's message on; end the turn when the page is drawn."""
        data = message.get("bytes") if message["type"] == "websocket.send" else None
        answer = read_answer(data) if data is not None else None
        kind = answer.WhichOneof("type") if answer is not None else None
        if answer is not None and kind == "new_session":
            self.turn.begin()
            message = {**message, "bytes": without_server_details(answer)}
        elif answer is None or kind in _DRAWN:  # what is too long to be read is a piece of a page
            self.turn.draw()
        if answer is not None and kind == "delta":
            self._values.learn(answer)
        try:
            await self._send(message)
        except OSError:  # the browser has left; what it still asked for is not drawn
            self._is_gone = True
            self.turn.end()
            raise
        if answer is not None and kind == "script_finished" and answer.script_finished != _STARTS_OVER:
            self.turn.end()


def _log_dropped(why: str) -> None:
    log_once_a_line(f"ignored {why}, sent by a browser")
