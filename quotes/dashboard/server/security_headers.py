"""The headers that tell a browser what a page of the dashboard may do."""

import base64
import hashlib
import re
from collections.abc import Iterable
from pathlib import Path

import streamlit
from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

_PAGE = Path(streamlit.__file__).parent / "static" / "index.html"
_SCRIPT = re.compile(r"<script>(.*?)</script>", re.DOTALL)
_OTHERS = {
    "X-Frame-Options": "DENY",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}
_APART = {"Cross-Origin-Opener-Policy": "same-origin"}
"""Cuts a page off from the page that opened it. It starts another process of the browser, which takes a tenth
of the time until the first quote is seen, so it is left out where no other site can have opened the page."""
_OPENED_BY_NOBODY_ELSE = ("none", "same-origin")
"""What a browser says (Sec-Fetch-Site) if the visitor typed the address or came from the dashboard itself."""


class SecurityHeaders:
    """Adds the headers to every answer.

    Args:
        app: what answers.
        scripts: the scripts in the pages' HTML that may run, besides Streamlit's files.

    """

    def __init__(self, app: ASGIApp, scripts: Iterable[str] = ()) -> None:
        self._app = app
        own = _SCRIPT.findall(_PAGE.read_text("utf-8"))
        self._headers = {"Content-Security-Policy": content_policy([*own, *scripts]), **_OTHERS}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, and add the headers to its answer."""
        comes_from = Headers(scope=scope).get("sec-fetch-site") if "headers" in scope else None
        own = self._headers if comes_from in _OPENED_BY_NOBODY_ELSE else self._headers | _APART

        async def send_with_headers(message: Message) -> None:
            if message["type"] in ("http.response.start", "websocket.http.response.start"):
                headers = MutableHeaders(scope=message)
                for name, value in own.items():
                    headers[name] = value
            await send(message)

        await self._app(scope, receive, send_with_headers)


def content_policy(scripts: Iterable[str]) -> str:
    """The Content-Security-Policy: everything comes from the dashboard itself.

    Scripts within the HTML run only if they are among ``scripts``. Streamlit loads the script of a component
    from a ``blob:`` address, and writes its styles into the page.
    """
    allowed = " ".join(f"'sha256-{_digest(script)}'" for script in dict.fromkeys(scripts))
    rules = (
        "default-src 'self'",
        f"script-src 'self' blob: {allowed}".strip(),
        "style-src 'self' 'unsafe-inline'",
        "img-src 'self' data: blob:",
        "font-src 'self' data:",
        "media-src 'self' blob:",
        "worker-src 'self' blob:",
        "connect-src 'self'",
        "frame-src 'none'",
        "object-src 'none'",
        "base-uri 'none'",
        "form-action 'self'",
        "frame-ancestors 'none'",
    )
    return "; ".join(rules)


def _digest(script: str) -> str:
    return base64.b64encode(hashlib.sha256(script.encode()).digest()).decode("ascii")
