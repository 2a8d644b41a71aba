"""The progress of a long command: a line on the terminal with articles done, rate, failures and time left."""

import sys
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias, TypeVar

if TYPE_CHECKING:
    from quotes.reading import ReadingOutcome
    from quotes.scale import ExtractedArticle

_T = TypeVar("_T")
_Outcome = TypeVar("_Outcome", bound="ReadingOutcome | ExtractedArticle")

Show: TypeAlias = Callable[[int, int, int], None]
"""Shows the amount done, the number of articles, and the number of failures."""


class InputProgress:
    """How many bytes of the files are done; input that is not a file is not counted."""

    def __init__(self, paths: Iterable[str]) -> None:
        self._sizes = {str(file): _size(file) for file in _files(paths)}
        self._left = deque(self._sizes)
        self._end = self._sizes[self._left[0]] if self._left else 0
        self._read = 0
        self._underway: deque[int] = deque()
        self.total = sum(self._sizes.values())
        self.done = 0

    def watch(self, outcomes: Iterable[_Outcome]) -> Iterator[_Outcome]:
        """Pass on the outcomes of reading, and note how far into the files each one is."""
        for outcome in outcomes:
            if len(self._left) > 1 and outcome.place.startswith(self._left[1]):
                self._left.popleft()
                self._read = self._end
                self._end += self._sizes[self._left[0]]
            if hasattr(outcome, "article"):
                self._read = min(self._end, self._read + len(outcome.article.text))
            self._underway.append(self._read)
            yield outcome

    def finish_one(self) -> None:
        """Note that the next outcome, in order, is done."""
        self.done = self._underway.popleft()


def watched(done: Iterable[_T], course: InputProgress) -> Generator[_T, None, None]:
    """Pass on the results, one for each outcome of ``course``, and show the progress."""
    from quotes.reading import Remark

    failures = 0
    with progress(course.total) as show:
        for number, each in enumerate(done, start=1):
            course.finish_one()
            failures += isinstance(each, Remark) and each.outcome == "failed"
            show(course.done, number, failures)
            yield each


@contextmanager
def progress(total: int) -> Iterator[Show]:
    """Show progress towards ``total`` (0 if unknown) in this context; only on a terminal."""
    if not sys.stderr.isatty():
        yield lambda done, articles, failures: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (
        BarColumn(),
        TextColumn("{task.fields[articles]:,} articles, {task.fields[rate]:.1f}/s"),
        TextColumn("{task.fields[failures]}left:"),
        TimeRemainingColumn(compact=True),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("", total=total or None, articles=0, rate=0.0, failures="")

        def show(done: int, articles: int, failures: int) -> None:
            elapsed = bar.tasks[0].elapsed
            rate = articles / elapsed if elapsed else 0.0
            failed = f"{failures:,} failed, " if failures else ""
            bar.update(task, completed=done, articles=articles, rate=rate, failures=failed)

        yield show


def _size(file: Path) -> int:
    """The number of bytes of a file; 0 if it has gone since it was listed."""
    try:
        return file.stat().st_size
    except OSError:
        return 0


def _files(paths: Iterable[str]) -> list[Path]:
    """List the files among the paths and in their folders."""
    from quotes.reading import list_files, local_paths

    return list_files(local_paths(paths))
