"""The routes of a server that answer programs. What is behind them is loaded by the first request."""

from threading import Lock

from starlette.concurrency import run_in_threadpool
from starlette.routing import BaseRoute, Route
from starlette.types import ASGIApp, Receive, Scope, Send

from quotes.serve.served_site import ServedSite

_PATHS = ("/api", "/api/{rest:path}", "/feeds/{rest:path}")


def make_routes(site: ServedSite) -> list[BaseRoute]:
    """The routes below ``/api`` and ``/feeds``."""
    app = _LoadedWhenAsked(site)
    return [Route(f"{site.base}{path}", app) for path in _PATHS]


class _LoadedWhenAsked:
    """An app that is made when the first request comes."""

    def __init__(self, site: ServedSite) -> None:
        self._site = site
        self._app: ASGIApp | None = None
        self._lock = Lock()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request."""
        if self._app is None:
            self._app = await run_in_threadpool(self._load)
        await self._app(scope, receive, send)

    def _load(self) -> ASGIApp:
        with self._lock:
            if self._app is not None:
                return self._app
            from quotes.serve.answering import make_app  # noqa: PLC0415  (slow to load; few servers are asked)

            self._app = make_app(self._site)
            return self._app
