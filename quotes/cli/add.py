"""``quotes add``: articles into the library."""

from collections import Counter
from contextlib import closing
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from quotes.cli.migration_lines import MigrationLines
from quotes.cli.progress import InputProgress, watched
from quotes.cli.reading_options import Columns, Jobs, TextColumn, note_unread
from quotes.cli.remarks import Errors, Remarks
from quotes.cli.targets import PRINTED, check_targets
from quotes.cli.terminal import SOME_FAILED, one_line_for_bad_input, say
from quotes.types import InputError

_NOTE = 200

if TYPE_CHECKING:
    from collections.abc import Iterator

    from quotes.intake import AddedArticle
    from quotes.library import Library
    from quotes.reading import ReadingOutcome, Remark

LibraryPlace = Annotated[
    str | None,
    typer.Option(
        "--library",
        envvar="QUOTES_LIBRARY",
        metavar="FILE",
        help="The library's file, or an SQLite URL. Default: one in the user's data folder.",
        show_default=False,
    ),
]


@one_line_for_bad_input
def add(  # noqa: PLR0913, PLR0917  (an argument for each option)
    paths: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="PATH",
            help="What to add: as for extract, or a dataset that extract --engine wrote. "
            "With --again it may be left out: then all articles of the library are extracted again.",
            show_default=False,
        ),
    ] = None,
    library: LibraryPlace = None,
    text_column: TextColumn = None,
    column: Columns = None,
    again: Annotated[
        bool,
        typer.Option("--again", help="Extract articles again that are already there; corrections are kept."),
    ] = False,
    errors: Errors = None,
    jobs: Jobs = 1,
) -> None:
    """Store articles and their quotes in the library.

    Each article is stored completely or not at all. After an interruption, run the same command again to
    continue. Failures are reported at the end; the run continues. Quotes of a dataset are stored as they are
    if this version extracted them. Exit status 1 means that some articles failed.
    """
    if not paths and not again:
        raise InputError("name what to add, or give --again to extract the library's own articles again")
    given = paths or []
    from quotes.library import Library, locate

    check_targets({PRINTED: None, "--errors": errors}, given, locate(library))
    from quotes.reading import columns_from_options, read_outcomes
    from quotes.scale import is_dataset, read_dataset

    folders = [path for path in given if is_dataset(path)]
    others = [path for path in given if path not in folders]
    columns = columns_from_options(text_column, column or ())
    found = chain(
        *(read_dataset(folder) for folder in folders),
        read_outcomes(others, columns=columns, with_copies=True),
    )
    note_unread(others)
    from quotes.intake import add_articles

    course = InputProgress(others if not folders else ())
    summary = _Summary()
    with Library(library, watch=MigrationLines()) as opened:
        outcomes = found if given else _stored(opened)
        try:
            from quotes.display import shortened

            note = shortened(" ".join(given), _NOTE)
            kept = add_articles(opened, course.watch(outcomes), again=again, jobs=jobs, note=note)
            with closing(watched(kept, course)) as done:
                for each in done:
                    summary.count(each)
        finally:
            summary.report(errors)
    if summary.number("failed"):
        raise typer.Exit(SOME_FAILED)


def _stored(library: "Library") -> "Iterator[ReadingOutcome]":
    """The library's own articles, to be extracted again."""
    from quotes.reading import FoundArticle

    return (FoundArticle(article.id, article) for article in library.stored_articles())


@dataclass(slots=True)
class _Summary:
    """The results of all articles."""

    articles: Counter[str] = field(default_factory=Counter)
    quotes: int = 0
    remarks: Remarks = field(default_factory=Remarks)

    def count(self, each: "AddedArticle | Remark") -> None:
        """Count the result of one article."""
        from quotes.intake import AddedArticle

        if isinstance(each, AddedArticle):
            self.articles[each.outcome] += 1
            self.quotes += each.quotes
        else:
            self.remarks.add(each)

    def number(self, outcome: str) -> int:
        """Count the articles or files with this outcome."""
        return self.articles[outcome] + self.remarks.counts[outcome]

    def report(self, errors: Path | None) -> None:
        """Print how many articles were added, were already there, or failed and why."""
        from quotes.library import Added

        self.remarks.report(errors)
        counts = {str(outcome): self.number(outcome) for outcome in (*Added, "skipped", "failed")}
        articles = ", ".join(f"{number:,} {outcome}" for outcome, number in counts.items() if number)
        say(f"articles: {articles or 'none'}; quotes extracted: {self.quotes:,}")
