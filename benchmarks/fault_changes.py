"""A process that deletes, amends, renames, joins and undoes is killed at random moments, over and over."""

import random
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from fault_checks import Trial, damages, made_article
from fault_kills import Start, kill, start_script

from quotes.intake import add_articles
from quotes.library import ActKind, Filter, Library
from quotes.reading import FoundArticle

DRIVER = """
import sys
from quotes.library import Filter, Library

with Library(sys.argv[1]) as library:
    everything = library.doc_ids(Filter())
    half = everything[::2]
    for number in range(int(sys.argv[2]), 1_000_000):
        paper = f"Paper {number}"
        changes = {"outlet": paper, "published": f"2024-01-{number % 28 + 1:02}"}
        print("begin amending", flush=True)
        print(library.amend(everything, changes), flush=True)
        print("begin renaming", flush=True)
        print(library.rename_outlet([paper], f"The {paper}"), flush=True)
        for doing, do in (
            ("deleting", lambda: library.delete(half)),
            ("joining", lambda: library.join_names(sys.argv[3:])),
        ):
            print("begin", doing, flush=True)
            act = do()
            print(act, flush=True)
            print("begin undoing the", doing, flush=True)
            library.undo(act)
            print(act, "undone", flush=True)
"""
"""Changes the library: says what it begins, and acknowledges each act and each undo once it is stored."""

_LINES_A_ROUND = 12
"""How many lines the driver prints until it begins again; the kill comes after any of them."""
_LATEST = 0.1
"""Seconds from that line to the kill, at most."""


def run(folder: Path, kills: int, *, seed: int = 0, number: int = 300, start: Start = start_script) -> Trial:
    """Kill the driver ``kills`` times while it changes a library of ``number`` articles."""
    trial, chance = Trial("kills of changes"), random.Random(seed)
    library = folder / "library.sqlite"
    trial.figures |= {"kills": 0, "acknowledged": 0}
    with Library(library) as opened:
        for _ in add_articles(opened, [FoundArticle("made", made_article(place)) for place in range(number)]):
            pass
        everything, whole = opened.doc_ids(Filter()), opened.totals().quotes
        names = opened.counts("speaker", limit=2)["speaker"].tolist()
    while int(trial.figures["kills"]) < kills:
        process = start(DRIVER, library, 1000 * (1 + int(trial.figures["kills"])), *names)
        most = chance.randint(2, _LINES_A_ROUND + 1)  # at least the first act is stored
        lines = [process.stdout.readline() for _ in range(most)]
        time.sleep(chance.uniform(0, _LATEST))
        trial.count("kills", kill(process))
        rest, errors = process.communicate()
        lines += rest.splitlines(keepends=True)
        trial.check(not errors, f"the driver failed: {errors[-300:]}")
        told = [line.split() for line in lines if line.endswith("\n")]
        if told[-1][0] == "begin":
            trial.count(f"while {told[-1][-1] if len(told[-1]) == 2 else 'undoing'}")
        acknowledged = [line for line in told if line[0] != "begin"]
        trial.count("acknowledged", len(acknowledged))
        trial.wrong += _wrong(library, acknowledged, everything, whole, names)
        if trial.wrong:
            break
    return trial


def _wrong(
    path: Path, acknowledged: list[list[str]], everything: list[str], whole: int, names: Sequence[str]
) -> Iterator[str]:
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
            yield f"amended by halves: {len(outlets)} outlets ({len(counted)} counted), {len(days)} days"
        if library.totals(Filter(since=min(days), until=max(days))).quotes != len(rows):
            yield "the dates of rows and listing differ"
        known = library.known_as({row.speaker for row in rows if row.speaker} | set(names))
        speakers = library.counts("speaker").dropna().set_index("speaker")["quotes"].to_dict()
        if speakers != Counter(known[row.speaker] for row in rows if row.speaker):
            yield f"the speakers of rows and listing differ: {speakers}"
        is_joined = any(act.undone is None for act in library.acts([ActKind.joining]))
        if (known[names[0]] == known[names[1]]) != is_joined:
            yield f"{names} are joined by halves: {known}"
        for act in library.acts(limit=2):
            if act.what in (ActKind.deletion, ActKind.joining) and not act.undone:
                library.undo(act.id)
        if library.totals().quotes != whole:
            yield f"{library.totals().quotes} quotes after the undo, not {whole}"
