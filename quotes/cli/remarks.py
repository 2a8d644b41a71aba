"""What reading has to say: told on standard error, and to a file on request."""

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
        help="Write what failed and why to this file, a line each.",
        show_default=False,
    ),
]


class Remarks:
    """The remarks of one reading, of which there may be more than memory holds; ``counts`` by outcome."""

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

    def tell(self, errors: Path | None) -> None:
        """Tell all remarks on standard error, a line each, and write them to the file where one is named."""
        for outcome, told in self._all():
            note(f"{outcome}: {told}")
        if errors:
            with replacing(errors) as file:
                file.writelines(f"{outcome}\t{told}\n".encode() for outcome, told in self._all())

    def _all(self) -> Iterator[tuple[str, str]]:
        """Yield the outcome and the words of each remark."""
        self._file.seek(0)
        for line in self._file:
            outcome, told = json.loads(line)
            yield outcome, told
