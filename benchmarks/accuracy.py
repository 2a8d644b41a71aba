"""Measure how many rows are right on labelled articles, and how many of a peer's.

    python benchmarks/accuracy.py GOLD.json... [--peer textacy] [--held-out ROWS.jsonl GOLD.json...]
        [--by-rule] [--errors N] [--markdown] [--fill PAGE.md]... [--picture FILE.svg]

`quotes.evaluation` describes the format of the gold files and the measures. The peer is textacy's
`direct_quotations` on the same spaCy model, with all its pipes. For files on which the weights were fitted,
--held-out takes the rows that cross_validate.py makes: each article's are found with weights that were fitted
on other outlets.
"""

import argparse
import dataclasses
import json
import sys
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import spacy
from calibration_picture import Curve, draw_calibration
from result_tables import Lines, add_table_options, draw_table, fill_pages
from textacy.extract.triples import DQTriple, direct_quotations

from quotes.evaluation import (
    Bin,
    Gold,
    MeasureCounts,
    Result,
    article_to_extract,
    evaluate,
    read_gold,
    region_of,
)
from quotes.extraction import extract_all
from quotes.parsing import DEFAULT_MODEL
from quotes.types import InputError

CONTEXT = 160
RESAMPLES = 2000
SUMMARY = {
    "detect, F1": "detect",
    "mention, F1": "mention",
    "mention, 5+ words, F1": "5+ words",
    "person, full name, recall": "person",
    "source, precision": "source precision",
    "source, recall": "source recall",
    "wrong at a confidence of .9 or more": "confident, wrong",
}
HELD_OUT = "held out"
Rows = list[dict[str, Any]]


@dataclass(frozen=True)
class SystemOutput:
    """The rows that a system finds in the gold articles, and the number of articles on which it fails."""

    rows: Rows
    failed: int = 0


@dataclass(frozen=True)
class Measured:
    """A system's result on one gold file."""

    system: str
    file: Path
    articles: Sequence[Gold]
    output: SystemOutput
    result: Result


def run_quotes(articles: Sequence[Gold]) -> SystemOutput:
    """The rows of this package."""
    read = map(article_to_extract, articles)
    return SystemOutput([dataclasses.asdict(row) for rows in extract_all(read) for row in rows])


def run_textacy(articles: Sequence[Gold]) -> SystemOutput:
    """Textacy's quotations as rows: content without its marks, the speaker as mention and as name.

    An article whose marks do not come in pairs gives no row, because textacy raises an exception.
    """
    rows: Rows = []
    failed = 0
    nlp = spacy.load(DEFAULT_MODEL)
    docs = nlp.pipe(article["text"] for article in articles)
    for article, doc in zip(articles, docs, strict=True):
        try:
            rows += [_textacy_row(article, found) for found in direct_quotations(doc)]
        except ValueError:
            failed += 1
    return SystemOutput(rows, failed)


def _textacy_row(article: Gold, found: DQTriple) -> dict[str, Any]:
    """One of textacy's triples as a row."""
    words = found.content[1:-1]
    start, end = found.speaker[0].idx, found.speaker[-1].idx + len(found.speaker[-1])
    return {
        "doc_id": article["id"],
        "start": words.start_char,
        "end": words.end_char,
        "mention_start": start,
        "mention_end": end,
        "speaker": article["text"][start:end],
        "rule": "direct_quotations",
    }


SYSTEMS: dict[str, Callable[[Sequence[Gold]], SystemOutput]] = {"quotes": run_quotes, "textacy": run_textacy}


def measure(system: str, file: Path) -> Measured:
    """Measure a system on a gold file."""
    articles = read_gold(file)
    output = SYSTEMS[system](articles)
    return Measured(system, file, articles, output, evaluate(articles, output.rows))


def measure_held_out(rows: Path, files: Sequence[Path]) -> list[Measured]:
    """Measure the rows of a JSON Lines file on the gold files."""
    output = SystemOutput([json.loads(line) for line in rows.read_text("utf-8").splitlines()])
    read = [(file, read_gold(file)) for file in files]
    return [
        Measured(HELD_OUT, file, articles, output, evaluate(articles, output.rows)) for file, articles in read
    ]


def share(value: float | None) -> str:
    """A share with three digits, or a dash for None.

    >>> share(0.5), share(None)
    ('.500', '–')
    """
    return "–" if value is None else f"{value:.3f}".removeprefix("0") or "0"


def overview(measured: Sequence[Measured]) -> Lines:
    """The table of the most important measures, with a column for each system."""
    systems = list(dict.fromkeys(each.system for each in measured))
    yield ("gold", "measure", *systems)
    for file in dict.fromkeys(each.file for each in measured):
        figures = {each.system: _figures(each) for each in measured if each.file == file}
        for name in next(iter(figures.values())):
            yield (file.stem, name, *(figures.get(system, {}).get(name, "–") for system in systems))


def summary(measured: Sequence[Measured]) -> Lines:
    """The table of a few figures, with a line for each system."""
    yield ("gold", "system", *SUMMARY.values())
    for each in measured:
        figures = _figures(each)
        yield (each.file.stem, each.system, *(figures.get(name, "–") for name in SUMMARY))


def _figures(measured: Measured) -> dict[str, str]:
    """The figures of a system on a gold file, without those for which it has no labels."""
    of = measured.result.measures
    figures = {
        "articles given up": f"{measured.output.failed} of {len(measured.articles)}",
        "detect, F1": share(of["detect"].f1),
    }
    if of["mention"].wanted:
        figures["mention, F1"] = share(of["mention"].f1)
        figures["mention, 5+ words, F1"] = share(of["mention, 5+ words"].f1)
    if of["speaker, lenient"].wanted:
        figures["person, full name, recall"] = share(of["person, full name"].recall)
        figures["speaker, lenient, recall"] = share(of["speaker, lenient"].recall)
        figures["source, precision"] = share(of["source"].precision)
        figures["source, recall"] = share(of["source"].recall)
        if of["source basis"].wanted:
            figures["source basis"] = share(of["source basis"].recall)
        figures["calibration error"] = share(measured.result.calibration_error)
        figures["wrong at a confidence of .9 or more"] = share(measured.result.confident_wrong)
        figures["calibration error by chance"] = share(error_by_chance(measured.result.bins))
        if measured.result.source_bins:
            figures["calibration error of sources"] = share(measured.result.source_calibration_error)
    return figures


def precision_and_recall(measured: Sequence[Measured]) -> Lines:
    """The table of precision and recall of every measure."""
    yield ("gold", "system", "measure", "labels", "answers", "precision", "recall", "F1", "95 % interval")
    for each in measured:
        one_by_one = [evaluate([article], each.output.rows).measures for article in each.articles]
        for name, tally in each.result.measures.items():
            if tally.wanted:
                counts = (str(tally.wanted), str(tally.given))
                shares = (share(tally.precision), share(tally.recall), share(tally.f1))
                spread = interval([measures[name] for measures in one_by_one])
                yield (each.file.stem, each.system, name, *counts, *shares, spread)


def interval(
    tallies: Sequence[MeasureCounts], of: Callable[[MeasureCounts], float | None] = lambda counts: counts.f1
) -> str:
    """The 95 % interval of a figure over samples of such articles, from the counts of each article.

    Method: the percentile bootstrap over whole articles (Efron, "Bootstrap Methods", 1979).
    """
    if not tallies:
        return "–"
    counts = np.array([(each.wanted, each.found, each.given, each.right) for each in tallies])
    drawn = np.random.default_rng(0).integers(len(counts), size=(RESAMPLES, len(counts)))
    scores = [of(MeasureCounts(*sums.tolist())) or 0.0 for sums in counts[drawn].sum(axis=1) if sums[0]]
    if not scores:
        return "–"
    low, high = np.quantile(scores, (0.025, 0.975))
    return f"{share(low)} to {share(high)}"


def by_region(measured: Sequence[Measured]) -> Lines:
    """The table of persons' full names by region, of the files whose articles have a country."""
    yield ("gold", "system", "region", "articles", "persons", "full name", "95 % interval")
    for each in measured:
        for region, tally in each.result.regions.items():
            own = [article for article in each.articles if _is_in(article, region)]
            one_by_one = [evaluate([article], each.output.rows).regions.get(region) for article in own]
            spread = interval([counts for counts in one_by_one if counts], of=lambda counts: counts.recall)
            figures = (str(len(own)), str(tally.wanted), share(tally.recall), spread)
            yield (each.file.stem, each.system, region, *figures)


def _is_in(article: Gold, region: str) -> bool:
    return "country" in article and region_of(article["country"]) == region


def by_rule(result: Result) -> Lines:
    """The table of rules."""
    yield ("rule", "fired", "mentions", "right", "share", "speakers", "right", "share", "no quote")
    for each in result.rules:
        yield (
            each.rule or "–",
            str(each.fired),
            *_counts_and_share(each.mentions_right, each.mentions),
            *_counts_and_share(each.speakers_right, each.speakers),
            str(each.not_quotes),
        )


def _counts_and_share(right: int, judged: int) -> tuple[str, str, str]:
    """How many were judged, how many of them are right, and their share."""
    return str(judged), str(right), share(right / judged if judged else None)


def reliability(bins: Sequence[Bin]) -> Lines:
    """The reliability table."""
    yield ("confidence", "rows", "mean confidence", "share right")
    for each in bins:
        bounds = f"{each.low:.1f} to {each.high:.1f}"
        yield (bounds, str(each.answers), share(each.mean_confidence), share(each.share_right))


def error_by_chance(bins: Sequence[Bin]) -> float | None:
    """The average calibration error of a perfectly calibrated tool on this number of rows."""
    if not bins:
        return None
    rows = np.array([each.answers for each in bins])
    means = np.array([each.mean_confidence for each in bins])
    drawn = np.random.default_rng(0).binomial(rows, means, size=(RESAMPLES, len(rows)))
    return float((np.abs(drawn - rows * means).sum(axis=1) / rows.sum()).mean())


def kinds_of_mistakes(result: Result) -> Lines:
    """The table of mistakes by kind."""
    yield ("mistake", "count")
    for kind, count in Counter(mistake.kind for mistake in result.mistakes).most_common():
        yield (kind, str(count))


def tables(measured: Sequence[Measured]) -> dict[str, Lines]:
    """All tables by their titles."""
    found = {
        "summary": summary(measured),
        "accuracy": overview(measured),
        "precision and recall": precision_and_recall(measured),
        "regions": by_region(measured),
    }
    for each in measured:
        if each.system in ("quotes", HELD_OUT):
            found[f"{each.file.stem} by rule"] = by_rule(each.result)
            found[f"{each.file.stem} mistakes"] = kinds_of_mistakes(each.result)
            if each.result.bins:
                found[f"{each.file.stem} calibration"] = reliability(each.result.bins)
    return found


def curves(measured: Sequence[Measured]) -> tuple[list[Curve], list[Curve]]:
    """The curves of the picture: of speakers and of sources."""
    ours = [each for each in measured if each.system in ("quotes", HELD_OUT)]
    named = [(f"{each.file.stem}{', held out' * (each.system == HELD_OUT)}", each.result) for each in ours]
    speakers = [Curve(name, result.bins) for name, result in named if result.bins]
    return speakers, [Curve(name, result.source_bins) for name, result in named if result.source_bins]


def print_mistakes(measured: Measured, most: int) -> None:
    """Print the first mistakes with the words around them."""
    texts = {article["id"]: article["text"] for article in measured.articles}
    for mistake in measured.result.mistakes[:most]:
        start, end = mistake.span
        around = texts[mistake.article_id][max(0, start - CONTEXT) : end + CONTEXT]
        print(
            f"\n[{mistake.kind}] {mistake.article_id} {start}-{end} rule={mistake.rule}"
            f"\n  wanted {mistake.wanted!r}, got {mistake.got!r}\n  {around!r}"
        )


def parse(arguments: Sequence[str] | None) -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("gold", type=Path, nargs="+")
    parser.add_argument("--peer", choices=["textacy"], help="measure this peer too")
    parser.add_argument(
        "--held-out",
        type=Path,
        nargs="+",
        default=[],
        metavar=("ROWS", "GOLD"),
        help="measure these rows, a JSON object a line, on further gold files",
    )
    parser.add_argument("--picture", type=Path, metavar="FILE", help="draw the calibration as SVG")
    parser.add_argument(
        "--by-rule", action="store_true", help="print how often each rule fired and was right"
    )
    parser.add_argument("--errors", type=int, default=0, metavar="N", help="print the first N mistakes")
    add_table_options(parser)
    return parser.parse_args(arguments)


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure and print; 0, or 2 if a gold file or a page cannot be used."""
    given = parse(arguments)
    systems = ["quotes", *([given.peer] if given.peer else [])]
    try:
        measured = [measure(system, file) for file in given.gold for system in systems]
        if given.held_out:
            measured += measure_held_out(given.held_out[0], given.held_out[1:])
        markdown = given.markdown or bool(given.fill)
        found = {title: draw_table(lines, markdown=markdown) for title, lines in tables(measured).items()}
        fill_pages(given.fill, found)
        if given.picture:
            given.picture.write_text(draw_calibration(*curves(measured)), encoding="utf-8")
    except (InputError, OSError) as error:
        print(error, file=sys.stderr)
        return 2
    for title, table in found.items():
        if given.by_rule or not title.endswith(("by rule", "mistakes")):
            print(f"\n{'## ' * given.markdown}{title}\n\n{table}", end="")
    for each in measured:
        if each.system == "quotes":
            print_mistakes(each, given.errors)
    return 0


if __name__ == "__main__":
    sys.exit(main())
