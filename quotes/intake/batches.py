"""Articles that were read but not yet added, so that people can check them first."""

import json
from array import array
from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from tempfile import SpooledTemporaryFile
from threading import Lock

import pandas as pd

from quotes.display import encodable
from quotes.library import Added, Library
from quotes.reading import FoundArticle, ReadingOutcome, Remark
from quotes.text import digest_words
from quotes.types import Article, InputError
from quotes.writing import csv_bytes

MOST_REMARKS = 10_000
"""How many remarks are kept; further ones are only counted."""

_IN_MEMORY = 8_000_000
_OUTCOMES = tuple(Added)


@dataclass(frozen=True, slots=True)
class WaitingArticle:
    """An article of a batch: its number (from 0), where it was found, and what adding it would do."""

    number: int
    place: str
    article: Article
    outcome: Added


class Batch:
    """The result of one reading, which waits to be added.

    The articles are in an unnamed temporary file, so that there may be many. ``counts`` has the number of
    articles for each thing that adding them would do (`quotes.library.Added`), and of remarks for each
    outcome. ``remarks`` has the first `MOST_REMARKS`. ``undated`` counts the articles to add without a date.
    """

    def __init__(self) -> None:
        self.counts: Counter[str] = Counter()
        self.remarks: list[Remark] = []
        self.undated = 0
        self._file = SpooledTemporaryFile(_IN_MEMORY)  # noqa: SIM115  (it lives as long as the batch)
        self._starts = array("Q")
        self._outcomes = bytearray()
        self._texts: set[str] = set()
        self._lock = Lock()

    def __len__(self) -> int:
        """Count the articles."""
        return len(self._starts)

    def read(self, library: Library, outcomes: Iterable[ReadingOutcome]) -> Iterator[ReadingOutcome]:
        """Keep the articles and remarks of a reading, and pass each on.

        Raises:
            InputError: the disk is full, or the library cannot be read.

        """
        for each in outcomes:
            if isinstance(each, Remark):
                self._note(each)
            else:
                self._keep(each, self._outcome(library, each.article))
            yield each

    @property
    def number_to_add(self) -> int:
        """Count the articles that adding the batch would change anything about."""
        return sum(self.counts[outcome] for outcome in Added if outcome is not Added.there)

    def page(self, first: int, limit: int) -> list[WaitingArticle]:
        """Get up to ``limit`` articles beginning with number ``first``, in the order of reading."""
        return [self._waiting(number) for number in range(first, min(first + limit, len(self)))]

    def found(self, left_out: Collection[int] = ()) -> Iterator[FoundArticle]:
        """Yield the articles that are not in the library, except those whose numbers are ``left_out``."""
        for number in range(len(self)):
            if number not in left_out and self.outcome(number) is not Added.there:
                waiting = self._waiting(number)
                yield FoundArticle(waiting.place, waiting.article)

    def outcome(self, number: int) -> Added:
        """Say what adding an article would do."""
        return _OUTCOMES[self._outcomes[number]]

    def _outcome(self, library: Library, article: Article) -> Added:
        """Say what adding an article would do now, after those before it."""
        wanted, text = library.to_extract(article), digest_words(article.text)
        is_waiting = text in self._texts
        self._texts.add(text)
        if wanted is None:
            return Added.copied if library.is_copy(article) else Added.there
        if is_waiting:
            return Added.copied
        return Added.new if wanted is article else Added.renewed

    def _note(self, remark: Remark) -> None:
        self.counts[remark.outcome] += 1
        if len(self.remarks) < MOST_REMARKS:
            self.remarks.append(remark)

    def _keep(self, found: FoundArticle, outcome: Added) -> None:
        article = found.article
        fields = {name: getattr(article, name) for name in Article.__slots__}
        line = json.dumps([found.place, fields | {"metadata": dict(article.metadata)}])
        try:
            with self._lock:
                start = self._file.seek(0, 2)
                self._file.write(line.encode() + b"\n")
        except OSError as error:
            raise InputError(f"There is no room to store the articles ({error.strerror or error}).") from None
        self._starts.append(start)
        self._outcomes.append(_OUTCOMES.index(outcome))
        self.counts[outcome] += 1
        if outcome is not Added.there and article.published is None:
            self.undated += 1

    def _waiting(self, number: int) -> WaitingArticle:
        with self._lock:
            self._file.seek(self._starts[number])
            line = self._file.readline()
        place, fields = json.loads(line)
        return WaitingArticle(number, place, Article(**fields), self.outcome(number))


def remarks_csv(remarks: Iterable[Remark]) -> bytes:
    """Write remarks as CSV with the columns ``outcome``, ``place`` and ``reason``; no cell acts as a formula.

    >>> remarks_csv([Remark("=a.pdf", "this PDF is damaged")]).decode().splitlines()
    ['outcome,place,reason', "failed,'=a.pdf,this PDF is damaged"]
    """
    names = ("outcome", "place", "reason")
    lines = [[encodable(getattr(remark, name)) for name in names] for remark in remarks]
    return csv_bytes(pd.DataFrame(lines, columns=list(names), dtype="str"))
