"""Processes forked from one that has loaded the modules and the parser, for commands and scripts.

A new interpreter works for seconds before a command begins. Use this where the subject is what the command
does later: what the pages of a server show, what is left after a kill. Where the start is part of the
subject, run the installed command.
"""

import os
import signal
import sys
from collections.abc import Sequence
from multiprocessing import forkserver, get_context
from multiprocessing.reduction import DupFd
from pathlib import Path
from subprocess import PIPE
from typing import IO, Any, Literal

from quotes.cli.main import COMMANDS
from quotes.scale.workers import starting_processes

_LOADED = (
    "quotes.scale.loaded_parser",
    *(f"quotes.cli.{module}" for module in COMMANDS.values()),
    "quotes.dashboard.app",
    "streamlit.web.bootstrap",
)
COMMAND = "from quotes.cli import main; main()"
"""The script that is the command `quotes`."""

_NAMES = ("stdin", "stdout", "stderr")

Stream = IO[Any] | int | Literal["closed"] | None
"""An open file, its number, or `PIPE`, but not for standard input; None leaves the stream as it is."""


def begin_forking() -> None:
    """Start the process to fork from, if it does not run yet."""
    forkserver.set_forkserver_preload([*_LOADED])
    with starting_processes():
        forkserver.ensure_running()


class Forked:
    """A script that runs in a process and session of its own; to be handled like a `subprocess.Popen`."""

    stdout: IO[str]
    stderr: IO[str]

    def __init__(
        self,
        script: str,
        *arguments: object,
        stdin: Stream = None,
        stdout: Stream = None,
        stderr: Stream = None,
        folder: Path | None = None,
        **variables: str,
    ) -> None:
        """Start a script of Python.

        Args:
            script: the code; `COMMAND` for the command ``quotes``.
            arguments: what follows the name of the script in ``sys.argv``.
            stdin: what it reads; without it, nothing.
            stdout: where it prints; the standard output of this process if missing.
            stderr: likewise.
            folder: where it runs; here if missing.
            variables: further variables of the environment.

        """
        begin_forking()
        pipes = []
        streams: list[int | Literal["closed"] | None] = []
        for name, stream in zip(_NAMES, (stdin, stdout, stderr), strict=True):
            if stream == PIPE:
                ours, theirs = os.pipe()
                setattr(self, name, os.fdopen(ours, encoding="utf-8"))
                pipes.append(theirs)
                streams.append(theirs)
            else:
                streams.append(stream.fileno() if hasattr(stream, "fileno") else stream)
        environment = os.environ | variables
        self._process = get_context("forkserver").Process(
            target=_run,
            args=(script, [*map(str, arguments)], folder or Path.cwd(), environment, _Streams(streams)),
        )
        self._process.start()
        self.pid = self._process.pid or 0
        for each in pipes:
            os.close(each)

    def communicate(self, timeout: float | None = None) -> tuple[str, str]:
        """Wait for the end; the rest of what it printed, and of its errors, which must not fill a pipe."""
        printed = self.stdout.read(), self.stderr.read() if hasattr(self, "stderr") else ""
        self.wait(timeout)
        return printed

    def poll(self) -> int | None:
        return self._process.exitcode

    @property
    def returncode(self) -> int | None:
        return self._process.exitcode

    def send_signal(self, number: int) -> None:
        os.kill(self.pid, number)

    def terminate(self) -> None:
        self._process.terminate()

    def kill(self) -> None:
        self._process.kill()

    def wait(self, timeout: float | None = None) -> int | None:
        self._process.join(timeout)
        if self._process.is_alive():
            raise TimeoutError(f"the process still runs after {timeout} seconds")
        return self.poll()


class _Streams:
    """Numbers of open files that a new process gets as its own; None leaves a stream as it is."""

    def __init__(self, numbers: Sequence[int | str | None]) -> None:
        self._numbers = numbers

    def __reduce__(self) -> tuple[object, ...]:
        return _Arrived, ([DupFd(each) if isinstance(each, int) else each for each in self._numbers],)


class _Arrived:
    def __init__(self, handed: Sequence[Any]) -> None:
        self.numbers = [each.detach() if hasattr(each, "detach") else each for each in handed]


def _run(script: str, arguments: list[str], folder: Path, environment: dict[str, str], streams: Any) -> None:
    """Become the script, in the new process."""
    os.setsid()
    signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})
    for number, (name, given) in enumerate(zip(_NAMES, streams.numbers, strict=True)):
        if given == "closed":
            os.close(number)
            setattr(sys, name, None)  # as Python does when it starts
            continue
        if given is not None:
            os.dup2(given, number)
            os.close(given)
        elif number == 0:
            continue
        setattr(sys, name, os.fdopen(number, "r" if number == 0 else "w", encoding="utf-8", closefd=False))
    os.environ.clear()
    os.environ.update(environment)
    os.chdir(folder)
    sys.argv = ["quotes", *arguments]
    exec(compile(script, "<script>", "exec"), {"__name__": "__main__"})
