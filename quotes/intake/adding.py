"""Articles into a library, one by one. Failures are reported; the run continues."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from quotes.library import Added, Library, LibraryError
from quotes.reading import FoundArticle, ReadingOutcome, Remark
from quotes.scale import ExtractedArticle, extract_in_order
from quotes.types import Article, InputError

ARTICLES_AT_ONCE = 16
"""How many articles are parsed together. At most this many are lost for each process if it is killed."""


@dataclass(frozen=True, slots=True)
class AddedArticle:
    """An article that is now in the library: where it was found, the outcome, and its number of quotes."""

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
    note: str = "",
) -> Iterator[AddedArticle | Remark]:
    """Add articles to a library, each in its own transaction, and yield the result for each outcome in order.

    Articles that are already in the library are not extracted again, so after an interruption the same call
    continues where it stopped. Articles that come with their rows are not extracted either. What is added
    is one import. At the end, even after an error, speakers' names are linked over all articles.

    Args:
        library: the library to add to.
        outcomes: what reading gave.
        again: whether to extract articles again that are already there, and replace their rows.
        jobs: how many processes extract, as in `quotes.scale.extract_in_order`; this one stores.
        note: what to say of this import in the history.

    Raises:
        LibraryError: the library cannot be written, so no later article could be stored either.

    """
    writable = True
    library = library.importing(note)
    try:
        wanted = _wanted(library, outcomes, again=again)
        done: Iterator[ExtractedArticle | AddedArticle | Remark]
        done = extract_in_order(wanted, jobs=jobs, most_articles=ARTICLES_AT_ONCE, with_about=True)
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
    """Yield the articles to extract or store, and the results of those that need neither."""
    for outcome in outcomes:
        if isinstance(outcome, Remark):
            yield outcome
            continue
        try:
            article = library.to_extract(outcome.article, again=again)
        except LibraryError:
            raise
        except Exception as error:
            yield _not_stored(outcome.place, error)
            continue
        if article is None:
            yield _add_copy(library, outcome)
        elif isinstance(outcome, ExtractedArticle) and article.text == outcome.article.text:
            yield ExtractedArticle(outcome.place, article, outcome.rows)
        else:
            yield FoundArticle(outcome.place, article)


def _add_copy(library: Library, found: FoundArticle | ExtractedArticle) -> AddedArticle | Remark:
    """Note where else an article was published whose text the library has."""
    try:
        return AddedArticle(found.place, found.article, library.add_copy(found.article), 0)
    except LibraryError:
        raise
    except Exception as error:
        return _not_stored(found.place, error)


def _add(library: Library, extracted: ExtractedArticle, *, again: bool) -> AddedArticle | Remark:
    """Store one article with its quotes, or say why it cannot be stored."""
    article, rows = extracted.article, extracted.rows
    try:
        outcome = library.add(article, rows, again=again)
    except LibraryError:
        raise
    except Exception as error:
        return _not_stored(extracted.place, error)
    if outcome is Added.there:  # its text has come into the library while it was extracted
        return _add_copy(library, extracted)
    return AddedArticle(extracted.place, article, outcome, len(rows))


def _not_stored(place: str, error: Exception) -> Remark:
    """Say why one article cannot be stored. Whatever the error, the articles after it are still added."""
    return Remark(place, str(error) if isinstance(error, InputError) else f"it cannot be stored ({error!r})")
