"""The process with which a dashboard follows the sources of its library (`quotes dashboard --watch`)."""

import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing import get_context
from pathlib import Path
from typing import TYPE_CHECKING

from quotes.cli.terminal import note
from quotes.cli.termination import SECONDS_TO_STOP_FOLLOWING, ending_without_error

if TYPE_CHECKING:
    from quotes.intake import WatchSettings
    from quotes.reading import Remark

_BETWEEN_TRIES = 10.0


@contextmanager
def following_beside(library: Path, settings: "WatchSettings") -> Iterator[None]:
    """Follow the sources of a library in a process of its own as long as this context lasts.

    It ends with this process, however this one ends. If another process follows the sources, it waits for
    that one to end.
    """
    process = get_context("spawn").Process(  # not a daemon, because it starts processes itself
        target=_follow, args=(library, settings), name="following sources"
    )
    process.start()
    try:
        yield
    finally:
        process.terminate()
        process.join(5)


def _follow(path: Path, settings: "WatchSettings") -> None:
    """Follow the sources until the dashboard ends."""
    from quotes.intake import Watch
    from quotes.library import Library, MigratingLibraryError
    from quotes.scale import end_with_parent
    from quotes.types import InputError

    end_with_parent()  # what was stored is whole
    told = ""
    with ending_without_error(within=SECONDS_TO_STOP_FOLLOWING):
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # the dashboard gets it too, and ends this process
        while True:
            try:
                with Library(path) as library:
                    Watch(library, settings, tell=_tell).forever()
            except MigratingLibraryError:
                pass
            except InputError as error:
                if str(error) != told:
                    note(told := str(error))
            time.sleep(_BETWEEN_TRIES)


def _tell(remark: "Remark") -> None:
    note(f"{remark.outcome}: {remark}")
