"""What comes out of a reader: the articles it found, and remarks on what it could not read or left out."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, NamedTuple, TypeAlias

from quotes.types import Article, InputError

_LONGEST_REMARK = 400


@dataclass(frozen=True, slots=True)
class Remark:
    """What the user should know about one article or file.

    ``place`` names the file and, if there is one, the row or archive member. ``outcome`` is:

    - "failed": it could not be read, so something may be missing;
    - "skipped": left out on purpose (not in English, empty, a duplicate);
    - "doubted": it was read, but the user should check something.
    """

    place: str
    reason: str
    outcome: Literal["failed", "skipped", "doubted"] = "failed"

    def __str__(self) -> str:
        """Give the remark as one line that is safe to print, even if a file has a hostile name."""
        line = " ".join(f"{self.place}: {self.reason}".split())
        shown = "".join(character if character.isprintable() else "\ufffd" for character in line)
        return shown if len(shown) <= _LONGEST_REMARK else f"{shown[:_LONGEST_REMARK]} ..."


class ReadingError(InputError):
    """An input that cannot be read; ``remark`` says which and why."""

    def __init__(self, place: str, reason: str) -> None:
        self.remark = Remark(place, reason)
        super().__init__(str(self.remark))


class FoundArticle(NamedTuple):
    """An article, and the place where it was found, for messages about it.

    ``named`` is true if the article's id is the name of its file.
    """

    place: str
    article: Article
    named: bool = False


ReadingOutcome: TypeAlias = FoundArticle | Remark


def ending_with_remark(outcomes: Iterator[ReadingOutcome]) -> Iterator[ReadingOutcome]:
    """Pass the outcomes on. If their reader gives up, the last one is a remark that says why."""
    try:
        yield from outcomes
    except ReadingError as error:
        yield error.remark
