"""A process that deletes, amends, joins and undoes is killed at random moments, over and over."""

import random
import time
from collections.abc import Iterator
from pathlib import Path

from fault_checks import Trial, damages, made_article
from fault_kills import Start, kill, start_script

from quotes.intake import add_articles
from quotes.library import Filter, Library
from quotes.reading import FoundArticle

DRIVER = """
import sys
from quotes.library import Filter, Library

with Library(sys.argv[1]) as library:
    everything = library.doc_ids(Filter())
    half = everything[::2]
    one, other = library.counts("speaker", limit=2)["speaker"]
    for number in range(int(sys.argv[2]), 1_000_000):
        changes = {"outlet": f"Paper {number}", "published": f"2024-01-{number % 28 + 1:02}"}
        print(library.amend(everything, changes), flush=True)
        for act in (library.delete(half), library.join_names([one, other])):
            print(act, flush=True)
            library.undo(act)
            print(act, "undone", flush=True)
"""
"""Changes the library, and acknowledges each act and each undo once it is stored."""

_LATEST = 0.4


def run(folder: Path, kills: int, *, seed: int = 0, number: int = 300, start: Start = start_script) -> Trial:
    """Kill the driver ``kills`` times while it changes a library of ``number`` articles."""
    trial, chance = Trial("kills of changes"), random.Random(seed)
    library = folder / "library.sqlite"
    trial.figures |= {"kills": 0, "acknowledged": 0}
    with Library(library) as opened:
        for _ in add_articles(opened, [FoundArticle("made", made_article(place)) for place in range(number)]):
            pass
        everything, whole = opened.doc_ids(Filter()), opened.totals().quotes
    while int(trial.figures["kills"]) < kills:
        process = start(DRIVER, library, 1000 * (1 + int(trial.figures["kills"])))
        lines = [process.stdout.readline()]
        time.sleep(chance.uniform(0, _LATEST))
        trial.count("kills", kill(process))
        rest, errors = process.communicate()
        lines += rest.splitlines(keepends=True)
        trial.check(not errors, f"the driver failed: {errors[-300:]}")
        acknowledged = [line.split() for line in lines if line.endswith("\n")]
        trial.count("acknowledged", len(acknowledged))
        trial.wrong += _wrong(library, acknowledged, everything, whole)
        if trial.wrong:
            break
    return trial


def _wrong(path: Path, acknowledged: list[list[str]], everything: list[str], whole: int) -> Iterator[str]:
    """What is wrong with a library after a kill."""
    yield from damages(path)
    with Library(path) as library:
        for number, *undone in acknowledged:
            act = library.act(int(number))
            if act is None or bool(undone) > bool(act.undone):
                yield f"acknowledged, but lost: {number} {undone}"
        deleted = library.in_bin()
        if deleted not in (0, len(everything[::2])):
            yield f"{deleted} articles are deleted, neither all nor none"
        rows = list(library.rows())
        if len(rows) != library.totals().quotes:
            yield f"{library.totals().quotes} quotes counted, {len(rows)} listed"
        outlets, days = {row.outlet for row in rows}, {row.published for row in rows}
        counted = library.counts("outlet")
        if len(outlets) > 1 or len(days) > 1 or [*counted["outlet"]] != [*outlets]:
            yield f"amended by halves: {outlets}, {days}, counted {counted.to_dict()}"
        if library.totals(Filter(since=min(days), until=max(days))).quotes != len(rows):
            yield "the dates of rows and listing differ"
        for act in library.acts(limit=2):
            if act.what in ("deletion", "joining") and not act.undone:
                library.undo(act.id)
        if library.totals().quotes != whole:
            yield f"{library.totals().quotes} quotes after the undo, not {whole}"
