"""Datasets made by real Dask workers on this machine, one of which is killed; Dask DataFrames of articles."""

import json
import os
import re
import signal
import subprocess
import sys
import time
from functools import cache
from pathlib import Path

import dask.dataframe
import pandas as pd
import pytest
from forked import begin_forking
from terminals import hear_interrupts
from typer.testing import CliRunner

from quotes import extract, to_frame
from quotes.cli import app
from quotes.parsing import load_model
from quotes.scale import dask_client, dataset, extract_frame, prepare_dataset, run_parts
from quotes.scale.part_worker import PartDone
from quotes.types import COLUMNS, Article, InputError
from quotes.writing.table import DTYPES

pytestmark = pytest.mark.faults

COMMAND = str(Path(sys.executable).with_name("quotes"))
TEXT = '"We sail at dawn," Ada Quill told the Ellin Courier. She called it "a costly mess".\n\nDay {}.'
NUMBER = 60
FORKED_WORKERS = {"distributed.worker.multiprocessing-method": "forkserver"}


def write_articles(path, number=NUMBER, first=0, length=0):
    text = TEXT + " The harbour was calm that day." * length
    lines = [
        json.dumps({"id": f"a{each}", "text": text.format(each)}) for each in range(first, first + number)
    ]
    path.write_text("\n".join(lines) + "\n", "utf-8")


@pytest.fixture(scope="module")
def client():
    """A client of two worker processes here, which need not load the parser; those of the command do."""
    begin_forking()
    with dask.config.set(FORKED_WORKERS), dask_client(None, 2) as client:
        yield client


@pytest.fixture
def articles(tmp_path):
    write_articles(tmp_path / "in.jsonl")
    return tmp_path / "in.jsonl"


def rows_in(folder):
    frame = pd.read_parquet(folder / "quotes")
    return frame[list(COLUMNS)]


@cache
def expected(length=0):
    text = TEXT + " The harbour was calm that day." * length
    return to_frame(
        row for each in range(NUMBER) for row in extract(Article(text.format(each), id=f"a{each}"))
    )


def loads_of_the_model():
    """How often this worker has loaded its model."""
    return load_model.cache_info().misses


def test_parts_are_made_and_the_model_is_loaded_once_a_worker(client, articles, tmp_path):
    work = prepare_dataset([str(articles)], str(tmp_path / "out"), part_bytes=500)
    assert len(work.parts) == len(work.missing) > 8
    done = list(run_parts(client, work))
    assert all(isinstance(each, PartDone) for each in done)
    assert sum(each.articles for each in done) == NUMBER
    pd.testing.assert_frame_equal(rows_in(tmp_path / "out"), expected())
    assert list(client.run(loads_of_the_model).values()) == [1, 1]


def test_a_killed_worker_loses_nothing_and_repeats_nothing(client, tmp_path):
    write_articles(tmp_path / "in.jsonl", length=50)
    work = prepare_dataset([str(tmp_path / "in.jsonl")], str(tmp_path / "out"), part_bytes=5_000)
    pids = list(client.run(os.getpid).values())
    done = []
    for each in run_parts(client, work):
        done.append(each)
        if len(done) == 2:
            os.kill(pids[0], signal.SIGKILL)
    client.wait_for_workers(2, timeout=60)
    assert pids[0] not in client.run(os.getpid).values()
    assert len(done) == len(work.parts) > 10
    assert all(isinstance(each, PartDone) for each in done)
    pd.testing.assert_frame_equal(rows_in(tmp_path / "out"), expected(length=50))


def test_run_again_it_does_what_is_missing(client, articles, tmp_path):
    out = tmp_path / "out"
    work = prepare_dataset([str(articles)], str(out), part_bytes=500)
    list(run_parts(client, work))
    before = {path.name: path.stat().st_mtime_ns for path in (out / "quotes").iterdir()}
    gone = sorted(before)[1:3]
    for name in gone:
        (out / "quotes" / name).unlink()
    (out / "articles" / f".{gone[0]}.0f3a.tmp").write_bytes(b"what a killed worker left")
    again = prepare_dataset([str(articles)], str(out), part_bytes=500)
    assert [f"{part.name}.parquet" for part in again.missing] == gone
    list(run_parts(client, again))
    after = {path.name: path.stat().st_mtime_ns for path in (out / "quotes").iterdir()}
    assert {name for name in after if after[name] != before[name]} == set(gone)
    assert not [path for path in out.rglob("*") if path.name.endswith(".tmp")]
    pd.testing.assert_frame_equal(rows_in(out), expected())


def test_inputs_may_be_added_but_not_changed_or_left_out(client, tmp_path):
    out = str(tmp_path / "out")
    folder = tmp_path / "in"
    folder.mkdir()
    for day in (2, 3, 5):
        write_articles(folder / f"{day}.jsonl", 3, first=3 * day)
    list(run_parts(client, prepare_dataset([str(folder)], out)))
    for day in (1, 4):
        write_articles(folder / f"{day}.jsonl", 3, first=3 * day)
    more = prepare_dataset([str(folder)], out, part_bytes=500)
    assert [[piece.url[-7:] for piece in part.pieces] for part in more.missing] == [["1.jsonl"], ["4.jsonl"]]
    list(run_parts(client, more))
    assert sorted(rows_in(tmp_path / "out")["doc_id"].unique()) == sorted(f"a{n}" for n in range(3, 18))
    with pytest.raises(InputError, match=r"2\.jsonl: is missing from the inputs"):
        prepare_dataset([str(folder / "1.jsonl")], out)
    with pytest.raises(InputError, match="made with --text-column None, not body"):
        prepare_dataset([str(folder)], out, text_column="body")
    write_articles(folder / "3.jsonl", 2)
    with pytest.raises(InputError, match=r"3\.jsonl: has changed since the dataset was started"):
        prepare_dataset([str(folder)], out)
    (tmp_path / "out" / "plan.jsonl").write_text("{", "utf-8")
    with pytest.raises(InputError, match="the plan of this dataset is damaged"):
        prepare_dataset([str(folder)], out)


def test_folders_of_something_else_are_refused(articles, tmp_path):
    (tmp_path / "thesis").mkdir()
    (tmp_path / "thesis" / "draft.txt").write_text("mine", "utf-8")
    for folder, reason in (("thesis", "this folder has other files"), ("in.jsonl", "this is a file")):
        with pytest.raises(InputError, match=reason):
            prepare_dataset([str(articles)], str(tmp_path / folder))
    prepare_dataset([str(articles)], str(tmp_path / "out"))
    manifest = tmp_path / "out" / dataset.MANIFEST
    manifest.write_text(manifest.read_text("utf-8").replace(dataset.__version__, "0.0.1"), "utf-8")
    with pytest.raises(InputError, match=r"made with quotes 0\.0\.1"):
        prepare_dataset([str(articles)], str(tmp_path / "out"))


def test_a_part_that_fails_is_reported_and_the_others_are_done(client, tmp_path):
    for number in range(3):
        write_articles(tmp_path / f"{number}.jsonl", 3, first=3 * number)
    work = prepare_dataset([f"{tmp_path}/*.jsonl"], str(tmp_path / "out"), part_bytes=400)
    (tmp_path / "1.jsonl").unlink()
    done = list(run_parts(client, work))
    (failed,) = [each for each in done if not isinstance(each, PartDone)]
    assert "1.jsonl" in failed.place
    assert re.search(r"part-000001-\w+ failed: FileNotFoundError", failed.reason)
    assert len(rows_in(tmp_path / "out")) == 12


def run(*arguments):
    return CliRunner().invoke(app, [*map(str, arguments)])


def test_the_command_uses_a_scheduler_and_the_library_takes_its_dataset(client, articles, tmp_path):
    with articles.open("a") as file:
        file.write("{\n")
    command = ("extract", articles, "--engine", "dask", "--scheduler", client.scheduler.address)
    done = run(*command, "-o", tmp_path / "out", "--errors", tmp_path / "errors.tsv")
    assert done.exit_code == 1
    assert done.stdout == f"parts: 1 written; articles: {NUMBER}, 1 failed; quotes: {2 * NUMBER}\n"
    assert "this line is not valid JSON" in done.stderr
    assert "this line is not valid JSON" in (tmp_path / "errors.tsv").read_text("utf-8")
    again = run(*command, "-o", tmp_path / "out")
    assert (again.exit_code, again.stdout) == (
        0,
        "parts: 0 written, 1 already there; articles: 0; quotes: 0\n",
    )
    added = run("add", tmp_path / "out", "--library", tmp_path / "press.db")
    assert added.stdout == f"articles: {NUMBER} new, 1 failed; quotes extracted: {2 * NUMBER}\n"


def test_the_command_makes_workers_of_its_own(articles, tmp_path):
    """Those of a command that has just been started are in tests/attacks/test_code.py."""
    begin_forking()
    with dask.config.set(FORKED_WORKERS):
        done = run("extract", articles, "--engine", "dask", "--jobs", "2", "-o", tmp_path / "out")
    assert (done.exit_code, done.stderr) == (0, "")
    assert done.stdout == f"parts: 1 written; articles: {NUMBER}; quotes: {2 * NUMBER}\n"


@pytest.mark.parametrize(
    ("options", "reason"),
    [
        (["--engine", "dask"], "needs a folder for the dataset"),
        (["--engine", "dask", "-o", "out", "--format", "csv"], "writes a dataset of Parquet files"),
        (
            ["--engine", "dask", "-o", "out", "--scheduler", "tcp://127.0.0.1:9", "--jobs", "2"],
            "--jobs starts processes",
        ),
        (["--scheduler", "tcp://127.0.0.1:9"], "--scheduler needs --engine dask"),
        (["--engine", "dask", "-o", "out", "--scheduler", "nonsense://"], "no Dask scheduler answers"),
        (["--engine", "dask", "-o", "nowhere://out"], "nowhere://out: cannot be reached"),
    ],
)
def test_options_that_do_not_go_together_end_with_one_line(articles, monkeypatch, options, reason):
    monkeypatch.chdir(articles.parent)
    done = run("extract", articles, *options)
    assert (done.exit_code, done.stderr.count("\n")) == (2, 1)
    assert reason in done.stderr


def test_without_dask_one_line_says_what_to_install(articles, monkeypatch):
    monkeypatch.setitem(sys.modules, "distributed", None)
    done = run("extract", articles, "--engine", "dask", "-o", articles.parent / "out")
    assert (done.exit_code, done.stderr) == (
        2,
        "quotes: --engine dask needs Dask: pip install 'news-quotes[dask]'\n",
    )


def test_interrupted_it_ends_at_once_and_continues_later(tmp_path):
    lines = [json.dumps({"text": TEXT.format(number), "more": "x" * 20_000}) for number in range(1_000)]
    (tmp_path / "in.jsonl").write_text("\n".join(lines), "utf-8")
    command = [COMMAND, "extract", "in.jsonl", "--engine", "dask", "--part-size", "1", "-o", "out"]
    running = subprocess.Popen(
        command,
        cwd=tmp_path,
        stderr=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        start_new_session=True,
        preexec_fn=hear_interrupts,  # noqa: PLW1509  (it only sets a signal)
    )
    deadline = time.monotonic() + 90
    while not list((tmp_path / "out").glob("quotes/part-*")):
        assert time.monotonic() < deadline
        time.sleep(0.2)
    os.killpg(running.pid, signal.SIGINT)
    _, errors = running.communicate(timeout=60)
    assert running.returncode not in (0, None)
    assert "Traceback" not in errors
    work = prepare_dataset([str(tmp_path / "in.jsonl")], str(tmp_path / "out"), part_bytes=1_000_000)
    assert 0 < len(work.missing) < len(work.parts)


@pytest.mark.usefixtures("client")
def test_a_dask_dataframe_of_articles_becomes_one_of_quotes():
    frame = pd.DataFrame(
        {
            "Full Text": [TEXT.format(number) for number in range(7)],
            "ID": [f"a{number}" for number in range(7)],
            "Date": pd.to_datetime(["2024-03-05"] * 6 + [None]),
            "desk": "port",
        }
    )
    given = dask.dataframe.from_pandas(frame, npartitions=3)
    lazy = extract_frame(given)
    assert {name: str(dtype) for name, dtype in lazy.dtypes.items()} == DTYPES
    rows = lazy.compute().reset_index(drop=True)
    articles = [
        Article(text, id=id_, published=None if pd.isna(date) else "2024-03-05")
        for text, id_, date in frame[["Full Text", "ID", "Date"]].itertuples(index=False)
    ]
    pd.testing.assert_frame_equal(rows, to_frame(row for article in articles for row in extract(article)))


def test_rows_without_a_text_are_logged_and_give_nothing(caplog):
    frame = pd.DataFrame({"text": [TEXT.format(1), None, "Nobody spoke."], "id": ["a", "b", "c"]})
    rows = extract_frame(dask.dataframe.from_pandas(frame, npartitions=1)).compute(scheduler="synchronous")
    assert set(rows["doc_id"]) == {"a"}
    assert [record.message for record in caplog.records] == [
        'failed: row 1: "text" must be a string, not null'
    ]
    with pytest.raises(InputError, match="no column seems to hold the text"):
        extract_frame(dask.dataframe.from_pandas(pd.DataFrame({"n": [1]}), npartitions=1))
