"""Two writers and five readers use one library: nobody fails, and every reader sees a consistent state.

One writer adds articles, the other makes and undoes corrections. Three readers are threads that share an
open library, as the dashboard's visitors do. Two readers are processes; one of them reopens the library each
time.
"""

import random
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import count, pairwise
from multiprocessing import forkserver, get_context
from multiprocessing.synchronize import Barrier, Event
from pathlib import Path
from threading import Thread
from typing import Any

from fault_checks import Trial, berth, damages, made_article, open_raw

from quotes import extract, extract_all
from quotes.intake import AddedArticle, add_articles
from quotes.library import Filter, Library, Sort
from quotes.reading import FoundArticle

_processes = get_context("forkserver")

FIRST = 20
"""How many articles are stored before anybody reads; only their quotes are corrected or rejected."""

_PAUSE = 0.03
_PATIENCE = 120.0
_UNDONE = 0.4
_REJECTED = 0.15
_MOST_FAULTS = 20
_MADE = "made-"


@dataclass(slots=True)
class Seen:
    """What a reader saw: how many times it asked, what was wrong, and how many quotes articles had.

    ``compared`` counts the states that were read in several ways.
    """

    name: str
    asked: int = 0
    compared: int = 0
    wrong: list[str] = field(default_factory=list)
    numbers: set[tuple[str, int]] = field(default_factory=set)

    def check(self, holds: bool, fault: str) -> None:
        """Note a fault unless the check holds."""
        if not holds and len(self.wrong) < _MOST_FAULTS:
            self.wrong.append(f"{self.name}: {fault}")


@dataclass(frozen=True, slots=True)
class SharedState:
    """What all share: the library's file, when to stop, how many articles are acknowledged, the seed.

    ``ready`` lets them begin together; each puts its result into ``results`` at the end.
    """

    library: Path
    ready: Barrier
    stop: Event
    added: Any
    results: Any
    seed: int


Asking = Callable[[Library, Seen, random.Random, int], None]
"""Asks a library and checks the answers; the number says how many articles were acknowledged before."""


def run(folder: Path, seconds: float, *, seed: int = 0) -> Trial:
    """Let all work for ``seconds``, then check the library."""
    trial = Trial("two writers, five readers")
    library = folder / "library.sqlite"
    with Library(library) as opened:
        for _ in add_articles(opened, _made(FIRST)):
            pass
    works = (adding, correcting, reading_all, exporting)
    forkserver.set_forkserver_preload(["quotes.scale.loaded_parser"])  # the parser is loaded once for all
    ready, stop = _processes.Barrier(len(works) + 1), _processes.Event()
    shared = SharedState(library, ready, stop, _processes.Value("q", FIRST), _processes.Queue(), seed)
    workers = [_processes.Process(target=_begin, args=(work, shared), daemon=True) for work in works]
    for worker in workers:
        worker.start()
    shared.ready.wait(_PATIENCE)
    seen = [Seen("pages"), Seen("totals and counts"), Seen("search")]
    with Library(library, read_only=True) as opened:
        threads = [
            Thread(target=_read, args=(opened, ask, each, shared))
            for ask, each in zip((pages, totals, search), seen, strict=True)
        ]
        for thread in threads:
            thread.start()
        time.sleep(seconds)
        shared.stop.set()
        for thread in threads:
            thread.join()
    came = dict(shared.results.get(timeout=_PATIENCE) for _ in workers)
    for worker in workers:
        worker.join()
    seen += [came["reads all"], came["exports"]]
    for each in seen:
        trial.figures[each.name] = each.asked
        trial.wrong += each.wrong
        trial.check(each.asked > 0, f"{each.name}: never had an answer")
    _check_articles(trial, library, came["adds"], seen, came["corrects"])
    _check_corrections(trial, library, came["corrects"])
    trial.wrong += damages(library)
    return trial


def _made(first: int, start: int = 0) -> Iterator[FoundArticle]:
    return (FoundArticle(f"made {number}", made_article(number)) for number in range(start, start + first))


def _begin(work: Callable[[SharedState], None], shared: SharedState) -> None:
    """Start to work in this process when all are ready."""
    extract("“We sail at dawn,” Ada Quill said.")  # so that nothing has to be loaded later
    shared.ready.wait(_PATIENCE)
    work(shared)


def _pause() -> None:
    """Wait a little. In every fourth second all writers rest, so that readers can compare answers."""
    time.sleep(_PAUSE)
    while int(time.monotonic()) % 4 == 3:
        time.sleep(_PAUSE)


def adding(shared: SharedState) -> None:
    """Add articles until it is time to stop; note how many are acknowledged."""

    def coming() -> Iterator[FoundArticle]:
        for number in count(FIRST):
            if shared.stop.is_set():
                return
            _pause()
            yield from _made(1, number)

    wrong = []
    try:
        with Library(shared.library) as opened:
            for each in add_articles(opened, coming()):
                if isinstance(each, AddedArticle):
                    shared.added.value += 1
                else:
                    wrong.append(f"adds: {each}")
    except Exception as error:
        wrong.append(f"adds: {type(error).__name__}: {error}")
    shared.results.put(("adds", (shared.added.value, wrong)))


def correcting(shared: SharedState) -> None:
    """Correct and undo until it is time to stop; the result is what was acknowledged, by number."""
    chance = random.Random(shared.seed)
    done: dict[int, tuple[str, str, bool]] = {}
    wrong = []
    try:
        with Library(shared.library) as opened:
            while not shared.stop.is_set():
                _correct_one(opened, chance, done)
                _pause()
    except Exception as error:
        wrong.append(f"corrects: {type(error).__name__}: {error}")
    shared.results.put(("corrects", (done, wrong)))


def _correct_one(library: Library, chance: random.Random, done: dict[int, tuple[str, str, bool]]) -> None:
    """Correct a quote, or undo a correction."""
    left = [number for number, (_, _, undone) in done.items() if not undone]
    if left and chance.random() < _UNDONE:
        number = chance.choice(left)
        library.undo(number)
        done[number] = (*done[number][:2], True)
        return
    (row,) = library.page(limit=1, offset=chance.randrange(4 * FIRST))
    if chance.random() < _REJECTED:
        done[library.reject(row.quote_id)] = row.quote_id, "not a quote", False
    else:
        name = f"Ivo Lund {len(done)}"
        done[library.correct_speaker(row.quote_id, name)] = row.quote_id, name, False


def _read(library: Library, ask: Asking, seen: Seen, shared: SharedState) -> None:
    """Ask until it is time to stop."""
    chance = random.Random(f"{shared.seed} {seen.name}")
    try:
        while not shared.stop.is_set():
            ask(library, seen, chance, shared.added.value)
            seen.asked += 1
    except Exception as error:
        seen.wrong.append(f"{seen.name}: {type(error).__name__}: {error}")


def pages(library: Library, seen: Seen, chance: random.Random, known: int) -> None:
    """Ask for a page: its rows are in order, none is there twice, and each has its own words."""
    sort = chance.choice(list(Sort))
    rows = library.page(sort=sort, limit=50, offset=chance.randrange(2 * known))
    seen.check(len({row.quote_id for row in rows}) == len(rows), f"a page by {sort} has a quote twice")
    seen.check(all(row.quote in row.context for row in rows), "a quote is not in its context")
    keys = [row.published or "" for row in rows]
    in_order = all(one >= other for one, other in pairwise(keys))
    seen.check(sort is not Sort.newest or in_order, "a page of the newest is out of order")


def totals(library: Library, seen: Seen, chance: random.Random, known: int) -> None:
    """Ask for one number in several ways; unless the library has changed meanwhile, all must agree."""
    before = library.changes()
    sums = {
        "totals": library.totals().quotes,
        "speakers": int(library.counts("speaker")["quotes"].sum()),
        "articles": int(library.counts("article")["quotes"].sum()),
        "months": int(library.months()["quotes"].sum()),
    }
    listed = len(library.articles())
    seen.check(listed >= known, f"{listed} articles, {known} were acknowledged")
    if library.changes() == before:
        seen.check(len(set(sums.values())) == 1, f"one state, several numbers: {sums}")
        seen.compared += 1


def search(library: Library, seen: Seen, chance: random.Random, known: int) -> None:
    """Search for the number in an acknowledged article: its quotes are found, and no others."""
    number = chance.randrange(known)
    rows = library.page(Filter(words=str(berth(number))), limit=50)
    found = {row.doc_id for row in rows}
    seen.check(found <= {f"{_MADE}{number}"}, f"a search for {berth(number)} finds {found}")
    seen.check(bool(found), f"nothing is found of article {number}, which was acknowledged")


def reading_all(shared: SharedState) -> None:
    """Read all rows, over and over."""
    seen = Seen("reads all")
    with Library(shared.library, read_only=True) as opened:
        _read(opened, all_rows, seen, shared)
    shared.results.put((seen.name, seen))


def all_rows(library: Library, seen: Seen, chance: random.Random, known: int) -> None:
    """Read all rows slowly: they are one state, in which each article is complete or absent."""
    rows = []
    for row in library.rows(sort=Sort.oldest):
        rows.append(row)
        if chance.random() < 0.001:
            time.sleep(_PAUSE)
    _check_rows(seen, rows, known)


def exporting(shared: SharedState) -> None:
    """Open the library, write all of it to a file and read the file, over and over."""
    seen = Seen("exports")
    with Library(shared.library, read_only=True) as opened:
        _read(opened, export, seen, shared)
    shared.results.put((seen.name, seen))


def export(library: Library, seen: Seen, chance: random.Random, known: int) -> None:
    """Open the library, write all of it to a file, and read the file."""
    import pandas as pd  # noqa: PLC0415  (slow to load; only one process needs it)

    from quotes.writing import save  # noqa: PLC0415

    output = library.path.with_name("export.csv")
    with Library(library.path, read_only=True) as opened:
        frame = opened.frame()
    save(frame, output)
    written = pd.read_csv(output)
    seen.check(list(written["quote_id"]) == list(frame["quote_id"]), "the file has other rows")
    seen.check(frame["quote_id"].is_unique, "a quote is exported twice")
    seen.check(frame["doc_id"].nunique() >= known - FIRST, "an acknowledged article is not exported")
    seen.numbers |= set(Counter(frame["doc_id"]).items())


def _check_rows(seen: Seen, rows: list[Any], known: int) -> None:
    numbers = Counter(row.doc_id for row in rows)
    seen.check(len({row.quote_id for row in rows}) == len(rows), "a quote is there twice")
    seen.check(len(numbers) >= known - FIRST, f"{len(numbers)} articles, {known} were acknowledged")
    seen.numbers |= set(numbers.items())


def _check_articles(
    trial: Trial, library: Path, added: tuple[int, list[str]], seen: list[Seen], corrected: tuple[Any, Any]
) -> None:
    """Every acknowledged article is stored with its quotes, and no reader ever saw a part of one."""
    acknowledged, wrong = added
    trial.figures["articles acknowledged"] = acknowledged
    trial.wrong += wrong
    given = [made_article(number) for number in range(acknowledged)]
    expected = {
        article.id: sorted(row.quote_id for row in rows)
        for article, rows in zip(given, extract_all(given), strict=True)
    }
    query = "SELECT doc_id, quote_id FROM articles JOIN quotes ON article = articles.id WHERE extracted = 1"
    found: dict[str, list[str]] = {}
    with open_raw(library) as connection:
        for doc_id, quote_id in connection.execute(query):
            found.setdefault(doc_id, []).append(quote_id)
    there = {doc_id: sorted(quotes) for doc_id, quotes in found.items()}
    trial.check(there == expected, "the articles' quotes are not those that were acknowledged")
    rejected = {quote_id for quote_id, what, _ in corrected[0].values() if what == "not a quote"}
    spared = {doc_id for doc_id, quotes in expected.items() if rejected.isdisjoint(quotes)}
    torn = [
        (reader.name, doc_id, number)
        for reader in seen
        for doc_id, number in reader.numbers
        if doc_id in spared and number != len(expected[doc_id])
    ]
    trial.check(not torn, f"articles seen in part: {torn[:5]}")
    trial.figures["states read in several ways"] = sum(reader.compared for reader in seen)


def _check_corrections(trial: Trial, library: Path, corrected: tuple[Any, list[str]]) -> None:
    """The stored corrections are exactly those that were acknowledged, with what was undone."""
    done, wrong = corrected
    trial.figures["corrections acknowledged"] = len(done)
    trial.figures["undone"] = sum(undone for _, _, undone in done.values())
    trial.wrong += wrong
    query = """SELECT corrections.act, quote_id, coalesce(corrections.value, what), undone IS NOT NULL
        FROM corrections JOIN articles USING (text_digest)
        JOIN quotes ON quotes.article = articles.id AND quotes.start = corrections.start
        AND quotes."end" = corrections."end" AND extracted = 1"""
    with open_raw(library) as connection:
        there = {
            number: (quote, what, bool(undone)) for number, quote, what, undone in connection.execute(query)
        }
        number = connection.execute("SELECT count(*) FROM corrections").fetchone()[0]
    trial.check(
        there == done and number == len(done), f"{len(done)} corrections acknowledged, {number} stored"
    )
