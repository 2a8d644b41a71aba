"""Measure how fast the extraction is in one process, compared with a peer and with the parser alone.

    python benchmarks/speed.py ARTICLES.json|ARTICLES.jsonl... [--only NAME]... [--count N] [--rounds N]
        [--stages] [--markdown] [--fill PAGE.md]

Each file is compared with the peers by itself; all other measures use the first file. The systems that are
compared read the same articles in the same run, with a warm model. They take turns at every batch of
articles; the median of the rounds counts. Ratios are of CPU time, which a busy machine disturbs less than
wall time; the notes give wall time too. The peer is textacy's `direct_quotations` on the output of the whole
spaCy pipeline. For a cold start the command runs in a process of its own, and its time is wall time until the
first line is printed; as in an installation, Python's bytecode is there already.

Each entry of `MEASURES` is a function from `SpeedInput` to `Goal`s.
"""

import argparse
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import partial
from itertools import cycle
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple, TypeVar

import spacy
from article_files import read_articles
from result_tables import Goal, add_table_options, draw_table, fill_pages, goal_lines
from textacy.extract.triples import direct_quotations

from quotes import extract, extract_all
from quotes.attribution import quotation_contexts
from quotes.extraction import attribute, build_row
from quotes.language import english
from quotes.parsing import DEFAULT_MODEL, Passage, load_model, parser_views, read_tokens
from quotes.sources import find_sources
from quotes.speakers import resolve_speakers
from quotes.text import mark_article
from quotes.types import Article

COMMAND = str(Path(sys.executable).with_name("quotes"))
EXCLUDED = ("ner", "attribute_ruler", "lemmatizer")
SEED = Path(__file__).parent.parent / "seeds" / "000_65eaed45549d6fe4.txt"
LOAD_MODEL = f"import spacy; spacy.load({DEFAULT_MODEL!r}, exclude={EXCLUDED!r}); print()"
UNCOUNTED = 2
"""Cold starts before those that count: the first one writes the bytecode."""

BATCH = 64
Output = TypeVar("Output")
SHORT, LONG = 100_000, 1_000_000


@dataclass(frozen=True)
class SpeedInput:
    """The articles to measure with, what they are called, and the number of rounds."""

    name: str
    articles: Sequence[Article]
    rounds: int

    @property
    def words(self) -> int:
        """The number of words in all articles."""
        return sum(len(article.text.split()) for article in self.articles)


class Seconds(NamedTuple):
    """Seconds of CPU time and of wall time."""

    cpu: float
    wall: float


def timed(work: Callable[[], object]) -> Seconds:
    """How long some work takes."""
    cpu, wall = time.process_time(), time.perf_counter()
    work()
    return Seconds(time.process_time() - cpu, time.perf_counter() - wall)


def middle(times: Sequence[Seconds]) -> Seconds:
    """The median of each kind of time."""
    return Seconds(median(one.cpu for one in times), median(one.wall for one in times))


def total(times: Sequence[Seconds]) -> Seconds:
    """The sum of each kind of time."""
    return Seconds(sum(one.cpu for one in times), sum(one.wall for one in times))


def peers(given: SpeedInput) -> Iterator[Goal]:
    """Compare the extraction with the whole spaCy pipeline, and with textacy's quotations on it.

    They take turns at each batch of articles, so that a machine whose speed changes slows all of them.
    """
    whole = spacy.load(DEFAULT_MODEL)
    systems: tuple[Callable[[Sequence[Article]], object], ...] = (
        lambda articles: list(extract_all(articles)),
        lambda articles: [None for _ in whole.pipe(each.text for each in articles)],
        lambda articles: [_textacy(doc) for doc in whole.pipe(each.text for each in articles)],
    )
    batches = [given.articles[at : at + BATCH] for at in range(0, len(given.articles), BATCH)]
    for system in systems:
        system(batches[0])
    rounds = []
    for _ in range(given.rounds):
        turns = [[timed(partial(system, batch)) for system in systems] for batch in batches]
        rounds.append([total(of_one) for of_one in zip(*turns, strict=True)])
    ours, parsed, theirs = (middle(of_one) for of_one in zip(*rounds, strict=True))
    for name, peer in (("textacy on nlp.pipe", theirs), ("nlp.pipe alone", parsed)):
        yield _against(name, ours, peer, given)


def _textacy(doc: Any) -> None:
    """Let textacy find the quotations of a parsed article; it raises if the marks do not come in pairs."""
    with suppress(ValueError):
        list(direct_quotations(doc))


def _against(name: str, ours: Seconds, peer: Seconds, given: SpeedInput) -> Goal:
    """How many times faster than a peer the extraction is."""
    ratio, count = peer.cpu / ours.cpu, len(given.articles)
    return Goal(
        f"{given.name}: one process, against {name}",
        f"{ratio:.1f} x",
        "5 x",
        ratio >= 5,
        f"{count / ours.cpu:.0f} and {count / peer.cpu:.1f} articles, {given.words / ours.cpu:,.0f} and "
        f"{given.words / peer.cpu:,.0f} words a second; by wall time {peer.wall / ours.wall:.1f} x",
    )


def length(given: SpeedInput) -> Iterator[Goal]:
    """Compare a very long article with one of a tenth of its length."""
    times = []
    for size in (SHORT, LONG):
        article = Article(long_text(given.articles, size))
        times.append(middle([timed(partial(extract, article)) for _ in range(given.rounds)]))
    ratio = times[1].cpu / times[0].cpu
    note = f"{times[0].cpu:.2f} s and {times[1].cpu:.2f} s of CPU time"
    yield Goal("an article of 1 MB against one of 100 KB", f"{ratio:.1f} x", "12 x", ratio <= 12, note)


def long_text(articles: Sequence[Article], size: int) -> str:
    """``size`` characters of articles put together; they are repeated if there are too few."""
    parts: list[str] = []
    for article in cycle(articles):
        parts.append(article.text)
        if sum(map(len, parts)) >= size:
            break
    return "\n\n".join(parts)[:size]


def help_page(given: SpeedInput) -> Iterator[Goal]:
    """How soon the help of the command line is printed."""
    with bytecode_kept() as environment:
        found = middle(
            [cold([COMMAND, "--help"], environment) for _ in range(given.rounds + UNCOUNTED)][UNCOUNTED:]
        )
    note = f"{found.cpu:.2f} s of CPU time"
    yield Goal("quotes --help, cold", f"{found.wall:.2f} s", "0.3 s", found.wall <= 0.3, note)


def first_row(given: SpeedInput) -> Iterator[Goal]:
    """How soon the first row of an article is printed, compared with only loading the model."""
    rows, model = [], []
    with bytecode_kept() as environment:
        for _ in range(given.rounds + UNCOUNTED):
            rows.append(cold([COMMAND, "extract", str(SEED)], environment))
            model.append(cold([sys.executable, "-c", LOAD_MODEL], environment))
    ours, bare = middle(rows[UNCOUNTED:]), middle(model[UNCOUNTED:])
    ratio = ours.wall / bare.wall
    note = f"{ours.wall:.2f} s and {bare.wall:.2f} s; by CPU time to the end {ours.cpu / bare.cpu:.2f} x"
    yield Goal(
        "quotes extract, cold, first row, against loading the model",
        f"{ratio:.2f} x",
        "1.2 x",
        ratio <= 1.2,
        note,
    )


@contextmanager
def bytecode_kept() -> Iterator[Mapping[str, str]]:
    """The environment of processes that keep Python's bytecode in a folder of this context."""
    with TemporaryDirectory() as folder:
        environment = os.environ | {"PYTHONPYCACHEPREFIX": folder}
        environment.pop("PYTHONDONTWRITEBYTECODE", None)
        yield environment


def cold(command: Sequence[str], environment: Mapping[str, str]) -> Seconds:
    """The wall time until a command prints its first line, and the CPU time of the whole command."""
    start = time.perf_counter()
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=environment
    ) as process:
        assert process.stdout is not None
        process.stdout.readline()
        wall = time.perf_counter() - start
        process.stdout.read()
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"{' '.join(command)}: exit status {process.returncode}")
    return Seconds(usage.ru_utime + usage.ru_stime, wall)


MEASURES: dict[str, Callable[[SpeedInput], Iterator[Goal]]] = {
    "peers": peers,
    "length": length,
    "help": help_page,
    "first_row": first_row,
}
"""Every measure by its name."""


def stages(given: SpeedInput) -> Iterator[tuple[str, float]]:
    """The CPU seconds of each stage, run one after the other as `quotes.extraction` does."""
    nlp, language = load_model(), english()
    list(extract_all(given.articles[:BATCH]))
    clock = StageClock()
    marked = clock.run("marks", lambda: [mark_article(each, language) for each in given.articles])
    views = clock.run("views", lambda: list(map(parser_views, marked)))
    docs = clock.run("parse", lambda: list(nlp.pipe(view.text for own in views for view in own)))
    parsed = iter(docs)
    passages = clock.run(
        "tokens",
        lambda: [[Passage(view, read_tokens(next(parsed), view.text)) for view in own] for own in views],
    )
    contexts = clock.run("contexts", lambda: list(map(quotation_contexts, marked, passages)))
    attributed = clock.run("attribution", lambda: list(map(attribute, marked, contexts)))
    said, attributions = [each for each, _ in attributed], [found for _, found in attributed]
    speakers = clock.run("speakers", lambda: list(map(resolve_speakers, said, attributions)))
    sources = clock.run("sources", lambda: list(map(find_sources, said, attributions, speakers)))
    clock.run(
        "rows",
        lambda: [
            build_row(article, *each)
            for article, *found in zip(said, attributions, speakers, sources, strict=True)
            for each in zip(article.quotations, *found, strict=True)
        ],
    )
    yield from clock.seconds.items()


class StageClock:
    """Runs stages and notes the CPU seconds of each."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}

    def run(self, name: str, work: Callable[[], Output]) -> Output:
        """Run a stage; its output goes to the next."""
        start = time.process_time()
        output = work()
        self.seconds[name] = time.process_time() - start
        return output


def pipes(given: SpeedInput) -> Iterator[tuple[str, float]]:
    """The CPU seconds of each part of the parse."""
    nlp, language = load_model(), english()
    marked = [mark_article(each, language) for each in given.articles]
    texts = [view.text for article in marked for view in parser_views(article)]
    clock = StageClock()
    docs = clock.run("tokenizer", lambda: list(map(nlp.make_doc, texts)))
    for name, pipe in nlp.pipeline:
        docs = clock.run(name, partial(_run_pipe, pipe, docs))
    yield from clock.seconds.items()


def _run_pipe(pipe: Any, docs: Sequence[Any]) -> list[Any]:
    """Run one part of the parser's pipeline."""
    return list(pipe.pipe(iter(docs), batch_size=256))


def parse_arguments(arguments: Sequence[str] | None) -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "articles", type=Path, nargs="+", help="objects with id and text: a JSON array, or one a line"
    )
    parser.add_argument("--only", action="append", choices=MEASURES, help="run this measure, not all")
    parser.add_argument("--count", type=int, metavar="N", help="take the first N articles of each file")
    parser.add_argument("--rounds", type=int, default=3, metavar="N", help="rounds of each measure")
    parser.add_argument("--stages", action="store_true", help="print the share of each stage instead")
    add_table_options(parser)
    return parser.parse_args(arguments)


def _print_stages(given: SpeedInput, *, markdown: bool) -> None:
    """Print the share of each stage, and of each part of the parse."""
    print(given.name)
    for found in (list(stages(given)), list(pipes(given))):
        total = sum(seconds for _, seconds in found)
        lines = [[name, f"{seconds:.2f} s", f"{seconds / total:.1%}"] for name, seconds in found]
        print(draw_table([["stage", "CPU time", "share"], *lines], markdown=markdown))


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure and print; 0 if every target is met, else 1."""
    asked = parse_arguments(arguments)
    inputs = [
        SpeedInput(file.stem, read_articles(file, asked.count), asked.rounds) for file in asked.articles
    ]
    if asked.stages:
        for given in inputs:
            _print_stages(given, markdown=asked.markdown)
        return 0
    goals = [
        goal
        for name in asked.only or MEASURES
        for given in (inputs if name == "peers" else inputs[:1])
        for goal in MEASURES[name](given)
    ]
    for given in inputs:
        print(f"{given.name}: {len(given.articles)} articles, {given.words:,} words, {given.rounds} rounds")
    table = draw_table(goal_lines(goals), markdown=asked.markdown or bool(asked.fill))
    print(table)
    fill_pages(asked.fill, {"speed": table})
    return 0 if all(each.is_met for each in goals) else 1


if __name__ == "__main__":
    sys.exit(main())
