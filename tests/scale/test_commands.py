"""Long inputs on the command line: several processes, rows written as they come, interruptions."""

import json
import os
import random
import re
import signal
import subprocess
import sys
import time
from io import BytesIO, FileIO
from pathlib import Path

import forked
import pandas as pd
import pytest
from pyarrow import parquet
from terminals import hear_interrupts, on_a_terminal
from typer.testing import CliRunner

from quotes import extract, to_frame
from quotes.cli import app
from quotes.library import Filter, Library
from quotes.reading import InputFile, read_parquet
from quotes.types import Article
from quotes.writing import STREAMED, Format, open_stream, to_bytes

COMMAND = str(Path(sys.executable).with_name("quotes"))
NUMBER = 40

AT_ONCE = 60  # seconds: one or two on a calm machine, far more if other tests fill it


def text_of(number):
    calm = "The harbour was calm that day. " * (number % 7 * 20)
    return (
        f'"=Ferry {number} sails," Ada Quill told the Ellin Courier. She called it "a costly mess". {calm}\n'
    )


@pytest.fixture
def articles(tmp_path):
    path = tmp_path / "articles.jsonl"
    lines = [json.dumps({"id": f"a{number}", "text": text_of(number)}) for number in range(NUMBER)]
    lines[5] = "{"
    path.write_text("\n".join(lines), "utf-8")
    return path


def run(*arguments):
    return CliRunner().invoke(app, [*map(str, arguments)])


@pytest.mark.faults
def test_extract_with_several_processes_writes_the_same(articles, tmp_path):
    done = [
        run("extract", articles, "-o", tmp_path / "one.csv"),
        run("extract", articles, "-o", tmp_path / "several.csv", "--jobs", 2),
    ]
    assert [each.exit_code for each in done] == [1, 1]
    assert done[0].stderr == done[1].stderr
    assert "articles.jsonl:6: this line is not valid JSON" in done[0].stderr
    assert (tmp_path / "one.csv").read_bytes() == (tmp_path / "several.csv").read_bytes()
    assert len(pd.read_csv(tmp_path / "one.csv")) == 2 * (NUMBER - 1)


@pytest.mark.faults
def test_add_with_several_processes_stores_the_same_and_continues(articles, tmp_path):
    for jobs in (1, 0):  # 0: as many as there are cores
        done = run("add", articles, "--library", tmp_path / f"{jobs}.db", "--jobs", jobs)
        told = f"articles: {NUMBER - 1} new, 1 failed; quotes extracted: {2 * (NUMBER - 1)}\n"
        assert (done.exit_code, done.stdout) == (1, told)
    again = run("add", articles, "--library", tmp_path / "0.db", "--jobs", 2)
    assert again.stdout == f"articles: {NUMBER - 1} already there, 1 failed; quotes extracted: 0\n"
    stored = []
    for jobs in (1, 0):
        with Library(tmp_path / f"{jobs}.db") as library:
            stored.append(list(library.rows(Filter())))
    assert stored[0] == stored[1]


def test_fewer_jobs_than_none_are_refused(articles):
    done = run("extract", articles, "--jobs", "-1")
    assert done.exit_code == 2
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(("file_format", "bom"), [*((each, False) for each in STREAMED), (Format.csv, True)])
@pytest.mark.parametrize("cuts", [(), (0,), (1, 5), (3, 3, 12)])
def test_pieces_make_the_whole_table(file_format, bom, cuts):
    frame = to_frame(row for number in range(6) for row in extract(Article(text_of(number), id=str(number))))
    written = BytesIO()
    stream = open_stream(written, file_format, bom=bom)
    for start, end in zip((0, *cuts), (*cuts, len(frame)), strict=True):
        stream.write(frame.iloc[start:end])
    stream.close()
    whole = to_bytes(frame, file_format, bom=bom)
    if file_format is Format.parquet:
        pieces, at_once = (pd.read_parquet(BytesIO(content)) for content in (written.getvalue(), whole))
        pd.testing.assert_frame_equal(pieces, at_once)
        assert parquet.read_schema(BytesIO(written.getvalue())) == parquet.read_schema(BytesIO(whole))
    elif file_format is Format.xlsx:
        contents = (written.getvalue(), whole)
        pieces, at_once = (pd.read_excel(BytesIO(content), engine="calamine") for content in contents)
        pd.testing.assert_frame_equal(pieces, at_once)
        assert len(pieces) == len(frame) > 0
    else:
        assert written.getvalue() == whole


@pytest.mark.parametrize("suffix", ["csv", "jsonl", "parquet", "xlsx"])
def test_an_empty_table_has_its_header(tmp_path, suffix):
    (tmp_path / "quiet.txt").write_text("Nobody said a word.\n", "utf-8")
    done = run("extract", tmp_path / "quiet.txt", "-o", tmp_path / f"rows.{suffix}")
    assert (done.exit_code, done.stderr) == (0, "quotes: no quotes were found\n")
    if suffix == "parquet":
        pd.testing.assert_frame_equal(pd.read_parquet(tmp_path / "rows.parquet"), to_frame([]))
    elif suffix == "xlsx":
        sheet = pd.read_excel(tmp_path / "rows.xlsx", "All columns", engine="calamine")
        assert [*sheet.columns] == [*to_frame([]).columns]
    else:
        assert (tmp_path / f"rows.{suffix}").read_bytes() == to_bytes(to_frame([]), suffix)


def test_what_cannot_be_read_leaves_the_former_file(tmp_path):
    (tmp_path / "broken.jsonl").write_text("{\n", "utf-8")
    (tmp_path / "rows.csv").write_text("as it was", "utf-8")
    done = run("extract", tmp_path / "broken.jsonl", "-o", tmp_path / "rows.csv")
    assert done.exit_code == 2
    assert (tmp_path / "rows.csv").read_text("utf-8") == "as it was"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["broken.jsonl", "rows.csv"]
    assert run("extract", tmp_path / "broken.jsonl", "--format", "csv").stdout == ""


@pytest.fixture
def many(tmp_path):
    """A file of articles that keeps two processes busy for minutes."""
    path = tmp_path / "many.jsonl"
    with path.open("w", encoding="utf-8") as file:
        for number in range(2_000):
            text = f"{text_of(number)}{number} " + "The harbour was calm. Nobody sailed. " * 200
            file.write(json.dumps({"id": f"a{number}", "text": text}) + "\n")
    return path


def wait_for(condition, seconds=60):
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "it never came"
        time.sleep(0.05)


def stored_in(path):
    """How many articles with quotes a library has."""
    if not path.exists():
        return 0
    with Library(path) as library:
        return library.totals(Filter()).articles


def descendants(pid):
    """The processes that a process has started, and those that they have."""
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return [*children, *(each for child in children for each in descendants(child))]


@pytest.mark.faults
@pytest.mark.parametrize(("command", "begun"), [("extract", 1), ("add", 4)])
def test_interrupted_it_ends_at_once_and_cleanly(many, tmp_path, command, begun):
    place = {"extract": ("-o", "rows.parquet"), "add": ("--library", "press.db")}[command]
    running = subprocess.Popen(
        [COMMAND, command, str(many), *place, "--jobs", "2"],
        cwd=tmp_path,
        stderr=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        start_new_session=True,
        preexec_fn=hear_interrupts,  # noqa: PLW1509  (no threads here)
    )
    wait_for(lambda: len(descendants(running.pid)) >= begun)
    if command == "add":
        wait_for(lambda: stored_in(tmp_path / "press.db") > 1)
    pids = descendants(running.pid)
    os.killpg(running.pid, signal.SIGINT)
    pressed = time.monotonic()
    output, errors = running.communicate(timeout=120)
    assert time.monotonic() - pressed < AT_ONCE
    assert running.returncode not in (0, None)
    assert not {"Traceback", "ignored"} & set(errors.split())
    assert not any(
        Path(f"/proc/{pid}/cmdline").exists() and Path(f"/proc/{pid}/cmdline").read_bytes() for pid in pids
    )
    if command == "extract":
        assert sorted(path.name for path in tmp_path.iterdir()) == ["many.jsonl"]
    else:
        stored = int(re.search(r"articles: ([\d,]+) new", output)[1].replace(",", ""))
        assert stored_in(tmp_path / "press.db") - stored in (0, 1)  # one may be stored and not yet counted
        assert stored > 0


@pytest.mark.faults
@pytest.mark.parametrize(
    ("command", "jobs", "number"),
    [("extract", 1, signal.SIGHUP), ("dask", 2, signal.SIGTERM), ("add", 2, signal.SIGTERM)],
)
def test_asked_to_end_it_leaves_no_unfinished_file_and_no_process(many, tmp_path, command, jobs, number):
    options = {
        "extract": ["extract", "-o", "rows.csv"],
        "dask": ["extract", "-o", "rows", "--engine", "dask", "--part-size", "1"],
        "add": ["add", "--library", "press.db"],
    }
    running = subprocess.Popen(
        ["env", "--default-signal", COMMAND, *options[command], str(many), "--jobs", str(jobs)],
        cwd=tmp_path,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
    )
    begun = {"extract": ".rows.csv.*.part", "dask": "*/.part-*.tmp", "add": "press.db"}
    wait_for(lambda: [*tmp_path.rglob(begun[command])] or running.poll() is not None)
    time.sleep(1)
    running.send_signal(number)
    sent = time.monotonic()
    running.communicate(timeout=60)
    assert time.monotonic() - sent < AT_ONCE
    assert running.returncode == 128 + number
    assert not [*tmp_path.rglob(".*.part"), *tmp_path.rglob(".part-*.tmp")]
    wait_for(lambda: not processes_of(running.pid), seconds=2)


def processes_of(session):
    """The processes of a session that still run, except those that only wait to be collected."""
    found = subprocess.run(
        ["ps", "-o", "stat=", "-s", str(session)], capture_output=True, text=True, check=False
    )
    return [line for line in found.stdout.split() if not line.startswith("Z")]


def test_a_signal_that_was_ignored_from_the_start_stays_ignored():
    program = (
        "import signal; from quotes.cli.termination import end_when_asked\n"
        "signal.signal(signal.SIGHUP, signal.SIG_IGN); end_when_asked(); signal.raise_signal(signal.SIGHUP)"
    )
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0


@pytest.mark.parametrize("within", [None, 1.5])
def test_an_error_on_the_way_out_is_none_of_the_command_that_was_stopped(within):
    """A transaction that a signal left half-way fails when it is put away."""
    program = (
        "import signal; from quotes.cli.termination import ending_without_error\n"
        f"with ending_without_error(within={within}):\n"
        "    try: signal.raise_signal(signal.SIGTERM)\n"
        "    finally: raise ValueError('no transaction is active')"
    )
    ended = subprocess.run([sys.executable, "-c", program], check=False, capture_output=True, text=True)
    assert (ended.returncode, ended.stderr) == (0, "")


def test_a_terminal_sees_rate_failures_and_time_left(articles, tmp_path):
    command = ("extract", articles, "-o", tmp_path / "rows.csv")
    shown = on_a_terminal(forked.COMMAND, *command, streams=("stdout", "stderr"), COLUMNS="100", TERM="xterm")
    assert shown.status == 1
    assert re.search(r"\d+ articles, [\d.]+/s", shown.screen)
    assert "1 failed, left:" in shown.screen


class Watched(FileIO):
    """A file that notes how much was read of it at once."""

    most = 0

    def read(self, size=-1):
        content = super().read(size)
        self.most = max(self.most, len(content))
        return content


def test_a_parquet_file_is_read_by_pieces_however_long_its_row_groups(tmp_path):
    words = random.Random(1)
    texts = [text_of(number) + f"{words.getrandbits(40_000):x}" for number in range(600)]
    frame = pd.DataFrame({"text": texts})
    pages = {"write_batch_size": 16, "data_page_size": 100_000, "use_dictionary": False}
    frame.to_parquet(tmp_path / "in.parquet", row_group_size=600, compression="none", **pages)
    assert (tmp_path / "in.parquet").stat().st_size > 5_000_000
    with Watched(tmp_path / "in.parquet") as file:
        read = list(read_parquet(InputFile("in.parquet", "in.parquet", file)))
    assert [found.article.text for found in read] == texts
    assert 0 < file.most <= 1 << 20
