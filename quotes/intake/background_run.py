"""Articles added to a library by a thread of their own: a page can show how far it is, and stop it."""

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

MOST_NAMED = 20
"""Of how many articles the run keeps the ids."""

_TITLE = 100
_TURN = 0.001

# The parser is not made for several threads; with this, visitors who add at the same time take turns.
_parsing = Lock()


@dataclass(frozen=True, slots=True)
class RunProgress:
    """How far a run has come.

    ``working_on`` is the title of the article in hand, or how its text begins. ``rate`` counts articles a
    second; it and ``seconds_left`` are None while nobody can tell.
    """

    done: int
    total: int
    working_on: str = ""
    is_loading: bool = False
    is_stopping: bool = False
    rate: float | None = None
    seconds_left: float | None = None


@dataclass(slots=True)
class RunOutcome:
    """What became of the articles of a run.

    ``articles`` counts them by `quotes.library.Added`. ``doc_ids`` are those of the first `MOST_NAMED` that
    came in; ``failures`` the first ones that did not, of ``failed`` in all. ``problem`` is one line on what
    ended the run before its time.
    """

    articles: Counter[str] = field(default_factory=Counter)
    quotes: int = 0
    failed: int = 0
    failures: list[Remark] = field(default_factory=list)
    doc_ids: list[str] = field(default_factory=list)
    was_stopped: bool = False
    problem: str | None = None

    @property
    def came_in(self) -> int:
        """How many articles were stored or extracted anew."""
        return self.articles[Added.new] + self.articles[Added.renewed]


class AddingRun:
    """The adding of a batch, which begins at once; ``left_out`` are numbers of articles not to add.

    Whoever began it may look at it from any thread; nothing is raised there.
    """

    def __init__(self, library: Library, batch: Batch, left_out: Collection[int] = ()) -> None:
        self.batch = batch
        self.tally = RunOutcome()
        self.total = batch.counts[Added.new] + batch.counts[Added.renewed] - len(left_out)
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
        """Whether nothing more will be added."""
        return not self._thread.is_alive()

    def stop(self) -> None:
        """Take no more articles in hand; what has come in stays."""
        self._stop.set()

    def wait(self, seconds: float | None = None) -> None:
        """Wait until the run is over, at most so long."""
        self._thread.join(seconds)

    def course(self) -> RunProgress:
        """Return how far the run has come."""
        done, began = self._done, self._began
        course = RunProgress(done, self.total, self._working_on, began is None, self._stop.is_set())
        elapsed = time.monotonic() - began if began else 0.0
        if not done or not elapsed:
            return course
        return replace(course, rate=done / elapsed, seconds_left=elapsed / done * (self.total - done))

    def _work(self) -> None:
        """Add the articles, and keep what went wrong for the tally."""
        try:
            with _parsing:
                from quotes.intake.adding import add_articles  # noqa: PLC0415
                from quotes.parsing import load_model  # noqa: PLC0415

                load_model()
            self._began = time.monotonic()
            results = add_articles(self._library, self._watched())
            while result := _next(results):
                self._count(result)
                time.sleep(_TURN)  # a lock let go and taken again at once never passes to another thread
            self.tally.was_stopped = self._stop.is_set() and self._done < self.total
        except InputError as error:
            self.tally.problem = str(error)
        except Exception as error:
            logging.getLogger(__name__).exception("articles could not be added")
            self.tally.problem = f"Adding ended unexpectedly ({type(error).__name__}); what came in is kept."

    def _watched(self) -> Iterator[FoundArticle]:
        """Yield the articles to add, until told to stop, and note what is in hand."""
        for found in self.batch.found(self._left_out):
            if self._stop.is_set():
                return
            self._in_hand[found.place] = article_title(found.article)
            self._working_on = next(iter(self._in_hand.values()))
            yield found

    def _count(self, result: "AddedArticle | Remark") -> None:
        """Count what became of an article."""
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
        if result.outcome is not Added.there and len(tally.doc_ids) < MOST_NAMED:
            stored = self._library.to_extract(result.article, again=True)
            tally.doc_ids.append(stored.id if stored else result.article.id)


def _next(results: "Iterator[AddedArticle | Remark]") -> "AddedArticle | Remark | None":
    """Return what became of the next article, None after the last, as soon as the parser is free."""
    with _parsing:
        return next(results, None)


def article_title(article: Article) -> str:
    """Return an article's title, or the first words of its text.

    >>> title_of(Article("Rain fell."))
    'Rain fell.'
    """
    return shortened(article.title or article.text[: 4 * _TITLE], _TITLE)
