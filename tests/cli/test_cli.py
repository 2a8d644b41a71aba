"""`quotes extract` on the command line: formats, pipes, terminals, bad input, interruption."""

import csv
import json
import os
import resource
import signal
import subprocess
import sys
import time
from pathlib import Path

import forked
import pandas as pd
import pytest
from terminals import hear_interrupts, on_a_terminal
from typer.testing import CliRunner, Result

from quotes import __version__, extract, to_frame
from quotes.cli import app
from quotes.cli.main import COMMANDS
from quotes.types import COLUMNS, Article

COMMAND = str(Path(sys.executable).with_name("quotes"))
FERRY = '"We sail at dawn," Ada Quill said.\n'
HEAVY = ("spacy", "pandas", "streamlit", "textacy", "numpy", "pyarrow", "sqlalchemy", "apprise")


def run(*arguments: object, **options: object) -> subprocess.CompletedProcess[str]:
    """Run the installed command, as a shell does."""
    return subprocess.run(
        [COMMAND, *map(str, arguments)], capture_output=True, text=True, check=False, timeout=60, **options
    )


def invoke(*arguments: object, **options: object) -> Result:
    """Run the command in this process, which has the model loaded; its output is not a terminal."""
    return CliRunner().invoke(app, [*map(str, arguments)], **options)


def files_in(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


@pytest.fixture
def ferry(tmp_path):
    path = tmp_path / "ferry.txt"
    path.write_text(FERRY, "utf-8")
    return path


def test_damaged_text_is_reported_once_and_gives_its_quotes(tmp_path):
    path = tmp_path / "ferry.txt"
    path.write_text("&ldquo;We sail at dawn,&rdquo; Ada Quill said.\n", "utf-8")
    done = invoke("extract", path, "--format", "jsonl")
    assert done.exit_code == 0
    assert json.loads(done.stdout)["quote"] == "We sail at dawn,"
    assert done.stderr.splitlines() == [
        f"quotes: doubted: {path}: the text has damaged characters, read as what they stand for"
        " (&ldquo; as “, &rdquo; as ”)"
    ]


@pytest.mark.parametrize(
    "arguments", [["--help"], ["-h"], ["extract", "-h"], ["dashboard", "--help"], ["--version"]]
)
def test_help_loads_nothing_heavy(arguments):
    script = (
        "import sys; from quotes.cli import app; app(sys.argv[1:], standalone_mode=False);"
        f"loaded = set({HEAVY}) & set(sys.modules); sys.exit(str(loaded) if loaded else 0)"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, *arguments], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert ("Usage" in done.stdout) or (__version__ in done.stdout)


def test_help_is_quick():
    def spent():
        used = resource.getrusage(resource.RUSAGE_CHILDREN)
        return used.ru_utime + used.ru_stime

    before = spent()
    run("--help")
    assert spent() - before < 1, "about 0.1 s of a processor; something heavy is imported"


def test_extract_loads_only_what_it_uses(ferry):
    script = (
        "import sys; from quotes.cli import app;app(sys.argv[1:], standalone_mode=False); print(*sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, "extract", ferry], capture_output=True, text=True, check=True
    )
    _header, row, modules = done.stdout.splitlines()
    assert "Ada Quill" in row
    loaded = set(modules.split())
    assert loaded & {*HEAVY, "requests", "weasel"} == {"spacy", "numpy"}
    rooms = {"quotes.library", "quotes.dashboard", "quotes.checking", "quotes.intake", "quotes.evaluation"}
    other_commands = {f"quotes.cli.{module}" for module in COMMANDS.values()} - {"quotes.cli.extract"}
    assert not loaded & (rooms | other_commands)


def test_every_command_is_listed_and_loads():
    shown = invoke("--help").output
    for name in COMMANDS:
        assert f"\n  {name} " in shown
        assert invoke(name, "--help").output.startswith(f"Usage: root {name} ")


def test_a_mistyped_command_is_answered_with_those_like_it():
    done = invoke("extrct")
    assert done.exit_code == 2
    assert (
        done.stderr
        == "quotes: No such command 'extrct'. Did you mean 'extract', 'export'?; see root --help\n"
    )


def test_table_into_a_pipe_has_one_whole_quote_a_line(ferry):
    done = invoke("extract", ferry)
    assert (done.exit_code, done.stderr) == (0, "")
    header, *lines = done.stdout.splitlines()
    assert header.split("\t") == ["quote", "kind", "speaker", "source", "source_basis"]
    assert [line.split("\t")[:3] for line in lines] == [["We sail at dawn,", "full", "Ada Quill"]]


@pytest.mark.faults
def test_table_on_a_terminal_is_drawn_and_nothing_is_cut(tmp_path):
    words = " ".join(f"word{number}" for number in range(60))
    path = tmp_path / "long.txt"
    path.write_text(f'"{words}," Ada Quill said.\n', "utf-8")
    shown = on_a_terminal(forked.COMMAND, "extract", str(path), COLUMNS="60")
    assert shown.status == 0
    cells = [line.split("│")[1:-1] for line in shown.screen.splitlines() if "│" in line]
    assert "".join(cell[0].strip() for cell in cells).replace(" ", "") == words.replace(" ", "") + ","


@pytest.mark.parametrize("file_format", ["csv", "jsonl", "parquet", "xlsx"])
def test_file_has_the_rows_of_the_python_call(ferry, tmp_path, file_format):
    output = tmp_path / f"rows.{file_format}"
    done = invoke("extract", ferry, "-o", output)
    assert (done.exit_code, done.stdout, done.stderr) == (0, "", "")
    expected = to_frame(extract(Article(FERRY, id="ferry")))
    read = {
        "csv": pd.read_csv,
        "jsonl": lambda path: pd.read_json(path, lines=True),
        "parquet": pd.read_parquet,
        "xlsx": lambda path: pd.read_excel(path, "All columns", engine="calamine"),
    }[file_format](output)
    assert [*read.columns] == [*COLUMNS]
    assert read[["quote_id", "doc_id", "quote", "speaker", "start", "confidence"]].values.tolist() == (
        expected[["quote_id", "doc_id", "quote", "speaker", "start", "confidence"]].values.tolist()
    )


def test_jsonl_in_jsonl_out_keeps_ids_and_order(tmp_path):
    articles = tmp_path / "articles.jsonl"
    given = [
        {"id": f"a{number}", "text": f"{FERRY}\nDay {number}.", "outlet": "Courier"} for number in (3, 1, 2)
    ]
    articles.write_text("".join(json.dumps(article) + "\n" for article in given), "utf-8")
    done = invoke("extract", articles, "--format", "jsonl", "-o", tmp_path / "rows.jsonl")
    assert done.exit_code == 0
    rows = [json.loads(line) for line in (tmp_path / "rows.jsonl").read_text("utf-8").splitlines()]
    assert [(row["doc_id"], row["outlet"], row["title"]) for row in rows] == [
        ("a3", "Courier", None),
        ("a1", "Courier", None),
        ("a2", "Courier", None),
    ]


def test_format_goes_before_suffix_and_text_formats_go_to_a_pipe(ferry, tmp_path):
    invoke("extract", ferry, "-o", tmp_path / "rows.txt", "--format", "csv")
    done = invoke("extract", ferry, "--format", "csv")
    assert (tmp_path / "rows.txt").read_text("utf-8") == done.stdout
    assert [row["speaker"] for row in csv.DictReader(done.stdout.splitlines())] == ["Ada Quill"]


@pytest.mark.parametrize("file_format", ["table", "csv", "jsonl"])
def test_no_quotes_is_an_empty_table_and_a_line_that_says_so(tmp_path, file_format):
    path = tmp_path / "quiet.txt"
    path.write_text("Nobody said a word.\n", "utf-8")
    done = invoke("extract", path, "--format", file_format)
    assert (done.exit_code, done.stderr) == (0, "quotes: no quotes were found\n")
    assert len(done.stdout.splitlines()) == (0 if file_format == "jsonl" else 1)


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        (["ferry.txt", "missing.txt", "-o", "rows.csv"], "missing.txt: no such file"),
        (["empty.txt"], "empty.txt: the file is empty"),
        (["photo.txt"], "photo.txt: this is not a .txt file but a picture"),
        (["broken.jsonl", "-o", "rows.csv"], "broken.jsonl:1: this line is not valid JSON"),
        (["page.exe"], "page.exe: .exe files cannot be read"),
        (["ferry.txt", "-o", "rows.doc"], "rows.doc: choose a format"),
        (["ferry.txt", "-o", "nowhere/rows.csv"], "nowhere/rows.csv: there is no folder"),
        (["ferry.txt", "-o", "."], "this is a folder"),
        (["ferry.txt", "--format", "xlsx"], "choose a file with -o"),
        (["ferry.txt", "--format", "parquet"], "choose a file with -o"),
    ],
)
def test_bad_input_is_reported_in_one_line_and_nothing_is_written(ferry, monkeypatch, arguments, reason):
    folder = ferry.parent
    (folder / "empty.txt").touch()
    (folder / "photo.txt").write_bytes(b"\x89PNG\r\n\x1a\n\0\0")
    (folder / "broken.jsonl").write_text("{\n", "utf-8")
    (folder / "page.exe").touch()
    before = files_in(folder)
    monkeypatch.chdir(folder)
    done = invoke("extract", *arguments)
    assert (done.exit_code, done.stdout) == (2, "")
    assert done.stderr.startswith("quotes: ")
    assert done.stderr.count("\n") == 1
    assert reason in done.stderr
    assert files_in(folder) == before


def test_failures_stop_nothing_else_and_are_reported_at_the_end(tmp_path, ferry):
    broken = tmp_path / "broken.jsonl"
    broken.write_text("{\n" + json.dumps({"id": "good", "text": FERRY + "Again."}) + "\n", "utf-8")
    target, errors = tmp_path / "rows.jsonl", tmp_path / "errors.txt"
    done = invoke("extract", ferry, broken, "-o", target, "--errors", errors)
    assert (done.exit_code, done.stdout) == (1, "")
    assert done.stderr.startswith(f"quotes: failed: {broken}:1: this line is not valid JSON")
    assert [json.loads(row)["doc_id"] for row in target.read_text("utf-8").splitlines()] == ["ferry", "good"]
    assert errors.read_text("utf-8") == done.stderr.removeprefix("quotes: ").replace("failed: ", "failed\t")


def test_other_languages_and_repeated_texts_are_reported_but_are_not_failures(tmp_path, ferry):
    (tmp_path / "again.md").write_text(FERRY, "utf-8")
    (tmp_path / "french.txt").write_text(
        "Le maire a dit que le pont serait fermé. « Tant pis. » " * 4, "utf-8"
    )
    done = invoke("extract", tmp_path)
    assert done.exit_code == 0
    assert [line.split(": ")[1] for line in done.stderr.splitlines()] == ["skipped", "skipped"]
    assert done.stdout.count("Ada Quill") == 1


def test_the_text_column_can_be_named(tmp_path):
    (tmp_path / "a.csv").write_text('"n","words"\n1,"""We sail,"" Ada Quill said."\n', "utf-8")
    done = invoke("extract", tmp_path / "a.csv", "--text-column", "words")
    assert (done.exit_code, "Ada Quill" in done.stdout) == (0, True)


def test_standard_input():
    done = invoke("extract", "-", input=FERRY)
    assert (done.exit_code, done.stderr) == (0, "")
    assert "Ada Quill" in done.stdout


def test_an_address_that_is_not_public():
    done = invoke("extract", "http://169.254.169.254/latest/meta-data/")
    assert (done.exit_code, done.stdout, done.stderr.count("\n")) == (2, "", 1)
    assert "not public" in done.stderr


def test_bad_input_from_a_shell(tmp_path):
    done = run("extract", tmp_path)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith(f"quotes: {tmp_path}: this folder has no articles")
    assert done.stderr.count("\n") == 1


def test_dashboard_refuses_bad_paths_before_it_starts(tmp_path):
    done = invoke("dashboard", tmp_path / "missing.txt")
    assert (done.exit_code, done.stdout) == (2, "")
    assert done.stderr.count("\n") == 1


def test_files_left_out_of_a_folder_are_counted(ferry):
    (ferry.parent / "photo.jpg").touch()
    done = invoke("extract", ferry.parent)
    assert done.exit_code == 0
    assert done.stderr == "quotes: 1 file is left out: its kind cannot be read (.jpg)\n"


@pytest.fixture
def wide(tmp_path):
    """A file whose one row is longer than a pipe holds."""
    path = tmp_path / "wide.jsonl"
    path.write_text(json.dumps({"text": FERRY, "title": "x" * 300_000}), "utf-8")
    return path


@pytest.mark.faults
def test_all_goes_into_a_pipe_that_is_slow_to_empty(wide):
    running = forked.Forked(
        forked.COMMAND, "extract", wide, "--format", "csv", stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    expect_whole(running.communicate()[0])


@pytest.mark.faults
def test_all_goes_into_such_a_pipe_without_a_buffer(wide):
    """An interpreter is told so when it starts."""
    expect_whole(run("extract", wide, "--format", "csv", env=os.environ | {"PYTHONUNBUFFERED": "1"}).stdout)


def expect_whole(table):
    assert table.count("x") > 300_000
    assert table.endswith(",0\n")


@pytest.mark.faults
def test_a_closed_pipe_is_quiet(wide):
    running = subprocess.Popen(
        [COMMAND, "extract", str(wide), "--format", "csv"], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    running.stdout.readline()
    running.stdout.close()
    assert running.stderr.read() == b""
    assert running.wait(timeout=60) == 1


@pytest.mark.faults
def test_ctrl_c_is_quiet_and_writes_nothing(tmp_path):
    running = subprocess.Popen(
        [COMMAND, "extract", "-", "-o", str(tmp_path / "rows.csv")],
        stdin=subprocess.PIPE,
        stderr=subprocess.PIPE,
        preexec_fn=hear_interrupts,  # noqa: PLW1509  (it only sets a signal)
    )
    deadline = time.monotonic() + 60
    while not files_in(tmp_path):  # the output is begun
        assert time.monotonic() < deadline
        time.sleep(0.05)
    running.send_signal(signal.SIGINT)
    assert running.wait(timeout=60) == 130
    assert running.stderr.read().decode().strip() == ""
    assert files_in(tmp_path) == []


def test_a_byte_order_mark_on_request(tmp_path, ferry):
    target = tmp_path / "rows.csv"
    assert invoke("extract", ferry, "-o", target, "--bom").exit_code == 0
    assert target.read_bytes().startswith(b"\xef\xbb\xbfquote_id,")
    refused = invoke("extract", ferry, "-o", tmp_path / "rows.md", "--bom")
    assert (refused.exit_code, refused.stderr) == (2, "quotes: --bom is for csv only, not for md\n")
    assert files_in(tmp_path) == ["ferry.txt", "rows.csv"]


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("rows.md", "**Ada Quill**"),
        ("rows.jsonld", '"spokenByCharacter"'),
        ("rows.annotations.json", '"TextQuoteSelector"'),
    ],
)
def test_the_suffix_chooses_the_format(tmp_path, ferry, name, words):
    assert invoke("extract", ferry, "-o", tmp_path / name).exit_code == 0
    assert words in (tmp_path / name).read_text("utf-8")
