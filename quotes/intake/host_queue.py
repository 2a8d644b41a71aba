"""Tasks for many web sites at once: one at a time for each site, with a pause in between."""

import heapq
import logging
import time
from collections import deque
from collections.abc import Callable
from threading import Condition, Thread
from typing import TypeAlias

Task: TypeAlias = Callable[[], float | None]
"""Asks a site for something, once. It may give the pause that the site wants, in seconds."""


class HostQueue:
    """Runs tasks in threads.

    Args:
        pause: the seconds between two tasks of a site.
        threads: how many sites are asked at the same time.

    """

    def __init__(self, pause: float, threads: int = 16) -> None:
        self._pause = pause
        self._changed = Condition()
        self._tasks: dict[str, deque[Task]] = {}
        self._ready: list[tuple[float, str]] = []
        self._free_at: dict[str, float] = {}
        self._unfinished = 0
        self._is_closed = False
        for number in range(threads):
            Thread(target=self._work, name=f"following {number + 1}", daemon=True).start()

    def put(self, host: str, task: Task) -> None:
        """Add a task for a site."""
        with self._changed:
            self._unfinished += 1
            waiting = self._tasks.get(host)
            if waiting is None:
                self._tasks[host] = deque([task])
                heapq.heappush(self._ready, (self._free_at.pop(host, 0.0), host))
                self._changed.notify()
            else:
                waiting.append(task)

    @property
    def unfinished(self) -> int:
        """How many tasks wait or run."""
        return self._unfinished

    @property
    def is_closed(self) -> bool:
        """Whether nothing more is to be done."""
        return self._is_closed

    def close(self) -> None:
        """Start no further task."""
        with self._changed:
            self._is_closed = True
            self._changed.notify_all()

    def _work(self) -> None:
        while (found := self._next()) is not None:
            host, task = found
            pause: float | None = None
            try:
                pause = task()
            except Exception:
                logging.getLogger(__name__).exception("a task for %s failed", host)
            self._finish(host, max(self._pause, pause or 0.0))

    def _next(self) -> tuple[str, Task] | None:
        """Wait for the next task whose site may be asked again; None once the queue is closed."""
        with self._changed:
            while not self._is_closed:
                now = time.monotonic()
                if self._ready and self._ready[0][0] <= now:
                    _, host = heapq.heappop(self._ready)
                    return host, self._tasks[host].popleft()
                self._changed.wait(self._ready[0][0] - now if self._ready else None)
        return None

    def _finish(self, host: str, pause: float) -> None:
        free_at = time.monotonic() + pause
        with self._changed:
            self._unfinished -= 1
            if self._tasks[host]:
                heapq.heappush(self._ready, (free_at, host))
            else:
                del self._tasks[host]
                self._free_at[host] = free_at
                if len(self._free_at) > 10_000:  # sites that were asked long ago need no pause
                    now = time.monotonic()
                    self._free_at = {name: until for name, until in self._free_at.items() if until > now}
            self._changed.notify()
