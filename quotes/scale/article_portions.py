"""A stream of articles cut into portions of similar work, so that no process waits long for another."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TypeVar

from quotes.reading import FoundArticle
from quotes.types import Article, Quote

MOST_ARTICLES = 64
MOST_CHARACTERS = 100_000
"""How long the texts of a portion are together (one may be longer): less than a second of work."""

_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class ExtractedArticle:
    """An article, the place where it was found, and its rows."""

    place: str
    article: Article
    rows: list[Quote]


def portions(items: Iterable[_T], most_articles: int = MOST_ARTICLES) -> Iterator[list[_T]]:
    """Cut a stream into portions by the number of items and the length of the articles among them.

    >>> from quotes.types import Article, Quote
    >>> lengths = (60_000, 30_000, 20_000, 200_000, 5)
    >>> found = [FoundArticle("made", Article("x" * length)) for length in lengths]
    >>> [[len(each.article.text) for each in portion] for portion in portions(found)]
    [[60000, 30000], [20000], [200000], [5]]
    """
    portion: list[_T] = []
    characters = 0
    for item in items:
        length = len(item.article.text) if isinstance(item, FoundArticle) else 0
        if portion and characters + length > MOST_CHARACTERS:
            yield portion
            portion, characters = [], 0
        portion.append(item)
        characters += length
        if len(portion) >= most_articles:  # without waiting for the next item, which may take long
            yield portion
            portion, characters = [], 0
    if portion:
        yield portion
