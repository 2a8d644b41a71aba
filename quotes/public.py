"""The functions that `import quotes` offers: extraction that returns rows a notebook can display."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from quotes import extraction
from quotes.display import Quotes
from quotes.types import Article

if TYPE_CHECKING:
    from spacy.language import Language as Pipeline


def extract(article: Article | str, *, nlp: Pipeline | None = None, with_about: bool = False) -> Quotes:
    """Extract the direct quotes of one article, in the order of the text.

    >>> [(row.quote, row.speaker) for row in extract('"We sail at dawn," Ada Quill said.')]
    [('We sail at dawn,', 'Ada Quill')]

    Args:
        article: the article, or just its text.
        nlp: the spaCy pipeline to use in place of the default one; it needs a tagger and a parser.
        with_about: whether to find who is named inside each quote (``row.about``); takes a tenth longer.

    Raises:
        InputError: the default pipeline is not installed.
        TypeError: what is given is neither a text nor an article.

    """
    given = Article(article) if isinstance(article, str) else article
    if not isinstance(given, Article):
        raise TypeError(f"extract takes a text or an Article, not {type(given).__name__}")
    return next(extract_all([given], nlp=nlp, with_about=with_about))


def extract_all(
    articles: Iterable[Article], *, nlp: Pipeline | None = None, with_about: bool = False
) -> Iterator[Quotes]:
    """Extract the quotes of each article. Yields one list for each article, in input order.

    The other arguments and the errors are those of `extract`.
    """
    return map(Quotes, extraction.extract_all(articles, nlp=nlp, with_about=with_about))
