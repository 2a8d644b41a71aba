"""The worked example of docs/scale.md runs as it is written: scheduler, workers, dataset, library, Python."""

import doctest
import json
import os
import re
import runpy
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest
import result_tables

from quotes.library import Filter, Library
from quotes.types import InputError

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "scale.md"
TEXT = '"We sail at dawn," Ada Quill told the Ellin Courier. She called it "a costly mess".\n\nDay {}.'
MANY = runpy.run_path(str(ROOT / "benchmarks" / "many.py"))


def commands():
    """The commands of the worked example, in order, on a port that is free."""
    (example,) = re.findall(r"^```sh\n(.*?)^```", PAGE.read_text("utf-8"), re.DOTALL | re.MULTILINE)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    lines = [line for line in example.splitlines() if line and not line.startswith("#")]
    return [line.replace("8786", str(port)) for line in lines]


def write_article(folder, number):
    line = json.dumps({"id": f"a{number}", "text": TEXT.format(number)})
    (folder / f"{number}.jsonl").write_text(line + "\n", "utf-8")


@pytest.fixture
def shell(tmp_path, monkeypatch):
    """A function that runs a command as the page has it; what it leaves in the background is ended."""
    monkeypatch.chdir(tmp_path)
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    running = []

    def run(command):
        background = command.endswith("&")
        process = subprocess.Popen(
            f"exec {command.removesuffix('&')}",
            shell=True,
            cwd=tmp_path,
            env=os.environ | {"PATH": path},
            stdout=subprocess.PIPE if not background else subprocess.DEVNULL,
            stderr=subprocess.PIPE if not background else subprocess.DEVNULL,
            text=True,
            start_new_session=True,
        )
        running.append(process)
        if background:
            time.sleep(1)
            assert process.poll() is None, command
            return ""
        output, errors = process.communicate(timeout=120)
        assert (process.returncode, errors) == (0, ""), command
        return output

    yield run
    for process in reversed(running):
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGTERM)
            process.wait(timeout=30)


@pytest.mark.faults
def test_the_worked_example_works(shell, tmp_path):
    (tmp_path / "archive").mkdir()
    for number in (1, 2):
        write_article(tmp_path / "archive", number)
    scheduler, worker, extract, again, add = commands()
    assert [each.split()[:2] for each in (scheduler, worker, extract, again, add)] == [
        ["dask", "scheduler"],
        ["dask", "worker"],
        ["quotes", "extract"],
        ["quotes", "extract"],
        ["quotes", "add"],
    ]
    shell(scheduler)
    shell(worker)
    assert shell(extract) == "parts: 1 written; articles: 2; quotes: 4\n"
    write_article(tmp_path / "archive", 3)
    assert shell(again) == "parts: 1 written, 1 already there; articles: 1; quotes: 2\n"
    assert shell(add) == "articles: 3 new; quotes extracted: 6\n"
    with Library(tmp_path / "archive.sqlite") as library:
        assert library.totals(Filter()).quotes == 6
    listed = {path.name for path in (tmp_path / "archive-quotes").iterdir()}
    assert listed == set(re.findall(r"^    archive-quotes/([\w.-]+)", PAGE.read_text("utf-8"), re.MULTILINE))
    python = doctest.testfile(str(PAGE), module_relative=False, encoding="utf-8")
    assert (python.attempted > 5, python.failed) == (True, 0)


def test_the_tables_of_the_page_are_drawn_by_the_measures(tmp_path):
    page = tmp_path / "scale.md"
    page.write_text(PAGE.read_text("utf-8"), "utf-8")
    result_tables.fill_pages([page], {"costs": "| a |", "goals": "| b |"})
    filled = page.read_text("utf-8")
    assert filled.count("| a |") == filled.count("| b |") == 1
    places = re.compile(result_tables.PLACE.format(kind="measured"), re.DOTALL)
    assert places.sub(r"\2", filled) == places.sub(r"\2", PAGE.read_text("utf-8"))
    with pytest.raises(InputError, match="shows 'costs'"):
        result_tables.fill_pages([page], {"goals": "| c |"})
    assert page.read_text("utf-8") == filled
    assert doctest.testmod(result_tables).attempted == 1


def test_articles_are_repeated_with_other_ids_and_new_words():
    articles = MANY["endless"](["The crews voted yesterday to strike against higher harbour charges. " * 40])
    first, second = next(articles), next(articles)
    assert (first.id, second.id) == ("a0", "a1")
    assert set(first.text.split()) ^ set(second.text.split()) > {"0", "1"}


def test_what_grows_is_found_to_grow():
    state = MANY["WorkerState"]
    level = [state(done, done / 10, done / 100, 200, 100) for done in (250, 1_250, 19_000, 20_000)]
    growing = [each._replace(workers_cpu=each.articles**1.1, worker_peak=each.articles) for each in level]
    assert [goal.is_met for goal in MANY["growth"](level)] == [True, True, True]
    assert [goal.is_met for goal in MANY["growth"](growing)] == [False, False, False]
    lines = MANY["costs"](level, MANY["StorageCosts"](4_000, 1_500, 900, 9_000, 100))
    by_name = {line[0]: line[1:] for line in lines}
    assert by_name["extraction, core-hours"] == ["100.0 ms", "28", "27,778"]
    assert by_name["input, JSON lines"] == ["4.0 kB", "4.0 GB", "4.0 TB"]
    assert by_name["library, hours to take in the dataset"] == ["", "2.8", "2,778"]
    assert by_name["workers that one `--jobs` process keeps busy"] == ["", "10", "10"]
