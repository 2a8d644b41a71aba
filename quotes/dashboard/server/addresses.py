"""Which names the dashboard answers to, and which web pages may talk to it.

A web page elsewhere can point its own name at this machine, and a page of another local program can open a
websocket to this one. Neither gets an answer.
"""

from collections.abc import Collection
from urllib.parse import SplitResult, urlsplit

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send
from streamlit import config
from streamlit.web.server.starlette.starlette_websocket import is_host_allowed

from quotes.dashboard.login import is_local
from quotes.dashboard.server.refusals import refuse

_PORTS = {"http": 80, "https": 443}
_READS = ("GET", "HEAD", "OPTIONS")


class AddressCheck:
    """Refuses requests to a name that is not served, and requests from pages of other origins."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, or refuse it."""
        if scope["type"] not in ("http", "websocket"):
            await self._app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        host, origin = headers.get("host"), headers.get("origin")
        others = config.get_option("server.corsAllowedOrigins")
        if not is_served(host):
            await refuse(scope, receive, send, 400, "this address is not served here", found=host or "none")
        elif _must_match(scope) and not is_own_origin(origin, host, others):
            await refuse(scope, receive, send, 403, "this page may not use the dashboard", found=origin or "")
        else:
            await self._app(scope, receive, send)


def is_served(host: str | None) -> bool:
    """Whether the dashboard answers to the host that a request names.

    Those in Streamlit's ``server.allowedHosts`` are served, and every name of this machine for itself if the
    dashboard listens only there.
    """
    return bool(host) and (
        is_host_allowed(host)
        or (is_local(config.get_option("server.address")) and is_local(_split(host or "").hostname))
    )


def is_own_origin(origin: str | None, host: str | None, others: Collection[str] = ()) -> bool:
    """Whether a web page belongs to the dashboard: the same host and the same port.

    Programs that are not browsers send no origin; a web page cannot leave it out.

    >>> is_own_origin("http://localhost:8501", "localhost:8501"), is_own_origin(None, "localhost:8501")
    (True, True)
    >>> is_own_origin("http://localhost:9000", "localhost:8501"), is_own_origin("null", "localhost:8501")
    (False, False)
    >>> is_own_origin("https://quotes.example.org", "quotes.example.org:443")
    True
    """
    if origin is None or origin in others:
        return True
    page = _split(origin, has_scheme=True)
    usual = _PORTS.get(page.scheme)
    served = _split(host or "")
    try:
        return usual is not None and (page.hostname, page.port or usual) == (
            served.hostname,
            served.port or usual,
        )
    except ValueError:
        return False


def _must_match(scope: Scope) -> bool:
    """Whether the origin matters: what only reads is protected by the browser itself."""
    return scope["type"] == "websocket" or scope["method"] not in _READS


def _split(given: str, *, has_scheme: bool = False) -> SplitResult:
    """The parts of an origin or a host; empty if it is not one."""
    try:
        return urlsplit(given if has_scheme else f"//{given}")
    except ValueError:
        return urlsplit("")
