"""The trials of ``benchmarks/faults.py``, each for a moment, and what would show that they find nothing."""

import sqlite3
import sys
from functools import partial
from pathlib import Path
from subprocess import PIPE

import fault_changes
import fault_checks
import fault_disk
import fault_kills
import fault_writers
import pytest
from forked import Forked
from made_library import DAWN, FERRY, STRIKE

from quotes.library import Library, LibraryError
from quotes.library.connection import error_line

pytestmark = [
    pytest.mark.faults,
    pytest.mark.skipif(sys.platform == "win32", reason="kills groups of processes"),
]


def expect_nothing_wrong(trial: fault_checks.Trial, *figures: str) -> None:
    """Fail with what was wrong, or where one of these figures is still nothing."""
    assert trial.wrong == []
    assert all(trial.figures.get(each) for each in figures), trial.figures


@pytest.mark.parametrize("name", ["SQLITE_FULL", "SQLITE_IOERR_WRITE", "SQLITE_IOERR_SHMSIZE"])
def test_a_full_disk_is_reported_during_every_kind_of_work(name: str) -> None:
    error = sqlite3.OperationalError("it says little")
    error.sqlite_errorname = name
    with (
        pytest.raises(LibraryError, match=r"^press\.db: the disk is full") as raised,
        error_line(Path("press.db")),
    ):
        raise error
    assert "article" not in str(raised.value)
    assert str(raised.value).endswith("; what was stored before is safe; free some space, then try again")


def test_a_file_left_by_a_kill_before_anything_was_stored_is_not_a_library_yet(tmp_path: Path) -> None:
    path = tmp_path / "press.db"
    path.touch()
    with pytest.raises(LibraryError, match=r"press\.db: there is no library yet; create one with quotes add"):
        Library(path, read_only=True)
    with Library(path) as library:
        assert library.add(FERRY, [DAWN, STRIKE]) == "new"


def test_the_checks_find_what_is_damaged_lost_or_there_twice(tmp_path: Path) -> None:
    path, other = tmp_path / "press.db", tmp_path / "other.db"
    for each in (path, other):
        with Library(each) as library:
            library.add(FERRY, [DAWN, STRIKE])
    assert [*fault_checks.damages(path), *fault_checks.differences(path, other)] == []
    with fault_checks.open_raw(path) as connection:
        connection.execute("DROP TRIGGER quotes_search_remove")
        connection.execute("UPDATE quotes SET speaker = 'Bo Reed' WHERE id = 1")
        connection.execute('UPDATE quotes SET start = (SELECT start FROM quotes WHERE id = 1), "end" = 17')
        connection.execute("UPDATE quotes SET quote = 'We sail at noon'")
        connection.execute("DELETE FROM names WHERE id = 1")
        connection.commit()
    found = " ".join(fault_checks.damages(path))
    assert "foreign keys" in found
    assert "search index" in found
    assert "twice" in found
    assert [line.split(":")[0] for line in fault_checks.differences(path, other)] == ["quotes", "names"]


def test_kills_of_the_command(tmp_path: Path) -> None:
    start = partial(Forked, stdout=PIPE, stderr=PIPE)
    start("pass").wait()  # the first one waits until all is loaded, and a run is measured
    trial = fault_kills.run(tmp_path, 2, number=40, start=start)
    expect_nothing_wrong(trial, "kills", "libraries filled", "acknowledged")


def test_kills_while_articles_are_deleted_and_amended_and_names_joined(tmp_path: Path) -> None:
    start = partial(Forked, stdout=PIPE, stderr=PIPE)
    trial = fault_changes.run(tmp_path, 3, number=30, start=start)
    expect_nothing_wrong(trial, "kills", "acknowledged")


def test_a_full_disk_while_correcting(tmp_path: Path) -> None:
    trial = fault_disk.run(tmp_path, 1, number=8, kinds=("correct",))
    expect_nothing_wrong(trial, "correct: full", "correct: completed")


def test_writers_and_readers(tmp_path: Path) -> None:
    trial = fault_writers.run(tmp_path, 2)
    expect_nothing_wrong(trial, "articles acknowledged", "corrections acknowledged")
