"""Give the extraction texts that nobody would write: ``python benchmarks/fuzz.py [--inputs N] [--jobs N]``.

The texts are mutated linguistic cases of the tests (`any_text.py`): marks are added, dropped, swapped and
nested up to a thousand deep, paragraphs are shuffled, and there are odd characters and other languages. The
extraction of each must raise no exception and pass `any_text.faults`. Some texts are extracted again by
themselves and in another order, and must give the same rows. The script prints each failure with the number
from which its text can be made again, then the figures.
"""

import argparse
import math
import multiprocessing
import random
import sys
import time
from collections.abc import Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "tests" / "support"))

from any_text import faults, text_of

from quotes import extract, extract_all
from quotes.types import Article, Quote

TOGETHER = 64
AGAIN = 10
"""One batch in this many is extracted again in other ways."""

LONG = 2.0
"""From this many seconds on, one measurement is exact enough."""


def check(first: int) -> tuple[int, int, list[str]]:
    """How many texts and rows a batch has, and its failures, each with the number of its text."""
    seeds = range(first, first + TOGETHER)
    texts = [text_of(seed) for seed in seeds]
    try:
        found = [list(rows) for rows in extract_all(map(Article, texts))]
    except Exception:
        found = []
    wrong: list[str] = []
    if len(found) < len(texts):
        wrong = [each for seed, text in zip(seeds, texts, strict=True) for each in _raised(seed, text)]
        return len(texts), 0, wrong or [f"{first}: the batch raises, but none of its texts does"]
    for seed, text, rows in zip(seeds, texts, found, strict=True):
        wrong += [f"{seed}: {fault}" for fault in faults(text, rows)]
    if first // TOGETHER % AGAIN == 0:
        wrong += _differently(first, texts, found)
    return len(texts), sum(map(len, found)), wrong


def _raised(seed: int, text: str) -> Iterator[str]:
    try:
        extract(text)
    except Exception as error:
        yield f"{seed}: {type(error).__name__}: {str(error)[:200]}"


def _differently(first: int, texts: list[str], found: list[list[Quote]]) -> Iterator[str]:
    """Where the same texts give other rows in another order, or each by itself."""
    order = list(range(len(texts)))
    random.Random(first).shuffle(order)
    shuffled = list(extract_all(Article(texts[number]) for number in order))
    for number, rows in zip(order, shuffled, strict=True):
        if list(rows) != found[number]:
            yield f"{first + number}: other rows in another order"
    for number in order[:8]:
        if list(extract(texts[number])) != found[number]:
            yield f"{first + number}: other rows by itself"


def times() -> Iterator[tuple[str, float, float]]:
    """How long texts of 50 and of 500 KB take whose marks are nested, unclosed or alternate."""
    for name, text in (
        ("unclosed marks", "“We sail at dawn, Ada Quill said. "),
        ("nested marks", "“We “sail “at “dawn” said” Ada” Quill. "),
        ("closing marks only", "We sail at dawn,” Ada Quill said. "),
        ("straight marks", 'She said "we" and "sail" at "dawn. '),
        ("paragraphs left open", "“We sail at dawn, Ada Quill said.\n\n"),
    ):
        small, large = (_seconds(text * (size // len(text))) for size in (50_000, 500_000))
        yield name, small, large


def _seconds(text: str) -> float:
    """The CPU time that a text takes: the least of three runs, or of fewer if one is long."""
    least = math.inf
    for _ in range(3):
        start = time.process_time()
        extract(text)
        least = min(least, time.process_time() - start)
        if least > LONG:
            break
    return least


def main() -> None:
    """Run and print the figures; the exit status is 1 if anything was wrong."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--inputs", type=int, default=200_000)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--from", type=int, default=0, dest="first", help="the first number")
    given = parser.parse_args()
    start = time.monotonic()
    firsts = range(given.first, given.first + given.inputs, TOGETHER)
    inputs = rows = failures = 0
    with multiprocessing.get_context("spawn").Pool(given.jobs) as pool:
        for texts, found, wrong in pool.imap(check, firsts):
            inputs, rows, failures = inputs + texts, rows + found, failures + len(wrong)
            print("".join(f"{each}\n" for each in wrong), end="", flush=True)
    print(f"{inputs:,} inputs, {rows:,} rows, {failures:,} failures, {time.monotonic() - start:,.0f} s")
    extract("“We sail,” Ada Quill said.")
    for name, small, large in times():
        failures += large > 15 * small
        print(f"{name}: 50 KB {small:.2f} s, 500 KB {large:.2f} s, {large / small:.1f} x")
    sys.exit(failures > 0)


if __name__ == "__main__":
    main()
