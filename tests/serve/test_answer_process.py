"""The process that answers programs: replaced when it dies, and gone when the server is."""

import asyncio
import os
import signal
import subprocess
import sys
import time
from collections.abc import Awaitable, Callable
from contextlib import suppress
from pathlib import Path

import pytest
from own_loop import run_apart

from quotes.serve import answer_process
from quotes.serve.answer_process import AnswerProcess
from quotes.serve.refusals import RequestError

PID = "__import__('os').getpid()"
PATIENCE = 30
SERVER = """
import asyncio
from quotes.serve.answer_process import AnswerProcess

def working():
    return eval

async def ask():
    print(await AnswerProcess(working).ask("__import__('os').getpid()"), flush=True)
    await asyncio.sleep(60)

if __name__ == "__main__":
    asyncio.run(ask())
"""


def calculator() -> Callable[[str], object]:
    """What answers in the process: it works out whatever it is asked."""
    return eval


def with_process(work: Callable[[AnswerProcess[str, object]], Awaitable[None]]) -> None:
    """Do something with a process that works out what it is asked."""

    async def run() -> None:
        await work(AnswerProcess(calculator))

    run_apart(run())


def test_answers_go_to_whom_they_belong() -> None:
    async def ask(process: AnswerProcess[str, object]) -> None:
        asked = [process.ask(f"{number} * {number}") for number in range(50)]
        assert await asyncio.gather(*asked) == [number * number for number in range(50)]
        assert await process.ask("'x' * 3_000_000") == "x" * 3_000_000

    with_process(ask)


def test_what_fails_is_one_line_and_the_process_goes_on(caplog: pytest.LogCaptureFixture) -> None:
    async def ask(process: AnswerProcess[str, object]) -> None:
        pid = await process.ask(PID)
        with pytest.raises(RequestError, match="the log of the server says why") as failed:
            await process.ask("1 / 0")
        assert failed.value.status == 500
        assert await process.ask(PID) == pid != os.getpid()

    with_process(ask)


def test_a_process_that_dies_is_replaced_and_loses_no_question() -> None:
    async def ask(process: AnswerProcess[str, object]) -> None:
        pid = await process.ask(PID)
        slow = asyncio.create_task(process.ask("__import__('time').sleep(1)"))
        after = asyncio.create_task(process.ask(PID))
        await asyncio.sleep(0.2)
        os.kill(int(str(pid)), signal.SIGKILL)
        await slow
        assert await after == await process.ask(PID) != pid

    with_process(ask)


def test_a_question_that_kills_the_process_is_asked_twice_at_most() -> None:
    async def ask(process: AnswerProcess[str, object]) -> None:
        with pytest.raises(RequestError, match="try again") as failed:
            await process.ask("__import__('os')._exit(1)")
        assert (failed.value.status, failed.value.seconds) == (503, 5)
        assert await process.ask("1 + 1") == 2

    with_process(ask)


def test_a_process_that_hangs_is_replaced(monkeypatch: pytest.MonkeyPatch) -> None:
    async def ask(process: AnswerProcess[str, object]) -> None:
        pid = await process.ask(PID)
        monkeypatch.setattr(answer_process, "LONGEST_ANSWER", 0.2)
        with pytest.raises(RequestError, match="try again"):
            await process.ask("__import__('time').sleep(60)")
        monkeypatch.setattr(answer_process, "LONGEST_ANSWER", PATIENCE)
        assert await process.ask(PID) != pid

    with_process(ask)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGKILL")
def test_the_process_ends_with_the_server_however_that_ends(tmp_path: Path) -> None:
    script = tmp_path / "server.py"
    script.write_text(SERVER)
    places = os.pathsep.join(sys.path)
    with subprocess.Popen(
        [sys.executable, str(script)], stdout=subprocess.PIPE, env=os.environ | {"PYTHONPATH": places}
    ) as server:
        assert server.stdout is not None
        pid = int(server.stdout.readline())
        os.kill(pid, 0)
        server.kill()
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        with suppress(ProcessLookupError):
            os.kill(pid, 0)
            time.sleep(0.05)
            continue
        return
    pytest.fail("the process outlived the server")
