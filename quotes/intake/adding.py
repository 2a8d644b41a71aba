"""Articles into a library: read, extracted, stored one by one; what fails is told and stops nothing else."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from quotes.library import Added, Library, LibraryError
from quotes.reading import FoundArticle, ReadingOutcome, Remark
from quotes.scale import ExtractedArticle, extract_in_order
from quotes.types import Article, InputError

ARTICLES_AT_ONCE = 16
"""How many articles are parsed together: a kill loses the work on no more than these, for each process."""


@dataclass(frozen=True, slots=True)
class AddedArticle:
    """An article that the library now has: where it was found, what became of it, how many quotes it gave."""

    place: str
    article: Article
    outcome: Added
    quotes: int


def add_articles(
    library: Library,
    outcomes: Iterable[ReadingOutcome | ExtractedArticle],
    *,
    again: bool = False,
    jobs: int = 1,
) -> Iterator[AddedArticle | Remark]:
    """Add articles to a library as they come, each in a transaction of its own.

    What is there already is not extracted again, so that after an interruption the same call goes on where it
    stopped; with ``again`` everything is. Articles that come with their rows are not extracted either. Yields
    for each outcome what became of it, in their order. At the end, also where it is cut short, speakers'
    names are joined over all articles.

    Args:
        library: where to.
        outcomes: what reading gave.
        again: whether the rows of articles that are there already are replaced.
        jobs: how many processes extract, as in `quotes.scale.extract_in_order`; this one stores.

    Raises:
        LibraryError: the library cannot be written, which no later article would change.

    """
    writable = True
    try:
        wanted = _wanted(library, outcomes, again=again)
        done: Iterator[ExtractedArticle | AddedArticle | Remark]
        done = extract_in_order(wanted, jobs=jobs, most_articles=ARTICLES_AT_ONCE)
        for each in done:
            if isinstance(each, ExtractedArticle):
                yield _add(library, each, again=again)
            else:
                yield each
    except LibraryError:
        writable = False
        raise
    finally:
        if writable:
            library.link()


def _wanted(
    library: Library, outcomes: Iterable[ReadingOutcome | ExtractedArticle], *, again: bool
) -> Iterator[FoundArticle | ExtractedArticle | AddedArticle | Remark]:
    """Yield what is to be extracted or stored, and what became of all else."""
    for outcome in outcomes:
        if isinstance(outcome, Remark):
            yield outcome
            continue
        article = library.to_extract(outcome.article, again=again)
        if article is None:
            yield AddedArticle(outcome.place, outcome.article, Added.there, 0)
        elif isinstance(outcome, ExtractedArticle) and article.text == outcome.article.text:
            yield ExtractedArticle(outcome.place, article, outcome.rows)
        else:
            yield FoundArticle(outcome.place, article)


def _add(library: Library, extracted: ExtractedArticle, *, again: bool) -> AddedArticle | Remark:
    """Store one article with its quotes."""
    article, rows = extracted.article, extracted.rows
    try:
        outcome = library.add(article, rows, again=again)
    except LibraryError:
        raise
    except InputError as error:
        return Remark(extracted.place, str(error))
    return AddedArticle(extracted.place, article, outcome, len(rows))
