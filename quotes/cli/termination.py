"""Ending when the system asks for it: SIGTERM and SIGHUP leave no unfinished file and no process behind."""

import os
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from multiprocessing import active_children
from threading import Thread
from time import sleep
from types import FrameType
from typing import NoReturn

_SIGNALS = ("SIGTERM", "SIGHUP")
_SECONDS_IN_ORDER = 0.5
SECONDS_TO_STOP_FOLLOWING = 1.5
"""What is under way then, an article or some hundred quotes to match, is done again by the next start."""
_cleanups: list[Callable[[], None]] = []


@contextmanager
def cleaning_up(clean: Callable[[], None]) -> Iterator[None]:
    """Call ``clean`` at the end of this context, even if the process has to end at once."""
    _cleanups.append(clean)
    try:
        yield
    finally:
        _cleanups.remove(clean)
        clean()


def end_when_asked() -> None:
    """Make SIGTERM and SIGHUP end this process within about a second, with status 128 + n.

    A signal that is ignored from the start, as under nohup, stays ignored.
    """
    for number in _numbers():
        if signal.getsignal(number) is signal.SIG_DFL:
            signal.signal(number, _end)


@contextmanager
def ending_without_error(*, within: float | None = None) -> Iterator[Callable[[], bool]]:
    """Give Ctrl-C and SIGTERM the exit status 0: this is how a command that runs until stopped ends.

    With ``within``, the process ends after so many seconds even if it cannot leave what it is doing, and at
    once when it has left this context: Python would take a second to put a parser away. This is for commands
    that lose nothing when they are killed. Any error on the way out comes of being stopped, for instance in a
    transaction that was left half-way, and is no error of the command. What this gives tells whether the
    process was asked to stop.
    """
    asked = False

    def end(_signal: int, _frame: FrameType | None) -> NoReturn:
        nonlocal asked
        asked = True
        if within is not None:
            Thread(target=_end_at_once, args=(0, within), daemon=True).start()
        raise SystemExit(0)

    before = {each: signal.signal(each, end) for each in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield lambda: asked
    except BaseException:
        if not asked:
            raise
        if within is not None:
            _end_at_once(0, after=0)
        raise SystemExit(0) from None
    finally:
        for each, handler in before.items():
            signal.signal(each, handler)


def _numbers() -> list[int]:
    """List the signals that this system has."""
    return [getattr(signal, name) for name in _SIGNALS if hasattr(signal, name)]


def _end(number: int, _: FrameType | None) -> None:
    """Leave all contexts, which deletes what is unfinished. If that takes too long, a thread does it."""
    for each in _numbers():
        signal.signal(each, signal.SIG_IGN)
    status = 128 + number
    Thread(target=_end_at_once, args=(status,), daemon=True).start()
    sys.exit(status)


def _end_at_once(status: int, after: float = _SECONDS_IN_ORDER) -> None:
    sleep(after)
    from quotes.writing import remove_unfinished

    for process in active_children():
        process.kill()
    for clean in (remove_unfinished, *_cleanups):
        with suppress(Exception):
            clean()
    os._exit(status)
