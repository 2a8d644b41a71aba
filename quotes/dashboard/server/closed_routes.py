"""Streamlit's addresses that the dashboard does not need: figures of the server, a way in for programs."""

from starlette.types import ASGIApp, Receive, Scope, Send

from quotes.dashboard.server.refusals import refuse

_CLOSED = ("/_stcore/metrics", "/_stcore/agent/", "/_stcore/script-health-check")


class ClosedRoutes:
    """Answers as if these addresses did not exist."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, or refuse it."""
        if scope["type"] == "http" and any(closed in f"{scope['path']}/" for closed in _CLOSED):
            await refuse(scope, receive, send, 404, "there is nothing here")
        else:
            await self._app(scope, receive, send)
