"""A process that answers questions, so that those who ask slow down nobody's page.

Python runs the code of one thread of a process at a time. In one process, pages would wait for answers, and
answers for pages.
"""

import asyncio
import pickle
import signal
import socket
import struct
from collections import deque
from collections.abc import Callable
from contextlib import suppress
from multiprocessing import get_context
from multiprocessing.process import BaseProcess
from typing import Any, BinaryIO, Generic, TypeVar

from quotes.scale import starting_processes
from quotes.serve.refusals import RequestError, in_one_line

_Asked = TypeVar("_Asked")
_Answer = TypeVar("_Answer")

LONGEST_ANSWER = 120.0
"""Seconds after which a process that has not answered is replaced."""
_TRIES = 2
_LATER = 5
_BROKE_OFF = "the answer broke off; try again"
_LENGTH = struct.Struct("!Q")


class _EndedError(Exception):
    """The process ended before it answered."""


class AnswerProcess(Generic[_Asked, _Answer]):
    """A process that answers one question after another.

    It starts when the first question comes, is replaced if it dies, and ends with this process, however this
    one ends. A question that it died of is asked once more.

    Args:
        make_work: makes what answers, in the new process. Questions, answers and this must be picklable.

    """

    def __init__(self, make_work: Callable[[], Callable[[_Asked], _Answer]]) -> None:
        self._make_work = make_work
        self._starting = asyncio.Lock()
        self._running: _Running[_Asked, _Answer] | None = None

    async def ask(self, asked: _Asked) -> _Answer:
        """Ask a question.

        Raises:
            RequestError: what was asked cannot be answered, or the process dies of it or takes too long.

        """
        for _ in range(_TRIES):
            with suppress(_EndedError):
                return await (await self._process()).ask(asked)
        raise RequestError(503, _BROKE_OFF, seconds=_LATER)

    async def _process(self) -> "_Running[_Asked, _Answer]":
        async with self._starting:
            if self._running is None or self._running.has_ended:
                self._running = await _start(self._make_work)
            return self._running


class _Running(Generic[_Asked, _Answer]):
    """A process that runs, and the questions that it has not answered yet, in their order."""

    def __init__(
        self, process: BaseProcess, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None:
        self._process, self._reader, self._writer = process, reader, writer
        self._waiting: deque[asyncio.Future[_Answer]] = deque()
        self.has_ended = False
        self._listening = asyncio.create_task(self._listen())

    async def ask(self, asked: _Asked) -> _Answer:
        answer: asyncio.Future[_Answer] = asyncio.get_running_loop().create_future()
        self._waiting.append(answer)
        self._writer.write(_packed(asked))
        try:
            return await asyncio.wait_for(answer, LONGEST_ANSWER)
        except TimeoutError:
            self._process.kill()
            raise RequestError(503, _BROKE_OFF, seconds=_LATER) from None

    async def _listen(self) -> None:
        """Hand out the answers until the process ends."""
        try:
            with suppress(asyncio.IncompleteReadError, OSError):
                while True:
                    (length,) = _LENGTH.unpack(await self._reader.readexactly(_LENGTH.size))
                    self._hand_out(*pickle.loads(await self._reader.readexactly(length)))
        finally:
            self.has_ended = True
            self._writer.close()
            for answer in self._waiting:
                if not answer.done():
                    answer.set_exception(_EndedError())

    def _hand_out(self, found: _Answer, error: RequestError | None) -> None:
        answer = self._waiting.popleft()
        if answer.done():  # nobody waits for it any longer
            return
        if error is None:
            answer.set_result(found)
        else:
            answer.set_exception(error)


async def _start(make_work: Callable[[], Callable[[_Asked], _Answer]]) -> _Running[_Asked, _Answer]:
    ours, theirs = socket.socketpair()
    process = get_context("spawn").Process(
        target=_serve, args=(theirs, make_work), name="answering", daemon=True
    )
    with starting_processes(), theirs:
        process.start()
    return _Running(process, *await asyncio.open_connection(sock=ours))


def _serve(connection: socket.socket, make_work: Callable[[], Callable[[Any], object]]) -> None:
    """Answer questions until the process that asks is gone."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    work = make_work()
    with connection, connection.makefile("rb") as incoming, suppress(BrokenPipeError, ConnectionResetError):
        while (asked := _read(incoming)) is not None:
            connection.sendall(_packed(_answer(work, asked)))


def _read(incoming: BinaryIO) -> object:
    """Read the next question; None if there will be none."""
    header = incoming.read(_LENGTH.size)
    if len(header) < _LENGTH.size:
        return None
    (length,) = _LENGTH.unpack(header)
    data = incoming.read(length)
    return pickle.loads(data) if len(data) == length else None


def _answer(work: Callable[[Any], object], asked: object) -> tuple[object, RequestError | None]:
    try:
        with in_one_line():
            return work(asked), None
    except RequestError as error:
        return None, error


def _packed(content: object) -> bytes:
    data = pickle.dumps(content)
    return _LENGTH.pack(len(data)) + data
