"""What reading has to say: told on standard error, and to a file on request."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from quotes.commands.output import write_text
from quotes.commands.terminal import note

if TYPE_CHECKING:
    from quotes.reading.inputs import Remark
    from quotes.types import Article

Errors = Annotated[
    Path | None,
    typer.Option(
        "--errors",
        metavar="FILE",
        help="Write what failed and why to this file, a line each.",
        show_default=False,
    ),
]


@dataclass(slots=True)
class Remarks:
    """The remarks of one reading, and how many articles came through it."""

    remarks: "list[Remark]" = field(default_factory=list)
    articles: int = 0

    def add(self, remark: "Remark") -> None:
        """Keep a remark."""
        self.remarks.append(remark)

    def watch(self, articles: "Iterable[Article]") -> "Iterator[Article]":
        """Yield the articles and count them."""
        for article in articles:
            self.articles += 1
            yield article

    @property
    def some_failed(self) -> bool:
        """Whether something could not be read."""
        return any(remark.outcome == "failed" for remark in self.remarks)

    @property
    def nothing_read(self) -> bool:
        """Whether something could not be read and nothing else could."""
        return self.some_failed and not self.articles

    def tell(self, errors: Path | None) -> None:
        """Tell all remarks, and write them to the file where one is named."""
        tell_all(self.remarks, errors)


def tell_all(remarks: "Iterable[Remark]", errors: Path | None) -> None:
    """Tell remarks on standard error, a line each, and write them to the file where one is named."""
    told = list(remarks)
    for remark in told:
        note(f"{remark.outcome}: {remark}")
    if errors:
        write_text(errors, "".join(f"{remark.outcome}\t{remark}\n" for remark in told))
