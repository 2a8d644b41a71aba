"""Commands as they run on a terminal."""

import os
import pty
import signal
import subprocess
from typing import NamedTuple

from forked import Forked


def hear_interrupts() -> None:
    """Undo that a shell lets what it starts in the background overhear Ctrl-C; for ``preexec_fn``."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


class Shown(NamedTuple):
    """What a command put on the terminal, its exit status, and what it printed elsewhere."""

    screen: str
    status: int | None
    output: str


def on_a_terminal(
    script: str, *arguments: object, streams: tuple[str, ...] = ("stdout",), **variables: str
) -> Shown:
    """Run a script of which some ``streams`` are a terminal, whose lines end in a return and a newline.

    A standard output that is not on the terminal is returned as ``output``; ``variables`` are further ones of
    the environment.
    """
    screen, terminal = pty.openpty()
    places = {"stdout": subprocess.PIPE} | dict.fromkeys(streams, terminal)
    running = Forked(script, *arguments, **places, **variables)
    os.close(terminal)
    shown = b""
    while True:
        try:
            shown += os.read(screen, 65536)
        except OSError:  # the command has ended
            break
    os.close(screen)
    output = "" if "stdout" in streams else running.stdout.read()
    return Shown(shown.decode(), running.wait(60), output)
