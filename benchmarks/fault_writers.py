"""Two writers and five readers on one library: nobody fails, every reader sees states that can be true.

One writer adds articles, the other corrects and undoes. Three readers are threads that share a library, as
the dashboard's visitors do; two are processes of their own, one of which opens the library anew each time.
"""

import random
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import count, pairwise
from multiprocessing import get_context
from multiprocessing.synchronize import Barrier, Event
from pathlib import Path
from threading import Thread
from typing import Any

from fault_checks import Trial, berth, damages, made_article, open_raw

from quotes import extract, extract_all
from quotes.intake import AddedArticle, add_articles
from quotes.library import Filter, Library, Sort
from quotes.reading import FoundArticle

_processes = get_context("spawn")

FIRST = 20
"""How many articles are there before anybody reads; only their quotes are corrected, or made none."""

_PAUSE = 0.03
_PATIENCE = 120.0
_UNDONE = 0.4
_REJECTED = 0.15
_MOST_TOLD = 20
_MADE = "made-"


@dataclass(slots=True)
class Seen:
    """What a reader saw: how many times it asked, what was wrong, and how many quotes articles had.

    ``compared`` is how many states were asked in several ways.
    """

    name: str
    asked: int = 0
    compared: int = 0
    wrong: list[str] = field(default_factory=list)
    numbers: set[tuple[str, int]] = field(default_factory=set)

    def check(self, holds: bool, told: str) -> None:
        """Note what is wrong unless it holds."""
        if not holds and len(self.wrong) < _MOST_TOLD:
            self.wrong.append(f"{self.name}: {told}")


@dataclass(frozen=True, slots=True)
class Course:
    """What all share: the library's file, when to stop, how many articles are acknowledged, the seed.

    ``ready`` lets them begin together, ``told`` takes what each hands over at the end.
    """

    library: Path
    ready: Barrier
    stop: Event
    added: Any
    told: Any
    seed: int


Asking = Callable[[Library, Seen, random.Random, int], None]
"""Asks a library and checks the answers; the number is that of articles acknowledged before."""


def run(folder: Path, seconds: float, *, seed: int = 0) -> Trial:
    """Let all work for so many seconds, then look at what they leave."""
    trial = Trial("two writers, five readers")
    library = folder / "library.sqlite"
    with Library(library) as opened:
        for _ in add_articles(opened, _made(FIRST)):
            pass
    works = (adding, correcting, reading_all, exporting)
    ready, stop = _processes.Barrier(len(works) + 1), _processes.Event()
    course = Course(library, ready, stop, _processes.Value("q", FIRST), _processes.Queue(), seed)
    workers = [_processes.Process(target=_begin, args=(work, course), daemon=True) for work in works]
    for worker in workers:
        worker.start()
    course.ready.wait(_PATIENCE)
    seen = [Seen("pages"), Seen("totals and counts"), Seen("search")]
    with Library(library, read_only=True) as shared:
        threads = [
            Thread(target=_read, args=(shared, ask, each, course))
            for ask, each in zip((pages, totals, search), seen, strict=True)
        ]
        for thread in threads:
            thread.start()
        time.sleep(seconds)
        course.stop.set()
        for thread in threads:
            thread.join()
    came = dict(course.told.get(timeout=_PATIENCE) for _ in workers)
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


def _begin(work: Callable[[Course], None], course: Course) -> None:
    """Work in this process as soon as all are ready."""
    extract("“We sail at dawn,” Ada Quill said.")  # what is loaded by it would take its time later
    course.ready.wait(_PATIENCE)
    work(course)


def _pause() -> None:
    """Wait a little; in every fourth second all writers rest, so that readers can compare answers."""
    time.sleep(_PAUSE)
    while int(time.monotonic()) % 4 == 3:
        time.sleep(_PAUSE)


def adding(course: Course) -> None:
    """Add articles until it is time to stop; note how many are acknowledged."""

    def coming() -> Iterator[FoundArticle]:
        for number in count(FIRST):
            if course.stop.is_set():
                return
            _pause()
            yield from _made(1, number)

    wrong = []
    try:
        with Library(course.library) as opened:
            for each in add_articles(opened, coming()):
                if isinstance(each, AddedArticle):
                    course.added.value += 1
                else:
                    wrong.append(f"adds: {each}")
    except Exception as error:
        wrong.append(f"adds: {type(error).__name__}: {error}")
    course.told.put(("adds", (course.added.value, wrong)))


def correcting(course: Course) -> None:
    """Correct and undo until it is time to stop; hand over what was acknowledged, by number."""
    chance = random.Random(course.seed)
    said: dict[int, tuple[str, str, bool]] = {}
    wrong = []
    try:
        with Library(course.library) as opened:
            while not course.stop.is_set():
                _correct_one(opened, chance, said)
                _pause()
    except Exception as error:
        wrong.append(f"corrects: {type(error).__name__}: {error}")
    course.told.put(("corrects", (said, wrong)))


def _correct_one(library: Library, chance: random.Random, said: dict[int, tuple[str, str, bool]]) -> None:
    """Correct a quote, or undo a correction."""
    left = [number for number, (_, _, undone) in said.items() if not undone]
    if left and chance.random() < _UNDONE:
        number = chance.choice(left)
        library.undo(number)
        said[number] = (*said[number][:2], True)
        return
    (row,) = library.page(limit=1, offset=chance.randrange(4 * FIRST))
    if chance.random() < _REJECTED:
        said[library.reject(row.quote_id)] = row.quote_id, "not a quote", False
    else:
        name = f"Ivo Lund {len(said)}"
        said[library.correct_speaker(row.quote_id, name)] = row.quote_id, name, False


def _read(library: Library, ask: Asking, seen: Seen, course: Course) -> None:
    """Ask until it is time to stop."""
    chance = random.Random(f"{course.seed} {seen.name}")
    try:
        while not course.stop.is_set():
            ask(library, seen, chance, course.added.value)
            seen.asked += 1
    except Exception as error:
        seen.wrong.append(f"{seen.name}: {type(error).__name__}: {error}")


def pages(library: Library, seen: Seen, chance: random.Random, known: int) -> None:
    """Ask for a page: its rows are in order, none twice, each with its own words."""
    sort = chance.choice(list(Sort))
    rows = library.page(sort=sort, limit=50, offset=chance.randrange(2 * known))
    seen.check(len({row.quote_id for row in rows}) == len(rows), f"a page by {sort} has a quote twice")
    seen.check(all(row.quote in row.context for row in rows), "a quote is not in its context")
    keys = [row.published or "" for row in rows]
    in_order = all(one >= other for one, other in pairwise(keys))
    seen.check(sort is not Sort.newest or in_order, "a page of the newest is out of order")


def totals(library: Library, seen: Seen, chance: random.Random, known: int) -> None:
    """Ask for one number in several ways; where the library has not changed meanwhile, all must agree."""
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
    """Search for the number in an article that was acknowledged: its quotes are found, and no other's."""
    number = chance.randrange(known)
    rows = library.page(Filter(words=str(berth(number))), limit=50)
    found = {row.doc_id for row in rows}
    seen.check(found <= {f"{_MADE}{number}"}, f"a search for {berth(number)} finds {found}")
    seen.check(bool(found), f"nothing is found of article {number}, which was acknowledged")


def reading_all(course: Course) -> None:
    """Read all rows again and again."""
    seen = Seen("reads all")
    with Library(course.library, read_only=True) as opened:
        _read(opened, all_rows, seen, course)
    course.told.put((seen.name, seen))


def all_rows(library: Library, seen: Seen, chance: random.Random, known: int) -> None:
    """Read all rows, slowly: they are one state, in which each article is there whole or not at all."""
    rows = []
    for row in library.rows(sort=Sort.oldest):
        rows.append(row)
        if chance.random() < 0.001:
            time.sleep(_PAUSE)
    _check_rows(seen, rows, known)


def exporting(course: Course) -> None:
    """Open the library, write all to a file and read that, again and again."""
    seen = Seen("exports")
    with Library(course.library, read_only=True) as opened:
        _read(opened, export, seen, course)
    course.told.put((seen.name, seen))


def export(library: Library, seen: Seen, chance: random.Random, known: int) -> None:
    """Open the library anew, write all of it to a file, and read that."""
    import pandas as pd  # noqa: PLC0415  (slow to load, and only one process needs it)

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
    """Note where an acknowledged article is not there with its quotes, or was ever seen in part."""
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
    trial.figures["states asked in several ways"] = sum(reader.compared for reader in seen)


def _check_corrections(trial: Trial, library: Path, corrected: tuple[Any, list[str]]) -> None:
    """Note where the corrections are not just those that were acknowledged, undone where that was."""
    said, wrong = corrected
    trial.figures["corrections acknowledged"] = len(said)
    trial.figures["undone"] = sum(undone for _, _, undone in said.values())
    trial.wrong += wrong
    query = """SELECT corrections.id, quote_id, coalesce(corrections.value, what), undone IS NOT NULL
        FROM corrections JOIN articles USING (text_digest)
        JOIN quotes ON quotes.article = articles.id AND quotes.start = corrections.start
        AND quotes."end" = corrections."end" AND extracted = 1"""
    with open_raw(library) as connection:
        there = {
            number: (quote, what, bool(undone)) for number, quote, what, undone in connection.execute(query)
        }
        number = connection.execute("SELECT count(*) FROM corrections").fetchone()[0]
    trial.check(
        there == said and number == len(said), f"{len(said)} corrections acknowledged, {number} there"
    )
