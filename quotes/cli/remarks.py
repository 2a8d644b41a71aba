"""Remarks about articles: printed to standard error and, on request, written to a file."""

import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from tempfile import SpooledTemporaryFile
from typing import TYPE_CHECKING, Annotated

import typer

from quotes.cli.terminal import note
from quotes.writing import replacing

if TYPE_CHECKING:
    from quotes.reading import Remark

_IN_MEMORY = 8_000_000

Errors = Annotated[
    Path | None,
    typer.Option(
        "--errors",
        metavar="FILE",
        help="Also write what failed and why to this file, one line for each.",
        show_default=False,
    ),
]


class Remarks:
    """The remarks of one command, in a temporary file since there may be many; ``counts`` by outcome."""

    def __init__(self) -> None:
        self.counts: Counter[str] = Counter()
        self._file = SpooledTemporaryFile(_IN_MEMORY)  # noqa: SIM115  (it lives as long as the remarks)

    def add(self, remark: "Remark") -> None:
        """Keep a remark."""
        self.counts[remark.outcome] += 1
        self._file.write(json.dumps([remark.outcome, str(remark)]).encode() + b"\n")

    @property
    def some_failed(self) -> bool:
        """Whether something could not be read or extracted."""
        return bool(self.counts["failed"])

    def report(self, errors: Path | None) -> None:
        """Print all remarks to standard error, one on each line, and write them to a file on request."""
        for outcome, words in self._all():
            note(f"{outcome}: {words}")
        if errors:
            with replacing(errors) as file:
                file.writelines(f"{outcome}\t{words}\n".encode() for outcome, words in self._all())

    def _all(self) -> Iterator[tuple[str, str]]:
        """Yield the outcome and the words of each remark."""
        self._file.seek(0)
        for line in self._file:
            outcome, words = json.loads(line)
            yield outcome, words
