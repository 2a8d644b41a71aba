"""Articles extracted by real processes, which are killed where that is the subject."""

import multiprocessing
import os
import random
import signal
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import deadly
import pytest

from quotes import extract
from quotes.reading import FoundArticle, Remark
from quotes.scale import ExtractedArticle, extract_in_order, workers
from quotes.scale.batch_extraction import extract_together
from quotes.types import Article, InputError

pytestmark = pytest.mark.faults

PORTIONS_A_WORKER = 4  # that may be taken from the input ahead of their results
SPEAKERS = ("Ada Quill", "Bo Reed", "Cy Marsh", "Dee Finch")


def article(number, length=400):
    """An article with one quote of its own, of about this many characters."""
    speaker = SPEAKERS[number % len(SPEAKERS)]
    opening = f'"Ferry number {number} sails at dawn," {speaker} told the Ellin Courier.\n\n'
    return Article(opening + "The harbour was calm that day. " * (length // 31), id=f"a{number}")


def found(number, length=400):
    return FoundArticle(f"made:{number}", article(number, length))


def words(results):
    """The place of each result, and its quotes and speakers or the reason why there are none."""
    return [
        (each.place, each.reason)
        if isinstance(each, Remark)
        else (each.place, [(row.quote, row.speaker, row.doc_id) for row in each.rows])
        for each in results
    ]


def expected(number):
    rows = extract(article(number))
    return (f"made:{number}", [(row.quote, row.speaker, row.doc_id) for row in rows])


def children():
    return [child for child in multiprocessing.active_children() if child.name == "extracting"]


@pytest.fixture
def deadly_words(monkeypatch):
    """Let certain words kill the workers."""
    monkeypatch.setattr(workers, "serve_articles", deadly.serve)


def test_several_processes_give_what_one_gives_in_the_same_order():
    lengths = [random.Random(7).choice((40, 400, 4_000, 30_000)) for _ in range(24)]
    items = [found(number, length) for number, length in enumerate(lengths)]
    items.insert(3, Remark("made", "the text is empty", "skipped"))
    items.append("anything else")
    one = list(extract_in_order(items))
    several = list(extract_in_order(items, jobs=2, most_articles=3))
    assert one == several
    assert (several[3], several[-1]) == (items[3], "anything else")
    assert [each.article for each in several if isinstance(each, ExtractedArticle)] == [
        each.article for each in items if isinstance(each, FoundArticle)
    ]
    assert all(each.rows for each in several if isinstance(each, ExtractedArticle))
    assert children() == []


@pytest.mark.skipif(sys.platform != "linux", reason="processes are forked on Linux only")
def test_workers_are_forked_from_a_process_that_has_loaded_the_parser():
    parents = set()
    for _ in range(2):
        with closing(extract_in_order(map(found, range(60)), jobs=2, most_articles=2)) as results:
            next(results)
            parents |= {stat_of(child.pid)[1] for child in children()}
    (parent,) = parents
    assert int(parent) != os.getpid()
    assert "spacy" in Path(f"/proc/{parent}/maps").read_text()


def stat_of(pid):
    """What the system says of a process: its state, its parent and more."""
    return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()


def test_no_articles_and_no_items_are_nothing():
    assert list(extract_in_order([], jobs=2)) == []
    assert list(extract_in_order([1, 2, 3], jobs=2)) == [1, 2, 3]
    assert extract_together([]) == []


def test_killed_workers_lose_nothing_and_repeat_nothing():
    numbers = range(60)
    killed = []
    results = []
    for each in extract_in_order((found(number) for number in numbers), jobs=2, most_articles=2):
        results.append(each)
        if len(results) % 30 == 1:
            victim = children()[0]
            os.kill(victim.pid, signal.SIGKILL)
            killed.append(victim.pid)
    assert len(killed) == 2
    assert [each.article.id for each in results] == [f"a{number}" for number in numbers]
    assert all(f"number {number} sails" in each.rows[0].quote for number, each in enumerate(results))


@pytest.mark.usefixtures("deadly_words")
def test_an_article_that_crashes_its_worker_is_reported_by_name_and_no_other_is_lost():
    items = [found(number) for number in range(20)]
    items[7] = FoundArticle("made:7", Article(f"This text {deadly.DEADLY}."))
    items[13] = FoundArticle("made:13", Article(f"This text {deadly.BROKEN}."))
    results = words(extract_in_order(items, jobs=2))
    assert results[7] == ("made:7", "this article crashed the worker 2 times; is there enough memory?")
    assert results[13][0] == "made:13"
    assert results[13][1].startswith("its quotes could not be extracted (RecursionError")
    assert [result for number, result in enumerate(results) if number not in (7, 13)] == [
        expected(number) for number in range(20) if number not in (7, 13)
    ]


def test_articles_done_but_not_yet_returned_are_not_blamed(monkeypatch):
    monkeypatch.setattr(workers, "serve_articles", deadly.serve_telling_late)
    items = [found(number) for number in range(4)]
    items[2] = FoundArticle("made:2", Article(f"This text {deadly.DEADLY}."))
    for most_articles in (4, 1):
        results = words(extract_in_order(items, jobs=2, most_articles=most_articles))
        assert results[2] == (
            "made:2",
            "this article crashed the worker 2 times; is there enough memory?",
        )
        assert [result for number, result in enumerate(results) if number != 2] == [
            expected(number) for number in (0, 1, 3)
        ]


@pytest.mark.usefixtures("deadly_words")
def test_only_a_deadly_article_ends_too():
    items = [FoundArticle("made", Article(f"It {deadly.DEADLY}"))]
    (result,) = extract_in_order(items, jobs=2)
    assert (result.place, result.outcome) == ("made", "failed")


def test_one_that_fails_here_stops_no_other(monkeypatch):
    import quotes.scale.batch_extraction  # noqa: PLC0415

    extract_all = quotes.scale.batch_extraction.extract_all

    def extract_or_fail(articles, **options):
        if any("broken" in given.text for given in articles):
            raise RecursionError("too deep")
        return extract_all(articles, **options)

    monkeypatch.setattr(quotes.scale.batch_extraction, "extract_all", extract_or_fail)
    results = words(extract_in_order([found(0), FoundArticle("made:1", Article("broken")), found(2)]))
    assert results[1] == ("made:1", "its quotes could not be extracted (RecursionError('too deep'))")
    assert [results[0], results[2]] == [expected(0), expected(2)]


@pytest.mark.parametrize("jobs", [1, 2])
def test_only_some_portions_are_taken_from_the_input(jobs):
    taken = 0

    def endless():
        nonlocal taken
        while True:
            yield found(taken)
            taken += 1

    with closing(extract_in_order(endless(), jobs=jobs, most_articles=3)) as results:
        for _ in range(30):
            next(results)
        assert taken - 30 <= 3 * (1 + PORTIONS_A_WORKER * jobs)
    assert children() == []


def test_new_words_are_let_go_after_each_portion():
    from quotes.parsing import load_model  # noqa: PLC0415

    strings = load_model().vocab.strings
    extract_together([article(1)])
    before = len(strings)
    rows = extract_together([Article('"We sail to Zvqworth," Xolwin Brazzt of Yttreby said.')])[0]
    assert (len(strings), "Zvqworth" in strings) == (before, False)
    assert rows[0].speaker == "Xolwin Brazzt"


def test_processes_that_cannot_begin_end_with_one_line(tmp_path):
    script = tmp_path / "unguarded.py"
    script.write_text(
        "from quotes.scale import extract_in_order\n"
        "from quotes.reading import FoundArticle\nfrom quotes.types import Article\n"
        "print(list(extract_in_order([FoundArticle('here', Article('Nobody spoke.'))], jobs=2)))\n",
        "utf-8",
    )
    done = subprocess.run([sys.executable, script], capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 1
    assert 'under: if __name__ == "__main__":' in done.stderr.splitlines()[-1]


def test_a_missing_model_is_reported_once(monkeypatch):
    monkeypatch.setattr(workers, "serve_articles", serve_without_model)
    with pytest.raises(InputError, match="model gone: not installed"):
        list(extract_in_order([found(1)], jobs=2))
    assert children() == []


def serve_without_model(connection, _):
    connection.send("ready")
    connection.recv()
    connection.send(InputError("model gone: not installed"))
    time.sleep(60)


def test_ctrl_c_while_processes_start_waits_for_whoever_handles_it():
    came = []
    before = signal.signal(signal.SIGINT, lambda number, _: came.append(number))
    try:
        with workers.starting_processes():
            signal.raise_signal(signal.SIGINT)
            assert came == []
        assert came == [signal.SIGINT]
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        with workers.starting_processes():
            signal.raise_signal(signal.SIGINT)
    finally:
        signal.signal(signal.SIGINT, before)


def test_workers_end_with_the_process_that_started_them(tmp_path):
    script = tmp_path / "owner.py"
    script.write_text(
        "import itertools, multiprocessing, time\n"
        "from quotes.scale import extract_in_order\n"
        "from quotes.reading import FoundArticle\nfrom quotes.types import Article\n"
        "def main():\n"
        "    text = 'The harbour was calm. ' * 500\n"
        "    items = (FoundArticle('here', Article(text)) for _ in itertools.count())\n"
        "    for each in extract_in_order(items, jobs=2):\n"
        "        print(*(child.pid for child in multiprocessing.active_children()), flush=True)\n"
        "if __name__ == '__main__':\n    main()\n",
        "utf-8",
    )
    owner = subprocess.Popen([sys.executable, script], stdout=subprocess.PIPE, text=True)
    pids = [int(pid) for pid in owner.stdout.readline().split()]
    owner.kill()
    owner.wait(timeout=30)
    assert len(pids) == 2
    deadline = time.monotonic() + 30
    while any(map(is_running, pids)) and time.monotonic() < deadline:
        time.sleep(0.1)
    assert not any(map(is_running, pids))


def is_running(pid):
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    try:
        return stat_of(pid)[0] != "Z"
    except OSError:
        return False
