"""A library whose file is deleted, moved or replaced while it is open."""

import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from made_library import ALL, DAWN, FERRY, UNDATED

from quotes.library import Library, LibraryError
from quotes.types import Span


def log_of(library: Library) -> Path:
    return library.path.with_name(f"{library.path.name}-wal")


def delete(path: Path) -> None:
    path.unlink()


def move(path: Path) -> None:
    path.rename(path.with_suffix(".old"))


def replace_by_copy(path: Path) -> None:
    copy = path.with_suffix(".copy")
    shutil.copy(path, copy)
    copy.replace(path)


def replace_by_nothing(path: Path) -> None:
    path.unlink()
    path.touch()


def delete_log(path: Path) -> None:
    path.with_name(f"{path.name}-wal").unlink()


CHANGES: dict[str, Callable[[Library], object]] = {
    "speaker": lambda library: library.correct_speaker(DAWN.quote_id, "Bo Reed", "person"),
    "source": lambda library: library.correct_source(DAWN.quote_id, None),
    "reject": lambda library: library.reject(DAWN.quote_id),
    "missed": lambda library: library.add_missed(UNDATED.id, Span(0, 5)),
    "undo": lambda library: library.undo(4),
    "add": lambda library: library.add(FERRY, ALL[FERRY], again=True),
    "link": lambda library: library.link(from_scratch=True),
}


@pytest.mark.parametrize("change", CHANGES)
@pytest.mark.parametrize("happens", [delete, move, replace_by_copy, replace_by_nothing, delete_log])
def test_nothing_is_acknowledged_that_would_be_lost(
    library: Library, happens: Callable[[Path], None], change: str
) -> None:
    library.correct_speaker(DAWN.quote_id, "Cy Marl", "person")
    happens(library.path)
    with pytest.raises(LibraryError, match=r"while (it|the library) was open; nothing was stored") as refused:
        CHANGES[change](library)
    assert "\n" not in str(refused.value)


@pytest.mark.parametrize("happens", [delete, move, replace_by_copy, replace_by_nothing])
def test_nothing_is_read_from_a_file_that_is_gone(library: Library, happens: Callable[[Path], None]) -> None:
    assert library.totals().quotes
    happens(library.path)
    with pytest.raises(LibraryError, match="deleted or replaced while it was open"):
        library.totals()


def test_a_library_at_rest_leaves_nothing_in_its_log(library: Library) -> None:
    library.link()
    library.correct_speaker(DAWN.quote_id, "Bo Reed", "person")
    assert log_of(library).stat().st_size == 0
    with closing(sqlite3.connect(f"{library.path.as_uri()}?mode=ro&immutable=1", uri=True)) as alone:
        assert alone.execute("SELECT value FROM corrections").fetchall() == [("Bo Reed",)]


def test_a_reader_in_the_middle_does_not_hold_up_a_correction(library: Library) -> None:
    rows = library.rows()
    next(iter(rows))
    library.correct_speaker(DAWN.quote_id, "Bo Reed", "person")
    assert library.quote(DAWN.quote_id).speaker == "Bo Reed"


def killed_after_a_correction(path: Path) -> None:
    """Correct a quote in a process that is killed while a reader keeps the log."""
    code = (
        "import os, sys; from quotes.library import Library; "
        "library = Library(sys.argv[1]); rows = library.rows(); next(iter(rows)); "
        "library.correct_speaker(sys.argv[2], 'Bo Reed', 'person'); os._exit(1)"
    )
    subprocess.run([sys.executable, "-c", code, str(path), DAWN.quote_id], check=False, timeout=60)


def test_a_copy_in_place_of_a_killed_library_does_not_get_its_log(library: Library) -> None:
    library.link()
    library.close()
    copy = library.path.with_suffix(".copy")
    shutil.copy(library.path, copy)
    killed_after_a_correction(library.path)
    assert log_of(library).stat().st_size
    copy.replace(library.path)
    for read_only in (True, False):
        with pytest.raises(LibraryError, match="this log belongs to another file") as refused:
            Library(library.path, read_only=read_only)
        assert "\n" not in str(refused.value)
    log_of(library).unlink()
    with Library(library.path) as restored:
        assert restored.number_of_corrections() == 0


def test_a_killed_library_keeps_what_its_log_holds(library: Library) -> None:
    library.link()
    library.close()
    killed_after_a_correction(library.path)
    assert log_of(library).stat().st_size
    with Library(library.path) as again:
        assert again.quote(DAWN.quote_id).speaker == "Bo Reed"


def test_a_library_that_is_moved_while_closed_opens(library: Library, tmp_path: Path) -> None:
    library.close()
    folder = tmp_path / "other"
    folder.mkdir()
    moved = shutil.copy(library.path, folder / "press.db")
    with Library(moved) as opened:
        opened.correct_speaker(DAWN.quote_id, "Bo Reed", "person")
    with closing(sqlite3.connect(moved)) as connection:
        assert connection.execute("SELECT inode FROM file_place").fetchall() == [(Path(moved).stat().st_ino,)]


def test_a_compact_copy_opens_and_takes_corrections(library: Library, tmp_path: Path) -> None:
    copy = tmp_path / "copy.db"
    with closing(sqlite3.connect(library.path)) as connection:
        connection.execute("VACUUM INTO ?", (str(copy),))
    with Library(copy) as opened:
        opened.correct_speaker(DAWN.quote_id, "Bo Reed", "person")
        assert opened.quote(DAWN.quote_id).speaker == "Bo Reed"
