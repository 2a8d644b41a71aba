"""Refuse a connection in one line, to the client and in the log."""

import logging

from starlette.responses import PlainTextResponse
from starlette.types import Receive, Scope, Send

_LOGGER = logging.getLogger("quotes.dashboard")
_MOST_LETTERS = 120


async def refuse(  # noqa: PLR0913  (three of them are what every part of an ASGI app gets)
    scope: Scope, receive: Receive, send: Send, status: int, reason: str, *, found: str = ""
) -> None:
    """Answer a request with an error, or a websocket's handshake with a refusal.

    Args:
        scope: the connection.
        receive: where its messages come from.
        send: where its answers go.
        status: the HTTP status.
        reason: what to tell the client.
        found: what was wrong, for the log only.

    """
    log_once_a_line(f"refused {scope['path']!r}: {reason}", found)
    if scope["type"] == "websocket":
        await send({"type": "websocket.close", "code": 1008, "reason": reason})
        return
    await PlainTextResponse(f"{reason}\n", status)(scope, receive, send)


def log_once_a_line(what: str, found: str = "") -> None:
    """Log what was refused. What the client sent is shortened, and cannot begin another line."""
    shown = f" ({found[:_MOST_LETTERS]!r})" if found else ""
    _LOGGER.warning("%s%s", what[: 2 * _MOST_LETTERS], shown)
