"""How much programs may ask for, so that people who read pages are served too."""

import asyncio
import math
import time
from collections import OrderedDict
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from quotes.serve.refusals import RequestError

MOST_AT_ONCE = 2
"""Requests that are answered at once; more would only take the processor from pages."""
MOST_WAITING = 100
"""Requests that wait for their turn."""
BURST = 120.0
"""Requests that one client address may send at once."""
RATE = 20.0
"""Requests a second that one client address may send after that."""
MOST_CLIENTS = 10_000
"""Client addresses that are remembered."""

_BUSY = "too many requests wait for an answer; try again"


class RequestPace:
    """How many requests each client address may send now."""

    def __init__(self, burst: float = BURST, rate: float = RATE) -> None:
        self._burst, self._rate = burst, rate
        self._left: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def count(self, client: str) -> None:
        """Count a request.

        Raises:
            RequestError: the client sends more than it may.

        """
        now = time.monotonic()
        left, at = self._left.pop(client, (self._burst, now))
        left = min(self._burst, left + (now - at) * self._rate)
        is_too_much = left < 1
        self._left[client] = (left if is_too_much else left - 1, now)
        if len(self._left) > MOST_CLIENTS:
            self._left.popitem(last=False)
        if is_too_much:
            seconds = math.ceil((1 - left) / self._rate)
            raise RequestError(429, "too many requests; send fewer a second", seconds=seconds)


class RequestTurns:
    """Turns for work: some at once, some waiting, and no more."""

    def __init__(self, at_once: int = MOST_AT_ONCE, waiting: int = MOST_WAITING) -> None:
        self._turns = asyncio.Semaphore(at_once)
        self._left = at_once + waiting

    @asynccontextmanager
    async def turn(self) -> AsyncIterator[None]:
        """Wait for a turn, and have it.

        Raises:
            RequestError: too many wait already.

        """
        if not self._left:
            raise RequestError(503, _BUSY, seconds=5)
        self._left -= 1
        try:
            async with self._turns:
                yield
        finally:
            self._left += 1
