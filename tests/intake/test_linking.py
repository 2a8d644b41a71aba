"""Linking in a process of its own. It may die, or whoever waits for it."""

import signal
import sqlite3
import sys
import time
from contextlib import closing
from multiprocessing.context import SpawnProcess
from pathlib import Path
from subprocess import PIPE

import pytest
from forked import Forked
from made_library import add_all

from quotes.intake.linking import link_stored

MANY = 500
WAITING = """
import sys
from quotes.cli.termination import SECONDS_TO_STOP_FOLLOWING, ending_without_error
from quotes.intake.linking import link_stored
from quotes.library import Library
with ending_without_error(within=SECONDS_TO_STOP_FOLLOWING), Library(sys.argv[1]) as library:
    print("ready", flush=True)
    link_stored(library, 500)
"""


@pytest.fixture
def starting(monkeypatch):
    """Note which processes are started; they are killed at once if the list is asked to."""
    started = []
    start = SpawnProcess.start

    def noted(process):
        start(process)
        started.append(process.name)
        if "kill" in started:
            process.kill()

    monkeypatch.setattr(SpawnProcess, "start", noted)
    return started


@pytest.mark.parametrize(("articles", "expected"), [(MANY, ["linking"]), (3, [])], ids=["many", "few"])
def test_what_was_stored_is_linked_in_a_process_of_its_own_if_it_is_much(
    library, starting, articles, expected
):
    add_all(library)
    link_stored(library, articles)
    assert library.is_linked()
    assert starting == expected


def test_a_process_that_is_killed_leaves_nothing_unlinked(library, starting):
    add_all(library)
    starting.append("kill")
    link_stored(library, MANY)
    assert library.is_linked()
    assert starting == ["kill", "linking"]


@pytest.mark.skipif(sys.platform != "linux", reason="reads from /proc which processes there are")
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGKILL])
def test_it_ends_with_the_process_that_waits_for_it(library, number):
    add_all(library)
    process = Forked(WAITING, library.path, stdout=PIPE)
    with closing(sqlite3.connect(library.path)) as locked:
        assert process.stdout.readline()
        locked.execute("BEGIN IMMEDIATE")
        until = time.monotonic() + 30
        while not (linking := children(process.pid)) and time.monotonic() < until:
            time.sleep(0.02)
        time.sleep(0.2)
        began = time.monotonic()
        process.send_signal(number)
        assert process.wait(20) == (0 if number == signal.SIGTERM else -number)
        assert time.monotonic() - began < 2
    while any(Path(f"/proc/{each}").exists() for each in linking):
        assert time.monotonic() - began < 10
        time.sleep(0.05)
    assert not library.is_linked()
    link_stored(library, 3)
    assert library.is_linked()


def children(parent):
    """The numbers of the processes that a process has started."""
    stats = [file.read_text() for file in Path("/proc").glob("[0-9]*/stat")]
    return [int(each.split()[0]) for each in stats if int(each.rpartition(")")[2].split()[1]) == parent]
