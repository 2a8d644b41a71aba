"""Articles extracted together: if one fails, the others are kept, and memory use does not grow."""

from collections.abc import Sequence
from threading import Lock

from quotes.extraction import extract_all
from quotes.parsing import load_model
from quotes.types import Article, Quote

# Only one thread may use the parser's memory zones, and they cannot be nested.
_parsing = Lock()


def extract_together(articles: Sequence[Article]) -> list[list[Quote] | str]:
    """Extract the quotes of each article; the result is a line of text if that fails.

    At the end the parser forgets new words, which would otherwise fill the memory. Threads take turns.

    Raises:
        InputError: the parser's model is not installed.

    """
    if not articles:
        return []
    with _parsing, load_model().memory_zone():
        return _extract(articles)


def _extract(articles: Sequence[Article]) -> list[list[Quote] | str]:
    """Extract the articles together or, if that fails, one by one."""
    try:
        return [*extract_all(articles)]
    except Exception as error:  # caught here, because an exception would leave the memory zone open
        if len(articles) == 1:
            return [f"its quotes could not be extracted ({error!r})"]
    return [rows for article in articles for rows in _extract([article])]
