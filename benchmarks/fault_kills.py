"""``quotes add`` is killed at random moments, over and over, until its library has every article."""

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from fault_checks import Trial, articles, damages, differences, ids, quotes_by_article, write_articles

from quotes.library import Added, Library

DRIVER = """
import sys
from quotes.intake import AddedArticle, add_articles
from quotes.reading import read_outcomes
from quotes.library import Library

with Library(sys.argv[2]) as library:
    for each in add_articles(library, read_outcomes([sys.argv[1]])):
        if isinstance(each, AddedArticle):
            print(each.article.id, each.outcome, flush=True)
        else:
            print(each, file=sys.stderr)
"""
"""Adds as the command does, and acknowledges each article once the library has stored it."""

_STORED = (1, 2, 5, 20, 60)
_LATEST = 0.02
_JOBS_EVERY = 10


_COMMAND = "from quotes.cli import main; main()"

Start = Callable[..., Any]
"""Starts a script with arguments in a session of its own, like `start_script`."""


def start_script(script: str, *arguments: object) -> "subprocess.Popen[str]":
    """Start a script of Python; what it prints can be read."""
    command = [sys.executable, "-c", script, *map(str, arguments)]
    pipe = subprocess.PIPE
    return subprocess.Popen(command, stdout=pipe, stderr=pipe, text=True, start_new_session=True)


def run(folder: Path, kills: int, *, seed: int = 0, number: int = 200, start: Start = start_script) -> Trial:
    """Kill the command ``kills`` times while it adds a file of ``number`` articles."""
    trial, chance = Trial("kills of quotes add"), random.Random(seed)
    file, reference = folder / "articles.jsonl", folder / "reference.sqlite"
    write_articles(file, articles(number))
    begin = time.monotonic()
    start(_COMMAND, "add", file, "--library", reference).communicate()
    whole_run = time.monotonic() - begin
    expected, order = quotes_by_article(reference), ids(reference)
    trial.figures |= {"articles": len(order), "kills": 0, "while storing": 0, "libraries filled": 0}
    trial.figures["seconds of a run"] = f"{whole_run:.1f}"
    library, acknowledged = _new(folder, trial), set[str]()
    while int(trial.figures["kills"]) < kills:
        before = len(ids(library)) if library.exists() else 0
        if int(trial.figures["kills"]) % 2:
            was_killed, new = _kill_driver(start, file, library, len(order) - before, chance)
        else:
            jobs = "2" if int(trial.figures["kills"]) % _JOBS_EVERY == _JOBS_EVERY - 2 else "1"
            was_killed, new = _kill_command(start, file, library, chance.uniform(0, whole_run), jobs), set()
        acknowledged |= new
        trial.count("kills", was_killed)
        trial.wrong += _wrong(library, acknowledged, order, expected)
        there = len(ids(library)) if library.exists() else 0
        trial.count("while storing", was_killed and before < there < len(order))
        trial.count("acknowledged", len(new))
        if there == len(order):
            _finish(start, file, library, reference, trial)
            library, acknowledged = _new(folder, trial), set()
    if library.exists():
        _finish(start, file, library, reference, trial)
    return trial


def _new(folder: Path, trial: Trial) -> Path:
    return folder / f"library-{trial.figures['libraries filled']}.sqlite"


def _kill_command(start: Start, file: Path, library: Path, moment: float, jobs: str) -> bool:
    """Kill the command and its processes after ``moment`` seconds; False if it had already ended."""
    process = start(_COMMAND, "add", file, "--library", library, "--jobs", jobs)
    time.sleep(moment)
    was_killed = kill(process)
    process.communicate()
    return was_killed


def _kill_driver(
    start: Start, file: Path, library: Path, left: int, chance: random.Random
) -> tuple[bool, set[str]]:
    """Kill the driver soon after it has stored some of the articles ``left``.

    Returns whether it was still running, and the articles that it acknowledged.
    """
    lines: list[str] = []
    stored, most = 0, chance.choice([number for number in _STORED if number <= left])
    process = start(DRIVER, file, library)
    for line in process.stdout:
        lines.append(line)
        stored += line.split()[1:] == [Added.new]
        if stored >= most:
            break
    time.sleep(chance.uniform(0, _LATEST))
    was_killed = kill(process)
    lines += process.communicate()[0].splitlines(keepends=True)
    return was_killed, {line.split()[0] for line in lines if line.endswith("\n")}


def kill(process: Any) -> bool:
    """Kill a process and all that it started; False if it had already ended."""
    if process.poll() is not None:
        return False
    os.killpg(process.pid, signal.SIGKILL)
    return process.wait() == -signal.SIGKILL


def _wrong(
    library: Path, acknowledged: set[str], order: list[str], expected: dict[str, list[tuple[object, ...]]]
) -> list[str]:
    """What is wrong with a library after a kill."""
    if not library.exists():
        return [f"{library.name}: acknowledged articles are lost"] if acknowledged else []
    there, found = ids(library), [*damages(library)]
    if lost := acknowledged.difference(there):
        found.append(f"{library.name}: acknowledged, but lost: {sorted(lost)[:5]}")
    if there != order[: len(there)]:
        found.append(f"{library.name}: not the first {len(there)} articles in their order")
    if torn := [name for name, rows in quotes_by_article(library).items() if rows != expected.get(name)]:
        found.append(f"{library.name}: other quotes than without a kill: {torn[:5]}")
    if there:
        with Library(library, read_only=True) as opened:
            totals, listed = opened.totals().quotes, sum(1 for _ in opened.rows())
        if totals != listed:
            found.append(f"{library.name}: {totals} quotes counted, {listed} listed")
    return found


def _finish(start: Start, file: Path, library: Path, reference: Path, trial: Trial) -> None:
    """Run the command to its end, and compare the library with one whose command was never killed."""
    process = start(_COMMAND, "add", file, "--library", library)
    _, errors = process.communicate()
    trial.check(process.returncode == 0, f"after the kills: status {process.returncode}: {errors[-300:]}")
    trial.wrong += [*damages(library), *differences(library, reference)]
    trial.count("libraries filled")
