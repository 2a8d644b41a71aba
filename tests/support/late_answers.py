"""A slow server, as a page in a browser finds it."""

from functools import partial

from playwright.sync_api import WebSocketRoute


class LateAnswers:
    """Holds back what the server answers, as a slow server does."""

    def __init__(self) -> None:
        self._held: list[tuple[WebSocketRoute, str | bytes]] | None = None

    def route(self, page: WebSocketRoute) -> None:
        """Let the answers to a page come this way."""
        page.connect_to_server().on_message(partial(self._pass_on, page))

    def begin(self) -> None:
        """Hold back the answers from now on."""
        self._held = []

    def end(self) -> None:
        """Let the answers through, those that were held back first."""
        held, self._held = self._held or [], None
        for page, answer in held:
            page.send(answer)

    def _pass_on(self, page: WebSocketRoute, answer: str | bytes) -> None:
        if self._held is None:
            page.send(answer)
        else:
            self._held.append((page, answer))
