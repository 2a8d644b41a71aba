"""Articles into a library: read, extracted, stored one by one; what fails is told and stops nothing else."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from quotes.library import Added, Library, LibraryError
from quotes.pipeline import extract_all, load_model
from quotes.reading.inputs import Found, Outcome, Remark
from quotes.types import Article, InputError, Quote

ARTICLES_AT_ONCE = 16
"""How many articles are parsed together: a kill loses the work on no more than these."""


@dataclass(frozen=True, slots=True)
class Kept:
    """An article that the library now has: where it was found, what became of it, how many quotes it gave."""

    place: str
    article: Article
    outcome: Added
    quotes: int


def add_all(library: Library, outcomes: Iterable[Outcome], *, again: bool = False) -> Iterator[Kept | Remark]:
    """Add articles to a library as they come, each in a transaction of its own.

    What is there already is not extracted again, so that after an interruption the same call goes on where it
    stopped; with ``again`` everything is. Yields what became of each article, and the remarks of reading, in
    about their order. At the end, also where it is cut short, speakers' names are joined over all articles.

    Raises:
        LibraryError: the library cannot be written, which no later article would change.

    """
    writable = True
    try:
        yield from _add_each(library, outcomes, again=again)
    except LibraryError:
        writable = False
        raise
    finally:
        if writable:
            library.link()


def _add_each(library: Library, outcomes: Iterable[Outcome], *, again: bool) -> Iterator[Kept | Remark]:
    """Add articles as they come, some at once."""
    waiting = iter(outcomes)
    while batch := list(islice(waiting, ARTICLES_AT_ONCE)):
        pending: list[Found] = []
        for outcome in batch:
            if isinstance(outcome, Remark):
                yield outcome
            elif article := library.to_extract(outcome.article, again=again):
                pending.append(Found(outcome.place, article))
            else:
                yield Kept(outcome.place, outcome.article, Added.there, 0)
        for found, extraction in zip(pending, _extract(pending), strict=True):
            yield _add(library, found, extraction, again=again)


def _add(
    library: Library, found: Found, extraction: list[Quote] | Exception, *, again: bool
) -> Kept | Remark:
    """Store one article with its quotes."""
    if isinstance(extraction, Exception):
        return Remark(found.place, f"its quotes could not be extracted ({extraction!r})")
    try:
        outcome = library.add(found.article, extraction, again=again)
    except LibraryError:
        raise
    except InputError as error:
        return Remark(found.place, str(error))
    return Kept(found.place, found.article, outcome, len(extraction))


def _extract(pending: Sequence[Found]) -> list[list[Quote] | Exception]:
    """Return the quotes of each article, or why they could not be extracted."""
    if not pending:
        return []
    model = load_model()
    try:
        return [*extract_all([found.article for found in pending], nlp=model)]
    except Exception as error:
        if len(pending) == 1:
            return [error]
        return [_extract([found])[0] for found in pending]
