"""Where commands read and write: what they refuse in one line, and what they never overwrite."""

import os
import shutil
import sqlite3
import stat
import subprocess
import sys
from contextlib import ExitStack
from pathlib import Path
from typing import NamedTuple

import forked
import pytest
from typer.testing import CliRunner, Result

from quotes.cli import app
from quotes.library import Library

COMMAND = str(Path(sys.executable).with_name("quotes"))
FERRY = '"We sail at dawn," Ada Quill said.\n'
LONG = "x" * 300
UNPRINTED = "standard output: cannot be written"


def invoke(*arguments: object) -> Result:
    return CliRunner().invoke(app, [*map(str, arguments)])


def shell(command: str) -> subprocess.CompletedProcess[str]:
    """Run a line of shell script in which ``quotes`` is the command."""
    return subprocess.run(
        ["bash", "-c", f'quotes() {{ "{COMMAND}" "$@"; }}; {command}'],
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )


class Ended(NamedTuple):
    """What a command printed, and its exit status."""

    status: int | None
    stdout: str
    stderr: str


def run(command: str, *, before: str = "", variables: dict[str, str] | None = None, **streams: str) -> Ended:
    """Run a command in a process of its own, which need not load its modules first.

    ``before`` is a line of Python that runs first; ``streams`` are the files that stand for standard streams,
    or "closed".
    """
    with ExitStack() as opened:
        given: dict[str, object] = {name: "closed" for name, place in streams.items() if place == "closed"}
        for name, place in streams.items() - given.items():
            given[name] = opened.enter_context(Path(place).open("r" if name == "stdin" else "a"))
        places = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE} | given
        running = forked.Forked(f"{before}\n{forked.COMMAND}", *command.split(), **places, **variables or {})
    printed = [getattr(running, name).read() if name not in given else "" for name in ("stdout", "stderr")]
    return Ended(running.wait(60), *printed)


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    """A working directory with an article, a library, and places where nothing can be read or written."""
    monkeypatch.chdir(tmp_path)
    Path("ferry.txt").write_text(FERRY, "utf-8")
    Library("press.db").close()
    Path("ring").symlink_to("round")
    Path("round").symlink_to("ring")
    os.mkfifo("pipe.txt")
    os.mkfifo("pipe.csv")
    Path("file").write_text("", "utf-8")
    return tmp_path


NOWHERE = [f"{LONG}.txt", "ring", "ring/a.txt", "pipe.txt", "/dev/zero", "file/a.txt", "nothing.txt"]
READING = ["extract {}", "add {} --library press.db", "evaluate {}", "dashboard {} --library press.db"]


@pytest.mark.parametrize("place", NOWHERE)
@pytest.mark.parametrize("command", READING)
def test_what_is_not_a_file_is_not_read(command, place):
    done = invoke(*command.format(place).split())
    assert (done.exit_code, done.stdout) == (2, "")
    (line,) = done.stderr.splitlines()
    assert line.startswith(f"quotes: {place}: ")


@pytest.mark.parametrize(
    "place", [LONG, "ring", "ring/a.db", "pipe.txt", "/dev/zero", "file/a.db", "none/a.db"]
)
@pytest.mark.parametrize("command", ["add ferry.txt", "export", "show abcd", "dashboard"])
def test_what_is_not_a_file_is_not_a_library(command, place):
    done = invoke(*command.split(), "--library", place)
    (line,) = done.stderr.splitlines()
    assert (done.exit_code, line.startswith(f"quotes: {place}: ")) == (2, True)


@pytest.mark.parametrize(
    ("library", "reason"),
    [
        ("~nosuchuser/press.db", "there is no such home folder; give the whole path"),
        ("postgresql://host:port/press", "not a URL like sqlite:////folder/library.sqlite"),
    ],
)
def test_a_library_that_no_file_can_be(library, reason):
    done = invoke("export", "--library", library)
    assert (done.exit_code, done.stderr) == (2, f"quotes: {library}: {reason}\n")


def test_a_home_that_is_a_file(tmp_path, monkeypatch):
    monkeypatch.setenv("HOME", str(tmp_path / "ferry.txt"))
    for variable in ("XDG_DATA_HOME", "QUOTES_LIBRARY"):
        monkeypatch.delenv(variable, raising=False)
    done = invoke("add", "ferry.txt")
    (line,) = done.stderr.splitlines()
    assert (done.exit_code, "cannot be created: Not a directory" in line) == (2, True)


@pytest.mark.parametrize("place", [f"{LONG}.csv", "ring", "ring/a.csv", "file/a.csv", "none/a.csv", "."])
@pytest.mark.parametrize(
    "command",
    [
        "extract ferry.txt --format csv -o",
        "extract ferry.txt --errors",
        "add ferry.txt --library press.db --errors",
        "export --library press.db --format csv -o",
        "export --library press.db --corrections -o",
    ],
)
def test_where_no_file_can_be_written(command, place):
    done = invoke(*command.split(), place)
    (line,) = done.stderr.splitlines()
    assert (done.exit_code, line.startswith(f"quotes: {place}: ")) == (2, True)


@pytest.mark.parametrize(
    "command",
    [
        "export --library press.db --format csv -o press.db",
        "export --library press.db --format csv -o ./press.db",
        "export --library press.db --format csv -o link.db",
        "export --library press.db --format csv -o same.db",
        "export --library press.db --format csv -o press.db-wal",
        "export --library press.db --corrections -o press.db",
        "export --library new.db --format csv -o new.db",
        "add ferry.txt --library press.db --errors press.db",
        "add ferry.txt --library new.db --errors new.db",
        "add ferry.txt --library ferry.txt",
        "add ferry.txt --library press.db --errors ferry.txt",
        "extract ferry.txt --format csv -o press.db",
        "extract ferry.txt --errors press.db",
        "extract rows.csv -o rows.csv",
        "extract rows.csv -o link.csv",
        "extract rows.csv -o same.csv",
        "extract in -o in/rows.csv",
        "extract rows.csv --errors rows.csv",
        "extract rows.csv -o out.csv --errors out.csv",
        "extract rows.csv -o out.csv --errors ./in/../out.csv",
        "extract rows.csv --engine dask -o set --errors rows.csv",
        "extract *.csv --engine dask -o set --errors rows.csv",
    ],
)
def test_no_output_replaces_an_input_a_library_or_another_output(command, tmp_path):
    Path("pipe.csv").unlink()
    Path("rows.csv").write_text(f"text\n{FERRY}", "utf-8")
    Path("in").mkdir()
    shutil.copy("rows.csv", "in/rows.csv")
    for name, target in (("link.db", "press.db"), ("link.csv", "rows.csv")):
        Path(name).symlink_to(target)
        Path(name.replace("link", "same")).hardlink_to(target)
    before = {path: path.read_bytes() for path in tmp_path.rglob("*.[cdt][sbx][vt]") if path.is_file()}
    before |= {path: path.read_bytes() for path in tmp_path.rglob("*.db")}
    done = invoke(*command.split())
    assert (done.exit_code, done.stdout, done.stderr.count("\n")) == (2, "", 1)
    assert {path: path.read_bytes() for path in before} == before
    assert not [path for path in tmp_path.rglob("*") if path.name in ("out.csv", "new.db", "set")]


def test_devices_may_be_written_twice():
    assert (
        invoke(
            "extract", "ferry.txt", "--format", "csv", "-o", "/dev/null", "--errors", "/dev/null"
        ).exit_code
        == 0
    )


@pytest.mark.parametrize(("before", "after"), [(0o600, 0o600), (0o644, 0o644), (None, 0o640)])
def test_a_file_keeps_its_permissions(before, after):
    target = Path("rows.csv.new.csv")
    if before:
        target.touch()
        target.chmod(before)
    former = os.umask(0o027)
    try:
        assert invoke("extract", "ferry.txt", "-o", target).exit_code == 0
    finally:
        os.umask(former)
    assert stat.S_IMODE(target.stat().st_mode) == after
    assert target.read_text("utf-8").count("\n") > 1


def test_a_name_as_long_as_the_system_allows_can_be_written():
    target = Path("x" * 251 + ".csv")
    assert invoke("extract", "ferry.txt", "-o", target).exit_code == 0
    assert target.exists()


@pytest.mark.faults
@pytest.mark.skipif(not hasattr(os, "geteuid"), reason="permissions as on Unix")
def test_folders_without_permission(tmp_path):
    """Run as a user without rights, since root may do everything."""
    for name, mode in (("shut", 0o600), ("fixed", 0o555)):
        Path(name).mkdir()
        shutil.copy("ferry.txt", name)
        Path(name, "ferry.txt").chmod(0o444)
        Path(name).chmod(mode)
    for above in (tmp_path, *tmp_path.parents[:3]):
        above.chmod(above.stat().st_mode | 0o055)
    before = "import os; os.setgroups([]); os.setgid(65534); os.setuid(65534)" if os.geteuid() == 0 else ""
    for arguments in (
        "extract shut/ferry.txt",
        "extract shut",
        "evaluate shut/ferry.txt",
        "add ferry.txt --library shut/press.db",
        "export --library shut/press.db",
        "extract ferry.txt -o shut/rows.csv",
        "extract ferry.txt -o fixed/rows.csv",
        "extract ferry.txt --errors fixed/ferry.txt",
        "add ferry.txt --library fixed/press.db",
    ):
        done = run(arguments, before=before, variables={"HOME": str(tmp_path)})
        assert (arguments, done.status, done.stderr.count("\n")) == (arguments, 2, 1), done.stderr
        assert "quotes: " in done.stderr
        assert "Traceback" not in done.stderr


@pytest.mark.faults
@pytest.mark.parametrize(
    ("command", "streams", "reason"),
    [
        ("extract -", {"stdin": "/dev/zero"}, "failed: standard input: this is a device, not a file"),
        ("extract -", {"stdin": "/dev/null"}, "failed: standard input: the file is empty"),
        ("extract ferry.txt", {"stdout": "closed"}, f"{UNPRINTED}: Bad file descriptor"),
        ("extract ferry.txt", {"stdout": "/dev/full"}, f"{UNPRINTED}: No space left on device"),
        ("extract ferry.txt --format csv", {"stdout": "/dev/full"}, f"{UNPRINTED}: No space left on device"),
        ("add ferry.txt --library press.db", {"stdout": "closed"}, f"{UNPRINTED}: Bad file descriptor"),
        (
            "add ferry.txt --library press.db",
            {"stdout": "/dev/full"},
            f"{UNPRINTED}: No space left on device",
        ),
        ("export --library press.db", {"stdout": "/dev/full"}, f"{UNPRINTED}: No space left on device"),
        ("dashboard --library press.db", {"stdout": "closed"}, f"{UNPRINTED}: Bad file descriptor"),
        ("dashboard --library press.db", {"stdout": "/dev/full"}, f"{UNPRINTED}: No space left on device"),
        ("extract ferry.txt -o /dev/full --format csv", {}, "/dev/full: cannot be written: No space left"),
        ("extract ferry.txt -o /dev/full --format xlsx", {}, "/dev/full: cannot be written: No space left"),
        (
            "extract ferry.txt",
            {"stdout": "ferry.txt"},
            "ferry.txt: this file is read, so standard output cannot",
        ),
        (
            "add ferry.txt --library press.db",
            {"stdout": "press.db"},
            "standard output: this is the library itself",
        ),
    ],
)
def test_standard_streams_that_are_closed_full_or_wrong(command, streams, reason):
    done = run(command, **streams)
    assert (done.status, done.stderr.count("\n")) == (2, 1), done.stderr
    assert done.stderr.startswith(f"quotes: {reason}")


@pytest.mark.faults
@pytest.mark.parametrize(
    ("command", "reason"),
    [
        ("quotes extract - <&-", "failed: standard input: cannot be read: Bad file descriptor"),
        ("quotes --version >/dev/full", f"{UNPRINTED}: No space left on device"),
        ("quotes --help >&-", f"{UNPRINTED}: Bad file descriptor"),
        ("mkdir x; cd x; rmdir ../x; quotes add ../ferry.txt", "the working directory cannot be used"),
    ],
)
def test_an_interpreter_that_starts_with_them(command, reason):
    done = shell(command)
    lines = [line for line in done.stderr.splitlines() if not line.startswith("shell-init")]
    assert (done.returncode, len(lines)) == (2, 1), done.stderr
    assert lines[0].startswith(f"quotes: {reason}")


@pytest.mark.faults
@pytest.mark.parametrize("place", ["closed", "/dev/full"])
def test_messages_that_cannot_be_printed_stop_nothing(place):
    Path("empty.txt").touch()
    done = run("extract ferry.txt empty.txt --format jsonl", stderr=place)
    assert (done.status, done.stdout.count("\n")) == (1, 1)


@pytest.mark.faults
def test_a_terminal_that_lacks_letters_gets_their_numbers():
    assert invoke("add", "ferry.txt", "--library", "press.db").exit_code == 0
    with Library("press.db") as library:
        (row,) = library.page()
    done = shell(f"PYTHONIOENCODING=ascii quotes show {row.quote_id} --library press.db")
    assert (done.returncode, done.stderr) == (0, "")
    assert "Ada Quill" in done.stdout


@pytest.mark.parametrize("command", ["extract", "add --library press.db"])
def test_an_empty_path_is_not_the_working_directory(command):
    done = invoke(*command.split(), "")
    assert (done.exit_code, done.stderr) == (2, "quotes: a path is empty; name a file or a folder\n")


def test_a_library_with_a_version_number_that_is_not_its_own():
    with sqlite3.connect("press.db") as library:
        library.execute("PRAGMA user_version = 2")
    done = invoke("add", "ferry.txt", "--library", "press.db")
    expected = "quotes: press.db: its tables are not those of its version; restore this library from a copy\n"
    assert (done.exit_code, done.stderr) == (2, expected)


def test_labelled_articles_nested_too_deeply():
    Path("deep.json").write_text("[" * 100_000, "utf-8")
    done = invoke("evaluate", "deep.json")
    assert (done.exit_code, done.stderr.count("\n")) == (2, 1)
    assert done.stderr.startswith("quotes: deep.json: not a JSON file in UTF-8: ")


@pytest.mark.parametrize(
    "arguments",
    [
        "nosuch",
        "extract",
        "extract a.txt --jobs x",
        "export --sort x",
        "export --min-confidence 7",
        "extract -x",
    ],
)
def test_wrong_arguments_are_reported_in_one_line(arguments):
    done = invoke(*arguments.split())
    assert (done.exit_code, done.stdout, done.stderr.count("\n")) == (2, "", 1)
    assert done.stderr.startswith("quotes: ")
    assert done.stderr.endswith(" --help\n")


@pytest.mark.parametrize(
    "arguments", ["extract {}", "export --since {}", "export --sort {}", "show {}", "add {}", "evaluate {}"]
)
def test_a_long_argument_makes_no_long_line(arguments, tmp_path, monkeypatch):
    monkeypatch.setenv("QUOTES_LIBRARY", str(tmp_path / "library.sqlite"))
    Library(tmp_path / "library.sqlite").close()
    done = invoke(*arguments.format("A" * 100_000).split())
    assert (done.exit_code, done.stdout, done.stderr.count("\n")) == (2, "", 1)
    assert len(done.stderr) < 5_100
    assert "AAA … AAA" in done.stderr
