"""``quotes add``: articles into the library."""

import sys
from collections import Counter, deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from quotes.commands.output import check_place
from quotes.commands.reading import TextColumn, note_unread
from quotes.commands.remarks import Errors, tell_all
from quotes.commands.terminal import SOME_FAILED, one_line_for_bad_input

if TYPE_CHECKING:
    from quotes.adding import Kept
    from quotes.reading.inputs import Outcome, Remark

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
def add(
    paths: Annotated[
        list[str],
        typer.Argument(metavar="PATH", help="What to add: as for extract.", show_default=False),
    ],
    library: LibraryPlace = None,
    text_column: TextColumn = None,
    again: Annotated[
        bool, typer.Option("--again", help="Extract anew also what is there already; corrections stay.")
    ] = False,
    errors: Errors = None,
) -> None:
    """Store articles and their quotes in the library.

    Each article is stored whole or not at all; after an interruption the same command goes on where it was.
    An article that fails is reported at the end and stops no other. Exit status 1 means that some failed.
    """
    if errors:
        check_place(errors)
    from quotes.articles import outcomes  # noqa: PLC0415

    found = outcomes(paths, text_column=text_column)
    note_unread(paths)
    from quotes.adding import add_all  # noqa: PLC0415
    from quotes.library import Library  # noqa: PLC0415

    course = _Course(_files(paths))
    summary = _Summary()
    with Library(library) as opened:
        try:
            for each in _watched(add_all(opened, course.watch(found), again=again), course):
                summary.count(each)
        finally:
            summary.tell(errors)
    if summary.number("failed"):
        raise typer.Exit(SOME_FAILED)


def _files(paths: Iterable[str]) -> list[Path]:
    """Return the files among the paths, those in folders too."""
    from quotes.articles import list_files  # noqa: PLC0415

    return list_files(path for path in paths if Path(path).exists())


class _Course:
    """How many bytes of the files have been read; what is not a file counts for nothing."""

    def __init__(self, files: Iterable[Path]) -> None:
        self._sizes = {str(file): file.stat().st_size for file in files}
        self._left = deque(self._sizes)
        self._end = self._sizes[self._left[0]] if self._left else 0
        self.total = sum(self._sizes.values())
        self.done = 0

    def watch(self, outcomes: "Iterator[Outcome]") -> "Iterator[Outcome]":
        """Yield the outcomes of reading, and note how far they have come."""
        for outcome in outcomes:
            if len(self._left) > 1 and outcome.place.startswith(self._left[1]):
                self._left.popleft()
                self.done = self._end
                self._end += self._sizes[self._left[0]]
            if hasattr(outcome, "article"):
                self.done = min(self._end, self.done + len(outcome.article.text))
            yield outcome


@dataclass(slots=True)
class _Summary:
    """What became of all articles."""

    articles: Counter[str] = field(default_factory=Counter)
    quotes: int = 0
    remarks: "list[Remark]" = field(default_factory=list)

    def count(self, each: "Kept | Remark") -> None:
        """Count what became of one article."""
        from quotes.adding import Kept  # noqa: PLC0415

        if isinstance(each, Kept):
            self.articles[each.outcome] += 1
            self.quotes += each.quotes
        else:
            self.remarks.append(each)

    def number(self, outcome: str) -> int:
        """Return how many articles or files had this outcome."""
        return self.articles[outcome] + sum(remark.outcome == outcome for remark in self.remarks)

    def tell(self, errors: Path | None) -> None:
        """Tell what came in, what was there, and what failed and why."""
        from quotes.library import Added  # noqa: PLC0415

        tell_all(self.remarks, errors)
        counts = {str(outcome): self.number(outcome) for outcome in (*Added, "skipped", "failed")}
        told = ", ".join(f"{number:,} {outcome}" for outcome, number in counts.items() if number)
        typer.echo(f"articles: {told or 'none'}; quotes extracted: {self.quotes:,}")


def _watched(done: "Iterator[Kept | Remark]", course: _Course) -> "Iterator[Kept | Remark]":
    """Yield what is done; on a terminal show how far it is, how fast it goes and how long it will take."""
    if not sys.stderr.isatty():
        yield from done
        return
    from rich.console import Console  # noqa: PLC0415
    from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn  # noqa: PLC0415

    columns = (
        BarColumn(),
        TextColumn("{task.fields[articles]:,} articles, {task.fields[rate]:.1f}/s, left:"),
        TimeRemainingColumn(compact=True),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task("", total=course.total or None, articles=0, rate=0.0)
        for number, each in enumerate(done, start=1):
            elapsed = progress.tasks[0].elapsed
            rate = number / elapsed if elapsed else 0.0
            progress.update(task, completed=course.done, articles=number, rate=rate)
            yield each
