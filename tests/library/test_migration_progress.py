"""A library that an earlier version made is migrated: how far that is, and what others see meanwhile."""

import os
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest
from forked import COMMAND, Forked
from old_library import make_old_library
from typer.testing import CliRunner

from quotes.cli.main import app
from quotes.library import (
    Filter,
    Library,
    LibraryError,
    MigratingLibraryError,
    MigrationProgress,
    connection,
    needs_migration,
)


@pytest.fixture
def old(tmp_path):
    return make_old_library(tmp_path / "press.db", articles=30)


@pytest.fixture
def note(old):
    return old.with_name("press.db-updating")


@pytest.fixture
def seen_slowly(monkeypatch):
    monkeypatch.setattr("quotes.library.migration_progress._SECONDS_BETWEEN", 0.0)
    monkeypatch.setattr("quotes.library.migrating._ARTICLES_AT_ONCE", 7)


def correct(old, numbers):
    """Correct the speaker of the first quote of some articles, by their numbers."""
    with sqlite3.connect(old) as connection_to_old:
        connection_to_old.executemany(
            """INSERT INTO corrections (text_digest, start, "end", what, value, kind, made)
            SELECT text_digest, start, "end", 'speaker', 'Ilsa Marrow', 'person', '2024-03-05T00:00:00+00:00'
            FROM articles JOIN quotes ON quotes.article = articles.id
            WHERE articles.id = ? AND extracted = 1 ORDER BY start LIMIT 1""",
            [(number,) for number in numbers],
        )


def test_a_migration_says_how_far_it_is(old, note, seen_slowly):
    seen = []
    with Library(old, watch=seen.append) as library:
        assert library.totals().articles == 30
    assert seen == [MigrationProgress(done, 30) for done in (0, 6, 13, 20, 27, 29, 30)]  # one is corrected
    assert not note.exists()


def test_corrected_articles_are_migrated_with_the_others(tmp_path, seen_slowly):
    old = make_old_library(tmp_path / "press.db", articles=30)
    correct(old, range(5, 15))
    seen = []
    with Library(old, watch=seen.append) as library:
        found = library.frame(Filter(speakers=("Ilsa Marrow",)))
        assert {f"ferry-{number}" for number in range(5, 15)} <= set(found["doc_id"])
        assert library.totals().quotes == 60
    assert seen[-11:] == [MigrationProgress(done, 30) for done in range(20, 31)]


def test_a_library_of_this_version_and_a_new_one_say_nothing(old, tmp_path):
    Library(old).close()
    for path in (old, tmp_path / "new.db"):
        seen = []
        Library(path, watch=seen.append).close()
        assert [each for each in seen if each.total] == []


def test_others_are_told_of_a_migration_in_one_line(old, note, seen_slowly, monkeypatch):
    monkeypatch.setattr(connection, "BUSY_SECONDS", 0.1)
    told = set()

    def look(progress):
        if progress.done != 13:
            return
        for read_only in (True, False):
            with pytest.raises(MigratingLibraryError) as raised:
                Library(old, read_only=read_only)
            assert raised.value.progress == progress
            told.add(str(raised.value))
        for command in (["export"], ["show", "3b22"], ["add", "-"]):
            found = CliRunner().invoke(app, [*command, "--library", str(old)], input="“No,” Bo Reed said.")
            assert found.exit_code == 2
            told.add(found.stderr.removeprefix("quotes: ").strip())

    Library(old, watch=look).close()
    assert told == {
        f"{old}: another program is updating this library to this version of quotes (13 of 30 articles are "
        "done); try again when it has finished"
    }


@pytest.mark.parametrize("content", ["", "12", "a b", "1 2 3", "\x00" * 100])
def test_a_note_that_is_old_or_damaged_stops_nobody(old, note, content):
    note.write_text(content)
    with pytest.raises(LibraryError, match="an earlier version of quotes made this library; open it once"):
        Library(old, read_only=True)
    note.write_text("3 30")
    os.utime(note, (time.time() - 3600,) * 2)
    with pytest.raises(LibraryError, match="an earlier version of quotes made this library; open it once"):
        Library(old, read_only=True)
    Library(old).close()
    assert not note.exists()


def test_a_migration_that_fails_leaves_no_note(old, note):
    def give_up(_):
        raise SystemExit(143)

    with pytest.raises(SystemExit):
        Library(old, watch=give_up)
    assert not note.exists()
    with sqlite3.connect(old) as connection_to_old:
        connection_to_old.execute("DROP TABLE corrections")
    with pytest.raises(LibraryError, match="not those of its version"):
        Library(old)
    assert not note.exists()


def test_what_a_link_in_place_of_the_note_leads_to_is_left_alone(old, note, tmp_path):
    victim = tmp_path / "victim"
    victim.write_text("keep")
    note.symlink_to(victim)
    Library(old).close()
    assert victim.read_text() == "keep"
    assert not note.is_symlink()


def test_another_program_that_uses_an_old_library_is_named_as_the_reason(old, monkeypatch):
    monkeypatch.setattr(connection, "BUSY_SECONDS", 0.1)
    with sqlite3.connect(old) as other:
        other.execute("PRAGMA journal_mode = WAL")
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(LibraryError, match="another program uses it, so it cannot be updated"):
            Library(old)
        other.rollback()
    Library(old).close()


def test_only_an_old_library_needs_a_migration(old, tmp_path):
    assert needs_migration(old)
    Library(old).close()
    assert not needs_migration(old)
    assert not needs_migration(tmp_path / "none.db")
    (tmp_path / "empty.db").touch()
    assert not needs_migration(tmp_path / "empty.db")


@pytest.mark.skipif(sys.platform == "win32", reason="needs signals")
@pytest.mark.faults
def test_killed_in_a_migration_it_is_as_before_and_the_next_one_completes(tmp_path):
    old = make_old_library(tmp_path / "press.db", articles=600)
    correct(old, range(1, 601))  # one after the other, so that it takes a while
    note = old.with_name("press.db-updating")
    with sqlite3.connect(old) as before:
        rows = before.execute("SELECT * FROM quotes ORDER BY id").fetchall()
    process = Forked(COMMAND, "add", "--again", "--library", old, stdout=subprocess.PIPE)
    _wait_for(lambda: note.exists() and _done(note) > 5)
    with pytest.raises(MigratingLibraryError, match=r"\d of 600 articles are done"):
        Library(old, read_only=True)
    os.kill(process.pid, signal.SIGKILL)
    process.wait(20)
    with sqlite3.connect(old) as after:
        assert after.execute("PRAGMA user_version").fetchone() == (5,)
        assert after.execute("SELECT * FROM quotes ORDER BY id").fetchall() == rows
    with Library(old) as library:
        assert library.totals().quotes == 1200
    assert not note.exists()


def test_a_command_says_how_far_it_is(old, monkeypatch, seen_slowly):
    monkeypatch.setattr("quotes.cli.migration_lines._FIRST", 0.0)
    found = CliRunner().invoke(app, ["add", "-", "--library", str(old)], input="“No,” Bo Reed said.")
    assert found.exit_code == 0
    (line,) = [each for each in found.stderr.splitlines() if "updating" in each]
    assert line == "quotes: updating the library to this version of quotes: 0 of 30 articles"


def _done(note: Path) -> int:
    return int((note.read_text().split() or ["0"])[0])


def _wait_for(condition):
    until = time.monotonic() + 60
    while not condition():
        assert time.monotonic() < until
        time.sleep(0.02)
