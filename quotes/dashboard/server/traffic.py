"""How much one client may ask for, so that the others are served too.

Every message of a browser can make the server draw a page, which takes a processor for a tenth of a second.
"""

import asyncio
import time
from collections import Counter
from contextlib import suppress

MOST_SOCKETS = 500
"""Open pages of all clients."""
MOST_SOCKETS_OF_ONE = 100
"""Open pages of one client address. People behind one proxy may share an address."""
MOST_RUNS = 3
"""Pages that are drawn at once; more would only take the processor from one another, and all be late."""
MOST_RUNS_OF_ONE = 3
"""Pages of one client address that have a turn or are next. All others have to wait for only one of them."""
LONGEST_RUN = 1.0
"""Seconds after which a page that is still being drawn counts no more: it waits for something."""
LONGEST_START = 1.0
"""Seconds to wait for a run to begin. Streamlit drops some in silence, like that of a part that is gone."""
LONGEST_ACT = 10.0
"""Seconds to wait for a run that has begun to do what was clicked, and to draw."""
LONGEST_END = 2.0
"""Seconds for which the run of a part waits for the end of the run before; what is behind it waits, too."""
BURST = 20.0
"""Messages that a page may send at once."""
RATE = 10.0
"""Messages a second that a page may send after that."""


class Pace:
    """Slows down a page that sends more messages than a person can."""

    def __init__(self) -> None:
        self._left, self._at = BURST, time.monotonic()

    async def wait(self) -> None:
        """Wait until the next message is due."""
        now = time.monotonic()
        self._left = min(BURST, self._left + (now - self._at) * RATE) - 1
        self._at = now
        if self._left < 0:
            await asyncio.sleep(-self._left / RATE)


class Traffic:
    """The open pages and the pages being drawn, of each client address and of all."""

    def __init__(self) -> None:
        self._open: Counter[str] = Counter()
        self._runs = asyncio.Semaphore(MOST_RUNS)
        self._runs_of: dict[str, asyncio.Semaphore] = {}

    def enter(self, client: str) -> bool:
        """Count an open page; False if there are too many already."""
        if self._open[client] >= MOST_SOCKETS_OF_ONE or self._open.total() >= MOST_SOCKETS:
            return False
        self._open[client] += 1
        return True

    def leave(self, client: str) -> None:
        """Count a page that is closed."""
        self._open[client] -= 1
        if not self._open[client]:
            del self._open[client]
            self._runs_of.pop(client, None)

    def turn(self, client: str) -> "Turn":
        """The turn of a page to be drawn; it is not taken yet."""
        own = self._runs_of.setdefault(client, asyncio.Semaphore(MOST_RUNS_OF_ONE))
        return Turn(own, self._runs)


class Turn:
    """One page's turn to be drawn: taken when the browser asks for it, and given back when it is drawn.

    A page that asks again while it is being drawn starts over as soon as the run before draws, so that nobody
    waits who types on. If it asks a third time, it waits until it is drawn.

    A run is passed on only when the one before draws. That one has read its address then, and has done what
    was clicked: who presses Back twice gets the second page, and no click is lost. If the run of a part is
    asked for just after the run before has ended, Streamlit loses what that one drew last. Such a run would
    not begin sooner anyway, so it waits here until all of that is sent.
    """

    def __init__(self, own: asyncio.Semaphore, of_all: asyncio.Semaphore) -> None:
        self._own, self._of_all = own, of_all
        self._asked = 0
        self._drawn = asyncio.Event()
        self._begun = asyncio.Event()
        self._begun.set()
        self._draws = asyncio.Event()
        self._draws.set()
        self._ended = asyncio.Event()
        self._ended.set()
        self._ends: asyncio.TimerHandle | None = None

    async def take(self, *, for_part: bool) -> None:
        """Wait for a turn, or ask for another run within it: of the page, or only of a part."""
        if await _comes(self._begun, LONGEST_START):
            await _comes(self._draws, LONGEST_ACT)
        if for_part:
            await _comes(self._ended, LONGEST_END)
        while self._asked > 1:
            await self._drawn.wait()
        if self._ends is not None:
            self._ends.cancel()
        else:
            await self._own.acquire()
            try:
                await self._of_all.acquire()
            except BaseException:
                self._own.release()
                raise
        self._asked += 1
        self._drawn.clear()
        self._begun.clear()
        self._draws.clear()
        self._ends = asyncio.get_running_loop().call_later(LONGEST_RUN, self.give_back)

    def begin(self) -> None:
        """Note that the run has begun that was asked for last."""
        self._begun.set()
        self._ended.clear()

    def draw(self) -> None:
        """Note that something was drawn: by the run that was asked for last, if that has begun."""
        if self._begun.is_set():
            self._draws.set()

    def end(self) -> None:
        """Note that all is sent which the run has drawn, and let another page have the turn."""
        self.draw()
        self._ended.set()
        self.give_back()

    def give_back(self) -> None:
        """Let another page have the turn, if this one has it."""
        if self._ends is not None:
            self._ends.cancel()
            self._ends, self._asked = None, 0
            self._drawn.set()
            self._of_all.release()
            self._own.release()


async def _comes(event: asyncio.Event, seconds: float) -> bool:
    """Wait for an event. Gives whether it comes in this time."""
    with suppress(TimeoutError):
        await asyncio.wait_for(event.wait(), seconds)
    return event.is_set()
