"""``quotes evaluate``: how accurate the rows are on labelled articles."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from quotes.cli.add import LibraryPlace
from quotes.cli.standard_streams import printing
from quotes.cli.terminal import harmless, one_line_for_bad_input

if TYPE_CHECKING:
    from rich.console import Console

    from quotes.evaluation import Gold, Mistake, Result

_CONTEXT = 60
_WIDTH = 110


@one_line_for_bad_input
def evaluate(
    gold: Annotated[
        Path,
        typer.Argument(
            metavar="GOLD",
            help="Labelled articles: a JSON file, such as export --corrections writes, or a CSV file with a "
            "quote in each row.",
        ),
    ],
    library: LibraryPlace = None,
    errors: Annotated[int, typer.Option(min=0, metavar="N", help="Also show the first N mistakes.")] = 0,
) -> None:
    """Measure how accurate the quotes of labelled articles are.

    Labels is how many there are to find, answers how many the tool gave. Precision is the share of answers
    that are right, recall the share of labels that were found. If the articles have a country, persons are
    counted by region too. Exit status 2 means bad input.

    A CSV file has the columns quote_id (or doc_id and quote), is_quote (yes or no), speaker and source ("-"
    for none, empty if not labelled); the articles are in the library, or their texts in a column text.
    """
    articles = _labelled_articles(gold, library)
    from dataclasses import asdict

    from rich.console import Console

    from quotes.evaluation import article_to_extract, evaluate
    from quotes.extraction import extract_all

    given = map(article_to_extract, articles)
    result = evaluate(articles, [asdict(row) for rows in extract_all(given) for row in rows])
    console = Console(highlight=False, width=None if Console().is_terminal else _WIDTH)
    texts = {article["id"]: article for article in articles}
    with printing():
        _print_measures(console, len(articles), result)
        _print_regions(console, result)
        for mistake in result.mistakes[:errors]:
            _print_mistake(console, texts[mistake.article_id], mistake)


def _labelled_articles(path: Path, library: str | None) -> "list[Gold]":
    """Read labels from JSON or, with the articles of a library if there is one, from CSV."""
    from quotes.evaluation import read_gold, read_label_file

    if path.suffix.lower() != ".csv":
        return read_gold(path)
    from quotes.library import Library, locate

    if not locate(library).exists():
        return list(read_label_file(path))
    with Library(library, read_only=True) as opened:
        return list(read_label_file(path, opened))


def _print_measures(console: "Console", articles: int, result: "Result") -> None:
    """Print the figures; measures without labels are left out."""
    from rich import box
    from rich.table import Table

    table = Table(
        box=box.SIMPLE, title=f"{articles:,} articles, {result.quotes:,} quotes", title_justify="left"
    )
    table.add_column("measure")
    for name in ("labels", "answers", "precision", "recall", "F1"):
        table.add_column(name, justify="right")
    for measure, tally in result.measures.items():
        if tally.wanted:
            shares = (_share(tally.precision), _share(tally.recall), _share(tally.f1))
            table.add_row(measure, f"{tally.wanted:,}", f"{tally.given:,}", *shares)
    console.print(table)
    if result.calibration_error is not None:
        console.print(f"calibration error: {_share(result.calibration_error)}")
        console.print(f"wrong at a confidence of .9 or more: {_share(result.confident_wrong)}")


def _print_regions(console: "Console", result: "Result") -> None:
    """Print the figures by region, if the articles have countries."""
    if not result.regions:
        return
    from rich import box
    from rich.table import Table

    table = Table(box=box.SIMPLE, title="person, full name, by region", title_justify="left")
    table.add_column("region")
    for name in ("labels", "answers", "recall"):
        table.add_column(name, justify="right")
    for region, tally in result.regions.items():
        table.add_row(region, f"{tally.wanted:,}", f"{tally.given:,}", _share(tally.recall))
    console.print(table)


def _share(value: float | None) -> str:
    """Format a share for printing.

    >>> _share(0.5), _share(None)
    ('.500', '–')
    """
    if value is None:
        return "–"
    return f"{value:.3f}".removeprefix("0")


def _print_mistake(console: "Console", article: "Gold", mistake: "Mistake") -> None:
    """Print the label and the tool's answer, with the words around them."""
    from rich.text import Text

    text = str(article["text"])
    start, end = mistake.span
    around = text[max(0, start - _CONTEXT) : start], text[start:end], text[end : end + _CONTEXT]
    console.print(Text(f"\n{mistake.kind} in {harmless(mistake.article_id)}, {start} to {end}", style="bold"))
    before, words, after = map(harmless, around)
    console.print(Text.assemble(before, (words, "reverse"), after))
    if mistake.kind in ("mention", "speaker", "source"):
        console.print(
            Text(f"wanted: {harmless(mistake.wanted or '–')}   got: {harmless(mistake.got or '–')}")
        )
