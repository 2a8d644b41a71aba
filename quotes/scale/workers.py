"""Articles extracted by several processes on this machine; results keep their order.

On Linux all are forked from one process that has loaded the parser; elsewhere each loads it.
A process that dies (out of memory, or by a signal) is replaced, and its articles are extracted again one by
one. So no article is lost or repeated, and the one that crashes its process is found.

No library keeps all these promises. concurrent.futures and loky give up every task when one process dies.
pebble replaces the process, but repeating its articles, keeping their order and reading the input only as
needed would still be our code; and it starts processes in its own threads, where Ctrl-C cannot be delayed.
"""

import os
import signal
import sys
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from multiprocessing import forkserver, get_context, parent_process
from multiprocessing.connection import Connection, wait
from multiprocessing.resource_tracker import ensure_running
from queue import SimpleQueue
from threading import Thread, current_thread, main_thread
from typing import Generic, TypeAlias, TypeVar

from quotes.reading import FoundArticle, Remark
from quotes.scale.article_portions import MOST_ARTICLES, ExtractedArticle, portions
from quotes.types import Article, InputError, Quote

_T = TypeVar("_T")

_Result: TypeAlias = list[Quote] | str

_PORTIONS_A_WORKER = 4
_IN_HAND = 2
_MOST_KILLS = 2
_MOST_FALSE_STARTS = 3
_READY = "ready"
SAFE_PATH = "PYTHONSAFEPATH"
"""The variable that stops Python from importing modules from the working directory."""
_THREAD_NUMBERS = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "BLIS_NUM_THREADS")

# A fork of this process would copy locks that other threads hold, so one that does nothing else is forked.
if sys.platform == "linux":
    _processes = get_context("forkserver")
else:
    _processes = get_context("spawn")


def cores() -> int:
    """Count the processors that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def extract_in_order(
    items: "Iterable[FoundArticle | _T]",
    *,
    jobs: int = 1,
    most_articles: int = MOST_ARTICLES,
    with_about: bool = False,
) -> "Iterator[ExtractedArticle | Remark | _T]":
    """Extract the articles among ``items`` and yield all items in their order, as results come.

    An article becomes an `ExtractedArticle`, or a remark if it failed; other items pass unchanged. Only a few
    portions of articles are in memory at a time.

    Args:
        items: articles with the places where they were found; anything else may be among them.
        jobs: how many processes to use: 1 means this one only, 0 one for each core. A script that uses more
            than one must keep its own work under ``if __name__ == "__main__":``.
        most_articles: how many articles to extract together.
        with_about: whether to find who is named inside each quote.

    Raises:
        InputError: the parser's model is not installed, or no process can be started.

    """
    cut = portions(items, most_articles)
    number = jobs or cores()
    if number == 1:
        from quotes.scale.batch_extraction import extract_together  # noqa: PLC0415

        for portion in map(_Portion[_T], cut):
            results = extract_together(portion.articles(), with_about=with_about)
            portion.results.update(zip(portion.numbers, results, strict=True))
            yield from portion.done()
        return
    workers: list[_Worker[_T]] = []
    forkserver.set_forkserver_preload(["quotes.scale.loaded_parser"])
    try:
        for _ in range(number):
            with starting_processes():
                workers.append(_Worker(with_about=with_about))
        yield from _Extraction(workers, map(_Portion[_T], cut)).run()
    finally:
        for worker in workers:
            worker.end()


class _Portion(Generic[_T]):
    """Some items, and the results of the articles among them, by their number in the portion."""

    def __init__(self, items: "Sequence[FoundArticle | _T]") -> None:
        self.items = items
        self.numbers = tuple(number for number, item in enumerate(items) if isinstance(item, FoundArticle))
        self.results: dict[int, _Result] = {}

    @property
    def is_done(self) -> bool:
        """Whether all articles have a result."""
        return len(self.results) == len(self.numbers)

    def articles(self, numbers: Iterable[int] | None = None) -> list[Article]:
        """List the articles, or only those with these numbers."""
        wanted = set(self.numbers if numbers is None else numbers)
        return [
            item.article
            for number, item in enumerate(self.items)
            if number in wanted and isinstance(item, FoundArticle)
        ]

    def done(self) -> "Iterator[ExtractedArticle | Remark | _T]":
        """Yield the result for each item."""
        for number, item in enumerate(self.items):
            if not isinstance(item, FoundArticle):
                yield item
                continue
            result = self.results[number]
            if isinstance(result, str):
                yield Remark(item.place, result)
            else:
                yield ExtractedArticle(item.place, item.article, result)


@dataclass(slots=True)
class _Task(Generic[_T]):
    """Articles of a portion for one worker.

    A suspect is a single article that may have crashed a worker. A worker that has a suspect gets no other
    task, so that it is clear what crashed it; ``kills`` counts how often that happened.
    """

    portion: _Portion[_T]
    numbers: tuple[int, ...]
    is_suspect: bool = False
    kills: int = 0


class _Worker(Generic[_T]):
    """A process that extracts, and its tasks: the current one, then the next."""

    def __init__(self, *, with_about: bool) -> None:
        self.with_about = with_about
        self.tasks: deque[_Task[_T]] = deque()
        self.is_ready = False
        self.connection, theirs = _processes.Pipe()
        self._process = _processes.Process(
            target=serve_articles, args=(theirs, with_about), name="extracting", daemon=True
        )
        self._process.start()
        theirs.close()

    def has_room(self, task: _Task[_T], already: int) -> bool:
        """Whether the process has exactly ``already`` tasks and may get this one too."""
        alone = task.is_suspect or any(each.is_suspect for each in self.tasks)
        return self.is_ready and len(self.tasks) == already and not (already and alone)

    def take(self, task: _Task[_T]) -> None:
        """Send a task to the process; if the process is dead, `answer` finds out."""
        self.tasks.append(task)
        with suppress(BrokenPipeError, ConnectionResetError):
            self.connection.send(task.portion.articles(task.numbers))

    def answer(self) -> "list[_Result] | str | InputError | None":
        """Receive the process's next answer; None if it is dead."""
        try:
            said: list[_Result] | str | InputError = self.connection.recv()
        except (EOFError, OSError):
            return None
        return said

    def end(self) -> None:
        """Kill the process."""
        self._process.kill()
        self._process.join()
        self.connection.close()


@dataclass(slots=True)
class _Extraction(Generic[_T]):
    """One extraction: the tasks that wait for a worker, and the portions that wait for their turn."""

    workers: list[_Worker[_T]]
    coming: Iterator[_Portion[_T]]
    tasks: deque[_Task[_T]] = field(default_factory=deque)
    window: deque[_Portion[_T]] = field(default_factory=deque)
    false_starts: int = 0

    def run(self) -> "Iterator[ExtractedArticle | Remark | _T]":
        """Yield the results of all portions in order."""
        while True:
            self._fill()
            self._hand_out()
            if not self.window:
                return
            while self.window and self.window[0].is_done:
                yield from self.window.popleft().done()
            if self.window and not self.window[0].is_done:
                self._listen()

    def _fill(self) -> None:
        """Take more portions from the input while there is room."""
        while len(self.window) < _PORTIONS_A_WORKER * len(self.workers):
            portion = next(self.coming, None)
            if portion is None:
                return
            self.window.append(portion)
            if portion.numbers:
                self.tasks.append(_Task(portion, portion.numbers))

    def _hand_out(self) -> None:
        """Give tasks to the workers with the fewest."""
        for already in range(_IN_HAND):
            for worker in self.workers:
                if self.tasks and worker.has_room(self.tasks[0], already):
                    worker.take(self.tasks.popleft())

    def _listen(self) -> None:
        """Wait until a worker answers or dies, and handle that."""
        speaking = wait([worker.connection for worker in self.workers])
        for number, worker in enumerate(self.workers):
            if worker.connection not in speaking:
                continue
            answer = worker.answer()
            if isinstance(answer, InputError):
                raise answer
            if answer is None:
                self._lose(worker)
                worker.end()
                with starting_processes():
                    self.workers[number] = _Worker(with_about=worker.with_about)
            elif isinstance(answer, str):
                self.false_starts, worker.is_ready = 0, True
            else:
                task = worker.tasks.popleft()
                task.portion.results.update(zip(task.numbers, answer, strict=True))

    def _lose(self, worker: _Worker[_T]) -> None:
        """Put the tasks of a dead worker back; the current one is split into single articles.

        Only an article that was alone in its task can be blamed for the crash.
        """
        if not worker.is_ready:
            self.false_starts += 1
            if self.false_starts > _MOST_FALSE_STARTS * len(self.workers):
                raise InputError(
                    "the processes end before they start; a script that uses several must keep its own work "
                    'under: if __name__ == "__main__":'
                )
        if not worker.tasks:
            return
        suspect, *others = worker.tasks
        self.tasks.extendleft(reversed(others))
        kills = suspect.kills + suspect.is_suspect
        if kills < _MOST_KILLS:
            self.tasks.extendleft(
                _Task(suspect.portion, (number,), is_suspect=True, kills=kills)
                for number in reversed(suspect.numbers)
            )
        else:
            suspect.portion.results[suspect.numbers[0]] = (
                f"this article crashed the worker {_MOST_KILLS} times; is there enough memory?"
            )


@contextmanager
def starting_processes() -> Iterator[None]:
    """Start processes in this context: they ignore Ctrl-C and import nothing from the working directory.

    They also use one thread each: with several processes, no cores are left for more.
    """
    with _environment_for_processes(), _interruptions_held():
        yield


def end_with_parent() -> None:
    """From now on, this process ends at once when the one that started it is gone, however that ended."""
    Thread(target=_wait_for_parent, daemon=True).start()


def _wait_for_parent() -> None:
    if parent := parent_process():
        wait([parent.sentinel])
        os._exit(0)


@contextmanager
def _environment_for_processes() -> Iterator[None]:
    """Set the variables that new processes need, and put them back."""
    before = {name: os.environ.get(name) for name in (SAFE_PATH, *_THREAD_NUMBERS)}
    os.environ[SAFE_PATH] = "1"
    for name in _THREAD_NUMBERS:
        os.environ.setdefault(name, "1")
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value


@contextmanager
def _interruptions_held() -> Iterator[None]:
    """Delay Ctrl-C while processes start, and keep it from them: this process ends them itself."""
    if current_thread() is not main_thread():  # only the main thread gets interrupts
        yield
        return
    came: list[int] = []
    before = signal.signal(signal.SIGINT, lambda number, _: came.append(number))
    blocked = None
    if hasattr(signal, "pthread_sigmask"):  # new processes inherit the blocked signals
        ensure_running()  # the resource tracker would unblock it if it started with the first process
        blocked = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        if blocked is not None:
            signal.pthread_sigmask(signal.SIG_SETMASK, blocked)
        signal.signal(signal.SIGINT, before)
        if came:
            signal.raise_signal(signal.SIGINT)


def serve_articles(connection: Connection, with_about: bool) -> None:
    """Extract incoming articles until the parent is gone. Neither side blocks while the other is busy."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    tasks: SimpleQueue[list[Article]] = SimpleQueue()
    answers: SimpleQueue[list[_Result] | str | InputError] = SimpleQueue()
    Thread(target=_receive, args=(connection, tasks), daemon=True).start()
    Thread(target=send_answers, args=(connection, answers), daemon=True).start()
    answers.put(_READY)
    while True:
        answers.put(_answer(tasks.get(), with_about=with_about))


def _receive(connection: Connection, tasks: "SimpleQueue[list[Article]]") -> None:
    """Receive tasks; end the process when the parent is gone."""
    try:
        while True:
            tasks.put(connection.recv())
    except (EOFError, OSError):
        os._exit(0)


def send_answers(connection: Connection, answers: "SimpleQueue[list[_Result] | str | InputError]") -> None:
    """Send answers; end the process when the parent is gone."""
    try:
        while True:
            connection.send(answers.get())
    except OSError:
        os._exit(0)


def _answer(articles: Sequence[Article], *, with_about: bool) -> list[_Result] | InputError:
    """Extract the articles, or say why no article can be extracted."""
    try:
        from quotes.scale.batch_extraction import extract_together  # noqa: PLC0415

        return extract_together(articles, with_about=with_about)
    except InputError as error:
        return error
    except Exception as error:
        return InputError(f"the worker process cannot work: {error!r}")
