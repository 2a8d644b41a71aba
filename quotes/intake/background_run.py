"""Articles added to a library in a background thread; a page can show its progress and stop it."""

import logging
import time
from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field, replace
from threading import Event, Lock, Thread
from typing import TYPE_CHECKING

from quotes.display import shortened
from quotes.intake.batches import MOST_REMARKS, Batch
from quotes.library import Added, Library
from quotes.reading import FoundArticle, Remark
from quotes.types import Article, InputError

if TYPE_CHECKING:
    from quotes.intake.adding import AddedArticle

MOST_NAMED = 10_000
"""How many of the new articles a run names."""

_TITLE = 100
_TURN = 0.001

# The parser is not thread-safe, so visitors who add articles at the same time take turns.
_parsing = Lock()


@dataclass(frozen=True, slots=True)
class RunProgress:
    """How far a run is.

    ``working_on`` is the title of the current article, or the beginning of its text. ``rate`` is in articles
    a second; it and ``seconds_left`` are None while they are unknown.
    """

    done: int
    total: int
    working_on: str = ""
    is_loading: bool = False
    is_stopping: bool = False
    rate: float | None = None
    seconds_left: float | None = None


@dataclass(frozen=True, slots=True)
class NewArticle:
    """An article that a run has added: its id in the library, its title, and its number of quotes."""

    doc_id: str
    title: str
    quotes: int


@dataclass(slots=True)
class RunOutcome:
    """The result of a run.

    Attributes:
        articles: the number of articles for each `quotes.library.Added`.
        quotes: the number of quotes stored.
        failed: the number of articles that failed.
        failures: why, for the first of them.
        added: the first `MOST_NAMED` articles that were added, in order.
        was_stopped: whether somebody stopped the run.
        problem: one line on the error that ended the run early, if any.

    """

    articles: Counter[str] = field(default_factory=Counter)
    quotes: int = 0
    failed: int = 0
    failures: list[Remark] = field(default_factory=list)
    added: list[NewArticle] = field(default_factory=list)
    was_stopped: bool = False
    problem: str | None = None

    @property
    def came_in(self) -> int:
        """The number of articles that were added or extracted again."""
        return sum(self.articles[outcome] for outcome in Added if outcome is not Added.there)


class AddingRun:
    """Adds a batch in the background, beginning at once, without the articles whose numbers are ``left_out``.

    Its progress may be read from any thread; errors end up in ``tally.problem``.
    """

    def __init__(self, library: Library, batch: Batch, left_out: Collection[int] = ()) -> None:
        self.batch = batch
        self.tally = RunOutcome()
        self.total = batch.number_to_add - len(left_out)
        self._library = library
        self._left_out = frozenset(left_out)
        self._done = 0
        self._in_hand: dict[str, str] = {}
        self._working_on = ""
        self._began: float | None = None
        self._stop = Event()
        self._thread = Thread(target=self._work, name="adding articles", daemon=True)
        self._thread.start()

    @property
    def is_over(self) -> bool:
        """Whether the run has ended."""
        return not self._thread.is_alive()

    def stop(self) -> None:
        """Stop after the current articles; what was added stays."""
        self._stop.set()

    def wait(self, seconds: float | None = None) -> None:
        """Wait until the run is over, or until ``seconds`` have passed."""
        self._thread.join(seconds)

    def course(self) -> RunProgress:
        """Measure how far the run is."""
        done, began = self._done, self._began
        course = RunProgress(done, self.total, self._working_on, began is None, self._stop.is_set())
        elapsed = time.monotonic() - began if began else 0.0
        if not done or not elapsed:
            return course
        return replace(course, rate=done / elapsed, seconds_left=elapsed / done * (self.total - done))

    def _work(self) -> None:
        """Add the articles, and note errors in the tally."""
        try:
            with _parsing:
                from quotes.intake.adding import add_articles  # noqa: PLC0415
                from quotes.parsing import load_model  # noqa: PLC0415

                load_model()
            self._began = time.monotonic()
            results = add_articles(self._library, self._watched())
            while result := _next(results):
                self._count(result)
                time.sleep(_TURN)  # without a pause, the lock would never pass to another thread
            self.tally.was_stopped = self._stop.is_set() and self._done < self.total
        except InputError as error:
            self.tally.problem = str(error)
        except Exception as error:
            logging.getLogger(__name__).exception("articles could not be added")
            self.tally.problem = (
                f"Adding ended unexpectedly ({type(error).__name__}); added articles are kept."
            )

    def _watched(self) -> Iterator[FoundArticle]:
        """Yield the articles to add until the run is stopped, and note which one is being worked on."""
        for found in self.batch.found(self._left_out):
            if self._stop.is_set():
                return
            self._in_hand[found.place] = article_title(found.article)
            self._working_on = next(iter(self._in_hand.values()))
            yield found

    def _count(self, result: "AddedArticle | Remark") -> None:
        """Count the result for one article."""
        self._in_hand.pop(result.place, None)
        self._working_on = next(iter(self._in_hand.values()), self._working_on)
        self._done += 1
        tally = self.tally
        if isinstance(result, Remark):
            tally.failed += 1
            if len(tally.failures) < MOST_REMARKS:
                tally.failures.append(result)
            return
        tally.articles[result.outcome] += 1
        tally.quotes += result.quotes
        if result.outcome is not Added.there and len(tally.added) < MOST_NAMED:
            stored = self._library.to_extract(result.article, again=True) or result.article
            tally.added.append(NewArticle(stored.id, article_title(stored), result.quotes))


def _next(results: "Iterator[AddedArticle | Remark]") -> "AddedArticle | Remark | None":
    """Wait for the parser, then add the next article; None after the last."""
    with _parsing:
        return next(results, None)


def article_title(article: Article) -> str:
    """Shorten an article's title or, if it has none, the beginning of its text.

    >>> article_title(Article("Rain fell."))
    'Rain fell.'
    """
    return shortened(article.title or article.text[: 4 * _TITLE], _TITLE)
