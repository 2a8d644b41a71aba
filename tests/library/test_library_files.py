"""What can happen to a library's file: real files, real processes, real limits."""

import os
import random
import signal
import sqlite3
import subprocess
import sys
import tempfile
import textwrap
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest
from forked import Forked
from made_library import ALL, DAWN, FERRY, STRIKE, row_of
from sqlalchemy import create_engine, inspect

from quotes.library import Filter, Library, LibraryError, locate, schema
from quotes.library.migrations import LATEST
from quotes.types import Article

ADD_MANY = """
    import sys
    from quotes.library import Library
    from quotes.types import Article
    from made_library import row_of
    first, last = int(sys.argv[2]), int(sys.argv[3])
    with Library(sys.argv[1]) as library:
        for number in range(first, last):
            words = f"We sail at {number} sharp,"
            article = Article(f"“{words}” Ada Quill said.\\n\\n“Rain,” said {number}.", f"a{number}")
            if library.to_extract(article):
                library.add(article, [row_of(article, words), row_of(article, "Rain,")])
            print(number, flush=True)
"""


def start(script, *arguments):
    """Start a process that can use what the tests share."""
    return Forked(textwrap.dedent(script), *arguments, stdout=subprocess.PIPE, stderr=subprocess.PIPE)


def check_whole(path):
    """Check that the file is sound, what is derived agrees with it, and no article is half there."""
    with sqlite3.connect(path) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
        connection.execute("INSERT INTO quotes_search (quotes_search, rank) VALUES ('integrity-check', 1)")
        halves = "SELECT article FROM listing GROUP BY article HAVING count(*) <> 2"
        assert connection.execute(halves).fetchall() == []
        lonely = "SELECT id FROM articles WHERE id NOT IN (SELECT article FROM listing)"
        assert connection.execute(lonely).fetchall() == []


@pytest.fixture
def path(tmp_path):
    return tmp_path / "press.db"


def test_version_1_is_brought_up_with_all_that_is_in_it(path):
    with sqlite3.connect(path) as connection:
        connection.executescript(Path(__file__).with_name("library_version_1.sql").read_text("utf-8"))
    with Library(path) as library:
        dawn, mess = library.page()
        assert (dawn.speaker, dawn.mention, dawn.published) == ("Ada Quill", "Ada Quill", "2024-03-05")
        assert (mess.speaker, mess.rule) == ("Cy Marl", "correction")
        assert library.extracted(mess.quote_id).speaker == "Bo Reed"
        assert [correction.note for correction in library.corrections()] == [""]
        assert library.totals(Filter(words="dawn")).quotes == 2
    check_whole(path)
    with sqlite3.connect(path) as connection:
        assert connection.execute("PRAGMA user_version").fetchone() == (LATEST,)
        assert connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)


def test_version_5_gets_the_new_columns_which_a_new_extraction_fills(path):
    with sqlite3.connect(path) as connection:
        connection.executescript(Path(__file__).with_name("library_version_5.sql").read_text("utf-8"))
    with Library(path) as library:
        dawn, mess = library.page()
        assert (dawn.speaker_role, dawn.source_confidence) == (None, None)
        assert (dawn.source, dawn.confidence, dawn.reason) == ("Ellin Courier", 0.991, "as written")
        assert library.frame()["source_confidence"].isna().all()
        article = library.to_extract(Article(library.article("ferry").article.text))
        assert article.metadata == {"section": "Harbour"}
        again = [
            replace(dawn, speaker_role="captain of the ferry", source_confidence=0.93),
            replace(library.extracted(mess.quote_id), source_confidence=0.8),
        ]
        assert library.add(article, again) == "renewed"
        dawn, mess = library.page()
        assert (dawn.speaker_role, dawn.source_confidence) == ("captain of the ferry", 0.93)
        assert (mess.speaker, mess.speaker_role, mess.source_confidence) == ("Cy Marl", None, 0.8)
        assert library.to_extract(article) is None
    check_whole(path)


def test_the_steps_make_the_tables_that_queries_know(path):
    Library(path).close()
    inspector = inspect(create_engine(f"sqlite:///{path}"))
    for table in schema.TABLES:
        made = {column["name"]: str(column["type"]) for column in inspector.get_columns(table.name)}
        known = {column.name: str(column.type) for column in table.columns}
        assert made == known
        required = {column["name"] for column in inspector.get_columns(table.name) if not column["nullable"]}
        assert required >= {
            column.name for column in table.columns if not column.nullable and column.name != "id"
        }


@pytest.mark.parametrize("content", [b"these are words", b"SQLite format 3\0" + b"x" * 5000])
def test_a_file_that_is_not_a_library_is_reported_and_left_alone(path, content):
    path.write_bytes(content)
    with pytest.raises(
        LibraryError, match=r"press\.db: this (is not a library of quotes|library is damaged)"
    ):
        Library(path)
    assert path.read_bytes() == content


@pytest.mark.parametrize("cell", ["publications SET title", "names SET known_as", "quotes SET speaker"])
def test_a_cell_that_is_not_text_is_reported(path, cell):
    with Library(path) as library:
        library.add(FERRY, ALL[FERRY])
    with sqlite3.connect(path) as connection:
        connection.execute(f"UPDATE {cell} = CAST(x'fffe62' AS TEXT)")
    with Library(path) as library, pytest.raises(LibraryError, match=r"press\.db: this library is damaged"):
        (library.page(), library.totals())


def test_another_program_s_database_is_left_alone(path):
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE songs (name TEXT)")
    with pytest.raises(LibraryError, match="not a library of quotes"):
        Library(path)
    with sqlite3.connect(path) as connection:
        assert connection.execute("SELECT name FROM sqlite_schema").fetchall() == [("songs",)]


def test_a_later_version_s_library_is_left_alone(path):
    Library(path).close()
    with sqlite3.connect(path) as connection:
        connection.execute(f"PRAGMA user_version = {LATEST + 1}")
    with pytest.raises(LibraryError, match="later version of quotes made this library; update quotes"):
        Library(path)


@pytest.mark.parametrize(
    ("place", "reason"),
    [
        (".", "this is a folder"),
        ("nowhere/press.db", "there is no folder"),
        ("postgresql://user:secret@host/press", "a library is an SQLite file"),
        ("sqlite://", "a library is an SQLite file"),
        ("no such thing://x y", "not a URL like"),
    ],
)
def test_a_wrong_place_is_reported_in_one_line(tmp_path, monkeypatch, place, reason):
    monkeypatch.chdir(tmp_path)
    with pytest.raises(LibraryError, match=reason) as told:
        Library(place)
    assert "secret" not in str(told.value)
    assert list(tmp_path.iterdir()) == []


def test_where_the_library_is(monkeypatch, tmp_path):
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.delenv("QUOTES_LIBRARY", raising=False)
    if sys.platform == "linux":
        assert locate(None) == tmp_path / "data" / "quotes" / "library.sqlite"
    monkeypatch.setenv("QUOTES_LIBRARY", f"sqlite:///{tmp_path}/press.db")
    assert locate(None) == tmp_path / "press.db"
    assert locate("other.db") == Path("other.db")


def test_reading_needs_a_library_and_writes_nothing(path):
    with pytest.raises(LibraryError, match="no library yet"):
        Library(path, read_only=True)
    assert not path.exists()
    with Library(path) as library:
        library.add(FERRY, ALL[FERRY])
    with Library(path, read_only=True) as library:
        assert library.totals().quotes == 3
        with pytest.raises(LibraryError, match="read-only; nothing was written"):
            library.correct_speaker(STRIKE.quote_id, "Cy Marl")
        assert library.corrections() == []


@pytest.fixture
def without_rights():
    """Give up the rights of the superuser, for whom no file is read-only, while the test runs."""
    if os.geteuid():
        yield
        return
    os.seteuid(65534)
    yield
    os.seteuid(0)


@pytest.mark.skipif(sys.platform == "win32", reason="files have other permissions there")
def test_a_read_only_file_can_be_read_and_says_so_when_written(tmp_path, request):
    path = tmp_path / "press.db"
    with Library(path) as library:
        library.add(FERRY, ALL[FERRY])
    path.chmod(0o444)
    tmp_path.chmod(0o555)
    for folder in tmp_path.parents:
        if folder.stat().st_uid == os.getuid() and Path(tempfile.gettempdir()) in folder.parents:
            folder.chmod(0o755)
    request.getfixturevalue("without_rights")
    with Library(path, read_only=True) as library:
        assert library.page(Filter(words="sail")) == [DAWN]
    with pytest.raises(LibraryError, match=r"press\.db: this library (is read-only|cannot be opened)"):
        Library(path).correct_speaker(STRIKE.quote_id, "Cy Marl")


@pytest.mark.faults
@pytest.mark.skipif(sys.platform == "win32", reason="needs a limit on the size of files")
def test_a_full_disk_is_reported_in_one_line_and_leaves_whole_articles(path):
    limit = "import resource; resource.setrlimit(resource.RLIMIT_FSIZE, (3_000_000, 3_000_000))\n"
    script = limit + textwrap.dedent(ADD_MANY)
    running = start(script, path, 0, 5000)
    shown, errors = running.communicate(timeout=60)
    assert running.returncode == 1
    assert "LibraryError" in errors.splitlines()[-1]
    assert "the disk is full" in errors.splitlines()[-1]
    stored = len(shown.split())
    assert 10 < stored < 5000
    check_whole(path)
    with Library(path) as library:
        assert library.totals().articles == stored
        assert library.add(FERRY, [DAWN, STRIKE]) == "new"


@pytest.mark.faults
def test_killed_at_any_moment_it_is_whole_and_continues(path):
    dice = random.Random(7)
    acknowledged = 0
    for _ in range(4):
        running = start(ADD_MANY, path, 0, 150)
        lines = [running.stdout.readline() for _ in range(acknowledged + dice.randrange(1, 25))]
        time.sleep(dice.random() / 200)
        running.kill()
        lines += running.communicate()[0].splitlines()
        acknowledged = max(acknowledged, len([line for line in lines if line.strip()]))
        if path.exists() and acknowledged:
            check_whole(path)
            with Library(path) as library:
                assert acknowledged <= library.totals().articles <= acknowledged + 1
    running = start(ADD_MANY, path, 0, 150)
    assert running.communicate(timeout=60)[1] == ""
    check_whole(path)
    with Library(path) as library:
        assert library.totals().quotes == 300


@pytest.mark.faults
@pytest.mark.skipif(sys.platform == "win32", reason="sends a signal")
def test_killed_while_a_correction_is_stored_it_is_there_or_not(path):
    with Library(path) as library:
        library.add(FERRY, [DAWN, STRIKE])
    correct = f"""
        import sys
        from quotes.library import Library
        library = Library(sys.argv[1])
        for number in range(1000):
            print(library.correct_speaker({STRIKE.quote_id!r}, f"Speaker {{number}}"), flush=True)
    """
    running = start(correct, path)
    told = [int(running.stdout.readline()) for _ in range(30)]
    os.kill(running.pid, signal.SIGKILL)
    told += map(int, running.communicate()[0].split())
    check_whole(path)
    with Library(path) as library:
        stored = library.corrections()
        assert told == [each.act for each in stored][: len(told)]
        assert len(stored) - len(told) in (0, 1)
        assert library.quote(STRIKE.quote_id).speaker == stored[-1].value


def test_two_processes_write_and_one_reads_at_the_same_time(path):
    writers = [start(ADD_MANY, path, first, first + 80) for first in (0, 50)]
    seen = [0]
    while any(writer.poll() is None for writer in writers):
        if path.exists():
            with Library(path) as library:
                while any(writer.poll() is None for writer in writers):
                    totals = library.totals()
                    assert totals.quotes == 2 * totals.articles
                    seen.append(totals.articles)
                    time.sleep(0.01)
    for writer in writers:
        assert writer.communicate()[1] == ""
        assert writer.returncode == 0
    assert seen == sorted(seen)
    check_whole(path)
    with Library(path) as library:
        assert library.totals().articles == 130


def test_threads_share_a_library(path):
    def work(number):
        article = Article(f"“We sail at {number},” Ada Quill said.", f"a{number}")
        row = row_of(article, f"We sail at {number},")
        library.add(article, [row])
        library.correct_speaker(row.quote_id, f"Speaker {number}")
        return library.quote(row.quote_id).speaker

    with Library(path) as library, ThreadPoolExecutor(12) as threads:
        assert list(threads.map(work, range(60))) == [f"Speaker {number}" for number in range(60)]
        assert library.totals().speakers == 60


def test_many_open_a_new_library_at_once(path):
    opened = [
        start("import sys; from quotes.library import Library; Library(sys.argv[1])", path) for _ in range(3)
    ]
    assert [process.communicate(timeout=60)[1] for process in opened] == [""] * 3
    with Library(path) as library:
        assert library.totals().quotes == 0


def test_an_articles_metadata_is_kept(path):
    article = Article("Nobody spoke of the ferry.", id="ferry", metadata={"section": "Harbour"})
    with Library(path) as library:
        library.add(article, [])
        assert library.article("ferry").article == article
