"""Measure how fast the extraction is in one process, beside its peers and beside its own parser.

    python benchmarks/speed.py ARTICLES.json|ARTICLES.jsonl [--only NAME]... [--count N] [--rounds N]
        [--markdown] [--profile] [--fill PAGE.md]

Every measure sees the same articles in the same run, the model warm. The systems take turns, and the median
of the rounds counts. Ratios are of CPU time, which a busy machine disturbs less than wall time; that stands
beside it. The peer is textacy's `direct_quotations` on what the whole spaCy pipeline makes of the article.
What starts cold is a command of its own; its time is wall time, until the first line is on the screen.

A measure is a function from `Given` to `Measure`s, by its name in `MEASURES`.
"""

import argparse
import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from itertools import cycle, islice
from pathlib import Path
from statistics import median
from typing import Any, NamedTuple
from unittest.mock import patch

import spacy
from measured import FILL_HELP, drawn, fill
from textacy.extract.triples import direct_quotations

from quotes import extract, extract_all, extraction
from quotes.attribution import choice, weights
from quotes.parsing import DEFAULT_MODEL, load_model
from quotes.sources import choice as source_choice
from quotes.sources import credits
from quotes.speakers import names, resolution
from quotes.text import quotation_marks
from quotes.types import Article

COMMAND = str(Path(sys.executable).with_name("quotes"))
SEED = Path(__file__).parent.parent / "seeds" / "000_65eaed45549d6fe4.txt"
LOAD_MODEL = f"import spacy; spacy.load({DEFAULT_MODEL!r}); print()"
BATCH = 64
SHORT, LONG = 100_000, 1_000_000
STAGES: dict[str, tuple[tuple[Any, str], ...]] = {
    "marks": ((quotation_marks, "find"),),
    "views": ((extraction, "split"), (extraction, "views")),
    "words of the parse": ((extraction, "words"),),
    "reporting clauses": ((choice, "settings"),),
    "candidates": ((choice, "candidates"),),
    "evidence": ((choice, "features"),),
    "weights": ((weights, "score"), (weights, "shares")),
    "names": ((names, "find"),),
    "figures": ((resolution, "gather"),),
    "discourse": ((resolution, "_in_order"), (resolution, "_readings"), (resolution, "Sentences")),
    "outlets": ((source_choice, "Outlets"),),
    "credits": ((credits, "find"),),
    "rows": ((extraction, "_row"),),
}
"""What `--profile` tells apart, with the functions that do it; none of them calls another of them."""


class Measure(NamedTuple):
    """What was measured, reached and wanted, and whether that is reached; ``beside`` adds to it."""

    what: str
    reached: str
    wanted: str
    is_reached: bool
    beside: str = ""


@dataclass(frozen=True)
class Given:
    """What to measure on: the articles, and in how many rounds."""

    articles: Sequence[Article]
    rounds: int

    @property
    def words(self) -> int:
        """The number of words in all articles."""
        return sum(len(article.text.split()) for article in self.articles)


class Taken(NamedTuple):
    """Seconds of CPU time and of wall time."""

    cpu: float
    wall: float


def taken(work: Callable[[], object]) -> Taken:
    """Return the time that some work takes."""
    cpu, wall = time.process_time(), time.perf_counter()
    work()
    return Taken(time.process_time() - cpu, time.perf_counter() - wall)


def middle(times: Sequence[Taken]) -> Taken:
    """Return the median of each kind of time."""
    return Taken(median(one.cpu for one in times), median(one.wall for one in times))


def peers(given: Given) -> Iterator[Measure]:
    """Measure the extraction against the whole spaCy pipeline, and against textacy's quotations on it."""
    whole = spacy.load(DEFAULT_MODEL)
    texts = [article.text for article in given.articles]
    ours, parsed, theirs = [], [], []
    list(extract_all(given.articles[:BATCH]))
    list(whole.pipe(texts[:BATCH]))
    for _ in range(given.rounds):
        ours.append(taken(lambda: list(extract_all(given.articles))))
        parsed.append(taken(lambda: [None for _ in whole.pipe(texts)]))
        theirs.append(taken(lambda: [_textacy(doc) for doc in whole.pipe(texts)]))
    for name, peer in (("textacy on nlp.pipe", middle(theirs)), ("nlp.pipe alone", middle(parsed))):
        yield _against(name, middle(ours), peer, given)


def _textacy(doc: Any) -> None:
    """Let textacy find the quotations of a parsed article; it raises where marks do not come in pairs."""
    with suppress(ValueError):
        list(direct_quotations(doc))


def _against(name: str, ours: Taken, peer: Taken, given: Given) -> Measure:
    """Return how many times faster than a peer the extraction is."""
    ratio, count = peer.cpu / ours.cpu, len(given.articles)
    return Measure(
        f"one process, against {name}",
        f"{ratio:.1f} x",
        "5 x",
        ratio >= 5,
        f"{count / ours.cpu:.0f} and {count / peer.cpu:.1f} articles, {given.words / ours.cpu:,.0f} and "
        f"{given.words / peer.cpu:,.0f} words a second; by wall time {peer.wall / ours.wall:.1f} x",
    )


def length(given: Given) -> Iterator[Measure]:
    """Measure one very long article against one of a tenth of its length."""
    times = []
    for size in (SHORT, LONG):
        article = Article(long_text(given.articles, size))
        times.append(middle([taken(partial(extract, article)) for _ in range(given.rounds)]))
    ratio = times[1].cpu / times[0].cpu
    beside = f"{times[0].cpu:.2f} s and {times[1].cpu:.2f} s of CPU time"
    yield Measure("an article of 1 MB against one of 100 KB", f"{ratio:.1f} x", "12 x", ratio <= 12, beside)


def long_text(articles: Sequence[Article], size: int) -> str:
    """Return ``size`` characters of articles put together, again from the first where they do not suffice."""
    parts: list[str] = []
    for article in cycle(articles):
        parts.append(article.text)
        if sum(map(len, parts)) >= size:
            break
    return "\n\n".join(parts)[:size]


def help_page(given: Given) -> Iterator[Measure]:
    """Measure how soon the command line's help is there."""
    found = middle([cold([COMMAND, "--help"]) for _ in range(given.rounds + 2)])
    beside = f"{found.cpu:.2f} s of CPU time"
    yield Measure("quotes --help, cold", f"{found.wall:.2f} s", "0.3 s", found.wall <= 0.3, beside)


def first_row(given: Given) -> Iterator[Measure]:
    """Measure how soon the first row of an article is there, against loading the model and no more."""
    rows, model = [], []
    for _ in range(given.rounds + 2):
        rows.append(cold([COMMAND, "extract", str(SEED)]))
        model.append(cold([sys.executable, "-c", LOAD_MODEL]))
    ours, bare = middle(rows), middle(model)
    ratio = ours.wall / bare.wall
    beside = f"{ours.wall:.2f} s and {bare.wall:.2f} s; by CPU time to the end {ours.cpu / bare.cpu:.2f} x"
    yield Measure(
        "quotes extract, cold, first row, against loading the model",
        f"{ratio:.2f} x",
        "1.5 x",
        ratio <= 1.5,
        beside,
    )


def cold(command: Sequence[str]) -> Taken:
    """Return the wall time until a command writes its first line, and the CPU time that it takes in all."""
    start = time.perf_counter()
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as process:
        assert process.stdout is not None
        process.stdout.readline()
        wall = time.perf_counter() - start
        process.stdout.read()
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"{' '.join(command)}: exit status {process.returncode}")
    return Taken(usage.ru_utime + usage.ru_stime, wall)


MEASURES: dict[str, Callable[[Given], Iterator[Measure]]] = {
    "peers": peers,
    "length": length,
    "help": help_page,
    "first_row": first_row,
}
"""Every measure by its name."""


def profile(given: Given) -> Iterator[tuple[str, float]]:
    """Yield the seconds of CPU time that each stage of an extraction takes, the rest last."""
    spent: dict[str, float] = dict.fromkeys(["parse", *STAGES], 0.0)
    nlp = load_model()
    list(extract_all(given.articles[:BATCH]))

    def timed(name: str, work: Callable[..., Any]) -> Callable[..., Any]:
        def run(*args: Any, **options: Any) -> Any:
            start = time.process_time()
            found = work(*args, **options)
            spent[name] += time.process_time() - start
            return found

        return run

    def parse(texts: Any, **options: Any) -> Iterator[Any]:
        read = list(texts)
        return iter(timed("parse", lambda: list(nlp.pipe(read, **options)))())

    patches = [
        patch.object(home, function, timed(name, getattr(home, function)))
        for name, functions in STAGES.items()
        for home, function in functions
    ]
    model: Any = type("Model", (), {"pipe": staticmethod(parse)})()
    for one in patches:
        one.start()
    total = taken(lambda: list(extract_all(given.articles, nlp=model))).cpu
    for one in patches:
        one.stop()
    yield from spent.items()
    yield "the rest", total - sum(spent.values())


def pipes(given: Given) -> Iterator[tuple[str, float]]:
    """Yield the seconds of CPU time that each part of the parse takes."""
    nlp = load_model()
    texts = [view.text for article in given.articles for view in views_of(article)]
    docs: list[Any] = []
    spent = taken(lambda: docs.extend(map(nlp.make_doc, texts))).cpu
    yield "tokenizer", spent
    for name, pipe in nlp.pipeline:
        done: list[Any] = []
        yield name, taken(partial(_run_pipe, pipe, docs, done)).cpu
        docs = done


def _run_pipe(pipe: Any, docs: list[Any], done: list[Any]) -> None:
    """Put what a pipe makes of ``docs`` into ``done``."""
    done.extend(pipe.pipe(iter(docs), batch_size=256))


def views_of(article: Article) -> Sequence[Any]:
    """Return what the parser reads of an article."""
    return extraction._mark(article).views


def read(file: Path, count: int | None) -> list[Article]:
    """Return the first ``count`` articles of a file, all of them without one."""
    content = file.read_text(encoding="utf-8")
    lines = map(json.loads, content.splitlines()) if file.suffix == ".jsonl" else json.loads(content)
    return [Article(line["text"], id=str(line["id"])) for line in islice(lines, count)]


def parse_arguments(arguments: Sequence[str] | None) -> argparse.Namespace:
    """Return what the command line asks for."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("articles", type=Path, help="objects with id and text: a JSON array, or one a line")
    parser.add_argument("--only", action="append", choices=MEASURES, help="run this measure, not all")
    parser.add_argument("--count", type=int, metavar="N", help="take the first N articles only")
    parser.add_argument("--rounds", type=int, default=3, metavar="N", help="rounds of each measure")
    parser.add_argument("--markdown", action="store_true", help="print tables in Markdown")
    parser.add_argument("--fill", type=Path, action="append", default=[], metavar="PAGE", help=FILL_HELP)
    parser.add_argument("--profile", action="store_true", help="print each stage's share instead")
    return parser.parse_args(arguments)


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure and print; return 0 where everything is reached, else 1."""
    asked = parse_arguments(arguments)
    given = Given(read(asked.articles, asked.count), asked.rounds)
    if asked.profile:
        for found in (list(profile(given)), list(pipes(given))):
            total = sum(seconds for _, seconds in found)
            lines = [[name, f"{seconds:.2f} s", f"{seconds / total:.1%}"] for name, seconds in found]
            print(drawn([["stage", "CPU time", "share"], *lines], markdown=asked.markdown))
        return 0
    found = [measure for name in asked.only or MEASURES for measure in MEASURES[name](given)]
    print(f"{len(given.articles)} articles, {given.words:,} words, {given.rounds} rounds\n")
    lines = [
        [each.what, each.reached, each.wanted, "yes" if each.is_reached else "no", each.beside]
        for each in found
    ]
    head = ["measure", "reached", "to reach", "is it", "beside"]
    table = drawn([head, *lines], markdown=asked.markdown or bool(asked.fill))
    print(table)
    fill(asked.fill, {"speed": table})
    return 0 if all(each.is_reached for each in found) else 1


if __name__ == "__main__":
    sys.exit(main())
