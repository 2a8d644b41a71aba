"""Answers that were made a moment ago: many programs ask for the same lists and feeds, again and again."""

from collections.abc import Callable
from dataclasses import dataclass
from threading import Lock

from cachetools import LRUCache

from quotes.serve.question import Question

MOST_BYTES = 32_000_000
"""Bytes that the kept answers may have together."""


@dataclass(frozen=True, slots=True)
class MadeAnswer:
    """The body of an answer, and the address of the next page, if there is one."""

    body: bytes
    next: str | None = None


class MadeAnswers:
    """Answers by what they are known by and what was asked. Those that nobody asks for go first."""

    def __init__(self, most_bytes: int = MOST_BYTES) -> None:
        self._kept: LRUCache[tuple[str, str], MadeAnswer] = LRUCache(
            most_bytes, getsizeof=lambda made: len(made.body)
        )
        self._lock = Lock()

    def get(self, tag: str, asked: Question, make: Callable[[], MadeAnswer]) -> MadeAnswer:
        """Give the answer to a question; make it if it is not kept.

        Args:
            tag: changes whenever the answer may be another one.
            asked: the question. Its address has no token, so all who may ask share the answer.
            make: makes the answer.

        """
        key = tag, asked.address
        with self._lock:
            known = self._kept.get(key)
        if known is not None:
            return known
        made = make()
        with self._lock:
            if len(made.body) <= self._kept.maxsize:
                self._kept[key] = made
        return made
